"""A finished file tells whether anybody has touched it since onepager wrote it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pikepdf
import pytest

from generator.inspection.receipt import is_as_written
from generator.records.look_through import receipt_of
from tests.receipts.offices import Built, build, new_office


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(new_office(tmp_path_factory.mktemp("untouched")), "nih-funding", "constituent")


def untouched(path: Path, data: bytes) -> bool:
    return is_as_written(path.name, data)


def test_what_was_just_written_is_as_written(built: Built) -> None:
    for path in (built.docx, built.pdf):
        assert untouched(path, path.read_bytes())
        assert receipt_of(path.name, path.read_bytes()) == built.receipt


def test_saving_in_another_program_shows_even_if_no_word_changed(built: Built) -> None:
    word = docx.Document(str(built.docx))
    word.paragraphs[0].add_run("")
    saved = io.BytesIO()
    word.save(saved)
    assert not untouched(built.docx, saved.getvalue())
    assert receipt_of("a.docx", saved.getvalue()) == built.receipt
    again = io.BytesIO()
    with pikepdf.open(built.pdf) as pdf:
        pdf.save(again)
    assert not untouched(built.pdf, again.getvalue())


def test_a_change_of_any_part_shows(built: Built) -> None:
    source = zipfile.ZipFile(built.docx)
    for changed in source.namelist():
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                extra = b" " if name == changed else b""
                target.writestr(name, source.read(name) + extra)
        if not changed.startswith(("customXml/", "[Content_Types]", "_rels/")):  # where nobody can write a word
            assert not untouched(built.docx, file.getvalue()), changed
    with_more = io.BytesIO(built.docx.read_bytes())
    with zipfile.ZipFile(with_more, "a") as target:
        target.writestr("word/comments.xml", "<comments/>")
    assert not untouched(built.docx, with_more.getvalue())


def test_a_change_of_any_byte_of_a_pdf_and_an_update_behind_it_show(built: Built) -> None:
    data = built.pdf.read_bytes()
    start = int(data.rpartition(b"startxref\n")[2].split()[0])
    for at in range(0, start, max(start // 50, 1)):
        changed = bytearray(data)
        changed[at] ^= 1
        assert not untouched(built.pdf, bytes(changed))
    update = b"5 0 obj\n<</Note(edited)>>\nendobj\n"
    xref = b"xref\n5 1\n%010d 00000 n \ntrailer\n<</Size 9/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
    assert not untouched(built.pdf, data + update + xref % (len(data), start, len(data) + len(update)))


@pytest.mark.parametrize(
    "data", [b"", b"PK\3\4", b"%PDF-1.7\nstartxref\n5\n%%EOF\n", b"startxref\n0\n%%EOF\n", b"text"]
)
def test_what_is_not_ours_is_not_untouched(data: bytes) -> None:
    assert not is_as_written("a", data)
    assert receipt_of("a", data) is None
