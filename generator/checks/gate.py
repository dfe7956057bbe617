"""What a final document is refused for: figures in it that nobody should stand behind, and what is not ready.

The gate looks at one composed document, at what is printed in it and nothing else. A `silence` beside a figure quiets
`onepager check` and does not open the gate, but for two: a number in a text that is not a figure (TP301) and a word
that only looks half written (TP715) are settled by saying so where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain

from generator.checks.fact_index import measures_since
from generator.checks.half_written import CODE as HALF_WRITTEN
from generator.checks.half_written import half_written_in, half_written_places
from generator.checks.language.collisions import collision
from generator.checks.language.numbers import Figure, figures
from generator.checks.language.plurals import plural_after
from generator.checks.language.words import FILLER
from generator.checks.locate import owner_of
from generator.checks.made_document import cited, lines, pieces, said
from generator.checks.phrases import stated
from generator.checks.rule import RULES
from generator.checks.rules.facts import is_filled_in
from generator.checks.rules.seams import WHY_DOUBLED
from generator.checks.rules.tables import PLURAL_OF_ONE
from generator.checks.rules.typed_figures import WHY_LINKED
from generator.checks.unready import unready_in
from generator.document.blocks import Chart, Document
from generator.document.inlines import Inlines, Origin, Text
from generator.document.receipt import Acceptance
from generator.errors import ContentError, Mark, Problem
from generator.reading.printed import texts
from generator.store.library import Library
from generator.store.schema import ChartSpec, Clearance, Fact, Kind, Model, Status
from generator.tables.doubts import ODD_FIGURE, OTHER_LETTERS
from generator.tables.parents import cell_ref, parts_of_ref
from generator.tables.schema import Column, Table
from generator.values.dates import press_date
from generator.values.value import parse_number, plain_spaces

CODES = (
    *("TP101", "TP104", "TP107", "TP108", "TP109", ODD_FIGURE, OTHER_LETTERS),
    *("TP301", "TP302", "TP404", "TP517", "TP706", "TP707", "TP708", PLURAL_OF_ONE, HALF_WRITTEN),
)
"""The rules that can keep a document from being final, where they are errors for its readers."""

_CODE_OF = {Status.DISPUTED: "TP107", Status.SUPERSEDED: "TP108", Status.OVERTAKEN: "TP109"}
_DECISION = re.compile(r"TP\d{3} ")


@dataclass(frozen=True, slots=True)
class Blocker(Problem):
    """A problem that keeps a document from being final. `ref` names the fact, column, point or source at fault, as it
    stands after the code in `--accept CODE:REF`."""

    ref: str = ""


def gate(library: Library, document: Document, clearance: Clearance, as_of: date) -> list[Blocker]:
    """Why a document for readers of `clearance` cannot be final; empty if it can. Sorted by place."""
    rules = library.settings.rules
    found = [
        _with_way_out(blocker)
        for blocker in _Gate(library, document, clearance, as_of).blockers()
        if RULES[blocker.code].gravity(clearance, rules) == "error"
    ]
    return sorted(dict.fromkeys(found), key=lambda r: (r.mark, r.code, r.what))


def hold(
    library: Library,
    documents: Iterable[Document],
    clearance: Clearance,
    as_of: date,
    accepted: Sequence[Acceptance],
) -> tuple[Acceptance, ...]:
    """Hold documents back that the gate refuses, but for what somebody has accepted by name.

    Returns the acceptances that were needed. Raises `ContentError` with every blocker that nobody has accepted.
    """
    blockers = [blocker for document in documents for blocker in gate(library, document, clearance, as_of)]
    accepted_places = {(a.code, a.ref) for a in accepted}
    if left := [r for r in blockers if (r.code, r.ref) not in accepted_places]:
        raise ContentError(left)
    refused_places = {(r.code, r.ref) for r in blockers}
    return tuple(a for a in accepted if (a.code, a.ref) in refused_places)


class _Gate:
    def __init__(self, library: Library, document: Document, clearance: Clearance, as_of: date) -> None:
        self.library, self.document = library, document
        self.clearance, self.as_of = clearance, as_of
        self.today = press_date(as_of)

    def blockers(self) -> Iterator[Blocker]:
        for fact in self._facts():
            yield from self._fact(fact)
        cells = self._cells()
        for table, name, column in self._columns(cells):
            yield from self._column(table, name, column)
        for table_id, key, column_name in cells:
            yield from self._doubts(table_id, key, column_name)
        for line in lines(self.document):
            yield from self._typed(line.content)
            yield from self._plurals(line.content)
            yield from self._collisions(line.content)
        yield from self._sources()
        places = half_written_places(self.library, self._facts())
        meant = (u for fact, u in places if HALF_WRITTEN not in fact.silence)
        for u in chain(unready_in(self.library, self.document), half_written_in(self.library, self.document), meant):
            yield Blocker(u.mark, u.what, u.mend, u.why, code=u.code, ref=u.ref)

    # --- facts -------------------------------------------------------------------------------------------------------

    def _facts(self) -> list[Fact]:
        """The facts whose values stand in the document, in text, tables, big numbers and charts; each once."""
        found: dict[str, Fact] = {}
        for line in lines(self.document):
            origins = list(_origins(line.content))
            if not any(o.kind == "point" and self._is_caution(o.ref) for o in origins):
                found.update((o.ref, self.library.fact(o.ref)) for o in origins if o.kind == "fact")
        for block in self.document.blocks:
            if isinstance(block, Chart):
                found.update((fact.ref, fact) for fact in self._drawn(block))
        return list(found.values())

    def _is_caution(self, ref: str) -> bool:
        """Whether a point says what not to say: then the figures in it are named and not stated."""
        topic, _, name = ref.rpartition("/")
        return self.library.topics[topic].points[name].kind is Kind.CAUTION

    def _drawn(self, chart: Chart) -> Iterator[Fact]:
        """The facts of the chart of the topic whose labels these are."""
        topic = self.library.topics[self.document.meta.topic]
        labels = [bar.label for bar in chart.bars]
        for spec in topic.charts.values():
            facts = self._facts_of(spec, topic.id)
            if labels == (list(spec.facts) or [v.period for f in facts for v in f.vintages]):
                yield from facts

    def _facts_of(self, spec: ChartSpec, topic: str) -> list[Fact]:
        return [self.library.fact(ref, topic) for ref in filter(None, (spec.series, *spec.facts.values()))]

    def _fact(self, fact: Fact) -> Iterator[Blocker]:
        current, library = fact.current, self.library
        value = stated(fact)
        if code := _CODE_OF.get(current.status):
            what = f"this document states “{fact.ref}”, {value}, which is {current.status}"
            mend = "state another figure"
            if fact.superseded_by:
                mend = f"state “{library.fact(fact.superseded_by, fact.topic).ref}” instead"
            yield Blocker(library.mark(fact, "status"), what, mend, fact.note.strip(), code=code, ref=fact.ref)
        elif fact.review_by and fact.review_by < self.as_of:
            what = f"this document states “{fact.ref}”, {value}, which was to be looked at again by {fact.review_by}"
            mend = "look it up, then set as_of and review_by anew"
            mark = library.mark(fact, "review_by", key=True)
            yield Blocker(mark, what, mend, "it may have changed since", code="TP104", ref=fact.ref)
        if not is_filled_in(library.sources[current.source]):
            what = f"this document states “{fact.ref}”, {value}, and nobody can say where it is known from"
            yield Blocker(library.mark(fact, key=True), what, "name its source", "", code="TP101", ref=fact.ref)

    def _cells(self) -> list[tuple[str, str, str]]:
        """The cells of tables that the document states, in text, big numbers and charts; each once: its table, the key
        of its row, its column."""
        refs = (o.ref for line in lines(self.document) for o in _origins(line.content) if o.kind == "row")
        found = set(map(parts_of_ref, refs))
        for block in self.document.blocks:
            if isinstance(block, Chart):
                found.update(self._drawn_cells(block))
        return sorted(found)

    def _columns(self, cells: Sequence[tuple[str, str, str]]) -> Iterator[tuple[Table, str, Column]]:
        """The columns of the cells; each once."""
        for name, column in sorted({(table, column) for table, _, column in cells}):
            table = self.library.tables[name]
            if table.columns[column].kind == "number":
                yield table, column, table.columns[column]

    def _drawn_cells(self, chart: Chart) -> Iterator[tuple[str, str, str]]:
        """The cells of the topic's table that these are bars of."""
        topic = self.library.topics[self.document.meta.topic]
        table = self.library.tables.get(topic.table)
        if table is None:
            return
        for column in [spec.column for spec in topic.charts.values() if spec.column]:
            filled = [row for row in table.rows if row.get(column)]
            cells = {(row[table.name], parse_number(row[column]).short()): row[table.key] for row in filled}
            if all((bar.label, bar.printed) in cells for bar in chart.bars):
                yield from ((table.id, cells[bar.label, bar.printed], column) for bar in chart.bars)

    def _column(self, table: Table, name: str, column: Column) -> Iterator[Blocker]:
        mark = self.library.mark(table, "columns", name, "status")
        ref = f"{table.id}/{name}"
        if code := _CODE_OF.get(column.status):
            what = f"this document states a figure of “{ref}”, which is {column.status}"
            yield Blocker(mark, what, "state another figure", "", code=code, ref=ref)
        elif column.review_by and column.review_by < self.as_of:
            what = f"this document states a figure of “{ref}”, which was to be looked at again by {column.review_by}"
            mend = "look it up, then set as_of and review_by anew"
            yield Blocker(mark, what, mend, "it may have changed since", code="TP104", ref=ref)

    def _plurals(self, line: Inlines) -> Iterator[Blocker]:
        """Figures that are 1 with a plural after them."""
        parts = list(pieces(line))
        for index, part in enumerate(parts):
            if part.origin and part.origin.kind in ("fact", "row") and part.text in ("1", "one"):
                words = plural_after("".join(p.text for p in parts[index + 1 :]))
                if words:
                    owner = next((p.origin for p in parts if p.origin and p.origin.kind == "point"), None)
                    mark = self.library.mark(owner.ref if owner else self.document.meta.topic)
                    what = f"this document says “{part.text} {words}”"
                    yield Blocker(
                        mark, what, "word it so that it holds for one", code=PLURAL_OF_ONE, ref=part.origin.ref
                    )

    def _doubts(self, table: str, key: str, column: str) -> Iterator[Blocker]:
        for doubt in self.library.doubts(table, key, column):
            ref = cell_ref(table, key, column) if doubt.key else table
            mend = f"{doubt.mend}; if it is right, say so under accepted: in {table}.yaml" if doubt.key else doubt.mend
            yield Blocker(doubt.mark, f"this document states a cell that may be wrong: {doubt.what}", mend,
                          code=doubt.code, ref=ref)  # fmt: skip

    def _sources(self) -> Iterator[Blocker]:
        for name in dict.fromkeys(cited(self.document)):
            source = self.library.sources[name]
            if not self.clearance.allows(source.clearance):
                what = f"this {self.clearance} document cites the {source.clearance} source “{name}”"
                mark = self.library.mark(source, "clearance")
                yield Blocker(mark, what, "cite another", "", code="TP404", ref=name)

    # --- typed figures -----------------------------------------------------------------------------------------------

    def _typed(self, line: Inlines) -> Iterator[Blocker]:
        """The figures of a line that stand in it as typed: outside facts, rows, names and the date."""
        parts = list(pieces(line))
        text = "".join(p.text if self._is_prose(p) else FILLER * len(p.text) for p in parts)
        named = [self.library.fact(o.ref) for o in _origins(line) if o.kind == "fact"]
        for figure in figures(plain_spaces(text)):
            if any(measures_since(fact, figure) for fact in named):
                continue
            origin = _origin_at(parts, figure.start) or Origin("template", self.document.meta.audience)
            mark, owner = self._place(origin, figure)
            if "TP301" in getattr(owner, "silence", {}):
                continue
            code = "TP302" if origin.kind == "template" else "TP301"
            what = f"no fact stands behind “{figure.text}” in this document"
            yield Blocker(mark, what, "make it a fact, or take it out", WHY_LINKED, code=code, ref=origin.ref)

    def _collisions(self, line: Inlines) -> Iterator[Blocker]:
        """Figures that run into what stands around them, wherever that comes from."""
        parts = list(pieces(line))
        for index, part in enumerate(parts):
            if part.origin is None or part.origin.kind not in ("fact", "row"):
                continue
            before, after = (said(tuple(beside)) for beside in (parts[:index], parts[index + 1 :]))
            if found := collision(before, part.text, after):
                beside = next((p.origin for p in _around(parts, index) if p.origin), part.origin)
                what = f"“{found[1]}” would be printed: “{part.origin.ref}” {found[0]}"
                mark = self._named_at(beside, part.origin.ref)
                yield Blocker(mark, what, "leave out what is doubled", WHY_DOUBLED, code="TP517", ref=beside.ref)

    def _named_at(self, origin: Origin, ref: str) -> Mark:
        """Where a text names a fact or column."""
        if origin.kind not in ("point", "topic", "hearing"):
            return Mark(f"templates/{self.document.meta.audience}.md")
        owner = owner_of(self.library, origin)
        name = re.compile(rf"\{{\{{[^{{}}]*\b{re.escape(ref.rpartition('/')[2])}\b")
        for path, text in texts(owner):
            if match := name.search(text):
                return self.library.position(owner, path, match.start())
        return self.library.mark(owner)

    def _is_prose(self, piece: Text) -> bool:
        origin = piece.origin
        if origin is None or origin.kind == "template":
            return self.today not in piece.text and not _DECISION.match(piece.text)
        if origin.kind == "hearing":
            return self._in_hearing(origin.ref, piece.text)
        return origin.kind in ("point", "topic")

    def _in_hearing(self, hearing_id: str, text: str) -> bool:
        """Whether a piece is from the prose of a hearing, and not its date, its room or a name."""
        hearing = self.library.hearings[hearing_id]
        prose = [t for entity in (hearing, *hearing.witnesses.values()) for _, t in texts(entity)]
        start = " ".join(text.split())[:24]
        return any(start in " ".join(t.replace("'", "’").split()) for t in prose)

    def _place(self, origin: Origin, figure: Figure) -> tuple[Mark, Model | None]:
        """Where in its file a figure is typed, and what it is part of."""
        if origin.kind == "template":
            return Mark(f"templates/{origin.ref}.md"), None
        owner = owner_of(self.library, origin)
        for path, text in texts(owner):
            if (at := text.find(figure.text)) >= 0:
                return self.library.position(owner, path, at), owner
        return self.library.mark(owner), owner


def _with_way_out(blocker: Blocker) -> Blocker:
    """The blocker with how somebody can let it stand all the same."""
    accept = f"--accept {blocker.code}:{blocker.ref} --by NAME --because REASON"
    return replace(blocker, mend=f"{blocker.mend}; to let it stand: {accept}")


def _around(parts: Sequence[Text], index: int) -> Iterator[Text]:
    """The texts beside one, that before it first, other figures left out."""
    for piece in (*parts[:index][-1:], *parts[index + 1 :][:1]):
        if piece.origin and piece.origin.kind not in ("fact", "row"):
            yield piece


def _origins(line: Inlines) -> Iterator[Origin]:
    return (piece.origin for piece in pieces(line) if piece.origin)


def _origin_at(parts: list[Text], offset: int) -> Origin | None:
    for part in parts:
        if offset < len(part.text):
            return part.origin
        offset -= len(part.text)
    return None
