"""Every field and cell of the starter store changed, one after another: `python -m tests.stale --jobs 2`.

It takes an hour and more on two cores; `--every 10` takes a tenth.

For each change the store is built again over what was built before, and into an empty folder. The two folders must have
the same files with the same bytes, and the first build must have written just those that differ from what stood there.
Counts what differs (stale), what was written without need, and changes that the store refuses, which build nothing.
"""

from __future__ import annotations

import argparse
import csv
import io
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import yaml

from generator.batch.output import opened
from generator.batch.plan import plan
from generator.batch.run import Runner
from generator.errors import ContentError
from generator.hearing.night import Asked, find_hearing, plan_hearing
from generator.project import Project, load
from generator.requests import requests
from generator.workspace import init

AS_OF = date(2026, 11, 23)
FORMATS = ("docx", "pdf")
HEARING = "research-security"
OF_HEARINGS = ("hearings/", "offices.yaml")
"""Files after a change in which the papers and binders of the starter's hearing are built, too."""
SOMETIMES = ("sta-renewal", "nih-funding")
"""Topics of the hearing: after one change in five."""
WORDS = {
    "clearance": ("public", "congress", "office"),
    "status": ("current", "provisional", "projected", "final", "disputed", "superseded", "overtaken"),
    "kind": ("message", "evidence", "background", "ask", "story", "bars", "columns", "line", "number", "text"),
    "testimony": ("received", "awaited"),
    "required": ("yes", "no"),
    "chamber": ("house", "senate"),
    "office": ("rep-example", "sen-example"),
}
"""Values of keys that take one of a few words."""

Path_ = tuple[str | int, ...]


@dataclass(frozen=True)
class Place:
    """A field of a YAML file, or a cell of a CSV file (row and column)."""

    file: str
    path: Path_


@dataclass
class Found:
    """What came of some changes."""

    changes: int = 0
    refused: int = 0
    stale: list[str] = field(default_factory=list)
    needless: list[str] = field(default_factory=list)

    def add(self, other: Found) -> None:
        self.changes += other.changes
        self.refused += other.refused
        self.stale += other.stale
        self.needless += other.needless


def places(root: Path) -> list[Place]:
    """Every field and cell of the store and of the settings, file by file."""
    store = root / "talking_points"
    found = []
    for path in (*sorted(store.rglob("*.yaml")), root / "onepager.yaml"):
        data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
        found += [Place(path.relative_to(root).as_posix(), way) for way in _leaves(data, ())]
    for path in sorted(store.rglob("*.csv")):
        rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        name = path.relative_to(root).as_posix()
        found += [Place(name, (i, j)) for i, row in enumerate(rows) if i for j in range(len(row))]
    return found


