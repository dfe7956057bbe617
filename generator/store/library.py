"""The store as the rest of the program sees it: read, checked, and every part of it traceable to its line."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from generator.errors import ContentError, Mark, Problem, did_you_mean
from generator.reading import positions
from generator.reading.models import noun
from generator.store import references
from generator.store.load import STORE, Place, load
from generator.store.references import Uses
from generator.store.schema import Clearance, Fact, Hearing, Model, Office, Point, Source, Topic
from generator.store.secrecy import HeldBack, Stated, held_back
from generator.store.settings import Settings
from generator.tables import parents
from generator.tables.csv_rows import Cells
from generator.tables.doubts import Doubt
from generator.tables.parents import Cell
from generator.tables.schema import Table

__all__ = ["Library", "read_library"]


@dataclass(frozen=True, slots=True)
class Library:
    """Everything in the store, in the order of the files (topics, hearings and tables by file name).

    `warnings` are what was assumed while reading. `digest` is a SHA-256 of the names and contents of all files read.
    """

    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]
    offices: Mapping[str, Office]
    hearings: Mapping[str, Hearing]
    tables: Mapping[str, Table]
    settings: Settings
    warnings: tuple[Problem, ...]
    digest: str
    _places: Mapping[tuple[str, str], Place] = field(repr=False)
    _uses: Mapping[str, Uses] = field(repr=False)
    _stated: Mapping[str, tuple[Stated, ...]] = field(repr=False)
    _rows: Mapping[tuple[str, str], dict[str, str]] = field(repr=False)
    _cells: Mapping[str, Cells] = field(repr=False)

    def fact(self, ref: str, topic: str = "") -> Fact:
        """The fact that `ref` names: `jobs` in the topic with id `topic`, or `fentanyl/deaths` anywhere.

        Raises `LookupError` in words.
        """
        given, _, name = ref.rpartition("/")
        found = self.topics.get(given or topic)
        if found is None:
            raise LookupError(f'there is no topic "{given or topic}"; {did_you_mean(given or topic, self.topics)}')
        if name not in found.facts:
            raise LookupError(f'there is no fact "{found.id}/{name}"; {did_you_mean(name, found.facts)}')
        return found.facts[name]

    def used_facts(self, point: Point) -> tuple[Fact, ...]:
        """The facts that the texts of a point name, each once, in order of first use."""
        return self._uses.get(point.ref, Uses()).facts

    def held_back(self, fact: Fact, clearance: Clearance, moment: datetime) -> HeldBack | None:
        """Whether and why a document of this clearance may not show a fact at this moment; None if it may."""
        return held_back(fact, self._stated.get(fact.ref, ()), clearance, moment)

    def used_columns(self, point: Point) -> tuple[str, ...]:
        """The columns of the topic's table that the texts of a point name, each once, in order of first use."""
        uses = self._uses.get(point.ref)
        return uses.columns if uses else ()

    def row(self, table: str, key: str) -> dict[str, str] | None:
        """The row of a table whose key column holds `key`: column to cell as typed, and `name` for its name."""
        return self._rows.get((table, key))

    def cell(self, table: str, row: Mapping[str, str], column: str) -> Cell | None:
        """What `row.column` prints for a row of a table: its own cell, or that of the nearest place above it; None when
        there is none anywhere."""
        return parents.find_cell(self, table, row, column)

    def doubts(self, table: str, key: str, column: str) -> tuple[Doubt, ...]:
        """What may be wrong with a cell of a table, its letters included."""
        here = (d for d in self.warnings if isinstance(d, Doubt) and d.table == table)
        return tuple(d for d in here if (d.key, d.column) in (("", ""), (key, column)))

    def embargoes(self) -> Iterator[datetime]:
        """Every moment at which an embargo ends."""
        topics = self.topics.values()
        points = (point.embargo for topic in topics for point in topic.points.values())
        facts = (fact.embargo for topic in topics for fact in topic.facts.values())
        hearings = (hearing.embargo for hearing in self.hearings.values())
        yield from filter(None, (*points, *facts, *hearings))

    def default_office(self) -> str:
        """The id of the office that documents come from unless told otherwise: as set, or the first in the file."""
        return self.settings.office or next(iter(self.offices))

    def mark(self, entity: Model | str, *path: positions.Key, key: bool = False) -> Mark:
        """Where an entity stands, or the part of it at `path` (`library.mark(point, "full")`).

        `entity` is a source, topic, fact, point, office, hearing, table or the settings, or the id of one; `topic/id`
        is a fact or, if there is none, a point. Raises `LookupError` for what is not in the library.
        """
        node, prefix = self._place(entity)
        return node.mark(*prefix, *path, key=key)

    def position(self, entity: Model | str, path: str | positions.Path, offset: int) -> Mark:
        """Where the character at `offset` of a text stands; `path` is its field, or such as `("followup", 0)`."""
        node, prefix = self._place(entity)
        return node.position((*prefix, *((path,) if isinstance(path, str) else path)), offset)

    def marker(self, entity: Model | str, path: positions.Path) -> Callable[[int], Mark]:
        """Tells of rising offsets into one text where they stand, in one walk through it: see `position`."""
        node, prefix = self._place(entity)
        return node.marker((*prefix, *path))

    def cell_mark(self, table: Table, key: str, column: str) -> Mark:
        """Where a cell of a table stands in its CSV."""
        return self._cells[table.id].mark(key, column)

    def _place(self, entity: Model | str) -> Place:
        match entity:
            case str():
                return self._place_of_ref(entity)
            case Fact() | Point():
                return self._inside_topic(entity.topic, f"{noun(entity.__class__)}s", entity.id)
            case Settings():
                return self._places["settings", ""]
            case _:
                return self._places[noun(entity.__class__), getattr(entity, "id", "")]

    def _place_of_ref(self, ref: str) -> Place:
        topic, _, name = ref.rpartition("/")
        if topic:
            group = "facts" if topic in self.topics and name in self.topics[topic].facts else "points"
            return self._inside_topic(topic, group, name)
        for kind in ("topic", "source", "office", "hearing", "table"):
            if (kind, ref) in self._places:
                return self._places[kind, ref]
        raise LookupError(f'there is nothing called "{ref}" in the store')

    def _inside_topic(self, topic: str, group: str, name: str) -> Place:
        node, prefix = self._places["topic", topic]
        return node, (*prefix, group, name)


