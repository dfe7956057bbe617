"""Precision and recall of finding figures in prose, over the labelled corpus: `python -m bench.unlinked`.

The target is 0.95 for both. The corpus is tests/checks/language/corpus.tsv; what is taken wrongly is listed, to be
looked at.
"""

from __future__ import annotations

import time
from pathlib import Path

from generator.checks.language.numbers import figures

CORPUS = Path(__file__).resolve().parents[1] / "tests" / "checks" / "language" / "corpus.tsv"


def main() -> None:
    """Print precision, recall, how long a sentence takes, and every sentence that was taken wrongly."""
    lines = [line.split("\t") for line in CORPUS.read_text(encoding="utf-8").split("\n") if "\t" in line]
    sentences = [(label == "figure", sentence) for label, sentence in lines]
    started = time.perf_counter()
    found = [(meant, bool(figures(sentence)), sentence) for meant, sentence in sentences]
    spent = (time.perf_counter() - started) / len(found)
    right = sum(meant and called for meant, called, _ in found)
    precision = right / sum(called for _, called, _ in found)
    recall = right / sum(meant for meant, _, _ in found)
    print(f"{len(found)} sentences, {sum(m for m, _, _ in found)} of them with a figure")
    print(f"  precision {precision:.3f}, recall {recall:.3f} (target 0.95), {spent * 1e6:.0f} µs a sentence")
    for meant, called, sentence in found:
        if meant != called:
            print(f"  {'missed' if meant else 'false alarm'}: {sentence}")


if __name__ == "__main__":
    main()
