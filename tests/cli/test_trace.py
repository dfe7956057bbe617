"""`trace`: every sentence with its sources, what has changed, and whether a file, edited or not, still holds."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import Result

from generator.document.receipt import Acceptance, encode
from generator.errors import Exit
from generator.records.history import History
from generator.writers.docx.write import write_docx
from tests.receipts.offices import build, edit
from tests.tools.external import find, require

Run = Callable[..., Result]
ACCEPTED = Acceptance("TP101", "fentanyl/pledge", "A. Staff", "confirmed by phone")


def document(onepager: Run, *words: str) -> dict:
    [found] = json.loads(onepager("trace", *words, "--json").stdout)["documents"]
    return found


def without_receipt(path: Path) -> None:
    """The Word file as another program may save it: without custom XML."""
    source = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    with zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            if not name.startswith("customXml/"):
                target.writestr(name, re.sub(rb"<[^<>]*customXml[^<>]*/>", b"", source.read(name)))


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_it_prints_each_sentence_with_what_it_rests_on(onepager: Run, office: Path, form: str) -> None:
    built = build(office, "nih-funding", "constituent")
    result = onepager("trace", str(getattr(built, form)))
    assert result.exit_code == Exit.OK
    lines = result.stdout.splitlines()
    assert lines[:2] == [
        "NIH funding: Constituent leave-behind",
        f"No. {built.receipt.number} · public · as of 2026-11-24 · office rep-example · EXAMPLE",
    ]
    at = lines.index("That is $2.56 for every dollar granted.")
    assert lines[at + 1] == "    $2.56: nih-funding/return, FY2024, as of 2025-03-11, final"
    assert lines[at + 2].startswith("      United for Medical Research, ")
    assert "[first page] https://" in lines[at + 2]
    at = lines.index("They work in clinics and universities that families here know by name.")
    assert "[list of states]" in lines[at + 1]  # what the point cites itself
    at = lines.index("Reject any cut to the NIH budget.")
    assert lines[at + 1] == "    no source"
    assert lines[-1] == "Safe to use: every figure in it is as the store has it now."


def test_a_number_finds_the_same(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    by_file, by_number = document(onepager, str(built.pdf)), document(onepager, built.receipt.number.lower())
    assert by_file["receipt"] == by_number["receipt"]
    assert by_number["file"] is None


def test_what_has_changed_stands_with_the_sentence_and_at_the_end(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    edit(office, "topics/nih-funding.yaml", "        value: 407,782\n", "        value: 410,000\n")
    result = onepager("trace", str(built.docx))
    assert result.exit_code == Exit.CONTENT
    change = "jobs supported by NIH grants: was 407,782 (FY2024), now 410,000 (FY2024)"
    assert f"      CHANGED: {change}" in result.stdout
    assert f"  stop  {change}" in result.stdout
    assert result.stdout.splitlines()[-1] == "Do not use it: 1 thing that it says no longer holds."


def test_an_overdue_review_wants_a_look(onepager: Run, office: Path) -> None:
    built = build(office, "fentanyl", "press")
    found = document(onepager, str(built.docx), "--as-of", "2027-05-01")
    assert found["verdict"] == "check first"
    assert {c["kind"] for c in found["changes"]} == {"review"}


def test_an_edited_file_is_known_by_its_receipt_and_its_edits_are_named(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    word = docx.Document(str(built.docx))
    [paragraph] = [p for p in word.paragraphs if "Illness does not wait" in p.text]
    for run in paragraph.runs:
        run.text = run.text.replace("Illness does not wait", "Sickness never waits")
    edited = office / "edited.docx"
    word.save(str(edited))
    found = document(onepager, str(edited))
    assert found["receipt"]["number"] == built.receipt.number
    assert found["file"]["own_receipt"] is True
    [edit] = found["edited"]
    assert "Illness does not wait for a better budget year." in edit["was"]
    assert "Sickness never waits for a better budget year." in edit["now"]
    assert document(onepager, str(built.docx))["edited"] == document(onepager, str(built.pdf))["edited"] == []


def test_a_file_that_lost_its_receipt_is_known_by_the_number_at_its_foot(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    without_receipt(built.docx)
    found = document(onepager, str(built.docx))
    assert found["receipt"]["number"] == built.receipt.number
    assert found["file"]["own_receipt"] is False
    assert "This file has lost its receipt" in onepager("trace", str(built.docx)).stdout


@pytest.mark.slow
def test_a_receipt_survives_being_saved_by_libreoffice(onepager: Run, office: Path, tmp_path: Path) -> None:
    require("soffice")
    built = build(office, "nih-funding", "constituent")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    words = [str(find("soffice")), "--headless", profile, "--convert-to", "docx", "--outdir", str(tmp_path)]
    subprocess.run([*words, str(built.docx)], check=True, capture_output=True, timeout=120)
    found = document(onepager, str(tmp_path / built.docx.name))
    assert found["file"]["own_receipt"] is True
    assert (found["receipt"]["number"], found["edited"]) == (built.receipt.number, [])


def test_what_was_decided_and_to_whom_it_went_are_named(onepager: Run, office: Path) -> None:
    built = build(office, "fentanyl", "press")
    History(office).accept([(built.receipt.number, ACCEPTED)])
    onepager("release", str(built.pdf), "--to", "The Globe", "--on", "2026-11-20")
    out = onepager("trace", built.receipt.number).stdout
    assert "By decision:\n  TP101 fentanyl/pledge: confirmed by phone (A. Staff)\n" in out
    assert f"Sent:\n  2026-11-20 to The Globe: {built.pdf.name}\n" in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere.docx"], "there is no file nowhere.docx"),
        (["output"], "output is a folder"),
        (["ABCD-1234"], 'no document "ABCD-1234" is known here'),
        (["README.txt"], "carries no receipt, and no number of a document that is known here"),
    ],
)
def test_what_cannot_be_traced_is_said_in_words(onepager: Run, office: Path, words: list[str], message: str) -> None:
    (office / "README.txt").write_text("Not ours. No. ABCD-1234")
    result = onepager("trace", *words)
    assert result.exit_code in (Exit.USAGE, Exit.CONTENT)
    assert message in result.stderr


@pytest.mark.parametrize(
    "change", [{"clearance": "secret"}, {"points": [{"ref": "nowhere", "wording": "loud"}]}, {"facts": [{"ref": "@/"}]}]
)
def test_a_receipt_that_somebody_tampered_with_does_no_harm(onepager: Run, office: Path, change: dict) -> None:
    built = build(office, "nih-funding", "constituent")
    written = json.dumps({**json.loads(encode(built.receipt)), **change})
    built.docx.write_bytes(write_docx(built.made.laid, written))
    result = onepager("trace", str(built.docx))
    assert "mistake of onepager" not in result.stderr
    assert result.exit_code in (Exit.OK, Exit.CONTENT)


def test_a_number_that_is_nearly_right_is_guessed(onepager: Run, office: Path) -> None:
    number = build(office, "fentanyl", "press").receipt.number
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert f'did you mean "{number}"?' in onepager("trace", wrong).stderr


def test_a_plain_text_is_held_against_what_was_made_however_its_lines_are_wrapped(onepager: Run, office: Path) -> None:
    assert onepager("build", "fentanyl", "-a", "press", "--format", "txt").exit_code == Exit.OK
    [path] = (office / "output").glob("*.txt")
    assert "changed by hand" not in onepager("inspect", str(path)).stdout
    said = path.read_text(encoding="utf-8")
    assert "107,543" in said
    path.write_text(said.replace("107,543", "207,543"), encoding="utf-8")
    told = onepager("inspect", str(path))
    assert told.exit_code == Exit.CONTENT
    assert "plain text: taken out:" in told.stdout
    assert "107,543" in told.stdout