def read_library(root: Path, instead: Mapping[str, bytes] | None = None) -> Library:
    """Read the store of the workspace at `root` (the folder that holds `talking_points/`).

    With `instead`, as it would be if files of these names in the workspace held these bytes.

    Raises `ContentError` with every problem of every file: what cannot be read, what is not well formed, and names of
    things that do not exist. A file that cannot be read does not make the others' references to it problems.
    """
    with _collector_off():
        loaded = load(root, instead or {})
        uses, stated = references.check(loaded)
    if not loaded.offices and not loaded.broken["office"].unknown and not loaded.broken["office"].ids:
        mark = Mark(f"{STORE}/offices.yaml")
        loaded.problems.append(
            Problem(mark, "there is no office", "add one; documents come from an office", code="store")
        )
    if loaded.problems:
        raise ContentError(loaded.problems)
    return Library(
        sources=loaded.sources,
        topics=loaded.topics,
        offices=loaded.offices,
        hearings=loaded.hearings,
        tables=loaded.tables,
        settings=loaded.settings,
        warnings=tuple(loaded.warnings),
        digest=loaded.digest,
        _places=loaded.places,
        _uses=uses,
        _stated=stated,
        _cells=loaded.cells,
        _rows={(table.id, row[table.key]): row for table in loaded.tables.values() for row in table.rows},
    )


@contextmanager
def _collector_off() -> Iterator[None]:
    """Without the garbage collector: reading makes many objects and no rubbish, and it would walk them all again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
