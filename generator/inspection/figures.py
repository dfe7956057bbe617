"""Figures that give a secret away by themselves: `$94.58 billion` or `407,782`, but not `22 percent` or `2026`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category, normalize

from generator.inspection.fold import BEYOND_ASCII, letters_of
from generator.store.schema import Fact

_FIGURE = re.compile(
    r"(?<![\w.,/-])\$?\d[\d,]*(?:\.\d+)?(?:\s?(?:percent\b|%|(?:thousand|million|billion|trillion|[KMBT])\b))?"
    r"(?![\w/-]|[.,]\d)",
)
_LEAST_DIGITS = 3
_IN_FIGURES = re.compile(r"[$.,%A-Za-z]")


def figures_in(text: str) -> Iterator[str]:
    """The figures of a text that tell something: three digits or more besides zeros at the ends, and not bare."""
    if not text.isascii():
        text = BEYOND_ASCII.sub(lambda match: _as_typed(match[0]), text)
    for match in _FIGURE.finditer(text):
        figure = match[0].rstrip(",.")
        digits = re.sub(r"\D", "", figure).strip("0")
        if len(digits) >= _LEAST_DIGITS and _IN_FIGURES.search(figure):
            yield _plain(figure)


def _as_typed(character: str) -> str:
    """What a character beyond ASCII is in a figure: raised numbers of notes and what nobody sees are no part of it."""
    if category(character) in ("No", "Cf", "Mn"):
        return ""
    plain = normalize("NFKC", character)
    return plain if plain.isascii() else letters_of(character) or character


def _plain(figure: str) -> str:
    return re.sub(r"\s", "", figure).replace("percent", "%").lower()


def forms_of(fact: Fact) -> Iterator[str]:
    """The values of a fact, of all its periods, as they are printed."""
    for vintage in fact.vintages:
        yield vintage.value.press()
        yield vintage.value.short()


def spoken_forms_of(fact: Fact) -> Iterator[str]:
    """The values in words, where they tell something."""
    for vintage in fact.vintages:
        if any(figures_in(vintage.value.press())):
            yield vintage.value.spoken()
