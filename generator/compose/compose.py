"""From the selected points and a template to a draft: the template rendered, its Markdown read, points, facts and
texts put in their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from generator.compose.builder import Builder
from generator.compose.citations import SourceNotes
from generator.compose.fill import Prose
from generator.compose.markdown_blocks import read_parts
from generator.compose.template import render
from generator.compose.template_objects import ComposeInput, TemplateObjects
from generator.document.blocks import Callout, Letterhead, Meta, Sources
from generator.document.draft import Draft, DraftBlock
from generator.document.inlines import Origin, Text, plain
from generator.document.standing import standing
from generator.errors import ContentError
from generator.store.schema import Clearance
from generator.values.dates import press_date, press_moment

MARKINGS: Mapping[Clearance, tuple[str, ...]] = {
    Clearance.PUBLIC: (),
    Clearance.CONGRESS: ("FOR MEMBERS AND STAFF OF CONGRESS",),
    Clearance.OFFICE: ("INTERNAL — OFFICE USE ONLY",),
}


BY_DECISION = "FIGURE USED BY DECISION"


def template_file(audience: str) -> str:
    return f"templates/{audience}.md"


def compose(given: ComposeInput) -> Draft:
    """Compose the draft of one document. Raises `ContentError` with everything wrong in the template."""
    audience = given.selection.audience
    file = template_file(audience.id)
    template = TemplateObjects(given)
    rendered = render(file, audience.body_line, audience.body, template.objects())
    parts, problems = read_parts(rendered, file)
    is_of_hearing = bool(given.asked_hearing) or template.tells_of_hearing
    embargo = _public_embargo(given) if is_of_hearing else ()
    builder = Builder(given, template.table.entries, is_released=not embargo)
    blocks = builder.build(parts)
    if problems := [*problems, *builder.problems]:
        raise ContentError(problems)
    draft = _draft(given, _with_remarks(given, blocks), _markings(given, embargo))
    return replace(draft, held_back=tuple(template.held_back))


def _public_embargo(given: ComposeInput) -> tuple[str, ...]:
    """The marking for the public, who would publish before the hour."""
    return embargo_marking(given.embargo()) if given.selection.audience.clearance is Clearance.PUBLIC else ()


def _markings(given: ComposeInput, embargo: tuple[str, ...]) -> tuple[str, ...]:
    """What stands at the head of every page."""
    clearance = given.selection.audience.clearance
    decided = (BY_DECISION,) if given.remarks and clearance is Clearance.OFFICE else ()
    word = standing(final=given.final, example=given.selection.office.example)
    return MARKINGS[clearance] + decided + embargo + ((word,) if word else ())


def embargo_marking(ends: datetime | None) -> tuple[str, ...]:
    """`EMBARGOED UNTIL DECEMBER 3, 2026, 10:00 A.M. ET`; nothing without an embargo."""
    return (f"EMBARGOED UNTIL {press_moment(ends).upper()}",) if ends else ()


def _with_remarks(given: ComposeInput, blocks: Sequence[DraftBlock]) -> list[DraftBlock]:
    """An internal document says, before its sources, what it carries by somebody's decision."""
    done = list(blocks)
    if given.remarks and given.selection.audience.clearance is Clearance.OFFICE:
        origin = Origin("template", given.selection.audience.id)
        lines = tuple((Text(remark, origin),) for remark in given.remarks)
        end = len(done) - 1 if done and isinstance(done[-1], Sources) else len(done)
        done.insert(end, Callout("note", (Text("By decision."),), lines))
    return done


def _plain(given: ComposeInput, text: str) -> str:
    """A text of the topic as a reader sees it, for the properties of a file."""
    topic = given.selection.topic
    prose = Prose(given.library, given.selection.table, given.selection.row, given.held_at)
    return plain(prose.of(text, topic.id, Origin("topic", topic.id))[0])


def _draft(given: ComposeInput, blocks: Sequence[DraftBlock], markings: tuple[str, ...]) -> Draft:
    selection = given.selection
    audience, office, topic = selection.audience, selection.office, selection.topic
    contact = office.beside_name if audience.letterhead else ()
    return Draft(
        meta=Meta(
            title=f"{_plain(given, topic.short)}: {audience.name}",
            author=office.name,
            subject=_plain(given, topic.title),
            keywords=(topic.id, audience.id),
            as_of=given.as_of,
            topic=topic.id,
            audience=audience.id,
            office=office.id,
            clearance=audience.clearance.value,
        ),
        letterhead=Letterhead(office.name, contact),
        markings=markings,
        blocks=tuple(blocks),
        notes=SourceNotes(given.library.sources),
        footer=(f"As of {press_date(given.as_of)}",),
        theme=audience.theme,
        scale=audience.scale,
        pages=audience.pages,
        words=audience.at_most_words,
    )
