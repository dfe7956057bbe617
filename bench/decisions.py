"""What the fitter decided over the starter set, as a Markdown table.

python bench/decisions.py [--office ID]
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.made import AS_OF, starter
from generator.layout.theme import Density
from generator.pipeline import Made, make
from generator.requests import requests


def density(given: Density) -> str:
    """Type size and space, as the theme has them or not: `+1 pt, air 1.9`."""
    size = f"{given.size * 0.5:+g} pt" if given.size else "normal"
    return size if given.air == 1 else f"{size}, air {given.air:g}"


def table(made: Iterable[Made]) -> list[str]:
    lines = ["| topic | audience | pages | fill | type | decisions |", "|---|---|--:|--:|---|---|"]
    for one in made:
        request, laid = one.request, one.laid
        told = [d for d in one.decisions if not d.startswith(("type set", "space "))]
        decisions = "; ".join(told).replace("|", "\\|") or "as preferred"
        cells = (request.topic, request.audience, len(laid.pages), f"{laid.fill:.0%}", density(one.fitted.density))
        lines.append(f"| {' | '.join(map(str, cells))} | {decisions} |")
    return lines


def summary(made: list[Made]) -> list[str]:
    fills = sorted(m.laid.fill for m in made)
    kinds = Counter(d.split("‘")[0].split(":")[0].strip() for m in made for d in m.decisions)
    counted = ", ".join(f"{kind} {count}" for kind, count in kinds.most_common())
    spread = f"lowest {fills[0]:.0%}, median {statistics.median(fills):.0%}, highest {fills[-1]:.0%}"
    return ["", f"{len(made)} documents; fill of the last page: {spread}.", f"Decisions: {counted}."]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--office", default=None)
    office = parser.parse_args().office
    project = starter()
    made = [make(project, request) for request in requests(project, (), (), office, AS_OF)]
    print(*table(made), *summary(made), sep="\n")


if __name__ == "__main__":
    main()
