"""Documents of which nothing is left: what their template asks for, and what the topic lacks of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.compose.template_objects import ComposeInput
from generator.document.blocks import (
    Block,
    BulletList,
    Callout,
    Chart,
    Document,
    Heading,
    Kicker,
    LetterPart,
    MemoHeader,
    Paragraph,
    Sources,
    StatRow,
)
from generator.document.contents import contents
from generator.document.inlines import Text, walk

_AROUND = (Kicker, Heading, MemoHeader, LetterPart, Sources)
"""Blocks that stand around what a document has to say."""
_POINTS = re.compile(r"""\bpoints\(\s*(?:kind\s*=\s*)?["']([a-z-]+)["']""")
_FACTS = re.compile(r"""\bfacts\(\s*(?:(?:tag\s*=\s*)?["']([^"']*)["'])?""")


def says_nothing(document: Document, body: str) -> bool:
    """Whether nothing of the topic is left in a document: no point, no figure, no other text. What the template has
    typed itself does not count, unless it asks for nothing else."""
    said = [block for block in document.blocks if not isinstance(block, _AROUND)]
    if any(_is_of_the_store(block) for block in said):
        return False
    typed = any(isinstance(block, Paragraph | BulletList | Callout) for block in said)
    return not (typed and not _asks(body))


def _is_of_the_store(block: Block) -> bool:
    if isinstance(block, Chart | StatRow):
        return True
    pieces = (inline for line in contents(block) for inline in walk(line.content) if isinstance(inline, Text))
    return any(piece.origin and piece.origin.kind not in ("template", "office") for piece in pieces)


def _asks(body: str) -> bool:
    return bool(_POINTS.search(body) or _FACTS.search(body) or re.search(r"\b(?:charts|witnesses)\(|\bhearing\b", body))


def lacking(given: ComposeInput, body: str) -> str:
    """What a template asks for and the topic lacks, in words; empty if it asks for nothing."""
    return "; ".join(_lacks(given, body))


def _lacks(given: ComposeInput, body: str) -> Iterator[str]:
    topic = given.selection.topic.id
    for kind in dict.fromkeys(_POINTS.findall(body)):
        yield f"points of kind {kind} ({_why_no_point(given, kind)})"
    for tag in dict.fromkeys(_FACTS.findall(body)):
        asked = f"figures tagged “{tag}”" if tag else "figures"
        yield f"{asked} ({topic} has none that these readers may see)"
    if "charts(" in body:
        yield f"a chart ({topic} has none that these readers may see)"
    if re.search(r"\bhearing\b|\bwitnesses\(", body) and given.hearing() is None:
        yield f"a hearing (none to come has {topic} on its list)"


def _why_no_point(given: ComposeInput, kind: str) -> str:
    topic = given.selection.topic.id
    decisions = [d for d in given.selection.decisions if d.point.kind == kind]
    if not decisions:
        return f"{topic} has none"
    left_out = [d for d in decisions if not d.included]
    if not left_out:
        return f"{topic} has {len(decisions)}, and there was no place for them"
    first = left_out[0]
    return f"“{first.point.ref}” {first.reason}" + (f", and {len(left_out) - 1} more" if len(left_out) > 1 else "")
