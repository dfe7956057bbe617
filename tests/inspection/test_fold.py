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


@pytest.mark.parametrize(
    "written",
    [
        "The well-k\u0435pt \u043effice",  # Cyrillic е and о
        "\u0422\u04bb\u0435 well-kept office",  # Cyrillic Т, һ and е
        "\u0422\u041d\u0415 WELL-\u041aEPT \u041eFFI\u0421\u0415",  # Cyrillic capitals
        "The well-kept \u03bfffi\u03f2e",  # Greek ο and ϲ
        "The well-kept off\u0456ce",  # Cyrillic і
        "The well-kept OFF\u0406CE",  # Cyrillic І, which looks like an l, too
        "The well-kept OFF\u0399CE",  # Greek Ι
        "Th\U0001d5be well-kept office",  # a mathematical e
        "The we\u2113l-kept office",  # a script l
        "The well-kept o\ua799fice",  # an f with a stroke
        "The w\u0451ll-kept office",  # Cyrillic ё
        "The well-kept offic\u212e",  # the mark of an estimate
        "The \u202ewell\u202c-ke\u2066pt\u2069 office",  # controls of the direction of writing
        "Th\u034fe we\u180ell-kept off\u2060ice\ufe0f",  # joiners and selectors of variants
        "The well-kept off\U000e0069ice",  # a tag
    ],
)
def test_a_letter_that_looks_like_another_is_that_other(written: str) -> None:
    assert squeeze(written) == "thewellkeptoffice"


def test_letters_of_other_scripts_are_small_too() -> None:
    assert squeeze("Привет, Straße 5!") == squeeze("ПРИВЕТ STRASSE 5")
    assert squeeze("Привет") not in ("", squeeze("Привит"))


def test_digits_and_letters_of_ascii_are_told_apart() -> None:
    """Figures and note numbers are found by their digits."""
    assert squeeze("10 Ill or m") == "10illorm"


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
