"""What has become of a finished document: what changed in the store since it was made, what was decided for it, to whom
it was sent, and what of it is not in the file any more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.document.receipt import Acceptance, Receipt
from generator.receipts.changes import Change, Verdict, changes_since, verdict
from generator.records.events import Event
from generator.records.given_file import NUMBER, GivenFile, by_number, read_given_file
from generator.records.history import Release
from generator.records.ledger import Ledger
from generator.store.library import Library


@dataclass(frozen=True, slots=True)
class Trace:
    """All there is to say of one document. `given` is the file that was asked about; None if it was its number."""

    receipt: Receipt
    given: GivenFile | None
    changes: tuple[Change, ...]
    accepted: tuple[Acceptance, ...]
    releases: tuple[Release, ...]
    recalls: tuple[Event, ...]

    @property
    def verdict(self) -> Verdict:
        return verdict(self.changes)

    @property
    def lost(self) -> list[str]:
        """Sentences that are not in the file any more."""
        return self.given.lost if self.given else []


def traces_of(what: str, ledger: Ledger, library: Library, today: date) -> list[Trace]:
    """The document in the file called `what`, or every one with this number. Raises `OnepagerError`."""
    if NUMBER.fullmatch(what.upper()) and not Path(what).exists():
        return [_trace(receipt, None, ledger, library, today) for receipt in by_number(what, ledger)]
    given = read_given_file(Path(what), ledger)
    return [_trace(given.receipt, given, ledger, library, today)]


def _trace(receipt: Receipt, given: GivenFile | None, ledger: Ledger, library: Library, today: date) -> Trace:
    history, number = ledger.history, receipt.number
    return Trace(
        receipt,
        given,
        tuple(changes_since(receipt, library, today)),
        tuple(history.accepted(number)) or receipt.accepted,
        tuple(release for release in history.releases() if release.number == number),
        tuple(history.recalls(number)),
    )
