"""Sections of a template that came out empty: a heading of which a loop, a condition or a box has left nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.document.blocks import Callout, Heading, LetterPart
from generator.document.draft import DraftBlock

_STEP = re.compile(
    r"\{%-?\s*(?P<opens>for|if)\b|\{%-?\s*(?P<closes>endfor|endif)\b|(?P<printed>\{\{)|^\s*:::+\s*(?P<box>[a-z-]*)",
    re.MULTILINE,
)

Placed = tuple[DraftBlock, int]
"""A block, and the line of the template's body that it stands in, from 1."""


def without_text(placed: Sequence[Placed], body: str) -> Iterator[DraftBlock]:
    """The blocks of a template, its headings told apart: those whose section came out empty are marked so. (What
    follows them on the page is a box of its own, such as the ask.)"""
    lines = body.split("\n")
    for (block, line), (following, its) in pairwise([*placed, (None, 0)]):
        if block is None:
            continue
        if isinstance(block, Heading) and block.level > 1 and isinstance(following, Callout | LetterPart):
            between = "\n".join(lines[line : its - 1]) if its > line else ""
            yield replace(block, is_empty=_left_nothing(between))
        else:
            yield block


def _left_nothing(between: str) -> bool:
    """Whether something whole that could have printed stands in a piece of a template of which nothing was printed: a
    loop or condition with its end, a box, a value."""
    depth, boxes = 0, 0
    for step in _STEP.finditer(between):
        if step["opens"]:
            depth += 1
        elif step["closes"]:
            depth -= 1
            if depth == 0:
                return True
        elif step["printed"]:
            if depth == 0 and boxes == 0:
                return True
        elif step["box"]:
            boxes += depth == 0
        elif boxes and depth == 0:
            return True
    return False
