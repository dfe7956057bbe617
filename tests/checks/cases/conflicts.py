"""TP2xx and TP3xx."""

from __future__ import annotations

from typing import Any

from tests.checks.workspace import Case
from tests.store.factories import fact, hearing, point, table, topic

FLYER = "---\nname: Flyer\nclearance: public\n---\n# {{ topic.title }}\n\n"


def facts(*entries: dict[str, Any], says: str = "Research pays.") -> dict[str, Any]:
    """A topic with facts `first`, `second`, …, all of one measure, and a point."""
    names = ("first", "second", "third")
    made = {
        name: fact(**{"measure": "deaths", "period": "2023", **entry})
        for name, entry in zip(names, entries, strict=False)
    }
    return {"topics": {"nih": topic(facts=made, points={"pays": point(full=says)})}}


def typed(says: str, **fields: Any) -> dict[str, Any]:
    """A topic with the fact `jobs`, 407,782 jobs for FY2024, and a point."""
    jobs = fact(**{"unit": "jobs", "period": "FY2024", **fields})
    return {"topics": {"nih": topic(facts={"jobs": jobs}, points={"pays": point(full=says)})}}


def series(**sources: str) -> dict[str, Any]:
    periods = {
        "FY2021": {"value": "552,444", "source": sources.get("old", "report"), "as_of": "2021"},
        "FY2023": {"value": "412,041", "source": "report", "as_of": "2024-03"},
    }
    return {
        "sources": {"report": {"publisher": "P", "title": "T"}, "earlier": {"publisher": "P", "title": "T1"}},
        "topics": {"nih": topic(facts={"jobs": fact(value=None, series=periods)})},
    }


ALL, FENTANYL = {"basis": "all drugs", "value": "107,543"}, {"basis": "fentanyl", "value": "112,000"}
OLD = {"value": None, "series": {"FY2023": "412,041", "FY2024": "407,782"}, "period": None}


def cells(rows: str, value: str = "", encoding: str = "utf-8") -> dict[str, Any]:
    """A table of these rows; `value` is what was accepted for Massachusetts."""
    accepted = {"MA": {"value": value, "because": "looked up"}} if value else {}
    column = {"kind": "number", "measure": "projects", "source": "report", "accepted": accepted}
    return {"tables": {"projects": table(columns={"projects": column})},
            "csv": f"state,name,projects\n{rows}\n".encode(encoding)}  # fmt: skip


def counted(rows: str) -> dict[str, Any]:
    """A table of these rows, and a point that counts them."""
    said = {"pays": point(full="In {{ row.name }} {{ row.projects }} projects wait.")}
    return {**cells(rows), "topics": {"nih": topic(table="projects", points=said)}}


