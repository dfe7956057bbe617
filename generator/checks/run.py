"""Runs the rules over what there is to look at: gives every finding its severity and leaves out what is silenced."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.checks.passages import identity
from generator.checks.rule import RULES, Finding, Rule
from generator.checks.subjects import Subjects
from generator.errors import Problem
from generator.store.schema import Clearance
from generator.store.settings import Gravity

_LAST = "TP002"  # looks at what the others left unused


def run(subjects: Subjects, codes: Iterable[str] = ()) -> list[Problem]:
    """Every problem that the rules find, or those with `codes` only, by file, line and column."""
    wanted = set(codes) or set(RULES)
    found: list[tuple[Rule, Finding, Problem]] = []
    for rule in sorted(RULES.values(), key=lambda r: (r.code == _LAST, r.code)):
        if rule.code in wanted:
            found.extend(_problems(subjects, rule))
    taken = {(f.replaces, p.mark) for _, f, p in found if f.replaces}
    grave = {(p.code, p.mark) for _, _, p in found if p.severity == "error"}
    kept = [
        replace(p, severity="error") if (f.replaces, p.mark) in grave else p
        for _, f, p in found
        if (p.code, p.mark) not in taken
    ]
    return sorted(dict.fromkeys(kept), key=lambda p: (p.mark, p.code, p.what))


def _problems(subjects: Subjects, rule: Rule) -> Iterator[tuple[Rule, Finding, Problem]]:
    settings = subjects.library.settings.rules
    if all(rule.gravity(c, settings) == "off" for c in Clearance):
        return
    for finding in rule.look(subjects):
        if silenced(subjects, rule, finding):
            continue
        gravity = rule.gravity(finding.clearance, settings)
        if gravity != "off":
            yield rule, finding, as_problem(rule, finding, gravity)


def as_problem(rule: Rule, finding: Finding, gravity: Gravity) -> Problem:
    severity = "warning" if gravity == "warning" or finding.mild else "error"
    return Problem(finding.mark, finding.what, finding.mend, finding.why, severity, rule.code)  # type: ignore[arg-type]


def silenced(subjects: Subjects, rule: Rule, finding: Finding) -> bool:
    """Whether a silence stands beside the thing a finding is about; notes that it was needed."""
    owner = finding.owner
    if owner is None or rule.code not in getattr(owner, "silence", {}):
        return False
    subjects.needed_silences.add((identity(owner), rule.code))
    return True
