"""Inline Markdown as staff write it in the store and in templates: strong, emphasis, links, typographic quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token as MdToken

from generator.document.inlines import Emphasis, Inline, Inlines, Link, Strong, Text
from generator.values.addresses import is_linked
from generator.values.quotes import typographic

_LINK = re.compile(r"^(https?://|mailto:)", re.IGNORECASE)


def _quotes(state: StateCore) -> None:
    """Set the quotation marks of each line, across its emphasis and links. What was escaped stays as it was typed."""
    for line in state.tokens:
        children = line.children or []
        if line.type != "inline" or not any(mark in line.content for mark in "'\"‘"):
            continue
        shown = [_shown(token) for token in children]
        marks = typographic("".join(shown))
        at = 0
        for token, text in zip(children, shown, strict=True):
            if token.type == "text":
                token.content = marks[at : at + len(text)]
            at += len(text)


def _shown(token: MdToken) -> str:
    """What a token is to the marks around it: an escaped mark is none."""
    if token.type == "text":
        return token.content
    return " " if token.type in ("softbreak", "hardbreak") else "x" * len(token.content) if token.nesting == 0 else ""


def plain_marks(state: StateInline, silent: bool) -> bool:
    """Underscores, and asterisks between two digits, are printed as they are: `__init__`, `3*4*5`."""
    start = end = state.pos
    marker = state.src[start]
    if marker not in "*_":
        return False
    while end < state.posMax and state.src[end] == marker:
        end += 1
    between_digits = state.src[max(start - 1, 0)].isdigit() and state.src[end : end + 1].isdigit()
    if marker == "*" and not between_digits:
        return False
    if not silent:
        state.pending += state.src[start:end]
    state.pos = end
    return True


def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    parser.core.ruler.before("text_join", "quotes", _quotes)
    parser.inline.ruler.before("emphasis", "plain marks", plain_marks)
    parser.enable(["table"]).disable(["code", "fence", "html_block", "html_inline", "image", "entity"])
    parser.disable(["reference", "autolink", "backticks", "lheading"])
    return parser


MARKDOWN = _markdown()
"""The parser for blocks and inlines alike."""


@lru_cache(maxsize=8192)  # saves parsing a text for each reader and row that gets it
def read_inlines(text: str) -> Inlines:
    """Inline Markdown to inlines: strong, emphasis, links (http, https, mailto), text with typographic quotes.

    Tokens of the template stay in the text as they are.
    """
    [token] = MARKDOWN.parseInline(text)
    inlines, _ = _nest(token.children or [], 0, None)
    return inlines


def _nest(tokens: Sequence[MdToken], index: int, closing: str | None) -> tuple[Inlines, int]:
    done: list[Inline] = []

    def add(text: str) -> None:
        text = text.replace("---", "—").replace("--", "—").replace("...", "…")
        if done and isinstance(done[-1], Text):
            done[-1] = Text(done[-1].text + text)
        elif text:
            done.append(Text(text))

    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token.type == closing:
            return tuple(done), index
        if token.type == "text":
            add(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            add("\n" if token.type == "hardbreak" else " ")
        elif token.nesting == 1:
            children, index = _nest(tokens, index, token.type.replace("_open", "_close"))
            done.append(_wrapped(token, children))
        else:
            add(token.content)
    return tuple(done), index


def _wrapped(token: MdToken, children: Inlines) -> Inline:
    wrappers: dict[str, Any] = {"strong_open": Strong, "em_open": Emphasis}
    if token.type in wrappers:
        wrapped: Inline = wrappers[token.type](children)
        return wrapped
    href = str(token.attrs.get("href", ""))
    return Link(children, href) if _LINK.match(href) and is_linked(href) else Strong(children)
