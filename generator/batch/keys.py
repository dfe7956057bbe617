"""Content keys: what a document is made of, as digests. A document whose key is the same would come out the same.

The key covers just what a document can use: the points that its reader may get, the figures and sources that those
name, the texts of the topic, the template and theme, the office with its paper, the hearing if the template tells of
one, the cells of its row, and the program itself. It is found without composing anything.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pydantic import BaseModel

import generator
from generator.batch.standing import files_in
from generator.batch.worker import BinderRequest, Task, documents_of
from generator.compose.charts import by_size
from generator.pipeline import Project, Request, hearing_of, moment_of
from generator.selection.place import Place, find_place, of_office
from generator.selection.select import may_get
from generator.store.schema import ChartSpec, Fact, Hearing, Kind, Office, Point, Table, Topic
from generator.store.substitution import substitutions
from generator.tables import parents

_FACTS = re.compile(r"\bfacts\(\s*(?:tag\s*=\s*)?(?:([\"'])(.*?)\1|(\)|at_most)|)")
_ROW = re.compile(r"\brow\.(\w+)")
_HEARING = re.compile(r"\b(hearing|witnesses)\b")
_OF_HEARING = re.compile(r"\bhearing\.(\w+)")
_CHARTS = re.compile(r"\bcharts\(")
_TOPIC_TEXTS = ("title", "short", "bottom_line", "bottom_line_spoken", "headline", "summary", "ask")


@dataclass(frozen=True, slots=True)
class Key:
    """`parts`: what a document is made of but its row, name to digest; `row` is the digest of the row's own figures."""

    parts: Mapping[str, str]
    parts_digest: str
    row: str

    @property
    def whole(self) -> str:
        return digest(f"{self.parts_digest}{self.row}")

    def changed_since(self, parts: Mapping[str, str], row: str) -> list[str]:
        """What is not as it was, in words, the most telling first."""
        names = sorted(set(self.parts) | set(parts), key=_telling)
        found = [_change(n, n in parts, n in self.parts) for n in names if self.parts.get(n) != parts.get(n)]
        return [*(["the figures of its row"] if self.row != row else []), *found]


_ORDER = ("fact", "point", "topic", "hearing", "Member", "table", "source", "chart", "template", "theme", "office")


def _telling(name: str) -> tuple[int, str]:
    kind = name.partition(" ")[0]
    return (_ORDER.index(kind) if kind in _ORDER else len(_ORDER)), name


def _change(name: str, before: bool, now: bool) -> str:
    return name if before and now else f"{name} (new)" if now else f"{name} (gone)"


def digest(text: str | bytes) -> str:
    """16 bytes in hexadecimal."""
    return blake2b(text.encode() if isinstance(text, str) else text, digest_size=16).hexdigest()


