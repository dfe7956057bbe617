"""Texts filled in: what texts of the store and of templates say once figures, points and names stand in them.

A text is read as Markdown with a token in the place of each value, and then the values replace the tokens. So no value
can be taken for markup, and each keeps the `Origin` it came from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from generator.compose.template import TOKEN, TOKEN_CLOSE, TOKEN_OPEN
from generator.compose.tokens import (
    ChartToken,
    ColumnToken,
    FactsToken,
    PlainToken,
    PointToken,
    ProseToken,
    SecondsToken,
    TimeToken,
    Tokened,
)
from generator.document.inlines import (
    Aside,
    Emphasis,
    Inline,
    Inlines,
    Link,
    NoteMark,
    Origin,
    SpeakingTime,
    Strong,
    Text,
    plain,
)
from generator.document.markdown import read_inlines
from generator.document.speaking import seconds, spoken_time
from generator.errors import ContentError, Mark, Problem
from generator.reading.printed import texts
from generator.selection.select import Selection
from generator.store import substitution
from generator.store.library import Library
from generator.store.schema import Point, Wording
from generator.store.secrecy import until

_TOO_EARLY = "say it in a point, which is left out until then, or take the embargo from the fact"

Sourced = tuple[Inlines, tuple[str, ...]]
"""A text filled in, and the sources of the figures in it in order of first use."""


def replace_tokens(inlines: Inlines, value: Callable[[int], Inlines], origin: Origin) -> Inlines:
    """Inlines with the value of each token in its place; the text around tokens has `origin`."""
    done: list[Inline] = []
    for inline in inlines:
        match inline:
            case Text():
                done.extend(_split(inline.text, value, origin))
            case Strong() | Emphasis():
                done.append(type(inline)(replace_tokens(inline.children, value, origin)))
            case Link():
                done.append(Link(replace_tokens(inline.children, value, origin), inline.href))
            case _:
                done.append(inline)
    return tuple(done)


def _split(text: str, value: Callable[[int], Inlines], origin: Origin) -> Iterator[Inline]:
    position = 0
    for match in TOKEN.finditer(text):
        if before := text[position : match.start()]:
            yield Text(before, origin)
        yield from value(int(match.group(1)))
        position = match.end()
    if rest := text[position:]:
        yield Text(rest, origin)


class Prose:
    """Fills in the store's texts for one document; `row` is the row of `table` it is made for.

    Raises `ContentError` for a text with a local figure that is there on no level, which would print as a gap, and for
    one with a figure that is itself under embargo at `moment`. (Points with such a text are not selected.)
    """

    def __init__(self, library: Library, table: str, row: Mapping[str, str] | None, moment: datetime) -> None:
        self.library = library
        self._table = table
        self._row = row
        self._moment = moment
        self._known: dict[tuple[str, str, Origin], Sourced] = {}  # a wording is asked for in several places

    def of(self, text: str, topic: str, origin: Origin) -> Sourced:
        """The inlines of a text of `topic`, and the sources of the facts in it in order of first use."""
        key = (text, topic, origin)
        if key not in self._known:
            self._known[key] = self._read(text, topic, origin)
        return self._known[key]

    def cited(self, text: str, topic: str, origin: Origin) -> Inlines:
        """The inlines of a text, with a note mark at the end for its sources."""
        inlines, sources = self.of(text, topic, origin)
        return (*inlines, NoteMark(sources)) if sources else inlines

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
        inlines = replace_tokens(read_inlines("".join(pieces)), values.__getitem__, origin)
        return inlines, unique(sources)

    def _value(self, piece: substitution.Substitution, text: str, topic: str) -> tuple[Inlines, str]:
        """The text of a substitution, and the source behind it."""
        if piece.column:
            return self._column(piece, text, topic)
        fact = self.library.fact(piece.ref, topic)
        if fact.embargo and self._moment < fact.embargo:
            what = f'this text states "{piece.ref}", which is under embargo until {until(fact.embargo)}'
            raise ContentError([Problem(self._mark(piece, text, topic), what, _TOO_EARLY, code="embargo")])
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
        mark = self._mark(piece, text, topic_id)
        whose = self._row["name"] if self._row else "this office, which is in no row of the table"
        mend = "fill it in, or say it in a point, which is left out then"
        return Problem(mark, f'this text uses "row.{piece.column}", and there is none for {whose}', mend, code="row")

    def _mark(self, piece: substitution.Substitution, text: str, topic_id: str) -> Mark:
        """Where a substitution stands in a text of a topic, or else the fact that it names."""
        if topic_id not in self.library.topics:
            return self.library.mark(piece.ref)
        topic = self.library.topics[topic_id]
        paths = [path for path, there in texts(topic) if there.strip() == text.strip()]
        return self.library.position(topic, paths[0], piece.start) if paths else self.library.mark(topic)


def unique(*groups: Iterable[str]) -> tuple[str, ...]:
    """Every name of some groups once, in order of first use."""
    return tuple(dict.fromkeys(name for group in groups for name in group))


class Filler:
    """Fills in the texts of one rendered template; `entries` is what their tokens stand for."""

    def __init__(self, entries: Sequence[Tokened], selection: Selection, prose: Prose) -> None:
        self.entries = entries
        self.audience = selection.audience.id
        self.topic = selection.topic.id
        self.prose = prose

    def fill(self, text: str, wording: Wording | None) -> Inlines:
        """A text of the template, its points in one wording."""
        origin = Origin("template", self.audience)
        filled = replace_tokens(read_inlines(text), lambda n: self._value(self.entries[n], wording), origin)
        return _remarks_kept_with_words(filled)

    def _value(self, token: Tokened, wording: Wording | None) -> Inlines:
        match token:
            case PlainToken():
                return (Text(token.text, token.origin),)
            case ProseToken():
                return self.prose.cited(token.text, token.topic, token.origin)
            case PointToken():
                return self._point(token, wording)
            case SecondsToken():
                said = self._said(token.point, wording)
                return (Aside(spoken_time(seconds(len(said.split())))),)
            case FactsToken():
                return self._facts(token)
            case ColumnToken():
                topic = self.topic
                return self.prose.cited(f"{{{{ row.{token.column} }}}}", topic, Origin("topic", topic))
            case TimeToken():
                return (SpeakingTime(token.kind),)
            case ChartToken():
                return ()

    def _facts(self, token: FactsToken) -> Inlines:
        done: list[Inline] = []
        for fact in token.facts:
            done += self.prose.cited(f"{{{{ {fact.ref} }}}}", fact.topic, Origin("fact", fact.ref))
        return tuple(done)

    def _said(self, token: PointToken, wording: Wording | None) -> str:
        point = token.point
        texts = [point.lead, point.wordings.get(wording, "") if wording else ""]
        return " ".join(plain(self.prose.of(t, point.topic, Origin("point", point.ref))[0]) for t in texts)

    def _point(self, token: PointToken, wording: Wording | None) -> Inlines:
        point = token.point
        origin = Origin("point", point.ref)
        if token.part:
            return self.prose.cited(getattr(point, token.part), point.topic, origin)
        text = point.wordings[wording] if wording else point.question
        body, cited = self.prose.of(text, point.topic, origin)
        lead, more = self.prose.of(point.lead, point.topic, origin)
        start: Inlines = (Strong(lead), Text(" ", origin)) if lead else ()
        sources = unique(more, cited, own_sources(token.point))
        return (*start, *body, *((NoteMark(sources),) if sources else ()))


def own_sources(point: Point) -> tuple[str, ...]:
    """The sources a point cites itself, besides those of its facts."""
    return tuple(c.source for c in point.sources)


def without_asides(inlines: Inlines) -> Inlines:
    """What of a line is said aloud."""
    return tuple(i for i in inlines if not isinstance(i, Aside))


def _remarks_kept_with_words(inlines: Inlines) -> Inlines:
    """Keep a small remark with the word before it, so that it never starts a line alone."""
    done: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Aside | SpeakingTime) and done and isinstance(done[-1], Text):
            last = done[-1]
            if last.text.endswith(" "):
                done[-1] = Text(last.text.rstrip(" ") + "\u00a0", last.origin)
        done.append(inline)
    return tuple(done)
