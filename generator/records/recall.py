"""Which released documents have been overtaken by the store, and who still has to be told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.document.receipt import Receipt
from generator.receipts.changes import Change, changes_since, otherwise, stale
from generator.receipts.correction import Sent, told
from generator.records.history import Release
from generator.store.library import Library


@dataclass(frozen=True, slots=True)
class Overtaken:
    """A released document that states what no longer holds (`changes`), or for which there is a newer figure, or
    another ask or bottom line that is not the opposite of its own (`newer`).

    `pending` went to those who have not been told of all changes, `informed` to those who have. `may_hear` are those of
    them who have not been told of another ask or bottom line: nobody has to. `through` is the number of the document
    whose correction tells them, if this is an earlier correction of it.
    """

    receipt: Receipt
    changes: tuple[Change, ...]
    newer: tuple[Change, ...]
    pending: tuple[Release, ...]
    informed: tuple[Release, ...]
    may_hear: tuple[Release, ...] = ()
    through: str = ""

    @property
    def sent(self) -> Sent:
        releases = (*self.pending, *self.informed)
        on = sorted({release.on for release in releases})
        return Sent(self.receipt, on, edited=_is_edited(releases))

    @property
    def wants_a_note(self) -> bool:
        """Whether somebody is to be told, or may be, and no other note does it."""
        return bool(self.pending or self.may_hear) and not self.through


def overtaken(
    library: Library, releases: Sequence[Release], today: date, numbers: Collection[str] | None = None
) -> list[Overtaken]:
    """Every released document whose figures have changed since, in the order in which they were first sent; correction
    notes, too. One that only could state a newer figure, ask or bottom line is among them: nobody has to be told of
    that. `numbers` are those of the documents that are asked about; None: of all."""
    documents: dict[tuple[object, ...], list[Release]] = {}
    for release in releases:
        receipt = release.receipt
        said = (receipt.facts, receipt.statements, receipt.texts) if release.edits else receipt.facts
        key = (receipt.number, receipt.topic, receipt.audience, receipt.office, said)
        documents.setdefault(key, []).append(release)
    notes = _Notes(releases)
    found = []
    for sent in documents.values():
        if numbers is not None and sent[0].number not in numbers:
            continue
        since = changes_since(sent[0].receipt, library, today)
        newer = [change for change in since if change.kind == "newer"] + otherwise(since)
        if newer or stale(since):
            found.append(_sorted_out(sent, stale(since), newer, notes))
    return [_through(document, found, notes) for document in found]


def _is_edited(releases: Iterable[Release]) -> bool:
    return any(release.edits for release in releases)


class _Notes:
    """The correction notes that were sent. A note of a note is of the same document in the end."""

    def __init__(self, releases: Iterable[Release]) -> None:
        self.sent = [release for release in releases if release.receipt.corrects]
        self._corrects = {release.number: release.receipt.corrects for release in self.sent}
        self._edited = [release for release in releases if release.edits]

    def document(self, number: str) -> str:
        """The number of the document that a note is of; that of a document is its own."""
        seen = {number}
        while (number := self._corrects.get(number, number)) not in seen:
            seen.add(number)
        return number

    def told(self, sent: Release, due: Sequence[Change]) -> set[str]:
        """Who has got another note of the same document, of the text that they have, that tells of all that is
        `due`."""
        document = self.document(sent.number)
        texts = [{told(change, variant) for change in due} for variant in self._variants(sent)]
        return {
            note.to.casefold()
            for note in self.sent
            if note.number != sent.number
            and self.document(note.number) == document
            and any(wanted.issubset(note.receipt.mends) for wanted in texts)
        }

    def _variants(self, sent: Release) -> list[str]:
        """The text that a recipient has; of a note it may be that of any text of its document."""
        if sent.edits or not sent.receipt.corrects:
            return [_variant(sent)]
        document = self.document(sent.number)
        return ["", *(_variant(release) for release in self._edited if self.document(release.number) == document)]


def _variant(release: Release) -> str:
    return Sent(release.receipt, (), edited=bool(release.edits)).variant


def _sorted_out(
    sent: Sequence[Release], changes: Sequence[Change], newer: Sequence[Change], notes: _Notes
) -> Overtaken:
    told_of_all = notes.told(sent[0], changes)
    informed = tuple(r for r in sent if not changes or r.to.casefold() in told_of_all)
    pending = tuple(r for r in sent if r not in informed)
    told_otherwise = notes.told(sent[0], otherwise(newer))
    may_hear = tuple(r for r in informed if otherwise(newer) and r.to.casefold() not in told_otherwise)
    return Overtaken(sent[0].receipt, tuple(changes), tuple(newer), pending, informed, may_hear)


def _through(document: Overtaken, found: Sequence[Overtaken], notes: _Notes) -> Overtaken:
    """A note that has become wrong, if the correction of its document, which is due anyway, goes to all who have it."""
    if not document.receipt.corrects:
        return document
    number = notes.document(document.receipt.number)
    due = {release.to.casefold() for other in found if other.receipt.number == number for release in other.pending}
    to = {release.to.casefold() for release in document.pending}
    return replace(document, through=number) if to and to <= due else document
