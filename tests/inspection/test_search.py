"""Many strings in one text, in one pass."""

from __future__ import annotations

import random

import pytest

from generator.inspection.fold import BARRIER, PAGE, squeeze
from generator.inspection.fragments import Fragments, Run
from generator.inspection.search import LARGEST_FURNITURE, LARGEST_GAP, Found, Patterns, Searcher, _follow

SENTENCE = squeeze("the member will trade the amendment for a vote")
GAPPED = (squeeze("the member will trade"), squeeze("amendments for a vote in"), squeeze("weeks"))


def found(text: str, *patterns: tuple[str, ...]) -> list[tuple[int, int, int]]:
    return sorted(set(Searcher(Patterns(patterns or [(SENTENCE,)])).search(text)))


@pytest.mark.parametrize("before", range(7))
def test_it_is_found_wherever_it_begins(before: int) -> None:
    text = "x" * before + SENTENCE + "y"
    assert found(text) == [(0, before, before + len(SENTENCE))]


def test_every_occurrence_is_found() -> None:
    assert len(found(SENTENCE + "and" + SENTENCE)) == 2


@pytest.mark.parametrize("length", range(12, 60))
def test_every_length_is_found(length: int) -> None:
    pattern = "".join(random.Random(length).choices("abcdefghijklmnop", k=length))
    assert found(f"zz{pattern}zz", (pattern,)) == [(0, 2, 2 + length)]


@pytest.mark.parametrize(
    "text",
    [
        SENTENCE[:-1],
        SENTENCE[1:],
        SENTENCE.replace(squeeze("amendment"), squeeze("amendments")),
        SENTENCE.replace(squeeze("will"), squeeze("may")),
        SENTENCE[:20] + BARRIER + SENTENCE[20:],
        SENTENCE[:20] + "1234" + SENTENCE[20:],
        SENTENCE[:20] + PAGE + "x" * (LARGEST_FURNITURE + 1) + SENTENCE[20:],
    ],
)
def test_a_near_miss_is_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("at", range(1, len(SENTENCE)))
def test_a_note_number_or_a_change_of_page_does_not_hide_it(at: int) -> None:
    assert found(SENTENCE[:at] + "12" + SENTENCE[at:])
    assert found(f"{SENTENCE[:at]}page1of2{PAGE}repjaneqexample{SENTENCE[at:]}")


@pytest.mark.parametrize("at", range(1, len(SENTENCE)))
def test_digits_for_letters_do_not_hide_it_and_a_note_number_is_still_one(at: int) -> None:
    in_digits = SENTENCE.replace("l", "1").replace("o", "0")
    assert found(in_digits[:at] + SENTENCE[at:]) == [(0, 0, len(SENTENCE))]
    assert found(SENTENCE[:at] + in_digits[at:]) == [(0, 0, len(SENTENCE))]
    assert found(SENTENCE[:at] + "10" + SENTENCE[at:]) == [(0, 0, len(SENTENCE) + 2)]


def test_patterns_and_parts_of_texts_are_found_in_one_pass_as_each_alone() -> None:
    told = "we told the chair that a vote is off until the fall of next year"
    words = [squeeze(word) for word in told.split()]
    patterns, fragments = Patterns([(SENTENCE,)]), Fragments([words], 8)
    text = f"{SENTENCE}and{''.join(words[2:12])}and{SENTENCE}"
    each = {*Searcher(patterns).search(text), *Searcher(fragments).search(text)}
    assert {type(found) for found in each} == {Found, Run}
    assert set(Searcher(patterns, fragments).search(text)) == each


def test_what_nothing_interrupts_is_met_at_its_end() -> None:
    refs = [(squeeze(f"a-topic-of-many-points/the-{n}th-point-of-them"),) for n in "abcdefgh"]
    for text in (ref for (ref,) in refs):
        assert set(Searcher(Patterns(refs, unbroken=set(refs))).search(text)) == set(
            Searcher(Patterns(refs)).search(text)
        )


def test_figures_may_differ_in_a_gap() -> None:
    for figures in (("", ""), ("3", "2"), ("fortyseventhousand", "2.5")):
        text = "x".join((GAPPED[0] + figures[0] + GAPPED[1] + figures[1] + GAPPED[2], "rest"))
        assert found(text, GAPPED)


def test_a_gap_has_a_limit_and_nothing_stands_apart_in_it() -> None:
    assert not found(GAPPED[0] + "9" * (LARGEST_GAP + 1) + GAPPED[1] + GAPPED[2], GAPPED)
    assert not found(GAPPED[0] + BARRIER + GAPPED[1] + GAPPED[2], GAPPED)
    assert not found(GAPPED[0] + GAPPED[1], GAPPED)


def test_many_patterns_are_found_as_one_by_one() -> None:
    """Against the simplest search there is, over words of few letters, so that patterns overlap and share windows."""
    chance = random.Random(7)
    words = ["".join(chance.choices("abc", k=chance.randint(1, 6))) for _ in range(30)]
    patterns = list({("".join(chance.choices(words, k=8)),) for _ in range(400)})
    patterns = [p for p in patterns if len(p[0]) >= 12]
    text = "".join(chance.choices(words, k=3000)) + "".join(p[0] for p in patterns[::7])
    expected = {n for n, (p,) in enumerate(patterns) if p in text}
    assert len(expected) > 20
    assert {f.pattern for f in Searcher(Patterns(patterns)).search(text)} == expected


def test_patterns_that_begin_alike_do_not_share_one_anchor() -> None:
    """Each place where it stands would be compared with all of them."""
    alike = [(squeeze(f"the committee will meet again on the matter of the {n} th amendment"),) for n in range(300)]
    crowd = max(len(anchors) for anchors in Patterns(alike).anchors.values())
    assert crowd < 200


def _damaged(text: str, chance: random.Random) -> str:
    """A text with something between its letters here and there."""
    for _ in range(chance.randint(0, 3)):
        at = chance.randrange(len(text) + 1)
        between = chance.choice(("3", "12", "1234", PAGE, f"12{PAGE}head", BARRIER, "th", "t", "x" * 150))
        text = text[:at] + between + text[at:]
    return text


@pytest.mark.slow
def test_nothing_is_missed_that_a_search_at_every_place_finds() -> None:
    """Patterns of few letters, which overlap and share anchors, with gaps; in whole texts and damaged ones."""
    chance = random.Random(11)
    words = ["".join(chance.choices("aeth", k=chance.randint(2, 7))) for _ in range(12)]
    literals = ["".join(chance.choices(words, k=chance.randint(4, 20))) for _ in range(60)]
    literals = [literal for literal in literals if len(literal) >= 12]
    patterns = [tuple(chance.choices(literals, k=chance.randint(1, 3))) for _ in range(80)]
    lines = ["".join(chance.choices(words, k=chance.randint(1, 60))) for _ in range(40)] + literals + ["b" * 250]
    texts = ["".join(chance.choices(lines, k=chance.randint(1, 12))) for _ in range(40)]
    searched = Searcher(Patterns(patterns))
    met = 0
    for text in texts:
        found = {f.pattern for f in searched.search(text)}
        assert found >= {n for n, p in enumerate(patterns) for at in range(len(text)) if _follow(text, at, p) >= 0}
        met += len(found)
    for text in (_damaged(t, chance) for t in texts):
        found = {f.pattern for f in searched.search(text)}
        assert found >= {n for n, p in enumerate(patterns) if len(p) == 1 and p[0] in text}
        met += len(found)
    assert met > 80
