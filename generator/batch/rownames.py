"""The part of a file name that tells rows apart, the key and the name: `…_MA-Massachusetts.docx`."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from generator.batch.names import ROW_MAX, ROW_NAME_MAX, label, shortened
from generator.pipeline import Request
from generator.store.library import Library
from generator.tables import parents


class RowNames:
    """The names of the rows of a workspace; they depend on all that can be merged into a topic, never on what is."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._topics: dict[str, dict[tuple[str, str], str]] = {}

    def of(self, request: Request) -> str:
        """The name of the row that a request names; empty when it names none."""
        if not request.row:
            return ""
        if request.topic not in self._topics:
            self._topics[request.topic] = self._made(request.topic)
        table = request.table or self.library.topics[request.topic].table
        return self._topics[request.topic][table, request.row]

    def _made(self, topic_id: str) -> dict[tuple[str, str], str]:
        """A name for each row of the topic's table and of the tables below it: its key, and after it what the row is
        called. A key that is not its own alone, or that is an office's too, gets a digest."""
        own = self.library.topics[topic_id].table
        tables = self.library.tables
        merged = [t for t in tables.values() if any(up.id == own for up in parents.chain(tables, t.id))]
        names = {(t.id, row[t.key]): label(row[t.key], 10 * ROW_MAX) for t in merged for row in t.rows}
        count = Counter(name.casefold() for name in names.values())
        taken = {office.casefold() for office in self.library.offices}
        keys = {
            place: name if name and count[name.casefold()] == 1 and name.casefold() not in taken
            and shortened(name, ROW_MAX) == name else _digested(place, name)
            for place, name in names.items()
        }  # fmt: skip
        called = {(t.id, row[t.key]): label(row[t.name], ROW_NAME_MAX) for t in merged for row in t.rows}
        whole = {place: _with_name(key, called[place]) for place, key in keys.items()}
        used = Counter(name.casefold() for name in (*whole.values(), *taken))
        return {place: name if used[name.casefold()] == 1 else _digested(place, name) for place, name in whole.items()}


def _with_name(key: str, name: str) -> str:
    """A key with the name of its row after it, unless that says no more."""
    return key if name.casefold() in key.casefold() else f"{key}-{name}"


def _digested(place: tuple[str, str], name: str) -> str:
    return f"{name[: ROW_MAX - 7].strip('.-')}-{sha256('/'.join(place).encode()).hexdigest()[:6]}".lstrip("-")
