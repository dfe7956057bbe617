"""A finished file is judged by what it says now: kinds of edits by hand × commands × formats."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest
from click.testing import Result
from pikepdf import Array, Dictionary, Name, Pdf

from generator.document.receipt import Receipt, decode, encode
from generator.errors import Exit
from generator.inspection import receipt_in
from generator.inspection.said import passages_of
from generator.pipeline import render
from generator.project import load
from generator.receipts import receipt_of
from generator.receipts.edits import edits_of
from generator.records.history import History
from tests.inspection.plants_pdf import annotation, draw, show, structure
from tests.receipts.offices import Built, build, edit, made_for, new_office
from tests.starter import everything, project
from tests.tools.external import find, require
from tests.tools.temporary import temporary_folder

Run = Callable[..., Result]
OTHER = {"$2.56": ">407,782<", "407,782": ">$2.56<"}
BODY, FOOT, HEAD = "word/document.xml", "word/footer1.xml", "word/header1.xml"
CORNER = Array([0, 0, 9, 9])
RUN = "<w:r>{look}<w:t>{text}</w:t></w:r>"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """A workspace with two final papers; nothing is entered in it."""
    root = new_office(tmp_path_factory.mktemp("edited"))
    return {"press": build(root, "nih-funding", "press"), "other": build(root, "cancer-research", "press")}


@pytest.fixture
def office(shared: dict[str, Built], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it."""
    root = tmp_path / "office"
    shutil.copytree(shared["press"].docx.parent.parent, root)
    monkeypatch.chdir(root)
    return root


# --- Word: ten kinds, and more -------------------------------------------------------------------------------------


def in_part(name: str, change: Callable[[str], str]) -> Callable[[bytes], bytes]:
    """A Word file in which one part is changed."""

    def changed(data: bytes) -> bytes:
        source, file = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
            for part in source.namelist():
                text = source.read(part)
                if part == name:
                    after = change(text.decode()).encode()
                    assert after != text, "the test changes nothing"
                    text = after
                target.writestr(part, text)
        return file.getvalue()

    return changed


def replaced(old: str, new: str, name: str = BODY) -> Callable[[bytes], bytes]:
    return in_part(name, lambda text: text.replace(old, new))


def added(look: str = "", around: str = "{}") -> Callable[[bytes], bytes]:
    run = around.format(RUN.format(look=look, text="It also pays for 31,415 new nurses."))
    return in_part(BODY, lambda text: text.replace("<w:sectPr", f"<w:p>{run}</w:p><w:sectPr", 1))


def without_paragraph(words: str) -> Callable[[bytes], bytes]:
    pattern = re.compile(rf"<w:p>(?:(?!</w:p>).)*{words}(?:(?!</w:p>).)*</w:p>", re.DOTALL)
    return in_part(BODY, lambda text: pattern.sub("", text, count=1))


def with_comment(data: bytes) -> bytes:
    file = io.BytesIO(data)
    with zipfile.ZipFile(file, "a") as target:
        namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        words = RUN.format(look="", text="Ask for 31,415 instead.")
        target.writestr(
            "word/comments.xml", f"<w:comments {namespace}><w:comment><w:p>{words}</w:p></w:comment></w:comments>"
        )
    return file.getvalue()


WORD: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "figure": (replaced("supported 407,782 jobs", "supported 807,782 jobs"), "807,782: not ours: who typed it?"),
    "sign": (replaced("$2.56 in activity", "-$2.56 in activity"), "-$2.56"),
    "point in a figure": (replaced("$2.56 in activity", "$25.6 in activity"), "$25.6: not ours"),
    "unit": (replaced("cut of at least 22\u00a0percent, as", "cut of at least 22\u00a0million, as"), "22 million"),
    "word": (replaced("Patients would feel a cut first", "Patients would feel no cut first"), "feel no cut first"),
    "title": (replaced("A deep cut to medical", "No deep cut to medical"), "No deep cut to medical"),
    "sources": (replaced("Center for American Progress", "Department of Health"), "Department of Health"),
    "address of a source": (
        replaced("https://unitedformedicalresearch.org", "https://united.example", "word/_rels/document.xml.rels"),
        "the address of a link: “https://united.example",
    ),
    "paragraph": (added(), "added: “It also pays for 31,415 new nurses.”"),
    "hidden paragraph": (added(look="<w:rPr><w:vanish/></w:rPr>"), "text, hidden: added"),
    "tracked paragraph": (added(around='<w:ins w:id="9" w:author="A">{}</w:ins>'), "added with changes tracked"),
    "paragraph gone": (without_paragraph("The work is done at home"), "taken out: “The work is done at home"),
    "sentence gone": (replaced(" A cut in Washington is a cut there.", ""), "where it said"),
    "deleted with tracking": (
        in_part(BODY, lambda text: re.sub(r"(<w:r>(?:(?!</w:r>).)*Patients(?:(?!</w:r>).)*</w:r>)",
                                          r'<w:del w:id="9" w:author="A">\1</w:del>', text, count=1)),
        "Patients would feel a cut first",
    ),
    "alternative text": (replaced("407,782: jobs", "507,782: jobs"), "507,782: not ours"),
    "foot": (replaced("As of November", "As of December", FOOT), "the foot of the page: “As of December"),
    "head": (replaced("Jane Q. Example", "Jane R. Example", HEAD), "the head of the page: “Representative Jane R."),
    "table cell": (replaced(">$94.58\u00a0billion<", ">$95.58\u00a0billion<"), "$95.58 billion: not ours"),
    "cells changed about": (
        in_part(BODY, lambda text: re.sub(r">(\$2\.56|407,782)<", lambda m: OTHER[m[1]], text)),
        "text: “407,782”, where it said “$2.56”",
    ),
    "comment": (with_comment, "a comment: added: “Ask for 31,415 instead.”"),
    "title of the file": (replaced("NIH funding: Press", "NIH cuts: Press", "docProps/core.xml"), "NIH cuts: Press"),
}  # fmt: skip


