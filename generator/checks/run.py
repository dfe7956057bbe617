"""Runs the rules: gives every finding its severity, leaves out what is silenced, and minds the silences themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from generator.checks.rule import RULES, Finding, Rule
from generator.checks.subjects import Material
from generator.errors import Mark, Problem
from generator.store.schema import Clearance, Fact, Model, Point, Source, Topic
from generator.store.settings import Gravity

_LAST = "TP002"  # looks at what the others left unused


def run(material: Material, codes: Iterable[str] = ()) -> list[Problem]:
    """Every problem that the rules find, or those with `codes` only, by file, line and column."""
    wanted = set(codes) or set(RULES)
    found: list[tuple[Rule, Finding, Problem]] = []
    for rule in sorted(RULES.values(), key=lambda r: (r.code == _LAST, r.code)):
        if rule.code in wanted:
            found.extend(_problems(material, rule))
    taken = {(f.replaces, p.mark) for _, f, p in found if f.replaces}
    grave = {(p.code, p.mark) for _, _, p in found if p.severity == "error"}
    kept = [
        replace(p, severity="error") if (f.replaces, p.mark) in grave else p
        for _, f, p in found
        if (p.code, p.mark) not in taken
    ]
    return sorted(dict.fromkeys(kept), key=lambda p: (p.mark, p.code, p.what))


def _problems(material: Material, rule: Rule) -> Iterator[tuple[Rule, Finding, Problem]]:
    settings = material.library.settings.rules
    if all(rule.gravity(c, settings) == "off" for c in Clearance):
        return
    for finding in rule.look(material):
        if silenced(material, rule, finding):
            continue
        gravity = rule.gravity(finding.clearance, settings)
        if gravity != "off":
            yield rule, finding, as_problem(rule, finding, gravity)


def as_problem(rule: Rule, finding: Finding, gravity: Gravity) -> Problem:
    severity = "warning" if gravity == "warning" or finding.mild else "error"
    return Problem(finding.mark, finding.what, finding.mend, finding.why, severity, rule.code)  # type: ignore[arg-type]


def silenced(material: Material, rule: Rule, finding: Finding) -> bool:
    """Whether a silence stands beside the thing a finding is about; notes that it was needed."""
    owner = finding.owner
    if owner is None or rule.code not in getattr(owner, "silence", {}):
        return False
    material.answered.add((_key(owner), rule.code))
    return True


def _key(owner: Model) -> str:
    return f"{type(owner).__name__} {getattr(owner, 'ref', getattr(owner, 'id', ''))}"


def _silent(material: Material) -> Iterator[tuple[Model, str]]:
    """Every silence of the store: the thing it stands beside, and the code."""
    library = material.library
    owners: list[Source | Topic | Fact | Point] = [*library.sources.values(), *library.topics.values()]
    for owner in (*owners, *material.facts, *material.points):
        for code in owner.silence:
            yield owner, code


def unknown_codes(material: Material) -> Iterator[tuple[Mark, str, str]]:
    """Codes in `rules` or beside a thing of the store that no rule has: the place, the code, a hint."""
    settings: Mapping[str, object] = material.library.settings.rules
    places = [(material.library.mark(material.library.settings, "rules", c, key=True), c) for c in settings]
    places += [(material.library.mark(o, "silence", c, key=True), c) for o, c in _silent(material)]
    for mark, code in places:
        if code not in RULES:
            close = get_close_matches(code.upper(), RULES, n=1, cutoff=0.85)
            yield mark, code, f"did you mean {close[0]}?" if close else "docs/rules lists them all"


def idle(material: Material) -> Iterator[tuple[Model, str]]:
    """Silences beside a thing that none of the rules that ran had anything to say of."""
    for owner, code in _silent(material):
        if code in RULES and (_key(owner), code) not in material.answered:
            yield owner, code
