"""A draft: a document in which every point still has its wordings, and may still be left out.

`choose` turns a draft and a choice for each of its points into a `Document`: it drops headings left without a text,
settles the numbers of the sources in order of first use, and fills in speaking times.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import cache
from operator import is_
from typing import Any, cast

from generator.document.blocks import (
    Block,
    BulletList,
    Document,
    Heading,
    Kicker,
    Letterhead,
    ListItem,
    Meta,
    SourceNote,
    Sources,
    marks,
)
from generator.document.inlines import Aside, Inlines, NoteMark, Origin, SpeakingTime, Text

WORDS_A_SECOND = 2.5
"""Speaking rate: 150 words a minute."""


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
    """What the composer makes of a template and a selection. `notes` has the text of every source it may cite."""

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

    def variants(self) -> Iterator[Variant]:
        """Every open place, in reading order."""
        for block in self.blocks:
            if isinstance(block, Variant):
                yield block
            elif isinstance(block, VariantList):
                yield from (i for i in block.items if isinstance(i, Variant))


def marked(draft: Draft) -> Draft:
    """The same with its markings as its first block: an office's own letterhead does not have them in its head."""
    if not draft.markings:
        return draft
    return replace(draft, blocks=(Kicker((Text(marks(draft.markings)),)), *draft.blocks))


Choice = Mapping[int, int | None]
"""For each variant's key the index of the option taken, or None when the point is left out."""


def seconds(words: int) -> int:
    """Speaking time of so many words."""
    return max(1, round(words / WORDS_A_SECOND)) if words else 0


def spoken_time(total: int) -> str:
    """Seconds as staff would say them: `12 s`, `1 min 5 s`."""
    minutes, rest = divmod(total, 60)
    if not minutes:
        return f"{rest}\u00a0s"
    return f"{minutes}\u00a0min {rest}\u00a0s" if rest else f"{minutes}\u00a0min"


def choose(draft: Draft, choice: Choice) -> Document:
    """The document that a choice makes of a draft."""
    blocks = arrange(draft, choice)
    times = _times(draft, choice)
    numbers: dict[str, int] = {}
    cited = any(isinstance(b, Sources) for b in blocks)
    blocks = [cast(Block, _settle(b, numbers if cited else None, times)) for b in blocks]
    notes = tuple(SourceNote(n, draft.notes[s], s) for s, n in numbers.items())
    blocks = [Sources(notes) if isinstance(b, Sources) else b for b in blocks if notes or not isinstance(b, Sources)]
    document = Document(
        meta=draft.meta,
        letterhead=draft.letterhead,
        markings=draft.markings,
        blocks=tuple(blocks),
        footer=draft.footer,
        theme=draft.theme,
        scale=draft.scale,
        pages=draft.pages,
        words=draft.words,
    )
    return replace(document, number=document_number(document))


def arrange(draft: Draft, choice: Choice) -> list[Block]:
    """The blocks that a choice leaves, their elements the draft's own; headings left without a text are gone."""
    return _without_empty_sections(_chosen_blocks(draft, choice))


_SETTLED = frozenset((str, int, float, bool, type(None), Decimal, Text, Origin, Aside))
"""What blocks and inlines are made of that holds no note marks and no times."""


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a block or inline."""
    return tuple(f.name for f in fields(kind))


def cited(value: Any) -> list[str]:
    """Every source that a block or inline cites, in reading order."""
    kind = value.__class__
    if kind in _SETTLED:
        return []
    if kind is NoteMark:
        return list(value.sources)
    parts = value if kind is tuple else [getattr(value, name) for name in _names(kind)]
    return [source for part in parts for source in cited(part)]


def document_number(document: Document) -> str:
    """`ABCD-1234`, from everything the document says."""
    digest = int.from_bytes(hashlib.sha256(repr(document).encode()).digest()[:8], "big")
    letters = ""
    for _ in range(4):
        digest, rest = divmod(digest, 23)
        letters += "ABCDEFGHJKLMNPQRSTVWXYZ"[rest]
    return f"{letters}-{digest % 10000:04d}"


def _chosen_blocks(draft: Draft, choice: Choice) -> list[Block]:
    """The blocks taken, without headings all of whose points were left out."""
    blocks: list[Block] = []
    emptied = False  # a heading stands last, and points under it have gone
    for block in draft.blocks:
        chosen = _chosen(block, choice)
        if chosen is None:
            emptied = emptied or (bool(blocks) and isinstance(blocks[-1], Heading) and blocks[-1].level > 1)
            continue
        if emptied and isinstance(blocks[-1], Heading) and not isinstance(block, Variant | VariantList):
            blocks.pop()
        emptied = False
        blocks.append(chosen)
    return blocks


def _chosen(block: DraftBlock, choice: Choice) -> Block | None:
    if isinstance(block, Variant):
        taken = choice[block.key]
        return None if taken is None else cast(Block, block.options[taken].element)
    if isinstance(block, VariantList):
        items = []
        for item in block.items:
            if isinstance(item, ListItem):
                items.append(item)
            elif (taken := choice[item.key]) is not None:
                items.append(cast(ListItem, item.options[taken].element))
        return BulletList(tuple(items)) if items else None
    return block


def _without_empty_sections(blocks: list[Block]) -> list[Block]:
    """Drop every heading that no text follows before the next heading of its level or above."""
    kept: list[Block] = []
    for block in reversed(blocks):
        if isinstance(block, Heading) and block.level > 1:
            following = kept[-1] if kept else None
            if following is None or isinstance(following, Sources):
                continue
            if isinstance(following, Heading) and following.level <= block.level:
                continue
        kept.append(block)
    return kept[::-1]


def _times(draft: Draft, choice: Choice) -> dict[str, int]:
    times: dict[str, int] = {"": 0}
    for variant in draft.variants():
        taken = choice[variant.key]
        if taken is not None:
            spent = seconds(variant.options[taken].words)
            times[variant.kind] = times.get(variant.kind, 0) + spent
            times[""] += spent
    return times


def _settle(value: Any, numbers: dict[str, int] | None, times: Mapping[str, int]) -> Any:
    """Number the note marks in reading order and fill times in. `numbers` grows; None: no list of sources, no marks.

    What has neither comes back as it is, the very object.
    """
    kind = value.__class__
    if kind in _SETTLED:
        return value
    if kind is tuple:
        settled = tuple([s for v in value if (s := _settle(v, numbers, times)) is not None])
        return value if len(settled) == len(value) and all(map(is_, settled, value)) else settled
    if kind is NoteMark:
        if numbers is None:
            return None
        for source in value.sources:
            numbers.setdefault(source, len(numbers) + 1)
        return NoteMark(value.sources, tuple(sorted(numbers[s] for s in value.sources)))
    if kind is SpeakingTime:
        total = times.get(value.kind, 0)
        return Aside(f"{spoken_time(total)} in all") if total else None
    changed = {}
    for name in _names(kind):
        old = getattr(value, name)
        if (new := _settle(old, numbers, times)) is not old:
            changed[name] = new
    return replace(value, **changed) if changed else value
