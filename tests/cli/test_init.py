"""`init`: a new office from nothing, from a checkout and from an installed wheel."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.errors import Exit

Run = Callable[..., Result]
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_new_workspace_can_be_used_at_once(onepager: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    result = onepager("init", "my office")
    assert result.exit_code == Exit.OK
    assert "7 topics, 7 audiences" in result.stdout
    assert result.stdout.splitlines()[-2:] == ['  cd "my office"', "  onepager build"]
    monkeypatch.chdir("my office")
    assert onepager("list", "topics").exit_code == Exit.OK


def test_an_office_can_begin_without_the_topics_of_the_starter(onepager: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert onepager("init", "office", "--empty").stdout.splitlines()[-1] == "  onepager new topic NAME"
    monkeypatch.chdir("office")
    assert onepager("doctor").exit_code == onepager("check").exit_code == Exit.OK
    nothing = onepager("build")
    assert nothing.exit_code == Exit.USAGE
    assert "there is no topic yet; onepager new topic NAME begins one" in nothing.stderr
    assert onepager("new", "topic", "farms").exit_code == Exit.OK
    assert onepager("build", "farms", "-a", "press").exit_code == Exit.OK
    assert [path.name for path in Path("talking_points/topics").iterdir()] == ["farms.yaml"]


def test_in_the_current_folder_there_is_nowhere_to_go(onepager: Run) -> None:
    assert "  cd" not in onepager("init", ".").stdout


def test_json_tells_where_it_is(onepager: Run, tmp_path: Path) -> None:
    data = json.loads(onepager("init", "office", "--json").stdout)
    assert data["root"] == str((tmp_path / "office").resolve())
    assert "sta-renewal" in data["topics"]


def test_a_folder_in_use_is_refused(onepager: Run, tmp_path: Path) -> None:
    (tmp_path / "memo.docx").write_bytes(b"precious")
    result = onepager("init", ".")
    assert result.exit_code == Exit.USAGE
    assert "it holds memo.docx" in result.stderr
