"""A finished file that somebody asks about: which documents stand in it, and what each of them says now.

A document is known by its receipt in the file, else by the number at its foot, else by its text. Of a file that was put
together of several every page is read; a page of none of them is not ours, and told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Literal

from generator.document.receipt import FIELD, Receipt, decode
from generator.errors import OnepagerError, UsageError, did_you_mean
from generator.inspection.receipt import receipts_in
from generator.inspection.said import Passage, passages_of
from generator.receipts.alignment import bare, pattern_of
from generator.receipts.as_it_says import as_it_says
from generator.receipts.edits import Edit, address_of, edits_of, near, pieces_of
from generator.records.history import Release
from generator.records.ledger import Ledger
from generator.records.look_through import look_through
from generator.records.numbers import number_of, numbers_in
from generator.store.schema import Clearance

How = Literal["receipt", "number", "text"]
_WITH_RECEIPTS = (b"PK", b"%PDF")
DOCUMENTS = (".docx", ".pdf", ".txt")
"""How the names of finished files end."""
NEAR_ENOUGH = 0.3
"""How much of a document, 0 to 1, a file without receipt and number has to say to be taken for it."""
OF_A_PAGE = 0.5
"""How much of a page, 0 to 1, has to be of a document for the page to be."""
A_FEW_LETTERS = 200
"""So much text that is of no document found so far is looked for in the records."""


@dataclass(frozen=True, slots=True)
class Found:
    """A document in a file. `made` is its receipt, and `receipt` the same with what the file says now; `how` it is
    known, how `near` its text is (0 to 1), and where it stands in a file that has others, too."""

    made: Receipt
    receipt: Receipt
    how: How
    near: float
    place: str
    edits: tuple[Edit, ...]

    @property
    def is_comparable(self) -> bool:
        """Whether the receipt has the whole text: an older onepager left it out."""
        return bool(self.made.says.lines)


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A finished file: the documents in it, and what in it is of none of them. `strangers` are receipts that it carries
    of documents that do not stand in it, `unknown` numbers in it that nobody knows here."""

    name: str
    sha256: str
    documents: tuple[Found, ...]
    foreign: tuple[Edit, ...]
    strangers: tuple[Receipt, ...]
    unknown: tuple[str, ...]


def read_given_file(path: Path, ledger: Ledger) -> GivenFile:
    """The file at `path`. Raises `OnepagerError` when it cannot be read, or nobody knows what it was made from."""
    data = _bytes(path)
    given = given_file(path.name, data, ledger)
    if given is None:
        raise OnepagerError(
            f"{path.name} carries no receipt, and no number of a document that is known here; nothing in the records "
            "reads like it. It was not made by onepager, or another program has stripped it. Give the file that "
            "onepager made."
        )
    return given


def given_file(name: str, data: bytes, ledger: Ledger) -> GivenFile | None:
    """A file by its bytes; None when no document stands in it. Raises `OnepagerError` when it cannot be read."""
    carried = [decode(text) for text in receipts_in(name, data)] if data.startswith(_WITH_RECEIPTS) else []
    if any(receipt.clearance not in list(Clearance) for receipt in carried):
        raise OnepagerError(f"The receipt in {name} is damaged.")
    carried = [_as_known(receipt, ledger) for receipt in carried]
    reading = _Reading(passages_of(name, data), data.startswith(b"%PDF"), carried, ledger)
    found = reading.found()
    if not found:
        return None
    there = {document.made.number for document in found}
    strangers = tuple(receipt for receipt in carried if receipt.number not in there)
    return GivenFile(name, sha256(data).hexdigest(), tuple(found), tuple(reading.foreign), strangers, reading.unknown)


def _as_known(receipt: Receipt, ledger: Ledger) -> Receipt:
    """A receipt from a file, unless the records know another text under its number, which is made of the text."""
    known = documents(receipt.number, ledger)
    texts = [line.text for line in receipt.says.lines]
    same = any([line.text for line in other.says.lines] == texts for other in known)
    return receipt if same or not known else known[0]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"there is no file {path}") from None
    except IsADirectoryError:
        raise UsageError(f"{path} is a folder; name a file in it") from None
    except OSError as error:
        raise OnepagerError(f"Could not read {path}: {error.strerror or error}.") from error


@dataclass
class _Candidate:
    """A document that may stand in the file, and the passages that are taken for its own."""

    receipt: Receipt
    how: How
    is_pdf: bool
    passages: list[Passage] = field(default_factory=list)

    @cached_property
    def feet(self) -> list[re.Pattern[str]]:
        return [pattern_of(foot, FIELD) for foot in self.receipt.says.feet]

    @cached_property
    def pieces(self) -> frozenset[str]:
        return frozenset(piece.letters for piece in pieces_of(self.receipt, is_pdf=self.is_pdf))


