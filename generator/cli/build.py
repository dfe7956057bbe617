"""`build`: the Word and PDF files."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.console import Console, count, problems_as_json, tally
from generator.cli.options import (
    as_of_option,
    complete_audience,
    complete_each,
    complete_format,
    complete_topic,
    flat,
    formats,
    office_option,
    words,
)
from generator.cli.session import Session, common
from generator.errors import Exit, Problem, UsageError, in_order

if TYPE_CHECKING:
    from generator.cli.runner import Result
    from generator.pipeline import Project, Request
    from generator.writers.receipt import Acceptance


_WORD_PAGES = {
    "estimated": "Word pages estimated; --verify has LibreOffice count them.",
    "verified": "Word pages counted in LibreOffice.",
    "unverifiable": "Word pages estimated.",
}
_NO_LIBREOFFICE = (
    "LibreOffice is not on this computer, so the pages of the Word files are estimated, not verified. "
    "Install it (libreoffice.org) for --verify, or look at them in Word"
)


@click.command("build")
@click.argument("topics", nargs=-1, metavar="[TOPIC]...", shell_complete=complete_topic)
@click.option(
    "-a",
    "--audience",
    "audiences",
    multiple=True,
    type=words,
    metavar="AUDIENCE",
    shell_complete=complete_audience,
    help="Only for this audience; may be given several times, or with commas.",
)
@office_option
@click.option(
    "--format",
    "wanted",
    type=formats,
    default="docx,pdf",
    show_default=True,
    metavar="FORMATS",
    shell_complete=complete_format,
    help="Any of docx, pdf and txt, with commas.",
)
@as_of_option
@click.option(
    "--each",
    metavar="WHAT",
    shell_complete=complete_each,
    help="One document for each row of a table (table:ID), or for each of the offices.",
)
@click.option(
    "--where", default="", metavar="TEST", help="With --each: only rows for which this holds, as 'state in [MA, CA]'."
)
@click.option("--final", is_flag=True, help="Not a draft: refuse what nobody should stand behind.")
@click.option(
    "--accept",
    "accepts",
    multiple=True,
    metavar="CODE:ID",
    help="With --final: let this one refusal stand, as TP104:nih-funding/jobs; with --by and --because.",
)
@click.option("--by", default="", metavar="NAME", help="With --accept: who decided it.")
@click.option("--because", default="", metavar="REASON", help="With --accept: why.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FOLDER", help="Where to; otherwise output/.")
@click.option("--dry-run", is_flag=True, help="Write nothing: say what would be written.")
@click.option("--verify", is_flag=True, help="Open each Word file in LibreOffice and count its pages.")
@click.option("-v", "--verbose", is_flag=True, help="Say what was done to fit each page, and name every file.")
@common
@click.pass_obj
def build_command(
    session: Session,
    topics: tuple[str, ...],
    audiences: tuple[tuple[str, ...], ...],
    office: str | None,
    wanted: tuple[str, ...],
    as_of: date,
    each: str | None,
    where: str,
    final: bool,
    accepts: tuple[str, ...],
    by: str,
    because: str,
    out: Path | None,
    dry_run: bool,
    verify: bool,
    verbose: bool,
) -> Exit:
    """Make the documents for each TOPIC and audience; without any, for all of them.

    A file that somebody edited is never overwritten: the new one gets _v2 at the end of its name.
    """
    from generator import pipeline
    from generator.batch.output import opened
    from generator.cli.runner import run

    if verify and dry_run:
        raise UsageError("--verify opens the Word files, and --dry-run writes none; leave one of them out")
    accepted = _accepted(final, accepts, by, because)
    began = time.monotonic()
    folder = out or session.workspace().output
    project = session.project()
    requests = pipeline.requests(project, topics, flat(audiences), office, as_of)
    if each == "offices" and office:
        raise UsageError("--each offices makes the documents of all of them; leave --office out")
    if each or where:
        requests = _merged(session, project, requests, each or "", where, fitting=not topics)
    requests = [replace(r, final=final, accepted=accepted) for r in requests]
    with opened(folder, pretend=dry_run) as output:
        results = list(run(project, requests, wanted, output))
    word_pages = _word_pages(results, verify)
    report = _Report(session, results, folder, dry_run, word_pages)
    report.show(verbose, project.library.warnings, time.monotonic() - began)
    return report.code()


def _accepted(final: bool, accepts: Sequence[str], by: str, because: str) -> tuple[Acceptance, ...]:
    """The refusals that somebody overrules for this build, and this build only."""
    from generator.writers.receipt import Acceptance

    if not accepts:
        if by or because:
            raise UsageError(
                "--by and --because say who accepts what, and why; name it: --accept TP104:nih-funding/jobs"
            )
        return ()
    if not final:
        raise UsageError("--accept is for final documents; add --final (drafts refuse nothing)")
    if not by.strip() or not because.strip():
        raise UsageError('--accept needs a name and a reason: --by "A. Staff" --because "the new count is due Friday"')
    pairs = [accept.partition(":") for accept in accepts]
    if wrong := [code for code, colon, ref in pairs if not (colon and code and ref)]:
        raise UsageError(f'"{wrong[0]}" is not CODE:ID; write it as the refusal has it, as TP104:nih-funding/jobs')
    return tuple(Acceptance(code, ref, by.strip(), because.strip()) for code, _, ref in pairs)


def _merged(
    session: Session, project: Project, requests: Sequence[Request], each: str, where: str, *, fitting: bool
) -> list[Request]:
    """The requests once for each row. What looks wrong in the tables is said first: on paper it is said too late."""
    from generator.batch import merge

    if not each:
        raise UsageError("--where chooses rows; say of what with --each table:ID or --each offices")
    found = merge.merged(project, requests, each, where, fitting=fitting)
    if doubts := merge.doubts(project, each):
        session.console.problems(doubts, project.root)
    return found


def _word_pages(results: Sequence[Result], verify: bool) -> str:
    """How the pages of the Word files are known; empty without any."""
    if not any("docx" in r.files for r in results):
        return ""
    if not verify:
        return "estimated"
    from generator.cli import verification

    return verification.verify(results).value


class _Report:
    """What a build has to say when it is done."""

    def __init__(
        self, session: Session, results: Sequence[Result], folder: Path, dry_run: bool, word_pages: str
    ) -> None:
        self.console: Console = session.console
        self.debug = session.debug
        self.root = session.workspace().root
        self.results = results
        self.folder = folder
        self.dry_run = dry_run
        self.word_pages = word_pages
        self.failed = [r for r in results if r.failure]
        self.files = [w for r in results for w in r.files.values()]

    def code(self) -> Exit:
        if not self.failed:
            return Exit.OK
        return Exit.CONTENT if len(self.failed) == len(self.results) else Exit.PARTIAL

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
        made = [r for r in self.results if r.made]
        if made:
            header = ("topic", "audience", "files", "pages", "full", "left out")
            self.console.table(header, [_row(r) for r in made], right=(3, 4, 5))
        if verbose:
            for result in made:
                self._details(result)

    def _details(self, result: Result) -> None:
        assert result.made is not None
        self.console.say(f"\n{_called(result.request)} for {result.request.audience}")
        for written in result.files.values():
            self.console.say(f"  {self._verb(written.changed)} {written.path.name}")
        for decision in result.made.decisions:
            self.console.say(f"  {decision}")

    def _verb(self, changed: bool) -> str:
        if not changed:
            return "unchanged:"
        return "would write:" if self.dry_run else "wrote:"

    def _failures(self) -> None:
        """Each cause once, however many documents it stopped."""
        problems = in_order(p for r in self.failed if r.failure for p in r.failure.problems)
        if problems:
            self.console.problems(problems, self.root)
        causes = Counter(r.failure.message for r in self.failed if r.failure)
        for message, times in causes.items():
            stopped = [r for r in self.failed if r.failure and r.failure.message == message]
            names = ", ".join(f"{_called(r.request)} for {r.request.audience}" for r in stopped[:3])
            more = f" and {times - 3} more" if times > 3 else ""
            kind = "not made" if any(r.made is None or not r.files for r in stopped) else "not right"
            self.console.fail(f"{kind}: {names}{more}: {message}")
            trace = next((r.failure.trace for r in stopped if r.failure and r.failure.trace), "")
            if trace:
                self.console.plain_error(trace.rstrip() if self.debug else "Run it again with --debug to see where.")

    def _totals(self, seconds: float) -> None:
        changed = sum(w.changed for w in self.files)
        verb = "would be written" if self.dry_run else "written"
        failed = f", {count(len(self.failed), 'document')} failed" if self.failed else ""
        self.console.say(
            f"\n{count(len(self.files), 'file')} in {self.folder}: {changed} {verb}, "
            f"{len(self.files) - changed} unchanged{failed} ({seconds:.1f} s)"
        )
        if self.word_pages:
            self.console.say(_WORD_PAGES[self.word_pages])

    def _as_json(self, warnings: Sequence[Problem]) -> dict[str, Any]:
        return {
            "ok": not self.failed,
            "folder": str(self.folder),
            "dry_run": self.dry_run,
            "word_pages": self.word_pages,
            "documents": [_result_as_json(r) for r in self.results],
            "warnings": problems_as_json(warnings),
        }


def _called(request: Request) -> str:
    return f"{request.topic} {request.row}" if request.row else request.topic


def _row(result: Result) -> tuple[str, ...]:
    assert result.made is not None
    laid = result.made.laid
    return (
        _called(result.request),
        result.request.audience,
        " ".join(result.files),
        str(len(laid.pages)),
        f"{laid.fill:.0%}",
        str(result.left_out or ""),
    )


def _result_as_json(result: Result) -> dict[str, Any]:
    request, made, failure = result.request, result.made, result.failure
    entry: dict[str, Any] = {
        "topic": request.topic,
        "audience": request.audience,
        "office": request.office,
        "as_of": request.as_of.isoformat(),
        "row": request.row,
    }
    if made:
        entry |= {
            "number": made.laid.document.number,
            "pages": len(made.laid.pages),
            "word_pages": result.word_pages,
            "fill": round(made.laid.fill, 3),
            "left_out": result.left_out,
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
