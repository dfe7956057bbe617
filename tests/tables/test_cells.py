"""What stands in the cells of tables as people have them: read for what it is, or refused with the right advice."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import ContentError
from generator.store.library import Library, read_library
from generator.tables.doubts import Doubt
from tests.store.factories import table, write_workspace

HEAD = "state,name,projects\n"


def library(root: Path, csv: str | bytes) -> Library:
    return read_library(write_workspace(root, tables={"projects": table()}, csv=csv))


def cells(found: Library, column: str) -> list[str]:
    return [row[column] for row in found.tables["projects"].rows]


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("7074.0", "7074"),
        ("7,074.00", "7,074"),
        ("7074", "7074"),
        ("0.125", "0.125"),
        ("407 782", "407,782"),
        ("407\u00a0782", "407,782"),
        ("407\u202f782.5", "407,782.5"),
        ("1’407’782", "1,407,782"),
        ("$7,074.00", "$7,074.00"),
        ("12%", "12%"),
        ("3.2 million", "3.2 million"),
        (" 5\n", "5"),
    ],
)
def test_a_figure_is_read(cell: str, read: str, tmp_path: Path) -> None:
    assert cells(library(tmp_path, f"{HEAD}MA,Massachusetts,{quoted(cell)}\n"), "projects") == [read]


def test_zeros_after_the_point_stay_where_another_figure_has_decimals(tmp_path: Path) -> None:
    csv = f"{HEAD}MA,Massachusetts,12.5\nNM,New Mexico,13.0\n"
    assert cells(library(tmp_path, csv), "projects") == ["12.5", "13.0"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("<10", "says only between what the figure lies and counts as no figure"),
        ("< 10", "says only between"),
        ("≤5%", "says only between"),
        ("10+", "says only between"),
        ("10-19", "says only between"),
        ("10–19", "says only between"),
        ("fewer than 10", "says only between"),
        ("Suppressed", "is no number and counts as no figure"),
        ("nan", "is no number"),
        ("NaN", "is no number"),
        ("None", "is no number"),
        ("(D)", "is no number"),
        ("(X)", "is no number"),
        ("Withheld", "is no number"),
        ("…", "is no number"),
        ("pending", "is no number"),
        ("see note", "is no number"),
        ("To come", "is no number"),
        ("TBD", "is no number"),
    ],
)
def test_what_is_no_figure_counts_as_none_and_is_told(cell: str, said: str, tmp_path: Path) -> None:
    found = library(tmp_path, f"{HEAD}MA,Massachusetts,{quoted(cell)}\nNM,New Mexico,128\n")
    assert cells(found, "projects") == ["", "128"]
    (warning,) = found.warnings
    assert str(warning.mark).endswith("projects.csv:2:18")
    assert f'column "projects": "{cell}" {said}' in warning.what


@pytest.mark.parametrize(
    ("cell", "what", "mend"),
    [
        ("0,125", '"0,125" is not a well-written number', "If its comma begins the decimals, write 0.125"),
        ("1,5", '"1,5" is not a well-written number', "If its comma begins the decimals, write 1.5"),
        ("1.234,56", "not a well-written number", "If its comma begins the decimals, write 1,234.56"),
        ("1234,567", "not a well-written number", "If its comma begins the decimals, write 1,234.567"),
        ("1.234.567", "not a well-written number", "Put a comma before every three digits: 1,234,567"),
        ("5016 projects", "has words beside its number", "Leave them out here; the unit stands in the YAML file"),
        ("5,016*", "is a number with the mark of a note", "Leave the mark out"),
        ("5,016 (a)", "is a number with the mark of a note", "Leave the mark out"),
        ("(5,016)", "is a number below zero as bookkeepers write it", "Write it with a minus in front"),
        ("5,016-", "is a number below zero as bookkeepers write it", "Write it with a minus in front"),
        ("1.0964E+04", "is a number that a spreadsheet has shortened", "Format the column as a number there"),
        ("3-Jan", "is a date that a spreadsheet has made of something", "Format the column as text there"),
        ("####", "is a column that was too narrow", "Widen it in the spreadsheet"),
        ("#REF!", "is a formula that failed", "Mend it in the spreadsheet"),
        ("5016|128", "is not a number", "Write it in digits, such as 407,782"),
        ("408K", "is shortened", "Write 408,000"),
        ("5O", "has a letter among its digits", "Write 50"),
        ("4l5", "has a letter among its digits", "Write 415"),
        ("1,OO6", "has a letter among its digits", "Write 1,006"),
        ("4 15", "is not a number", "Write it in digits, such as 407,782"),
    ],
)
def test_what_is_no_number_is_refused_with_its_place_and_advice(
    cell: str, what: str, mend: str, tmp_path: Path
) -> None:
    with pytest.raises(ContentError) as caught:
        library(tmp_path, f'{HEAD}MA,"Massachusetts, all",{quoted(cell)}\n')
    (problem,) = caught.value.problems
    assert str(problem.mark).endswith("projects.csv:2:25")
    assert what in problem.what
    assert mend in str(problem)


@pytest.mark.parametrize("cell", ["nan", "None", "NULL", "#N/A"])
@pytest.mark.parametrize("column", ["state", "name"])
def test_nothing_is_no_key_and_no_name(cell: str, column: str, tmp_path: Path) -> None:
    row = {"state": "MA", "name": "Massachusetts", column: cell}
    with pytest.raises(
        ContentError, match=f'projects.csv:2:{1 if column == "state" else 4}: this row has no "{column}"'
    ):
        library(tmp_path, f"{HEAD}{row['state']},{row['name']},1\n")


def test_a_break_of_lines_in_a_name_is_a_space_and_does_not_move_what_follows(tmp_path: Path) -> None:
    csv = f'{HEAD}MA,"Massachusetts\n(all)",12\nNM,New Mexico,<10\n'
    found = library(tmp_path, csv)
    assert cells(found, "name") == ["Massachusetts (all)", "New Mexico"]
    assert [str(w.mark) for w in found.warnings] == ["talking_points/tables/projects.csv:4:15"]


def test_a_cell_after_a_break_of_lines_has_its_place(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"projects.csv:3:8: column"):
        library(tmp_path, f'{HEAD}MA,"Massachusetts\n(all)",many\n')


@pytest.mark.parametrize("name", ["Total", "Grand total", "U.S. Total", "Totals", "Total, all states"])
def test_a_row_of_totals_is_no_place(name: str, tmp_path: Path) -> None:
    found = library(tmp_path, f"{HEAD}MA,Massachusetts,100\nNM,New Mexico,103\nUS,{quoted(name)},203\n")
    assert cells(found, "state") == ["MA", "NM"]
    (warning,) = found.warnings
    assert "is a row of totals, and was passed over" in warning.what
    assert warning.mark.line == 4


def test_a_row_of_totals_needs_no_key(tmp_path: Path) -> None:
    assert cells(library(tmp_path, f"{HEAD}MA,Massachusetts,100\n,Total,100\n"), "state") == ["MA"]


# --- small tables -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 2, 3, 6])
@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("12%", "is not written as the others, which are plain numbers"),
        ("$105", "is not written as the others, which are plain numbers"),
        ("-105", "is below zero, and the others are not"),
        ("1000000", "times the next smaller value"),
        ("1", "th of the next larger value"),
    ],
)
def test_a_table_of_any_size_is_looked_at(cell: str, said: str, rows: int, tmp_path: Path) -> None:
    """But sizes are compared from three rows on."""
    others = "".join(f"S{n},State {n},{103 + 3 * n}\n" for n in range(rows))
    found = library(tmp_path, f"{HEAD}MA,Massachusetts,{cell}\n{others}")
    told = [w for w in found.warnings if isinstance(w, Doubt) and w.key == "MA"]
    if rows == 1 and "value" in said:
        assert told == []
        return
    assert [said in w.what for w in told] == [True]
    assert (told[0].column, str(told[0].mark)) == ("projects", "talking_points/tables/projects.csv:2:18")


def test_the_sum_of_two_is_told(tmp_path: Path) -> None:
    found = library(tmp_path, f"{HEAD}MA,Massachusetts,101\nNM,New Mexico,103\nUS,The nation,204\n")
    assert ['"204" is the sum of all other rows' in w.what for w in found.warnings] == [True]


@pytest.mark.parametrize("figures", [("2", "3", "5"), ("1", "1", "1"), ("103", "105", "108"), ("-1", "-2", "-3")])
def test_a_small_table_of_usual_figures_is_left_alone(figures: tuple[str, ...], tmp_path: Path) -> None:
    rows = "".join(f"S{n},State {n},{figure}\n" for n, figure in enumerate(figures))
    assert library(tmp_path, HEAD + rows).warnings == ()


def test_what_is_accepted_is_a_row_of_the_table(tmp_path: Path) -> None:
    figures = {"kind": "number", "measure": "projects", "source": "report"}
    accepted = {"MX": {"value": "5016", "because": "looked up"}}
    columns = {"projects": {**figures, "accepted": accepted}}
    with pytest.raises(ContentError, match=r'projects.yaml:10:7: there is no row "MX"'):
        read_library(write_workspace(tmp_path, tables={"projects": table(columns=columns)}))
