"""`trace`: where a finished document comes from, and what has become of that since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.helpers.console import count
from generator.cli.helpers.edits import edit_lines, edits_as_json, file_as_json, foreign_lines
from generator.cli.helpers.options import day
from generator.cli.helpers.records import tell_of_records
from generator.cli.helpers.session import Session, common
from generator.errors import Exit

if TYPE_CHECKING:
    from generator.document.receipt import Statement, UsedFact
    from generator.project import Project
    from generator.records.given_file import Found, GivenFile
    from generator.records.history import Approved, Release
    from generator.records.ledger import Ledger
    from generator.records.trace import Trace, Traced

today_option = click.option(
    "--as-of",
    "today",
    type=day,
    default=date.today,
    show_default="today",
    metavar="DATE",
    help="The day to judge by: reviews that are due before it are overdue.",
)
ledger_option = click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="The folder of the documents; otherwise output/.",
)


@click.command("trace")
@click.argument("what", metavar="FILE|NUMBER")
@today_option
@ledger_option
@common
@click.pass_obj
def trace_command(session: Session, what: str, today: date, out: Path | None) -> Exit:
    """Say of every sentence of a document where it comes from, what has changed since, and whether it is safe to use.

    Give a Word or PDF file, edited or not, or the number at the foot of its pages. Exits with 1 when the document
    should not be used any more.
    """
    from generator.receipts.changes import Verdict
    from generator.records.ledger import Ledger
    from generator.records.trace import traces_of

    project, workspace = session.project(), session.workspace()
    with Ledger(workspace.root, out or workspace.output) as ledger:
        problems = tell_of_records(session, ledger.history)
        traced = traces_of(what, ledger, project.library, today)
        documents = tuple(_with_dependencies(trace, ledger, project, today) for trace in traced.documents)
        traced = replace(traced, documents=documents)
    for number, trace in enumerate(traced.documents):
        for line in (*([""] if number else []), *_Telling(trace, alone=_is_alone(traced)).lines()):
            session.console.result(line)
    for line in _ending(traced):
        session.console.result(line)
    told = [_as_json(trace, traced.given) for trace in traced.documents]
    session.console.data(
        {
            "verdict": traced.verdict.value,
            "documents": told,
            "file": file_as_json(traced),
            "records": problems,
        }
    )
    return Exit.CONTENT if traced.verdict is Verdict.STOP else Exit.OK


def _ending(traced: Traced) -> Iterator[str]:
    """What in a file is of none of its documents, and what that means for all of it."""
    from generator.receipts.changes import Verdict

    if _is_alone(traced):
        return
    if strange := list(foreign_lines(traced)):
        yield ""
        yield "Not of a document known here:"
        yield from (f"  {line}" for line in strange)
    yield ""
    yield {
        Verdict.STOP: "The file as a whole: do not use it.",
        Verdict.CHECK: "The file as a whole: look before you use it.",
        Verdict.SAFE: f"The file as a whole: safe to use, all {len(traced.documents)} documents in it hold.",
    }[traced.verdict]


def _is_alone(traced: Traced) -> bool:
    """Whether there is one document, and in its file nothing else."""
    return len(traced.documents) == 1 and not any(foreign_lines(traced))


def _with_dependencies(trace: Trace, ledger: Ledger, project: Project, today: date) -> Trace:
    from generator.records.made_otherwise import changes_of_dependencies

    return replace(trace, changes=(*trace.changes, *changes_of_dependencies(trace.receipt, ledger, project, today)))


class _Telling:
    """A trace in words, line by line."""

    def __init__(self, trace: Trace, *, alone: bool) -> None:
        self.trace, self.receipt, self.alone = trace, trace.receipt, alone
        self._sources = {source.id: source for source in trace.receipt.sources}
        self._locators = {(p.ref, c.source): c.locator for p in trace.receipt.points for c in p.cites}

    def lines(self) -> Iterator[str]:
        yield from self._head()
        for statement in self.receipt.statements:
            yield from self._statement(statement)
        yield from self._section(
            "By decision", [f"{a.code} {a.ref}: {a.because} ({a.by})" for a in self.trace.accepted]
        )
        yield from self._section("Approved", list(map(str, self.trace.approved)))
        yield from self._section("Sent", [_sent(release) for release in self.trace.releases])
        notes = [f"{event.at.date().isoformat()}: {', '.join(event.data['files'])}" for event in self.trace.recalls]
        yield from self._section("Correction notes made", notes)
        yield from self._section(
            "Edited by hand since it was made: what stands in the file now", list(edit_lines(self.trace.typed))
        )
        order = sorted(self.trace.changes, key=lambda c: ("stop", "look", "note").index(c.gravity))
        by_hand = [f"{c.gravity}  {c.as_edited}" for c in order if c in self.trace.by_hand]
        yield from self._section("Not as the store has it, since it was edited by hand", by_hand)
        since = [f"{c.gravity}  {c}" for c in order if c not in self.trace.by_hand]
        yield from self._section("Changed in the store since", since)
        yield ""
        yield self._conclusion()

    @staticmethod
    def _section(title: str, entries: Sequence[str]) -> Iterator[str]:
        if entries:
            yield ""
            yield f"{title}:"
            yield from (f"  {entry}" for entry in entries)

    def _head(self) -> Iterator[str]:
        r = self.receipt
        yield r.title
        parts = [f"No. {r.number}", r.clearance, f"as of {r.as_of.isoformat()}", f"office {r.office}", *r.markings]
        yield " · ".join(parts)
        read = f", made of {r.read}" if r.read else ""
        yield f"{r.program}, template {r.template.name}, theme {r.theme.name}{read}"
        if r.corrects:
            yield f"corrects document No. {r.corrects}"
        if self.trace.found:
            yield from self._how_known(self.trace.found)

    @staticmethod
    def _how_known(found: Found) -> Iterator[str]:
        if found.place:
            yield f"In the file: {found.place}"
        if found.how == "number":
            yield "This file has lost its receipt; what follows is that of the document with its number."
        if found.how == "text":
            yield (
                "This file has neither its receipt nor its number; what follows is that of the document in the records "
                f"that reads most like it: {found.near:.0%} of that stands in the file."
            )
        if not found.is_comparable:
            yield "Its receipt is of an older onepager and lacks the text: whether it was edited cannot be said."

    def _statement(self, statement: Statement) -> Iterator[str]:
        from generator.receipts.as_it_says import stated_in
        from generator.receipts.changes import concerns

        yield ""
        yield statement.text
        cited = set()
        for fact in stated_in(statement, self.receipt.facts):
            cited.add(fact.source)
            yield f"    {_figure(fact)}"
            yield f"      {self._citation(fact.source, fact.locator)}"
            for change in (c for c in self.trace.changes if concerns(c, fact) and c.gravity == "stop"):
                is_edit = change in self.trace.by_hand
                yield f"      BY HAND: {change.as_edited}" if is_edit else f"      CHANGED: {change}"
        for source in statement.sources:
            if source not in cited:
                yield f"    {self._citation(source, self._locators.get((statement.point, source), ''))}"
        if not statement.sources:
            yield "    no source"

    def _citation(self, source: str, locator: str) -> str:
        known = self._sources.get(source)
        citation = known.citation if known else source
        return " ".join(filter(None, (citation, f"[{locator}]" if locator else "", known.url if known else "")))

    def _conclusion(self) -> str:
        from generator.receipts.changes import Verdict

        match self.trace.verdict:
            case Verdict.STOP:
                return f"Do not use it: {' and '.join(self._reasons())}."
            case Verdict.CHECK:
                number = sum(c.gravity == "look" for c in self.trace.changes)
                return f"Look before you use it: {count(number, 'thing') + ' to check' if number else self._doubt()}."
            case _:
                begin = "Safe to use" if self.alone else "It holds"
                return f"{begin}: every figure in it is as the store has it now."

    def _reasons(self) -> Iterator[str]:
        if (edits := self.trace.edits) and not self.trace.answered:
            yield f"{count(len(edits), 'thing')} in it {'was' if len(edits) == 1 else 'were'} changed by hand"
        stops = [c in self.trace.by_hand for c in self.trace.changes if c.gravity == "stop"]
        if number := stops.count(False):
            yield f"{count(number, 'thing')} that it says no longer {'holds' if number == 1 else 'hold'}"
        if (number := stops.count(True)) and self.trace.answered:
            yield f"{count(number, 'thing')} changed by hand {'is' if number == 1 else 'are'} not as the store has it"

    def _doubt(self) -> str:
        answered, found = self.trace.answered, self.trace.found
        if self.trace.unapproved:
            return "it is final, and nobody has approved what it says"
        if answered:
            return f"{answered.edited_by} answers for what was changed in it by hand ({answered.because})"
        if found and not found.is_comparable:
            return "its receipt does not tell whether it was edited"
        return "it carries no receipt"


def _sent(release: Release) -> str:
    said = f"{release.on.isoformat()} to {release.to}: {release.name}"
    return f"{said}, edited by {release.edited_by}: {release.because}" if release.edited_by else said


def _as_json(trace: Trace, given: GivenFile | None) -> dict[str, Any]:
    found = trace.found
    file = None
    if given and found:
        known = {"known_by": found.how, "near": round(found.near, 3), "place": found.place}
        file = {"name": given.name, "sha256": given.sha256, "own_receipt": found.how == "receipt", **known}
    return {
        "verdict": trace.verdict.value,
        "receipt": asdict(trace.receipt),
        "changes": [{**c.as_json(), "by_hand": c in trace.by_hand} for c in trace.changes],
        "accepted": [asdict(a) for a in trace.accepted],
        "approved": [approved_as_json(a) for a in trace.approved],
        "releases": [release_as_json(r) for r in trace.releases],
        "file": file,
        "edited": edits_as_json(trace.typed),
    }


def _figure(fact: UsedFact) -> str:
    parts = (fact.period, f"as of {fact.as_of}" if fact.as_of else "no as-of date", fact.status)
    return f"{fact.value}: {fact.ref}, {', '.join(p for p in parts if p)}"


def approved_as_json(approved: Approved) -> dict[str, str]:
    """An approval without the receipt."""
    at = approved.at.isoformat(timespec="seconds")
    return {"by": approved.by, "at": at, "entered_by": approved.entered, "number": approved.receipt.number}


def release_as_json(release: Release) -> dict[str, str]:
    """A release without its receipt."""
    return {
        "number": release.number,
        "file": release.name,
        "sha256": release.sha256,
        "to": release.to,
        "on": release.on.isoformat(),
        "note": release.note,
        "edited_by": release.edited_by,
        "because": release.because,
    }
