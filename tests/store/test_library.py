"""The store as a whole: files, references between them, who may use what, and where everything stands."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest

from generator.errors import ContentError, Mark
from generator.reading.enums import CLEARANCE_OF_KIND
from generator.reading.fields import PROSE, Model
from generator.reading.printed import printed_fields
from generator.store.library import read_library
from generator.store.schema import ChartSpec, Clearance, Hearing, Kind, Point, Topic, Witness
from tests.store.factories import PROJECTS_CSV, fact, hearing, office, point, source, table, topic, write_workspace

STORE = "talking_points/"


def problems(root: Path) -> list[str]:
    """Everything that is reported, without the folder that all files are in."""
    with pytest.raises(ContentError) as caught:
        read_library(root)
    return [str(p).removeprefix(STORE) for p in caught.value.problems]


def of_topic(root: Path, **fields: Any) -> list[str]:
    return problems(write_workspace(root, topics={"nih": topic(**fields)}))


# --- what is read -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("date", ["2026-12-10", "December 10, 2026"])
def test_a_hearing_needs_an_hour(tmp_path: Path, date: str) -> None:
    found = problems(write_workspace(tmp_path, hearings={"night": hearing(date=date)}))
    assert [p.partition(": ")[2] for p in found] == [
        f'"date": "{date}" does not say at what hour. Write 2026-12-10 10:00 ET'
    ]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("Montana", '"Montana" is not how a state is written here. Write its two letters, MT'),
        ("mt", '"mt" is not how a state is written here. Write its two letters, MT'),
        ("ZZ", '"ZZ" is no state. Write the two letters of one, such as MT'),
    ],
)
def test_a_state_is_two_letters(tmp_path: Path, state: str, told: str) -> None:
    found = problems(write_workspace(tmp_path, offices={"example": office(state=state)}))
    assert [p[p.index(f'"{state}" is') :] for p in found] == [told]


@pytest.mark.parametrize("state", ["MT", "PR", "DC"])
def test_states_and_territories_have_offices(tmp_path: Path, state: str) -> None:
    assert read_library(write_workspace(tmp_path, offices={"example": office(state=state)})).offices["example"]


def test_what_has_to_be_given_is_not_to_be_removed(tmp_path: Path) -> None:
    members = {"fiction": {"name": ""}}
    root = write_workspace(
        tmp_path, topics={"nih": topic(facts={"jobs": fact(measure="")})}, hearings={"night": hearing(members=members)}
    )
    assert [p.rpartition('" is empty. ')[2] for p in problems(root)] == ["Write something here", "Write something here"]


def test_the_smallest_store(tmp_path: Path) -> None:
    library = read_library(write_workspace(tmp_path))
    assert list(library.sources) == ["report"]
    assert list(library.offices) == ["example"]
    assert list(library.topics) == ["nih"]
    assert list(library.hearings) == list(library.tables) == []
    assert (library.default_office(), library.settings.office, library.warnings) == ("example", "", ())
    pays = library.topics["nih"].points["pays"]
    assert (pays.id, pays.topic, pays.ref, pays.kind) == ("pays", "nih", "nih/pays", Kind.MESSAGE)


def test_the_starter_store_is_read_without_a_warning() -> None:
    library = read_library(Path(__file__).resolve().parents[2])
    assert len(library.topics) >= 7
    assert library.warnings == ()


def test_everything_keeps_the_order_of_the_files(tmp_path: Path) -> None:
    names = ["zebra", "mule", "ant"]
    root = write_workspace(
        tmp_path,
        topics={n: topic(points={p: point() for p in names}, facts={f: fact() for f in names}) for n in names},
        sources={"report": source(), **{n: source() for n in names}},
        offices={n: office() for n in names},
    )
    library = read_library(root)
    assert list(library.topics) == sorted(names)
    assert list(library.topics["mule"].points) == list(library.topics["mule"].facts) == names
    assert list(library.sources) == ["report", *names]
    assert list(library.offices) == names
    assert library.default_office() == "zebra"


def test_the_settings_name_the_default_office(tmp_path: Path) -> None:
    offices = {"one": office(), "two": office()}
    library = read_library(write_workspace(tmp_path, offices=offices, settings={"office": "two"}))
    assert library.default_office() == "two"
    assert library.mark(library.settings, "office") == Mark("onepager.yaml", 1, 9)
    assert problems(write_workspace(tmp_path, offices=offices, settings={"office": "tow"})) == [
        'onepager.yaml:1:9: there is no office "tow". Did you mean "two"?'
    ]


@pytest.mark.parametrize("kind", Kind)
def test_a_point_has_the_clearance_of_its_kind_unless_it_says_its_own(kind: Kind, tmp_path: Path) -> None:
    one = point(kind=kind.value, question="Why?", speaker="Rep. Example")
    root = write_workspace(tmp_path, topics={"nih": topic(points={"a": one, "b": {**one, "clearance": "congress"}})})
    points = read_library(root).topics["nih"].points
    assert points["a"].clearance == CLEARANCE_OF_KIND[kind]
    assert points["b"].clearance == Clearance.CONGRESS


def test_the_collector_is_left_as_it_was(tmp_path: Path) -> None:
    root = write_workspace(tmp_path)
    assert gc.isenabled()
    read_library(root)
    assert gc.isenabled()
    gc.disable()
    try:
        read_library(root)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_digest_changes_with_any_byte_of_any_file_and_with_nothing_else(tmp_path: Path) -> None:
    def digest(name: str, **files: Any) -> str:
        return read_library(write_workspace(tmp_path / name, **files)).digest

    tables: dict[str, Any] = {"projects": table()}
    digests = {
        "same": digest("a"),
        "source": digest("b", sources={"report": source(note="x")}),
        "topic": digest("c", topics={"nih": topic(ask="x")}),
        "name": digest("d", topics={"nih2": topic()}),
        "office": digest("e", offices={"example": office(district="x")}),
        "settings": digest("f", settings={"office": "example"}),
        "table": digest("g", tables=tables),
        "csv": digest("h", tables=tables, csv=PROJECTS_CSV.replace("5016", "5017")),
        "hearing": digest("i", hearings={"one": hearing()}),
    }
    assert len(set(digests.values())) == len(digests)
    assert digests["same"] == digest("z")
    (tmp_path / "z" / "talking_points" / "topics" / "notes.txt").write_text("x", encoding="utf-8")
    assert read_library(tmp_path / "z").digest == digests["same"]


# --- files ------------------------------------------------------------------------------------------------------------


def test_missing_files_are_named(tmp_path: Path) -> None:
    missing = "this file is missing. Make it, or restore it"
    assert problems(tmp_path) == [f"offices.yaml:1:1: {missing}", f"sources.yaml:1:1: {missing}"]


def test_there_has_to_be_an_office(tmp_path: Path) -> None:
    assert problems(write_workspace(tmp_path, offices="# none yet\n")) == [
        "offices.yaml:1:1: there is no office. Add one; documents come from an office"
    ]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nih.yml", "the name of this file does not end in .yaml. Rename it nih.yaml"),
        ("nih.YAML", "the name of this file does not end in .yaml. Rename it nih.yaml"),
        (
            "NIH funding.yaml",
            '"NIH funding" cannot be an id. Rename this file: an id has small letters, digits and hyphens, '
            'such as "nih-funding"',
        ),
    ],
)
def test_the_name_of_a_file_is_an_id(name: str, words: str, tmp_path: Path) -> None:
    root = write_workspace(tmp_path, hearings={"one": hearing(topics=[name.split(".")[0]])})
    path = root / STORE / "topics" / "nih.yaml"
    path.rename(path.with_name(name))
    assert problems(root) == [f"topics/{name}:1:1: {words}"]


def test_hidden_files_and_other_kinds_are_left_alone(tmp_path: Path) -> None:
    root = write_workspace(tmp_path)
    for name in (".nih.yaml", "~nih.yaml", "nih.yaml~", "notes.txt"):
        (root / STORE / "topics" / name).write_text("no: yaml: here", encoding="utf-8")
    assert list(read_library(root).topics) == ["nih"]


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    root = write_workspace(
        tmp_path,
        sources="report:\n  publisher: P\n  title: a: b\n",
        offices={"example": office(chamber="hous")},
        topics={"a": topic(ask=None), "b": "title: [", "c": topic(points={"p": point(full="{jobs}")})},
        hearings={"one": hearing(topics=["c", "d"])},
        tables={"projects": table(key="county")},
        settings={"offise": "example"},
    )
    assert [p.split(": ")[0] for p in problems(root)] == [
        "onepager.yaml:1:1",
        "hearings/one.yaml:6:3",
        "offices.yaml:3:12",
        "sources.yaml:3:11",
        "tables/projects.yaml:3:6",
        "topics/a.yaml:1:1",
        "topics/b.yaml:1:8",
        "topics/c.yaml:13:12",
    ]


def test_what_is_there_but_cannot_be_read_is_not_said_to_be_missing(tmp_path: Path) -> None:
    uses = topic(
        points={"pays": point(full="{{ other/jobs }}", sources=["bad", "report"], offices=["gone"], witness="doe")}
    )
    root = write_workspace(
        tmp_path,
        sources={"report": source(), "bad": source(title=None)},
        offices={"gone": office(name=None), "example": office()},
        topics={"nih": uses, "other": topic(title=None)},
        hearings={"one": hearing(title=None)},
    )
    assert [p.split(": ")[0] for p in problems(root)] == [
        "hearings/one.yaml:1:1",
        "offices.yaml:1:1",
        "sources.yaml:4:1",
        "topics/other.yaml:1:1",
    ]
    root = write_workspace(tmp_path / "lost", sources="a: b: c\n", topics={"nih": topic()})
    assert [p.split(": ")[0] for p in problems(root)] == ["sources.yaml:1:5"]


# --- references -------------------------------------------------------------------------------------------------------


def prose_of(model: type[Model]) -> list[str]:
    return [field.name for field in printed_fields(model) if field.kind == PROSE]


def test_every_field_of_prose_is_checked(tmp_path: Path) -> None:
    bad = "A {{ nih/nothing }} here."
    every = point(kind="question", **{name: bad for name in prose_of(Point) if name != "followup"}, followup=[bad])
    chart = {"kind": "columns", "finding": bad, "facts": {"Jobs": "jobs"}}
    witness = {"doe": {"name": "Dr. Doe", "bio": bad, "expected": [bad]}}
    root = write_workspace(
        tmp_path,
        topics={"nih": topic(**dict.fromkeys(prose_of(Topic), bad), points={"p": every}, charts={"c": chart})},
        hearings={"one": hearing(purpose=bad, witnesses=witness)},
    )
    found = problems(root)
    expected = sum(len(prose_of(m)) for m in (Topic, Point, ChartSpec, Hearing, Witness))
    assert expected >= 17
    assert len(found) == expected
    assert all('there is no fact "nothing" in the topic "nih"' in p for p in found)


def test_a_fact_of_another_topic(tmp_path: Path) -> None:
    fentanyl = topic(facts={"deaths": fact(value="107,543")})
    root = write_workspace(
        tmp_path, topics={"nih": topic(points={"p": point(full="{{ fentanyl/deaths }}")}), "fentanyl": fentanyl}
    )
    library = read_library(root)
    assert [f.ref for f in library.used_facts(library.topics["nih"].points["p"])] == ["fentanyl/deaths"]
    root = write_workspace(
        tmp_path, topics={"nih": topic(points={"p": point(full="{{ deaths }}")}), "fentanyl": fentanyl}
    )
    assert problems(root) == [
        'topics/nih.yaml:13:15: there is no fact "deaths" in the topic "nih". Did you mean "fentanyl/deaths"?'
    ]


def test_a_hearing_says_of_which_topic_a_fact_is(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, hearings={"one": hearing(purpose="On {{ jobs }} jobs.")})
    assert problems(root) == [
        'hearings/one.yaml:9:16: "jobs" does not say of which topic. Write topic/jobs in a hearing'
    ]
    root = write_workspace(tmp_path, hearings={"one": hearing(purpose="On {{ nih/jobs }} jobs.")})
    assert read_library(root).hearings["one"].purpose == "On {{ nih/jobs }} jobs."


def test_used_facts_and_columns_come_in_order_of_use_each_once(tmp_path: Path) -> None:
    facts = {name: fact() for name in ("a", "b", "c", "d")}
    one = point(full="{{ c }} {{ a }} {{ c.measure }} {{ row.projects }}", short="{{ a }} {{ d }} {{ row.name }}")
    root = write_workspace(
        tmp_path,
        topics={"nih": topic(facts=facts, points={"p": one, "q": point()}, table="projects")},
        tables={"projects": table()},
    )
    library = read_library(root)
    points = library.topics["nih"].points
    assert [f.id for f in library.used_facts(points["p"])] == ["c", "a", "d"]
    assert library.used_columns(points["p"]) == ("projects", "name")
    assert (library.used_facts(points["q"]), library.used_columns(points["q"])) == ((), ())


def test_names_of_things_that_do_not_exist(tmp_path: Path) -> None:
    root = write_workspace(
        tmp_path,
        topics={
            "nih": topic(
                facts={
                    "jobs": fact(source="reprt", superseded_by="newer", status="superseded"),
                    "grants": fact(value=None, series={"FY2023": {"value": "1", "source": "other"}, "FY2024": "2"}),
                },
                table="project",
                points={"p": point(sources=["report", {"source": "none", "locator": "p. 1"}])},
            )
        },
        hearings={"one": hearing(topics=["nih", "nhi"], office="exemple")},
        tables={"projects": table(columns={"projects": {"kind": "number", "measure": "m", "source": "gone"}})},
    )
    assert problems(root) == [
        'hearings/one.yaml:6:3: there is no topic "nhi". Did you mean "nih"?',
        'hearings/one.yaml:10:9: there is no office "exemple". Did you mean "example"?',
        'tables/projects.yaml:8:13: there is no source "gone". There is only report',
        'topics/nih.yaml:9:13: there is no source "reprt". Did you mean "report"?',
        'topics/nih.yaml:10:20: there is no fact "newer" in the topic "nih". There are jobs, grants',
        'topics/nih.yaml:18:17: there is no source "other". There is only report',
        'topics/nih.yaml:26:15: there is no source "none". There is only report',
        'topics/nih.yaml:28:8: there is no table "project". Did you mean "projects"?',
    ]


def test_a_reference_to_something_that_exists_is_fine(tmp_path: Path) -> None:
    figures = {
        "kind": "number", "measure": "projects under way", "source": "report", "as_of": "2022-09-02", "status": "final",
    }  # fmt: skip
    root = write_workspace(
        tmp_path,
        topics={
            "nih": topic(
                facts={"old": fact(superseded_by="jobs", status="superseded"), "jobs": fact()},
                points={"p": point(kind="question", question="Why?", witness="doe", offices=["example"])},
                table="projects",
                charts={"c": {"kind": "bars", "finding": "More.", "column": "projects"}},
            )
        },
        hearings={"one": hearing(office="example", audiences=["hearing"])},
        tables={"projects": table(columns={"projects": figures})},
    )
    library = read_library(root)
    assert library.fact("jobs", "nih") is library.fact("nih/jobs") is library.topics["nih"].facts["jobs"]
    with pytest.raises(LookupError, match='there is no fact "nih/jbos"; did you mean "jobs"'):
        library.fact("jbos", "nih")
    with pytest.raises(LookupError, match='there is no topic "nhi"; did you mean "nih"'):
        library.fact("nhi/jobs")


def test_facts_cannot_supersede_each_other_in_a_circle(tmp_path: Path) -> None:
    facts = {a: fact(superseded_by=b, status="superseded") for a, b in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "d"))}
    found = of_topic(tmp_path, facts=facts)
    assert len(found) == 4
    assert all("these facts supersede each other in a circle. Name the newest one" in p for p in found)


def test_who_is_superseded_says_so(tmp_path: Path) -> None:
    assert of_topic(tmp_path, facts={"a": fact(superseded_by="b"), "b": fact()}) == [
        'topics/nih.yaml:10:5: the fact "a" names a fact that supersedes it and has the status "current". '
        'Write "status: superseded"'
    ]


def test_a_fact_cannot_be_called_row(tmp_path: Path) -> None:
    assert of_topic(tmp_path, facts={"row": fact()}) == [
        'topics/nih.yaml:6:3: "row" cannot be the id of a fact. It names the row of a table'
    ]


# --- clearance --------------------------------------------------------------------------------------------------------

LEVELS = ["public", "congress", "office"]


@pytest.mark.parametrize("used", LEVELS)
@pytest.mark.parametrize("own", LEVELS)
def test_a_point_uses_facts_and_sources_up_to_its_own_clearance(own: str, used: str, tmp_path: Path) -> None:
    root = write_workspace(
        tmp_path,
        sources={"report": source(), "memo": source(clearance=used)},
        topics={
            "nih": topic(
                facts={"jobs": fact(clearance=used)},
                points={"p": point(full="Some {{ jobs }} jobs.", sources=["memo"], clearance=own)},
            )
        },
    )
    if LEVELS.index(used) <= LEVELS.index(own):
        assert read_library(root)
        return
    whose = "a public point" if own == "public" else f"a point for {own} readers"
    assert problems(root) == [
        f'topics/nih.yaml:14:19: {whose} uses the fact "jobs", which is for {used} readers only. Use another, '
        f"or raise the "
        "clearance of the point",
        f'topics/nih.yaml:16:7: a {own} point uses the source "memo", which is for {used} readers only. '
        f'Write "clearance: {used}" for both, or use another',
    ]


def test_a_fact_does_not_cite_a_source_above_its_clearance(tmp_path: Path) -> None:
    series = {"FY2023": "1", "FY2024": {"value": "2", "source": "memo"}}
    root = write_workspace(
        tmp_path,
        sources={"report": source(), "memo": source(clearance="office")},
        topics={"nih": topic(facts={"a": fact(source="memo"), "b": fact(value=None, series=series)})},
    )
    assert [p.partition(". ")[0] for p in problems(root)] == [
        'topics/nih.yaml:9:13: a public fact uses the source "memo", which is for office readers only',
        'topics/nih.yaml:17:17: a public fact uses the source "memo", which is for office readers only',
    ]


def test_texts_of_a_topic_are_for_everyone_and_a_hearing_is_for_congress(tmp_path: Path) -> None:
    facts = {"c": fact(clearance="congress"), "o": fact(clearance="office")}
    root = write_workspace(
        tmp_path,
        topics={"nih": topic(facts=facts, ask="Fund {{ c }}.")},
        hearings={"one": hearing(purpose="On {{ nih/c }} and {{ nih/o }}.")},
    )
    assert problems(root) == [
        'hearings/one.yaml:9:32: a hearing uses the fact "nih/o", which is for office readers only. Use another',
        'topics/nih.yaml:4:14: a text for every reader uses the fact "c", which is for congress readers only. '
        "Use another",
    ]


def test_a_column_is_as_secret_as_its_source(tmp_path: Path) -> None:
    figures = {"kind": "number", "measure": "projects", "source": "memo"}
    root = write_workspace(
        tmp_path,
        sources={"report": source(), "memo": source(clearance="office")},
        topics={"nih": topic(points={"p": point(full="{{ row.projects }} here.")}, table="projects")},
        tables={"projects": table(columns={"projects": figures})},
    )
    assert problems(root) == [
        'topics/nih.yaml:13:19: a public point uses "projects", whose source is for office readers only. Use '
        "another, or "
        "raise the clearance of the point"
    ]


# --- series and charts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "periods",
    [
        ["FY2017", "FY2023", "FY2024"],
        ["2022", "2023"],
        ["2023 Q2", "2023 Q4", "2024 Q1"],
        ["2023-11", "2024-02"],
        ["January 2024", "Feb. 2024", "2024"],
        ["before", "after"],
        ["FY2021-22", "FY2022-23"],
    ],
)
def test_a_series_has_its_oldest_period_first(periods: list[str], tmp_path: Path) -> None:
    def store(order: list[str]) -> Path:
        series = {p: str(n) for n, p in enumerate(order)}
        return write_workspace(tmp_path, topics={"nih": topic(facts={"jobs": fact(value=None, series=series)})})

    assert list(read_library(store(periods)).fact("nih/jobs").series) == periods
    if periods != ["before", "after"]:
        assert "is out of order. Put the oldest period first" in problems(store(periods[::-1]))[0]


def with_losses(root: Path, kind: str) -> Path:
    """Three charts of that kind, of figures below zero."""
    change = fact(value=None, series={"FY2023": "2", "FY2024": "-3"})
    charts = {
        "series": {"kind": kind, "finding": "Down", "series": "change"},
        "facts": {"kind": kind, "finding": "Down", "facts": {"Change": "change", "Jobs": "jobs"}},
        "column": {"kind": kind, "finding": "Down", "column": "projects"},
    }
    return write_workspace(
        root,
        topics={"nih": topic(facts={"jobs": fact(), "change": change}, charts=charts, table="projects")},
        tables={"projects": table()},
        csv="state,name,projects\nMA,Massachusetts,5016\nNM,New Mexico,\nUT,Utah,-12\n",
    )


@pytest.mark.parametrize("kind", ["bars", "columns", "comparison"])
def test_bars_do_not_go_below_zero(kind: str, tmp_path: Path) -> None:
    said = [p.partition(": ")[2] for p in problems(with_losses(tmp_path, kind))]
    fact_, column = 'the fact "change" is below zero', 'the column "projects" is below zero for Utah'
    assert said == [
        f"{what}. Its bars begin at zero; draw it as a line, or say it in words" for what in (fact_, fact_, column)
    ]


def test_a_line_may_go_below_zero(tmp_path: Path) -> None:
    assert read_library(with_losses(tmp_path, "line")).topics["nih"].charts.keys() == {"series", "facts", "column"}


@pytest.mark.parametrize(
    ("chart", "words"),
    [
        ({"series": "grants"}, []),
        ({"facts": {"Jobs": "jobs", "More": "other/jobs"}}, []),
        ({"column": "projects"}, []),
        ({}, ['16:3: the chart "c" is drawn of one thing. Give it exactly one of series, facts and column']),
        ({"series": "jobs"}, ['19:13: the fact "jobs" has no series. Give it two periods or more']),
        ({"series": "term"}, ['19:13: the fact "term" is not a number. A chart is drawn of numbers']),
        ({"series": "gone"}, ['19:13: there is no fact "gone" in the topic "nih". There are jobs, grants, cost, '
         'term, memo']),
        ({"facts": {"A": "jobs", "B": "cost"}}, ['19:5: this chart compares different kinds of values. Draw '
         'them apart']),
        ({"facts": {"A": "memo"}}, ['20:10: a public chart uses the fact "memo", which is for office readers only. '
                                    'Write "clearance: office" for both, or use another']),
        ({"column": "project"}, ['19:13: the table "projects" has no column of figures "project". Did you mean '
         '"projects"?']),
        ({"column": "name"}, ['19:13: the table "projects" has no column of figures "name". It has projects']),
        ({"series": "grants", "at_most": "1"}, ['20:14: "at_most" is "1". It has to be at least 2']),
        ({"series": "grants", "kind": "pie"}, ['17:11: "kind" cannot be "pie". It is one of bars, columns, '
         'line, comparison']),
    ],
)  # fmt: skip
def test_a_chart_is_drawn_of_numbers_that_exist(chart: dict[str, Any], words: list[str], tmp_path: Path) -> None:
    text = """\
