"""What the rules look at: the store, the templates and the made documents, and who uses what in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.checks.finished import Finished
from generator.checks.language.office_words import OfficeWords, read_words
from generator.checks.plain import plain_words
from generator.checks.rules.conduct_pack import Pack, read_packs
from generator.errors import Mark
from generator.reading import positions
from generator.reading.fields import texts
from generator.selection.audience import Audience
from generator.store.library import Library
from generator.store.schema import Clearance, Fact, Hearing, Kind, Model, Point, Status, Topic
from generator.store.substitution import substitutions

SOUND = (Status.CURRENT, Status.PROVISIONAL, Status.PROJECTED, Status.FINAL)
"""Statuses of a figure that may be stated as such."""
_TAG = re.compile(r"""\bfacts\(\s*(?:tag\s*=\s*)?["']([^"']+)["']""")


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """One text of the store and who reads it. `path` leads to it from `owner`; bare names of facts are of `topic`."""

    owner: Model
    path: positions.Path
    text: str
    topic: str
    clearance: Clearance
    point: Point | None = None
    field: str = ""  # what the text is called in the file: `full`, `bottom_line`


@dataclass(frozen=True, slots=True)
class Use:
    """A fact stands in a text (`where` names it), a chart, or among the big numbers of a template."""

    clearance: Clearance
    where: str
    caution: bool = False


class Material:
    """Everything the rules may look at, with what follows from it worked out once.

    `documents` are made documents to be looked at too. `printable` says whether the fonts have a character; without it
    nothing is said of characters.
    """

    def __init__(
        self,
        library: Library,
        audiences: Mapping[str, Audience],
        as_of: date,
        *,
        root: Path | None = None,
        documents: Iterable[Finished] = (),
        printable: Callable[[str], bool] | None = None,
    ) -> None:
        self.library, self.audiences, self.as_of = library, audiences, as_of
        self.root, self.printable = root, printable
        self.documents = tuple(documents)
        self.answered: set[tuple[str, str]] = set()  # (owner, code) of every silence that was needed
        self._worked_out: dict[str, Any] = {}

    def once(self, name: str, work: Callable[[], Any]) -> Any:
        """What `work` finds, worked out the first time a rule asks for it by that name."""
        if name not in self._worked_out:
            self._worked_out[name] = work()
        return self._worked_out[name]

    # --- texts -------------------------------------------------------------------------------------------------------

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text of the store, topic by topic, then the hearings."""
        library = self.library
        found: list[Passage] = []
        for topic in library.topics.values():
            found.extend(_topic(topic))
        for hearing in library.hearings.values():
            found.extend(_hearing(hearing))
        return tuple(found)

    def with_words(self, words: Iterable[str]) -> list[Passage]:
        """The texts that have one of the words (in small letters) in them, in order."""
        index: dict[str, list[int]] = self.once("index", self._index)
        numbers = sorted({number for word in words for number in index.get(word, ())})
        return [self.passages[number] for number in numbers]

    def _index(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = {}
        for number, passage in enumerate(self.passages):
            for word in set(plain_words(passage.text)):
                index.setdefault(word, []).append(number)
        return index

    def passages_of(self, owner: Model) -> list[Passage]:
        """The texts of one thing of the store."""
        shelves: dict[int, list[Passage]] = self.once("passages by owner", self._by_owner)
        return shelves.get(id(owner), [])

    def _by_owner(self) -> dict[int, list[Passage]]:
        shelves: dict[int, list[Passage]] = {}
        for passage in self.passages:
            shelves.setdefault(id(passage.owner), []).append(passage)
        return shelves

    def at(self, passage: Passage, offset: int = 0) -> Mark:
        """The place in the file of a character of a text."""
        return self.library.position(passage.owner, passage.path, offset)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        return tuple(p for t in self.library.topics.values() for p in t.points.values())

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(f for t in self.library.topics.values() for f in t.facts.values())

    @cached_property
    def words(self) -> OfficeWords:
        """The office's lists of words."""
        return read_words(self.root, self.library.settings.words)

    @cached_property
    def packs(self) -> tuple[Pack, ...]:
        """The rules packs of the program and of the office. Raises `ContentError`."""
        return read_packs(self.root, self.library.settings.packs)

    # --- who uses a fact ---------------------------------------------------------------------------------------------

    @cached_property
    def _uses(self) -> Mapping[str, list[Use]]:
        uses: dict[str, list[Use]] = {}
        for point in self.points:
            for fact in self.library.used_facts(point):
                use = Use(point.clearance, f"the {point.kind.value} “{point.ref}”", point.kind is Kind.CAUTION)
                uses.setdefault(fact.ref, []).append(use)
        for passage in self.passages:
            if passage.point is None and "{{" in passage.text:
                for ref in self._named(passage):
                    uses.setdefault(ref, []).append(Use(passage.clearance, f"{passage.field} of “{_id(passage)}”"))
        for topic in self.library.topics.values():
            for ref, use in _drawn(topic):
                uses.setdefault(self.library.fact(ref, topic.id).ref, []).append(use)
        for fact in self.facts:
            uses.setdefault(fact.ref, []).extend(self._shown(fact))
        return uses

    def uses(self, fact: Fact) -> list[Use]:
        """Where a fact is stated; the list of all figures in a staff memo does not count."""
        return self._uses[fact.ref]

    def reach(self, fact: Fact) -> tuple[Clearance, bool]:
        """The most public readers of a fact, and whether only cautions (what not to say) state it."""
        reaches: dict[str, tuple[Clearance, bool]] = self.once("reaches", dict)
        if fact.ref not in reaches:
            stated = {u.clearance for u in self.uses(fact) if not u.caution}
            told = stated or {u.clearance for u in self.uses(fact)}
            reaches[fact.ref] = min(told, default=fact.clearance), bool(told) and not stated
        return reaches[fact.ref]

    def facts_in(self, passage: Passage) -> list[Fact]:
        """The facts that a text names, each once."""
        return [self.library.fact(ref) for ref in dict.fromkeys(self._named(passage))]

    def _named(self, passage: Passage) -> Iterator[str]:
        for piece in substitutions(passage.text):
            if piece.ref:
                yield self.library.fact(piece.ref, passage.topic).ref

    def _shown(self, fact: Fact) -> Iterator[Use]:
        """The big numbers of templates: facts that bear a tag a template asks for. Unsound ones are never shown."""
        if fact.current.status not in SOUND:
            return
        for audience, tags in self._tags.items():
            if tags.intersection(fact.tags) and self.audiences[audience].clearance.allows(fact.clearance):
                yield Use(self.audiences[audience].clearance, f"the numbers of {audience} documents")

    @cached_property
    def _tags(self) -> Mapping[str, frozenset[str]]:
        return {a.id: frozenset(_TAG.findall(a.body)) for a in self.audiences.values()}


def _id(passage: Passage) -> str:
    return str(getattr(passage.owner, "id", ""))


def _topic(topic: Topic) -> Iterator[Passage]:
    for path, text in texts(topic):
        yield Passage(topic, path, text, topic.id, Clearance.PUBLIC, field=_field(path))
    for name, chart in topic.charts.items():
        for path, text in texts(chart):
            yield Passage(topic, ("charts", name, *path), text, topic.id, chart.clearance, field=_field(path))
    for point in topic.points.values():
        for path, text in texts(point):
            yield Passage(point, path, text, topic.id, point.clearance, point, _field(path))


def _hearing(hearing: Hearing) -> Iterator[Passage]:
    for path, text in texts(hearing):
        yield Passage(hearing, path, text, "", Clearance.CONGRESS, field=_field(path))
    for name, witness in hearing.witnesses.items():
        for path, text in texts(witness):
            whole = ("witnesses", name, *path)
            yield Passage(hearing, whole, text, "", Clearance.CONGRESS, field=_field(path))


def _field(path: positions.Path) -> str:
    return str(path[0])


def _drawn(topic: Topic) -> Iterator[tuple[str, Use]]:
    """The facts in the charts of a topic."""
    for name, chart in topic.charts.items():
        for ref in filter(None, (chart.series, *chart.facts.values())):
            yield ref, Use(chart.clearance, f"the chart “{topic.id}/{name}”")
