"""The ledger: what it knows, whom it survives, and how it says that it cannot be used."""

from __future__ import annotations

import sqlite3
import threading
from datetime import date
from pathlib import Path

import pytest

from generator.errors import OnepagerError
from generator.records.database import CACHE, VERSION, cache_folder, database_file
from generator.records.ledger import Ledger, Origin

FILE = "ledger.sqlite"
ORIGIN = Origin("nih-funding", "member", "rivera", date(2026, 11, 23), "docx", "ABCD-1234")


def test_a_file_is_known_by_its_name_and_its_content(tmp_path: Path) -> None:
    with Ledger(tmp_path / FILE) as ledger:
        ledger.record("a.docx", "1" * 64, ORIGIN)
        known = ledger.entry("a.docx", "1" * 64)
        assert known is not None
        assert known.origin == ORIGIN
        assert known.written_at is not None
        assert ledger.entry("a.docx", "2" * 64) is None
        assert ledger.entry("b.docx", "1" * 64) is None


def test_names_are_the_same_in_upper_and_lower_case(tmp_path: Path) -> None:
    with Ledger(tmp_path / FILE) as ledger:
        ledger.record("A.docx", "1" * 64, ORIGIN)
        assert ledger.entry("a.DOCX", "1" * 64) is not None


def test_it_outlives_the_process_and_keeps_every_content_a_name_had(tmp_path: Path) -> None:
    with Ledger(tmp_path / FILE) as ledger:
        ledger.record("a.docx", "1" * 64, ORIGIN)
        ledger.record("a.docx", "2" * 64, ORIGIN)
    with Ledger(tmp_path / FILE) as ledger:
        assert [e.sha256[0] for e in ledger.history("a.docx")] == ["1", "2"]


def test_an_intention_is_known_but_not_written_until_it_is_recorded(tmp_path: Path) -> None:
    with Ledger(tmp_path / FILE) as ledger:
        ledger.intend("a.docx", "1" * 64, ORIGIN)
        intended = ledger.entry("a.docx", "1" * 64)
        assert intended is not None
        assert intended.written_at is None
        ledger.record("a.docx", "1" * 64, ORIGIN)
        ledger.intend("a.docx", "1" * 64, ORIGIN)
        recorded = ledger.entry("a.docx", "1" * 64)
        assert recorded is not None
        assert recorded.written_at is not None


def test_read_only_it_makes_no_file(tmp_path: Path) -> None:
    with Ledger(tmp_path / FILE, read_only=True) as ledger:
        assert ledger.entry("a.docx", "1" * 64) is None
    assert list(tmp_path.iterdir()) == []


def test_many_can_open_and_write_one_at_the_same_time(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            with Ledger(tmp_path / FILE) as ledger:
                for i in range(20):
                    ledger.record(f"{number}-{i}.docx", "1" * 64, ORIGIN)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Ledger(tmp_path / FILE) as ledger:
        assert all(ledger.history(f"{n}-{i}.docx") for n in range(6) for i in range(20))


@pytest.mark.parametrize("read_only", [True, False])
@pytest.mark.parametrize("version", [1, VERSION + 1])
def test_one_of_another_version_is_begun_anew(tmp_path: Path, version: int, read_only: bool) -> None:
    with sqlite3.connect(tmp_path / FILE) as db:
        db.execute(f"PRAGMA user_version = {version}")
    db.close()
    with Ledger(tmp_path / FILE, read_only=read_only) as ledger:
        assert ledger.history("a.docx") == []


@pytest.mark.parametrize("read_only", [True, False])
def test_a_damaged_one_is_begun_anew(tmp_path: Path, read_only: bool) -> None:
    (tmp_path / FILE).write_bytes(b"not a database at all, but long enough to look at" * 50)
    with Ledger(tmp_path / FILE, read_only=read_only) as ledger:
        assert ledger.history("a.docx") == []
    if not read_only:
        with Ledger(tmp_path / FILE) as ledger:
            ledger.record("a.docx", "1" * 64, ORIGIN)
            assert len(ledger.history("a.docx")) == 1


def test_each_output_folder_has_its_own_in_the_cache_folder_of_the_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = database_file(tmp_path / "output"), database_file(tmp_path / "elsewhere")
    assert one != other
    assert one.parent == other.parent == cache_folder()
    assert not one.is_relative_to(tmp_path)
    monkeypatch.delenv(CACHE)
    assert "onepager" in cache_folder().name.lower()


def test_one_that_another_program_holds_is_refused_when_patience_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.records.database.PATIENCE_S", 0.05)
    with Ledger(tmp_path / FILE) as ledger:
        holder = sqlite3.connect(tmp_path / FILE, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OnepagerError, match="another onepager holds it"):
            ledger.record("a.docx", "1" * 64, ORIGIN)
        holder.close()


def test_a_cache_folder_that_cannot_be_made_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(OnepagerError, match=f"Could not use the ledger .* Set {CACHE} to a folder"):
        Ledger(tmp_path / "file" / FILE)
