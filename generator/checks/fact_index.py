"""Figures typed in the texts of the store, each held against the facts: the same, nearly the same, another, unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from generator.checks.language.number_words import NUMBER_WORDS
from generator.checks.language.numbers import Figure, figures, has_digits
from generator.checks.language.sentences import masked
from generator.checks.subjects import SOUND, Material, Passage
from generator.store.schema import Fact, Vintage

Verdict = Literal["same", "near", "other", "unknown"]


@dataclass(frozen=True, slots=True)
class Typed:
    """A figure in a text. `fact` and `vintage` are what it was held against; None when nothing is like it.

    `part` is set when it is not the value but another part of the fact, such as its period.
    """

    passage: Passage
    figure: Figure
    verdict: Verdict
    fact: Fact | None = None
    vintage: Vintage | None = None
    part: str = ""

    @property
    def name(self) -> str:
        """How the text would have to name the fact."""
        assert self.fact is not None
        return self.fact.id if self.fact.topic == self.passage.topic else self.fact.ref


def typed(material: Material) -> list[Typed]:
    """Every typed figure of the store; worked out once for all rules that ask."""
    found: list[Typed] = material.once("typed", lambda: list(_find(material)))
    return found


def _find(material: Material) -> Iterator[Typed]:
    shelves = Shelves(material)
    in_words = {id(p) for p in material.with_words(NUMBER_WORDS)}
    for passage in material.passages:
        if id(passage) in in_words or has_digits(masked(passage.text)):
            for figure in figures(masked(passage.text)):
                yield shelves.compare(passage, figure)


class Shelves:
    """The facts of a store by topic and by exact value."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self._exact: dict[tuple[str, object], tuple[Fact, Vintage]] = {}
        for fact in material.facts:
            for vintage in fact.vintages:
                if (key := _key(vintage)) and (fact.current is vintage or key not in self._exact):
                    self._exact.setdefault(key, (fact, vintage))

    def compare(self, passage: Passage, figure: Figure) -> Typed:
        """Hold a figure against the facts of its own topic, then against those of all others for the same value."""
        own = self._own(passage)
        for verdict in (_same, _same_period, _stale, _near, _other):
            for fact in own:
                if found := verdict(self.material, passage, figure, fact):
                    return found
        if _telling(figure) and (key := _figure_key(figure)) in self._exact:
            fact, vintage = self._exact[key]
            return Typed(passage, figure, "same" if _prints(fact, vintage) else "other", fact, vintage)
        return Typed(passage, figure, "unknown")

    def _own(self, passage: Passage) -> Iterable[Fact]:
        topic = self.material.library.topics.get(passage.topic)
        return topic.facts.values() if topic else ()


def _prints(fact: Fact, vintage: Vintage) -> bool:
    return (vintage is fact.vintages[-1] and vintage.status in SOUND) or (
        vintage == fact.current and vintage.status in SOUND
    )


def _key(vintage: Vintage) -> tuple[str, object] | None:
    value = vintage.value
    if value.when:
        return "date", value.when
    return None if value.number is None else (value.kind, value.number)


def _figure_key(figure: Figure) -> tuple[str, object]:
    return ("date", figure.when) if figure.kind == "date" else (figure.kind, figure.number)


def _telling(figure: Figure) -> bool:
    """Whether a figure has enough digits to be no coincidence elsewhere in the store."""
    if figure.when:
        return figure.when.month is not None
    return figure.digits >= 3


def _same(material: Material, passage: Passage, figure: Figure, fact: Fact) -> Typed | None:
    current = fact.current
    equal = _key(current) == _figure_key(figure) and (figure.digits >= 2 or figure.kind != "number")
    if not equal and figure.digits == 1 and figure.kind == "number" and fact.unit:
        equal = _key(current) == _figure_key(figure) and _counted(passage, figure, fact)
    if not equal and current.value.kind == "text":
        equal = _in_words(passage, figure, current.value.text)
    return Typed(passage, figure, "same", fact, current) if equal and current.status in SOUND else None


def _in_words(passage: Passage, figure: Figure, text: str) -> bool:
    """Whether a fact that is a short text stands typed where the figure is: `five years`."""
    at = passage.text.lower().find(text.lower(), max(0, figure.start - len(text)))
    return 0 <= at <= figure.start < at + len(text)


def _same_period(material: Material, passage: Passage, figure: Figure, fact: Fact) -> Typed | None:
    """The year of a figure that the same text states."""
    if figure.kind != "date" or fact.current.period not in (figure.text, str(figure.when)) or not fact.current.period:
        return None
    if "{{" not in passage.text or fact not in material.facts_in(passage):
        return None
    return Typed(passage, figure, "same", fact, fact.current, "period")


def _stale(material: Material, passage: Passage, figure: Figure, fact: Fact) -> Typed | None:
    """An older value of a series, or one that is disputed, superseded or overtaken."""
    for vintage in fact.vintages:
        sound = vintage is fact.vintages[-1] and vintage.status in SOUND
        if not sound and _key(vintage) == _figure_key(figure) and (figure.digits >= 2 or figure.kind != "number"):
            return Typed(passage, figure, "other", fact, vintage)
    return None


def _near(material: Material, passage: Passage, figure: Figure, fact: Fact) -> Typed | None:
    value = fact.current.value
    if figure.number is None or value.number is None or value.kind != figure.kind or fact.current.status not in SOUND:
        return None
    if figure.digits < 2 and figure.kind == "number" and not _counted(passage, figure, fact):
        return None
    close = _rounds_to(value.number, figure) or _within(value.number, figure)
    return Typed(passage, figure, "near", fact, fact.current) if close else None


def _rounds_to(number: Decimal, figure: Figure) -> bool:
    """Whether the figure is the number with fewer digits."""
    if not number or figure.number is None or not figure.digits:
        return False
    last = Decimal(1).scaleb(number.adjusted() - figure.digits + 1)
    return (number / last).quantize(Decimal(1), ROUND_HALF_UP) * last == figure.number != number


def _within(number: Decimal, figure: Figure) -> bool:
    """Whether both are within one percent, or shares within half a point."""
    assert figure.number is not None
    difference = abs(number - figure.number)
    return 0 < difference <= (Decimal("0.5") if figure.kind == "percent" else abs(number) / 100)


def _other(material: Material, passage: Passage, figure: Figure, fact: Fact) -> Typed | None:
    """Another number of the same things: `390,000 jobs`, where the fact is 407,782 jobs."""
    value = fact.current.value
    if fact.current.status not in SOUND or value.kind != figure.kind or not fact.unit or figure.number is None:
        return None
    return Typed(passage, figure, "other", fact) if _counted(passage, figure, fact) else None


def _counted(passage: Passage, figure: Figure, fact: Fact) -> bool:
    """Whether what stands after the figure is the unit of the fact."""
    return re.match(rf"\s+{re.escape(fact.unit)}\b", passage.text[figure.end :], re.IGNORECASE) is not None
