"""Words as they are looked up, and not as they are read: small, and cut at every mark."""

from __future__ import annotations

from collections.abc import Iterable

_TO_SPACE = {ord(c): " " for c in "-–—.,;:!?()[]{}|/“”‘’'\"*_$%…\u00a0"}


def plain_words(text: str) -> list[str]:
    """The words of a text in small letters, cut at every mark: quick, to see whether a word can be in it."""
    return text.translate(_TO_SPACE).lower().split()


def longest_words(phrases: Iterable[str]) -> list[str]:
    """Of each phrase the longest word, as `plain_words` has it: the one that fewest texts have."""
    return [max(plain_words(phrase), key=len, default="") for phrase in phrases]
