"""The table of figures: every fact with its age, what uses it and what it was sent out in, the most urgent first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from generator.reading.printed import texts
from generator.records.history import Release
from generator.records.ledger import Mention
from generator.store.library import Library
from generator.store.schema import Clearance, Fact, Point, Topic
from generator.store.substitution import substitutions

SOON_DAYS = 60


class Urgency(IntEnum):
    """Why somebody should look at a figure, the most urgent first."""

    UNSOUND = 0
    OVERDUE = 1
    INCOMPLETE = 2
    SOON = 3
    UNUSED = 4
    NONE = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """One fact and all that hangs on it. `texts` are the topic's own texts and charts that use it."""

    fact: Fact
    urgency: Urgency
    attention: str
    age_days: int | None
    points: tuple[Point, ...]
    texts: tuple[str, ...]
    documents: tuple[Mention, ...]
    releases: tuple[Release, ...]

    @property
    def is_used(self) -> bool:
        return bool(self.points or self.texts)


def figures(
    library: Library,
    mentions: Mapping[str, Sequence[Mention]],
    releases: Sequence[Release],
    today: date,
    topic: str = "",
) -> list[Figure]:
    """The facts of a topic (of all without one), in the order in which they need attention."""
    points, own_texts = _uses(library)
    sent: dict[str, list[Release]] = defaultdict(list)
    for release in releases:
        for name in {f.name for f in release.receipt.facts}:
            sent[name].append(release)
    found = []
    for home in library.topics.values():
        for fact in home.facts.values() if topic in ("", home.id) else ():
            ref = fact.ref
            urgency, why = _attention(fact, points[ref], bool(own_texts[ref]), today)
            found.append(
                Figure(
                    fact,
                    urgency,
                    why,
                    _age(fact, today),
                    tuple(points[ref]),
                    tuple(own_texts[ref]),
                    tuple(mentions.get(ref, ())),
                    tuple(sent[ref]),
                )
            )
    return sorted(found, key=lambda f: _order(f, today))


def _uses(library: Library) -> tuple[dict[str, list[Point]], dict[str, list[str]]]:
    """For each fact the points that use it, and the texts of topics and hearings and the charts that do."""
    points: dict[str, list[Point]] = defaultdict(list)
    own: dict[str, list[str]] = defaultdict(list)
    for topic in library.topics.values():
        for point in topic.points.values():
            for fact in library.used_facts(point):
                points[fact.ref].append(point)
        for ref, where in _of_topic(library, topic).items():
            own[ref] += where
    for hearing in library.hearings.values():
        for _, text in (*texts(hearing), *(t for witness in hearing.witnesses.values() for t in texts(witness))):
            for piece in substitutions(text):
                own[piece.ref].append(f"hearing {hearing.id}")
    return points, own


def _of_topic(library: Library, topic: Topic) -> dict[str, list[str]]:
    """For each fact the texts and charts of a topic itself that use it, such as `nih-funding: bottom_line`."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for path, text in texts(topic):
        for piece in substitutions(text):
            if piece.ref:
                found[library.fact(piece.ref, topic.id).ref][f"{topic.id}: {path[0]}"] = None
    for name, chart in topic.charts.items():
        used = [chart.series, *chart.facts.values()] + [p.ref for _, t in texts(chart) for p in substitutions(t)]
        for ref in filter(None, used):
            found[library.fact(ref, topic.id).ref][f"{topic.id}: chart {name}"] = None
    return {ref: list(where) for ref, where in found.items()}


def _attention(fact: Fact, points: Sequence[Point], in_texts: bool, today: date) -> tuple[Urgency, str]:
    current = fact.current
    if not current.status.is_sound:
        return _unsound(fact, points, in_texts)
    if fact.review_by and fact.review_by < today:
        return Urgency.OVERDUE, f"review was due {fact.review_by.isoformat()}"
    missing = [
        name for name, given in (("as-of date", current.as_of), ("place in its source", current.locator)) if not given
    ]
    if missing:
        return Urgency.INCOMPLETE, f"no {' and no '.join(missing)}"
    if fact.review_by and (fact.review_by - today).days <= SOON_DAYS:
        return Urgency.SOON, f"review is due {fact.review_by.isoformat()}"
    if not points and not in_texts:
        return Urgency.UNUSED, "used nowhere"
    return Urgency.NONE, ""


def _unsound(fact: Fact, points: Sequence[Point], in_texts: bool) -> tuple[Urgency, str]:
    """A figure that does not hold may be warned of inside the office; outside nobody should read it."""
    status = fact.current.status.value
    outside = sum(point.clearance is not Clearance.OFFICE for point in points)
    if outside or in_texts:
        where = f"{outside} point{'' if outside == 1 else 's'} for others" if outside else "a text of the topic"
        return Urgency.UNSOUND, f"{status}, and in {where}"
    return Urgency.NONE, f"{status}; in internal points" if points else f"{status}; used nowhere"


def _age(fact: Fact, today: date) -> int | None:
    as_of = fact.current.as_of
    return max(0, (today - as_of.last()).days) if as_of else None


def _order(figure: Figure, today: date) -> tuple[int, int, int, str]:
    """Within one urgency what was sent out comes first, then what is longest overdue, or oldest."""
    fact = figure.fact
    days = (today - fact.review_by).days if fact.review_by and figure.urgency <= Urgency.SOON else figure.age_days or 0
    return figure.urgency, -len(figure.releases), -days, fact.ref
