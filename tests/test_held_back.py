"""A figure is as secret as what states it: in every place that prints a figure without a point, in every format, and in
every command that tells of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator import workspace
from generator.cli import app
from generator.document.receipt import encode
from generator.errors import ContentError, Exit
from generator.inspection import forbidden
from generator.inspection.files import open_file
from generator.inspection.opened import single
from generator.pipeline import Made, Request, make, render
from generator.project import load
from generator.receipts import receipt_of
from generator.receipts.changes import changes_since
from generator.store.library import Library, read_library
from generator.store.schema import Clearance
from generator.values.dates import start_of_day
from tests.store.factories import fact, hearing, point, source, table, topic, write_workspace

BEFORE, AFTER = date(2026, 11, 24), date(2026, 12, 4)
UNTIL = "2026-12-03 10:00 ET"
STATES = "The new score puts it at {{ new-score }}."
FRONT = "---\nname: Trial\nclearance: {clearance}\npages: 2\ntheme: capitol\n---\n# {{{{ topic.title }}}}\n\n"

SERIES = {"FY2024": "$3.21 billion", "FY2025": "$4.56 billion", "FY2026": "$7.35 billion"}


def zed(**fields: Any) -> dict[str, Any]:
    """A topic with a figure that only the point `breaking` states, under embargo."""
    made = {
        "title": "Zed protection act",
        "short": "Zed act",
        "facts": {
            "old-score": fact(value="$3.21 billion", tags=["headline"]),
            "older-score": fact(value="$2.22 billion", tags=["headline"]),
            "new-score": fact(value="$7.35 billion", tags=["headline"], label="ten-year cost"),
            "costs": fact(value=None, series=SERIES),
        },
        "points": {
            "basics": point(full="The act costs {{ old-score }}, and not {{ older-score }}."),
            "breaking": point(full=f"{STATES} It grows to {{{{ costs }}}}.", embargo=UNTIL),
        },
        "charts": {
            "scores": {
                "kind": "comparison",
                "finding": "Costs keep rising",
                "facts": {"Older": "older-score", "Old": "old-score", "New": "new-score"},
            },
            "years": {"kind": "columns", "finding": "Costs rise every year", "series": "costs"},
        },
    }
    return topic(**{**made, **fields})


@pytest.fixture
def office(tmp_path: Path) -> Path:
    root = workspace.init(tmp_path / "office").root
    for name in ("topics", "hearings", "tables"):
        for path in (root / "talking_points" / name).iterdir():
            path.unlink()
    (root / "onepager.yaml").unlink()
    return write_workspace(root, topics={"zz": zed()})


def made(root: Path, body: str, day: date = BEFORE, clearance: str = "public") -> Made:
    (root / "templates" / "trial.md").write_text(FRONT.format(clearance=clearance) + body, encoding="utf-8")
    return make(load(root), Request("zz", "trial", "example", day))


def text_in(root: Path, document: Made, format_: str) -> str:
    """All that a file says, its pictures aside: its texts, properties and receipt."""
    receipt = encode(receipt_of(load(root), document))
    data = render(document, format_, receipt)
    if format_ == "txt":
        return data.decode()
    return " ".join(piece.text for text in open_file(f"trial.{format_}", data).texts for piece in text.pieces)


PLACES = {
    "big numbers": "::: stats\n{{ facts('headline') }}\n:::",
    "a table of figures": "::: figures\n{{ facts() }}\n:::",
    "a list": "{% for f in facts() %}\n- {{ f.value }}\n{% endfor %}",
    "figures read aloud": "{% for f in facts() %}\n- {{ f.spoken }}\n{% endfor %}",
    "the last of the figures": "{{ facts('headline') | last }}",
    "charts": "{% for c in charts(at_most=4) %}\n::: chart\n{{ c }}\n:::\n{% endfor %}",
}
SPELLED = ("7.35", "$7.4B", "seven point three five", "7350000000")


@pytest.mark.parametrize("format_", ["txt", "docx", "pdf"])
@pytest.mark.parametrize("clearance", ["public", "congress", "office"])
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_no_place_prints_it_before_the_hour_and_each_does_after(
    office: Path, place: str, clearance: str, format_: str
) -> None:
    before = text_in(office, made(office, place, BEFORE, clearance), format_)
    assert [s for s in SPELLED if s in before] == []
    assert "new-score" not in before
    after = text_in(office, made(office, place, AFTER, clearance), format_)
    assert [s for s in SPELLED if s in after] != []


def test_of_a_series_the_period_is_left_out_and_told(office: Path) -> None:
    document = made(office, PLACES["charts"])
    said = render(document, "txt").decode()
    assert "FY2024" in said
    assert "FY2025" in said
    assert "FY2026" not in said
    assert "Older" in said
    assert document.draft.held_back == (
        "the chart “scores” is drawn without New: zz/new-score is stated only by the point zz/breaking (under embargo "
        "until December 3, 2026, 10:00 a.m. ET)",
        "the chart “years” is drawn without FY2026: zz/costs, FY2026, is stated only by the point zz/breaking (under "
        "embargo until December 3, 2026, 10:00 a.m. ET)",
    )


def test_a_chart_of_which_one_bar_is_left_is_left_out(office: Path) -> None:
    charts = {"scores": {"kind": "bars", "finding": "It doubles", "facts": {"Old": "old-score", "New": "new-score"}}}
    write_workspace(office, topics={"zz": zed(charts=charts)})
    document = made(office, "{{ topic.ask }}\n\n" + PLACES["charts"])
    assert "It doubles" not in render(document, "txt").decode()
    assert document.draft.held_back[0].startswith("the chart “scores” is held back: zz/new-score is stated only by")


def test_a_chart_whose_finding_states_it_is_left_out(office: Path) -> None:
    charts = zed()["charts"] | {
        "told": {"kind": "columns", "finding": "It is now {{ new-score }}", "series": "costs"},
    }
    write_workspace(office, topics={"zz": zed(charts=charts)})
    assert "It is now" not in render(made(office, PLACES["charts"]), "txt").decode()
    assert "It is now" in render(made(office, PLACES["charts"], AFTER), "txt").decode()


def test_a_source_goes_only_if_nothing_that_may_be_seen_cites_it(office: Path) -> None:
    sources = {"report": source(title="The old one"), "score": source(title="The new one")}
    facts = zed()["facts"] | {"new-score": fact(value="$7.35 billion", source="score", tags=["headline"])}
    write_workspace(office, sources=sources, topics={"zz": zed(facts=facts)})
    body = PLACES["big numbers"] + "\n\n::: sources\n:::"
    said = render(made(office, body), "txt").decode()
    assert "The old one" in said
    assert "The new one" not in said
    assert "The new one" in render(made(office, body, AFTER), "txt").decode()


# --- the rule ----------------------------------------------------------------------------------------------------


def asked(root: Path, reader: str = "public", day: date = BEFORE, **files: Any) -> str:
    """Why `zz/new-score` may not be seen, or the empty string."""
    library = read_library(write_workspace(root, **files))
    held = library.held_back(library.fact("zz/new-score"), Clearance(reader), start_of_day(day))
    return held.why if held else ""


def one(texts: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """A store whose topic has the fact `new-score`, and these points and texts."""
    points = texts if texts is not None else {"breaking": point(full=STATES, embargo=UNTIL)}
    facts = {"new-score": fact(value="$7.35 billion", unit="cost", **fields)}
    return {"topics": {"zz": topic(facts=facts, points={"pays": point(), **points})}}


HELD = {
    "one under embargo": ({"a": point(full=STATES, embargo=UNTIL)}, "public", BEFORE),
    "under embargo for the office, too": ({"a": point(full=STATES, embargo=UNTIL)}, "office", BEFORE),
    "one for Congress": ({"a": point(full=STATES, clearance="congress")}, "public", AFTER),
    "one for the office": ({"a": point(full=STATES, clearance="office")}, "congress", AFTER),
    "one of each": (
        {"a": point(full=STATES, embargo=UNTIL), "b": point(full=STATES, clearance="office")},
        "public",
        BEFORE,
    ),
    "a lead": ({"a": point(lead="It is {{ new-score | short }}", embargo=UNTIL)}, "public", BEFORE),
    "its value alone": ({"a": point(full="It is {{ new-score.value }}", embargo=UNTIL)}, "public", BEFORE),
    "in another wording": ({"a": point(spoken="It is {{ new-score | spoken }}", embargo=UNTIL)}, "public", BEFORE),
    "a follow-up": (
        {"a": point(kind="question", question="Why?", full=None, followup=["{{ new-score }}?"], embargo=UNTIL)},
        "public",
        BEFORE,
    ),
}


@pytest.mark.parametrize(("points", "reader", "day"), HELD.values(), ids=HELD)
def test_a_fact_is_held_back_as_long_as_all_that_states_it_is(
    points: dict[str, Any], reader: str, day: date, tmp_path: Path
) -> None:
    assert asked(tmp_path, reader, day, **one(points)).startswith("is stated only by the point zz/a (")


OPEN = {
    "after the hour": ({"a": point(full=STATES, embargo=UNTIL)}, {}, "public", AFTER),
    "a public point states it, too": (
        {"a": point(full=STATES, embargo=UNTIL), "b": point(full=STATES)},
        {},
        "public",
        BEFORE,
    ),
    "for the office": ({"a": point(full=STATES, clearance="office")}, {}, "office", BEFORE),
    "nothing states it": ({}, {}, "public", BEFORE),
    "only its unit is named": ({"a": point(full="In {{ new-score.unit }}.", embargo=UNTIL)}, {}, "public", BEFORE),
    "it says that it is public": (
        {"a": point(full=STATES, embargo=UNTIL)},
        {"clearance": "public"},
        "public",
        BEFORE,
    ),
    "its own embargo has ended": (
        {"a": point(full=STATES, embargo=UNTIL)},
        {"embargo": "2026-11-01"},
        "public",
        BEFORE,
    ),
}


@pytest.mark.parametrize(("points", "fields", "reader", "day"), OPEN.values(), ids=OPEN)
def test_else_it_may_be_seen(
    points: dict[str, Any], fields: dict[str, Any], reader: str, day: date, tmp_path: Path
) -> None:
    assert asked(tmp_path, reader, day, **one(points, **fields)) == ""


@pytest.mark.parametrize("name", ["title", "short", "bottom_line", "bottom_line_spoken", "headline", "summary", "ask"])
def test_the_texts_of_a_topic_are_public_texts(name: str, tmp_path: Path) -> None:
    store = one()
    store["topics"]["zz"][name] = "It is {{ new-score }}"
    assert asked(tmp_path, **store) == ""


@pytest.mark.parametrize(
    ("field", "reader", "embargo", "seen"),
    [
        ("purpose", "public", None, True),
        ("purpose", "public", UNTIL, False),
        ("purpose", "congress", UNTIL, True),
        ("bio", "public", UNTIL, False),
        ("expected", "public", None, False),
        ("expected", "congress", None, True),
    ],
)
def test_a_hearing_states_it_for_its_own_readers(
    field: str, reader: str, embargo: str | None, seen: bool, tmp_path: Path
) -> None:
    said: dict[str, Any] = {"purpose": "It is {{ zz/new-score }}."}
    if field != "purpose":
        text = "It is {{ zz/new-score }}."
        said = {"witnesses": {"doe": {"name": "Dr. Jo Doe", field: [text] if field == "expected" else text}}}
    night = hearing(topics=["zz"], embargo=embargo, **said)
    assert (asked(tmp_path, reader, **one(), hearings={"night": night}) == "") is seen


def test_what_a_fact_says_itself_holds_back_all_of_it(tmp_path: Path) -> None:
    assert asked(tmp_path, **one({}, clearance="congress")) == "is for congress"
    assert asked(tmp_path, **one({}, embargo=UNTIL)) == "is under embargo until December 3, 2026, 10:00 a.m. ET"


def test_a_point_that_states_a_figure_under_embargo_waits_for_it(office: Path) -> None:
    facts = zed()["facts"] | {"new-score": fact(value="$7.35 billion", embargo=UNTIL)}
    points = {"basics": point(), "early": point(full=STATES)}
    write_workspace(office, topics={"zz": zed(facts=facts, points=points)})
    document = made(office, "{% for p in points('message') %}\n- {{ p }}\n{% endfor %}")
    assert "7.35" not in render(document, "txt").decode()
    [why] = [d.reason for d in document.outcomes() if not d.included]
    assert why == "states zz/new-score, which is under embargo until December 3, 2026, 10:00 a.m. ET"


def test_a_text_of_the_topic_that_does_is_refused_where_it_stands(office: Path) -> None:
    facts = zed()["facts"] | {"new-score": fact(value="$7.35 billion", embargo=UNTIL)}
    write_workspace(office, topics={"zz": zed(facts=facts, points={}, ask="Fund {{ new-score }}.")})
    with pytest.raises(ContentError) as caught:
        made(office, "{{ topic.ask }}")
    [problem] = caught.value.problems
    assert problem.mark.file == "talking_points/topics/zz.yaml"
    assert "under embargo until December" in problem.what
    made(office, "{{ topic.ask }}", AFTER)


# --- the guard ---------------------------------------------------------------------------------------------------


def found(library: Library, text: str, reader: str = "public", day: date = BEFORE) -> set[str]:
    hits = forbidden(library, Clearance(reader), start_of_day(day)).search(single("text", text))
    return {f"{hit.secret.ref} {' '.join(hit.secret.path)}" for hit in hits}


SPELLINGS = [
    "It is $7.35 billion.",
    "It is $7.35\u00a0billion over ten years.",
    "It is 7.35 billion dollars.",
    "It is $7.35B.",
    "It is $7.4B.",
    "It is 7,350 million.",
    "It is $7,350,000,000.",
    "It is seven point three five billion dollars.",
]


@pytest.mark.parametrize("text", SPELLINGS)
def test_the_guard_finds_it_in_every_spelling(text: str, tmp_path: Path) -> None:
    library = read_library(write_workspace(tmp_path, **one()))
    assert "zz/new-score value" in found(library, text)
    assert found(library, text, day=AFTER) == set()


def test_the_guard_finds_its_name(tmp_path: Path) -> None:
    facts = {"score-by-the-budget-office": fact(value="$7.35 billion")}
    points = {"a": point(full="It is {{ score-by-the-budget-office }}.", embargo=UNTIL)}
    library = read_library(write_workspace(tmp_path, topics={"zz": topic(facts=facts, points=points)}))
    text = '{"facts": ["zz/score-by-the-budget-office"]}'
    assert found(library, text) == {"zz/score-by-the-budget-office id"}
    assert found(library, text, day=AFTER) == set()


@pytest.mark.parametrize(
    ("value", "unit", "text", "is_found"),
    [
        ("415", "deaths", "There were 415 deaths.", True),
        ("415", "deaths", "There were 415\u00a0deaths.", True),
        ("415", "deaths", "In room 415.", False),
        ("22 percent", "of grants", "It is 22% of grants.", True),
        ("22 percent", "of grants", "It is 22% of roads.", False),
        ("24", "hours", "Within 24 hours.", False),
        ("5", "labs", "All 5 labs.", False),
        ("105,000", "jobs", "one hundred five thousand jobs", True),
        ("the first in thirty years", "", "It is the first in thirty years.", True),
    ],
)
def test_a_figure_of_few_digits_is_told_by_its_unit(
    value: str, unit: str, text: str, is_found: bool, tmp_path: Path
) -> None:
    store = one({"a": point(full="It is {{ new-score }}.", embargo=UNTIL)})
    store["topics"]["zz"]["facts"]["new-score"] = fact(value=value, unit=unit)
    library = read_library(write_workspace(tmp_path, **store))
    assert ("zz/new-score value" in found(library, text)) is is_found


FALLING = {"FY2024": "$7.35 billion", "FY2025": "$1.00 billion"}
OPENLY: dict[str, Callable[[dict[str, Any]], None]] = {
    "a public point types it": lambda z: z["points"].update(b=point(full="Roads cost $7.35 billion.")),
    "a topic's text types it": lambda z: z.update(ask="Spend $7.35 billion on roads."),
    "another fact has the same value": lambda z: z["facts"].update(b=fact(value="$7,350 million")),
    "another fact is short the same": lambda z: z["facts"].update(b=fact(value="$7.4 billion")),
    "an older period has it": lambda z: z["facts"].update(b=fact(value=None, series=FALLING)),
}  # fmt: skip


@pytest.mark.parametrize("openly", OPENLY.values(), ids=OPENLY)
def test_the_same_digits_where_readers_may_see_them_are_no_leak(
    openly: Callable[[dict[str, Any]], None], tmp_path: Path
) -> None:
    store = one()
    openly(store["topics"]["zz"])
    library = read_library(write_workspace(tmp_path, **store))
    text = "Roads cost $7.4B." if "b" in store["topics"]["zz"]["facts"] else "Roads cost $7.35 billion."
    if store["topics"]["zz"]["facts"].get("b", {}).get("value") == "$7.4 billion":
        assert found(library, "Roads cost $7.35 billion.") == {"zz/new-score value"}
    assert found(library, text) == set()


def test_a_cell_with_the_same_digits_is_no_leak(tmp_path: Path) -> None:
    store = one()
    store["topics"]["zz"]["facts"]["new-score"] = fact(value="5,016")
    library = read_library(write_workspace(tmp_path, **store, tables={"projects": table()}))
    assert found(library, "There are 5,016 projects.") == set()
    csv = "state,name,projects\nMA,Massachusetts,5017\n"
    library = read_library(write_workspace(tmp_path, **store, tables={"projects": table()}, csv=csv))
    assert found(library, "There are 5,016 projects.") == {"zz/new-score value"}


def test_words_that_a_public_figure_begins_with_are_no_leak(tmp_path: Path) -> None:
    store = one()
    store["topics"]["zz"]["facts"] = {"new-score": fact(value="407,000"), "b": fact(value="407,782")}
    library = read_library(write_workspace(tmp_path, **store))
    assert found(library, "four hundred seven thousand seven hundred eighty-two") == set()


# --- what tells of it --------------------------------------------------------------------------------------------


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.mark.parametrize("audience", ["press", "constituent", "staff", "member"])
def test_explain_gives_the_reason(office: Path, audience: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office)
    asked = ("explain", "zz", "-a", audience, "--as-of", BEFORE.isoformat())
    told = "zz/new-score is stated only by the point zz/breaking (under embargo until December"
    assert told in run(*asked).stdout
    held_back = json.loads(run(*asked, "--json").stdout)["held_back"]
    assert any(words.startswith(told) for words in held_back)
    assert "zz/new-score" not in run("explain", "zz", "-a", audience, "--as-of", AFTER.isoformat()).stdout


def test_a_build_tells_what_it_left_out(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office)
    said = run("build", "zz", "-a", "press,constituent", "-v", "--as-of", BEFORE.isoformat())
    assert said.exit_code == Exit.OK, said.output
    assert "held back: zz/new-score is stated only by the point zz/breaking" in said.stdout
    assert "is drawn without New" in said.stdout
    for path in (office / "output").glob("2*.docx"):
        assert "nothing in it" in run("inspect", str(path), "--as-of", BEFORE.isoformat()).stdout


def test_trace_tells_that_a_figure_has_been_held_back_since(office: Path) -> None:
    points = {"basics": point(), "breaking": point(full=STATES)}
    write_workspace(office, topics={"zz": zed(points=points)})
    document = made(office, PLACES["big numbers"])
    receipt = receipt_of(load(office), document)
    assert changes_since(receipt, load(office).library, BEFORE) == []
    write_workspace(office, topics={"zz": zed()})
    [change] = changes_since(receipt, load(office).library, BEFORE)
    assert (change.kind, change.gravity, change.ref) == ("withdrawn", "stop", "zz/new-score")
    assert "under embargo until" in str(change)


def test_a_moment_is_held_against_the_hour_itself(tmp_path: Path) -> None:
    library = read_library(write_workspace(tmp_path, **one()))
    hour = datetime.fromisoformat("2026-12-03T10:00:00-05:00")
    new = library.fact("zz/new-score")
    assert library.held_back(new, Clearance.PUBLIC, hour) is None
    assert library.held_back(new, Clearance.PUBLIC, hour.replace(hour=9)) is not None
