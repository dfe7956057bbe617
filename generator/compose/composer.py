"""From a setting to a draft: render the template, read its markup, and put points, facts and texts in their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from generator.compose.builder import Builder
from generator.compose.citations import source_note
from generator.compose.context import Context, Setting, press_date
from generator.compose.markup import read_parts
from generator.compose.template import render
from generator.document.blocks import Letterhead, Meta
from generator.document.draft import Draft, DraftBlock
from generator.errors import ContentError
from generator.store.schema import Clearance

MARKINGS: Mapping[Clearance, tuple[str, ...]] = {
    Clearance.PUBLIC: (),
    Clearance.CONGRESS: ("FOR MEMBERS AND STAFF OF CONGRESS",),
    Clearance.OFFICE: ("INTERNAL — OFFICE USE ONLY",),
}


def template_file(audience: str) -> str:
    return f"templates/{audience}.md"


def compose(setting: Setting) -> Draft:
    """Compose the draft of one document. Raises `ContentError` with everything wrong in the template."""
    audience = setting.selection.audience
    context = Context(setting)
    file = template_file(audience.id)
    rendered = render(file, audience.body_line, audience.body, context.objects())
    parts, problems = read_parts(rendered, file)
    builder = Builder(setting, context.table)
    blocks = builder.build(parts)
    if problems := [*problems, *builder.problems]:
        raise ContentError(problems)
    return _draft(setting, blocks)


def _draft(setting: Setting, blocks: Sequence[DraftBlock]) -> Draft:
    selection = setting.selection
    audience, office, topic = selection.audience, selection.office, selection.topic
    contact = (office.address, office.phone) if audience.letterhead else ()
    return Draft(
        meta=Meta(
            title=f"{topic.short}: {audience.name}",
            author=office.name,
            subject=topic.title,
            keywords=(topic.id, audience.id),
            as_of=setting.as_of,
            topic=topic.id,
            audience=audience.id,
            office=office.id,
            clearance=audience.clearance.value,
        ),
        letterhead=Letterhead(office.name, tuple(c for c in contact if c)),
        markings=MARKINGS[audience.clearance],
        blocks=tuple(blocks),
        notes={s.id: source_note(s) for s in setting.library.sources.values()},
        footer=(f"As of {press_date(setting.as_of)}",),
        theme=audience.theme,
        scale=audience.scale,
        pages=audience.pages,
        words=audience.at_most_words,
    )
