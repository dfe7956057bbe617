"""How grave a finding is, what silences it, and in which order findings come."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator import checks
from generator.errors import ContentError
from generator.store.library import read_library
from generator.store.schema import Clearance
from tests.checks.workspace import Case, told
from tests.store.factories import fact, point, source, topic, write_workspace


def typed(clearance: str, settings: dict[str, Any] | None = None, **fields: Any) -> Case:
    """A point with a typed figure."""
    said = {"one": point(full="Deaths fell by 3 percent.", clearance=clearance, **fields)}
    parts: dict[str, Any] = {"topics": {"nih": topic(points=said)}}
    return Case("TP301", "", 1, parts if settings is None else {**parts, "settings": settings})


def gravities(case: Case, folder: Path) -> list[str]:
    return [p.severity for p in checks.run(case.subjects(folder), ["TP301"])]


@pytest.mark.parametrize(
    ("clearance", "severity"), [("public", "error"), ("congress", "warning"), ("office", "warning")]
)
def test_a_finding_is_as_grave_as_its_readers_make_it(clearance: str, severity: str, tmp_path: Path) -> None:
    assert gravities(typed(clearance), tmp_path) == [severity]


@pytest.mark.parametrize(
    ("rules", "clearance", "found"),
    [
        ({"TP301": "warning"}, "public", ["warning"]),
        ({"TP301": "error"}, "office", ["error"]),
        ({"TP301": "off"}, "public", []),
        ({"TP301": {"public": "warning"}}, "public", ["warning"]),
        ({"TP301": {"office": "off"}}, "office", []),
        ({"TP301": {"office": "off"}}, "public", ["error"]),
    ],
)
def test_an_office_sets_it_for_all_readers_or_for_some(
    rules: dict[str, Any], clearance: str, found: list[str], tmp_path: Path
) -> None:
    assert gravities(typed(clearance, {"rules": rules}), tmp_path) == found


@pytest.mark.parametrize(
    "settings", ["rules:\n  TP301: wrong\n", "rules:\n  TP301: {nobody: off}\n", "rules: [TP301]\n"]
)
def test_settings_that_say_something_else_are_refused(settings: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        read_library(write_workspace(tmp_path, settings=settings))
    assert caught.value.problems[0].mark.file == "onepager.yaml"


def test_a_silence_beside_a_point_hides_the_finding_there_alone(tmp_path: Path) -> None:
    said = {
        "one": point(full="Deaths fell by 3 percent.", silence={"TP301": "agreed with the committee"}),
        "two": point(full="Costs fell by 4 percent."),
    }
    case = Case("TP301", "", 1, {"topics": {"nih": topic(points=said)}})
    assert [p.what for p in checks.run(case.subjects(tmp_path), ["TP301"])] == ["no fact stands behind “4 percent”"]


def test_silences_count_beside_facts_sources_and_topics(tmp_path: Path) -> None:
    parts = {
        "sources": {"report": source(url="www.x.gov", silence={"TP401": "typed so in print", "TP402": "a book"})},
        "topics": {
            "nih": topic(
                bottom_line="It took 40 years.",
                silence={"TP301": "a figure of speech"},
                facts={"jobs": fact(silence={"TP102": "one page", "TP103": "undated", "TP110": "for later"})},
            )
        },
    }
    assert checks.run(Case("", "", 0, parts).subjects(tmp_path)) == []


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_silence_without_a_reason_is_refused(reason: str, tmp_path: Path) -> None:
    said = {"one": point(silence={"TP301": reason})}
    with pytest.raises(ContentError, match="is empty"):
        read_library(write_workspace(tmp_path, topics={"nih": topic(points=said)}))


def test_a_number_that_is_a_fact_is_reported_once_and_as_gravely(tmp_path: Path) -> None:
    said = {"one": point(full="It supported 407,782 jobs in 12 towns.")}
    parts = {"topics": {"nih": topic(points=said)}, "settings": {"rules": {"TP205": "warning"}}}
    found = checks.run(Case("", "", 0, parts).subjects(tmp_path), ["TP205", "TP301"])
    assert [(p.code, p.severity) for p in found] == [("TP205", "error"), ("TP301", "error")]


def test_a_number_with_more_digits_than_a_decimal_is_reported_like_any_other(tmp_path: Path) -> None:
    said = {"one": point(full=f"It supported {'7' * 40} jobs.")}
    found = checks.run(Case("", "", 0, {"topics": {"nih": topic(points=said)}}).subjects(tmp_path), ["TP301"])
    assert [p.what for p in found] == [f"no fact stands behind “{'7' * 40}”"]


def test_with_the_sharper_rule_off_the_number_is_still_reported(tmp_path: Path) -> None:
    said = {"one": point(full="It supported 407,782 jobs.")}
    parts = {"topics": {"nih": topic(points=said)}, "settings": {"rules": {"TP205": "off"}}}
    found = checks.run(Case("", "", 0, parts).subjects(tmp_path), ["TP205", "TP301"])
    assert [p.code for p in found] == ["TP301"]


def test_findings_come_by_file_line_and_column_and_each_once(tmp_path: Path) -> None:
    said = {n: point(full=f"Deaths fell by {i} percent, and {i} of them.") for i, n in enumerate("abc", 2)}
    subjects = Case("", "", 0, {"topics": {"z": topic(points=said), "a": topic(points=said)}}).subjects(tmp_path)
    found = checks.run(subjects, ["TP301"])
    assert [p.mark for p in found] == sorted(p.mark for p in found)
    assert len({told(p) for p in found}) == len(found) == 12
    assert found == checks.run(subjects, ["TP301"])


def test_every_rule_says_how_grave_it_is_for_whom() -> None:
    for code, rule in checks.RULES.items():
        assert rule.code == code
        assert set(rule.gravities) == set(Clearance)
        # Nothing is graver inside the office than in public.
        order = ["off", "warning", "error"]
        grave = [order.index(rule.gravities[c]) for c in Clearance]
        assert grave == sorted(grave, reverse=True), code


def test_names_of_rules_are_unique() -> None:
    names = [rule.name for rule in checks.RULES.values()]
    assert len(set(names)) == len(names)
