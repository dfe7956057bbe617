"""With any rule or guard disabled, some test goes red: see `tests/mutations.py`."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from generator.checks import RULES
from generator.checks.gate import CODES
from tests.mutations import MUTATIONS, Mutation


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: m.name)
def test_what_is_disabled_is_noticed(mutation: Mutation) -> None:
    assert mutation.noticed() > 0


def test_every_rule_and_every_refusal_of_the_gate_has_its_mutation() -> None:
    names = {m.name for m in MUTATIONS}
    assert {f"rule {code}" for code in RULES} | {f"gate {code}" for code in CODES} <= names
    assert len(names) == len(MUTATIONS)


def test_a_mutation_that_changes_nothing_would_be_seen() -> None:
    assert Mutation("nothing", nullcontext, MUTATIONS[0].tests).noticed() == 0
