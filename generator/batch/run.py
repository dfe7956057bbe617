"""Runs a plan: documents are made, here or by workers, and their files written here, chunk by chunk.

A chunk is entered in the ledger, written and noted as built before the next is looked at. So whenever a run ends, even
by `kill -9`, every file is whole, and the same command makes what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.batch import worker
from generator.batch.keys import Key
from generator.batch.output import CannotWrite, File, Output, Written
from generator.batch.plan import Job
from generator.batch.result import Failure, Result
from generator.batch.time_limit import Watch
from generator.batch.worker import Done, Task, do_all
from generator.errors import ContentError, OnepagerError
from generator.pipeline import Project
from generator.records.built import Built, Entry
from generator.records.ledger import Origin

if TYPE_CHECKING:
    from concurrent.futures import Executor

STRETCH = 8
"""Documents made here before their files are written."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An executor to make documents on. What comes from another machine is looked through for leaks here (`distrust`)
    before it is written."""

    begin: Callable[[], Executor]
    jobs: int
    distrust: bool = False


class Runner:
    """Runs the jobs of one project into one output folder."""

    def __init__(self, project: Project, output: Output, elsewhere: Elsewhere | None = None) -> None:
        self.project, self.output, self.elsewhere = project, output, elsewhere
        self._built = Built(output.ledger)

    def run(self, jobs: Sequence[Job]) -> Iterator[list[Result]]:
        """The results as they come, several at a time: first what stands already. Leaving the loop ends the run."""
        if standing := [self._standing(job) for job in jobs if not job.reason]:
            yield standing
        todo = {job.task.stem: job for job in jobs if job.reason}
        for done in self._done([job.task for job in todo.values()]):
            yield self._written(done, todo)
        self._built.forget_unused()

    def _standing(self, job: Job) -> Result:
        assert job.known is not None
        stamps = {f: job.known.files[f] for f in job.task.formats}
        files = {f: Written(self.output.folder / s.name, "unchanged", False, "", s) for f, s in stamps.items()}
        return Result(job.about, job.task.stem, "", job.known.summary, files)

    def _done(self, tasks: Sequence[Task]) -> Iterator[list[Done]]:
        if not tasks:
            return
        if self.elsewhere is None:
            watch = Watch()
            for i in range(0, len(tasks), STRETCH):
                yield do_all(self.project, tasks[i : i + STRETCH], watch)
            return
        from generator.batch.pool import Workers  # late: most builds are made here

        for done in Workers(self.project, self.elsewhere.begin, self.elsewhere.jobs).do(tasks):
            yield [self._inspected(d) for d in done] if self.elsewhere.distrust else done

    def _inspected(self, done: Done) -> Done:
        if done.failure:
            return done
        clearance = worker.clearance_of(self.project, done.task.request)
        try:
            worker.inspect(self.project, clearance, done.task, done.files)
        except ContentError as error:
            return Done(done.task, Failure("the content is at fault", tuple(error.problems)))
        return done

    def _written(self, done: Sequence[Done], todo: dict[str, Job]) -> list[Result]:
        """Write the files of documents that were made, and note them as built."""
        good = [d for d in done if not d.failure]
        files = [File(f"{d.task.stem}.{f}", data, _origin(d, f)) for d in good for f, data in d.files.items()]
        entries = [d.entry for d in good if d.entry]
        results, kept = [], []
        with self.output.writing(files, entries) as outcomes:
            written = iter(outcomes)
            for d in done:
                job = todo[d.task.stem]
                files_of, failure = _sorted_out(d, written)
                result = Result(job.about, d.task.stem, job.reason, d.summary, files_of, failure)
                results.append(result)
                if entry := self._entry(d, job, result):
                    kept.append((entry, job.key))
            self._built.keep(kept)
        return results

    def _entry(self, done: Done, job: Job, result: Result) -> Entry | None:
        """What to note of a document; nothing unless all its files stand in their own places, so that it is made, and
        spoken of, again next time."""
        if result.failure or any(w.stamp is None for w in result.files.values()):
            return None
        assert done.made_of is not None
        assert done.summary is not None
        files = dict(job.known.files) if job.known and not _is_other(job.known, job.key) else {}
        files |= {format_: w.stamp for format_, w in result.files.items() if w.stamp}
        return Entry(job.task.stem, job.key.parts_digest, job.key.row, done.made_of, files, done.summary)


def _sorted_out(done: Done, written: Iterator[Written | OnepagerError]) -> tuple[dict[str, Written], Failure | None]:
    """The files of a document by format, and its failure: its own, or that of the last file that was refused."""
    files, failure = {}, done.failure
    for format_ in done.files:
        one = next(written)
        if isinstance(one, OnepagerError):
            failure = Failure(one.reason if isinstance(one, CannotWrite) else str(one))
        else:
            files[format_] = one
    return files, failure


def _is_other(known: Entry, key: Key) -> bool:
    return (known.parts, known.own) != (key.parts_digest, key.row)


def _origin(done: Done, format_: str) -> Origin:
    assert done.summary is not None
    about = worker.about(done.task.request)
    return Origin(about.topic, about.audience, about.office, done.task.request.as_of, format_, done.summary.number)
