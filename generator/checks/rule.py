"""What a rule is: a code that never changes its meaning, a name, how grave it is for whom, and a function that looks.

The families are one module each; importing `generator.checks` enters them all here. Codes: TP0xx the rules themselves,
TP1xx facts, TP2xx conflicts, TP3xx unlinked numbers, TP4xx sources, TP5xx points, TP6xx rules packs, TP7xx documents.
Every code has a page in `docs/rules/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import Mark
from generator.store.schema import Clearance, Model
from generator.store.settings import Gravity

if TYPE_CHECKING:
    from generator.checks.subjects import Subjects


@dataclass(frozen=True, slots=True)
class Finding:
    """One place where a rule is broken. `clearance` is that of the readers who would meet it, the most public ones.

    `owner` is the thing of the store beside which a `silence` counts. A `mild` finding is never more than a warning. A
    finding that `replaces` another code stands for the finding of that code at the same place.
    """

    mark: Mark
    what: str
    why: str = ""
    mend: str = ""
    clearance: Clearance = Clearance.PUBLIC
    owner: Model | None = None
    mild: bool = False
    replaces: str = ""


Look = Callable[["Subjects"], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it is registered; `gravities` hold unless `onepager.yaml` says otherwise."""

    code: str
    name: str
    summary: str
    gravities: Mapping[Clearance, Gravity]
    look: Look

    def gravity(self, clearance: Clearance, settings: Mapping[str, Mapping[Clearance, Gravity]]) -> Gravity:
        """How grave a finding is for readers of `clearance`."""
        return settings.get(self.code, {}).get(clearance, self.gravities[clearance])


RULES: dict[str, Rule] = {}
"""Every rule by its code, once `generator.checks` is imported."""


def rule(code: str, name: str, summary: str, *gravities: Gravity) -> Callable[[Look], Look]:
    """Register a function as the rule `code`. Of `gravities` there is one, or one for each clearance, public first."""
    by_clearance = dict(zip(Clearance, gravities * 3 if len(gravities) == 1 else gravities, strict=True))

    def register(look: Look) -> Look:
        assert code not in RULES, f"{code} is registered twice"
        RULES[code] = Rule(code, name, summary, by_clearance, look)
        return look

    return register
