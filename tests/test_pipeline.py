"""A document made knows what became of every point."""

from __future__ import annotations

from dataclasses import replace

from generator.document.draft import Draft, Variant
from generator.layout.fit import fit
from generator.pipeline import Made, make
from generator.requests import requests
from generator.selection.select import Decision
from tests.layout.drafts import one_pager, theme, variant
from tests.starter import AS_OF, project

LONG = " ".join(["Grants support jobs in every state and in every city that has a laboratory."] * 4)


def made_of(draft: Draft) -> Made:
    """A draft made into a document, for a selection that took all its points."""
    [request] = requests(project(), ("nih-funding",), ("staff",), None, AS_OF)
    made = make(project(), request)
    like = made.selection.decisions[0].point
    decisions = []
    for one in draft.variants():
        topic, _, id_ = one.point.partition("/")
        point = like.model_copy(update={"topic": topic, "id": id_, "title": one.title})
        assert point.ref == one.point
        decisions.append(Decision(point, included=True, reason="selected"))
    return replace(
        made,
        selection=replace(made.selection, decisions=tuple(decisions)),
        draft=draft,
        fitted=fit(draft, theme()),
    )


def titled(one: Variant, title: str) -> Variant:
    return replace(one, title=title)


def test_points_of_one_title_are_left_out_each_for_its_own_reason() -> None:
    points = [variant(i, i + 1, {"full": LONG}) for i in range(18)]
    points[17] = titled(points[17], "Jobs")
    extra = titled(variant(90, 20, {"full": LONG}, extra=True), "Jobs")
    within = titled(variant(91, 21, {"full": LONG}, extra=True), "More ‘Jobs’ and labs")
    draft = one_pager((within, *points, extra))
    why = {d.point.ref: d.reason for d in made_of(draft).outcomes() if not d.included}
    assert why["topic/p17"].startswith("left out ‘Jobs’ (priority 18): ")
    assert why["topic/p90"] == "no room for ‘Jobs’ (priority 20)"
    assert why["topic/p91"] == "no room for ‘More ‘Jobs’ and labs’ (priority 21)"


def test_a_point_that_is_kept_in_one_of_its_places_is_in() -> None:
    kept = variant(0, 1, {"full": LONG}, required=True)
    twice = replace(variant(1, 99, {"full": LONG}, extra=True), point=kept.point, title=kept.title)
    draft = one_pager((kept, *(variant(i, 2, {"full": LONG}, required=True) for i in range(2, 13)), twice))
    made = made_of(draft)
    assert made.fitted.choice[1] is None
    assert all(d.included for d in made.outcomes())
