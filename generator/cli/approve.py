"""`approve`: that a second person has read a draft and wants it made final."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.helpers.console import count, some_of
from generator.cli.helpers.edits import edit_lines, foreign_lines
from generator.cli.helpers.options import who
from generator.cli.helpers.records import tell_of_records
from generator.cli.helpers.session import Session, common
from generator.cli.trace import ledger_option
from generator.errors import Exit, OnepagerError, UsageError

if TYPE_CHECKING:
    from generator.document.receipt import Receipt
    from generator.project import Project
    from generator.records.ledger import Ledger
    from generator.records.trace import Trace, Traced

SUFFIXES = (".docx", ".pdf")


@click.command("approve")
@click.argument("given", nargs=-1, metavar="FILE|NUMBER|FOLDER...")
@click.option("--by", default="", type=who, metavar="NAME", help="Who has read it, and approves it.")
@ledger_option
@common
@click.pass_obj
def approve_command(session: Session, given: tuple[str, ...], by: str, out: Path | None) -> Exit:
    """Enter in the records that a second person has read a draft and wants it made final.

    Give the draft as onepager made it, several of them, the folder of a hearing for all drafts in it, or of a printed
    copy the number at its foot. What readers see is approved: whatever of that changes afterwards has to be approved
    again. With approval: required in onepager.yaml nothing becomes final without.
    """
    from datetime import date

    from generator.records.ledger import Ledger
    from generator.records.trace import traces_of

    if not given:
        raise UsageError("what is approved? Name the file of a draft, its number, or the folder of a hearing")
    if not by:
        raise UsageError('say who has read it: --by NAME, such as --by "C. Chief"')
    workspace, project = session.workspace(), session.project()
    with Ledger(workspace.root, out or workspace.output) as ledger:
        signing = _Signing(session, project, ledger, by)
        for what in _each(given):
            try:
                signing.read(what, traces_of(what, ledger, project.library, date.today()), named=what in given)
            except UsageError:
                raise
            except OnepagerError as error:
                signing.refuse(what, [str(error)])
        problems = tell_of_records(session, ledger.history)
        entered = ledger.history.approve(by, signing.approved)
    return signing.told(entered, problems)


def _each(given: Sequence[str]) -> list[str]:
    """What is meant one by one: of a folder every draft in it. Raises `UsageError` for a folder without any."""
    found: list[str] = []
    for what in given:
        folder = Path(what)
        if not folder.is_dir():
            found.append(what)
        elif drafts := _drafts(folder):
            found += drafts
        else:
            raise UsageError(f"there are no drafts in {what}; make them first, without --final")
    return list(dict.fromkeys(found))


def _drafts(folder: Path) -> list[str]:
    """The drafts in a folder itself: not those in the folders of Members, which are copies."""
    from generator.document.standing import DRAFT

    files = (path for suffix in SUFFIXES for path in folder.glob(f"*_{DRAFT}*{suffix}"))
    return sorted(str(path) for path in files if path.name[0] not in ".~")


class _Signing:
    """What one person approves: what of it can be, and why the rest cannot."""

    def __init__(self, session: Session, project: Project, ledger: Ledger, by: str) -> None:
        self.console, self.project, self.ledger, self.by = session.console, project, ledger, by
        self.approved: list[Receipt] = []
        self.refused: dict[str, list[str]] = {}

    def refuse(self, what: str, why: Sequence[str]) -> None:
        self.refused[what] = list(why)

    def read(self, what: str, traced: Traced, *, named: bool) -> None:
        """Take what stands in a file, or what has a number, unless something speaks against it. Source sheets in a
        folder, which nobody `named`, are passed over."""
        if not named and not any(trace.receipt.read for trace in traced.documents):
            return
        why = [line for trace in traced.documents for line in self._against(trace)]
        if foreign := list(foreign_lines(traced)):
            why += ["not all in it is ours:", *(f"  {line}" for line in foreign)]
        if why:
            self.refuse(what, why)
        else:
            self.approved += [t.found.made if t.found else t.receipt for t in traced.documents]

    def _against(self, trace: Trace) -> Iterator[str]:
        from generator.receipts.changes import stale

        receipt = trace.found.made if trace.found else trace.receipt
        if not receipt.read:
            yield f"No. {receipt.number} is made of another document, and needs no approval: {receipt.title}"
        elif not receipt.content:
            yield f"No. {receipt.number} was made by an older onepager; build the draft again, and approve that"
        if trace.edits:
            yield (
                "it was changed by hand, and finals are made from the store: bring the change into the store, build "
                "the draft again, and approve that. Changed:"
            )
            yield from (f"  {line}" for line in edit_lines(trace.typed))
        if changes := stale(trace.changes):
            yield "what it says no longer holds; build the draft again, and approve that:"
            yield from (f"  {change}" for change in changes)
        yield from self._the_same_person(receipt)

    def _the_same_person(self, receipt: Receipt) -> Iterator[str]:
        """Who made a draft does not approve it, unless there is nobody else."""
        from generator.records.approvals import is_same_person
        from generator.records.built import Built
        from generator.records.events import USER, user

        if self.project.library.settings.approval == "alone" or not is_same_person(self.by, user()):
            return
        if Built(self.ledger).numbered(receipt.number):
            yield (
                f"it was made on this computer by {user()}, who is {self.by}: a second person approves it. Who works "
                f"alone says so once, in onepager.yaml: approval: alone. If you are not {user()}, set {USER}"
            )

    def _by_reason(self) -> dict[tuple[str, ...], list[str]]:
        """What is refused: each reason once, with the files that it is of."""
        found: dict[tuple[str, ...], list[str]] = {}
        for what, lines in self.refused.items():
            found.setdefault(tuple(lines), []).append(what)
        return found

    def told(self, entered: Sequence[Receipt], problems: Sequence[Any]) -> Exit:
        """Say what was entered and what was not."""
        console, new = self.console, {receipt.content for receipt in entered}
        documents = list({receipt.content: receipt for receipt in self.approved}.values())
        for receipt in documents:
            before = "" if receipt.content in new else " before"
            console.say(f"approved{before}: No. {receipt.number} ({receipt.title}), by {self.by}")
        for lines, files in self._by_reason().items():
            console.fail(f"not approved: {some_of(files)}: {lines[0]}")
            for line in lines[1:]:
                console.plain_error(f"  {line}")
        if len(documents) > 1 or self.refused:
            refused = f", {count(len(self.refused), 'file')} refused" if self.refused else ""
            console.say(f"{count(len(documents), 'document')} approved{refused}.")
        console.data(
            {
                "ok": not self.refused,
                "by": self.by,
                "approved": [_as_json(receipt, new) for receipt in documents],
                "refused": [{"what": what, "why": lines} for what, lines in self.refused.items()],
                "records": problems,
            }
        )
        if not self.refused:
            return Exit.OK
        return Exit.PARTIAL if documents else Exit.CONTENT


def _as_json(receipt: Receipt, new: set[str]) -> dict[str, Any]:
    return {
        "number": receipt.number,
        "title": receipt.title,
        "as_of": receipt.as_of.isoformat(),
        "content": receipt.content,
        "before": receipt.content not in new,
    }
