"""A document's flow: what is remembered of a block never mixes up two places."""

from __future__ import annotations

from dataclasses import replace

from generator.document.blocks import Paragraph
from generator.document.draft import choose
from generator.document.inlines import Text
from generator.layout.flow import Para
from generator.layout.lower import lowered
from generator.layout.pages import flow_of
from generator.layout.theme import NORMAL, styles_at
from tests.layout.drafts import one_pager, theme

STYLES = styles_at(theme(), "", NORMAL)
WIDE = 400.0


def test_a_block_that_stands_twice_is_two_elements() -> None:
    block = Paragraph((Text("Grants support jobs."),))
    document = replace(choose(one_pager(()), {}), blocks=(block, block))
    one, other = flow_of(document, STYLES, WIDE)
    assert isinstance(one, Para)
    assert one.path != other.path
    assert one.lines == other.lines  # type: ignore[union-attr]


def test_documents_that_share_a_block_share_its_lines_and_others_of_the_same_words_do_not() -> None:
    block, equal = (Paragraph((Text("Grants support jobs."),)) for _ in range(2))
    assert lowered(block, STYLES, WIDE) is lowered(block, STYLES, WIDE)
    assert lowered(block, STYLES, WIDE) is not lowered(equal, STYLES, WIDE)
    assert lowered(block, STYLES, WIDE)[0].path != lowered(equal, STYLES, WIDE)[0].path
    assert lowered(block, STYLES, WIDE) is not lowered(block, STYLES, WIDE / 2)
