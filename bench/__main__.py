"""`make bench`: every measurement one after the other; `make bench ARGS="parity store"` for some."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
SLOW = ("generated", "leaks", "gallery")
"""Only when asked for: they take minutes, or make pictures."""
NOT_ALONE = ("__init__", "__main__", "made")


def main(wanted: list[str]) -> int:
    known = sorted(p.stem for p in HERE.glob("*.py") if p.stem not in NOT_ALONE)
    if unknown := [name for name in wanted if name not in known]:
        print(f"there is no benchmark {', '.join(unknown)}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    worst = 0
    for name in wanted or [n for n in known if n not in SLOW]:
        print(f"\n== {name}", flush=True)
        worst = max(worst, subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=HERE.parent).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
