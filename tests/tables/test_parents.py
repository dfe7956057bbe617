"""Figures of the level above, and cells that look wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.errors import ContentError, Problem
from generator.store.library import Library, read_library
from tests.store.factories import point, source, table, topic, write_workspace

FIGURES = {"kind": "number", "measure": "projects under way", "source": "report"}
NATION = 'key,name,projects,bases\nUS,the United States,"56,000",90\n'
STATES = "state,name,projects\nMA,Massachusetts,5016\nNM,New Mexico,\nGU,Guam,\n"
DISTRICTS = "seat,name,state,projects\nMA-07,Ohio’s 7th,MA,12\nMA-08,Boston,MA,\nNM-01,Albuquerque,NM,n/a\n"


def tables(**districts: Any) -> dict[str, Any]:
    bases = {"kind": "number", "measure": "bases", "source": "report"}
    return {
        "nation": table(file="nation.csv", key="key", level="nation", columns={"projects": FIGURES, "bases": bases}),
        "states": table(file="states.csv", level="state", above={"table": "nation"}),
        "districts": table(
            **{
                "file": "districts.csv",
                "key": "seat",
                "level": "district",
                "above": {"table": "states", "key": "state"},
                **districts,
            }
        ),
    }


def write(root: Path, *, csv: str = DISTRICTS, states: str = STATES, nation: str = NATION, **more: Any) -> Path:
    folder = root / "talking_points" / "tables"
    folder.mkdir(parents=True)
    for name, text in {"nation": nation, "states": states, "districts": csv}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    more.setdefault("tables", tables())
    points = {"local": point(full="In {{ row.name }}, {{ row.projects }} projects. {{ row.bases }} bases.")}
    more.setdefault("topics", {"nih": topic(table="districts", points=points)})
    return write_workspace(root, **more)


def cell(library: Library, key: str, column: str, table_id: str = "districts") -> tuple[str, str] | None:
    row = library.row(table_id, key)
    assert row is not None
    found = library.cell(table_id, row, column)
    return (found.text, found.whole) if found else None


def problems(root: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_library(root)
    return [str(p) for p in caught.value.problems]


def warnings(tmp_path: Path, csv: str | bytes) -> list[Problem]:
    return list(read_library(write_workspace(tmp_path, tables={"projects": table()}, csv=csv)).warnings)


def test_a_missing_figure_is_the_states_or_else_the_nations(tmp_path: Path):
    library = read_library(write(tmp_path))
    assert cell(library, "MA-07", "projects") == ("12", "")
    assert cell(library, "MA-08", "projects") == ("5016", "Massachusetts")
    assert cell(library, "NM-01", "projects") == ("56,000", "the United States")


def test_a_column_that_only_a_table_above_has_can_be_used(tmp_path: Path):
    library = read_library(write(tmp_path))
    assert cell(library, "MA-07", "bases") == ("90", "the United States")
    assert cell(library, "MA", "bases", "states") == ("90", "the United States")


def test_a_figure_that_is_nowhere_is_none(tmp_path: Path):
    library = read_library(write(tmp_path, nation="key,name,projects,bases\nUS,the United States,,\n"))
    assert cell(library, "NM-01", "projects") is None
    assert cell(library, "MA-07", "name") == ("Ohio’s 7th", "")


def test_a_column_of_a_larger_level_names_the_larger_place(tmp_path: Path):
    columns = {"projects": {**FIGURES, "level": "state"}}
    library = read_library(write(tmp_path, tables=tables(columns=columns)))
    assert cell(library, "MA-07", "projects") == ("12", "Massachusetts")


def test_a_row_that_lies_nowhere_is_a_warning_at_its_cell(tmp_path: Path):
    (found,) = [
        w for w in read_library(write(tmp_path, csv=DISTRICTS.replace(",NM,", ",MN,"))).warnings if "no row" in w.what
    ]
    assert str(found.mark) == "talking_points/tables/districts.csv:4:19"
    assert found.mend == 'did you mean "NM"?' or "nothing can be taken" in found.mend


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"above": {"table": "stats", "key": "state"}}, 'no table "stats". Did you mean "states"?'),
        ({"above": {"table": "states", "key": "stat"}}, 'has no column "stat". Did you mean "state"?'),
        ({"above": {"table": "states"}}, "nothing says which is above"),
        ({"above": {"table": "districts", "key": "state"}}, "above each other"),
        ({"level": "nation"}, "which is not above"),
        ({"level": "town"}, "town"),
        ({"columns": {"projects": {**FIGURES, "unit": "people"}}}, "not the same here"),
        ({"level": "state", "columns": {"projects": {**FIGURES, "level": "district"}}}, "cannot stand in a table"),
    ],
)
def test_what_is_wrong_above_is_located(tmp_path: Path, change: dict[str, Any], said: str):
    found = problems(write(tmp_path, tables=tables(**change)))
    assert any(said in line and line.startswith("talking_points/tables/districts.yaml:") for line in found), found


def test_a_public_text_cannot_fall_back_to_an_internal_source(tmp_path: Path):
    made = tables()
    made["nation"]["columns"]["projects"]["source"] = "secret"
    sources = {"report": source(), "secret": source(clearance="office")}
    assert "whose source is for office readers only" in problems(write(tmp_path, tables=made, sources=sources))[0]


# --- suspicious cells ----------------------------------------------------------------------------------------------

ROWS = "state,name,projects\nAL,Alabama,10\nAK,Alaska,20\nAZ,Arizona,30\nAR,Arkansas,40\nCA,California,50\n"


def test_a_value_ten_times_its_neighbour_is_reported_at_its_cell(tmp_path: Path):
    (found,) = warnings(tmp_path, ROWS.replace("50", "500"))
    assert str(found.mark) == "talking_points/tables/projects.csv:6:15"
    assert '"500" is 12 times the next smaller value, "40"' in found.what
    assert found.severity == "warning"


def test_a_tenth_of_its_neighbour_is_reported(tmp_path: Path):
    (found,) = warnings(tmp_path, ROWS.replace("AL,Alabama,10", "AL,Alabama,1"))
    assert str(found.mark) == "talking_points/tables/projects.csv:2:12"


def test_sound_figures_are_not_reported(tmp_path: Path):
    assert warnings(tmp_path, ROWS) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("50", "$50", "not written as the others, which are plain numbers"),
        ("50", "22%", "not written as the others"),
        ("50", "-50", "below zero"),
        ("50", "100", "is the sum of all other rows"),
        ("50", "N/A", '"N/A" is no number and counts as no figure'),
        ("50", "(D)", "counts as no figure"),
    ],
)
def test_odd_cells_are_reported(tmp_path: Path, old: str, new: str, said: str):
    found = warnings(tmp_path, ROWS.replace(old, new))
    assert [w.mark.line for w in found if said in w.what] == [6], found


def test_other_text_in_a_column_of_figures_stops_everything(tmp_path: Path):
    found = problems(write_workspace(tmp_path, tables={"projects": table()}, csv=ROWS.replace("50", "5O")))
    assert found == [
        'talking_points/tables/projects.csv:6:15: column "projects": "5O" has a letter among its digits. Write 50'
    ]


def test_a_row_without_a_name_is_refused(tmp_path: Path):
    found = problems(write_workspace(tmp_path, tables={"projects": table()}, csv=ROWS.replace("Alaska", "")))
    assert 'projects.csv:3:4: this row has no "name"' in found[0]


# --- as Excel writes it --------------------------------------------------------------------------------------------


def test_excels_mark_semicolons_and_windows_letters_are_read_and_said(tmp_path: Path):
    csv = "sep=;\r\nstate;name;projects\r\nMA;Massachusetts;5,016\r\nNM;Nuevo México;128\r\n;;\r\n".encode("cp1252")
    library = read_library(write_workspace(tmp_path, tables={"projects": table()}, csv=csv))
    row = library.row("projects", "NM")
    assert row is not None
    assert row["name"] == "Nuevo México"
    said = " ".join(w.what for w in library.warnings)
    assert "read in the letters of Windows" in said
    assert "parted by semicolons" in said


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path):
    assert warnings(tmp_path, b"\xef\xbb\xbf" + ROWS.encode()) == []


def test_decimal_commas_are_refused_not_misread(tmp_path: Path):
    csv = "state;name;projects\nMA;Massachusetts;5,5\nNM;New Mexico;1.234\n"
    found = problems(write_workspace(tmp_path, tables={"projects": table()}, csv=csv))
    assert "projects.csv:2:" in found[0]
