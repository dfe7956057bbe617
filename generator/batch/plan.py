"""The plan of a batch: every document that was asked for, and why it has to be made, if it has to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from generator.batch.names import Names
from generator.batch.output import Output
from generator.batch.result import About
from generator.batch.rownames import RowNames
from generator.batch.task import OF, DocumentTask, Task, request_named
from generator.compose.recorder import QUESTION
from generator.dependencies import Answers, Clock, in_words, secrets_name
from generator.document.standing import marked, standing
from generator.errors import ContentError
from generator.pipeline import NothingToSay, Request, nothing_to_say
from generator.project import Project
from generator.records.built import Built, Entry
from generator.records.stamps import Stamp

_AT_MOST = 3
"""Of the things that a reason names."""


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be made, and why; or with an empty reason one that stands in the output folder as it should.

    With `look_through` nothing that it was made of has changed, but what its readers may not see has: the files that
    stand have to be looked through again.
    """

    task: Task
    reason: str
    known: Entry | None
    look_through: bool = False

    @property
    def about(self) -> About:
        return self.task.about


def plan(project: Project, requests: Sequence[Request], formats: Sequence[str], output: Output) -> list[Job]:
    """The jobs for requests, in their order. Raises `UsageError` for a request that names what there is not."""
    names, rows = names_of(project), RowNames(project.library)
    tasks = [
        DocumentTask(r, marked(stem, word), tuple(formats))
        for r in requests
        for stem in (names.stem(r.topic, r.audience, r.office, r.as_of, rows.of(r)),)
        for word in (standing(final=r.final, example=project.library.offices[r.office].example),)
    ]
    return jobs_for(project, tasks, output)


def jobs_for(project: Project, tasks: Sequence[Task], output: Output) -> list[Job]:
    """The jobs for tasks, in their order."""
    looking = _Looking(answers_for(project, tasks), Built(output.ledger), output.folder)
    known = looking.built.find([task.stem for task in tasks])
    return [looking.job(task, known.get(task.stem)) for task in tasks]


def answers_for(project: Project, tasks: Sequence[Task]) -> Answers:
    """The store as it is at the moment of tasks that are asked for together."""
    return Answers(project, tasks[0].held_at if tasks else None)


class _Looking:
    """Holds what documents read when they were built against the store of today."""

    def __init__(self, answers: Answers, built: Built, folder: Path) -> None:
        self.built, self.folder = built, folder
        self._project, self._answers = answers.project, answers
        self._changed: dict[str, list[str]] = {}

    def job(self, task: Task, known: Entry | None) -> Job:
        """Whether a document has to be made, and why."""
        if known is None:
            return Job(task, self._new(task), known)
        changed = self._changed_since(known)
        secrets = secrets_name(task.clearance(self._project), task.as_of)
        clock = Clock(self._answers, task.as_of, task.as_of)
        told = self._in_words([name for name in changed if name != secrets], known, clock)
        if known.terms != task.terms:
            told.insert(0, _asked_for(known.terms, task.terms))
        if told:
            return Job(task, f"changed: {_listed(told)}", known)
        return Job(task, next(_astray(self.folder, task, known), ""), known, look_through=secrets in changed)

    def _changed_since(self, known: Entry) -> list[str]:
        if known.shared not in self._changed:
            self._changed[known.shared] = self._answers.changed(self.built.reads(known.shared))
        return [*self._answers.changed(known.own), *self._changed[known.shared]]

    def _in_words(self, changed: Sequence[str], known: Entry, clock: Clock) -> list[str]:
        if not changed:
            return []
        reads = self.built.all_reads(known)
        passed, others = clock.parted(changed, reads)
        return [*map(str, passed), *in_words(others, reads, self._answers)]

    def _new(self, task: Task) -> str:
        """That a document is new; if there is one of an earlier day, with what has changed since, by the clock too."""
        found = self.built.earlier(task.document, task.as_of)
        if found is None:
            return "new"
        earlier, then = found
        clock = Clock(self._answers, then, task.as_of)
        secrets = secrets_name(task.clearance(self._project), then)
        changed = [name for name in self._changed_on(clock, earlier, then) if name != secrets]
        told = self._in_words(changed, earlier, clock)
        told += map(str, clock.reviews(self.built.all_reads(earlier)))
        return f"new; since {then.isoformat()}: {_listed(told)}" if told else "new"

    def _changed_on(self, clock: Clock, earlier: Entry, then: date) -> list[str]:
        key = f"{earlier.shared} {then}"
        if key not in self._changed:
            self._changed[key] = clock.changed(self.built.reads(earlier.shared))
        return [*clock.changed(earlier.own), *self._changed[key]]


