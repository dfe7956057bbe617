"""What a worker does: it makes documents and gives back their finished bytes, looked through for leaks. It writes
nothing, so it may be any process on any machine that has this program."""

from __future__ import annotations

import gc
import pickle
import threading
import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from generator.batch.result import Failure
from generator.batch.task import Product, Task
from generator.batch.time_limit import Watch
from generator.errors import ContentError, OnepagerError, Problem
from generator.inspection import forbidden, leaks, problems_of
from generator.pipeline import NothingToSay
from generator.project import Project


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a task: the product, or the failure."""

    task: Task
    failure: Failure | None = None
    product: Product | None = None


def do_all(project: Project, tasks: Sequence[Task], watch: Watch) -> list[Done]:
    """Make every document. One that fails does not stop the rest."""
    return [_do(project, task, watch) for task in tasks]


def _do(project: Project, task: Task, watch: Watch) -> Done:
    try:
        with watch.limit():
            product = task.make(project)
            inspect(project, task, product.files)
            return Done(task, None, product)
    except NothingToSay as error:
        return Done(task, Failure(error.reason, tuple(error.problems), nothing=True))
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


def inspect(project: Project, task: Task, files: Mapping[str, bytes]) -> None:
    """Open the finished files again and look for what their reader may not see. Raises `ContentError` before any is
    written."""
    secrets = forbidden(project.library, task.clearance(project), task.held_at)
    if task.is_final:
        from generator.checks.rules.echoes import secrets_of_finals  # late: drafts need none of the checks

        secrets = secrets_of_finals(project.library, secrets)
    found: list[Problem] = []
    for format_, data in files.items():
        name = f"{task.stem}.{format_}"
        found += problems_of(project.library, name, leaks(name, data, secrets))
    if found:
        raise ContentError(found)


# --- in another process ------------------------------------------------------------------------------------------

_projects: dict[str, Project] = {}
"""The project that this process works for, by the digest of its pickle; there is one at a time."""


class _OfThread(threading.local):
    """What each thread has of its own: a worker of a cluster makes documents in several at once."""

    def __init__(self) -> None:
        self.watch = Watch(may_end=True)


_own = _OfThread()


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
        gc.freeze()  # the project lasts: collections need not look through it
    return do_all(_projects[digest], tasks, _own.watch)
