"""The sentences of a text, and how hard they are to read: words, syllables, the grade of a school."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from generator.checks.language.words import FILLER, words
from generator.document.sentences import sentence_ends


def sentences(text: str) -> list[tuple[int, str]]:
    """The sentences of a text, each with the offset where it begins."""
    found, start = [], 0
    for end in sentence_ends(text.replace(FILLER, "0")):  # a figure may begin a sentence
        sentence = text[start:end]
        found.append((start + len(sentence) - len(sentence.lstrip()), sentence.strip()))
        start = end
    return found


def grade(texts: Sequence[str]) -> float:
    """Flesch-Kincaid grade of some paragraphs; 0 for too little text to say (under 30 words)."""
    counted, syllable_count, sentence_count = 0, 0, 0
    for text in texts:
        for _, sentence in sentences(text):
            if found := words(sentence):
                sentence_count += 1
                counted += len(found)
                syllable_count += sum(map(syllables, found))
    if counted < 30:
        return 0.0
    return 0.39 * counted / sentence_count + 11.8 * syllable_count / counted - 15.59


_VOWELS = re.compile(r"[aeiouyà-öø-ÿ]+")
# Two syllables in a row of vowels, and endings that are written and not said.
_SPLIT_VOWELS = re.compile(
    r"(?<![ctsxg])i[ao](?!n)|[^qg]ua|eo(?!u)|ii|uou|yi|[aeiou]ing|ea(?=ct|t(?:e|or|ion)|l(?:it|iz)|ry?$)|iet|[^ct]ien[ct]"
    r"|(?<=[lr])ue(?=n)|(?<=^c)oo(?=rd|pe)|[ao]ye(?=r)"
)
_SILENT = re.compile(
    r"(?:[^laeiouy]|[aeiouy]l)e$|(?<=[^taeiouyd])ed$|(?<=[^sczxhgaeiou])es$|(?<=[a-z]{3})e(?=ly$|ment|less|ful)"
)
_KNOWN = {
    "area": 3, "areas": 3, "being": 2, "business": 2, "create": 2, "created": 3, "every": 2, "everyone": 3,
    "everything": 3, "evening": 2, "idea": 3, "ideas": 3, "people": 2, "science": 2, "scientist": 3, "scientists": 3,
    "something": 2, "sometimes": 2, "someone": 2, "somewhere": 2, "therefore": 2, "whole": 1, "quiet": 2, "real": 1,
    "really": 2, "year": 1, "years": 1, "clear": 1, "clearly": 2, "hear": 1, "heart": 1, "learn": 1, "research": 2,
    "researchers": 3, "researcher": 3, "home": 1, "homes": 1, "agree": 2, "agreement": 3, "committee": 3, "trainee": 2,
    "theory": 3, "theater": 3, "vehicle": 3, "poem": 2, "poet": 2, "society": 4, "variety": 4, "reality": 4,
    "california": 4, "america": 4, "american": 4, "americans": 4, "chocolate": 2, "different": 2, "family": 3,
    "favorite": 2, "interest": 2, "several": 2, "temperature": 3, "veterans": 3, "wednesday": 2, "beautiful": 3,
    "police": 2, "machine": 2, "recipe": 3, "apostrophe": 4, "maybe": 2, "nowhere": 2, "rivalry": 3, "safety": 2,
    "pledge": 1, "safeguard": 2, "safeguards": 2, "guidelines": 2, "lifeline": 2, "homeland": 2, "nineteen": 2,
}  # fmt: skip


@lru_cache(maxsize=16384)  # saves half of a check: documents have some 1,600 words, each hundreds of times
def syllables(word: str) -> int:
    """How many syllables an English word has, counted by its vowels; right for about nine words in ten.

    A number counts two, which is what the press form of a figure weighs on the page; an acronym one for each letter.
    """
    if word[0].isdigit() or word[0] == FILLER:
        return 2
    if len(word) > 1 and word.isupper():
        return len(word)
    small = re.sub(r"[’'](?:s|d|ll|re|ve|m)$", "", word.lower()).replace("n’t", "nt").replace("n't", "nt")
    if small in _KNOWN:
        return _KNOWN[small]
    number = len(_VOWELS.findall(small)) + len(_SPLIT_VOWELS.findall(small))
    number -= len(_SILENT.findall(small))
    return max(1, number)


def hardest(texts: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The sentences of some paragraphs with the index of their paragraph, the hardest first."""
    found = [(index, s) for index, text in enumerate(texts) for _, s in sentences(text)]
    return iter(sorted(found, key=lambda entry: -_load(entry[1])))


def _load(sentence: str) -> float:
    found = words(sentence)
    return 0.39 * len(found) + 11.8 * sum(map(syllables, found)) / max(len(found), 1)
