"""`source-sheet`: the files, the JSON, and that it is for the office only."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from generator.document.receipt import decode
from generator.errors import Exit
from generator.inspection import receipt_in
from tests.receipts.offices import build

Run = Callable[..., Result]
DAY = ("--as-of", "2026-11-24")


def test_it_makes_a_word_and_a_pdf_file_named_as_documents_are(onepager: Run, office: Path) -> None:
    number = build(office, "nih-funding", "constituent").receipt.number
    data = json.loads(onepager("source-sheet", "nih-funding", "-a", "constituent", "--final", *DAY, "--json").stdout)
    assert data["document"] == number
    stem = f"2026-11-24_NIH-Funding_Leave-Behind_Sources-{number}_EXAMPLE"
    assert [Path(p).name for p in data["files"]] == [f"{stem}.docx", f"{stem}.pdf"]
    for path in map(Path, data["files"]):
        receipt = decode(receipt_in(path.name, path.read_bytes()))
        assert receipt.clearance == "office"
        assert onepager("trace", receipt.number).exit_code == Exit.OK


def test_the_json_has_each_figure_with_its_source_and_each_sentence(onepager: Run, office: Path) -> None:
    data = json.loads(onepager("source-sheet", "fentanyl", "-a", "press", *DAY, "--json").stdout)
    pledge = next(f for f in data["figures"] if f["fact"] == "fentanyl/pledge")
    assert pledge == {
        "number": pledge["number"],
        "fact": "fentanyl/pledge",
        "measure": "month China pledged to restrict precursor exports",
        "value": "November 2023",
        "period": "",
        "as_of": "2024",
        "status": "final",
        "source": "cap-agenda",
        "citation": pledge["citation"],
        "url": "https://www.americanprogress.org/",
        "locator": "section on fentanyl",
        "checked_by": "",
        "review_was_due": "",
        "sentences": pledge["sentences"],
    }
    assert pledge["citation"].startswith("Center for American Progress, ")
    assert pledge["sentences"]
    assert {"text", "point", "facts", "sources"} == set(data["sentences"][0])


def test_a_dry_run_writes_nothing(onepager: Run, office: Path) -> None:
    result = onepager("source-sheet", "fentanyl", "-a", "press", *DAY, "--dry-run")
    assert result.stdout.count("would write") == 2
    assert list((office / "output").iterdir()) == []


def test_a_second_run_changes_nothing(onepager: Run, office: Path) -> None:
    onepager("source-sheet", "fentanyl", "-a", "press", *DAY)
    assert onepager("source-sheet", "fentanyl", "-a", "press", *DAY).stdout.count("unchanged") == 2


def test_mistakes_are_said_in_words(onepager: Run, office: Path) -> None:
    assert 'did you mean "fentanyl"?' in onepager("source-sheet", "fentanil", "-a", "press").stderr
    assert "--audience is missing" in onepager("source-sheet", "fentanyl").stderr
