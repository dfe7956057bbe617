"""Cost against size: stores of 1 to 10,000 points, documents merged over 1 to 10,000 rows: `python -m bench.sizes`.

Nothing is asserted: figures depend on the machine.
"""

from __future__ import annotations

import gc
import random
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import process_time

from bench.made import AS_OF, ROOT
from bench.results import paragraph, table
from generator.batch.merge import merged
from generator.document.receipt import encode
from generator.pipeline import Request, make, render
from generator.project import Project, load
from generator.receipts import receipt_of
from generator.requests import requests

SIZES = (1, 10, 100, 1_000, 10_000)
IN_A_TOPIC = 2_000
DOCUMENTS = 40
"""At most so many documents are made of each size; of rows, they are spread over the whole table."""
AUDIENCES = ("constituent", "staff")
_WORDS = ("research", "grants", "patients", "labs", "every", "state", "dollar", "science", "cures", "agreement", "care")


def main() -> None:
    print("## Cost against size\n")
    text = (
        "Processor time in milliseconds. A document is made from the loaded store and written as a pair: select, "
        "compose, fit, receipt, PDF, Word. One point in five has figures of the row; no checks. The median of at most "
        f"{DOCUMENTS} documents, each for another row, after the first. A topic is one file of at most 2 MB: beyond "
        f"{IN_A_TOPIC:,} points there are several topics, and the document is of one of them."
    )
    print(paragraph(text))
    _points(1)  # the first document of a process brings in the writers
    print("### Stores of so many points\n")
    heads = ("points", "store, KB", "load", *(f"pair, {a}" for a in AUDIENCES), "of which select, compose, fit")
    print(table(heads, (_points(size) for size in SIZES), "r" * len(heads)))
    print("\n### Documents merged over so many rows\n")
    heads = ("rows", "load", "plan", "plan, a row", "first pair", "pair", "most")
    print(table(heads, (_rows(size) for size in SIZES), "r" * len(heads)))


def _points(size: int) -> list[str]:
    with _store(points=size, rows=DOCUMENTS) as root:
        letters = sum(path.stat().st_size for path in (root / "talking_points").rglob("*.*"))
        start = process_time()
        project = load(root)
        loading = _since(start)
        pairs, makes = [], []
        for audience in AUDIENCES:
            taken = [_pair(project, request) for request in _all(project, audience)][1:]
            pairs.append(f"{median(sum(t) for t in taken):.1f}")
            makes.append(f"{median(t[0] for t in taken):.1f}")
        return [f"{size:,}", f"{letters / 1000:,.0f}", f"{loading:,.0f}", *pairs, " / ".join(makes)]


def _rows(size: int) -> list[str]:
    with _store(points=20, rows=size) as root:
        start = process_time()
        project = load(root)
        loading = _since(start)
        start = process_time()
        wanted = _all(project, AUDIENCES[0])
        planning = _since(start)
        assert len(wanted) == size
        taken = [sum(_pair(project, request)) for request in wanted[:: -(-size // DOCUMENTS)]]
        rest = (f"{median(taken[1:]):.1f}", f"{max(taken[1:]):.1f}") if size > 1 else ("", "")
        plan = (f"{planning:,.1f}", f"{planning / size:.3f}")
        return [f"{size:,}", f"{loading:,.0f}", *plan, f"{taken[0]:.1f}", *rest]


def _all(project: Project, audience: str) -> list[Request]:
    return merged(project, requests(project, ("topic-0",), (audience,), None, AS_OF), "table:places")


def _since(start: float) -> float:
    return (process_time() - start) * 1000


def _pair(project: Project, request: Request) -> tuple[float, float]:
    """Milliseconds for making one document, and for its receipt and both files."""
    start = process_time()
    made = make(project, request)
    making = _since(start)
    start = process_time()
    receipt = encode(receipt_of(project, made))
    for format_ in ("pdf", "docx"):
        render(made, format_, receipt)
    return making, _since(start)


# --- a store -----------------------------------------------------------------------------------------------------


@contextmanager
def _store(points: int, rows: int) -> Iterator[Path]:
    """A workspace with the starter's templates, one topic of so many points and one table of so many rows."""
    with tempfile.TemporaryDirectory() as name:
        root, chance = Path(name), random.Random(1)
        shutil.copytree(ROOT / "templates", root / "templates")
        files = {
            "sources.yaml": "report:\n  publisher: Publisher\n  title: Title\n  date: 2026-01-05\n",
            "offices.yaml": "one:\n  name: Office\n  chamber: house\n  state: MA\n  address: Washington, DC\n",
            **{f"topics/topic-{n}.yaml": text for n, text in enumerate(_topics(points, chance))},
            "tables/places.yaml": _TABLE,
            "tables/places.csv": "key,name,jobs\n" + "".join(
                f"MA-{n:05},Place {n},{chance.randint(1_000, 9_999)}\n" for n in range(rows)
            ),
        }  # fmt: skip
        for path, text in files.items():
            file = root / "talking_points" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        gc.collect()
        yield root


_TABLE = """title: Places
file: places.csv
key: key
columns:
  key:
    kind: text
  name:
    kind: text
  jobs:
    kind: number
    measure: jobs
    unit: jobs
    source: report
    as_of: 2026-01-05
"""


def _topics(points: int, chance: random.Random) -> Iterator[str]:
    for start in range(0, points, IN_A_TOPIC):
        yield _topic(min(IN_A_TOPIC, points - start), chance)


def _topic(points: int, chance: random.Random) -> str:
    head = "title: Title\nshort: Short\nbottom_line: Line.\nask: Ask.\ntable: places\nfacts:\n  grants:\n"
    head += "    value: 407,782\n    measure: grants\n    source: report\npoints:\n"
    return head + "".join(_point(number, chance) for number in range(points))


def _point(number: int, chance: random.Random) -> str:
    kind = ("message", "evidence", "background", "caution")[number % 4]
    figure = "{{ row.jobs }} jobs in {{ row.name }}" if number % 5 == 0 else "{{ grants }} grants"
    lead, full, short = (" ".join(chance.choices(_WORDS, k=k)) for k in (4, 30, 9))
    return (
        f"  point-{number}:\n    kind: {kind}\n    lead: {lead.capitalize()}.\n"
        f"    full: >-\n      {full.capitalize()}\n      with {figure}.\n"
        f"    short: {short.capitalize()}.\n    priority: {number % 9 + 1}\n"
        "    sources: [report]\n"
    )


if __name__ == "__main__":
    main()
