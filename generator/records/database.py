"""The database of the ledger: an SQLite file in this computer's cache folder, one for each output folder.

It holds nothing that cannot be made anew: one that is damaged, or of another version of the program, is begun again.
What its tables mean is said where they are used: `ledger`, `built`, `batch.last_run`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from generator.errors import OnepagerError
from generator.files.sqlite_errors import trouble_with

CACHE = "ONEPAGER_CACHE"
"""The environment variable that names another cache folder, as on a server."""
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
_TABLES = ";".join((_FILES, _DOCUMENTS, _BUILDS))
VERSION = 4
"""Of the tables, kept in `PRAGMA user_version`: another one, and the file is begun anew."""


def database_file(folder: Path) -> Path:
    """Where the database of an output folder is."""
    name = sha256(os.path.normcase(folder.resolve()).encode(errors="surrogateescape")).hexdigest()[:24]
    return cache_folder() / f"{name}.sqlite"


def cache_folder() -> Path:
    """The folder for what this computer can make anew."""
    if given := os.environ.get(CACHE):
        return Path(given)
    from platformdirs import user_cache_path  # late: most tests and servers name a folder

    return user_cache_path("onepager", appauthor=False)


class Database:
    """An open database. Each call is a transaction of its own, unless it is made inside `transaction()`.

    Raises `OnepagerError` when the file cannot be used.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open `path`, or make it. Read-only, it is left as it is, and one that is not there counts as empty."""
        self.path = path
        self._inside = self._has_written = False
        try:
            self._db = _looked_at(path) if read_only else _made(path)
        except (sqlite3.Error, OSError) as error:
            raise _trouble(path, error) from error

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
            raise _trouble(self.path, error) from error

    def run_for_each(self, statement: str, values: Iterable[tuple[Any, ...]]) -> None:
        """Run a statement that yields nothing with each of several sets of values."""
        try:
            self._db.executemany(statement, values)
        except sqlite3.Error as error:
            raise _trouble(self.path, error) from error


def _trouble(path: Path, error: Exception) -> OnepagerError:
    if isinstance(error, sqlite3.Error):
        return trouble_with("the ledger", path, error)
    return OnepagerError(f"Could not use the ledger {path}: {error}. Set {CACHE} to a folder that can be written.")


def _made(path: Path) -> sqlite3.Connection:
    """The file, with its tables. One that cannot be read, or has other tables, goes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        db = _opened(path, "rwc")
        if _version(db) in (0, VERSION):
            return _prepared(db)
        db.close()
    except sqlite3.DatabaseError as error:
        if not _is_damaged(error):
            raise
    path.unlink(missing_ok=True)
    return _prepared(_opened(path, "rwc"))


def _looked_at(path: Path) -> sqlite3.Connection:
    """The file, to be read only; an empty one where it is not there or cannot be read."""
    if path.exists():
        try:
            db = _opened(path, "ro")
            if _version(db) == VERSION:
                return db
            db.close()
        except sqlite3.DatabaseError as error:
            if not _is_damaged(error):
                raise
    return _prepared(sqlite3.connect(":memory:", isolation_level=None))


def _is_damaged(error: sqlite3.DatabaseError) -> bool:
    return str(getattr(error, "sqlite_errorname", "")).startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT"))


def _prepared(db: sqlite3.Connection) -> sqlite3.Connection:
    try:
        if _version(db) != VERSION:
            db.execute("BEGIN IMMEDIATE")  # of two builds that begin at once one makes the tables, the other waits
            if _version(db) != VERSION:
                for statement in _TABLES.split(";"):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {VERSION}")
            db.execute("COMMIT")
    except BaseException:
        db.close()
        raise
    return db


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, timeout=PATIENCE_S, isolation_level=None)


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
