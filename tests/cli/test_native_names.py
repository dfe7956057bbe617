"""Names as Native and Pacific Americans write them: printed in both formats, read by others, searched by the guard."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from click.testing import Result
from lxml import etree

from generator.errors import Exit
from generator.layout.fonts import FACES, can_print, stretches, text_width
from generator.layout.laid_out import Face
from generator.writers.pdf.combining import pieces
from tests.cli.test_empty_sections import TOPIC
from tests.tools.external import vera_check, vera_failures

Run = Callable[..., Result]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WORDS = ("hózhǫ́", "łį́į́ʼ", "M̧ajeļ", "Tohono Oʼodham", "Diné", "X̱áay", "g̱ x̱ k̲", "Ą́ą́", "Hawaiʻi", "Kānaka", "Guåhan")
TEXT = f"We honor {', '.join(WORDS)} in this place."


OF_BOTH_FACES = "We greet the Kwakꞌwala of Ꞌáanii, who stand 6'2\" tall and ask for broadband on every farm."


def write(office: Path, clearance: str = "", text_of_point: str = TEXT) -> None:
    text = TOPIC.replace("title: Broadband for every farm", f"title: The {WORDS[0]} {WORDS[2]} act")
    text = text.replace("full: Most farms that wait are far from town.", f"full: {text_of_point}{clearance}")
    (office / "talking_points" / "topics" / "zz.yaml").write_text(text, encoding="utf-8", newline="\n")


def test_names_are_printed_as_they_are_written(office: Path, onepager: Run) -> None:
    write(office)
    made = onepager("build", "zz", "-a", "constituent")
    assert made.exit_code == Exit.OK, made.output
    [pdf] = (office / "output").glob("*.pdf")
    [docx] = (office / "output").glob("*.docx")
    read = " ".join(pypdfium2.PdfDocument(str(pdf))[0].get_textpage().get_text_bounded().split())
    with zipfile.ZipFile(docx) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    assert [word for word in WORDS if word not in read] == []
    assert [word for word in WORDS if word not in xml] == []
    assert f"The {WORDS[0]} {WORDS[2]} act" in read
    found = json.loads(onepager("check", "--json").stdout)["problems"]
    assert [p for p in found if p["code"] == "TP705"] == []
    assert vera_failures(vera_check([pdf])) == []


@pytest.mark.parametrize("text", [TEXT, OF_BOTH_FACES])
def test_an_internal_line_with_such_names_is_found_in_a_pdf(office: Path, onepager: Run, text: str) -> None:
    write(office, "\n    clearance: office", text)
    assert onepager("build", "zz", "-a", "member").exit_code == Exit.OK
    for file in (office / "output").glob("*Member*"):
        said = onepager("inspect", str(file))
        assert said.exit_code == Exit.CONTENT
        assert "talking_points/topics/zz.yaml:9:" in said.output


BORROWED = "Kwakꞌwala of the Ꞌáanii, 6′2″ high"


def test_letters_that_a_face_lacks_are_borrowed_and_word_is_told(office: Path, onepager: Run) -> None:
    text = TOPIC.replace("full: Most farms that wait are far from town.", f"full: We greet {BORROWED}, with ḵ.")
    (office / "talking_points" / "topics" / "zz.yaml").write_text(text, encoding="utf-8", newline="\n")
    made = onepager("build", "zz", "-a", "constituent")
    assert made.exit_code == Exit.OK, made.output
    [pdf] = (office / "output").glob("*.pdf")
    [docx] = (office / "output").glob("*.docx")
    page = pypdfium2.PdfDocument(str(pdf))[0].get_textpage()
    assert BORROWED in " ".join(page.get_text_bounded().split())
    with zipfile.ZipFile(docx) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    assert BORROWED in "".join(document.itertext(f"{W}t"))
    borrowed = [run for run in document.iter(f"{W}r") if run.find(f".//{W}rFonts") is not None]
    told = {"".join(run.itertext(f"{W}t")) for run in borrowed if "Times New Roman" in etree.tostring(run).decode()}
    assert {"ꞌ", "Ꞌ", "′", "″"} <= told
    assert vera_failures(vera_check([pdf])) == []


def test_a_file_with_borrowed_letters_still_says_what_was_made(office: Path, onepager: Run) -> None:
    write(office, text_of_point=OF_BOTH_FACES)
    assert onepager("build", "zz", "-a", "constituent").exit_code == Exit.OK
    for file in (office / "output").glob("*_DRAFT.*"):
        said = onepager("trace", str(file))
        assert said.exit_code == Exit.OK, said.output


@pytest.mark.parametrize("face", list(FACES))
@pytest.mark.parametrize(("character", "is_there"), [("ꞌ", True), ("Ꞌ", True), ("′", True), ("″", True), ("א", False)])
def test_only_letters_of_latin_names_are_borrowed(face: Face, character: str, is_there: bool) -> None:
    assert can_print(character, face) is is_there or face.startswith("serif")
    assert stretches(f"a{character}\u0301b", face)[0][0][0] == "a"


@pytest.mark.parametrize("face", list(FACES))
def test_every_face_has_the_marks_that_are_needed(face: str) -> None:
    marks = [chr(code) for code in (*range(0x300, 0x305), *range(0x306, 0x30D), 0x312, 0x323, 0x326, 0x327, 0x328)]
    marks += [chr(code) for code in (0x32C, 0x32D, 0x32E, 0x330, 0x331)]
    assert [mark for mark in marks if not can_print(mark, face)] == []  # type: ignore[arg-type]
    assert text_width("o\u0301", face, 10.0) == text_width("o", face, 10.0)  # type: ignore[arg-type]


@pytest.mark.parametrize("letter", ["o", "M", "i", "Ą", "l"])
def test_a_mark_stands_over_the_middle_of_its_letter_and_does_not_touch_it(letter: str) -> None:
    _, mark, end = pieces(f"{letter}\u0301", "sans")
    assert mark.face == "serif"
    assert end.ends
    higher = pieces(f"{letter}\u0303\u0301", "sans")[2]
    assert higher.lift > mark.lift
