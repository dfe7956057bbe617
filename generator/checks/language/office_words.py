"""The office's own lists of words: names the speller does not know, acronyms everybody knows, words to avoid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.reading.yaml import read_text
from generator.store.settings import WordLists


@dataclass(frozen=True)
class OfficeWords:
    """`spelling` and `acronyms` are taken as they are; `plain` has for each word to avoid what to say instead."""

    spelling: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()
    plain: Mapping[str, str] | None = None

    @cached_property
    def avoided(self) -> re.Pattern[str] | None:
        """Finds the words to avoid, the longest first; a word written with a capital only with that capital."""
        if not self.plain:
            return None
        entries = sorted(self.plain, key=lambda w: (-len(w), w))
        any_case = [e for e in entries if e == e.lower()]
        as_written = [e for e in entries if e != e.lower()]
        groups = [f"(?i:{'|'.join(map(_pattern, any_case))})"] if any_case else []
        groups += [_pattern(e) for e in as_written]
        return re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?![\w-])")

    def instead(self, found: str) -> str:
        """What to say for a word that `avoided` found."""
        plain = self.plain or {}
        same = " ".join(found.split())
        return plain.get(same) or plain.get(same.lower(), "")


def _pattern(entry: str) -> str:
    return r"\s+".join(re.escape(word) for word in entry.split())


def read_words(root: Path | None, lists: WordLists) -> OfficeWords:
    """Read the lists below `root`; one that is not there is empty. Raises `ContentError` if one cannot be read."""
    if root is None:
        return OfficeWords()
    plain = dict(_split(line) for line in _lines(root, lists.plain))
    return OfficeWords(frozenset(_lines(root, lists.spelling)), frozenset(_lines(root, lists.acronyms)), plain)


def _lines(root: Path, file: str) -> Iterator[str]:
    path = root / file
    if not path.is_file():
        return
    for line in read_text(path, file).split("\n"):
        if entry := line.partition("#")[0].strip():
            yield entry


def _split(line: str) -> tuple[str, str]:
    word, _, instead = line.partition("=")
    return " ".join(word.split()), instead.strip()
