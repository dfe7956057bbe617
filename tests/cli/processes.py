"""Commands as processes of their own, all at the same time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence


def codes(commands: Sequence[Sequence[str]]) -> list[int]:
    """The exit codes of commands that run at once in the current folder."""
    whole = [[sys.executable, "-m", "generator", *words] for words in commands]
    started = [subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for line in whole]
    return [process.wait() for process in started]


def at_once(commands: Sequence[Sequence[str]]) -> None:
    """Run commands at once; each must say that it did what it should."""
    assert codes(commands) == [0] * len(commands)
