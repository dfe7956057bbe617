"""The documents that the ledger knows, with their receipts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.document.receipt import Part, Receipt, UsedFact
from generator.records.ledger import DocumentEntry, Ledger

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
FILE = "ledger.sqlite"


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
