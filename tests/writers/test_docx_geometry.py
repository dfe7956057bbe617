"""Where LibreOffice puts what the Word writer writes: the rules by which the layout places the same in the PDF.

Word agrees as far as others have measured it: the baseline of exact lines at four fifths, borders and rules adding
their width, space above dropped after a natural page break and kept after a forced one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from generator.layout.fonts import FACES
from generator.layout.laid_out import Band, FlowItem, Furniture, LaidOut, Para, ParaStyle
from generator.writers.docx.write import write_docx
from tests.tools.external import require, soffice_convert
from tests.writers.drawn import DrawnPage, drawn
from tests.writers.laid_docx import (
    ACCENT,
    FRAME,
    RULED,
    STYLES,
    TINTED,
    cell,
    figure,
    grid,
    laid,
    para,
    table,
    text,
)

NEAR = 0.06  # LibreOffice works in twentieths of a point
BASELINE = 0.8
TOP, LEFT, RIGHT = FRAME.body_top, FRAME.left, 612 - FRAME.right
BODY = STYLES["Body Text"]
CELL = STYLES["Table Cell"]

FACED = {
    f"{face}-{size}-{leading}": ParaStyle(f"{face} {size} {leading}", face, size, leading, "#000000")
    for face in FACES
    for size, leading in ((8, 10), (10.5, 14), (10.5, 12.75), (21, 25), (24, 26), (13, 20.25))
}
HEAD = Furniture((Band((text("Head one"),), (), (), 18), Band((text("Head two"),), (), (), 12, 2)), ACCENT, 1, 4)
FOOT = Furniture((Band((text("Foot one"),), (), (), 12, 6), Band((text("Foot two"),), (), (), 10, 2)), ACCENT, 1, 4)
ROOM = FRAME.body_bottom - FRAME.body_top
RESERVE = (792 - FRAME.body_bottom) - (46 + 10 + 4 + 0.5 + 4)


def line(words: str, before: float = 4, leading: float = 14) -> Para:
    return para(words, style=replace(BODY, before=before, leading=leading))


def lines(count: int) -> list[Para]:
    return [line(f"l{n}.", before=0, leading=10) for n in range(count)]


def two_rows(**more: object) -> FlowItem:
    return table(("r0", "x"), ("r1", "y"), **more)


DOCUMENTS: dict[str, LaidOut] = {
    "faces": laid(
        *(para(name, style=style) for name, style in FACED.items()), styles={s.name: s for s in FACED.values()}, pages=2
    ),
    "stack": laid(*(line(f"l{n}.", before=1.25, leading=12.35) for n in range(40))),
    "tops": laid(
        line("first", before=12),
        line("second", before=12),
        line("forced", before=12, leading=14),
        replace(line("new", before=12), new_page=True),
        replace(figure(50, before=9), new_page=True),
        replace(two_rows(before=9), new_page=True),
        pages=4,
    ),
    "box": laid(line("above"), para("one", box=RULED, style="Ask"), line("below", 5)),
    "tinted": laid(line("above"), para("one", box=TINTED, style="Ask"), line("below", 5)),
    "joined": laid(
        line("above"),
        para("one", box=RULED, style="Ask"),
        para("two", box=RULED, style=replace(STYLES["Ask"], before=6)),
        line("below", 5),
    ),
    "narrowed": laid(line("above"), para("one", box=RULED, style="Ask", narrowed=18), line("below", 5)),
    "table": laid(line("above"), two_rows(before=10), line("below", 5)),
    "ruleless": laid(line("above"), two_rows(before=10, top_rule=False, row_rules=False), line("below", 5)),
    "heavy": laid(line("above"), two_rows(before=10, rule_width=2, pad=4.5), line("below", 5)),
    "cells": laid(
        line("above"),
        grid((cell(line("a.", 6), line("b.", 4)), cell(line("c.", 0, 20))), (cell(line("d.", 0)), cell(line("e.", 0)))),
        line("below"),
    ),
    "after-box": laid(para("one", box=RULED), two_rows(before=10), line("below")),
    "after-figure": laid(line("above"), figure(50, before=9), two_rows(before=10), line("below")),
    "neighbours": laid(line("above"), two_rows(before=10), table(("s0", "x"), before=10), line("below")),
    "figure": laid(line("above"), figure(50, before=9), line("below", 5)),
    "furniture": laid(line("body"), first_head=HEAD, foot=FOOT),
    "full": laid(*lines(int(ROOM) // 10)),
    "one-more": laid(*lines((int(ROOM) + int(RESERVE)) // 10)),
    "too-many": laid(*lines((int(ROOM) + int(RESERVE)) // 10 + 1), pages=2),
    "ends-in-table": laid(
        line("fill", before=0, leading=ROOM + RESERVE - 2 * (12 + 2 * 3 + 0.5) - 10 - 1), two_rows(before=10)
    ),
    "table-too-low": laid(
        line("fill", before=0, leading=ROOM + RESERVE - 2 * (12 + 2 * 3 + 0.5) - 10), two_rows(before=10), pages=2
    ),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, list[DrawnPage]]:
    require("soffice")
    folder = tmp_path_factory.mktemp("geometry")
    files: list[Path] = []
    for name, document in DOCUMENTS.items():
        files.append(folder / f"{name}.docx")
        files[-1].write_bytes(write_docx(document))
    return {path.stem: drawn(path) for path in soffice_convert(files, folder)}


@pytest.fixture
def page(pages, request) -> DrawnPage:
    """The only page of the document named by `request.param`."""
    (only,) = pages[request.param]
    return only


def on(name: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("page", [name], indirect=True)


def baselines(page: DrawnPage, *words: str) -> list[float]:
    return [page.baseline(w) for w in words]


def stacked(start: float, *steps: tuple[float, float]) -> list[float]:
    """Baselines of lines of (space above, leading) from `start` down."""
    found = []
    for before, leading in steps:
        start += before
        found.append(start + BASELINE * leading)
        start += leading
    return found


def near(expected: Sequence[float] | float) -> object:
    return pytest.approx(expected, abs=NEAR)


class TestLines:
    @pytest.mark.slow
    def test_baselines_stand_at_four_fifths_of_the_leading_whatever_the_face(self, pages):
        tops = {0: TOP, 1: TOP}
        for name, style in FACED.items():
            number = next(n for n, p in enumerate(pages["faces"]) if any(t.words == name for t in p.texts))
            assert pages["faces"][number].baseline(name) == near(tops[number] + BASELINE * style.leading), name
            tops[number] += style.leading

    @on("stack")
    def test_stack_without_rounding(self, page):
        expected = stacked(TOP, (0, 12.35), *[(1.25, 12.35)] * 39)
        assert baselines(page, *(f"l{n}." for n in range(40))) == near(expected)
        assert page.x("l0.") == pytest.approx(LEFT, abs=0.2)


class TestTopOfPage:
    def test_what_stands_first_stands_at_the_top(self, pages):
        first, new, picture, grid_page = pages["tops"]
        assert first.baseline("first") == near(TOP + BASELINE * 14)
        assert first.baseline("second") == near(TOP + 14 + 12 + BASELINE * 14)
        assert new.baseline("new") == near(TOP + BASELINE * 14)
        assert picture.pictures()[0].top == near(TOP)
        assert grid_page.baseline("r0") == near(TOP + 0.5 + 3 + BASELINE * 12)


class TestBoxes:
    @on("box")
    def test_pad_and_inset_count_from_the_outside(self, page):
        top = TOP + 14 + 12
        assert page.baseline("one") == near(top + 8 + BASELINE * 14)
        assert page.x("one") == pytest.approx(LEFT + 12, abs=0.2)
        assert page.rules()[1:3] == near([top + 0.5, top + 8 + 14 + 8 - 0.5])
        assert page.baseline("below") == near(top + 30 + 5 + BASELINE * 14)
        widest = max(page.shapes, key=lambda s: s.right - s.left if s.kind == "path" and s.top > 100 else 0)
        assert (widest.left + widest.right) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=0.1)

    @on("tinted")
    def test_a_tint_fills_the_column_from_edge_to_edge(self, page):
        top = TOP + 14 + 12
        (area,) = [a for a in page.areas() if a.right - a.left > 400]
        assert (area.left, area.right) == near((LEFT, RIGHT))
        assert (area.top, area.bottom) == near((top, top + 30))
        assert page.baseline("one") == near(top + 8 + BASELINE * 14)
        assert page.baseline("below") == near(top + 30 + 5 + BASELINE * 14)

    @on("joined")
    def test_paragraphs_of_a_box_are_in_one_frame(self, page):
        top = TOP + 14 + 12
        assert baselines(page, "one", "two") == near(stacked(top + 8, (0, 14), (6, 14)))
        assert page.rules()[1:-1] == near([top + 0.5, top + 8 + 34 + 8 - 0.5])
        assert page.baseline("below") == near(top + 50 + 5 + BASELINE * 14)

    def test_a_narrowed_paragraph_leaves_the_frame_where_it_is(self, pages):
        def outer(page: DrawnPage) -> tuple[float, float]:
            lines = [s for s in page.shapes if s.kind == "path" and 100 < s.top < 700]
            return min(s.left for s in lines), max(s.right for s in lines)

        assert outer(pages["narrowed"][0]) == near(outer(pages["box"][0]))


class TestTables:
    @on("table")
    def test_rules_add_their_width_and_space_above_is_above_the_rule(self, page):
        top = TOP + 14 + 10
        row = 3 + 12 + 3
        assert baselines(page, "r0", "r1") == near([top + 0.5 + 3 + 9.6, top + 0.5 + row + 0.5 + 3 + 9.6])
        assert page.rules()[1:3] == near([top + 0.25, top + 0.5 + row + 0.25])
        assert page.baseline("below") == near(top + 2 * (row + 0.5) + 5 + BASELINE * 14)

    @on("ruleless")
    def test_without_rules(self, page):
        top = TOP + 14 + 10
        assert baselines(page, "r0", "r1") == near([top + 3 + 9.6, top + 18 + 3 + 9.6])
        assert page.baseline("below") == near(top + 36 + 5 + BASELINE * 14)

    @on("heavy")
    def test_with_heavy_rules(self, page):
        top = TOP + 14 + 10
        assert baselines(page, "r0", "r1") == near([top + 2 + 4.5 + 9.6, top + 2 + 21 + 2 + 4.5 + 9.6])
        assert page.baseline("below") == near(top + 46 + 5 + BASELINE * 14)

    @on("cells")
    def test_a_row_is_as_high_as_its_highest_cell_with_all_its_spaces(self, page):
        top = TOP + 14 + 10 + 0.5
        assert baselines(page, "a.", "b.") == near(stacked(top + 3, (6, 14), (4, 14)))
        assert page.baseline("c.") == near(top + 3 + BASELINE * 20)
        assert page.baseline("d.") == near(top + 3 + 38 + 3 + 0.5 + 3 + BASELINE * 14)

    @on("after-box")
    def test_after_a_box(self, page):
        assert page.baseline("r0") == near(TOP + 8 + 14 + 8 + 10 + 0.5 + 3 + 9.6)

    @on("after-figure")
    def test_after_a_figure(self, page):
        assert page.baseline("r0") == near(TOP + 14 + 9 + 50 + 10 + 0.5 + 3 + 9.6)

    @on("neighbours")
    def test_after_a_table(self, page):
        assert page.baseline("s0") == near(TOP + 14 + 10 + 37 + 10 + 0.5 + 3 + 9.6)


@on("figure")
def test_a_figure_takes_its_height(page):
    (picture,) = page.pictures()
    assert (picture.top, picture.bottom) == near((TOP + 14 + 9, TOP + 14 + 9 + 50))
    assert (picture.left, picture.right) == pytest.approx((LEFT, RIGHT), abs=0.2)
    assert page.baseline("below") == near(TOP + 14 + 9 + 50 + 5 + BASELINE * 14)


class TestPage:
    @on("furniture")
    def test_heads_hang_from_above_and_feet_stand_below(self, page):
        assert baselines(page, "Head one", "Head two") == near([50 + 14.4, 50 + 18 + 2 + 9.6])
        assert baselines(page, "Foot one", "Foot two") == near([792 - 46 - 24 + 9.6, 792 - 46 - 10 + 8])
        assert page.rules() == near([50 + 32 + 4 + 0.5, 792 - 46 - 24 - 4 - 0.5])
        assert page.baseline("body") == near(TOP + BASELINE * 14)

    def test_a_full_page_holds_and_a_little_more(self, pages):
        assert [len(pages[name]) for name in ("full", "one-more", "too-many")] == [1, 1, 2]

    def test_a_table_at_the_end_takes_one_point_more(self, pages):
        assert [len(pages[name]) for name in ("ends-in-table", "table-too-low")] == [1, 2]
