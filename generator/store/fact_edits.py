"""Edits of a fact where it stands: what somebody who looked at a figure again found, entered in its topic's file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from generator.errors import UsageError, did_you_mean
from generator.reading.fields import MAX_ID
from generator.store.editor import Editor
from generator.store.library import Library
from generator.store.schema import Fact
from generator.values.value import plain_spaces

OF_VINTAGE = ("value", "as_of", "status", "source", "locator")
"""What a period of a series may have of its own."""
CARRIED = ("qualifier", "measure", "label", "unit", "basis", "period")
"""What an old figure keeps besides its value."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a review found: a key of the fact each, as staff type it; what is empty stays as it is."""

    value: str = ""
    period: str = ""
    as_of: str = ""
    status: str = ""
    source: str = ""
    locator: str = ""
    review_by: str = ""

    def given(self) -> dict[str, str]:
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name).strip())}


@dataclass(frozen=True, slots=True)
class Review:
    """A review of a fact: what was found, by whom, on which day."""

    findings: Findings
    checked_by: str
    checked: date


def find_fact(library: Library, ref: str) -> Fact:
    """The fact that was typed; a bare name will do where only one topic has it. Raises `UsageError`."""
    every = {f.ref: f for topic in library.topics.values() for f in topic.facts.values()}
    if ref in every:
        return every[ref]
    alike = [full for full, fact in every.items() if fact.id == ref]
    if len(alike) == 1:
        return every[alike[0]]
    if alike:
        raise UsageError(f'several topics have a fact "{ref}"; write one of {", ".join(alike)}')
    names = {fact.id: full for full, fact in every.items()}
    hint = did_you_mean(ref, every) or did_you_mean(ref.rpartition("/")[2], names)
    raise UsageError(f'there is no fact "{ref}"; {hint or "onepager facts lists them"}')


def enter_review(editor: Editor, fact: Fact, review: Review) -> None:
    """Write what was found. In a series it goes to the newest period, or to the one that is named.

    Raises `UsageError` for findings that do not belong together, `CannotEdit` as the editor does.
    """
    given = review.findings.given()
    home = ("facts", fact.id)
    if fact.series:
        period = given.pop("period", fact.current.period)
        if period not in fact.series and "value" not in given:
            raise UsageError(f'{fact.ref} has no period "{period}"; to add it, give its --value, too')
        own = {key: given.pop(key) for key in OF_VINTAGE if key in given}
        _enter_period(editor, (*home, "series", period), own, known=period in fact.series)
    checked = {"checked": review.checked.isoformat(), "checked_by": review.checked_by}
    for key, value in {**given, **checked}.items():
        editor.put((*home, key), value)


def _enter_period(editor: Editor, path: tuple[str, ...], own: dict[str, str], *, known: bool) -> None:
    """Write what a period of a series has of its own. A new one begins with its value, as `FY2024: $2.56`."""
    if not known:
        editor.put(path, own.pop("value"))
    for key, value in own.items():
        if key == "value" and not editor.has((*path, "value")):
            editor.put(path, value)
        else:
            editor.put((*path, key), value)


def keep_old(editor: Editor, library: Library, fact: Fact, findings: Findings) -> str:
    """Add the figure as it is as a fact of its own, superseded; the id it gets. Raises `UsageError`."""
    given = findings.given()
    if "value" not in given:
        raise UsageError("--keep-old keeps the old figure beside a new one: give the new one with --value")
    if fact.series and given.get("period", fact.current.period) != fact.current.period:
        raise UsageError("a series keeps its older periods by itself: leave --keep-old out")
    name = _old_name(fact, set(library.topics[fact.topic].facts))
    editor.add_beside(("facts", fact.id), name, dict(_old_entry(fact)))
    return name


def _old_name(fact: Fact, taken: set[str]) -> str:
    """`jobs-2024` after the date of the old figure, or `jobs-old`."""
    when = str(fact.current.as_of or "old")
    stem = f"{fact.id[: MAX_ID - len(when) - 4].rstrip('-')}-{when}"
    numbered = (stem if n == 1 else f"{stem}-{n}" for n in range(1, 99))
    return next(name for name in numbered if name not in taken)


def _old_entry(fact: Fact) -> Iterator[tuple[str, str]]:
    current = fact.current
    values = {name: str(getattr(fact, name)) for name in CARRIED}
    values["period"] = current.period
    yield "value", plain_spaces(current.value.press())
    yield from ((name, value) for name, value in values.items() if value)
    if current.as_of:
        yield "as_of", str(current.as_of)
    yield "status", "superseded"
    yield "superseded_by", fact.id
    yield "source", current.source
    if current.locator:
        yield "locator", current.locator
    if fact.checked and fact.checked_by:
        yield from (("checked", fact.checked.isoformat()), ("checked_by", fact.checked_by))
    if fact.clearance != "public":
        yield "clearance", fact.clearance.value
