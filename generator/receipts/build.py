"""Making the receipt of a document.

A receipt travels in the file to whoever gets the file, so it says nothing that the document may not say: what is above
its clearance is left out even if the document should hold it (the leak guard stops that document; the receipt must not
be a second leak). What the office decided on the way (what went for want of room, which gate was overruled, and why) is
in the receipts of internal documents only; of the others the ledger knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

from pydantic import BaseModel

import generator
from generator.compose.citations import source_note
from generator.compose.figures import shown
from generator.document.blocks import Block, Chart, Document, ListItem, Sources
from generator.document.draft import elements
from generator.document.inlines import Origin, plain
from generator.document.receipt import (
    PERIOD_MARK,
    Acceptance,
    Cited,
    Part,
    Receipt,
    Statement,
    StoreVersion,
    UsedFact,
    UsedPoint,
    UsedSource,
)
from generator.pipeline import Made, Project
from generator.receipts.commit import commit_of
from generator.receipts.statements import said_by
from generator.same import remembered
from generator.store.library import Library
from generator.store.schema import ChartSpec, Clearance, Fact, Point, Source, Topic, Vintage
from generator.tables.parents import cell_ref, parts_of_ref
from generator.values.value import parse_number

DIGEST_BYTES = 8
MOST_TRACED = 1_000
_NO_FACTS: list[UsedFact] = []

Traced = tuple[dict[str, UsedFact], list[Statement]]
"""The figures that something states, by ref, and its sentences."""


def receipt_of(project: Project, made: Made, accepted: Sequence[Acceptance] = ()) -> Receipt:
    """The receipt for the files of a made document. `accepted` are the gates that a person overruled for it."""
    return receipt_of_document(project, made.laid.document, made.wordings, made.decisions, accepted)


def receipt_of_document(
    project: Project,
    document: Document,
    wordings: Mapping[str, str],
    decisions: Sequence[str] = (),
    accepted: Sequence[Acceptance] = (),
    corrects: str = "",
    mends: Sequence[str] = (),
) -> Receipt:
    """The receipt for a document of whatever kind. `wordings` has the wording taken of each point it carries;
    `corrects` and `mends` are for correction notes."""
    known = _known(project)
    meta = document.meta
    readers = known.readers(meta.clearance)
    internal = readers.clearance is Clearance.OFFICE
    facts, statements = readers.traced(document)
    rested_on = dict.fromkeys(s for statement in statements for s in statement.sources)
    rested_on |= dict.fromkeys(n.source for b in document.blocks if isinstance(b, Sources) for n in b.notes)
    return Receipt(
        number=document.number,
        title=meta.title,
        topic=meta.topic,
        audience=meta.audience,
        clearance=meta.clearance,
        office=meta.office,
        as_of=meta.as_of,
        program=f"onepager {generator.__version__}",
        store=known.store,
        template=known.template(meta.audience),
        theme=known.theme(document.theme),
        markings=document.markings,
        texts=known.texts(meta.topic),
        corrects=corrects,
        mends=tuple(mends),
        points=tuple(p for ref, wording in wordings.items() if (p := readers.point(ref, wording))),
        facts=facts,
        sources=tuple(readers.sources[s] for s in rested_on if s in readers.sources),
        statements=statements,
        decisions=tuple(decisions) if internal else (),
        accepted=tuple(accepted) if internal else (),
    )


# --- what a project says of its parts, each said once: a batch asks for the same ones again and again ------------


class Known:
    """What receipts say of the parts of one project."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.store = StoreVersion(project.library.digest, commit_of(project.root))
        self._readers = {clearance.value: Readers(project.library, clearance) for clearance in Clearance}
        self._parts: dict[tuple[str, str], Part] = {}
        self._texts: dict[str, str] = {}

    def readers(self, clearance: str) -> Readers:
        return self._readers[clearance]

    def template(self, name: str) -> Part:
        return self._part("template", name, self.project.audiences)

    def theme(self, name: str) -> Part:
        return self._part("theme", name, self.project.themes)

    def _part(self, kind: str, name: str, parts: Mapping[str, BaseModel]) -> Part:
        if (kind, name) not in self._parts:
            content = parts[name].model_dump_json() if name in parts else ""
            self._parts[kind, name] = Part(name, digest(content) if content else "")
        return self._parts[kind, name]

    def texts(self, topic_id: str) -> str:
        if topic_id not in self._texts:
            topic = self.project.library.topics.get(topic_id)
            self._texts[topic_id] = topic_digest(topic) if topic else ""
        return self._texts[topic_id]