# --- PDF -----------------------------------------------------------------------------------------------------------


def in_pdf(change: Callable[[Pdf], object]) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        file = io.BytesIO()
        with pikepdf.open(io.BytesIO(data)) as pdf:
            change(pdf)
            pdf.save(file)
        return file.getvalue()

    return changed


def of_a_changed_store(data: bytes) -> bytes:
    """The pages as they would be with another figure, with the receipt of those that were made."""
    root = new_office(temporary_folder("changed-"))
    edit(root, "topics/nih-funding.yaml", "        value: 407,782\n", "        value: 807,782\n")
    return render(made_for(load(root), "nih-funding", "press"), "pdf", receipt_in("a.pdf", data))


def with_a_strange_page(pdf: Pdf) -> None:
    page = pdf.add_blank_page()
    page.obj["/Resources"] = Dictionary(
        Font=Dictionary(F9=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    )
    page.obj["/Contents"] = pdf.make_stream(
        b"BT /F9 12 Tf 72 600 Td (In all, 31,415 nurses would lose their work.) Tj ET"
    )


def leading_elsewhere(pdf: Pdf) -> None:
    links = [note for note in pdf.pages[0].obj["/Annots"] if "/A" in note and "/URI" in note["/A"]]
    links[0]["/A"]["/URI"] = pikepdf.String("https://united.example")


def without_its_foot(pdf: Pdf) -> None:
    """The page without the last words that are drawn on it."""
    page = pdf.pages[0]
    shown = [n for n, i in enumerate(pikepdf.parse_content_stream(page)) if str(i.operator) in ("Tj", "TJ")]
    kept = [i for n, i in enumerate(pikepdf.parse_content_stream(page)) if n not in shown[-9:]]
    page.obj["/Contents"] = pdf.make_stream(pikepdf.unparse_content_stream(kept))


PDF: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "figure": (of_a_changed_store, "807,782: not ours: who typed it?"),
    "note": (in_pdf(annotation(Subtype=Name.FreeText, Contents="It is 807,782.", Rect=CORNER)), "807,782: not ours"),
    "stamp without words": (in_pdf(annotation(Subtype=Name.Stamp, Rect=CORNER)), "something without words"),
    "words over the page": (in_pdf(draw(show("It is 807,782 in all."))), "807,782: not ours"),
    "a page of somebody else": (in_pdf(with_a_strange_page), "page 2 is not ours"),
    "alternative text": (in_pdf(structure(Alt="It is 807,782.")), "alternative text of a picture or table"),
    "address of a source": (in_pdf(leading_elsewhere), "the address of a link: “https://united.example”"),
    "another foot": (in_pdf(without_its_foot), "the foot of page 1: taken out"),
}


KINDS = [*(("docx", kind) for kind in WORD), *(("pdf", kind) for kind in PDF)]


def edited_file(shared: dict[str, Built], folder: Path, format: str, kind: str) -> tuple[Path, str]:
    """The paper, edited, under a name of its own; and what is to be told."""
    change, told = (WORD if format == "docx" else PDF)[kind]
    path = folder / f"renamed.{format}"
    path.write_bytes(change(getattr(shared["press"], format).read_bytes()))
    return path, told


@pytest.mark.parametrize("command", ["trace", "inspect", "release"])
@pytest.mark.parametrize(("format", "kind"), KINDS)
def test_an_edit_by_hand_is_told_and_refused(
    onepager: Run, office: Path, shared: dict[str, Built], tmp_path: Path, format: str, kind: str, command: str
) -> None:
    path, told = edited_file(shared, tmp_path, format, kind)
    result = onepager(command, str(path), *(["--to", "The Globe"] if command == "release" else []))
    said = (result.stdout + result.stderr).replace("\u00a0", " ")
    assert told in said
    assert "Safe to use" not in said
    if command == "release" and kind == "a page of somebody else":
        assert result.exit_code == Exit.OK  # it is told; the document itself is as it was made
        return
    assert result.exit_code == Exit.CONTENT
    if command == "release":
        assert "--edited-by NAME and --because TEXT" in said
        assert History(office).releases() == []


