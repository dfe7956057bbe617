"""Members of Congress as unitedstates/congress-legislators has them: excerpts of June 2026, in `published`.

What stands there is of public record: who held which seat, led what, and where the offices were.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.tables.legislators import Congress, address, read_congress
from generator.tables.published import read_published

FOLDER = Path(__file__).parent / "published"
FILES = sorted(FOLDER.glob("*.yaml"))


def read(as_of: str = "2026-06-15") -> Congress:
    return read_congress([read_published(path) for path in FILES], as_of)


def of_seat(congress: Congress) -> dict[str, dict[str, str]]:
    return {row["seat"]: row for row in congress.members}


@pytest.mark.parametrize(
    ("seat", "column", "said"),
    [
        ("GA-04", "member", 'Rep. Henry C. "Hank" Johnson, Jr.'),
        ("NY-07", "member", "Rep. Nydia M. Velázquez"),
        ("NY-07", "last_name", "Velázquez"),
        ("PR-00", "member", "Res. Comm. Pablo José Hernández"),
        ("LA-04", "leadership", "Speaker of the House"),
        ("VT-S1", "leadership", "Senate Democratic Outreach Chair"),
        ("VT-S1", "party", "Independent"),
        ("VT-S1", "caucus", "Democrat"),
        ("CA-03", "party", "Independent"),
        ("GA-04", "office", "2240 Rayburn House Office Building, Washington, DC 20515-1004"),
        ("OH-S3", "member", "Sen. Jon Husted"),
        ("OH-S3", "committees", ""),
        ("AL-01", "status", "vacant"),
        ("AL-01", "leadership", ""),
    ],
)
def test_a_seat_of_the_real_file(seat: str, column: str, said: str) -> None:
    assert of_seat(read())[seat][column] == said


@pytest.mark.parametrize(
    ("as_of", "seat", "member", "party"),
    [
        ("2026-03-01", "CA-03", "Rep. Kevin Kiley", "Republican"),
        ("2026-04-01", "CA-03", "Rep. Kevin Kiley", "Independent"),
        ("2024-12-01", "VT-S1", "Sen. Bernard Sanders", "Independent"),
        ("2024-12-01", "GA-04", 'Rep. Henry C. "Hank" Johnson, Jr.', "Democrat"),
        ("2025-01-03", "GA-04", 'Rep. Henry C. "Hank" Johnson, Jr.', "Democrat"),
        ("2025-01-10", "OH-S3", "", ""),
        ("2025-02-01", "OH-S3", "Sen. Jon Husted", "Republican"),
        ("2026-11-03", "OH-S3", "Sen. Jon Husted", "Republican"),
        ("2026-11-27", "OH-S3", "", ""),
        ("2026-03-01", "OK-S2", "", ""),
        ("2026-06-15", "OK-S2", "Sen. Alan Armstrong", "Republican"),
    ],
)
def test_the_term_that_covers_the_day_counts(as_of: str, seat: str, member: str, party: str) -> None:
    row = of_seat(read(as_of))[seat]
    assert (row["member"], row["party"]) == (member, party)


def test_a_next_term_does_not_end_the_one_before(tmp_path: Path) -> None:
    """Wherever it stands in the list; on the day between the two the later counts, and nobody is told of a doubt."""
    text = "- id: {bioguide: X1}\n  name: {first: Lee, last: Large}\n  terms:\n"
    after = "  - {type: rep, start: '2027-01-03', end: '2029-01-03', state: WY, district: 0, party: New}\n"
    now = "  - {type: rep, start: '2025-01-03', end: '2027-01-03', state: WY, district: 0, party: Old}\n"
    for number, terms in enumerate((now + after, after + now)):
        path = tmp_path / f"{number}.yaml"
        path.write_text(text + terms, encoding="utf-8")
        for day, party in (("2026-11-27", "Old"), ("2027-01-03", "New"), ("2028-01-01", "New")):
            congress = read_congress([read_published(path)], day)
            assert (of_seat(congress)["WY-00"]["party"], congress.warnings) == (party, [])


def test_of_two_who_meet_on_one_day_the_new_one_holds_the_seat(tmp_path: Path) -> None:
    one = "- id: {{bioguide: X{0}}}\n  name: {{first: Lee, last: {0}}}\n  terms:\n"
    term = "  - {{type: rep, start: '{0}-01-03', end: '{1}-01-03', state: WY, district: 0}}\n"
    old, new = one.format("Old") + term.format(2025, 2027), one.format("New") + term.format(2027, 2029)
    for text in (old + new, new + old):
        (path := tmp_path / "f.yaml").write_text(text, encoding="utf-8")
        congress = read_congress([read_published(path)], "2027-01-03")
        assert (of_seat(congress)["WY-00"]["last_name"], congress.warnings) == ("New", [])


@pytest.mark.parametrize(
    ("committee", "column", "said"),
    [
        ("JCSE", "cochair", "Sen. Roger F. Wicker"),
        ("JCSE", "chair", ""),
        ("SLIN", "chair", "Sen. Tom Cotton"),
        ("SLIN", "vice_chair", "Sen. Mark R. Warner"),
        ("HSAG", "chair", "Rep. Glenn Thompson"),
        ("HSAG", "ranking", "Rep. Angie Craig"),
        ("HSAG", "address", "1301 Longworth House Office Building, Washington, DC 20515-6001"),
        ("HSAG15", "chair", ""),
    ],
)
def test_who_leads_a_committee(committee: str, column: str, said: str) -> None:
    assert {row["committee"]: row for row in read().committees}[committee][column] == said


@pytest.mark.parametrize(
    ("published", "written"),
    [
        (
            "331 Hart Senate Office Building Washington DC 20510",
            "331 Hart Senate Office Building, Washington, DC 20510",
        ),
        ("1301 LHOB; Washington, DC 20515-6001", "1301 Longworth House Office Building, Washington, DC 20515-6001"),
        ("2408 Rayburn HOB; Washington DC 20515-0512", "2408 Rayburn House Office Building, Washington, DC 20515-0512"),
        (
            "311 HART SENATE OFFICE BUILDING WASHINGTON DC 20510",
            "311 Hart Senate Office Building, Washington, DC 20510",
        ),
        ("H-232 CAPITOL; Washington, DC 20515", "H-232 Capitol, Washington, DC 20515"),
        ("1 Example Way", "1 Example Way"),
        ("", ""),
    ],
)
def test_an_address_has_its_commas(published: str, written: str) -> None:
    assert address(published) == written


def test_a_suite_that_is_a_letter_alone_is_called_a_suite() -> None:
    assert "411 W Maple Ave, Suite F" in [row["address"] for row in read().offices]


def test_who_holds_no_seat_is_told_once_and_by_name() -> None:
    said = [w.what for w in read("2026-11-27").warnings]
    assert said == [
        "Jon Husted holds no seat on 2026-11-27: the term before that day is 2025-01-21 to 2026-11-03",
        "these are offices of Jon Husted, who holds no seat; they were passed over",
        "Jon Husted on SSAP and 1 more holds no seat, and was passed over",
    ]
