"""The database behind the ledger: one SQLite file in the output folder, opened, brought up to date, and changed in
transactions. What its tables mean is said where they are used: `ledger`, `built`, `standing`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from generator.errors import OnepagerError

FILE = ".onepager.sqlite"
PATIENCE_S = 30.0

_FILES = """
CREATE TABLE file (
    name TEXT NOT NULL COLLATE NOCASE,
    sha256 TEXT NOT NULL,
    written_at TEXT,
    topic TEXT NOT NULL,
    audience TEXT NOT NULL,
    office TEXT NOT NULL,
    as_of TEXT NOT NULL,
    format TEXT NOT NULL,
    number TEXT NOT NULL,
    PRIMARY KEY (name, sha256)
) WITHOUT ROWID;
CREATE INDEX file_number ON file (number);
"""
_DOCUMENTS = """
CREATE TABLE document (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    topic TEXT NOT NULL,
    audience TEXT NOT NULL,
    office TEXT NOT NULL,
    as_of TEXT NOT NULL,
    made_at TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    receipt BLOB NOT NULL,
    UNIQUE (number, topic, audience, office)
);
CREATE TABLE stated (
    fact TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES document (id),
    PRIMARY KEY (fact, document)
) WITHOUT ROWID;
CREATE TABLE accepted (
    number TEXT NOT NULL,
    code TEXT NOT NULL,
    ref TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    because TEXT NOT NULL,
    decided_at TEXT NOT NULL,
    PRIMARY KEY (number, code, ref, decided_by, because)
) WITHOUT ROWID;
CREATE TABLE release (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    sent_to TEXT NOT NULL COLLATE NOCASE,
    sent_on TEXT NOT NULL,
    note TEXT NOT NULL,
    entered_at TEXT NOT NULL,
    receipt BLOB NOT NULL,
    UNIQUE (sha256, sent_to, sent_on)
);
"""
_BUILDS = """
CREATE TABLE record (
    digest TEXT PRIMARY KEY,
    reads BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE built (
    stem TEXT PRIMARY KEY COLLATE NOCASE,
    document TEXT NOT NULL,
    terms TEXT NOT NULL,
    shared TEXT NOT NULL,
    own TEXT NOT NULL,
    files TEXT NOT NULL,
    summary TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX built_document ON built (document);
CREATE TABLE stamp (
    command TEXT PRIMARY KEY,
    state BLOB NOT NULL,
    results BLOB NOT NULL
) WITHOUT ROWID;
"""
_MIGRATIONS = (_FILES, _DOCUMENTS, _BUILDS)
"""What makes each version of the schema of the one before; the first makes version 1 of an empty file."""
VERSION = len(_MIGRATIONS)
"""Of the schema, kept in `PRAGMA user_version`. An older file is brought up to it when it is opened."""

_CAUSES = {
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "it is read-only",
    "SQLITE_CANTOPEN": "the folder does not let it be opened",
    "SQLITE_BUSY": "another onepager holds it",
    "SQLITE_NOTADB": "it is damaged",
    "SQLITE_CORRUPT": "it is damaged",
    "SQLITE_IOERR": "the disk or network drive reports an error",
}


class Database:
    """An open database. Each call is a transaction of its own, unless it is made inside `transaction()`.

    Raises `OnepagerError` when the file cannot be used.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open `path`, or make it. Read-only, it is left as it is, and one that is not there counts as empty."""
        self.path = path
        self._inside = self._has_written = False
        try:
            self._db = self._connected(path, read_only)
        except sqlite3.Error as error:
            raise trouble_with("the ledger", self.path, error) from error

    def _connected(self, path: Path, read_only: bool) -> sqlite3.Connection:
        if read_only:
            return self._looked_at(path)
        return self._prepared(_opened(path, "rwc"))

    def _looked_at(self, path: Path) -> sqlite3.Connection:
        """The file, to be read only. Of one that is older than we are, or not there: a copy in memory, up to date."""
        if not path.exists():
            return self._prepared(sqlite3.connect(":memory:", isolation_level=None))
        db = _opened(path, "ro")
        try:
            if _version(db) >= VERSION:
                return self._prepared(db)
            copy = sqlite3.connect(":memory:", isolation_level=None)
            db.backup(copy)
        except BaseException:
            db.close()
            raise
        db.close()
        return self._prepared(copy)

    def _prepared(self, db: sqlite3.Connection) -> sqlite3.Connection:
        try:
            self._prepare(db)
        except BaseException:
            db.close()
            raise
        return db

    def _prepare(self, db: sqlite3.Connection) -> None:
        if _version(db) < VERSION:
            db.execute("BEGIN IMMEDIATE")  # of two builds that begin at once one makes the tables, the other waits
            for script in _MIGRATIONS[_version(db) :]:
                for statement in script.split(";"):
                    db.execute(statement)
            db.execute(f"PRAGMA user_version = {VERSION}")
            db.execute("COMMIT")
        if _version(db) > VERSION:
            raise OnepagerError(
                f"The ledger {self.path} was made by a newer onepager. Update onepager, then try again."
            )

    def close(self) -> None:
        if self._has_written:
            with suppress(sqlite3.Error):  # another may be at it: then he takes the journal away
                self._db.execute("PRAGMA journal_mode = DELETE")
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is done inside, or nothing; inside another transaction, a part of that."""
        if self._inside:
            yield
            return
        if not self._has_written:
            # Or a journal would be made and deleted for every transaction, which is slow on some file systems.
            self.run("PRAGMA journal_mode = TRUNCATE")
            self._has_written = True
        self.run("BEGIN IMMEDIATE")
        self._inside = True
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # a full disk has ended it already
                self.run("ROLLBACK")
            raise
        finally:
            self._inside = False

    def run(self, statement: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows that a statement yields."""
        try:
            return self._db.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise trouble_with("the ledger", self.path, error) from error

    def run_for_each(self, statement: str, values: Iterable[tuple[Any, ...]]) -> None:
        """Run a statement that yields nothing with each of several sets of values."""
        try:
            self._db.executemany(statement, values)
        except sqlite3.Error as error:
            raise trouble_with("the ledger", self.path, error) from error


def trouble_with(what: str, path: Path, error: sqlite3.Error) -> OnepagerError:
    """What SQLite says of a file, in words."""
    name = str(getattr(error, "sqlite_errorname", ""))
    cause = next((words for code, words in _CAUSES.items() if name.startswith(code)), str(error))
    mend = "Try again when that is mended."
    if cause == "it is damaged":
        mend = f"Rename it and build again: your documents stay, and {what} is begun anew."
    return OnepagerError(f"Could not use {what} {path}: {cause}. {mend}")


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=PATIENCE_S, isolation_level=None)


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
