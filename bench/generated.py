"""Generated stores in great number: what was made, what was refused, and what is wrong with any of it.

    python bench/generated.py 2000 [--first 0] [--word 60]

Makes one document of each store in all formats and judges the files as the tests do; lays a sample of the Word files
out with LibreOffice. Prints every fault with the seed that shows it, then the counts. Exit code 1 if there is a fault.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from generator.layout.theme import read_themes
from tests.generated import ROOT, Result, Store, build, random_store
from tests.judged import faults, misplaced, pages_of
from tests.tools.external import soffice_convert


class Tally:
    def __init__(self, sample: int, word: Path) -> None:
        self.counts: Counter[str] = Counter()
        self.decisions: Counter[str] = Counter()
        self.fills: list[float] = []
        self.found: list[str] = []
        self.themes = read_themes(ROOT)
        self.sample, self.word = sample, word
        self.kept: dict[Path, tuple[int, int]] = {}

    def take(self, seed: int) -> None:
        store = random_store(seed)
        with tempfile.TemporaryDirectory() as folder:
            root = store.write(Path(folder))
            try:
                result = build(root, store)
                found = list(self._judge(result, store, root))
            except Exception as error:
                self.counts["exceptions"] += 1
                found = ["".join(traceback.format_exception(error)[-3:])]
        self.found += [f"{seed} ({store.audience}): {fault}" for fault in found]

    def _judge(self, result: Result, store: Store, root: Path) -> list[str]:
        if result.refusal:
            kind = f"because of {store.mistake}" if store.mistake else "without a mistake made on purpose"
            self.counts[f"refused {kind}"] += 1
            if not store.mistake:
                print(f"refused {store.seed}: {result.refusal.problems[0]}")
            return list(misplaced(result.refusal, store, root))
        assert result.made is not None
        self.counts["made"] += 1
        self.counts["pages"] += len(result.made.laid.pages)
        self.fills.append(result.made.laid.fill)
        self.decisions.update(d.split("‘")[0].split(":")[0].strip() for d in result.made.decisions)
        if len(self.kept) < self.sample:
            path = self.word / f"{store.seed}.docx"
            path.write_bytes(result.docx)
            self.kept[path] = (result.made.selection.audience.pages, len(result.made.laid.pages))
        return list(faults(result, self.themes[store.theme]))

    def in_word(self) -> None:
        """The sample as LibreOffice lays it out."""
        converted = soffice_convert(self.kept, self.word / "laid")
        for (path, (limit, here)), laid in zip(self.kept.items(), converted, strict=True):
            there = pages_of(laid)
            self.counts["laid out by LibreOffice"] += 1
            self.counts["of them with as many pages as ours"] += there == here
            if there > limit:
                self.found.append(f"{path.stem}: {there} pages in LibreOffice, {here} here; the limit is {limit}")

    def show(self, seconds: float) -> None:
        print(*self.found, sep="\n")
        for what, count in sorted(self.counts.items()):
            print(f"{count:7,} {what}")
        print("decisions:")
        for what, count in self.decisions.most_common():
            print(f"{count:7,} {what}")
        if fills := sorted(self.fills):
            median = fills[len(fills) // 2]
            print(f"fill of last pages: lowest {fills[0]:.0%}, median {median:.0%}, highest {fills[-1]:.0%}")
        print(f"{len(self.found)} faults ({seconds:.0f} s)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int, nargs="?", default=2000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--word", type=int, default=60, help="how many Word files LibreOffice lays out")
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = Tally(given.word, Path(folder))
        for seed in range(given.first, given.first + given.number):
            tally.take(seed)
        tally.in_word()
    tally.show(time.monotonic() - began)
    sys.exit(bool(tally.found))


if __name__ == "__main__":
    main()
