"""The limit to how long a document may take, and that it leaves nothing behind in the thread it watched."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from generator.batch import worker
from generator.batch.time_limit import TookTooLong, Watch
from generator.errors import OnepagerError

_UNDER_A_PROFILER = """
import sys
from generator.batch.time_limit import Watch

sys.setprofile(lambda *what: None)
with Watch().limit():
    pass
print("done")
"""


def test_what_takes_too_long_is_stopped_and_the_next_is_not() -> None:
    watch = Watch(0.05)

    def without_end() -> None:
        with watch.limit():
            while True:
                pass

    with pytest.raises(TookTooLong):
        without_end()
    with watch.limit():
        assert sum(range(1000)) == 499500


def test_it_ends_under_a_profiler() -> None:
    command = [sys.executable, "-c", _UNDER_A_PROFILER]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.strip(), done.stderr) == ("done", "")


@dataclass
class _Task:
    make: Callable[[Any], Any]


def test_each_thread_of_a_worker_has_a_limit_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "Watch", partial(Watch, 0.2))
    monkeypatch.setitem(worker._projects, "project", object())
    begun, over = threading.Event(), threading.Event()
    failures: list[str] = []

    def hang(project: object) -> None:
        begun.set()
        while not over.is_set():
            pass

    def fail(project: object) -> None:
        raise OnepagerError("quick")

    def make(what: Callable[[Any], Any]) -> None:
        tasks: Any = [_Task(what)]
        [done] = worker.do_elsewhere("project", b"", tasks) or ()
        assert done.failure
        failures.append(done.failure.message)

    slow = threading.Thread(target=make, args=(hang,), daemon=True)
    slow.start()
    try:
        assert begun.wait(10)
        quick = threading.Thread(target=make, args=(fail,))
        quick.start()
        quick.join(10)
        slow.join(10)
        assert failures == ["quick", "it was not done after 60 seconds"]
    finally:
        over.set()