class Readers:
    """What receipts for readers of one clearance may say of the parts of a store: nothing, where that is above it."""

    def __init__(self, library: Library, clearance: Clearance) -> None:
        self.library, self.clearance = library, clearance
        cleared = (s for s in library.sources.values() if clearance.allows(s.clearance))
        self.sources = {source.id: used_source(source) for source in cleared}
        self._points: dict[tuple[str, str], UsedPoint | None] = {}
        self._drawn: dict[str, list[dict[tuple[str, str], UsedFact]]] = {}  # by topic, of each of its charts
        self._cited: dict[str, tuple[str, ...] | None] = {}
        self._figures: dict[tuple[str, str], tuple[UsedFact, ...] | None] = {}

    def point(self, ref: str, wording: str) -> UsedPoint | None:
        key = (ref, wording)
        if key not in self._points:
            point = find_point(self.library, ref)
            self._points[key] = self._used(point, wording) if point else None
        return self._points[key]

    def _used(self, point: Point, wording: str) -> UsedPoint | None:
        if not self.clearance.allows(point.clearance):
            return None
        cites = tuple(Cited(c.source, c.locator) for c in point.sources if c.source in self.sources)
        return UsedPoint(point.ref, wording, point_digest(point, wording), cites)

    def traced(self, document: Document) -> tuple[tuple[UsedFact, ...], tuple[Statement, ...]]:
        """The figures that a document states, each once in order of first use, and its sentences."""
        facts: dict[str, UsedFact] = {}
        statements: list[Statement] = []
        for element in elements(document.blocks):
            stated, made = _traced(element, self, document.meta.topic)
            facts |= stated
            statements += made
        return tuple(facts.values()), tuple(statements)

    def traced_in(self, element: Block | ListItem, topic: str) -> Traced:
        """The same of one block or item of a document on a topic."""
        facts: dict[str, UsedFact] = {}
        statements: list[Statement] = []
        for text, ref, figures, chart in said_by(element):
            cites = self._cites(ref) if ref else ()
            found = self._stated(figures, chart, topic) if figures or chart else _NO_FACTS
            if cites is None or found is None:
                continue
            stated = {fact.ref: fact for fact in found}
            facts |= stated
            sources = dict.fromkeys([*[fact.source for fact in found], *cites])
            statements.append(Statement(text, ref, tuple(stated), tuple(sources)))
        return facts, statements

    def _cites(self, ref: str) -> tuple[str, ...] | None:
        """The sources that a point cites itself; None when the point is not for these readers."""
        if ref not in self._cited:
            point = self.point(ref, "")
            self._cited[ref] = tuple(dict.fromkeys(c.source for c in point.cites)) if point else None
        return self._cited[ref]

    def _stated(self, figures: Iterable[Origin], chart: Chart | None, topic: str) -> list[UsedFact] | None:
        """The figures of a sentence; None when one of them is not for these readers."""
        if chart is not None:
            charted = self._charted(chart, topic)
            return charted if all(map(self._may_see, charted)) else None
        found: list[UsedFact] = []
        for origin in figures:
            known = self._figure(origin)
            if known is None:
                return None
            found += known
        return found

    def _figure(self, origin: Origin) -> tuple[UsedFact, ...] | None:
        key = (origin.kind, origin.ref)
        if key not in self._figures:
            figures = _figures_of(self.library, origin)
            self._figures[key] = figures if all(map(self._may_see, figures)) else None
        return self._figures[key]

    def _charted(self, chart: Chart, topic_id: str) -> list[UsedFact]:
        """The figures of a chart. A chart names only its topic, so it is known by its labels and values."""
        if topic_id not in self._drawn:
            topic = self.library.topics.get(topic_id)
            specs = topic.charts.values() if topic else ()
            self._drawn[topic_id] = [_drawn(self.library, topic_id, spec) for spec in specs]
        bars = [(bar.label, bar.printed) for bar in chart.bars]
        for drawn in self._drawn[topic_id]:
            if all(bar in drawn for bar in bars):
                return [drawn[bar] for bar in bars]
        return []

    def _may_see(self, fact: UsedFact) -> bool:
        """A figure of a table is for whoever may see its source; a fact says besides whom it is for."""
        found = find_fact(self.library, fact.ref)
        return fact.source in self.sources and (found is None or self.clearance.allows(found.clearance))


