"""From inlines to runs of one appearance each, and from runs to lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple, assert_never

from generator.document.inlines import Aside, Emphasis, Inlines, Link, NoteMark, SpeakingTime, Strong, Text
from generator.layout.laid_out import Face, Line, ParaStyle, Run
from generator.layout.line_breaks import break_lines, break_without_widow

MAX_BORDER_SPACE_PT = 31
"""Word keeps a border at most this far from its text."""

MOST_SET = 2_000
NOTE_SIZE = 0.65
NOTE_RISE = 0.34
ASIDE_SIZE_PT = 8.5


def _half(value: float) -> float:
    return round(value * 2) / 2


BOLD: Mapping[Face, Face] = {
    "sans": "sans-bold",
    "sans-italic": "sans-bolditalic",
    "serif": "serif-bold",
    "serif-italic": "serif-bolditalic",
}
_ITALIC: Mapping[Face, Face] = {
    "sans": "sans-italic",
    "sans-bold": "sans-bolditalic",
    "serif": "serif-italic",
    "serif-bold": "serif-bolditalic",
}


class Look(NamedTuple):
    """What of a style decides how wide its text is and how it looks; and the colour of small remarks."""

    face: Face
    size: float
    color: str
    tracking: float
    grey: str

    @staticmethod
    def of(style: ParaStyle, grey: str) -> Look:
        return Look(style.face, style.size, style.color, style.tracking, grey)


Lines = tuple[tuple[Run, ...], float, tuple[Line, ...]]
"""The runs of a paragraph, by how much it is narrowed, and its lines."""


@lru_cache(maxsize=MOST_SET)  # saves breaking a paragraph again for each density tried and for each reader who has it
def set_lines(content: Inlines | tuple[Run, ...], look: Look, column: float, inset: float, alone: bool) -> Lines:
    """The runs and lines of a paragraph. `alone`: not one of several in a box, so it may be narrowed to keep its last
    line from being a single word."""
    runs = joined_runs(content, look)
    narrowed, lines = break_without_widow(runs, column) if alone else (0.0, break_lines(runs, column))
    if inset and narrowed > MAX_BORDER_SPACE_PT - inset:
        narrowed, lines = 0.0, break_lines(runs, column)
    return runs, narrowed, lines


def joined_runs(content: Inlines | tuple[Run, ...], look: Look) -> tuple[Run, ...]:
    done: list[tuple[Run, list[str]]] = []
    for text, like in _runs(content, Run("", look.face, look.size, look.color, tracking=look.tracking), look.grey):
        if done and (done[-1][0] is like or done[-1][0].looks_like(like)):
            done[-1][1].append(text)
        elif text or like.field:
            done.append((like, [text]))
    return tuple([like.saying("".join(texts)) for like, texts in done])


def _runs(content: Inlines | tuple[Run, ...], base: Run, grey: str) -> Iterator[tuple[str, Run]]:
    """Texts, each with a run that looks like it."""
    for inline in content:
        match inline:
            case Text():
                yield inline.text, base
            case Run():
                yield inline.text, inline
            case Strong():
                yield from _runs(inline.children, replace(base, face=BOLD.get(base.face, base.face)), grey)
            case Emphasis():
                yield from _runs(inline.children, replace(base, face=_ITALIC.get(base.face, base.face)), grey)
            case Link():
                yield from _runs(inline.children, replace(base, href=inline.href), grey)
            case NoteMark():
                numbers = inline.numbers or tuple(range(1, len(inline.sources) + 1))
                text = ",".join(map(str, numbers))
                size, rise = _half(base.size * NOTE_SIZE), _half(base.size * NOTE_RISE)
                yield text, Run(text, base.face, size, base.color, rise, base.tracking, base.href)
            case Aside():
                yield inline.text, replace(base, face="sans", size=min(ASIDE_SIZE_PT, base.size), color=grey)
            case SpeakingTime():  # in a draft only: room for what will stand there
                yield "1 min 30 s", replace(base, face="sans", size=min(ASIDE_SIZE_PT, base.size), color=grey)
            case _:
                assert_never(inline)
