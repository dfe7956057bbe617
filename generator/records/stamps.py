"""What the ledger keeps of a finished file (name, digest, size, time) and of its document (number, pages, decisions).

Plain records, so that a run with nothing to do reads them back without loading what makes documents.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as it was left: its name in the output folder, and what shows whether anybody has touched it since."""

    name: str
    sha256: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What is told of a document that was made. `fill` is how full its last page is, 0 to 1."""

    number: str
    pages: int
    fill: float
    decisions: tuple[str, ...]

    @property
    def left_out(self) -> int:
        """How many points had to go for want of room."""
        return sum(d.startswith("left out") for d in self.decisions)
