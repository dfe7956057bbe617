"""A file of somebody's own is replaced whole or not at all, and not when somebody else has changed it."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import OnepagerError
from generator.files import whole
from generator.files.whole import save


def test_a_file_is_written_and_a_link_to_it_stays_one(tmp_path: Path) -> None:
    (tmp_path / "shared.yaml").write_bytes(b"old")
    link = tmp_path / "own.yaml"
    link.symlink_to(tmp_path / "shared.yaml")
    save(link, "own.yaml", b"new")
    assert link.is_symlink()
    assert (tmp_path / "shared.yaml").read_bytes() == b"new"
    save(tmp_path / "other.yaml", "other.yaml", b"new")
    assert (tmp_path / "other.yaml").read_bytes() == b"new"


def test_what_somebody_else_has_changed_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"theirs")
    with pytest.raises(OnepagerError, match=r"the topic was changed by somebody else just now, and was left alone"):
        save(path, "the topic", b"ours", before=b"old")
    assert path.read_bytes() == b"theirs"
    save(path, "the topic", b"ours", before=b"theirs")
    assert path.read_bytes() == b"ours"


def test_why_it_could_not_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(OnepagerError, match="Could not write the topic: "):
        save(tmp_path / "none" / "a.yaml", "the topic", b"")
    monkeypatch.setattr(whole, "replace_file", lambda path, data: False)
    with pytest.raises(OnepagerError, match="the topic is open in another program"):
        save(tmp_path / "a.yaml", "the topic", b"")
