"""Sentences, words, syllables, grades."""

from __future__ import annotations

import pytest

from generator.checks.language.sentences import grade, hardest, sentences, syllables
from generator.checks.language.words import masked, masked_template

# Counted by ear, from words as the documents use them.
SPOKEN = {
    1: "health jobs states house changed used stopped rule price prices:2 terms sees free oil soil reached learn years",
    2: "funding cancer treatment budget taxes:2 wanted started closes table little simple patient data nation million "
    "special social crucial equal language freedom higher layer buying seeing exchange changes judges added houses "
    "disease congress china neighbors outbreak business being create react ocean client statement movement closely",
    3: "agency institute proposal chemicals national supported media radio opinion previous financial official usual "
    "fentanyl overdose addiction engagement influence prices:2 diseases mexico nutrition period idea family united",
    4: "economic activity technology medicine:3 industrial material experience evaluate situation epidemic overdoses "
    "institution congressional influenza community california preparedness society reality",
    5: "cooperation coordination university opportunity appropriations",
    6: "accountability",
}


def counted() -> list[tuple[str, int]]:
    pairs = []
    for number, words in SPOKEN.items():
        for word in words.split():
            plain, _, other = word.partition(":")
            pairs.append((plain, int(other or number)))
    return pairs


def test_nineteen_words_in_twenty_have_the_syllables_that_one_hears() -> None:
    wrong = [(word, number, syllables(word)) for word, number in counted() if syllables(word) != number]
    assert len(counted()) > 100
    assert len(wrong) <= len(counted()) / 20, wrong


def test_numbers_and_acronyms() -> None:
    assert [syllables(w) for w in ("407,782", "NIH", "I")] == [2, 3, 1]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dr. Sample of the U.S. House said so. We agree.", ["Dr. Sample of the U.S. House said so.", "We agree."]),
        ("H.R. 5 passed. It was late!", ["H.R. 5 passed.", "It was late!"]),
        ("“It works.” He said it.", ["“It works.”", "He said it."]),
        ("It cost $2.56. Why?", ["It cost $2.56.", "Why?"]),
        ("No end", ["No end"]),
        ("", []),
    ],
)
def test_sentences(text: str, found: list[str]) -> None:
    assert [s for _, s in sentences(text)] == found
    assert all(text[at:].startswith(s) for at, s in sentences(text))


def test_a_figure_put_in_may_begin_a_sentence() -> None:
    assert len(sentences(masked("It pays. {{ jobs }} people work."))) == 2


def test_masks_keep_the_length_and_hide_what_is_not_printed() -> None:
    text = "See {{ jobs-2 | short }} in [the 5](https://example.gov/2024)."
    assert len(masked(text)) == len(text)
    assert [c for c in masked(text) if c.isdigit()] == ["5"]
    body = '{% for p in points("x", at_most=3) %}\n::: note {title="Room 9"}\n{{ p }} 7\n:::\n{% endfor %}'
    assert len(masked_template(body)) == len(body)
    assert [c for c in masked_template(body) if c.isdigit()] == ["9", "7"]


def test_the_grade_rises_with_longer_sentences_and_words() -> None:
    easy = ["We fund labs. Labs find cures. " * 8]
    longer = ["We fund labs and labs find cures and cures help the sick and the sick go home. " * 4]
    harder = ["Appropriations for biomedical experimentation demonstrate multidimensional utility. " * 6]
    assert grade(easy) < grade(longer) < grade(harder)
    assert grade(easy) < 3
    assert grade(["Too short to say."]) == 0


def test_a_known_text_has_its_known_grade() -> None:
    # Flesch and Kincaid's formula by hand: 39 words in 3 sentences, 42 syllables.
    text = "The cat sat on the mat and then it ran to the garden. " * 3
    assert grade([text]) == pytest.approx(0.39 * 39 / 3 + 11.8 * 42 / 39 - 15.59, abs=0.01)


def test_the_hardest_sentence_comes_first() -> None:
    index, sentence = next(hardest(["It pays.", "Appropriations demonstrate multidimensional utility. It pays."]))
    assert (index, sentence) == (1, "Appropriations demonstrate multidimensional utility.")
