"""Comments, tracked changes and hidden text in a file that is meant for the public, as problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import Mark, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.inspection import Remark

_MEND = "accept or reject it, or take it out: in Word, Review, or File, Info, Inspect Document"


def remark_problems(file: str, remarks: Sequence[Remark]) -> list[Problem]:
    """Each of them, with its place, who wrote it, and its words."""
    why = "whoever gets the file can read it"
    return [Problem(Mark(file), str(remark), _MEND, why, code="remark") for remark in remarks]
