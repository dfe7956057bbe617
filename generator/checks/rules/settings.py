"""TP0xx: the settings of the rules themselves, and the silences beside things of the store."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from generator.checks.passages import identity
from generator.checks.rule import RULES, Finding, rule
from generator.checks.subjects import Subjects
from generator.errors import Mark
from generator.store.schema import Fact, Point, Source, Topic

_FROM_DOCUMENTS = ("TP404", "TP409", "TP507", "TP508", "TP7")  # found in made documents, which are not always looked at


def _silences(subjects: Subjects) -> Iterator[tuple[Source | Topic | Fact | Point, str]]:
    """Every silence of the store: the thing it stands beside, and the code."""
    library = subjects.library
    owners: list[Source | Topic | Fact | Point] = [*library.sources.values(), *library.topics.values()]
    for owner in (*owners, *subjects.facts, *subjects.points):
        for code in owner.silence:
            yield owner, code


@rule("TP001", "unknown-rule", "A setting or a silence names a rule that does not exist.", "error")
def unknown_rule(subjects: Subjects) -> Iterator[Finding]:
    for mark, code in _named_codes(subjects):
        if code not in RULES:
            close = get_close_matches(code.upper(), RULES, n=1, cutoff=0.85)
            hint = f"did you mean {close[0]}?" if close else "docs/rules lists them all"
            yield Finding(mark, f"there is no rule “{code}”", "it sets nothing and silences nothing", hint)


def _named_codes(subjects: Subjects) -> Iterator[tuple[Mark, str]]:
    """Every code that a setting or a silence names, and where."""
    library = subjects.library
    for code in library.settings.rules:
        yield library.mark(library.settings, "rules", code, key=True), code
    for owner, code in _silences(subjects):
        yield library.mark(owner, "silence", code, key=True), code


@rule("TP002", "idle-silence", "A silence stands beside something of which its rule has nothing to say.", "warning")
def idle_silence(subjects: Subjects) -> Iterator[Finding]:
    """Runs after all other rules, which note the silences that hid a finding."""
    for owner, code in _silences(subjects):
        if code not in RULES or (identity(owner), code) in subjects.needed_silences:
            continue
        if code.startswith(_FROM_DOCUMENTS) and not subjects.documents:
            continue
        what = f"{code} finds nothing here that this could silence"
        mark = subjects.library.mark(owner, "silence", code, key=True)
        yield Finding(mark, what, "it would hide the next real finding", "take the line out")
