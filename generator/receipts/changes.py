"""What has become of the parts of a document in the store since it was made, and whether it is still safe to use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Literal

from generator.document.receipt import PERIOD_MARK, Part, Receipt, UsedFact, UsedPoint
from generator.errors import Refusal
from generator.receipts.alignment import bare
from generator.receipts.build import (
    find_fact,
    find_point,
    point_digest,
    topic_texts,
    used_fact,
    used_source,
)
from generator.receipts.build import (
    now_of as now_of,
)
from generator.receipts.stance import is_reversed
from generator.store import substitution
from generator.store.library import Library
from generator.store.schema import Clearance, Fact, Point, Status, Topic
from generator.store.schema import Kind as PointKind
from generator.tables.parents import parts_of_ref
from generator.values.dates import press_date, start_of_day
from generator.values.value import parse_value, plain_spaces

Kind = Literal[
    "value", "newer", "period", "measure", "as-of", "status", "source", "locator", "removed", "withdrawn", "review",
    "wording", "embargo", "texts", "ask", "bottom line", "clock", "made",
]  # fmt: skip
GONE = "is no longer in the store"
NAMES = ("title", "short")
"""Texts of a topic that say nothing of their own."""
OTHERWISE: tuple[Kind, ...] = ("ask", "bottom line")
"""Kinds of change after which a document asks or sums up what the office does not any more, or the opposite of it."""


class Gravity(StrEnum):
    """What a change means for a document that is already out."""

    STOP = "stop"  # it says what is no longer so, or no longer for its readers
    LOOK = "look"  # somebody should look before it is used again
    NOTE = "note"  # good to know


class Verdict(StrEnum):
    """Whether a document is still safe to use."""

    SAFE = "safe"
    CHECK = "check first"
    STOP = "do not use"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between a document and the store. `what` names the figure, point or source in words. `value` is
    set if it is of one value alone that the document has of a figure: what was edited by hand may give two."""

    kind: Kind
    gravity: Gravity
    ref: str
    what: str
    was: str
    now: str
    value: str = ""

    def __str__(self) -> str:
        """`jobs: was 407,782, now 410,000`; `jobs: 407,782 is no longer in the store`; `jobs: was due for review …`."""
        if self.now == GONE:
            return f"{self.what}: {self.was} {GONE}" if self.was else f"{self.what} {GONE}"
        return f"{self.what}: was {self.was}, now {self.now}" if self.was else f"{self.what} {self.now}"

    @property
    def as_edited(self) -> str:
        """The same of a file that somebody edited, where the store has not changed."""
        if not self.was or self.now == GONE:
            return str(self)
        return f"{self.what}: the file says {self.was}, the store {self.now}"

    def as_json(self) -> dict[str, str]:
        return {
            "kind": self.kind,
            "gravity": self.gravity.value,
            "ref": self.ref,
            "what": self.what,
            "was": self.was,
            "now": self.now,
        }


def verdict(changes: Iterable[Change]) -> Verdict:
    """What all changes together mean."""
    found = {change.gravity for change in changes}
    if Gravity.STOP in found:
        return Verdict.STOP
    return Verdict.CHECK if Gravity.LOOK in found else Verdict.SAFE


def changes_since(receipt: Receipt, library: Library, today: date) -> list[Change]:
    """Everything that differs in the store, figures first, each group in the order of the document."""
    clearance = Clearance(receipt.clearance)
    found: list[Change] = []
    for used in receipt.facts:
        found += (_of_value(change, used) for change in _of_fact(used, library, clearance, today))
    for point in receipt.points:
        found += _of_point(point, receipt, library, clearance, today)
    found += _of_sources(receipt, library)
    found += _of_texts(receipt, library)
    return list(dict.fromkeys(found))


# --- figures -----------------------------------------------------------------------------------------------------


def _of_fact(used: UsedFact, library: Library, clearance: Clearance, today: date) -> Iterator[Change]:
    now, fact = now_of(used.ref, library), find_fact(library, used.ref)
    if now is None:
        yield Change("removed", Gravity.STOP, used.ref, used.measure, used.value, GONE)
        return
    if fact and not clearance.allows(fact.clearance):
        yield Change("withdrawn", Gravity.STOP, used.ref, used.measure, "", f"is for {fact.clearance} readers only now")
        return
    held = library.held_back(fact, clearance, _end_of(today)) if fact else None
    if held and (held.whole or PERIOD_MARK not in used.ref):
        yield Change("withdrawn", Gravity.STOP, used.ref, used.measure, "", held.why)
        return
    yield from _differences(used, now, fact)
    due = review_of(used.ref, library)
    if due and due < today:
        yield Change("review", Gravity.LOOK, used.ref, used.measure, "", f"was due for review on {_day(due)}")


