"""Receipts of real documents: everything they were made from, and nothing that their readers may not know."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.compose.recorder import Recorder
from generator.document.receipt import Acceptance, Receipt, decode, encode
from generator.inspection import forbidden, leaks, receipt_in
from generator.layout.laid_out import LaidOut
from generator.pipeline import Made
from generator.project import Project, load
from generator.receipts import receipt_of
from generator.receipts.build import now_of
from generator.selection import select
from generator.store.library import read_library
from generator.store.schema import Clearance
from generator.values.dates import start_of_day
from generator.writers.docx.write import write_docx
from generator.writers.pdf.write import write_pdf
from tests.receipts.offices import DAY, edit, made_for, new_office
from tests.starter import everything, project
from tests.store.factories import table, write_workspace


def internal_refs(whole: Project, made: Made) -> Iterator[str]:
    """What a document may not name: what is above its clearance, and every point that is not in it."""
    clearance = made.selection.audience.clearance
    library = whole.library
    yield from (s.id for s in library.sources.values() if not clearance.allows(s.clearance))
    for topic in library.topics.values():
        yield from (f.ref for f in topic.facts.values() if not clearance.allows(f.clearance))
        yield from (p.ref for p in topic.points.values() if p.ref not in made.wordings)


def test_over_the_whole_starter_store_no_receipt_names_what_its_document_does_not_carry() -> None:
    looked_at = 0
    for files in everything():
        written = encode(receipt_of(project(), files.made))
        named = [ref for ref in internal_refs(project(), files.made) if f'"{ref}"' in written]
        assert named == [], files.name
        looked_at += 1
    assert looked_at > 40


def test_over_the_whole_starter_store_the_guard_finds_nothing_in_files_with_receipts() -> None:
    moment = start_of_day(DAY)
    looked_at = 0
    for files in everything():
        laid, clearance = files.made.laid, files.made.selection.audience.clearance
        if clearance is not Clearance.PUBLIC:
            continue
        receipt = encode(receipt_of(project(), files.made))
        secrets = forbidden(project().library, clearance, moment)
        assert leaks("a.docx", write_docx(laid, receipt), secrets) == []
        assert leaks("a.pdf", write_pdf(laid, receipt), secrets) == []
        looked_at += 1
    assert looked_at > 20


def test_only_internal_receipts_tell_what_the_office_decided() -> None:
    accepted = (Acceptance("TP101", "fentanyl/pledge", "A. Staff", "confirmed by phone"),)
    for files in everything():
        made = replace(files.made, request=replace(files.made.request, accepted=accepted))
        receipt = receipt_of(project(), made)
        internal = files.made.selection.audience.clearance is Clearance.OFFICE
        assert receipt.decisions == (files.made.decisions if internal else ())
        assert receipt.accepted == (accepted if internal else ())


@pytest.fixture(scope="module")
def leave_behind() -> tuple[Made, Receipt]:
    made = made_for(project(), "nih-funding", "constituent")
    return made, receipt_of(project(), made)


def test_it_says_which_document_this_is_and_what_it_was_made_from(leave_behind: tuple[Made, Receipt]) -> None:
    made, receipt = leave_behind
    assert receipt.number == made.laid.document.number
    assert (receipt.topic, receipt.audience, receipt.clearance) == ("nih-funding", "constituent", "public")
    assert receipt.as_of == DAY
    assert re.fullmatch("[0-9a-f]{16}", receipt.read)
    assert (receipt.template.name, receipt.theme.name) == ("constituent", "capitol")
    assert len(receipt.template.digest) == len(receipt.theme.digest) == 16
    assert receipt.program.startswith("onepager ")


def test_points_have_their_wording_in_reading_order(leave_behind: tuple[Made, Receipt]) -> None:
    made, receipt = leave_behind
    assert {p.ref: p.wording for p in receipt.points} == dict(made.wordings)
    spoken = [s.point for s in receipt.statements if s.point]
    assert list(dict.fromkeys(spoken)) == [p.ref for p in receipt.points]


def test_figures_are_those_of_sentences_of_tables_and_of_charts(leave_behind: tuple[Made, Receipt]) -> None:
    _, receipt = leave_behind
    facts = {f.ref: f for f in receipt.facts}
    jobs = facts["nih-funding/jobs"]
    assert (jobs.value, jobs.period, jobs.as_of, jobs.status) == ("407,782", "FY2024", "2025-03-11", "final")
    assert (jobs.source, jobs.locator) == ("umr-2025", "first page")
    assert facts["nih-projects-by-state/MA/projects"].value == "7,074"  # a column of the office's row
    assert facts["nih-funding/activity@FY2017"].value == "$68.795 billion"  # an older period, in the chart


def test_each_sentence_is_traced_to_its_figures_and_their_sources(leave_behind: tuple[Made, Receipt]) -> None:
    _, receipt = leave_behind
    by_text = {s.text: s for s in receipt.statements}
    said = by_text["That is $2.56 for every dollar granted."]
    assert (said.point, said.facts, said.sources) == (
        "nih-funding/return-on-research",
        ("nih-funding/return",),
        ("umr-2025",),
    )
    assert by_text["They work in clinics and universities that families here know by name."].sources == (
        "beckers-2022",
    )
    assert by_text["Reject any cut to the NIH budget."].sources == ()
    assert not any(text.startswith(("Contact", "Why it matters")) for text in by_text)  # only the template says so


def test_every_source_of_a_sentence_or_of_the_list_is_written_out() -> None:
    for files in everything():
        receipt = receipt_of(project(), files.made)
        known = {s.id for s in receipt.sources}
        assert {s for statement in receipt.statements for s in statement.sources} <= known
        assert {fact for statement in receipt.statements for fact in statement.facts} == {f.ref for f in receipt.facts}
        assert all(s.citation.endswith(".") and "\u00a0" not in s.citation for s in receipt.sources)


def test_it_comes_back_out_of_both_files(leave_behind: tuple[Made, Receipt]) -> None:
    made, receipt = leave_behind
    written = encode(receipt)
    for name, data in (("a.docx", write_docx(made.laid, written)), ("a.pdf", write_pdf(made.laid, written))):
        assert decode(receipt_in(name, data)) == receipt


def test_a_point_that_slips_through_selection_is_not_in_the_receipt_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = new_office(tmp_path)
    edit(root, "topics/fentanyl.yaml", "name.\n    clearance: public\n", "name.\n    clearance: office\n")
    whole = load(root)
    monkeypatch.setattr(select, "_not_for", lambda *_: "")
    made = made_for(whole, "fentanyl", "press")
    assert "fentanyl/the-toll" in made.wordings
    written = encode(receipt_of(whole, made))
    assert "the-toll" not in written
    assert "Too many families" not in written
    assert "Too many families" in _text(made.laid)


def test_a_figure_that_slips_through_is_not_in_the_receipt_with_its_sentence(tmp_path: Path) -> None:
    root = new_office(tmp_path)
    whole = load(root)
    made = made_for(whole, "fentanyl", "press")
    edit(
        root,
        "topics/fentanyl.yaml",
        "    measure: fall in overdose deaths",
        "    clearance: office\n    measure: fall in overdose deaths",
    )
    edit(root, "topics/fentanyl.yaml", "down {{ decline }} from the year before. It", "from the year before. It")
    edit(root, "topics/fentanyl.yaml", "at {{ deaths-all-drugs }}, down\n      {{ decline }}.", "at that.")
    assert "fentanyl/decline" in encode(receipt_of(whole, made))
    guarded = encode(receipt_of(whole, replace(made, recorder=Recorder(_with_library(whole, root).library))))
    assert "fentanyl/decline" not in guarded
    assert "3 percent" not in guarded


def _with_library(whole: Project, root: Path) -> Project:
    from generator.store.load import load as read
    from generator.store.schema import Topic

    topics = {k: t for k, t in read(root, {}).topics.items() if isinstance(t, Topic)}
    return replace(whole, library=replace(whole.library, topics=topics))


def _text(laid: LaidOut) -> str:
    from generator.writers.text import write_text

    return " ".join(write_text(laid.document).split())


def test_a_figure_of_a_table_is_that_of_its_own_column(tmp_path: Path) -> None:
    """Whatever else in the row prints alike."""
    columns = {n: {"kind": "number", "measure": n, "source": "report"} for n in ("projects", "jobs")}
    csv = "state,name,projects,jobs\nMA,Massachusetts,5016,5016\n"
    root = write_workspace(tmp_path, tables={"projects": table(columns=columns)}, csv=csv)
    now = now_of("projects/MA/jobs", read_library(root))
    assert now is not None
    assert now.measure == "jobs in Massachusetts"
