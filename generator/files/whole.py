"""The disk: files put in their place whole or not at all, and why it refuses, in words."""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from io import FileIO
from pathlib import Path

from generator.errors import OnepagerError

TEMPORARY = ".onepager-tmp-"
OPEN_PATIENCE_S = 2.5
STALE_AFTER_S = 60.0

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


def replace_file(path: Path, data: bytes) -> bool:
    """Put `data` at `path`, whole or not at all. False when on Windows another program keeps the file open.

    Raises `OSError`; what was there before is whole then, and no temporary file stays.
    """
    temporary = temporary_for(path)
    try:
        force(write_new(temporary, data))
        return move(temporary, path)
    finally:
        remove(temporary)


def save(path: Path, shown: str, data: bytes, before: bytes | None = None) -> None:
    """Write a file that is the user's own, called `shown` in messages, whole or not at all. A link is followed.

    With `before`, only over a file that still holds that. Raises `OnepagerError`.
    """
    try:
        if before is not None and path.read_bytes() != before:
            raise OnepagerError(f"{shown} was changed by somebody else just now, and was left alone. Try again.")
        if replace_file(path.resolve(), data):
            return
    except OSError as error:
        raise OnepagerError(f"Could not write {shown}: {cause(error)}.") from error
    raise OnepagerError(f"{shown} is open in another program. Close it there, then try again.")


def temporary_for(path: Path) -> Path:
    return path.with_name(f"{TEMPORARY}{os.getpid()}-{os.urandom(4).hex()}")


def write_new(path: Path, data: bytes) -> FileIO:
    """Write a new file, still to be forced to disk; it is left open for that."""
    file = FileIO(path, "xb")
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]
    except BaseException:
        file.close()
        raise
    return file


def force(file: FileIO) -> None:
    """Force a file to disk, and close it."""
    with file:
        os.fsync(file.fileno())


def remove(temporary: Path | None) -> None:
    """Take a temporary file away. After the move there is none; else the first error is the one that counts."""
    if temporary is not None:
        with suppress(OSError):
            temporary.unlink()


def move(temporary: Path, path: Path) -> bool:
    until = time.monotonic() + OPEN_PATIENCE_S
    while True:
        try:
            os.replace(temporary, path)  # noqa: PTH105 - tests make this very call fail
            return True
        except PermissionError:
            # Only Windows refuses to replace an open file; that the folder can be written in has just been seen.
            if not on_windows():
                raise
            if time.monotonic() >= until:
                return False
            time.sleep(0.1)


def on_windows() -> bool:
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
    temporary = folder / f"{TEMPORARY}{os.getpid()}-{os.urandom(4).hex()}"
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
        # By names alone, without asking about each: there may be some ten thousand files.
        found = sorted(name for name in os.listdir(folder) if name.startswith(TEMPORARY))  # noqa: PTH208
    except OSError:
        return []
    return [path for path in (folder / name for name in found) if _is_stale(path)]


def _is_stale(path: Path) -> bool:
    try:
        age = abs(time.time() - path.stat().st_mtime)
    except OSError:
        return False
    return age > STALE_AFTER_S or not _may_be_running(path.name.removeprefix(TEMPORARY).partition("-")[0])


def _may_be_running(pid: str) -> bool:
    if on_windows() or not pid.isdecimal():
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


def files_in(folder: Path) -> list[Path]:
    """Every file below a folder, in order; what Python and editors leave there does not count."""
    found = (path for path in folder.rglob("*") if path.suffix != ".pyc" and path.name[0] not in "~.")
    return sorted(path for path in found if path.is_file())
