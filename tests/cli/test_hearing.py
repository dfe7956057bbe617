"""`hearing` as a clerk uses it, the night before."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.cli import hearing as module
from generator.cli.helpers.session import Session
from generator.errors import Exit, OnepagerError
from generator.project import Project
from tests.cli.conftest import Run

pytestmark = pytest.mark.slow

HEARING = ("hearing", "research-security", "--as-of", "2026-11-24")
TOPICS = ("sta-renewal", "nih-funding", "cancer-research", "public-health-cooperation")
MEMBERS = {"fiction", "invented", "example"}
HEEDFUL = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from generator.cli import main; main()"
)
"""The command, heeding Ctrl-C also where a parent that does not (a worker of pytest-xdist) has handed that down."""
FILE = "talking_points/hearings/research-security.yaml"


def edit(office: Path, file: str, old: str, new: str) -> None:
    path = office / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def changed(onepager: Run, *more: str) -> set[tuple[str, str]]:
    """The documents of which a file was written."""
    documents = json.loads(onepager(*HEARING, "--json", *more).stdout)["documents"]
    return {(d["row"] or d["topic"], d["audience"]) for d in documents if any(f["changed"] for f in d["files"])}


def test_a_night_in_rehearsal(onepager: Run, office: Path) -> None:
    """Everything is built; a figure changes, a witness changes; only what they touch is made again."""
    first = onepager(*HEARING)
    assert first.exit_code == Exit.OK, first.stderr
    assert "54 files" in first.stdout
    binders = sorted(p.name for p in (office / "output" / "research-security").glob("*Binder*"))
    assert binders[0] == "2026-11-24_Binder_Representative-Ida-Invented_DRAFT.docx"
    assert len(binders) == 2 * len(MEMBERS)
    assert changed(onepager) == set()

    edit(office, "talking_points/topics/cancer-research.yaml", "640,038", "640,039")
    figure = changed(onepager)
    assert figure
    assert {topic for topic, _ in figure} <= {"cancer-research", *MEMBERS}
    assert {(m, "binder") for m in MEMBERS} & figure

    edit(office, FILE, "Director", "Deputy Director")
    witness = changed(onepager)
    stale = json.loads(onepager(*HEARING, "--status", "--json").stdout)["documents"]
    assert not [d for d in stale if d["state"] in ("stale", "not built")]
    assert witness == {(topic, "hearing") for topic in TOPICS} | {(m, "binder") for m in MEMBERS}


def test_nothing_to_do_is_told_without_reading_the_store(
    onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long_ago = time.time() - 60
    parts = ("talking_points", "templates", "onepager.yaml")
    for path in (p for part in parts for p in (office / part, *(office / part).rglob("*"))):
        os.utime(path, (long_ago, long_ago))
    made = onepager(*HEARING, "--zip")

    def read(session: Session) -> Project:
        raise OnepagerError("the store was read")

    monkeypatch.setattr(Session, "project", read)
    again = onepager(*HEARING, "--zip")
    assert again.exit_code == Exit.OK, again.stderr
    assert (
        again.stdout.replace("0 written, 57 unchanged", "57 written, 0 unchanged").split("(")[0]
        == (made.stdout.split("(")[0])
    )
    for words in (("hearing", "research-security", "--as-of", "2026-11-25"), HEARING, (*HEARING, "--zip", "--final")):
        assert "the store was read" in onepager(*words).stderr
    edit(office, FILE, "Director", "Deputy Director")
    assert "the store was read" in onepager(*HEARING, "--zip").stderr


@pytest.mark.parametrize("words", [(), ("--status",), ("--final",)], ids=" ".join)
def test_a_hearing_that_is_over_is_told(onepager: Run, office: Path, words: tuple[str, ...]) -> None:
    told = "note: research-security was on December 3, 2026, 10:00 a.m. ET, and is over"
    over = ("hearing", "research-security", "--format", "txt", "--as-of", "2026-12-04", *words)
    assert told in " ".join(onepager(*over).stderr.split())
    assert told in " ".join(onepager(*over).stderr.split())
    assert "is over" not in onepager(*over[:5], "2026-12-03", *words).stderr


def test_the_board_tells_what_is_built_stale_and_waiting(onepager: Run, office: Path) -> None:
    def board() -> dict[tuple[str, str], tuple[str, str]]:
        data = json.loads(onepager(*HEARING, "--status", "--json").stdout)
        return {(d["document"], d["for"]): (d["state"], d["why"]) for d in data["documents"]}

    assert {state for state, _ in board().values()} == {"not built"}
    assert list((office / "output").iterdir()) == []
    onepager(*HEARING)
    now = board()
    assert now["nih-funding", "member"] == ("built", "")
    assert now["nih-funding", "hearing"] == ("waiting", "testimony of Ms. Cora Specimen")
    assert now["binder", "example"] == ("waiting", "testimony of Ms. Cora Specimen")
    edit(office, FILE, "testimony: awaited", "testimony: received")
    assert board()["binder", "example"] == ("stale", "changed: hearing research-security (testimony)")


def test_the_board_knows_what_tells_of_witnesses_however_the_template_gets_at_them(onepager: Run, office: Path) -> None:
    path = office / "templates/hearing.md"
    text = path.read_text(encoding="utf-8").replace("{% for witness in witnesses() %}", "{% for one in witnesses () %}")
    path.write_text(text.replace("witness.", "one."), encoding="utf-8")
    onepager(*HEARING)
    data = json.loads(onepager(*HEARING, "--status", "--json").stdout)
    states = {(d["document"], d["for"]): d["state"] for d in data["documents"]}
    assert states["nih-funding", "hearing"] == "waiting"
    assert states["nih-funding", "member"] == "built"


def test_a_document_that_a_gate_refuses_is_blocked_and_so_is_the_binder_that_holds_it(
    onepager: Run, office: Path
) -> None:
    topic = office / "talking_points/topics/sta-renewal.yaml"
    text = topic.read_text(encoding="utf-8")
    overdue = re.sub(r"review_by: \S+", "review_by: 2026-01-01", text)
    topic.write_text(re.sub(r"checked: \S+", "checked: 2025-12-01", overdue), encoding="utf-8")
    data = json.loads(onepager(*HEARING, "--status", "--json").stdout)
    by_name = {(d["document"], d["for"]): d for d in data["documents"]}
    assert by_name["sta-renewal", "hearing"]["state"] == "blocked"
    assert by_name["sta-renewal", "hearing"]["problems"]
    assert by_name["binder", "fiction"]["state"] == "blocked"
    assert by_name["nih-funding", "member"]["state"] == "not built"
    final = onepager(*HEARING, "--final")
    assert final.exit_code == Exit.PARTIAL
    assert "sta-renewal for hearing" in final.stderr


def test_an_archive_for_each_member_holds_the_binder_and_its_documents(onepager: Run, office: Path) -> None:
    onepager(*HEARING, "--zip")
    [path] = (office / "output" / "research-security").glob("*Max-Fiction_DRAFT.zip")
    names = zipfile.ZipFile(path).namelist()
    assert sum("Binder" in name for name in names) == 2
    assert sum("Hearing-Memo" in name for name in names) == 8
    assert not [name for name in names if "Member" in name or "Staff" in name]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["hearing"], "HEARING is missing"),
        (["hearing", "reserch-security"], 'there is no hearing "reserch-security"; did you mean "research-security"?'),
        ([*HEARING, "--status", "--watch"], "leave one of them out"),
        ([*HEARING, "--watch", "--final"], "--watch is for the drafts of the night"),
    ],
)
@pytest.mark.usefixtures("office")
def test_mistakes_are_said_in_words(onepager: Run, words: list[str], message: str) -> None:
    result = onepager(*words)
    assert result.exit_code == Exit.USAGE
    assert message in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="sends the signal of Ctrl-C, which Windows has otherwise")
def test_watching_makes_again_what_a_change_touches_and_ends_with_ctrl_c(office: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", HEEDFUL, *HEARING, "--watch", "--root", str(office)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        cwd=Path(__file__).resolve().parents[2],
    )  # fmt: skip
    assert process.stdout is not None
    patience = threading.Timer(60, process.kill)
    patience.start()
    try:
        wait_for(process, "54 written")
        time.sleep(0.2)
        edit(office, FILE, "Director", "Deputy Director")
        said = wait_for(process, "written, ")
        assert "14 written, 40 unchanged" in said
        edit(office, FILE, "Deputy Director", "Director\n    titel: x")
        assert '"titel"' in wait_for(process, "Did you mean")
        wait_for(process, "Watching")
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        assert process.wait(20) == Exit.OK
    finally:
        patience.cancel()
        process.kill()
        process.stdout.close()
    assert "Traceback" not in rest


def test_watching_tries_again_when_the_disk_refuses_and_says_so_once(
    onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = iter(["the disk is full", "the disk is full", "the ledger is held", "", "the end"])
    slept: list[float] = []

    def build(night: object, verbose: bool) -> Exit:
        if (outcome := next(outcomes)) == "the end":
            raise KeyboardInterrupt
        if outcome:
            raise OnepagerError(outcome)
        edit(office, FILE, "Director", "Deputy Director")  # so that there is one round more
        return Exit.OK

    monkeypatch.setattr(module._Night, "build", build)
    # Not `time.sleep` itself: threads that other tests have left wait with it too.
    monkeypatch.setattr(module, "time", SimpleNamespace(sleep=slept.append, monotonic=time.monotonic))
    result = onepager(*HEARING, "--watch")
    assert result.exit_code == Exit.OK
    assert [line for line in result.stderr.splitlines() if line] == [
        "error: the disk is full",
        "error: the ledger is held",
    ]
    assert slept == [module.RETRY_S] * 3 + [module.POLL_S]


def wait_for(process: subprocess.Popen[str], words: str) -> str:
    assert process.stdout is not None
    for line in process.stdout:
        if words in line:
            return line
    raise AssertionError(f"it ended without {words!r}")
