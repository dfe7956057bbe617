"""How long the command takes to answer, process and all: `python -m bench startup`.

Nothing is asserted: figures depend on the machine. `import click` is there to compare with: it is the part that is not
ours.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.results import paragraph, table
from generator import workspace

REPEATS = 25
COLD_MS = 700
PROJECT = Path(__file__).resolve().parent.parent
COMMANDS = {
    "python": ["-c", "pass"],
    "import click": ["-c", "import click"],
    "onepager --help": ["-m", "generator", "--help"],
    "onepager build --help": ["-m", "generator", "build", "--help"],
    "Tab key after a topic": ["-m", "generator"],
    "onepager list topics": ["-m", "generator", "list", "topics"],
    "onepager show": ["-m", "generator", "show", "sta-renewal", "-a", "member"],
    "a leave-behind, nothing there": ["-m", "generator", "build", "nih-funding", "-a", "constituent"],
    "a Member card, nothing there": ["-m", "generator", "build", "sta-renewal", "-a", "member"],
    "the same again, nothing to do": ["-m", "generator", "build", "sta-renewal", "-a", "member"],
}
COLD = [name for name in COMMANDS if name.endswith("nothing there")]
COMPLETING = {
    "_ONEPAGER_COMPLETE": "powershell_complete",
    "_ONEPAGER_WORDS": "onepager\nbuild",
    "_ONEPAGER_WORD": "sta",
}


def main() -> None:
    """Print the median and the best of each command, taken in turns."""
    with tempfile.TemporaryDirectory() as folder:
        office = workspace.init(Path(folder) / "office").root
        times: dict[str, list[float]] = {name: [] for name in COMMANDS}
        for _ in range(1 + REPEATS):  # in the first, what was changed is compiled
            for name, words in COMMANDS.items():
                if name in COLD:
                    shutil.rmtree(office / "output", ignore_errors=True)
                times[name].append(_seconds(words, office, COMPLETING if name.startswith("Tab") else {}) * 1000)
    for taken in times.values():
        del taken[0]
    print("## How long a command takes\n")
    text = (
        f"Whole processes by the clock, each {REPEATS} times, in turns. A pair of documents is built into an output "
        "folder that is not there yet, with all that a build does: the store read and checked, both files written, "
        "inspected by the guard and forced to disk, the ledger begun."
    )
    print(paragraph(text))
    rows = ([name, f"{statistics.median(t):.0f}", f"{min(t):.0f}"] for name, t in times.items())
    print(table(("command", "ms", "least"), rows, "lrr"))
    print()
    for name in COLD:
        median, least = statistics.median(times[name]), min(times[name])
        reached = "reached" if median <= COLD_MS else "not reached"
        print(f"- Built cold in {COLD_MS} ms, {name.partition(',')[0]}: {reached} ({median:.0f}, at best {least:.0f})")


def _seconds(words: list[str], office: Path, extra: dict[str, str]) -> float:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), **extra}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a program that is installed is compiled
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], cwd=office, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
