"""What this computer has seen of the records: of each of their files the last line, remembered in the index.

A file cannot tell that it is gone together with its `.last`, nor that the whole folder was put back to an earlier
state, as OneDrive and `git restore` do. Whoever reads the records with an index tells it. What was seen stays in the
index until it is there again, whatever stands in the file meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from generator.records.events import FOLDER, RESTORE, Kind, Read, problem_of, read_events
from generator.records.index import Index


def read_and_compare(root: Path, index: Index, *kinds: Kind) -> Read:
    """Read the records, say what was seen and is there no more, and remember what is there."""
    known = _seen(index)  # before the records are read: what another run enters meanwhile is not missed
    read = read_events(root, *kinds)
    harmed = {problem.mark.file for problem in read.problems if problem.mend == RESTORE}
    for name, (digest, lines) in known.items():
        if digest not in read.digests:
            read.gone.add(name)
            if f"{FOLDER}/{name}" not in harmed:
                there = read.last.get(name, ("", 0))[1]
                read.problems.append(problem_of(name, max(there, 1), _what_is_gone(lines, there)))
    whole = {name: last for name, last in read.last.items() if f"{FOLDER}/{name}" not in harmed}
    remember(index, {name: last for name, last in whole.items() if name not in read.gone and last != known.get(name)})
    return read


def remember(index: Index, last: Mapping[str, tuple[str, int]]) -> None:
    """Keep the last line of files: its digest, and which line it is."""
    if last:
        with index.transaction():
            rows = [(name, digest, lines) for name, (digest, lines) in last.items()]
            index.run_for_each("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", rows)


def _seen(index: Index) -> dict[str, tuple[str, int]]:
    return {name: (digest, lines) for name, digest, lines in index.run("SELECT file, digest, lines FROM seen")}


def _what_is_gone(seen: int, there: int) -> str:
    if not there:
        return f"these records are gone, and this computer has seen lines in them, up to line {seen}"
    return f"lines that this computer has seen are gone from these records: it knows them up to line {seen}"
