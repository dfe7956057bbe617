"""What a worker does: it makes documents and gives back their finished bytes, looked through for leaks. It writes
nothing, so it may be any process on any machine that has this program."""

from __future__ import annotations

import pickle
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b

from generator import collector, pipeline
from generator.batch.result import About, Failure, Summary
from generator.batch.time_limit import Watch
from generator.document.receipt import Acceptance, Receipt, StoreVersion, encode, encoded_store
from generator.errors import ContentError, OnepagerError, Problem
from generator.inspection import forbidden, leaks, problems_of
from generator.pipeline import Project, Request
from generator.receipts import receipt_of
from generator.records.ledger import DocumentEntry
from generator.store.schema import Clearance, Hearing, Recipient

BINDER = "binder"
"""Stands for the audience of a binder."""


@dataclass(frozen=True, slots=True)
class Before:
    """What the same files were made of last time: the digest of the receipt but for the store, and that store."""

    content: str
    store: StoreVersion


@dataclass(frozen=True, slots=True)
class BinderRequest:
    """The binder of one Member at a hearing, as of a day. What is not `final` is marked as a draft; `accepted` are the
    refusals of the gates that somebody overruled for its documents."""

    hearing: str
    member: str
    as_of: date
    final: bool = False
    accepted: tuple[Acceptance, ...] = ()


Wanted = Request | BinderRequest


@dataclass(frozen=True, slots=True)
class Task:
    """A document or binder to be made in some formats. `stem` is the name of its files without the extension, relative
    to the output folder."""

    request: Wanted
    stem: str
    formats: tuple[str, ...]
    before: Before | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a task: either the failure, or all the rest. `files` are bytes by format."""

    task: Task
    failure: Failure | None = None
    summary: Summary | None = None
    files: Mapping[str, bytes] = field(default_factory=dict)
    entry: DocumentEntry | None = None
    made_of: Before | None = None


def do_all(project: Project, tasks: Sequence[Task], watch: Watch) -> list[Done]:
    """Make every document. One that fails does not stop the rest."""
    return [_do(project, task, watch) for task in tasks]


def _do(project: Project, task: Task, watch: Watch) -> Done:
    try:
        with watch.limit():
            return _made(project, task)
    except ContentError as error:
        return Done(task, Failure("the content is at fault", tuple(error.problems)))
    except OnepagerError as error:
        return Done(task, Failure(str(error)))
    except MemoryError:
        return Done(task, Failure("there was not enough memory to make it"))
    except Exception as error:
        kind = f"{type(error).__name__}: {error}".rstrip(": ").splitlines()[0]
        trace = "".join(traceback.format_exception(error))
        return Done(task, Failure(f"this is a mistake of onepager, not yours ({kind})", trace=trace))


def audiences_of(project: Project, hearing: Hearing, member: Recipient) -> tuple[str, ...]:
    """The audiences whose documents go into a Member's binder."""
    wanted = member.audiences or hearing.audiences or tuple(project.audiences)
    return tuple(a for a in wanted if member.clearance.allows(project.audiences[a].clearance))


def documents_of(project: Project, request: BinderRequest) -> list[Request]:
    """The documents that go into a binder, topic by topic."""
    hearing = project.library.hearings[request.hearing]
    office = hearing.office or project.library.default_office()
    return [
        Request(topic, a, office, request.as_of, hearing=hearing.id, final=request.final, accepted=request.accepted)
        for topic in hearing.topics
        for a in audiences_of(project, hearing, hearing.members[request.member])
    ]


def clearance_of(project: Project, request: Wanted) -> Clearance:
    """Of those who will read what is wanted."""
    if isinstance(request, Request):
        return project.audiences[request.audience].clearance
    return project.library.hearings[request.hearing].members[request.member].clearance


def about(request: Wanted) -> About:
    """What is wanted, as it is told."""
    if isinstance(request, BinderRequest):
        return About(request.hearing, BINDER, "", request.as_of.isoformat(), request.member)
    return About(request.topic, request.audience, request.office, request.as_of.isoformat(), request.row)


def _made(project: Project, task: Task) -> Done:
    if isinstance(task.request, BinderRequest):
        return _bound(project, task, task.request)
    made = pipeline.make(project, task.request)
    accepted = made.request.accepted
    receipt, text, made_of = _as_before(receipt_of(project, made, accepted), task.before)
    files = {f: pipeline.render(made, f, text) for f in task.formats}
    inspect(project, made.selection.audience.clearance, task, files)
    summary = Summary(made.laid.document.number, len(made.laid.pages), made.laid.fill, made.decisions)
    return Done(task, None, summary, files, DocumentEntry.of(receipt, accepted, text), made_of)


def _bound(project: Project, task: Task, request: BinderRequest) -> Done:
    from generator.hearing.binder import make_binder  # late: most batches bind nothing

    made = [pipeline.make(project, wanted) for wanted in documents_of(project, request)]
    binder = make_binder(project, request, made)
    receipt, text, made_of = _as_before(binder.receipt, task.before)
    files = {f: binder.render(f, text) for f in task.formats if f != "txt"}
    inspect(project, clearance_of(project, request), task, files)
    summary = Summary(receipt.number, binder.bound.pages, 1.0, ())
    accepted = tuple(dict.fromkeys(a for m in made for a in m.request.accepted))
    return Done(task, None, summary, files, DocumentEntry.of(receipt, accepted, text), made_of)


def _as_before(receipt: Receipt, before: Before | None) -> tuple[Receipt, str, Before]:
    """The receipt, what it encodes to, and what it is made of.

    The store that a receipt names is the one in which the document last changed: where all else is as it was, it stays,
    and so does the file to its last byte, though other parts of the store are new.
    """
    text = encode(receipt)
    content = blake2b(text.replace(encoded_store(receipt.store), "", 1).encode(), digest_size=16).hexdigest()
    if before and before.content == content and before.store != receipt.store:
        receipt = replace(receipt, store=before.store)
        text = encode(receipt)
    return receipt, text, Before(content, receipt.store)


def inspect(project: Project, clearance: Clearance, task: Task, files: Mapping[str, bytes]) -> None:
    """Open the finished files again and look for what their reader may not see. Raises `ContentError` before any is
    written."""
    secrets = forbidden(project.library, clearance, pipeline.moment_of(task.request.as_of))
    found: list[Problem] = []
    for format_, data in files.items():
        name = f"{task.stem}.{format_}"
        found += problems_of(project.library, name, leaks(name, data, secrets))
    if found:
        raise ContentError(found)


# --- in another process ------------------------------------------------------------------------------------------

_projects: dict[str, Project] = {}
"""The project that this process works for, by the digest of its pickle; there is one at a time."""
_watch = Watch(may_end=True)


def packed(project: Project) -> tuple[str, bytes]:
    """A project as it travels to workers, and its digest."""
    blob = pickle.dumps(project, protocol=5)
    return blake2b(blob, digest_size=16).hexdigest(), blob


def do_elsewhere(digest: str, blob: bytes, tasks: Sequence[Task]) -> list[Done] | None:
    """`do_all` in a worker. Without the project (`blob` empty, and not known from before) it returns None: ask again
    with it."""
    if digest not in _projects:
        if not blob:
            return None
        _projects.clear()
        _projects[digest] = pickle.loads(blob)
        collector.settle()
    return do_all(_projects[digest], tasks, _watch)
