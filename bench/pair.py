"""Where the milliseconds of a pair go, from the loaded store to two files read by the guard: `python -m bench.pair`,
with `--pairs` for each of them.

Every topic for every audience of the starter store. Processor time, so that other work on the machine changes little.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from statistics import median
from time import process_time
from typing import Any
from unittest.mock import patch

from bench.made import AS_OF, starter
from bench.results import paragraph, table
from generator import pipeline
from generator.checks.gate import gate
from generator.document.receipt import encode
from generator.inspection import forbidden, leaks
from generator.pipeline import Request, make, render
from generator.project import Project
from generator.receipts import receipt_of
from generator.requests import requests
from generator.values.dates import start_of_day

ROUNDS = 8
INSIDE = ("selected", "compose", "fit")
"""The parts of `make`, by their names in the pipeline."""
REST = "rest of making"
STAGES = (*INSIDE, REST, "receipt", "PDF", "DOCX", "guard, PDF", "guard, DOCX")
GATE = "gate"
TARGET_MS = 15.0

Times = dict[str, float]
"""Milliseconds by stage."""


@contextmanager
def _watched(times: Times) -> Iterator[None]:
    """Within, the parts of `make` leave their times."""

    def timed(name: str) -> Callable[..., Any]:
        inner = getattr(pipeline, name)

        def call(*args: Any, **kwargs: Any) -> Any:
            start = process_time()
            try:
                return inner(*args, **kwargs)
            finally:
                times[name] = times.get(name, 0.0) + (process_time() - start) * 1000

        return call

    with patch.multiple(pipeline, **{name: timed(name) for name in INSIDE}):
        yield


def _one(project: Project, request: Request) -> Times:
    times: Times = {}

    def stage(name: str, do: Callable[[], Any]) -> Any:
        start = process_time()
        got = do()
        times[name] = (process_time() - start) * 1000
        return got

    with _watched(times):
        made = stage(REST, lambda: make(project, request))
    times[REST] -= sum(times[name] for name in INSIDE)
    clearance = made.selection.audience.clearance
    receipt = stage("receipt", lambda: encode(receipt_of(project, made)))
    for format_ in ("pdf", "docx"):
        data = stage(format_.upper(), lambda f=format_: render(made, f, receipt))
        secrets = forbidden(project.library, clearance, start_of_day(request.as_of))
        stage(f"guard, {format_.upper()}", lambda f=format_, d=data, s=secrets: leaks(f"a.{f}", d, s))
    stage(GATE, lambda: gate(project.library, made.laid.document, clearance, request.as_of))
    return times


def main() -> None:
    project = starter()
    pairs = requests(project, (), (), None, AS_OF)
    taken: dict[str, list[Times]] = {}
    for turn in range(-1, ROUNDS):
        for request in pairs:
            times = _one(project, _in_turn(project, request, turn))
            if turn >= 0:
                taken.setdefault(f"{request.topic}, {request.audience}", []).append(times)
        gc.collect()
        gc.freeze()  # as a batch does before it begins
    each = {pair: {s: median(t[s] for t in all_) for s in (*STAGES, GATE)} for pair, all_ in taken.items()}
    whole = {pair: sum(times[s] for s in STAGES) for pair, times in each.items()}
    written = {pair: whole[pair] - sum(each[pair][s] for s in STAGES if s.startswith("guard")) for pair in each}
    total = median(whole.values())
    print("## Where a pair's milliseconds go\n")
    text = (
        f"Processor time, warm, median of {len(each)} pairs (each topic for each audience of the starter store), each "
        f"itself the median of {ROUNDS} rounds; topics with a table by another state's row each time. The gate is run "
        "for final documents only, and is not in the sums."
    )
    print(paragraph(text))
    rows = []
    for name in (*STAGES, GATE):
        slowest = max(each, key=lambda pair: each[pair][name])
        middle = median(times[name] for times in each.values())
        share = "" if name == GATE else f"{middle / total:.0%}"
        rows.append([name, f"{middle:.2f}", share, f"{each[slowest][name]:.2f}", slowest])
    for name, sums in (("store to bytes", written), ("with the guard", whole)):
        slowest = max(sums, key=lambda pair: sums[pair])
        rows.append([name, f"{median(sums.values()):.2f}", "", f"{sums[slowest]:.2f}", slowest])
    print(table(("stage", "ms", "share", "most", "which"), rows, "lrrrl"))
    reached = "reached" if (took := median(whole.values())) <= TARGET_MS else "not reached"
    print(f"\n- A pair from store to bytes, with the guard, in {TARGET_MS:g} ms: {reached} ({took:.1f} ms)")
    if "--pairs" in sys.argv:
        print("\n### Each pair\n")
        rows = [[pair, *(f"{times[s]:.2f}" for s in STAGES)] for pair, times in each.items()]
        print(table(("", *STAGES), rows, "l" + "r" * len(STAGES)))


def _in_turn(project: Project, request: Request, turn: int) -> Request:
    table_ = project.library.tables.get(project.library.topics[request.topic].table)
    if table_ is None:
        return request
    return replace(request, row=table_.rows[turn % len(table_.rows)][table_.key])


if __name__ == "__main__":
    main()
