"""Dependencies recorded: stand-ins for the entities of the store that note what composing a document reads.

Build systems call the record a *verifying trace*: the name of each thing read, and a digest of what it said. While
every name still gives the same digest, composing again would make the same document. `generator/dependencies.py` asks
the store of another day for the same names.

A name is the way to the thing from the library: `topics`, `nih-funding`, `facts`, `jobs`, `value`. Of a collection that
was gone through, the keys are noted in their order. What composing finds out by a search (which points are chosen, what
a row prints for a column) is noted as a *question* with its answer, so that a change elsewhere in what was searched is
no change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from typing import Any, cast

from pydantic import BaseModel

from generator.selection.select import Selection
from generator.store.library import Library
from generator.store.schema import Fact, Model
from generator.tables.doubts import Doubt
from generator.tables.parents import Cell

SEPARATOR = "\x1f"
"""Between the parts of a name: a character that no text of the store may have."""
KEYS = "*"
"""The last part of the name of a collection's keys."""
QUESTION = "?"
"""The first character of the name of a question."""
ABSENT = "\x00absent"

Row = Mapping[str, str]


class Recorder:
    """What one document read. `library` is the store whose entities note it."""

    def __init__(self, library: Library) -> None:
        self._reads: dict[str, Any] = {}
        self._digests: dict[str, str] = {}
        self.library = cast(Library, _NotedLibrary(library, self))

    def note(self, name: str, value: Any) -> None:
        """Enter what was read. `value` is a plain value of the store, or a tuple of them."""
        self._reads[name] = value

    def ask(self, question: str, arguments: Sequence[str], answer: Any) -> None:
        """Enter a question that was answered by searching the store."""
        self._reads[SEPARATOR.join((QUESTION + question, *arguments))] = answer

    def was_read(self, *name: str) -> bool:
        """Whether this was read: `was_read("topics", "nih-funding", "summary")`."""
        return SEPARATOR.join(name) in self._reads

    def trace(self) -> dict[str, str]:
        """The digest of everything read so far, by name. What was read once is digested once, since it stays."""
        for name, value in self._reads.items():
            if name not in self._digests:
                self._digests[name] = digest(value)
        return dict(self._digests)


def digest(value: Any) -> str:
    """8 bytes in hexadecimal, the same in every process."""
    return blake2b(_canonical(value).encode(errors="surrogatepass"), digest_size=8).hexdigest()


def digest_of_trace(trace: Mapping[str, str]) -> str:
    """The digest of a whole trace, in whatever order things were read."""
    return digest("\n".join(f"{name}={value}" for name, value in sorted(trace.items())))


def _canonical(value: Any) -> str:
    """A value in words that no other value has, and that hang on no name of ours: a record is its values in order."""
    if isinstance(value, str):  # most are, and an entry of a closed list is its word
        return value
    if isinstance(value, tuple):
        return f"\x02{len(value)}\x1e" + "\x1e".join(map(_canonical, value))
    if is_dataclass(value):
        return _canonical(tuple(getattr(value, field.name) for field in fields(value)))
    return f"\x03{value}"


def noted(recorder: Recorder, name: str, value: Any) -> Any:
    """`value` itself, noted; or for an entity or a collection a stand-in that notes what is read of it."""
    if isinstance(value, BaseModel):
        return _Noted(recorder, name, value)
    if isinstance(value, dict):
        return NotedMapping(recorder, name, value)
    if isinstance(value, tuple) and value and isinstance(value[0], BaseModel | dict):
        recorder.note(f"{name}{SEPARATOR}{KEYS}", len(value))
        return tuple(noted(recorder, f"{name}{SEPARATOR}{i}", item) for i, item in enumerate(value))
    recorder.note(name, value)
    return value


_NAMES = frozenset(("id", "ref", "topic"))
"""Fields that only say which entity it is."""


class _Noted:
    """Stands for an entity of the store. It passes for one of its class, and notes each field that is read: once, since
    what was read becomes an attribute of its own."""

    def __init__(self, recorder: Recorder, name: str, entity: BaseModel) -> None:
        self._recorder, self._name, self._entity = recorder, name, entity

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        return type(self._entity)

    def __getattr__(self, field: str) -> Any:
        value = getattr(self._entity, field)
        if field not in _NAMES and not callable(value):
            value = noted(self._recorder, f"{self._name}{SEPARATOR}{field}", value)
        self.__dict__[field] = value
        return value

    def __eq__(self, other: object) -> bool:
        return self._entity is getattr(other, "_entity", other)

    def __hash__(self) -> int:
        return id(self._entity)


