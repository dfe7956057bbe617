"""Source sheets and correction notes: what they say, for whom, and that a long table goes on over the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.document.blocks import Heading, Table
from generator.document.inlines import plain
from generator.document.receipt import Receipt, decode
from generator.inspection import receipt_in
from generator.project import Project, load
from generator.receipts import receipt_of
from generator.receipts.changes import Change, Gravity, changes_since, said_by_point
from generator.receipts.correction import WITHDRAWN, Sent, correction, told
from generator.receipts.extra_documents import About, make_extra_document, plain_line
from generator.receipts.source_sheet import lines_of, source_sheet
from generator.store.schema import Clearance
from generator.writers.text import write_text
from tests.receipts.offices import DAY, edit, made_for, new_office
from tests.starter import project

SENT = [date(2026, 11, 20)]


def words(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


# --- source sheet ---


def test_a_sheet_has_every_figure_and_every_sentence() -> None:
    made = made_for(project(), "nih-funding", "constituent")
    receipt = receipt_of(project(), made)
    sheet = source_sheet(project(), made)
    text = words(write_text(sheet.document))
    assert sheet.document.meta.clearance == "office"
    assert sheet.document.markings == ("INTERNAL — OFFICE USE ONLY",)
    assert receipt.number in text
    for statement in receipt.statements:
        assert statement.text in text
    table = next(b for b in sheet.document.blocks if isinstance(b, Table))
    assert len(table.rows) == len(receipt.facts)
    jobs = [words(plain(cell)) for cell in table.rows[1]]
    assert jobs[1:] == [
        "407,782 jobs supported by NIH grants, FY2024",
        "United for Medical Research: first page",
        "March 11, 2025",
        "final",
        "nobody yet",
    ]


def test_a_sheet_for_every_document_has_pages_and_carries_its_own_receipt() -> None:
    for topic in project().library.topics:
        for audience in ("member", "press", "hearing"):
            sheet = source_sheet(project(), made_for(project(), topic, audience))
            body = sheet.laid.frame.body_bottom - sheet.laid.frame.body_top
            assert sheet.laid.fill * body <= body + 0.01
            assert decode(receipt_in("a.docx", sheet.render("docx"))) == sheet.receipt


def test_lines_say_who_checked_and_what_is_overdue(tmp_path: Path) -> None:
    root = new_office(tmp_path)
    old = "    value: 2023-11\n"
    edit(root, "topics/fentanyl.yaml", old, f"{old}    checked: 2026-10-01\n    checked_by: A. Staff\n")
    whole = load(root)
    receipt = receipt_of(whole, made_for(whole, "fentanyl", "press"))
    lines = {line.fact.ref: line for line in lines_of(whole.library, receipt, date(2027, 7, 1))}
    pledge = lines["fentanyl/pledge"].as_json(receipt)
    assert (pledge["checked_by"], pledge["review_was_due"]) == ("A. Staff, Oct. 1, 2026", "2027-06-30")


# --- long tables ---


def test_a_long_table_goes_on_over_the_page_under_its_header() -> None:
    office = project().library.offices["rep-example"]
    about = About("T", "S", "fentanyl", "press", office, Clearance.OFFICE, DAY, "capitol")
    rows = tuple((plain_line(f"figure {n}"), plain_line(str(n))) for n in range(130))
    table = Table("Figures", (plain_line("Figure"), plain_line("No.")), rows, "lr")
    paper = make_extra_document(project(), about, [Heading(1, plain_line("Title")), table])
    parts = [b for b in paper.document.blocks if isinstance(b, Table)]
    assert [row for part in parts for row in part.rows] == list(rows)
    assert {part.header for part in parts} == {table.header}
    assert [part.caption for part in parts][:2] == ["Figures", "Figures (continued)"]
    assert len(paper.laid.pages) == len(parts) > 2
    lowest = min(d.baseline for page in paper.laid.pages for d in page.draws if hasattr(d, "baseline") and d.path)
    assert lowest > paper.laid.frame.height - paper.laid.frame.body_bottom


# --- correction notes ---


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_office(tmp_path)


def noted(root: Path, receipt: Receipt) -> tuple[Project, str]:
    whole = load(root)
    note = correction(whole, Sent(receipt, SENT), changes_since(receipt, whole.library, DAY), DAY)
    assert note.receipt.corrects == receipt.number
    assert note.document.meta.clearance == receipt.clearance
    return whole, words(write_text(note.document))


def released(root: Path, topic: str = "nih-funding", audience: str = "constituent") -> Receipt:
    whole = load(root)
    return receipt_of(whole, made_for(whole, topic, audience))


def test_a_note_has_the_old_figure_the_new_one_and_where_it_stands(root: Path) -> None:
    receipt = released(root)
    edit(root, "topics/nih-funding.yaml", "        value: 407,782\n", "        value: 410,000\n")
    _, text = noted(root, receipt)
    assert f"document No. {receipt.number}, as of November 24, 2026, sent on November 20, 2026" in text
    assert (
        f"Our “{receipt.title}” of November 24, 2026, said 407,782 for jobs supported by NIH grants, FY2024; it is "
        "410,000[1], and we regret the error."
    ) in text
    assert "jobs supported by NIH grants, FY2024 407,782 410,000[1]" in text
    assert "“Grants from the National Institutes of Health (NIH) supported 407,782 jobs" in text
    assert "Questions: Pat Press" in text  # it goes to the public


def test_a_note_names_what_supersedes_a_figure(root: Path) -> None:
    receipt = released(root)
    successor = "    status: superseded\n    superseded_by: request-societies\n"
    edit(root, "topics/nih-funding.yaml", "    status: projected\n", successor)
    _, text = noted(root, receipt)
    assert "Congress; that figure is withdrawn, and we regret the error." in text
    assert "at least 22 percent Withdrawn." in text  # only points for Congress state the new one
    assert "51.303" not in text
    edit(root, "topics/nih-funding.yaml", "  request-societies:\n", "  request-societies:\n    clearance: public\n")
    _, text = noted(root, receipt)
    assert "at least 22 percent at least $51.303 billion (FY2026)" in text
    assert "it is at least $51.303 billion (FY2026" in text


def test_a_note_repeats_nothing_that_is_for_the_office_only_now(root: Path) -> None:
    receipt = released(root)
    edit(
        root,
        "topics/nih-funding.yaml",
        "    lead: It pays its way.\n",
        "    lead: It pays its way.\n    embargo: 2027-01-01\n",
    )
    edit(
        root,
        "topics/nih-funding.yaml",
        "    measure: cut to the NIH",
        "    clearance: office\n    measure: cut to the NIH",
    )
    whole = load_unchecked(root)
    note = correction(whole, Sent(receipt, SENT), changes_since(receipt, whole.library, DAY), DAY)
    text = words(write_text(note.document))
    assert WITHDRAWN.rstrip(".") in text
    assert "22 percent" not in text
    assert "“Proposals in Congress have …”" in text
    assert f"Our “{receipt.title}” of November 24, 2026, no longer holds in " in text
    assert (
        "It gave a figure in the sentence that begins “Proposals in Congress have …”; that figure is withdrawn." in text
    )
    assert "It had a passage that begins “" in text
    assert "That is $2.56" not in text.replace("“That is $2.56 for …”", "")


def load_unchecked(root: Path) -> Project:
    """The project with a store in which public points use a figure that is internal now, as nobody could read it."""
    from generator.store.load import load as read

    return replace(project(), root=root, library=replace(project().library, topics=read(root, {}).topics))


def test_a_note_knows_what_it_tells_of_without_saying_it(root: Path) -> None:
    receipt = released(root)
    edit(root, "topics/nih-funding.yaml", "        value: 407,782\n", "        value: 410,000\n")
    whole = load(root)
    changes = changes_since(receipt, whole.library, DAY)
    note = correction(whole, Sent(receipt, SENT), changes, DAY)
    assert note.receipt.mends == tuple(told(c) for c in changes)
    assert [f.value for f in note.receipt.facts] == ["410,000"]
    assert changes_since(note.receipt, whole.library, DAY) == []


def test_a_note_can_be_made_when_office_topic_and_theme_are_gone(root: Path) -> None:
    receipt = replace(released(root), office="gone", topic="gone", theme=replace(released(root).theme, name="gone"))
    whole = load(root)
    changes = changes_since(receipt, whole.library, DAY)
    assert correction(whole, Sent(receipt, SENT), changes, DAY).render("pdf").startswith(b"%PDF")


# --- the one sentence ---

TOPIC = "topics/nih-funding.yaml"
VALUE = (TOPIC, "        value: 407,782\n", "        value: 410,000\n")
DISPUTED = (TOPIC, "    status: projected\n", "    status: disputed\n")
ASK = (TOPIC, "ask: >-\n  Reject any cut", "ask: >-\n  Support a “small” cut")
BOTTOM_LINE = (TOPIC, "finds cures, and each", "finds remedies, and each")
ONE = "said 407,782 for jobs supported by NIH grants, FY2024; it is 410,000[1]"
UNSOUND = "said at least 22 percent for cut to the NIH budget in proposals in Congress; that figure is disputed now"
ASKED = (
    "asked, “Reject any cut to the NIH budget. Pass that budget on time, so that research begun in our states can be "
    "finished”; we now ask, “Support a ‘small’ cut to the NIH budget. Pass that budget on time, so that research begun "
    "in our states can be finished"
)


@pytest.mark.parametrize(
    ("edits", "kind", "sentences"),
    [
        ([VALUE], "Correction", [f"2026, {ONE}, and we regret the error."]),
        ([DISPUTED], "Correction", [f"2026, {UNSOUND}, and we regret the error."]),
        (
            [VALUE, DISPUTED],
            "Correction",
            ["no longer holds in two places, and we regret the errors:", f"It {ONE}.", f"It {UNSOUND}."],
        ),
        ([ASK], "Update", [f"2026, {ASKED},” and we regret the confusion."]),
        (
            [BOTTOM_LINE],
            "Update",
            ["2026, said, “Research paid for", "we now say, “Research paid", "state,” and we regret"],
        ),
        ([VALUE, ASK], "Correction", ["in two places, and we regret the errors:", f"It {ONE}.", f"It {ASKED}.”"]),
    ],
)
def test_a_note_says_what_was_wrong_what_is_right_and_that_we_regret_it(
    root: Path, edits: list[tuple[str, str, str]], kind: str, sentences: list[str]
) -> None:
    receipt = released(root)
    for change in edits:
        edit(root, *change)
    _, text = noted(root, receipt)
    assert f"{kind.upper()} {kind} to “{receipt.title}”" in text
    assert [said for said in sentences if said not in text] == []


def test_a_note_of_an_edited_file_speaks_of_what_was_sent(root: Path) -> None:
    whole, receipt = load(root), released(root)
    typed = tuple(replace(f, value="999,999") if f.ref.endswith("/jobs") else f for f in receipt.facts)
    edited = Sent(replace(receipt, facts=typed), SENT, edited=True)
    note = correction(whole, edited, changes_since(edited.receipt, whole.library, DAY), DAY)
    said = words(write_text(note.document))
    assert "of November 24, 2026, as it was sent, said 999,999 for jobs supported by NIH grants, FY2024; it is " in said


def test_a_note_of_a_note_says_so(root: Path) -> None:
    receipt = released(root)
    edit(root, *VALUE)
    whole = load(root)
    first = correction(whole, Sent(receipt, SENT), changes_since(receipt, whole.library, DAY), DAY).receipt
    edit(root, TOPIC, "        value: 410,000\n", "        value: 411,000\n")
    _, text = noted(root, first)
    assert f"CORRECTION Correction to our correction of “{receipt.title}”" in text
    assert (
        f"Our correction of November 24, 2026, to “{receipt.title}” said 410,000 for jobs supported by NIH grants, "
        "FY2024; it is 411,000[1], and we regret the error."
    ) in text


def test_what_is_under_embargo_now_is_not_quoted_though_it_was_reversed_as_well(root: Path) -> None:
    receipt, whole = released(root), load(root)
    point = next(p for p in receipt.points if said_by_point(p.ref, receipt))
    was = said_by_point(point.ref, receipt)
    embargo = Change("embargo", Gravity.STOP, point.ref, "the point", "", "is under embargo until December 24, 2026")
    other = Change("ask", Gravity.STOP, point.ref, "the point", was, "the opposite")
    for changes in ([embargo, other], [other, embargo]):
        said = words(write_text(correction(whole, Sent(receipt, SENT), changes, DAY).document))
        assert "that passage is withdrawn" in said
        assert " ".join(was.split()[4:9]) not in said
