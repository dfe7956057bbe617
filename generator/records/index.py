"""The index of one output folder: an SQLite file in the computer's cache folder, which may be deleted at any time.

It says what was built last, which files are ours, and up to where the records were seen. Nothing is in it that records
and finished files do not tell, or that making a document again does not bring back: so one that cannot be read is
deleted and begun anew; only a loss of records from before that is then not noticed by it. It is never in
the workspace, where a program that syncs would copy it half written. What its tables mean is said where they are used:
`ledger`, `built`, `seen`, `look_through`, `batch.last_run`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from generator.errors import OnepagerError
from generator.files.sqlite_errors import trouble_with

CACHE = "ONEPAGER_CACHE"
"""An environment variable: the folder for the indexes, where it is not to be the cache folder of the computer."""
PATIENCE_S = 30.0
_DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")

_SCHEMA = """
CREATE TABLE IF NOT EXISTS file (
    name TEXT NOT NULL COLLATE NOCASE,
    sha256 TEXT NOT NULL,
    written INTEGER NOT NULL,
    PRIMARY KEY (name, sha256)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS document (
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
CREATE TABLE IF NOT EXISTS stated (
    fact TEXT NOT NULL,
    document INTEGER NOT NULL REFERENCES document (id),
    PRIMARY KEY (fact, document)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS looked_at (
    name TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    mtime_ns INTEGER NOT NULL,
    kind TEXT NOT NULL,
    number TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (
    file TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    lines INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS record (
    digest TEXT PRIMARY KEY,
    reads BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS built (
    stem TEXT PRIMARY KEY COLLATE NOCASE,
    document TEXT NOT NULL,
    terms TEXT NOT NULL,
    shared TEXT NOT NULL,
    own TEXT NOT NULL,
    files TEXT NOT NULL,
    summary TEXT NOT NULL -- of a letterhead, too
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS built_document ON built (document);
CREATE TABLE IF NOT EXISTS stamp (
    command TEXT PRIMARY KEY,
    state BLOB NOT NULL,
    results BLOB NOT NULL
) WITHOUT ROWID
"""


def cache_folder() -> Path:
    """Where the indexes of all workspaces are."""
    if named := os.environ.get(CACHE):
        return Path(named)
    from platformdirs import user_cache_dir  # late: it takes longer than opening the index

    return Path(user_cache_dir("onepager", appauthor=False))


def index_file(root: Path, folder: Path) -> Path:
    """The index of an output folder of the workspace at `root`. Another schema has another file: nothing has to be
    brought up to date, and two versions of onepager do not disturb each other."""
    return cache_folder() / _digest(str(root.resolve())) / f"{_digest(str(folder.resolve()))}-{_digest(_SCHEMA)}.sqlite"


def _digest(text: str) -> str:
    return blake2b(text.encode(errors="surrogateescape"), digest_size=8).hexdigest()


class Index:
    """An open index. Each call is a transaction of its own, unless it is made inside `transaction()`. Where the cache
    folder cannot be written it is kept in memory, and all is made again next time.

    Raises `OnepagerError` when the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._inside = self._has_written = False
        try:
            self._db = self._opened()
        except sqlite3.Error as error:
            raise trouble_with("the index", path, error) from error

    @property
    def in_memory(self) -> bool:
        """Whether it is lost when it is closed."""
        return not self._db.execute("PRAGMA database_list").fetchone()[2]

    def _opened(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return _with_tables(self.path)
        except sqlite3.DatabaseError as error:
            name = str(getattr(error, "sqlite_errorname", ""))
            if name.startswith(_DAMAGED):
                self._delete()
                return _with_tables(self.path)
            if name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
                return _with_tables(":memory:")
            raise
        except OSError:
            return _with_tables(":memory:")

    def _delete(self) -> None:
        for path in (self.path, self.path.with_name(f"{self.path.name}-journal")):
            with suppress(OSError):
                path.unlink()

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
            with suppress(sqlite3.Error):  # a full disk has ended it already
                self._db.execute("ROLLBACK")
            raise
        finally:
            self._inside = False

    def run(self, statement: str, values: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
        """The rows that a statement yields."""
        try:
            return self._db.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise self._trouble(error) from error

    def run_for_each(self, statement: str, values: Iterable[tuple[Any, ...]]) -> None:
        """Run a statement that yields nothing with each of several sets of values."""
        try:
            self._db.executemany(statement, values)
        except sqlite3.Error as error:
            raise self._trouble(error) from error

    def _trouble(self, error: sqlite3.Error) -> OnepagerError:
        if str(getattr(error, "sqlite_errorname", "")).startswith(_DAMAGED):
            self._db.close()
            self._delete()
            return OnepagerError(f"The index {self.path} was damaged. Do it again: the index is made anew.")
        return trouble_with("the index", self.path, error)


def _connect(path: Path | str) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None)


def _with_tables(path: Path | str) -> sqlite3.Connection:
    db = _connect(path)
    try:
        if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'stamp'").fetchone():
            db.execute("BEGIN IMMEDIATE")  # of two builds that begin at once one makes the tables, the other waits
            for statement in _SCHEMA.split(";"):
                db.execute(statement)
            db.execute("COMMIT")
    except BaseException:
        db.close()
        raise
    return db
