"""What holds the place of a figure or of words in a text, and what only looks like it."""

from __future__ import annotations

import pytest

from generator.values.stand_ins import says_no_text, stand_ins

HALF_WRITTEN = {
    "XX in all (check w/ Luis)": ["XX", "(check w/ Luis)"],
    "Some XX percent closed beds, $X million lost": ["XX", "$X"],
    "some xx percent": ["xx"],
    "It costs X percent more and X% less.": ["X", "X"],
    "p. XX": ["XX"],
    "page XX": ["XX"],
    "Table XX": ["XX"],
    "XXX homes": ["XXX"],
    "XX of them": ["XX"],
    "Title XX percent": ["XX"],
    "in Walden XX hospitals closed": ["XX"],
    "under H.R. XXXX": ["XXXX"],
    "More TK.": ["TK"],
    "TKTK": ["TKTK"],
    "The sponsor (TBD) agrees.": ["TBD"],
    "Room tbd": ["tbd"],
    "TODO: a better word": ["TODO"],
    "[INSERT LEAD]": ["[INSERT LEAD]"],
    "[insert the figure here]": ["[insert the figure here]"],
    "[NAME] said": ["[NAME]"],
    "INSERT QUOTE": ["INSERT QUOTE"],
    "Since 20XX, and FY202X.": ["20XX", "202X"],
    "Deaths fell (????) last year": ["????"],
    "Ask who??": ["??"],
    "the county (?)": ["(?)"],
    "costs $___ a year": ["$___"],
    "costs $__ a year": ["$__"],
    "in ___ counties": ["___"],
    "## percent, $## each": ["##", "$##"],
    "Lorem ipsum dolor": ["Lorem ipsum"],
    "ask w/o fail, ask w/ Luis": ["ask w/"],
}
WRITTEN = [
    "Title XX of the Social Security Act",
    "under Title XX.",
    "Titles XIX and XX",
    "Part XX",
    "Super Bowl XXX",
    "the USS Example XX",
    "XX chromosomes",
    "the ship “TBD” and the plane 'TODO'",
    "[sic]",
    "“We thank [NIH] and [the] labs.”",
    "[insert the form](https://www.example.gov/)",
    "see pp. xv–xx",
    "Title X clinics, Malcolm X",
    "on X, millions read it",
    "Why? How!",
    "Really?!",
    "Sign here: ____________",
    "a_b and __init__",
    "TK-4 and stock.TK and tk@house.gov",
    "STATE and DATE and CHECK",
    "check with your doctor (confirm with the agency)",
    "No. 2 in the country",
    "## Why it matters",
    "#1 and C## and # of beds",
    "100x faster, 20x, 2020",
    "$5 million; $XYZ",
    "N/A",
]


@pytest.mark.parametrize(("text", "found"), HALF_WRITTEN.items())
def test_what_holds_the_place_of_something_is_found(text: str, found: list[str]) -> None:
    assert [words for _, words in stand_ins(text)] == found
    assert all(text[at:].startswith(words) for at, words in stand_ins(text))


@pytest.mark.parametrize("text", WRITTEN)
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert list(stand_ins(text)) == []


@pytest.mark.parametrize(("text", "nothing"), [
    ("N/A", True), ("n/a.", True), ("N.A.", True), ("TBD", True), ("TBD.", True), ("todo", True),
    ("No.", False), ("None", False), ("Yes", False), ("N/A in Maine", False), ("", False), ("Nancy", False),
])  # fmt: skip
def test_a_text_that_is_none(text: str, nothing: bool) -> None:
    assert says_no_text(text) is nothing
