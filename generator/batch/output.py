"""Writing into the output folder so that nothing is ever lost.

A file appears whole or not at all: it is written beside its place, forced to disk and moved there. One that somebody
edited, that is not ours, or that Word holds open is left alone, and the new one gets a name of its own, `…_v2`. What
is identical is not written again. Nothing is written through a link that leads out of the folder.
"""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from secrets import token_hex
from typing import Literal

from filelock import FileLock, Timeout

from generator.batch.ledger import FILE, Ledger, Origin
from generator.errors import OnepagerError

Outcome = Literal["written", "unchanged", "kept-edited", "kept-open"]
_State = Literal["absent", "identical", "ours", "edited", "held"]
_Kept = Literal["", "edited", "open"]

LOCK = ".onepager.lock"
TEMPORARY = ".onepager-tmp-"
LOCK_PATIENCE_S = 60.0
OPEN_PATIENCE_S = 2.5
STALE_AFTER_S = 60.0
MAX_VERSIONS = 99

_CAUSES = {
    errno.ENOSPC: "the disk is full. Free some space and try again",
    errno.EDQUOT: "your share of the disk is full. Free some space and try again",
    errno.EACCES: "you may not write there. Choose another folder, or ask who looks after this one",
    errno.EPERM: "you may not write there. Choose another folder, or ask who looks after this one",
    errno.EROFS: "the disk is read-only. Choose another folder",
    errno.EIO: "the disk or network drive reports an error. Try another folder",
    errno.ENAMETOOLONG: "its path is too long. Move the workspace to a folder with a shorter path",
    errno.ENOTDIR: "a file stands where a folder is needed. Move it away",
}


class CannotWrite(OnepagerError):
    """The disk refused a file, for a `reason` that may well be that of others too."""

    def __init__(self, file: str, reason: str) -> None:
        self.reason = reason
        super().__init__(f"Could not write {file}: {reason}.")


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a file: where it is now, and what the user has to know (`note`, often empty).

    `kept-edited` and `kept-open`: the file of that name was left alone, and `path` is the new one beside it. `changed`
    is false when what is at `path` was there already.
    """

    path: Path
    outcome: Outcome
    changed: bool
    note: str = ""


class Output:
    """An output folder that files are written into. With `pretend` nothing is: `write` says what it would do."""

    def __init__(self, folder: Path, ledger: Ledger, *, pretend: bool = False) -> None:
        self.folder = folder
        self.ledger = ledger
        self.pretend = pretend
        self._swept: set[Path] = set()
        self._lock = FileLock(str(folder / LOCK), timeout=LOCK_PATIENCE_S)

    def write(self, name: str, data: bytes, origin: Origin) -> Written:
        """Write a file. `name` is relative to the folder, with `/`.

        Raises `OnepagerError` when that cannot be done; what was there before is whole then.
        """
        target = self._place(name)
        try:
            if self.pretend:
                return self._write(target, data, origin)
            with self._locked():
                if target.parent not in self._swept:
                    sweep(target.parent)
                    self._swept.add(target.parent)
                return self._write(target, data, origin)
        except OSError as error:
            raise CannotWrite(self._shown(target), cause(error)) from error

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One writer at a time in an output folder."""
        try:
            self._lock.acquire()
        except Timeout:
            raise OnepagerError(
                f"Another onepager has been writing into {self.folder} for a minute. Wait until it is done."
            ) from None
        try:
            yield
        finally:
            self._lock.release()

    def _write(self, target: Path, data: bytes, origin: Origin) -> Written:
        digest = sha256(data).hexdigest()
        kept: _Kept = ""
        for version in range(1, MAX_VERSIONS + 1):
            path = _versioned(target, version)
            state = self._state(path, digest)
            if state == "edited":
                kept = kept or "edited"
            elif state != "held" and self._put(path, data, digest, state, origin):
                return self._written(target, path, state, kept)
            else:
                kept = kept or "open"
        raise OnepagerError(
            f"There are {MAX_VERSIONS} edited versions of {self._shown(target)} already. Move some of them elsewhere."
        )

    def _put(self, path: Path, data: bytes, digest: str, state: _State, origin: Origin) -> bool:
        """Write `data` at `path` unless it is there already; False when another program holds the file open."""
        if self.pretend:
            return True
        name = self._name(path)
        if state == "identical":
            known = self.ledger.entry(name, digest)
            if known is None or known.written_at is None:
                self.ledger.record(name, digest, origin)
            return True
        self.ledger.intend(name, digest, origin)
        if not replace_file(path, data):
            return False
        self.ledger.record(name, digest, origin)
        return True

    def _state(self, path: Path, digest: str) -> _State:
        """What stands at `path`. Refuses what is no ordinary file."""
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            return "absent"
        if stat.S_ISLNK(mode):
            raise OnepagerError(
                f"{self._shown(path)} is a link to another place, and nothing is written through links. Remove it."
            )
        if not stat.S_ISREG(mode):
            kind = "a folder" if stat.S_ISDIR(mode) else "no ordinary file"
            raise OnepagerError(f"{self._shown(path)} is {kind}, where a document has to go. Move it away.")
        try:
            there = sha256(path.read_bytes()).hexdigest()
        except PermissionError:
            if _on_windows():
                return "held"
            raise
        if there == digest:
            return "identical"
        return "ours" if self.ledger.entry(self._name(path), there) else "edited"

    def _written(self, target: Path, path: Path, state: _State, kept: _Kept) -> Written:
        changed = state != "identical"
        if kept == "edited":
            ours = self.ledger.history(self._name(target))
            why = "was edited after it was made" if ours else "was not made by onepager"
            note = f"{target.name} {why} and was left alone; the new one is {path.name}"
            return Written(path, "kept-edited", changed, note)
        if kept == "open":
            note = f"{target.name} is open in another program; close it in Word. Until then the new one is {path.name}"
            return Written(path, "kept-open", changed, note)
        return Written(path, "written" if changed else "unchanged", changed, self._left_over(target))

    def _left_over(self, target: Path) -> str:
        """A word on a `_v2` of ours whose place `target` has taken again: staff could take it for the newer one."""
        second = _versioned(target, 2)
        if second.is_symlink() or not second.is_file() or self._state(second, "") != "ours":
            return ""
        return f"{second.name} is left from an earlier build; delete it, for {target.name} is the newest"

    def _place(self, name: str) -> Path:
        """Where `name` is, its folders made. Refuses to leave the output folder."""
        relative = PurePosixPath(name)
        if relative.is_absolute() or not relative.name or ".." in relative.parts:
            raise OnepagerError(f'"{name}" is not the name of a file in the output folder.')
        folder = self.folder
        for part in relative.parent.parts:
            folder /= part
            if folder.is_symlink() or not _inside(folder, self.folder):
                raise OnepagerError(f"{self._shown(folder)} is a link that leads elsewhere. Remove it.")
            if not self.pretend:
                make_folder(folder)
        return folder / relative.name

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()

    def _shown(self, path: Path) -> str:
        return f"{self.folder.name}/{self._name(path)}"


