"""How long `onepager check` takes over a large store: `python -m bench.checks`.

The target is five seconds for 10,000 points and 2,000 facts. Nothing is asserted: figures depend on the machine.
"""

from __future__ import annotations

import random
import statistics
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path

from generator import checks
from generator.checking import printable
from generator.project import load
from generator.workspace import starter

POINTS, FACTS, TOPICS = 10_000, 2_000, 100
AS_OF = date(2026, 11, 24)
REPEATS = 3


def main() -> None:
    """Print the median of reading and of every rule, and the slowest rules."""
    with tempfile.TemporaryDirectory() as folder:
        root = write_store(Path(folder))
        reading, running = [], []
        for _ in range(REPEATS):
            started = time.perf_counter()
            project = load(root)
            read = time.perf_counter()
            subjects = _subjects(project)
            problems = checks.run(subjects)
            reading.append(read - started)
            running.append(time.perf_counter() - read)
        library = project.library
        points = sum(len(t.points) for t in library.topics.values())
        facts = sum(len(t.facts) for t in library.topics.values())
        print(f"{points:,} points and {facts:,} facts in {len(library.topics)} topics, {REPEATS} times")
        print(f"  reading {statistics.median(reading):.2f} s, rules {statistics.median(running):.2f} s")
        print("  found:", ", ".join(f"{c} {n}" for c, n in sorted(Counter(p.code for p in problems).items())))
        print("  slowest rules:", ", ".join(f"{c} {s * 1000:.0f} ms" for c, s in _slowest(project)))


def _subjects(project):  # type: ignore[no-untyped-def]
    return checks.Subjects(project.library, project.audiences, AS_OF, root=project.root, printable=printable(project))


def _slowest(project) -> list[tuple[str, float]]:  # type: ignore[no-untyped-def]
    subjects = _subjects(project)
    times = {}
    for code in checks.RULES:
        started = time.perf_counter()
        checks.run(subjects, [code])
        times[code] = time.perf_counter() - started
    return sorted(times.items(), key=lambda entry: -entry[1])[:6]


def write_store(root: Path) -> Path:
    """A workspace with the starter's templates and a made-up store; the same every time."""
    chance = random.Random(4)
    (root / "talking_points" / "topics").mkdir(parents=True)
    source = (
        "report:\n  publisher: Publisher\n  title: Title\n  accessed: 2026-01-01\n  url: https://www.example.gov/\n"
    )
    (root / "talking_points" / "sources.yaml").write_text(source, encoding="utf-8")
    office = "one:\n  name: Office\n  chamber: house\n  state: MA\n  address: Washington, DC\n"
    (root / "talking_points" / "offices.yaml").write_text(office, encoding="utf-8")
    (root / "templates").symlink_to(starter() / "templates", target_is_directory=True)
    words = _vocabulary(chance)
    for number in range(TOPICS):
        text = _topic(number, words, chance)
        (root / "talking_points" / "topics" / f"topic-{number:03}.yaml").write_text(text, encoding="utf-8")
    return root


def _vocabulary(chance: random.Random) -> list[str]:
    """Words of two to four syllables, common ones repeated, so that texts share words as real ones do."""
    syllables = [c + v for c in "bcdfglmnprst" for v in "aeiou"]
    rare = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(5_000)]
    common = ["the", "of", "and", "to", "in", "for", "a", "is", "that", "we", "our", "research", "families", "work"]
    return rare + common * 250


def _topic(number: int, words: list[str], chance: random.Random) -> str:
    lines = [f"title: Topic {'abcdefghij'[number % 10]}", "short: Short", "bottom_line: Line.", "ask: Ask.", "facts:"]
    for fact in range(FACTS // TOPICS):
        lines += [f"  fact-{fact}:", f"    value: {chance.randint(1_000, 999_999):,}", "    source: report"]
        lines += [f"    measure: measure {number} {fact}", "    unit: jobs", '    period: "2025"', "    as_of: 2025"]
        lines += ["    locator: page 1", "    review_by: 2027-06-30"]
    lines.append("points:")
    for point in range(POINTS // TOPICS):
        full, short, spoken, lead = (_prose(words, n, chance) for n in (40, 20, 22, 4))
        lines += [f"  point-{point}:", "    kind: message", f"    lead: {lead}.", "    full: >-", f"      {full}."]
        lines += [f"      It supported {{{{ fact-{point % 20} }}}} jobs.", "    short: >-", f"      {short}."]
        lines += ["    spoken: >-", f"      {spoken}.", f"    priority: {point % 9 + 1}", "    sources: [report]"]
    return "\n".join(lines) + "\n"


def _prose(words: list[str], count: int, chance: random.Random) -> str:
    return " ".join(chance.choices(words, k=count)).capitalize()


if __name__ == "__main__":
    main()
