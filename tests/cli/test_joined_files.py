"""Papers joined into one file before they are sent: all of them are named, entered and judged, and what is of none is
told."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from click.testing import Result
from pikepdf import Dictionary

from generator.errors import Exit
from generator.records.history import History
from tests.inspection.plants_pdf import helvetica
from tests.receipts.offices import Built, build, edit

Run = Callable[..., Result]
CHANGE = ("topics/nih-funding.yaml", "        value: 407,782\n", "        value: 410,000\n")


def joined_pdf(*files: Path, letter: str = "") -> bytes:
    """The pages of several PDFs, as other programs join them; the first one's properties are kept. With a `letter` that
    nobody here knows."""
    packet, file = pikepdf.open(files[0]), io.BytesIO()
    for other in files[1:]:
        with pikepdf.open(other) as pdf:
            packet.pages.extend(pdf.pages)
    if letter:
        page = packet.add_blank_page()
        page.obj["/Resources"] = Dictionary(Font=Dictionary(F9=helvetica()))
        page.obj["/Contents"] = packet.make_stream(b"BT /F9 12 Tf 72 600 Td (%s) Tj ET" % letter.encode())
    packet.save(file)
    return file.getvalue()


def joined_word(first: Path, second: Path) -> bytes:
    """The body of one Word file pasted behind that of another."""
    source, other, file = zipfile.ZipFile(first), zipfile.ZipFile(second), io.BytesIO()
    found = re.search(r"<w:body>(.*)<w:sectPr", other.read("word/document.xml").decode(), re.DOTALL)
    assert found
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "word/document.xml":
                body = text.decode()
                end = body.rindex("<w:sectPr")
                text = (body[:end] + found[1] + body[end:]).encode()
            target.writestr(name, text)
    return file.getvalue()


def packet(folder: Path, format: str, *built: Built) -> Path:
    path = folder / f"packet.{format}"
    files = [getattr(b, format) for b in built]
    path.write_bytes(joined_pdf(*files) if format == "pdf" else joined_word(*files))
    return path


FORMATS = pytest.mark.parametrize("format", ["pdf", "docx"])


@FORMATS
def test_all_documents_in_it_are_traced(onepager: Run, office: Path, format: str) -> None:
    first, second = build(office, "cancer-research", "press"), build(office, "nih-funding", "press")
    path = packet(office, format, first, second)
    found = json.loads(onepager("trace", str(path), "--json").stdout)
    assert [d["receipt"]["number"] for d in found["documents"]] == [first.receipt.number, second.receipt.number]
    assert [d["edited"] for d in found["documents"]] == [[], []]
    assert found["verdict"] == "check first"  # the second has no receipt there
    edit(office, *CHANGE)
    result = onepager("trace", str(path))
    assert result.exit_code == Exit.CONTENT
    assert "was 407,782 (FY2024), now 410,000 (FY2024)" in result.stdout
    assert result.stdout.splitlines()[-1] == "The file as a whole: do not use it."


@FORMATS
def test_all_documents_in_it_are_entered_and_recalled(onepager: Run, office: Path, format: str) -> None:
    first, second = build(office, "cancer-research", "press"), build(office, "nih-funding", "press")
    path = packet(office, format, first, second)
    result = onepager("release", str(path), "--to", "The Globe")
    assert result.exit_code == Exit.OK
    assert [r.number for r in History(office).releases()] == [first.receipt.number, second.receipt.number]
    edit(office, *CHANGE)
    [document] = json.loads(onepager("recall", "--dry-run", "--json").stdout)["documents"]
    assert (document["number"], [r["to"] for r in document["tell"]]) == (second.receipt.number, ["The Globe"])
    [asked] = json.loads(onepager("recall", str(path), "--dry-run", "--json").stdout)["documents"]
    assert asked == document


@FORMATS
def test_what_is_for_fewer_readers_is_warned_of(onepager: Run, office: Path, format: str) -> None:
    first, second = build(office, "cancer-research", "press"), build(office, "nih-funding", "member")
    result = onepager("release", str(packet(office, format, first, second)), "--to", "The Globe")
    warning = f"No. {second.receipt.number}: is for office readers, and stands in one file with what is public"
    assert warning in result.stderr
    assert len(History(office).releases()) == 2


@pytest.mark.parametrize(
    ("letter", "verdict", "code"),
    [
        ("Dear friend, here is what we spoke of.", "check first", Exit.OK),
        ("Dear friend, 31,415 nurses would go.", "do not use", Exit.CONTENT),
    ],
)
def test_a_page_of_no_document_is_told(onepager: Run, office: Path, letter: str, verdict: str, code: Exit) -> None:
    built = build(office, "nih-funding", "press")
    path = office / "packet.pdf"
    path.write_bytes(joined_pdf(built.pdf, letter=letter))
    result = onepager("trace", str(path))
    assert f"page 2 is not ours: “{letter}”" in result.stdout
    assert "Safe to use" not in result.stdout
    assert result.exit_code == code
    assert json.loads(onepager("trace", str(path), "--json").stdout)["verdict"] == verdict
    assert "page 2 is not ours" in onepager("release", str(path), "--to", "MIT").stderr
    assert "page 2 is not ours" in onepager("inspect", str(path)).stdout


def test_a_number_that_nobody_knows_here_is_named(
    onepager: Run, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = build(office, "cancer-research", "press"), build(office, "nih-funding", "press")
    path = packet(tmp_path, "pdf", first, second)
    assert onepager("init", str(tmp_path / "elsewhere")).exit_code == Exit.OK
    monkeypatch.chdir(tmp_path / "elsewhere")
    result = onepager("trace", str(path))
    assert f"No. {second.receipt.number} stands in it, and no document of that number is known here" in result.stdout
    assert "page 2 is not ours" in result.stdout
    assert "Safe to use" not in result.stdout


def test_one_that_was_edited_is_told_among_others(onepager: Run, office: Path) -> None:
    first, second = build(office, "cancer-research", "press"), build(office, "nih-funding", "press")
    path = packet(office, "docx", first, second)
    source, file = zipfile.ZipFile(path), io.BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"supported 407,782 jobs in", b"supported 807,782 jobs in"))
    path.write_bytes(file.getvalue())
    found = json.loads(onepager("trace", str(path), "--json").stdout)["documents"]
    assert [bool(d["edited"]) for d in found] == [False, True]
    assert onepager("release", str(path), "--to", "MIT").exit_code == Exit.CONTENT
    assert History(office).releases() == []


def test_a_paper_that_stands_in_it_twice_is_as_it_was_made(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "press")
    path = office / "twice.pdf"
    path.write_bytes(joined_pdf(built.pdf, built.pdf))
    found = json.loads(onepager("trace", str(path), "--json").stdout)
    assert [d["edited"] for d in found["documents"]] == [[]]
