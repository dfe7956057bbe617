"""Command lines as Word, mail programs and scripts leave them: dashes for hyphens, curly quotes, nothing at all.

A shell takes a curly quote for a letter, and cuts the words within it. What was meant is told as it should be typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.errors import UsageError

_DASHES = "‐‑‒–—―−﹘﹣－"
_OPTION = re.compile(rf"[-{_DASHES}]+(?P<name>[A-Za-z][A-Za-z{_DASHES}-]*)(?P<value>=.*)?", re.DOTALL)
_WITH_VALUE = re.compile(r"(?P<name>-{1,2}[A-Za-z-]+=)?(?P<value>.*)", re.DOTALL)
_DOUBLE = ("“„”«", "”“»")
_SINGLE = ("‘", "’")
_EDGES = re.compile("^[“„”«‘]|[”“»’]$")
_STRAIGHT = str.maketrans({**dict.fromkeys("“”„«»", "'"), "‘": "'", "’": "'"})
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_GLUED = re.compile(rf"[\u00a0\u2007\u202f]+(?=[-{_DASHES}])")


def refuse_what_nobody_typed(words: Sequence[str]) -> None:
    """Raises `UsageError` for a command line with a word that a text program has changed, or with an empty one."""
    until = words.index("--") if "--" in words else len(words)
    given, rest = words[:until], words[until:]
    if fault := next(_faults(given), ""):
        raise UsageError(f"{fault}. Write: {_line([*_as_meant(given), *rest])}")
    for place, word in enumerate(given):
        option = _WITH_VALUE.fullmatch(word)
        if option and not option["value"].strip():
            before = given[place - 1] if place and given[place - 1].startswith("-") else ""
            name = (option["name"] or before).rstrip("=") or f"word {place + 1} of the command"
            raise UsageError(
                f"{name} is empty: write something there, or leave it out (a variable that is not set gives nothing)"
            )


def _faults(words: Sequence[str]) -> Iterator[str]:
    for place, word in enumerate(words):
        if _is_dashed(word):
            yield f'"{word}" begins with a dash, which Word and mail programs make of hyphens'
        elif _GLUED.search(word):
            yield f'"{word}" has a no-break space in it, and is one word to the command line'
        elif _INVISIBLE.search(word):
            yield f'"{_INVISIBLE.sub("", word)}" has an invisible character in it'
        elif _quoted(words, place):
            yield f'{word} has curly quotes, which Word and mail programs make of " and which keep no words together'


def _is_dashed(word: str) -> bool:
    """Whether a word is an option whose hyphens have become dashes. A figure below zero is none."""
    found = _OPTION.fullmatch(word)
    return found is not None and any(dash in word.partition("=")[0] for dash in _DASHES)


def _quoted(words: Sequence[str], place: int) -> int:
    """How many words from `place` on were meant as one text in quotes; 0 where none begins. A word with a space in it
    has been kept together by quotes that count, and an apostrophe is no quote."""
    text = _value(words[place])
    if not text or " " in text:
        return 0
    for opens, closes in (_DOUBLE, _SINGLE):
        if text[0] in opens:
            ends = (n for n, word in enumerate(words[place:], 1) if _value(word)[-1:] in tuple(closes))
            if (count := next(ends, 0)) or opens != "‘":
                return count or 1
    return int(text[-1] in _DOUBLE[1])


def _value(word: str) -> str:
    found = _WITH_VALUE.fullmatch(word)
    return found["value"] if found else word


def _as_meant(given: Sequence[str]) -> Iterator[str]:
    """The words as they were before a program made them beautiful; those of one text in curly quotes together."""
    words = [_with_hyphens(part) for word in given for part in _parts(word)]
    place = 0
    while place < len(words):
        count = _quoted(words, place)
        text = " ".join(words[place : place + max(count, 1)])
        if count:
            name, value = text[: len(text) - len(_value(text))], _value(text)
            text = name + _EDGES.sub("", value).translate(_STRAIGHT)
        yield text
        place += max(count, 1)


def _parts(word: str) -> list[str]:
    return _GLUED.sub("\n", _INVISIBLE.sub("", word)).split("\n") if _GLUED.search(word) else [_INVISIBLE.sub("", word)]


def _with_hyphens(word: str) -> str:
    found = _OPTION.fullmatch(word)
    if found is None or not _is_dashed(word):
        return word
    name = re.sub(f"[{_DASHES}]", "-", found["name"])
    return f"{'-' if len(name) == 1 else '--'}{name}{found['value'] or ''}"


def _line(words: Sequence[str]) -> str:
    """A command line with its texts in double quotes, which every shell knows."""
    return " ".join(["onepager", *(f'"{w}"' if re.search(r"[\s$*?&|<>;()\[\]']", w) else w for w in words)])
