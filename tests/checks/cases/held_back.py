"""TP52x: figures that are as secret as what states them."""

from __future__ import annotations

from typing import Any

from tests.checks.workspace import FLYER, Case
from tests.store.factories import fact, point, topic

NUMBERS = {"flyer": FLYER + '\n::: stats\n{{ facts("headline") }}\n:::\n'}
SECRET = {"pays": point(), "not": point(kind="caution", full="Never say {{ jobs }}.")}
CHART = {"costs": {"kind": "bars", "finding": "It rises", "facts": {"Then": "jobs", "Now": "jobs"}}}


def embargoed(until: str, **texts: Any) -> dict[str, Any]:
    facts = {"jobs": fact(embargo=until)}
    return {"topics": {"nih": topic(facts=facts, **texts)}}


def shown(points: dict[str, Any], charts: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    return {"topics": {"nih": topic(facts={"jobs": fact(**fields)}, points=points, charts=charts or {})}}


CASES = [
    Case("TP521", "the ask of a topic", 1, embargoed("2026-12-03 10:00 ET", ask="Fund {{ jobs }} jobs.")),
    Case("TP521", "its embargo has ended", 0, embargoed("2026-11-03 10:00 ET", ask="Fund {{ jobs }} jobs.")),
    Case(
        "TP521", "a point waits", 0, embargoed("2026-12-03 10:00 ET", points={"pays": point(full="It is {{ jobs }}.")})
    ),
    Case("TP522", "a big number", 1, shown(SECRET, tags=["headline"]), NUMBERS),
    Case("TP522", "a bar of a chart", 1, shown(SECRET, CHART)),
    Case("TP522", "it says that it is public", 0, shown(SECRET, CHART, clearance="public")),
    Case("TP522", "nothing shows it", 0, shown(SECRET)),
    Case(
        "TP522",
        "an embargo ends",
        0,
        shown({"pays": point(full="It is {{ jobs }}.", embargo="2026-12-03 10:00 ET")}, CHART),
    ),
]
