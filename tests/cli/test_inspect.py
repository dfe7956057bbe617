"""`inspect`: any file at hand, and what it says that its readers may not see."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.errors import Exit
from generator.inspection import open_file

Run = Callable[..., Result]
SECRET = "Because a treatment that works there works here."
"""A sentence of the starter store that only the office may see: an answer."""


@pytest.fixture
def built(onepager: Run, office: Path) -> Path:
    assert onepager("build", "cancer-research", "-a", "constituent,member").exit_code == Exit.OK
    return office / "output"


def file(folder: Path, pattern: str) -> str:
    [found] = folder.glob(pattern)
    return str(found)


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_a_file_for_the_public_is_clean(onepager: Run, built: Path, format: str) -> None:
    result = onepager("inspect", file(built, f"*Leave-Behind*.{format}"))
    assert result.exit_code == Exit.OK
    assert "nothing in it that the public may not see" in result.stdout


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_an_internal_file_is_not_for_the_public_but_for_the_office(onepager: Run, built: Path, format: str) -> None:
    path = file(built, f"*Member*.{format}")
    result = onepager("inspect", path, "--json")
    assert result.exit_code == Exit.CONTENT
    found = json.loads(result.stdout)
    assert (found["ok"], found["for"], found["files"][0]["path"]) == (False, "public", path)
    leaks = found["files"][0]["leaks"]
    assert {"is for office"} == {why for leak in leaks if (why := leak["why"]).startswith("is for ")}
    assert any(leak["ref"].startswith("cancer-research/") and leak["part"] == "question" for leak in leaks)
    assert onepager("inspect", path, "--for", "office").exit_code == Exit.OK


def test_a_file_that_somebody_edited_is_named_with_the_line_of_the_store(onepager: Run, built: Path) -> None:
    path = Path(file(built, "*Leave-Behind*.docx"))
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    half = len(SECRET) // 2
    runs = "".join(f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{t}</w:t></w:r>" for t in (SECRET[:half], SECRET[half:]))
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:sectPr", f"<w:p>{runs}</w:p><w:sectPr".encode()
    )
    with zipfile.ZipFile(path, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    result = onepager("inspect", str(path))
    assert result.exit_code == Exit.CONTENT
    assert "hidden text in word/document.xml" in result.stdout
    assert "talking_points/topics/cancer-research.yaml:" in result.stdout
    assert SECRET.rstrip(".") in result.stdout
    assert "hidden text, paragraph" in result.stdout
    assert result.stdout.splitlines()[-1] == "2 errors in 2 files"


def test_what_cannot_be_read_is_not_passed(onepager: Run, office: Path) -> None:
    (office / "memo.rtf").write_text("{\\rtf1 hello}")
    (office / "half.pdf").write_bytes(b"%PDF-1.7 and no more")
    result = onepager("inspect", "memo.rtf", "half.pdf")
    assert result.exit_code == Exit.CONTENT
    assert "is RTF and cannot be read" in result.stdout
    assert "is a damaged PDF" in result.stdout


def test_half_a_pdf_is_told_in_plain_words(onepager: Run, built: Path) -> None:
    whole = Path(file(built, "*Leave-Behind*.pdf")).read_bytes()
    for share in (2, 3, 5):
        (built / "half.pdf").write_bytes(whole[: len(whole) // share])
        result = onepager("inspect", str(built / "half.pdf"))
        assert result.exit_code == Exit.CONTENT
        assert "half.pdf is a damaged PDF (" in result.stdout
        for jargon in ("NoneType", "attribute", "object has"):
            assert jargon not in result.stdout


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("t.docx", b"hello", "Word"),
        ("T.DOCX", b"hello", "Word"),
        ("page.docx", b"<?xml version='1.0'?><a>hello</a>", "Word"),
        ("t.pdf", b"hello", "PDF"),
        ("t.xlsx", b"hello", "Excel"),
        ("t.zip", b"hello", "ZIP"),
        ("pdf.docx", b"%PDF-1.7", "Word"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_not_passed(
    onepager: Run, office: Path, name: str, data: bytes, kind: str
) -> None:
    (office / name).write_bytes(data)
    result = onepager("inspect", name)
    assert result.exit_code == Exit.CONTENT
    assert f"is no {kind} file, though its name ends in {Path(name).suffix.lower()}" in result.stdout


def test_a_text_file_and_pictures(onepager: Run, office: Path) -> None:
    (office / "mail.txt").write_text(f"Hello, {SECRET.lower()}", encoding="utf-8")
    assert onepager("inspect", "mail.txt").exit_code == Exit.CONTENT
    assert onepager("inspect", "mail.txt", "--for", "office").exit_code == Exit.OK


def test_an_embargo_is_held_against_the_date(onepager: Run, office: Path) -> None:
    topic = office / "talking_points" / "topics" / "cancer-research.yaml"
    text = topic.read_text(encoding="utf-8")
    said = "points:\n  later:\n    kind: message\n    full: The waffles will be served at noon on Tuesday.\n"
    topic.write_text(text.replace("points:\n", said + "    embargo: 2026-12-01 10:00 America/New_York\n", 1), "utf-8")
    (office / "mail.txt").write_text("The waffles will be served at noon on Tuesday!", encoding="utf-8")
    result = onepager("inspect", "mail.txt", "--for", "office", "--as-of", "2026-11-24")
    assert result.exit_code == Exit.CONTENT
    assert "under embargo until December" in result.stdout
    assert onepager("inspect", "mail.txt", "--as-of", "2026-12-02").exit_code == Exit.OK


def test_a_file_that_is_not_there(onepager: Run, office: Path) -> None:
    result = onepager("inspect", "nothing.docx")
    assert result.exit_code == Exit.CONTENT
    assert result.stderr == "error: nothing.docx: there is no such file\n"


def commented(folder: Path) -> Path:
    """A Word file for the public in which a comment was left that says nothing secret."""
    path = Path(file(folder, "*Leave-Behind*.docx"))
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    said = "<w:p><w:r><w:t>Is this right?</w:t></w:r></w:p>"
    comment = f'<w:comment w:id="0" w:author="Sam Sample">{said}</w:comment>'
    parts["word/comments.xml"] = f'<w:comments xmlns:w="{space}">{comment}</w:comments>'.encode()
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


def test_what_somebody_left_in_a_file_is_told_whatever_it_says(onepager: Run, built: Path) -> None:
    path = str(commented(built))
    result = onepager("inspect", path)
    assert result.exit_code == Exit.CONTENT
    assert "comment by Sam Sample, in word/comments.xml: “Is this right?”" in result.stdout
    told = json.loads(onepager("inspect", path, "--json").stdout)["files"][0]
    assert told["leaks"] == []
    assert told["remarks"] == [
        {"kind": "comment", "place": "in word/comments.xml", "author": "Sam Sample", "words": "Is this right?"}
    ]
    for_congress = json.loads(onepager("inspect", path, "--for", "congress", "--json").stdout)["files"][0]
    assert for_congress["remarks"] == []


def test_a_file_in_which_somebody_left_something_is_entered_only_when_asked_for(onepager: Run, built: Path) -> None:
    path = str(commented(built))
    result = onepager("release", path, "--to", "The Globe")
    assert result.exit_code == Exit.CONTENT
    assert "comment by Sam Sample, in word/comments.xml: “Is this right?”" in result.stderr
    assert "Nothing was entered" in result.stderr
    answered = ("--edited-by", "Sam Sample", "--because", "it has gone out so")
    assert onepager("release", path, "--to", "The Globe", *answered).exit_code == Exit.OK


@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_an_address_with_a_token_is_nowhere_in_a_file(onepager: Run, office: Path, format: str) -> None:
    """Not as the target of a link, and not in the receipt."""
    sources = office / "talking_points" / "sources.yaml"
    text = sources.read_text(encoding="utf-8")
    given = re.sub(r"(url: https?://\S+)", r"\1?access_token=zzqqxx", text)
    assert given != text
    sources.write_text(given, encoding="utf-8")
    assert onepager("build", "nih-funding", "-a", "constituent", "--format", format).exit_code == Exit.OK
    path = Path(file(office / "output", f"*.{format}"))
    assert [p.place for p in open_file(path.name, path.read_bytes()).pieces() if "zzqqxx" in p.text] == []
