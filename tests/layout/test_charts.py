"""Charts hold together whatever their labels."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest

from generator.document.blocks import Bar, Chart, ChartKind
from generator.layout import laid_out
from generator.layout.charts import WIDEST_LABEL, draw_chart
from generator.layout.fonts import text_width
from generator.layout.laid_out import Shape, Words
from generator.layout.theme import NORMAL, styles_at
from tests.layout.drafts import theme

SHORT = ("FY2021", "FY2023", "FY2024")
LONG = (
    "Jobs supported by grants from the National Institutes of Health, direct and indirect, in the last year counted",
    "Incomprehensibilities-of-characterization",
    "Massachusetts",
    "A fifth of all",
)
MANY = tuple(f"Period {n} of many" for n in range(12))
KINDS: tuple[ChartKind, ...] = ("bars", "columns", "line", "comparison")
Box = tuple[float, float, float, float]


def drawn(kind: ChartKind, labels: tuple[str, ...], width: float) -> tuple[tuple[Shape, ...], float]:
    bars = tuple(Bar(label, Decimal(10 + n), f"${n + 90}.58 billion", marked=n == 0) for n, label in enumerate(labels))
    return draw_chart(Chart(kind, (), bars, "alt"), width, styles_at(theme(), "", NORMAL))


def boxes(shapes: tuple[Shape, ...]) -> list[Box]:
    """Left, bottom, right and top of every line of words, and of every bar."""
    found = []
    for shape in shapes:
        if isinstance(shape, Words):
            run = shape.run
            wide = text_width(run.text, run.face, run.size)
            found.append((shape.x, shape.y - 0.2 * run.size, shape.x + wide, shape.y + 0.7 * run.size))
        elif isinstance(shape, laid_out.Bar):
            found.append((shape.x, shape.y, shape.x + shape.width, shape.y + shape.height))
    return found


@pytest.mark.parametrize("width", [482.4, 300.0])
@pytest.mark.parametrize("labels", [SHORT, LONG, MANY], ids=["short", "long", "many"])
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_touches_and_nothing_leaves_the_chart(kind: ChartKind, labels: tuple[str, ...], width: float) -> None:
    shapes, height = drawn(kind, labels, width)
    found = boxes(shapes)
    for left, bottom, right, top in found:
        assert left >= -0.03
        assert right <= width + 0.03
        assert bottom >= -0.03
        assert top <= height + 0.03
    for one, other in combinations(found, 2):
        apart = one[2] <= other[0] + 0.03 or other[2] <= one[0] + 0.03 or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_of_a_label_is_there(kind: ChartKind) -> None:
    shapes, _ = drawn(kind, LONG, 300.0)
    said = "".join(shape.run.text for shape in shapes if isinstance(shape, Words))
    for label in LONG:
        for word in label.split():
            assert word[:6] in said


def test_short_labels_keep_their_size_and_line() -> None:
    shapes, _ = drawn("columns", SHORT, 482.4)
    words = [shape for shape in shapes if isinstance(shape, Words)]
    assert len(words) == 2 * len(SHORT)
    assert {shape.run.size for shape in words} == {9.0}


def test_labels_are_smaller_where_that_spares_a_line() -> None:
    long = "Jobs supported by grants, direct and"
    room = text_width(long, "sans-bold", 8.5) + 0.01
    shapes, _ = drawn("bars", (long, "Short"), room / WIDEST_LABEL)
    labels = [shape.run for shape in shapes if isinstance(shape, Words) and "$" not in shape.run.text]
    assert [(run.text, run.size) for run in labels] == [(long, 8.5), ("Short", 8.5)]


def series(kind: ChartKind, number: int, shape: str, width: float) -> tuple[tuple[Shape, ...], float, tuple[Bar, ...]]:
    """A chart of so many years."""
    values = {
        "rising": [100_000 + 1_013 * n for n in range(number)],
        "falling": [900_000 - 1_013 * n for n in range(number)],
        "peak": [407_782 if n == number - 2 else 100_000 + n for n in range(number)],
        "level": [407_782] * number,
    }[shape]
    bars = tuple(Bar(str(1985 + n), Decimal(v), f"{v:,}", n == number - 1) for n, v in enumerate(values))
    drawn_, height = draw_chart(Chart(kind, (), bars, "alt", None, True), width, styles_at(theme(), "", NORMAL))
    return drawn_, height, bars


@pytest.mark.parametrize("shape", ["rising", "falling", "peak", "level"])
@pytest.mark.parametrize("number", [2, 3, 9, 12, 25, 40, 100, 150])
@pytest.mark.parametrize("kind", ["columns", "line"])
def test_no_number_of_a_long_series_is_broken_or_overprinted(kind: ChartKind, number: int, shape: str) -> None:
    shapes, height, bars = series(kind, number, shape, 482.4)
    words = [s.run.text for s in shapes if isinstance(s, Words)]
    assert set(words) <= {t for bar in bars for t in (bar.label, bar.printed)}
    assert {bars[0].label, bars[-1].label, bars[-1].printed} <= set(words)
    highest, lowest = max(bars, key=lambda b: b.number), min(bars, key=lambda b: b.number)
    assert {highest.printed, lowest.printed} <= set(words)
    found = boxes(shapes)
    assert all(left >= -0.03 and right <= 482.43 and top <= height + 0.03 for left, _, right, top in found)
    texts = boxes(tuple(s for s in shapes if isinstance(s, Words)))
    for one in texts:
        for other in (b for b in found if b != one):
            apart = one[2] <= other[0] + 0.03 or other[2] <= one[0] + 0.03 or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)


def test_categories_whose_names_have_no_room_lie_down_and_keep_all_labels() -> None:
    names = tuple(f"Massachusetts-{n}" for n in range(12))
    shapes, _ = drawn("columns", names, 482.4)
    assert set(names) <= {s.run.text for s in shapes if isinstance(s, Words)}
