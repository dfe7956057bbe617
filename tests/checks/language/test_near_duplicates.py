"""Nearly the same texts among many."""

from __future__ import annotations

import random

from generator.checks.language.near_duplicates import THRESHOLD, near_duplicates, words

WORDS = [f"word{n}" for n in range(400)]


def made(count: int, seed: int = 1) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=chance.randint(10, 40))) for _ in range(count)]


def slowly(texts: list[str]) -> set[tuple[int, int]]:
    """Each with each."""
    sets = [set(zip(w, w[1:], w[2:], strict=False)) if len(w) >= 8 else set() for w in map(words, texts)]
    return {
        (j, i)
        for i in range(len(sets))
        for j in range(i + 1, len(sets))
        if sets[i] and len(sets[i] & sets[j]) / len(sets[i] | sets[j]) >= THRESHOLD
    }


def test_it_finds_just_what_comparing_each_with_each_finds() -> None:
    texts = made(200)
    chance = random.Random(2)
    for text in texts[:120]:
        changed = text.split()
        for _ in range(chance.randint(0, 4)):
            changed[chance.randrange(len(changed))] = chance.choice(WORDS)
        texts.append(" ".join(changed))
    expected = slowly(texts)
    assert len(expected) > 40
    assert {(later, earlier) for later, earlier, _ in near_duplicates(texts)} == expected


def test_the_order_of_the_result_is_always_the_same() -> None:
    texts = made(50) * 2
    assert list(near_duplicates(texts)) == list(near_duplicates(texts))


def test_marks_and_capitals_do_not_count() -> None:
    one = "Research at home finds the cures that families wait for today."
    other = "research at home finds the cures, that families wait for: TODAY"
    assert [(a, b, s) for a, b, s in near_duplicates([one, other])] == [(1, 0, 1.0)]


def test_short_texts_are_left_alone() -> None:
    assert list(near_duplicates(["Research pays for itself."] * 2)) == []
