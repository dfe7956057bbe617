"""TP501 to TP506: points among each other, and the wordings of one point."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from generator.checks.half_written import half_written
from generator.checks.language.near_duplicates import near_duplicates
from generator.checks.language.sentences import sentences
from generator.checks.language.words import FILLER, masked, words
from generator.checks.locate import in_passage
from generator.checks.passages import Passage
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects
from generator.store.schema import Kind, Point
from generator.store.substitution import Substitution, render, substitutions
from generator.values.value import plain_spaces

LONGEST_SPOKEN = 25
_WORDINGS = ("full", "short", "spoken", "question")
_FEWEST_WORDS = 5


def _main_texts(subjects: Subjects) -> list[Passage]:
    """One text for each point: its question, if it asks a witness, else its longest wording."""
    best: dict[str, Passage] = {}
    for passage in subjects.passages:
        point = passage.point
        if point and passage.path == (_main_field(point),) and not _is_draft(subjects, point):
            best[point.ref] = passage
    return list(best.values())


def _is_draft(subjects: Subjects, point: Point) -> bool:
    """Whether a point was begun with `onepager new` and is not ready: under an embargo that nobody means."""
    return point.embargo is not None and point.embargo.year > subjects.as_of.year + 5


def _main_field(point: Point) -> str:
    if point.kind is Kind.QUESTION:
        return "question"
    return next((w.value for w in point.wordings), "question")


@rule("TP501", "duplicate", "Two points say the same thing in the same words.", "warning")
def duplicate(subjects: Subjects) -> Iterator[Finding]:
    seen: dict[str, Passage] = {}
    for passage in subjects.passages:
        point = passage.point
        if point is None or passage.path[0] not in _WORDINGS or _is_draft(subjects, point):
            continue
        found = passage.text.lower().split()
        first = seen.setdefault(" ".join(found), passage) if len(found) >= _FEWEST_WORDS else passage
        if first.point is not point and first.point is not None:
            what = f"this is the {first.field} text of “{first.point.ref}” in the same words"
            mend = "keep one; a point of another topic can be moved, not copied"
            yield Finding(
                subjects.at(passage), what, "a change to one of them misses the other", mend, point.clearance, point
            )


@rule("TP502", "near-duplicate", "Two points say nearly the same thing.", "warning")
def near_duplicate(subjects: Subjects) -> Iterator[Finding]:
    passages = _main_texts(subjects)
    for later, earlier, share in near_duplicates([p.text for p in passages]):
        passage, other = passages[later], passages[earlier].point
        if passage.text.lower().split() == passages[earlier].text.lower().split() or other is None:
            continue  # TP501
        what = f"this is nearly what “{other.ref}” says ({share:.0%} of it in the same words)"
        mend = "make them one point, or make them say different things"
        why = "both can end up on one page, and a change to one misses the other"
        yield Finding(subjects.at(passage), what, why, mend, passage.clearance, passage.point)


@rule("TP503", "short-is-long", "A short wording is longer than the full one.", "warning")
def short_is_long(subjects: Subjects) -> Iterator[Finding]:
    for point in subjects.points:
        if point.full and point.short:
            full, short = (len(t.split()) for t in (masked(point.full), masked(point.short)))
            if short > full:
                what = f"the short wording has {short} words, the full one {full}"
                mend = "shorten it, or exchange the two"
                why = "the fitter takes it to save room"
                yield Finding(subjects.library.mark(point, "short", key=True), what, why, mend, point.clearance, point)


_DIGITS = re.compile(r"\d[\d,.]|[%$]")
_SYMBOL = re.compile(r"[%$€£&#@/+=<>~^|\\()\[\]°§©®™…]|\b(?:e\.g\.|i\.e\.|etc\.|vs\.|w/)")


def _spoken(subjects: Subjects) -> Iterator[Passage]:
    return (p for p in subjects.passages if p.field in ("spoken", "bottom_line_spoken"))


@rule("TP504", "unspeakable", "A spoken wording has something in it that cannot be read aloud.", "warning")
def unspeakable(subjects: Subjects) -> Iterator[Finding]:
    why = "who reads it aloud has to stop and think"
    for passage in _spoken(subjects):
        mark = in_passage(subjects.library, passage)
        for match in _SYMBOL.finditer(masked(passage.text)):
            what = f"“{match.group()}” stands in a spoken wording"
            mend = "write the words that are to be said"
            yield Finding(mark(match.start()), what, why, mend, passage.clearance, passage.owner)
        if "{{" in passage.text:
            yield from _in_digits(subjects, passage)


def _in_digits(subjects: Subjects, passage: Passage) -> Iterator[Finding]:
    """Numbers put in as they are printed, and not as they are said."""
    mark = in_passage(subjects.library, passage)
    why = "digits have to be turned into words while reading"
    for piece in substitutions(passage.text):
        printed = _printed(subjects, passage, piece)
        if piece.format == "spoken" or piece.attribute not in ("", "value") or not _DIGITS.search(printed):
            continue
        if _is_date(subjects, passage, piece):
            continue
        name = passage.text[piece.start : piece.end].strip("{} |")
        what = f"“{{{{ {name} }}}}” is put in as {printed}"
        mend = f"write {{{{ {name.partition('|')[0].strip()} | spoken }}}}"
        yield Finding(mark(piece.start), what, why, mend, passage.clearance, passage.owner)


def _is_date(subjects: Subjects, passage: Passage, piece: Substitution) -> bool:
    return bool(piece.ref) and subjects.library.fact(piece.ref, passage.topic).current.value.kind == "date"


def _printed(subjects: Subjects, passage: Passage, piece: Substitution) -> str:
    if not piece.ref:
        return "a number of the table" if piece.column != "name" else ""
    return plain_spaces(render(piece, subjects.library.fact(piece.ref, passage.topic)))


@rule("TP505", "long-breath", f"A spoken sentence has more than {LONGEST_SPOKEN} words.", "warning")
def long_breath(subjects: Subjects) -> Iterator[Finding]:
    mend = f"make two of it; {LONGEST_SPOKEN} words are enough"
    for passage in _spoken(subjects):
        if "{" not in passage.text and len(passage.text.split()) <= LONGEST_SPOKEN:
            continue
        mark = in_passage(subjects.library, passage)
        for offset, number in _words_said(subjects, passage):
            if number > LONGEST_SPOKEN:
                what = f"this sentence has {number} words to be said in one breath"
                why = "a listener has lost the beginning"
                yield Finding(mark(offset), what, why, mend, passage.clearance, passage.owner)


def _words_said(subjects: Subjects, passage: Passage) -> Iterator[tuple[int, int]]:
    """Where each sentence begins, and its words; a number counts as many words as it is said with."""
    pieces = deque(substitutions(passage.text))
    for offset, sentence in sentences(masked(passage.text)):
        number = sum(FILLER not in word for word in words(sentence))
        while pieces and pieces[0].start < offset + len(sentence):
            number += max(1, len(_printed(subjects, passage, pieces.popleft()).split()))
        yield offset, number


_PUT_OFF = re.compile(
    r"\A(?i:\W*+(?:answer |text )?"
    r"(?:to come|to be (?:added|written|supplied)|see above|ask (?:staff|legal)\b.*+)\W*+)\Z"
)


@rule("TP506", "no-answer", "An answer does not answer.", "error")
def no_answer(subjects: Subjects) -> Iterator[Finding]:
    for passage in subjects.passages:
        point = passage.point
        if point is None or point.kind is not Kind.ANSWER or passage.field not in _WORDINGS[:3]:
            continue
        if why := _why_none(passage.text):
            what = f"the {passage.field} wording of an answer {why}"
            mend = "write what is to be said, in a sentence"
            mark = subjects.at(passage)
            yield Finding(mark, what, "somebody will stand at a microphone with it", mend, point.clearance, point)


def _why_none(text: str) -> str:
    """Why a text is no answer, or the empty string."""
    put_off = _PUT_OFF.search(text)
    if found := put_off.group() if put_off else next((words for _, words in half_written(text)), ""):
        return f"is not written yet (“{found}”)"
    ends = [s.rstrip("”’\"')*_ ") for _, s in sentences(text)]
    if not any(s.endswith((".", "!", "…", ".”")) for s in ends):
        return "only asks back" if any(s.endswith("?") for s in ends) else "has no sentence in it"
    return ""
