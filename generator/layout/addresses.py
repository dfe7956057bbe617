"""Addresses of mail and of the web in a text: no line ends at a hyphen in one, since a reader would type it wrongly."""

from __future__ import annotations

import re

_DOMAIN = r"(?:[A-Za-z0-9-]{1,63}\.){1,6}(?:gov|mil|org|com|edu|net|int|info|us|example)\b"
_PATH = r"(?:/[^\s—<>“”]*[\w/=&#%+-]|/)?"
ADDRESS = re.compile(
    rf"(?:https?://|www\.)[^\s—<>“”]*[\w/=&#%+-]|[\w.+-]{{1,64}}@(?:[A-Za-z0-9-]{{1,63}}\.){{1,6}}[A-Za-z]{{2,}}|\b{_DOMAIN}{_PATH}"
)


def has_address(text: str) -> bool:
    """Whether there may be an address in a text with a place where a line could end; quickly."""
    return ("-" in text or "/" in text) and "." in text and ADDRESS.search(text) is not None


def without_breaks(text: str) -> list[str]:
    """A text cut at the hyphens at which no line may end: each is left out between two pieces."""
    if "-" not in text or not has_address(text):
        return [text]
    pieces, at = [""], 0
    for address in ADDRESS.finditer(text):
        first, *more = address[0].split("-")
        pieces[-1] += text[at : address.start()] + first
        pieces += more
        at = address.end()
    pieces[-1] += text[at:]
    return pieces
