"""The commit of a workspace, without git."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.receipts.commit import commit_of

HASH = "82af720a287fe9dec2e98ece15313092703f4afe"
OTHER = "0" * 40


def repository(root: Path, head: str, **files: str) -> Path:
    git = root / ".git"
    git.mkdir(parents=True)
    (git / "HEAD").write_text(head)
    for name, text in files.items():
        path = git / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return git


def test_of_a_branch(tmp_path: Path) -> None:
    repository(tmp_path, "ref: refs/heads/main\n", refs__heads__main=HASH + "\n")
    assert commit_of(tmp_path) == HASH


def test_of_a_folder_below(tmp_path: Path) -> None:
    repository(tmp_path, HASH + "\n")
    (tmp_path / "office").mkdir()
    assert commit_of(tmp_path / "office") == HASH


def test_of_a_packed_branch(tmp_path: Path) -> None:
    packed = f"# pack-refs with: peeled\n{OTHER} refs/heads/other\n{HASH} refs/heads/main\n^{OTHER}\n"
    git = repository(tmp_path, "ref: refs/heads/main\n")
    (git / "packed-refs").write_text(packed)
    assert commit_of(tmp_path) == HASH


def test_of_a_worktree(tmp_path: Path) -> None:
    git = repository(tmp_path / "main", "ref: refs/heads/main\n", refs__heads__side=HASH)
    inner = git / "worktrees" / "side"
    inner.mkdir(parents=True)
    (inner / "HEAD").write_text("ref: refs/heads/side\n")
    (inner / "commondir").write_text("../..\n")
    side = tmp_path / "side"
    side.mkdir()
    (side / ".git").write_text(f"gitdir: {inner}\n")
    assert commit_of(side) == HASH


@pytest.mark.parametrize("head", ["", "ref: refs/heads/none\n", "nonsense\n", "ref: ../../../etc/passwd\n"])
def test_where_it_cannot_be_told_there_is_none(tmp_path: Path, head: str) -> None:
    repository(tmp_path, head)
    assert commit_of(tmp_path) == ""


def test_git_files_that_cannot_be_read_are_no_trouble(tmp_path: Path) -> None:
    (tmp_path / ".git").write_bytes(b"\xff\xfe\x00")
    assert commit_of(tmp_path) == ""
