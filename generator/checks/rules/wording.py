"""TP509 and TP510: the words themselves: insider words in public documents, and spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.language import speller
from generator.checks.language.words import longest_words, masked
from generator.checks.locate import in_passage
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects
from generator.store.schema import Clearance


@rule(
    "TP509",
    "insider-word",
    "A public text has a word that the office does not use with the public.",
    "warning",
    "off",
    "off",
)
def insider_word(subjects: Subjects) -> Iterator[Finding]:
    words = subjects.words
    if words.avoided is None:
        return
    for passage in subjects.passages_with(longest_words(words.plain or ())):
        if passage.clearance is not Clearance.PUBLIC:
            continue
        mark = in_passage(subjects.library, passage)
        for match in words.avoided.finditer(masked(passage.text)):
            instead = words.instead(match.group())
            what = f"“{' '.join(match.group().split())}” is on the office's list of words to avoid in public"
            mend = f"say “{instead}”" if instead else "say it plainly, or leave it out"
            yield Finding(mark(match.start()), what, "", mend, passage.clearance, passage.owner)


@rule("TP510", "spelling", "A word is misspelt.", "warning")
def spelling(subjects: Subjects) -> Iterator[Finding]:
    passages = subjects.passages
    lines = [" ".join(masked(p.text).split("\n")) for p in passages]
    for number, word, better in dict.fromkeys(speller.misspelt(lines, subjects.words.spelling)):
        passage = passages[number]
        found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", masked(passage.text))
        what = f"“{word}” looks misspelt"
        mend = f"write “{better}”, or add the word to {subjects.library.settings.words.spelling}"
        mark = subjects.at(passage, found.start() if found else 0)
        yield Finding(mark, what, "", mend, passage.clearance, passage.owner)
