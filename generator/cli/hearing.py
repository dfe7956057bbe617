"""`hearing`: everything for one hearing, and how ready it is."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.helpers.batch import BatchOptions, batch_options, run_jobs
from generator.cli.helpers.board import readiness_as_json, show_board
from generator.cli.helpers.console import count, some_of
from generator.cli.helpers.final_option import final_options
from generator.cli.helpers.options import (
    AsOf,
    as_of_option,
    complete_hearing,
    format_option,
    gathered,
)
from generator.cli.helpers.report import Report, RunResult
from generator.cli.helpers.reprint import in_words, since_of
from generator.cli.helpers.session import Session, common
from generator.errors import ContentError, Exit, OnepagerError, Problem, UsageError
from generator.values.dates import press_moment
from generator.values.value import plain_spaces

if TYPE_CHECKING:
    from generator.batch.output import Output, Written
    from generator.batch.plan import Job
    from generator.batch.result import Result
    from generator.document.receipt import Acceptance
    from generator.hearing.night import Asked
    from generator.hearing.reprint import Reprint, Since
    from generator.project import Project
    from generator.store.schema import Hearing

POLL_S = 1.0
"""Polling, not messages of the system: those get lost on network drives."""
RETRY_S = 5.0
"""After a disk or a ledger refused."""


def _papers(wanted: tuple[str, ...], archives: bool, folders: bool, since: str, out: Path | None) -> dict[str, Any]:
    return {"papers": _Papers(wanted, archives, folders, since, out)}


paper_options = gathered(
    (
        format_option("; a binder is not made as text"),
        click.option("--zip", "archives", is_flag=True, help="Also one archive for each Member: what --folders has."),
        click.option(
            "--folders",
            is_flag=True,
            help="Also one folder for each Member: the binder, the documents in it, written testimony.",
        ),
        click.option(
            "--since",
            default="",
            metavar="DATE|NUMBER",
            help="Also say which pages to print again of binders printed then, or at the time of the binder with this "
            "number at its foot.",
        ),
        click.option("--out", type=click.Path(path_type=Path), metavar="FOLDER", help="Where to; otherwise output/."),
    ),
    _papers,
)
"""What is written, and where, as the argument `papers`."""


def _mode(status: bool, watch: bool, clean: bool) -> dict[str, Any]:
    chosen = [name for name, is_chosen in (("status", status), ("watch", watch), ("clean", clean)) if is_chosen]
    if len(chosen) > 1:
        raise UsageError(f"--{chosen[0]} and --{chosen[1]} are two things to do; leave one of them out")
    return {"mode": chosen[0] if chosen else ""}


mode_options = gathered(
    (
        click.option("--status", is_flag=True, help="Make nothing: say how ready every document and binder is."),
        click.option("--watch", is_flag=True, help="Stay, and make again what a change touches; Ctrl-C ends it."),
        click.option(
            "--clean", is_flag=True, help="Make nothing: move what is left over, as of a Member taken out, to earlier/."
        ),
    ),
    _mode,
)
"""What to do if not to make the papers once, as the argument `mode`."""


@click.command("hearing")
@click.argument("hearing", metavar="HEARING", shell_complete=complete_hearing)
@mode_options
@as_of_option
@final_options
@paper_options
@batch_options
@click.option("-v", "--verbose", is_flag=True, help="Say what was done to fit each page, and name every file.")
@common
@click.pass_obj
def hearing_command(
    session: Session,
    hearing: str,
    mode: str,
    as_of: AsOf,
    final: bool,
    accepted: tuple[Acceptance, ...],
    papers: _Papers,
    batch: BatchOptions,
    verbose: bool,
) -> Exit:
    """Make the memos, cards, papers and binders that the manifest of HEARING asks for.

    The manifest is talking_points/hearings/HEARING.yaml. Only what has changed is made again.
    """
    if mode == "watch" and final:
        raise UsageError("--watch is for the drafts of the night; make the final papers once, without it")
    night = _Night(session, hearing, as_of, final, accepted, papers, batch)
    match mode:
        case "status":
            return night.status()
        case "clean":
            return night.clean()
        case "watch":
            return night.watch(verbose)
        case _:
            return night.build(verbose)


@dataclass(frozen=True, slots=True)
class _Papers:
    """In which formats, whether as archives and folders too, since when pages are compared, and where to."""

    formats: tuple[str, ...]
    archives: bool
    folders: bool
    since: str
    out: Path | None


@dataclass(frozen=True, slots=True)
class _Night:
    """The work on one hearing."""

    session: Session
    hearing_id: str
    as_of: AsOf
    final: bool
    accepted: tuple[Acceptance, ...]
    papers: _Papers
    batch: BatchOptions

    @property
    def root(self) -> Path:
        return self.session.workspace().root

    @property
    def folder(self) -> Path:
        return self.papers.out or self.session.workspace().output

    def _asked(self) -> Asked:
        from generator.hearing.night import Asked

        return Asked(self.as_of.day, self.final, self.accepted, self.papers.formats, self.as_of.moment)

    def _planned(self, project: Project, output: Output) -> tuple[Hearing, list[Job]]:
        from generator.hearing.night import find_hearing, plan_hearing
        from generator.requests import refuse_finals_ahead

        hearing = find_hearing(project, self.hearing_id)
        if self.final:
            refuse_finals_ahead(project.library, hearing.topics, self.as_of.moment, datetime.now(UTC))
        return hearing, plan_hearing(project, hearing, self._asked(), output)

    # --- making ----------------------------------------------------------------------------------------------------

    def build(self, verbose: bool) -> Exit:
        """Nothing at all if nothing has changed, else what the plan says."""
        from generator.batch.last_run import LastRun
        from generator.batch.output import opened

        began = time.monotonic()
        papers = self.papers
        command = repr(("hearing", self.hearing_id, self.as_of, self.final, self.accepted, papers))
        warnings: Sequence[Problem] = ()
        untried, approval = 0, "alone"
        with opened(self.folder, self.root) as output:
            since = since_of(papers.since, output.ledger) if papers.since else None
            last_run = LastRun(output.ledger, command, self.root, self.folder, self.as_of.moment)
            if last_run.stands():
                results, delivered = last_run.results()
            else:
                project = self.session.approved_project(output.ledger.history)
                warnings, approval = project.library.warnings, project.library.settings.approval
                hearing, jobs = self._planned(project, output)
                results, untried = run_jobs(self.session, project, jobs, output, self.batch)
                delivered = self._delivered(project, hearing, results, output)
                is_clean = self._tell_what_is_over(project, hearing, output)
                if is_clean and not (untried or warnings):
                    last_run.keep(results, project, delivered)
            again = list(self._reprints(output, since)) if since else []
        told = {"reprint": [asdict(reprint) for reprint in again]} if since else {}
        made = RunResult(results, delivered, untried, told=told, earlier=output.earlier.kept)
        made = replace(made, unsaid=self.final and not approval)
        report = Report(self.session, made, self.folder / self.hearing_id, "estimated")
        report.show(verbose, warnings, time.monotonic() - began)
        for reprint in again:
            self.session.console.result(in_words(reprint))
        return report.code()

    # --- what was printed --------------------------------------------------------------------------------------------

    def _reprints(self, output: Output, since: Since) -> Iterator[Reprint]:
        from generator.hearing.night import find_hearing
        from generator.hearing.reprint import reprints

        hearing = find_hearing(self.session.project(), self.hearing_id)
        yield from reprints(output.ledger, hearing, since, datetime.now(UTC))

    def _delivered(
        self, project: Project, hearing: Hearing, results: Sequence[Result], output: Output
    ) -> list[Written]:
        """Folders and archives for the Members, as far as they are asked for."""
        from generator.batch.archives import write_archives
        from generator.hearing.delivery import parcels, write_folders

        wanted = self.papers.folders or self.papers.archives
        found = parcels(project, hearing, results, final=self.final) if wanted else []
        folders = write_folders(output, found) if self.papers.folders else []
        return [*folders, *(write_archives(output, found) if self.papers.archives else ())]

    # --- what is left over -------------------------------------------------------------------------------------------

    def _left_over(self, project: Project, hearing: Hearing, output: Output) -> list[str]:
        from generator.hearing.left_over import left_over
        from generator.hearing.night import tasks_of

        return left_over(hearing, tasks_of(project, hearing, self._asked()), output)

    def _tell_what_is_over(self, project: Project, hearing: Hearing, output: Output) -> bool:
        """Say that the hearing is over, and name what is left over; whether there was nothing to tell."""
        is_over = hearing.date.date() < self.as_of.day
        if is_over:
            when = plain_spaces(press_moment(hearing.date))
            self.session.console.warn(f"{hearing.id} was on {when}, and is over; if that is not so, check its date")
        names = self._left_over(project, hearing, output)
        if names:
            self.session.console.warn(
                f"{count(len(names), 'file')} in {self.folder} {'is no paper' if len(names) == 1 else 'are no papers'} "
                f"of this hearing any more: {some_of(names)}. To move what is left over to earlier/: "
                f"onepager hearing {hearing.id} --clean"
            )
        return not (names or is_over)

    def clean(self) -> Exit:
        """Move what is left over aside."""
        from generator.batch.output import opened
        from generator.hearing.left_over import set_aside
        from generator.hearing.night import find_hearing

        project = self.session.project()
        hearing = find_hearing(project, self.hearing_id)
        console = self.session.console
        with opened(self.folder, self.root) as output:
            names = self._left_over(project, hearing, output)
            moved = set_aside(names, output)
        for name in names:
            console.say(f"moved: {name}")
        where = moved[0].parents[len(Path(names[0]).parts) - 1] if moved else ""
        console.say(f"{count(len(names), 'file')} moved to {where}." if names else "Nothing is left over.")
        console.data({"hearing": hearing.id, "moved": {n: str(p) for n, p in zip(names, moved, strict=True)}})
        return Exit.OK

    def watch(self, verbose: bool) -> Exit:
        """Make what has changed, over and over, until somebody presses Ctrl-C. The hour at which an embargo ends is a
        change, too."""
        from generator.batch.last_run import LastRun
        from generator.batch.output import opened

        seen: tuple[str, int] | None = None
        embargoes: tuple[datetime, ...] = ()
        refused = ""
        try:
            while True:
                moment = self.as_of.moment
                with opened(self.folder, self.root, pretend=True) as output:
                    inputs = LastRun(output.ledger, "", self.root, self.folder, moment).inputs()
                if (inputs, _ended(embargoes, moment)) != seen:
                    refused = self._once(verbose, refused)
                    if not refused:
                        embargoes = self._embargoes()
                        seen = inputs, _ended(embargoes, moment)
                        self.session.console.say("Watching for changes; Ctrl-C ends it.")
                time.sleep(RETRY_S if refused else POLL_S)
        except KeyboardInterrupt:
            return Exit.OK

    def _embargoes(self) -> tuple[datetime, ...]:
        """When the embargoes of the store end; none are known while it cannot be read, which has been said."""
        try:
            return tuple(self.session.project().library.embargoes())
        except OnepagerError:
            return ()

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
        with opened(self.folder, self.root, pretend=True) as output:
            hearing, jobs = self._planned(project, output)
            board = list(readiness(project, hearing, jobs, output))
            self._tell_what_is_over(project, hearing, output)
        console = self.session.console
        show_board(console, board, f"{self.folder.name}/{hearing.id}" if project.asks_for_approval else "")
        states = Counter(r.state for r in board)
        console.say(f"\n{hearing.title}: {', '.join(f'{n} {state}' for state, n in states.items())}.")
        if awaited := [w.name for w in hearing.witnesses.values() if w.testimony == "awaited"]:
            console.say(f"Written testimony is awaited from {', '.join(awaited)}.")
        if states["blocked"]:
            console.say(f"Blocked for --final; {count(states['blocked'], 'document')} can be made as drafts.")
        console.data({"hearing": hearing.id, "documents": [readiness_as_json(r) for r in board]})
        return Exit.OK


def _ended(embargoes: Sequence[datetime], moment: datetime) -> int:
    """How many embargoes have ended at a moment."""
    return sum(ends <= moment for ends in embargoes)
