"""The texts of the store as the rules see them: what staff wrote, where it stands, and who will read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.reading import positions
from generator.reading.printed import texts
from generator.store.library import Library
from generator.store.schema import Clearance, Fact, Hearing, Model, Point, Topic
from generator.store.substitution import substitutions


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One text of the store. `path` leads to it from `owner`; bare names of facts in it are of `topic`.

    `field` is what the text is called in the file: `full`, `bottom_line`.
    """

    owner: Model
    path: positions.Path
    text: str
    topic: str
    clearance: Clearance
    point: Point | None = None

    @property
    def field(self) -> str:
        return next(key for key in reversed(self.path) if isinstance(key, str))


def passages_of(library: Library) -> Iterator[Passage]:
    """Every text of the store, topic by topic, then the hearings."""
    for topic in library.topics.values():
        yield from _topic(topic)
    for hearing in library.hearings.values():
        yield from _hearing(hearing)


def _topic(topic: Topic) -> Iterator[Passage]:
    for path, text in texts(topic):
        yield Passage(topic, path, text, topic.id, Clearance.PUBLIC)
    for name, chart in topic.charts.items():
        for path, text in texts(chart):
            yield Passage(topic, ("charts", name, *path), text, topic.id, chart.clearance)
    for point in topic.points.values():
        for path, text in texts(point):
            yield Passage(point, path, text, topic.id, point.clearance, point)


def _hearing(hearing: Hearing) -> Iterator[Passage]:
    for path, text in texts(hearing):
        yield Passage(hearing, path, text, "", Clearance.CONGRESS)
    for name, witness in hearing.witnesses.items():
        for path, text in texts(witness):
            yield Passage(hearing, ("witnesses", name, *path), text, "", Clearance.CONGRESS)


def facts_named(library: Library, passage: Passage) -> list[Fact]:
    """The facts that a text names in `{{ … }}`, each once."""
    named = [library.fact(piece.ref, passage.topic) for piece in substitutions(passage.text) if piece.ref]
    return list({fact.ref: fact for fact in named}.values())


def identity(owner: Model) -> str:
    """What names a thing of the store among all others: its class and its reference."""
    return f"{type(owner).__name__} {getattr(owner, 'ref', getattr(owner, 'id', ''))}"