def _leaves(data: Any, way: Path_) -> Iterator[Path_]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, (*way, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _leaves(value, (*way, index))
    else:
        yield way


def versions(place: Place, old: str) -> Iterator[str]:
    """Other values that may stand at a place, the likeliest to be accepted first."""
    key = next((str(step) for step in reversed(place.path) if isinstance(step, str)), "")
    yield from (word for word in WORDS.get(key, ()) if word != old)
    digits = [i for i, character in enumerate(old) if character.isdigit()]
    for at in reversed(digits):
        yield f"{old[:at]}{(int(old[at]) + 1) % 10}{old[at + 1 :]}"
    yield f"{old} indeed"
    yield f"{old}x"


def change(root: Path, place: Place, value: str) -> None:
    """Write a value at a place."""
    path = root / place.file
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".csv":
        rows = list(csv.reader(io.StringIO(text)))
        row, column = place.path
        rows[int(row)][int(column)] = value
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        path.write_text(out.getvalue(), encoding="utf-8")
        return
    data = yaml.load(text, yaml.BaseLoader)
    holder: Any = data
    for step in place.path[:-1]:
        holder = holder[step]
    holder[place.path[-1]] = value
    path.write_text(_dumped(data), encoding="utf-8")


def _dumped(data: Any) -> str:
    return str(yaml.dump(data, default_style='"', allow_unicode=True, sort_keys=False, width=10**9))


def value_at(root: Path, place: Place) -> str:
    """What stands at a place."""
    text = (root / place.file).read_text(encoding="utf-8")
    found: Any = (
        list(csv.reader(io.StringIO(text))) if place.file.endswith(".csv") else yaml.load(text, yaml.BaseLoader)
    )
    for step in place.path:
        found = found[step]
    return str(found)


def build(project: Project, folder: Path, *, hearing: bool) -> set[str]:
    """Build everything into a folder; the names of the documents that could not be made."""
    with opened(folder, project.root) as output:
        jobs = plan(project, requests(project, (), (), None, AS_OF), FORMATS, output)
        if hearing:
            jobs += plan_hearing(project, find_hearing(project, HEARING), Asked(AS_OF), output)
        results = [result for some in Runner(project, output).run(jobs) for result in some]
    return {result.stem for result in results if result.failure}


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of every document in a folder, by name."""
    files = (p for p in folder.rglob("*") if p.suffix[1:] in FORMATS)
    return {p.relative_to(folder).as_posix(): (p.read_bytes(), p.stat().st_mtime_ns) for p in files}


def compare(again: Path, empty: Path, before: Path, failed: set[str], told: str) -> Found:
    """Hold a folder that was built again against one built from nothing, and against what stood before."""
    found = Found()
    new, clean, old = contents(again), contents(empty), contents(before)
    for name in sorted(set(new) | set(clean)):
        if name.rpartition(".")[0] in failed:
            continue  # what could not be made leaves the old file whole
        here, there, was = new.get(name), clean.get(name), old.get(name)
        if (here and here[0]) != (there and there[0]):
            found.stale.append(f"{told}: {name}")
        elif here and was and here[1] != was[1] and here[0] == was[0]:
            found.needless.append(f"{told}: {name}")
    return found


def with_hearing(place: Place) -> bool:
    """Whether the hearing is built too: it takes longer than all the rest."""
    often = any(part in place.file for part in OF_HEARINGS)
    return often or (any(part in place.file for part in SOMETIMES) and crc32(repr(place.path).encode()) % 5 == 0)


def try_place(root: Path, place: Place, base: dict[bool, Path], work: Path) -> Found:
    """Change one place to the first value that the store accepts, build twice, compare, and put it back."""
    original = (root / place.file).read_bytes()
    old = value_at(root, place)
    found = Found(changes=1)
    try:
        for value in versions(place, old):
            change(root, place, value)
            try:
                project = load(root)
            except ContentError:
                continue
            hearing = with_hearing(place)
            again, empty = work / "again", work / "empty"
            shutil.copytree(base[hearing], again)
            try:
                failed = build(project, again, hearing=hearing) | build(project, empty, hearing=hearing)
                told = f"{place.file} {'.'.join(map(str, place.path))}"
                found.add(compare(again, empty, base[hearing], failed, told))
            finally:
                shutil.rmtree(again)
                shutil.rmtree(empty, ignore_errors=True)
            return found
        found.refused = 1
        return found
    finally:
        (root / place.file).write_bytes(original)


def run(part: int, parts: int, every: int = 1) -> Found:
    """One of several shares of all places."""
    found = Found()
    with tempfile.TemporaryDirectory() as folder:
        root = init(Path(folder) / "office").root
        project = load(root)
        base = {False: Path(folder) / "base", True: Path(folder) / "base-hearing"}
        for hearing, built in base.items():
            build(project, built, hearing=hearing)
        for number, place in enumerate(places(root)[::every]):
            if number % parts == part:
                came = try_place(root, place, base, Path(folder))
                found.add(came)
                for line in (*came.stale, *came.needless):  # told at once: the whole takes long
                    print(f"found: {line}", file=sys.stderr, flush=True)
                if number % 50 == 0:
                    print(f"{number} {place.file}", file=sys.stderr, flush=True)
    return found


def main(words: Sequence[str] | None = None) -> int:
    """Run all of it and print what came of it; 1 if anything was stale or needless."""
    parser = argparse.ArgumentParser(prog="python -m tests.stale")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--every", type=int, default=1)
    asked = parser.parse_args(words)
    found = Found()
    with ProcessPoolExecutor(asked.jobs) as pool:
        shares = [pool.submit(run, part, asked.jobs, asked.every) for part in range(asked.jobs)]
        for share in shares:
            found.add(share.result())
    for name, listed in (("stale", found.stale), ("written without need", found.needless)):
        for line in listed[:40]:
            print(f"{name}: {line}")
    print(
        f"{found.changes} fields and cells changed, {found.refused} refused by the store; "
        f"{len(found.stale)} files stale, {len(found.needless)} written without need"
    )
    return 1 if found.stale or found.needless else 0


if __name__ == "__main__":
    raise SystemExit(main())
