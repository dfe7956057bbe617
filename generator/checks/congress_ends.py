"""What ends with a Congress: bills that die, texts that name it, Members, committees and offices that may be others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.checks.passages import passages_of
from generator.errors import Mark
from generator.store.library import Library
from generator.store.schema import Model, Office
from generator.tables.export import SOURCE
from generator.tables.seats import ordinal
from generator.values.congresses import begins

BILLS, TEXTS, TABLES, OFFICES, HEARINGS = "bills", "texts", "tables", "offices", "hearings"
_BILL = re.compile(r"(?<![\w.])(?:H\.? ?R\.?|S\.|(?:H|S)\.? ?(?:J\.? ?|Con\.? ?)?Res\.?)[ \u00a0]?\d{1,5}\b")
_OF = re.compile(r"[ \u00a0]?[(,]? ?(?:of )?(?:the )?(\d{2,3})(?:st|nd|rd|th)[ \u00a0]Congress")
_THIS = re.compile(r"\b(?:this|the current|the present)[ \u00a0](?:Congress|session of Congress)\b", re.IGNORECASE)
_TENS = ("nineteenth", "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth")


@dataclass(frozen=True, slots=True)
class Ending:
    """One thing that ends, or may be another: `sort` is one of those above, `mend` says what to do."""

    sort: str
    mark: Mark
    what: str
    mend: str


def endings(library: Library, number: int, today: date) -> list[Ending]:
    """What ends when Congress `number` begins, sort by sort, in the order of the files; once it sits, what is left of
    the one before. Bills that name no Congress are of the present one, and so are hearings."""
    sits = begins(number) <= today
    found = [*_texts(library, number, sits), *_tables(library, number), *_offices(library, number, sits)]
    if not sits:
        found += _hearings(library, number)
    sorts = (BILLS, TEXTS, TABLES, OFFICES, HEARINGS)
    return sorted(found, key=lambda ending: (sorts.index(ending.sort), ending.mark))


def _texts(library: Library, number: int, sits: bool) -> Iterator[Ending]:
    old, new = f"{ordinal(number - 1)} Congress", f"{ordinal(number)} Congress"
    named = re.compile(
        rf"\b(?:{number - 1}(?:st|nd|rd|th)|One Hundred {_in_words(number - 1)})[ \u00a0]Congress\b", re.I
    )
    for owner, path, text in _all_texts(library):
        for match in _BILL.finditer(text):
            of = _OF.match(text, match.end())
            congress = int(of[1]) if of else number if sits else number - 1
            if congress != number - 1:
                continue  # a bill of another Congress is history, or new
            what = f"“{match.group()}” {'died' if sits else 'dies'} with the {old}, unless it has become law"
            mend = f"say what became of it, or name the bill of the {new}"
            yield Ending(BILLS, library.position(owner, path, match.start()), what, mend)
        for pattern in (named,) if sits else (named, _THIS):
            for match in pattern.finditer(text):
                what = f"“{match.group()}” {'is' if sits else 'will be'} the one before"
                yield Ending(TEXTS, library.position(owner, path, match.start()), what, "look whether it still holds")


def _all_texts(library: Library) -> Iterator[tuple[Model, tuple[str | int, ...], str]]:
    """Every text that documents print: what staff wrote, and what figures measure."""
    for passage in passages_of(library):
        yield passage.owner, passage.path, passage.text
    for topic in library.topics.values():
        for fact in topic.facts.values():
            for name in ("measure", "basis", "note"):
                if text := getattr(fact, name):
                    yield fact, (name,), text


def _in_words(number: int) -> str:
    return _TENS[number - 119] if 119 <= number < 119 + len(_TENS) else "none"


def _tables(library: Library, number: int) -> Iterator[Ending]:
    for table in library.tables.values():
        days = [column.as_of.first() for column in table.columns.values() if column.as_of]
        if table.source == SOURCE and days and min(days) < begins(number):
            what = f"“{table.title}” is as of {min(days)}, before the {ordinal(number)} Congress"
            mend = f"get the files anew, then: onepager congress {number} legislators-current.yaml …"
            yield Ending(TABLES, library.mark(table), what, mend)


def _offices(library: Library, number: int, sits: bool) -> Iterator[Ending]:
    """Offices whose seat somebody else holds in the tables of the new Congress; before it begins and these are there,
    each office."""
    table = library.tables.get("legislators")
    days = [column.as_of.first() for column in table.columns.values() if column.as_of] if table else []
    known = bool(days) and min(days) >= begins(number)
    for office in library.offices.values():
        mark = library.mark(office)
        if not known and sits:
            continue
        if not known:
            what = f"“{office.id}”, {office.name}: the term, the rooms and the telephones may end"
            yield Ending(OFFICES, mark, what, "look at each of its lines")
            continue
        who = _holders(library, office)
        if not any(name and name.casefold() in office.name.casefold() for name in who):
            held = " and ".join(filter(None, who)) or "nobody"
            what = f"the seat of “{office.id}”, {office.name}, is held by {held} now"
            yield Ending(OFFICES, mark, what, "take the office out, or write who it is now")


def _holders(library: Library, office: Office) -> list[str]:
    """The last names of who holds the seat of an office, of senators of both."""
    rows = [row for row in library.tables["legislators"].rows if row["state"] == office.state]
    if office.chamber == "house":
        digits = re.search(r"\d+", office.district)
        district = digits.group() if digits else "0"
        rows = [row for row in rows if row["chamber"] == "house" and row["district"] == district]
    else:
        rows = [row for row in rows if row["chamber"] == "senate"]
    return [row["last_name"] for row in rows]


def _hearings(library: Library, number: int) -> Iterator[Ending]:
    first: date = begins(number)
    for hearing in library.hearings.values():
        if hearing.date.date() >= first:
            what = f"“{hearing.title}” is in the {ordinal(number)} Congress: its committee is made up anew"
            yield Ending(
                HEARINGS, library.mark(hearing), what, "look at its committee, chair, ranking member and Members"
            )
