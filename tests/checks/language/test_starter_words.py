"""The starter's list of words to avoid in public: an ask, which is addressed to Congress, may be what it is."""

from __future__ import annotations

import pytest

from generator.checks.language.office_words import read_words
from generator.store.settings import WordLists
from tests.starter import ROOT


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Cosponsor H.R. 2871.", []),
        ("Please cosponsor the bill, or thank whoever cosponsors it.", []),
        ("She is a cosponsor of H.R. 2871.", [("a cosponsor", "a supporter")]),
        ("The cosponsors are many.", [("The cosponsors", "the supporters")]),
        ("Her cosponsorship matters.", [("cosponsorship", "support")]),
    ],
)
def test_a_verb_is_not_taken_for_its_noun(text: str, found: list[tuple[str, str]]) -> None:
    words = read_words(ROOT, WordLists())
    assert words.avoided is not None
    assert [(m.group(), words.instead(m.group())) for m in words.avoided.finditer(text)] == found