title: T
short: S
bottom_line: B
ask: A
table: projects
facts:
  jobs: {value: "1", measure: m, source: report}
  grants: {series: {FY2023: "1", FY2024: "2"}, measure: m, source: report}
  cost: {value: $1, measure: m, source: report}
  term: {value: five years, measure: m, source: report}
  memo: {value: "1", measure: m, source: report, clearance: office}
points:
  p: {kind: message, full: x}
# charts
charts:
  c:
"""
    for key, value in {"kind": "columns", "finding": "More.", **chart}.items():
        entries = [f"      {k}: {v}\n" for k, v in value.items()] if isinstance(value, dict) else []
        text += f"    {key}:\n{''.join(entries)}" if entries else f"    {key}: {value}\n"
    root = write_workspace(tmp_path, topics={"nih": text, "other": topic()}, tables={"projects": table()})
    if words:
        assert problems(root) == [f"topics/nih.yaml:{w}" for w in words]
    else:
        assert list(read_library(root).topics["nih"].charts) == ["c"]


# --- tables -----------------------------------------------------------------------------------------------------------


def read_csv(root: Path, csv: str | bytes, **fields: Any) -> Path:
    return write_workspace(root, tables={"projects": table(**fields)}, csv=csv)


def test_a_row_is_found_by_its_key(tmp_path: Path) -> None:
    csv = "state,full,projects,secret\nMA,Massachusetts, 5016 ,x\n\nNM,New Mexico,,\n,,,\n"
    library = read_library(read_csv(tmp_path, csv, name="full"))
    assert library.row("projects", "MA") == {
        "state": "MA", "full": "Massachusetts", "projects": "5016", "name": "Massachusetts",
    }  # fmt: skip
    assert library.row("projects", "NM") == {"state": "NM", "full": "New Mexico", "projects": "", "name": "New Mexico"}
    assert library.row("projects", "ma") is library.row("project", "MA") is None
    assert list(library.tables["projects"].columns) == ["projects", "state", "full", "name"]


@pytest.mark.parametrize(
    ("csv", "warnings"),
    [
        (PROJECTS_CSV.encode("utf-8-sig"), []),
        (PROJECTS_CSV.replace("\n", "\r\n"), []),
        ('state,name,projects\nMA,"Massachusetts",5016\n"NM","New, Mexico","1,280"\n', []),
        (PROJECTS_CSV.replace(",", ";"), ["the columns of this file are parted by semicolons"]),
        (PROJECTS_CSV.replace(",", "\t"), ["the columns of this file are parted by tabs"]),
        (
            PROJECTS_CSV.replace("New", "Ñew").encode("cp1252"),
            ['this file is not UTF-8; read in the letters of Windows, this is "Ñew Mexico"'],
        ),
    ],
)
def test_spreadsheets_write_csv_in_many_ways(csv: str | bytes, warnings: list[str], tmp_path: Path) -> None:
    library = read_library(read_csv(tmp_path, csv))
    assert [w.what for w in library.warnings] == warnings
    assert all(w.severity == "warning" and w.mark.file == STORE + "tables/projects.csv" for w in library.warnings)
    row = library.row("projects", "NM")
    assert row is not None
    assert row["projects"] in ("128", "1,280")


@pytest.mark.parametrize(
    ("csv", "words"),
    [
        ("", "projects.csv:1:1: this file is empty. Export the table again"),
        ("state,name,projects\n", "projects.csv:1:1: this file has no rows. Export the table again"),
        ("state,name\nMA,M\n", 'projects.yaml:5:3: projects.csv has no column "projects". It has state, name'),
        ("State,name,projects\nMA,M,1\n", 'projects.yaml:3:6: projects.csv has no column "state". Did you mean '
         '"State"?'),
        ("state,nam,projects\nMA,M,1\n", 'projects.yaml:1:1: projects.csv has no column "name". Did you mean "nam"?'),
        ("state,name,name,projects\nMA,M,M,1\n", 'projects.csv:1:12: two columns are called "name". Rename one '
         'of them'),
        ("state,name,projects\nMA,M\n", "projects.csv:2:1: this row has 2 cells, and the header 3. Put a cell "
         "that has a "
         "comma in it in quotes"),
        ("state,name,projects\n,M,1\n", 'projects.csv:2:1: this row has no "state". Fill it in, or remove the row'),
        ("state,name,projects\nMA,M,1\n\nMA,N,2\n", 'projects.csv:4:1: "MA" stands twice; the first is on line '
         '2. Remove '
         "one of the rows"),
        ("state,name,projects\nMA,M,many\n", 'projects.csv:2:6: column "projects": "many" is not a number. Write it in '
         "digits, such as 407,782"),
        ('state,name,projects\nMA,M,"40,7782"\n', 'projects.csv:2:6: column "projects": "40,7782" is not a '
         'well-written '
         "number. Put a comma before every three digits: 407,782"),
        ('state,name,projects\nMA,"M\nN",1\nNM,"O"x,2\n', "projects.csv:4:1: a quotation mark in this row is "
         "not closed, or "
         'text goes on after it. Write a quotation mark inside a cell twice: ""'),
        ("state,name,projects\nMA,M\ue000,1\n", "projects.csv:2:5: a character of a private font (U+E000) stands here. "
         "Delete it"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_csv_is_located(csv: str | bytes, words: str, tmp_path: Path) -> None:
    assert problems(read_csv(tmp_path, csv)) == [f"tables/{words}"]


@pytest.mark.parametrize("file", ["../projects.csv", "/etc/passwd", "..\\projects.csv", ".projects.csv"])
def test_the_csv_stands_beside_its_table(file: str, tmp_path: Path) -> None:
    assert problems(read_csv(tmp_path, PROJECTS_CSV, file=file)) == [
        f'tables/projects.yaml:2:7: "{file}" is not a file name. Put the CSV beside this file'
    ]


def test_a_csv_that_is_not_there(tmp_path: Path) -> None:
    assert problems(read_csv(tmp_path, PROJECTS_CSV, file="gone.csv")) == [
        "tables/projects.yaml:2:7: there is no file talking_points/tables/gone.csv. Put the CSV beside this file"
    ]


def test_a_column_that_a_text_names_has_to_exist(tmp_path: Path) -> None:
    root = write_workspace(
        tmp_path,
        topics={"nih": topic(points={"p": point(full="{{ row.name }} has {{ row.projcts }}.")}, table="projects")},
        tables={"projects": table()},
    )
    assert problems(root) == [
        'topics/nih.yaml:13:38: the table "projects" has no column "projcts". Did you mean "projects"?'
    ]


def test_a_column_of_figures_says_what_it_measures_and_whence(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, tables={"projects": table(columns={"projects": {"kind": "number"}})})
    assert problems(root) == [
        'tables/projects.yaml:5:3: the column "projects" is a column of figures. Give it a measure and a source, as a '
        "fact has"
    ]


# --- places -----------------------------------------------------------------------------------------------------------

NIH = """\
title: T
short: S
bottom_line: >-
  Jobs: {{ jobs }}.
