"""Text from the store to inlines: substitutions filled in, each with the fact it came from, sources gathered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.compose.markdown_blocks import read_inlines
from generator.compose.shared import Sourced, shared
from generator.compose.template import TOKEN, TOKEN_CLOSE, TOKEN_OPEN
from generator.document.inlines import Emphasis, Inline, Inlines, Link, NoteMark, Origin, Strong, Text
from generator.errors import ContentError, Problem
from generator.reading.fields import texts
from generator.store import substitution
from generator.store.library import Library

_COLUMN = f"{substitution.ROW}."


class Prose:
    """Fills in the texts of one document; `row` is the row of `table` it is made for.

    Raises `ContentError` for a text with a local figure that is there on no level: it would print as a gap. (Points
    with such a text are not selected.) `local` tells whether anything asked for so far was the row's own: whoever wants
    to know that of something sets it to False before.
    """

    def __init__(self, library: Library, table: str, row: Mapping[str, str] | None) -> None:
        self.library = library
        self._table = table
        self._row = row
        self._known: dict[tuple[str, str, Origin], Sourced] = {}
        self._shared = shared(library).texts
        self.local = False

    def of(self, text: str, topic: str, origin: Origin) -> Sourced:
        """The inlines of a text of `topic`, and the sources of the facts in it in order of first use."""
        key = (text, topic, origin)
        # A text without a figure of the row is the same for every reader.
        known = self._shared
        if _COLUMN in text:
            known, self.local = self._known, True
        if key not in known:
            known[key] = self._read(text, topic, origin)
        return known[key]

    def cited(self, text: str, topic: str, origin: Origin) -> Inlines:
        """The same with a note mark at the end for its sources."""
        inlines, sources = self.of(text, topic, origin)
        return (*inlines, NoteMark(sources)) if sources else inlines

    @staticmethod
    def unique(*groups: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(s for group in groups for s in group))

    def _read(self, text: str, topic: str, origin: Origin) -> Sourced:
        pieces: list[str] = []
        values: list[Inlines] = []
        sources: list[str] = []
        for piece in substitution.parse(text.strip()):
            if isinstance(piece, str):
                pieces.append(piece)
                continue
            value, source = self._value(piece, text, topic)
            pieces.append(f"{TOKEN_OPEN}{len(values)}{TOKEN_CLOSE}")
            values.append(value)
            if source:
                sources.append(source)
        inlines = _fill(read_inlines("".join(pieces)), values, origin)
        return inlines, self.unique(sources)

    def _value(self, piece: substitution.Substitution, text: str, topic: str) -> tuple[Inlines, str]:
        """The text of a substitution, and the source behind it."""
        if piece.column:
            return self._column(piece, text, topic)
        fact = self.library.fact(piece.ref, topic)
        return (Text(substitution.render(piece, fact), Origin("fact", fact.ref)),), fact.current.source

    def _column(self, piece: substitution.Substitution, text: str, topic: str) -> tuple[Inlines, str]:
        """A cell of the row, and after it, where it is the figure of a larger place, of which."""
        cell = self.library.cell(self._table, self._row, piece.column) if self._row is not None else None
        if cell is None:
            raise ContentError([self._gap(piece, text, topic)])
        printed = Text(substitution.render_column(piece, cell.text, cell.column), Origin("row", cell.ref))
        remark = (Text(cell.remark),) if cell.remark else ()
        return (printed, *remark), cell.column.source

    def _gap(self, piece: substitution.Substitution, text: str, topic_id: str) -> Problem:
        topic = self.library.topics[topic_id]
        paths = [path for path, there in texts(topic) if there.strip() == text.strip()]
        mark = self.library.position(topic, paths[0], piece.start) if paths else self.library.mark(topic)
        whose = self._row["name"] if self._row else "this office, which is in no row of the table"
        mend = "fill it in, or say it in a point, which is left out then"
        return Problem(mark, f'this text uses "row.{piece.column}", and there is none for {whose}', mend, code="row")


def _fill(inlines: Inlines, values: list[Inlines], origin: Origin) -> Inlines:
    done: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text():
                position = 0
                for match in TOKEN.finditer(inline.text):
                    if before := inline.text[position : match.start()]:
                        done.append(Text(before, origin))
                    done.extend(values[int(match.group(1))])
                    position = match.end()
                if rest := inline.text[position:]:
                    done.append(Text(rest, origin))
            case Strong() | Emphasis():
                done.append(type(inline)(_fill(inline.children, values, origin)))
            case Link():
                done.append(Link(_fill(inline.children, values, origin), inline.href))
            case _:
                done.append(inline)
    return tuple(done)