@contextmanager
def opened(folder: Path, *, pretend: bool = False) -> Iterator[Output]:
    """The output folder, made when it is not there, with its ledger. With `pretend` the disk is only looked at."""
    if not pretend:
        make_folder(folder)
    for name in (FILE, LOCK):
        if (folder / name).is_symlink():
            raise OnepagerError(f"{folder / name} is a link, and nothing is written through links. Remove it.")
    with Ledger(folder / FILE, read_only=pretend) as ledger:
        yield Output(folder, ledger, pretend=pretend)


def replace_file(path: Path, data: bytes) -> bool:
    """Put `data` at `path`, whole or not at all. False when on Windows another program keeps the file open.

    Raises `OSError`; what was there before is whole then, and no temporary file stays.
    """
    temporary = path.with_name(f"{TEMPORARY}{os.getpid()}-{token_hex(4)}")
    try:
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        return _moved(temporary, path)
    finally:
        with suppress(OSError):  # after the move there is none; else the first error is the one that counts
            temporary.unlink()


def _moved(temporary: Path, path: Path) -> bool:
    until = time.monotonic() + OPEN_PATIENCE_S
    while True:
        try:
            os.replace(temporary, path)  # noqa: PTH105 - tests make this very call fail
            return True
        except PermissionError:
            # Only Windows refuses to replace an open file; that the folder can be written in has just been seen.
            if not _on_windows():
                raise
            if time.monotonic() >= until:
                return False
            time.sleep(0.1)


def _on_windows() -> bool:
    return os.name == "nt"


def make_folder(folder: Path) -> None:
    """Make a folder and those above it. Raises `OnepagerError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise OnepagerError(f"{folder} is a file, where a folder is needed. Move it away or choose another.") from None
    except OSError as error:
        raise OnepagerError(f"Could not make the folder {folder}: {cause(error)}.") from error


def probe(folder: Path) -> str:
    """Why files cannot be written into a folder, or the empty string. Leaves nothing behind."""
    temporary = folder / f"{TEMPORARY}{os.getpid()}-{token_hex(4)}"
    try:
        temporary.write_bytes(b"onepager")
        temporary.unlink()
    except OSError as error:
        return cause(error)
    return ""


def cause(error: OSError) -> str:
    """Why the disk refused, and what to do, without a full stop."""
    if error.errno == errno.ENOENT and len(str(error.filename)) > 250:  # how Windows says so
        return _CAUSES[errno.ENAMETOOLONG]
    return _CAUSES.get(error.errno or 0) or error.strerror or str(error)


def stale_temporaries(folder: Path) -> list[Path]:
    """Temporary files right in `folder` that a killed run left: their process is gone, or they are a minute old."""
    try:
        found = sorted(folder.glob(f"{TEMPORARY}*"))
    except OSError:
        return []
    return [path for path in found if _is_stale(path)]


def _is_stale(path: Path) -> bool:
    try:
        age = abs(time.time() - path.stat().st_mtime)
    except OSError:
        return False
    return age > STALE_AFTER_S or not _may_be_running(path.name.removeprefix(TEMPORARY).partition("-")[0])


def _may_be_running(pid: str) -> bool:
    if _on_windows() or not pid.isdecimal():
        return True  # on Windows signal 0 would end the process: there only age tells
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def sweep(folder: Path) -> None:
    """Remove stale temporary files. Called under the lock that every writer holds while it has one."""
    for path in stale_temporaries(folder):
        with suppress(OSError):
            path.unlink()


def _versioned(target: Path, version: int) -> Path:
    return target if version == 1 else target.with_name(f"{target.stem}_v{version}{target.suffix}")


def _inside(folder: Path, root: Path) -> bool:
    """Whether a folder, every link and junction followed, lies within `root`."""
    return Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root))
