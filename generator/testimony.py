"""Written testimony: PDF files that witnesses hand in, named in the file of a hearing. They are passed on as they came,
and read only to see that they can be: how many pages they have, and that they are none of the office's own papers."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from generator.errors import ContentError, Problem
from generator.inspection import Unreadable, receipt_in
from generator.office.paper import Unusable, read_inside
from generator.store.library import Library
from generator.store.schema import Hearing

LARGEST = 50_000_000
SEND = "ask the witness for a PDF that opens without a password"


@dataclass(frozen=True, slots=True)
class Testimony:
    """The testimony of one witness: its file, named from the workspace on, its pages, and its digest."""

    file: str
    pages: int
    sha256: str


def read_testimonies(root: Path, library: Library) -> dict[tuple[str, str], Testimony]:
    """What witnesses have handed in, by hearing and witness. Raises `ContentError` with every problem, each at the line
    that names the file."""
    found: dict[tuple[str, str], Testimony] = {}
    problems: list[Problem] = []
    for hearing in library.hearings.values():
        for name, file in testimony_files(hearing).items():
            try:
                found[hearing.id, name] = _read(root, file)
            except Unusable as error:
                mark = library.mark(hearing, "witnesses", name, "testimony_file")
                problems.append(Problem(mark, f"the testimony {file} {error.what}", error.mend))
    if problems:
        raise ContentError(problems)
    return found


def testimony_files(hearing: Hearing) -> dict[str, str]:
    """The files that a hearing names, by witness."""
    return {name: w.testimony_file for name, w in hearing.witnesses.items() if w.testimony_file}


def _read(root: Path, file: str) -> Testimony:
    from generator.inspection.pdf.document import opened_pdf  # late: few workspaces have testimony

    data = read_inside(root, file, LARGEST, "testimony")
    if not data.startswith(b"%PDF-"):
        raise Unusable("is no PDF", "save it as PDF (in Word: Save a Copy, PDF), and name that file")
    try:
        if receipt_in(file, data):
            raise Unusable("is a paper that onepager made, and no testimony", "name the file that the witness sent")
        with opened_pdf(data) as pdf:
            return Testimony(file, len(pdf.pages), sha256(data).hexdigest())
    except Unreadable as error:
        raise Unusable(str(error).removeprefix(f"{file} "), SEND) from error
