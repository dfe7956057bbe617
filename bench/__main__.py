"""`make bench`: every measurement one after the other; `make bench ARGS="parity store"` for some.

Those of `REPORTED` print a section of Markdown, which is kept in `bench/RESULTS.md`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench import results

HERE = Path(__file__).parent
SLOW = ("batch", "generated", "leaks", "gallery")
"""Only when asked for: they take minutes, or make pictures."""
NOT_ALONE = ("__init__", "__main__", "made", "results")
REPORTED = {
    "peers": "## Ours and others, on the same documents",
    "pair": "## Where a pair's milliseconds go",
    "sizes": "## Cost against size",
    "startup": "## How long a command takes",
    "batch": "## The big batch",
}
"""Their titles, in the order in which they stand in the report."""


def main(wanted: list[str]) -> int:
    known = sorted([*(p.stem for p in HERE.glob("*.py")), *(p.parent.name for p in HERE.glob("*/__main__.py"))])
    known = [name for name in known if name not in NOT_ALONE]
    if unknown := [name for name in wanted if name not in known]:
        print(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    worst = 0
    for name in wanted or [n for n in known if n not in SLOW]:
        print(f"\n== {name}", flush=True)
        worst = max(worst, _run(name))
    return worst


def _run(name: str) -> int:
    """Run one and show what it prints as it comes; a report is kept when it is whole."""
    command = [sys.executable, "-m", f"bench.{name}"]
    said = []
    with subprocess.Popen(command, cwd=HERE.parent, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        for line in process.stdout:
            print(line, end="", flush=True)
            said.append(line)
    if process.returncode == 0 and name in REPORTED:
        results.keep("".join(said), tuple(REPORTED.values()))
    return process.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
