"""How long it takes to read and check a large store: `python -m bench.store`.

The target is two seconds for 5,000 points, in one file or in many. Nothing is asserted: figures depend on the machine.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from pathlib import Path

from generator.store.library import read_library

POINTS = 5_000
REPEATS = 5
_WORDS = ("research", "grants", "patients", "labs", "every", "state", "dollar", "science", "cures", "agreement", "care")


def main() -> None:
    """Print median and best, by the clock and in processor time (which other work on the machine changes less)."""
    print(f"{POINTS:,} points, read and checked, {REPEATS} times each")
    for topics, words in ((1, 24), (100, 90)):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            size = _write_store(root, topics, words)
            runs = [_seconds(root) for _ in range(REPEATS)]
            clock, processor = _figures([r[0] for r in runs]), _figures([r[1] for r in runs])
            files = f"{topics} file{'s' if topics > 1 else ' '}"
            print(f"  {files:>9}, {size / 1e6:.1f} MB: clock {clock}, processor {processor}")


def _figures(seconds: list[float]) -> str:
    return f"{statistics.median(seconds):.2f} s (best {min(seconds):.2f} s)"


def _seconds(root: Path) -> tuple[float, float]:
    """One reading by the clock and in processor time."""
    start, processor = time.perf_counter(), time.process_time()
    library = read_library(root)
    elapsed = time.perf_counter() - start, time.process_time() - processor
    assert sum(len(t.points) for t in library.topics.values()) == POINTS
    return elapsed


def _write_store(root: Path, topics: int, words: int) -> int:
    """Write a store of `POINTS` points in `topics` files, each point with about `words` words; its size in bytes."""
    folder = root / "talking_points" / "topics"
    folder.mkdir(parents=True)
    source = "report:\n  publisher: Publisher\n  title: Title\n"
    office = "one:\n  name: Office\n  chamber: house\n  state: MA\n  address: Washington, DC\n"
    (folder.parent / "sources.yaml").write_text(source, encoding="utf-8")
    (folder.parent / "offices.yaml").write_text(office, encoding="utf-8")
    chance = random.Random(1)
    return sum(
        (folder / f"topic-{n:03}.yaml").write_text(_topic(POINTS // topics, words, chance), encoding="utf-8")
        for n in range(topics)
    )


def _topic(points: int, words: int, chance: random.Random) -> str:
    head = "title: Title\nshort: Short\nbottom_line: Line.\nask: Ask.\nfacts:\n  jobs:\n    value: 407,782\n"
    head += "    measure: jobs\n    source: report\npoints:\n"
    return head + "".join(_point(number, words, chance) for number in range(points))


def _point(number: int, words: int, chance: random.Random) -> str:
    full, short, spoken = (_prose(words // part, chance) for part in (2, 4, 4))
    return (
        f"  point-{number}:\n    kind: message\n    lead: {_prose(4, chance)}.\n"
        f"    full: >-\n      {full}\n      with {{{{ jobs }}}} jobs.\n"
        f"    short: {short}.\n    spoken: >-\n      {spoken}.\n    priority: {number % 9 + 1}\n    sources: [report]\n"
    )


def _prose(words: int, chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=words))


if __name__ == "__main__":
    main()
