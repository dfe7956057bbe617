"""A document's flow: blocks and their structure elements."""

from __future__ import annotations

from dataclasses import replace

from generator.document.blocks import Heading, Paragraph, Stat, StatRow
from generator.document.choose import choose
from generator.document.inlines import Text
from generator.layout.fit import fit
from generator.layout.laid_out import DrawLine, Para
from generator.layout.lay_out import flow_of
from generator.layout.theme import NORMAL, styles_at
from tests.layout.drafts import draft, one_pager, text, theme

STYLES = styles_at(theme(), "", NORMAL)
WIDE = 400.0


def test_a_block_that_stands_twice_is_two_elements() -> None:
    block = Paragraph((Text("Grants support jobs."),))
    document = replace(choose(one_pager(()), {}), blocks=(block, block))
    one, other = flow_of(document, STYLES, WIDE)
    assert isinstance(one, Para)
    assert one.path != other.path
    assert one.lines == other.lines  # type: ignore[union-attr]


def test_a_space_is_read_between_the_number_and_the_words_of_a_single_stat() -> None:
    """They are two paragraphs of one element: without the space who listens would hear one word."""
    stat = StatRow((Stat("$94 billion", text("of activity")),))
    laid = fit(draft((Heading(1, text("Title")), stat)), theme()).laid
    lines = [d for d in laid.pages[0].draws if isinstance(d, DrawLine) and d.path]
    number = next(n for n, line in enumerate(lines) if line.runs[0].text == "$94 billion")
    assert lines[number].path == lines[number + 1].path
    assert lines[number].spaced
    assert not lines[number + 1].spaced
