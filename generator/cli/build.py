"""`build`: the Word and PDF files."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.helpers.batch import BatchOptions, batch_options, run_jobs
from generator.cli.helpers.console import count, some_of
from generator.cli.helpers.final_option import final_options
from generator.cli.helpers.options import (
    AsOf,
    as_of_option,
    complete_audience,
    complete_each,
    complete_topic,
    flat,
    format_option,
    office_option,
    words,
)
from generator.cli.helpers.report import MOST_ROWS, Report, RunResult, show_nothing_to_do
from generator.cli.helpers.session import Session, common
from generator.errors import Exit, Problem, UsageError

if TYPE_CHECKING:
    from generator.batch.last_run import LastRun
    from generator.batch.output import Output, Written
    from generator.batch.plan import Job
    from generator.batch.result import Lots, Result
    from generator.document.receipt import Acceptance
    from generator.pipeline import Request
    from generator.project import Project


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
@format_option()
@as_of_option
@click.option(
    "--each",
    metavar="WHAT",
    shell_complete=complete_each,
    help="One document for each row of a table (table:ID), or for each of the offices.",
)
@click.option(
    "--where", default="", metavar="TEST", help='With --each: only rows for which this holds, as "state in [MA, CA]".'
)
@final_options
@click.option("--out", type=click.Path(path_type=Path), metavar="FOLDER", help="Where to; otherwise output/.")
@click.option("--zip", "archives", is_flag=True, help="Also one archive for each recipient (audience, office or row).")
@batch_options
@click.option("--dry-run", is_flag=True, help="Make nothing: say which documents would be made, and why.")
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
    as_of: AsOf,
    each: str | None,
    where: str,
    final: bool,
    accepted: tuple[Acceptance, ...],
    out: Path | None,
    archives: bool,
    batch: BatchOptions,
    dry_run: bool,
    verify: bool,
    verbose: bool,
) -> Exit:
    """Make the documents for each TOPIC and audience; without any, for all of them.

    A file that somebody edited is never overwritten: the new one gets _v2 at the end of its name.
    """
    if verify and dry_run:
        raise UsageError("--verify opens the Word files, and --dry-run writes none; leave one of them out")
    if each == "offices" and office:
        raise UsageError("--each offices makes the documents of all of them; leave --office out")
    if where and not each:
        raise UsageError("--where chooses rows; say of what with --each table:ID or --each offices")
    wish = _Wish(topics, flat(audiences), office, wanted, as_of, each or "", where, final, accepted, archives)
    return _Build(session, wish, out, batch).run(dry_run=dry_run, verify=verify, verbose=verbose)


batch_command = build_command
"""Under this name many look for it."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a build is asked for."""

    topics: tuple[str, ...]
    audiences: tuple[str, ...]
    office: str | None
    formats: tuple[str, ...]
    as_of: AsOf
    each: str
    where: str
    final: bool
    accepted: tuple[Acceptance, ...]
    archives: bool


