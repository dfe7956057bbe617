"""Which released documents have been overtaken by the store, and who still has to be told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from generator.document.receipt import Receipt
from generator.receipts.changes import Change, changes_since, stale
from generator.receipts.correction import told
from generator.records.history import Release
from generator.store.library import Library


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A released document that states what no longer holds (`changes`), or that could state a newer figure (`newer`).

    `pending` went to those who have not been told of all changes, `informed` to those who have.
    """

    receipt: Receipt
    changes: tuple[Change, ...]
    newer: tuple[Change, ...]
    pending: tuple[Release, ...]
    informed: tuple[Release, ...]

    @property
    def sent_on(self) -> list[date]:
        return sorted({release.on for release in (*self.pending, *self.informed)})


def overtaken(library: Library, releases: Sequence[Release], today: date) -> list[Overtaken]:
    """Every released document whose figures have changed since, in the order in which they were first sent. One that
    only could state a newer figure is among them, and nobody has to be told of that."""
    documents: dict[tuple[object, ...], list[Release]] = {}
    notes: list[Release] = []
    for release in releases:
        receipt = release.receipt
        if receipt.corrects:
            notes.append(release)
        else:
            key = (receipt.number, receipt.topic, receipt.audience, receipt.office, receipt.facts)
            documents.setdefault(key, []).append(release)
    found = []
    for sent in documents.values():
        since = changes_since(sent[0].receipt, library, today)
        newer = [change for change in since if change.kind == "newer"]
        if newer or stale(since):
            found.append(_sorted_out(sent, stale(since), newer, notes))
    return found


def _sorted_out(
    sent: Sequence[Release], changes: Sequence[Change], newer: Sequence[Change], notes: Iterable[Release]
) -> Overtaken:
    receipt = sent[0].receipt
    due = {told(change) for change in changes}
    told_of_all = {
        note.to.casefold()
        for note in notes
        if note.receipt.corrects == receipt.number and due.issubset(note.receipt.mends)
    }
    informed = tuple(r for r in sent if not due or r.to.casefold() in told_of_all)
    pending = tuple(r for r in sent if r not in informed)
    return Overtaken(receipt, tuple(changes), tuple(newer), pending, informed)
