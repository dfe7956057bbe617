"""What the benchmarks measure: every document of the starter store, made and written in both formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.pipeline import Made, make, render
from generator.project import Project, load
from generator.requests import requests

ROOT = Path(__file__).resolve().parents[1]
AS_OF = date(2026, 11, 24)


@dataclass(frozen=True)
class Pair:
    """One document and its two files."""

    made: Made
    docx: Path
    pdf: Path

    @property
    def name(self) -> str:
        return self.docx.stem


def starter() -> Project:
    return load(ROOT)


def write_pairs(project: Project, folder: Path, offices: tuple[str, ...] = ()) -> Iterator[Pair]:
    """Make every topic for every audience and write both files into `folder`."""
    for office in offices or (project.library.default_office(),):
        for request in requests(project, (), (), office, AS_OF):
            made = make(project, request)
            stem = f"{request.topic}_{request.audience}_{request.office}"
            pair = Pair(made, folder / f"{stem}.docx", folder / f"{stem}.pdf")
            pair.docx.write_bytes(render(made, "docx"))
            pair.pdf.write_bytes(render(made, "pdf"))
            yield pair
