"""The number at a document's foot: four letters and four digits made of everything the document says. And the content
key, which a draft and its final have in common.

The canonical form hashed here is plain JSON of words. It knows nothing of how blocks are built, so that renaming a
class or giving it a new field changes no number in print.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any, assert_never

from generator.document.blocks import (
    Block,
    BulletList,
    Callout,
    Chart,
    Document,
    Heading,
    Kicker,
    LetterPart,
    MemoHeader,
    Paragraph,
    QuestionAnswer,
    Quote,
    Sources,
    StatRow,
    Table,
    marks,
)
from generator.document.inlines import (
    Aside,
    Emphasis,
    Inline,
    Inlines,
    Link,
    NoteMark,
    SpeakingTime,
    Strong,
    Text,
)
from generator.document.standing import DRAFT, EXAMPLE

LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"
"""Those of the number: none that is read as a digit or another letter."""


def document_number(document: Document) -> str:
    """`ABCD-1234`, the same for the same words."""
    canonical = _canonical(_document(document))
    digest = int.from_bytes(sha256(canonical.encode()).digest()[:8], "big")
    letters = ""
    for _ in range(4):
        digest, rest = divmod(digest, len(LETTERS))
        letters += LETTERS[rest]
    return f"{letters}-{digest % 10000:04d}"


def content_key(document: Document, look: Sequence[str] = ()) -> str:
    """The digest of all that readers of a document see, but for the word that tells a draft or an example: so a draft
    and its final have the same. `look` are digests of how it looks."""
    standing = tuple(mark for mark in document.markings if mark in (DRAFT, EXAMPLE))
    kept = tuple(mark for mark in document.markings if mark not in standing)
    blocks = document.blocks
    if standing and document.is_marked:  # they are its first block, too
        own = (Kicker((Text(line),)) for line in [marks(kept)] if line)
        blocks = (*own, *blocks[1:])
    plain = replace(document, markings=kept, blocks=blocks)
    return sha256(_canonical([_document(plain), *look]).encode()).hexdigest()


def _canonical(data: list[Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _document(document: Document) -> list[Any]:
    meta, head = document.meta, document.letterhead
    about = [meta.title, meta.author, meta.subject, list(meta.keywords), meta.as_of.isoformat(), meta.topic]
    about += [meta.audience, meta.office, meta.clearance, meta.language]
    frame = [head.name, list(head.contact), list(document.markings), list(document.footer)]
    return [about, frame, [document.theme, document.scale, document.pages], [_block(b) for b in document.blocks]]


def _block(block: Block) -> list[Any]:
    match block:
        case Kicker():
            return ["kicker", _line(block.content)]
        case Heading():
            return ["heading", block.level, _line(block.content)]
        case Paragraph():
            return ["paragraph", _line(block.content)]
        case BulletList():
            return ["list", [_line(item.content) for item in block.items]]
        case QuestionAnswer():
            return ["question", *map(_line, (block.question, block.answer, *block.followups))]
        case Quote():
            return ["quote", _line(block.content), _line(block.speaker)]
        case Callout():
            return ["box", block.kind, _line(block.title), [_line(p) for p in block.paragraphs]]
        case StatRow():
            return ["figures", [[stat.value, _line(stat.label)] for stat in block.stats]]
        case Table():
            rows = [[_line(cell) for cell in row] for row in (block.header, *block.rows)]
            return ["table", block.caption, block.align, list(block.widths), rows]
        case Chart():
            bars = [[bar.label, str(bar.number), bar.printed, bar.marked] for bar in block.bars]
            return ["chart", block.kind, _line(block.finding), bars, block.alt]
        case Sources():
            return ["sources", [[note.number, _line(note.content)] for note in block.notes]]
        case MemoHeader():
            return ["memo", [[label, _line(content)] for label, content in block.rows]]
        case LetterPart():
            return ["letter", block.part, [_line(line) for line in block.lines]]
        case _:
            assert_never(block)


def _line(inlines: Inlines) -> list[Any]:
    return [_inline(inline) for inline in inlines]


def _inline(inline: Inline) -> Any:
    match inline:
        case Text():
            return inline.text
        case Strong():
            return ["strong", _line(inline.children)]
        case Emphasis():
            return ["emphasis", _line(inline.children)]
        case Link():
            return ["link", inline.href, _line(inline.children)]
        case NoteMark():
            return ["note", list(inline.numbers)]
        case Aside():
            return ["aside", inline.text]
        case SpeakingTime():
            return ["time", inline.kind]
        case _:
            assert_never(inline)
