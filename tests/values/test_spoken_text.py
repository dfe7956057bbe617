"""What is read aloud: every figure in words, and no digit left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.values.spoken_text import in_words
from generator.values.value import parse_value

SAID = {
    "10 to 12 percent": "ten to twelve percent",
    "$3 million to $5 million": "three million dollars to five million dollars",
    "$3 million-$5 million": "three million dollars to five million dollars",
    "$3-5 million": "three to five million dollars",
    "$2 to $3 billion": "two to three billion dollars",
    "between $2 and $3.5 million": "between two and three point five million dollars",
    "$2.50 to $3.75": "two dollars and fifty cents to three dollars and seventy-five cents",
    "$3 to $5 a head": "three to five dollars a head",
    "$3 to $5,000": "three dollars to five thousand dollars",
    "5%–10%": "five percent to ten percent",
    "F-35": "F-thirty-five",
    "a 24-hour day": "a twenty-four-hour day",
    "$3–$5": "three to five dollars",
    "1 in 5": "one in five",
    "12 megawatts": "twelve megawatts",
    "$2.56 a dollar": "two dollars and fifty-six cents a dollar",
    "about 22%": "about twenty-two percent",
    "10-12 percent": "ten to twelve percent",
    "2019–2024": "twenty nineteen to twenty twenty-four",
    "FY2019–FY2024": "fiscal year twenty nineteen to fiscal year twenty twenty-four",
    "Q3 2025": "third quarter twenty twenty-five",
    "the 118th Congress": "the one hundred eighteenth Congress",
    "the 1990s": "the nineteen nineties",
    "the ’90s": "the nineties",
    "1/3 of farms": "one-third of farms",
    "2/5": "two-fifths",
    "half of 1/2": "half of one-half",
    "24/7": "twenty-four seven",
    "10:00 a.m.": "ten a.m.",
    "10:05": "ten oh five",
    "5G and A10": "five G and A ten",
    "COVID-19": "COVID-nineteen",
    "ZIP 02139": "ZIP zero two one three nine",
    "202-555-0100": "two zero two, five five five, zero one zero zero",
    "-5 degrees": "minus five degrees",
    "1,234.5 acres": "one thousand two hundred thirty-four point five acres",
    "2½ miles": "two one-half miles",
    "½ mile": "one-half mile",
    "CO₂": "CO two",
}


@pytest.mark.parametrize(("written", "said"), SAID.items())
def test_a_text_with_figures_is_said(written: str, said: str) -> None:
    assert in_words(written) == said


@pytest.mark.parametrize("written", [written for written in SAID if not written.startswith("about")])
def test_a_value_of_any_kind_leaves_no_digit(written: str) -> None:
    assert not any(map(str.isnumeric, parse_value(written).spoken()))


@given(st.text("0123456789.,-–/:$% FYQsth²½’aZ", max_size=40))
def test_no_digit_is_ever_left(written: str) -> None:
    assert not any(map(str.isnumeric, in_words(written)))
