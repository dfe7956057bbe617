"""What a final document is refused for, by what is printed in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from generator import checks
from generator.document.blocks import Bar, Block, Chart, Document, SourceNote, Sources, Stat, StatRow, Table
from generator.document.inlines import NoteMark, Origin, Text
from generator.document.receipt import Acceptance
from generator.errors import ContentError
from generator.store.library import read_library
from generator.store.schema import Clearance
from tests.checks.workspace import AS_OF, document, paragraph, text
from tests.store.factories import fact, hearing, office, point, source, table, topic, write_workspace

FACT = text("407,782", "fact", "nih/jobs")
ROW = text("5,016", "row", "projects/MA/projects")


def blockers(folder: Path, *blocks: Block, clearance: str = "public", as_of: date = AS_OF, **parts: Any) -> list[str]:
    """What the gate says, as `CODE:REF what`."""
    library = read_library(write_workspace(folder, **parts))
    found = checks.gate(library, document(*blocks, clearance=clearance), Clearance(clearance), as_of)
    assert all(r.severity == "error" and f"--accept {r.code}:{r.ref} " in r.mend for r in found)
    return [f"{r.code}:{r.ref} {r.what}" for r in found]


def with_fact(**fields: Any) -> dict[str, Any]:
    return {"topics": {"nih": topic(facts={"jobs": fact(**fields)})}}


STATED = paragraph(text("It supported "), FACT, text(" jobs."))


ODD = "state,name,projects\nMA,Massachusetts,5016000\nNM,New Mexico,128\nVT,Vermont,107\n"


@pytest.mark.parametrize(
    ("ref", "refused"),
    [("projects/MA/projects", ["TP208:projects/MA/projects"]), ("projects/MA/name", []), ("projects/NM/projects", [])],
)
def test_a_figure_that_stands_apart_is_refused_where_it_is_stated(ref: str, refused: list[str], tmp_path: Path) -> None:
    found = blockers(tmp_path, paragraph(text("5", "row", ref)), tables={"projects": table()}, csv=ODD)
    assert [f.split(" ")[0] for f in found] == refused


def test_a_figure_that_stands_apart_is_refused_in_a_chart(tmp_path: Path) -> None:
    charts = {"c": {"kind": "bars", "finding": "Up", "column": "projects"}}
    drawn = Chart("bars", (text("Up", "topic", "nih"),), (Bar("Massachusetts", Decimal(5016000), "5M"),), "alt")
    parts = {"topics": {"nih": topic(table="projects", charts=charts)}, "tables": {"projects": table()}, "csv": ODD}
    assert [f.split(" ")[0] for f in blockers(tmp_path, drawn, **parts)] == ["TP208:projects/MA/projects"]


def test_what_somebody_accepted_stands(tmp_path: Path) -> None:
    figures = {"kind": "number", "measure": "projects under way", "source": "report"}
    accepted = {"MA": {"value": "5,016,000", "because": "looked up"}}
    parts = {"tables": {"projects": table(columns={"projects": {**figures, "accepted": accepted}})}, "csv": ODD}
    assert blockers(tmp_path, paragraph(text("5", "row", "projects/MA/projects")), **parts) == []


@pytest.mark.parametrize(
    ("says", "refused"),
    [
        (" projects wait.", ["TP714:projects/MA/projects"]),
        (" NIH-funded projects wait.", ["TP714:projects/MA/projects"]),
        (" people wait.", ["TP714:projects/MA/projects"]),
        (" project waits.", []),
        (" of the projects waits.", []),
        (", and others wait.", []),
        (" business waits.", []),
    ],
)
@pytest.mark.parametrize("figure", ["1", "one"])
def test_a_plural_after_one_is_refused(figure: str, says: str, refused: list[str], tmp_path: Path) -> None:
    row = text(figure, "row", "projects/MA/projects")
    said = paragraph(text("Here ", ref="nih/pays"), row, text(says, ref="nih/pays"))
    found = blockers(tmp_path, said, tables={"projects": table()})
    assert [f.split(" ")[0] for f in found if "TP714" in f] == refused


@pytest.mark.parametrize("page", ["mac_roman", "cp437", "cp1252"])
def test_no_row_of_a_table_with_guessed_letters_is_final(page: str, tmp_path: Path) -> None:
    csv = "state,name,projects\nMA,Doña Ana,5\nNM,New Mexico,4\n".encode(page)
    named = paragraph(text("New Mexico", "row", "projects/NM/name"))
    found = blockers(tmp_path, named, tables={"projects": table()}, csv=csv)
    assert [f.split(" ")[0] for f in found] == ["TP209:projects"]


UNREADY: dict[str, dict[str, Any]] = {
    "TP706": {"topics": {"nih": topic(bottom_line="Write the title of the topic here")}},
    "TP707": {"offices": {"example": office(press={"name": "Pat Press"})}},
    "TP708": {"offices": {"example": office(), "other": office()}},
}


@pytest.mark.parametrize(("refused", "parts"), UNREADY.items())
def test_what_is_not_ready_to_leave_the_office_is_refused(parts: dict[str, Any], refused: str, tmp_path: Path) -> None:
    printed = paragraph(text("Write the title of the topic here", "topic", "nih"), text(" Pat Press", "template", "x"))
    found = blockers(tmp_path, printed, **parts)
    assert [f.split(":")[0] for f in found] == [refused]


HALF_WRITTEN = [
    ("XX in all (check w/ Luis).", "XX"),
    ("Some XX percent closed beds.", "XX"),
    ("More TK.", "TK"),
    ("[INSERT LEAD]", "[INSERT LEAD]"),
    ("It is (TBD).", "TBD"),
    ("In ___ counties.", "___"),
    ("N/A", "N/A"),
    ("Since when (????)?", "????"),
    ("Lorem ipsum dolor.", "Lorem ipsum"),
    ("TODO: words.", "TODO"),
]


@pytest.mark.parametrize(("words", "found"), HALF_WRITTEN)
def test_a_half_written_text_is_refused_where_it_is_typed(words: str, found: str, tmp_path: Path) -> None:
    library = read_library(write_workspace(tmp_path, **pays(words)))
    refused = checks.gate(library, document(paragraph(text(words))), Clearance.PUBLIC, AS_OF)
    assert [(r.code, r.ref, r.what) for r in refused][:1] == [
        ("TP715", "nih/pays", f"“{found}” holds the place of something")
    ]
    assert str(refused[0].mark).startswith("talking_points/topics/nih.yaml:13:")


@pytest.mark.parametrize("kind", ["topic", "source", "locator", "office", "template", "hearing"])
def test_a_half_written_text_is_refused_wherever_it_stands(kind: str, tmp_path: Path) -> None:
    parts: dict[str, dict[str, Any]] = {
        "topic": {"topics": {"nih": topic(ask="Fund XX beds.")}},
        "source": {"sources": {"report": source(title="Report XX of them")}},
        "locator": with_fact(locator="p. XX"),
        "office": {"offices": {"example": office(address="Room XX in Washington")}},
        "hearing": {"hearings": {"night": hearing(purpose="To see XX.", topics=["nih"])}},
        "template": {},
    }
    cited = Sources((SourceNote(1, (Text("Report XX of them"),), "report"),))
    ref = {"topic": "nih", "office": "example", "template": "flyer", "hearing": "night"}.get(kind, "")
    printed = paragraph(text("Fund XX beds.", kind, ref)) if ref else STATED if kind == "locator" else cited
    library = read_library(write_workspace(tmp_path, **parts[kind]))
    refused = checks.gate(library, document(printed), Clearance.PUBLIC, AS_OF)
    assert {r.code for r in refused} == {"TP715"}
    file = {"template": "templates/flyer.md", "locator": "topics/nih.yaml", "topic": "topics/nih.yaml"}
    file |= {"hearing": "hearings/night.yaml"}
    assert file.get(kind, f"talking_points/{kind}s.yaml") in str(refused[0].mark)


def test_a_silence_says_that_it_is_meant(tmp_path: Path) -> None:
    parts = pays("The TBD leads.", silence={"TP715": "the name of a ship"})
    assert blockers(tmp_path, paragraph(text("The TBD leads.")), **parts) == []


def test_a_cell_may_say_that_there_is_nothing_to_say(tmp_path: Path) -> None:
    cells = (text("N/A", "row", "projects/MA/name"), text("TODO: ask", "row", "projects/VT/name"))
    found = blockers(tmp_path, paragraph(cells[0]), paragraph(cells[1]), tables={"projects": table()})
    assert [f.split(" ")[:2] for f in found] == [["TP715:projects/VT/name", "“TODO”"]]


def test_a_sound_document_may_be_final(tmp_path: Path) -> None:
    assert blockers(tmp_path, STATED, **with_fact(review_by="2027-01-01")) == []


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"status": "disputed"}, "TP107:nih/jobs this document states “nih/jobs”, 407,782, which is disputed"),
        ({"status": "superseded"}, "TP108:nih/jobs this document states “nih/jobs”, 407,782, which is superseded"),
        ({"status": "overtaken"}, "TP109:nih/jobs this document states “nih/jobs”, 407,782, which is overtaken"),
        (
            {"review_by": "2026-11-23"},
            "TP104:nih/jobs this document states “nih/jobs”, 407,782, which was to be looked at again by 2026-11-23",
        ),
    ],
)
def test_a_figure_that_cannot_be_stood_behind_is_refused(fields: dict[str, Any], refusal: str, tmp_path: Path) -> None:
    assert blockers(tmp_path, STATED, **with_fact(**fields)) == [refusal]


def test_a_figure_from_a_source_nobody_filled_in_is_refused(tmp_path: Path) -> None:
    found = blockers(tmp_path, STATED, sources={"report": source(publisher="Name of the publisher")})
    assert found == [
        "TP101:nih/jobs this document states “nih/jobs”, 407,782, and nobody can say where it is known from"
    ]


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ((text("It costs $"), FACT), None),
        ((text("All", "point", "nih/pays"), FACT), "TP517:nih/pays “All407,782” would be printed"),
        ((FACT, text("th of all", "point", "nih/pays")), "TP517:nih/pays “407,782th” would be printed"),
        ((FACT, text("s", "template", "flyer")), "TP517:flyer “407,782s” would be printed"),
        ((ROW, text("th")), "TP517:nih/pays “5,016th” would be printed"),
        ((ROW, text(" of "), FACT), None),
    ],
)
def test_a_figure_that_runs_into_what_stands_around_it_is_refused(
    line: tuple[Any, ...], refusal: str | None, tmp_path: Path
) -> None:
    merged = {"tables": {"projects": table()}, "topics": {"nih": topic(table="projects")}}
    found = blockers(tmp_path, paragraph(*line), **merged)
    assert [f.split(":", 2)[:2] for f in found] == ([refusal.split(":", 2)[:2]] if refusal else [])
    assert all(f.startswith(str(refusal)) for f in found)


@pytest.mark.parametrize(
    "block",
    [
        StatRow((Stat("407,782", (text("jobs", "fact", "nih/jobs"),), Origin("fact", "nih/jobs")),)),
        Table("Figures", ((text("Figure", "template", "flyer"),),), (((FACT,),),), "l"),
    ],
)
def test_a_figure_is_found_wherever_it_stands(block: Block, tmp_path: Path) -> None:
    assert len(blockers(tmp_path, block, **with_fact(status="disputed"))) == 1


def test_a_figure_is_found_in_a_chart(tmp_path: Path) -> None:
    charts = {"c": {"kind": "bars", "finding": "Up", "facts": {"Jobs": "jobs", "More": "jobs"}}}
    drawn = Chart(
        "bars", (text("Up", "topic", "nih"),), tuple(Bar(n, Decimal(1), "1") for n in ("Jobs", "More")), "alt"
    )
    parts = {"topics": {"nih": topic(charts=charts, facts={"jobs": fact(status="disputed")})}}
    assert len(blockers(tmp_path, drawn, **parts)) == 1


def test_a_figure_that_is_not_printed_is_no_matter(tmp_path: Path) -> None:
    assert blockers(tmp_path, paragraph(text("It pays.")), **with_fact(status="disputed")) == []


def test_a_caution_may_name_what_is_not_to_be_said(tmp_path: Path) -> None:
    said = {"dont": point(kind="caution", lead="Not {{ jobs }}.", full="It is disputed.", clearance="congress")}
    parts = {"topics": {"nih": topic(points=said, facts={"jobs": fact(status="disputed")})}}
    warned = paragraph(text("Not ", ref="nih/dont"), FACT, text(".", ref="nih/dont"))
    assert blockers(tmp_path, warned, clearance="congress", **parts) == []


@pytest.mark.parametrize(("clearance", "refused"), [("public", 1), ("congress", 1), ("office", 0)])
def test_the_clearance_decides(clearance: str, refused: int, tmp_path: Path) -> None:
    assert len(blockers(tmp_path, STATED, clearance=clearance, **with_fact(status="disputed"))) == refused


@pytest.mark.parametrize(
    ("rules", "clearance", "refused"),
    [
        ({"TP107": "error"}, "office", 1),
        ({"TP107": {"public": "warning"}}, "public", 0),
        ({"TP107": "off"}, "public", 0),
    ],
)
def test_or_the_rules_of_the_office_do(rules: dict[str, Any], clearance: str, refused: int, tmp_path: Path) -> None:
    parts = {**with_fact(status="disputed"), "settings": {"rules": rules}}
    assert len(blockers(tmp_path, STATED, clearance=clearance, **parts)) == refused


def test_a_silence_quiets_the_linter_and_does_not_open_the_gate(tmp_path: Path) -> None:
    assert len(blockers(tmp_path, STATED, **with_fact(status="disputed", silence={"TP107": "known"}))) == 1


# --- unlinked figures ------------------------------------------------------------------------------------------------


def pays(words: str, **fields: Any) -> dict[str, Any]:
    return {"topics": {"nih": topic(points={"pays": point(full=words, **fields)})}}


def test_a_typed_figure_is_refused_where_it_is_typed(tmp_path: Path) -> None:
    library = read_library(write_workspace(tmp_path, **pays("It brought jobs to 12 towns.")))
    shown = document(paragraph(text("It brought jobs to 12 towns.")))
    [refusal] = checks.gate(library, shown, Clearance.PUBLIC, AS_OF)
    assert (refusal.code, refusal.ref, str(refusal.mark)) == (
        "TP301",
        "nih/pays",
        "talking_points/topics/nih.yaml:13:30",
    )
    assert refusal.what == "no fact stands behind “12” in this document"


@pytest.mark.parametrize(("year", "refused"), [("2010", 0), ("2011", 1)])
def test_a_year_that_the_measure_of_a_stated_fact_names_may_stand(tmp_path: Path, year: str, refused: int) -> None:
    shown = paragraph(text(f"Since {year}, "), FACT, text(" hospitals have closed."))
    assert len(blockers(tmp_path, shown, **with_fact(measure="hospitals closed since 2010"))) == refused


def test_facts_rows_names_and_the_day_are_not_typed(tmp_path: Path) -> None:
    parts = {"tables": {"projects": table()}}
    shown = paragraph(
        text("Under H.R. 5, "), FACT, text(" jobs and "), ROW, text(" projects as of "),
        text("November\u00a024, 2026", "template", "flyer"), text(". Call "),
        text("(202) 555-0100 or room 12", "office", "example"),
    )  # fmt: skip
    assert blockers(tmp_path, shown, **parts) == []


def test_a_figure_of_the_template_is_refused_as_such(tmp_path: Path) -> None:
    found = blockers(tmp_path, paragraph(text("We answer within 3 days.", "template", "flyer")))
    assert found == ["TP302:flyer no fact stands behind “3” in this document"]


def test_a_decision_told_in_the_document_is_not_a_figure_of_it(tmp_path: Path) -> None:
    told = paragraph(text("TP107 nih/jobs: 3 sources say so (Pat)", "template", "flyer"))
    assert blockers(tmp_path, told) == []


def test_the_prose_of_a_hearing_counts_and_its_date_does_not(tmp_path: Path) -> None:
    parts = {"hearings": {"night": hearing(purpose="To learn why 7 labs failed.")}}
    prose = paragraph(text("To learn why 7 labs failed.", "hearing", "night"))
    date_line = paragraph(text("December 3, 2026", "hearing", "night"), text(", ", "template", "x"))
    assert blockers(tmp_path, prose, date_line, **parts) == ["TP301:night no fact stands behind “7” in this document"]


def test_a_number_said_to_be_a_name_may_stand(tmp_path: Path) -> None:
    words = "Ask the Committee of 100 about it."
    parts = pays(words, silence={"TP301": "the name of a group"})
    assert blockers(tmp_path, paragraph(text(words)), **parts) == []
    assert len(blockers(tmp_path / "b", paragraph(text(words)), **pays(words))) == 1


def test_an_internal_document_may_have_typed_figures(tmp_path: Path) -> None:
    assert blockers(tmp_path, paragraph(text("It took 12 years.")), clearance="office") == []


# --- rows and sources ------------------------------------------------------------------------------------------------


def test_an_expired_column_is_refused(tmp_path: Path) -> None:
    old = {"kind": "number", "measure": "projects", "source": "report", "review_by": "2026-01-31"}
    parts = {"tables": {"projects": table(columns={"projects": old})}}
    assert blockers(tmp_path, paragraph(ROW), **parts) == [
        "TP104:projects/projects this document states a figure of “projects/projects”, "
        "which was to be looked at again by 2026-01-31"
    ]


TWO_COLUMNS = {
    "projects": {"kind": "number", "measure": "projects", "source": "report"},
    "jobs": {"kind": "number", "measure": "jobs", "source": "report", "status": "disputed"},
}
TWO_FIGURES = "state,name,projects,jobs\nMA,Massachusetts,5016,5016\nNM,New Mexico,128,64\n"


def test_a_column_that_is_not_stated_is_no_matter(tmp_path: Path) -> None:
    parts = {"tables": {"projects": table(columns=TWO_COLUMNS)}, "csv": TWO_FIGURES}
    assert blockers(tmp_path, paragraph(ROW), **parts) == []
    jobs = text("5,016", "row", "projects/MA/jobs")
    [refused] = blockers(tmp_path / "b", paragraph(ROW, text(", "), jobs), **parts)
    assert refused.startswith("TP107:projects/jobs this document states a figure of “projects/jobs”, which is disputed")


def test_a_column_is_found_in_a_chart(tmp_path: Path) -> None:
    charts = {"c": {"kind": "bars", "finding": "Up", "column": "jobs"}}
    parts = {
        "tables": {"projects": table(columns=TWO_COLUMNS)},
        "csv": TWO_FIGURES,
        "topics": {"nih": topic(charts=charts, table="projects")},
    }
    finding = (text("Up", "topic", "nih"),)
    bars = (Bar("Massachusetts", Decimal(5016), "5,016"), Bar("New Mexico", Decimal(64), "64"))
    [refused] = blockers(tmp_path, Chart("bars", finding, bars, "alt"), **parts)
    assert refused.startswith("TP107:projects/jobs ")
    others = (Bar("Massachusetts", Decimal(5016), "5,016"), Bar("New Mexico", Decimal(128), "128"))
    assert blockers(tmp_path / "b", Chart("bars", finding, others, "alt"), **parts) == []


def test_an_internal_source_is_refused(tmp_path: Path) -> None:
    parts = {"sources": {"report": source(), "memo": source(clearance="office")}}
    cites = paragraph(text("It pays."), NoteMark(("memo",), (1,)))
    listed = Sources((SourceNote(1, (), "memo"),))
    assert blockers(tmp_path, cites, listed, **parts) == [
        "TP404:memo this public document cites the office source “memo”"
    ]
    assert blockers(tmp_path / "b", cites, clearance="office", **parts) == []


# --- what somebody accepts -------------------------------------------------------------------------------------------

DISPUTED = Acceptance("TP107", "nih/jobs", "Pat", "three sources say so")


def held(folder: Path, *documents: Document, accepted: tuple[Acceptance, ...] = ()) -> tuple[Acceptance, ...]:
    """What `hold` says of documents that state a disputed figure."""
    library = read_library(write_workspace(folder, **with_fact(status="disputed")))
    return checks.hold(library, documents, Clearance.PUBLIC, AS_OF, accepted)


def test_a_refused_document_is_held_back_with_every_refusal_of_all(tmp_path: Path) -> None:
    twelve = document(paragraph(text("It took 12 years.", "template", "flyer")))
    with pytest.raises(ContentError) as caught:
        held(tmp_path, document(STATED), document(paragraph(text("It pays."))), twelve)
    assert [p.code for p in caught.value.problems] == ["TP107", "TP302"]


def test_what_somebody_accepted_may_stand_and_only_what_was_needed_is_told(tmp_path: Path) -> None:
    others = (Acceptance("TP104", "nih/jobs", "Pat", "new edition in May"), replace(DISPUTED, ref="nih/deaths"))
    assert held(tmp_path, document(STATED), accepted=(*others, DISPUTED)) == (DISPUTED,)
    assert held(tmp_path / "b", document(paragraph(text("It pays."))), accepted=(DISPUTED,)) == ()


@pytest.mark.parametrize("accepted", [replace(DISPUTED, code="TP108"), replace(DISPUTED, ref="nih/deaths")])
def test_an_acceptance_of_something_else_opens_nothing(accepted: Acceptance, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="disputed"):
        held(tmp_path, document(STATED), accepted=(accepted,))
