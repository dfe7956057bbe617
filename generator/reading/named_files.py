"""The files of a folder whose names are ids: which are meant, and which only look like it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.errors import Mark, Problem, Refusal
from generator.reading.fields import check_id
from generator.workspace import is_passed_over

_OTHERWISE = {".yaml": (".yml",), ".md": (".markdown", ".mdown")}
"""Endings by which people may mean the same."""


def named_files(paths: Iterable[Path], suffix: str, folder: str) -> Iterator[tuple[Path, Problem | None]]:
    """The files that are meant, by name, each with what is wrong with its name. `folder` stands in messages."""
    there = sorted(path for path in paths if not is_passed_over(path.name))
    ids = {path.stem for path in there if path.suffix == suffix}
    for path in there:
        mark = Mark(f"{folder}/{path.name}")
        if path.suffix == suffix:
            yield path, _wrong_name(path.stem, suffix, ids, mark)
        elif path.suffix.lower() in (suffix, *_OTHERWISE.get(suffix, ())):
            what = f"the name of this file does not end in {suffix}"
            yield path, Problem(mark, what, f"rename it {path.stem}{suffix}", code="store")


def _wrong_name(stem: str, suffix: str, ids: set[str], mark: Mark) -> Problem | None:
    try:
        check_id(stem)
    except Refusal as refusal:
        if original := next((name for name in sorted(ids, reverse=True) if _is_copy(stem, name)), None):
            what = f'"{stem}" looks like a copy of {original}{suffix}, made by hand or by a program that syncs'
            return Problem(mark, what, "keep what is right in one of them, and delete the other", code="store")
        return Problem(mark, refusal.what, f"rename this file: {refusal.mend}", code="store")
    return None


def _is_copy(stem: str, name: str) -> bool:
    """`nih - Copy`, `nih (1)`, `Copy of nih`, `nih-LAPTOP-7`, `nih (Ann's conflicted copy 2026-11-27)`."""
    if stem == name:
        return False
    return bool(re.match(rf"{re.escape(name)}[ _(~-]", stem)) or stem.lower().endswith(f"copy of {name}")
