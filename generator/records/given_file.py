"""A finished file that somebody asks about, with the receipt in it or that of the number at its foot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.document.receipt import Receipt, decode
from generator.errors import OnepagerError, UsageError, did_you_mean
from generator.records.ledger import Ledger
from generator.records.look_through import look_through
from generator.store.schema import Clearance

NUMBER = re.compile(r"[A-Z]{4}-\d{4}")
_WITH_RECEIPTS = (b"PK", b"%PDF")
_BESIDE = re.compile(r"customXml|metadata|docProps")
"""Where a file says something of itself."""
_IN_TEXT = re.compile(r"No\.\s*([A-Z]{4}-\d{4})")


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A finished file: what it says, and the receipt that it carries or that is known for its number."""

    name: str
    sha256: str
    text: str
    receipt: Receipt
    own: bool
    """Whether the receipt is the file's own."""

    @property
    def lost(self) -> list[str]:
        """The sentences of the receipt that are not in the file any more."""
        there = _letters(self.text)
        return [
            s.text for s in self.receipt.statements if not s.text.startswith("Chart.") and not _stands(s.text, there)
        ]


def read_given_file(path: Path, ledger: Ledger) -> GivenFile:
    """The file at `path`. Raises `OnepagerError` when it cannot be read, or nobody knows what it was made from."""
    from generator import inspection

    data = _bytes(path)
    texts = inspection.open_file(path.name, data).texts
    text = "\n".join(s.text for s in texts if s.prose and not _BESIDE.search(s.pieces[0].place))
    carried = inspection.receipt_in(path.name, data) if data.startswith(_WITH_RECEIPTS) else ""
    receipt = decode(carried) if carried else _by_number(text, ledger, path)
    if receipt.clearance not in list(Clearance):
        raise OnepagerError(f"The receipt in {path.name} is damaged.")
    return GivenFile(path.name, sha256(data).hexdigest(), text, receipt, bool(carried))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}") from None
    except IsADirectoryError:
        raise UsageError(f"{path} is a folder; name a file in it") from None
    except OSError as error:
        raise OnepagerError(f"Could not read {path}: {error.strerror or error}.") from error


def _by_number(text: str, ledger: Ledger, path: Path) -> Receipt:
    for number in dict.fromkeys(_IN_TEXT.findall(text)):
        if known := documents(number, ledger):
            return known[0]
    raise OnepagerError(
        f"{path.name} carries no receipt, and no number of a document that is known here. It was not made by onepager, "
        "or another program has stripped it. Give the file that onepager made."
    )


def by_number(number: str, ledger: Ledger) -> list[Receipt]:
    """The receipts of the documents with a number. Raises `UsageError` when none is known."""
    if known := documents(number.upper(), ledger):
        return known
    if number.upper() in ledger.history.numbers("final"):
        raise UsageError(
            f"No. {number.upper()} was made final, and its files are not in {ledger.folder} any more. Name the file"
        )
    hint = did_you_mean(number, ledger.numbers()) or "the number stands at the foot of every page, after No."
    raise UsageError(f'no document "{number.upper()}" is known here; {hint}')


def documents(number: str, ledger: Ledger) -> list[Receipt]:
    """The receipts of the documents with a number: as they were built, are in the output folder, or were sent out."""
    if not ledger.documents(number):
        look_through(ledger)
    built = [document.receipt for document in ledger.documents(number)]
    return built or [release.receipt for release in ledger.history.releases() if release.number == number][-1:]


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _stands(sentence: str, there: str) -> bool:
    """Whether a sentence, or every cell of a row, is in a text; spaces and punctuation do not count."""
    return all(_letters(part) in there for part in sentence.split(" · "))
