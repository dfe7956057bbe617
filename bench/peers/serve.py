"""A peer as a process of its own, so that none warms or crowds another: lines of JSON in, lines of JSON out.

In: documents to be made one after the other: which, its texts, and perhaps where to `save` what is made of it. Out: of
each, milliseconds by the clock and in processor time of all threads, around the one call, and the size in bytes. Needs
the standard library alone.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

FONTS = Path(__file__).resolve().parents[2] / "generator" / "layout" / "fonts"
WARM = 5
"""After so many documents the collector is told that what is there stays."""
OBJECTS_BETWEEN_COLLECTIONS = 20_000
"""As our program has it, when it makes one document and when it makes many; here all that are written in Python do."""


def serve(
    render: Callable[[Any], bytes], prepare: Callable[[dict[str, Any]], Any] = lambda asked: asked["content"]
) -> None:
    """Answer until there are no more lines. `prepare` is what is not measured."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    made = 0
    for line in sys.stdin.buffer:
        took = []
        for asked in json.loads(line):
            if made == WARM:
                _settle()
            made += 1
            given = prepare(asked)
            clock, processor = time.perf_counter(), time.process_time()
            data = render(given)
            wall, cpu = time.perf_counter() - clock, time.process_time() - processor
            took.append({"wall": wall * 1000, "cpu": cpu * 1000, "bytes": len(data)})
            if "save" in asked:
                Path(asked["save"]).write_bytes(data)
        print(json.dumps(took), file=answers, flush=True)


def _settle() -> None:
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
