"""What every peer prints: finished texts of really made documents, one for each state, as plain data.

A document is a dict: `title`, `author`, `name` and `contact` (letterhead), `marking`, `footer`, and `blocks`, each with
its `kind` and, by kind: `text`; `level`; `lead` (bold first words), `text` and `note` (marks of sources, such as "1,
3"); `items`; `stats`; `header`, `rows` and `widths`; `sources`. Charts are left out, of ours too: only ours draws them.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from bench.made import AS_OF, ROOT
from generator.document.blocks import (
    BulletList,
    Callout,
    Document,
    Heading,
    Kicker,
    MemoHeader,
    Paragraph,
    QuestionAnswer,
    SourceNote,
    Sources,
    StatRow,
    Table,
)
from generator.document.inlines import Inlines, Link, NoteMark, Strong, plain, walk
from generator.pipeline import Request
from generator.project import Project, load
from generator.requests import requests

Content = dict[str, Any]

KINDS = {"leave-behind": "constituent", "staff memo": "staff"}
"""The documents of the comparison, and the audience of each."""


_CHARTS = re.compile(r"{% (?:for chart in|if charts\().*?{% end(?:for|if) %}\n", re.DOTALL)


def without_charts(folder: Path) -> Project:
    """The starter store with templates that ask for no charts, laid out in an empty folder that must stay."""
    for name in ("talking_points", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "onepager.yaml", folder)
    for path in (folder / "templates").glob("*.md"):
        text = _CHARTS.sub("", path.read_text(encoding="utf-8"))
        assert "charts(" not in text, path.name
        path.write_text(text, encoding="utf-8")
    return load(folder)


def wanted(project: Project, audience: str) -> list[Request]:
    """One document a state: no two with the same text, as in a batch."""
    topic = project.library.topics["nih-funding"]
    [request] = requests(project, (topic.id,), (audience,), None, AS_OF)
    table = project.library.tables["nih-projects-by-state"]
    return [replace(request, row=row[table.key]) for row in table.rows]


def content_of(document: Document) -> Content:
    return {
        "title": document.meta.subject,
        "author": document.meta.author,
        "name": document.letterhead.name,
        "contact": " · ".join(document.letterhead.contact),
        "marking": " · ".join(document.markings),
        "footer": " · ".join((*document.footer, document.number)),
        "blocks": list(_blocks(document)),
    }


def probes(content: Content) -> list[str]:
    """Texts that must be found in what a peer made."""
    found = [content["title"], content["name"]]
    for block in content["blocks"]:
        for item in (block, *block.get("items", ()), *block.get("stats", ())):
            found += [item[key] for key in ("lead", "text", "value") if item.get(key)]
        found += [cell for row in block.get("rows", ()) for cell in row]
        found += [source["title"] for source in block.get("sources", ())]
    return found


def _blocks(document: Document) -> Iterator[Content]:
    for block in document.blocks:
        match block:
            case Kicker():
                yield {"kind": "kicker", "text": plain(block.content)}
            case Heading():
                yield {"kind": "heading", "level": block.level, "text": plain(block.content)}
            case Paragraph():
                yield {"kind": "paragraph", **_lead_text_note(block.content)}
            case BulletList():
                yield {"kind": "bullets", "items": [_lead_text_note(item.content) for item in block.items]}
            case Callout():
                for paragraph in block.paragraphs:
                    yield {"kind": "box", **_lead_text_note(paragraph), "lead": plain(block.title)}
            case StatRow():
                stats = [{"value": s.value, "label": plain(s.label), "note": _note(s.label)} for s in block.stats]
                yield {"kind": "stats", "stats": stats}
            case QuestionAnswer():
                yield {"kind": "question", **_lead_text_note(block.answer), "lead": plain(block.question)}
            case MemoHeader():
                rows = [{"lead": f"{label}:", "text": plain(text), "note": ""} for label, text in block.rows]
                yield {"kind": "memo", "items": rows}
            case Table():
                rows = [[plain(cell) for cell in row] for row in block.rows]
                shares = [width / sum(block.widths) for width in block.widths]
                header = [plain(cell) for cell in block.header]
                yield {"kind": "table", "caption": block.caption, "header": header, "rows": rows, "widths": shares}
            case Sources():
                yield {"kind": "sources", "sources": [_source(note) for note in block.notes]}


def _lead_text_note(inlines: Inlines) -> Content:
    lead = plain(inlines[:1]) if inlines and isinstance(inlines[0], Strong) else ""
    return {"lead": lead, "text": plain(inlines)[len(lead) :].strip(), "note": _note(inlines)}


def _note(inlines: Inlines) -> str:
    return ", ".join(str(number) for i in walk(inlines) if isinstance(i, NoteMark) for number in i.numbers)


def _source(note: SourceNote) -> Content:
    """A source as the texts before, in and after its link; without a link all of it stands before."""
    at = next((n for n, inline in enumerate(note.content) if isinstance(inline, Link)), len(note.content))
    link = note.content[at] if at < len(note.content) else None
    return {
        "number": str(note.number),
        "before": plain(note.content[:at]),
        "title": plain((link,)) if link else "",
        "href": link.href if isinstance(link, Link) else "",
        "after": plain(note.content[at + 1 :]),
    }
