"""Filling tokens in: what a template's text says once points, facts and texts stand in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.compose.markdown_blocks import read_inlines
from generator.compose.prose import Prose
from generator.compose.template import TOKEN
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
from generator.document.draft import seconds, spoken_time
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
from generator.selection.select import Selection
from generator.store.schema import Point, Wording


class Filler:
    """Fills the tokens of one rendering in; `entries` is what they stand for."""

    def __init__(self, entries: Sequence[Tokened], selection: Selection, prose: Prose) -> None:
        self.entries = entries
        self.audience = selection.audience.id
        self.topic = selection.topic.id
        self.prose = prose

    def fill(self, text: str, wording: Wording | None) -> Inlines:
        return _tidy(self._filled(read_inlines(text), wording))

    def _filled(self, inlines: Inlines, wording: Wording | None) -> Inlines:
        done: list[Inline] = []
        for inline in inlines:
            match inline:
                case Text():
                    done.extend(self._split(inline.text, wording))
                case Strong() | Emphasis():
                    done.append(type(inline)(self._filled(inline.children, wording)))
                case Link():
                    done.append(replace(inline, children=self._filled(inline.children, wording)))
                case _:
                    done.append(inline)
        return tuple(done)

    def _split(self, text: str, wording: Wording | None) -> Iterator[Inline]:
        origin = Origin("template", self.audience)
        position = 0
        for match in TOKEN.finditer(text):
            if before := text[position : match.start()]:
                yield Text(before, origin)
            yield from self._value(self.entries[int(match.group(1))], wording)
            position = match.end()
        if rest := text[position:]:
            yield Text(rest, origin)

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
        sources = self.prose.unique(more, cited, own_sources(token.point))
        return (*start, *body, *((NoteMark(sources),) if sources else ()))


def own_sources(point: Point) -> tuple[str, ...]:
    """The sources a point cites itself, besides those of its facts."""
    return tuple(c.source for c in point.sources)


def without_asides(inlines: Inlines) -> Inlines:
    """What of a line is said aloud."""
    return tuple(i for i in inlines if not isinstance(i, Aside))


def _tidy(inlines: Inlines) -> Inlines:
    """Keep a small remark with the word before it, so that it never starts a line alone."""
    done: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Aside | SpeakingTime) and done and isinstance(done[-1], Text):
            last = done[-1]
            if last.text.endswith(" "):
                done[-1] = Text(last.text.rstrip(" ") + "\u00a0", last.origin)
        done.append(inline)
    return tuple(done)
