"""A text of the store as it is printed: without its Markdown, and with its figures in any form they may take."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt

from generator.document.markdown import plain_marks
from generator.store import substitution
from generator.store.library import Library
from generator.store.schema import Fact
from generator.store.substitution import ATTRIBUTES, Substitution

_PLACEHOLDER = re.compile("\ue000(\\d*)\ue001")
_MARKED = re.compile(r"[*_\[\]\\`]")
# Emphasis, links and backslashes are all that the texts of a store know of Markdown.
_MARKDOWN = MarkdownIt("zero").enable(["emphasis", "link", "escape", "newline"])
_MARKDOWN.inline.ruler.before("emphasis", "plain marks", plain_marks)


@dataclass(frozen=True, slots=True)
class Printed:
    """A text as it is printed, but for its figures: a placeholder stands for each of `figures`, and one without a
    number for an address that may stand there in the source of the text."""

    text: str
    figures: tuple[Substitution, ...] = ()

    def filled(self, library: Library, text: str, topic: str, form: str = "", blank: str = "") -> str:
        """This text, or a sentence of it, with its figures in the form that each asks for, or all in `form`.

        `blank` takes the place of columns, which differ from row to row, and of facts that there are none of.
        """

        def value(match: re.Match[str]) -> str:
            if not match[1]:
                return ""
            wanted = self.figures[int(match[1])]
            fact = fact_of(library, wanted, topic)
            if fact is None:
                return blank
            if form and form in ("press", *ATTRIBUTES.get(wanted.attribute, ("short", "spoken"))):
                wanted = replace(wanted, format=form)
            return substitution.render(wanted, fact)

        return _PLACEHOLDER.sub(value, text)


def placeholder(number: int | str) -> str:
    """What stands in a printed text for one of its figures."""
    return f"\ue000{number}\ue001"


def printed(text: str) -> Printed:
    """How a text of the store prints."""
    figures: list[Substitution] = []
    if "{{" in text:
        pieces: list[str] = []
        for piece in substitution.scan(text)[0]:
            if isinstance(piece, str):
                pieces.append(piece)
            else:
                pieces.append(placeholder(len(figures)))
                figures.append(piece)
        text = "".join(pieces)
    return Printed(_without_marks(text) if _MARKED.search(text) else text, tuple(figures))


def _without_marks(text: str) -> str:
    """A text without its Markdown. Where an address stood there is a placeholder."""
    found = []
    for token in _MARKDOWN.parseInline(text)[0].children or ():
        match token.type:
            case "softbreak" | "hardbreak":
                found.append(" ")
            case "link_close":
                found.append(placeholder(""))
            case _:
                found.append(token.content)
    return "".join(found)


def without_figures(text: str) -> tuple[str, ...]:
    """What is left of a printed text around its figures."""
    return tuple(_PLACEHOLDER.split(text)[::2])


def fact_of(library: Library, wanted: Substitution, topic: str) -> Fact | None:
    """The fact that a substitution names, if it names one."""
    try:
        return library.fact(wanted.ref, topic) if wanted.ref else None
    except LookupError:
        return None
