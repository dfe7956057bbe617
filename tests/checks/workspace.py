"""A case of a rule: a tiny workspace, what is looked at in it, and every word that the rule has to say of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from generator import checks
from generator.checks.made_document import LeftOut, MadeDocument
from generator.document.blocks import (
    Block,
    BulletList,
    Document,
    Heading,
    Letterhead,
    ListItem,
    Meta,
    Paragraph,
    Sources,
)
from generator.document.inlines import Inlines, NoteMark, Origin, Text
from generator.errors import Problem
from generator.selection.audience import Audience, read_audiences
from generator.store.library import Library, read_library
from tests.store.factories import write_workspace

AS_OF = date(2026, 11, 24)
FLYER = "---\nname: Flyer\nclearance: public\n---\n# {{ topic.title }}\n\n{{ topic.ask }}\n"

Documents = Callable[[Library, Mapping[str, Audience]], list[MadeDocument]]


@dataclass(frozen=True)
class Case:
    """A workspace made of `parts`, in which the rule `code` finds so many faults: none in a good case.

    What it says of them, to the letter, stands in `messages.yaml` under the same code and name.
    """

    code: str
    name: str
    finds: int
    parts: Mapping[str, Any] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=lambda: {"flyer": FLYER})
    words: Mapping[str, str] = field(default_factory=dict)
    as_of: date = AS_OF
    documents: Documents = lambda library, audiences: []
    printable: Callable[[str], bool] | None = None

    def subjects(self, folder: Path) -> checks.Subjects:
        root = write_workspace(folder, **self.parts)
        for name, text in self.templates.items():
            (root / "templates" / f"{name}.md").write_text(text, encoding="utf-8")
        for name, text in self.words.items():
            path = root / "talking_points" / "words" / f"{name}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        library, audiences = read_library(root), read_audiences(root)
        return checks.Subjects(
            library,
            audiences,
            self.as_of,
            root=root,
            documents=self.documents(library, audiences),
            printable=self.printable,
        )

    def run(self, folder: Path) -> list[str]:
        """What the rule finds, as lines `file:line:column severity: message`."""
        codes = [self.code] if self.code != "TP002" else []
        return [told(p) for p in checks.run(self.subjects(folder), codes) if p.code == self.code]


def told(problem: Problem) -> str:
    return f"{problem.mark} {problem.severity}: {str(problem).removeprefix(f'{problem.mark}: ')}"


# --- documents -------------------------------------------------------------------------------------------------------


def text(words: str, kind: str = "point", ref: str = "nih/pays") -> Text:
    return Text(words, Origin(kind, ref))  # type: ignore[arg-type]


def document(*blocks: Block, audience: str = "flyer", topic: str = "nih", clearance: str = "public") -> Document:
    meta = Meta("Title", "Office", "Subject", (), AS_OF, topic, audience, "example", clearance)
    return Document(meta, Letterhead("Office", ()), (), blocks)


def finished(*blocks: Block, audience: str = "flyer", **more: Any) -> Documents:
    """One made document of the topic `nih`."""

    def make(library: Library, audiences: Mapping[str, Audience]) -> list[MadeDocument]:
        made = document(*blocks, audience=audience, clearance=audiences[audience].clearance.value)
        return [MadeDocument(made, audiences[audience], library.topics["nih"], **more)]

    return make


def paragraph(*content: Text | NoteMark) -> Paragraph:
    return Paragraph(content)


def bullets(*lines: Inlines) -> BulletList:
    return BulletList(tuple(ListItem(line) for line in lines))


__all__ = [
    "AS_OF", "FLYER", "Case", "Heading", "LeftOut", "NoteMark", "Sources", "bullets", "document", "finished",
    "paragraph", "text", "told",
]  # fmt: skip