@remembered(MOST_TRACED)
def _traced(element: Block | ListItem, readers: Readers, topic: str) -> Traced:
    """Of the very element, which many documents have."""
    return readers.traced_in(element, topic)


def _figures_of(library: Library, origin: Origin) -> tuple[UsedFact, ...]:
    """The figure that a text is: none if it is no figure, as the name of a place is not."""
    if origin.kind == "row":
        cell = used_cell(library, *parts_of_ref(origin.ref))
        return (cell,) if cell else ()
    fact = find_fact(library, origin.ref)
    return (used_fact(fact),) if fact else ()


def _drawn(library: Library, topic_id: str, spec: ChartSpec) -> dict[tuple[str, str], UsedFact]:
    """Label and printed value of everything that a chart may draw, with the figure it is."""
    if spec.column:
        table = library.tables[library.topics[topic_id].table]
        cells = [(row[table.name], used_cell(library, table.id, row[table.key], spec.column)) for row in table.rows]
        return {(name, parse_number(cell.value).short()): cell for name, cell in cells if cell}
    if spec.series:
        fact = library.fact(spec.series, topic_id)
        return {(v.period, v.value.short()): used_fact(fact, v) for v in fact.vintages}
    facts = {label: library.fact(ref, topic_id) for label, ref in spec.facts.items()}
    return {(label, fact.current.value.short()): used_fact(fact) for label, fact in facts.items()}


_last: list[Known] = []


def _known(project: Project) -> Known:
    """What is known of this project: kept for the project asked about last."""
    if not _last or _last[0].project is not project:
        _last[:] = [Known(project)]
    return _last[0]


# --- parts of the store as receipts have them --------------------------------------------------------------------


def used_fact(fact: Fact, vintage: Vintage | None = None) -> UsedFact:
    """A fact as it stands in the store, or an older period of it."""
    current = fact.current
    taken = vintage or current
    older = taken is not current
    return UsedFact(
        ref=f"{fact.ref}{PERIOD_MARK}{taken.period}" if older else fact.ref,
        measure=fact.measure,
        value=printed(taken.value.press() if older else shown(fact)),
        period=taken.period,
        as_of=str(taken.as_of) if taken.as_of else "",
        status=taken.status.value,
        source=taken.source,
        locator=taken.locator,
    )


def printed(value: str) -> str:
    """A value with ordinary spaces, to compare and to show in a terminal."""
    return value.replace("\u00a0", " ")


def used_cell(library: Library, table_id: str, key: str, name: str) -> UsedFact | None:
    """A figure of a table as it stands in the store; None when there is none."""
    table, row = library.tables.get(table_id), library.row(table_id, key)
    column = table.columns.get(name) if table else None
    if table is None or row is None or column is None or column.kind != "number" or not row.get(name):
        return None
    return UsedFact(
        ref=cell_ref(table_id, key, name),
        measure=f"{column.measure} in {row[table.name]}",
        value=printed(parse_number(row[name]).press()),
        as_of=str(column.as_of) if column.as_of else "",
        status=column.status.value,
        source=column.source,
        locator=column.locator,
    )


def used_source(source: Source) -> UsedSource:
    return UsedSource(source.id, printed(plain(source_note(source))), source.url)


def find_fact(library: Library, ref: str) -> Fact | None:
    """The fact that a receipt's ref names, whichever its period; None for a figure of a table, and when it is gone."""
    topic, _, name = ref.partition(PERIOD_MARK)[0].partition("/")
    found = library.topics.get(topic)
    return found.facts.get(name) if found else None


def find_point(library: Library, ref: str) -> Point | None:
    topic, _, name = ref.partition("/")
    found = library.topics.get(topic)
    return found.points.get(name) if found else None


# --- digests -----------------------------------------------------------------------------------------------------


def digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=DIGEST_BYTES).hexdigest()


def point_digest(point: Point, wording: str) -> str:
    """Of the texts of a point that a document with this wording prints. Figures in them are named, not spelt out, so a
    new value is no new wording."""
    wordings = {str(name): text for name, text in point.wordings.items()}
    taken = [wordings.get(wording, "")] if wording else [*wordings.values()]
    return digest("\0".join((point.lead, point.question, *taken, *point.followup, point.speaker)))


def topic_digest(topic: Topic) -> str:
    """Of the topic's own texts."""
    texts = (topic.title, topic.short, topic.bottom_line, topic.bottom_line_spoken, topic.headline, topic.summary)
    return digest("\0".join((*texts, topic.ask)))