def _of_value(change: Change, used: UsedFact) -> Change:
    return replace(change, value=used.value) if change.kind in ("value", "newer") else change


def _differences(used: UsedFact, now: UsedFact, fact: Fact | None) -> Iterator[Change]:
    if fact and _still_holds(used, fact):
        yield Change("newer", Gravity.LOOK, used.ref, used.measure, "", f"has a newer figure: {_dated(now)}")
        return
    if not same_value(used.value, now.value):
        yield Change("value", Gravity.STOP, used.ref, used.measure, _dated(used), _dated(now))
    elif used.period != now.period:
        yield Change("period", Gravity.LOOK, used.ref, used.measure, used.period, now.period or "without a period")
    if used.status != now.status:
        gravity = Gravity.NOTE if Status(now.status).is_sound else Gravity.STOP
        instead = f", superseded by {fact.superseded_by}" if fact and fact.superseded_by else ""
        yield Change("status", gravity, used.ref, used.measure, used.status, now.status + instead)
    if used.measure != now.measure:
        yield Change("measure", Gravity.LOOK, used.ref, used.measure, f"“{used.measure}”", f"“{now.measure}”")
    if used.source != now.source:
        yield Change("source", Gravity.LOOK, used.ref, used.measure, f"from {used.source}", f"from {now.source}")
    elif used.locator != now.locator:
        yield Change("locator", Gravity.NOTE, used.ref, used.measure, f"at {used.locator}", f"at {now.locator}")
    if used.as_of != now.as_of:
        yield Change("as-of", Gravity.NOTE, used.ref, used.measure, f"as of {used.as_of}", f"as of {now.as_of}")


def _still_holds(used: UsedFact, fact: Fact) -> bool:
    """Whether a period that printed then is an older one of the series now, with the same value."""
    vintage = fact.series.get(used.period)
    if PERIOD_MARK in used.ref or vintage is None or vintage is fact.current:
        return False
    then = used_fact(fact, vintage)
    bare = used.value.removeprefix(f"{fact.qualifier} ") if fact.qualifier else used.value
    return same_value(bare, then.value) and vintage.status.is_sound


def same_value(was: str, now: str) -> bool:
    """Whether two printed values are one: `2,500,000` and `2.5 million` are."""
    if was == now:
        return True
    try:
        before, after = parse_value(was), parse_value(now)
    except Refusal:  # one of them has a qualifier
        return False
    return before.kind == after.kind and before.number is not None and before.number == after.number


def _dated(fact: UsedFact) -> str:
    return f"{fact.value} ({fact.period})" if fact.period else fact.value


def review_of(ref: str, library: Library) -> date | None:
    """When somebody should look at a figure of a receipt again."""
    if fact := find_fact(library, ref):
        return fact.review_by
    name, _, column_name = parts_of_ref(ref)
    table = library.tables.get(name)
    column = table.columns.get(column_name) if table else None
    return column.review_by if column else None


def _end_of(day: date) -> datetime:
    """Embargoes are held against it: a document of the day may be of after the hour, and the guard let it pass."""
    return start_of_day(day + timedelta(days=1))


def _day(day: date) -> str:
    return plain_spaces(press_date(day))


# --- points, sources, texts --------------------------------------------------------------------------------------


def _of_point(
    used: UsedPoint, receipt: Receipt, library: Library, clearance: Clearance, today: date
) -> Iterator[Change]:
    point = find_point(library, used.ref)
    if point is None:
        what = f"the point {used.ref}"
        yield Change("removed", Gravity.LOOK, used.ref, what, said_by_point(used.ref, receipt), GONE)
        return
    what = f"the point “{point.title}”"
    if not clearance.allows(point.clearance):
        yield Change("withdrawn", Gravity.STOP, used.ref, what, "", f"is for {point.clearance} readers only now")
        return
    if point.embargo and _end_of(today) < point.embargo:
        until = _day(point.embargo.date())
        yield Change("embargo", Gravity.STOP, used.ref, what, "", f"is under embargo until {until}")
    if point_digest(point, used.wording) != used.digest:
        was, now = said_by_point(used.ref, receipt), point_text(library, point, used.wording)
        kind: Kind = "ask" if point.kind is PointKind.ASK and bare(was) != bare(now) else "wording"
        yield Change(kind, _of_other_words(kind, was, now), used.ref, what, f"“{was}”", f"“{now}”")


