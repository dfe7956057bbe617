"""The big batch: 42 topic-audience pairs, each for 435 districts, in Word and PDF, with everything on, the guard too.

    python -m bench.batch            all 36,540 files (some minutes)
    python -m bench.batch 40         the same for the first 40 districts

The whole command is timed, as a process of its own; the memory is that of its largest worker.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from bench.results import paragraph, table
from generator.workspace import init

DISTRICTS = 435
TOPICS, AUDIENCES = 6, 7
DAY = "2026-11-24"


def prepare(folder: Path, rows: int) -> tuple[Path, list[str]]:
    """A workspace six of whose topics take their figures from a table of districts, and the ids of the topics."""
    root = init(folder / "office").root
    tables = root / "talking_points" / "tables"
    declared = (tables / "nih-projects-by-state.yaml").read_text(encoding="utf-8")
    (tables / "districts.yaml").write_text(
        re.sub(r"(?m)^key:.*$", "key: district", re.sub(r"(?m)^(file: ).*$", r"\1districts.csv", declared)).replace(
            "level: state\n", ""
        ),
        encoding="utf-8",
    )
    head, *lines = (tables / "nih-projects-by-state.csv").read_text(encoding="utf-8").splitlines()
    names = head.split(",")
    at = {name: names.index(name) for name in names}
    cells = [line.split(",") for line in lines]
    made = [",".join(("district", *names))]
    for number in range(rows):
        row = list(cells[number % len(cells)])
        row[at["name"]] = f"{row[at['name']]} {number // len(cells) + 1}"
        made.append(",".join((f"D{number + 1:03}", *row)))
    (tables / "districts.csv").write_text("\n".join(made) + "\n", encoding="utf-8")
    topics = sorted(p.stem for p in (root / "talking_points" / "topics").glob("*.yaml"))
    topics = ["nih-funding", *(t for t in topics if t != "nih-funding")][:TOPICS]
    for topic in topics:
        file = root / "talking_points" / "topics" / f"{topic}.yaml"
        text = re.sub(r"(?m)^table:.*\n", "", file.read_text(encoding="utf-8"))
        file.write_text(f"table: districts\n{text}", encoding="utf-8")
    return root, topics


class Memory(threading.Thread):
    """The largest resident size of the processes that a command starts, in MB, looked at ten times a second."""

    def __init__(self, parent: int) -> None:
        super().__init__(daemon=True)
        self.parent, self.largest, self.ended = parent, 0.0, False

    def run(self) -> None:
        while not self.ended:
            try:
                children = Path(f"/proc/{self.parent}/task/{self.parent}/children").read_text().split()
                for child in children:
                    pages = int(Path(f"/proc/{child}/statm").read_text().split()[1])
                    self.largest = max(self.largest, pages * os.sysconf("SC_PAGE_SIZE") / 2**20)
            except (OSError, ValueError):
                pass
            time.sleep(0.1)


def run(root: Path, topics: list[str], *more: str) -> tuple[float, float, str]:
    """Seconds and largest worker of one command, and the last thing it said."""
    command = [sys.executable, "-m", "generator", "build", *topics, "--each", "table:districts", "--as-of", DAY]
    began = time.perf_counter()
    said = ""
    with subprocess.Popen([*command, "--root", str(root), *more], stdout=subprocess.PIPE, encoding="utf-8") as process:
        memory = Memory(process.pid)
        memory.start()
        assert process.stdout is not None
        for line in process.stdout:
            said = line if " files in " in line else said
        memory.ended = True
    assert process.returncode == 0, said
    return time.perf_counter() - began, memory.largest, said.strip()


def main(rows: int = DISTRICTS) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root, topics = prepare(Path(folder), rows)
        files = 2 * len(topics) * AUDIENCES * rows
        whole, memory, _ = run(root, topics)
        again, _, _ = run(root, topics)
        idle, _, _ = run(root, topics)
        fact = root / "talking_points" / "topics" / "fentanyl.yaml"
        fact.write_text(
            fact.read_text(encoding="utf-8").replace("value: 70 percent", "value: 71 percent", 1), encoding="utf-8"
        )
        changed, _, said = run(root, topics)
        size = sum(p.stat().st_size for p in (root / "output").glob("2*"))
    print("## The big batch\n")
    print(paragraph(
        f"{len(topics) * AUDIENCES} topic-audience pairs for {rows} rows in Word and PDF: {files:,} files, "
        f"{size / 2**20:,.0f} MB, drafts, made by as many processes as there are processors, each file forced to disk, "
        "entered in the ledger and opened again by the guard. Whole commands, start included."
    ))  # fmt: skip
    print(table(
        ("what", "seconds", "files a second"),
        [
            ("all of it, into an empty folder", f"{whole:.1f}", f"{files / whole:.0f}"),
            ("the same again", f"{again:.2f}", ""),
            ("and again", f"{idle:.2f}", ""),
            ("after one figure changed", f"{changed:.1f}", said.partition(": ")[2].partition(" (")[0]),
        ],
        "lrr",
    ))  # fmt: skip
    print(f"\n- 250 files a second: {'reached' if files / whole >= 250 else 'not reached'} ({files / whole:.0f})")
    print(f"- Each worker under 150 MB: {'reached' if memory < 150 else 'not reached'} ({memory:.0f} MB)")
    print(f"- Nothing to do in 2 s: {'reached' if idle < 2 else 'not reached'} ({idle:.2f} s)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
