"""Plurals after a figure that may be one: `1 projects`."""

from __future__ import annotations

import re

_NO_ADJECTIVE = frozenset(
    {
        *("of", "in", "to", "at", "on", "by", "for", "from", "with", "and", "or", "but", "per", "as", "that", "which"),
        *("who", "it", "its", "this", "is", "was", "has", "had", "were", "are", "will", "would", "can", "could", "may"),
        *("percent", "million", "billion", "trillion", "point"),
    }
)
_NO_PLURALS = frozenset({"news", "sales", "series", "always", "perhaps", "means", "does"})
_ADJECTIVE = (
    r"(?:[A-Za-z]+-[a-z]+|[a-z]+(?:ed|al|ic|ive|ous|ary|able)|new|more|other|small|large|young|older|own|research)"
)
"""What may stand before the noun. Any other word may be the noun itself (`1 project waits`)."""
_FOLLOWS = re.compile(rf"[ \u00a0]((?:{_ADJECTIVE} ){{0,2}})([a-z][a-z-]*s|people|children|women|men)\b(?![’'-])")


def plural_after(text: str) -> str:
    """The words that make a plural, if a text that follows a figure begins with them: `research projects`."""
    match = _FOLLOWS.match(text)
    if match is None:
        return ""
    before, noun = match.groups()
    if noun in _NO_PLURALS or noun in _NO_ADJECTIVE or re.search(r"(?:ss|us|is)$", noun):
        return ""
    return "" if _NO_ADJECTIVE.intersection(before.split()) else f"{before}{noun}"
