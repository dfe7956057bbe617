"""`hearing`: everything for one hearing, and how ready it is."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.helpers.batch import BatchOptions, batch_options, run_jobs
from generator.cli.helpers.console import count, problems_as_json
from generator.cli.helpers.final_option import final_options
from generator.cli.helpers.options import AsOf, as_of_option, complete_hearing
from generator.cli.helpers.report import Report, RunResult
from generator.cli.helpers.session import Session, common
from generator.errors import ContentError, Exit, OnepagerError, Problem, UsageError

if TYPE_CHECKING:
    from generator.batch.output import Output
    from generator.batch.plan import Job
    from generator.document.receipt import Acceptance
    from generator.hearing.night import Readiness
    from generator.project import Project
    from generator.store.schema import Hearing

POLL_S = 1.0
"""Polling, not messages of the system: those get lost on network drives."""
RETRY_S = 5.0
"""After a disk or a ledger refused."""


@click.command("hearing")
@click.argument("hearing", metavar="HEARING", shell_complete=complete_hearing)
@click.option("--status", is_flag=True, help="Make nothing: say how ready every document and binder is.")
@click.option("--watch", is_flag=True, help="Stay, and make again what a change touches; Ctrl-C ends it.")
@as_of_option
@final_options
@click.option("--zip", "archives", is_flag=True, help="Also one archive for each Member: the binder and its documents.")
@batch_options
@click.option("--out", type=click.Path(path_type=Path), metavar="FOLDER", help="Where to; otherwise output/.")
@click.option("-v", "--verbose", is_flag=True, help="Say what was done to fit each page, and name every file.")
@common
@click.pass_obj
def hearing_command(
    session: Session,
    hearing: str,
    status: bool,
    watch: bool,
    as_of: AsOf,
    final: bool,
    accepted: tuple[Acceptance, ...],
    archives: bool,
    batch: BatchOptions,
    out: Path | None,
    verbose: bool,
) -> Exit:
    """Make the memos, cards, papers and binders that the manifest of HEARING asks for.

    The manifest is talking_points/hearings/HEARING.yaml. Only what has changed is made again.
    """
    if status and watch:
        raise UsageError("--status looks once, and --watch goes on; leave one of them out")
    if watch and final:
        raise UsageError("--watch is for the drafts of the night; make the final papers once, without it")
    night = _Night(session, hearing, as_of, final, accepted, out or session.workspace().output, batch)
    if status:
        return night.status()
    return night.watch(verbose) if watch else night.build(verbose, archives)


@dataclass(frozen=True, slots=True)
class _Night:
    """The work on one hearing."""

    session: Session
    hearing_id: str
    as_of: AsOf
    final: bool
    accepted: tuple[Acceptance, ...]
    folder: Path
    batch: BatchOptions

    def _planned(self, project: Project, output: Output) -> tuple[Hearing, list[Job]]:
        from generator.hearing.night import Asked, find_hearing, plan_hearing

        hearing = find_hearing(project, self.hearing_id)
        asked = Asked(self.as_of.day, self.final, self.accepted, moment=self.as_of.moment)
        return hearing, plan_hearing(project, hearing, asked, output)

    # --- making ----------------------------------------------------------------------------------------------------

    def build(self, verbose: bool, archives: bool = False) -> Exit:
        """Nothing at all if nothing has changed, else what the plan says."""
        from generator.batch.last_run import LastRun
        from generator.batch.output import opened

        began = time.monotonic()
        command = repr(("hearing", self.hearing_id, self.as_of, self.final, self.accepted, archives))
        warnings: Sequence[Problem] = ()
        untried = 0
        with opened(self.folder, self.session.workspace().root) as output:
            last_run = LastRun(output.ledger, command, self.session.workspace().root, self.folder, self.as_of.moment)
            if last_run.stands():
                results, packed = last_run.results()
            else:
                from generator.batch.archives import write_archives
                from generator.hearing.night import by_member

                project = self.session.project()
                warnings = project.library.warnings
                hearing, jobs = self._planned(project, output)
                results, untried = run_jobs(self.session, project, jobs, output, self.batch)
                packed = write_archives(output, by_member(project, hearing, results)) if archives else []
                if not (untried or warnings):
                    last_run.keep(results, project, packed)
        made = RunResult(results, packed, untried)
        report = Report(self.session, made, self.folder / self.hearing_id, "estimated")
        report.show(verbose, warnings, time.monotonic() - began)
        return report.code()

    def watch(self, verbose: bool) -> Exit:
        """Make what has changed, over and over, until somebody presses Ctrl-C."""
        from generator.batch.last_run import LastRun
        from generator.batch.output import opened

        seen = refused = ""
        try:
            while True:
                with opened(self.folder, self.session.workspace().root, pretend=True) as output:
                    now = LastRun(
                        output.ledger, "", self.session.workspace().root, self.folder, self.as_of.moment
                    ).inputs()
                if now != seen:
                    refused = self._once(verbose, refused)
                    if not refused:
                        seen = now
                        self.session.console.say("Watching for changes; Ctrl-C ends it.")
                time.sleep(RETRY_S if refused else POLL_S)
        except KeyboardInterrupt:
            return Exit.OK

    def _once(self, verbose: bool, refused: str) -> str:
        """One round. A mistake in the store is shown, and mended the round after. What else is in the way, as a full
        disk, is given back, and shown unless it was so the round before."""
        try:
            self.build(verbose)
        except ContentError as error:
            self.session.console.problems(error.problems, self.session.workspace().root)
        except UsageError:
            raise
        except OnepagerError as error:
            if str(error) != refused:
                self.session.console.fail(str(error))
            return str(error)
        return ""

    # --- the board -------------------------------------------------------------------------------------------------

    def status(self) -> Exit:
        """How ready everything is."""
        from generator.batch.output import opened
        from generator.hearing.night import readiness

        project = self.session.project()
        with opened(self.folder, self.session.workspace().root, pretend=True) as output:
            hearing, jobs = self._planned(project, output)
            board = list(readiness(project, hearing, jobs, output))
        console = self.session.console
        if not console.as_json:
            console.table(("document", "for", "state", "why"), [(*_called(r.job), r.state, r.why) for r in board])
        states = Counter(r.state for r in board)
        console.say(f"\n{hearing.title}: {', '.join(f'{n} {state}' for state, n in states.items())}.")
        if awaited := [w.name for w in hearing.witnesses.values() if w.testimony == "awaited"]:
            console.say(f"Written testimony is awaited from {', '.join(awaited)}.")
        if states["blocked"]:
            console.say(f"Blocked for --final; {count(states['blocked'], 'document')} can be made as drafts.")
        console.data({"hearing": hearing.id, "documents": [_as_json(r) for r in board]})
        return Exit.OK


def _called(job: Job) -> tuple[str, str]:
    """A document as the board names it: its topic and audience, or a binder and its Member."""
    about = job.about
    return ("binder", about.row) if about.row else (about.topic, about.audience)


def _as_json(readiness: Readiness) -> dict[str, object]:
    document, reader = _called(readiness.job)
    return {
        "document": document,
        "for": reader,
        "state": readiness.state,
        "why": readiness.why,
        "stem": readiness.job.task.stem,
        "problems": problems_as_json(readiness.problems),
    }
