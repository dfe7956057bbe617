"""The part of the fault campaign (`tests.faults`) that harms the records: kills while lines are added, files cut and
altered at every line, several writers at once. What was confirmed is there afterwards, or its loss is said."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from generator.records import events
from generator.records.events import COMPUTER, USER, append, own_name, read_events
from generator.records.index import cache_folder
from generator.workspace import init

LONGEST_S = 0.05
"""A writer is killed at the latest so long after it was begun."""


class Broken(AssertionError):
    """Something was lost, half written or wrongly told."""


def check(holds: bool, otherwise: str) -> None:
    """Raise `Broken` with the words unless it holds."""
    if not holds:
        raise Broken(otherwise)


# --- killed ------------------------------------------------------------------------------------------------------


def lines_killed(root: Path, number: int, seed: int) -> Counter[str]:
    """`kill -9` of a process that adds lines, at random moments; every other time of two of one person at once, every
    third time beside a colleague's. Each line that was confirmed is read afterwards, and nothing seems harmed but a
    line that was torn just now."""
    chance, counts = random.Random(seed), Counter[str]()
    confirmed: set[str] = set()
    for round_ in range(number):
        people = ["jane", *(["jane"] if round_ % 2 else []), *(["omar"] if round_ % 3 == 0 else [])]
        writers = [_begin_writer(root, person) for person in people]
        time.sleep(chance.uniform(0.0, LONGEST_S))
        for process, _ in writers:
            os.kill(process, signal.SIGKILL)
        for process, pipe in writers:
            os.waitpid(process, 0)
            confirmed |= set(_confirmed(pipe))
        read = read_events(root)
        lost = confirmed - {event.id for event in read.events}
        check(not lost, f"{len(lost)} lines were confirmed and are lost")
        torn = [p for p in read.problems if "not written to its end" in p.what]
        check(len(torn) == len(read.problems), f"the records seem harmed: {read.problems}")
        counts["kills while lines were added"] += 1
        counts["lines torn by that, and said"] += len(torn)
        for person in sorted(set(people)):
            with _person(person):
                confirmed |= {event.id for event in append(root, [("released", {"after": round_})]).events}
    read = read_events(root)
    check(not read.problems, f"torn lines trouble those behind them: {read.problems}")
    check(confirmed <= {event.id for event in read.events}, "lines are lost behind a torn one")
    check(len(list((root / "records").glob("*.jsonl"))) == 2, "somebody wrote in the file of another")
    counts["lines confirmed, and all there"] = len(confirmed)
    return counts


def _begin_writer(root: Path, person: str) -> tuple[int, int]:
    """A process that adds lines until it is killed, and says of each that it was added; its number, and where it says
    so."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.environ[USER], os.environ[COMPUTER] = person, "pc"
            events._add = _in_pieces  # else the system writes a line at once, and no kill tears it
            while True:
                [event] = append(root, [("released", {"to": ["x" * 3000]})]).events
                os.write(writing, f"{event.id}\n".encode())
        finally:
            os._exit(1)
    os.close(writing)
    return child, reading


def _in_pieces(path: Path, data: bytes) -> None:
    with path.open("ab", buffering=0) as file:
        for start in range(0, len(data), 100):
            file.write(data[start : start + 100])
        os.fsync(file.fileno())


def _confirmed(pipe: int) -> Iterator[str]:
    """What a writer said that it had added."""
    with os.fdopen(pipe, encoding="ascii") as said:
        yield from (line.strip() for line in said if line.endswith("\n"))


@contextlib.contextmanager
def _person(name: str) -> Iterator[None]:
    """Somebody at the computer."""
    before = {key: os.environ.get(key) for key in (USER, COMPUTER)}
    os.environ.update({USER: name, COMPUTER: "pc"})
    try:
        yield
    finally:
        for key, value in before.items():
            os.environ.pop(key)
            os.environ.update({key: value} if value is not None else {})


# --- harmed ------------------------------------------------------------------------------------------------------


def records_harmed(root: Path, lines: int = 20) -> Counter[str]:
    """A file of the records cut at every line and in the middle of every line, each line altered, removed and moved,
    the file deleted, and all that is not the records."""
    counts = Counter[str]()
    root = init(root).root
    with _person("jane"):
        ids = [append(root, [("released", {"number": n})]).events[0].id for n in range(lines)]
        path = root / "records" / f"{own_name()}.jsonl"
    whole = path.read_bytes().splitlines(keepends=True)
    for n in range(lines):
        for what, content in _harmed(whole, n).items():
            _check_said(root, path, content, f"{what} (line {n + 1})")
            left = {i for i, line in zip(ids, whole, strict=True) if line in content}
            check(left <= {event.id for event in read_events(root).events}, f"{what}, and what was left was not read")
            _restore(path, whole)
            counts[what] += 1
    path.unlink()
    check(bool(read_events(root).problems), "a file is gone, and nothing was said")
    _restore(path, whole)
    shutil.rmtree(root / "output")
    shutil.rmtree(cache_folder(), ignore_errors=True)
    read = read_events(root)
    check(not read.problems and [e.id for e in read.events] == ids, "without output and cache something is lost")
    return counts


def _harmed(whole: list[bytes], n: int) -> dict[str, list[bytes]]:
    """The file with line `n` (from 0) harmed in every way."""
    moved = [*whole[:n], *whole[n + 1 :], whole[n]]
    return {
        "files cut at a line": whole[:n],
        "files cut within a line": [*whole[:n], whole[n][: len(whole[n]) // 2]],
        "lines altered": [*whole[:n], whole[n].replace(b'"number":', b'"number":1'), *whole[n + 1 :]],
        "lines removed": [*whole[:n], *whole[n + 1 :]],
        "lines moved": moved if moved != whole else whole[::-1],
    }


def _check_said(root: Path, path: Path, content: list[bytes], what: str) -> None:
    """What is wrong is said of the right file, before and after another line is added."""
    path.write_bytes(b"".join(content))
    for when in ("", ", and a new line has hidden it"):
        problems = read_events(root).problems
        check(bool(problems), f"{what}, and nothing was said{when}")
        check(all(p.mark.file == f"records/{path.name}" for p in problems), f"{what}, and another file was blamed")
        with _person("jane"):
            append(root, [("released", {"afterwards": what})])


def _restore(path: Path, whole: list[bytes]) -> None:
    """Put the file back as it was, and take away what was written since."""
    for other in path.parent.glob("*.*"):
        if other.suffix in (".jsonl", ".last") and other.stem != path.stem:
            other.unlink()
    path.write_bytes(b"".join(whole))
    path.with_suffix(".last").write_text(f"{sha256(whole[-1].rstrip()).hexdigest()}\n", encoding="ascii")
