"""Words that stand in a row only because one sentence that may be seen follows another.

"It adds rules on sharing data both ways. So it is." has "on sharing data both ways so it" in a row, as an internal line
may have within one sentence. It is no leak as long as the words before the full stop end a permitted sentence, those
behind it begin one, and what stands between two full stops is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from generator.inspection.fold import squeeze

BETWEEN_WORDS = re.compile(r"[\s—–]+")
_END = re.compile(r"[.!?…][\W\d⁰¹²³⁴-⁹_]+(?=[^\W\d_])")
"""From the end of a sentence over quotes and note marks to the first letter of the next."""
_DIGITS = re.compile(r"\d+")

Words = tuple[str, ...]


class PermittedSentences:
    """The sentences that may be seen, each as its squeezed words."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._sentences = {words_of(sentence) for text in texts for sentence in _sentences(text)}

    def joined(self, words: Sequence[str], reads: str, least: int) -> Iterator[int]:
        """Where in some `words` a row of the `least` many begins that a file has only at the joint of permitted
        sentences. The words stand there in a row, and `reads` is how."""
        cuts = list(_cuts(words, reads))
        for first in range(len(words) - least + 1) if cuts else ():
            inside = [cut for cut in cuts if first < cut < first + least]
            if inside and self._permits([tuple(words[a:b]) for a, b in pairwise([first, *inside, first + least])]):
                yield first

    def _permits(self, parts: Sequence[Words]) -> bool:
        begins, *whole, goes_on = parts
        return (
            any(known[-len(begins) :] == begins for known in self._sentences)
            and self._sentences.issuperset(whole)
            and any(known[: len(goes_on)] == goes_on for known in self._sentences)
        )


def words_of(text: str) -> Words:
    """The squeezed words of a text."""
    return tuple(filter(None, map(squeeze, BETWEEN_WORDS.split(text))))


def _sentences(text: str) -> Iterator[str]:
    for line in text.splitlines():
        start = 0
        for end in _END.finditer(line):
            yield line[start : end.end()]
            start = end.end()
        yield line[start:]


def _cuts(words: Sequence[str], reads: str) -> Iterator[int]:
    """Before which of the words a sentence begins, where they stand. Letters of other words may stand before the first
    and behind the last; the numbers of notes are not counted."""
    for end in _END.finditer(reads):
        if reads[end.end()].islower() or not any(c.isspace() or c.isnumeric() for c in end[0]):
            continue
        before, behind = _letters(squeeze(reads[: end.start()])), _letters(squeeze(reads[end.end() :]))
        for number in range(1, len(words)):
            first, second = (_letters("".join(part)) for part in (words[:number], words[number:]))
            if before.endswith(first) and behind.startswith(second):
                yield number
                break


def _letters(squeezed: str) -> str:
    return _DIGITS.sub("", squeezed)
