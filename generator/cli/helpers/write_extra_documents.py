"""Writing source sheets and correction notes into the output folder, as documents are: safely, and in the ledger."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from generator.batch.names import label
from generator.batch.output import Output, Written
from generator.batch.plan import names_of
from generator.document.standing import marked, standing
from generator.errors import ContentError
from generator.inspection import forbidden, leaks, problems_of
from generator.pipeline import Made
from generator.project import Project
from generator.receipts.correction import correction
from generator.receipts.extra_documents import ExtraDocument
from generator.receipts.source_sheet import source_sheet
from generator.records.ledger import DocumentEntry, Origin
from generator.records.recall import Overtaken
from generator.store.schema import Clearance
from generator.values.dates import start_of_day

FORMATS = ("docx", "pdf")
EDITED = "-edited-"
"""In the name of the note of a file that went out edited by hand."""


def write_correction(project: Project, output: Output, document: Overtaken, today: date) -> list[Written]:
    """The correction note for a released document. That of a file which went out edited by hand has a number of its own
    in its name: there may be one of the document as it was made, too."""
    receipt = document.receipt
    note = correction(project, document.sent, (*document.changes, *document.newer), today)
    own = f"{EDITED}{note.receipt.number}" if document.sent.edited else ""
    what = f"{note.document.meta.title.partition(':')[0]}-{receipt.number}{own}"
    written = _write(project, output, note, what, final=True)
    if not output.pretend:
        files = {file.path.name: sha256(file.path.read_bytes()).hexdigest() for file in written}
        output.ledger.history.recall(receipt.number, note.receipt.number, files)
    return written


def write_sheet(project: Project, output: Output, made: Made) -> list[Written]:
    """The source sheet of a made document; that of a draft is a draft, too."""
    final = made.request.final
    what = marked(f"Sources-{made.laid.document.number}", standing(final=final, example=made.selection.office.example))
    return _write(project, output, source_sheet(project, made), what, final=final)


def _write(project: Project, output: Output, extra: ExtraDocument, what: str, *, final: bool) -> list[Written]:
    stem = f"{_stem(project, extra)}_{what}"
    receipt = extra.receipt
    files = []
    for format_ in FORMATS:
        name, data = f"{stem}.{format_}", extra.render(format_)
        _guard(project, extra, name, data)
        origin = Origin(receipt.topic, receipt.audience, receipt.office, receipt.as_of, format_, receipt.number)
        files.append(output.write(name, data, origin, final=final))
    if not output.pretend:
        output.ledger.enter(DocumentEntry.of(receipt))
    return files


def _guard(project: Project, extra: ExtraDocument, name: str, data: bytes) -> None:
    """Look through a finished file for what its readers may not see. Raises `ContentError`; nothing is written then."""
    meta = extra.document.meta
    secrets = forbidden(project.library, Clearance(meta.clearance), start_of_day(meta.as_of))
    if found := leaks(name, data, secrets):
        raise ContentError(problems_of(project.library, name, found, "write this paper by hand, without it"))


def _stem(project: Project, extra: ExtraDocument) -> str:
    """As the document's own, but without the office: the number tells documents apart, and names stay short."""
    meta, names = extra.document.meta, names_of(project)
    if meta.topic in project.library.topics and meta.audience in project.audiences:
        return names.stem(meta.topic, meta.audience, project.library.default_office(), meta.as_of)
    return "_".join((meta.as_of.isoformat(), label(meta.topic, 36) or "Topic", label(meta.audience, 20) or "Audience"))
