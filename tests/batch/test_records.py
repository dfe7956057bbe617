"""The ledger's records: documents with their receipts, overruled gates, releases; and ledgers of the first version."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.document.receipt import Acceptance, Part, Receipt, UsedFact
from generator.records import database as module
from generator.records.database import FILE, VERSION
from generator.records.ledger import DocumentEntry, Ledger, Origin, Release

RECEIPT = Receipt(
    number="ABCD-1234",
    title="NIH funding: Press release",
    topic="nih-funding",
    audience="press",
    clearance="public",
    office="rep-example",
    as_of=date(2026, 11, 24),
    program="onepager",
    template=Part("press"),
    theme=Part("capitol"),
    facts=(UsedFact("nih-funding/jobs", "jobs", "407,782"), UsedFact("nih-funding/return@FY2023", "return", "$2.46")),
)
ACCEPTED = Acceptance("TP101", "nih-funding/jobs", "A. Staff", "confirmed by phone")
RELEASE = Release("ABCD-1234", "a.pdf", "1" * 64, "The Globe", date(2026, 11, 20), "by mail", RECEIPT)


def test_a_document_is_found_by_its_number(tmp_path: Path) -> None:
    with Ledger(tmp_path / FILE) as ledger:
        ledger.enter(DocumentEntry.of(RECEIPT))
    with Ledger(tmp_path / FILE, read_only=True) as ledger:
        assert [d.receipt for d in ledger.documents("ABCD-1234")] == [RECEIPT]
        assert ledger.documents("WXYZ-0000") == []
        assert ledger.numbers() == ["ABCD-1234"]


def test_made_again_from_a_newer_store_it_has_the_newer_receipt(tmp_path: Path) -> None:
    newer = replace(RECEIPT, read="1" * 16, facts=RECEIPT.facts[:1])
    with Ledger(tmp_path / FILE) as ledger:
        ledger.enter(DocumentEntry.of(RECEIPT))
        ledger.enter(DocumentEntry.of(newer))
        assert [d.receipt for d in ledger.documents("ABCD-1234")] == [newer]
        assert list(ledger.mentions()) == ["nih-funding/jobs"]


def test_made_again_alike_nothing_is_written(tmp_path: Path) -> None:
    with Ledger(tmp_path / FILE) as ledger:
        ledger.enter(DocumentEntry.of(RECEIPT))
        [first] = ledger.documents("ABCD-1234")
        ledger.enter(DocumentEntry.of(RECEIPT))
        assert ledger.documents("ABCD-1234") == [first]


def test_two_documents_may_have_one_number(tmp_path: Path) -> None:
    other = replace(RECEIPT, audience="floor")
    with Ledger(tmp_path / FILE) as ledger:
        ledger.enter(DocumentEntry.of(RECEIPT))
        ledger.enter(DocumentEntry.of(other))
        assert [d.receipt for d in ledger.documents("ABCD-1234")] == [other, RECEIPT]


def test_mentions_name_the_newest_document_of_each_kind(tmp_path: Path) -> None:
    later = replace(RECEIPT, number="EFGH-5678", as_of=date(2026, 12, 1))
    with Ledger(tmp_path / FILE) as ledger:
        ledger.enter(DocumentEntry.of(RECEIPT))
        ledger.enter(DocumentEntry.of(later))
        ledger.enter(DocumentEntry.of(replace(RECEIPT, number="JKLM-0001", audience="floor")))
        found = ledger.mentions()
    assert sorted((m.number, m.audience) for m in found["nih-funding/return"]) == [
        ("EFGH-5678", "press"),
        ("JKLM-0001", "floor"),
    ]


def test_overruled_gates_are_kept_though_the_receipt_of_a_public_file_does_not_tell(tmp_path: Path) -> None:
    with Ledger(tmp_path / FILE) as ledger:
        ledger.enter(DocumentEntry.of(RECEIPT, [ACCEPTED]))
        ledger.enter(DocumentEntry.of(RECEIPT, [ACCEPTED]))
        assert ledger.accepted("ABCD-1234") == [ACCEPTED]
        assert ledger.accepted("WXYZ-0000") == []


def test_a_release_is_entered_once(tmp_path: Path) -> None:
    with Ledger(tmp_path / FILE) as ledger:
        assert ledger.release(RELEASE) is True
        assert ledger.release(replace(RELEASE, to="the globe", note="again")) is False
        assert ledger.release(replace(RELEASE, on=date(2026, 11, 19))) is True
        assert [r.on.day for r in ledger.releases()] == [19, 20]
        assert ledger.releases()[1] == RELEASE


def test_a_document_is_entered_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger(tmp_path / FILE) as ledger:
        monkeypatch.setattr(Ledger, "_keep", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            ledger.enter(DocumentEntry.of(RECEIPT, [ACCEPTED]))
        monkeypatch.undo()
        assert ledger.accepted("ABCD-1234") == []
        ledger.enter(DocumentEntry.of(RECEIPT))  # the transaction is over


# --- migration ---


def first_version(path: Path) -> None:
    """A ledger as the first version made it, with one file in it."""
    origin = Origin("nih-funding", "member", "rivera", date(2026, 11, 23), "docx", "ABCD-1234")
    db = sqlite3.connect(path, isolation_level=None)
    for statement in module._FILES.split(";"):
        db.execute(statement)
    db.execute("PRAGMA user_version = 1")
    values = (
        "a.docx",
        "1" * 64,
        None,
        origin.topic,
        origin.audience,
        origin.office,
        "2026-11-23",
        "docx",
        origin.number,
    )
    db.execute("INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    db.close()


def test_an_older_ledger_is_brought_up_to_date_and_keeps_what_it_knows(tmp_path: Path) -> None:
    first_version(tmp_path / FILE)
    with Ledger(tmp_path / FILE) as ledger:
        assert ledger.entry("a.docx", "1" * 64) is not None
        ledger.enter(DocumentEntry.of(RECEIPT))
    db = sqlite3.connect(tmp_path / FILE)
    assert db.execute("PRAGMA user_version").fetchone() == (VERSION,)
    db.close()


def test_an_older_ledger_is_read_without_being_changed(tmp_path: Path) -> None:
    first_version(tmp_path / FILE)
    before = (tmp_path / FILE).read_bytes()
    with Ledger(tmp_path / FILE, read_only=True) as ledger:
        assert ledger.entry("a.docx", "1" * 64) is not None
        assert ledger.documents("ABCD-1234") == []
    assert (tmp_path / FILE).read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [FILE]
