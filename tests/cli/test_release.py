"""`release` and `recall`, from the first build to the last who has to be told."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from generator.cli.helpers import write_extra_documents
from generator.document.receipt import decode
from generator.errors import Exit
from generator.inspection import Leak, receipt_in
from tests.receipts.offices import build, edit
from tests.tools.external import docx_accessibility, ooxml_validate, vera_check, vera_failures

Run = Callable[..., Result]
CHANGE = ("topics/nih-funding.yaml", "        value: 407,782\n", "        value: 410,000\n")


def recall(onepager: Run, *words: str) -> list[dict]:
    return json.loads(onepager("recall", *words, "--json").stdout)["documents"]


def correction_notes(office: Path) -> list[Path]:
    return sorted((office / "output").glob("*Correction*"))


def test_build_release_change_recall(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    other = build(office, "fentanyl", "press")
    number = built.receipt.number
    onepager("release", str(built.pdf), "--to", "The Globe", "--to", "MIT", "--on", "2026-11-20", "--note", "by mail")
    onepager("release", str(other.docx), "--to", "The Globe")
    assert "Nothing to recall" in onepager("recall").stdout
    assert correction_notes(office) == []

    edit(office, *CHANGE)
    result = onepager("recall")
    assert result.exit_code == Exit.OK
    notes = correction_notes(office)
    named = f"{date.today().isoformat()}_NIH-Funding_Leave-Behind_Correction-{number}"
    assert [p.name for p in notes] == [f"{named}.docx", f"{named}.pdf"]
    assert "jobs supported by NIH grants: was 407,782 (FY2024), now 410,000 (FY2024)" in result.stdout
    assert f"  tell: MIT (sent 2026-11-20, {built.pdf.name})" in result.stdout
    assert "1 document to correct." in result.stdout
    for note in notes:
        receipt = decode(receipt_in(note.name, note.read_bytes()))
        assert (receipt.corrects, receipt.clearance) == (number, "public")

    onepager("release", str(notes[0]), "--to", "the globe")
    [document] = recall(onepager)
    assert [r["to"] for r in document["tell"]] == ["MIT"]
    assert [r["to"] for r in document["told"]] == ["The Globe"]
    onepager("release", str(notes[1]), "--to", "MIT")
    [document] = recall(onepager)
    assert document["tell"] == []
    assert "1 document corrected: everybody has been told." in onepager("recall").stdout


def test_a_dry_run_writes_no_note(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    onepager("release", str(built.pdf), "--to", "MIT")
    edit(office, *CHANGE)
    before = sorted((office / "output").iterdir())
    assert "would write" in onepager("recall", "--dry-run").stdout
    assert sorted((office / "output").iterdir()) == before


def test_a_dry_run_names_the_notes_that_are_there_and_those_made_before(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    onepager("release", str(built.pdf), "--to", "MIT")
    edit(office, *CHANGE)
    onepager("recall")
    names = [note.name for note in correction_notes(office)]
    said = onepager("recall", "--dry-run").stdout
    assert [f"  there already: {name}" in said for name in names] == [True, True]
    assert "would write" not in said
    assert "made before" not in said
    later = onepager("recall", "--dry-run", "--as-of", "2027-01-05").stdout
    assert [f"  made before: {name}" in later for name in names] == [True, True]
    assert "would write: 2027-01-05_" in later


def test_without_any_release_it_says_that_none_was_entered(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    result = onepager("recall")
    assert result.exit_code == Exit.OK
    assert result.stdout == "Nothing has been entered as sent: onepager release FILE --to NAME does that.\n"
    onepager("release", str(built.pdf), "--to", "MIT")
    assert "Nothing to recall: what was sent out still holds." in onepager("recall").stdout


def test_the_same_recall_again_writes_the_same_note(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    onepager("release", str(built.pdf), "--to", "MIT")
    edit(office, *CHANGE)
    onepager("recall")
    before = {p.name: p.read_bytes() for p in correction_notes(office)}
    onepager("recall")
    assert {p.name: p.read_bytes() for p in correction_notes(office)} == before


def test_a_release_is_entered_once_and_warns_of_drafts_edits_and_old_figures(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent", final=False)
    first = onepager("release", str(built.pdf), "--to", " MIT ", "--on", "2026-11-20")
    assert f"entered: No. {built.receipt.number} (public), sent to MIT on 2026-11-20" in first.stdout
    assert "this is a draft" in first.stderr
    again = onepager("release", str(built.pdf), "--to", "mit", "--on", "2026-11-20")
    assert "entered before" in again.stdout
    edit(office, *CHANGE)
    late = onepager("release", str(built.docx), "--to", "MIT")
    assert "what it says no longer holds" in late.stderr


def test_a_file_of_somebody_else_cannot_be_released(onepager: Run, office: Path) -> None:
    (office / "other.txt").write_text("Nothing of ours in it.")
    result = onepager("release", "other.txt", "--to", "MIT")
    assert result.exit_code == Exit.CONTENT
    assert "other.txt carries no receipt" in result.stderr
    assert "--to is missing: to whom it was sent" in onepager("release", "other.txt").stderr


def test_a_note_that_would_tell_too_much_is_not_written(
    onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build(office, "nih-funding", "constituent")
    onepager("release", str(built.pdf), "--to", "MIT")
    edit(office, *CHANGE)
    leak = Leak("fentanyl/the-deal", "page 1", "When the two presidents met", ("full",), "is for congress")
    monkeypatch.setattr(write_extra_documents, "leaks", lambda *_: [leak])
    result = onepager("recall")
    assert result.exit_code == Exit.PARTIAL
    assert correction_notes(office) == []


@pytest.mark.slow
def test_notes_and_sheets_are_accessible(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    onepager("release", str(built.pdf), "--to", "MIT")
    edit(office, *CHANGE)
    onepager("recall")
    onepager("source-sheet", "nih-funding", "-a", "constituent")
    papers = [p for p in (office / "output").iterdir() if "Correction" in p.name or "Sources" in p.name]
    words, pdfs = ([p for p in papers if p.suffix == suffix] for suffix in (".docx", ".pdf"))
    assert (len(words), len(pdfs)) == (2, 2)
    assert vera_failures(vera_check(pdfs)) == []
    assert [docx_accessibility(p) for p in words] == [[], []]
    assert all(found == [] for found in ooxml_validate(words).values())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--to", ""], "--to is empty"),
        (["--to", " "], "--to is empty"),
        (["--to", "..."], '--to: "..." is no name'),
        (["--to", "AP", "--on", "2101-01-01"], "--on: 2101-01-01 is a day to come"),
        (["--to", "AP", "--on", "0206-11-20"], "check the year"),
        (["--to", "AP", "--on", "2006-11-20"], "check the year"),
        (["--to", "AP", "--note", ""], "--note is empty"),
    ],
)
def test_a_release_to_nobody_or_on_no_day_is_not_entered(
    onepager: Run, office: Path, words: list[str], message: str
) -> None:
    built = build(office, "nih-funding", "constituent")
    result = onepager("release", str(built.pdf), *words)
    assert result.exit_code == Exit.USAGE
    assert message in result.stderr
    assert onepager("recall").stdout.startswith("Nothing")
