"""What was built last, document by document, so that only what has changed is built again. Kept beside the ledger."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from generator.batch.keys import Key
from generator.batch.output import Stamp
from generator.batch.result import Summary
from generator.batch.worker import Before
from generator.document.receipt import StoreVersion
from generator.records.ledger import Ledger

MANY = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as it was built last. `parts` names the entry of what it was made of; `own` is that of its row."""

    stem: str
    parts: str
    own: str
    made_of: Before
    files: Mapping[str, Stamp]
    summary: Summary


class Built:
    """The documents that the ledger knows as built."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def find(self, stems: Sequence[str]) -> dict[str, Entry]:
        """The entries of those stems that have one."""
        if len(stems) > MANY:
            wanted = set(stems)
            rows = (row for row in self.ledger.run("SELECT * FROM built") if row[0] in wanted)
        else:
            found = (self.ledger.run("SELECT * FROM built WHERE stem = ?", (stem,)) for stem in stems)
            rows = (row for some in found for row in some)
        return {row[0]: _entry(row) for row in rows}

    def parts(self, digest: str) -> Mapping[str, str]:
        """What documents with this digest of parts were made of."""
        rows = self.ledger.run("SELECT parts FROM made_of WHERE digest = ?", (digest,))
        return json.loads(zlib.decompress(rows[0][0])) if rows else {}

    def keep(self, entries: Iterable[tuple[Entry, Key]]) -> None:
        """Enter documents that have just been built."""
        with self.ledger.transaction():
            known: set[str] = set()
            for entry, key in entries:
                if entry.parts not in known:
                    known.add(entry.parts)
                    self._keep_parts(key)
                self.ledger.run("INSERT OR REPLACE INTO built VALUES (?, ?, ?, ?, ?, ?, ?)", _row(entry))

    def _keep_parts(self, key: Key) -> None:
        if not self.ledger.run("SELECT 1 FROM made_of WHERE digest = ?", (key.parts_digest,)):
            packed = zlib.compress(json.dumps(key.parts, separators=(",", ":")).encode())
            self.ledger.run("INSERT INTO made_of VALUES (?, ?)", (key.parts_digest, packed))

    def forget_unused(self) -> None:
        """Drop what no document is made of any more."""
        self.ledger.run("DELETE FROM made_of WHERE digest NOT IN (SELECT parts FROM built)")


def _row(entry: Entry) -> tuple[str, ...]:
    files = {f: (s.name, s.sha256, s.size, s.mtime_ns) for f, s in entry.files.items()}
    store, summary = entry.made_of.store, entry.summary
    said = (summary.number, summary.pages, round(summary.fill, 4), summary.decisions)
    columns: tuple[Any, ...] = ((store.digest, store.commit), files, said)
    packed = (json.dumps(c, ensure_ascii=False, separators=(",", ":")) for c in columns)
    return entry.stem, entry.parts, entry.own, entry.made_of.content, *packed


def _entry(row: tuple[str, ...]) -> Entry:
    stem, parts, own, content, store, files, summary = row
    number, pages, fill, decisions = json.loads(summary)
    stamps = {format_: Stamp(*stamp) for format_, stamp in json.loads(files).items()}
    return Entry(
        stem, parts, own, Before(content, _store(store)), stamps, Summary(number, pages, fill, tuple(decisions))
    )


@lru_cache(maxsize=64)
def _store(text: str) -> StoreVersion:
    digest, commit = json.loads(text)
    return StoreVersion(digest, commit)
