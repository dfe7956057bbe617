"""Plain text: the document as a terminal shows it, and the proof that the model alone is enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import fill

from generator.document.blocks import (
    Block,
    Callout,
    Chart,
    Document,
    Heading,
    MemoHeader,
    Quote,
    Sources,
    StatRow,
    Table,
)
from generator.document.contents import Role, contents
from generator.document.inlines import Aside, Inlines, NoteMark, Text, walk

WIDTH = 78
_INDENTS: Mapping[Role, tuple[str, str]] = {
    "paragraph": ("", ""),
    "item": ("* ", "  "),
    "question": ("Q: ", "   "),
    "answer": ("A: ", "   "),
    "followup": ("   Follow-up: ", "      "),
}
"""What begins the first line of a part that is wrapped, and the lines after it."""


def write_text(document: Document) -> str:
    """The document in reading order: letterhead, markings, blocks, foot."""
    marked = () if document.is_marked else document.markings
    head = [document.letterhead.name, *document.letterhead.contact, *marked]
    parts = ["\n".join(head), *(_block(b) for b in document.blocks)]
    foot = " | ".join([*document.footer, f"No. {document.number}", *document.markings])
    return "\n\n".join([*parts, foot]) + "\n"


def words(inlines: Inlines) -> str:
    """The words of a line, with note marks in brackets."""
    pieces = []
    for inline in walk(inlines):
        if isinstance(inline, Text | Aside):
            pieces.append(inline.text)
        elif isinstance(inline, NoteMark):
            pieces.append(f"[{','.join(map(str, inline.numbers))}]")
    return "".join(pieces)


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    paragraphs = text.split("\n")
    return "\n".join(
        fill(p, WIDTH, initial_indent=first if i == 0 else rest, subsequent_indent=rest, break_on_hyphens=False)
        for i, p in enumerate(paragraphs)
    )


def _block(block: Block) -> str:
    return "\n".join(_lines(block))


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            text = words(block.content)
            yield text
            yield ("=" if block.level == 1 else "-") * min(len(text), WIDTH)
        case Quote():
            yield _wrapped(words(block.content), "   ", "   ")
            yield f"   — {words(block.speaker)}"
        case Callout():
            title = f"{words(block.title)} " if block.title else ""
            for index, paragraph in enumerate(block.paragraphs):
                yield _wrapped((title if index == 0 else "") + words(paragraph), "| ", "| ")
        case StatRow():
            for stat in block.stats:
                yield _wrapped(f"{stat.value}  {words(stat.label)}", "# ", "  ")
        case Table():
            yield from _table(block)
        case Chart():
            yield _wrapped(words(block.finding))
            for bar in block.bars:
                yield f"  {bar.label}: {bar.printed}"
        case Sources():
            yield "Sources"
            for note in block.notes:
                yield _wrapped(words(note.content), f"{note.number}. ", "   ")
        case MemoHeader():
            for label, content in block.rows:
                yield f"{label}: {words(content)}"
        case _:
            for line in contents(block):
                text = words(line.content)
                yield _wrapped(text, *_INDENTS[line.role]) if line.role in _INDENTS else text


def _table(block: Table) -> Iterator[str]:
    rows = [[words(c) for c in row] for row in (block.header, *block.rows)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(block.header))]
    for index, row in enumerate(rows):
        cells = (c.rjust(w) if a == "r" else c.ljust(w) for c, w, a in zip(row, widths, block.align, strict=True))
        yield "  ".join(cells).rstrip()
        if index == 0:
            yield "  ".join("-" * w for w in widths)
