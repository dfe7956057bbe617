"""The words of a text: what of it is printed as it stands (the rest is masked), and how words are looked up."""

from __future__ import annotations

import re
from collections.abc import Iterable

FILLER = "\ufffc"
"""Stands in a text for what is not looked at; no word character, so that words around it end at it."""

_SUBSTITUTION = re.compile(r"\{\{.*?(?:\}\}|\Z)", re.DOTALL)
_LINK = re.compile(r"(?<=\])\([^()\s]*\)")
_TEMPLATE = re.compile(
    r"\{%.*?(?:%\}|\Z)|\{#.*?(?:#\}|\Z)|\{\{.*?(?:\}\}|\Z)|^[^\S\n]*:::+[^\n{]*", re.DOTALL | re.MULTILINE
)
_NOT_NEWLINE = re.compile(r"[^\n]")
_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:[’'][A-Za-z]+)*|\d[\d,.]*|\ufffc+")
_MARKS_TO_SPACES = {ord(c): " " for c in "-–—.,;:!?()[]{}|/“”‘’'\"*_$%…\u00a0"}


def masked(text: str) -> str:
    """A text of the store with `FILLER` for its substitutions and the addresses of its links; as long as it was."""
    if "{" in text:
        text = _SUBSTITUTION.sub(_filler, text)
    return _LINK.sub(_filler, text) if "](" in text else text


def masked_template(body: str) -> str:
    """The body of a template with `FILLER` for all that is not printed as it stands."""
    return _LINK.sub(_filler, _TEMPLATE.sub(_filler, body))


def _filler(match: re.Match[str]) -> str:
    return _NOT_NEWLINE.sub(FILLER, match.group())


def words(text: str) -> list[str]:
    """The words of a text; a number is one, and so is a figure that a fact puts in."""
    return _WORD.findall(text)


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters, cut at every mark: quick, to see whether a word can be in it."""
    return text.translate(_MARKS_TO_SPACES).lower().split()


def longest_words(phrases: Iterable[str]) -> list[str]:
    """Of each phrase the longest word, as `plain_words` has it: the one that fewest texts have."""
    return [max(plain_words(phrase), key=len, default="") for phrase in phrases]
