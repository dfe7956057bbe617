"""The plan of a batch: every document that was asked for, and why it has to be made, if it has to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.batch.keys import Key, Keys
from generator.batch.names import Names
from generator.batch.output import Output, Stamp
from generator.batch.result import About
from generator.batch.rownames import RowNames
from generator.batch.worker import Task, Wanted, about
from generator.pipeline import Project, Request
from generator.records.built import Built, Entry

_AT_MOST = 3
"""Of the parts that a reason names."""


@dataclass(frozen=True, slots=True)
class Job:
    """A document to be made, and why; or with an empty reason one that stands in the output folder as it should."""

    task: Task
    key: Key
    reason: str
    known: Entry | None

    @property
    def request(self) -> Wanted:
        return self.task.request

    @property
    def about(self) -> About:
        return about(self.task.request)


def plan(project: Project, requests: Sequence[Request], formats: Sequence[str], output: Output) -> list[Job]:
    """The jobs for requests, in their order. Raises `UsageError` for a request that names what there is not."""
    names, rows = names_of(project), RowNames(project.library)
    tasks = [Task(r, names.stem(r.topic, r.audience, r.office, r.as_of, rows.of(r)), tuple(formats)) for r in requests]
    return jobs_for(project, tasks, output)


def jobs_for(project: Project, tasks: Sequence[Task], output: Output) -> list[Job]:
    """The jobs for tasks, in their order."""
    keys, built = Keys(project), Built(output.ledger)
    known = built.find([task.stem for task in tasks])
    return [_job(output, built, task, keys.of(task), known.get(task.stem)) for task in tasks]


def _job(output: Output, built: Built, task: Task, key: Key, known: Entry | None) -> Job:
    if known is None:
        return Job(task, key, "new", None)
    reason = _changes(built, key, known) or next(_astray(output.folder, task, known), "")
    return Job(Task(task.request, task.stem, task.formats, known.made_of), key, reason, known)


def _changes(built: Built, key: Key, known: Entry) -> str:
    if (known.parts, known.own) == (key.parts_digest, key.row):
        return ""
    changes = key.changed_since(built.parts(known.parts), known.own)
    more = f" and {len(changes) - _AT_MOST} more" if len(changes) > _AT_MOST else ""
    return f"changed: {', '.join(changes[:_AT_MOST])}{more}"


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