def _listed(told: Sequence[str]) -> str:
    more = f" and {len(told) - _AT_MOST} more" if len(told) > _AT_MOST else ""
    return f"{', '.join(told[:_AT_MOST])}{more}"


def with_nothing_to_say(project: Project, jobs: Sequence[Job]) -> dict[str, NothingToSay]:
    """Which of the documents that are to be made would be left out, and why, by their stems. Of many for one audience,
    as for the rows of a table, one that says something stands for all."""
    found: dict[str, NothingToSay] = {}
    saying: set[tuple[str, str]] = set()
    for job in jobs:
        if not (job.reason and isinstance(job.task, DocumentTask)):
            continue
        request = job.task.request
        if (request.topic, request.audience) in saying:
            continue
        try:
            nothing = nothing_to_say(project, request)
        except ContentError:  # the build will tell of it
            nothing = None
        if nothing:
            found[job.task.stem] = nothing
        else:
            saying.add((request.topic, request.audience))
    return found


def emptied(output: Output, tasks: Sequence[Task]) -> list[str]:
    """The files of any day of documents in which nothing is left to say."""
    empty = {_whatever_the_day(task.request) for task in tasks if isinstance(task, DocumentTask)}
    built = ((request_named(document), files) for document, files in Built(output.ledger).documents())
    gone = (files for request, files in built if request and _whatever_the_day(request) in empty)
    return [stamp.name for files in gone for stamp in files if (output.folder / stamp.name).exists()]


def _whatever_the_day(request: Request) -> tuple[str | bool, ...]:
    r = request
    return r.topic, r.audience, r.office, r.row, r.hearing, r.table, r.final


def left_over(project: Project, output: Output) -> list[str]:
    """The files of documents that can be made no more: a topic, audience, office, hearing or row of theirs is gone."""
    built = ((request_named(document), files) for document, files in Built(output.ledger).documents())
    gone = (files for request, files in built if request and not _can_be_made(project, request))
    return [stamp.name for files in gone for stamp in files if (output.folder / stamp.name).exists()]


def _can_be_made(project: Project, request: Request) -> bool:
    library, r = project.library, request
    if r.topic not in library.topics or r.audience not in project.audiences or r.office not in library.offices:
        return False
    if r.hearing and r.hearing not in library.hearings:
        return False
    return not r.row or library.row(r.table or library.topics[r.topic].table, r.row) is not None


def _asked_for(before: str, now: str) -> str:
    """In what a document is asked for otherwise than last time."""
    was, is_now = before.split("\n"), now.split("\n")
    if [line for line in was if line.startswith(OF)] != [line for line in is_now if line.startswith(OF)]:
        return "it was made for another office, table, hearing or row, or of other documents"
    return "what was accepted for it"


def beside_composing(task: Task, project: Project) -> list[str]:
    """Names of what a finished file depends on beside what composing it read: the program, and what the guard looks
    for."""
    return [f"{QUESTION}program", secrets_name(task.clearance(project), task.as_of)]


def _astray(folder: Path, task: Task, known: Entry) -> Iterator[str]:
    """What is not right with the files of a document of which nothing has changed."""
    for format_ in task.formats:
        if format_ not in known.files:
            yield f"there is no {format_} of it yet"
        elif wrong := touched(folder, known.files[format_]):
            yield wrong


def touched(folder: Path, stamp: Stamp) -> str:
    """What happened to a file since it was written, in words; empty when nothing did."""
    path = folder / stamp.name
    try:
        there = path.lstat()
        if (there.st_size, there.st_mtime_ns) == (stamp.size, stamp.mtime_ns):
            return ""
        same = sha256(path.read_bytes()).hexdigest() == stamp.sha256
    except FileNotFoundError:
        return f"{stamp.name} is gone"
    except OSError:
        return f"{stamp.name} cannot be read"
    return "" if same else f"{stamp.name} was edited"


def names_of(project: Project) -> Names:
    """The file names of a workspace: they depend on all that is in it."""
    library = project.library
    topics = {topic.id: topic.short for topic in library.topics.values()}
    audiences = {a.id: a.file_name or a.name for a in project.audiences.values()}
    return Names(topics, audiences, library.offices, library.default_office())
