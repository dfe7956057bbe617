"""Drafts that are fitted alike: what was decided for one holds for the next if that takes the same room.

The drafts that a template makes for the rows of a table have most of their elements in common, and those of a row's own
are mostly as high. What fitting decides depends on heights, and on what is said of places, sources and words; where all
of that is the same, so is what is decided. Only heights that were asked for count, and only those are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

from generator.document.blocks import Heading
from generator.document.draft import Draft, Variant, VariantList, marks_of
from generator.layout.theme import Density

MOST_ALIKE = 3
"""How many of the drafts that are made alike are remembered."""

_ABOUT = attrgetter("key", "point", "kind", "title", "priority", "required", "extra", "group", "at_least")
_LIST_BEGINS = object()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was decided: the option taken at each open place, the density, and all that in words."""

    choice: Mapping[int, int | None]
    density: Density
    decisions: tuple[str, ...]


class Asked(NamedTuple):
    """A question: how to fit a draft into `room` points, or `brim` if it cannot be helped."""

    draft: Draft
    room: float
    brim: float


class _Answered(NamedTuple):
    """A question that was answered. `heights` has what was asked for, by density and the `id` of an element."""

    asked: Asked
    places: Sequence[object]
    heights: Mapping[Density, Mapping[int, float]]
    outcome: Outcome


Measure = Callable[[Any, Density], float]
"""The height of an element at a density."""


def remember(asked: Asked, key: object, heights: Mapping[Density, Mapping[int, float]], outcome: Outcome) -> None:
    """Remember an answer for drafts made alike. `key` stands for all else that an answer depends on."""
    answers = asked.draft.alike.setdefault(key, [])
    answers.insert(0, _Answered(asked, _places(asked.draft), heights, outcome))
    del answers[MOST_ALIKE:]


def answer(asked: Asked, key: object, measure: Measure) -> Outcome | None:
    """What was decided for a draft that takes the same room, if one is remembered."""
    answers: Sequence[_Answered] = asked.draft.alike.get(key, ())
    places = _places(asked.draft) if answers else ()
    for answered in answers:
        if _Comparison(answered, asked, measure).holds(places):
            return answered.outcome
    return None


def _places(draft: Draft) -> list[object]:
    """The blocks of a draft, and in the place of each list its beginning and its items."""
    places: list[object] = []
    for block in draft.blocks:
        if isinstance(block, VariantList):
            places += (_LIST_BEGINS, *block.items)
        else:
            places.append(block)
    return places


class _Comparison:
    """Whether an answer to one question is the answer to another."""

    def __init__(self, answered: _Answered, asked: Asked, measure: Measure) -> None:
        self._answered, self._asked, self._measure = answered, asked, measure
        self._words_count = bool(asked.draft.words)

    def holds(self, places: Sequence[object]) -> bool:
        old, new = self._answered.asked, self._asked
        return (
            (old.room, old.brim) == (new.room, new.brim)
            and (old.draft.words, old.draft.pages) == (new.draft.words, new.draft.pages)
            and old.draft.notes is new.draft.notes
            and len(places) == len(self._answered.places)
            and all(a is b or self._is_alike(a, b) for a, b in zip(self._answered.places, places, strict=True))
        )

    def _is_alike(self, old: object, new: object) -> bool:
        if isinstance(old, Variant) and isinstance(new, Variant):
            return (
                _ABOUT(old) == _ABOUT(new)
                and len(old.options) == len(new.options)
                and all(
                    a is b
                    or (
                        a.wording == b.wording
                        and (a.words == b.words or not self._words_count)
                        and self._takes_same_room(a.element, b.element)
                    )
                    for a, b in zip(old.options, new.options, strict=True)
                )
            )
        return self._takes_same_room(old, new)

    def _takes_same_room(self, old: Any, new: Any) -> bool:
        if old is new:
            return True
        if old.__class__ is not new.__class__ or marks_of(old) != marks_of(new):
            return False
        if isinstance(old, Heading) and old.level != new.level:
            return False
        heights = [(density, known.get(id(old))) for density, known in self._answered.heights.items()]
        return all(height is None or self._measure(new, density) == height for density, height in heights)
