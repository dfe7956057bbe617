"""What happened to documents, as lines of text that no sync program and no crash can lose.

`records/<year>-<computer>-<user>.jsonl` in the workspace: one JSON object a line, only ever added to, each with the
digest of the line before. Every person and computer has a file of his own, so two never write into the same one; all of
them are read together. A line that was cut or altered is noticed and told, and what can still be read is still used.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

import generator
from generator.errors import Mark, OnepagerError, Problem
from generator.files.lock import Busy, held

FOLDER = "records"
LOCK_PATIENCE_S = 30.0
Kind = Literal["final", "accepted", "released", "recalled"]
_MEND = "restore the file from a backup or from whoever shares it with you; onepager never changes a line"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: when (with its zone), who entered it on which computer, and what is told of it."""

    id: str
    kind: str
    at: datetime
    who: str
    data: Mapping[str, Any]


@dataclass(slots=True)
class Read:
    """Everything that the records say, oldest first, and what is wrong with their files."""

    events: list[Event] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: int = 0

    def of(self, kind: Kind) -> list[Event]:
        """The events of one kind."""
        return [event for event in self.events if event.kind == kind]


def read_events(root: Path) -> Read:
    """Merge all files of the workspace's records. Copies that sync programs make are read too; an event counts once."""
    found = Read()
    known: dict[str, Event] = {}
    folder = root / FOLDER
    for path in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
        found.files += 1
        for event in _events_of(path, found.problems):
            known.setdefault(event.id, event)
    found.events = sorted(known.values(), key=lambda event: event.at)
    return found


def _events_of(path: Path, problems: list[Problem]) -> Iterator[Event]:
    name = f"{FOLDER}/{path.name}"
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"these records cannot be read ({(error.strerror or str(error)).lower()})"
        problems.append(Problem(Mark(name), what, "check who may read the file", code="records"))
        return
    before = ""
    *lines, rest = data.split(b"\n")
    for number, line in enumerate(lines, 1):
        event, chained = _event(line, before)
        if event is None:
            problems.append(Problem(Mark(name, number), "this line of the records is damaged", _MEND, code="records"))
        elif not chained:
            what = "the records were cut or altered before this line"
            problems.append(Problem(Mark(name, number), what, _MEND, code="records"))
        if event:
            yield event
        before = sha256(line).hexdigest()
    event, chained = _event(rest, before) if rest else (None, False)
    if event and chained:  # only the end of the line is lacking
        yield event
    elif rest:
        what = "the last line of the records was not written to its end, and what it says does not count"
        problems.append(Problem(Mark(name, len(lines) + 1), what, "do again what was done last", code="records"))


def _event(line: bytes, before: str) -> tuple[Event | None, bool]:
    """What a line says, and whether it follows the line before."""
    try:
        data = json.loads(line)
        at = datetime.fromisoformat(data["at"])
        event = Event(str(data["id"]), str(data["kind"]), at, str(data["who"]), dict(data["data"]))
    except (ValueError, KeyError, TypeError):
        return None, False
    return event, data.get("before") == before and at.tzinfo is not None


def append(root: Path, kind: Kind, data: Mapping[str, Any]) -> Event:
    """Enter that something happened. It is on the disk, whole, when this returns. Raises `OnepagerError`."""
    return append_all(root, [(kind, data)])[0]


def append_all(root: Path, happened: list[tuple[Kind, Mapping[str, Any]]]) -> list[Event]:
    """Enter several things that happened, in their order."""
    folder = root / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with held(folder, LOCK_PATIENCE_S):
            return _appended(folder / own_file(), happened)
    except Busy:
        raise OnepagerError(f"Another onepager has been writing into {folder} all the time. Try again.") from None
    except OSError as error:
        cause = (error.strerror or str(error)).lower()
        raise OnepagerError(f"Could not write into {folder}: {cause}. Nothing was entered.") from error


def _appended(path: Path, happened: list[tuple[Kind, Mapping[str, Any]]]) -> list[Event]:
    before = path.read_bytes() if path.exists() else b""
    torn = bool(before) and not before.endswith(b"\n")
    last = before.rstrip(b"\n").rpartition(b"\n")[2]
    digest, written, events = sha256(last).hexdigest() if last else "", b"\n" if torn else b"", []
    for kind, data in happened:
        event = Event(uuid4().hex, kind, datetime.now().astimezone(), user(), data)
        entry = {
            "id": event.id,
            "kind": kind,
            "at": event.at.isoformat(timespec="microseconds"),
            "who": event.who,
            "program": generator.__version__,
            "data": data,
            "before": digest,
        }
        line = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
        digest = sha256(line).hexdigest()
        written += line + b"\n"
        events.append(event)
    with path.open("ab") as file:
        file.write(written)
        file.flush()
        os.fsync(file.fileno())
    return events


# --- whose file it is ----------------------------------------------------------------------------------------------


def own_file() -> str:
    """The name of the file that this person writes on this computer: `2026-PRESS-PC-jane.jsonl`."""
    return f"{datetime.now(UTC).year}-{_safe(computer())}-{_safe(user())}.jsonl"


def computer() -> str:
    """The name of this computer."""
    return platform.node() or "computer"


def user() -> str:
    """Who is at it, as the computer knows him."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # no such name: as in some containers
        return "user"


def _safe(name: str) -> str:
    """A name as a part of a file name that every system takes; one of other letters is told apart by a digest."""
    kept = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")[:24]
    return kept if kept == name else f"{kept or 'x'}-{sha256(name.encode()).hexdigest()[:6]}"
