"""What was built last, document by document, and everything that was read for it, so that only what has changed is
built again."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.compose.recorder import digest_of_trace
from generator.dependencies import parted
from generator.records.ledger import Ledger
from generator.records.stamps import Stamp, Summary

MANY = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as it was built last. `document` says which it is, whatever its files are called, and `terms` how it
    was asked for; `shared` names the record of what it read with documents for other rows, and `own` is the rest."""

    stem: str
    document: str
    terms: str
    files: Mapping[str, Stamp]
    summary: Summary
    shared: str = ""
    own: Mapping[str, str] = field(default_factory=dict)

    def having_read(self, reads: Mapping[str, str]) -> Entry:
        """The entry with everything that was read for the document."""
        shared, own = parted(reads)
        return replace(self, shared=digest_of_trace(shared), own=own)


class Built:
    """The documents that the ledger knows as built."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._reads: dict[str, Mapping[str, str]] = {}

    def find(self, stems: Sequence[str]) -> dict[str, Entry]:
        """The entries of those stems that have one."""
        if len(stems) > MANY:
            wanted = set(stems)
            rows = (row for row in self.ledger.run("SELECT * FROM built") if row[0] in wanted)
        else:
            found = (self.ledger.run("SELECT * FROM built WHERE stem = ?", (stem,)) for stem in stems)
            rows = (row for some in found for row in some)
        return {row[0]: _entry(row) for row in rows}

    def documents(self) -> Iterator[tuple[str, list[Stamp]]]:
        """Every document that was built, as `batch.task` names it, with its files."""
        for document, files in self.ledger.run("SELECT document, files FROM built ORDER BY stem"):
            yield document, [Stamp(*stamp) for stamp in json.loads(files).values()]

    def others(self, entry: Entry) -> list[Entry]:
        """Entries of the same document under other names."""
        rows = self.ledger.run("SELECT * FROM built WHERE document = ? AND stem <> ?", (entry.document, entry.stem))
        return [_entry(row) for row in rows]

    def reads(self, shared: str) -> Mapping[str, str]:
        """What documents of this record read, name to digest; nothing if it is not known."""
        if shared not in self._reads:
            rows = self.ledger.run("SELECT reads FROM record WHERE digest = ?", (shared,))
            self._reads[shared] = json.loads(zlib.decompress(rows[0][0])) if rows else {}
        return self._reads[shared]

    def keep(self, entries: Iterable[tuple[Entry, Mapping[str, str]]]) -> None:
        """Enter documents that have just been built, each with everything that was read for it."""
        with self.ledger.transaction():
            for entry, reads in entries:
                if entry.shared not in self._reads:
                    self._keep_reads(entry.shared, parted(reads)[0])
                self.ledger.run("INSERT OR REPLACE INTO built VALUES (?, ?, ?, ?, ?, ?, ?)", _row(entry))

    def _keep_reads(self, shared: str, reads: Mapping[str, str]) -> None:
        packed = zlib.compress(json.dumps(reads, separators=(",", ":")).encode())
        self.ledger.run("INSERT OR IGNORE INTO record VALUES (?, ?)", (shared, packed))
        self._reads[shared] = reads

    def forget(self, stem: str) -> None:
        """Drop a document whose files are gone."""
        self.ledger.run("DELETE FROM built WHERE stem = ?", (stem,))

    def forget_unused(self) -> None:
        """Drop the records that no document is of any more."""
        self.ledger.run("DELETE FROM record WHERE digest NOT IN (SELECT shared FROM built)")


def _row(entry: Entry) -> tuple[str, ...]:
    files = {f: (s.name, s.sha256, s.size, s.mtime_ns) for f, s in entry.files.items()}
    said = (entry.summary.number, entry.summary.pages, round(entry.summary.fill, 4), entry.summary.decisions)
    own, files_, summary = (
        json.dumps(column, ensure_ascii=False, separators=(",", ":")) for column in (entry.own, files, said)
    )
    return entry.stem, entry.document, entry.terms, entry.shared, own, files_, summary


def _entry(row: tuple[str, ...]) -> Entry:
    stem, document, terms, shared, own, files, summary = row
    number, pages, fill, decisions = json.loads(summary)
    stamps = {format_: Stamp(*stamp) for format_, stamp in json.loads(files).items()}
    told = Summary(number, pages, fill, tuple(decisions))
    return Entry(stem, document, terms, stamps, told, shared, json.loads(own))
