"""Everything a store says, text by text: whose it is, who may see it, and what would be printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache

from generator.document.inlines import Emphasis, Inlines, Link, Strong, Text
from generator.document.markdown import read_inlines
from generator.store import substitution
from generator.store.library import Library
from generator.store.schema import Clearance, Fact, Hearing, Model, Point
from generator.store.substitution import ATTRIBUTES, Substitution
from generator.values.value import PartialDate, Value

_TOKEN = re.compile("\ue000(\\d*)\ue001")
_MARKED = re.compile(r"[*_\[\]\\`]")

OFFICE_ONLY = frozenset(("note", "silence", "checked_by"))
"""Fields that no document prints, whatever the clearance of what they belong to."""
REF = ("id",)
"""The path of the ref of a point or fact."""
NOT_TEXT = ("id", "topic", "kind", "clearance", "status", "tags", "audiences", "offices", "witness", "superseded_by")


@dataclass(frozen=True, slots=True)
class Saying:
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
        if not clearance.allows(self.clearance):
            return f"is for {self.clearance.value}"
        if self.embargo and moment < self.embargo:
            return f"under embargo until {_said(self.embargo)}"
        if self.public_from and clearance is Clearance.PUBLIC and moment < self.public_from:
            return f"not public until {_said(self.public_from)}"
        return ""


def _said(moment: datetime) -> str:
    return f"{PartialDate(moment.year, moment.month, moment.day).press()}, {moment:%H:%M %Z}"


# --- walking the store -------------------------------------------------------------------------------------------


def sayings(library: Library) -> Iterator[Saying]:
    """Every text of a store: all topics, offices, hearings, sources and tables, whatever they are used for."""
    for topic in library.topics.values():
        own = Saying(topic.id, (), "", topic.id)
        yield from _of(topic, own, without=("facts", "points", "charts"))
        for name, chart in topic.charts.items():
            yield from _of(chart, replace(own, path=("charts", name), clearance=chart.clearance))
        for fact in topic.facts.values():
            yield from _of_named(fact, Saying(fact.ref, (), "", topic.id, fact.clearance))
        for point in topic.points.values():
            yield from _of_named(point, Saying(point.ref, (), "", topic.id, point.clearance, point.embargo))
    for source in library.sources.values():
        yield from _of(source, Saying(source.id, (), "", clearance=source.clearance))
    for office in library.offices.values():
        yield from _of(office, Saying(office.id, (), ""))
    for table in library.tables.values():
        yield from _of(table, Saying(table.id, (), ""))
    yield from _of(library.settings, Saying("settings", (), "", clearance=Clearance.OFFICE))
    for hearing in library.hearings.values():
        yield from _of_hearing(hearing)


def _of_named(model: Fact | Point, own: Saying) -> Iterator[Saying]:
    """A fact or point: its texts and its ref, by which a receipt would name it."""
    yield replace(own, path=REF, text=own.ref)
    yield from _of(model, own)


def _of_hearing(hearing: Hearing) -> Iterator[Saying]:
    """Title, place and names are announced; what is expected is for Congress, and nothing is public under embargo."""
    topic = hearing.topics[0] if hearing.topics else ""
    own = Saying(hearing.id, (), "", topic)
    yield from _of(hearing, own, without=("purpose", "witnesses"))
    guarded = replace(own, public_from=hearing.embargo)
    yield replace(guarded, path=("purpose",), text=hearing.purpose)
    for name, witness in hearing.witnesses.items():
        person = replace(guarded, path=("witnesses", name))
        yield from _of(witness, person, without=("expected",))
        for number, line in enumerate(witness.expected):
            path = (*person.path, "expected", str(number))
            yield replace(person, path=path, text=line, clearance=Clearance.CONGRESS)


def _of(model: Model, own: Saying, without: tuple[str, ...] = ()) -> Iterator[Saying]:
    """The texts of a model and of what is in it. A field that is new to the schema is a text like any other."""
    for path, text in _texts(model, own.path, without):
        clearance = own.clearance if OFFICE_ONLY.isdisjoint(path) else Clearance.OFFICE
        yield Saying(own.ref, path, text, own.topic, clearance, own.embargo, own.public_from)


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
        for name in _names(type(value)):
            if name not in without and (inner := getattr(value, name)):
                if inner.__class__ is str:  # as most are
                    yield (*path, name), inner
                else:
                    yield from _texts(inner, (*path, name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*path, str(key)))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*path, str(number)))


@cache
def _names(model: type[Model]) -> tuple[str, ...]:
    return tuple(name for name in model.model_fields if name not in NOT_TEXT)


# --- printing ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Printing:
    """A text as it is printed, but for its figures: a token stands for each of `figures`, and one without a number for
    an address that may stand there in the source of the text."""

    text: str
    figures: tuple[Substitution, ...] = ()


def token(number: int | str) -> str:
    """What stands in a printing for one of its figures."""
    return f"\ue000{number}\ue001"


def printing(text: str) -> Printing:
    """How a text of the store prints: without its Markdown."""
    if "{{" not in text and not _MARKED.search(text):
        return Printing(text)
    return _printing(text)


@lru_cache(maxsize=4096)
def _printing(text: str) -> Printing:
    pieces: list[str] = []
    figures: list[Substitution] = []
    for piece in substitution.scan(text)[0]:
        if isinstance(piece, str):
            pieces.append(piece)
        else:
            pieces.append(token(len(figures)))
            figures.append(piece)
    joined = "".join(pieces)
    return Printing(_plain(read_inlines(joined)) if _MARKED.search(joined) else joined, tuple(figures))


def _plain(inlines: Inlines) -> str:
    text = ""
    for inline in inlines:
        match inline:
            case Text():
                text += inline.text
            case Strong() | Emphasis():
                text += _plain(inline.children)
            case Link():
                text += _plain(inline.children) + token("")
    return text


def around_gaps(text: str) -> tuple[str, ...]:
    """What is left of the text of a printing without what is filled in."""
    return tuple(_TOKEN.split(text)[::2])


def filled(library: Library, printed: str, of: Printing, topic: str, form: str = "", blank: str = "") -> str:
    """The text, or a sentence, of a printing with its figures in the form that each asks for, or all in `form`.

    `blank` takes the place of columns, which differ from row to row, and of facts that there are none of.
    """

    def value(match: re.Match[str]) -> str:
        if not match[1]:
            return ""
        wanted = of.figures[int(match[1])]
        fact = fact_of(library, wanted, topic)
        if fact is None:
            return blank
        if form and form in ("press", *ATTRIBUTES.get(wanted.attribute, ("short", "spoken"))):
            wanted = replace(wanted, format=form)
        return substitution.render(wanted, fact)

    return _TOKEN.sub(value, printed)


def fact_of(library: Library, wanted: Substitution, topic: str) -> Fact | None:
    """The fact that a substitution names, if it names one."""
    try:
        return library.fact(wanted.ref, topic) if wanted.ref else None
    except LookupError:
        return None
