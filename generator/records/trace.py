"""What has become of a finished document: what changed in the store since it was made, what was decided for it, to whom
it was sent, and what of it was changed by hand in the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from generator.document.receipt import Acceptance, Receipt
from generator.receipts.as_it_says import KnownFigures, Typed
from generator.receipts.changes import Change, Verdict, changes_since, verdict
from generator.receipts.edits import Edit
from generator.records.approvals import approvals_of
from generator.records.events import Event
from generator.records.given_file import Found, GivenFile, by_number, meant_by, read_given_file
from generator.records.history import Approved, Release
from generator.records.ledger import Ledger, is_final
from generator.store.library import Library


@dataclass(frozen=True, slots=True)
class Trace:
    """All there is to say of one document. `unapproved`: it is final, nobody has approved it, and the office asks for
    that. `found` is what of it stands in the file that was asked about, None if it
    was its number; `receipt` has what it says there. `typed` has the figures that edits brought in; those of `changes`
    that are `by_hand` came with an edit, and not with a change of the store. `answered` is the release of this very
    file for whose edits somebody answers."""

    receipt: Receipt
    found: Found | None
    typed: Mapping[Edit, list[Typed]]
    changes: tuple[Change, ...]
    accepted: tuple[Acceptance, ...]
    releases: tuple[Release, ...]
    recalls: tuple[Event, ...]
    answered: Release | None = None
    approved: tuple[Approved, ...] = ()
    unapproved: bool = False
    by_hand: frozenset[Change] = frozenset()

    @property
    def edits(self) -> tuple[Edit, ...]:
        return self.found.edits if self.found else ()

    @property
    def verdict(self) -> Verdict:
        found = verdict(self.changes)
        if self.edits and not self.answered:
            return Verdict.STOP
        of_file = self.found and (self.found.how != "receipt" or self.edits or not self.found.is_comparable)
        return Verdict.CHECK if (of_file or self.unapproved) and found is Verdict.SAFE else found


@dataclass(frozen=True, slots=True)
class Traced:
    """What was asked about: documents, and of a file what in it is of none of them, with the figures there."""

    documents: tuple[Trace, ...]
    given: GivenFile | None = None
    foreign: Mapping[Edit, list[Typed]] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        """Of all that was asked about: what nobody here knows is never safe, and figures in it that no fact knows stop
        it."""
        verdicts = {trace.verdict for trace in self.documents}
        given = self.given
        if Verdict.STOP in verdicts or any(not figure.ref for typed in self.foreign.values() for figure in typed):
            return Verdict.STOP
        if given and given.strangers:
            return Verdict.STOP
        stray = given and (given.foreign or given.unknown)
        return Verdict.CHECK if stray or Verdict.CHECK in verdicts else Verdict.SAFE


def traces_of(what: str, ledger: Ledger, library: Library, today: date) -> Traced:
    """The documents in the file called `what`, or every one with this number. Raises `OnepagerError`."""
    tracing = Tracing(ledger, library, today)
    meant = meant_by(what, ledger)
    if isinstance(meant, str):
        return Traced(tuple(tracing.trace(receipt) for receipt in by_number(meant, ledger)))
    return tracing.traced(read_given_file(meant, ledger))


class Tracing:
    """Tells of documents what has become of them, by the store of one day."""

    def __init__(self, ledger: Ledger, library: Library, today: date) -> None:
        self.ledger, self.library, self.today = ledger, library, today
        self.known = KnownFigures(library)

    def traced(self, given: GivenFile) -> Traced:
        """What has become of the documents in a file, and what else stands in it."""
        documents = tuple(self.trace(found.receipt, found, given.sha256) for found in given.documents)
        return Traced(documents, given, self._typed(given.foreign))

    def trace(self, receipt: Receipt, found: Found | None = None, sha256: str = "") -> Trace:
        """What has become of one document."""
        history, number = self.ledger.history, receipt.number
        releases = tuple(release for release in history.releases() if release.number == number)
        approved = tuple(approvals_of(found.made if found else receipt, history))
        changes = changes_since(receipt, self.library, self.today)
        by_hand = self._by_hand(changes, found.made) if found and found.edits else frozenset()
        asked = self.library.settings.approval == "required" and is_final(receipt)
        return Trace(
            receipt,
            found,
            self._typed(found.edits if found else ()),
            tuple(changes),
            tuple(history.accepted(number)) or receipt.accepted,
            releases,
            tuple(history.recalls(number)),
            next((release for release in releases if release.sha256 == sha256 and release.edited_by), None),
            approved,
            asked and not approved,
            by_hand,
        )

    def _by_hand(self, changes: Iterable[Change], made: Receipt) -> frozenset[Change]:
        """Those of the changes that are none of what was made."""
        of_made = changes_since(made, self.library, self.today)
        of_store = {(change.kind, change.ref, change.value) for change in of_made}
        return frozenset(change for change in changes if (change.kind, change.ref, change.value) not in of_store)

    def _typed(self, edits: Iterable[Edit]) -> dict[Edit, list[Typed]]:
        return {edit: self.known.typed_in(edit) for edit in edits}
