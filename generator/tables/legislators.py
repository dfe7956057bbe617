"""Members of Congress, their offices and committees, from files in the form of `unitedstates/congress-legislators`.

Files are known by what is in them, not by their names: Members have `terms`, district offices `offices`, committees a
`thomas_id`, and who sits on them is a mapping of such ids to lists. Seats that nobody holds are rows too: their Member
is empty, so a point that names the Member is left out for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.errors import ContentError, Mark, Problem
from generator.tables.published import Published, text_of
from generator.tables.seats import NAMES, TERRITORIES, Seat, seats

Row = dict[str, str]
_SHORT = {"Senator": "Sen.", "Representative": "Rep.", "Delegate": "Del.", "Resident Commissioner": "Res. Comm."}
_BUILDINGS = {
    "HOB": "House Office Building", "CHOB": "Cannon House Office Building", "FHOB": "Ford House Office Building",
    "LHOB": "Longworth House Office Building", "RHOB": "Rayburn House Office Building",
    "DSOB": "Dirksen Senate Office Building", "HSOB": "Hart Senate Office Building",
    "RSOB": "Russell Senate Office Building", "CAPITOL": "Capitol",
}  # fmt: skip
_IN_WASHINGTON = re.compile(r"(?P<place>.+?)[;,]?\s+Washington,?\s+D\.?C\.?(?:\s+(?P<zip>[\d-]+))?", re.IGNORECASE)
_ROLES = (("co-?chair.*", "cochair"), ("vice[- ]chair.*", "vice_chair"), ("ranking.*", "ranking"), ("chair.*", "chair"))
"""What the titles on a committee begin with, and the column of the committee that has who bears one."""
_CHAMBERS = {"house": "house", "senate": "senate", "joint": "joint"}


@dataclass(slots=True)
class Congress:
    """What the files say, as rows: Members by seat, district offices, committees, and who sits on them."""

    members: list[Row] = field(default_factory=list)
    offices: list[Row] = field(default_factory=list)
    committees: list[Row] = field(default_factory=list)
    seated: list[Row] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def sort_of(file: Published) -> str:
    """`members`, `offices`, `committees` or `seated`. Raises `ContentError` for anything else."""
    data = file.data
    entries = [e for e in data if isinstance(e, Mapping)] if isinstance(data, list) else []
    for key, sort in (("terms", "members"), ("offices", "offices"), ("thomas_id", "committees")):
        if any(key in entry for entry in entries) and (sort != "members" or any(map(_is_of_congress, entries))):
            return sort
    if isinstance(data, Mapping) and data and all(isinstance(v, list) for v in data.values()):
        return "seated"
    mend = "give legislators-current, legislators-district-offices, committees-current or committee-membership-current"
    raise ContentError([Problem(Mark(file.file), "these are not Members, offices or committees", mend, code="form")])


def _is_of_congress(entry: Mapping[str, Any]) -> bool:
    """Whether somebody sat in Congress: presidents have terms, too."""
    terms = entry.get("terms")
    return isinstance(terms, list) and any(_seat_of(term) for term in terms)


def read_congress(files: Iterable[Published], as_of: str) -> Congress:
    """The rows of all files together; a seat is vacant if no term of anybody covers `as_of` (2026-11-23).

    Raises `ContentError` when no file has the Members, or two are of one sort.
    """
    sorts: dict[str, Published] = {}
    for file in files:
        sort = sort_of(file)
        if sort in sorts:
            what = f"this file has the same as {sorts[sort].file}"
            raise ContentError([Problem(Mark(file.file), what, "give one of them", code="form")])
        sorts[sort] = file
    if "members" not in sorts:
        first = next(iter(sorts.values()))
        what = "without the Members nothing of this can be told"
        raise ContentError([Problem(Mark(first.file), what, "give legislators-current too", code="form")])
    congress = Congress()
    sitting = _sitting(sorts["members"], as_of, congress)
    names = {row["bioguide"]: row for row in sitting.values() if row["bioguide"]}
    called = {text_of(entry, "id", "bioguide"): _name(entry) for _, entry in sorts["members"].entries()}
    congress.members = [sitting.get(seat.key) or _vacant(seat) for seat in _all_seats(sitting)]
    if "offices" in sorts:
        congress.offices = list(_offices(sorts["offices"], names, called, congress))
    if "committees" in sorts:
        congress.committees = list(_committees(sorts["committees"]))
    if "seated" in sorts:
        _seat(sorts["seated"], names, congress)
    return congress


# --- Members -----------------------------------------------------------------------------------------------------


def _sitting(file: Published, as_of: str, congress: Congress) -> dict[str, Row]:
    """Who holds which seat on that day."""
    found: dict[str, tuple[Any, Row]] = {}
    for mark, entry in file.entries():
        terms = entry.get("terms") if isinstance(entry, Mapping) else None
        terms = [term for term in terms if _seat_of(term)] if isinstance(terms, list) else []
        if not terms or not text_of(entry, "id", "bioguide"):
            _warn(congress, mark, "this entry has no seat or no bioguide id, and was passed over", "look at it")
            continue
        term = _term_on(terms, as_of)
        if term is None:
            _warn(congress, mark, f"{_name(entry)} holds no seat on {as_of}: {_nearest(terms, as_of)}",
                  "if that is not so any more, get a newer file")  # fmt: skip
            continue
        seat = _seat_of(term)
        assert seat is not None, "terms without a seat were left out"
        row = _member(seat, entry, term, as_of)
        if seat.key in found:
            other, held = found[seat.key]
            later = text_of(term, "start") > text_of(other, "start")
            first, last = (other, term) if later else (term, other)
            if text_of(first, "end") != text_of(last, "start"):  # else the one follows the other on this day
                what = f"{row['member']} and {held['member']} both hold {seat.key}"
                _warn(congress, mark, what, "the one whose term began later is taken")
            if not later:
                continue
        found[seat.key] = (term, row)
    return {key: row for key, (_, row) in found.items()}


def _term_on(terms: list[Any], as_of: str) -> Any:
    """The term that covers a day, wherever it stands in the list; of two that meet on it the later."""
    covering = [t for t in terms if text_of(t, "start") <= as_of <= (text_of(t, "end") or as_of)]
    return max(covering, key=lambda t: text_of(t, "start"), default=None)


def _nearest(terms: list[Any], as_of: str) -> str:
    """The term before a day that none covers, or the first after it."""
    before = [t for t in terms if text_of(t, "start") <= as_of]
    if not before:
        return f"the first term begins {min(text_of(t, 'start') for t in terms)}"
    last = max(before, key=lambda t: text_of(t, "start"))
    return f"the term before that day is {text_of(last, 'start')} to {text_of(last, 'end')}"


def _warn(congress: Congress, mark: Mark, what: str, mend: str) -> None:
    congress.warnings.append(Problem(mark, what, mend, severity="warning", code="import"))


def _seat_of(term: Any) -> Seat | None:
    state, number = text_of(term, "state"), text_of(term, "district") or text_of(term, "class")
    if (state not in NAMES and state not in TERRITORIES) or not number.isdecimal():
        return None
    match text_of(term, "type"):
        case "rep" if text_of(term, "district"):
            return Seat("house", state, int(number))
        case "sen" if number in ("1", "2", "3"):
            return Seat("senate", state, int(number))
    return None


def _all_seats(sitting: Mapping[str, Row]) -> list[Seat]:
    """Every seat, and those that the files know besides."""
    known = list(seats())
    keys = {seat.key for seat in known}
    more = [Seat("house", row["state"], int(row["district"])) for key, row in sitting.items() if key not in keys
            and row["chamber"] == "house"]  # fmt: skip
    more += [Seat("senate", row["state"], int(row["class"])) for key, row in sitting.items() if key not in keys
             and row["chamber"] == "senate"]  # fmt: skip
    return [*known, *more]


def _name(entry: Any) -> str:
    whole = text_of(entry, "name", "official_full")
    parts = (text_of(entry, "name", part) for part in ("first", "last", "suffix"))
    return whole or " ".join(filter(None, parts))


def _blank(seat: Seat) -> Row:
    return {
        "seat": seat.key,
        "name": seat.place,
        "chamber": seat.chamber,
        "state": seat.state,
        "district": str(seat.number) if seat.chamber == "house" else "",
        "class": str(seat.number) if seat.chamber == "senate" else "",
        "status": "vacant",
        "title": seat.title,
    }


PERSONAL = (
    "member", "last_name", "party", "caucus", "rank", "leadership", "office", "phone", "website", "committees",
    "bioguide",
)  # fmt: skip
"""Columns that are empty for a vacant seat."""


def _vacant(seat: Seat) -> Row:
    return {**_blank(seat), **dict.fromkeys(PERSONAL, "")}


def _member(seat: Seat, entry: Any, term: Any, as_of: str) -> Row:
    return {
        **_vacant(seat),
        "status": "seated",
        "member": f"{_SHORT[seat.title]} {_name(entry)}",
        "last_name": text_of(entry, "name", "last"),
        "party": "; ".join(_on(term, "party_affiliations", "party", as_of)) or text_of(term, "party"),
        "caucus": text_of(term, "caucus"),
        "rank": text_of(term, "state_rank"),
        "leadership": "; ".join(_on(entry, "leadership_roles", "title", as_of)),
        "office": address(text_of(term, "address") or text_of(term, "office")),
        "phone": text_of(term, "phone"),
        "website": text_of(term, "url"),
        "bioguide": text_of(entry, "id", "bioguide"),
    }


def _on(entry: Any, name: str, part: str, as_of: str) -> list[str]:
    """Of a list of what somebody was from one day to another, what covers a day. A day of change is the later one's."""
    listed = entry.get(name)
    entries = [e for e in listed if text_of(e, "start") <= as_of] if isinstance(listed, list) else []
    return [text_of(e, part) for e in entries if not text_of(e, "end") or as_of < text_of(e, "end")]


