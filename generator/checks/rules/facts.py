"""TP1xx: what it takes to stand behind a figure, and figures that are no longer what they were."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.differences import explained
from generator.checks.passages import Passage, facts_named
from generator.checks.phrases import press_day, stated
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects, Use
from generator.store.schema import Fact, Source, Status
from generator.store.substitution import substitutions
from generator.tables.schema import Table
from generator.values.dates import PartialDate

# Words with which a text says that a figure may still change, or that it is somebody's reckoning.
_SAYS_SO = re.compile(
    r"\b(?:estimat\w+|provisional\w*|preliminary|project(?:ed|ion|ions|s)\b|propos\w+|forecast\w*|expect\w*|early count"
    r"|so far|first count|could|would|may|might|call(?:s|ed|ing)? for|request\w*)\b",
    re.IGNORECASE,
)


_NOBODY = re.compile(
    r"(?:name of the publisher|title of the page or paper|unknown|various(?: sources)?|source needed|citation needed"
    r"|tbd|tbc|todo|n/?a|none|internet|the internet|google|\W*)",
    re.IGNORECASE,
)
"""What stands in a source that nobody has filled in."""


def is_filled_in(source: Source) -> bool:
    """Whether a source names something that somebody can look up."""
    return not any(_NOBODY.fullmatch(text.strip()) for text in (source.publisher, source.title))


@rule("TP101", "no-source", "A figure does not say where it is known from.", "error")
def no_source(subjects: Subjects) -> Iterator[Finding]:
    why = "nobody can check it, and nobody can defend it"
    for fact in subjects.facts:
        source = subjects.library.sources[fact.current.source]
        if not is_filled_in(source):
            mark = subjects.library.mark(fact, *(("series", fact.current.period) if fact.series else ()), "source")
            what = f"“{fact.ref}” leans on “{source.id}”, which nobody has filled in"
            mend = "write its publisher and title in sources.yaml"
            mild = not subjects.uses(fact)  # begun with `onepager new`, and not in use yet
            yield Finding(mark, what, why, mend, subjects.reach(fact)[0], fact, mild=mild)
    for table, name in _text_columns(subjects):
        mark = subjects.library.mark(table, "columns", name, key=True)
        what = f"the column “{name}” holds figures and has no source"
        yield Finding(mark, what, why, "write kind: number, with a measure and a source")


def _text_columns(subjects: Subjects) -> Iterator[tuple[Table, str]]:
    """Columns said to be text whose cells hold figures, without a source."""
    for table in subjects.library.tables.values():
        for name, column in table.columns.items():
            if column.kind == "text" and not column.source and name not in (table.key, table.name):
                cells = [row.get(name, "") for row in table.rows]
                if not table.source and any(re.search(r"\d", cell) for cell in cells):
                    yield table, name


@rule("TP102", "no-locator", "A figure does not say where in its source it stands.", "warning")
def no_locator(subjects: Subjects) -> Iterator[Finding]:
    for fact in subjects.facts:
        for vintage in fact.vintages:
            if vintage.source and not vintage.locator:
                path = ("series", vintage.period) if fact.series else ("source",)
                of = f" of {vintage.period}" if fact.series else ""
                what = f"the figure{of} in “{fact.ref}” does not say where in “{vintage.source}” it stands"
                mend = "add locator: the page, table or section"
                mark = subjects.library.mark(fact, *path, key=True)
                yield Finding(
                    mark, what, "whoever checks it has to read all of it", mend, subjects.reach(fact)[0], fact
                )


@rule("TP103", "no-as-of", "A figure does not say when it was true.", "warning")
def no_as_of(subjects: Subjects) -> Iterator[Finding]:
    for fact in subjects.facts:
        if undated := [v for v in fact.vintages if v.as_of is None]:
            of = f" of {', '.join(vintage.period for vintage in undated)}" if fact.series else ""
            what, why = f"the figure{of} in “{fact.ref}” has no as-of date", "nobody can tell how old it is"
            if len(undated) > 1:
                what, why = f"the figures{of} in “{fact.ref}” have no as-of date", "nobody can tell how old they are"
            mark = subjects.library.mark(fact, *(("series", undated[0].period) if fact.series else ()), key=True)
            mend = "add as_of: the day, month or year for which the source gives it"
            yield Finding(mark, what, why, mend, subjects.reach(fact)[0], fact)


@rule("TP104", "review-passed", "The day to look at a figure again has passed.", "error", "error", "warning")
def review_passed(subjects: Subjects) -> Iterator[Finding]:
    for fact in subjects.facts:
        if fact.review_by and fact.review_by < subjects.as_of and not fact.current.status.is_replaced:
            late = (subjects.as_of - fact.review_by).days
            what = f"“{fact.ref}” was to be looked at again by {press_day(fact.review_by)}, {_days(late)} ago"
            mend = "look it up, then set as_of and review_by anew"
            clearance, caution = subjects.reach(fact)
            mark = subjects.library.mark(fact, "review_by", key=True)
            yield Finding(mark, what, "it may have changed since", mend, clearance, fact, mild=caution)
    yield from _columns_passed(subjects)


def _columns_passed(subjects: Subjects) -> Iterator[Finding]:
    for table in subjects.library.tables.values():
        for name, column in table.columns.items():
            if column.review_by and column.review_by < subjects.as_of:
                what = f"the column “{name}” of “{table.id}” was to be looked at again by {press_day(column.review_by)}"
                mark = subjects.library.mark(table, "columns", name, "review_by", key=True)
                yield Finding(mark, what, "it may have changed since", "look it up, then set as_of and review_by anew")


@rule("TP105", "future-date", "A figure is dated in the future.", "error", "error", "warning")
def future_date(subjects: Subjects) -> Iterator[Finding]:
    today = subjects.as_of
    for fact in subjects.facts:
        dates = [("as_of", v.as_of, ("series", v.period) if fact.series else ()) for v in fact.vintages]
        if fact.checked:
            dates.append(("checked", PartialDate(fact.checked.year, fact.checked.month, fact.checked.day), ()))
        for key, when, path in dates:
            if when and when.first() > today:
                mark = subjects.library.mark(fact, *path, key)
                what = f"“{fact.ref}” has {key} {when}, which is after {press_day(today)}"
                mend = "a figure is dated when it was true; what lies ahead is “status: projected”"
                yield Finding(
                    mark, what, "nothing can be known as of a day to come", mend, subjects.reach(fact)[0], fact
                )
                break


@rule("TP106", "unsettled", "A provisional or projected figure is stated as if it were settled.", "warning")
def unsettled(subjects: Subjects) -> Iterator[Finding]:
    for passage in subjects.passages:
        if "{{" not in passage.text or (passage.point and _is_question(passage)):
            continue
        for fact in facts_named(subjects.library, passage):
            status = fact.current.status
            if status.may_change and not _said(passage, fact) and _states(passage, fact, subjects):
                offset = passage.text.index(_name_in(passage, fact, subjects))
                what = f"this says “{fact.ref}” as if it were settled; it is {status}"
                mend = f"say so in this text, such as “an estimated” or “{_example(status)}”"
                why = "the number can change, and the reader ought to know"
                yield Finding(subjects.at(passage, offset), what, why, mend, passage.clearance, passage.owner)


def _is_question(passage: Passage) -> bool:
    """A question to a witness asks and does not state."""
    return passage.field in ("question", "followup")


def _said(passage: Passage, fact: Fact) -> bool:
    return bool(_SAYS_SO.search(passage.text) or _SAYS_SO.search(fact.qualifier))


def _states(passage: Passage, fact: Fact, subjects: Subjects) -> bool:
    """Whether the text gives the value, and not only the period or another part of the fact."""
    return any(
        p.ref and p.attribute in ("", "value") and subjects.library.fact(p.ref, passage.topic).ref == fact.ref
        for p in substitutions(passage.text)
    )


def _name_in(passage: Passage, fact: Fact, subjects: Subjects) -> str:
    """The substitution by which a text states a fact, as it stands there."""
    found = next(
        p
        for p in substitutions(passage.text)
        if p.ref and p.attribute in ("", "value") and subjects.library.fact(p.ref, passage.topic).ref == fact.ref
    )
    return passage.text[found.start : found.end]


def _example(status: Status) -> str:
    return "by a first count" if status is Status.PROVISIONAL else "a projected"


@rule("TP107", "disputed", "A disputed figure is in use.", "error", "error", "warning")
def disputed(subjects: Subjects) -> Iterator[Finding]:
    yield from _unsound(subjects, Status.DISPUTED, "is disputed", "state a figure that is not, or drop the text")


@rule("TP108", "superseded", "A superseded figure is in use.", "error", "error", "warning")
def superseded(subjects: Subjects) -> Iterator[Finding]:
    yield from _unsound(subjects, Status.SUPERSEDED, "is superseded", "state the newer figure instead")


@rule("TP109", "overtaken", "A figure that events have overtaken is in use.", "error", "error", "warning")
def overtaken(subjects: Subjects) -> Iterator[Finding]:
    yield from _unsound(subjects, Status.OVERTAKEN, "was overtaken by events", "state how things stand now")


def _unsound(subjects: Subjects, status: Status, says: str, mend: str) -> Iterator[Finding]:
    for fact in subjects.facts:
        uses = subjects.uses(fact)
        if fact.current.status is not status or not uses:
            continue
        clearance, caution = subjects.reach(fact)
        mark = subjects.library.mark(fact, "status")
        what = f"“{fact.ref}”, {_value(fact)}, {says} and stands in {_where(uses)}"
        if caution:
            mend = "nothing, as long as only cautions name it, to say that it is not to be said"
        yield Finding(mark, what, _instead(subjects, fact), mend, clearance, fact, mild=caution)


def _instead(subjects: Subjects, fact: Fact) -> str:
    """What replaces a fact and why both differ; else what its note says."""
    if fact.superseded_by:
        successor = subjects.library.fact(fact.superseded_by, fact.topic)
        return f"“{successor.id}” replaces it with {_value(successor)}: {explained(fact, successor, status=False)}"
    return fact.note.strip()


def _value(fact: Fact) -> str:
    return f"“{stated(fact)}”" if fact.current.value.kind == "text" else stated(fact)


def _where(uses: list[Use]) -> str:
    names = list(dict.fromkeys(u.where for u in uses))
    return names[0] + (f" and {len(names) - 1} more" if len(names) > 1 else "")


@rule("TP110", "never-used", "A figure is used nowhere.", "warning")
def never_used(subjects: Subjects) -> Iterator[Finding]:
    replaced = {f.superseded_by for f in subjects.facts}
    for fact in subjects.facts:
        if subjects.uses(fact) or fact.current.status.is_replaced or fact.id in replaced or fact.ref in replaced:
            continue
        what = f"no text, chart or list of numbers uses “{fact.ref}”"
        mend = f"use it as {{{{ {fact.id} }}}}, give it a tag, or take it out"
        why = "somebody keeps it up to date for nobody"
        yield Finding(subjects.library.mark(fact, key=True), what, why, mend, fact.clearance, fact)


_COUNTED = re.compile(r"(?P<figure>[-−]?\$?\d[\d.,]*(?: (?:million|billion|trillion))?)[ -](?P<unit>[a-z][a-z /-]*)")


@rule("TP120", "unit-in-value", "A value is a figure together with what it counts.", "warning")
def unit_in_value(subjects: Subjects) -> Iterator[Finding]:
    for fact in subjects.facts:
        for vintage in fact.vintages:
            if match := _COUNTED.fullmatch(vintage.value.text):
                mark = subjects.library.mark(fact, *(("series", vintage.period) if fact.series else ("value",)))
                what = f"the value of “{fact.ref}”, “{vintage.value.text}”, counts as words"
                why = "words are not compared, not drawn in a chart and not read aloud as numbers"
                mend = f"write “value: {match['figure']}” and “unit: {match['unit']}”, and in texts what it counts"
                yield Finding(mark, what, why, mend, subjects.reach(fact)[0], fact)


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"
