"""Quotation marks and apostrophes as they are printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.values.quotes import typographic

PRINTED = {
    "the '90s and the '08 class": "the ’90s and the ’08 class",
    "‘90s and ‘tis": "’90s and ’tis",
    "'Tis so, 'twas so, rock 'n' roll, get 'em 'til noon": "’Tis so, ’twas so, rock ’n’ roll, get ’em ’til noon",
    '6\'2" tall, a 12" pipe, 5\'-6", 6\'2.5"': "6′2″ tall, a 12″ pipe, 5′-6″, 6′2.5″",
    "a 6' fence": "a 6′ fence",
    "6′2″": "6′2″",
    '"the class of 2012"': "“the class of 2012”",
    "He said \"she said 'no' to it.\"": "He said “she said ‘no’ to it.”",
    "\"'Nested' first\"": "“‘Nested’ first”",
    "\"They said, 'It's the '90s.'\"": "“They said, ‘It’s the ’90s.’”",
    "Members' rights and states' duty": "Members’ rights and states’ duty",
    "the 'burbs": "the ’burbs",
    '("so") and ["so"]': "(“so”) and [“so”]",
    '"I never—" he said—"so"': "“I never—” he said—“so”",
    "O'Brien's, don't, the 1990s' end": "O’Brien’s, don’t, the 1990s’ end",
    "“so” and ‘so’ and don’t": "“so” and ‘so’ and don’t",
    "\"Good 'morning',\" he said. 'Yes.'": "“Good ‘morning’,” he said. ‘Yes.’",
    'the "Farm-to-Table" "grant"': "the “Farm-to-Table” “grant”",
}


@pytest.mark.parametrize(("typed", "printed"), PRINTED.items())
def test_marks_are_those_that_are_printed(typed: str, printed: str) -> None:
    assert typographic(typed) == printed
    assert typographic(printed) == printed


@given(st.text("ab 1,.'\"“”‘’—(", max_size=30))
def test_every_character_gives_one_and_no_other_changes(typed: str) -> None:
    printed = typographic(typed)
    assert len(printed) == len(typed)
    assert all(a == b or (a in "'\"‘’" and b in "“”‘’′″") for a, b in zip(typed, printed, strict=True))
