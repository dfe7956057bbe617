"""A peer as a process of its own, so that none warms or crowds another: lines of JSON in, lines of JSON out.

In: which document, its texts, and perhaps where to `save` what is made of it. Out: milliseconds by the clock and in
processor time of all threads, around the one call, and the size in bytes. Needs the standard library alone.
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
"""After so many documents the collector is told that what is there stays, as our batches do."""


def serve(
    render: Callable[[Any], bytes], prepare: Callable[[dict[str, Any]], Any] = lambda asked: asked["content"]
) -> None:
    """Answer until there are no more lines. `prepare` is what is not measured."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what a library prints is no answer
    for number, line in enumerate(sys.stdin.buffer):
        if number == WARM:
            gc.collect()
            gc.freeze()
        asked = json.loads(line)
        given = prepare(asked)
        clock, processor = time.perf_counter(), time.process_time()
        data = render(given)
        wall, cpu = time.perf_counter() - clock, time.process_time() - processor
        if "save" in asked:
            Path(asked["save"]).write_bytes(data)
        print(json.dumps({"wall": wall * 1000, "cpu": cpu * 1000, "bytes": len(data)}), file=answers, flush=True)
