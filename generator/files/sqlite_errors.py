"""What SQLite says of a file that it cannot use, in words."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from generator.errors import OnepagerError

_CAUSES = {
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "it is read-only",
    "SQLITE_CANTOPEN": "the folder does not let it be opened",
    "SQLITE_BUSY": "another onepager holds it",
    "SQLITE_IOERR": "the disk or network drive reports an error",
    "SQLITE_NOTADB": "it is damaged, and may be deleted",
    "SQLITE_CORRUPT": "it is damaged, and may be deleted",
}


def trouble_with(what: str, path: Path, error: sqlite3.Error) -> OnepagerError:
    """The error to raise for a file that cannot be used; `what` names it."""
    name = str(getattr(error, "sqlite_errorname", ""))
    cause = next((words for code, words in _CAUSES.items() if name.startswith(code)), str(error))
    return OnepagerError(f"Could not use {what} {path}: {cause}. Try again when that is mended.")
