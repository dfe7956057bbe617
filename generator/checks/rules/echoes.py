"""TP514: texts that their readers may see and that say what others of the store say, which they may not see."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.locate import as_typed, template_mark
from generator.checks.rule import RULES, Finding, rule
from generator.checks.subjects import Subjects
from generator.checks.unready import placeholder_in
from generator.errors import Mark
from generator.inspection import Forbidden, forbidden
from generator.inspection.echoes import Echo, is_figure, mark_of
from generator.inspection.opened import single
from generator.inspection.store_texts import StoreText
from generator.selection.audience import Audience
from generator.store.library import Library
from generator.store.schema import Clearance, Model
from generator.values.dates import start_of_day

CODE = "TP514"
_WHY = "whoever may not see the one reads it in the other, and the guard takes it for what may be said"
_MEND = "take it out or say it otherwise; or, if it may be known, change the clearance of the other"

_WHY_FIGURE = "whoever may not see the figure reads it here, and the guard takes it for what may be said"
_MEND_FIGURE = 'take it out; or, if it may be known, write "clearance: public" on the fact'


@rule(CODE, "says-internal", "A text says what an internal one says.", "error")
def says_internal(subjects: Subjects) -> Iterator[Finding]:
    library = subjects.library
    secrets = {c: forbidden(library, c, start_of_day(subjects.as_of)) for c in Clearance}
    for clearance in (Clearance.PUBLIC, Clearance.CONGRESS):
        for echo in secrets[clearance].echoes:
            if echo.said.clearance is clearance and not placeholder_in(echo.secret.words):
                yield from _findings(library, echo)
    for audience in subjects.audiences.values():
        yield from _in_template(library, audience, secrets[audience.clearance])


def _findings(library: Library, echo: Echo) -> Iterator[Finding]:
    said, secret = echo.said, echo.secret
    mark = mark_of(library, said.ref, said.path) or Mark("talking_points")
    what = f"“{secret.words}”{_row(library, said)} is what “{secret.ref}” says at {echo.there}, which {secret.why}"
    owner = next((o for o in _owners(library, echo) if CODE in getattr(o, "silence", {})), None)
    owner = owner or _owner(library, said.ref)
    if not is_figure(secret):
        yield Finding(mark, what, _WHY, _MEND, said.clearance, owner)
        return
    typed = [mark_of(library, said.ref, said.path, m.start()) for m in as_typed(secret.words).finditer(said.text)]
    for place in typed or [mark]:
        yield Finding(place or mark, what, _WHY_FIGURE, _MEND_FIGURE, said.clearance, owner, replaces="TP301")


def _row(library: Library, said: StoreText) -> str:
    """The row of a table that a text stands in, in words."""
    if said.ref not in library.tables or said.path[:1] != ("rows",):
        return ""
    table = library.tables[said.ref]
    return f" in the row {table.rows[int(said.path[1])][table.key]}"


def _in_template(library: Library, audience: Audience, secrets: Forbidden) -> Iterator[Finding]:
    """What a template says of its own that its readers may not see."""
    for text in (audience.body, audience.name, audience.kicker, audience.file_name):
        for hit in secrets.search(single("template", text)):
            secret, reads = hit
            found = as_typed(reads.text[:40]).search(audience.body)
            mark = template_mark(audience, found.start()) if found else Mark(f"templates/{audience.id}.md")
            place = mark_of(library, secret.ref, secret.path) or secret.ref
            what = f"“{secret.words}” is what “{secret.ref}” says at {place}, which {secret.why}"
            yield Finding(mark, what, _WHY, _MEND, audience.clearance)


def _owners(library: Library, echo: Echo) -> Iterator[Model | None]:
    yield _owner(library, echo.said.ref)
    yield _owner(library, echo.secret.ref)


def _owner(library: Library, ref: str) -> Model | None:
    """What of the store a reference names, if it names one thing."""
    topic, _, name = ref.rpartition("/")
    if topic:
        parts = library.topics[topic]
        return parts.facts.get(name) or parts.points.get(name)
    for group in (library.topics, library.sources, library.offices, library.hearings, library.tables):
        if ref in group:
            found: Model = group[ref]
            return found
    return None


def secrets_of_finals(library: Library, secrets: Forbidden) -> Forbidden:
    """What a final document may not say: what a draft may not, and these texts, unless somebody has said beside one of
    the two why that is right."""
    if RULES[CODE].gravity(secrets.clearance, library.settings.rules) != "error":
        return secrets
    settled = [e for e in secrets.echoes if any(CODE in getattr(o, "silence", {}) for o in _owners(library, e))]
    return secrets.of_finals(settled)
