"""The ledger: an index of every file that was written into an output folder, and of what documents were made from.

A file is known by its name and its content. Each content a name ever had keeps its row, so that a document printed last
month can still be found by its number. Before a file is written its row is entered as an *intention* (`written_at`
empty): a run that is killed between the two leaves a file that the next run still knows for its own.

A document is known by its number and its request, with its receipt and the state of the store. What happened to it
afterwards (released, recalled) is in the records, not here.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256 as digest

from generator.document.receipt import Acceptance, Receipt, decode, encode
from generator.records.database import Database

_ENTER = """
INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (name, sha256)
"""


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


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A document as it is entered: its receipt packed, with what is looked for in it."""

    number: str
    topic: str
    audience: str
    office: str
    as_of: date
    facts: tuple[str, ...]
    sha256: str
    packed: bytes
    accepted: tuple[Acceptance, ...] = ()

    @staticmethod
    def of(receipt: Receipt, accepted: Sequence[Acceptance] = (), text: str = "") -> DocumentEntry:
        """The entry for a receipt. `accepted` are the gates overruled for it, which a receipt for the public does not
        tell and the records do; `text` is what the receipt encodes to, where that is known."""
        plain = (text or encode(receipt)).encode()
        facts = tuple(sorted({f.name for f in receipt.facts}))
        about = (receipt.number, receipt.topic, receipt.audience, receipt.office, receipt.as_of)
        return DocumentEntry(*about, facts, digest(plain).hexdigest(), zlib.compress(plain), tuple(accepted))


@dataclass(frozen=True, slots=True)
class Recorded:
    """A document that was made: its receipt, and when it was last made."""

    receipt: Receipt
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Mention:
    """A document that states a figure: the newest one for its topic, audience and office."""

    number: str
    topic: str
    audience: str
    office: str
    as_of: date


class Ledger(Database):
    """An open ledger."""

    def intend(self, name: str, sha256: str, origin: Origin) -> None:
        """Enter that a file is about to be written. What is known of one with this content stays."""
        self.run(f"{_ENTER} DO NOTHING", _row(name, sha256, None, origin))

    def record(self, name: str, sha256: str, origin: Origin) -> None:
        """Enter that a file was written just now."""
        update = "written_at, topic, audience, office, as_of, format, number"
        assignments = ", ".join(f"{column} = excluded.{column}" for column in update.split(", "))
        self.run(f"{_ENTER} DO UPDATE SET {assignments}", _row(name, sha256, datetime.now(UTC), origin))

    def entry(self, name: str, sha256: str) -> Entry | None:
        """What is known of a file with this content: None when it is not ours, or somebody edited it."""
        rows = self.run("SELECT * FROM file WHERE name = ? AND sha256 = ?", (name, sha256))
        return _entry(rows[0]) if rows else None

    def history(self, name: str) -> list[Entry]:
        """Every content that a file of this name had, oldest first; intentions last."""
        rows = self.run("SELECT * FROM file WHERE name = ? ORDER BY written_at IS NULL, written_at", (name,))
        return [_entry(row) for row in rows]

    # --- documents ------------------------------------------------------------------------------------------------

    def enter(self, document: DocumentEntry) -> None:
        """Enter that a document was made."""
        identity = (document.number, document.topic, document.audience, document.office)
        known = "SELECT 1 FROM document WHERE (number, topic, audience, office) = (?, ?, ?, ?) AND sha256 = ?"
        if not self.run(known, (*identity, document.sha256)):
            with self.transaction():
                self._keep(document, _moment(datetime.now(UTC)))

    def _keep(self, document: DocumentEntry, now: str) -> None:
        values = (document.number, document.topic, document.audience, document.office, document.as_of.isoformat(), now)
        [(row,)] = self.run(
            "INSERT INTO document (number, topic, audience, office, as_of, made_at, sha256, receipt) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (number, topic, audience, office) DO UPDATE SET "
            "made_at = excluded.made_at, sha256 = excluded.sha256, receipt = excluded.receipt RETURNING id",
            (*values, document.sha256, document.packed),
        )
        self.run("DELETE FROM stated WHERE document = ?", (row,))
        self.run_for_each("INSERT INTO stated VALUES (?, ?)", [(fact, row) for fact in document.facts])

    def documents(self, number: str) -> list[Recorded]:
        """The documents with a number, the one made last first. There is hardly ever more than one."""
        rows = self.run("SELECT receipt, made_at FROM document WHERE number = ? ORDER BY made_at DESC", (number,))
        return [Recorded(_unpacked(receipt), datetime.fromisoformat(made_at)) for receipt, made_at in rows]

    def numbers(self) -> list[str]:
        """The numbers of all documents."""
        return [number for (number,) in self.run("SELECT DISTINCT number FROM document")]

    def mentions(self) -> dict[str, list[Mention]]:
        """For each figure the documents that were made with it, the newest for each topic, audience and office."""
        rows = self.run(
            "SELECT fact, number, topic, audience, office, as_of, max(made_at) FROM stated "
            "JOIN document ON document.id = stated.document GROUP BY fact, topic, audience, office",
        )
        found: dict[str, list[Mention]] = {}
        for fact, number, topic, audience, office, as_of, _ in rows:
            found.setdefault(fact, []).append(Mention(number, topic, audience, office, date.fromisoformat(as_of)))
        return found


def _row(name: str, sha256: str, written_at: datetime | None, origin: Origin) -> tuple[str | None, ...]:
    when = _moment(written_at) if written_at else None
    day = origin.as_of.isoformat()
    return name, sha256, when, origin.topic, origin.audience, origin.office, day, origin.format, origin.number


def _moment(when: datetime) -> str:
    return when.isoformat(timespec="microseconds")


def _unpacked(blob: bytes) -> Receipt:
    return decode(zlib.decompress(blob).decode())


def _entry(row: tuple[str, ...]) -> Entry:
    name, sha256, written_at, topic, audience, office, as_of, format_, number = row
    origin = Origin(topic, audience, office, date.fromisoformat(as_of), format_, number)
    return Entry(name, sha256, datetime.fromisoformat(written_at) if written_at else None, origin)
