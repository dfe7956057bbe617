"""What has changed since a document was made: each kind of change, how grave it is, and the verdict."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.document.receipt import Receipt
from generator.project import load
from generator.receipts import receipt_of
from generator.receipts.changes import Change, Gravity, Verdict, changes_since, same_value, verdict
from tests.receipts.offices import DAY, edit, made_for, new_office

TOPIC = "topics/nih-funding.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_office(tmp_path)


@pytest.fixture
def receipt(root: Path) -> Receipt:
    project = load(root)
    return receipt_of(project, made_for(project, "nih-funding", "constituent"))


Since = Callable[..., list[Change]]


@pytest.fixture
def since(root: Path, receipt: Receipt) -> Since:
    """What has changed once the store was edited: `old` to `new` in the file of the topic."""

    def changes(*edits: tuple[str, str], today: date = DAY, file: str = TOPIC) -> list[Change]:
        for old, new in edits:
            edit(root, file, old, new)
        return changes_since(receipt, load(root).library, today)

    return changes


JOBS = "        value: 407,782\n"


def test_nothing_changed(since: Since) -> None:
    assert since() == []
    assert verdict([]) is Verdict.SAFE


def test_a_value(since: Since) -> None:
    [change] = since((JOBS, "        value: 410,000\n"))
    assert (change.kind, change.gravity, change.ref) == ("value", Gravity.STOP, "nih-funding/jobs")
    assert str(change) == "jobs supported by NIH grants: was 407,782 (FY2024), now 410,000 (FY2024)"
    assert verdict([change]) is Verdict.STOP


def test_the_same_value_in_other_words_is_none(since: Since) -> None:
    assert since(("        value: $94.58 billion\n", "        value: $94,580 million\n")) == []


def test_a_newer_period_of_a_series_overtakes_nothing(since: Since) -> None:
    head = "        locator: first page\n"
    rest = (
        "    as_of: 2025-03-11\n    status: final\n    source: umr-2025\n    locator: first page\n"
        "    review_by: 2027-03-31\n    tags: [headline]\n    note: >-\n      Four"
    )
    [newer] = since((head + rest, f"{head}      FY2025: 420,000\n{rest}"))
    assert (newer.kind, newer.gravity) == ("newer", Gravity.LOOK)
    assert str(newer) == "jobs supported by NIH grants has a newer figure: 420,000 (FY2025)"
    assert verdict([newer]) is Verdict.CHECK


def test_an_older_period_that_a_chart_shows(since: Since) -> None:
    [change] = since(("        value: $68.795 billion\n", "        value: $70 billion\n"))
    assert (change.ref, change.kind) == ("nih-funding/activity@FY2017", "value")


def test_a_figure_of_a_table(since: Since) -> None:
    [change] = since(("MA,Massachusetts,7074", "MA,Massachusetts,7100"), file="tables/nih-projects-by-state.csv")
    assert (change.ref, change.was, change.now) == ("nih-projects-by-state/MA/projects", "7,074", "7,100")


@pytest.mark.parametrize(
    ("status", "gravity"), [("disputed", Gravity.STOP), ("superseded", Gravity.STOP), ("final", Gravity.NOTE)]
)
def test_a_status(since: Since, status: str, gravity: Gravity) -> None:
    [change] = since(("    status: projected\n", f"    status: {status}\n"))
    assert (change.kind, change.gravity, change.was, change.now) == ("status", gravity, "projected", status)


def test_what_supersedes_it_is_named(since: Since) -> None:
    [change] = since(("    status: projected\n", "    status: superseded\n    superseded_by: request-societies\n"))
    assert change.now == "superseded, superseded by request-societies"


def test_a_source_a_place_and_a_date(since: Since) -> None:
    found = since(
        ("    as_of: 2024\n    status: projected\n    source: cap-agenda\n    locator: The role of Congress\n",
         "    as_of: 2025\n    status: projected\n    source: umr-2025\n    locator: page 2\n"),
    )  # fmt: skip
    kinds = {c.kind: c.gravity for c in found if c.ref == "nih-funding/proposed-cut"}
    assert kinds == {"source": Gravity.LOOK, "as-of": Gravity.NOTE}


def test_a_figure_that_is_gone(root: Path, receipt: Receipt) -> None:
    gone = replace(receipt, facts=tuple(replace(f, ref=f.ref.replace("jobs", "gone")) for f in receipt.facts))
    [change] = [c for c in changes_since(gone, load(root).library, DAY) if c.kind == "removed"]
    assert change.gravity is Gravity.STOP
    assert str(change) == "jobs supported by NIH grants: 407,782 is no longer in the store"


def test_a_review_that_is_overdue(since: Since) -> None:
    found = since(today=date(2027, 4, 1))
    assert {c.kind for c in found} == {"review"}
    assert verdict(found) is Verdict.CHECK
    assert "jobs supported by NIH grants was due for review on March 31, 2027" in map(str, found)


def test_the_wording_of_a_point(since: Since) -> None:
    [change] = since(("That is {{ return }} for every dollar granted. The", "That is {{ return }} a dollar. The"))
    assert (change.kind, change.gravity) == ("wording", Gravity.LOOK)
    assert "That is $2.56 for every dollar granted." in change.was
    assert "That is $2.56 a dollar." in change.now


def test_another_wording_of_a_point_is_not_the_documents_affair(since: Since) -> None:
    assert since(("Putting the money back later does not bring the team back.", "Money does not bring it back.")) == []


def test_a_point_that_is_for_others_now(since: Since) -> None:
    edits = ("    lead: It pays its way.\n", "    lead: It pays its way.\n    embargo: 2026-12-24\n")
    [change] = since(edits)
    assert (change.kind, change.gravity) == ("embargo", Gravity.STOP)
    assert str(change) == "the point “It pays its way.” is under embargo until December 24, 2026"


def test_the_topics_own_texts(since: Since) -> None:
    [change] = since(("ask: >-\n  Reject any cut", "ask: >-\n  Support any cut"))
    assert (change.kind, change.gravity) == ("ask", Gravity.STOP)
    assert str(change).startswith("the ask of “NIH funding”: was “Reject any cut to the NIH budget. Pass")
    assert "now “Support any cut to the NIH budget. Pass" in str(change)


def test_an_ask_that_reads_as_before_is_no_other_ask(since: Since) -> None:
    [change] = since(("Reject any cut to the NIH budget. Pass", "reject any cut to  the NIH budget. Pass"))
    assert (change.kind, change.gravity) == ("texts", Gravity.LOOK)


def test_another_bottom_line(since: Since) -> None:
    [change] = since(("bottom_line: >-\n  Research paid", "bottom_line: >-\n  Medical research paid"))
    assert (change.kind, change.gravity) == ("bottom line", Gravity.LOOK)
    assert str(change).startswith("the bottom line of “NIH funding”: was “Research paid for by the National")


def test_a_bottom_line_that_says_the_opposite(since: Since) -> None:
    [change] = since(("bottom_line: >-\n  Research paid", "bottom_line: >-\n  Research not paid"))
    assert (change.kind, change.gravity) == ("bottom line", Gravity.STOP)


@pytest.mark.parametrize(
    ("was", "now", "gravity"),
    [
        ("bottom_line: >-\n  Research paid", "bottom_line: >-\n  research paid", Gravity.LOOK),
        ("short: NIH funding", "short: NIH money", Gravity.NOTE),
    ],
)
def test_other_texts_of_the_topic(since: Since, was: str, now: str, gravity: Gravity) -> None:
    [change] = since((was, now))
    assert (change.kind, change.gravity) == ("texts", gravity)


def test_a_source_is_cited_otherwise(since: Since) -> None:
    [change] = since(("Ongoing NIH-funded research projects by state", "Projects by state"), file="sources.yaml")
    assert (change.kind, change.gravity, change.ref) == ("source", Gravity.NOTE, "beckers-2022")


@pytest.mark.parametrize(
    ("was", "now", "same"),
    [
        ("5", "5", True),
        ("2.5 million", "2,500,000", True),
        ("$5", "5", False),
        ("22 percent", "at least 22 percent", False),
        ("nearly 70 percent", "nearly 70 percent", True),
        ("five years", "5", False),
    ],
)
def test_same_value(was: str, now: str, same: bool) -> None:
    assert same_value(was, now) is same
