"""`show`, `explain`, `list`, `check`: what they print, for people and for scripts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.errors import Exit

Run = Callable[..., Result]


@pytest.mark.usefixtures("office")
def test_show_prints_the_words_of_the_text_file(onepager: Run, office: Path) -> None:
    onepager("build", "sta-renewal", "-a", "member", "--format", "txt")
    [file] = (office / "output").glob("*.txt")
    shown = onepager("show", "sta-renewal", "-a", "member")
    assert shown.exit_code == Exit.OK
    assert shown.stdout.rstrip() == file.read_text(encoding="utf-8").rstrip()
    data = json.loads(onepager("show", "sta-renewal", "-a", "member", "--json").stdout)
    assert data["text"] == shown.stdout.rstrip("\n")
    assert data["pages"] == 1


@pytest.mark.usefixtures("office")
def test_explain_tells_every_point_with_its_reason_those_that_are_in_first(onepager: Run) -> None:
    data = json.loads(onepager("explain", "sta-renewal", "-a", "press", "--json").stdout)
    states = [p["included"] for p in data["points"]]
    assert states == sorted(states, reverse=True)
    assert {True, False} == set(states)
    said = onepager("explain", "sta-renewal", "-a", "press").stdout
    for point in data["points"]:
        assert point["id"] in said
        assert point["reason"] in said
    for decision in data["decisions"]:
        assert decision in said
    assert f"{sum(states)} points in, {len(states) - sum(states)} points out" in said


@pytest.mark.usefixtures("office")
def test_explain_holds_embargoes_against_the_date(onepager: Run) -> None:
    onepager("new", "point", "sta-renewal", "not-yet")
    before = onepager("explain", "sta-renewal", "-a", "member").stdout
    assert "under embargo until December" in before
    after = onepager("explain", "sta-renewal", "-a", "member", "--as-of", "2100-01-01").stdout
    assert "under embargo" not in after


@pytest.mark.parametrize("name", ["topics", "audiences", "facts", "sources", "offices"])
@pytest.mark.usefixtures("office")
def test_list_prints_a_row_for_each_thing(onepager: Run, name: str) -> None:
    rows = json.loads(onepager("list", name, "--json").stdout)[name]
    lines = onepager("list", name).stdout.splitlines()
    assert len(rows) == len(lines) - 1 > 1
    assert [line.split()[0] for line in lines[1:]] == [row["id"] for row in rows]


@pytest.mark.usefixtures("office")
def test_the_default_office_is_marked(onepager: Run) -> None:
    offices = json.loads(onepager("list", "offices", "--json").stdout)["offices"]
    assert [o["id"] for o in offices if o["default"]] == ["rep-example"]


@pytest.mark.usefixtures("office")
def test_check_finds_no_error_in_the_starter_set(onepager: Run) -> None:
    result = onepager("check", "--as-of", "2026-11-24")
    assert result.exit_code == Exit.OK
    assert "warnings in" in result.stdout.split("\n")[-2]
    assert json.loads(onepager("check", "--json").stdout)["ok"] is True


def test_check_finds_everything_that_is_wrong_at_once_and_writes_nothing(onepager: Run, office: Path) -> None:
    topic = office / "talking_points" / "topics" / "sta-renewal.yaml"
    topic.write_text(topic.read_text(encoding="utf-8").replace("bottom_line:", "botom_line:", 1), encoding="utf-8")
    template = office / "templates" / "press.md"
    template.write_text(template.read_text(encoding="utf-8").replace("pages: 1", "pages: many"), encoding="utf-8")
    result = onepager("check")
    assert result.exit_code == Exit.CONTENT
    assert "talking_points/topics/sta-renewal.yaml:3:1: error" in result.stdout
    assert "templates/press.md:6:8: error" in result.stdout
    assert list((office / "output").iterdir()) == []
    data = json.loads(onepager("check", "--json").stdout)
    assert data["ok"] is False
    assert data["errors"] == len(data["problems"]) >= 2
