"""Whether the last run of the same command still stands: nothing that it read or wrote has been touched since it ended.

Told without reading the store, by names, sizes and times alone; whatever differs, the plan looks closer.
"""

from __future__ import annotations

import json
import os
import sys
import time
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import astuple
from datetime import datetime
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

import generator
from generator.batch.output import Written
from generator.batch.result import About, Lot, Lots, Result, letterheads_of, lots_of
from generator.files.whole import files_in
from generator.records.ledger import Ledger
from generator.records.stamps import Stamp, Summary
from generator.workspace import PARTS, SETTINGS

if TYPE_CHECKING:
    from generator.project import Project

TOO_YOUNG_NS = 2_000_000_000
"""A file changed so shortly before it was read may be changed again without showing it."""


class LastRun:
    """The last run of one command that ended well. `root` is the workspace it read, `moment` what embargoes are held
    against."""

    def __init__(self, ledger: Ledger, command: str, root: Path, folder: Path, moment: datetime) -> None:
        self._ledger, self._root, self._folder, self._moment = ledger, root, folder, moment.timestamp()
        self._command = blake2b(command.encode(), digest_size=16).hexdigest()
        self._began = time.time_ns()

    def stands(self) -> Lots | None:
        """A short account of what it made, if all of that still stands; None when somebody has to look closer."""
        state = self._kept("state")
        if state is None or state["inputs"] != self._inputs(state["papers"])[0]:
            return None
        if sum(ends <= self._moment for ends in state["embargoes"]) != state["ended"]:
            return None
        folder = f"{self._folder}{os.sep}"
        if not all(_untouched(folder + name, size, mtime) for name, size, mtime in state["files"]):
            return None
        return Lots([Lot(*lot) for lot in state["lots"]], len(state["files"]), state["letterheads"])

    def results(self) -> tuple[list[Result], list[Written]]:
        """All that it made: the results of its documents, and its other files."""
        kept = self._kept("results")
        assert kept is not None
        others = [_written(self._folder, stamp) for stamp in kept["others"]]
        return [_result(self._folder, *packed) for packed in kept["results"]], others

    def _kept(self, column: str) -> Any:
        rows = self._ledger.run(f"SELECT {column} FROM stamp WHERE command = ?", (self._command,))
        return json.loads(zlib.decompress(rows[0][0])) if rows else None

    def keep(self, results: Sequence[Result], project: Project, others: Sequence[Written] = ()) -> None:
        """Note this run of a project as the last one, if it ended well and all its files stand in their places."""
        from generator.office.paper import paper_files  # late: a run with nothing to do needs none of it

        papers = paper_files(project.root, project.library)
        names = sorted(path.relative_to(self._root).as_posix() for path in papers)
        inputs, newest = self._inputs(names)
        written = [*(w for r in results for w in r.files.values()), *others]
        if newest > self._began - TOO_YOUNG_NS or any(r.failure for r in results):
            return
        stamps = [w.stamp for w in written if w.stamp and not w.note]
        if len(stamps) < len(written):
            return
        state = {
            "inputs": inputs,
            "papers": names,
            "embargoes": (embargoes := sorted(moment.timestamp() for moment in project.library.embargoes())),
            "ended": sum(ends <= self._moment for ends in embargoes),
            "files": [(s.name, s.size, s.mtime_ns) for s in stamps],
            "letterheads": letterheads_of(results),
            "lots": [astuple(lot) for lot in lots_of(results)],
        }
        whole = {"results": [_packed(r) for r in results], "others": [astuple(w.stamp) for w in others if w.stamp]}
        packed = (_zipped(state), _zipped(whole))
        self._ledger.run("INSERT OR REPLACE INTO stamp VALUES (?, ?, ?)", (self._command, *packed))

    def inputs(self) -> str:
        """The digest of the names, sizes and times of the workspace."""
        return self._inputs(())[0]

    def _inputs(self, papers: Iterable[str]) -> tuple[str, int]:
        """The digest of the names, sizes and times of all that is read, and the newest of the times."""
        seen = blake2b(f"{sys.version} {generator.__version__}".encode(), digest_size=16)
        newest = 0
        package = Path(generator.__file__).parent
        paths = [*(p for part in PARTS for p in files_in(self._root / part)), *files_in(package)]
        paths += [self._root / name for name in (SETTINGS, *papers)]
        for path in paths:
            try:
                there = path.stat()
                seen.update(f"{path} {there.st_size} {there.st_mtime_ns}\n".encode(errors="surrogateescape"))
                newest = newest if path.is_relative_to(package) else max(newest, there.st_mtime_ns)
            except OSError:
                seen.update(f"{path} is not there\n".encode(errors="surrogateescape"))
        return seen.hexdigest(), newest


def _untouched(path: str, size: int, mtime_ns: int) -> bool:
    try:
        there = os.lstat(path)
    except OSError:
        return False
    return there.st_size == size and there.st_mtime_ns == mtime_ns


def _zipped(value: Any) -> bytes:
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 1)


def _packed(result: Result) -> tuple[Any, ...]:
    assert result.summary is not None
    files = {f: astuple(w.stamp) for f, w in result.files.items() if w.stamp}
    return astuple(result.about), result.stem, result.summary.packed(), files


def _result(folder: Path, about: Any, stem: str, summary: Any, files: Any) -> Result:
    return Result(
        About(*about),
        stem,
        "",
        Summary.of(summary),
        {format_: _written(folder, stamp) for format_, stamp in files.items()},
    )


def _written(folder: Path, stamp: Any) -> Written:
    return Written(folder / stamp[0], "unchanged", False, "", Stamp(*stamp))
