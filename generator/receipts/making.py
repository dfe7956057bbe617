"""Making the receipt of a document.

A receipt travels in the file to whoever gets the file, so it says nothing that the document may not say: what is above
its clearance is left out even if the document should hold it (the leak guard stops that document; the receipt must not
be a second leak). What the office decided on the way (what went for want of room, which gate was overruled, and why) is
in the receipts of internal documents only; of the others the ledger knows it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import blake2b

import generator
from generator.compose.citations import source_note
from generator.compose.figures import shown
from generator.document.blocks import Chart, Document, Sources
from generator.document.inlines import Origin, plain
from generator.pipeline import Made, Project
from generator.receipts.commit import commit_of
from generator.receipts.statements import Said, said
from generator.store.library import Library
from generator.store.schema import ChartSpec, Clearance, Fact, Point, Source, Topic, Vintage, Wording
from generator.store.values import parse_number
from generator.writers.receipt import (
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

DIGEST_BYTES = 8
PERIOD_MARK = "@"
"""Between a fact and an older period of its series."""


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
) -> Receipt:
    """The receipt for a document of whatever kind. `wordings` has the wording taken of each point it carries."""
    known = _known(project)
    meta = document.meta
    clearance = Clearance(meta.clearance)
    internal = clearance is Clearance.OFFICE
    facts, statements = known.traced(document, clearance)
    points = tuple(
        p for ref, wording in wordings.items() if clearance.allows(known.point_clearance(ref))
        for p in (known.point(ref, wording, clearance),)
    )  # fmt: skip
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
        corrects=corrects,
        texts=known.texts(meta.topic),
        points=points,
        facts=facts,
        sources=tuple(known.source(s) for s in rested_on if known.may_cite(s, clearance)),
        statements=statements,
        decisions=tuple(decisions) if internal else (),
        accepted=tuple(accepted) if internal else (),
    )


# --- what a project says of its parts ----------------------------------------------------------------------------


class Known:
    """What receipts say of the parts of one project, each said once: a batch asks for the same ones again and again."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.library: Library = project.library
        self.store = StoreVersion(project.library.digest, commit_of(project.root))
        self._parts: dict[tuple[str, str], Part] = {}
        self._texts: dict[str, str] = {}
        self._points: dict[tuple[str, str, Clearance], UsedPoint] = {}
        self._facts: dict[str, UsedFact] = {}
        self._sources: dict[str, UsedSource] = {}
        self._cells: dict[tuple[str, str], tuple[UsedFact, ...]] = {}

    def template(self, name: str) -> Part:
        audience = self.project.audiences.get(name)
        return self._part("template", name, audience.model_dump_json() if audience else "")

    def theme(self, name: str) -> Part:
        theme = self.project.themes.get(name)
        return self._part("theme", name, theme.model_dump_json() if theme else "")

    def _part(self, kind: str, name: str, content: str) -> Part:
        if (kind, name) not in self._parts:
            self._parts[kind, name] = Part(name, digest(content) if content else "")
        return self._parts[kind, name]

    def texts(self, topic_id: str) -> str:
        if topic_id not in self._texts:
            topic = self.library.topics.get(topic_id)
            self._texts[topic_id] = topic_digest(topic) if topic else ""
        return self._texts[topic_id]

    def may_cite(self, source_id: str, clearance: Clearance) -> bool:
        source = self.library.sources.get(source_id)
        return source is not None and clearance.allows(source.clearance)

    def source(self, source_id: str) -> UsedSource:
        if source_id not in self._sources:
            self._sources[source_id] = used_source(self.library.sources[source_id])
        return self._sources[source_id]

    # --- points ---

    def point_clearance(self, ref: str) -> Clearance:
        point = find_point(self.library, ref)
        return point.clearance if point else Clearance.OFFICE

    def point(self, ref: str, wording: str, clearance: Clearance) -> UsedPoint:
        key = (ref, wording, clearance)
        if key not in self._points:
            point = find_point(self.library, ref)
            assert point is not None, "only points of the library are chosen"
            cites = tuple(Cited(c.source, c.locator) for c in point.sources if self.may_cite(c.source, clearance))
            self._points[key] = UsedPoint(ref, wording, point_digest(point, wording), cites)
        return self._points[key]

    # --- statements and their figures ---

    def traced(self, document: Document, clearance: Clearance) -> tuple[tuple[UsedFact, ...], tuple[Statement, ...]]:
        """The figures that a document states, each once in order of first use, and its sentences."""
        facts: dict[str, UsedFact] = {}
        statements = []
        for sentence in said(document):
            found = self._figures(sentence, document.meta.topic)
            if not all(self._may_state(f, clearance) for f in found):
                continue
            facts.update((f.ref, f) for f in found)
            sources = dict.fromkeys(f.source for f in found if self.may_cite(f.source, clearance))
            if sentence.point:
                if not clearance.allows(self.point_clearance(sentence.point)):
                    continue
                sources |= dict.fromkeys(c.source for c in self.point(sentence.point, "", clearance).cites)
            refs = tuple(dict.fromkeys(f.ref for f in found))
            statements.append(Statement(sentence.text, sentence.point, refs, tuple(sources)))
        return tuple(facts.values()), tuple(statements)

    def _may_state(self, fact: UsedFact, clearance: Clearance) -> bool:
        """A figure of a table is for whoever may see its source; a fact says besides whom it is for."""
        found = find_fact(self.library, fact.ref)
        return self.may_cite(fact.source, clearance) and (found is None or clearance.allows(found.clearance))

    def _figures(self, sentence: Said, topic: str) -> list[UsedFact]:
        if sentence.chart is not None:
            return list(self._charted(sentence.chart, topic))
        return [f for origin, text in sentence.figures for f in self._figure(origin, text)]

    def _figure(self, origin: Origin, printed: str) -> tuple[UsedFact, ...]:
        if origin.kind == "row":
            return self._cell(origin.ref, printed)
        if origin.ref not in self._facts:
            fact = find_fact(self.library, origin.ref)
            assert fact is not None, "only facts of the library are printed"
            self._facts[origin.ref] = used_fact(fact)
        return (self._facts[origin.ref],)

    def _cell(self, row: str, printed: str) -> tuple[UsedFact, ...]:
        """The figures of a row of a table that print as this: an origin names the row and not the column."""
        if (row, printed) not in self._cells:
            table, _, key = row.partition("/")
            self._cells[row, printed] = tuple(cells_printed(self.library, table, key, printed))
        return self._cells[row, printed]

    def _charted(self, chart: Chart, topic_id: str) -> Iterable[UsedFact]:
        """The figures of a chart. A chart names its topic only, so it is known by its labels and values."""
        topic = self.library.topics.get(topic_id)
        bars = [(bar.label, bar.printed) for bar in chart.bars]
        for spec in topic.charts.values() if topic else ():
            drawn = self._drawn(topic_id, spec)
            if all(bar in drawn for bar in bars):
                return [drawn[bar] for bar in bars]
        return ()

    def _drawn(self, topic_id: str, spec: ChartSpec) -> dict[tuple[str, str], UsedFact]:
        """Label and printed value of everything that a chart may draw, with the figure it is."""
        library = self.library
        if spec.column:
            table = library.tables[library.topics[topic_id].table]
            cells = [(row[table.name], cell) for row in table.rows
                     if (cell := used_cell(library, table.id, row[table.key], spec.column))]  # fmt: skip
            return {(name, parse_number(cell.value).short()): cell for name, cell in cells}
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
        measure=fact.label or fact.measure,
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
    if table is None or row is None or column is None or column.kind != "number" or not row[name]:
        return None
    return UsedFact(
        ref=f"{table_id}/{key}/{name}",
        measure=f"{column.measure} in {row[table.name]}",
        value=printed(parse_number(row[name]).press()),
        as_of=str(column.as_of) if column.as_of else "",
        status=column.status.value,
        source=column.source,
        locator=column.locator,
    )


def cells_printed(library: Library, table_id: str, key: str, text: str) -> Iterable[UsedFact]:
    """The figures in a row of a table that print as `text` in any of the formats."""
    table, row = library.tables.get(table_id), library.row(table_id, key)
    for name, column in table.columns.items() if table and row else ():
        if row and column.kind == "number" and row[name]:
            value = parse_number(row[name])
            forms = (value.press(), value.short(), value.spoken(), row[name])
            if text.lower() in (f.lower() for f in forms) and (cell := used_cell(library, table_id, key, name)):
                yield cell


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
    taken = [point.wordings.get(Wording(wording), "")] if wording else [*point.wordings.values()]
    return digest("\0".join((point.lead, point.question, *taken, *point.followup, point.speaker)))


def topic_digest(topic: Topic) -> str:
    """Of the topic's own texts."""
    texts = (topic.title, topic.short, topic.bottom_line, topic.bottom_line_spoken, topic.headline, topic.summary)
    return digest("\0".join((*texts, topic.ask)))
