"""Making the receipt of a document.

A receipt travels in the file to whoever gets the file, so it says nothing that the document may not say: what is above
its clearance is left out even if the document should hold it (the leak guard stops that document; the receipt must not
be a second leak). What the office decided on the way (what went for want of room, which gate was overruled, and why) is
in the receipts of internal documents only; of the others the ledger knows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import blake2b

import generator
from generator.compose.citations import source_note
from generator.compose.figures import shown
from generator.compose.fill import Prose
from generator.compose.recorder import digest_of_trace, unnoted
from generator.document.blocks import Document, Sources
from generator.document.inlines import Origin, plain
from generator.document.number import content_key
from generator.document.receipt import (
    PERIOD_MARK,
    Acceptance,
    Cited,
    Part,
    Receipt,
    Says,
    Statement,
    UsedFact,
    UsedPoint,
    UsedSource,
)
from generator.errors import ContentError
from generator.pipeline import Made
from generator.project import Project
from generator.receipts.alignment import bare
from generator.receipts.said import said_in
from generator.receipts.statements import said_by
from generator.store.library import Library
from generator.store.schema import Citation, Clearance, Fact, Point, Source, Topic, Vintage, Wording
from generator.tables.parents import cell_ref, parts_of_ref
from generator.values.addresses import is_linked
from generator.values.value import parse_number, plain_spaces

DIGEST_BYTES = 8
TOPIC_TEXTS = ("title", "short", "bottom_line", "bottom_line_spoken", "headline", "summary", "ask")


def receipt_of(project: Project, made: Made) -> Receipt:
    """The receipt for the files of a made document."""
    document, library = made.laid.document, made.recorder.library
    about = About(project, library, made.wordings, made.decisions, made.request.accepted, moment=made.request.held_at)
    receipt = receipt_of_document(document, about)
    topic = made.request.topic
    read = [name for name in TOPIC_TEXTS if made.recorder.was_read("topics", topic, name)]
    says = said_in(made.laid, may_read(project.library, receipt.clearance), made.letterhead)
    texts = tuple(_as_said(text, made, says) for text in topic_texts(unnoted(library).topics[topic], read))
    read_digest, content = digest_of_trace(made.recorder.trace()), content_of(project, made)
    receipt = replace(receipt, texts=texts, read=read_digest, content=content, says=says)
    return approved(project, receipt, final=made.request.final)


def content_of(project: Project, made: Made) -> str:
    """The content key of a made document: of its words, and of the theme, logo and letterhead."""
    document = made.undecided or made.laid.document
    office = document.meta.office
    look = (f"theme {document.theme}", f"logo {office}", f"letterhead {office}" if made.letterhead else "")
    return content_key(document, [project.digests.get(name, "") for name in look])


def approved(project: Project, receipt: Receipt, *, final: bool) -> Receipt:
    """The receipt with who approved the document, where it is a final one that stays in the office."""
    internal = receipt.clearance == Clearance.OFFICE.value
    return replace(receipt, approved=project.approval_of(receipt.content)) if final and internal else receipt


def _as_said(text: Part, made: Made, says: Says) -> Part:
    """An ask or a bottom line with the words that a document has of it, if it has them."""
    if text.name not in ("ask", "bottom_line"):
        return text
    topic, place = made.selection.topic, made.selection
    prose = Prose(unnoted(made.recorder.library), place.table, place.row, made.request.held_at)
    try:
        inlines, _ = prose.of(getattr(topic, text.name), topic.id, Origin("topic", topic.id))
    except ContentError:  # it was read and not printed
        return text
    said = plain_spaces(plain(inlines))
    stands = bare(said) in bare(" ".join(line.text for line in says.lines))
    return replace(text, said=said) if stands else text


@dataclass(frozen=True, slots=True)
class About:
    """What the receipt of a document tells beside the document. `library` may be one that notes what is read.

    `wordings` has the wording taken of each point; `accepted` are the gates that a person overruled; `corrects` and
    `mends` are for correction notes. Figures that are held back at `moment` are not told.
    """

    project: Project
    library: Library
    wordings: Mapping[str, str] = field(default_factory=dict)
    decisions: Sequence[str] = ()
    accepted: Sequence[Acceptance] = ()
    corrects: str = ""
    mends: Sequence[str] = ()
    moment: datetime | None = None


def receipt_of_document(document: Document, about: About) -> Receipt:
    """The receipt for a document of whatever kind."""
    meta, library, project = document.meta, about.library, about.project
    clearance = Clearance(meta.clearance)
    internal = clearance is Clearance.OFFICE
    facts, statements = _Traced(library, clearance, about.moment).traced(document)
    rested_on = dict.fromkeys(s for statement in statements for s in statement.sources)
    rested_on |= dict.fromkeys(n.source for b in document.blocks if isinstance(b, Sources) for n in b.notes)
    sources = (library.sources[s] for s in rested_on)
    return Receipt(
        number=document.number,
        title=meta.title,
        topic=meta.topic,
        audience=meta.audience,
        clearance=meta.clearance,
        office=meta.office,
        as_of=meta.as_of,
        program=f"onepager {generator.__version__}",
        template=Part(meta.audience, project.digests.get(f"audience {meta.audience}", "")),
        theme=Part(document.theme, project.digests.get(f"theme {document.theme}", "")),
        markings=document.markings,
        corrects=about.corrects,
        mends=tuple(about.mends),
        points=tuple(
            p for ref, wording in about.wordings.items() if (p := used_point(library, ref, wording, clearance))
        ),
        facts=facts,
        sources=tuple(used_source(source) for source in sources if clearance.allows(source.clearance)),
        statements=statements,
        decisions=tuple(about.decisions) if internal else (),
        accepted=tuple(about.accepted) if internal else (),
    )


def may_read(library: Library, clearance: str) -> Callable[[Origin], bool]:
    """Tells whether readers of a clearance may know what is of an origin."""
    traced = _Traced(library, Clearance(clearance))

    def allowed(origin: Origin) -> bool:
        if origin.kind == "point":
            return traced.cites(origin.ref) is not None
        return origin.kind not in ("fact", "row") or traced.stated([origin]) is not None

    return allowed


class _Traced:
    """Goes through what a document states, for readers of one clearance: nothing that is above it is told."""

    def __init__(self, library: Library, clearance: Clearance, moment: datetime | None = None) -> None:
        self.library, self.clearance, self._moment = library, clearance, moment
        self._figures: dict[str, UsedFact | None] = {}
        self._hidden: set[str] = set()
        self._sources: dict[str, tuple[str, ...] | None] = {}

    def traced(self, document: Document) -> tuple[tuple[UsedFact, ...], tuple[Statement, ...]]:
        """The figures that a document states, each once in order of first use, and its sentences."""
        facts: dict[str, UsedFact] = {}
        statements: list[Statement] = []
        for block in document.blocks:
            for said in said_by(block):
                if said.point not in self._sources:
                    self._sources[said.point] = self.cites(said.point) if said.point else ()
                cites = self._sources[said.point]
                found = self.stated(said.figures)
                if cites is None or found is None:
                    continue
                stated = {fact.ref: fact for fact in found}
                facts |= stated
                sources = dict.fromkeys([*[fact.source for fact in found if fact.source], *cites])
                statements.append(Statement(said.text, said.point, tuple(stated), tuple(sources)))
        return tuple(facts.values()), tuple(statements)

    def cites(self, ref: str) -> tuple[str, ...] | None:
        """The sources that a point cites itself; None when the point is not for these readers."""
        point = find_point(self.library, ref)
        if point is None or not self.clearance.allows(point.clearance):
            return None
        return tuple(dict.fromkeys(c.source for c in _cited(self.library, point, self.clearance)))

    def stated(self, figures: Iterable[Origin]) -> list[UsedFact] | None:
        """The figures of a sentence; None when one of them is not for these readers."""
        for ref in (origin.ref for origin in figures):
            if ref not in self._figures:
                fact = self._figures[ref] = now_of(ref, self.library)
                if fact and not self._may_see(fact):
                    self._hidden.add(ref)
            if ref in self._hidden:
                return None
        return [fact for origin in figures if (fact := self._figures[origin.ref])]

    def _may_see(self, fact: UsedFact) -> bool:
        """A figure of a table is for whoever may see its source; a fact may be held back besides."""
        found, source = find_fact(unnoted(self.library), fact.ref), self.library.sources.get(fact.source)
        sees_source = source is not None and self.clearance.allows(source.clearance)
        if found is None or self._moment is None:
            return sees_source and (found is None or self.clearance.allows(found.clearance))
        held = unnoted(self.library).held_back(found, self.clearance, self._moment)
        return sees_source and (held is None or (PERIOD_MARK in fact.ref and not held.whole))


def now_of(ref: str, library: Library) -> UsedFact | None:
    """The figure that a receipt or an origin names as it stands in the store now; None when it is gone, or is no
    figure, as the name of a place is not."""
    period = ref.partition(PERIOD_MARK)[2]
    fact = find_fact(library, ref)
    if fact is None:
        return used_cell(library, *parts_of_ref(ref))
    if not period:
        return used_fact(fact)
    return next((used_fact(fact, v) for v in fact.vintages if v.period == period), None)


# --- parts of the store as receipts have them --------------------------------------------------------------------


def used_point(library: Library, ref: str, wording: str, clearance: Clearance) -> UsedPoint | None:
    """A point as it stands in the store, with what it cites that readers of this clearance may see; None when the point
    is not for them, or gone."""
    point = find_point(library, ref)
    if point is None or not clearance.allows(point.clearance):
        return None
    cites = tuple(Cited(c.source, c.locator) for c in _cited(library, point, clearance))
    return UsedPoint(point.ref, wording, point_digest(point, wording), cites)


def _cited(library: Library, point: Point, clearance: Clearance) -> list[Citation]:
    return [c for c in point.sources if clearance.allows(library.sources[c.source].clearance)]


def used_fact(fact: Fact, vintage: Vintage | None = None) -> UsedFact:
    """A fact as it stands in the store, or an older period of it."""
    taken = vintage or fact.current
    older = taken.period != fact.current.period
    return UsedFact(
        ref=f"{fact.ref}{PERIOD_MARK}{taken.period}" if older else fact.ref,
        measure=fact.measure,
        value=plain_spaces(taken.value.press() if older else shown(fact)),
        period=taken.period,
        as_of=str(taken.as_of) if taken.as_of else "",
        status=taken.status.value,
        source=taken.source,
        locator=taken.locator,
    )


def used_cell(library: Library, table_id: str, key: str, name: str) -> UsedFact | None:
    """A figure of a table as it stands in the store; None when there is none."""
    table, row = library.tables.get(table_id), library.row(table_id, key)
    column = table.columns.get(name) if table else None
    if table is None or row is None or column is None or column.kind != "number" or not row.get(name):
        return None
    return UsedFact(
        ref=cell_ref(table_id, key, name),
        measure=f"{column.measure} in {row[table.name]}",
        value=plain_spaces(parse_number(row[name]).press()),
        as_of=str(column.as_of) if column.as_of else "",
        status=column.status.value,
        source=column.source,
        locator=column.locator,
    )


def used_source(source: Source) -> UsedSource:
    """A source as it is cited. The receipt travels with the file: an address that is for nobody is not in it."""
    address = source.url if is_linked(source.url) else ""
    return UsedSource(source.id, plain_spaces(plain(source_note(source))), address)


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


def topic_texts(topic: Topic, names: Iterable[str]) -> tuple[Part, ...]:
    """The topic's own texts of these names, each with its digest."""
    return tuple(Part(name, digest(getattr(topic, name))) for name in names)
