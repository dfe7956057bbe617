"""TP0xx: the settings of the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks import run
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Material

_FROM_DOCUMENTS = ("TP404", "TP507", "TP508", "TP7")  # found in made documents, which are not always looked at


@rule("TP001", "unknown-rule", "A setting or a silence names a rule that does not exist.", "error")
def unknown_rule(material: Material) -> Iterator[Finding]:
    for mark, code, hint in run.unknown_codes(material):
        yield Finding(mark, f"there is no rule “{code}”", "it sets nothing and silences nothing", hint)


@rule("TP002", "idle-silence", "A silence stands beside something of which its rule has nothing to say.", "warning")
def idle_silence(material: Material) -> Iterator[Finding]:
    for owner, code in run.idle(material):
        if code.startswith(_FROM_DOCUMENTS) and not material.documents:
            continue
        what = f"{code} finds nothing here that this could silence"
        mark = material.library.mark(owner, "silence", code, key=True)
        yield Finding(mark, what, "it would hide the next real finding", "take the line out")
