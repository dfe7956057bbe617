"""Where a character stands in a file: one of a text of the store, of a template, or of a printed line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial

from generator.checks.made_document import MadeDocument
from generator.checks.passages import Passage
from generator.checks.subjects import Subjects
from generator.document.inlines import Origin
from generator.errors import Mark
from generator.reading import positions
from generator.selection.audience import Audience
from generator.store.library import Library
from generator.store.printed_texts import PrintedCell, printed_cells, printed_texts
from generator.store.schema import Clearance, Fact, Model

Marker = Callable[[int], Mark]
"""Tells where the character at an offset of one text stands; a mark is made only when a rule has found something."""

_LONGEST_LOOKED_FOR = 24
_TYPED_AS = {
    "“": '[“"]', "”": '[”"]', "’": "[’']", "‘": "[‘']", "′": "[′']", "″": '[″"]',
    "—": "(?:—|---?)", "…": r"(?:…|\.\.\.)",
}  # fmt: skip
_PRINTED_PIECE = re.compile(r"(?P<gap>[\s*_]+)|(?P<character>.)", re.DOTALL)


def in_passage(library: Library, passage: Passage) -> Marker:
    return library.marker(passage.owner, passage.path)


def in_field(library: Library, owner: Model, path: positions.Path) -> Marker:
    return partial(library.position, owner, path)


def in_template(audience: Audience) -> Marker:
    return partial(template_mark, audience)


def in_line(file: str, line: int = 1) -> Marker:
    """Somewhere in a line of a file: where exactly cannot be told."""
    return lambda at: Mark(file, line)


def template_mark(audience: Audience, offset: int) -> Mark:
    """The place of a character of a template's body in its file."""
    line = audience.body_line + audience.body.count("\n", 0, offset)
    column = offset - audience.body.rfind("\n", 0, offset)
    return Mark(f"templates/{audience.id}.md", line, column)


def owner_of(library: Library, origin: Origin) -> Model:
    """The point, topic or hearing that a printed text came from."""
    if origin.kind == "hearing":
        return library.hearings[origin.ref]
    topic, _, name = origin.ref.rpartition("/")
    return library.topics[topic].points[name] if origin.kind == "point" else library.topics[origin.ref]


def place_of(
    subjects: Subjects, made: MadeDocument, origin: Origin | None, printed: str, at: int
) -> tuple[Mark, Model | None]:
    """Where the character at `at` of a printed text stands in a file, and what of the store it belongs to."""
    library = subjects.library
    wanted = as_typed(printed[at : at + _LONGEST_LOOKED_FOR])
    if origin and origin.kind == "fact":
        fact = library.fact(origin.ref)
        return library.mark(fact, "label" if fact.label else "measure"), fact
    if origin and origin.kind in ("point", "topic", "hearing"):
        owner = owner_of(library, origin)
        for passage in subjects.passages_of(owner):
            if found := wanted.search(passage.text):
                return subjects.at(passage, found.start()), passage.owner
        return library.mark(owner, key=True), owner
    if found := wanted.search(made.audience.body):
        return template_mark(made.audience, found.start()), None
    return Mark(f"templates/{made.audience.id}.md"), None


def as_typed(printed: str) -> re.Pattern[str]:
    """Finds a printed text in its source: quotes and dashes may be typed plainly, lines broken, words marked bold."""
    pattern, between = "", ""
    for piece in _PRINTED_PIECE.finditer(printed):
        if piece["gap"]:
            between = "[*_]*+" if piece["gap"].strip("*_") == "" else r"[\s*_]++"
            continue
        character = _TYPED_AS.get(piece["character"]) or re.escape(piece["character"])
        pattern += (between if pattern else "") + character
        between = "[*_]*+"
    return re.compile(pattern or r"(?!)")


def printed_places(subjects: Subjects) -> Iterator[tuple[Marker, str, Clearance, Model | None]]:
    """Every text that is printed, with what finds the place of its characters."""
    library = subjects.library
    for printed in printed_texts(library):
        owner = printed.owner
        clearance = subjects.reach(owner)[0] if isinstance(owner, Fact) else printed.clearance
        yield in_field(library, owner, printed.path), printed.text, clearance, owner
    for cell in printed_cells(library):
        mark = partial(_cell_mark, library, cell)
        yield mark, cell.text, Clearance.PUBLIC, cell.table
    for audience in subjects.audiences.values():
        yield in_template(audience), audience.body, audience.clearance, None
        yield in_line(f"templates/{audience.id}.md"), audience.kicker + audience.name, audience.clearance, None


def _cell_mark(library: Library, cell: PrintedCell, at: int) -> Mark:
    return library.cell_mark(cell.table, cell.key, cell.column)
