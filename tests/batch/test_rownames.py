"""What tells the documents of rows apart in the names of their files."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.batch.names import ROW_MAX, ROW_NAME_MAX
from generator.batch.rownames import RowNames
from generator.pipeline import Request
from generator.store.library import read_library
from tests.store.factories import table, topic, write_workspace


def named(root: Path, *rows: tuple[str, str]) -> list[str]:
    csv = "state,name,projects\n" + "".join(f'"{key}","{name}",1\n' for key, name in rows)
    parts = {"topics": {"nih": topic(table="projects")}, "tables": {"projects": table()}, "csv": csv}
    names = RowNames(read_library(write_workspace(root, **parts)))
    return [names.of(Request("nih", "member", "example", date(2026, 11, 23), row=key)) for key, _ in rows]


@pytest.mark.parametrize(
    ("key", "name", "part"),
    [
        ("MA", "Massachusetts", "MA-Massachusetts"),
        ("CA-12", "California’s 12th District", "CA-12-Californias-12th"),
        ("35013", "Doña Ana County", "35013-Dona-Ana-County"),
        ("adams", "Adams", "Adams"),
        ("AK", "北京", "AK"),
        ("1", "Washington, D.C. and the places around it", "1-Washington-DC-And"),
    ],
)
def test_a_row_is_named_by_its_key_and_its_name(key: str, name: str, part: str, tmp_path: Path) -> None:
    assert named(tmp_path, (key, name)) == [part]


def test_rows_that_would_be_named_alike_are_told_apart(tmp_path: Path) -> None:
    found = named(tmp_path, ("A", "B C"), ("A-B", "C"), ("example", "example"))
    assert len({name.casefold() for name in found}) == 3
    assert all(len(name) <= ROW_MAX + 1 + ROW_NAME_MAX for name in found)


words = st.text("abAB19-. é", min_size=1, max_size=30).filter(lambda t: t.strip(" .-") != "")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.dictionaries(words.map(lambda t: " ".join(t.split())), words, min_size=1, max_size=6))
def test_every_row_has_its_own_name(rows: dict[str, str], tmp_path: Path) -> None:
    found = named(tmp_path, *rows.items())
    assert len({name.casefold() for name in found}) == len(rows)
    assert all(0 < len(name) <= ROW_MAX + 1 + ROW_NAME_MAX for name in found)
