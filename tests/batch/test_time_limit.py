"""The limit to how long a document may take, and that it leaves nothing behind in the thread it watched."""

from __future__ import annotations

import subprocess
import sys

import pytest

from generator.batch.time_limit import TookTooLong, Watch

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