def said_by_point(point: str, receipt: Receipt) -> str:
    """The sentences that a document has of a point."""
    return " ".join(s.text for s in receipt.statements if s.point == point)


def point_text(library: Library, point: Point, wording: str) -> str:
    """What a point says now in one wording; local figures stand as `…`."""
    return plain_spaces(" ".join(_filled(library, text, point.topic) for text in point_texts(point, wording)))


def point_texts(point: Point, wording: str) -> list[str]:
    """What is printed of a point in one wording, as the store has it."""
    wordings = {str(name): text for name, text in point.wordings.items()}
    taken = wordings.get(wording, "") if wording else next(iter(wordings.values()), "")
    return [text.strip() for text in (point.lead, point.question, taken) if text.strip()]


def _filled(library: Library, text: str, topic: str) -> str:
    pieces = []
    for piece in substitution.parse(text):
        if isinstance(piece, str):
            pieces.append(piece)
        else:
            pieces.append("…" if piece.column else substitution.render(piece, library.fact(piece.ref, topic)))
    return "".join(pieces)


def _of_sources(receipt: Receipt, library: Library) -> Iterator[Change]:
    for used in receipt.sources:
        source = library.sources.get(used.id)
        if source is None:
            yield Change("source", Gravity.LOOK, used.id, f"the source “{used.citation}”", "", GONE)
        elif (now := used_source(source)) != used:
            was, is_now = _both(used.citation, used.url), _both(now.citation, now.url)
            yield Change("source", Gravity.NOTE, used.id, f"the source {used.id}", was, is_now)


def _both(citation: str, url: str) -> str:
    return f"{citation} {url}".strip()


def _of_texts(receipt: Receipt, library: Library) -> Iterator[Change]:
    topic = library.topics.get(receipt.topic)
    if receipt.topic in library.hearings:
        return  # a binder is of a hearing, and has no texts of one topic
    if topic is None:
        yield Change("removed", Gravity.LOOK, receipt.topic, f"the topic {receipt.topic}", "", GONE)
    else:
        edited = []
        for text in receipt.texts:
            [now_of_it] = topic_texts(topic, [text.name])
            if now_of_it.digest == text.digest:
                continue
            if change := _said_otherwise(text, topic, library):
                yield change
            else:
                edited.append(text.name)
        if edited:
            now = f"{', '.join(edited).replace('_', ' ')} {'has' if len(edited) == 1 else 'have'} been edited"
            gravity = Gravity.NOTE if set(edited) <= set(NAMES) else Gravity.LOOK
            yield Change("texts", gravity, receipt.topic, f"the topic “{topic.short}”", "", now)


def _said_otherwise(text: Part, topic: Topic, library: Library) -> Change | None:
    """The change of an ask or a bottom line that was edited, unless it reads as before."""
    name = text.name.replace("_", " ")
    kind = next((kind for kind in OTHERWISE if kind == name), None)
    now = plain_spaces(_filled(library, getattr(topic, text.name).strip(), topic.id))
    if kind is None or (text.said and bare(text.said) == bare(now)):
        return None
    was, said = (f"“{text.said}”", f"“{now}”") if text.said else ("", f"has been edited: “{now}”")
    gravity = _of_other_words(kind, text.said, now)
    return Change(kind, gravity, topic.id, f"the {name} of “{topic.short}”", was, said)


def _of_other_words(kind: Kind, was: str, now: str) -> Gravity:
    """How grave it is that a text has other words now: whoever acts on a reversed ask acts against the office."""
    return Gravity.STOP if kind in OTHERWISE and is_reversed(was, now) else Gravity.LOOK


def concerns(change: Change, fact: UsedFact) -> bool:
    """Whether a change is of this figure, with the value that it has here."""
    return change.ref == fact.ref and change.value in ("", fact.value)


def stale(changes: Iterable[Change]) -> list[Change]:
    """The changes for which a document that was sent has to be corrected."""
    return [change for change in changes if change.gravity is Gravity.STOP]


def otherwise(changes: Iterable[Change]) -> list[Change]:
    """Those after which the document asks, or sums up, what the office does not any more, and not the opposite of it:
    whoever has it can be told."""
    return [change for change in changes if change.kind in OTHERWISE and change.gravity is not Gravity.STOP]