class _Build:
    """One build: nothing at all if nothing has changed, else what the plan says."""

    def __init__(self, session: Session, wish: _Wish, out: Path | None, batch: BatchOptions) -> None:
        self.session, self.wish, self.batch = session, wish, batch
        self.root = session.workspace().root
        self.folder = out or session.workspace().output
        self.began = time.monotonic()
        self.gaps: list[str] = []

    def run(self, *, dry_run: bool, verify: bool, verbose: bool) -> Exit:
        from generator.batch.last_run import LastRun
        from generator.batch.output import opened

        with opened(self.folder, self.root, pretend=dry_run) as output:
            last_run = LastRun(output.ledger, repr(self.wish), self.root, self.folder, self.wish.as_of.moment)
            if not (dry_run or verify) and (lots := last_run.stands()):
                return self._nothing_to_do(last_run, lots, verbose)
            project = self.session.approved_project(output.ledger.history)
            jobs = self._planned(project, output)
            if dry_run:
                return self._would(project, jobs)
            results, untried = run_jobs(self.session, project, jobs, output, self.batch)
            self._tell_left_over(project, output)
            self._tell_emptied(output, jobs, results)
            word_pages = _word_pages(results, verify=verify)
            archives = self._archives(output, results) if self.wish.archives else []
            if not (untried or verify or project.library.warnings or self.gaps):
                last_run.keep(results, project, archives)
        named = bool(self.wish.topics and self.wish.audiences and not self.wish.each)
        made = RunResult(results, archives, untried, named, earlier=output.earlier.kept)
        made = replace(made, unsaid=self.wish.final and not project.library.settings.approval)
        report = Report(self.session, made, self.folder, word_pages)
        return self._tell(report, verbose, project.library.warnings)

    def _nothing_to_do(self, last_run: LastRun, lots: Lots, verbose: bool) -> Exit:
        """Of many documents a short account: to read the whole one back would take most of the time."""
        if lots.documents > MOST_ROWS and not (verbose or self.session.console.as_json):
            show_nothing_to_do(self.session.console, lots, self.folder, time.monotonic() - self.began)
            return Exit.OK
        results, archives = last_run.results()
        report = Report(self.session, RunResult(results, archives), self.folder, _word_pages(results))
        return self._tell(report, verbose)

    def _planned(self, project: Project, output: Output) -> list[Job]:
        from generator.batch.plan import plan
        from generator.requests import refuse_finals_ahead
        from generator.requests import requests as requests_for

        wish = self.wish
        if not project.library.topics:
            raise UsageError("there is no topic yet; onepager new topic NAME begins one")
        requests = requests_for(project, wish.topics, wish.audiences, wish.office, wish.as_of.day)
        if wish.each:
            requests = self._merged(project, requests)
        self._tell_gaps(project, requests)
        moment = wish.as_of.moment
        if wish.final:
            refuse_finals_ahead(project.library, {r.topic for r in requests}, moment, datetime.now(UTC))
        requests = [replace(r, final=wish.final, accepted=wish.accepted, moment=moment) for r in requests]
        return plan(project, requests, wish.formats, output)

    def _merged(self, project: Project, requests: Sequence[Request]) -> list[Request]:
        """The requests once for each row. What looks wrong in the tables is said first: on paper it is too late."""
        from generator.batch import merge

        each = self.wish.each
        found = merge.merged(project, requests, each, self.wish.where, fitting=not self.wish.topics)
        if doubts := merge.doubts(project, each):
            self.session.console.problems(doubts, project.root)
        return found

    def _tell_gaps(self, project: Project, requests: Sequence[Request]) -> None:
        from generator.batch import merge

        self.gaps = merge.gaps(project, requests)
        for gap in self.gaps:
            self.session.console.warn(f"{gap}; onepager explain says which")

    def _tell_left_over(self, project: Project, output: Output) -> None:
        from generator.batch.plan import left_over
        from generator.hearing.left_over import binders_left_over

        if files := [*left_over(project, output), *binders_left_over(project, output)]:
            self.session.console.warn(
                f"{count(len(files), 'file')} in {self.folder} cannot be made any more, since the topic, audience, "
                f"office, hearing, Member or row is gone from the store: {some_of(files)}. Delete what you do not need"
            )

    def _tell_emptied(self, output: Output, jobs: Sequence[Job], results: Sequence[Result]) -> None:
        from generator.batch.plan import emptied

        empty = {result.stem for result in results if result.failure and result.failure.nothing}
        if files := emptied(output, [job.task for job in jobs if job.task.stem in empty]):
            self.session.console.warn(
                f"{count(len(files), 'file')} in {self.folder} of an earlier build would be an empty page now: "
                f"{some_of(files)}. Do not use them; delete what you do not need"
            )

    def _would(self, project: Project, jobs: Sequence[Job]) -> Exit:
        """What a run would do."""
        from generator.batch.plan import with_nothing_to_say

        empty = with_nothing_to_say(project, jobs)
        for nothing in empty.values():
            why = nothing.lacking[0].upper() + nothing.lacking[1:]
            self.session.console.warn(f"would be left out: {nothing.reason}. {why}")
        jobs = [job for job in jobs if job.task.stem not in empty]
        todo = [job for job in jobs if job.reason]
        rows = [(job.about.called, job.about.audience, job.reason) for job in todo]
        if rows and not self.session.console.as_json:
            self.session.console.table(("topic", "audience", "why"), rows)
        self.session.console.say(
            f"\n{count(len(todo), 'document')} would be made, {count(len(jobs) - len(todo), 'document')} "
            f"stand as they should in {self.folder}. Nothing was written."
        )
        documents = [{**asdict(job.about), "stem": job.task.stem, "reason": job.reason} for job in jobs]
        told = {"folder": str(self.folder), "documents": documents, "left_out": [*empty]}
        self.session.console.data({"ok": True, "dry_run": True, **told})
        return Exit.OK

    def _archives(self, output: Output, results: Sequence[Result]) -> list[Written]:
        from generator.batch.archives import by_recipient, write_archives

        return write_archives(output, by_recipient(results, final=self.wish.final))

    def _tell(self, report: Report, verbose: bool, warnings: Sequence[Problem] = ()) -> Exit:
        report.show(verbose, warnings, time.monotonic() - self.began)
        return report.code()


def _word_pages(results: Sequence[Result], *, verify: bool = False) -> str:
    """How the pages of the Word files are known; empty without any."""
    if not any("docx" in r.files for r in results):
        return ""
    if not verify:
        return "estimated"
    from generator.cli import verification

    return verification.verify(results).value
