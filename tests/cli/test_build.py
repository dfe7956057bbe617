"""`build`: which files, what it says, and what it does when something fails."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from generator import pipeline, project
from generator.errors import ContentError, Exit, Mark, OnepagerError, Problem
from generator.files.lock import LOCK
from generator.pipeline import Made, Request
from generator.project import Project

Run = Callable[..., Result]
ONE = ("build", "sta-renewal", "-a", "member", "--as-of", "2026-11-23")
STEM = "2026-11-23_STA-Renewal_Member_DRAFT"


def made(folder: Path) -> set[str]:
    return {p.name for p in folder.iterdir() if not p.name.startswith(".")}


# --- which files ---


def test_word_and_pdf_are_the_default(onepager: Run, office: Path) -> None:
    result = onepager(*ONE)
    assert result.exit_code == Exit.OK
    assert made(office / "output") == {f"{STEM}.docx", f"{STEM}.pdf"}
    assert (office / "output" / f"{STEM}.docx").read_bytes().startswith(b"PK")
    assert (office / "output" / f"{STEM}.pdf").read_bytes().startswith(b"%PDF")


def test_formats_may_be_chosen(onepager: Run, office: Path) -> None:
    onepager(*ONE, "--format", "TXT, pdf,txt")
    assert made(office / "output") == {f"{STEM}.txt", f"{STEM}.pdf"}


def test_topics_and_audiences_multiply(onepager: Run, office: Path) -> None:
    onepager("build", "sta-renewal", "fentanyl", "-a", "member,press", "-a", "floor", "--format", "txt")
    assert len(made(office / "output")) == 6


def test_without_a_date_it_is_today(onepager: Run, office: Path) -> None:
    onepager("build", "sta-renewal", "-a", "member", "--format", "txt")
    assert made(office / "output") == {f"{date.today().isoformat()}_STA-Renewal_Member_DRAFT.txt"}


def test_another_office_is_in_the_name(onepager: Run, office: Path) -> None:
    onepager(*ONE, "--office", "sen-example", "--format", "txt")
    assert made(office / "output") == {f"{STEM.removesuffix('_DRAFT')}_sen-example_DRAFT.txt"}


def test_another_folder_gets_the_files_and_nothing_else(onepager: Run, office: Path, tmp_path: Path) -> None:
    onepager(*ONE, "--out", str(tmp_path / "elsewhere"), "--format", "txt")
    assert made(tmp_path / "elsewhere") == {f"{STEM}.txt"}
    assert {p.name for p in (tmp_path / "elsewhere").iterdir()} <= {f"{STEM}.txt", LOCK}
    assert made(office / "output") == set()


def test_a_second_run_changes_nothing(onepager: Run, office: Path) -> None:
    onepager(*ONE)
    before = {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in (office / "output").glob("2*")}
    assert "0 written, 2 unchanged" in onepager(*ONE).stdout
    assert {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in (office / "output").glob("2*")} == before


def test_a_dry_run_writes_nothing_and_says_what_it_would(onepager: Run, office: Path) -> None:
    result = onepager(*ONE, "--dry-run", "-v")
    assert result.exit_code == Exit.OK
    assert list((office / "output").iterdir()) == []
    assert "sta-renewal  member    new" in result.stdout
    assert "1 document would be made" in result.stdout


# --- what it says ---


def test_a_table_tells_topic_audience_files_pages_fullness_and_what_was_left_out(onepager: Run, office: Path) -> None:
    lines = onepager(*ONE).stdout.splitlines()
    assert lines[0].split() == ["topic", "audience", "files", "pages", "full", "left", "out"]
    topic, audience, docx, pdf, pages, full, *_ = lines[1].split()
    assert (topic, audience, docx, pdf, pages) == ("sta-renewal", "member", "docx", "pdf", "1")
    assert full.endswith("%")
    assert any(line.startswith(f"2 files in {office / 'output'}: 2 written, 0 unchanged (") for line in lines)


def test_verbose_tells_each_decision_and_each_file(onepager: Run, office: Path) -> None:
    data = json.loads(onepager(*ONE, "--json").stdout)
    (office / "output" / f"{STEM}.pdf").unlink()
    said = onepager(*ONE, "-v").stdout
    assert f"unchanged: {STEM}.docx" in said
    assert f"wrote: {STEM}.pdf" in said
    decisions = data["documents"][0]["decisions"]
    assert decisions
    for decision in decisions:
        assert decision in said


def test_json_tells_everything(onepager: Run, office: Path) -> None:
    data = json.loads(onepager(*ONE, "--json").stdout)
    [document] = data["documents"]
    assert data["ok"] is True
    assert (document["topic"], document["audience"], document["office"]) == ("sta-renewal", "member", "rep-example")
    assert (document["as_of"], document["pages"]) == ("2026-11-23", 1)
    assert document["number"]
    assert [f["format"] for f in document["files"]] == ["docx", "pdf"]
    assert [f["outcome"] for f in document["files"]] == ["written", "written"]
    assert all(Path(f["path"]).is_file() for f in document["files"])


def test_a_file_that_somebody_edited_is_kept_and_the_build_says_so_even_when_quiet(onepager: Run, office: Path) -> None:
    onepager(*ONE)
    edited = office / "output" / f"{STEM}.docx"
    edited.write_bytes(b"her version")
    result = onepager(*ONE, "--quiet")
    assert result.exit_code == Exit.OK
    assert edited.read_bytes() == b"her version"
    assert result.stderr.strip() == (
        f"note: {STEM}.docx was edited after it was made and was left alone; the new one is {STEM}_v2.docx"
    )


def test_warnings_are_counted(onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = project.load

    def load(root: Path) -> Project:
        project = genuine(root)
        assumed = Problem(Mark("talking_points/tables/x.csv"), "semicolons were assumed", severity="warning")
        return replace(project, library=replace(project.library, warnings=(assumed,)))

    monkeypatch.setattr(project, "load", load)
    result = onepager(*ONE, "--format", "txt")
    assert result.exit_code == Exit.OK
    assert "note: 1 warning in 1 file; onepager check shows them" in result.stderr


# --- when something fails ---


def failing(audience: str, error: Exception) -> Callable[[Project, Request], Made]:
    genuine = pipeline.make

    def make(project: Project, request: Request) -> Made:
        if request.audience == audience:
            raise error
        return genuine(project, request)

    return make


TOO_LONG = ContentError([Problem(Mark("templates/press.md", 1, 1), "is 3 lines too long", "shorten it")])


@pytest.mark.parametrize("error", [TOO_LONG, OnepagerError("the drive is gone"), RuntimeError("oops")])
def test_one_failing_document_does_not_stop_the_rest(
    onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr(pipeline, "make", failing("press", error))
    result = onepager("build", "sta-renewal", "-a", "press,member", "--format", "txt")
    assert result.exit_code == Exit.PARTIAL
    assert len(made(office / "output")) == 1
    assert "error: not made: sta-renewal for press: " in result.stderr
    assert "1 document failed" in result.stdout
    assert "Traceback" not in result.stderr


def test_when_all_fail_the_exit_code_says_so(onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "make", failing("press", TOO_LONG))
    result = onepager("build", "sta-renewal", "-a", "press")
    assert result.exit_code == Exit.CONTENT
    assert "templates/press.md:1:1: error: is 3 lines too long. Shorten it" in result.stderr
    assert "  1 | ---" in result.stderr


def test_a_cause_is_told_once_however_many_documents_it_stops(
    onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(pipeline, "make", failing("press", TOO_LONG))
    result = onepager("build", "-a", "press", "--format", "txt")
    assert result.stderr.count("is 3 lines too long") == 1
    assert result.stderr.count("error: not made:") == 1
    assert " and 4 more: " in result.stderr
    monkeypatch.undo()
    monkeypatch.setattr(os, "replace", refuse)
    monkeypatch.chdir(office)
    full = onepager("build", "sta-renewal", "-a", "member,press,floor", "--format", "txt")
    assert full.exit_code == Exit.CONTENT
    assert full.stderr.count("the disk is full") == 1
    assert made(office / "output") == set()


def test_a_mistake_of_ours_in_one_document_shows_its_traceback_under_debug(
    onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "make", failing("press", RuntimeError("oops")))
    plain = onepager("build", "sta-renewal", "-a", "press")
    assert "this is a mistake of onepager, not yours (RuntimeError: oops)" in plain.stderr
    assert "--debug" in plain.stderr
    assert "Traceback" in onepager("build", "sta-renewal", "-a", "press", "--debug").stderr


def test_an_output_that_is_a_file_is_said_in_words(onepager: Run, office: Path) -> None:
    (office / "output").rmdir()
    (office / "output").write_bytes(b"")
    result = onepager(*ONE)
    assert result.exit_code == Exit.CONTENT
    assert "is a file, where a folder is needed" in result.stderr
