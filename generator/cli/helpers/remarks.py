"""Comments, tracked changes and hidden text in a file that is meant for the public, as problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import Mark, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.inspection import Remark

_IN_WORD = "accept or reject it, or take it out: in Word, Review, or File, Info, Inspect Document"
_IN_PDF = "send the PDF as onepager made it, or delete this in the program that put it there: in Acrobat, Comment"


def remark_problems(file: str, remarks: Sequence[Remark], *, is_pdf: bool) -> list[Problem]:
    """Each of them, with its place, who wrote it, and its words."""
    why, mend = "whoever gets the file can read it", _IN_PDF if is_pdf else _IN_WORD
    return [Problem(Mark(file), str(remark), mend, why, code="remark") for remark in remarks]
