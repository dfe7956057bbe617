"""A review of a figure: what it makes of a file, from bytes to bytes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.errors import UsageError
from generator.store.editor import Editor
from generator.store.fact_edits import Findings, Review, enter_review, find_fact, keep_old
from generator.store.library import Library, read_library
from tests.store.factories import fact, topic, write_workspace

FILE = "talking_points/topics/nih.yaml"
FACTS = """\
title: Protect research funding
short: Research
bottom_line: Research pays.
ask: Fund research.
facts:
  jobs:
    value: 407,782  # table 3
    measure: jobs supported
    source: report
  return:
    measure: return
    series:
      FY2023: $2.46
      FY2024: $2.56
    source: report
points: {}
"""


def reviewed(root: Path, name: str, *, keep: bool = False, **found: str) -> tuple[str, str]:
    """The file after a review of a fact, and what keeps the old figure. The store is sound with it."""
    write_workspace(root, topics={"nih": FACTS})
    library, editor = read_library(root), Editor(FACTS.encode(), FILE)
    old, findings = library.fact(name, "nih"), Findings(**found)
    kept = keep_old(editor, library, old, findings) if keep else ""
    enter_review(editor, old, Review(findings, "A. Staff", date(2026, 11, 24)))
    assert (root / FILE).read_text(encoding="utf-8") == FACTS
    read_library(root, {FILE: editor.result()})
    return editor.result().decode(), kept


def replaced(before: str, after: str) -> str:
    assert FACTS.count(before) == 1
    return FACTS.replace(before, after)


CHECKED = "    checked: 2026-11-24\n    checked_by: A. Staff\n"
JOBS = "    value: 407,782  # table 3\n    measure: jobs supported\n    source: report\n"
RETURN = "      FY2024: $2.56\n    source: report\n"


def test_who_looked_and_when_is_all_that_is_entered_without_findings(tmp_path: Path) -> None:
    assert reviewed(tmp_path, "jobs") == (replaced(JOBS, JOBS + CHECKED), "")


def test_what_was_found_stands_in_its_place(tmp_path: Path) -> None:
    new = "    value: 410,000  # table 3\n    measure: jobs supported\n    as_of: 2026-03\n    source: report\n"
    after, _ = reviewed(tmp_path, "jobs", value=" 410,000 ", as_of="2026-03")
    assert after == replaced(JOBS, new + CHECKED)


def test_the_old_figure_is_kept_beside_the_new_one(tmp_path: Path) -> None:
    after, kept = reviewed(tmp_path, "jobs", keep=True, value="410,000")
    old = f"  {kept}:\n    value: 407,782\n    measure: jobs supported\n    status: superseded\n"
    old += "    superseded_by: jobs\n    source: report\n"
    assert kept == "jobs-old"
    assert after == replaced(JOBS, JOBS.replace("407,782", "410,000") + CHECKED + old)


def test_a_name_that_is_taken_in_the_file_gets_a_number(tmp_path: Path) -> None:
    facts = {"jobs": fact(), "jobs-old": fact(), "jobs-old-2": fact()}
    root = write_workspace(tmp_path, topics={"nih": topic(facts=facts)})
    library = read_library(root)
    editor = Editor((root / FILE).read_bytes(), FILE)
    assert keep_old(editor, library, library.fact("nih/jobs"), Findings(value="5")) == "jobs-old-3"


@pytest.mark.parametrize(
    ("found", "period"),
    [
        ({"value": "$2.60"}, "      FY2024: $2.60\n"),
        ({"value": "$2.60", "period": "FY2025"}, "      FY2024: $2.56\n      FY2025: $2.60\n"),
        ({"locator": "page 3"}, "      FY2024:\n        value: $2.56\n        locator: page 3\n"),
    ],
)
def test_in_a_series_it_goes_to_the_period(tmp_path: Path, found: dict[str, str], period: str) -> None:
    after, _ = reviewed(tmp_path, "return", **found)
    assert after == replaced(RETURN, period + "    source: report\n" + CHECKED)


@pytest.mark.parametrize(
    ("name", "found", "message"),
    [
        ("jobs", {"keep": True}, "give the new one with --value"),
        ("return", {"period": "FY2030"}, 'nih/return has no period "FY2030"; to add it, give its --value, too'),
        ("return", {"period": "FY2030", "value": "$3", "keep": True}, "a series keeps its older periods by itself"),
    ],
)
def test_findings_that_do_not_go_together(tmp_path: Path, name: str, found: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        reviewed(tmp_path, name, **found)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    facts = {"jobs": fact(), "labs": fact()}
    topics = {"nih": topic(facts=facts), "nsf": topic(facts={"jobs": fact(), "grants": fact()})}
    return read_library(write_workspace(tmp_path_factory.mktemp("store"), topics=topics))


def test_a_fact_is_found_by_its_name(library: Library) -> None:
    assert find_fact(library, "nsf/jobs").ref == "nsf/jobs"
    assert find_fact(library, "grants").ref == "nsf/grants"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("jobs", 'several topics have a fact "jobs"; write one of nih/jobs, nsf/jobs'),
        ("nih/lab", 'did you mean "nih/labs"?'),
        ("grant", 'did you mean "nsf/grants"?'),
        ("weather", "onepager facts lists them"),
    ],
)
def test_a_fact_that_cannot_be_told(library: Library, typed: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        find_fact(library, typed)
    assert message in str(caught.value)
