"""`release` and `recall`: what was sent to whom, and who has to be told that it no longer holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.helpers.console import count, problems_as_json
from generator.cli.helpers.edits import edit_lines, edits_as_json, file_as_json, foreign_lines
from generator.cli.helpers.options import past_day, who
from generator.cli.helpers.records import tell_of_records
from generator.cli.helpers.remarks import remark_problems
from generator.cli.helpers.session import Session, common
from generator.cli.trace import ledger_option, release_as_json, today_option
from generator.errors import ContentError, Exit, OnepagerError, Problem, in_order

if TYPE_CHECKING:
    from generator.batch.output import Output, Written
    from generator.records.given_file import GivenFile
    from generator.records.history import Release
    from generator.records.recall import Overtaken
    from generator.records.trace import Trace, Traced


@click.command("release")
@click.argument("what", metavar="FILE|NUMBER")
@click.option(
    "--to",
    "recipients",
    multiple=True,
    required=True,
    type=who,
    metavar="WHO",
    help="To whom it was sent; may be given several times.",
)
@click.option("--on", "sent_on", type=past_day, default=date.today, show_default="today", metavar="DATE", help="When.")
@click.option("--note", default="", metavar="TEXT", help="Anything to remember about it.")
@click.option(
    "--edited-by", default="", type=who, metavar="NAME", help="Who answers for what was changed in it by hand."
)
@click.option("--because", default="", metavar="TEXT", help="Why it was changed by hand.")
@ledger_option
@common
@click.pass_obj
def release_command(
    session: Session,
    what: str,
    recipients: tuple[str, ...],
    sent_on: date,
    note: str,
    edited_by: str,
    because: str,
    out: Path | None,
) -> Exit:
    """Enter in the records that FILE was sent, to whom and when, so that onepager recall can say whom to tell when one
    of its figures changes. Give the very file that was sent, edited or not; of a printed copy, the number at its foot.

    What was changed in it by hand is entered as it stands there, with who answers for it (--edited-by) and why
    (--because). Of files joined into one every document is entered.
    """
    from generator.records.ledger import Ledger
    from generator.records.trace import traces_of

    workspace, library = session.workspace(), session.project().library
    with Ledger(workspace.root, out or workspace.output) as ledger:
        traced = traces_of(what, ledger, library, date.today())
        if not (edited_by and because):
            _refuse_what_was_left(session, what, traced)
        about = _About(*_answer(session, traced, edited_by, because), sent_on, note.strip())
        to = list(dict.fromkeys(recipients))
        problems = tell_of_records(session, ledger.history)
        wanted = [about.releases(trace, traced.given, to) for trace in traced.documents]
        entered = [release for some in wanted for release in ledger.history.release(some)]
    known = [release for some in wanted for release in some if release not in entered]
    for before, releases in (("", entered), (" before", known)):
        for release in releases:
            session.console.say(f"entered{before}: No. {release.number}{_sent(release, whom=not before)}")
    _warn(session, traced)
    session.console.data({**_as_data(traced), **_entered(entered, known), "records": problems})
    return Exit.OK


def _entered(entered: list[Release], known: list[Release]) -> dict[str, Any]:
    return {"entered": [release_as_json(r) for r in entered], "known": [release_as_json(r) for r in known]}


def _as_data(traced: Traced) -> dict[str, Any]:
    return {
        "ok": True,
        "clearance": traced.documents[0].receipt.clearance,
        "edited": [edit for trace in traced.documents for edit in edits_as_json(trace.typed)],
        "file": file_as_json(traced),
    }


def _sent(release: Release, *, whom: bool) -> str:
    readers = f" ({release.receipt.clearance})" if whom else ""
    return f"{readers}, sent to {release.to} on {release.on.isoformat()}"


@dataclass(frozen=True, slots=True)
class _About:
    """What is entered of every document of a file that was sent."""

    edited_by: str
    because: str
    on: date
    note: str

    def releases(self, trace: Trace, given: GivenFile | None, to: Sequence[str]) -> list[Release]:
        """One for each recipient. A printed copy is known by its number alone."""
        from generator.records.history import Release

        number, sha256 = trace.receipt.number, given.sha256 if given else ""
        name = given.name if given else f"No. {number}"
        answered = (self.edited_by, self.because, tuple(map(str, trace.edits))) if trace.edits else ()
        return [
            Release(number, name, sha256, recipient, self.on, self.note, trace.receipt, *answered) for recipient in to
        ]


def _refuse_what_was_left(session: Session, what: str, traced: Traced) -> None:
    """Tell of comments, tracked changes and hidden text in a file for the public. Raises `OnepagerError` for any."""
    from generator.inspection import is_pdf, remarks_in

    is_public = any(trace.receipt.clearance == "public" for trace in traced.documents)
    path = Path(what)
    if traced.given is None or not is_public:
        return
    data = path.read_bytes()
    if not (left := remarks_in(path.name, data)):
        return
    _tell_of_edits(session, traced)
    session.console.problems(remark_problems(what, left, is_pdf=is_pdf(data)), session.workspace().root)
    raise OnepagerError(
        f"{path.name} is for the public, and in it {count(len(left), 'thing')} can be read beside its text. "
        "Nothing was entered. Take them out and send that; if it has gone out so, say who answers for it, and why: "
        "--edited-by NAME and --because TEXT."
    )


def _tell_of_edits(session: Session, traced: Traced) -> int:
    """Say what was changed in a file by hand; how many things."""
    edits = {edit: figures for trace in traced.documents for edit, figures in trace.typed.items()}
    if edits:
        session.console.warn("changed by hand since it was made:")
        for line in edit_lines(edits):
            session.console.warn(f"  {line}")
    return len(edits)


def _answer(session: Session, traced: Traced, edited_by: str, because: str) -> tuple[str, str]:
    """Who answers for what was changed by hand, and why. Raises `UsageError` when it was and nobody does."""
    because = " ".join(because.split())
    if (edited_by and because) or not (edits := _tell_of_edits(session, traced)):
        return edited_by, because
    missing = " and ".join(
        option for option, given in (("--edited-by NAME", edited_by), ("--because TEXT", because)) if not given
    )
    raise OnepagerError(
        f"{count(edits, 'thing')} in it {'was' if edits == 1 else 'were'} changed by hand, and nothing was "
        f"entered. Say who answers for that, and why: {missing}. Or change the store, build it again, and send that."
    )


def _warn(session: Session, traced: Traced) -> None:
    """What whoever sent this should hear now rather than later."""
    from generator.document.standing import DRAFT, EXAMPLE
    from generator.receipts.changes import Verdict, otherwise, verdict
    from generator.store.schema import Clearance

    warn = session.console.warn
    for line in foreign_lines(traced):
        warn(line)
    documents = traced.documents
    joined = len(documents) > 1
    widest = min((Clearance(t.receipt.clearance) for t in documents), key=list(Clearance).index)
    for trace in documents:
        receipt, of_it = trace.receipt, f"No. {trace.receipt.number}: " if joined else ""
        if DRAFT in receipt.markings:
            warn(f"{of_it}this is a draft: its pages say so. Send final documents: onepager build --final")
        if EXAMPLE in receipt.markings:
            warn(f"{of_it}this is an example of an office that is invented: its pages say so. Send it to nobody")
        if receipt.clearance == Clearance.OFFICE:
            warn(
                f"{of_it}this is for the office only, and is entered as sent all the same. If it has left the office, "
                "ask for it back"
            )
        if joined and receipt.clearance != widest:
            warn(f"{of_it}is for {receipt.clearance} readers, and stands in one file with what is {widest}")
        if trace.unapproved:
            warn(f"{of_it}nobody has approved it: onepager approve {receipt.number} --by NAME")
        if trace.edits:
            warn(f"{of_it}{count(len(trace.edits), 'thing')} in it changed by hand: entered as the file has it")
        if trace.found and trace.found.how != "receipt":
            warn(f"{of_it}it carries no receipt, and is known by its {trace.found.how}")
        if verdict(c for c in trace.changes if c not in trace.by_hand) is Verdict.STOP:
            warn(f"{of_it}what it says no longer holds; onepager recall says why, and writes the correction")
        elif verdict(trace.by_hand) is Verdict.STOP:
            warn(
                f"{of_it}what was changed in it by hand is not as the store has it: if it is right, change the store, "
                "too; if it is not, onepager recall writes the correction"
            )
        elif otherwise(trace.changes):
            warn(f"{of_it}the office asks for something else now, or has another bottom line; see onepager recall")


CANNOT_BE_KNOWN = (
    "Records are damaged or lost, as said above: until they are restored, nobody can know whether all that was sent "
    "out still holds. onepager doctor says how."
)


@click.command("recall")
@click.argument("what", metavar="[FILE|NUMBER]", default="")
@click.option("--dry-run", is_flag=True, help="Write no correction notes: only list.")
@today_option
@ledger_option
@common
@click.pass_obj
def recall_command(session: Session, what: str, dry_run: bool, today: date, out: Path | None) -> Exit:
    """List the documents that were sent out and state what no longer holds: the old figure, the new one, and who has
    it. Writes a correction note for each, in Word and PDF, for the same readers. Give a file or a number to ask for
    its documents alone.

    When a note has been sent, enter it with onepager release, too: then its recipients count as told. Exits with 1 as
    long as somebody is to be told, and when records are damaged or lost: then nobody can know that all holds.
    """
    from generator.batch.output import opened
    from generator.cli.helpers.write_extra_documents import write_correction
    from generator.records.given_file import numbers_of
    from generator.records.look_through import evidence, look_through
    from generator.records.recall import overtaken

    project = session.project()
    written: dict[int, list[Written]] = {}
    refused: list[Problem] = []
    with opened(out or session.workspace().output, project.root, pretend=dry_run) as output:
        look_through(output.ledger)
        wrong = tell_of_records(session, output.ledger.history, evidence(output.ledger))
        asked = numbers_of(what, output.ledger) if what else None
        found = overtaken(project.library, output.ledger.history.releases(), today, asked)
        for index, document in enumerate(found):
            try:
                if document.wants_a_note:
                    written[index] = write_correction(project, output, document, today)
            except ContentError as error:
                refused += error.problems
        notes = {i: list(_notes(output, files, found[i])) for i, files in written.items()}
        nothing = _nothing(entered=bool(output.ledger.history.releases()), whole=not wrong)
    _show(session, found, notes, nothing)
    if wrong:
        session.console.say(CANNOT_BE_KNOWN)
    if refused:
        session.console.problems(in_order(refused), project.root)
    documents = [_as_json(d, written.get(i, [])) for i, d in enumerate(found)]
    problems = problems_as_json(in_order(refused))
    ok = not refused and not wrong
    session.console.data({"ok": ok, "documents": documents, "problems": problems, "records": wrong})
    return Exit.PARTIAL if refused else _judged(found, wrong)


def _judged(found: Sequence[Overtaken], wrong: Sequence[object]) -> Exit:
    """Whether nobody is to be told any more, as far as that can be known."""
    return Exit.CONTENT if wrong or any(document.pending for document in found) else Exit.OK


def _notes(output: Output, files: list[Written], document: Overtaken) -> Iterator[str]:
    """What is said of each file of a correction note; if none is to be written, of those that were made before, too."""
    from generator.cli.helpers.write_extra_documents import EDITED

    if not output.pretend:
        note = "correction note" if document.pending else "note, if you want to tell them"
        yield from (f"{note}: {file.path.name}" for file in files)
        return
    there = {file.path.name for file in files if not file.changed}
    for file in files:
        yield f"{'there already' if file.path.name in there else 'would write'}: {file.path.name}"
    recalls = output.ledger.history.recalls(document.receipt.number)
    before = dict.fromkeys(name for event in recalls for name in event.data.get("files", ()))
    of_it = [name for name in before if (EDITED in name) == document.sent.edited and name not in there]
    yield from (f"made before: {name}" for name in of_it)


def _nothing(*, entered: bool, whole: bool) -> str:
    """What is said when there is nothing to recall."""
    if not whole:
        return "Nothing to correct of what can still be read in the records."
    if not entered:
        return "Nothing has been entered as sent: onepager release FILE --to NAME does that."
    return "Nothing to recall: what was sent out still holds."


def _show(session: Session, found: list[Overtaken], notes: dict[int, list[str]], nothing: str) -> None:
    from generator.receipts.changes import otherwise

    console = session.console
    for index, document in enumerate(found):
        receipt = document.receipt
        console.result(
            f"No. {receipt.number}: {receipt.title} ({receipt.clearance}, as of {receipt.as_of.isoformat()})"
        )
        for change in (*document.changes, *document.newer):
            console.result(f"  {change.as_edited if document.sent.edited else change}")
        for release in document.pending:
            console.result(f"  tell: {release.to} (sent {release.on.isoformat()}, {release.name})")
        for release in document.may_hear:
            console.result(
                f"  tell, if it matters to them: {release.to} (sent {release.on.isoformat()}, {release.name})"
            )
        for release in (r for r in document.informed if r not in document.may_hear):
            heard = document.changes or otherwise(document.newer)
            console.result(f"  {'told' if heard else 'sent to'}: {release.to}")
        if document.through:
            console.result(f"  the correction of No. {document.through} takes its place")
        for note in notes.get(index, ()):
            console.result(f"  {note}")
        console.result("")
    for line in _summary(found, nothing):
        console.say(line)


def _summary(found: Sequence[Overtaken], nothing: str) -> Iterator[str]:
    """How many documents are to be corrected, and what holds of the others. `nothing` is said if all of them hold."""
    from generator.receipts.changes import otherwise

    told = [d for d in found if (d.changes or otherwise(d.newer)) and not (d.pending or d.may_hear)]
    newer = [d for d in found if not (d.changes or otherwise(d.newer))]
    pending = sum(bool(document.pending) for document in found)
    if len(newer) == len(found):
        yield nothing
    elif pending or told:
        yield f"{count(pending, 'document')} to correct."
    yield from _asked_otherwise([document for document in found if document not in told])
    if told:
        yield f"{count(len(told), 'document')} corrected: everybody has been told."
    if newer:
        yield f"{count(len(newer), 'document')} still right, though there is a newer figure."


def _asked_otherwise(untold: Sequence[Overtaken]) -> Iterator[str]:
    """Of how many documents the office now asks for something else, or sums it up otherwise."""
    kinds = [{change.kind for change in (*document.changes, *document.newer)} for document in untold]
    if number := sum("ask" in found for found in kinds):
        yield f"The office now asks for something else than {count(number, 'document')} that went out."
    if number := sum("bottom line" in found and "ask" not in found for found in kinds):
        yield f"The office now has another bottom line than {count(number, 'document')} that went out."


def _as_json(document: Overtaken, written: list[Written]) -> dict[str, Any]:
    receipt = document.receipt
    return {
        "number": receipt.number,
        "title": receipt.title,
        "topic": receipt.topic,
        "audience": receipt.audience,
        "clearance": receipt.clearance,
        "as_of": receipt.as_of.isoformat(),
        "changes": [change.as_json() for change in document.changes],
        "newer": [change.as_json() for change in document.newer],
        "tell": [release_as_json(r) for r in document.pending],
        "may_be_told": [release_as_json(r) for r in document.may_hear],
        "told": [release_as_json(r) for r in document.informed if r not in document.may_hear],
        "notes": [str(file.path) for file in written],
        "told_by_correction_of": document.through,
    }
