"""Where a printed figure runs into what was typed around it."""

from __future__ import annotations

import pytest

from generator.checks.language.collisions import collision

DOUBLED = [
    ("It costs $", "$5 billion", " now", "$$5 billion"),
    ("It costs US$ ", "$5 billion", " now", "$ $5 billion"),
    ("It costs ", "$5\u00a0billion", " dollars now", "$5 billion dollars"),
    ("It costs ", "five billion dollars", " dollars", "five billion dollars dollars"),
    ("It is ", "5 percent", "% now", "5 percent%"),
    ("It is ", "5%", " percent", "5% percent"),
    ("It is ", "5 percent", " percentage points more", "5 percent percentage points"),
    ("Some ", "5 million", " million wait", "5 million million"),
    ("Some ", "$4.8B", " billion", "$4.8B billion"),
    ("Now at least ", "at least 22 percent", " wait", "at least at least 22 percent"),
    ("About ", "407,782", "th of them", "407,782th"),
    ("Some", "407,782", " farms", "Some407,782"),
    ("In FY", "2024", ".", "FY2024"),
    ("In 1", "407,782", ".", "1407,782"),
]
SOUND = [
    ("", "407,782", " jobs"),
    ("(", "5 percent", ")"),
    ("pre-", "2024", " money"),
    ("a ", "$5 million", "-a-year plan"),
    ("the state’s ", "407,782", "’s worth"),
    ("more than ", "407,782", " million-dollar farms"),
    ("", "$5 million", " in dollars of 2024"),
    ("about ", "407,782", "."),
    ("least ", "at most 22 percent", ""),
    ("none ", "", "here"),
]


@pytest.mark.parametrize(("before", "printed", "after", "shown"), DOUBLED)
def test_what_is_said_twice_or_touches_is_found(before: str, printed: str, after: str, shown: str) -> None:
    found = collision(before, printed, after)
    assert found is not None
    assert found[1] == shown


@pytest.mark.parametrize(("before", "printed", "after"), SOUND)
def test_a_figure_among_words_is_sound(before: str, printed: str, after: str) -> None:
    assert collision(before, printed, after) is None
