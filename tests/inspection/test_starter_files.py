"""Every file of the starter store passes the guard that its readers need: no false alarm among them."""

from __future__ import annotations

import pytest

from generator.inspection import forbidden, leaks_in, open_file
from generator.store.schema import Clearance
from generator.values.dates import start_of_day
from tests.starter import AS_OF, everything, project


@pytest.mark.parametrize("clearance", Clearance)
def test_every_file_passes(clearance: Clearance) -> None:
    secrets = forbidden(project().library, clearance, start_of_day(AS_OF))
    files = [f for f in everything() if f.made.selection.audience.clearance is clearance]
    assert files
    for file in files:
        for path in (file.docx, file.pdf):
            assert leaks_in(open_file(path.name, path.read_bytes()), secrets) == [], path.name


def test_the_quick_reading_of_a_pdf_misses_nothing_that_pdfium_reads() -> None:
    for file in everything():
        opened = open_file("a.pdf", file.pdf.read_bytes(), thorough=True)
        first, second = (
            "".join("".join(filter(str.isalnum, piece.text)) for piece in text.pieces)
            for text in opened.texts
            if text.pieces[0].place == "page 1"
        )
        assert first == second, file.name
