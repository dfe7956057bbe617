"""Figures typed in the texts of the store, each held against the facts: the same, nearly the same, another, unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from generator.checks.language.numbers import Figure, figures
from generator.checks.language.words import masked
from generator.checks.passages import Passage, facts_named
from generator.errors import Mark
from generator.store.library import Library
from generator.store.schema import Fact, Vintage

Verdict = Literal["same", "near", "other", "unknown"]


@dataclass(frozen=True, slots=True)
class TypedFigure:
    """A figure in a text, typed at `mark`. `fact` and `vintage` are what it was held against; None when nothing is like
    it.

    `part` is set when it is not the value but another part of the fact, such as its period.
    """

    passage: Passage
    figure: Figure
    mark: Mark
    verdict: Verdict = "unknown"
    fact: Fact | None = None
    vintage: Vintage | None = None
    part: str = ""

    @property
    def name(self) -> str:
        """How the text would have to name the fact."""
        assert self.fact is not None
        return self.fact.id if self.fact.topic == self.passage.topic else self.fact.ref

    def found(self, verdict: Verdict, fact: Fact, vintage: Vintage | None, part: str = "") -> TypedFigure:
        """The figure with what it was found to be."""
        return replace(self, verdict=verdict, fact=fact, vintage=vintage, part=part)


class FactIndex:
    """The facts of a store by topic and by exact value."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._by_value: dict[tuple[str, object], tuple[Fact, Vintage]] = {}
        for topic in library.topics.values():
            for fact in topic.facts.values():
                for vintage in fact.vintages:
                    if key := _key(vintage):
                        self._by_value.setdefault(key, (fact, vintage))

    def typed_in(self, passage: Passage) -> Iterator[TypedFigure]:
        """The figures typed in a text, in order, each held against the facts."""
        topic = self._library.topics.get(passage.topic)
        own = tuple(topic.facts.values()) if topic else ()
        stated = list(facts_named(self._library, passage))
        named = frozenset(fact.ref for fact in stated)
        mark = self._library.marker(passage.owner, passage.path)
        for figure in figures(masked(passage.text)):
            if any(measures_since(fact, figure) for fact in stated):
                continue
            yield self._compare(TypedFigure(passage, figure, mark(figure.start)), own, named)

    def _compare(self, typed: TypedFigure, own: Iterable[Fact], named: frozenset[str]) -> TypedFigure:
        """Hold a figure against the facts of its own topic, then against those of all others for the same value.

        `named` are the references of the facts that the text has in braces.
        """
        stated = [fact for fact in own if fact.ref in named]
        for verdict, facts in ((_same, own), (_same_period, stated), (_stale, own), (_near, own), (_other, own)):
            for fact in facts:
                if found := verdict(typed, fact):
                    return found
        if _is_telling(typed.figure) and (key := _figure_key(typed.figure)) in self._by_value:
            fact, vintage = self._by_value[key]
            return typed.found("same" if _prints(fact, vintage) else "other", fact, vintage)
        return typed


def measures_since(fact: Fact, figure: Figure) -> bool:
    """Whether a figure is a year that the measure of a fact names, as in `hospitals closed since 2010`."""
    year = figure.when if figure.when and figure.when.month is None else None
    return year is not None and re.search(rf"\b{year.year}\b", fact.measure) is not None


def _prints(fact: Fact, vintage: Vintage) -> bool:
    """Whether a vintage is what documents print of a fact."""
    return vintage.status.is_sound and (vintage is fact.vintages[-1] or vintage == fact.current)


def _key(vintage: Vintage) -> tuple[str, object] | None:
    value = vintage.value
    if value.when:
        return "date", value.when
    return None if value.number is None else (value.kind, value.number)


def _figure_key(figure: Figure) -> tuple[str, object]:
    return ("date", figure.when) if figure.kind == "date" else (figure.kind, figure.number)


def _is_telling(figure: Figure) -> bool:
    """Whether a figure has enough digits to be no coincidence elsewhere in the store."""
    if figure.when:
        return figure.when.month is not None
    return figure.digits >= 3


def _same(typed: TypedFigure, fact: Fact) -> TypedFigure | None:
    current, figure = fact.current, typed.figure
    equal = _key(current) == _figure_key(figure) and (figure.digits >= 2 or figure.kind != "number")
    if not equal and figure.digits == 1 and figure.kind == "number" and fact.unit:
        equal = _key(current) == _figure_key(figure) and _has_unit(typed, fact)
    if not equal and current.value.kind == "text":
        equal = _stands_in(typed, current.value.text)
    return typed.found("same", fact, current) if equal and current.status.is_sound else None


def _stands_in(typed: TypedFigure, words: str) -> bool:
    """Whether a figure is part of the words of a fact that is a short text: `five years`."""
    first = max(0, typed.figure.start - len(words))
    around = typed.passage.text[first : typed.figure.start + len(words)].lower()
    at = around.find(words.lower())
    return at >= 0 and first + at <= typed.figure.start < first + at + len(words)


def _same_period(typed: TypedFigure, fact: Fact) -> TypedFigure | None:
    """The year of a figure that the same text states."""
    figure, period = typed.figure, fact.current.period
    if figure.kind != "date" or not period or period not in (figure.text, str(figure.when)):
        return None
    return typed.found("same", fact, fact.current, "period")


def _stale(typed: TypedFigure, fact: Fact) -> TypedFigure | None:
    """An older value of a series, or one that is disputed, superseded or overtaken."""
    figure = typed.figure
    for vintage in fact.vintages:
        sound = vintage is fact.vintages[-1] and vintage.status.is_sound
        if not sound and _key(vintage) == _figure_key(figure) and (figure.digits >= 2 or figure.kind != "number"):
            return typed.found("other", fact, vintage)
    return None


def _near(typed: TypedFigure, fact: Fact) -> TypedFigure | None:
    value, figure = fact.current.value, typed.figure
    if figure.number is None or value.number is None or value.kind != figure.kind or not fact.current.status.is_sound:
        return None
    if figure.digits < 2 and figure.kind == "number" and not _has_unit(typed, fact):
        return None
    close = _rounds_to(value.number, figure) or _is_within_a_percent(value.number, figure)
    return typed.found("near", fact, fact.current) if close else None


def _rounds_to(number: Decimal, figure: Figure) -> bool:
    """Whether the figure is the number with fewer digits."""
    if not number or not 0 < figure.digits < len(number.as_tuple().digits):
        return False
    last = Decimal(1).scaleb(number.adjusted() - figure.digits + 1)
    return (number / last).quantize(Decimal(1), ROUND_HALF_UP) * last == figure.number != number


def _is_within_a_percent(number: Decimal, figure: Figure) -> bool:
    """Whether both are within one percent, or shares within half a point."""
    assert figure.number is not None
    difference = abs(number - figure.number)
    return 0 < difference <= (Decimal("0.5") if figure.kind == "percent" else abs(number) / 100)


def _other(typed: TypedFigure, fact: Fact) -> TypedFigure | None:
    """Another number of the same things: `390,000 jobs`, where the fact is 407,782 jobs."""
    value, figure = fact.current.value, typed.figure
    if not fact.current.status.is_sound or value.kind != figure.kind or not fact.unit or figure.number is None:
        return None
    return typed.found("other", fact, None) if _has_unit(typed, fact) else None


def _has_unit(typed: TypedFigure, fact: Fact) -> bool:
    """Whether what stands after the figure is the unit of the fact."""
    unit = re.compile(rf"\s+{re.escape(fact.unit)}\b", re.IGNORECASE)
    return unit.match(typed.passage.text, typed.figure.end) is not None
