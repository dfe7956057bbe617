"""`release` and `recall`: what was sent to whom, and who has to be told that it no longer holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.helpers.console import count, problems_as_json
from generator.cli.helpers.options import past_day, who
from generator.cli.helpers.records import tell_of_records
from generator.cli.helpers.session import Session, common
from generator.cli.trace import ledger_option, release_as_json, today_option
from generator.errors import ContentError, Exit, Problem, in_order

if TYPE_CHECKING:
    from generator.batch.output import Output, Written
    from generator.document.receipt import Receipt
    from generator.records.recall import Overtaken


@click.command("release")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
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
@ledger_option
@common
@click.pass_obj
def release_command(
    session: Session, file: Path, recipients: tuple[str, ...], sent_on: date, note: str, out: Path | None
) -> Exit:
    """Enter in the records that FILE was sent, to whom and when, so that onepager recall can say whom to tell when one
    of its figures changes. Give the very file that was sent, edited or not."""
    from generator.records.given_file import read_given_file
    from generator.records.history import Release
    from generator.records.ledger import Ledger

    workspace = session.workspace()
    with Ledger(workspace.root, out or workspace.output) as ledger:
        given = read_given_file(file, ledger)
        receipt = given.receipt
        wanted = [
            Release(receipt.number, given.name, given.sha256, recipient, sent_on, note.strip(), receipt)
            for recipient in dict.fromkeys(recipients)
        ]
        problems = tell_of_records(session, ledger.history)
        entered = ledger.history.release(wanted)
    known = [release for release in wanted if release not in entered]
    console = session.console
    for release in entered:
        console.say(
            f"entered: No. {receipt.number} ({receipt.clearance}), sent to {release.to} on {sent_on.isoformat()}"
        )
    for release in known:
        console.say(f"entered before: No. {receipt.number}, sent to {release.to} on {sent_on.isoformat()}")
    _warn(session, receipt, given.lost)
    console.data(
        {
            "ok": True,
            "entered": [release_as_json(r) for r in entered],
            "known": [release_as_json(r) for r in known],
            "clearance": receipt.clearance,
            "records": problems,
        }
    )
    return Exit.OK


def _warn(session: Session, receipt: Receipt, lost: list[str]) -> None:
    """What whoever sent this should hear now rather than later."""
    from generator.document.standing import DRAFT
    from generator.receipts.changes import Verdict, changes_since, verdict

    if DRAFT in receipt.markings:
        session.console.warn("this is a draft: its pages say so. Send final documents: onepager build --final")
    if lost:
        session.console.warn(
            f"{count(len(lost), 'sentence')} of it {'was' if len(lost) == 1 else 'were'} edited by hand"
        )
    changes = changes_since(receipt, session.project().library, date.today())
    if verdict(changes) is Verdict.STOP:
        session.console.warn("what it says no longer holds; onepager recall says why, and writes the correction")


@click.command("recall")
@click.option("--dry-run", is_flag=True, help="Write no correction notes: only list.")
@today_option
@ledger_option
@common
@click.pass_obj
def recall_command(session: Session, dry_run: bool, today: date, out: Path | None) -> Exit:
    """List the documents that were sent out and state what no longer holds: the old figure, the new one, and who has
    it. Writes a correction note for each, in Word and PDF, for the same readers.

    When a note has been sent, enter it with onepager release, too: then its recipients count as told.
    """
    from generator.batch.output import opened
    from generator.cli.helpers.write_extra_documents import write_correction
    from generator.records.look_through import evidence, look_through
    from generator.records.recall import overtaken

    project = session.project()
    written: dict[int, list[Written]] = {}
    refused: list[Problem] = []
    with opened(out or session.workspace().output, project.root, pretend=dry_run) as output:
        look_through(output.ledger)
        wrong = tell_of_records(session, output.ledger.history, evidence(output.ledger))
        found = overtaken(project.library, output.ledger.history.releases(), today)
        for index, document in enumerate(found):
            try:
                if document.pending:
                    written[index] = write_correction(project, output, document, today)
            except ContentError as error:
                refused += error.problems
        notes = {i: list(_notes(output, files, found[i])) for i, files in written.items()}
        nothing = _nothing(entered=bool(output.ledger.history.releases()), whole=not wrong)
    _show(session, found, notes, nothing)
    if refused:
        session.console.problems(in_order(refused), project.root)
    session.console.data(
        {
            "ok": not refused,
            "documents": [_as_json(d, written.get(i, [])) for i, d in enumerate(found)],
            "problems": problems_as_json(in_order(refused)),
            "records": wrong,
        }
    )
    return Exit.PARTIAL if refused else Exit.OK


def _notes(output: Output, files: list[Written], document: Overtaken) -> Iterator[str]:
    """What is said of each file of a correction note; if none is to be written, of those that were made before, too."""
    if not output.pretend:
        yield from (f"correction note: {file.path.name}" for file in files)
        return
    there = {file.path.name for file in files if not file.changed}
    for file in files:
        yield f"{'there already' if file.path.name in there else 'would write'}: {file.path.name}"
    recalls = output.ledger.history.recalls(document.receipt.number)
    before = dict.fromkeys(name for event in recalls for name in event.data.get("files", ()))
    yield from (f"made before: {name}" for name in before if name not in there)


def _nothing(*, entered: bool, whole: bool) -> str:
    """What is said when there is nothing to recall."""
    if not whole:
        return "Of what the records still say was sent out, all still holds."
    if not entered:
        return "Nothing has been entered as sent: onepager release FILE --to NAME does that."
    return "Nothing to recall: what was sent out still holds."


def _show(session: Session, found: list[Overtaken], notes: dict[int, list[str]], nothing: str) -> None:
    console = session.console
    for index, document in enumerate(found):
        receipt = document.receipt
        console.result(
            f"No. {receipt.number}: {receipt.title} ({receipt.clearance}, as of {receipt.as_of.isoformat()})"
        )
        for change in (*document.changes, *document.newer):
            console.result(f"  {change}")
        for release in document.pending:
            console.result(f"  tell: {release.to} (sent {release.on.isoformat()}, {release.name})")
        for release in document.informed:
            label = "told" if document.changes else "sent to"
            console.result(f"  {label}: {release.to}")
        for note in notes.get(index, ()):
            console.result(f"  {note}")
        console.result("")
    pending = sum(bool(document.pending) for document in found)
    told = sum(bool(document.changes) and not document.pending for document in found)
    newer = sum(not document.changes for document in found)
    if not pending and not told:
        console.say(nothing)
    else:
        console.say(f"{count(pending, 'document')} to correct.")
    if told:
        console.say(f"{count(told, 'document')} corrected: everybody has been told.")
    if newer:
        console.say(f"{count(newer, 'document')} still right, though there is a newer figure.")


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
        "told": [release_as_json(r) for r in document.informed],
        "notes": [str(file.path) for file in written],
    }
