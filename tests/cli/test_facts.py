"""`facts`: the table, and the review that edits a figure where it stands."""

from __future__ import annotations

import json
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path

import click
import pytest
from click.testing import Result

from generator.cli.helpers.console import Console
from generator.cli.helpers.session import Session
from generator.cli.review import complete_fact, review_command
from generator.errors import Exit
from generator.files import whole
from generator.store.library import read_library
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
        (["--value", "$5"], "values of different kinds in one series"),
        (["--period", "FY2030"], 'nih-funding/jobs has no period "FY2030"; to add it, give its --value, too'),
        (["--keep-old"], "give the new one with --value"),
        (["--keep-old", "--value", "5", "--period", "FY2030"], "a series keeps its older periods by itself"),
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
