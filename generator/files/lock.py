"""One at a time in a folder: a lock that the system takes back when its holder dies, in whatever way.

It is SQLite's own, held on a file that has nothing in it: it works on whatever disk or network drive SQLite works on.
(`filelock` does the same, and takes 40 ms to import in every command.)
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic

from generator.files.sqlite_errors import trouble_with

LOCK = ".onepager.lock"
STRETCH_S = 0.2


class Busy(Exception):
    """Somebody else has held the lock all the time."""


@contextmanager
def held(folder: Path, patience_s: float) -> Iterator[None]:
    """Hold the lock of a folder; not to be taken twice. Another holder is waited for, for `patience_s`.

    Raises `Busy` when that was not enough, and `OnepagerError` when there can be no lock.
    """
    path, deadline = folder / LOCK, monotonic() + patience_s
    try:
        # Waiting inside SQLite cannot be interrupted: it is done in short stretches.
        db = sqlite3.connect(path, timeout=min(patience_s, STRETCH_S), isolation_level=None)
    except sqlite3.Error as error:
        raise trouble_with("the lock", path, error) from error
    with closing(db):  # which gives the lock back
        try:
            while not _taken(db):
                if monotonic() >= deadline:
                    raise Busy
        except sqlite3.Error as error:
            raise trouble_with("the lock", path, error) from error
        yield


def _taken(db: sqlite3.Connection) -> bool:
    try:
        db.execute("PRAGMA journal_mode = MEMORY")  # nothing is changed: there is nothing to keep in a file
        db.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return False
        raise
    return True
