"""TP526: dates that are a slip of the finger, most likely."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from generator.checks.phrases import press_day
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects
from generator.reading.enums import Status
from generator.store.schema import Clearance

_YEAR = timedelta(days=365)
AHEAD = timedelta(days=120)
"""How far ahead a hearing is entered at the most: one that would be so near a year later looks a year off."""


@rule("TP526", "date-slip", "A date is a slip of the finger, most likely.", "warning")
def date_slip(subjects: Subjects) -> Iterator[Finding]:
    yield from _after_their_source(subjects)
    yield from _a_year_off(subjects)


def _after_their_source(subjects: Subjects) -> Iterator[Finding]:
    """Figures that were true only after their source came out; what is projected may well be."""
    for fact in subjects.facts:
        for vintage in fact.vintages:
            source = subjects.library.sources.get(vintage.source)
            if source is None or not (source.date and vintage.as_of) or vintage.status is Status.PROJECTED:
                continue
            if vintage.as_of.first() > source.date.last():
                of = f" of {vintage.period}" if fact.series else ""
                path = ("series", vintage.period) if fact.series else ()
                what = f"the figure{of} in “{fact.ref}” is as of {vintage.as_of}, and “{source.id}” is of {source.date}"
                mend = "check both dates, or name the edition of the source that has it; a forecast is “projected”"
                mark = subjects.library.mark(fact, *path, "as_of")
                clearance = subjects.reach(fact)[0]
                yield Finding(mark, what, "no source knows what comes after it", mend, clearance, fact)


def _a_year_off(subjects: Subjects) -> Iterator[Finding]:
    for hearing in subjects.library.hearings.values():
        day = hearing.date.date()
        if day < subjects.as_of <= day + _YEAR <= subjects.as_of + AHEAD:
            ago = (subjects.as_of - day).days
            what = f"the hearing “{hearing.id}” was on {press_day(day)}, {ago} days ago"
            why = "a year later it would be about to take place"
            mark = subjects.library.mark(hearing, "date")
            yield Finding(mark, what, why, "check the year", Clearance.CONGRESS)
