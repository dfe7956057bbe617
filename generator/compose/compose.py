"""From a setting to a draft: render the template, read its markup, and put points, facts and texts in their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.compose.builder import Builder
from generator.compose.markdown_blocks import read_parts
from generator.compose.prose import Prose
from generator.compose.shared import Shape, shared
from generator.compose.template import render
from generator.compose.template_objects import Context, Setting, press_date
from generator.document.blocks import Callout, Letterhead, Meta, Sources
from generator.document.draft import Draft, DraftBlock
from generator.document.inlines import Origin, Text, plain
from generator.errors import ContentError, Problem
from generator.store.schema import Clearance

MARKINGS: Mapping[Clearance, tuple[str, ...]] = {
    Clearance.PUBLIC: (),
    Clearance.CONGRESS: ("FOR MEMBERS AND STAFF OF CONGRESS",),
    Clearance.OFFICE: ("INTERNAL — OFFICE USE ONLY",),
}


DRAFT = "DRAFT"
BY_DECISION = "FIGURE USED BY DECISION"


def template_file(audience: str) -> str:
    return f"templates/{audience}.md"


def compose(setting: Setting) -> Draft:
    """Compose the draft of one document. Raises `ContentError` with everything wrong in the template."""
    shape, problems = _shape(setting)
    builder = Builder(setting, shape)
    blocks = builder.build()
    if problems := [*problems, *builder.problems]:
        raise ContentError(problems)
    return _draft(setting, shape, _with_remarks(setting, blocks))


def _shape(setting: Setting) -> tuple[Shape, list[Problem]]:
    """The template rendered and read, and what is wrong with its markup. What is right is kept: rows that have the same
    columns and get the same points differ in nothing that a template sees."""
    common = shared(setting.library)
    context = Context(setting)
    key = context.key()
    if known := common.shape(key):
        return known, []
    audience = setting.selection.audience
    file = template_file(audience.id)
    rendered = render(file, audience.body_line, audience.body, context.objects())
    parts, problems = read_parts(rendered, file)
    shape = Shape(parts, context.table.entries)
    if not problems:
        common.keep(key, shape)
    return shape, problems


def _markings(setting: Setting) -> tuple[str, ...]:
    clearance = setting.selection.audience.clearance
    decided = (BY_DECISION,) if setting.remarks and clearance is Clearance.OFFICE else ()
    return MARKINGS[clearance] + decided + (() if setting.final else (DRAFT,))


def _with_remarks(setting: Setting, blocks: Sequence[DraftBlock]) -> list[DraftBlock]:
    """An internal document says, before its sources, what it carries by somebody's decision."""
    done = list(blocks)
    if setting.remarks and setting.selection.audience.clearance is Clearance.OFFICE:
        origin = Origin("template", setting.selection.audience.id)
        lines = tuple((Text(remark, origin),) for remark in setting.remarks)
        end = len(done) - 1 if done and isinstance(done[-1], Sources) else len(done)
        done.insert(end, Callout("note", (Text("By decision."),), lines))
    return done


def _plain(setting: Setting, text: str) -> str:
    """A text of the topic as a reader sees it, for the properties of a file."""
    topic = setting.selection.topic
    prose = Prose(setting.library, setting.selection.table, setting.selection.row)
    return plain(prose.of(text, topic.id, Origin("topic", topic.id))[0])


def _draft(setting: Setting, shape: Shape, blocks: Sequence[DraftBlock]) -> Draft:
    selection = setting.selection
    audience, office, topic = selection.audience, selection.office, selection.topic
    contact = (office.address, office.phone) if audience.letterhead else ()
    return Draft(
        meta=Meta(
            title=f"{_plain(setting, topic.short)}: {audience.name}",
            author=office.name,
            subject=_plain(setting, topic.title),
            keywords=(topic.id, audience.id),
            as_of=setting.as_of,
            topic=topic.id,
            audience=audience.id,
            office=office.id,
            clearance=audience.clearance.value,
        ),
        letterhead=Letterhead(office.name, tuple(c for c in contact if c)),
        markings=_markings(setting),
        blocks=tuple(blocks),
        notes=shared(setting.library).notes,
        footer=(f"As of {press_date(setting.as_of)}",),
        theme=audience.theme,
        scale=audience.scale,
        pages=audience.pages,
        words=audience.at_most_words,
        alike=shape.alike,
    )
