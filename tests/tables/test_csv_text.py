"""CSV files as spreadsheets, agencies and data programs write them: letters, marks, columns, titles and notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import ContentError
from generator.tables.code_pages import guessed, read_wrongly
from generator.tables.doubts import Doubt
from tests.tables.test_cells import HEAD, cells, library

CSV = f"{HEAD}NM-1,Doña Ana,120\nNM-2,Río Güero,130\n"


@pytest.mark.parametrize(
    ("data", "warnings"),
    [
        (CSV.encode(), []),
        (CSV.encode("utf-8-sig"), []),
        (CSV.encode("utf-16"), []),
        (b"\xfe\xff" + CSV.encode("utf-16-be"), []),
        (CSV.replace(",", "\t").encode("utf-16"), ["parted by tabs"]),
        (CSV.replace("\n", "\r").encode(), []),
        (CSV.replace(",", "|").encode(), ["parted by upright strokes"]),
        (("sep=;\n" + CSV.replace(",", ";")).encode(), ["parted by semicolons"]),
        (f"Projects by county,,\n\nTable 1|a,,\n{CSV}".encode(), ["the 2 lines above the names of the columns"]),
        (CSV.replace("\n", ",,\n").encode(), []),
        (CSV.replace("projects\n", 'projects,"margin\nof error"\n').replace("0\n", "0,0\n").encode(), []),
        (CSV.replace("projects\n", "projects,margin,margin\n").replace("0\n", "0,1,1\n").encode(), []),
        (CSV.replace("state,name,projects", '"state","name","projects"').replace(",", ";").encode(), ["semicolons"]),
    ],
)
def test_a_csv_is_read_as_it_is_published(data: bytes, warnings: list[str], tmp_path: Path) -> None:
    found = library(tmp_path, data)
    assert cells(found, "name") == ["Doña Ana", "Río Güero"]
    assert cells(found, "projects") == ["120", "130"]
    assert [said in w.what for said, w in zip(warnings, found.warnings, strict=True)] == [True] * len(warnings)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04 and so on", "csv:1:1: this is a workbook and no CSV"),
        (CSV.encode("utf-16-le"), "csv:1:1: this file is saved as UTF-16 without a mark"),
        (f"{CSV}Source: the agency\n".encode(), 'csv:4:1: this line is a title or a note and no row: "Source: the a'),
        (f"{CSV}Source: the agency,,\n".encode(), 'csv:4:1: this line is a title or a note and no row: "Source: the a'),
        (CSV.replace("ñ", "\x81").encode(), "csv:2:8: a control character (U+0081) stands here"),
        (CSV.replace("ñ", "\x07").encode(), "csv:2:8: a control character (U+0007) stands here"),
        (CSV.replace("ñ", "\ufffd").encode(), "csv:2:8: a letter that was lost (U+FFFD) stands here"),
        (
            CSV.replace("ñ", "Ã±").encode(),
            'csv:2:6: "DoÃ±a Ana" was saved with wrong letters. Probably it is "Doña Ana"',
        ),
        (f'{HEAD}NM-1,"Doña\x01 Ana",120\n'.encode(), "csv:2:11: a control character (U+0001) stands here"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(data: bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        library(tmp_path, data)
    assert said in str(caught.value)
    assert len(caught.value.problems) == 1


NAMES = ["Doña Ana", "Río Arriba", "Cañon City", "José Núñez", "Mayagüez", "O’Brien", "St. John’s", "Zoë", "Bönn"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("page", "called"), [("cp1252", "Windows"), ("mac_roman", "Macintosh"), ("cp437", "MS-DOS")])
def test_the_code_page_is_guessed_by_what_the_letters_spell(name: str, page: str, called: str) -> None:
    if "’" in name and page == "cp437":
        return  # it has none
    assert guessed(name.encode(page)) == (name, called)


def test_the_first_cells_of_another_code_page_are_shown_as_they_were_read(tmp_path: Path) -> None:
    rows = "".join(f"N-{n},Doña Ana {n},120\n" for n in range(5))
    found = library(tmp_path, (HEAD + rows).encode("mac_roman"))
    assert cells(found, "name")[0] == "Doña Ana 0"
    doubts = [w for w in found.warnings if isinstance(w, Doubt)]
    assert [str(d.mark).rpartition("/")[2] for d in doubts] == [f"projects.csv:{line}:5" for line in (2, 3, 4)]
    assert doubts[0].what.endswith('read in the letters of Macintosh, this is "Doña Ana 0", and 2 more cells')


@pytest.mark.parametrize("text", [*NAMES, "Ângela", "Ã", "50¢ â la carte", "São Tomé", "Åland", "naïve café"])
def test_what_is_written_rightly_is_not_taken_for_wrong(text: str) -> None:
    assert read_wrongly(text) == ""
    assert read_wrongly(text.encode().decode("cp1252", "ignore")) in (text, "")
