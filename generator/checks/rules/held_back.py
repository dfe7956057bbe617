"""TP52x: figures that are as secret as what states them, where that surprises or cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from generator.checks.passages import facts_named
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects, facts_named_by
from generator.store.schema import Clearance, Fact
from generator.store.secrecy import until
from generator.values.dates import start_of_day

_AFTER_ALL = datetime.max.replace(tzinfo=UTC)
"""When every embargo has ended: what is still held back then is so for good."""


@rule("TP521", "stated-too-early", "A text states a figure before its embargo ends.", "error")
def stated_too_early(subjects: Subjects) -> Iterator[Finding]:
    now = start_of_day(subjects.as_of)
    for passage in subjects.passages:
        if passage.point or "charts" in passage.path:  # they are left out until then
            continue
        for fact in facts_named(subjects.library, passage):
            if fact.embargo and now < fact.embargo:
                what = f"this text states “{fact.ref}”, which is under embargo until {until(fact.embargo)}"
                why = "a document with this text cannot be made before"
                mend = "say it in a point, which is left out until then, or take the embargo from the fact"
                at = subjects.at(passage, max(passage.text.find("{{"), 0))
                yield Finding(at, what, why, mend, passage.clearance, passage.owner)


@rule("TP522", "shown-to-nobody", "A figure is to be shown to readers from whom it is held back.", "warning")
def shown_to_nobody(subjects: Subjects) -> Iterator[Finding]:
    told: set[str] = set()
    for fact, where, clearance in _shown(subjects):
        held = subjects.library.held_back(fact, clearance, _AFTER_ALL)
        if held is None or held.whole or fact.ref in told:
            continue
        told.add(fact.ref)
        what = f"“{fact.ref}” is held back from {where}: it {held.why}"
        why = "a figure is as secret as what states it"
        mend = f'if they may see it, write "clearance: {clearance}" on the fact; if not, take it out of there'
        yield Finding(subjects.library.mark(fact, key=True), what, why, mend, clearance, fact)


def _shown(subjects: Subjects) -> Iterator[tuple[Fact, str, Clearance]]:
    """The facts in charts and among the big numbers of templates, with where that is and who reads it."""
    for topic in subjects.library.topics.values():
        for name, chart in topic.charts.items():
            for ref in filter(None, (chart.series, *chart.facts.values())):
                yield subjects.library.fact(ref, topic.id), f"the chart “{name}”", chart.clearance
    for audience in subjects.audiences.values():
        for fact in facts_named_by(audience, subjects.facts):
            yield fact, f"the numbers of {audience.id} documents", audience.clearance
