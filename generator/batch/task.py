"""Tasks: what a batch makes. A batch knows nothing of them but what `Task` says; binders are tasks of `hearing`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from generator import pipeline
from generator.batch.result import About
from generator.compose.recorder import Recorder
from generator.dependencies import APPROVED, approval_answer
from generator.document.receipt import Acceptance, Receipt, encode
from generator.pipeline import Request
from generator.project import Project
from generator.receipts import receipt_of
from generator.records.ledger import DocumentEntry
from generator.records.stamps import Summary
from generator.store.schema import Clearance

FINAL, DRAFT = "final", "draft"
OF = "of "
"""Begins the lines of terms that name documents."""


@dataclass(frozen=True, slots=True)
class Product:
    """What a task made: its bytes by format, what is told of it, its entry in the ledger, and all that was read."""

    files: Mapping[str, bytes]
    summary: Summary
    entry: DocumentEntry
    reads: Mapping[str, str]


class Task(Protocol):
    """Something to be made in some formats. `stem` is the name of its files without the extension, relative to the
    output folder. Tasks travel to other processes."""

    @property
    def stem(self) -> str: ...

    @property
    def formats(self) -> tuple[str, ...]: ...

    @property
    def as_of(self) -> date: ...

    @property
    def held_at(self) -> datetime:
        """The moment that embargoes are held against."""
        ...

    @property
    def about(self) -> About:
        """Which document it is, as it is told."""
        ...

    @property
    def document(self) -> str:
        """Which document it is, whatever its files are called. A draft and its final are two."""
        ...

    @property
    def is_final(self) -> bool: ...

    @property
    def terms(self) -> str:
        """How it is asked for: as a draft or final, by whose decision."""
        ...

    def clearance(self, project: Project) -> Clearance:
        """Of those who will read it."""
        ...

    def make(self, project: Project) -> Product:
        """Make it. Raises `OnepagerError`."""
        ...


@dataclass(frozen=True, slots=True)
class DocumentTask:
    """A document to be made."""

    request: Request
    stem: str
    formats: tuple[str, ...]

    @property
    def as_of(self) -> date:
        return self.request.as_of

    @property
    def held_at(self) -> datetime:
        return self.request.held_at

    @property
    def about(self) -> About:
        r = self.request
        return About(r.topic, r.audience, r.office, r.as_of.isoformat(), r.row)

    @property
    def document(self) -> str:
        return named(self.request)

    @property
    def is_final(self) -> bool:
        return self.request.final

    @property
    def terms(self) -> str:
        return terms_of(self.request.final, self.request.accepted, (self.request,))

    def clearance(self, project: Project) -> Clearance:
        return project.audiences[self.request.audience].clearance

    def make(self, project: Project) -> Product:
        made = pipeline.make(project, self.request)
        receipt = receipt_of(project, made)
        text = encode(receipt)
        files = {format_: pipeline.render(made, format_, text) for format_ in self.formats}
        laid = made.laid
        decisions = (*made.decisions, *made.draft.held_back)
        told = (decisions, made.left_out, letterhead_of(project, self.request.office, made.letterhead))
        summary = Summary(laid.document.number, len(laid.pages), laid.fill, *told)
        note_approval(project, made.recorder, receipt, final=self.is_final)
        return Product(files, summary, DocumentEntry.of(receipt, made.request.accepted, text), made.recorder.trace())


def note_approval(project: Project, recorder: Recorder, receipt: Receipt, *, final: bool) -> None:
    """Note that a final depends on whether it is approved, too. The receipt does not say so: it tells what the document
    was made of."""
    if final:
        recorder.ask(APPROVED, (receipt.content,), approval_answer(project, receipt.content))


def letterhead_of(project: Project, office: str, own: bytes = b"") -> str:
    """Whose letterhead a document has, and which Word file it is from, if it is one of the office's `own`."""
    of = project.library.offices[office]
    return f"{of.name}, {of.letterhead}" if own else of.name


def named(request: Request) -> str:
    """Which document a request means, whatever its file is called."""
    r = request
    terms = FINAL if r.final else DRAFT
    return " ".join(
        (terms, r.topic, r.audience, r.office, r.as_of.isoformat(), r.hearing or "-", r.table or "-", r.row)
    )


def request_named(document: str) -> Request | None:
    """The request that `named` has made these words of; None for what is not made of one request, as a binder."""
    parts = document.split(" ", 7)
    if len(parts) < 8:
        return None
    terms, topic, audience, office, day, hearing, table, row = parts
    return Request(
        topic,
        audience,
        office,
        date.fromisoformat(day),
        row,
        hearing if hearing != "-" else "",
        table if table != "-" else "",
        terms == FINAL,
    )


def terms_of(final: bool, accepted: Sequence[Acceptance], requests: Iterable[Request]) -> str:
    """Terms in words, the same for the same terms: a line for draft or final, one for each document, one for each
    decision."""
    decided = (f"{a.code}:{a.ref} by {a.by} because {a.because}" for a in accepted)
    return "\n".join((FINAL if final else DRAFT, *(f"{OF}{named(r)}" for r in requests), *decided))
