"""What ends with a Congress, as `onepager congress` tells it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.checks.congress_ends import endings
from generator.store.library import read_library
from generator.values.congresses import begins, congress_of
from tests.store.factories import fact, hearing, office, point, source, table, topic, write_workspace

BEFORE = date(2026, 11, 28)
"""A day of the 119th Congress."""


@pytest.mark.parametrize(
    ("number", "day"),
    [(74, date(1935, 1, 3)), (119, date(2025, 1, 3)), (120, date(2027, 1, 3)), (121, date(2029, 1, 3))],
)
def test_a_congress_begins_on_the_third_of_january(number: int, day: date) -> None:
    assert begins(number) == day
    assert congress_of(day) == number
    assert congress_of(date(day.year, 1, 2)) == number - 1
    assert congress_of(date(day.year + 1, 12, 31)) == number


def said(folder: Path, text: str) -> list[str]:
    library = read_library(write_workspace(folder, topics={"nih": topic(points={"pays": point(full=text)})}))
    return [
        f"{e.sort}: {e.what.split('”')[0].removeprefix('“')}"
        for e in endings(library, 120, BEFORE)
        if e.sort != "offices"
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Pass H.R. 5003 now.", ["bills: H.R. 5003"]),
        ("Pass HR 5003 now.", ["bills: HR 5003"]),
        ("Pass H. R. 5003 and S. 12.", ["bills: H. R. 5003", "bills: S. 12"]),
        (
            "See H.Res. 5, S.J. Res. 7 and H. Con. Res. 9.",
            ["bills: H.Res. 5", "bills: S.J. Res. 7", "bills: H. Con. Res. 9"],
        ),
        ("H.R. 5003 (119th Congress) waits.", ["bills: H.R. 5003", "texts: 119th Congress"]),
        ("H.R. 5003 (117th Congress) became law.", []),
        ("H.R. 1 of the 120th Congress is new.", []),
        ("This Congress must act.", ["texts: This Congress"]),
        ("The One Hundred Nineteenth Congress acted.", ["texts: One Hundred Nineteenth Congress"]),
        ("The 118th Congress acted; Congress did, too.", []),
        ("Take U.S. 50 to room S-120.", []),
        ("Research pays.", []),
    ],
)
def test_bills_die_and_texts_name_the_old_congress(text: str, found: list[str], tmp_path: Path) -> None:
    assert said(tmp_path, text) == found


def test_of_the_congress_that_sits_only_what_is_of_another_is_told(tmp_path: Path) -> None:
    text = "Pass H.R. 5003, not H.R. 7 (118th Congress). This Congress must act."
    topics = {"nih": topic(points={"pays": point(full=text)})}
    hearings = {"new": hearing(title="Soon", date="2026-12-03 10:00 America/New_York")}
    library = read_library(write_workspace(tmp_path, topics=topics, hearings=hearings))
    assert [(e.sort, e.what.split(",")[0]) for e in endings(library, 119, BEFORE)] == [
        ("bills", "“H.R. 7” died with the 118th Congress"),
        ("texts", "“118th Congress” is the one before"),
    ]


def test_each_is_told_with_its_place(tmp_path: Path) -> None:
    topics = {"nih": topic(facts={"jobs": fact(basis="as H.R. 5003 has it")}, ask="Pass S. 12.")}
    found = endings(read_library(write_workspace(tmp_path, topics=topics)), 120, BEFORE)
    assert [str(e.mark).rpartition("/")[2] for e in found if e.sort == "bills"] == ["nih.yaml:4:11", "nih.yaml:10:15"]


def test_hearings_after_the_day_are_told(tmp_path: Path) -> None:
    hearings = {"old": hearing(), "new": hearing(title="Soon", date="2027-02-03 10:00 America/New_York")}
    found = endings(read_library(write_workspace(tmp_path, hearings=hearings)), 120, BEFORE)
    assert ["Soon" in e.what for e in found if e.sort == "hearings"] == [True]


SEATS = "seat,name,chamber,state,district,class,status,title,member,last_name\n"
HELD = SEATS + "MA-07,Here,house,MA,7,,seated,R,Rep. Ada New,New\nMA-08,There,house,MA,8,,seated,R,Rep. B Same,Same\n"


@pytest.mark.parametrize(
    ("as_of", "found"),
    [("2026-11-27", ["seven", "eight", "nine"]), ("2027-01-04", ["seven", "nine"])],
)
def test_offices_are_held_against_the_new_members(as_of: str, found: list[str], tmp_path: Path) -> None:
    columns = {name: {"as_of": as_of} for name in ("chamber", "state", "district", "last_name")}
    listed = table(key="seat", source="congress-legislators", columns=columns)
    offices = {
        "seven": office(name="Rep. Old One", district="7th District"),
        "eight": office(name="Rep. B. Same", district="8th District"),
        "nine": office(name="Rep. Nobody Knows", district="9th District"),
    }
    sources = {"report": source(), "congress-legislators": source()}
    parts = {"tables": {"legislators": listed}, "offices": offices, "sources": sources, "csv": HELD}
    ended = endings(read_library(write_workspace(tmp_path, **parts)), 120, BEFORE)
    assert [e.what.split("“")[1].split("”")[0] for e in ended if e.sort == "offices"] == found
    assert [e.sort for e in ended].count("tables") == (as_of < "2027")
