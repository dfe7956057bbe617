"""`--where`: what it takes, and what it says of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UsageError
from generator.tables.filter import Columns, WhereError, parse

ROWS = [
    {"state": "MA", "name": "Massachusetts", "projects": "5,016"},
    {"state": "CA", "name": "California", "projects": "10964"},
    {"state": "NM", "name": "New Mexico", "projects": "128"},
    {"state": "GU", "name": "Guam", "projects": ""},
    {"state": "AK", "name": "O’Hara", "projects": ""},
    {"state": "HI", "name": "O’Hara’s", "projects": ""},
]
COLUMNS = Columns({c: [row[c] for row in ROWS] for c in ROWS[0]}, frozenset({"projects"}))


def chosen(text: str) -> str:
    test = parse(text, COLUMNS)
    return " ".join(row["state"] for row in ROWS if test(row))


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("state == MA", "MA"),
        ("state == ma", "MA"),
        ("state != MA", "CA NM GU AK HI"),
        ("state in [MA, CA]", "MA CA"),
        ('name == "New Mexico"', "NM"),
        ("name in ['New Mexico', Guam]", "NM GU"),
        ("projects > 5000", "MA CA"),
        ("projects > 5,000 and state != CA", "MA"),
        ("projects < 5016", "NM"),
        ("projects == 5,016", "MA"),
        ("projects in [128, 5016]", "MA NM"),
        ("projects != 128", "MA CA"),
        ("state == MA or state == CA and projects > 20000", "MA"),
        ("(state == MA or state == CA) and projects > 10,000", "CA"),
        ("state==MA", "MA"),
        ("state in [“MA”, “NM”]", "MA NM"),
        ("name == “New Mexico”", "NM"),
        ("name in [‘New Mexico’, „Guam“]", "NM GU"),
        ("(name == ‘New Mexico’)", "NM"),
        ("projects == “5,016”", "MA"),
        ('name == "O’Hara’s" or name == O’Hara or state == MA', "MA AK HI"),
        ("state IN [MA] OR state == GU", "MA GU"),
    ],
)
def test_rows_are_chosen(text: str, states: str):
    assert chosen(text) == states


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ("sate == MA", 1, 'there is no column "sate"; did you mean "state"?'),
        ("state = MA", 7, 'write "=="'),
        ("state >= MA", 7, "there are ==, !=, <, >, in"),
        ("state < MA", 7, "holds texts"),
        ("state == MAA", 10, 'no row has "MAA" in "state"; did you mean "MA"?'),
        ("state in [MA, CAA]", 15, 'did you mean "CA"?'),
        ("projects > many", 12, 'the column "projects" holds figures'),
        ("projects > 1,000 and sate == MA", 22, 'no column "sate"'),
        ("state in MA", 10, "a list has to follow"),
        ("state in [MA CA]", 14, "part values by commas"),
        ("state in [MA", 13, "something is missing here"),
        ("state ==", 9, "something is missing here"),
        ("", 1, "something is missing here"),
        ("state == MA CA", 13, "write and, or, or nothing more"),
        ("(state == MA", 13, "something is missing here"),
        ("name == 'New", 9, "not closed"),
        ("state == MA; import os", 10, "no row has"),
        ("__class__ == MA", 1, "no column"),
    ],
)
def test_what_is_wrong_is_located(text: str, at: int, said: str):
    with pytest.raises(WhereError) as caught:
        parse(text, COLUMNS)
    assert caught.value.at == at, caught.value
    assert said in str(caught.value)


def test_nesting_and_length_have_limits():
    with pytest.raises(WhereError, match="brackets"):
        parse("(" * 50 + "state == MA" + ")" * 50, COLUMNS)
    with pytest.raises(UsageError, match="characters"):
        parse("state == MA or " * 1000, COLUMNS)


@given(st.text(alphabet="state projects MACA=!<>()[],'\"\n0123andori", max_size=60))
def test_any_text_is_a_test_or_a_usage_error(text: str):
    try:
        test = parse(text, COLUMNS)
    except UsageError:
        return
    assert all(test(row) in (True, False) for row in ROWS)
