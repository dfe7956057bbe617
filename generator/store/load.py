"""Reads the files of the store into models; what is wrong with any of them is gathered, not thrown."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from generator.errors import ContentError, Mark, Problem
from generator.reading import positions
from generator.reading.fields import Model
from generator.reading.models import derived_key_problem, noun, validate
from generator.reading.named_files import named_files
from generator.reading.positions import Node
from generator.reading.yaml import decode, read_bytes, read_yaml_text, refuse_large
from generator.store.schema import Fact, Hearing, Office, Point, Source, Topic
from generator.store.settings import Settings
from generator.tables.csv_rows import Cells, read_rows
from generator.tables.schema import Column, Table

STORE = "talking_points"
SETTINGS = "onepager.yaml"

M = TypeVar("M", bound=Model)

Place = tuple[Node, positions.Path]
"""A file, and where in it something stands."""


@dataclass(slots=True)
class Broken:
    """What is there and could not be read, so that nobody complains that it is not there."""

    ids: set[str] = field(default_factory=set)
    unknown: bool = False  # a whole file is lost, and with it the names of what was in it

    def may_hold(self, name: str) -> bool:
        return self.unknown or name in self.ids


@dataclass(slots=True)
class Loaded:
    """The content of a store as far as it could be read, in the order of the files."""

    sources: dict[str, Source] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    offices: dict[str, Office] = field(default_factory=dict)
    hearings: dict[str, Hearing] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)
    places: dict[tuple[str, str], Place] = field(default_factory=dict)  # by kind and id: ("source", "umr-2025")
    cells: dict[str, Cells] = field(default_factory=dict)  # where the cells of each table stand
    broken: dict[str, Broken] = field(default_factory=dict)  # by kind
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    digest: str = ""

    def place(self, entity: Model) -> Place:
        """Where a thing of the store stands."""
        if isinstance(entity, Fact | Point):
            node, prefix = self.places["topic", entity.topic]
            return node, (*prefix, f"{noun(entity.__class__)}s", entity.id)
        return self.places[noun(entity.__class__), getattr(entity, "id", "")]


def load(root: Path, instead: Mapping[str, bytes]) -> Loaded:
    """Read every file of the store under `root`; problems are in the result. Files named in `instead` are taken to hold
    what it says, whether they are there or not."""
    return _Loading(root, instead).load()


class _Loading:
    def __init__(self, root: Path, instead: Mapping[str, bytes]) -> None:
        strangers = [file for file in instead if file != SETTINGS and not file.startswith(f"{STORE}/")]
        assert not strangers, f"not files of the store: {strangers}"
        self.root, self.instead = root, instead
        self.loaded = Loaded(broken={kind: Broken() for kind in ("source", "topic", "office", "hearing", "table")})
        self._hash = hashlib.sha256()

    def load(self) -> Loaded:
        loaded = self.loaded
        loaded.sources = self._keyed(f"{STORE}/sources.yaml", Source)
        loaded.offices = self._keyed(f"{STORE}/offices.yaml", Office)
        loaded.topics = self._folder("topics", Topic, self._topic)
        loaded.hearings = self._folder("hearings", Hearing, lambda hearing, node: hearing)
        loaded.tables = self._folder("tables", Table, self._table)
        if self._is_there(SETTINGS) and (node := self._node(SETTINGS)):
            loaded.settings = self._made(Settings, node.data, node) or loaded.settings
            loaded.places["settings", ""] = (node, ())
        loaded.digest = self._hash.hexdigest()
        return loaded

    def _is_there(self, file: str) -> bool:
        return file in self.instead or (self.root / file).exists()

    def _bytes(self, file: str) -> bytes | None:
        try:
            if file in self.instead:
                data = self.instead[file]
                refuse_large(len(data), file)
            else:
                data = read_bytes(self.root / file, file)
        except ContentError as error:
            self.loaded.problems.extend(error.problems)
            return None
        self._hash.update(file.encode() + b"\0" + hashlib.sha256(data).digest())
        return data

    def _node(self, file: str) -> Node | None:
        data = self._bytes(file)
        if data is None:
            return None
        try:
            return read_yaml_text(decode(data, file), file)
        except ContentError as error:
            self.loaded.problems.extend(error.problems)
            return None

    def _made(self, model: type[M], data: object, node: Node, path: positions.Path = ()) -> M | None:
        try:
            return validate(model, data, node, path)
        except ContentError as error:
            self.loaded.problems.extend(error.problems)
            return None

    def _keyed(self, file: str, model: type[M]) -> dict[str, M]:
        """The entries of a file whose keys are ids."""
        kind = noun(model)
        node = self._node(file)
        if node is None:
            self.loaded.broken[kind].unknown = True
            return {}
        made: dict[str, M] = {}
        for id_, entry in node.data.items():
            data = {**entry, "id": id_} if isinstance(entry, dict) else entry
            if entity := self._made(model, data, node, (id_,)):
                made[id_] = entity
                self.loaded.places[kind, id_] = (node, (id_,))
            else:
                self.loaded.broken[kind].ids.add(id_)
        return made

    def _folder(self, folder: str, model: type[M], finish: Callable[[M, Node], M | None]) -> dict[str, M]:
        """One entity per file of a folder; its id is the name of the file."""
        kind = noun(model)
        made: dict[str, M] = {}
        for file, id_ in self._files(folder):
            node = self._node(file)
            entity = self._made(model, {**node.data, "id": id_}, node) if node else None
            if node and entity and (finished := finish(entity, node)):
                made[id_] = finished
                self.loaded.places[kind, id_] = (node, ())
            else:
                self.loaded.broken[kind].ids.add(id_)
        return made

    def _files(self, folder: str) -> Iterator[tuple[str, str]]:
        """The YAML files of a folder with their ids, by name."""
        directory = self.root / STORE / folder
        there = set(directory.iterdir()) if directory.is_dir() else set()
        there |= {path for file in self.instead if (path := self.root / file).parent == directory}
        for path, problem in named_files(there, ".yaml", f"{STORE}/{folder}"):
            if problem:
                self.loaded.problems.append(problem)
                self.loaded.broken[folder.removesuffix("s")].ids.add(path.stem)
            else:
                yield f"{STORE}/{folder}/{path.name}", path.stem

    def _problem(self, mark: Mark, what: str, mend: str) -> None:
        self.loaded.problems.append(Problem(mark, what, mend, code="store"))

    def _topic(self, topic: Topic, node: Node) -> Topic | None:
        """Refuse ids and topics written inside facts and points: the keys and the file name say them."""
        before = len(self.loaded.problems)
        for group, what in (("facts", "fact"), ("points", "point")):
            entries = node.data.get(group)
            for id_, entry in entries.items() if isinstance(entries, dict) else ():
                for key in ("id", "topic"):
                    if isinstance(entry, dict) and key in entry:
                        mark = node.mark(group, id_, key, key=True)
                        self.loaded.problems.append(derived_key_problem(mark, key, what))
        return topic if len(self.loaded.problems) == before else None

    def _table(self, table: Table, node: Node) -> Table | None:
        """The table with the rows of its CSV, which stands beside its YAML file."""
        if "/" in table.file or "\\" in table.file or table.file.startswith("."):
            self._problem(node.mark("file"), f'"{table.file}" is not a file name', "put the CSV beside this file")
            return None
        file = f"{STORE}/tables/{table.file}"
        if not self._is_there(file):
            self._problem(node.mark("file"), f"there is no file {file}", "put the CSV beside this file")
            return None
        if (data := self._bytes(file)) is None:
            return None
        found = read_rows(table, data, file, node)
        self.loaded.problems.extend(found.problems)
        self.loaded.warnings.extend([*found.warnings, *found.doubts])
        if found.problems:
            return None
        self.loaded.cells[table.id] = found.cells
        # A row's key and name, and the key of the row it lies in, can be printed without being described.
        upper = (table.above.key,) if table.above and table.above.key else ()
        names = (table.key, table.name, "name", *upper)
        columns = {name: Column() for name in names if name not in table.columns}
        return table.model_copy(update={"rows": tuple(found.rows), "columns": {**table.columns, **columns}})
