"""What this computer has seen of the records: a loss is said until it is mended, and growth is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.records.events import append, own_name
from generator.records.index import Index
from generator.records.seen import read_and_compare


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Index]:
    monkeypatch.setenv("ONEPAGER_COMPUTER", "press-pc")
    monkeypatch.setenv("ONEPAGER_USER", "jane")
    with Index(tmp_path / "cache" / "index.sqlite") as index:
        yield index


def enter(root: Path, *numbers: int) -> Path:
    for number in numbers:
        append(root, [("released", {"number": number})])
    return root / "records" / f"{own_name()}.jsonl"


def said(root: Path, index: Index) -> list[str]:
    return [f"{p.mark.file}:{p.mark.line} {p.what}" for p in read_and_compare(root, index).problems]


def put_back(path: Path, lines: list[bytes]) -> None:
    """A file as it was when it had these lines, with no word of later ones."""
    path.write_bytes(b"".join(lines))
    path.with_suffix(".last").unlink(missing_ok=True)


def test_a_shorter_file_is_said_and_does_not_take_the_place_of_what_was_seen(tmp_path: Path, index: Index) -> None:
    path = enter(tmp_path, 1, 2, 3)
    assert said(tmp_path, index) == []
    lines = path.read_bytes().splitlines(keepends=True)
    gone = "lines that this computer has seen are gone from these records: it knows them up to line 3"
    for _ in range(2):
        put_back(path, lines[:1])
        assert said(tmp_path, index) == [f"records/{path.name}:1 {gone}"]
    path.unlink()
    gone = "these records are gone, and this computer has seen lines in them, up to line 3"
    assert said(tmp_path, index) == [f"records/{path.name}:1 {gone}"]
    put_back(path, lines)
    assert said(tmp_path, index) == []


def test_a_file_that_grew_or_came_anew_is_no_loss(
    tmp_path: Path, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(tmp_path, 1, 2)
    assert said(tmp_path, index) == []
    monkeypatch.setenv("ONEPAGER_USER", "omar")
    other = enter(tmp_path, 3)
    assert said(tmp_path, index) == []
    enter(tmp_path, 4, 5)
    other.rename(other.with_name("2025-old-pc-omar.jsonl"))
    other.with_suffix(".last").unlink()
    assert said(tmp_path, index) == []


def test_a_loss_is_said_once_and_altered_lines_are_not_remembered(tmp_path: Path, index: Index) -> None:
    path = enter(tmp_path, 1, 2, 3)
    whole = path.read_bytes()
    assert said(tmp_path, index) == []
    path.write_bytes(whole.replace(b'"number":3', b'"number":4'))
    assert len(said(tmp_path, index)) == 1
    path.write_bytes(whole)
    assert said(tmp_path, index) == []


def test_nothing_is_entered_in_a_file_that_is_to_be_restored(tmp_path: Path, index: Index) -> None:
    path = enter(tmp_path, 1, 2)
    assert said(tmp_path, index) == []
    put_back(path, path.read_bytes().splitlines(keepends=True)[:1])
    read = read_and_compare(tmp_path, index)
    assert read.gone == {path.name}
    added = append(tmp_path, [("released", {"number": 3})], read.gone)
    assert list(added.last) == [f"{path.stem}-2.jsonl"]
    assert path.read_bytes().count(b"\n") == 1
