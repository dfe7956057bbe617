"""Where the sentences of a text end."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…][”’\"')\]]*(?=[ \n]+[“‘\"'(\[]*[A-Z0-9$])")
_LAST_WORD = re.compile(r"[^\s“‘\"'(\[]+$")
_ABBREVIATIONS = frozenset({
    "Rep.", "Reps.", "Sen.", "Sens.", "Del.", "Gov.", "Gen.", "Lt.", "Col.", "Capt.", "Dr.", "Mr.", "Mrs.", "Ms.",
    "Prof.", "Hon.", "St.", "Mt.", "No.", "Nos.", "Sec.", "Secs.", "Art.", "Fig.", "vs.", "v.", "cf.", "e.g.",
    "i.e.", "etc.", "approx.", "Inc.", "Co.", "Corp.", "Ltd.", "Dept.", "Univ.", "Jan.", "Feb.", "Mar.", "Apr.",
    "Jun.", "Jul.", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.", "a.m.", "p.m.", "Res.", "Con.", "Stat.", "Pub.",
    "Ph.D.", "M.D.", "J.D.", "D.C.", "Jr.", "Sr.",
})  # fmt: skip
_INITIALS = re.compile(r"(?:[A-Z]\.)+")
_OPENERS = frozenset({
    "The", "This", "That", "These", "Those", "It", "Its", "We", "Our", "They", "Their", "He", "She", "His", "Her",
    "You", "Your", "I", "If", "In", "On", "At", "As", "A", "An", "And", "But", "So", "For", "When", "While", "No",
    "Not", "Yet", "Since", "After", "Before", "There", "Here", "What", "Who",
})  # fmt: skip
"""After initials such as `U.S.` only these begin a sentence: `U.S. It is`, but `U.S. House`."""
_WORD = re.compile(r"[A-Za-z]+")


def sentence_ends(text: str) -> tuple[int, ...]:
    """The offsets where the sentences of a text end, in order; the last is its length. Empty for an empty text."""
    if not text.strip():
        return ()
    ends = [m.end() for m in _END.finditer(text) if not _goes_on(text, m.start(), m.end())]
    return (*ends, len(text))


def sentences(text: str) -> list[str]:
    """The sentences of a text, without the spaces around them."""
    start, found = 0, []
    for end in sentence_ends(text):
        found.append(text[start:end].strip())
        start = end
    return found


def _goes_on(text: str, point: int, end: int) -> bool:
    """Whether the full stop at `point` belongs to an abbreviation; with a quotation mark after it, it does not."""
    if text[point] != "." or end > point + 1:
        return False
    word = _LAST_WORD.search(text, max(0, point - 24), point + 1)
    if word is None:
        return False
    if _INITIALS.fullmatch(word[0]):
        following = _WORD.search(text, end)
        return following is None or following[0] not in _OPENERS
    return word[0] in _ABBREVIATIONS