ask: A
facts:
  jobs:
    value: 1
    measure: m
    source: report
points:
  jobs: {kind: message, full: x}
  pays:
    kind: message
    full: >-
      One
      two {{ jobs }} three.
    followup:
      - And {{ jobs }}?
"""


def test_every_part_knows_its_line(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, topics={"nih": NIH}, hearings={"one": hearing()}, tables={"projects": table()})
    library = read_library(root)
    nih = library.topics["nih"]
    places = {
        "source": library.mark(library.sources["report"], "title"),
        "office": library.mark(library.offices["example"], "state", key=True),
        "topic": library.mark(nih, "ask"),
        "fact": library.mark(nih.facts["jobs"]),
        "point": library.mark(nih.points["pays"]),
        "wording": library.mark(nih.points["pays"], "full"),
        "entry": library.mark(nih.points["pays"], "followup", 0),
        "absent": library.mark(nih.points["pays"], "short"),
        "hearing": library.mark(library.hearings["one"], "witnesses", "doe", "name"),
        "table": library.mark(library.tables["projects"], "key"),
    }
    assert {k: str(v).removeprefix(STORE) for k, v in places.items()} == {
        "source": "sources.yaml:3:10",
        "office": "offices.yaml:4:3",
        "topic": "topics/nih.yaml:5:6",
        "fact": "topics/nih.yaml:7:3",
        "point": "topics/nih.yaml:13:3",
        "wording": "topics/nih.yaml:15:11",
        "entry": "topics/nih.yaml:19:9",
        "absent": "topics/nih.yaml:13:3",
        "hearing": "hearings/one.yaml:8:11",
        "table": "tables/projects.yaml:3:6",
    }


def test_a_place_can_be_asked_for_by_id(tmp_path: Path) -> None:
    root = write_workspace(tmp_path, topics={"nih": NIH}, hearings={"one": hearing()}, tables={"projects": table()})
    library = read_library(root)
    lines = {
        ref: library.mark(ref).line for ref in ("nih", "report", "example", "one", "projects", "nih/jobs", "nih/pays")
    }
    assert lines == {"nih": 1, "report": 1, "example": 1, "one": 1, "projects": 1, "nih/jobs": 7, "nih/pays": 13}
    with pytest.raises(LookupError):
        library.mark("nothing")
    with pytest.raises(LookupError):
        library.mark("nothing/jobs")


def test_a_character_of_a_text_knows_its_line_and_column(tmp_path: Path) -> None:
    library = read_library(write_workspace(tmp_path, topics={"nih": NIH}))
    nih = library.topics["nih"]
    pays = nih.points["pays"]
    file = STORE + "topics/nih.yaml"
    assert library.position(nih, "bottom_line", nih.bottom_line.index("{{")) == Mark(file, 4, 9)
    assert library.position(pays, "full", pays.full.index("{{")) == Mark(file, 17, 11)
    assert library.position("nih/pays", ("followup", 0), pays.followup[0].index("{{")) == Mark(file, 19, 13)
