"""A draft: a document in which every point still has its wordings, and may still be left out.

`choose` turns a draft and a choice for each of its points into a `Document`: it drops headings left without a text,
settles the numbers of the sources in order of first use, and fills in speaking times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain
from operator import is_
from typing import Any, TypeVar, cast

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
from generator.document.number import document_number
from generator.same import Same, remembered

MOST_ELEMENTS = 2_000
"""What is remembered of elements: as many as several documents have."""
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
    """What the composer makes of a template and a selection. `notes` has the text of every source it may cite.

    Drafts made of the same parts for different rows share `alike`, where fitting remembers what it decided.
    """

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
    alike: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

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


def choose(draft: Draft, choice: Choice, decisions: tuple[str, ...] = ()) -> Document:
    """The document that a choice makes of a draft. Its number does not depend on how it was decided."""
    blocks = arrange(draft, choice)
    times = _times(draft, choice)
    cited = any(isinstance(b, Sources) for b in blocks)
    numbers = {source: n for n, source in enumerate(in_order(map(marks_of, elements(blocks))), 1)} if cited else None
    settled: list[Block] = []
    for block in blocks:
        if isinstance(block, Sources):
            if numbers:
                settled.append(sources_of(draft.notes, tuple(numbers)))
        elif isinstance(block, BulletList):
            items = [cast(ListItem, _settled(item, numbers, times)) for item in block.items]
            settled.append(_listed(tuple(map(Same, items))))
        else:
            settled.append(cast(Block, _settled(block, numbers, times)))
    document = Document(
        meta=draft.meta,
        letterhead=draft.letterhead,
        markings=draft.markings,
        blocks=tuple(settled),
        footer=draft.footer,
        theme=draft.theme,
        scale=draft.scale,
        pages=draft.pages,
        words=draft.words,
    )
    return replace(document, number=document_number(document), decisions=decisions)


def elements(blocks: Sequence[Block]) -> list[Block | ListItem]:
    """Blocks, and in the place of each list its items."""
    found: list[Block | ListItem] = []
    for block in blocks:
        found.extend(block.items if isinstance(block, BulletList) else (block,))
    return found


def in_order(cited: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Sources in order of first use, of those that each element cites."""
    return tuple(dict.fromkeys(chain.from_iterable(cited)))


@remembered(MOST_ELEMENTS)
def sources_of(notes: Mapping[str, Inlines], order: tuple[str, ...]) -> Sources:
    """The list at the foot for sources cited in this order."""
    return Sources(tuple(SourceNote(n, notes[source], source) for n, source in enumerate(order, 1)))


@lru_cache(maxsize=MOST_ELEMENTS)
def _listed(items: tuple[Same[ListItem], ...]) -> BulletList:
    """The list of these very items, the same for all documents that have it."""
    return BulletList(tuple(item.it for item in items))


@remembered(MOST_ELEMENTS)
def marks_of(element: Block | ListItem) -> tuple[str, ...]:
    """Every source that an element cites, in reading order."""
    return tuple(cited(element))


@remembered(MOST_ELEMENTS)
def _has_times(element: Block | ListItem) -> bool:
    """Whether a speaking time is to be filled in."""
    return bool(_within(element, SpeakingTime))


def _settled(element: Block | ListItem, numbers: Mapping[str, int] | None, times: Mapping[str, int]) -> object:
    """An element with its note marks numbered (without numbers: without note marks) and its times filled in."""
    marks = marks_of(element)
    if _has_times(element):
        return _settle(element, numbers, times)
    if not marks:
        return element
    return _numbered(element, None if numbers is None else tuple([numbers[source] for source in marks]))


@remembered(MOST_ELEMENTS)
def _numbered(element: Block | ListItem, numbers: tuple[int, ...] | None) -> object:
    """An element with the numbers of what it cites, in that order."""
    return _settle(element, None if numbers is None else dict(zip(marks_of(element), numbers, strict=True)), {})


