"""What the documents of one store have in common while a batch is made: texts filled in, notes of sources, shapes of
templates. Of the last store only, and no more than it has itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.compose.citations import SourceNotes
from generator.compose.markdown_blocks import Part
from generator.compose.tokens import Tokened
from generator.document.blocks import ListItem
from generator.document.draft import DraftBlock
from generator.document.inlines import Inlines, Origin
from generator.store.library import Library

MOST_SHAPES = 128

Sourced = tuple[Inlines, tuple[str, ...]]
"""A text filled in, and the sources of the figures in it."""
Kept = dict[int, DraftBlock | ListItem | None]
"""What was made of places of a template that do not depend on the row, by the number of the place."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A template rendered and read for one reader, whatever the figures of his row.

    `entries` is what its tokens stand for. `kept` and `alike` fill up as documents are made and fitted.
    """

    parts: Sequence[Part]
    entries: Sequence[Tokened]
    kept: Kept = field(default_factory=dict)
    alike: dict[Any, Any] = field(default_factory=dict)


class Shared:
    """What documents of one library share."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.texts: dict[tuple[str, str, Origin], Sourced] = {}
        self.notes = SourceNotes(library.sources)
        self._shapes: dict[tuple[object, ...], Shape] = {}

    def shape(self, key: tuple[object, ...]) -> Shape | None:
        return self._shapes.get(key)

    def keep(self, key: tuple[object, ...], shape: Shape) -> None:
        if len(self._shapes) >= MOST_SHAPES:
            self._shapes.clear()
        self._shapes[key] = shape


_last: Shared | None = None


def shared(library: Library) -> Shared:
    """What the documents of this library share; of the one before nothing is kept."""
    global _last
    found = _last
    if found is None or found.library is not library:
        found = _last = Shared(library)
    return found
