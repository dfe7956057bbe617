"""Tokens: what a template prints in place of points, facts and columns, and what each of them stands for."""

from __future__ import annotations

from dataclasses import dataclass

from generator.compose.template import TOKEN_CLOSE, TOKEN_OPEN, Token
from generator.document.inlines import Origin
from generator.store.schema import Fact, Point, Wording


@dataclass(frozen=True, slots=True)
class ProseToken:
    """Text from the store, with inline Markdown and substitutions. `topic` is where bare fact ids are looked up."""

    text: str
    topic: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class PlainToken:
    """A name, a date, a number: printed as it is."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class PointToken:
    """A point. `part` is `""` for all of it (lead and wording) or the name of one field."""

    point: Point
    part: str = ""
    extra: bool = False
    group: int = 0
    at_least: int = 0
    required: bool = False


@dataclass(frozen=True, slots=True)
class SecondsToken:
    """How long a point takes to say."""

    point: PointToken


@dataclass(frozen=True, slots=True)
class FactsToken:
    """Some facts, for a row of stats or a table of figures; `column` is a column of the reader's row instead."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ColumnToken:
    """One value of the row a document is made for."""

    column: str


@dataclass(frozen=True, slots=True)
class ChartToken:
    """A chart that the topic declares."""

    chart: str


@dataclass(frozen=True, slots=True)
class TimeToken:
    """Speaking time of the chosen points of one kind, or of all."""

    kind: str


Tokened = ProseToken | PlainToken | PointToken | SecondsToken | FactsToken | ColumnToken | ChartToken | TimeToken


class TokenTable:
    """Numbers what a rendering refers to."""

    def __init__(self) -> None:
        self.entries: list[Tokened] = []

    def token(self, entry: Tokened, compared: str | None = None) -> Token:
        """The token for an entry; `compared` is what it prints, where a condition may compare that."""
        self.entries.append(entry)
        return Token(f"{TOKEN_OPEN}{len(self.entries) - 1}{TOKEN_CLOSE}", compared)


WORDING_PARTS = tuple(w.value for w in Wording)
