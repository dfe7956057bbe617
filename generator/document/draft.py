"""A draft: a document in which every point still has its wordings, and may still be left out. `choose.py` makes a
document of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain

from generator.document.blocks import Block, Kicker, Letterhead, ListItem, Meta, marks
from generator.document.inlines import Inlines, Text


@dataclass(frozen=True, slots=True)
class Option:
    """One wording of a point, already in the shape of its place: a block, or an item of a list."""

    wording: str
    element: Block | ListItem
    words: int


@dataclass(frozen=True, slots=True)
class Variant:
    """A place in a draft that holds a point. `options` stand in the template's order of preference.

    `key` tells the places of a draft apart. `group` counts the calls of `points(…)`, of which at least `at_least`
    must stay. `extra` points come in only when there is room.
    """

    key: int
    point: str
    kind: str
    title: str
    priority: int
    options: tuple[Option, ...]
    required: bool = False
    extra: bool = False
    group: int = 0
    at_least: int = 0


@dataclass(frozen=True, slots=True)
class VariantList:
    """A list of bullets some of which are open."""

    items: tuple[ListItem | Variant, ...]


DraftBlock = Block | Variant | VariantList


@dataclass(frozen=True, slots=True)
class Draft:
    """What the composer makes of a template and a selection. `notes` has the text of every source it may cite,
    `held_back` in words which figures and charts its readers may not see."""

    meta: Meta
    letterhead: Letterhead
    markings: tuple[str, ...]
    blocks: tuple[DraftBlock, ...]
    notes: Mapping[str, Inlines]
    footer: tuple[str, ...]
    theme: str
    scale: str
    pages: int
    words: int = 0
    held_back: tuple[str, ...] = ()

    def variants(self) -> Iterator[Variant]:
        """Every open place, in reading order."""
        for block in self.blocks:
            if isinstance(block, Variant):
                yield block
            elif isinstance(block, VariantList):
                yield from (i for i in block.items if isinstance(i, Variant))


def settled(draft: Draft, choice: Mapping[int, int | None]) -> Draft:
    """A draft in which nothing is open any more: of each variant what a choice takes, and no others."""

    def taken(variant: Variant) -> list[Variant]:
        option = choice[variant.key]
        kept = (variant.options[option],) if option is not None else ()
        return [replace(variant, options=kept, required=True, extra=False)] if kept else []

    def of_list(items: tuple[ListItem | Variant, ...]) -> VariantList:
        kept = (taken(item) if isinstance(item, Variant) else [item] for item in items)
        return VariantList(tuple(chain.from_iterable(kept)))

    blocks: list[DraftBlock] = []
    for block in draft.blocks:
        match block:
            case Variant():
                blocks += taken(block)
            case VariantList():
                blocks.append(of_list(block.items))
            case _:
                blocks.append(block)
    return replace(draft, blocks=tuple(blocks))


def marked(draft: Draft, office: str = "") -> Draft:
    """A draft with its markings as its first block, and then the name of its office if that is given: an office's own
    letterhead does not have them in its head."""
    lines = [line for line in (marks(draft.markings), office) if line]
    return replace(draft, blocks=(*(Kicker((Text(line),)) for line in lines), *draft.blocks))
