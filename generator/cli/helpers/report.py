"""What a build or a hearing's night has to say when it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.cli.helpers.console import Console, count, problems_as_json, some_of, tally
from generator.cli.helpers.session import Session
from generator.errors import Exit, Problem, in_order

if TYPE_CHECKING:
    from generator.batch.output import Written
    from generator.batch.result import Lot, Lots, Result

MOST_ROWS = 150
"""Of the table; of more documents it has a row for each topic and audience."""
MOST_LEFT_OUT = 10
"""Of what has nothing to say, so many documents are named."""
UNSAID = (
    "these finals were made without a second person. Say once, in onepager.yaml, what holds for your office: "
    "approval: required (somebody else approves each draft: onepager approve FILE --by NAME), "
    "or approval: alone (you work alone)"
)
_WORD_PAGES = {
    "estimated": "Word pages estimated; --verify has LibreOffice count them.",
    "verified": "Word pages counted in LibreOffice.",
    "unverifiable": "Word pages estimated.",
}
_NO_LIBREOFFICE = (
    "LibreOffice is not on this computer, so the pages of the Word files are estimated, not verified. "
    "Install it (libreoffice.org) for --verify, or look at them in Word"
)


@dataclass(frozen=True, slots=True)
class RunResult:
    """What came of a run: its documents, its archives, and how many documents it did not come to. `named`: each
    document was asked for by its topic and audience. `earlier` are finals that others took the place of, where they are
    kept; `unsaid`: they are final, and nobody has said whether a second person approves them. `told` is what else JSON
    has of it."""

    documents: Sequence[Result]
    archives: Sequence[Written] = ()
    untried: int = 0
    named: bool = False
    told: Mapping[str, Any] = field(default_factory=dict)
    earlier: Sequence[str] = ()
    unsaid: bool = False


class Report:
    """The report of a run into a folder. `word_pages` says how the pages of Word files are known; empty without any."""

    def __init__(self, session: Session, run: RunResult, folder: Path, word_pages: str = "") -> None:
        self.console: Console = session.console
        self.debug = session.debug
        self.root = session.workspace().root
        self.results = run.documents
        self.folder = folder
        self.word_pages = word_pages
        self.archives = run.archives
        self.untried = run.untried
        self.told = run.told
        self.earlier = list(dict.fromkeys(run.earlier))
        self.unsaid = run.unsaid
        self.left_out = [] if run.named else [r for r in self.results if r.failure and r.failure.nothing]
        self.failed = [r for r in self.results if r.failure and r not in self.left_out]
        self.files = [*(w for r in self.results for w in r.files.values()), *self.archives]

    def code(self) -> Exit:
        if not self.failed:
            return Exit.OK
        return Exit.CONTENT if len(self.failed) == len(self.results) and not self.untried else Exit.PARTIAL

    def show(self, verbose: bool, warnings: Sequence[Problem], seconds: float) -> None:
        self._table(verbose)
        self._failures()
        self._left_out()
        for written in self.files:
            if written.note:
                self.console.warn(written.note)
        if warnings:
            self.console.warn(f"{tally(warnings)}; onepager check shows them")
        if self.word_pages == "unverifiable" and not self.failed:
            self.console.warn(_NO_LIBREOFFICE)
        self._totals(seconds)
        self._finals()
        if self.console.as_json:
            self.console.data(self._as_json(warnings))

    def _table(self, verbose: bool) -> None:
        if self.console.quiet or self.console.as_json:
            return
        from generator.batch.result import lots_of

        made = [r for r in self.results if r.summary]
        if len(made) > MOST_ROWS:
            show_lots(self.console, lots_of(made))
        elif made:
            header = ("topic", "audience", "files", "pages", "full", "left out")
            self.console.table(header, [_row(r) for r in made], right=(3, 4, 5))
        if verbose:
            for result in made:
                self._details(result)

    def _details(self, result: Result) -> None:
        assert result.summary is not None
        self.console.say(f"\n{result.about.called} for {result.about.audience}")
        if result.reason and result.reason != "new":
            self.console.say(f"  {result.reason}")
        for written in result.files.values():
            self.console.say(f"  {'wrote:' if written.changed else 'unchanged:'} {written.path.name}")
        for decision in result.summary.decisions:
            self.console.say(f"  {decision}")

    def _failures(self) -> None:
        """Each cause once, however many documents it stopped."""
        problems = in_order(p for r in self.failed if r.failure for p in r.failure.problems)
        if problems:
            self.console.problems(problems, self.root)
        causes = Counter(r.failure.message for r in self.failed if r.failure)
        for message, times in causes.items():
            stopped = [r for r in self.failed if r.failure and r.failure.message == message]
            names = ", ".join(f"{r.about.called} for {r.about.audience}" for r in stopped[:3])
            more = f" and {times - 3:,} more" if times > 3 else ""
            kind = "not made" if any(not r.files for r in stopped) else "not right"
            self.console.fail(f"{kind}: {names}{more}: {message}")
            trace = next((r.failure.trace for r in stopped if r.failure and r.failure.trace), "")
            if trace:
                self.console.plain_error(trace.rstrip() if self.debug else "Run it again with --debug to see where.")

    def _left_out(self) -> None:
        """What was not made because there is nothing to say, and what is missing."""
        for result in self.left_out[:MOST_LEFT_OUT]:
            assert result.failure is not None
            [problem] = result.failure.problems
            why = problem.why[:1].upper() + problem.why[1:]
            self.console.warn(f"left out: {result.about.called} for {result.about.audience}: {problem.what}. {why}")
        if (more := len(self.left_out) - MOST_LEFT_OUT) > 0:
            self.console.warn(f"left out: {count(more, 'more document')} of which nothing would be on the page")

    def _totals(self, seconds: float) -> None:
        changed = sum(w.changed for w in self.files)
        failed = f", {count(len(self.failed), 'document')} failed" if self.failed else ""
        untried = f", {count(self.untried, 'document')} not tried" if self.untried else ""
        self.console.say(
            f"\n{count(len(self.files), 'file')} in {self.folder}: {changed} written, "
            f"{len(self.files) - changed} unchanged{failed}{untried} ({seconds:.1f} s)"
        )
        from generator.batch.result import letterheads_of

        _say_letterheads(self.console, letterheads_of(self.results))
        if self.word_pages:
            self.console.say(_WORD_PAGES[self.word_pages])

    def _finals(self) -> None:
        """What finals gave way to these, and that nobody has said who approves them."""
        if self.earlier:
            files, kept = count(len(self.earlier), "file"), "is" if len(self.earlier) == 1 else "are"
            self.console.say(f"{files} of finals gave way to new ones, and {kept} kept: {some_of(self.earlier)}")
        if self.unsaid and any(w.changed for r in self.results for w in r.files.values()):
            self.console.warn(UNSAID)

    def _as_json(self, warnings: Sequence[Problem]) -> dict[str, Any]:
        return {
            "ok": not self.failed,
            "folder": str(self.folder),
            "word_pages": self.word_pages,
            "documents": [_result_as_json(r) for r in self.results],
            "left_out": [f"{r.about.called} for {r.about.audience}" for r in self.left_out],
            "archives": [str(w.path) for w in self.archives],
            "untried": self.untried,
            "earlier": self.earlier,
            "warnings": problems_as_json(warnings),
            **self.told,
        }


def _row(result: Result) -> tuple[str, ...]:
    assert result.summary is not None
    made = result.summary
    about = result.about
    return (
        about.called,
        about.audience,
        " ".join(result.files),
        str(made.pages),
        f"{made.fill:.0%}",
        str(made.left_out or ""),
    )


def show_lots(console: Console, lots: Sequence[Lot]) -> None:
    """A row for the documents of each topic and audience."""
    heads = ("topic", "audience", "documents", "files", "new", "pages", "left out")
    numbers = ((lot.documents, lot.files, lot.changed, lot.pages, lot.left_out) for lot in lots)
    said = [tuple(f"{n:,}" if n else "" for n in some) for some in numbers]
    rows = [(lot.topic, lot.audience, *some) for lot, some in zip(lots, said, strict=True)]
    console.table(heads, rows, right=(2, 3, 4, 5, 6))


def show_nothing_to_do(console: Console, lots: Lots, folder: Path, seconds: float) -> None:
    """The short report of a command that had nothing to do."""
    if not console.quiet:
        show_lots(console, lots.lots)
    console.say(f"\n{count(lots.files, 'file')} in {folder}: 0 written, {lots.files} unchanged ({seconds:.1f} s)")
    _say_letterheads(console, lots.letterheads)


def _say_letterheads(console: Console, letterheads: Mapping[str, int]) -> None:
    """Whose letterhead the documents have; of several, how many have each."""
    several = [f"{name} ({count(number, 'document')})" for name, number in sorted(letterheads.items())]
    if letterheads:
        console.say(f"Letterhead: {'; '.join(several if len(several) > 1 else letterheads)}")


def _result_as_json(result: Result) -> dict[str, Any]:
    about, made, failure = result.about, result.summary, result.failure
    entry: dict[str, Any] = {
        "topic": about.topic,
        "audience": about.audience,
        "office": about.office,
        "as_of": about.as_of,
        "row": about.row,
        "reason": result.reason,
    }
    if made:
        entry |= {
            "number": made.number,
            "pages": made.pages,
            "word_pages": result.word_pages,
            "fill": round(made.fill, 3),
            "left_out": made.left_out,
            "letterhead": made.letterhead,
            "decisions": list(made.decisions),
        }
    entry["files"] = [
        {"format": format_, "path": str(w.path), "outcome": w.outcome, "changed": w.changed, "note": w.note}
        for format_, w in result.files.items()
    ]
    if failure:
        entry["error"] = failure.message
        entry["problems"] = problems_as_json(failure.problems)
    return entry
