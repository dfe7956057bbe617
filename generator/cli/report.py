"""What a build or a hearing's night has to say when it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.cli.console import Console, count, problems_as_json, tally
from generator.cli.session import Session
from generator.errors import Exit, Problem, in_order

if TYPE_CHECKING:
    from generator.batch.output import Written
    from generator.batch.result import Result

MOST_ROWS = 150
"""Of the table; of more documents it has a row for each topic and audience."""
_WORD_PAGES = {
    "estimated": "Word pages estimated; --verify has LibreOffice count them.",
    "verified": "Word pages counted in LibreOffice.",
    "unverifiable": "Word pages estimated.",
}
_NO_LIBREOFFICE = (
    "LibreOffice is not on this computer, so the pages of the Word files are estimated, not verified. "
    "Install it (libreoffice.org) for --verify, or look at them in Word"
)


class Report:
    """The report of a run. `others` are files that are no documents (archives); `untried` were not come to."""

    def __init__(
        self,
        session: Session,
        results: Sequence[Result],
        folder: Path,
        word_pages: str = "",
        others: Sequence[Written] = (),
        untried: int = 0,
    ) -> None:
        self.console: Console = session.console
        self.debug = session.debug
        self.root = session.workspace().root
        self.results = results
        self.folder = folder
        self.word_pages = word_pages
        self.others = others
        self.untried = untried
        self.failed = [r for r in results if r.failure]
        self.files = [*(w for r in results for w in r.files.values()), *others]

    def code(self) -> Exit:
        if not self.failed:
            return Exit.OK
        return Exit.CONTENT if len(self.failed) == len(self.results) and not self.untried else Exit.PARTIAL

    def show(self, verbose: bool, warnings: Sequence[Problem], seconds: float) -> None:
        self._table(verbose)
        self._failures()
        for written in self.files:
            if written.note:
                self.console.warn(written.note)
        if warnings:
            self.console.warn(f"{tally(warnings)}; onepager check shows them")
        if self.word_pages == "unverifiable" and not self.failed:
            self.console.warn(_NO_LIBREOFFICE)
        self._totals(seconds)
        self.console.data(self._as_json(warnings))

    def _table(self, verbose: bool) -> None:
        if self.console.quiet or self.console.as_json:
            return
        made = [r for r in self.results if r.summary]
        if len(made) > MOST_ROWS:
            lots = ("topic", "audience", "documents", "files", "new", "pages", "left out")
            self.console.table(lots, _lots(made), right=(2, 3, 4, 5, 6))
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

    def _totals(self, seconds: float) -> None:
        changed = sum(w.changed for w in self.files)
        failed = f", {count(len(self.failed), 'document')} failed" if self.failed else ""
        untried = f", {count(self.untried, 'document')} not tried" if self.untried else ""
        self.console.say(
            f"\n{count(len(self.files), 'file')} in {self.folder}: {changed} written, "
            f"{len(self.files) - changed} unchanged{failed}{untried} ({seconds:.1f} s)"
        )
        if self.word_pages:
            self.console.say(_WORD_PAGES[self.word_pages])

    def _as_json(self, warnings: Sequence[Problem]) -> dict[str, Any]:
        return {
            "ok": not self.failed,
            "folder": str(self.folder),
            "word_pages": self.word_pages,
            "documents": [_result_as_json(r) for r in self.results],
            "archives": [str(w.path) for w in self.others],
            "untried": self.untried,
            "warnings": problems_as_json(warnings),
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


def _lots(results: Sequence[Result]) -> Iterable[tuple[str, ...]]:
    """A row for the documents of each topic and audience."""

    def lot(result: Result) -> tuple[str, str]:
        return result.about.topic, result.about.audience

    for (topic, audience), group in groupby(sorted(results, key=lot), lot):
        some = list(group)
        files = [w for r in some for w in r.files.values()]
        pages = sum(r.summary.pages for r in some if r.summary)
        left_out = sum(r.summary.left_out for r in some if r.summary)
        numbers = (len(some), len(files), sum(w.changed for w in files), pages, left_out)
        yield (topic, audience, *(f"{n:,}" if n else "" for n in numbers))


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
