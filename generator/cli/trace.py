"""`trace`: where a finished document comes from, and what has become of that since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.helpers.console import count
from generator.cli.helpers.options import day
from generator.cli.helpers.records import tell_of_records
from generator.cli.helpers.session import Session, common
from generator.errors import Exit

if TYPE_CHECKING:
    from generator.document.receipt import Statement, UsedFact
    from generator.records.history import Release
    from generator.records.trace import Trace

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

    library, workspace = session.project().library, session.workspace()
    with Ledger(workspace.root, out or workspace.output) as ledger:
        problems = tell_of_records(session, ledger.history)
        traces = traces_of(what, ledger, library, today)
    for trace in traces:
        for line in _Telling(trace).lines():
            session.console.result(line)
    session.console.data({"documents": [_as_json(trace) for trace in traces], "records": problems})
    return Exit.CONTENT if any(trace.verdict is Verdict.STOP for trace in traces) else Exit.OK


class _Telling:
    """A trace in words, line by line."""

    def __init__(self, trace: Trace) -> None:
        self.trace, self.receipt = trace, trace.receipt
        self._facts = {fact.ref: fact for fact in trace.receipt.facts}
        self._sources = {source.id: source for source in trace.receipt.sources}
        self._locators = {(p.ref, c.source): c.locator for p in trace.receipt.points for c in p.cites}

    def lines(self) -> Iterator[str]:
        yield from self._head()
        for statement in self.receipt.statements:
            yield from self._statement(statement)
        yield from self._section(
            "By decision", [f"{a.code} {a.ref}: {a.because} ({a.by})" for a in self.trace.accepted]
        )
        yield from self._section("Sent", [f"{r.on.isoformat()} to {r.to}: {r.name}" for r in self.trace.releases])
        notes = [f"{event.at.date().isoformat()}: {', '.join(event.data['files'])}" for event in self.trace.recalls]
        yield from self._section("Correction notes made", notes)
        edits = [f"“{text}”" for text in self.trace.lost]
        yield from self._section("Edited since it was made: these sentences are not in the file any more", edits)
        order = sorted(self.trace.changes, key=lambda c: ("stop", "look", "note").index(c.gravity))
        yield from self._section("Changed in the store since", [f"{c.gravity}  {c}" for c in order])
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
        if self.trace.given and not self.trace.given.own:
            yield "This file has lost its receipt; what follows is that of the document with its number."

    def _statement(self, statement: Statement) -> Iterator[str]:
        yield ""
        yield statement.text
        cited = set()
        for ref in statement.facts:
            if fact := self._facts.get(ref):
                cited.add(fact.source)
                yield f"    {_figure(fact)}"
                yield f"      {self._citation(fact.source, fact.locator)}"
                yield from (f"      CHANGED: {c}" for c in self.trace.changes if c.ref == ref and c.gravity == "stop")
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
                number = sum(c.gravity == "stop" for c in self.trace.changes)
                verb = "holds" if number == 1 else "hold"
                return f"Do not use it: {count(number, 'thing')} that it says no longer {verb}."
            case Verdict.CHECK:
                number = sum(c.gravity == "look" for c in self.trace.changes)
                return f"Look before you use it: {count(number, 'thing')} to check."
            case _:
                return "Safe to use: every figure in it is as the store has it now."


def _as_json(trace: Trace) -> dict[str, Any]:
    given = trace.given
    return {
        "verdict": trace.verdict.value,
        "receipt": asdict(trace.receipt),
        "changes": [c.as_json() for c in trace.changes],
        "accepted": [asdict(a) for a in trace.accepted],
        "releases": [release_as_json(r) for r in trace.releases],
        "file": {"name": given.name, "sha256": given.sha256, "own_receipt": given.own} if given else None,
        "edited": trace.lost,
    }


def _figure(fact: UsedFact) -> str:
    parts = (fact.period, f"as of {fact.as_of}" if fact.as_of else "no as-of date", fact.status)
    return f"{fact.value}: {fact.ref}, {', '.join(p for p in parts if p)}"


def release_as_json(release: Release) -> dict[str, str]:
    """A release without its receipt."""
    return {
        "number": release.number,
        "file": release.name,
        "sha256": release.sha256,
        "to": release.to,
        "on": release.on.isoformat(),
        "note": release.note,
    }