def address(text: str) -> str:
    """An address as it is written on an envelope: `153 Cannon House Office Building, Washington, DC 20515-0200`."""
    match = _IN_WASHINGTON.fullmatch(text)
    place = match["place"] if match else text
    if place.isupper() and len(place.split()) > 2:
        place = place.title()
    place = " ".join(_BUILDINGS.get(word, word) for word in place.replace(";", ",").split())
    return f"{place}, Washington, DC {match['zip'] or ''}".strip() if match else place


# --- offices and committees --------------------------------------------------------------------------------------


def _offices(file: Published, names: Mapping[str, Row], called: Mapping[str, str], congress: Congress) -> Iterator[Row]:
    for mark, entry in file.entries():
        member = names.get(text_of(entry, "id", "bioguide"))
        if member is None:
            who = called.get(text_of(entry, "id", "bioguide"), "somebody who is not in the list of Members")
            _warn(congress, mark, f"these are offices of {who}, who holds no seat; they were passed over", "look at it")
            continue
        offices = entry.get("offices")
        for index, office in enumerate(offices if isinstance(offices, list) else ()):
            street = ", ".join(filter(None, (text_of(office, "address"), text_of(office, "building"), _suite(office))))
            yield {
                "office": text_of(office, "id") or f"{member['bioguide']}-{index + 1}",
                "name": text_of(office, "city") or member["name"],
                "seat": member["seat"],
                "member": member["member"],
                "address": street,
                "state": text_of(office, "state"),
                "zip": text_of(office, "zip"),
                "phone": text_of(office, "phone"),
            }


