"""What is remembered of the structure of documents that lie on their pages alike changes nothing in any of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.layout.laid_out import DrawFigure, DrawLine, Grid, LaidOut, Page
from generator.writers.pdf import structure
from generator.writers.pdf.write import write_pdf
from tests.writers.laid import BREAK, Sheet, bars, link


def of_everything(change: Callable[[Sheet], None] | None = None) -> LaidOut:
    sheet = Sheet()
    sheet.heading(1, "Keep the laboratories open")
    sheet.paragraph("One line ", link("https://nih.gov/a", "linked"), f" and{BREAK}another")
    sheet.bullets("First", "Second")
    if change:
        change(sheet)
    sheet.table(("Year", "Dollars"), ("2025", "37 million"), ("2026", ""))
    sheet.figure(bars())
    sheet.new_page()
    sheet.heading(2, "Sources")
    sheet.paragraph("1. A source, ", link("https://nih.gov/b", "nih.gov/b"))
    return sheet.laid()


def moved(laid: LaidOut, place: int, **changes: object) -> LaidOut:
    """With other attributes of what is painted first of a kind that has a path."""
    page = laid.pages[0]
    at = [n for n, d in enumerate(page.draws) if isinstance(d, DrawFigure) or (isinstance(d, DrawLine) and d.path)]
    draws = list(page.draws)
    draws[at[place]] = replace(draws[at[place]], **changes)  # type: ignore[arg-type, type-var]
    return replace(laid, pages=(Page(draws), *laid.pages[1:]))


def with_other_heading(sheet: Sheet) -> None:
    sheet.pages[0][0] = replace(sheet.pages[0][0], path=(("H2", 0),))  # type: ignore[type-var]


def two_paragraphs(sheet: Sheet, *, together: bool) -> None:
    part = sheet.path("Div")
    for inside in (part, part if together else ()):
        sheet._paragraph(("words",), sheet.path("P", inside=inside))


def table_without_its_last_cell(sheet: Sheet) -> None:
    sheet.table(("A", "B"), ("1", ""))
    grid = sheet.flow[-1]
    assert isinstance(grid, Grid)
    sheet.flow[-1] = replace(grid, rows=(grid.rows[0], grid.rows[1][:1]))


def cut_behind(number: int) -> LaidOut:
    """Two pages without heads and feet, of which the first has so many lines."""
    sheet = Sheet()
    for words in ("one", "two", "three"):
        sheet.paragraph(words)
    draws = tuple(sheet.pages[0])
    return replace(sheet.laid(), pages=(Page(draws[:number]), Page(draws[number:])))


OTHERS: dict[str, LaidOut] = {
    "two paragraphs of one part": of_everything(lambda s: two_paragraphs(s, together=True)),
    "a paragraph of a part, and one beside it": of_everything(lambda s: two_paragraphs(s, together=False)),
    "a table that lacks a cell": of_everything(table_without_its_last_cell),
    "cut behind the first line": cut_behind(1),
    "cut behind the second line": cut_behind(2),
    "a paragraph more": of_everything(lambda s: s.paragraph("more")),
    "a line more": of_everything(lambda s: s.paragraph(f"more{BREAK}lines")),
    "numbers for bullets": of_everything(lambda s: s.bullets("First", label="{}.")),
    "bullets": of_everything(lambda s: s.bullets("First")),
    "a list without labels": of_everything(lambda s: s.plain_list("First")),
    "a table more": of_everything(lambda s: s.table(("A", "B"), ("1", "2"))),
    "a table with an empty cell": of_everything(lambda s: s.table(("A", "B"), ("1", ""))),
    "a table with a column more": of_everything(lambda s: s.table(("A", "B", "C"), ("1", "2", "3"))),
    "a figure": of_everything(lambda s: s.figure(bars(), "Another")),
    "a figure of other words": of_everything(lambda s: s.figure(bars(), "Yet another — “longer” one")),
    "a link more": of_everything(lambda s: s.paragraph(link("https://nih.gov/c", "more"))),
    "a link elsewhere": of_everything(lambda s: s.paragraph(link("https://nih.gov/d", "more"))),
    "a link of other words": of_everything(lambda s: s.paragraph(link("https://nih.gov/d", "less"))),
    "a link over two lines": of_everything(lambda s: s.paragraph(link("https://nih.gov/d", f"more{BREAK}lines"))),
    "a page more": of_everything(lambda s: s.new_page()),
    "another heading": of_everything(with_other_heading),
    "a link further down": moved(of_everything(), 1, baseline=300.0),
    "a link further in": moved(of_everything(), 1, x=99.0),
    "a figure further down": moved(of_everything(), -1, y=99.0),
}


@pytest.fixture(autouse=True)
def _nothing_known() -> None:
    structure._known.clear()


@pytest.mark.parametrize("what", OTHERS)
def test_a_document_that_differs_is_told_apart(what: str) -> None:
    plain, other = of_everything(), OTHERS[what]
    alone = write_pdf(plain)
    structure._known.clear()
    others = write_pdf(other)
    assert alone != others
    assert write_pdf(plain) == alone
    assert write_pdf(other) == others
    assert write_pdf(plain) == alone


def test_all_of_them_in_turn_come_out_as_each_does_alone() -> None:
    alone = {}
    for what, laid in OTHERS.items():
        structure._known.clear()
        alone[what] = write_pdf(laid)
    structure._known.clear()
    for _ in range(2):
        assert {what: write_pdf(laid) for what, laid in OTHERS.items()} == alone


def test_documents_that_lie_alike_share_their_structure(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words, places, and what is said of figures and tables are each document's own."""
    first, second = of_everything(lambda s: s.figure(bars(), "One")), of_everything(lambda s: s.figure(bars(), "Two"))
    second = moved(second, 0, runs=(replace(second.pages[0].draws[4].runs[0], text="Another title"),))  # type: ignore[union-attr]
    write_pdf(first)
    alone = write_pdf(second)
    assert len(structure._known) == 1
    monkeypatch.setattr(structure, "_Marking", None)
    assert write_pdf(second) == alone
    assert b"(Two)" in alone
    assert b"(One)" not in alone


def test_only_so_many_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(structure, "MOST_STRUCTURES", 3)
    for laid in OTHERS.values():
        write_pdf(laid)
        assert len(structure._known) <= 3
