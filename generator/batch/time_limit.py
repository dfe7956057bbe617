"""A limit to how long one document may take, so that a batch never hangs on it."""

from __future__ import annotations

import ctypes
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from generator.errors import OnepagerError

SECONDS = 60.0
"""For one document with all its files; a common one takes a hundredth of a second."""
GRACE_S = 20.0
"""After that, a worker process that does not come to itself ends."""
TICK_S = 1.0
ENDED = 86
"""The exit code of such a process."""


class TookTooLong(OnepagerError):
    """A document was not done in time."""

    def __init__(self) -> None:
        super().__init__(f"it was not done after {SECONDS:.0f} seconds")


class Watch:
    """Watches over what one thread does. `may_end` lets it end the process when nothing else helps."""

    def __init__(self, seconds: float = SECONDS, *, may_end: bool = False) -> None:
        self.seconds, self.may_end = seconds, may_end
        self._lock = threading.Lock()
        self._until: float | None = None
        self._asked = False  # to stop
        self._turn = 0
        self._thread = 0
        self._watching = False

    @contextmanager
    def limit(self) -> Iterator[None]:
        """Raises `TookTooLong` in the thread that is inside when the time is up."""
        with self._lock:
            if not self._watching:
                threading.Thread(target=self._watch, daemon=True, name="limit").start()
                self._watching = True
            self._turn += 1
            self._asked = False
            self._thread, self._until = threading.get_ident(), time.monotonic() + self.seconds
        try:
            yield
        finally:
            with self._lock:
                self._turn += 1
                if self._asked:  # what is still on its way has come too late
                    _raise_in(self._thread, None)
                # Never without need: Python 3.11 then looks for it at every call and turn of a loop for ever after,
                # and hangs under a profiler.
                self._until = None

    def _watch(self) -> None:
        """Look now and then: to be told of every document would take longer than some of them do."""
        tick = min(TICK_S, self.seconds / 4)
        while True:
            time.sleep(tick)
            with self._lock:
                turn, until = self._turn, self._until
                is_up = until is not None and time.monotonic() >= until
                if is_up:
                    self._until, self._asked = None, True
                    _raise_in(self._thread, TookTooLong)
            if is_up and self.may_end:
                time.sleep(GRACE_S)
                if self._turn == turn:
                    os._exit(ENDED)


def _raise_in(thread: int, kind: type[BaseException] | None) -> None:
    """Raise an exception in another thread at its next step; None takes one back that has not been raised yet."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(kind) if kind else None)
