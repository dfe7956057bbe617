"""The index: where it is, whom it survives, and that it is begun anew rather than repaired."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from generator.errors import OnepagerError
from generator.records import index as module
from generator.records.index import cache_folder, index_file
from generator.records.ledger import Ledger


def opened(root: Path) -> Ledger:
    return Ledger(root, root / "output")


def test_it_is_in_the_cache_folder_by_workspace_and_output_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(tmp_path) as ledger:
        assert ledger.path.is_relative_to(cache_folder())
    assert list(tmp_path.iterdir()) == []
    paths = [index_file(tmp_path / a, tmp_path / b) for a in "xy" for b in "xy"]
    assert len(set(paths)) == 4
    assert paths[0].parent == paths[1].parent != paths[2].parent
    monkeypatch.delenv("ONEPAGER_CACHE")
    assert cache_folder().name.lower() == "onepager" or "onepager" in cache_folder().parts


def test_another_schema_has_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = index_file(tmp_path, tmp_path)
    monkeypatch.setattr(module, "_SCHEMA", module._SCHEMA + ";")
    assert index_file(tmp_path, tmp_path) != before


@pytest.mark.parametrize(
    "damage", [b"not a database at all, but long enough to look at" * 50, b"SQLite format 3\0" * 99]
)
def test_one_that_cannot_be_read_is_begun_anew(tmp_path: Path, damage: bytes) -> None:
    with opened(tmp_path) as ledger:
        ledger.record("a.docx", "1" * 64)
        path = ledger.path
    path.write_bytes(damage)
    with opened(tmp_path) as ledger:
        assert not ledger.was_ours("a.docx")
        ledger.record("a.docx", "1" * 64)
    with opened(tmp_path) as ledger:
        assert ledger.is_written("a.docx", "1" * 64)


def test_damage_that_shows_late_is_said_once_and_then_it_is_begun_anew(tmp_path: Path) -> None:
    with opened(tmp_path) as ledger:
        for number in range(500):
            ledger.record(f"{number}.docx", "1" * 64)
        path = ledger.path
    data = bytearray(path.read_bytes())
    data[4096 * 2 :] = b"\xff" * (len(data) - 4096 * 2)
    path.write_bytes(data)
    with pytest.raises(OnepagerError, match="Do it again: the index is made anew"), opened(tmp_path) as ledger:
        ledger.run("SELECT count(*), max(sha256) FROM file")
    with opened(tmp_path) as ledger:
        assert ledger.run("SELECT count(*) FROM file") == [(0,)]


def test_without_a_place_for_it_it_is_kept_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("ONEPAGER_CACHE", str(tmp_path / "file"))
    with opened(tmp_path) as ledger:
        ledger.record("a.docx", "1" * 64)
        assert ledger.in_memory
        assert ledger.is_written("a.docx", "1" * 64)


def test_many_can_open_and_write_one_at_the_same_time(tmp_path: Path) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            with opened(tmp_path) as ledger:
                for i in range(20):
                    ledger.record(f"{number}-{i}.docx", "1" * 64)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with opened(tmp_path) as ledger:
        assert all(ledger.was_ours(f"{n}-{i}.docx") for n in range(6) for i in range(20))


def test_one_that_another_program_holds_is_refused_when_patience_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.records.index.PATIENCE_S", 0.05)
    with opened(tmp_path) as ledger:
        holder = sqlite3.connect(ledger.path, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OnepagerError, match="another onepager holds it"):
            ledger.record("a.docx", "1" * 64)
        holder.close()