class _Reading:
    """A file being read. What is of no document goes to `foreign`."""

    def __init__(self, passages: Sequence[Passage], is_pdf: bool, carried: Sequence[Receipt], ledger: Ledger) -> None:
        self.passages, self.is_pdf, self.ledger = passages, is_pdf, ledger
        self.foreign: list[Edit] = []
        self.candidates = [_Candidate(receipt, "receipt", is_pdf) for receipt in carried]
        self.unknown: tuple[str, ...] = ()

    def found(self) -> list[Found]:
        """The documents in the file, in their order."""
        self._add_by_number()
        self._share()
        self._add_by_text()
        self._drop_strangers()
        there = [c for c in self.candidates if any(p.kind == "text" for p in c.passages)]
        if not there and self.candidates:  # nothing of it is left
            there = [c for c in self.candidates if c.how == "receipt"][:1]
            for candidate in there:
                candidate.passages, self.foreign = list(self.passages), []
        joined = len(there) > 1 or bool(self.foreign)
        return [self._compared(candidate, joined) for candidate in there]

    def _compared(self, candidate: _Candidate, joined: bool) -> Found:
        receipt, passages = candidate.receipt, candidate.passages
        edits: list[Edit] = []
        if receipt.says.lines and not self._is_repeated(receipt, passages):
            edits = edits_of(receipt, passages, is_pdf=self.is_pdf, joined=joined)
        places = [p.place for p in passages if p.kind == "text"]
        place = f"{places[0]} to {places[-1]}" if len(set(places)) > 1 else places[0] if places else ""
        share = near(receipt, passages, is_pdf=self.is_pdf)
        return Found(
            receipt,
            as_it_says(receipt, edits, is_pdf=self.is_pdf),
            candidate.how,
            share,
            place if joined else "",
            tuple(edits),
        )

    def _is_repeated(self, receipt: Receipt, passages: Sequence[Passage]) -> bool:
        """Whether a PDF has a document several times, each as it was made."""
        if not self.is_pdf or any(passage.kind == "beside" for passage in passages):
            return False
        pages = [passage for passage in passages if passage.kind == "text"]
        return any(
            not any(
                edits_of(receipt, pages[start : start + size], is_pdf=True, joined=True)
                for start in range(0, len(pages), size)
            )
            for size in range(1, len(pages) // 2 + 1)
            if len(pages) % size == 0
        )

    # --- which documents -----------------------------------------------------------------------------------------

    def _add_by_number(self) -> None:
        known = {candidate.receipt.number for candidate in self.candidates}
        unknown = []
        for number in numbers_in("\n".join(p.text for p in self.passages if p.kind != "title")):
            if number in known:
                continue
            if receipts := documents(number, self.ledger):
                likely = max(receipts, key=lambda receipt: near(receipt, self.passages, is_pdf=self.is_pdf))
                if near(likely, self.passages, is_pdf=self.is_pdf) >= NEAR_ENOUGH or not known:
                    self.candidates.append(_Candidate(likely, "number", self.is_pdf))
            else:
                unknown.append(number)
        says = [candidate.receipt.says for candidate in self.candidates]
        texts = [text for said in says for text in (*(line.text for line in said.lines), *said.feet)]
        mentioned = set(numbers_in("\n".join(texts)))
        self.unknown = tuple(number for number in unknown if number not in mentioned)

    def _add_by_text(self) -> None:
        """Look for what is of none of them in the records."""
        left = [p for p in self.passages if self._is_left(p)]
        if len(bare(" ".join(p.text for p in left))) < A_FEW_LETTERS and self.candidates:
            return
        known = {candidate.receipt.number for candidate in self.candidates}
        others = [receipt for receipt in all_documents(self.ledger) if receipt.number not in known]
        likely = max(others, key=lambda receipt: near(receipt, left, is_pdf=self.is_pdf), default=None)
        if likely and near(likely, left, is_pdf=self.is_pdf) >= NEAR_ENOUGH:
            self.candidates.append(_Candidate(likely, "text", self.is_pdf))
            self._share()

    def _is_left(self, passage: Passage) -> bool:
        if passage.kind != "text":
            return False
        if self.is_pdf:
            return any(edit.place == passage.place for edit in self.foreign)
        return not any(bare(passage.text) in c.pieces for c in self.candidates)

    def _drop_strangers(self) -> None:
        """Of several, let go of those of which hardly a line is there: a receipt may be that of another document."""
        shares = [near(c.receipt, c.passages, is_pdf=self.is_pdf) for c in self.candidates]
        if len(shares) > 1 and max(shares) >= NEAR_ENOUGH > min(shares):
            kept = zip(self.candidates, shares, strict=True)
            self.candidates = [candidate for candidate, share in kept if share >= NEAR_ENOUGH]
            self._share()

    # --- what is whose -------------------------------------------------------------------------------------------

    def _share(self) -> None:
        """Give each passage to the document that it is of."""
        self.foreign = []
        for candidate in self.candidates:
            candidate.passages = []
        if self.candidates:
            (self._share_pages if self.is_pdf else self._share_paragraphs)()

    def _share_pages(self) -> None:
        owners: dict[str, _Candidate] = {}
        for page in (p for p in self.passages if p.kind == "text"):
            scores = [(self._of_page(candidate, page), -n) for n, candidate in enumerate(self.candidates)]
            best, number = max(scores)
            if best >= OF_A_PAGE:
                owners[page.place] = self.candidates[-number]
                self.candidates[-number].passages.append(page)
            elif page.text.strip():
                self.foreign.append(Edit(page.place, "", " ".join(page.text.split())))
        for passage in (p for p in self.passages if p.kind != "text"):
            owner = next((c for place, c in owners.items() if passage.place.endswith(f"on {place}")), None)
            self._give(passage, owner)

    def _of_page(self, candidate: _Candidate, page: Passage) -> float:
        """How much of a page is of a document, 0 to 1; its own foot makes it so by itself."""
        letters = bare(page.text)
        if any(foot.search(letters) for foot in candidate.feet):
            return 1.0
        said = sum(len(piece) for piece in candidate.pieces if piece in letters)
        return min(said / len(letters), 0.99) if letters else 0.0

    def _share_paragraphs(self) -> None:
        current = 0
        left = [Counter(piece.letters for piece in pieces_of(c.receipt, is_pdf=False)) for c in self.candidates]
        for passage in self.passages:
            if passage.kind != "text":
                self._give(passage, None)
                continue
            letters = bare(passage.text)
            # A line that several have goes to the one that has not had it yet.
            owners = [number for number, lines in enumerate(left) if lines[letters] > 0]
            if owners and current not in owners:
                current = owners[0]
            left[current][letters] -= 1
            self.candidates[current].passages.append(passage)

    def _give(self, passage: Passage, owner: _Candidate | None) -> None:
        """Give what stands beside the text, or around it, to the document that has it, else to the first."""
        if owner is None and len(self.candidates) > 1:
            owner = next((c for c in self.candidates if _is_of(passage, c.receipt)), None)
        (owner or self.candidates[0]).passages.append(passage)


def _is_of(passage: Passage, receipt: Receipt) -> bool:
    letters = bare(passage.text)
    if passage.kind == "picture":
        return any(bare(line.alt) == letters for line in receipt.says.lines if line.alt)
    if passage.kind == "link":
        return any(address_of(link) == address_of(passage.text) for link in receipt.says.links)
    around = (*receipt.says.heads, *receipt.says.feet)
    return any(pattern_of(text, FIELD).fullmatch(letters) for text in around)


# --- by number ---------------------------------------------------------------------------------------------------


def meant_by(what: str, ledger: Ledger) -> Path | str:
    """The file, or the number of a document, that somebody means. Raises `UsageError`, with what is near, when it is
    neither."""
    path, number = Path(what), number_of(what)
    if number and not path.exists():
        return number
    if not path.exists():
        folder = path.parent
        names = [str(folder / name) if folder != Path() else name for name in _names_in(folder)]
        guesses = [did_you_mean(what, names), did_you_mean(what.upper(), ledger.numbers())]
        hints = " Or ".join(filter(None, guesses)) or "a number stands at the foot of every page, after No."
        raise UsageError(f"there is no file {what}, and it is no number of a document; {hints}")
    return path


def numbers_of(what: str, ledger: Ledger) -> list[str]:
    """The numbers of the documents in a file, or the number that somebody typed, if one of them is known."""
    meant = meant_by(what, ledger)
    if isinstance(meant, str):
        return [receipt.number for receipt in by_number(meant, ledger)]
    return [found.made.number for found in read_given_file(meant, ledger).documents]


def _is_document(name: str) -> bool:
    return name.lower().endswith(DOCUMENTS) and not name.startswith((".", "~$"))


def _names_in(folder: Path) -> list[str]:
    """The documents in a folder."""
    try:
        return sorted(entry.name for entry in folder.iterdir() if _is_document(entry.name))
    except OSError:
        return []


def by_number(number: str, ledger: Ledger) -> list[Receipt]:
    """The receipts of the documents with a number. Raises `UsageError` when none is known."""
    if known := documents(number, ledger):
        return known
    if number in ledger.history.numbers("final"):
        raise UsageError(
            f"No. {number} was made final, and its files are not in {ledger.folder} any more. Name the file"
        )
    hint = did_you_mean(number, ledger.numbers()) or "the number stands at the foot of every page, after No."
    raise UsageError(f'no document "{number}" is known here; {hint}')


def documents(number: str, ledger: Ledger) -> list[Receipt]:
    """The receipts of the documents with a number: as they were built, are in the output folder, or were sent out."""
    if not ledger.documents(number):
        look_through(ledger)
    built = [document.receipt for document in ledger.documents(number)]
    return built or [release.receipt for release in _sent(ledger) if release.receipt.number == number][-1:]


def all_documents(ledger: Ledger) -> Iterable[Receipt]:
    """Every document that is known here."""
    look_through(ledger)
    yield from (document.receipt for number in ledger.numbers() for document in ledger.documents(number))
    yield from (release.receipt for release in _sent(ledger))


def _sent(ledger: Ledger) -> Iterator[Release]:
    """What was sent as it was made: what somebody edited is not what a document says."""
    yield from (release for release in ledger.history.releases() if not release.edited_by)