CASES = [
    Case("TP208", "a figure ten times the others", 1, cells("MA,M,5016000\nNM,New Mexico,128\nVT,Vermont,107")),
    Case("TP208", "a percentage in a table of two", 1, cells("MA,Massachusetts,12%\nNM,New Mexico,128")),
    Case("TP208", "another figure than was accepted", 1, cells("MA,Massachusetts,-9\nNM,New Mexico,1", value="-8")),
    Case("TP208", "a figure that was accepted", 0, cells("MA,Massachusetts,-9\nNM,New Mexico,1", value="-9")),
    Case("TP208", "figures like one another", 0, cells("MA,Massachusetts,103\nNM,New Mexico,128\nVT,Vermont,107")),
    Case("TP209", "letters of a Macintosh", 1, cells("NM,Doña Ana,120", encoding="mac_roman")),
    Case("TP714", "one project in a row", 1, counted("MA,Massachusetts,5016\nNM,New Mexico,1")),
    Case("TP714", "one job", 1, typed("It supported {{ jobs }} new jobs.", value="1")),
    Case("TP714", "no row has one", 0, counted("MA,Massachusetts,5016\nNM,New Mexico,10")),
    Case("TP714", "nothing in the plural", 0, typed("It supported {{ jobs }} of the jobs.", value="1")),
    Case("TP209", "UTF-8", 0, cells("NM,Doña Ana,120")),
    Case("TP201", "two values and nothing that says why", 1, facts({"value": "107,543"}, {"value": "107,000"})),
    Case(
        "TP201",
        "a newer date alone is no reason",
        1,
        facts({"value": "1,000", "as_of": "2024"}, {"value": "2,000", "as_of": "2025"}),
    ),
    Case("TP201", "the same value twice", 0, facts({"value": "107,543"}, {"value": "107,543"})),
    Case("TP201", "another basis", 0, facts(ALL, FENTANYL)),
    Case(
        "TP201",
        "one replaces the other",
        0,
        facts({"value": "1,000"}, {"value": "2,000", "status": "superseded", "superseded_by": "first"}),
    ),
    Case(
        "TP202",
        "all drugs against fentanyl",
        1,
        facts(ALL, {**FENTANYL, "status": "disputed", "qualifier": "more than"}),
    ),
    Case("TP202", "the unsound one stands first", 1, facts({**FENTANYL, "status": "disputed"}, ALL)),
    Case(
        "TP202",
        "base against program level",
        1,
        facts(
            {"basis": "base appropriation", "value": "$47.2 billion"},
            {"basis": "program level", "value": "$51.3 billion"},
        ),
    ),
    Case(
        "TP202",
        "nominal against real dollars",
        1,
        facts(
            {"basis": "nominal dollars", "value": "$90 billion"},
            {"basis": "real dollars of 2017", "value": "$80 billion"},
        ),
    ),
    Case(
        "TP202",
        "provisional against final",
        1,
        facts({"value": "107,543", "status": "provisional"}, {"value": "105,007", "status": "final"}),
    ),
    Case(
        "TP202",
        "another basis in another topic",
        1,
        {
            "topics": {
                "a": topic(facts={"x": fact(measure="Deaths", basis="all drugs", value="107,543")}, points={}),
                "b": topic(facts={"y": fact(measure="deaths", basis="fentanyl", value="75,000")}, points={}),
            }
        },
    ),
    Case("TP202", "another basis and the same value", 0, facts(ALL, {**FENTANYL, "value": "107,543"})),
    Case("TP202", "nothing says why", 0, facts({"value": "1,000"}, {"value": "2,000"})),
    Case("TP203", "editions far apart", 1, series(old="earlier")),
    Case("TP203", "one edition, as far apart", 0, series()),
    Case("TP204", "one measure in two facts", 1, facts({"value": "1,000"}, {"value": "2,000", "period": "2024"})),
    Case(
        "TP204",
        "one measure in two facts, the older replaced",
        0,
        facts(
            {"value": "1,000"}, {"value": "2,000", "period": "2022", "status": "superseded", "superseded_by": "first"}
        ),
    ),
    Case(
        "TP204", "two measures", 0, facts({"value": "1,000"}, {"value": "2,000", "period": "2024", "measure": "cases"})
    ),
    Case("TP205", "the fact, typed", 1, typed("It supported 407,782 jobs.")),
    Case("TP205", "a share in words", 1, typed("It is three-quarters of them.", value="75 percent", unit="")),
    Case("TP205", "a fact in words", 1, typed("It was extended for five years.", value="five years", unit="")),
    Case(
        "TP205",
        "a date as the press writes it",
        1,
        typed("It was signed on Dec. 13, 2024.", value="2024-12-13", unit=""),
    ),
    Case("TP205", "the year of a figure in the same text", 1, typed("It was {{ jobs }} jobs in FY2024.")),
    Case("TP205", "a small number of the same things", 1, typed("It is 6 banks.", value="6", unit="banks")),
    Case("TP205", "the fact, put in", 0, typed("It supported {{ jobs }} jobs.")),
    Case("TP205", "a small number of other things", 0, typed("It is 6 towns.", value="6", unit="banks")),
    Case("TP206", "rounded", 1, typed("It supported about 408,000 jobs.")),
    Case(
        "TP206", "rounded to two digits of a billion", 1, typed("It is $95 billion.", value="$94.58 billion", unit="")
    ),
    Case("TP206", "the fact itself", 0, typed("It supported 407,782 jobs.")),
    Case("TP206", "another number", 0, typed("It supported 300,000 jobs.")),
    Case("TP207", "another number of the same things", 1, typed("It supported 300,000 jobs.")),
    Case("TP207", "the figure of an older period", 1, typed("It supported 412,041 jobs.", **OLD)),
    Case(
        "TP207", "a disputed figure, typed", 1, typed("About 407,782 died.", status="disputed", note="It mixes things.")
    ),
    Case(
        "TP207",
        "a superseded figure, typed",
        1,
        facts(
            {"value": "3,246,625"},
            {"value": "4,820,000", "status": "superseded", "superseded_by": "first"},
            says="China had 4.82 million cases.",
        ),
    ),
    Case("TP207", "another number of other things", 0, typed("It cost 300,000 hours.")),
    Case(
        "TP301",
        "a year of the measure of a fact that is stated",
        0,
        typed("Since 2010, {{ jobs }} hospitals have closed.", measure="hospitals closed since 2010"),
    ),
    Case(
        "TP301",
        "another year than that of the measure",
        1,
        typed("Since 2011, {{ jobs }} hospitals have closed.", measure="hospitals closed since 2010"),
    ),
    Case(
        "TP301",
        "a year of the measure of a fact that is not stated",
        1,
        typed("Since 2010, hospitals have closed.", measure="hospitals closed since 2010"),
    ),
    Case("TP301", "a figure in a public point", 1, typed("Deaths fell by 3 percent.")),
    Case(
        "TP301",
        "a figure in an internal point",
        1,
        {"topics": {"nih": topic(points={"why": point(kind="answer", question="Why 12 labs?", full="Because.")})}},
    ),
    Case(
        "TP301",
        "figures in a topic, a chart and a hearing",
        3,
        {
            "topics": {
                "nih": topic(
                    bottom_line="It took 40 years.",
                    charts={
                        "c": {"kind": "bars", "finding": "Up 9 percent", "facts": {"Jobs": "jobs", "More": "jobs"}}
                    },
                )
            },
            "hearings": {"h": hearing(purpose="To learn why 7 of 10 failed.")},
        },
    ),
    Case(
        "TP301",
        "numbers that are names",
        0,
        typed("H.R. 5 amends section 230 of the Act of 1996; call (202) 555-0100."),
    ),
    Case(
        "TP301",
        "a figure that a silence takes for a name",
        0,
        {
            "topics": {
                "nih": topic(
                    points={
                        "pays": point(
                            full="Ask the Committee of 100 about it.", silence={"TP301": "the name of a group"}
                        )
                    }
                )
            }
        },
    ),
    Case("TP302", "a figure in a template", 1, templates={"flyer": FLYER + "We answer within 3 days.\n"}),
    Case(
        "TP302",
        "a figure in an internal template",
        1,
        templates={"memo": "---\nname: Memo\nclearance: office\n---\n# {{ topic.title }}\n\nRead it in 5 minutes.\n"},
    ),
    Case(
        "TP302",
        "numbers that templates need",
        0,
        templates={
            "flyer": FLYER
            + '::: note {title="Room 2141"}\n{% for p in points("message", at_most=3) %}\n- {{ p }}\n{% endfor %}\n:::'
        },
    ),
]
