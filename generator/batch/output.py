"""Writing into the output folder so that nothing is ever lost.

A file appears whole or not at all: it is written beside its place, forced to disk and moved there. Which name it gets
when something stands there already is said in `versions.py`. What is identical is not written again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from io import FileIO
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Literal

from generator.batch.earlier import Earlier
from generator.batch.versions import Version, Versions, versioned
from generator.errors import OnepagerError
from generator.files.lock import LOCK, Busy, held
from generator.files.whole import cause, force, make_folder, move, remove, sweep, temporary_for, write_new
from generator.records.ledger import DocumentEntry, Ledger, Origin
from generator.records.stamps import Stamp

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

Outcome = Literal["written", "unchanged", "kept-edited", "kept-open"]

LOCK_PATIENCE_S = 60.0
WRITERS = 8
"""How many files are forced to disk at once."""
FEW = 3
"""Fewer files than these are written one after another."""


class CannotWrite(OnepagerError):
    """The disk refused a file, for a `reason` that may well be that of others too."""

    def __init__(self, file: str, reason: str) -> None:
        self.reason = reason
        super().__init__(f"Could not write {file}: {reason}.")


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a file: where it is now, and what the user has to know (`note`, often empty).

    `kept-edited` and `kept-open`: the file of that name was left alone, and `path` is the new one beside it. `changed`
    is false when what is at `path` was there already. `stamp` is of a file that stands in its own place.
    """

    path: Path
    outcome: Outcome
    changed: bool
    note: str = ""
    stamp: Stamp | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file to be written: its name relative to the folder, with `/`, its bytes, and what they are made from. What a
    `final` one takes the place of is kept."""

    name: str
    data: bytes
    origin: Origin
    final: bool = False


@dataclass(slots=True)
class _Step:
    """A file on its way to a version of its name."""

    file: File
    target: Path
    sha256: str
    version: Version = field(default_factory=Version)
    temporary: Path | None = None
    open: FileIO | None = None
    error: OnepagerError | None = None

    @property
    def path(self) -> Path:
        return versioned(self.target, self.version.number)

    @property
    def name(self) -> str:
        """Of the path in the output folder."""
        return str(versioned(PurePosixPath(self.file.name), self.version.number))

    @property
    def is_identical(self) -> bool:
        """Whether its very bytes stand there."""
        return self.version.state == "identical"

    def discard(self) -> None:
        """Take away what was not put in its place."""
        if self.open:
            self.open.close()
        remove(self.temporary)
        self.open = self.temporary = None


class Output:
    """An output folder that files are written into. With `pretend` nothing is: `write` says what it would do."""

    def __init__(self, folder: Path, ledger: Ledger, *, pretend: bool = False) -> None:
        self.folder = folder
        self.ledger = ledger
        self.pretend = pretend
        self._versions = Versions(folder, ledger, pretend=pretend)
        self.earlier = Earlier(self._versions)
        self._swept: set[Path] = set()

    def write(self, name: str, data: bytes, origin: Origin, *, final: bool = False) -> Written:
        """Write a file. `name` is relative to the folder, with `/`.

        Raises `OnepagerError` when that cannot be done; what was there before is whole then.
        """
        [result] = self.write_all([File(name, data, origin, final)])
        if isinstance(result, OnepagerError):
            raise result
        return result

    def write_all(self, files: Sequence[File]) -> list[Written | OnepagerError]:
        """Write files of different names, forcing them to disk side by side. What cannot be written is said in its
        place; what was there before is whole then. Raises `OnepagerError` when it is the ledger or the lock that fails.
        """
        with self.writing(files) as results:
            return results

    @contextmanager
    def writing(
        self, files: Sequence[File], documents: Sequence[DocumentEntry] = ()
    ) -> Iterator[list[Written | OnepagerError]]:
        """As `write_all`, in two transactions of the ledger: in the first the `documents` whose files these are are
        entered with the intention to write them; in the second that they were written, and whatever is entered inside.
        What was accepted for them is in the records before any of it.
        """
        if self.pretend:
            yield [self._result(step) for step in self._begun(files)]
            return
        self.ledger.history.accept((document.number, a) for document in documents for a in document.accepted)
        with self._locked():
            steps = self._begun(files)
            with self.ledger.transaction():
                for document in documents:
                    self.ledger.enter(document)
                self._intend(steps)
            waiting = [step for step in steps if not step.error and not step.is_identical]
            while waiting := self._put(waiting):  # again only for those whose place another program holds
                with self.ledger.transaction():
                    self._intend(waiting)
            with self.ledger.transaction():
                self._record(steps)
                yield [self._result(step) for step in steps]

    def sweep(self) -> None:
        """Take away what a killed run left, unless somebody is writing. (A run with nothing to do does it too.)"""
        with suppress(Busy, OSError, OnepagerError), held(self.folder, 0):
            sweep(self.folder)
            self._swept.add(self.folder)

    def close(self) -> None:
        """End the threads that force files to disk, if there are any."""
        if "_pool" in vars(self):
            self._pool.shutdown()
            del self._pool

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One writer at a time in an output folder."""
        try:
            with held(self.folder, LOCK_PATIENCE_S):
                yield
        except Busy:
            raise OnepagerError(
                f"Another onepager has been writing into {self.folder} for a minute. Wait until it is done."
            ) from None

    def _begun(self, files: Sequence[File]) -> list[_Step]:
        steps = []
        for file in files:
            step = _Step(file, self.folder / file.name, sha256(file.data).hexdigest())
            steps.append(step)
            with self._errors_of(step):
                step.target = self._versions.target(file.name)
                if not self.pretend and step.target.parent not in self._swept:
                    sweep(step.target.parent)
                    self._swept.add(step.target.parent)
                self._choose(step, step.version)
        return steps

    @contextmanager
    def _errors_of(self, step: _Step) -> Iterator[None]:
        """What goes wrong with one file is kept with it."""
        try:
            yield
        except OSError as error:
            step.error = CannotWrite(self._versions.shown(step.target), cause(error))
        except OnepagerError as error:
            step.error = error

    def _intend(self, steps: Sequence[_Step]) -> None:
        for step in steps:
            if not step.error and not step.is_identical:
                self.ledger.intend(step.name, step.sha256)

    def _record(self, steps: Sequence[_Step]) -> None:
        for step in steps:
            if not step.error and not self._is_recorded(step):
                self.ledger.record(step.name, step.sha256)

    def _put(self, steps: Sequence[_Step]) -> list[_Step]:
        """Write files and put them in their places. Those whose place another program turned out to hold, if they have
        another place to be written to."""
        held = []
        try:
            self._write_temporaries(steps)
            self._keep_finals(steps)
            for step in steps:
                if not step.error and not self._moved(step):
                    held.append(step)
        finally:
            for step in steps:
                step.discard()
        for step in held:
            with self._errors_of(step):
                self._choose(step, step.version.next("open"))
        return [step for step in held if not step.error and not step.is_identical]

    def _choose(self, step: _Step, start: Version) -> None:
        step.version = self._versions.choose(step.target, step.sha256, step.file.origin, start)

    def _write_temporaries(self, steps: Sequence[_Step]) -> None:
        """Most of the time is waiting for the disk, so several are forced to it at once."""
        for step in steps:
            with self._errors_of(step):
                step.temporary = temporary_for(step.path)
                step.open = write_new(step.temporary, step.file.data)
        if len(steps) < FEW:
            self._force(steps)
        else:
            list(self._pool.map(self._force, (steps[i::WRITERS] for i in range(WRITERS))))

    def _keep_finals(self, steps: Sequence[_Step]) -> None:
        """Keep the finals whose places these take, before any is gone."""
        for step in steps:
            if step.file.final and step.version.state == "ours" and not step.error:
                with self._errors_of(step):
                    self.earlier.keep(step.name)

    def _force(self, steps: Sequence[_Step]) -> None:
        for step in steps:
            if step.open:
                with self._errors_of(step):
                    force(step.open)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        from concurrent.futures import ThreadPoolExecutor  # late: it takes longer than writing a few files

        return ThreadPoolExecutor(WRITERS)

    def _moved(self, step: _Step) -> bool:
        """Put a file in its place; True too when that fails, which is then kept with the step."""
        assert step.temporary is not None
        with self._errors_of(step):
            if not move(step.temporary, step.path):
                return False
            step.temporary = None
        return True

    def _is_recorded(self, step: _Step) -> bool:
        return step.is_identical and self.ledger.is_written(step.name, step.sha256)

    def _result(self, step: _Step) -> Written | OnepagerError:
        if step.error:
            return step.error
        target, path, changed = step.target, step.path, not step.is_identical
        if step.version.kept == "edited":
            why = "was edited after it was made" if self._versions.was_ours(target) else "was not made by onepager"
            note = f"{target.name} {why} and was left alone; the new one is {path.name}"
            return Written(path, "kept-edited", changed, note)
        if step.version.kept == "open":
            note = f"{target.name} is open in another program; close it in Word. Until then the new one is {path.name}"
            return Written(path, "kept-open", changed, note)
        outcome: Outcome = "written" if changed else "unchanged"
        return Written(path, outcome, changed, self._versions.left_over(target, step.file.origin), self._stamp(step))

    def _stamp(self, step: _Step) -> Stamp | None:
        if self.pretend:
            return None
        with suppress(OSError):  # gone again already
            there = step.path.lstat()
            return Stamp(step.name, step.sha256, there.st_size, there.st_mtime_ns)
        return None


@contextmanager
def opened(folder: Path, root: Path, *, pretend: bool = False) -> Iterator[Output]:
    """An output folder of the workspace at `root`, made when it is not there, with its ledger. With `pretend` nothing
    is written into it."""
    if not pretend:
        make_folder(folder)
    if (folder / LOCK).is_symlink():
        raise OnepagerError(f"{folder / LOCK} is a link, and nothing is written through links. Remove it.")
    with Ledger(root, folder) as ledger:
        output = Output(folder, ledger, pretend=pretend)
        if not pretend:
            output.sweep()
        try:
            yield output
        finally:
            output.close()