def _suite(office: Any) -> str:
    """`Suite F` where the file has the letter or number alone."""
    suite = text_of(office, "suite")
    return f"Suite {suite}" if re.fullmatch(r"#?\d+[A-Z]?|[A-Z](?:-?\d+)?", suite) else suite


def _committees(file: Published) -> Iterator[Row]:
    for _, entry in file.entries():
        key = text_of(entry, "thomas_id")
        if not key:
            continue
        yield _committee(key, entry, _CHAMBERS.get(text_of(entry, "type"), ""), "")
        below = entry.get("subcommittees")
        for part in below if isinstance(below, list) else ():
            yield _committee(key + text_of(part, "thomas_id"), part, _CHAMBERS.get(text_of(entry, "type"), ""), key)


def _committee(key: str, entry: Any, chamber: str, above: str) -> Row:
    leading = {column: "" for _, column in _ROLES}
    return {
        "committee": key, "name": text_of(entry, "name") or key, "chamber": chamber, "above": above,
        "chair": "", **leading, "address": address(text_of(entry, "address")), "phone": text_of(entry, "phone"),
        "url": text_of(entry, "url"),
    }  # fmt: skip


def _seat(file: Published, names: Mapping[str, Row], congress: Congress) -> None:
    """Who sits where: rows of their own, the committees of each Member, chair and ranking member of each committee."""
    committees = {row["committee"]: row for row in congress.committees}
    on: dict[str, list[str]] = {}
    absent: dict[str, list[str]] = {}
    for key, people in file.data.items():
        committee = committees.get(key, {})
        for person in people:
            member = names.get(text_of(person, "bioguide"))
            if member is None:
                absent.setdefault(text_of(person, "name") or "somebody", []).append(key)
                continue
            role = text_of(person, "title")
            congress.seated.append(_place(key, committee, member, person, role))
            if committee and not committee["above"]:
                on.setdefault(member["seat"], []).append(committee["name"])
            _lead(committee, member, role)
    for who, keys in absent.items():
        more = f" and {len(keys) - 1} more" if len(keys) > 1 else ""
        mark = Mark(file.file, file.lines.get(keys[0], 1))
        _warn(congress, mark, f"{who} on {keys[0]}{more} holds no seat, and was passed over", "look at it")
    for row in congress.members:
        row["committees"] = "; ".join(on.get(row["seat"], ()))


def _lead(committee: Row, member: Row, role: str) -> None:
    """Enter who leads a committee. Two of one title are both named."""
    for form, column in _ROLES:
        if committee and re.fullmatch(form, role, re.IGNORECASE):
            committee[column] = "; ".join(filter(None, (committee[column], member["member"])))
            return


def _place(key: str, committee: Row, member: Row, person: Any, role: str) -> Row:
    return {
        "place": f"{key}/{member['seat']}",
        "name": member["name"],
        "committee": key,
        "committee_name": committee.get("name", key),
        "seat": member["seat"],
        "member": member["member"],
        "side": text_of(person, "party"),
        "rank": text_of(person, "rank"),
        "role": role,
    }
