"""How long the command takes to answer, process and all: `python -m bench.startup`.

The target is well under 200 ms for `--help`, and 700 ms for one pair of documents. Nothing is asserted: figures depend
on the machine. `import click` is there to compare with: it is the part that is not ours.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generator import workspace

REPEATS = 15
PROJECT = Path(__file__).resolve().parent.parent
COMMANDS = {
    "python": ["-c", "pass"],
    "import click": ["-c", "import click"],
    "onepager --help": ["-m", "generator", "--help"],
    "onepager build --help": ["-m", "generator", "build", "--help"],
    "Tab key after a topic": ["-m", "generator"],
    "onepager list topics": ["-m", "generator", "list", "topics"],
    "onepager show": ["-m", "generator", "show", "sta-renewal", "-a", "member"],
    "onepager build, one pair": ["-m", "generator", "build", "sta-renewal", "-a", "member"],
}
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
        for _ in range(REPEATS):
            for name, words in COMMANDS.items():
                times[name].append(_seconds(words, office, COMPLETING if name.startswith("Tab") else {}))
    print(f"{REPEATS} times each, in milliseconds")
    for name, taken in times.items():
        print(f"  {name:<26}{statistics.median(taken) * 1000:6.0f}  (best {min(taken) * 1000:.0f})")


def _seconds(words: list[str], office: Path, extra: dict[str, str]) -> float:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), **extra}
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], cwd=office, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