def arrange(draft: Draft, choice: Choice) -> list[Block]:
    """The blocks that a choice leaves, their elements the draft's own; headings left without a text are gone."""
    return _without_empty_sections(_chosen_blocks(draft, choice))


AnyInline = TypeVar("AnyInline", NoteMark, SpeakingTime)

_SETTLED = frozenset((str, int, float, bool, type(None), Decimal, Text, Origin, Aside))
"""What blocks and inlines are made of that holds no note marks and no times."""


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a block or inline."""
    return tuple(f.name for f in fields(kind))


def cited(value: Any) -> list[str]:
    """Every source that a block or inline cites, in reading order."""
    return [source for mark in _within(value, NoteMark) for source in mark.sources]


def _within(value: Any, wanted: type[AnyInline]) -> list[AnyInline]:
    """Every inline of a kind in a block or inline, in reading order."""
    kind = value.__class__
    if kind is wanted:
        return [value]
    if kind in _SETTLED:
        return []
    parts = value if kind is tuple else [getattr(value, name) for name in _names(kind)]
    return [found for part in parts for found in _within(part, wanted)]


def _chosen_blocks(draft: Draft, choice: Choice) -> list[Block]:
    """The blocks taken, without headings all of whose points were left out."""
    blocks: list[Block] = []
    emptied = False  # a heading stands last, and points under it have gone
    for block in draft.blocks:
        chosen = _chosen(block, choice)
        if chosen is None:
            emptied = emptied or (bool(blocks) and _is_section(blocks[-1]))
            continue
        if emptied and blocks[-1].__class__ is Heading and block is chosen:
            blocks.pop()
        emptied = False
        blocks.append(chosen)
    return blocks


def _is_section(block: Block) -> bool:
    return isinstance(block, Heading) and block.level > 1


def _chosen(block: DraftBlock, choice: Choice) -> Block | None:
    # Asked for every block and every choice that fitting tries: comparing classes is quickest.
    if block.__class__ is Variant:
        taken = choice[block.key]
        return None if taken is None else cast(Block, block.options[taken].element)
    if block.__class__ is VariantList:
        items: list[ListItem] = []
        for item in block.items:
            if item.__class__ is ListItem:
                items.append(item)
            elif (taken := choice[cast(Variant, item).key]) is not None:
                items.append(cast(ListItem, cast(Variant, item).options[taken].element))
        return BulletList(tuple(items)) if items else None
    return cast(Block, block)


def _without_empty_sections(blocks: list[Block]) -> list[Block]:
    """Drop every heading that no text follows before the next heading of its level or above."""
    kept: list[Block] = []
    for block in reversed(blocks):
        if _is_section(block):
            following = kept[-1] if kept else None
            if following is None or isinstance(following, Sources):
                continue
            if isinstance(following, Heading) and following.level <= cast(Heading, block).level:
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


def _settle(value: Any, numbers: Mapping[str, int] | None, times: Mapping[str, int]) -> Any:
    """Number the note marks and fill times in. Without `numbers` there is no list of sources, and no marks.

    What has neither comes back as it is, the very object.
    """
    kind = value.__class__
    if kind in _SETTLED:
        return value
    if kind is tuple:
        settled = tuple([s for v in value if (s := _settle(v, numbers, times)) is not None])
        return value if len(settled) == len(value) and all(map(is_, settled, value)) else settled
    if kind is NoteMark:
        return None if numbers is None else NoteMark(value.sources, tuple(sorted(numbers[s] for s in value.sources)))
    if kind is SpeakingTime:
        total = times.get(value.kind, 0)
        return Aside(f"{spoken_time(total)} in all") if total else None
    changed = {}
    for name in _names(kind):
        old = getattr(value, name)
        if (new := _settle(old, numbers, times)) is not old:
            changed[name] = new
    return replace(value, **changed) if changed else value
