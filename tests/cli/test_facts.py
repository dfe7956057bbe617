"""`facts`: the table, and the review that edits a figure where it stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from generator.cli import app
from generator.cli.helpers.console import Console
from generator.cli.helpers.session import Session
from generator.cli.review import complete_fact, review_command
from generator.errors import Exit
from generator.files import whole
from generator.store.library import read_library
from tests.cli.processes import at_once
from tests.receipts.offices import build, edit

Run = Callable[..., Result]
FILE = "talking_points/topics/nih-funding.yaml"


def rows(onepager: Run, *words: str) -> list[dict]:
    return json.loads(onepager("facts", *words, "--json").stdout)["facts"]


def review(onepager: Run, fact: str, *words: str) -> Result:
    return onepager("facts", "review", fact, "--checked-by", "A. Staff", "--on", "2026-11-24", *words)


def added(before: str, after: str) -> list[str]:
    """The lines that came."""
    return [line[1:] for line in unified_diff(before.splitlines(), after.splitlines(), n=0) if line[0] == "+"][1:]


# --- the table ---


def test_the_table_has_every_fact_of_the_store_or_of_a_topic(onepager: Run, office: Path) -> None:
    library = read_library(office)
    assert len(rows(onepager)) == sum(len(t.facts) for t in library.topics.values())
    assert {r["fact"].partition("/")[0] for r in rows(onepager, "fentanyl")} == {"fentanyl"}
    out = onepager("facts", "fentanyl").stdout
    assert out.splitlines()[0].split() == [
        "fact",
        "value",
        "look",
        "as",
        "of",
        "status",
        "age",
        "used",
        "documents",
        "sent",
    ]
    assert "nearly 70 percent" in out


def test_what_is_overdue_comes_first_and_is_counted(onepager: Run, office: Path) -> None:
    found = rows(onepager, "--as-of", "2027-05-01")
    assert found[0]["urgency"] == "overdue"
    assert found[0]["attention"] == "review was due 2027-03-31"
    urgencies = ["unsound", "overdue", "incomplete", "soon", "unused", "none"]
    order = [urgencies.index(row["urgency"]) for row in found]
    assert order == sorted(order)


def test_it_names_the_points_documents_and_releases_of_a_figure(onepager: Run, office: Path) -> None:
    built = build(office, "fentanyl", "press")
    onepager("release", str(built.pdf), "--to", "AP", "--on", "2026-11-20")
    found = {row["fact"]: row for row in rows(onepager, "fentanyl")}
    deaths = found["fentanyl/deaths-all-drugs"]
    assert "fentanyl/the-toll" in deaths["points"]
    assert "fentanyl: chart deaths" in deaths["texts"]
    assert [d["number"] for d in deaths["documents"]] == [built.receipt.number]
    assert [r["to"] for r in deaths["releases"]] == ["AP"]
    assert found["fentanyl/deaths-article"]["documents"] == []


def test_a_topic_that_does_not_exist(onepager: Run, office: Path) -> None:
    result = onepager("facts", "fentanil")
    assert result.exit_code == Exit.USAGE
    assert 'there is no topic "fentanil"; did you mean "fentanyl"?' in result.stderr


# --- the review ---


def test_a_review_without_findings_only_says_who_and_when(onepager: Run, office: Path) -> None:
    before = (office / FILE).read_text()
    assert review(onepager, "nih-funding/proposed-cut").exit_code == Exit.OK
    assert added(before, (office / FILE).read_text()) == ["    checked: 2026-11-24", "    checked_by: A. Staff"]


def test_a_new_value_of_a_series_goes_to_its_newest_period(onepager: Run, office: Path) -> None:
    before = (office / FILE).read_text()
    review(onepager, "nih-funding/jobs", "--value", "410,000", "--locator", "table 3", "--review-by", "2028-03-31")
    assert added(before, (office / FILE).read_text()) == [
        "        value: 410,000",
        "        locator: table 3",
        "    review_by: 2028-03-31",
        "    checked: 2026-11-24",
        "    checked_by: A. Staff",
    ]
    fact = read_library(office).fact("nih-funding/jobs")
    assert (str(fact.current.value), fact.current.locator, fact.checked_by) == ("410,000", "table 3", "A. Staff")


def test_a_new_period_is_added_to_a_series(onepager: Run, office: Path) -> None:
    before = (office / FILE).read_text()
    review(onepager, "nih-funding/jobs", "--period", "FY2025", "--value", "420,000", "--as-of", "2026-03")
    assert added(before, (office / FILE).read_text())[:3] == [
        "      FY2025:",
        "        value: 420,000",
        "        as_of: 2026-03",
    ]
    assert read_library(office).fact("nih-funding/jobs").current.period == "FY2025"


def test_a_plain_fact_is_changed_in_its_own_lines(onepager: Run, office: Path) -> None:
    review(onepager, "nih-funding/proposed-cut", "--value", "25%", "--period", "FY2027", "--source", "umr-2025")
    fact = read_library(office).fact("nih-funding/proposed-cut")
    assert (str(fact.current.value).replace("\u00a0", " "), fact.period, fact.source) == (
        "25 percent",
        "FY2027",
        "umr-2025",
    )


@pytest.mark.parametrize(
    ("fact", "value", "old"),
    [("nih-funding/jobs", "410,000", "jobs-2025-03-11"), ("fentanyl/pledge", "2024-01", "pledge-2024")],
)
def test_the_old_figure_is_kept_as_superseded(onepager: Run, office: Path, fact: str, value: str, old: str) -> None:
    was = read_library(office).fact(fact).current
    assert json.loads(review(onepager, fact, "--value", value, "--keep-old", "--json").stdout)["kept"] == old
    library = read_library(office)
    topic, _, name = fact.partition("/")
    kept = library.fact(old, topic)
    assert (kept.current.value, kept.current.as_of, kept.source) == (was.value, was.as_of, was.source)
    assert (kept.status.value, kept.superseded_by) == ("superseded", name)
    assert kept.measure == library.fact(fact).measure
    ids = list(library.topics[topic].facts)
    assert ids.index(old) == ids.index(name) + 1


def test_comments_line_ends_and_everything_else_stay(onepager: Run, office: Path) -> None:
    path = office / FILE
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    review(onepager, "nih-funding/return", "--value", "$2.57")
    after = path.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\n") == after.count(b"\r\n") == before.count(b"\r\n") + 2
    assert b"series:                         # several periods" in after
    assert (
        after.replace(b"$2.57", b"$2.56").replace(b"    checked: 2026-11-24\r\n    checked_by: A. Staff\r\n", b"")
        == before
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--value", "410K"], '"410K" is shortened; write 410,000'),
        (["--source", "umr"], 'there is no source "umr"'),
        (["--status", "fine"], '"fine"'),
        (["--review-by", "soon"], '"soon" is not a date'),
        (["--value", "$5"], "is in dollars, and nih-funding/jobs is a plain number (407,782 jobs)"),
        (["--period", "FY2030"], 'nih-funding/jobs has no period "FY2030"; to add it, give its --value, too'),
        (["--keep-old"], "give the new one with --value"),
        (["--keep-old", "--value", "407,000", "--period", "FY2030"], "a series keeps its older periods by itself"),
    ],
)
def test_what_would_make_a_mistake_is_refused_and_the_file_is_left(
    onepager: Run, office: Path, words: list[str], message: str
) -> None:
    before = (office / FILE).read_bytes()
    result = review(onepager, "nih-funding/jobs", *words)
    assert result.exit_code in (Exit.CONTENT, Exit.USAGE)
    assert message in result.stderr
    assert (office / FILE).read_bytes() == before
    assert list((office / FILE).parent.glob("*tmp*")) == []


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("nih-funding/job", 'did you mean "nih-funding/jobs"?'),
        ("pledg", 'did you mean "pledge"?'),
        ("weather/rain", "onepager facts lists them"),
    ],
)
def test_a_fact_that_does_not_exist(onepager: Run, office: Path, typed: str, message: str) -> None:
    assert message in review(onepager, typed).stderr


def test_a_bare_name_will_do_where_it_is_the_only_one(onepager: Run, office: Path) -> None:
    assert review(onepager, "pledge").exit_code == Exit.OK
    assert read_library(office).fact("fentanyl/pledge").checked_by == "A. Staff"


def test_whoever_changes_a_released_figure_hears_of_the_recall(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    onepager("release", str(built.pdf), "--to", "MIT")
    result = review(onepager, "nih-funding/jobs", "--value", "410,000", "--json")
    assert json.loads(result.stdout)["to_recall"] == [built.receipt.number]
    assert "1 released document to correct: onepager recall" in result.stderr


def test_a_change_by_somebody_else_in_between_is_not_overwritten(
    onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = whole.save

    def late(path: Path, shown: str, data: bytes, before: bytes) -> None:
        edit(office, "topics/nih-funding.yaml", "short: NIH funding\n", "short: NIH\n")
        ours(path, shown, data, before)

    monkeypatch.setattr(whole, "save", late)
    result = review(onepager, "nih-funding/jobs", "--value", "410,000")
    assert "was changed by somebody else just now" in result.stderr
    assert "410,000" not in (office / FILE).read_text()


def test_a_link_is_followed_and_stays_one(onepager: Run, office: Path, tmp_path: Path) -> None:
    path = office / FILE
    path.rename(tmp_path / "shared.yaml")
    path.symlink_to(tmp_path / "shared.yaml")
    review(onepager, "nih-funding/jobs", "--value", "410,000")
    assert path.is_symlink()
    assert "410,000" in (tmp_path / "shared.yaml").read_text()


def test_facts_are_completed_with_the_tab_key(office: Path) -> None:
    context = click.Context(click.Command("review"), obj=Session(Console()))
    found = complete_fact(context, review_command.params[0], "fentanyl/d")
    assert [i.value for i in found] == ["fentanyl/deaths-all-drugs", "fentanyl/decline", "fentanyl/deaths-article"]


# --- what a review refuses, and what it asks ---

FACTS = """\
  money:
    value: $415 million
    measure: money
    source: umr-2025
  share:
    value: 28 percent
    measure: share
    source: umr-2025
  grants:
    value: 4.2 million
    unit: grants
    measure: grants
    source: umr-2025
  day:
    value: 2026-03-01
    measure: day
    source: umr-2025
  open:
    value: to be filled in
    measure: not known yet
    source: umr-2025
