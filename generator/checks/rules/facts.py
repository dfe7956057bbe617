"""TP1xx: what it takes to stand behind a figure, and figures that are no longer what they were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from generator.checks.differences import explained
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Material, Passage, Use
from generator.store.schema import Fact, Source, Status
from generator.store.substitution import substitutions
from generator.tables.schema import Table
from generator.values.dates import PartialDate

UNSETTLED = (Status.PROVISIONAL, Status.PROJECTED)
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
def no_source(material: Material) -> Iterator[Finding]:
    why = "nobody can check it, and nobody can defend it"
    for fact in material.facts:
        source = material.library.sources[fact.current.source]
        if not is_filled_in(source):
            mark = material.library.mark(fact, *(("series", fact.current.period) if fact.series else ()), "source")
            what = f"“{fact.ref}” leans on “{source.id}”, which nobody has filled in"
            mend = "write its publisher and title in sources.yaml"
            mild = not material.uses(fact)  # begun with `onepager new`, and not in use yet
            yield Finding(mark, what, why, mend, material.reach(fact)[0], fact, mild=mild)
    for table, name in _text_columns(material):
        mark = material.library.mark(table, "columns", name, key=True)
        what = f"the column “{name}” holds figures and has no source"
        yield Finding(mark, what, why, "write kind: number, with a measure and a source")


def _text_columns(material: Material) -> Iterator[tuple[Table, str]]:
    """Columns said to be text whose cells hold figures, without a source."""
    for table in material.library.tables.values():
        for name, column in table.columns.items():
            if column.kind == "text" and not column.source and name not in (table.key, table.name):
                cells = [row.get(name, "") for row in table.rows]
                if any(re.search(r"\d", cell) for cell in cells):
                    yield table, name


@rule("TP102", "no-locator", "A figure does not say where in its source it stands.", "warning")
def no_locator(material: Material) -> Iterator[Finding]:
    for fact in material.facts:
        for vintage in fact.vintages:
            if vintage.source and not vintage.locator:
                path = ("series", vintage.period) if fact.series else ("source",)
                of = f" of {vintage.period}" if fact.series else ""
                what = f"the figure{of} in “{fact.ref}” does not say where in “{vintage.source}” it stands"
                mend = "add locator: the page, table or section"
                mark = material.library.mark(fact, *path, key=True)
                yield Finding(
                    mark, what, "whoever checks it has to read all of it", mend, material.reach(fact)[0], fact
                )


@rule("TP103", "no-as-of", "A figure does not say when it was true.", "warning")
def no_as_of(material: Material) -> Iterator[Finding]:
    for fact in material.facts:
        if undated := [v for v in fact.vintages if v.as_of is None]:
            of = f" of {undated[0].period}" if fact.series else ""
            what = f"the figure{of} in “{fact.ref}” has no as-of date"
            mark = material.library.mark(fact, *(("series", undated[0].period) if fact.series else ()), key=True)
            mend = "add as_of: the day, month or year for which the source gives it"
            yield Finding(mark, what, "nobody can tell how old it is", mend, material.reach(fact)[0], fact)


@rule("TP104", "review-passed", "The day to look at a figure again has passed.", "error", "error", "warning")
def review_passed(material: Material) -> Iterator[Finding]:
    for fact in material.facts:
        if fact.review_by and fact.review_by < material.as_of and not _replaced(fact):
            late = (material.as_of - fact.review_by).days
            what = f"“{fact.ref}” was to be looked at again by {_day(fact.review_by)}, {_days(late)} ago"
            mend = "look it up, then set as_of and review_by anew"
            clearance, caution = material.reach(fact)
            mark = material.library.mark(fact, "review_by", key=True)
            yield Finding(mark, what, "it may have changed since", mend, clearance, fact, mild=caution)
    yield from _columns_passed(material)


def _columns_passed(material: Material) -> Iterator[Finding]:
    for table in material.library.tables.values():
        for name, column in table.columns.items():
            if column.review_by and column.review_by < material.as_of:
                what = f"the column “{name}” of “{table.id}” was to be looked at again by {_day(column.review_by)}"
                mark = material.library.mark(table, "columns", name, "review_by", key=True)
                yield Finding(mark, what, "it may have changed since", "look it up, then set as_of and review_by anew")


def _replaced(fact: Fact) -> bool:
    """Whether a fact is kept only to know that it is no longer said."""
    return fact.current.status in (Status.SUPERSEDED, Status.OVERTAKEN)


@rule("TP105", "future-date", "A figure is dated in the future.", "error", "error", "warning")
def future_date(material: Material) -> Iterator[Finding]:
    today = material.as_of
    for fact in material.facts:
        dates = [("as_of", v.as_of, ("series", v.period) if fact.series else ()) for v in fact.vintages]
        if fact.checked:
            dates.append(("checked", _partial(fact.checked), ()))
        for key, when, path in dates:
            if when and when.first() > today:
                mark = material.library.mark(fact, *path, key)
                what = f"“{fact.ref}” has {key} {when}, which is after {_day(today)}"
                mend = "a figure is dated when it was true; what lies ahead is “status: projected”"
                yield Finding(
                    mark, what, "nothing can be known as of a day to come", mend, material.reach(fact)[0], fact
                )
                break


@rule("TP106", "unsettled", "A provisional or projected figure is stated as if it were settled.", "warning")
def unsettled(material: Material) -> Iterator[Finding]:
    for passage in material.passages:
        if "{{" not in passage.text or (passage.point and _is_question(passage)):
            continue
        for fact in material.facts_in(passage):
            status = fact.current.status
            if status in UNSETTLED and not _said(passage, fact) and _states(passage, fact, material):
                offset = passage.text.index(_name_in(passage, fact, material))
                what = f"this says “{fact.ref}” as if it were settled; it is {status}"
                mend = f"say so in this text, such as “an estimated” or “{_example(status)}”"
                why = "the number can change, and the reader ought to know"
                yield Finding(material.at(passage, offset), what, why, mend, passage.clearance, passage.owner)


def _is_question(passage: Passage) -> bool:
    """A question to a witness asks and does not state."""
    return passage.field in ("question", "followup")


def _said(passage: Passage, fact: Fact) -> bool:
    return bool(_SAYS_SO.search(passage.text) or _SAYS_SO.search(fact.qualifier))


def _states(passage: Passage, fact: Fact, material: Material) -> bool:
    """Whether the text gives the value, and not only the period or another part of the fact."""
    return any(
        p.ref and p.attribute in ("", "value") and material.library.fact(p.ref, passage.topic).ref == fact.ref
        for p in substitutions(passage.text)
    )


def _name_in(passage: Passage, fact: Fact, material: Material) -> str:
    """The substitution by which a text states a fact, as it stands there."""
    found = next(
        p
        for p in substitutions(passage.text)
        if p.ref and p.attribute in ("", "value") and material.library.fact(p.ref, passage.topic).ref == fact.ref
    )
    return passage.text[found.start : found.end]


def _example(status: Status) -> str:
    return "by a first count" if status is Status.PROVISIONAL else "a projected"


@rule("TP107", "disputed", "A disputed figure is in use.", "error", "error", "warning")
def disputed(material: Material) -> Iterator[Finding]:
    yield from _unsound(material, Status.DISPUTED, "is disputed", "state a figure that is not, or drop the text")


@rule("TP108", "superseded", "A superseded figure is in use.", "error", "error", "warning")
def superseded(material: Material) -> Iterator[Finding]:
    yield from _unsound(material, Status.SUPERSEDED, "is superseded", "state the newer figure instead")


@rule("TP109", "overtaken", "A figure that events have overtaken is in use.", "error", "error", "warning")
def overtaken(material: Material) -> Iterator[Finding]:
    yield from _unsound(material, Status.OVERTAKEN, "was overtaken by events", "state how things stand now")


def _unsound(material: Material, status: Status, says: str, mend: str) -> Iterator[Finding]:
    for fact in material.facts:
        uses = material.uses(fact)
        if fact.current.status is not status or not uses:
            continue
        clearance, caution = material.reach(fact)
        mark = material.library.mark(fact, "status")
        what = f"“{fact.ref}”, {_value(fact)}, {says} and stands in {_where(uses)}"
        if caution:
            mend = "nothing, as long as only cautions name it, to say that it is not to be said"
        yield Finding(mark, what, _instead(material, fact), mend, clearance, fact, mild=caution)


def _instead(material: Material, fact: Fact) -> str:
    """What replaces a fact and why both differ; else what its note says."""
    if fact.superseded_by:
        successor = material.library.fact(fact.superseded_by, fact.topic)
        return f"“{successor.id}” replaces it with {_value(successor)}: {explained(fact, successor, status=False)}"
    return fact.note.strip()


def _value(fact: Fact) -> str:
    value = f"{fact.qualifier} {fact.current.value.press()}".strip().replace("\u00a0", " ")
    return f"“{value}”" if fact.current.value.kind == "text" else value


def _where(uses: list[Use]) -> str:
    names = list(dict.fromkeys(u.where for u in uses))
    return names[0] + (f" and {len(names) - 1} more" if len(names) > 1 else "")


@rule("TP110", "never-used", "A figure is used nowhere.", "warning")
def never_used(material: Material) -> Iterator[Finding]:
    replaced = {f.superseded_by for f in material.facts}
    for fact in material.facts:
        if material.uses(fact) or _replaced(fact) or fact.id in replaced or fact.ref in replaced:
            continue
        what = f"no text, chart or list of numbers uses “{fact.ref}”"
        mend = f"use it as {{{{ {fact.id} }}}}, give it a tag, or take it out"
        why = "somebody keeps it up to date for nobody"
        yield Finding(material.library.mark(fact, key=True), what, why, mend, fact.clearance, fact)


def _partial(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def _day(day: date) -> str:
    return _partial(day).press().replace("\u00a0", " ")


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"
