"""TP3xx: numbers that no fact stands behind. A number enters a document only through a fact."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.language.numbers import figures
from generator.checks.language.sentences import masked_template
from generator.checks.language.typed_figures import typed
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Material
from generator.errors import Mark
from generator.selection.audience import Audience

WHY = "nobody will know when it is out of date, or where it came from"


@rule("TP301", "unlinked-figure", "A figure in a text of the store is not a fact.", "error", "warning", "warning")
def unlinked_figure(material: Material) -> Iterator[Finding]:
    for entry in typed(material):
        passage = entry.passage
        what = f"no fact stands behind “{entry.figure.text}”"
        topic = passage.topic or "TOPIC"
        mend = f"make it one (onepager new fact {topic} NAME --source SOURCE) and write {{{{ NAME }}}} here"
        mark = material.at(passage, entry.figure.start)
        yield Finding(mark, what, WHY, mend, passage.clearance, passage.owner)


@rule("TP302", "template-figure", "A figure is typed in a template.", "error", "warning", "warning")
def template_figure(material: Material) -> Iterator[Finding]:
    for audience in material.audiences.values():
        yield from in_template(audience)


def in_template(audience: Audience) -> Iterator[Finding]:
    """The figures in the body of one template."""
    text = masked_template(audience.body)
    for figure in figures(text):
        what = f"no fact stands behind “{figure.text}”, and it goes into every {audience.id} document"
        mend = "take it out, or put a fact here with facts(…)"
        yield Finding(template_mark(audience, figure.start), what, WHY, mend, audience.clearance)


def template_mark(audience: Audience, offset: int) -> Mark:
    """The place of a character of a template's body in its file."""
    before = audience.body[:offset]
    line = audience.body_line + before.count("\n")
    return Mark(f"templates/{audience.id}.md", line, offset - (before.rfind("\n") + 1) + 1)