@pytest.mark.parametrize("format", ["docx", "pdf"])
@pytest.mark.parametrize("command", ["trace", "inspect"])
def test_a_file_that_nobody_touched_is_as_it_was_made(
    onepager: Run, office: Path, shared: dict[str, Built], tmp_path: Path, format: str, command: str
) -> None:
    path = tmp_path / f"renamed.{format}"
    shutil.copy(getattr(shared["press"], format), path)
    result = onepager(command, str(path), "--json")
    assert result.exit_code == Exit.OK
    found = json.loads(result.stdout)
    assert [d["edited"] for d in found.get("documents", found.get("files"))] == [[]]


# --- no false alarms -----------------------------------------------------------------------------------------------


def pairs() -> Iterator[tuple[Receipt, Path]]:
    for files in everything():
        receipt = receipt_of(project(), files.made)
        yield receipt, files.docx
        yield receipt, files.pdf


def test_no_document_of_the_starter_set_is_taken_for_edited() -> None:
    found = {
        path.name: edits
        for receipt, path in pairs()
        if (edits := edits_of(receipt, passages_of(path.name, path.read_bytes()), is_pdf=path.suffix == ".pdf"))
    }
    assert found == {}


@pytest.mark.slow
@pytest.mark.parametrize("filter", ["docx", "docx:MS Word 2007 XML", "pdf"])
def test_saving_in_libreoffice_is_no_edit(filter: str) -> None:
    require("soffice")
    folder = temporary_folder("saved-")
    some = [(r, path) for r, path in pairs() if path.suffix == ".docx"][::9]
    where = ["--outdir", str(folder), *(str(path) for _, path in some)]
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(find("soffice")), "--headless", profile, "--convert-to", filter, *where]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    found = {}
    for receipt, path in some:
        saved = folder / f"{path.stem}.{filter[:4].rstrip(':')}"
        edits = edits_of(receipt, passages_of(saved.name, saved.read_bytes()), is_pdf=filter == "pdf")
        found |= {saved.name: edits} if edits else {}
    assert found == {}


# --- receipts of others, and none ----------------------------------------------------------------------------------


def with_receipt(data: bytes, receipt: str) -> bytes:
    """A Word file whose receipt is another's."""
    old = encode(decode(receipt_in("a.docx", data)))
    escape = lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")  # noqa: E731
    return in_part("customXml/item1.xml", lambda text: text.replace(escape(old), escape(receipt)))(data)


def test_a_receipt_of_another_document_is_never_safe(
    onepager: Run, office: Path, shared: dict[str, Built], tmp_path: Path
) -> None:
    path = tmp_path / "swapped.docx"
    path.write_bytes(with_receipt(shared["press"].docx.read_bytes(), encode(shared["other"].receipt)))
    result = onepager("trace", str(path))
    assert result.exit_code == Exit.CONTENT
    assert f"it carries the receipt of No. {shared['other'].receipt.number}" in result.stdout
    assert "Safe to use" not in result.stdout


def test_a_receipt_that_was_changed_along_with_the_text_does_not_help(
    onepager: Run, office: Path, shared: dict[str, Built], tmp_path: Path
) -> None:
    """As a search and replace through the whole package does: what the records know of the number counts."""
    path, data = tmp_path / "both.docx", shared["press"].docx.read_bytes()
    for part in (BODY, "customXml/item1.xml"):
        data = replaced("Patients would feel a cut first", "Patients would feel no cut first", part)(data)
    path.write_bytes(data)
    result = onepager("trace", str(path))
    assert result.exit_code == Exit.CONTENT
    assert "“Patients would feel no cut first." in result.stdout


def stripped(data: bytes, *, number: bool) -> bytes:
    source, file = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            text = re.sub(rb"<[^<>]*customXml[^<>]*/>", b"", source.read(name))
            text = text if number else re.sub(rb"[A-Z]{4}-\d{4}", b"", text)
            if not name.startswith("customXml/"):
                target.writestr(name, text)
    return file.getvalue()


@pytest.mark.parametrize("number", [True, False])
def test_a_file_without_a_receipt_is_known_and_never_safe(
    onepager: Run, office: Path, shared: dict[str, Built], tmp_path: Path, number: bool
) -> None:
    path = tmp_path / "stripped.docx"
    path.write_bytes(stripped(shared["press"].docx.read_bytes(), number=number))
    result = onepager("trace", str(path), "--json")
    [document] = json.loads(result.stdout)["documents"]
    assert document["receipt"]["number"] == shared["press"].receipt.number
    assert document["file"]["known_by"] == ("number" if number else "text")
    assert document["verdict"] == ("check first" if number else "do not use")  # its foot lacks the number
    if not number:
        assert "100% of that stands in the file" in onepager("trace", str(path)).stdout
