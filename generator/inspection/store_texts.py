"""Everything a store says, text by text: whose it is and who may see it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from generator.store.library import Library
from generator.store.schema import Clearance, Fact, Hearing, Model, Point
from generator.store.secrecy import Readers
from generator.values.value import Value

OFFICE_ONLY = frozenset(("note", "silence", "checked_by"))
"""Fields that no document prints, whatever the clearance of what they belong to."""
REF = ("id",)
"""The path of the ref of a point or fact."""
FOR_CONGRESS = f"is for {Clearance.CONGRESS.value}"
NOT_TEXT = ("id", "topic", "kind", "clearance", "status", "tags", "audiences", "offices", "witness", "superseded_by")


@dataclass(frozen=True, slots=True)
class StoreText:
    """One text of the store: of what (`ref`), which part of it (`path`), and who may see it.

    `clearance` is the least that may; nobody may before `embargo`, and the public not before `public_from`.
    """

    ref: str
    path: tuple[str, ...]
    text: str
    topic: str = ""
    clearance: Clearance = Clearance.PUBLIC
    embargo: datetime | None = None
    public_from: datetime | None = None

    def held_back(self, clearance: Clearance, moment: datetime) -> str:
        """Why a document of this clearance may not say it at this moment, or the empty string."""
        return Readers(self.clearance, self.embargo, self.public_from).held_back(clearance, moment)


# --- walking the store -------------------------------------------------------------------------------------------


def store_texts(library: Library) -> Iterator[StoreText]:
    """Every text of a store: all topics, offices, hearings, sources and tables, whatever they are used for."""
    for topic in library.topics.values():
        own = StoreText(topic.id, (), "", topic.id)
        yield from _of(topic, own, without=("facts", "points", "charts"))
        for name, chart in topic.charts.items():
            yield from _of(chart, replace(own, path=("charts", name), clearance=chart.clearance))
        for fact in topic.facts.values():
            yield from _of_named(fact, StoreText(fact.ref, (), "", topic.id, fact.clearance, fact.embargo))
        for point in topic.points.values():
            yield from _of_named(point, StoreText(point.ref, (), "", topic.id, point.clearance, point.embargo))
    for source in library.sources.values():
        yield from _of(source, StoreText(source.id, (), "", clearance=source.clearance))
    for office in library.offices.values():
        yield from _of(office, StoreText(office.id, (), ""))
    for table in library.tables.values():
        yield from _of(table, StoreText(table.id, (), ""))
    yield from _of(library.settings, StoreText("settings", (), "", clearance=Clearance.OFFICE))
    for hearing in library.hearings.values():
        yield from _of_hearing(hearing)


def _of_named(model: Fact | Point, own: StoreText) -> Iterator[StoreText]:
    """A fact or point: its texts and its ref, by which a receipt would name it."""
    yield replace(own, path=REF, text=own.ref)
    yield from _of(model, own)


def _of_hearing(hearing: Hearing) -> Iterator[StoreText]:
    """Title, place and names are announced; what is expected is for Congress, and nothing is public under embargo."""
    topic = hearing.topics[0] if hearing.topics else ""
    own = StoreText(hearing.id, (), "", topic)
    yield from _of(hearing, own, without=("purpose", "witnesses"))
    guarded = replace(own, public_from=hearing.embargo)
    yield replace(guarded, path=("purpose",), text=hearing.purpose)
    for name, witness in hearing.witnesses.items():
        person = replace(guarded, path=("witnesses", name))
        yield from _of(witness, person, without=("expected",))
        for number, line in enumerate(witness.expected):
            path = (*person.path, "expected", str(number))
            yield replace(person, path=path, text=line, clearance=Clearance.CONGRESS)


def _of(model: Model, own: StoreText, without: tuple[str, ...] = ()) -> Iterator[StoreText]:
    """The texts of a model and of what is in it. A field that is new to the schema is a text like any other."""
    for path, text in _texts(model, own.path, without):
        clearance = own.clearance if OFFICE_ONLY.isdisjoint(path) else Clearance.OFFICE
        yield StoreText(own.ref, path, text, own.topic, clearance, own.embargo, own.public_from)


def _texts(
    value: object, path: tuple[str, ...], without: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, str):
        if value:
            yield path, value
    elif isinstance(value, Value):
        if value.text:
            yield path, value.text
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            if name not in without and name not in NOT_TEXT and (inner := getattr(value, name)):
                yield from _texts(inner, (*path, name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*path, str(key)))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*path, str(number)))
