"""Which points of a topic an audience may get, and why: clearance, audience, office, embargo, local figures.

Nothing here looks at space: what does not fit is the fitter's affair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.selection.audience import Audience
from generator.selection.place import Place, of_office
from generator.store.library import Library
from generator.store.schema import Office, Point, Topic
from generator.store.secrecy import until


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads a document, on whose letterhead, and the instant that embargoes are held against."""

    audience: Audience
    office: Office
    moment: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of one point, in words staff understand."""

    point: Point
    included: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Every point of a topic with its decision; the included ones come first by priority, then by place in the file."""

    topic: Topic
    audience: Audience
    office: Office
    row: Mapping[str, str] | None
    decisions: tuple[Decision, ...]
    table: str = ""
    """The table that `row` is of: the topic's, or one below it."""

    @property
    def points(self) -> tuple[Point, ...]:
        return tuple(d.point for d in self.decisions if d.included)


def select(library: Library, topic: Topic, reader: Reader, place: Place | None = None) -> Selection:
    """Decide on every point of `topic`. `place` is the row whose figures are the reader's, in place of that of the
    office's own district or state."""
    place = place or of_office(library, topic, reader.office)
    ranked = sorted(topic.points.values(), key=lambda p: p.priority)  # stable: equal ones stay in file order
    decisions = []
    for point in ranked:
        why = (
            _not_for(point, reader) or _early(library, point, reader) or _missing(library, point, reader.office, place)
        )
        decisions.append(Decision(point, not why, why or f"{point.kind.value}, priority {point.priority}"))
    return Selection(topic, reader.audience, reader.office, place.row, tuple(decisions), place.table)


def _missing(library: Library, point: Point, office: Office, place: Place) -> str:
    """Which local figures a point lacks, or the empty string."""
    missing = [c for c in library.used_columns(point) if place.cell(library, c) is None]
    if not missing:
        return ""
    whose = place.row["name"] if place.row else office.state
    return f"uses the local figure {', '.join(missing)}, and there is none for {whose}{place.looked(library)}"


def _early(library: Library, point: Point, reader: Reader) -> str:
    """The first figure of a point that is itself under embargo still, or the empty string."""
    early = (f for f in library.used_facts(point) if f.embargo and reader.moment < f.embargo)
    return next((f"states {f.ref}, which is under embargo until {until(f.embargo)}" for f in early if f.embargo), "")


def _not_for(point: Point, reader: Reader) -> str:
    audience = reader.audience
    if not audience.clearance.allows(point.clearance):
        return f"is for {point.clearance.value}; this document is for {audience.clearance.value}"
    if point.audiences and audience.id not in point.audiences:
        return f"only for {', '.join(point.audiences)}"
    if point.offices and reader.office.id not in point.offices:
        return f"only for office {', '.join(point.offices)}"
    if point.embargo and reader.moment < point.embargo:
        return f"under embargo until {until(point.embargo)}"
    return ""
