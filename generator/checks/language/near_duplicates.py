"""Texts that are nearly the same, found among many without comparing each with each.

A text is the set of its runs of three words. Two sets that have a share `THRESHOLD` of their union in common must have
one of their rarest runs in common, so only texts that share a rare run are compared at all (prefix filtering).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

Run = tuple[str, str, str]

THRESHOLD = 0.55
_FEWEST_WORDS = 8
_MOST_COMPARED = 200  # so many earlier texts with one rare run are looked at; more have it as a set phrase
_WORD = re.compile(r"[\w'-]+")


def words(text: str) -> list[str]:
    """The words of a text, to compare: small, without marks; so are names of facts."""
    return _WORD.findall(text.lower().replace("’", "'"))


def near_duplicates(texts: Sequence[str], threshold: float = THRESHOLD) -> Iterator[tuple[int, int, float]]:
    """Pairs of texts that are nearly the same: index of the later and of the earlier, the share they have in common."""
    sets = [_runs(words(text)) for text in texts]
    common = Counter(run for runs in sets for run in runs)
    shelves: dict[Run, list[int]] = {}
    for index, runs in enumerate(sets):
        if not runs:
            continue
        candidates: dict[int, None] = {}
        for run in _rarest(runs, common, threshold):
            shelf = shelves.setdefault(run, [])
            candidates.update(dict.fromkeys(shelf[-_MOST_COMPARED:]))
            shelf.append(index)
        for other in sorted(candidates):
            share = _share(runs, sets[other])
            if share >= threshold:
                yield index, other, share


def _runs(found: list[str]) -> frozenset[Run]:
    if len(found) < _FEWEST_WORDS:
        return frozenset()
    return frozenset(zip(found, found[1:], found[2:], strict=False))


def _rarest(runs: frozenset[Run], common: Counter[Run], threshold: float) -> list[Run]:
    """The runs of which a similar text must share one, without those that no other text has."""
    needed = len(runs) - math.ceil(threshold * len(runs)) + 1
    shared = [run for run in runs if common[run] > 1]
    left = needed - (len(runs) - len(shared))
    return sorted(shared, key=lambda run: (common[run], run))[:left] if left > 0 else []


def _share(one: frozenset[Run], other: frozenset[Run]) -> float:
    both = len(one & other)
    return both / (len(one) + len(other) - both)
