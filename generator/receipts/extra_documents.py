"""Documents that no template describes: the source sheet and the correction note. They are composed here of blocks and
laid out like any other; they take as many pages as they need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.compose.citations import source_note
from generator.compose.compose import MARKINGS
from generator.document.blocks import Block, Document, Heading, Letterhead, Meta, Table
from generator.document.choose import choose
from generator.document.draft import Draft, marked
from generator.document.inlines import Text
from generator.document.receipt import Receipt, encode
from generator.layout.laid_out import Grid, LaidOut, PageFrame
from generator.layout.lay_out import lay_out
from generator.layout.paginate import RESERVE_PT, heights, item_height
from generator.layout.paragraphs import Typesetter
from generator.layout.theme import NORMAL, Styles, styles_at
from generator.office.paper import Stationery
from generator.pipeline import written
from generator.project import Project
from generator.receipts.build import About as ReceiptAbout
from generator.receipts.build import may_read, receipt_of_document
from generator.receipts.said import said_in
from generator.store.schema import Clearance, Office
from generator.values.dates import press_date

FEWEST_ROWS = 2
"""Of a table at the foot of a page."""


@dataclass(frozen=True, slots=True)
class About:
    """Whom a paper is for and of what. `topic` and `audience` are those of the document that it goes with."""

    title: str
    subject: str
    topic: str
    audience: str
    office: Office
    clearance: Clearance
    as_of: date
    theme: str


@dataclass(frozen=True, slots=True)
class ExtraDocument:
    """A paper made, with its receipt. `letterhead` is the office's own Word file, if it stands on that."""

    laid: LaidOut
    receipt: Receipt
    letterhead: bytes = b""

    @property
    def document(self) -> Document:
        return self.laid.document

    def render(self, format: str) -> bytes:
        """Its bytes as `docx` or `pdf`."""
        return written(self.laid, format, encode(self.receipt), self.letterhead)


def make_extra_document(
    project: Project, about: About, blocks: Sequence[Block], corrects: str = "", mends: Sequence[str] = ()
) -> ExtraDocument:
    """Lay a paper out. Tables longer than a page go on over the next, each part under its header."""
    own = project.papers.get(about.office.id, Stationery())
    letterhead = own.letterhead if about.clearance is not Clearance.OFFICE else None
    theme = project.themes.get(about.theme) or next(iter(project.themes.values()))
    name = next(n for n, t in project.themes.items() if t is theme)
    styles = styles_at(theme, "", NORMAL)
    frame = letterhead.frame_with(theme.frame()) if letterhead else theme.frame()
    draft = _draft(project, about, blocks, name)
    if letterhead:
        draft = marked(draft, "" if letterhead.names(draft.letterhead.name) else draft.letterhead.name)
    document = choose(draft, {})
    document = choose(replace(draft, blocks=tuple(_over_pages(document.blocks, styles, frame))), {})
    laid = lay_out(document, styles, frame, own.logo)
    receipt = receipt_of_document(document, ReceiptAbout(project, project.library, corrects=corrects, mends=mends))
    paper = letterhead.docx if letterhead else b""
    return ExtraDocument(
        laid, replace(receipt, says=said_in(laid, may_read(project.library, about.clearance), paper)), paper
    )


def _draft(project: Project, about: About, blocks: Sequence[Block], theme: str) -> Draft:
    return Draft(
        meta=Meta(
            title=about.title,
            author=about.office.name,
            subject=about.subject,
            keywords=(about.topic, about.audience),
            as_of=about.as_of,
            topic=about.topic,
            audience=about.audience,
            office=about.office.id,
            clearance=about.clearance.value,
        ),
        letterhead=Letterhead(about.office.name, about.office.beside_name),
        markings=MARKINGS[about.clearance],
        blocks=tuple(blocks),
        notes={s.id: source_note(s) for s in project.library.sources.values()},
        footer=(f"As of {press_date(about.as_of)}",),
        theme=theme,
        scale="",
        pages=1,
    )


def _over_pages(blocks: Sequence[Block], styles: Styles, frame: PageFrame) -> Iterator[Block]:
    """The blocks, with each table cut where a page ends: a table is never parted when pages are made."""
    body = frame.body_bottom - frame.body_top - RESERVE_PT
    typesetter = Typesetter(styles, frame.measure)
    used, heading = 0.0, 0.0
    for block in blocks:
        if isinstance(block, Table):
            parts = list(_parts(block, typesetter, body, used, heading))
            yield from (table for table, _ in parts)
            used = parts[-1][1]
            continue
        height = heights(typesetter.set_block(block))
        used = used + height if used + height <= body else height
        heading = height if isinstance(block, Heading) else 0.0
        yield block


def _parts(
    table: Table, typesetter: Typesetter, body: float, used: float, heading: float
) -> Iterator[tuple[Table, float]]:
    """The parts of a table, each with how much of its page is used below it."""
    [grid] = typesetter.set_block(table)
    assert isinstance(grid, Grid)
    head, *rows = [height + grid.rule_width for height in grid.row_heights]
    top = item_height(grid) - sum(grid.row_heights) - grid.rule_width * len(rows) + head
    if used + top + sum(rows[:FEWEST_ROWS]) > body:
        used = heading
    first = 0
    while first < len(rows):
        height, last = used + top, first
        while last < len(rows) and (height + rows[last] <= body or last == first):
            height += rows[last]
            last += 1
        caption = table.caption if first == 0 else f"{table.caption} (continued)"
        yield replace(table, caption=caption, rows=table.rows[first:last]), height
        used, first = 0.0, last


def plain_line(text: str) -> tuple[Text, ...]:
    """Words without an origin."""
    return (Text(text),)
