"""What texts have in common once they are squeezed, and what counts as a sentence."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.inspection.fold import BARRIER, PAGE, is_sentence_sized, locate, sentences, squeeze


@pytest.mark.parametrize(
    "written",
    [
        "The well-kept Office",
        "THE WELL-KEPT OFFICE",
        "The well\u2011kept\u00a0office",
        "The well-\nkept of-\nfice",
        "“The well–kept of\ufb01ce”".replace("f\ufb01", "ffi"),
        "The well\u2014kept o\ufb03ce",
        "The wel\u00adl-ke\u200bpt off\ufeffice",
        "Thé wëll-kèpt öffice",
        unicodedata.normalize("NFD", "Thé wëll-kèpt öffice"),
        "Ｔｈｅ ｗｅｌｌ-ｋｅｐｔ ｏｆｆｉｃｅ",
        "T h e   w e l l k e p t   o f f i c e",
        "The well\ufffekept office",
    ],
)
def test_it_does_not_matter_how_it_is_written(written: str) -> None:
    assert squeeze(written) == "thewellkeptoffice"


def test_letters_of_other_scripts_stay() -> None:
    assert squeeze("Привет, Straße 5!") == squeeze("ПРИВЕТ STRASSE 5") == "приветstrasse5"


def test_what_parts_texts_and_pages_stays() -> None:
    assert squeeze(f"a-{BARRIER} b{PAGE}é") == f"a{BARRIER}b{PAGE}e"


@given(st.text(), st.text())
def test_squeezing_piece_by_piece_is_squeezing_the_whole(first: str, second: str) -> None:
    assert squeeze(first) + squeeze(second) == squeeze(first + second)


@given(st.text(alphabet="aé -’\u00ad\ufb01ß"), st.integers(0, 30), st.integers(0, 30))
def test_a_part_is_located(text: str, start: int, length: int) -> None:
    whole = squeeze(text)
    start = min(start, len(whole))
    end = min(start + length, len(whole))
    first, last = locate(text, start, end)
    assert whole[start:end] in squeeze(text[first:last])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We must act on this.", True),
        ("We must act.", False),
        ("Congressional appropriations subcommittees", True),
        ("It is up to us.", False),  # five words of ten letters: half of all texts have them by chance
        ("H.R. 5 of 2026", False),
    ],
)
def test_what_is_sentence_sized(text: str, expected: bool) -> None:
    assert is_sentence_sized(text) is expected


def test_short_sentences_are_taken_together_and_long_ones_apart() -> None:
    text = "No. Never. Not in this office. We shall see what the Senate does; then we decide what to do.\nWhy? Ask us."
    assert sentences(text) == [
        "No. Never. Not in this office.",
        "We shall see what the Senate does;",
        "then we decide what to do.",
    ]
