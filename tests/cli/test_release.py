"""`release` and `recall`, from the first build to the last who has to be told."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from generator.cli.helpers import write_extra_documents
from generator.document.receipt import decode
from generator.errors import Exit
from generator.inspection import Leak, receipt_in
from generator.inspection.said import passages_of
from generator.records.history import History
from tests.receipts.offices import Built, build, edit
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
    assert result.exit_code == Exit.CONTENT
    assert onepager("recall", "--dry-run").exit_code == Exit.CONTENT
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
    result = onepager("recall")
    assert "1 document corrected: everybody has been told." in result.stdout
    assert result.exit_code == Exit.OK


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


# --- an edited file that goes out -----------------------------------------------------------------------------------

ANSWER = ("--edited-by", "A. Staff", "--because", "the agency said so")


def edited_docx(office: Path, old: bytes, new: bytes) -> tuple[Built, Path]:
    built = build(office, "nih-funding", "constituent")
    source, path = zipfile.ZipFile(built.docx), office / "edited.docx"
    with zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            text = source.read(name)
            target.writestr(name, text if name.startswith("customXml/") else text.replace(old, new))
    return built, path


@pytest.mark.parametrize("options", [(), ANSWER[:2], ANSWER[2:]])
def test_somebody_answers_for_edits_with_a_reason(onepager: Run, office: Path, options: tuple[str, ...]) -> None:
    _, path = edited_docx(office, b"407,782", b"999,999")
    result = onepager("release", str(path), "--to", "MIT", *options)
    assert result.exit_code == Exit.CONTENT
    assert "999,999: not ours: who typed it?" in result.stderr
    assert History(office).releases() == []


def test_an_edited_file_is_entered_as_it_is_and_recalled_as_it_is(onepager: Run, office: Path) -> None:
    built, path = edited_docx(office, b"407,782", b"999,999")
    assert onepager("release", str(path), "--to", "MIT", *ANSWER).exit_code == Exit.OK
    [release] = History(office).releases()
    assert (release.edited_by, release.because) == ("A. Staff", "the agency said so")
    assert any("999,999" in edit for edit in release.edits)
    assert {f.ref: f.value for f in release.receipt.facts}["nih-funding/jobs"] == "999,999"
    assert any("999,999 jobs" in s.text for s in release.receipt.statements)
    assert not any("407,782" in s.text for s in release.receipt.statements)
    [document] = recall(onepager)
    assert document["number"] == built.receipt.number
    assert [(c["was"], c["now"]) for c in document["changes"]] == [("999,999 (FY2024)", "407,782 (FY2024)")]
    [note] = [p for p in correction_notes(office) if p.suffix == ".docx"]
    said = " ".join(p.text for p in passages_of(note.name, note.read_bytes()))
    assert "999,999" in said
    assert "supported 407,782" not in said
    traced = onepager("trace", str(path))
    assert "edited.docx, edited by A. Staff: the agency said so" in traced.stdout


def test_a_file_as_it_was_made_and_as_it_was_edited_have_each_their_note(onepager: Run, office: Path) -> None:
    built, path = edited_docx(office, b"407,782", b"999,999")
    onepager("release", str(built.pdf), "--to", "AP")
    onepager("release", str(path), "--to", "MIT", *ANSWER)
    edit(office, *CHANGE)
    onepager("recall")
    said = {
        " ".join(p.text for p in passages_of(note.name, note.read_bytes()))
        for note in correction_notes(office)
        if note.suffix == ".docx"
    }
    assert len(said) == 2
    assert sum("2026, said 407,782 for jobs" in text for text in said) == 1
    assert sum("2026, as it was sent, said 999,999 for jobs" in text for text in said) == 1


ASKS = ("topics/nih-funding.yaml", "ask: >-\n  Reject any cut", "ask: >-\n  Support any cut")


def test_another_ask_has_a_note_ready_that_quotes_what_the_file_asked(onepager: Run, office: Path) -> None:
    built, path = edited_docx(office, b"Reject any cut", b"Please reject any cut")
    onepager("release", str(path), "--to", "MIT", *ANSWER)
    edit(office, *ASKS)
    result = onepager("recall")
    [note] = [p for p in (office / "output").glob("*_Update-*") if p.suffix == ".docx"]
    assert f"  correction note: {note.name}" in result.stdout
    said = " ".join(p.text for p in passages_of(note.name, note.read_bytes()))
    assert "asked, “Please reject any cut to the NIH budget. Pass that" in said
    assert "we now ask, “Support any cut to the NIH budget." in said
    assert built.receipt.number in note.name


TOPIC = "topics/nih-funding.yaml"
NEW_BOTTOM_LINE = (TOPIC, "bottom_line: >-\n  Research paid", "bottom_line: >-\n  Medical research paid")
NEW_ASK = (TOPIC, "ask: >-\n  Reject any cut", "ask: >-\n  Reject every cut")


def test_a_reversed_ask_is_recalled_and_not_to_be_used(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    onepager("release", str(built.pdf), "--to", "MIT", "--on", "2026-11-20")
    edit(office, *ASKS)
    for words in (("recall", "--dry-run"), ("recall",)):
        result = onepager(*words)
        assert result.exit_code == Exit.CONTENT
        assert f"  tell: MIT (sent 2026-11-20, {built.pdf.name})" in result.stdout
        assert "1 document to correct." in result.stdout
        assert "The office now asks for something else than 1 document that went out." in result.stdout
        assert "holds" not in result.stdout
        assert "still right" not in result.stdout
    traced = onepager("trace", str(built.pdf))
    assert traced.exit_code == Exit.CONTENT
    assert traced.stdout.splitlines()[-1] == "Do not use it: 1 thing that it says no longer holds."
    [note] = (office / "output").glob("*_Update-*.pdf")
    onepager("release", str(note), "--to", "MIT")
    done = onepager("recall")
    assert done.exit_code == Exit.OK
    assert "1 document corrected: everybody has been told." in done.stdout
    assert "asks for something else" not in done.stdout


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (NEW_ASK, "The office now asks for something else than 1 document that went out."),
        (NEW_BOTTOM_LINE, "The office now has another bottom line than 1 document that went out."),
    ],
)
def test_another_ask_or_bottom_line_is_not_still_right(
    onepager: Run, office: Path, change: tuple[str, str, str], told: str
) -> None:
    built = build(office, "nih-funding", "hearing" if change == NEW_BOTTOM_LINE else "constituent")
    onepager("release", str(built.pdf), "--to", "MIT", "--on", "2026-11-20")
    edit(office, *change)
    result = onepager("recall")
    assert result.exit_code == Exit.OK
    assert f"  tell, if it matters to them: MIT (sent 2026-11-20, {built.pdf.name})" in result.stdout
    assert "  note, if you want to tell them: " in result.stdout
    assert told in result.stdout
    assert "holds" not in result.stdout
    assert "still right" not in result.stdout
    late = onepager("release", str(built.pdf), "--to", "Tufts")
    assert "the office asks for something else now, or has another bottom line" in late.stderr


def test_a_store_that_takes_the_edit_over_has_nothing_to_recall(onepager: Run, office: Path) -> None:
    _, path = edited_docx(office, b"407,782", b"410,000")
    onepager("release", str(path), "--to", "MIT", *ANSWER)
    edit(office, *CHANGE)
    assert recall(onepager) == []
    result = onepager("trace", str(path))
    assert result.exit_code == Exit.OK
    assert result.stdout.splitlines()[-1] == (
        "Look before you use it: A. Staff answers for what was changed in it by hand (the agency said so)."
    )


def test_an_edited_word_is_entered_too(onepager: Run, office: Path) -> None:
    built, path = edited_docx(office, b"Illness does not wait", b"Sickness never waits")
    onepager("release", str(path), "--to", "MIT", *ANSWER)
    [release] = History(office).releases()
    assert any("Sickness never waits" in s.text for s in release.receipt.statements)
    assert not any("Illness does not wait" in s.text for s in release.receipt.statements)
    assert release.receipt.facts == built.receipt.facts


INTERNAL = """
title: Broadband for every farm
short: Farm broadband
bottom_line: Too many farms wait.
ask: Support the bill.
facts:
  farms:
    value: 31,415
    measure: farms without any broadband at all in the valleys
    as_of: 2026-01-01
    status: final
    source: crs-if12510
    locator: table 1
    review_by: 2027-03-31
    tags: [headline]
    clearance: public
points:
  gap: {kind: message, lead: The gap is rural., full: "{{ farms }} farms in the valleys wait for any broadband at all."}
  money: {kind: message, lead: The money is voted., full: Congress has voted the money and the work can begin.}
  build: {kind: message, lead: Crews are ready., full: Local crews are ready to build.}
"""


def test_a_figure_that_is_internal_now_has_a_note_that_does_not_say_it(onepager: Run, office: Path) -> None:
    topic = office / "talking_points/topics/farms.yaml"
    topic.write_text(INTERNAL)
    built = build(office, "farms", "press")
    onepager("release", str(built.pdf), "--to", "MIT")
    now = INTERNAL.replace("clearance: public", "clearance: office")
    topic.write_text(now.replace("gap: {", "gap: {clearance: office, "))
    result = onepager("recall")
    assert result.exit_code == Exit.CONTENT, result.stdout + result.stderr
    notes = correction_notes(office)
    assert len(notes) == 2
    for note in notes:
        said = " ".join(p.text for p in passages_of(note.name, note.read_bytes()))
        assert "Withdrawn. Please do not use it." in said
        for secret in ("31,415", "without any broadband", "in the valleys"):
            assert secret not in said
            assert secret not in receipt_in(note.name, note.read_bytes())