class Keys:
    """Finds the keys of the documents of a project. What documents have in common is looked at once."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._models: dict[int, str] = {}
        self._shared: dict[tuple[Any, ...], tuple[dict[str, str], str, tuple[str, ...]]] = {}

    def of(self, task: Task) -> Key:
        """The key of a document or binder. Raises `UsageError` for a row that there is not."""
        if isinstance(task.request, BinderRequest):
            return self._of_binder(task.request, task.stem)
        return self._of(task.request, task.stem)

    def _of_binder(self, request: BinderRequest, stem: str) -> Key:
        """A binder is made of all its documents are made of, the hearing, and the Member's own entry."""
        hearing = self.project.library.hearings[request.hearing]
        documents = [self._of(wanted, stem) for wanted in documents_of(self.project, request)]
        parts = {name: value for key in documents for name, value in key.parts.items()}
        parts |= {f"hearing {hearing.id}": self._hearing(hearing), "the program": program()}
        parts["the command"] = digest(repr((request.as_of, request.final, request.accepted)))
        parts |= dict(self._of_its_own(request, hearing))
        for number, topic in enumerate(hearing.topics, 1):
            parts[f"tab {number}"] = digest(topic)
        parts[f"Member {request.member}"] = self._model(hearing.members[request.member])
        whole = digest(json.dumps(parts, sort_keys=True))
        return Key(parts, whole, digest("\0".join((stem, *(key.row for key in documents)))))

    def _of_its_own(self, request: BinderRequest, hearing: Hearing) -> Iterator[tuple[str, str]]:
        """What a binder says beside its documents: the figures of the hearing's texts, and the questions."""
        library = self.project.library
        clearance = hearing.members[request.member].clearance
        facts = [library.fact(s.ref) for text in _texts_of(hearing) for s in substitutions(text) if s.ref]
        for topic in hearing.topics:
            for point in library.topics[topic].points.values():
                if point.kind is Kind.QUESTION and clearance.allows(point.clearance):
                    yield f"point {point.ref}", self._model(point)
                    facts += library.used_facts(point)
                    for cited in point.sources:
                        yield from self._source(cited.source)
        for fact in facts:
            yield f"fact {fact.ref}", self._model(fact)
            yield from self._source(fact.source)

    def _of(self, request: Request, stem: str) -> Key:
        library = self.project.library
        topic, office = library.topics[request.topic], library.offices[request.office]
        place = find_place(library, topic, request.row, request.table) or of_office(library, topic, office)
        hearing = hearing_of(library, request)
        about = (request.topic, request.audience, request.office, request.as_of, request.final, place.table)
        shared = (*about, hearing.id if hearing else "", request.accepted)
        if shared not in self._shared:
            parts = dict(self._parts(request, place, topic, office))
            columns = tuple(sorted(self._columns(request, topic)))
            self._shared[shared] = parts, digest(json.dumps(parts, sort_keys=True)), columns
        parts, whole, columns = self._shared[shared]
        return Key(parts, whole, digest("\0".join((stem, *self._cells(place, columns)))))

    # --- what documents have in common ---------------------------------------------------------------------------

    def _parts(self, request: Request, place: Place, topic: Topic, office: Office) -> Iterator[tuple[str, str]]:
        project, library = self.project, self.project.library
        audience = project.audiences[request.audience]
        points = [*self._points(request, topic)]
        facts = self._facts(request, topic, points)
        yield f"template {audience.id}", self._model(audience)
        yield f"theme {audience.theme}", self._model(project.themes[audience.theme])
        yield f"office {office.id}", digest(self._model(office) + self._paper(office.id))
        yield f"topic {topic.id}", digest("\0".join(str(getattr(topic, name)) for name in _TOPIC_TEXTS))
        yield "settings", self._model(library.settings)
        for point in points:
            yield f"point {point.ref}", self._model(point)
        for name in (name for point in points for name in point.sources):
            yield from self._source(str(getattr(name, "source", name)))
        for fact in facts:
            yield f"fact {fact.ref}", self._model(fact)
            yield from self._source(fact.source)
        yield from self._tables(request, topic, place)
        hearing = hearing_of(library, request)
        if hearing and _HEARING.search(audience.body):
            yield f"hearing {hearing.id}", self._hearing(hearing, audience.body)
        yield "the command", digest(repr((request.as_of, request.final, request.accepted)))
        yield "the program", program()

    def _points(self, request: Request, topic: Topic) -> Iterator[Point]:
        audience, office = self.project.audiences[request.audience], self.project.library.offices[request.office]
        moment = moment_of(request.as_of)
        return (p for p in topic.points.values() if may_get(p, audience, office, moment))

    def _facts(self, request: Request, topic: Topic, points: Iterable[Point]) -> list[Fact]:
        library, audience = self.project.library, self.project.audiences[request.audience]
        found = [fact for point in points for fact in library.used_facts(point)]
        texts = [str(getattr(topic, name)) for name in _TOPIC_TEXTS]
        for chart in self._charts(request, topic):
            found += [library.fact(ref, topic.id) for ref in (chart.series, *chart.facts.values()) if ref]
            texts.append(chart.finding)
        hearing = hearing_of(library, request)
        if hearing and _HEARING.search(audience.body):
            texts += _texts_of(hearing)
        found += [library.fact(s.ref, topic.id) for text in texts for s in substitutions(text) if s.ref]
        tags = [(m[2], bool(m[1])) for m in _FACTS.finditer(audience.body)]
        found += [f for f in topic.facts.values() if any(not named or tag in f.tags for tag, named in tags)]
        for fact in list(found):
            if fact.superseded_by:
                found.append(library.fact(fact.superseded_by, fact.topic))
        return sorted({f.ref: f for f in found}.values(), key=lambda f: f.ref)

    def _charts(self, request: Request, topic: Topic) -> list[ChartSpec]:
        audience = self.project.audiences[request.audience]
        if not _CHARTS.search(audience.body):
            return []
        return [c for c in topic.charts.values() if audience.clearance.allows(c.clearance)]

    def _source(self, name: str) -> Iterator[tuple[str, str]]:
        if source := self.project.library.sources.get(name):
            yield f"source {name}", self._model(source)

    def _tables(self, request: Request, topic: Topic, place: Place) -> Iterator[tuple[str, str]]:
        """How the columns used are declared, and what charts draw of them."""
        tables = self.project.library.tables
        charts = self._charts(request, topic)
        for chart in charts:
            yield f"chart {topic.id}: {chart.finding}", self._model(chart)
        drawn = {chart.column for chart in charts if chart.column}
        used = self._columns(request, topic)
        for table in parents.chain(tables, place.table or topic.table):
            columns = {name: column for name, column in table.columns.items() if name in used or name in drawn}
            if columns:
                said = [f"{name} {self._model(column)}" for name, column in sorted(columns.items())]
                cells = [cell for chart in charts if chart.column for cell in _drawn(table, chart)]
                yield f"table {table.id}", digest("\0".join((*said, *cells)))
                for column in columns.values():
                    yield from self._source(column.source)

    def _columns(self, request: Request, topic: Topic) -> set[str]:
        """The columns whose cells a document may print."""
        library, body = self.project.library, self.project.audiences[request.audience].body
        texts = [str(getattr(topic, name)) for name in _TOPIC_TEXTS]
        texts += [chart.finding for chart in self._charts(request, topic)]
        named = {s.column for text in texts for s in substitutions(text) if s.column}
        of_points = (c for p in self._points(request, topic) for c in library.used_columns(p))
        drawn = {chart.column for chart in self._charts(request, topic)} - {""}
        return named | drawn | set(of_points) | set(_ROW.findall(body))

    def _cells(self, place: Place, columns: Iterable[str]) -> Iterator[str]:
        """What a row, or the rows above it, have in the columns used."""
        if place.row is None:
            return
        yield place.row["name"]
        for column in columns:
            cell = place.cell(self.project.library, column)
            yield f"{column} {cell.ref} {cell.whole} {cell.text}" if cell else column

    def _paper(self, office: str) -> str:
        paper = self.project.papers.get(office)
        letterhead = digest(paper.letterhead.docx) if paper and paper.letterhead else ""
        return letterhead + (digest(paper.logo.png) if paper and paper.logo else "")

    def _hearing(self, hearing: Hearing, body: str = "") -> str:
        """Of what documents tell of a hearing: what the template names of it, or without one, everything. Who gets
        which of them is no part of that."""
        if not body:
            return digest(hearing.model_dump_json(exclude={"members", "audiences", "topics"}, warnings=False))
        named = {"id", *_OF_HEARING.findall(body)} | ({"witnesses"} if "witnesses" in body else set())
        told = named - {"time"} | ({"date"} if "time" in named else set())
        return digest(hearing.model_dump_json(include=told, warnings=False))

    def _model(self, model: BaseModel) -> str:
        """The digest of an entity; entities live as long as the project, so each is looked at once."""
        if id(model) not in self._models:
            self._models[id(model)] = digest(model.model_dump_json(warnings=False))
        return self._models[id(model)]


def _texts_of(hearing: Hearing) -> list[str]:
    """Those that may state figures."""
    people = hearing.witnesses.values()
    return [hearing.purpose, *(w.bio for w in people), *(line for w in people for line in w.expected)]


def _drawn(table: Table, chart: ChartSpec) -> Iterator[str]:
    """The cells that a chart draws for every reader: those of the largest rows."""
    if chart.column in table.columns:
        for row, _ in by_size(table, chart.column)[: chart.at_most]:
            yield from (row[table.name], row[chart.column])


@cache
def program() -> str:
    """The digest of this program: its version, and name, size and time of every module."""
    made = blake2b(generator.__version__.encode(), digest_size=16)
    for path in files_in(Path(generator.__file__).parent):
        there = os.stat(path)  # noqa: PTH116
        made.update(f"{path} {there.st_size} {there.st_mtime_ns}\n".encode(errors="surrogateescape"))
    return made.hexdigest()
