"""Lines break where Word breaks them."""

from __future__ import annotations

import pytest

from generator.layout.fonts import text_width
from generator.layout.laid_out import Line, Run
from generator.layout.line_breaks import break_lines, break_without_widow

BODY = Run("", "sans", 10.5, "#000000")


def run(text: str, **changes: object) -> Run:
    from dataclasses import replace

    return replace(BODY, text=text, **changes)  # type: ignore[arg-type]


def texts(lines: tuple[Line, ...]) -> list[str]:
    return ["".join(r.text for r in line.runs) for line in lines]


def narrow(text: str) -> float:
    """A width in which `text` just fits."""
    return text_width(text, "sans", 10.5) + 0.001


@pytest.mark.parametrize(
    ("text", "first", "expected"),
    [
        ("one two three", "one two", ["one two", "three"]),
        ("the U.S.-China talks", "the U.S.-", ["the U.S.-", "China", "talks"]),
        ("years 2008–09 crisis", "years 2008–", ["years 2008–", "09 crisis"]),
        ("even—or later", "even—", ["even—", "or", "later"]),
        ("even—or later", "even", ["even", "—or", "later"]),
        ("and/or the", "and/", ["and/", "or", "the"]),
        ("about COVID-19", "about COVID-1", ["about", "COVID-19"]),
        ("a sum of $92.89\u00a0billion", "a sum of $92.89", ["a sum of", "$92.89\u00a0billion"]),
        ("one\ntwo", "one two three", ["one", "two"]),
        (
            "send all of it to a-b.c@rep-x.house.gov",
            "send all of it to a-b.c@rep-",
            ["send all of it to", "a-b.c@rep-x.house.gov"],
        ),
        ("see rep-x.house.gov/a-b/c-d now", "see rep-x.house.gov/a-b/c-", ["see rep-x.house.gov/a-b/", "c-d now"]),
        ("see https://a-b.gov/x-y.", "see https:/", ["see", "https://", "a-b.gov/", "x-y."]),
        ("see www.a-b.gov, well-known", "see www.a-b.gov, well-", ["see www.a-b.gov, well-", "known"]),
        ("see x//y", "see x/", ["see", "x//y"]),
    ],
)
def test_a_line_ends_where_it_may(text: str, first: str, expected: list[str]) -> None:
    assert texts(break_lines((run(text),), narrow(first))) == expected


def test_a_word_wider_than_the_column_is_cut_as_word_cuts_it() -> None:
    lines = break_lines((run("a incomprehensibilities b"),), 30.0)
    assert texts(lines) == ["a", "incom", "prehe", "nsibilit", "ies b"]
    assert all(line.width <= 30.02 for line in lines)
    assert [line.spaced for line in lines] == [True, False, False, False, False]


def test_a_word_is_not_cut_where_its_look_changes() -> None:
    lines = break_lines((run("fund"), run("ing", face="sans-bold"), run(" now")), narrow("funding n"))
    assert texts(lines) == ["funding", "now"]
    assert [r.face for r in lines[0].runs] == ["sans", "sans-bold"]


def test_a_line_knows_its_width_and_whether_a_space_ended_it() -> None:
    first, second = break_lines((run("one two three"),), narrow("one two"))
    assert first.width == pytest.approx(text_width("one two", "sans", 10.5))
    assert first.spaced
    assert not second.spaced
    assert not break_lines((run("U.S.-China"),), narrow("U.S.-"))[0].spaced


def test_a_single_last_word_gets_company_without_another_line() -> None:
    text = "The renewed text leaves critical and emerging technology out altogether, and that is what leverage is for."
    width = narrow(text[: text.rindex(" ")])
    assert len(texts(break_lines((run(text),), width))[-1].split()) == 1
    narrowed, lines = break_without_widow((run(text),), width)
    assert narrowed > 0
    assert len(lines) == 2
    assert len(texts(lines)[-1].split()) > 1


def test_no_word_is_lost_and_no_line_is_too_wide() -> None:
    text = "Grants—and/or loans—for U.S.-China research in 2008–09 were, on the whole, well spent; we think so still."
    for width in range(40, 400, 7):
        lines = break_lines((run(text),), float(width))
        joined = "".join(t + (" " if line.spaced else "") for t, line in zip(texts(lines), lines, strict=True))
        assert joined == text
        for line in lines:
            assert line.width <= width + 0.03 or len(line.runs[0].text.split()) == 1
