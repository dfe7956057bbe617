"""A document keeps its page limit: words go before type does, and nothing is cut off."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.document.draft import Draft
from generator.document.inlines import plain
from generator.layout.fit import DoesNotFit, Fitted, fit
from generator.layout.fonts import text_width
from generator.layout.laid_out import DrawFigure, DrawLine, DrawRect, LaidOut
from generator.layout.lay_out import lines_of
from tests.layout.drafts import one_pager, random_draft, theme, variant

LOOK = theme()
LONG = " ".join(["Grants support jobs in every state and in every city that has a laboratory."] * 4)
SHORT = "Grants support jobs."


def kept(fitted: Fitted) -> dict[int, int]:
    return {key: taken for key, taken in fitted.choice.items() if taken is not None}


def said(fitted: Fitted) -> list[str]:
    return [step.said for step in fitted.steps]


def points(number: int, **more: bool) -> tuple:
    return tuple(variant(i, i + 1, {"full": LONG, "short": SHORT}, **more) for i in range(number))


def test_what_fits_stays_as_preferred() -> None:
    fitted = fit(one_pager(points(3)), LOOK)
    assert kept(fitted) == {0: 0, 1: 0, 2: 0}


def test_the_least_important_points_are_shortened_first() -> None:
    fitted = fit(one_pager(points(11)), LOOK)
    taken = [fitted.choice[k] for k in range(11)]
    assert taken == sorted(taken, key=lambda t: t == 1)
    assert taken[0] == 0
    assert taken[-1] == 1
    assert any("short wording of ‘Point 10’ (priority 11)" in d for d in said(fitted))


def test_then_points_are_left_out_the_least_important_first_and_it_says_by_how_much() -> None:
    fitted = fit(one_pager(tuple(variant(i, 1 + i // 5, {"full": LONG}) for i in range(20))), LOOK)
    out = [k for k in range(20) if fitted.choice[k] is None]
    assert out == list(range(min(out), 20))
    assert any(d.startswith("left out ‘Point 19’ (priority 4): ") and d.endswith("over") for d in said(fitted))


def test_type_shrinks_only_when_words_cannot_go() -> None:
    optional = fit(one_pager(points(20)), LOOK)
    assert optional.density.size >= 0
    required = tuple(variant(i, 1, {"full": LONG}, required=True) for i in range(12))
    assert fit(one_pager(required), LOOK).density.size < 0


def test_required_content_that_cannot_fit_is_an_error_that_says_what_to_do() -> None:
    required = tuple(variant(i, 1 + i // 9, {"full": LONG}, required=True) for i in range(30))
    with pytest.raises(DoesNotFit, match=r"lines too long for one page with everything") as error:
        fit(one_pager(required), LOOK)
    assert error.value.over > 20
    assert error.value.removable[0] == "Point 29"


def test_a_group_keeps_its_least_number() -> None:
    many = tuple(variant(i, 1, {"full": LONG}, required=True) for i in range(8))
    group = tuple(variant(10 + i, 9, {"full": LONG}, group=1, at_least=2) for i in range(6))
    fitted = fit(one_pager((*many, *group)), LOOK)
    assert sum(1 for k in range(10, 16) if fitted.choice[k] is not None) >= 2


def test_extra_points_come_in_only_when_there_is_room() -> None:
    extra = variant(90, 9, {"full": SHORT}, extra=True)
    assert fit(one_pager((*points(2), extra)), LOOK).choice[90] == 0
    assert fit(one_pager((*points(30), extra)), LOOK).choice[90] is None


def test_a_short_document_is_spread_within_the_bounds() -> None:
    fitted = fit(one_pager(points(4)), LOOK)
    assert fitted.density.air > 1
    assert fitted.laid.fill <= 0.975


def test_a_limit_on_words_counts_too() -> None:
    fitted = fit(one_pager(tuple(variant(i, i + 1, {"full": LONG}) for i in range(5)), words=150), LOOK)
    assert sum(1 for t in fitted.choice.values() if t is not None) == 150 // len(LONG.split())
    assert any("words over" in d for d in said(fitted))


def test_headings_without_a_text_disappear() -> None:
    shown = fit(one_pager(()), LOOK).laid.document
    assert "Why it matters" not in [plain(b.content) for b in shown.blocks if hasattr(b, "content")]


def test_the_same_draft_gives_the_same_result() -> None:
    assert fit(random_draft(7), theme()).laid.document == fit(random_draft(7), theme()).laid.document


def assert_inside(laid: LaidOut) -> None:
    """Nothing stands outside the page's frame."""
    frame = laid.frame
    for page in laid.pages:
        for draw in page.draws:
            match draw:
                case DrawLine():
                    width = sum(text_width(r.text, r.face, r.size, r.tracking) for r in draw.runs)
                    assert frame.left - 0.1 <= draw.x
                    assert draw.x + width <= frame.width - frame.right + 0.1
                    assert frame.height - frame.head_top >= draw.baseline >= frame.foot_bottom
                case DrawRect():
                    assert draw.x >= frame.left - 0.1
                    assert draw.x + draw.width <= frame.width - frame.right + 0.1
                case DrawFigure():
                    assert draw.y >= frame.foot_bottom


def assert_sound(draft: Draft, fitted: Fitted) -> None:
    """Limits held, everything inside the page, every chosen word there, type not under its least."""
    laid = fitted.laid
    assert 1 <= len(laid.pages) <= draft.pages
    assert_inside(laid)
    words = "".join("".join(r.text for r in para.runs) for para, _ in lines_of(laid.flow))
    drawn = "".join("".join(r.text for r in line.runs) for _, lines in lines_of(laid.flow) for line in lines)
    assert "".join(drawn.split()) == "".join(words.split())
    for variant_ in draft.variants():
        taken = fitted.choice[variant_.key]
        if taken is not None:
            element = variant_.options[taken].element
            assert "".join(plain(element.content).split()) in "".join(drawn.split())  # type: ignore[union-attr]
    assert min(r.size for para, _ in lines_of(laid.flow) for r in para.runs if not r.rise) >= 7.5


@pytest.mark.slow
def test_generated_drafts_are_sound() -> None:
    tried = fitted_ones = 0
    for seed in range(300):
        draft = random_draft(seed)
        tried += 1
        try:
            fitted = fit(draft, LOOK)
        except DoesNotFit:
            continue
        fitted_ones += 1
        assert_sound(draft, fitted)
    assert tried == 300
    assert fitted_ones > 200


def test_soundness_can_fail() -> None:
    draft = random_draft(3)
    fitted = fit(draft, LOOK)
    with pytest.raises(AssertionError):
        assert_sound(replace(draft, pages=0), fitted)
