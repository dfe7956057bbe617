"""`onepager check`: findings with their line and a caret, as text and as JSON; only errors make it fail."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from generator.checks.language import speller
from generator.cli import check as check_module
from tests.cli.conftest import Run

TOPIC = "talking_points/topics/fentanyl.yaml"
STORE = ("check", "--no-documents", "--as-of", "2026-11-24")


def spoil(office: Path, old: str, new: str) -> None:
    path = office / TOPIC
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_warnings_are_shown_with_code_line_and_caret_and_do_not_fail(office: Path, onepager: Run) -> None:
    result = onepager(*STORE)
    assert result.exit_code == 0
    at = result.stdout.index(f"{TOPIC}:82:13: warning TP107: “fentanyl/deaths-article”, more than 112,000, is disputed")
    shown = result.stdout[at:].split("\n")[1:3]
    assert shown == ["  82 |     status: disputed", "     |             ^"]
    assert re.search(r"\n\d+ warnings in \d+ files$", result.stdout.rstrip())


def test_an_error_makes_it_fail(office: Path, onepager: Run) -> None:
    before = onepager(*STORE).stdout.splitlines()[-1]
    spoil(office, "A pledge is a start.", "A pledge of 2019 is a start.")
    result = onepager(*STORE)
    assert result.exit_code == 1
    assert "error TP301: no fact stands behind “2019”" in result.stdout
    assert result.stdout.splitlines()[-1] == f"1 error and {before}"


def test_as_json(office: Path, onepager: Run) -> None:
    spoil(office, "A pledge is a start.", "A pledge of 2019 is a start.")
    result = onepager(*STORE, "--json")
    said = json.loads(result.stdout)
    assert (result.exit_code, said["ok"], said["errors"]) == (1, False, 1)
    assert said["warnings"] == sum(p["severity"] == "warning" for p in said["problems"])
    [error] = [p for p in said["problems"] if p["severity"] == "error"]
    assert set(error) == {"file", "line", "column", "severity", "code", "what", "why", "mend"}
    assert (error["file"], error["code"]) == (TOPIC, "TP301")


def test_settings_and_silences_of_the_office_hold(office: Path, onepager: Run) -> None:
    spoil(office, "A pledge is a start.", "A pledge of 2019 is a start.")
    (office / "onepager.yaml").write_text(
        "office: rep-example\nrules:\n  TP301: warning\n  TP108: off\n", encoding="utf-8"
    )
    result = onepager(*STORE)
    assert result.exit_code == 0
    assert "TP108" not in result.stdout
    assert "warning TP301" in result.stdout


def test_what_was_not_looked_at_is_said(office: Path, onepager: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speller, "command", lambda: None)
    result = onepager(*STORE)
    assert "spelling was not looked at: codespell is not installed" in result.stderr
    assert "none of the 98 documents was made and looked at; --documents does that, too" in result.stderr
    assert json.loads(onepager(*STORE, "--json").stdout)["unseen"] == [
        "spelling was not looked at: codespell is not installed (pip install codespell)",
        "none of the 98 documents was made and looked at; --documents does that, too",
    ]


def test_a_large_store_is_checked_without_its_documents(
    office: Path, onepager: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_module, "MOST_DOCUMENTS", 97)
    assert "none of the 98 documents" in onepager("check", "--as-of", "2026-11-24").stderr


def test_documents_are_looked_at_too(office: Path, onepager: Run) -> None:
    for template in (office / "templates").glob("*.md"):
        if template.stem != "member":
            template.unlink()
    manifest = office / "talking_points" / "hearings" / "research-security.yaml"
    text = re.sub(r"audiences: .*", "audiences: [member]", manifest.read_text(encoding="utf-8"))
    text = re.sub(r"name: Representative (Max|Ida).*\n    audiences: .*", r"name: \1", text)
    manifest.write_text(text, encoding="utf-8")
    spoil(office, "Know the supply line.", "Know the DEA supply line.")
    assert "TP507" not in onepager(*STORE).stdout
    result = onepager("check", "--as-of", "2026-11-24")
    assert "warning TP507: “DEA” is never spelled out in fentanyl for member" in result.stdout
