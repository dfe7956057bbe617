"""Files that another program saved: LibreOffice, as Word file and as PDF."""

from __future__ import annotations

import subprocess
import tempfile
from functools import cache
from pathlib import Path

import pytest

from generator.inspection import open_file
from tests.inspection.planting import SECRET, in_body, paragraph, places, run
from tests.inspection.plants_docx import deleted, hidden
from tests.tools.external import find, require, soffice_convert

FILES = {
    "text": paragraph(run(SECRET[:30], "<w:b/>"), run(SECRET[30:])),
    "hidden": paragraph(hidden(SECRET)),
    "deleted": paragraph(run("Seen."), deleted(SECRET)),
    "table": f"<w:tbl><w:tr><w:tc>{paragraph(run(SECRET))}</w:tc></w:tr></w:tbl>{paragraph()}",
}


@cache
def saved(format: str) -> dict[str, bytes]:
    """The files, opened and saved by LibreOffice."""
    folder = Path(tempfile.mkdtemp(prefix="saved-"))
    sources = []
    for name, xml in FILES.items():
        sources.append(folder / f"{name}.docx")
        sources[-1].write_bytes(in_body(xml))
    if format == "pdf":
        done = soffice_convert(sources, folder / "pdf")
    else:
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        where = ["--outdir", str(folder / "docx"), *map(str, sources)]
        command = [str(find("soffice")), "--headless", profile, "--convert-to", "docx:MS Word 2007 XML", *where]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        done = [folder / "docx" / source.name for source in sources]
    return {path.stem: path.read_bytes() for path in done}


@pytest.mark.parametrize("name", FILES)
def test_a_word_file_that_libreoffice_saved_is_read_whole(name: str) -> None:
    require("soffice")
    data = saved("docx")[name]
    assert open_file("a.docx", data).unread == []
    expected = {"hidden": "hidden text", "deleted": "deleted text"}.get(name, "text")
    assert [place.split(" in ")[0] for place in places(data)][:1] == [expected]


@pytest.mark.parametrize("name", ["text", "table"])
def test_a_pdf_that_libreoffice_made_is_read(name: str) -> None:
    require("soffice")
    data = saved("pdf")[name]
    opened = open_file("a.pdf", data, thorough=True)
    assert opened.unread == []
    assert "page 1" in places(data, "a.pdf") or "page 2" in places(data, "a.pdf")
