"""A workspace of the starter set whose documents are built with their receipts, as `onepager build` does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator import workspace
from generator.batch.output import opened
from generator.batch.plan import plan
from generator.batch.run import Runner
from generator.document.receipt import Receipt, decode
from generator.inspection import receipt_in
from generator.pipeline import Made, make
from generator.project import Project, load
from generator.requests import requests

DAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Built:
    """A document and its two files."""

    made: Made
    receipt: Receipt
    docx: Path
    pdf: Path


def new_office(folder: Path) -> Path:
    return workspace.init(folder / "office").root


def made_for(project: Project, topic: str, audience: str, *, final: bool = True) -> Made:
    [request] = requests(project, (topic,), (audience,), None, DAY)
    return make(project, replace(request, final=final))


def build(root: Path, topic: str, audience: str, *, final: bool = True) -> Built:
    """Make one document, write its files and enter it in the ledger."""
    project = load(root)
    [request] = requests(project, (topic,), (audience,), None, DAY)
    request = replace(request, final=final)
    with opened(root / "output", root) as output:
        [[result]] = Runner(project, output).run(plan(project, [request], ("docx", "pdf"), output))
    assert not result.failure, result.failure
    paths = {form: written.path for form, written in result.files.items()}
    receipt = decode(receipt_in(paths["docx"].name, paths["docx"].read_bytes()))
    return Built(make(project, request), receipt, paths["docx"], paths["pdf"])


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Change a file of the store by hand; `old` stands in it once."""
    path = root / "talking_points" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")
