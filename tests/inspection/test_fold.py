"""What texts have in common once they are squeezed, and what counts as a sentence."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.inspection.fold import BARRIER, PAGE, is_sentence_sized, locate, sentences, squeeze

PLAIN = squeeze("the well-kept office")


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
    assert squeeze(written) == PLAIN


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
        "The vveII-kept offlce",  # two letters for one, a capital I for an l, an l for an i
        "\u1d1b\u029c\u1d07 \u1d21\u1d07\u029f\u029f-\u1d0b\u1d07\u1d18\u1d1b \u1d0f\ua730\ua730\u026a\u1d04\u1d07",
        "".join(chr(0x1F170 + ord(c) - 65) if c.isalpha() else c for c in "THE WELL-KEPT OFFICE"),  # in black boxes
        "".join(chr(0x1F150 + ord(c) - 65) if c.isalpha() else c for c in "THE WELL-KEPT OFFICE"),  # in black circles
        "".join(chr(0x1F1E6 + ord(c) - 65) if c.isalpha() else c for c in "THE WELL-KEPT OFFICE"),  # as for flags
        "".join(chr(0x24D0 + ord(c) - 97) if c.isalpha() else c for c in "the well-kept office"),  # in circles
        "".join(chr(0x1D5BA + ord(c) - 97) if c.isalpha() else c for c in "the well-kept office"),  # mathematical
        "\u1d40\u02b0\u1d49 \u02b7\u1d49\u02e1\u02e1-\u1d4f\u1d49\u1d56\u1d57 \u1d52\u1da0\u1da0\u2071\u1d9c\u1d49",
        "T\u0336h\u0336e\u0336 w\u20dde\u0332l\u0332l-kept office",  # struck, circled, underlined
        "The w\u2c78ll-\ua743ept o\u1d82fice",  # letters that no table has, by their names
    ],
)
def test_a_letter_that_looks_like_another_is_that_other(written: str) -> None:
    assert squeeze(written) == PLAIN


def test_letters_of_other_scripts_are_small_too() -> None:
    assert squeeze("Привет, Straße 5!") == squeeze("ПРИВЕТ STRASSE 5")
    assert squeeze("Привет") not in ("", squeeze("Привит"))


def test_digits_stay_what_they_are() -> None:
    """Figures and note numbers are found by their digits."""
    assert squeeze("10 Ill or m") == "10lllorrn"


@pytest.mark.parametrize(
    ("one", "other"), [("modern", "modem"), ("MODERN", "modem"), ("Bill", "BiII"), ("swap", "svvap")]
)
def test_letters_that_look_alike_side_by_side_are_the_same(one: str, other: str) -> None:
    assert squeeze(one) == squeeze(other)


@pytest.mark.parametrize(("one", "other"), [("wall", "well"), ("modern", "model"), ("trade", "grade"), ("lot", "hot")])
def test_words_that_differ_to_the_eye_differ(one: str, other: str) -> None:
    assert squeeze(one) != squeeze(other)


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
