"""The table of figures: what uses each, and which needs somebody first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.document.receipt import Part, Receipt, UsedFact
from generator.records.fact_table import Figure, Urgency, figures
from generator.records.history import Release
from generator.records.ledger import Mention
from generator.store.library import Library, read_library
from tests.store.factories import fact, point, topic, write_workspace

TODAY = date(2026, 11, 24)
SOUND = {"as_of": "2026-03", "locator": "page 1", "review_by": "2027-11-24"}


def library(root: Path, **facts: dict[str, str]) -> Library:
    made = {name: fact(**{**SOUND, **fields}) for name, fields in facts.items()}
    said = {f"on-{name}": point(full=f"{{{{ {name} }}}} jobs.") for name in facts if name != "unused"}
    for name, fields in facts.items():
        if fields.get("note") == "internal":
            said[f"on-{name}"] = point(kind="caution", lead="Do not say it.", full=f"{{{{ {name} }}}} jobs.")
    return read_library(write_workspace(root, topics={"nih": topic(facts=made, points=said)}))


def table(found: Library, releases: tuple[Release, ...] = ()) -> list[Figure]:
    return figures(found, {}, releases, TODAY)


def test_what_needs_somebody_first_comes_first(tmp_path: Path) -> None:
    found = library(
        tmp_path,
        fine={},
        unused={},
        soon={"review_by": "2026-12-24"},
        bare={"as_of": None, "locator": None},
        late={"review_by": "2026-11-23"},
        later={"review_by": "2025-01-01"},
        wrong={"status": "disputed"},
        warned={"status": "disputed", "note": "internal"},
    )
    rows = [(f.fact.id, f.urgency, f.attention) for f in table(found)]
    assert rows == [
        ("wrong", Urgency.UNSOUND, "disputed, and in 1 point for others"),
        ("later", Urgency.OVERDUE, "review was due 2025-01-01"),
        ("late", Urgency.OVERDUE, "review was due 2026-11-23"),
        ("bare", Urgency.INCOMPLETE, "no as-of date and no place in its source"),
        ("soon", Urgency.SOON, "review is due 2026-12-24"),
        ("unused", Urgency.UNUSED, "used nowhere"),
        ("fine", Urgency.NONE, ""),
        ("warned", Urgency.NONE, "disputed; in internal points"),
    ]


def test_among_equals_what_was_sent_out_comes_first(tmp_path: Path) -> None:
    found = library(tmp_path, late={"review_by": "2026-11-23"}, later={"review_by": "2025-01-01"})
    receipt = Receipt(
        "ABCD-1234", "T", "nih", "press", "public", "example", TODAY, "onepager",
        Part("p"), Part("c"),
        facts=(UsedFact("nih/late@FY1"),),
    )  # fmt: skip
    release = Release("ABCD-1234", "a.pdf", "0", "Globe", TODAY, "", receipt)
    assert [f.fact.id for f in table(found, (release,))] == ["late", "later"]
    assert table(found, (release,))[0].releases == (release,)


def test_it_counts_texts_charts_and_hearings_as_use(tmp_path: Path) -> None:
    facts = {
        "text": fact(**SOUND),
        "chart": fact(value=None, series={"FY1": "1", "FY2": "2"}, **SOUND),
        "heard": fact(**SOUND),
    }
    charts = {"c": {"kind": "columns", "finding": "It rises", "series": "chart"}}
    whole = topic(facts=facts, bottom_line="{{ text }} jobs.", charts=charts)
    hearing = {
        "title": "H", "committee": "C", "date": "2026-12-03 10:00 America/New_York", "topics": ["nih"],
        "purpose": "Why {{ nih/heard }}?",
    }  # fmt: skip
    found = read_library(write_workspace(tmp_path, topics={"nih": whole}, hearings={"h": hearing}))
    used = {f.fact.id: f.texts for f in table(found)}
    assert used == {"text": ("nih: bottom_line",), "chart": ("nih: chart c",), "heard": ("hearing h",)}


def test_documents_come_from_the_ledger_and_the_age_from_the_end_of_the_as_of_date(tmp_path: Path) -> None:
    found = library(tmp_path, jobs={"as_of": "2026-10"})
    mention = Mention("ABCD-1234", "nih", "press", "example", TODAY)
    [figure] = figures(found, {"nih/jobs": [mention]}, (), TODAY)
    assert figure.documents == (mention,)
    assert figure.age_days == 24
    [ahead] = figures(library(tmp_path, jobs={"as_of": "2027"}), {}, (), TODAY)
    assert ahead.age_days == 0
