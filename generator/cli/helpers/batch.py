"""What commands that make many documents share: where they are made, how it is told, and how they end."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from generator.cli.helpers.console import count
from generator.cli.helpers.options import gathered
from generator.cli.helpers.progress import progress
from generator.cli.helpers.session import Session

if TYPE_CHECKING:
    from generator.batch.output import Output
    from generator.batch.plan import Job
    from generator.batch.result import Result
    from generator.batch.run import Elsewhere
    from generator.project import Project

WORTH_PROCESSES = 120
"""Documents that take longer than further processes take to start."""


@dataclass(frozen=True, slots=True)
class BatchOptions:
    """Where documents are made: by so many processes (0: as many as are worth it), or on a cluster."""

    jobs: int
    scheduler: str
    fail_fast: bool

    def elsewhere(self, documents: int) -> Elsewhere | None:
        """None: here, in this process."""
        if self.scheduler:
            from generator.batch.cluster import connect

            return connect(self.scheduler)
        jobs = self.jobs or (_processors() if documents >= WORTH_PROCESSES else 1)
        if jobs == 1 or documents <= 1:
            return None
        from generator.batch import pool
        from generator.batch.run import Elsewhere

        return Elsewhere(pool.local(jobs), jobs)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _gathered(jobs: int, scheduler: str, keep_going: bool) -> dict[str, Any]:
    return {"batch": BatchOptions(jobs, scheduler, not keep_going)}


batch_options = gathered(
    (
        click.option(
            "--jobs",
            type=click.IntRange(0, 256),
            default=0,
            metavar="N",
            help="Processes to make documents with; otherwise as many as are worth it.",
        ),
        click.option("--scheduler", default="", metavar="ADDRESS", help="Make them on this Dask cluster (tcp://...)."),
        click.option(
            "--keep-going/--fail-fast",
            "keep_going",
            default=True,
            help="Go on after a document that fails (the default), or stop there.",
        ),
    ),
    _gathered,
)
"""`--jobs`, `--scheduler` and `--fail-fast`, as the argument `batch`."""


@contextmanager
def _interrupts() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed: what is in hand is finished first. Pressed again, it ends at once.

    As an exception it could strike anywhere, and some of what documents are made with catches every exception there is.
    """
    pressed: list[int] = []

    def note(number: int, frame: object) -> None:
        if pressed:
            raise KeyboardInterrupt
        pressed.append(number)

    try:
        before = signal.signal(signal.SIGINT, note)
    except ValueError:  # not the main thread: somebody else looks after it
        yield lambda: False
        return
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)


def run_jobs(
    session: Session, project: Project, jobs: Sequence[Job], output: Output, batch: BatchOptions
) -> tuple[list[Result], int]:
    """The results in the order of the jobs, and how many documents were not tried. Raises `KeyboardInterrupt` after
    saying how far it came."""
    from generator.batch.run import Runner

    runner = Runner(project, output, batch.elsewhere(sum(bool(job.reason) for job in jobs)))
    found: dict[str, Result] = {}
    try:
        with _interrupts() as asked_to_stop, progress(session.console, len(jobs)) as advance:
            for results in runner.run(jobs):
                found.update((r.stem, r) for r in results)
                advance(len(results))
                if asked_to_stop():
                    raise KeyboardInterrupt
                if batch.fail_fast and any(r.failure and not r.failure.nothing for r in results):
                    break
    except KeyboardInterrupt:
        done = sum(not r.failure for r in found.values())
        session.console.say(f"\n{done:,} of {count(len(jobs), 'document')} are done.")
        raise
    return [found[j.task.stem] for j in jobs if j.task.stem in found], len(jobs) - len(found)
