"""Inlines: what a line of a document is made of. The vocabulary is closed; a writer that meets anything else raises."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from generator.values.quotes import within_quotes


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a piece of a document came from, e.g. `Origin("fact", "nih-funding/jobs")`."""

    kind: Literal["point", "fact", "topic", "office", "hearing", "row", "template"]
    ref: str


@dataclass(frozen=True, slots=True)
class Text:
    """Characters as they are printed: no markup, quotes already typographic."""

    text: str
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class Strong:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """`href` is an http, https or mailto address."""

    children: tuple[Inline, ...]
    href: str


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The sources of what stands before it. `numbers` are their places in the list of sources, once that is settled."""

    sources: tuple[str, ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Aside:
    """A small grey remark in a line, such as the seconds a point takes to say."""

    text: str


@dataclass(frozen=True, slots=True)
class SpeakingTime:
    """Stands in a draft for the speaking time of all chosen points of one kind (`""`: of all); becomes an `Aside`."""

    kind: str


Inline = Text | Strong | Emphasis | Link | NoteMark | Aside | SpeakingTime
Inlines = tuple[Inline, ...]


def walk(inlines: Inlines) -> Iterator[Inline]:
    """Every inline in reading order, parents before children."""
    for inline in inlines:
        yield inline
        if isinstance(inline, Strong | Emphasis | Link):
            yield from walk(inline.children)


def quoted(inlines: Inlines) -> Inlines:
    """Inlines in double quotes; those in them become single. What is one quotation already stays."""
    text = plain(inlines)
    if text.startswith("“") and text.find("”") == len(text) - 1:
        return inlines
    return (Text("“"), *single_quoted(inlines), Text("”"))


def single_quoted(inlines: Inlines) -> Iterator[Inline]:
    """Inlines that stand in double quotes: those in them become single."""
    for inline in inlines:
        match inline:
            case Text():
                yield replace(inline, text=within_quotes(inline.text))
            case Strong() | Emphasis() | Link():
                yield replace(inline, children=tuple(single_quoted(inline.children)))
            case _:
                yield inline


def plain(inlines: Inlines) -> str:
    """The words alone, without note marks."""
    return "".join(i.text for i in walk(inlines) if isinstance(i, Text | Aside))
