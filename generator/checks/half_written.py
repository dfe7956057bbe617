"""Texts that are half written: what holds the place of a figure or of words in them, in the store and in a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.checks.language.words import FILLER, masked
from generator.checks.made_document import pieces
from generator.checks.unready import Unready
from generator.document.blocks import Document
from generator.document.contents import contents
from generator.document.inlines import Origin, Text
from generator.errors import Mark
from generator.store.library import Library
from generator.store.printed_texts import PrintedText, printed_cells, printed_texts
from generator.store.schema import Fact, Hearing, Model, Office, Point, Source, Topic
from generator.values.stand_ins import says_no_text, stand_ins
from generator.values.value import plain_spaces

CODE = "TP715"
WHY = "it would be printed as the office's own words"
MEND = "write what is to stand there, or take it out"
_KINDS: dict[str, type[Model]] = {
    "point": Point, "topic": Topic, "fact": Fact, "hearing": Hearing, "office": Office,
}  # fmt: skip


def half_written(text: str) -> Iterator[tuple[int, str]]:
    """What in a text of the store holds the place of something, with where it stands."""
    if says_no_text(text):
        yield 0, text.strip()
    else:
        yield from stand_ins(_without_addresses(masked(text)))


def half_written_in(library: Library, document: Document) -> Iterator[Unready]:
    """What of a document is half written: in all that is printed in it, its letterhead and sources among it.

    A silence beside a point or a fact, with its reason, says that it is meant.
    """
    head = Origin("office", document.meta.office)
    printed = [Text(text, head) for text in (document.letterhead.name, *document.letterhead.contact)]
    for block in document.blocks:
        for line in contents(block):
            printed += pieces(line.content)
    for piece in printed:
        for _, words in half_written(plain_spaces(piece.text)) if _may_be(piece) else ():
            yield from _found(library, document, piece.origin, words)


def half_written_places(library: Library, facts: Iterable[Fact]) -> Iterator[tuple[Fact, Unready]]:
    """The places in their sources that facts name and that are half written: `p. XX`. Source sheets print them."""
    for fact in facts:
        for vintage in fact.vintages:
            path = ("series", vintage.period) if fact.series else ("locator",)
            mark = library.mark(fact, *path, key=bool(fact.series))
            for _, words in stand_ins(vintage.locator):
                what = f"“{words}” holds the place of something in the locator of “{fact.ref}”"
                why = "nobody can look the figure up, and source sheets print it"
                yield fact, Unready(CODE, fact.ref, words, mark, what, why, MEND)


def _may_be(piece: Text) -> bool:
    """Whether a text is looked at: a cell may say that there is nothing to say."""
    return piece.origin is None or piece.origin.kind != "row" or not says_no_text(piece.text)


def _found(library: Library, document: Document, origin: Origin | None, words: str) -> Iterator[Unready]:
    typed = _typed(library, origin, words)
    if typed and CODE in getattr(typed.owner, "silence", {}):
        return
    ref = origin.ref if origin else document.meta.topic or document.meta.audience
    mark = Mark(f"templates/{document.meta.audience}.md")
    if typed:
        mark = library.position(typed.owner, typed.path, max(0, typed.text.find(words)))
    elif origin and origin.kind == "row":
        cell = next((c for c in printed_cells(library) if words in c.text and c.table.id == ref.split("/")[0]), None)
        mark = library.cell_mark(cell.table, cell.key, cell.column) if cell else mark
    yield Unready(CODE, ref, words, mark, f"“{words}” holds the place of something", WHY, MEND)


def _typed(library: Library, origin: Origin | None, words: str) -> PrintedText | None:
    """The text of the store that a printed one came from, by what in it is half written."""
    if origin and origin.kind not in _KINDS:
        return None
    kinds = _KINDS[origin.kind] if origin else (Fact, Point, Source)
    candidates = (p for p in printed_texts(library) if words in p.text and isinstance(p.owner, kinds))
    return next((p for p in candidates if origin is None or origin.ref in (_ref(p.owner), "")), None)


def _ref(owner: Model) -> str:
    return str(getattr(owner, "ref", "") or getattr(owner, "id", ""))


def _without_addresses(text: str) -> str:
    """A text with web addresses masked: `https://…/XX_TK` is one."""
    if "://" not in text and "www." not in text:
        return text
    words = text.split(" ")
    return " ".join(FILLER * len(w) if "://" in w or w.startswith("www.") else w for w in words)
