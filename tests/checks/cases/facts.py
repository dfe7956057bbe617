"""TP0xx and TP1xx."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.checks.workspace import FLYER, Case
from tests.store.factories import fact, point, source, table, topic

GOOD = {"locator": "page 3", "as_of": "2025", "review_by": "2027-03-31"}


def one(points: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """A topic with one fact `jobs` and points that state it."""
    said = {"pays": point(full="It supported {{ jobs }} jobs.")} if points is None else points
    return {"topics": {"nih": topic(facts={"jobs": fact(**{**GOOD, **fields})}, points=said)}}


def two(old: dict[str, Any], points: dict[str, Any]) -> dict[str, Any]:
    """A sound fact `new`, an unsound one `old`, and points."""
    facts = {"new": fact(value="410,000", period="2024", **GOOD), "old": fact(**{**GOOD, **old})}
    return {"topics": {"nih": topic(facts=facts, points=points)}}


def warned(full: str, **fields: Any) -> dict[str, Any]:
    return point(kind="caution", lead="Not this.", full=full, **fields)


STATES = {"pays": point(full="It supported {{ old }} jobs.")}
REPLACED = {"status": "superseded", "superseded_by": "new", "period": "2022", "basis": "projection"}
TEXT_TABLE = table(columns={"projects": {"kind": "text"}})
OLD_TABLE = table(
    columns={"projects": {"kind": "number", "measure": "projects", "source": "report", "review_by": "2026-01-31"}}
)

UNDATED = {"report": source(url="https://www.example.gov/report", accessed="2026-11-01")}
DATED = {"report": source(date="2025-03")}
VOTERS = {"value": "75 percent", "measure": "voters who agree in polls", "as_of": "2025"}


def in_text(words: str) -> dict[str, Any]:
    return one({"pays": point(full=words), "says": point(full="{{ jobs }} jobs.")})


CASES = [
    Case("TP111", "provisional for two years", 1, one(status="provisional", as_of="2024-11")),
    Case("TP111", "provisional for some months", 0, one(status="provisional", as_of="2026-05")),
    Case("TP111", "an old figure that is final", 0, one(status="final", as_of="2020-05")),
    Case("TP112", "a promise in the note of a figure", 1, one(note="Check against the report before the debate.")),
    Case("TP112", "a promise in the note of a source", 1, {"sources": {"report": source(note="To be verified.")}}),
    Case("TP112", "a promise for the day that is set", 0, one(note="Look it up again at the next review.")),
    Case("TP112", "a note that promises nothing", 0, one(note="Checked against the report; the count is by year.")),
    Case("TP113", "a request that is final", 1, one(status="final", measure="dollars requested for research")),
    Case("TP113", "a final count", 0, one(status="final")),
    Case("TP113", "an estimate that is current", 0, one(qualifier="an estimated")),
    Case("TP114", "a bare year and a source without a date", 1, {**one(), "sources": UNDATED}),
    Case("TP114", "a bare year and a dated source", 0, {**one(), "sources": DATED}),
    Case("TP114", "a month and a source without a date", 0, {**one(as_of="2025-03"), "sources": UNDATED}),
    Case("TP407", "a front page", 1, {"sources": {"report": source(url="https://www.example.gov/")}}),
    Case(
        "TP407",
        "a page, a question and a file",
        0,
        {
            "sources": {
                "report": source(url="https://www.example.gov/report"),
                "other": source(url="https://example.gov/?id=4"),
            }
        },
    ),
    Case("TP408", "a poll of nobody knows whom", 1, one(**VOTERS)),
    Case(
        "TP408",
        "a poll with all that it takes",
        0,
        one(
            **{
                **VOTERS,
                "as_of": "2025-04",
                "basis": "Example Institute, 1,005 registered voters",
            }
        ),
    ),
    Case("TP408", "a survey of adults", 1, one(value="75 percent", measure="of those in a survey of 900 rural adults")),
    Case(
        "TP408",
        "a survey of hospitals",
        0,
        {
            "topics": {"nih": topic(facts={"jobs": fact(value="75 percent", measure="of the hospitals surveyed")})},
            "sources": {"report": source(title="Annual Survey of Critical Access Hospitals")},
        },
    ),
    Case("TP408", "a share that is no poll", 0, one(value="75 percent", measure="of projects that succeed")),
    Case("TP511", "a bill of a Congress that is over", 1, in_text("The bill of the 118th Congress would do it.")),
    Case("TP511", "a bill of this Congress", 0, in_text("The bill of the 119th Congress would do it.")),
    Case("TP511", "what a Congress did", 0, in_text("The 117th Congress enacted a bill that does it.")),
    Case("TP001", "a setting for a rule that does not exist", 1, {"settings": {"rules": {"TP999": "off"}}}),
    Case("TP001", "a silence for a rule that does not exist", 1, one(silence={"TP107x": "for a reason"})),
    Case("TP001", "codes that exist", 0, {"settings": {"rules": {"TP102": {"office": "off"}}}}),
    Case("TP002", "a silence that is not needed", 1, one(silence={"TP102": "the source has one page"})),
    Case("TP002", "a silence that is needed", 0, one(locator=None, silence={"TP102": "the source has one page"})),
    Case("TP101", "a source that nobody filled in", 1, {**one(), "sources": {"report": source(publisher="TBD")}}),
    Case(
        "TP101",
        "the same, and the figure is not in use yet",
        1,
        {**one({}), "sources": {"report": source(publisher="Name of the publisher")}},
    ),
    Case("TP101", "a column of figures said to be text", 1, {"tables": {"projects": TEXT_TABLE}}),
    Case("TP101", "a fact with its source", 0, one()),
    Case("TP102", "no locator", 1, one(locator=None)),
    Case(
        "TP102",
        "one period without a locator",
        1,
        one(value=None, locator=None, series={"FY2023": {"value": "1,000", "locator": "page 2"}, "FY2024": "2,000"}),
    ),
    Case("TP102", "a locator", 0, one()),
    Case("TP103", "no as-of date", 1, one(as_of=None)),
    Case("TP103", "an as-of date", 0, one()),
    Case(
        "TP103",
        "every undated period of a series",
        1,
        one(as_of=None, value=None, series={"FY2022": "1", "FY2023": {"value": "2", "as_of": "2024"}, "FY2024": "3"}),
    ),
    Case("TP104", "the day of review has passed", 1, one(review_by="2026-10-25")),
    Case(
        "TP104",
        "it passed for a figure that only the office sees",
        1,
        one({"told": point(kind="answer", question="Why?", full="{{ jobs }} jobs.")}, review_by="2026-11-23"),
    ),
    Case("TP104", "it passed for a column", 1, {"tables": {"projects": OLD_TABLE}}),
    Case("TP104", "the day of review is today", 0, one(review_by="2026-11-24")),
    Case("TP104", "it passed for a figure that was replaced", 0, two({**REPLACED, "review_by": "2020-01-01"}, STATES)),
    Case("TP105", "a figure of next year", 1, one(as_of="2027-01")),
    Case("TP105", "checked tomorrow", 1, one(checked="2026-11-25")),
    Case("TP105", "a figure of this month", 0, one(as_of="2026-11", checked="2026-11-24")),
    Case("TP106", "a provisional figure stated as settled", 1, one(status="provisional")),
    Case(
        "TP106",
        "a projected one, under the label of a topic",
        1,
        {
            "topics": {
                "nih": topic(facts={"jobs": fact(status="projected", **GOOD)}, bottom_line="It is {{ jobs }} jobs.")
            }
        },
    ),
    Case(
        "TP106",
        "a provisional figure called an estimate",
        0,
        one({"pays": point(full="An estimated {{ jobs }} jobs.")}, status="provisional"),
    ),
    Case(
        "TP106",
        "only its period is stated",
        0,
        one({"pays": point(full="It was in {{ jobs.period }}.")}, status="provisional", period="2024"),
    ),
    Case(
        "TP106",
        "a question to a witness",
        0,
        one({"ask": point(kind="question", question="Is it {{ jobs }} jobs?", full=None)}, status="provisional"),
    ),
    Case(
        "TP107",
        "a disputed figure in a public point",
        1,
        two({"status": "disputed", "note": "Two things are mixed."}, STATES),
    ),
    Case(
        "TP107",
        "a disputed figure that only a caution names",
        1,
        two({"status": "disputed", "qualifier": "more than"}, {"dont": warned("Not {{ old }}.")}),
    ),
    Case("TP107", "a disputed figure that nothing names", 0, two({"status": "disputed"}, {})),
    Case("TP108", "a superseded figure in a public point", 1, two(REPLACED, STATES)),
    Case(
        "TP108", "a superseded figure that only a caution names", 1, two(REPLACED, {"dont": warned("Not {{ old }}.")})
    ),
    Case("TP108", "the figure that replaced it", 0, two(REPLACED, {"pays": point(full="{{ new }} jobs.")})),
    Case("TP109", "a figure that was overtaken", 1, two({"status": "overtaken", "value": "talks under way"}, STATES)),
    Case("TP109", "a figure that was not", 0, one()),
    Case("TP110", "a figure that nothing uses", 1, one({})),
    Case(
        "TP110",
        "a figure among the numbers of a template",
        0,
        one({}, tags=["headline"]),
        templates={"flyer": FLYER + '\n::: stats\n{{ facts("headline") }}\n:::\n'},
    ),
    Case(
        "TP110", "a figure that is kept because it was replaced", 0, two(REPLACED, {"pays": point(full="{{ new }}.")})
    ),
    Case("TP120", "a figure with what it counts", 1, one(value="24 hours")),
    Case("TP120", "a range, a span of years and words", 0, two({"value": "10 to 12 percent"}, STATES)),
    Case("TP120", "a number by itself", 0, one(value="24", unit="hours")),
    Case("TP104", "an earlier day", 0, one(review_by="2026-10-25"), as_of=date(2026, 10, 1)),
]
