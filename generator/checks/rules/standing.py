"""Rules on what a figure or a source claims to be and is not any more: provisional for years, final although it is an
estimate, a promise that nobody kept, a Congress that is over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from generator.checks.phrases import press_day
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects
from generator.errors import Mark
from generator.store.schema import Fact, Source, Status

_YEAR = timedelta(days=366)
_PROMISES = re.compile(
    r"\b(?:check|look|find|verify|confirm|update|revisit)\b[^.;]{0,80}\b(?:again|before|later|when|once|after|review)\b"
    r"|\b(?:to|should|must|needs? to) be (?:checked|confirmed|verified|updated|looked at|revisited)\b"
    r"|\bnot yet (?:checked|confirmed|verified)\b|\bre-?check\b",
    re.IGNORECASE,
)
_NOT_FINAL = re.compile(r"\b(?:estimat\w*|request\w*|propos\w+|project(?:ed|ion|ions)|forecast\w*|preliminary)\b", re.I)
_CONGRESS = re.compile(r"\b(?P<number>1[01]\d|\d\d)(?:st|nd|rd|th)\s+Congress\b")
_BILL = re.compile(r"\b(?:bills?|pending|introduced|cosponsor\w*|markup|H\.\s?R\.|H\.\s?Res\.|S\.\s?\d)", re.IGNORECASE)
_DONE = re.compile(r"\b(?:became law|enacted|signed|public law|died|expired|was passed|passed (?:both|into))\b", re.I)


@rule("TP111", "long-provisional", "A figure has been provisional for more than a year.", "warning")
def long_provisional(subjects: Subjects) -> Iterator[Finding]:
    for fact in subjects.facts:
        current = fact.current
        if current.status is Status.PROVISIONAL and current.as_of and current.as_of.first() + _YEAR < subjects.as_of:
            what = f"“{fact.ref}” is provisional as of {current.as_of}, more than a year ago"
            why, mend = "by now there should be a final one", "look for the final figure"
            yield Finding(_mark(subjects, fact, "status"), what, why, mend, subjects.reach(fact)[0], fact)


@rule("TP112", "promised-look", "A note promises a later look, and no day is set for it.", "warning")
def promised_look(subjects: Subjects) -> Iterator[Finding]:
    owners: list[Fact | Source] = [*subjects.facts, *subjects.library.sources.values()]
    for owner in owners:
        for found in _PROMISES.finditer(owner.note):
            if isinstance(owner, Fact) and owner.review_by and "review" in found[0].casefold():
                continue  # that day is set
            what = f"the note says “{' '.join(found[0].split())}”, and nothing reminds anybody of it"
            mend = "look now, and write what you found"
            yield Finding(subjects.library.mark(owner, "note"), what, "", mend, owner.clearance, owner)


@rule("TP113", "final-estimate", "The status of an estimate or a request is final.", "warning")
def final_estimate(subjects: Subjects) -> Iterator[Finding]:
    for fact in subjects.facts:
        said = (fact.measure, fact.label, fact.qualifier, fact.basis)
        found = next(filter(None, map(_NOT_FINAL.search, said)), None)
        if fact.current.status is Status.FINAL and found:
            what = f"“{fact.ref}” has the status final and says “{found[0]}”"
            why = "what was estimated or asked for is not what came"
            mend = "write status: current, or projected"
            yield Finding(_mark(subjects, fact, "status"), what, why, mend, subjects.reach(fact)[0], fact)


@rule("TP114", "bare-year", "A figure is dated by a bare year, and its source by nothing.", "warning")
def bare_year(subjects: Subjects) -> Iterator[Finding]:
    for fact in subjects.facts:
        current = fact.current
        source = subjects.library.sources[current.source or fact.source]
        if current.as_of and current.as_of.month is None and source.date is None:
            what = f"“{fact.ref}” is as of {current.as_of}, and its source “{source.id}” has no date"
            why, mend = "nobody can tell which edition it is from", "write the month in as_of:, or date: in the source"
            yield Finding(_mark(subjects, fact, "as_of"), what, why, mend, subjects.reach(fact)[0], fact)


@rule("TP511", "congress-over", "A text speaks of a bill in a Congress that is over.", "warning")
def congress_over(subjects: Subjects) -> Iterator[Finding]:
    for passage in subjects.passages_with({"congress"}):
        if not _BILL.search(passage.text) or _DONE.search(passage.text):
            continue
        for found in _CONGRESS.finditer(passage.text):
            ended = date(1789 + 2 * int(found["number"]), 1, 3)
            if ended <= subjects.as_of:
                what = f"the {found[0]} ended on {press_day(ended)}"
                why = "bills that did not become law died with it"
                mend = "name the bill of this Congress, or say what became of it"
                mark = subjects.at(passage, found.start())
                yield Finding(mark, what, why, mend, passage.clearance, passage.owner)


def _mark(subjects: Subjects, fact: Fact, key: str) -> Mark:
    """Where a key of the newest figure stands."""
    series: tuple[str, ...] = ("series", fact.current.period) if fact.series else ()
    return subjects.library.mark(fact, *series, key)
