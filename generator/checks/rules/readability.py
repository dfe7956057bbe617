"""TP507 and TP508: what only a whole document shows: acronyms nobody spelled out, and how hard it is to read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.language.sentences import grade, hardest
from generator.checks.locate import place_of
from generator.checks.made_document import MadeDocument, lines, pieces, said
from generator.checks.phrases import first_few
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects
from generator.document.contents import PROSE
from generator.document.inlines import Origin
from generator.errors import Mark
from generator.store.schema import Clearance, Model
from generator.values.stand_ins import stand_ins

_ACRONYM = re.compile(r"(?<![\w.&’'-])[A-Z](?:[A-Z]|&(?=[A-Z])){1,6}(?=s?(?![\w’-]|\.[A-Z])|[’']s\b|-(?![A-Z]\b))")
_ROMAN = re.compile(r"[IVXLC]+")
# Words in capitals that are no acronyms to a reader: countries, hours, quarters of the city, states.
_WORDS = "US USA UK EU UN DC TV AM PM ET NW NE SW SE OK PO FY QA ID MR MS DR"
_STATES = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA"
    " RI SC SD TN TX UT VT VA WA WV WI WY PR GU VI AS MP"
)
KNOWN = frozenset((_WORDS + " " + _STATES).split())
_LONGEST_FULL_NAME = 120
_WORD = re.compile(r"[A-Za-z][\w’']*")
_SMALL = r"(?:of|the|and|for|on|in|to|at|by|with|a|de)"

Place = tuple[Mark, Model | None]


@rule("TP507", "acronym", "A document uses an acronym that it never spells out.", "warning")
def acronym(subjects: Subjects) -> Iterator[Finding]:
    found: dict[tuple[str, Mark], tuple[Place, Clearance, list[str]]] = {}
    for made in subjects.documents:
        for name, place in _unexplained(subjects, made):
            entry = found.setdefault((name, place[0]), (place, made.audience.clearance, []))
            entry[2].append(made.name)
    for (name, mark), (place, clearance, documents) in found.items():
        what = f"“{name}” is never spelled out in {first_few(documents)}"
        listed = subjects.library.settings.words.acronyms
        mend = f"write the name in full with ({name}) after it where it first stands, or add {name} to {listed}"
        yield Finding(mark, what, "a reader from outside cannot know it", mend, clearance, place[1])


def _unexplained(subjects: Subjects, made: MadeDocument) -> Iterator[tuple[str, Place]]:
    """The acronyms of a document that nothing in it explains, each once, at its first place."""
    content = [line.content for line in lines(made.document)]
    whole = "\n".join(said(line) for line in content)
    seen: set[str] = set()
    for line in content:
        for piece in pieces(line):
            for match in _ACRONYM.finditer(piece.text):
                name = match.group()
                if name in seen or _is_known(name, subjects.words.acronyms) or is_spelled_out(name, whole):
                    continue
                seen.add(name)
                yield name, place_of(subjects, made, piece.origin, piece.text, match.start())


def _is_known(name: str, listed: frozenset[str]) -> bool:
    return name in KNOWN or name in listed or bool(_ROMAN.fullmatch(name)) or any(stand_ins(name))


def is_spelled_out(name: str, text: str) -> bool:
    """Whether a text gives the name that an acronym stands for: `National Institutes of Health`, or `… (STA)`."""
    letters = [c for c in name if c.isalpha()]
    initials = rf"(?:[ -]{{1,4}}{_SMALL}){{0,4}}[ -]{{1,4}}".join(rf"{letter}[\w’']{{1,40}}+" for letter in letters)
    return re.search(rf"\b{initials}", text) is not None or _stands_in_brackets(name, letters, text)


def _stands_in_brackets(name: str, letters: list[str], text: str) -> bool:
    """Whether an acronym stands in brackets after words of the same sentence that begin with its letters, in order."""
    brackets = f" ({name})"
    at = text.find(brackets)
    while at >= 0:
        before = text[max(0, at - _LONGEST_FULL_NAME) : at]
        sentence = before[max(map(before.rfind, ".!?\n")) + 1 :]
        if _in_order(letters, [word[0].upper() for word in _WORD.findall(sentence.replace("-", " "))]):
            return True
        at = text.find(brackets, at + 1)
    return False


def _in_order(letters: list[str], initials: list[str]) -> bool:
    rest = iter(initials)
    return all(letter in rest for letter in letters)


@rule("TP508", "reading-grade", "A document is harder to read than its template allows.", "warning")
def reading_grade(subjects: Subjects) -> Iterator[Finding]:
    for made in subjects.documents:
        limit = made.audience.reading_grade
        prose = [(line.content, said(line.content)) for line in lines(made.document) if line.role in PROSE]
        reached = grade([text for _, text in prose])
        if not limit or round(reached, 1) <= limit:
            continue
        index, sentence = next(hardest([text for _, text in prose]))
        line = prose[index][0]
        origin: Origin | None = next((p.origin for p in pieces(line) if p.origin and p.text[:12] in sentence), None)
        what = f"{made.name} reads at grade {reached:.1f}; its template asks for {limit:g}"
        mend = f"shorten sentences and words; the hardest is “{_cut(sentence)}”"
        mark, owner = place_of(subjects, made, origin, sentence, 0)
        yield Finding(mark, what, "its readers will not finish it", mend, made.audience.clearance, owner)


def _cut(sentence: str) -> str:
    words = sentence.replace("\u00a0", " ").split()
    return " ".join(words[:9]) + (" …" if len(words) > 9 else "")
