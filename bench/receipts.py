"""What a receipt costs: making it and writing it as JSON, for every document of the starter store.

python -m bench.receipts [--profile]
"""

from __future__ import annotations

import cProfile
import gc
import pstats
import sys
from statistics import mean
from time import perf_counter

from bench.made import AS_OF, starter
from generator.document.receipt import decode, encode
from generator.pipeline import Made, make
from generator.project import Project
from generator.receipts import receipt_of
from generator.requests import requests

ROUNDS = 20


def passes(project: Project, mades: list[Made]) -> float:
    """One pass over all documents: milliseconds a document."""
    start = perf_counter()
    for made in mades:
        encode(receipt_of(project, made))
    return (perf_counter() - start) * 1000 / len(mades)


def main() -> None:
    project = starter()
    mades = [make(project, r) for r in requests(project, (), (), None, AS_OF)]
    gc.freeze()  # as a batch does before it begins
    first = passes(project, mades)
    times = sorted(passes(project, mades) for _ in range(ROUNDS))
    sizes = sorted(len(encode(receipt_of(project, made)).encode()) for made in mades)
    texts = [encode(receipt_of(project, made)) for made in mades]
    start = perf_counter()
    for text in texts:
        decode(text)
    reading = (perf_counter() - start) * 1000 / len(texts)
    middle = times[ROUNDS // 2]
    print(f"{len(mades)} documents: {times[0]:.3f} ms a document (median {middle:.3f}, first pass {first:.2f})")
    print(f"reading one: {reading:.3f} ms; sizes {sizes[0]:,} to {sizes[-1]:,} bytes, {mean(sizes):,.0f} on average")
    if "--profile" in sys.argv:
        profile = cProfile.Profile()
        profile.enable()
        for _ in range(ROUNDS):
            passes(project, mades)
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
