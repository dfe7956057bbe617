"""Members of Congress, their offices and committees, from files in the form of `unitedstates/congress-legislators`.

Files are known by what is in them, not by their names: Members have `terms`, district offices `offices`, committees a
`thomas_id`, and who sits on them is a mapping of such ids to lists. Seats that nobody holds are rows too: their Member
is empty, so a point that names the Member is left out for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.errors import ContentError, Mark, Problem
from generator.tables.published import Published, text_of
from generator.tables.seats import NAMES, TERRITORIES, Seat, seats

Row = dict[str, str]
_SHORT = {"Senator": "Sen.", "Representative": "Rep.", "Delegate": "Del.", "Resident Commissioner": "Res. Comm."}
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
        if any(key in entry for entry in entries):
            return sort
    if isinstance(data, Mapping) and data and all(isinstance(v, list) for v in data.values()):
        return "seated"
    mend = "give legislators-current, legislators-district-offices, committees-current or committee-membership-current"
    raise ContentError([Problem(Mark(file.file), "these are not Members, offices or committees", mend, code="form")])


def read_congress(files: Iterable[Published], as_of: str) -> Congress:
    """The rows of all files together; terms that are over on `as_of` (2026-11-23) leave their seat vacant.

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
    congress.members = [sitting.get(seat.key) or _vacant(seat) for seat in _all_seats(sitting)]
    if "offices" in sorts:
        congress.offices = list(_offices(sorts["offices"], names, congress))
    if "committees" in sorts:
        congress.committees = list(_committees(sorts["committees"]))
    if "seated" in sorts:
        _seat(sorts["seated"], names, congress)
    return congress


# --- Members -----------------------------------------------------------------------------------------------------


def _sitting(file: Published, as_of: str, congress: Congress) -> dict[str, Row]:
    """Who holds which seat on that day."""
    found: dict[str, tuple[str, Row]] = {}
    for mark, entry in file.entries():
        terms = entry.get("terms") if isinstance(entry, Mapping) else None
        term = terms[-1] if isinstance(terms, list) and terms else None
        seat = _seat_of(term)
        if seat is None or not isinstance(entry, Mapping) or not text_of(entry, "id", "bioguide"):
            _warn(congress, mark, "this entry has no seat or no bioguide id, and was passed over", "look at it")
            continue
        start, end = text_of(term, "start"), text_of(term, "end")
        if not start <= as_of <= (end or as_of):
            _warn(congress, mark, f"{_name(entry)}: the last term is {start} to {end}", "the seat counts as vacant")
            continue
        if seat.key in found:
            first, other = found[seat.key]
            what = f"{_name(entry)} and {other['member']} both hold {seat.key}"
            _warn(congress, mark, what, "the one whose term began later is taken")
            if start <= first:
                continue
        found[seat.key] = (start, _member(seat, entry, term))
    return {key: row for key, (_, row) in found.items()}


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


PERSONAL = ("member", "last_name", "party", "caucus", "rank", "office", "phone", "website", "committees", "bioguide")
"""Columns that are empty for a vacant seat."""


def _vacant(seat: Seat) -> Row:
    return {**_blank(seat), **dict.fromkeys(PERSONAL, "")}


def _member(seat: Seat, entry: Any, term: Any) -> Row:
    return {
        **_vacant(seat),
        "status": "seated",
        "member": f"{_SHORT[seat.title]} {_name(entry)}",
        "last_name": text_of(entry, "name", "last"),
        "party": text_of(term, "party"),
        "caucus": text_of(term, "caucus"),
        "rank": text_of(term, "state_rank"),
        "office": text_of(term, "address") or text_of(term, "office"),
        "phone": text_of(term, "phone"),
        "website": text_of(term, "url"),
        "bioguide": text_of(entry, "id", "bioguide"),
    }


# --- offices and committees --------------------------------------------------------------------------------------


def _offices(file: Published, names: Mapping[str, Row], congress: Congress) -> Iterator[Row]:
    for mark, entry in file.entries():
        member = names.get(text_of(entry, "id", "bioguide"))
        if member is None:
            _warn(congress, mark, "these offices are of nobody who holds a seat, and were passed over", "look at it")
            continue
        offices = entry.get("offices")
        for index, office in enumerate(offices if isinstance(offices, list) else ()):
            street = ", ".join(filter(None, (text_of(office, k) for k in ("address", "building", "suite"))))
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
    fields = {n: text_of(entry, n) for n in ("phone", "url")}
    return {"committee": key, "name": text_of(entry, "name") or key, "chamber": chamber, "above": above,
            "chair": "", "ranking": "", **fields}  # fmt: skip


def _seat(file: Published, names: Mapping[str, Row], congress: Congress) -> None:
    """Who sits where: rows of their own, the committees of each Member, chair and ranking member of each committee."""
    committees = {row["committee"]: row for row in congress.committees}
    on: dict[str, list[str]] = {}
    for key, people in file.data.items():
        committee = committees.get(key, {})
        for person in people:
            member = names.get(text_of(person, "bioguide"))
            if member is None:
                mark = Mark(file.file, file.lines.get(key, 1))
                what = f"{text_of(person, 'name') or 'somebody'} on {key} holds no seat, and was passed over"
                _warn(congress, mark, what, "look at it")
                continue
            role = text_of(person, "title")
            congress.seated.append(_place(key, committee, member, person, role))
            if committee and not committee["above"]:
                on.setdefault(member["seat"], []).append(committee["name"])
            _lead(committee, member, role)
    for row in congress.members:
        row["committees"] = "; ".join(on.get(row["seat"], ()))


def _lead(committee: Row, member: Row, role: str) -> None:
    if committee and role.lower() in ("chair", "chairman", "chairwoman"):
        committee["chair"] = member["member"]
    elif committee and role.lower().startswith("ranking"):
        committee["ranking"] = member["member"]


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
