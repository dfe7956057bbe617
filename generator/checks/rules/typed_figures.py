"""TP205 to TP207 and TP3xx: numbers typed in a text. A number enters a document only through a fact."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.fact_index import TypedFigure
from generator.checks.language.numbers import figures
from generator.checks.language.words import masked_template
from generator.checks.locate import template_mark
from generator.checks.phrases import press_value
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects
from generator.store.schema import Fact
from generator.values.dates import start_of_day

WHY_LINKED = "nobody will know when it is out of date, or where it came from"
_STAYS = "a typed number stays as it is when the fact changes"


@rule("TP205", "typed-fact", "A number in a text is a fact, typed.", "error", "warning", "warning")
def typed_fact(subjects: Subjects) -> Iterator[Finding]:
    for typed in subjects.typed_figures:
        if typed.verdict == "same" and typed.fact and _may_be_named(subjects, typed, typed.fact):
            part = f".{typed.part}" if typed.part else ""
            of = "the period of " if part else ""
            what = f"“{typed.figure.text}” is typed; it is {of}the fact “{typed.fact.ref}”"
            yield _beside_a_fact(typed, what, _STAYS, f"write {{{{ {typed.name}{part} }}}}")


@rule("TP206", "typed-nearly", "A number in a text is nearly a fact.", "error", "warning", "warning")
def typed_nearly(subjects: Subjects) -> Iterator[Finding]:
    for typed in subjects.typed_figures:
        if typed.verdict == "near" and typed.fact and typed.vintage and _may_be_named(subjects, typed, typed.fact):
            what = f"“{typed.figure.text}” is nearly the fact “{typed.fact.ref}”, {press_value(typed.vintage)}"
            mend = f"write {{{{ {typed.name} }}}}, or {{{{ {typed.name} | short }}}} for fewer digits"
            yield _beside_a_fact(typed, what, f"two numbers for one thing raise questions, and {_STAYS}", mend)


@rule("TP207", "typed-otherwise", "A number in a text contradicts a fact.", "error", "warning", "warning")
def typed_otherwise(subjects: Subjects) -> Iterator[Finding]:
    for typed in subjects.typed_figures:
        if typed.verdict == "other" and typed.fact and _may_be_named(subjects, typed, typed.fact):
            yield _beside_a_fact(typed, *_contradicts(subjects, typed, typed.fact))


def _may_be_named(subjects: Subjects, typed: TypedFigure, fact: Fact) -> bool:
    """Whether the readers of a text may see the fact: to name one that is held back from them would make it known."""
    passage, moment = typed.passage, start_of_day(subjects.as_of)
    embargo = passage.point.embargo if passage.point else None
    return not subjects.library.held_back(fact, passage.clearance, max(moment, embargo or moment))


def _contradicts(subjects: Subjects, typed: TypedFigure, fact: Fact) -> tuple[str, str, str]:
    """What is wrong with a figure that contradicts a fact, why, and how to mend it."""
    vintage, text = typed.vintage, typed.figure.text
    mend = f"write {{{{ {typed.name} }}}}"
    now = f"{press_value(fact.current)}{f' for {fact.current.period}' if fact.current.period else ''}"
    if vintage is None:
        return f"“{text} {fact.unit}” contradicts the fact “{fact.ref}”, {now}", "one of the two is wrong", mend
    if not vintage.status.is_sound:
        mend = "state another figure"
        if fact.superseded_by:
            successor = subjects.library.fact(fact.superseded_by, fact.topic)
            mend = f"write {{{{ {successor.id if successor.topic == typed.passage.topic else successor.ref} }}}}"
        return f"“{text}” is typed; it is the fact “{fact.ref}”, which is {vintage.status}", fact.note.strip(), mend
    what = f"“{text}” is what “{fact.ref}” was for {vintage.period}; it is {now}"
    return what, "an older figure is taken for the newest", mend


def _beside_a_fact(typed: TypedFigure, what: str, why: str, mend: str) -> Finding:
    passage = typed.passage
    return Finding(typed.mark, what, why, mend, passage.clearance, passage.owner, replaces="TP301")


@rule("TP301", "unlinked-figure", "A figure in a text of the store is not a fact.", "error", "warning", "warning")
def unlinked_figure(subjects: Subjects) -> Iterator[Finding]:
    for typed in subjects.typed_figures:
        passage = typed.passage
        what = f"no fact stands behind “{typed.figure.text}”"
        topic = passage.topic or "TOPIC"
        mend = f"make it one (onepager new fact {topic} NAME --source SOURCE) and write {{{{ NAME }}}} here"
        if hasattr(passage.owner, "silence"):
            mend += "; a demand (“renew it for five years”) is no figure: write silence: {TP301: why} beside it"
        yield Finding(typed.mark, what, WHY_LINKED, mend, passage.clearance, passage.owner)


@rule("TP302", "template-figure", "A figure is typed in a template.", "error", "warning", "warning")
def template_figure(subjects: Subjects) -> Iterator[Finding]:
    for audience in subjects.audiences.values():
        for figure in figures(masked_template(audience.body)):
            what = f"no fact stands behind “{figure.text}”, and it goes into every {audience.id} document"
            mend = "take it out, or put a fact here with facts(…)"
            yield Finding(template_mark(audience, figure.start), what, WHY_LINKED, mend, audience.clearance)
