"""Both guards on the same generated files: what each finds, with selection as it is and with selection broken."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from generator.inspection import forbidden, leaks
from generator.store.schema import Clearance
from generator.values.dates import start_of_day
from tests.inspection.generated import AS_OF, Case, broken_selection, cases, store_of
from tests.inspection.scanner import found, letters


@dataclass
class Tally:
    """What came of a number of files; lists name what should not be."""

    files: int = 0
    leaking: int = 0
    """Files in which the plain scanner finds a secret."""
    sentences: int = 0
    """Secrets it finds in them."""
    stopped: int = 0
    """Of the leaking files, those that the guard stops."""
    missed: list[str] = field(default_factory=list)
    """Secrets that the guard does not name."""
    false_alarms: list[str] = field(default_factory=list)
    """Files that the guard stops and the scanner does not."""

    def add(self, case: Case) -> None:
        there = found(case.name, case.data, case.secrets)
        secrets = forbidden(case.project.library, Clearance(case.reader), start_of_day(AS_OF))
        named = leaks(case.name, case.data, secrets)
        said = "|".join(letters(leak.excerpt) for leak in named)
        self.files += 1
        self.leaking += bool(there)
        self.sentences += len(there)
        self.stopped += bool(there and named)
        # An excerpt is cut after 160 characters, and no sentence is so long that its half would not be in there.
        self.missed += [f"{case.name}: {s}" for s in there if s[: len(s) // 2] not in said]
        if named and not there:
            self.false_alarms.append(f"{case.name}: {named[0]}")


def weighed(seeds: range, topics: int) -> Iterator[tuple[Tally, Tally]]:
    """The tallies after each store: of files as they are made, and of files made with selection broken."""
    right, broken = Tally(), Tally()
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            project, store = store_of(seed, Path(folder) / "store", topics)
            for case in cases(project, store):
                right.add(case)
            with broken_selection():
                for case in cases(project, store):
                    broken.add(case)
        yield right, broken
