"""What is shown of a text in which something was found."""

from __future__ import annotations

import pytest

from generator.inspection.fold import squeeze
from generator.inspection.opened import single


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        ("m, and leadership has not to", "them, and leadership has not told"),
        ("leadership", "leadership"),
        ("and lead", "and leadership"),
        ("whether it will come", "whether it will come"),
        ("ner told the", "Banner told them"),
    ],
)
def test_what_was_found_is_shown_in_whole_words(found: str, shown: str) -> None:
    said = "Banner told them, and leadership has not told whether it will come."
    start = squeeze(said).index(squeeze(found))
    assert single("page 1", said).at(start, start + len(squeeze(found))).text == shown
