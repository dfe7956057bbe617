"""A pool of workers that documents are made on, in chunks, and what is done when one of them dies.

Any `concurrent.futures.Executor` will do: processes of this computer, or a cluster. A worker that dies takes its chunk
with it; that is made again, one chunk at a time until it is known which document is to blame. It fails, and nothing
else does.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from dataclasses import dataclass

from generator.batch.result import Failure
from generator.batch.task import Task
from generator.batch.worker import Done, do_elsewhere, packed
from generator.project import Project

CHUNK = 24
"""Documents that a worker makes at a stretch: a quarter of a second of work, a megabyte or two of files."""
TRIES = 3
"""How often a document may be lost before it is given up: once beside others, twice alone."""
_DIED = "the process that made it died, twice; it may have run out of memory"


@dataclass(slots=True)
class _Chunk:
    tasks: Sequence[Task]
    lost: int = 0


def local(jobs: int) -> Callable[[], Executor]:
    """Processes of this computer. They are begun anew, as Windows does it, never forked: that holds everywhere."""

    def begin() -> Executor:
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(jobs, mp_context=context, initializer=_depend_on_the_parent)

    return begin


def _depend_on_the_parent() -> None:
    """Ctrl-C reaches every process of a terminal, and only the first of them decides what becomes of it.

    When that one is killed, nobody is left to end its workers: each watches it, and ends with it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_parent, name="parent watch", daemon=True).start()


def _end_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None, "a worker was started by somebody"
    parent.join()
    os._exit(1)  # without clearing up: a worker holds no file, and its answer would reach nobody


class Workers:
    """Makes documents on executors that `begin` starts. At most `jobs` chunks run at a time, and a few more wait."""

    def __init__(self, project: Project, begin: Callable[[], Executor], jobs: int, chunk: int = CHUNK) -> None:
        self._digest, self._blob = packed(project)
        self._begin, self._ahead, self._chunk = begin, jobs + 2, chunk
        self._executor: Executor | None = None
        self._running: dict[Future[list[Done] | None], _Chunk] = {}
        self._suspects: deque[_Chunk] = deque()

    def do(self, tasks: Sequence[Task]) -> Iterator[list[Done]]:
        """What becomes of tasks, chunk by chunk as they are done, in no order. Leaving the loop early ends the work."""
        size = max(1, min(self._chunk, -(-len(tasks) // self._ahead)))
        waiting = deque(_Chunk(tasks[i : i + size]) for i in range(0, len(tasks), size))
        try:
            while waiting or self._suspects or self._running:
                self._give_out(waiting)
                finished, _ = wait(self._running, return_when=FIRST_COMPLETED)
                for future in finished:
                    if (chunk := self._running.pop(future, None)) is not None:
                        yield from self._taken(future, chunk)
        finally:
            self._end()

    def _give_out(self, waiting: deque[_Chunk]) -> None:
        """Keep the workers busy. While there are suspects, one of them runs alone, so that it can be told apart."""
        if self._suspects:
            if not self._running:
                self._submit(self._suspects.popleft())
            return
        while waiting and len(self._running) < self._ahead:
            self._submit(waiting.popleft())

    def _submit(self, chunk: _Chunk, blob: bytes = b"") -> None:
        future: Future[list[Done] | None]
        try:
            if self._executor is None:
                self._executor = self._begin()
            future = self._executor.submit(do_elsewhere, self._digest, blob, chunk.tasks)
        except BrokenExecutor as error:  # it broke while nobody was looking
            future = Future()
            future.set_exception(error)
        self._running[future] = chunk

    def _taken(self, future: Future[list[Done] | None], chunk: _Chunk) -> Iterator[list[Done]]:
        error = future.exception() if not future.cancelled() else CancelledError()
        if error is not None:
            yield from self._lost(chunk, broken=isinstance(error, BrokenExecutor))
        elif (done := future.result()) is None:
            self._submit(chunk, self._blob)
        else:
            yield done

    def _lost(self, chunk: _Chunk, *, broken: bool) -> Iterator[list[Done]]:
        """A worker died over a chunk, or beside it. With a broken executor all that ran on it is lost."""
        alone = chunk.lost > 0 and not self._running
        chunk.lost += 1
        if broken:
            others = list(self._running.values())
            self._end()
            for other in others:
                other.lost += 1
            self._suspects.extend(others)
        if alone and len(chunk.tasks) > 1:
            half = len(chunk.tasks) // 2
            self._suspects.extendleft([_Chunk(chunk.tasks[half:], 1), _Chunk(chunk.tasks[:half], 1)])
        elif alone and chunk.lost >= TRIES:
            yield [Done(chunk.tasks[0], Failure(_DIED))]
        else:
            self._suspects.appendleft(chunk)

    def _end(self) -> None:
        for future in self._running:
            future.cancel()
        self._running.clear()
        if self._executor is not None:
            self._executor.shutdown(wait=False)
            self._executor = None
