"""Whether a command has anything to do, told without reading the store: nothing it reads and nothing it wrote has been
touched since it last ended well. It looks at names, sizes and times alone; whatever differs, the plan looks closer."""

from __future__ import annotations

import json
import os
import sys
import time
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from hashlib import blake2b
from pathlib import Path
from typing import Any

import generator
from generator.batch.ledger import Ledger
from generator.batch.output import Stamp, Written
from generator.batch.result import About, Result, Summary
from generator.workspace import PARTS, SETTINGS

TOO_YOUNG_NS = 2_000_000_000
"""A file changed so shortly before it was read may be changed again without showing it."""


class Standing:
    """What one command left behind. `root` is the workspace; `papers` are the files it reads besides the store."""

    def __init__(self, ledger: Ledger, command: str, root: Path, folder: Path) -> None:
        self._ledger, self._root, self._folder = ledger, root, folder
        self._command = blake2b(command.encode(), digest_size=16).hexdigest()
        self._began = time.time_ns()

    def found(self) -> tuple[list[Result], list[Written]] | None:
        """What the command made last time, and its other files, where all that still stands; None when it has to look
        closer."""
        rows = self._ledger.run("SELECT state FROM stamp WHERE command = ?", (self._command,))
        if not rows:
            return None
        state = json.loads(zlib.decompress(rows[0][0]))
        if state["inputs"] != self._inputs(state["papers"])[0]:
            return None
        results = [_result(self._folder, *packed) for packed in state["results"]]
        others = [_standing(self._folder, stamp) for stamp in state["others"]]
        written = [*(w for r in results for w in r.files.values()), *others]
        return (results, others) if all(_untouched(self._folder, w.stamp) for w in written) else None

    def keep(self, results: Sequence[Result], papers: Iterable[Path], others: Sequence[Written] = ()) -> None:
        """Remember how the command ended, if it ended well and all its files stand in their places."""
        names = sorted(path.relative_to(self._root).as_posix() for path in papers)
        inputs, newest = self._inputs(names)
        written = [*(w for r in results for w in r.files.values()), *others]
        if newest > self._began - TOO_YOUNG_NS or any(r.failure for r in results):
            return
        if any(w.stamp is None or w.note for w in written):
            return
        state = {
            "inputs": inputs,
            "papers": names,
            "results": [_packed(r) for r in results],
            "others": [astuple(w.stamp) for w in others if w.stamp],
        }
        packed = zlib.compress(json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode(), 1)
        self._ledger.run("INSERT OR REPLACE INTO stamp VALUES (?, ?)", (self._command, packed))

    def inputs(self) -> str:
        """The digest of the names, sizes and times of the workspace."""
        return self._inputs(())[0]

    def _inputs(self, papers: Iterable[str]) -> tuple[str, int]:
        """The digest of the names, sizes and times of all that is read, and the newest of the times."""
        seen = blake2b(f"{sys.version} {generator.__version__}".encode(), digest_size=16)
        newest = 0
        package = Path(generator.__file__).parent
        paths = [*(p for part in PARTS for p in files_in(self._root / part)), *files_in(package)]
        paths += [str(self._root / name) for name in (SETTINGS, *papers)]
        for path in paths:
            try:
                there = os.stat(path)  # noqa: PTH116 - some ten thousand of them
                seen.update(f"{path} {there.st_size} {there.st_mtime_ns}\n".encode(errors="surrogateescape"))
                newest = max(newest, there.st_mtime_ns) if not path.startswith(str(package)) else newest
            except OSError:
                seen.update(f"{path} is not there\n".encode(errors="surrogateescape"))
        return seen.hexdigest(), newest


def files_in(folder: Path) -> list[str]:
    """Every file below a folder, in order; what Python and editors leave there does not count."""
    found = [
        os.path.join(at, name)  # noqa: PTH118
        for at, _, names in os.walk(folder)
        for name in names
        if not name.endswith(".pyc") and name[0] not in "~."
    ]
    return sorted(found)


def _untouched(folder: Path, stamp: Stamp | None) -> bool:
    if stamp is None:
        return False
    try:
        there = os.lstat(f"{folder}{os.sep}{stamp.name}")
    except OSError:
        return False
    return (there.st_size, there.st_mtime_ns) == (stamp.size, stamp.mtime_ns)


def _packed(result: Result) -> tuple[Any, ...]:
    assert result.summary is not None
    files = {f: astuple(w.stamp) for f, w in result.files.items() if w.stamp}
    return astuple(result.about), result.stem, astuple(result.summary), files


def _result(folder: Path, about: Any, stem: str, summary: Any, files: Any) -> Result:
    number, pages, fill, decisions = summary
    return Result(
        About(*about),
        stem,
        "",
        Summary(number, pages, fill, tuple(decisions)),
        {format_: _standing(folder, stamp) for format_, stamp in files.items()},
    )


def _standing(folder: Path, stamp: Any) -> Written:
    return Written(folder / stamp[0], "unchanged", False, "", Stamp(*stamp))
