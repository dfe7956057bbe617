"""What was built last, document by document, and everything that was read for it, so that only what has changed is
built again."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from generator.compose.recorder import digest_of_trace
from generator.dependencies import parted
from generator.records.ledger import Ledger
from generator.records.stamps import Stamp, Summary

MANY = 200
_DAY = re.compile(r" (\d{4}-\d{2}-\d{2})(?= |$)")
"""The day in the name of a document (see `batch.task.named`)."""


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
        self._editions: dict[str, dict[date, str]] | None = None

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

    def earlier(self, document: str, day: date) -> tuple[Entry, date] | None:
        """The newest entry of the same document of an earlier day, with that day; None if there is none."""
        if self._editions is None:
            self._editions = {}
            for stem, name in self.ledger.run("SELECT stem, document FROM built"):
                if found := _DAY.search(name):
                    days = self._editions.setdefault(_DAY.sub(" ", name, count=1), {})
                    days[date.fromisoformat(found[1])] = stem
        days = self._editions.get(_DAY.sub(" ", document, count=1), {})
        newest = max((d for d in days if d < day), default=None)
        return (self.find([days[newest]])[days[newest]], newest) if newest else None

    def others(self, entry: Entry) -> list[Entry]:
        """Entries of the same document under other names."""
        rows = self.ledger.run("SELECT * FROM built WHERE document = ? AND stem <> ?", (entry.document, entry.stem))
        return [_entry(row) for row in rows]

    def numbered(self, number: str) -> Entry | None:
        """The document with this number as it was built last; None if it was built anew since, or elsewhere."""
        like = f'["{number}",%'
        rows = self.ledger.run("SELECT * FROM built WHERE summary LIKE ?", (like,))
        return _entry(rows[0]) if rows else None

    def all_reads(self, entry: Entry) -> dict[str, str]:
        """Everything that a document read, name to digest."""
        return {**self.reads(entry.shared), **entry.own}

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
    own, files_, summary = (
        json.dumps(column, ensure_ascii=False, separators=(",", ":"))
        for column in (entry.own, files, entry.summary.packed())
    )
    return entry.stem, entry.document, entry.terms, entry.shared, own, files_, summary


def _entry(row: tuple[str, ...]) -> Entry:
    stem, document, terms, shared, own, files, summary = row
    stamps = {format_: Stamp(*stamp) for format_, stamp in json.loads(files).items()}
    told = Summary.of(json.loads(summary))
    return Entry(stem, document, terms, stamps, told, shared, json.loads(own))
