"""Runs a plan: documents are made, here or by workers, and their files written here, chunk by chunk.

A chunk is entered in the ledger, written and noted as built before the next is looked at. So whenever a run ends, even
by `kill -9`, every file is whole, and the same command makes what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from generator.batch import worker
from generator.batch.output import CannotWrite, File, Output, Written
from generator.batch.plan import Job, answers_for, beside_composing, touched
from generator.batch.result import Failure, Result
from generator.batch.sign_off import SignOff
from generator.batch.task import Product, Task
from generator.batch.time_limit import Watch
from generator.batch.worker import Done, do_all
from generator.dependencies import Answers
from generator.errors import ContentError, OnepagerError
from generator.files.whole import remove
from generator.project import Project
from generator.records.built import Built, Entry
from generator.records.history import Final
from generator.records.ledger import Origin
from generator.records.stamps import Stamp

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
        self._built, self._sign_off = Built(output.ledger), SignOff(project, output)
        self._answers = Answers(project)

    def run(self, jobs: Sequence[Job]) -> Iterator[list[Result]]:
        """The results as they come, several at a time: first what stands already. Leaving the loop ends the run."""
        self._answers = answers_for(self.project, [job.task for job in jobs])
        if unchanged := [self._unchanged(job) for job in jobs if not job.reason]:
            yield unchanged
        todo = {job.task.stem: job for job in jobs if job.reason}
        for done in self._done([job.task for job in todo.values()]):
            yield self._written(done, todo)
        self._built.forget_unused()

    def _unchanged(self, job: Job) -> Result:
        """What is told of a document that need not be made; its files are looked through again if they have to be."""
        assert job.known is not None
        stamps = {f: job.known.files[f] for f in job.task.formats}
        files = {f: Written(self.output.folder / s.name, "unchanged", False, "", s) for f, s in stamps.items()}
        failure = self._looked_through(job) if job.look_through and not self.output.pretend else None
        return Result(job.about, job.task.stem, "", job.known.summary, files, failure)

    def _looked_through(self, job: Job) -> Failure | None:
        """What is in the files of a document that its readers may not see, now that more, or less, is kept from
        them."""
        assert job.known is not None
        files = {f: (self.output.folder / job.known.files[f].name).read_bytes() for f in job.task.formats}
        try:
            worker.inspect(self.project, job.task, files)
        except ContentError as error:
            return Failure("what it says is no longer for its readers", tuple(error.problems))
        reads = {**self._built.reads(job.known.shared), **job.known.own}
        reads |= {name: self._answers.digest(name) for name in beside_composing(job.task, self.project)}
        self._built.keep([(job.known.having_read(reads), reads)])
        return None

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
        if done.product is None:
            return done
        try:
            worker.inspect(self.project, done.task, done.product.files)
        except ContentError as error:
            return Done(done.task, Failure("the content is at fault", tuple(error.problems)))
        return done

    def _written(self, done: Sequence[Done], todo: dict[str, Job]) -> list[Result]:
        """Write the files of documents that were made, and note them as built."""
        done = [self._sign_off.held(one) for one in done]
        products = [(d.task, d.product) for d in done if d.product]
        files = [
            File(f"{task.stem}.{format_}", data, _origin(task, product, format_), task.is_final)
            for task, product in products
            for format_, data in product.files.items()
        ]
        results, kept = [], []
        with self.output.writing(files, [product.entry for _, product in products]) as outcomes:
            written = iter(outcomes)
            for one in done:
                job = todo[one.task.stem]
                files_of, failure = _sorted_out(one, written)
                summary = one.product.summary if one.product else None
                result = Result(job.about, one.task.stem, job.reason, summary, files_of, failure)
                results.append(result)
                if one.product and (entry := self._entry(one.product, job, result)):
                    kept.append(entry)
            finals = [final for one, r in zip(done, results, strict=True) for final in _final(one, r)]
            self.output.ledger.history.make_final(finals)
            self._built.keep(kept)
        for built, _ in kept:
            self._clear(built, todo[built.stem])
        return results

    def _entry(self, product: Product, job: Job, result: Result) -> tuple[Entry, Mapping[str, str]] | None:
        """What to note of a document; nothing unless all its files stand in their own places, so that it is made, and
        spoken of, again next time."""
        if result.failure or any(w.stamp is None for w in result.files.values()):
            return None
        beside = beside_composing(job.task, self.project)
        reads = {**product.reads, **{name: self._answers.digest(name) for name in beside}}
        task, known = job.task, job.known
        files = {format_: w.stamp for format_, w in result.files.items() if w.stamp}
        entry = Entry(task.stem, task.document, task.terms, files, product.summary).having_read(reads)
        if known and (known.terms, known.shared, known.own) == (entry.terms, entry.shared, entry.own):
            entry = replace(entry, files={**known.files, **files})
        return entry, reads

    def _clear(self, entry: Entry, job: Job) -> None:
        """A document leaves no file under a name that it had before (a title of the store has changed), and a final
        none in a format that was not made again; but for what somebody has touched. Finals are kept elsewhere."""
        if job.known and job.task.is_final:
            left = (stamp for format_, stamp in job.known.files.items() if format_ not in entry.files)
            self._take_away([stamp for stamp in left if not touched(self.output.folder, stamp)], job)
        for other in self._built.others(entry):
            if not any(touched(self.output.folder, stamp) for stamp in other.files.values()):
                self._take_away(other.files.values(), job)
                self._built.forget(other.stem)

    def _take_away(self, stamps: Iterable[Stamp], job: Job) -> None:
        for stamp in stamps:
            with suppress(OSError, OnepagerError):  # then it stays where it is
                if job.task.is_final:
                    self.output.earlier.keep(stamp.name)
                remove(self.output.folder / stamp.name)


def _sorted_out(done: Done, written: Iterator[Written | OnepagerError]) -> tuple[dict[str, Written], Failure | None]:
    """The files of a document by format, and its failure: its own, or that of the last file that was refused."""
    files, failure = {}, done.failure
    for format_ in done.product.files if done.product else ():
        one = next(written)
        if isinstance(one, OnepagerError):
            failure = Failure(one.reason if isinstance(one, CannotWrite) else str(one))
        else:
            files[format_] = one
    return files, failure


def _final(done: Done, result: Result) -> Iterator[Final]:
    """The final document that was made, if it is one and all its files were written."""
    if done.product and done.task.is_final and not result.failure:
        about = {name: value for name, value in asdict(result.about).items() if value}
        files = {w.path.name: sha256(done.product.files[f]).hexdigest() for f, w in result.files.items()}
        yield Final(done.product.entry.number, about, files)


def _origin(task: Task, product: Product, format_: str) -> Origin:
    about = task.about
    return Origin(about.topic, about.audience, about.office, task.as_of, format_, product.summary.number)
