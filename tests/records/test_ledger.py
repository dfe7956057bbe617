"""The ledger: files by name and content, documents by number, and figures by the documents that state them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.document.receipt import Part, Receipt, UsedFact
from generator.records.ledger import DocumentEntry, Ledger, is_final

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
    read="0" * 16,
    facts=(UsedFact("nih-funding/jobs", "jobs", "407,782"), UsedFact("nih-funding/return@FY2023", "return", "$2.46")),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path, tmp_path / "output") as ledger:
        yield ledger


def test_a_file_is_known_by_its_name_and_its_content(ledger: Ledger) -> None:
    ledger.record("a.docx", "1" * 64)
    assert ledger.is_written("a.docx", "1" * 64)
    assert not ledger.is_ours("a.docx", "2" * 64)
    assert not ledger.is_ours("b.docx", "1" * 64)
    assert ledger.was_ours("a.docx")


def test_names_are_the_same_in_upper_and_lower_case(ledger: Ledger) -> None:
    ledger.record("A.docx", "1" * 64)
    assert ledger.is_ours("a.DOCX", "1" * 64)


def test_an_intention_is_known_but_not_written_until_it_is_recorded(ledger: Ledger) -> None:
    ledger.intend("a.docx", "1" * 64)
    assert ledger.is_ours("a.docx", "1" * 64)
    assert not ledger.is_written("a.docx", "1" * 64)
    ledger.record("a.docx", "1" * 64)
    ledger.intend("a.docx", "1" * 64)
    assert ledger.is_written("a.docx", "1" * 64)


def test_a_document_is_found_by_its_number(ledger: Ledger) -> None:
    ledger.enter(DocumentEntry.of(RECEIPT))
    assert [d.receipt for d in ledger.documents("ABCD-1234")] == [RECEIPT]
    assert ledger.documents("WXYZ-0000") == []
    assert ledger.numbers() == ["ABCD-1234"]


def test_made_again_from_a_newer_store_it_has_the_newer_receipt(ledger: Ledger) -> None:
    newer = replace(RECEIPT, read="1" * 16, facts=RECEIPT.facts[:1])
    ledger.enter(DocumentEntry.of(RECEIPT))
    ledger.enter(DocumentEntry.of(newer))
    assert [d.receipt for d in ledger.documents("ABCD-1234")] == [newer]
    assert list(ledger.mentions()) == ["nih-funding/jobs"]


def test_made_again_alike_nothing_is_written(ledger: Ledger) -> None:
    ledger.enter(DocumentEntry.of(RECEIPT))
    [first] = ledger.documents("ABCD-1234")
    ledger.enter(DocumentEntry.of(RECEIPT))
    assert ledger.documents("ABCD-1234") == [first]


def test_two_documents_may_have_one_number(ledger: Ledger) -> None:
    other = replace(RECEIPT, audience="floor")
    ledger.enter(DocumentEntry.of(RECEIPT))
    ledger.enter(DocumentEntry.of(other))
    assert [d.receipt for d in ledger.documents("ABCD-1234")] == [other, RECEIPT]


def test_mentions_name_the_newest_document_of_each_kind(ledger: Ledger) -> None:
    later = replace(RECEIPT, number="EFGH-5678", as_of=date(2026, 12, 1))
    for receipt in (RECEIPT, later, replace(RECEIPT, number="JKLM-0001", audience="floor")):
        ledger.enter(DocumentEntry.of(receipt))
    assert sorted((m.number, m.audience) for m in ledger.mentions()["nih-funding/return"]) == [
        ("EFGH-5678", "press"),
        ("JKLM-0001", "floor"),
    ]


def test_what_is_final_is_told_by_the_receipt() -> None:
    assert is_final(RECEIPT)
    assert not is_final(replace(RECEIPT, markings=("DRAFT",)))
    assert not is_final(replace(RECEIPT, read=""))  # a source sheet or a correction note


def test_a_document_is_entered_whole_or_not_at_all(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = Ledger.run_for_each
    monkeypatch.setattr(Ledger, "run_for_each", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ledger.enter(DocumentEntry.of(RECEIPT))
    monkeypatch.setattr(Ledger, "run_for_each", genuine)
    assert ledger.documents("ABCD-1234") == []
    ledger.enter(DocumentEntry.of(RECEIPT))  # the transaction is over
    assert ledger.documents("ABCD-1234") != []
