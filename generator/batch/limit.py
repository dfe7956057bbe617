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
        self._changed = threading.Condition()
        self._until: float | None = None
        self._turn = 0
        self._thread = 0
        self._watching = False

    @contextmanager
    def limit(self) -> Iterator[None]:
        """Raises `TookTooLong` in the thread that is inside when the time is up."""
        with self._changed:
            if not self._watching:
                threading.Thread(target=self._watch, daemon=True, name="limit").start()
                self._watching = True
            self._turn += 1
            self._thread, self._until = threading.get_ident(), time.monotonic() + self.seconds
            self._changed.notify()
        try:
            yield
        finally:
            with self._changed:
                self._turn += 1
                if self._until is None:  # it was asked to stop; if that is still on its way, it has come too late
                    _raise_in(self._thread, None)
                # Never without need: Python 3.11 then looks for it at every call and turn of a loop for ever after,
                # and hangs under a profiler.
                self._until = None

    def _watch(self) -> None:
        while True:
            turn = self._asked()
            if self.may_end:
                time.sleep(GRACE_S)
                if self._turn == turn:
                    os._exit(ENDED)

    def _asked(self) -> int:
        """Wait until the time of a turn is up, and ask it to stop. Returns which it was."""
        with self._changed:
            while True:
                left = None if self._until is None else self._until - time.monotonic()
                if left is not None and left <= 0:
                    self._until = None
                    _raise_in(self._thread, TookTooLong)
                    return self._turn
                self._changed.wait(left)


def _raise_in(thread: int, kind: type[BaseException] | None) -> None:
    """Raise an exception in another thread at its next step; None takes one back that has not been raised yet."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(kind) if kind else None)
