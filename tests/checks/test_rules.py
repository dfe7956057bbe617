"""Every rule, in a case it has to find and a case it must not: how often, and to the letter."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from generator.checks import RULES
from tests.checks.messages import CASES, expected, renew
from tests.checks.workspace import Case


@pytest.fixture(scope="module")
def messages(update: bool) -> dict[str, dict[str, list[str]]]:
    """What the rules say, to the letter."""
    if update:
        renew()
    return expected()


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.code} {c.name}")
def test_a_rule_finds_what_is_wrong_and_nothing_else(
    case: Case, tmp_path: Path, messages: dict[str, dict[str, list[str]]]
) -> None:
    found = case.run(tmp_path)
    assert len(found) == case.finds
    assert found == messages.get(case.code, {}).get(case.name, [])


def test_every_rule_has_a_case_that_it_finds_and_one_that_it_does_not() -> None:
    bad, good = (Counter(c.code for c in CASES if bool(c.finds) is finds) for finds in (True, False))
    without = {"TP510"}  # the speller is a program of its own: see test_speller.py
    assert set(bad) | without == set(RULES)
    assert set(good) | without == set(RULES)


def test_the_names_of_the_cases_of_one_rule_differ(messages: dict[str, dict[str, list[str]]]) -> None:
    assert len({(c.code, c.name) for c in CASES}) == len(CASES)
    assert {(code, name) for code, names in messages.items() for name in names} == {
        (c.code, c.name) for c in CASES if c.finds
    }
