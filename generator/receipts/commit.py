"""The git commit that a workspace stands at, read from its `.git` without running git."""

from __future__ import annotations

import re
from pathlib import Path

_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def commit_of(root: Path) -> str:
    """The commit checked out in the repository around `root`; empty when there is none, or it cannot be told."""
    try:
        for folder in (root, *root.parents):
            if (folder / ".git").exists():
                return _head(_git_folder(folder / ".git"))
    except (OSError, ValueError):
        pass
    return ""


def _git_folder(path: Path) -> Path:
    """The folder itself, or in a worktree the one that its `.git` file names."""
    if path.is_dir():
        return path
    named = path.read_text(encoding="utf-8").removeprefix("gitdir:").strip()
    return (path.parent / named).resolve()


def _head(folder: Path) -> str:
    head = (folder / "HEAD").read_text(encoding="utf-8").strip()
    if not head.startswith("ref:"):
        return head if _HASH.fullmatch(head) else ""
    name = head.removeprefix("ref:").strip()
    shared = folder / "commondir"
    common = (folder / shared.read_text(encoding="utf-8").strip()).resolve() if shared.exists() else folder
    for place in (folder, common):
        if (place / name).is_file():
            found = (place / name).read_text(encoding="utf-8").strip()
            return found if _HASH.fullmatch(found) else ""
    return _packed(common / "packed-refs", name)


def _packed(file: Path, name: str) -> str:
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        found, _, named = line.partition(" ")
        if named == name and _HASH.fullmatch(found):
            return found
    return ""
