"""`build --verify`: what it says when Word pages are right, wrong, or cannot be counted."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from generator.cli.helpers import libreoffice
from generator.errors import Exit
from tests.tools.external import require

pytestmark = pytest.mark.slow

Run = Callable[..., Result]
ONE = ("build", "sta-renewal", "-a", "member,press", "--as-of", "2026-11-23")


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[Path]]:
    """Have LibreOffice find so many pages; the files that it is given."""
    given: list[Path] = []

    def pretend(*counts: int | None) -> list[Path]:
        def page_counts(files: Sequence[Path], program: Path) -> list[int | None]:
            given.extend(files)
            return list(counts)

        monkeypatch.setattr(libreoffice, "find_libreoffice", lambda: Path("soffice"))
        monkeypatch.setattr(libreoffice, "page_counts", page_counts)
        return given

    return pretend


def test_libreoffice_agrees(onepager: Run, office: Path) -> None:
    require("soffice")
    result = onepager(*ONE, "--verify")
    assert result.exit_code == Exit.OK
    assert "Word pages counted in LibreOffice." in result.stdout


def test_a_page_too_many_is_found_by_libreoffice(onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own mistake, for once: a layout that takes the page for higher than it is in Word."""
    require("soffice")
    from generator.writers.docx import write

    section = write.section

    def lower(laid, number=0):
        frame = replace(laid.frame, body_bottom=laid.frame.body_bottom - 150, foot_bottom=laid.frame.foot_bottom + 150)
        return section(replace(laid, frame=frame), number)

    monkeypatch.setattr(write, "section", lower)
    result = onepager("build", "sta-renewal", "-a", "press", "--verify")
    assert result.exit_code == Exit.CONTENT
    assert "not right: sta-renewal for press: its Word file takes 2 pages in LibreOffice where 1" in result.stderr


def test_one_wrong_count_fails_its_document_alone(onepager: Run, office: Path, counted: Callable[..., object]) -> None:
    counted(1, 2)
    result = onepager(*ONE, "--verify", "--json")
    assert result.exit_code == Exit.PARTIAL
    first, second = json.loads(result.stdout)["documents"]
    assert (first["word_pages"], second["word_pages"], second["pages"]) == (1, 2, 1)
    assert "error" not in first
    assert second["error"] == "its Word file takes 2 pages in LibreOffice where 1 should do"
    assert json.loads(result.stdout)["word_pages"] == "verified"
    assert "not right: sta-renewal for press" in result.stderr


def test_too_few_pages_are_wrong_too(onepager: Run, office: Path, counted: Callable[..., object]) -> None:
    counted(1)
    assert onepager("build", "sta-renewal", "-a", "staff", "--verify").exit_code == Exit.CONTENT


def test_a_file_that_does_not_open_is_wrong(onepager: Run, office: Path, counted: Callable[..., object]) -> None:
    counted(None, None)
    result = onepager(*ONE, "--verify")
    assert result.exit_code == Exit.CONTENT
    assert "LibreOffice did not open its Word file" in result.stderr


def test_only_word_files_are_opened_those_unchanged_too(
    onepager: Run, office: Path, counted: Callable[..., list[Path]]
) -> None:
    onepager(*ONE)
    given = counted(1, 1)
    assert onepager(*ONE, "--verify").exit_code == Exit.OK
    assert {(p.suffix, p.parent) for p in given} == {(".docx", office / "output")}
    assert len(given) == 2


def test_without_libreoffice_it_says_so(onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find_libreoffice", lambda: None)
    result = onepager(*ONE, "--verify")
    assert result.exit_code == Exit.OK
    assert "LibreOffice is not on this computer" in result.stderr
    assert "estimated" in result.stdout
    assert "counted" not in result.stdout


def test_one_that_fails_leaves_nothing_called_verified(
    onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(files: Sequence[Path], program: Path) -> list[int | None]:
        raise libreoffice.LibreOfficeFailed("LibreOffice took longer than 60 s and was stopped")

    monkeypatch.setattr(libreoffice, "find_libreoffice", lambda: Path("soffice"))
    monkeypatch.setattr(libreoffice, "page_counts", fails)
    result = onepager(*ONE, "--verify")
    assert result.exit_code == Exit.CONTENT
    assert "could not be verified: LibreOffice took longer" in result.stderr
    assert "counted" not in result.stdout


def test_without_verify_they_are_estimated(onepager: Run, office: Path) -> None:
    result = onepager(*ONE)
    assert "Word pages estimated" in result.stdout
    assert "Word pages" not in onepager(*ONE, "--format", "pdf").stdout


def test_a_dry_run_cannot_be_verified(onepager: Run, office: Path) -> None:
    result = onepager(*ONE, "--verify", "--dry-run")
    assert result.exit_code == Exit.USAGE
    assert "--dry-run writes none" in result.stderr
    assert list((office / "output").iterdir()) == []
