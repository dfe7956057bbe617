"""Releases, overruled gates and finals in the records of a workspace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.document.receipt import Acceptance
from generator.records.releases import Records, Release
from tests.records.test_documents import RECEIPT

ACCEPTED = Acceptance("TP101", "nih-funding/jobs", "A. Staff", "confirmed by phone")
RELEASE = Release("ABCD-1234", "a.pdf", "1" * 64, "The Globe", date(2026, 11, 20), "by mail", RECEIPT)


def test_a_release_is_entered_once(tmp_path: Path) -> None:
    records = Records(tmp_path)
    assert records.are_missing
    assert records.release(RELEASE) is True
    assert records.release(replace(RELEASE, to="the globe", note="again")) is False
    assert records.release(replace(RELEASE, on=date(2026, 11, 19))) is True
    assert [r.on.day for r in Records(tmp_path).releases()] == [19, 20]
    assert Records(tmp_path).releases()[1] == RELEASE
    assert not Records(tmp_path).are_missing


def test_overruled_gates_are_kept_though_the_receipt_of_a_public_file_does_not_tell(tmp_path: Path) -> None:
    for _ in range(2):
        Records(tmp_path).made_final({"topic": "nih"}, "ABCD-1234", [ACCEPTED])
    assert Records(tmp_path).accepted("ABCD-1234") == [ACCEPTED]
    assert Records(tmp_path).accepted("WXYZ-0000") == []
    assert Records(tmp_path).has_finals()
