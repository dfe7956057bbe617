"""Any limit of pages that holds the least that may be said is met, and no more pages are made than the text needs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.document.choose import choose
from generator.document.draft import Draft
from generator.layout.fit import SMALLER, TIGHTER, DoesNotFit, Fitted, fit
from generator.layout.lay_out import lay_out
from generator.layout.paginate import chunks
from generator.layout.sizes import Sizes
from generator.layout.theme import NORMAL, Density, styles_at
from tests.layout.drafts import one_pager, random_draft, theme, variant

LOOK = theme()
LONG = " ".join(["Grants support jobs in every state and in every city that has a laboratory."] * 4)
SHORT = "Grants support jobs."
LIMITS = (1, 2, 3, 9)
SENTENCE = "Grants support jobs in every state and in every city that has a laboratory."


def pages_of(draft: Draft, choice: dict[int, int | None], density: Density) -> int:
    """Laid out for good; 99 if a piece of it is higher than a page."""
    laid = lay_out(choose(draft, choice), styles_at(LOOK, draft.scale, density))
    body = laid.frame.body_bottom - laid.frame.body_top
    return len(laid.pages) if all(chunk.height <= body for chunk in chunks(laid.flow)) else 99


def least(draft: Draft, density: Density) -> dict[int, int | None]:
    """The least that may be said: every point at its shortest, and only those that must stay, the most important."""
    sizes = Sizes(draft, LOOK, LOOK.frame())
    choice: dict[int, int | None] = {}
    for one in draft.variants():
        at = [sizes.height((one.key, 0, i), option.element, density) for i, option in enumerate(one.options)]
        choice[one.key] = None if one.extra else at.index(min(at))
    for one in sorted(draft.variants(), key=lambda v: (-v.priority, -v.key)):
        stay = sum(1 for v in draft.variants() if v.group == one.group and choice[v.key] is not None)
        if choice[one.key] is not None and not one.required and stay > one.at_least:
            choice[one.key] = None
    return choice


def fewest(draft: Draft) -> int:
    """The pages that the least takes, however small it is set."""
    return min(pages_of(draft, least(draft, d), d) for d in (NORMAL, *TIGHTER, *SMALLER))


def needed(draft: Draft, fitted: Fitted) -> int:
    """The pages that the chosen text takes in type of normal size (smaller if it had to be), with all space closed."""
    plain = (fitted.density,) if fitted.density.size < 0 else (NORMAL, *TIGHTER)
    return min(pages_of(draft, dict(fitted.choice), d) for d in plain)


def assert_least_pages(draft: Draft) -> None:
    """For every limit: met if the least meets it, and with the least number of pages that the chosen text needs."""
    smallest = fewest(draft)
    for limit in LIMITS:
        wanted = replace(draft, pages=limit)
        try:
            fitted = fit(wanted, LOOK)
        except DoesNotFit:
            assert smallest > limit
            continue
        assert len(fitted.laid.pages) == needed(wanted, fitted) <= limit


def memo(lines: int) -> Draft:
    """A draft of required points, about so many lines long."""
    return one_pager(tuple(variant(i, 1, {"full": SENTENCE}, required=True) for i in range(lines)))


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("points", [30, 34, 35, 36, 37, 38, 39, 40, 44, 60])
def test_a_memo_a_little_longer_than_a_page_is_made_for_every_limit(points: int, limit: int) -> None:
    draft = replace(memo(points), pages=limit)
    if fewest(draft) <= limit:
        fitted = fit(draft, LOOK)
        assert len(fitted.laid.pages) == needed(draft, fitted)
        assert len(fitted.laid.pages) <= pages_of(draft, dict(fitted.choice), NORMAL)


@pytest.mark.parametrize("limit", LIMITS)
def test_growing_opens_no_page(limit: int) -> None:
    more = tuple(variant(50 + i, 5, {"full": LONG, "short": SHORT}, extra=True) for i in range(30))
    short = tuple(variant(i, 1, {"short": SHORT, "full": LONG}) for i in range(8))
    draft = replace(one_pager((*short, *more)), pages=limit)
    asked = {v.key: None if v.extra else 0 for v in draft.variants()}
    assert len(fit(draft, LOOK).laid.pages) == pages_of(draft, asked, NORMAL) == 1


def test_points_that_may_go_make_way_for_one_that_must_stay_even_if_they_matter_more() -> None:
    required = variant(0, 1, {"full": " ".join([SENTENCE] * 22)}, required=True)
    long = variant(1, 2, {"full": " ".join([SENTENCE] * 22)}, at_least=1)
    short = variant(2, 9, {"full": SHORT}, at_least=1)
    fitted = fit(one_pager((required, long, short)), LOOK)
    assert fitted.choice[2] == 0


def test_a_text_higher_than_a_page_is_refused_whatever_the_limit() -> None:
    endless = variant(0, 1, {"full": " ".join([SENTENCE] * 120)}, required=True)
    for limit in LIMITS:
        with pytest.raises(DoesNotFit):
            fit(replace(one_pager((endless, *memo(30).variants())), pages=limit), LOOK)


def test_what_is_too_long_is_told_by_its_size() -> None:
    long = variant(7, 1, {"full": " ".join([SENTENCE] * 60)}, required=True)
    with pytest.raises(DoesNotFit) as error:
        fit(one_pager((*memo(3).variants(), long)), LOOK)
    first, second = error.value.longest[:2]
    assert len(first.text) > 60 * len(SENTENCE)
    assert first.lines > 4 * second.lines
    assert error.value.over >= 5


def test_too_many_words_are_told_in_words() -> None:
    with pytest.raises(DoesNotFit, match="words too long for 40 words with everything that must stay") as error:
        fit(replace(memo(10), words=40), LOOK)
    assert error.value.limit == "at_most_words:"


@pytest.mark.slow
def test_generated_drafts_take_the_least_number_of_pages() -> None:
    for seed in range(150):
        assert_least_pages(random_draft(seed))


@pytest.mark.parametrize("seed", range(12))
def test_some_generated_drafts_take_the_least_number_of_pages(seed: int) -> None:
    assert_least_pages(random_draft(seed))
