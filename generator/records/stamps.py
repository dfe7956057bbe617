"""What the ledger keeps of a finished file (name, digest, size, time) and of its document (number, pages, decisions).

Plain records, so that a run with nothing to do reads them back without loading what makes documents.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as it was left: its name in the output folder, and what shows whether anybody has touched it since."""

    name: str
    sha256: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What is told of a document that was made. `fill` is how full its last page is, 0 to 1; `left_out` how many points
    its readers could have had and do not find; `letterhead` whose it is, and of which Word file."""

    number: str
    pages: int
    fill: float
    decisions: tuple[str, ...]
    left_out: int = 0
    letterhead: str = ""

    def packed(self) -> tuple[object, ...]:
        """As plain data; `Summary.of` reads it back."""
        return self.number, self.pages, round(self.fill, 4), self.decisions, self.left_out, self.letterhead

    @staticmethod
    def of(packed: Sequence[Any]) -> Summary:
        number, pages, fill, decisions, left_out, letterhead = packed
        return Summary(number, pages, fill, tuple(decisions), left_out, letterhead)
