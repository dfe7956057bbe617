"""Do secrets stay in, over 10,000 generated files? `python -m bench.leaks [FILES]` takes some twenty minutes.

Every file is made twice: with selection as it is, where no secret may be in it, and with selection broken, where the
guard has to stop it. The judge is a scanner that shares no code with the guard.
"""

from __future__ import annotations

import sys
from time import monotonic

from tests.inspection.weighing import Tally, weighed

TOPICS = 3
STORES = 100_000
FIRST = 1_000
"""The first store; the tests have others."""


def main(files: int) -> int:
    began = monotonic()
    tallies = Tally(), Tally()
    for tallies in weighed(range(FIRST, FIRST + STORES), TOPICS):
        if tallies[0].files % 900 == 0:
            print(f"  {tallies[0].files:,} files, {monotonic() - began:.0f} s", flush=True)
        if tallies[0].files >= files:
            break
    right, broken = tallies
    print(f"{right.files:,} files as they are made: {right.leaking} with a secret in them, by the scanner")
    print(f"  stopped by the guard though the scanner finds nothing: {len(right.false_alarms)}")
    print(
        f"{broken.files:,} files with selection broken: {broken.leaking:,} with a secret, {broken.sentences:,} secrets"
    )
    print(f"  stopped by the guard: {broken.stopped:,}; secrets it did not name: {len(broken.missed)}")
    for line in (*right.false_alarms[:5], *broken.missed[:5]):
        print(f"    {line}")
    return int(bool(right.leaking or right.false_alarms or broken.missed or broken.stopped < broken.leaking))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else 10_000))
