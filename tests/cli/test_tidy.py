"""`tidy`: the change is shown, and written when somebody says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import app
from generator.errors import Exit

Run = Callable[..., Result]
FILE = "talking_points/topics/sta-renewal.yaml"


@pytest.fixture
def pasted(office: Path) -> Path:
    """A file of the store into which somebody pasted."""
    path = office / FILE
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if line.startswith("short:"))
    lines[place] = "short: “Sci\u00adence pact”\n"
    path.write_text("".join(lines), encoding="utf-8")
    return path


def test_the_change_is_shown_and_nothing_is_written(onepager: Run, pasted: Path) -> None:
    before = pasted.read_bytes()
    assert "a soft hyphen (U+00AD) stands here. Delete it; onepager tidy mends it" in onepager("list", "topics").stderr
    result = onepager("tidy", FILE)
    assert result.exit_code == Exit.OK
    assert '+short: "Science pact"' in result.stdout
    assert "a soft hyphen taken out" in result.stdout
    assert "curly quotes around a value" in result.stdout
    assert "add --yes" in result.stdout
    assert pasted.read_bytes() == before


def test_it_is_written_with_yes_and_the_store_reads(onepager: Run, pasted: Path) -> None:
    before = pasted.read_text(encoding="utf-8").splitlines()
    data = json.loads(onepager("tidy", FILE, "--yes", "--json").stdout)
    assert data["written"]
    assert [found["what"] for found in data["found"]] == ["a soft hyphen taken out", "curly quotes around a value"]
    after = pasted.read_text(encoding="utf-8").splitlines()
    assert [new for old, new in zip(before, after, strict=True) if old != new] == ['short: "Science pact"']
    assert onepager("list", "topics").exit_code == Exit.OK
    assert "nothing to tidy" in onepager("tidy", FILE).stdout


@pytest.mark.parametrize("answer", ["y\n", "n\n"])
def test_whoever_sits_before_the_screen_is_asked(pasted: Path, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    monkeypatch.setattr("generator.cli.tidy._somebody_is_there", lambda: True)
    result = CliRunner().invoke(app, ["tidy", FILE], input=answer)
    assert result.exit_code == Exit.OK
    assert ('short: "Science pact"' in pasted.read_text(encoding="utf-8")) == (answer == "y\n")


@pytest.mark.parametrize("file", ["nothing.yaml", "output", "/etc/hostname"])
def test_other_files_are_left_alone(onepager: Run, office: Path, file: str) -> None:
    assert onepager("tidy", file, "--yes").exit_code == Exit.USAGE


def test_the_starter_has_nothing_to_tidy(onepager: Run, office: Path) -> None:
    for path in [*(office / "talking_points").rglob("*.yaml"), *(office / "templates").rglob("*.md")]:
        assert "nothing to tidy" in onepager("tidy", str(path)).stdout
