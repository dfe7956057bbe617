"""`build` (or `batch`) of many documents: what is said, what is left when it is stopped, what goes into archives."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from generator.cli.helpers import progress as module
from generator.cli.helpers.console import Console
from generator.errors import Exit
from tests.cli.conftest import Run

pytestmark = pytest.mark.slow

MANY = (
    "batch",
    "nih-funding",
    "-a",
    "constituent,press",
    "--each",
    "table:nih-projects-by-state",
    "--as-of",
    "2026-11-24",
)
FEW = ("build", "fentanyl", "--as-of", "2026-11-24")


def names(office: Path) -> set[str]:
    return {p.name for p in (office / "output").glob("2*")}


def test_a_dry_run_says_why_each_document_would_be_made(onepager: Run, office: Path) -> None:
    onepager(*FEW, "-a", "press,member")
    said = json.loads(onepager(*FEW, "--dry-run", "--json").stdout)
    why = {d["audience"]: d["reason"] for d in said["documents"]}
    assert why == {a: "" if a in ("press", "member") else "new" for a in why}
    assert len(why) == 7
    assert len(names(office)) == 4
    assert "5 documents would be made, 2 documents stand as they should" in onepager(*FEW, "--dry-run").stdout


def test_nothing_to_do_is_told_without_reading_the_store(
    onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (office / "talking_points").rglob("*"):
        os.utime(path, (1, 1))  # long ago: what has just been written may be written again unnoticed
    for path in [*(office / "templates").rglob("*"), office / "onepager.yaml"]:
        os.utime(path, (1, 1))
    first = onepager(*FEW)
    with monkeypatch.context() as without:
        without.setattr("generator.project.load", None)
        again = onepager(*FEW)
    assert again.exit_code == Exit.OK, again.output
    assert "14 files" in again.stdout
    assert "0 written, 14 unchanged" in again.stdout
    assert [line.split()[:5] for line in again.stdout.splitlines()[:8]] == [
        line.split()[:5] for line in first.stdout.splitlines()[:8]
    ]
    next((office / "output").glob("*Press_DRAFT.pdf")).unlink()
    assert "1 written, 13 unchanged" in onepager(*FEW).stdout
    text = office / "talking_points" / "topics" / "fentanyl.yaml"
    text.write_text(text.read_text(encoding="utf-8").replace("70 percent", "71 percent"), encoding="utf-8")
    assert "0 unchanged" in onepager(*FEW).stdout


def test_an_archive_for_each_recipient_never_mixes_audiences(onepager: Run, office: Path) -> None:
    result = onepager(*FEW, "-a", "press,member", "--zip")
    assert result.exit_code == Exit.OK, result.output
    archives = {p.name: zipfile.ZipFile(p).namelist() for p in (office / "output").glob("*.zip")}
    assert archives == {
        f"2026-11-24_{a}_DRAFT.zip": [f"2026-11-24_Fentanyl_{a}_DRAFT.{format_}" for format_ in ("docx", "pdf")]
        for a in ("Press", "Member")
    }
    before = {p.name: p.read_bytes() for p in (office / "output").glob("*.zip")}
    onepager(*FEW, "-a", "press,member", "--zip")
    assert {p.name: p.read_bytes() for p in (office / "output").glob("*.zip")} == before


def test_fail_fast_stops_and_keep_going_does_not(onepager: Run, office: Path) -> None:
    template = office / "templates" / "colleague.md"
    template.write_text(template.read_text(encoding="utf-8") + "\n{{ topic.nothing }}\n", encoding="utf-8")
    going = onepager("build", "--as-of", "2026-11-24", "--format", "txt")
    assert going.exit_code == Exit.PARTIAL
    assert "7 documents failed" in going.stdout
    assert going.stderr.count('has no "nothing"') == 1  # one cause, told once
    stopped = onepager(
        "build", "--as-of", "2026-11-24", "--format", "txt", "--fail-fast", "--out", str(office / "other")
    )
    assert stopped.exit_code == Exit.PARTIAL
    assert "documents not tried" in stopped.stdout


@pytest.mark.skipif(os.name == "nt", reason="sends the signal of Ctrl-C, which Windows has otherwise")
def test_ctrl_c_leaves_whole_files_and_the_same_command_goes_on(onepager: Run, office: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", *MANY, "--jobs", "2"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8", start_new_session=True,
    )  # fmt: skip
    until = time.monotonic() + 60
    while len(names(office)) < 10 and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == Exit.INTERRUPTED, said
    assert "of 100 documents are done" in said
    assert "The same command goes on from there" in said
    assert "Traceback" not in said
    before = {n: (office / "output" / n).stat().st_mtime_ns for n in names(office)}
    assert 10 <= len(before) < 200
    result = onepager(*MANY)
    assert result.exit_code == Exit.OK, result.output
    assert len(names(office)) == 200
    after = {n: (office / "output" / n).stat().st_mtime_ns for n in before}
    assert (
        sum(before[n] == after[n] for n in before) >= len(before) - 24
    )  # a chunk may have been cut off from its notes


def test_without_a_terminal_a_long_run_says_a_line_now_and_then(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 1000, 6))
    monkeypatch.setattr(module.time, "monotonic", lambda: next(clock))
    with module.progress(Console(), 1000) as advance:
        for _ in range(3):
            advance(300)
    assert capsys.readouterr().out.splitlines() == [
        "300 of 1000 documents, 50 a second, less than a minute left",
        "600 of 1000 documents, 50 a second, less than a minute left",
        "900 of 1000 documents, 50 a second, less than a minute left",
    ]


def test_what_the_disk_refuses_is_one_cause_however_many_documents_it_stops(
    onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from generator.batch import output

    def refuse(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output, "write_new", refuse)
    result = onepager(*FEW)
    assert result.exit_code == Exit.CONTENT
    assert result.stderr.count("the disk is full") == 1
    assert "and 4 more" in result.stderr
