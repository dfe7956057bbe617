"""How long the Word writer takes for a page of about 360 words, warm, and how large the file is.

python -m bench.docx_writer [--profile]
"""

from __future__ import annotations

import cProfile
import pstats
import sys
from statistics import median
from time import perf_counter

from generator.layout.flow import LaidOut
from generator.writers.docx import write_docx
from tests.writers.laid_docx import one_pager
from tests.writers.read_docx import Word, words_of

ROUNDS = 500
RECEIPT = '{"points": [' + ", ".join(f'"nih-funding/point-{n}"' for n in range(20)) + "]}"


def time_ms(laid: LaidOut) -> tuple[float, int]:
    """The median over all rounds, in milliseconds, and the size of the file in bytes."""
    size = len(write_docx(laid, RECEIPT))
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        write_docx(laid, RECEIPT)
        times.append(perf_counter() - start)
    return median(times) * 1000, size


def main() -> None:
    laid = one_pager(chart=False)
    start = perf_counter()
    words = len(words_of(Word(write_docx(laid)).body).split())
    print(f"first document of the process: {(perf_counter() - start) * 1000:.1f} ms")
    for name, document in (("one page", laid), ("one page with a chart seen before", one_pager())):
        milliseconds, size = time_ms(document)
        print(f"{name}, {words} words: {milliseconds:.2f} ms, {size:,} bytes")
    if "--profile" in sys.argv:
        profile = cProfile.Profile()
        profile.enable()
        for _ in range(ROUNDS):
            write_docx(laid, RECEIPT)
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


if __name__ == "__main__":
    main()
