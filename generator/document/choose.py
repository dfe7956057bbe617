"""From a draft and a choice to a document: headings left without a text go, sources get their numbers in order of first
use, speaking times are filled in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import cast

from generator.document.blocks import (
    Block,
    BulletList,
    Callout,
    Document,
    Heading,
    LetterPart,
    ListItem,
    SourceNote,
    Sources,
)
from generator.document.contents import contents, map_lines
from generator.document.draft import Draft, DraftBlock, Variant, VariantList
from generator.document.inlines import Aside, Emphasis, Inline, Inlines, Link, NoteMark, SpeakingTime, Strong, walk
from generator.document.number import document_number
from generator.document.speaking import seconds, spoken_time

Choice = Mapping[int, int | None]
"""For each variant's key the index of the option taken, or None when the point is left out."""
Place = tuple[int, int, int]
"""Where an element stands in a draft: the number of its block, of its item in a list, of the option taken of it."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """A block that a choice leaves, with its elements (itself, or the items of a list) and their places in a draft."""

    block: Block
    parts: tuple[tuple[Place, Block | ListItem], ...]


def choose(draft: Draft, choice: Choice, decisions: tuple[str, ...] = ()) -> Document:
    """The document that a choice makes of a draft. Its number does not depend on how it was decided."""
    arranged = arrange(draft, choice)
    blocks = [one.block for one in arranged]
    times = _times(draft, choice)
    cited = any(isinstance(b, Sources) for b in blocks)
    marks = (marks_of(element) for one in arranged for _, element in one.parts)
    numbers = {source: n for n, source in enumerate(in_order(marks), 1)} if cited else None

    def settled(line: Inlines) -> Inlines:
        return _settled(line, numbers, times)

    done: list[Block] = []
    for block in blocks:
        if not isinstance(block, Sources):
            done.append(cast(Block, map_lines(block, settled)))
        elif numbers:
            done.append(sources_of(draft.notes, tuple(numbers)))
    document = Document(
        meta=draft.meta,
        letterhead=draft.letterhead,
        markings=draft.markings,
        blocks=tuple(done),
        footer=draft.footer,
        theme=draft.theme,
        scale=draft.scale,
        pages=draft.pages,
        words=draft.words,
    )
    return replace(document, number=document_number(document), decisions=decisions)


def places_of_variants(draft: Draft) -> dict[int, tuple[int, int]]:
    """The number of the block, and of the item in it, where each variant stands, by the variant's key."""
    found: dict[int, tuple[int, int]] = {}
    for number, block in enumerate(draft.blocks):
        if isinstance(block, Variant):
            found[block.key] = number, 0
        elif isinstance(block, VariantList):
            found.update((item.key, (number, at)) for at, item in enumerate(block.items) if isinstance(item, Variant))
    return found


def in_order(cited: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Sources in order of first use, of those that each element cites."""
    return tuple(dict.fromkeys(chain.from_iterable(cited)))


def sources_of(notes: Mapping[str, Inlines], order: tuple[str, ...]) -> Sources:
    """The list at the foot for sources cited in this order."""
    return Sources(tuple(SourceNote(n, notes[source], source) for n, source in enumerate(order, 1)))


def marks_of(element: Block | ListItem) -> tuple[str, ...]:
    """Every source that an element cites, in reading order, each as often as it is cited."""
    return tuple(
        source
        for line in contents(element)
        for inline in walk(line.content)
        if isinstance(inline, NoteMark)
        for source in inline.sources
    )


def _settled(line: Inlines, numbers: Mapping[str, int] | None, times: Mapping[str, int]) -> Inlines:
    """A line with its note marks numbered and its speaking times filled in. Without `numbers` there is no list of
    sources, and no marks."""
    done: list[Inline] = []
    for inline in line:
        match inline:
            case NoteMark():
                if numbers is not None:
                    done.append(NoteMark(inline.sources, tuple(sorted(numbers[s] for s in inline.sources))))
            case SpeakingTime():
                if total := times.get(inline.kind, 0):
                    done.append(Aside(f"{spoken_time(total)} in all"))
            case Strong() | Emphasis():
                done.append(type(inline)(_settled(inline.children, numbers, times)))
            case Link():
                done.append(Link(_settled(inline.children, numbers, times), inline.href))
            case _:
                done.append(inline)
    return tuple(done)


def arrange(draft: Draft, choice: Choice) -> list[Arranged]:
    """The blocks that a choice leaves, their elements the draft's own; headings left without a text are gone."""
    return _without_empty_sections(_chosen_blocks(draft, choice))


def _chosen_blocks(draft: Draft, choice: Choice) -> list[Arranged]:
    """The blocks taken, without headings all of whose points were left out."""
    blocks: list[Arranged] = []
    emptied = False  # a heading stands last, and points under it have gone
    for number, block in enumerate(draft.blocks):
        chosen = _chosen(number, block, choice)
        if chosen is None:
            emptied = emptied or (bool(blocks) and _is_section(blocks[-1].block))
            continue
        if emptied and _is_section(blocks[-1].block) and isinstance(chosen.block, Callout | LetterPart):
            blocks.pop()
        emptied = False
        blocks.append(chosen)
    return blocks


def _is_section(block: Block) -> bool:
    """Whether it is a heading that goes when nothing is left under it."""
    return isinstance(block, Heading) and block.level > 1 and not block.stands


def _chosen(number: int, block: DraftBlock, choice: Choice) -> Arranged | None:
    """What a choice leaves of a block of a draft; None for nothing."""
    if isinstance(block, Variant):
        taken = choice[block.key]
        if taken is None:
            return None
        element = cast(Block, block.options[taken].element)
        return Arranged(element, (((number, 0, taken), element),))
    if isinstance(block, VariantList):
        parts: list[tuple[Place, Block | ListItem]] = []
        for at, item in enumerate(block.items):
            if isinstance(item, ListItem):
                parts.append(((number, at, 0), item))
            elif (taken := choice[item.key]) is not None:
                parts.append(((number, at, taken), item.options[taken].element))
        return Arranged(BulletList(tuple(cast(ListItem, item) for _, item in parts)), tuple(parts)) if parts else None
    return Arranged(block, (((number, 0, 0), block),))


def _without_empty_sections(blocks: list[Arranged]) -> list[Arranged]:
    """Drop every heading that no text follows before the next heading of its level or above."""
    kept: list[Arranged] = []
    below: Heading | None = None  # the heading that was dropped last, if nothing stands between
    for arranged in reversed(blocks):
        block = arranged.block
        if isinstance(block, Heading) and _is_section(block) and _has_no_text(block, kept, below):
            below = block
            continue
        below = None
        kept.append(arranged)
    return kept[::-1]


def _has_no_text(heading: Heading, kept: list[Arranged], below: Heading | None) -> bool:
    if heading.is_empty or (below and (below.is_empty or below.level <= heading.level)):
        return True
    following = kept[-1].block if kept else None
    if following is None or isinstance(following, Sources):
        return True
    return isinstance(following, Heading) and following.level <= heading.level


def _times(draft: Draft, choice: Choice) -> dict[str, int]:
    """Seconds that the points taken take to say, by kind; under `""` all of them."""
    times: dict[str, int] = {"": 0}
    for variant in draft.variants():
        taken = choice[variant.key]
        if taken is not None:
            spent = seconds(variant.options[taken].words)
            times[variant.kind] = times.get(variant.kind, 0) + spent
            times[""] += spent
    return times
