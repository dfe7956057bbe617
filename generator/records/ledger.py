"""The ledger of an output folder: every file written there and from what, and every document made there. An index; what
happened to documents afterwards is in the workspace's records (`history`), whatever the folder.

A file is known by its name and its content. Before a file is written its row is entered as an *intention* (not
`written` yet): a run that is killed between the two leaves a file that the next run still knows for its own.

A document is known by its number and its request, with its receipt, so that it can still be found by the number on a
printed page.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256 as digest
from pathlib import Path

from generator.document.receipt import Acceptance, Receipt, decode, encode
from generator.document.standing import DRAFT
from generator.records.history import History
from generator.records.index import Index, index_file


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
class DocumentEntry:
    """A document as it is entered: its receipt packed, with what is looked for in it. `accepted` are the gates that
    were overruled for it, which a receipt for the public does not tell."""

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
        """The entry for a receipt; `text` is what the receipt encodes to, where that is known."""
        plain = (text or encode(receipt)).encode()
        facts = tuple(sorted({f.name for f in receipt.facts}))
        about = (receipt.number, receipt.topic, receipt.audience, receipt.office, receipt.as_of)
        identity = (digest(plain).hexdigest(), zlib.compress(plain))
        return DocumentEntry(*about, facts, *identity, tuple(accepted))

    def receipt(self) -> Receipt:
        """The receipt that is entered."""
        return _unpacked(self.packed)


def is_final(receipt: Receipt) -> bool:
    """Whether a receipt is that of a final document: no draft, and no source sheet or correction note, which are made
    of other documents and read nothing of the store."""
    return bool(receipt.read) and DRAFT not in receipt.markings


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


class Ledger(Index):
    """The open ledger of an output `folder` of the workspace at `root`."""

    def __init__(self, root: Path, folder: Path) -> None:
        super().__init__(index_file(root, folder))
        self.folder = folder
        self.history = History(root, self)

    def intend(self, name: str, sha256: str) -> None:
        """Enter that a file is about to be written. What is known of one with this content stays."""
        self.run("INSERT OR IGNORE INTO file VALUES (?, ?, 0)", (name, sha256))

    def record(self, name: str, sha256: str) -> None:
        """Enter that a file was written."""
        self.run("INSERT OR REPLACE INTO file VALUES (?, ?, 1)", (name, sha256))

    def is_ours(self, name: str, sha256: str) -> bool:
        """Whether a file with this content is ours: was written, or was about to be."""
        return bool(self.run("SELECT 1 FROM file WHERE name = ? AND sha256 = ?", (name, sha256)))

    def is_written(self, name: str, sha256: str) -> bool:
        """Whether it is entered that a file with this content was written."""
        return bool(self.run("SELECT 1 FROM file WHERE name = ? AND sha256 = ? AND written", (name, sha256)))

    def was_ours(self, name: str) -> bool:
        """Whether a file of this name ever was."""
        return bool(self.run("SELECT 1 FROM file WHERE name = ?", (name,)))

    # --- documents ------------------------------------------------------------------------------------------------

    def enter(self, document: DocumentEntry) -> None:
        """Enter that a document was made."""
        identity = (document.number, document.topic, document.audience, document.office)
        known = "SELECT 1 FROM document WHERE (number, topic, audience, office) = (?, ?, ?, ?) AND sha256 = ?"
        now = _moment(datetime.now(UTC))
        if self.run(known, (*identity, document.sha256)):
            self.run(_THE_LAST_AGAIN, (now, *identity))
            return
        with self.transaction():
            self._keep(document, now)

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

    def made_before(self, topic: str, audience: str, moment: datetime) -> list[Recorded]:
        """The documents of a topic for an audience that were made until a moment, the last one first."""
        rows = self.run(
            "SELECT receipt, made_at FROM document WHERE topic = ? AND audience = ? AND made_at <= ? "
            "ORDER BY made_at DESC",
            (topic, audience, _moment(moment.astimezone(UTC))),
        )
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


_THE_LAST_AGAIN = """UPDATE document SET made_at = ? WHERE (number, topic, audience, office) = (?, ?, ?, ?)
AND EXISTS (SELECT 1 FROM document AS other WHERE other.made_at > document.made_at AND other.topic = document.topic
AND other.audience = document.audience AND other.office = document.office)"""
"""A document that is as it once was, after it was otherwise."""


def _moment(when: datetime) -> str:
    return when.isoformat(timespec="microseconds")


def _unpacked(blob: bytes) -> Receipt:
    return decode(zlib.decompress(blob).decode())