class NotedMapping(Mapping[str, Any]):
    """Stands for a collection by key, or for a row of a table. It notes what is asked for, and what stands there."""

    __slots__ = ("_name", "_read", "_recorder", "unnoted")

    def __init__(self, recorder: Recorder, name: str, entries: Mapping[str, Any]) -> None:
        self._recorder, self._name, self.unnoted = recorder, name, entries
        self._read: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        if key in self._read:
            return self._read[key]
        name = f"{self._name}{SEPARATOR}{key}"
        if key not in self.unnoted:
            self._recorder.note(name, ABSENT)
            raise KeyError(key)
        value = self._read[key] = noted(self._recorder, name, self.unnoted[key])
        return value

    def __iter__(self) -> Iterator[str]:
        self._recorder.note(f"{self._name}{SEPARATOR}{KEYS}", tuple(self.unnoted))
        return iter(self.unnoted)

    def __len__(self) -> int:
        self._recorder.note(f"{self._name}{SEPARATOR}{KEYS}", tuple(self.unnoted))
        return len(self.unnoted)


class _NotedLibrary:
    """Stands for the library, as far as composing, the gate and receipts need one."""

    def __init__(self, library: Library, recorder: Recorder) -> None:
        self.unnoted = library
        self._recorder = recorder
        self.sources = NotedMapping(recorder, "sources", library.sources)
        self.topics = NotedMapping(recorder, "topics", library.topics)
        self.offices = NotedMapping(recorder, "offices", library.offices)
        self.hearings = NotedMapping(recorder, "hearings", library.hearings)
        self.tables = NotedMapping(recorder, "tables", library.tables)
        self.settings = _Noted(recorder, "settings", library.settings)
        self.warnings = library.warnings

    def fact(self, ref: str, topic: str = "") -> Fact:
        return Library.fact(cast(Library, self), ref, topic)

    def row(self, table: str, key: str) -> Row | None:
        row = self.unnoted.row(table, key)
        name = SEPARATOR.join(("rows", table, key))
        if row is None:
            self._recorder.note(name, ABSENT)
            return None
        return NotedMapping(self._recorder, name, row)

    def cell(self, table: str, row: Row, column: str) -> Cell | None:
        """What a row prints for a column, its own cell or that of a place above. Noted as a question: which rows and
        tables were gone through for it is no part of the document."""
        plain = unnoted(row)
        found = self.unnoted.cell(table, plain, column)
        key = plain[self.unnoted.tables[table].key]
        self._recorder.ask("cell", (table, key, column), cell_answer(found))
        if found is None:
            return None
        name = SEPARATOR.join(("tables", found.table, "columns", found.name))
        declared = noted(self._recorder, name, found.column)
        return Cell(found.text, declared, found.table, found.key, found.name, found.whole)

    def doubts(self, table: str, key: str, column: str) -> tuple[Doubt, ...]:
        found = self.unnoted.doubts(table, key, column)
        self._recorder.ask("doubts", (table, key, column), doubts_answer(found))
        return found

    def default_office(self) -> str:
        return self.unnoted.default_office()

    # Places in files are for messages, and no part of a document.

    def mark(self, entity: Model | str, *path: Any, key: bool = False) -> Any:
        return self.unnoted.mark(unnoted(entity), *path, key=key)

    def position(self, entity: Model | str, path: Any, offset: int) -> Any:
        return self.unnoted.position(unnoted(entity), path, offset)


def cell_answer(cell: Cell | None) -> tuple[str, ...] | str:
    """What a cell is, as the answer to the question what a row prints for a column."""
    return ABSENT if cell is None else (cell.ref, cell.text, cell.whole)


def doubts_answer(doubts: Sequence[Doubt]) -> tuple[str, ...]:
    """What is doubtful of a cell, as the answer to the question for it."""
    return tuple(doubt.code for doubt in doubts)


def unnoted(value: Any) -> Any:
    """The library, entity or collection that a stand-in stands for; anything else as it is."""
    if type(value) is _Noted:
        return value._entity
    return value.unnoted if type(value) in (NotedMapping, _NotedLibrary) else value


def row_key(library: Library, selection: Selection) -> str:
    """The key of the row that a document is made for; empty without one."""
    if selection.row is None:
        return ""
    plain = unnoted(library)
    return str(unnoted(selection.row)[plain.tables[selection.table].key])
