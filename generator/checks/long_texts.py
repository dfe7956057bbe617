"""Which texts make a document too long for its pages: where they stand in their files, and how long each is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import shorten

from generator.checks.locate import as_typed, owner_of, template_mark
from generator.checks.passages import Passage, identity, passages_of
from generator.document.inlines import Origin
from generator.errors import Mark, Problem
from generator.layout.fit import DoesNotFit
from generator.layout.sizes import LongText
from generator.selection.audience import Audience
from generator.store.library import Library

TOLD = 3
"""So many texts are named, the longest first."""
WORTH_TELLING = 3
"""Of the others those of so many lines."""
_LOOKED_FOR = 24
_CALLED: Mapping[str, str] = {"short": "short title", "expected": "expected testimony"}


@dataclass(frozen=True, slots=True)
class Long:
    """A long text: what it is called, where it stands, and how many lines of body text it takes."""

    name: str
    mark: Mark
    lines: int

    def __str__(self) -> str:
        return f"{self.name} ({self.lines:,} {'line' if self.lines == 1 else 'lines'})"


def long_texts(library: Library, audience: Audience, error: DoesNotFit) -> list[Long]:
    """The texts of a document that does not fit, the longest first."""
    passages: dict[str, list[Passage]] = {}
    for passage in passages_of(library):
        passages.setdefault(identity(passage.owner), []).append(passage)
    return [_long(library, audience, passages, text) for text in error.longest]


def too_long(library: Library, audience: Audience, topic: str, error: DoesNotFit) -> Problem:
    """Why a document does not fit, at the text that is to be shortened first."""
    found = long_texts(library, audience, error)
    longest, *others = found[:TOLD] or [Long("the list of sources", library.mark(topic), error.over)]
    why = f"the longest text in it is {longest}; a page has room for {error.lines}"
    if others := [text for text in others if text.lines >= WORTH_TELLING]:
        why += f". Then come {' and '.join(map(str, others))}"
    points = ", ".join(f"“{title}”" for title in error.removable[:4])
    mend = "shorten that text first" + (f"; then shorten or drop {points}" if points else "")
    mend += f"; or raise {error.limit} in templates/{audience.id}.md"
    return Problem(longest.mark, f"{topic} for {audience.id} is {error}", mend, why)


def _long(library: Library, audience: Audience, passages: Mapping[str, list[Passage]], text: LongText) -> Long:
    wanted = as_typed(" ".join(text.text.split(" ")[:5])[:_LOOKED_FOR])
    origin = text.origin
    if origin and origin.kind in ("point", "topic", "hearing"):
        owner = owner_of(library, origin)
        for passage in passages.get(identity(owner), ()):
            if wanted.search(passage.text):
                mark = library.position(passage.owner, passage.path, 0)
                return Long(_name(passage, origin), mark, text.lines)
        return Long(f"a text of “{origin.ref}”", library.mark(owner, key=True), text.lines)
    found = wanted.search(audience.body)
    mark = template_mark(audience, found.start()) if found else Mark(f"templates/{audience.id}.md")
    return Long(f"the template’s “{shorten(text.text, 40, placeholder='…')}”", mark, text.lines)


def _name(passage: Passage, origin: Origin) -> str:
    if origin.kind == "point":
        return f"the point “{origin.ref}”"
    name = _CALLED.get(passage.field, passage.field.replace("_", " "))
    return f"the {name}" if origin.kind == "topic" else f"the {name} of the hearing “{origin.ref}”"
