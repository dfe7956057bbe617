"""The ledger: one SQLite file in the output folder that knows every file written there, and from what.

A file is known by its name and its content. Each content a name ever had keeps its row, so that a document printed last
month can still be found by its number. Before a file is written its row is entered as an *intention* (`written_at`
empty): a run that is killed between the two leaves a file that the next run still knows for its own.
"""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType

from generator.errors import OnepagerError

FILE = ".onepager.sqlite"
VERSION = 1
"""Of the schema, kept in `PRAGMA user_version`. A later version migrates an older one when it opens it."""
PATIENCE_S = 30.0

_SCHEMA = """
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
_ENTER = """
INSERT INTO file VALUES (:name, :sha256, :written_at, :topic, :audience, :office, :as_of, :format, :number)
ON CONFLICT (name, sha256)
"""
_CAUSES = {
    "SQLITE_FULL": "the disk is full",
    "SQLITE_READONLY": "it is read-only",
    "SQLITE_CANTOPEN": "the folder does not let it be opened",
    "SQLITE_BUSY": "another onepager holds it",
    "SQLITE_NOTADB": "it is damaged",
    "SQLITE_CORRUPT": "it is damaged",
    "SQLITE_IOERR": "the disk or network drive reports an error",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file is made for and from: the request, the format, and the number in the document's footer."""

    topic: str
    audience: str
    office: str
    as_of: date
    format: str
    number: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the output folder. `name` is relative to it; `written_at` is None for a mere intention."""

    name: str
    sha256: str
    written_at: datetime | None
    origin: Origin


class Ledger:
    """An open ledger. Each call is a transaction of its own. Raises `OnepagerError` when the file cannot be used."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Open `path`, or make it. Read-only, it is left as it is, and one that is not there counts as empty."""
        self.path = path
        try:
            self._db = self._connected(path, read_only)
        except sqlite3.Error as error:
            raise self._trouble(error) from error

    def _connected(self, path: Path, read_only: bool) -> sqlite3.Connection:
        if read_only and not path.exists():
            db = sqlite3.connect(":memory:", isolation_level=None)
        else:
            mode = "ro" if read_only else "rwc"
            uri = f"{path.absolute().as_uri()}?mode={mode}"
            db = sqlite3.connect(uri, uri=True, timeout=PATIENCE_S, isolation_level=None)
        try:
            self._prepare(db)
        except BaseException:
            db.close()
            raise
        return db

    def _prepare(self, db: sqlite3.Connection) -> None:
        if _version(db) == 0:
            db.execute("BEGIN IMMEDIATE")  # of two builds that begin at once one makes the tables, the other waits
            if _version(db) == 0:
                for statement in _SCHEMA.split(";"):
                    db.execute(statement)
                db.execute(f"PRAGMA user_version = {VERSION}")
            db.execute("COMMIT")
        if _version(db) > VERSION:
            raise OnepagerError(
                f"The ledger {self.path} was made by a newer onepager. Update onepager, then try again."
            )

    def close(self) -> None:
        self._db.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def intend(self, name: str, sha256: str, origin: Origin) -> None:
        """Enter that a file is about to be written. What is known of one with this content stays."""
        self._run(f"{_ENTER} DO NOTHING", _row(name, sha256, None, origin))

    def record(self, name: str, sha256: str, origin: Origin) -> None:
        """Enter that a file was written just now."""
        update = "written_at, topic, audience, office, as_of, format, number"
        assignments = ", ".join(f"{column} = excluded.{column}" for column in update.split(", "))
        self._run(f"{_ENTER} DO UPDATE SET {assignments}", _row(name, sha256, datetime.now(UTC), origin))

    def entry(self, name: str, sha256: str) -> Entry | None:
        """What is known of a file with this content: None when it is not ours, or somebody edited it."""
        rows = self._run("SELECT * FROM file WHERE name = ? AND sha256 = ?", (name, sha256))
        return _entry(rows[0]) if rows else None

    def history(self, name: str) -> list[Entry]:
        """Every content that a file of this name had, oldest first; intentions last."""
        rows = self._run("SELECT * FROM file WHERE name = ? ORDER BY written_at IS NULL, written_at", (name,))
        return [_entry(row) for row in rows]

    def _run(self, statement: str, values: dict[str, str | None] | tuple[str, ...]) -> list[tuple[str, ...]]:
        try:
            return self._db.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise self._trouble(error) from error

    def _trouble(self, error: sqlite3.Error) -> OnepagerError:
        name = str(getattr(error, "sqlite_errorname", ""))
        cause = next((words for code, words in _CAUSES.items() if name.startswith(code)), str(error))
        mend = "Try again when that is mended."
        if cause == "it is damaged":
            mend = "Rename it and build again: your documents stay, and a new ledger is begun."
        return OnepagerError(f"Could not use the ledger {self.path}: {cause}. {mend}")


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _row(name: str, sha256: str, written_at: datetime | None, origin: Origin) -> dict[str, str | None]:
    when = written_at.isoformat(timespec="microseconds") if written_at else None
    return {**asdict(origin), "as_of": origin.as_of.isoformat(), "name": name, "sha256": sha256, "written_at": when}


def _entry(row: tuple[str, ...]) -> Entry:
    name, sha256, written_at, topic, audience, office, as_of, format_, number = row
    origin = Origin(topic, audience, office, date.fromisoformat(as_of), format_, number)
    return Entry(name, sha256, datetime.fromisoformat(written_at) if written_at else None, origin)
