"""Members of Congress from files as unitedstates/congress-legislators publishes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.errors import ContentError
from generator.reading import yaml
from generator.store.library import read_library
from generator.tables import export
from generator.tables.legislators import Congress, read_congress
from generator.tables.published import read_published
from generator.tables.seats import CLASSES, DISTRICTS, NAMES, Seat, seats
from tests.store.factories import source, write_workspace

SAMPLE = Path(__file__).parent / "congress"
ALL = ("legislators-current", "legislators-district-offices", "committees-current", "committee-membership-current")


def read(*names: str, as_of: str = "2026-11-23") -> Congress:
    return read_congress([read_published(SAMPLE / f"{name}.yaml") for name in names or ALL], as_of)


def by_seat(congress: Congress) -> dict[str, dict[str, str]]:
    return {row["seat"]: row for row in congress.members}


def problem(path: Path) -> str:
    with pytest.raises(ContentError) as caught:
        read_congress([read_published(path)], "2026-11-23")
    return str(caught.value)


def test_there_are_541_seats():
    assert sum(DISTRICTS.values()) == 435
    assert set(DISTRICTS) == set(NAMES)
    assert [len(states) for states in CLASSES.values()] == [33, 33, 34]
    assert all(sum(state in states for states in CLASSES.values()) == 2 for state in NAMES)
    assert len({seat.key for seat in seats()}) == 541


def test_a_place_is_written_as_a_text_says_it():
    assert Seat("house", "OH", 3).place == "Ohio’s 3rd District"
    assert Seat("house", "MA", 7).place == "Massachusetts’ 7th District"
    assert Seat("house", "AK", 0).place == "Alaska’s at-large district"
    assert Seat("house", "DC", 0).place == "the District of Columbia"
    assert Seat("house", "CA", 12).place == "California’s 12th District"


def test_members_of_both_chambers_have_their_seat():
    found = by_seat(read())
    assert found["MA-07"]["member"] == "Rep. Ada Ficção"
    assert found["MA-07"]["committees"] == "House Committee on Examples"
    assert found["MA-07"]["phone"] == "202-555-0107"
    assert found["NM-S2"]["member"] == "Sen. Norton O'Nowhere Jr."
    assert found["NM-S2"]["rank"] == "junior"
    assert found["NM-S2"]["class"] == "2"


def test_delegates_and_members_at_large_are_of_district_0():
    found = by_seat(read())
    assert (found["DC-00"]["member"], found["DC-00"]["title"]) == ("Del. Dee Delegate", "Delegate")
    assert (found["PR-00"]["member"], found["PR-00"]["title"]) == ("Res. Comm. Rae Resident", "Resident Commissioner")
    assert found["AK-00"]["name"] == "Alaska’s at-large district"


def test_a_seat_that_nobody_holds_is_vacant_and_names_nobody():
    congress = read()
    assert len(congress.members) == 541
    vacant = by_seat(congress)["WY-00"]
    assert vacant["status"] == "vacant"
    assert vacant["member"] == vacant["party"] == ""
    assert "Gone Former holds no seat on 2026-11-23: the term before that day is 2023-01-03 to 2025-01-03" in str(
        congress.warnings[0]
    )


def test_of_two_in_one_seat_the_later_is_taken_and_it_is_said():
    congress = read()
    assert by_seat(congress)["AK-00"]["member"] == "Rep. Ned Newcomer"
    assert any("both hold AK-00" in w.what for w in congress.warnings)


def test_an_entry_without_a_seat_is_passed_over_with_its_line():
    (found,) = [w for w in read().warnings if "has no seat" in w.what]
    line = (SAMPLE / "legislators-current.yaml").read_text(encoding="utf-8").split("\n")[found.mark.line]
    assert "X000008" in line


def test_offices_committees_and_who_sits_on_them():
    congress = read()
    assert [row["office"] for row in congress.offices] == ["X000001-worcester", "X000001-2"]
    assert congress.offices[0]["zip"] == "01608"
    assert [row["committee"] for row in congress.committees] == ["HSEX", "HSEX01", "JSIN"]
    assert congress.committees[0]["chair"] == "Rep. Ada Ficção"
    assert congress.committees[0]["ranking"] == "Del. Dee Delegate"
    assert congress.committees[1]["above"] == "HSEX"
    assert [row["place"] for row in congress.seated] == ["HSEX/MA-07", "HSEX/DC-00", "HSEX01/MA-07"]


def test_the_members_alone_will_do():
    congress = read("legislators-current")
    assert not congress.offices
    assert by_seat(congress)["MA-07"]["committees"] == ""


def test_without_the_members_nothing_is_read():
    with pytest.raises(ContentError, match="Give legislators-current too"):
        read("committees-current")


def test_the_tables_written_are_tables_of_a_store(tmp_path: Path):
    sources = {"report": source(), export.SOURCE: source()}
    root = write_workspace(tmp_path, sources=sources)
    folder = root / "talking_points" / "tables"
    folder.mkdir()
    for name, data in export.files(read(), date(2026, 11, 23)).items():
        (folder / name).write_bytes(data)
    library = read_library(root)
    assert library.warnings == ()
    assert len(library.tables["legislators"].rows) == 541
    row = library.row("legislators", "MA-07")
    assert row is not None
    assert row["member"] == "Rep. Ada Ficção"
    assert library.cell("legislators", row, "member").text == "Rep. Ada Ficção"
    vacant = library.row("legislators", "WY-00")
    assert vacant is not None
    assert library.cell("legislators", vacant, "member") is None


def test_the_offices_written_are_offices_of_a_store(tmp_path: Path):
    offices = export.offices(read()).decode()
    library = read_library(write_workspace(tmp_path, offices=offices))
    assert library.offices["ma-07-ficcao"].name == "Representative Ada Ficção"
    assert library.offices["ma-07-ficcao"].district == "7th District"
    assert library.offices["pr-00-resident"].name == "Resident Commissioner Rae Resident"
    assert library.offices["nm-s2-o-nowhere"].chamber == "senate"
    assert library.offices["dc-00-delegate"].address.endswith("DC 20515")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x [1]\nb: *x\n", 'f.yaml:1:4: a text cannot begin with "&"'),
        ("- !!python/object/apply:os.system [ls]\n", 'f.yaml:1:3: a text cannot begin with "!"'),
        ("- {id: 1}\n- {terms: [\n", "f.yaml:2:"),
        ("[" * 40 + "]" * 40, "nested deeper than 12 levels"),
        ("- {terms: 1, terms: 2}\n", '"terms" stands twice'),
        ("just: text\n", "these are not Members"),
        ("", "these are not Members"),
        ("- 1\n---\n- 2\n", "begins a second document"),
    ],
)
def test_a_file_is_never_trusted(tmp_path: Path, text: str, said: str):
    path = tmp_path / "f.yaml"
    path.write_text(text, encoding="utf-8")
    assert said in problem(path)


def test_a_large_file_is_read_and_a_huge_one_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    path = tmp_path / "f.yaml"
    sample = (SAMPLE / "legislators-current.yaml").read_bytes()
    path.write_bytes(sample + b"#" + b"x" * 3_000_000)
    assert read_congress([read_published(path)], "2026-11-23").members
    monkeypatch.setattr(yaml, "PUBLISHED", replace(yaml.PUBLISHED, size=2_000_000))
    assert "this file has 3.0 MB" in problem(path)
