"""Every word on a page knows the fact, point or cell that it comes from, and nothing that is written changes for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import cast

import pytest

from generator.document.blocks import Block, Chart, Document
from generator.document.contents import contents, map_lines
from generator.document.inlines import Emphasis, Inlines, Link, Origin, Strong, Text, walk
from generator.layout.laid_out import DrawFigure, DrawLine, LaidOut, Line, Run, Words
from generator.layout.lay_out import lay_out
from generator.layout.line_breaks import break_lines
from generator.layout.runs import as_written
from generator.layout.theme import Styles, styles_at
from generator.pipeline import Made, make, written
from generator.receipts import receipt_of
from generator.requests import requests
from tests.starter import AS_OF, project

FIGURES = ("fact", "row")


@cache
def made() -> tuple[Made, ...]:
    office = project().library.default_office()
    return tuple(make(project(), request) for request in requests(project(), (), (), office, AS_OF))


def runs_of(laid: LaidOut) -> Iterator[Run]:
    """Every run on the pages, in the order of drawing, those of charts too."""
    for page in laid.pages:
        for draw in page.draws:
            if isinstance(draw, DrawLine):
                yield from draw.runs
            elif isinstance(draw, DrawFigure):
                yield from (shape.run for shape in draw.figure.shapes if isinstance(shape, Words))


def squeezed(text: str) -> str:
    """Without the spaces, which may have ended a line."""
    return "".join(text.split())


def drawn(laid: LaidOut) -> dict[str, str]:
    """What is drawn of each fact and cell, by its ref."""
    found: dict[str, str] = defaultdict(str)
    for run in runs_of(laid):
        if run.origin and run.origin.kind in FIGURES:
            found[run.origin.ref] += squeezed(run.text)
    return found


def texts_of(document: Document) -> Iterator[tuple[str, str]]:
    """Every text that a fact or cell stands behind, after its ref."""
    for block in document.blocks:
        for line in contents(block):
            for piece in walk(line.content):
                if isinstance(piece, Text) and piece.origin and piece.origin.kind in FIGURES:
                    yield piece.origin.ref, piece.text


def test_the_runs_of_a_fact_say_its_value_as_it_is_printed() -> None:
    [letter] = (m for m in made() if (m.request.topic, m.request.audience) == ("nih-funding", "colleague"))
    said = drawn(letter.laid)
    assert said["nih-funding/return"] == "$2.56" * 2
    assert said["nih-funding/proposed-cut"] == "atleast22percent"
    assert said["nih-funding/jobs"] == "407,782FY2024407,782"


def test_every_figure_of_a_fact_on_the_page_is_found() -> None:
    facts = 0
    for one in made():
        said = drawn(one.laid)
        expected: dict[str, str] = defaultdict(str)
        for ref, text in texts_of(one.laid.document):
            expected[ref] += squeezed(text)
        charts = [bar for b in one.laid.document.blocks if isinstance(b, Chart) for bar in b.bars]
        in_charts = {bar.origin.ref for bar in charts if bar.origin}
        assert {r: t for r, t in said.items() if r not in in_charts} == {
            r: t for r, t in expected.items() if r not in in_charts
        }
        for bar in charts:
            assert bar.origin
            assert squeezed(bar.printed) in said[bar.origin.ref]
        used = {fact.ref for fact in receipt_of(project(), one).facts}
        assert used <= set(said)
        facts += len(used)
    assert facts > 100


def test_the_words_of_a_point_are_found_and_the_templates_own_come_from_nowhere() -> None:
    for one in made():
        origins = {run.origin for run in runs_of(one.laid)}
        assert None in origins
        assert {o.ref for o in origins if o and o.kind == "point"} == set(one.wordings)
        assert not any(o.kind == "template" for o in origins if o)


# --- nothing else changes ----------------------------------------------------------------------------------------


def without_origins(inlines: Inlines) -> Inlines:
    return tuple(
        replace(i, children=without_origins(i.children))
        if isinstance(i, Strong | Emphasis | Link)
        else Text(i.text)
        if isinstance(i, Text)
        else i
        for i in inlines
    )


def styles_of(one: Made) -> Styles:
    document = one.laid.document
    return styles_at(project().themes[document.theme], document.scale, one.fitted.density)


@pytest.mark.parametrize("format_", ["docx", "pdf"])
def test_files_are_the_same_with_and_without_origins(format_: str) -> None:
    for one in made():
        document = one.laid.document
        blocks = tuple(cast(Block, map_lines(block, without_origins)) for block in document.blocks)
        plain = lay_out(replace(document, blocks=blocks), styles_of(one))
        assert len(list(runs_of(plain))) < len(list(runs_of(one.laid)))
        assert written(plain, format_) == written(lay_out(document, styles_of(one)), format_), document.meta.title


def _unmarked(line: Line) -> Line:
    return replace(line, runs=tuple(run.coming_from(None, run.text) for run in as_written(line.runs)))


def test_a_line_ends_where_it_would_if_all_were_of_one_origin() -> None:
    whole = Run("Grants supported 407,782 jobs-and more.", "sans", 10.5, "#000000")
    fact = Origin("fact", "nih-funding/jobs")
    pieces = tuple(
        whole.coming_from(origin, text)
        for text, origin in (("Grants supported 40", None), ("7,782", fact), (" jobs", None), ("-and more.", fact))
    )
    for width in range(20, 200):
        lines, expected = break_lines(pieces, width), break_lines((whole,), width)
        assert [_unmarked(line) for line in lines] == list(expected)
    assert [r.text for line in break_lines(pieces, 200) for r in line.runs if r.origin] == ["7,782", "-and more."]


def test_runs_of_one_origin_and_look_are_left_as_they_are() -> None:
    """Heads and feet have such: they are written one by one."""
    run = Run("a", "sans", 10.5, "#000000")
    assert as_written((run, run)) == (run, run)
    assert as_written((run, replace(run, size=9.0, origin=Origin("fact", "a/b")))) == (
        run,
        replace(run, size=9.0, origin=Origin("fact", "a/b")),
    )
