"""An internal line in disguise: of what `python -m tests.inspection.disguises` tries a sample, every kind once."""

from __future__ import annotations

import random

import pytest

from generator.inspection import escapes, fold, opened, search, word_xml
from tests.inspection.disguises import DISGUISES, FORMATS, hidings, is_found

_ALL = list(hidings())
SAMPLE = sorted(
    {
        *(next(h for h in _ALL if h[0] == "docx" and h[2] == disguise) for disguise in DISGUISES),
        *((format, place, "Cyrillic letters") for format, places in FORMATS.items() for place in places),
        *random.Random(3).sample(_ALL, 60),
    }
)


@pytest.mark.parametrize(("format", "place", "disguise"), SAMPLE)
def test_the_guard_finds_it(format: str, place: str, disguise: str) -> None:
    assert is_found(format, place, disguise)


def test_there_are_many_and_each_changes_the_line() -> None:
    assert len(_ALL) > 800
    lines = {disguise("A tale of offices and amendments, well-timed ’til now.") for disguise in DISGUISES.values()}
    assert len(lines) == len(DISGUISES)


def test_without_the_table_of_look_alikes_some_are_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    """So the sample is known to need it."""
    monkeypatch.setattr(fold, "_prototype", lambda character: "")
    fold.letters_of.cache_clear()
    word_xml.read_small.cache_clear()
    assert not is_found("docx", "body", "Cyrillic letters")
    fold.letters_of.cache_clear()
    word_xml.read_small.cache_clear()
    monkeypatch.setattr(search, "letters_for_digits", str)
    assert not is_found("docx", "body", "digits for letters")
    monkeypatch.setattr(opened, "read_bars_as_letters", str)
    assert not is_found("docx", "body", "bars for letters")
    monkeypatch.delitem(escapes.ESCAPES, "\u202e")
    assert not is_found("docx", "body", "backwards")
