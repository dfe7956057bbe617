"""TP705: characters that the fonts cannot print, found where they were typed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator

from generator.checks.locate import Marker, in_field, in_line, in_passage, in_template
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects
from generator.store.schema import Clearance, Model

# Characters that staff paste in, and what to write instead.
_PLAIN = {
    "\u2010": "-", "\u2011": "-", "\u2713": "yes", "\u2714": "yes", "\u2717": "no", "\u2610": "-", "\u25cf": "•",
    "\u25aa": "•", "\u2192": "to", "\u21d2": "so", "\u2b50": "*", "\u2605": "*", "\u2264": "at most",
    "\u2265": "at least",
    "\u2248": "about", "\u2500": "—", "\u2015": "—", "\uff0c": ",", "\u3002": ".", "\u201b": "‘", "\u2032": "'",
    "\u2033": '"', "\u2153": "one-third", "\u2154": "two-thirds",
}  # fmt: skip


@rule("TP705", "no-glyph", "A text has a character that the fonts cannot print.", "error")
def no_glyph(subjects: Subjects) -> Iterator[Finding]:
    if subjects.printable is None:
        return
    why = "it would be missing from the PDF, and Word would take it from another font"
    for mark, text, clearance, owner in _printed(subjects):
        for start, end in _unprintable(subjects.printable, text):
            more = f" and {end - start - 1} more" if end - start > 1 else ""
            first = text[start]
            what = f"the fonts have no “{_shown(text[start:end])}”, {_name(first)} (U+{ord(first):04X}){more}"
            yield Finding(mark(start), what, why, _substitute(text, start), clearance, owner)


def _unprintable(printable: Callable[[str], bool], text: str) -> Iterator[tuple[int, int]]:
    """Runs of characters that no font of the themes has: where each begins and ends."""
    if text.isascii():
        return
    start: int | None = None
    for at, character in enumerate(f"{text} "):
        lacking = not character.isascii() and not character.isspace() and not printable(character)
        if lacking and start is None:
            start = at
        elif not lacking and start is not None:
            yield start, at
            start = None


def _name(character: str) -> str:
    return unicodedata.name(character, "a character without a name").lower()


def _shown(characters: str) -> str:
    return f"◌{characters}" if unicodedata.combining(characters[0]) else characters


def _substitute(text: str, at: int) -> str:
    character = text[at]
    if character in _PLAIN:
        return f"write “{_PLAIN[character]}”"
    plain = unicodedata.normalize("NFKC", character)
    if plain != character and plain.isascii():
        return f"write “{plain}”"
    if unicodedata.combining(character) and at:
        return (
            f"do not spell the name without it: keep “{text[at - 1]}{character}” here, and finish what you send in "
            "Word, in a font that has it"
        )
    if unicodedata.category(character) in ("So", "Sk", "Cn") or ord(character) >= 0x1F000 or character == "\ufe0f":
        return "leave it out; a document of the office says it in words"
    letters = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode("ascii")
    return f"write “{letters}”" if letters else "write it in Latin letters, such as a name in its usual English form"


def _printed(subjects: Subjects) -> Iterator[tuple[Marker, str, Clearance, Model | None]]:
    """Every text that is printed, with what finds the place of its characters."""
    library = subjects.library
    for passage in subjects.passages:
        yield in_passage(library, passage), passage.text, passage.clearance, passage.owner
    for fact in subjects.facts:
        for name in ("label", "measure", "qualifier", "unit", "basis", "period"):
            yield in_field(library, fact, (name,)), getattr(fact, name), subjects.reach(fact)[0], fact
        for vintage in fact.vintages:
            path = ("series", vintage.period) if fact.series else ("value",)
            yield in_field(library, fact, path), vintage.value.press(), subjects.reach(fact)[0], fact
    for point in subjects.points:
        yield in_field(library, point, ("speaker",)), point.speaker, point.clearance, point
    for source in library.sources.values():
        for name in ("publisher", "title", "author", "container"):
            yield in_field(library, source, (name,)), getattr(source, name), source.clearance, source
    yield from _names(subjects)
    for audience in subjects.audiences.values():
        yield in_template(audience), audience.body, audience.clearance, None
        yield in_line(f"templates/{audience.id}.md"), audience.kicker + audience.name, audience.clearance, None


def _names(subjects: Subjects) -> Iterator[tuple[Marker, str, Clearance, Model | None]]:
    """Offices, hearings and the rows of tables."""
    library = subjects.library
    public = Clearance.PUBLIC
    for office in library.offices.values():
        for name in ("name", "signature", "subcommittee", "chair", "address", "phone", "website"):
            yield in_field(library, office, (name,)), getattr(office, name), public, None
        for who in ("press", "staff", "clerk"):
            if contact := getattr(office, who):
                yield in_field(library, office, (who, "name")), contact.name, public, None
    for hearing in library.hearings.values():
        for name in ("title", "committee", "room", "chair", "ranking"):
            yield in_field(library, hearing, (name,)), getattr(hearing, name), Clearance.CONGRESS, None
        for witness_id, witness in hearing.witnesses.items():
            for name in ("name", "title", "organization"):
                path = ("witnesses", witness_id, name)
                yield in_field(library, hearing, path), getattr(witness, name), Clearance.CONGRESS, None
    for table in library.tables.values():
        for number, row in enumerate(table.rows, 2):
            file = f"talking_points/tables/{table.file}"
            yield in_line(file, number), " ".join(row.values()), public, None
