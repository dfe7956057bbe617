"""The starter store made once for all tests that look at it: every topic, audience and office, in all formats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from generator.document.receipt import encode
from generator.pipeline import Made, make, render
from generator.project import Project, load
from generator.receipts import receipt_of
from generator.requests import requests
from tests.tools.temporary import temporary_folder

ROOT = Path(__file__).resolve().parents[1]
AS_OF = date(2026, 11, 24)


@dataclass(frozen=True)
class Files:
    """One document and its files."""

    made: Made
    docx: Path
    pdf: Path
    text: str

    @property
    def name(self) -> str:
        return self.docx.stem


@cache
def project() -> Project:
    return load(ROOT)


@cache
def everything() -> tuple[Files, ...]:
    """Every document of the starter store, written to a temporary folder."""
    folder = temporary_folder("starter-")
    return tuple(_files(made, folder) for made in _made())


def _made() -> tuple[Made, ...]:
    offices = project().library.offices
    wanted = [r for office in offices for r in requests(project(), (), (), office, AS_OF)]
    return tuple(make(project(), r) for r in wanted)


def _files(made: Made, folder: Path) -> Files:
    request = made.request
    docx = folder / f"{request.topic}_{request.audience}_{request.office}.docx"
    receipt = encode(receipt_of(project(), made))
    docx.write_bytes(render(made, "docx", receipt))
    docx.with_suffix(".pdf").write_bytes(render(made, "pdf", receipt))
    return Files(made, docx, docx.with_suffix(".pdf"), render(made, "txt").decode("utf-8"))
