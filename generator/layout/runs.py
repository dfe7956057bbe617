"""From inlines to runs: of one appearance and origin each to lay out, of one appearance to write."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple, assert_never

from generator.document.inlines import Aside, Emphasis, Inlines, Link, NoteMark, Origin, SpeakingTime, Strong, Text
from generator.layout.laid_out import Face, ParaStyle, Run

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


def joined_runs(content: Inlines | tuple[Run, ...], look: Look) -> tuple[Run, ...]:
    """Inlines as runs, neighbours alike and of one origin joined."""
    done: list[tuple[Run, Origin | None, list[str]]] = []
    for text, like, origin in _runs(
        content, Run("", look.face, look.size, look.color, tracking=look.tracking), look.grey
    ):
        if done and done[-1][1] == origin and (done[-1][0] is like or done[-1][0].looks_like(like)):
            done[-1][2].append(text)
        elif text or like.field:
            done.append((like, origin, [text]))
    return tuple([like.coming_from(origin, "".join(texts)) for like, origin, texts in done])


def as_written(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs as they are measured and written: neighbours that differ in their origin only are one, of no origin."""
    if len(runs) < 2:
        return runs
    alike = [[runs[0]]]
    for before, run in pairwise(runs):
        if run.origin != before.origin and run.looks_like(before):
            alike[-1].append(run)
        else:
            alike.append([run])
    if len(alike) == len(runs):
        return runs
    return tuple([some[0].coming_from(None, "".join([run.text for run in some])) for some in alike])


_Piece = tuple[str, Run, Origin | None]


def _runs(content: Inlines | tuple[Run, ...], base: Run, grey: str) -> Iterator[_Piece]:
    """Texts, each with a run that looks like it and where it comes from."""
    for inline in content:
        match inline:
            case Text():
                origin = inline.origin
                yield inline.text, base, None if origin and origin.kind == "template" else origin
            case Run():
                yield inline.text, inline, inline.origin
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
                yield text, Run(text, base.face, size, base.color, rise, base.tracking, base.href), None
            case Aside():
                yield inline.text, _small(base, grey), None
            case SpeakingTime():  # in a draft only: room for what will stand there
                yield "1 min 30 s", _small(base, grey), None
            case _:
                assert_never(inline)


def _small(base: Run, grey: str) -> Run:
    return replace(base, face="sans", size=min(ASIDE_SIZE_PT, base.size), color=grey)
