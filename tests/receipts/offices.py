"""A workspace of the starter set whose documents are built with their receipts, as `onepager build` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator import workspace
from generator.batch.ledger import Origin
from generator.batch.output import opened
from generator.cli.runner import names_of
from generator.pipeline import Made, Project, load, make, requests
from generator.receipts import receipt_of
from generator.writers.docx import write_docx
from generator.writers.pdf import write_pdf
from generator.writers.receipt import Acceptance, Receipt, encode

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


def build(root: Path, topic: str, audience: str, accepted: Sequence[Acceptance] = (), *, final: bool = True) -> Built:
    """Make one document, write its files and enter it in the ledger."""
    project = load(root)
    made = made_for(project, topic, audience, final=final)
    receipt = receipt_of(project, made, accepted)
    stem = names_of(project).stem(topic, audience, made.request.office, DAY)
    data = {"docx": write_docx(made.laid, encode(receipt)), "pdf": write_pdf(made.laid, encode(receipt))}
    with opened(root / "output") as output:
        paths = {}
        for form, content in data.items():
            origin = Origin(topic, audience, made.request.office, DAY, form, receipt.number)
            paths[form] = output.write(f"{stem}.{form}", content, origin).path
        output.ledger.enter(receipt, accepted)
    return Built(made, receipt, paths["docx"], paths["pdf"])


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Change a file of the store by hand; `old` stands in it once."""
    path = root / "talking_points" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")
