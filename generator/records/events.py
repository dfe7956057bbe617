"""What happened to documents, as lines of text that no sync program and no crash can lose.

`records/<year>-<computer>-<user>.jsonl` in the workspace: one JSON object a line, only ever added to, each with the
digest of the line before. Every person has a file of his own on every computer, so two never write the same one; all of
them are read together, and so are the copies that sync programs make. Beside it `….last` has the digest of the last
line: without it nobody could tell that lines are gone from the end.

What was cut or altered is told, and what can still be read still counts. Nothing is written behind what was cut: the
file stays as it is, and its writer goes on in another, so that the loss is told until the file is restored. Where a
file went together with its `.last`, only a computer that has seen its lines can tell: see `seen`.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, get_args
from uuid import uuid4

import generator
from generator.errors import Mark, OnepagerError, Problem
from generator.files.lock import Busy, held
from generator.files.whole import cause, replace_file

FOLDER = "records"
CODE = "records"
LOCK_PATIENCE_S = 30.0
COMPUTER, USER = "ONEPAGER_COMPUTER", "ONEPAGER_USER"
"""Environment variables that name the computer and who is at it, where the system's own names are of no use."""
Kind = Literal["final", "accepted", "approved", "released", "recalled"]

_SUFFIX, _WITNESS = ".jsonl", ".last"
_DIGEST = re.compile(rb"\b[0-9a-f]{64}\b")
_HEAD, _TAIL = 160, 1 << 16
"""Bytes at the beginning of a line that have its kind and `before`; bytes at the end of a file that are read first."""
RESTORE = (
    "wait if a program is still syncing it; else restore it from a backup, from git, from the earlier versions that "
    "OneDrive keeps, or from a colleague's copy. Do not mend it by hand. What can be read of it still counts"
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: when (with its zone), who entered it, and what is told of it."""

    id: str
    kind: str
    at: datetime
    who: str
    data: Mapping[str, Any]


@dataclass(slots=True)
class Read:
    """What the records say, oldest first, and what is wrong with their files. `lines` counts whole lines of every kind;
    `digests` are those of all of them, `last` has the last digest of each file and how many lines it has, and `gone`
    names files that lost lines which this computer has seen."""

    events: list[Event] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lines: int = 0
    digests: set[str] = field(default_factory=set)
    last: dict[str, tuple[str, int]] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)


def read_events(root: Path, *kinds: Kind) -> Read:
    """Merge all files of the workspace's records; of the events, those of some kinds, or all. An event counts once."""
    found, known = Read(), dict[str, Event]()
    for path in _files(root, _SUFFIX):
        for event in _events_of(path, kinds or get_args(Kind), found):
            known.setdefault(event.id, event)
    for path in _files(root, _WITNESS):
        found.problems += _what_is_gone(path, found.digests)
    found.events = sorted(known.values(), key=lambda event: event.at)
    return found


def _files(root: Path, suffix: str) -> list[Path]:
    folder = root / FOLDER
    return sorted(folder.glob(f"*{suffix}")) if folder.is_dir() else []


def _events_of(path: Path, kinds: Sequence[str], found: Read) -> Iterator[Event]:
    """The events of one file. A line of another kind is held against its digest, and not read."""
    if (data := _bytes(path, found)) is None:
        return
    lines, torn = _lines(data)
    if torn and _event(torn):  # only the end of the line is lacking
        lines, torn = [*lines, torn], b""
    wanted = tuple(f'{{"kind":"{kind}",'.encode() for kind in kinds)
    before = ""
    for number, line in enumerate(lines, 1):
        follows = _follows(line, before)
        before = _digest(line)
        found.digests.add(before)
        if follows and not line.startswith(wanted):
            continue
        if event := _event(line):
            if not follows:
                found.problems.append(problem_of(path.name, number, "the records were cut or altered before this line"))
            if event.kind in kinds:
                yield event
        elif number == len(lines) or not _follows(lines[number], before):
            # Else a kill tore it, and the run that added the next line saw it and said so.
            found.problems.append(problem_of(path.name, number, "this line of the records is damaged"))
    found.lines += len(lines)
    if before:
        found.last[path.name] = before, len(lines)
    if torn:
        what = "the last line of the records was not written to its end, and what it says does not count"
        mend = "do again what was done last. If it was read while a program was syncing it, wait for that"
        found.problems.append(problem_of(path.name, len(lines) + 1, what, mend))


def _follows(line: bytes, before: str) -> bool:
    """Whether a line was added behind the line of a digest."""
    return f'"before":"{before}"'.encode() in line[:_HEAD]


def _bytes(path: Path, found: Read) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError as error:
        found.problems.append(
            problem_of(path.name, 1, f"these records cannot be read: {cause(error)}", "then try again")
        )
        return None


def _lines(data: bytes) -> tuple[list[bytes], bytes]:
    """The lines that have an end, and what stands behind them. What git or an editor adds at line ends is no part."""
    *lines, rest = data.split(b"\n")
    return [bare for line in lines if (bare := line.rstrip(b"\r"))], rest


def _event(line: bytes) -> Event | None:
    """What a line says; None if it is no event."""
    try:
        data = json.loads(line)
        at = datetime.fromisoformat(data["at"])
        if at.tzinfo is None:
            return None
        return Event(str(data["id"]), str(data["kind"]), at, str(data["who"]), dict(data["data"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _what_is_gone(witness: Path, digests: set[str]) -> Iterator[Problem]:
    """What a `.last` file knows of and no file has any more."""
    path = witness.with_suffix(_SUFFIX)
    try:
        last = {digest.decode() for digest in _DIGEST.findall(witness.read_bytes())}
    except OSError as error:
        yield problem_of(witness.name, 1, f"this file cannot be read: {cause(error)}", "then try again")
        return
    if not last:
        yield problem_of(witness.name, 1, "this file does not say any more what the last line of the records was")
    elif not last <= digests:
        there = path.read_bytes().count(b"\n") if path.exists() else 0
        lost = f"lines are gone from the end of the records, behind line {there}, or the last one was altered"
        yield problem_of(path.name, max(there, 1), lost if path.exists() else "these records are gone")


def problem_of(file: str, line: int, what: str, mend: str = RESTORE) -> Problem:
    """What is wrong with a file of the records."""
    return Problem(Mark(f"{FOLDER}/{file}", line), what, mend, severity="warning", code=CODE)


# --- adding ----------------------------------------------------------------------------------------------------------


def append(root: Path, happened: Sequence[tuple[Kind, Mapping[str, Any]]], gone: Collection[str] = ()) -> Read:
    """Enter things that happened, in their order, and in no file that is `gone`; what was added, as if it had been
    read. It is on the disk, whole, when this returns. Raises `OnepagerError`: what was asked for may then be there in
    part, and whoever asks again has to look first."""
    folder = root / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with held(folder, LOCK_PATIENCE_S):
            path = _own_file(folder, gone)
            events, data, last = _entries(path, happened)
            _add(path, data)
            replace_file(path.with_suffix(_WITNESS), f"{last}\n".encode())
            there = len(_lines(path.read_bytes())[0])
            return Read(events, lines=len(events), last={path.name: (last, there)})
    except Busy:
        raise OnepagerError(f"Another onepager has been writing into {folder} all the time. Try again.") from None
    except OSError as error:
        raise OnepagerError(f"Could not write into {folder}: {cause(error)}. Nothing is sure to be entered.") from error


def _own_file(folder: Path, gone: Collection[str]) -> Path:
    """The file that this person writes on this computer: the first one that is not `gone` and that nothing was cut
    from."""
    stem, number = own_name(), 1
    while True:
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{_SUFFIX}"
        witness = path.with_suffix(_WITNESS)
        last = _DIGEST.findall(witness.read_bytes()) if witness.exists() else []
        if path.name not in gone and (not last or (path.exists() and _has_line(path, last[0].decode()))):
            return path
        number += 1


def _has_line(path: Path, digest: str) -> bool:
    """Whether a file has a line of this digest. It is the last one, unless a run was killed behind it."""
    return _digest(_end_of(path)[0]) == digest or any(
        _digest(line) == digest for line in reversed(_lines(path.read_bytes())[0])
    )


def _end_of(path: Path) -> tuple[bytes, bool]:
    """The last line of a file, whole or not, and whether it lacks its end."""
    size, tail = path.stat().st_size, _TAIL
    with path.open("rb") as file:
        while True:
            file.seek(max(0, size - tail))
            data = file.read()
            line = data.rstrip(b"\r\n").rpartition(b"\n")
            if line[1] or tail >= size:
                return line[2].rstrip(b"\r"), bool(data) and not data.endswith(b"\n")
            tail *= 8


def _entries(path: Path, happened: Sequence[tuple[Kind, Mapping[str, Any]]]) -> tuple[list[Event], bytes, str]:
    """The events, their lines, and the digest of the last. A line that was torn keeps to itself."""
    last, is_torn = _end_of(path) if path.exists() else (b"", False)
    digest = _digest(last)
    events, lines = [], [b""] if is_torn else []
    for kind, data in happened:
        event = Event(uuid4().hex, kind, datetime.now().astimezone(), user(), data)
        entry = {
            "kind": kind,
            "id": event.id,
            "before": digest,
            "at": event.at.isoformat(timespec="milliseconds"),
            "who": event.who,
            "computer": computer(),
            "program": generator.__version__,
            "data": data,
        }
        line = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
        digest = _digest(line)
        events.append(event)
        lines.append(line)
    return events, b"\n".join((*lines, b"")), digest


def _digest(line: bytes) -> str:
    return sha256(line).hexdigest() if line else ""


def _add(path: Path, data: bytes) -> None:
    with path.open("ab", buffering=0) as file:
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(file.fileno())


# --- whose file it is ------------------------------------------------------------------------------------------------


def own_name() -> str:
    """What the file of this person on this computer is called this year: `2026-press-pc-jane`."""
    return f"{datetime.now(UTC).year}-{_safe(computer())}-{_safe(user())}"


def computer() -> str:
    """The name of this computer."""
    return os.environ.get(COMPUTER) or platform.node() or "computer"


def user() -> str:
    """Who is at it, as the computer knows him."""
    if name := os.environ.get(USER):
        return name
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such name: as in some containers
        return "user"


def _safe(name: str) -> str:
    """A name as a part of a file name that every system takes; one that has to be changed is told apart by a digest."""
    kept = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:24]
    return kept if kept == name.lower() else f"{kept or 'x'}-{sha256(name.encode()).hexdigest()[:6]}"
