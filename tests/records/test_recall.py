"""Which released documents are overtaken, and who has been told of what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.document.receipt import Receipt
from generator.project import load
from generator.receipts.changes import changes_since
from generator.receipts.correction import Sent, correction
from generator.records.history import Release
from generator.records.recall import Overtaken, overtaken
from tests.receipts.offices import DAY, edit, made_for, new_office

FIRST = ("topics/nih-funding.yaml", "        value: 407,782\n", "        value: 410,000\n")
SECOND = ("topics/nih-funding.yaml", "    status: projected\n", "    status: disputed\n")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return new_office(tmp_path)


def sent(receipt: Receipt, to: str, on: int = 20) -> Release:
    return Release(receipt.number, f"{receipt.number}.pdf", f"{to}{on}", to, date(2026, 11, on), "", receipt)


def made(root: Path) -> Receipt:
    from generator.receipts import receipt_of

    project = load(root)
    return receipt_of(project, made_for(project, "nih-funding", "constituent"))


def note(root: Path, receipt: Receipt) -> Receipt:
    project = load(root)
    return correction(project, Sent(receipt, [DAY]), changes_since(receipt, project.library, DAY), DAY).receipt


def found(root: Path, *releases: Release) -> list[Overtaken]:
    return overtaken(load(root).library, releases, DAY)


def test_what_still_holds_is_not_listed(root: Path) -> None:
    assert found(root, sent(made(root), "Globe")) == []


def test_one_document_is_listed_once_with_all_who_have_it(root: Path) -> None:
    receipt = made(root)
    edit(root, *FIRST)
    [document] = found(root, sent(receipt, "Globe"), sent(receipt, "Post", 21))
    assert [r.to for r in document.pending] == ["Globe", "Post"]
    assert document.sent.on == [date(2026, 11, 20), date(2026, 11, 21)]
    assert [c.ref for c in document.changes] == ["nih-funding/jobs"]


def test_whoever_got_the_note_has_been_told_until_something_else_changes(root: Path) -> None:
    receipt = made(root)
    edit(root, *FIRST)
    first_note = note(root, receipt)
    releases = [sent(receipt, "Globe"), sent(receipt, "Post"), sent(first_note, "GLOBE", 24)]
    [document] = found(root, *releases)
    assert [r.to for r in document.pending] == ["Post"]
    assert [r.to for r in document.informed] == ["Globe"]
    edit(root, *SECOND)
    [document] = found(root, *releases)
    assert [r.to for r in document.pending] == ["Globe", "Post"]


AGAIN = ("topics/nih-funding.yaml", "        value: 410,000\n", "        value: 411,000\n")
BACK = ("topics/nih-funding.yaml", "        value: 410,000\n", "        value: 407,782\n")


def test_a_note_that_has_become_wrong_is_recalled_too(root: Path) -> None:
    receipt = made(root)
    edit(root, *FIRST)
    first_note = note(root, receipt)
    assert found(root, sent(first_note, "Globe")) == []
    edit(root, *AGAIN)
    [alone] = found(root, sent(first_note, "Globe"))
    assert ([r.to for r in alone.pending], alone.through) == (["Globe"], "")
    document, of_note = found(root, sent(receipt, "Globe"), sent(first_note, "Globe"))
    assert [r.to for r in document.pending] == ["Globe"]
    assert ([r.to for r in of_note.pending], of_note.through) == (["Globe"], receipt.number)  # one note tells of both
    second = note(root, receipt)
    document, of_note = found(root, sent(receipt, "Globe"), sent(first_note, "Globe"), sent(second, "Globe", 25))
    assert (document.pending, of_note.pending) == ((), ())


def test_a_note_that_was_a_mistake_has_a_note_of_its_own(root: Path) -> None:
    receipt = made(root)
    edit(root, *FIRST)
    first_note = note(root, receipt)
    edit(root, *BACK)
    releases = [sent(receipt, "Globe"), sent(first_note, "Globe")]
    [document] = found(root, *releases)
    assert (document.receipt, [r.to for r in document.pending], document.through) == (first_note, ["Globe"], "")
    again = note(root, first_note)
    assert (again.corrects, again.title) == (first_note.number, first_note.title)
    [document] = found(root, *releases, sent(again, "Globe", 25))
    assert document.pending == ()


@pytest.mark.parametrize(
    ("kind", "was", "now"),
    [
        ("ask", "ask: >-\n  Reject any cut", "ask: >-\n  Reject every cut"),
        ("bottom line", "finds cures,", "finds some,"),
    ],
)
def test_another_ask_or_bottom_line_has_a_note_and_nobody_has_to_be_told(
    root: Path, kind: str, was: str, now: str
) -> None:
    receipt = made(root)
    edit(root, "topics/nih-funding.yaml", was, now)
    releases = [sent(receipt, "Globe"), sent(receipt, "Post")]
    [document] = found(root, *releases)
    assert ([c.kind for c in document.newer], document.pending) == ([kind], ())
    assert (document.wants_a_note, [r.to for r in document.may_hear]) == (True, ["Globe", "Post"])
    [document] = found(root, *releases, sent(note(root, receipt), "Globe", 25))
    assert [r.to for r in document.may_hear] == ["Post"]


def test_a_newer_figure_alone_has_nobody_to_be_told(root: Path) -> None:
    receipt = made(root)
    aged = replace(
        receipt,
        facts=tuple(
            replace(f, value="412,041", period="FY2023") if f.ref.endswith("/jobs") else f for f in receipt.facts
        ),
    )
    [document] = found(root, sent(aged, "Globe"))
    assert (document.changes, document.pending, document.wants_a_note) == ((), (), False)
    assert [c.kind for c in document.newer] == ["newer"]