"""
DOLLARS = '"415 million dollars"'


@pytest.fixture
def kinds(office: Path) -> Path:
    """The topic with a fact of each kind."""
    edit(office, "topics/nih-funding.yaml", "\nfacts:\n", f"\nfacts:\n{FACTS}")
    return office / FILE


@pytest.mark.parametrize(
    ("fact", "typed", "message"),
    [
        (
            "money",
            "415",
            f'"415" is a plain number, and nih-funding/money is in dollars ($415 million). {{type}}{DOLLARS}',
        ),
        ("money", "415 million", f"{{type}}{DOLLARS}"),
        ("money", "15 million", f"such as --value {DOLLARS}, which is what it was"),  # "$415 million" in bash
        ("money", "2.5 billion", '{type}"2.5 billion dollars"'),
        ("money", "22 percent", f"such as --value {DOLLARS}"),
        ("money", "4", f"such as --value {DOLLARS}"),
        ("money", "0.5 billion", '{type}"0.5 billion dollars"'),
        (
            "money",
            "2026-03-01",
            "is a date, and nih-funding/money is in dollars ($415 million). Write it in the same way",
        ),
        ("share", "22", '{type}"22 percent"'),
        ("share", "0.31", '{type}"31 percent"'),
        ("share", "0.285", '{type}"28.5 percent"'),
        ("share", "2.5 billion", 'such as --value "28 percent"'),
        ("share", "415 million", 'such as --value "28 percent"'),
        ("share", "22 million dollars", 'such as --value "28 percent"'),
        ("share", "415", 'such as --value "28 percent"'),
        ("grants", "$4.3 million", '{type}"4.3 million"'),
        ("grants", "4.3", "4.2 million grants and would be 4.3, 976,744 times less"),
        ("grants", "2024", 'such as --value "4.2 million"'),
        ("grants", "5 million grants", 'Leave the unit out: --value "5 million"'),
        ("day", "22", 'such as --value "March 1, 2026"'),
        ("grants", "13 million", "4.2 million grants and would be 13 million, 3.1 times as much"),
        ("grants", "-4.2 million", "which is another sign"),
        ("share", "0 percent", "which is nothing"),
        ("share", "9 percent", "was 28 percent and would be 9 percent, 3.1 times less"),
    ],
)
def test_another_kind_or_size_of_figure_is_refused_with_what_to_type(
    onepager: Run, kinds: Path, fact: str, typed: str, message: str
) -> None:
    before = kinds.read_bytes()
    result = review(onepager, f"nih-funding/{fact}", "--value", typed)
    assert result.exit_code == Exit.USAGE
    assert message.format(type="If that is the figure, write --value ") in result.stderr
    assert kinds.read_bytes() == before


@pytest.mark.parametrize(
    ("fact", "typed", "now"),
    [
        ("money", "420 million dollars", "$420 million"),
        ("money", "$0.4 billion", "$0.4 billion"),
        ("share", "30%", "30 percent"),
        ("grants", "12.6 million", "12.6 million"),
        ("day", "2026-04", "April 2026"),
        ("open", "12 percent", "12 percent"),
    ],
)
def test_the_same_kind_of_figure_is_entered(onepager: Run, kinds: Path, fact: str, typed: str, now: str) -> None:
    assert review(onepager, f"nih-funding/{fact}", "--value", typed).exit_code == Exit.OK
    value = read_library(kinds.parents[2]).fact(f"nih-funding/{fact}").current.value
    assert str(value).replace("\u00a0", " ") == now


def test_a_large_change_is_entered_with_yes(onepager: Run, kinds: Path) -> None:
    assert review(onepager, "nih-funding/grants", "--value", "13 million", "--yes").exit_code == Exit.OK
    assert "value: 13 million" in kinds.read_text()


@pytest.mark.parametrize(("answer", "code"), [("y\n", Exit.OK), ("n\n", Exit.USAGE), ("\n", Exit.USAGE)])
def test_whoever_sits_before_the_screen_is_asked(
    kinds: Path, monkeypatch: pytest.MonkeyPatch, answer: str, code: Exit
) -> None:
    monkeypatch.setattr("generator.cli.review._somebody_is_there", lambda: True)
    words = ["facts", "review", "nih-funding/grants", "--checked-by", "A. Staff", "--value", "13 million"]
    result = CliRunner().invoke(app, words, input=answer)
    assert result.exit_code == code
    assert ("value: 13 million" in kinds.read_text()) == (code == Exit.OK)


def test_a_figure_that_changes_while_somebody_is_asked_is_asked_about_again(
    kinds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.cli.review._somebody_is_there", lambda: True)
    asked = []

    def confirm(question: str) -> bool:
        asked.append(question)
        if len(asked) == 1:
            kinds.write_text(kinds.read_text().replace("4.2 million", "2.1 million"))
        return True

    monkeypatch.setattr(click, "confirm", confirm)
    words = ["facts", "review", "nih-funding/grants", "--checked-by", "A. Staff", "--value", "13 million"]
    assert CliRunner().invoke(app, words).exit_code == Exit.OK
    assert ["2.1 million" in question for question in asked] == [False, True]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--as-of", "2101-01-01"], "--as-of 2101-01-01 is to come"),
        (["--review-by", "2019-01-01"], "--review-by 2019-01-01 has passed"),
        (["--on", "2101-01-01"], "--on: 2101-01-01 is a day to come"),
        (["--on", "1926-11-24"], "--on: 1926-11-24 has the year 1926; check the year"),
        (["--on", "2016-11-24"], "years ago; check the year"),
        (["--value", ""], "--value is empty"),
        (["--value", " "], "--value is empty"),
        (["--value="], "--value is empty"),
        (["--checked-by", ""], "--checked-by is empty"),
        (["--checked-by", "\u00a0"], "--checked-by is empty"),
        (["--checked-by", "?"], '--checked-by: "?" is no name'),
        (["--source", ""], "--source is empty"),
    ],
)
def test_what_check_would_find_is_refused_at_once(onepager: Run, office: Path, words: list[str], message: str) -> None:
    before = (office / FILE).read_bytes()
    given = [] if "--checked-by" in words else ["--checked-by", "A. Staff"]
    result = onepager("facts", "review", "nih-funding/jobs", *given, *words)
    assert result.exit_code == Exit.USAGE
    assert message in result.stderr
    assert (office / FILE).read_bytes() == before


def test_eight_reviews_at_once_are_all_entered(kinds: Path) -> None:
    names = ["money", "share", "grants", "day", "open", "proposed-cut", "jobs", "return"]
    command = ["facts", "review", "--on", "2026-11-24", "--checked-by"]
    at_once([[*command, f"Staff {n}", f"nih-funding/{name}"] for n, name in enumerate(names)])
    library = read_library(kinds.parents[2])
    assert [library.fact(f"nih-funding/{name}").checked_by for name in names] == [f"Staff {n}" for n in range(8)]
