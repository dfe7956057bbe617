"""The binder: everything a Member needs at a hearing in one file.

A cover, the contents, a tab for each topic with its documents, the questions by witness, and every source once. It is
composed of the documents as they were made, not of their files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from generator import pipeline
from generator.batch.result import About
from generator.batch.task import DRAFT, FINAL, Product, letterhead_of, note_approval, terms_of
from generator.compose import questions
from generator.compose.citations import SourceNotes
from generator.compose.compose import MARKINGS, embargo_marking
from generator.compose.fill import Prose
from generator.compose.recorder import Recorder, digest_of_trace
from generator.document.blocks import (
    Block,
    BulletList,
    Callout,
    Document,
    Heading,
    Kicker,
    Letterhead,
    ListItem,
    MemoHeader,
    Meta,
    Paragraph,
    marks,
)
from generator.document.choose import choose
from generator.document.draft import Draft
from generator.document.inlines import Aside, Emphasis, Inlines, NoteMark, Origin, Strong, Text, plain
from generator.document.number import content_key, document_number
from generator.document.receipt import Acceptance, Part, Receipt, Statement, UsedFact, UsedPoint, UsedSource, encode
from generator.document.standing import standing
from generator.errors import ContentError
from generator.hearing.questions import Asker, Questions
from generator.hearing.reprint import BINDER, binder_for, page_digest
from generator.hearing.tab_sheets import tab_sheets
from generator.layout.bind import Foot, Furnishing, Piece, bind, leaf, piece_of
from generator.layout.laid_out import Bound, Place
from generator.layout.theme import NORMAL, styles_at
from generator.pipeline import Made, Request, written
from generator.project import Project
from generator.receipts.build import About as ReceiptAbout
from generator.receipts.build import approved, content_of, may_read, receipt_of, receipt_of_document
from generator.receipts.said import said_in
from generator.records.ledger import DocumentEntry
from generator.records.stamps import Summary
from generator.store.schema import Clearance, Contact, Hearing, Recipient, Topic
from generator.values.dates import press_date, press_moment, press_time, start_of_day

THEME = "capitol"


QUESTIONS = "Questions by witness"


@dataclass(frozen=True, slots=True)
class BinderTask:
    """The binder of one Member at a hearing, to be made of the documents of `requests`, topic by topic. What is not
    `final` is marked as a draft; `accepted` are the refusals of the gates that somebody overruled for its documents."""

    hearing: str
    member: str
    requests: tuple[Request, ...]
    as_of: date
    stem: str
    formats: tuple[str, ...]
    final: bool = False
    accepted: tuple[Acceptance, ...] = ()

    @property
    def held_at(self) -> datetime:
        return self.requests[0].held_at if self.requests else start_of_day(self.as_of)

    @property
    def about(self) -> About:
        return About(self.hearing, BINDER, "", self.as_of.isoformat(), self.member)

    @property
    def document(self) -> str:
        terms = FINAL if self.final else DRAFT
        return f"{BINDER} {terms} {self.hearing} {self.member} {self.as_of.isoformat()}"

    @property
    def is_final(self) -> bool:
        return self.final

    @property
    def terms(self) -> str:
        return terms_of(self.final, self.accepted, self.requests)

    def clearance(self, project: Project) -> Clearance:
        return project.library.hearings[self.hearing].members[self.member].clearance

    def make(self, project: Project) -> Product:
        """Make it: its documents, and what is its own. Raises `ContentError`."""
        made = self._documents(project, recorder := Recorder(project.library))
        binder = make_binder(project, self, made)
        text = encode(binder.receipt)
        files = {format_: binder.render(format_, text) for format_ in self.formats}
        accepted = tuple(dict.fromkeys(a for m in made for a in m.request.accepted))
        entry = DocumentEntry.of(binder.receipt, accepted, text)
        held_back = tuple(dict.fromkeys(words for m in made for words in m.draft.held_back))
        letterhead = letterhead_of(project, binder.receipt.office)
        summary = Summary(binder.receipt.number, binder.bound.pages, 1.0, held_back, 0, letterhead)
        note_approval(project, recorder, binder.receipt, final=self.final)
        return Product(files, summary, entry, recorder.trace())

    def _documents(self, project: Project, recorder: Recorder) -> list[Made]:
        """Its documents, without those of which there would be nothing on the page."""
        made, problems = [], []
        for request in self.requests:
            try:
                made.append(pipeline.make(project, request, recorder))
            except pipeline.NothingToSay as error:
                problems += error.problems
        if not made:
            raise ContentError(problems)
        return made


def audiences_of(project: Project, hearing: Hearing, member: Recipient) -> tuple[str, ...]:
    """The audiences whose documents go into a Member's binder."""
    wanted = member.audiences or hearing.audiences or tuple(project.audiences)
    return tuple(a for a in wanted if member.clearance.allows(project.audiences[a].clearance))


@dataclass(frozen=True, slots=True)
class Binder:
    """A binder laid out, with its receipt."""

    bound: Bound
    receipt: Receipt

    def render(self, format: str, receipt: str) -> bytes:
        """Its bytes as `docx` or `pdf`, with `receipt` inside."""
        return written(self.bound, format, receipt)


def make_binder(project: Project, task: BinderTask, made: Sequence[Made]) -> Binder:
    """Bind the documents made for a Member: `made` has them topic by topic, all with one recorder. Raises
    `ContentError`: also when a final binder says of its own what a gate refuses and nobody has accepted."""
    return _Binding(project, task, made).binder()


class _Binding:
    """One binder being put together."""

    def __init__(self, project: Project, task: BinderTask, made: Sequence[Made]) -> None:
        self.project, self.task, self.as_of, self.made = project, task, task.as_of, made
        self.recorder = made[0].recorder
        self.library = library = self.recorder.library
        self.hearing = hearing = library.hearings[task.hearing]
        self.member = hearing.members[task.member]
        self.own: list[Document] = []
        office = library.offices[hearing.office or library.default_office()]
        self.office = office
        ends = questions.embargo(project.library, hearing.id, task.held_at)
        self.recorder.ask("embargo", (hearing.id, task.as_of.isoformat()), str(ends))
        self.embargo = ends
        word = standing(final=task.final, example=office.example)
        self.standing = MARKINGS[self.member.clearance] + ((word,) if word else ())
        self.markings = MARKINGS[self.member.clearance] + embargo_marking(ends) + ((word,) if word else ())
        theme = project.themes.get(THEME) or next(iter(project.themes.values()))
        self.theme = next(name for name, known in project.themes.items() if known is theme)
        self.styles = styles_at(theme, "", NORMAL)
        self.meta = Meta(
            title=f"{binder_for(self.member.name)}{hearing.title}",
            author=office.name,
            subject=hearing.title,
            keywords=(hearing.id, *hearing.topics),
            as_of=task.as_of,
            topic=hearing.id,
            audience=BINDER,
            office=office.id,
            clearance=self.member.clearance.value,
        )

    def binder(self) -> Binder:
        receipts = [receipt_of(self.project, m) for m in self.made]
        asker = Asker(self.member.clearance, self.office.id, self.as_of, self.task.held_at)
        asking = Questions(self.project, self.recorder, self.hearing, asker)
        asked = self._document([Heading(1, (Text(QUESTIONS),)), *asking.blocks()])
        cover = self._document(self._cover())
        own = {
            "Cover": receipt_of_document(cover, ReceiptAbout(self.project, self.library)),
            QUESTIONS: receipt_of_document(asked, ReceiptAbout(self.project, self.library, asking.wordings)),
        }
        sources = self._document(self._sources(receipts, own))
        ends = ((QUESTIONS, asked), *self._testimony(), ("Sources", sources))
        parts = [cover, *(m.laid.document for m in self.made), *(document for _, document in ends)]
        whole = replace(cover, blocks=tuple(block for part in parts for block in part.blocks), number="")
        number = document_number(whole)
        outer = replace(whole, blocks=(), number=number)
        pieces = self._pieces(cover, ends, number)
        if self.task.final:
            self._hold_to_the_gates()
        running = f"{self.member.name} · {self.hearing.title}"
        furnishing = Furnishing(running, self.standing, marks(embargo_marking(self.embargo)))
        bound = bind(outer, pieces, self.styles, furnishing)
        says = said_in(bound, may_read(self.project.library, outer.meta.clearance))
        receipt = self._receipt(outer, [*receipts, *own.values()])
        content = self._content([cover, *(document for _, document in ends)])
        receipt = replace(receipt, content=content, says=says, pages=tuple(map(page_digest, bound.said)))
        return Binder(bound, approved(self.project, receipt, final=self.task.final))

    def _content(self, own: Sequence[Document]) -> str:
        """The content key: of its documents, and of what is its own."""
        look = [content_of(self.project, made) for made in self.made]
        look += [content_key(document, [self.project.digests[f"theme {self.theme}"]]) for document in own[1:]]
        return content_key(own[0], look)

    def _hold_to_the_gates(self) -> None:
        """What the binder says of its own; its documents have been through the gates."""
        from generator.checks.gate import hold

        hold(self.library, self.own, self.member.clearance, self.as_of, self.task.accepted)

    # --- its parts -----------------------------------------------------------------------------------------------

    def _pieces(self, cover: Document, ends: Sequence[tuple[str, Document]], number: str) -> list[Piece]:
        said = f"As of {press_date(self.as_of)} · No.\u00a0{number}"
        tabs: list[Piece] = []
        for number_of_tab, topic in enumerate(self._topics(), 1):
            tabs += self._tab(topic, Foot(said, f"Tab {number_of_tab}"))
        for number_of_tab, (title, document) in enumerate(ends, len(self.hearing.topics) + 1):
            tab = f"Tab {number_of_tab}"
            place = Place(_name(tab), 1, f"{tab}\u2003{title}")
            tabs.append(leaf(document, self.styles, place, Foot(said, tab)))
        contents = self._document([Heading(1, (Text("Contents"),))])
        entries = [piece.place for piece in tabs]
        return [
            leaf(cover, self.styles, Place("cover"), Foot(said)),
            leaf(contents, self.styles, Place("contents"), Foot(said), entries),
            *tabs,
        ]

    def _testimony(self) -> Iterator[tuple[str, Document]]:
        """A tab sheet for each written testimony, after the tabs of the topics and of the questions."""
        sheets = tab_sheets(self.project, self.hearing, self.recorder)
        for tab, sheet in enumerate(sheets, len(self.hearing.topics) + 2):
            yield sheet.title, self._document(sheet.blocks(f"Tab {tab}"))

    def _tab(self, topic: Topic, foot: Foot) -> Iterator[Piece]:
        """The sheet of a topic, and its documents."""
        tab = foot.tab
        documents = []
        for made in (m for m in self.made if m.request.topic == topic.id):
            audience = made.selection.audience
            place = Place(f"{_name(tab)}-{audience.id}", 2, audience.kicker or audience.name)
            own = made.laid.document
            said = " · ".join((*own.footer, f"No.\u00a0{own.number}"))
            documents.append(piece_of(made.laid, place, Foot(said, tab)))
        sheet = self._document(
            [
                Kicker((Text(tab.upper()),)),
                Heading(1, self._prose(topic.title, topic)),
                Callout("bottom-line", (), (self._prose(topic.bottom_line, topic),)),
            ]
        )
        place = Place(_name(tab), 1, f"{tab}\u2003{plain(self._prose(topic.short, topic))}")
        yield leaf(sheet, self.styles, place, foot, [d.place for d in documents])
        yield from documents

    def _topics(self) -> list[Topic]:
        return [self.library.topics[name] for name in self.hearing.topics]

    def _cover(self) -> Iterator[Block]:
        hearing, member = self.hearing, self.member
        yield Kicker((Text("HEARING BINDER"),))
        yield Heading(1, (self._said(hearing.title),))
        when = ", ".join(filter(None, (press_date(hearing.date.date()), press_time(hearing.date), hearing.room)))
        rows = {
            "For": member.name,
            "Committee": hearing.committee,
            "When": when,
            "Chair": hearing.chair,
            "Ranking Member": hearing.ranking,
            "Prepared by": ", ".join(filter(None, (self.office.staff_called, self.office.name))),
            "Clerk": _contact(self.office.clerk),
            "Embargoed until": press_moment(self.embargo) if self.embargo else "",
        }
        yield MemoHeader(tuple((label, (self._said(text),)) for label, text in rows.items() if text))
        if hearing.purpose:
            yield Heading(2, (Text("Purpose"),))
            yield Paragraph(self._prose(hearing.purpose, None))
        if hearing.witnesses:
            yield Heading(2, (Text("Witnesses"),))
            yield BulletList(tuple(ListItem(tuple(self._witness(w.name, w.title, w.organization, w.testimony)))
                                   for w in hearing.witnesses.values()))  # fmt: skip

    def _witness(self, name: str, title: str, organization: str, testimony: str) -> Iterator[Text | Strong | Emphasis]:
        yield Strong((self._said(name),))
        if rest := ", ".join(filter(None, (title, organization))):
            yield self._said(f", {rest}")
        if testimony == "awaited":
            yield Emphasis((Text(" (written testimony awaited)"),))

    def _sources(self, receipts: Sequence[Receipt], own: Mapping[str, Receipt]) -> Iterator[Block]:
        """Every source once, by author, and where in the binder it is used."""
        yield Heading(1, (Text("Sources"),))
        used: dict[str, dict[str, list[str]]] = {}
        for made, receipt in zip(self.made, receipts, strict=True):
            tab = f"Tab {self.hearing.topics.index(made.request.topic) + 1}"
            audience = made.selection.audience
            for source in receipt.sources:
                used.setdefault(source.id, {}).setdefault(tab, []).append(audience.kicker or audience.name)
        for part, receipt in own.items():
            for source in receipt.sources:
                used.setdefault(source.id, {}).setdefault(part, [])
        notes = SourceNotes(self.library.sources)
        items = []
        for name in sorted(used, key=lambda s: (plain(notes[s]).casefold(), s)):
            where = "; ".join(f"{tab}: {', '.join(of)}" if of else tab for tab, of in used[name].items())
            items.append(ListItem((*notes[name], Aside(f" {where}."))))
        if items:
            yield BulletList(tuple(items))
        else:
            yield Paragraph((Text("The documents of this binder cite no source."),))

    # --- blocks and words ----------------------------------------------------------------------------------------

    def _document(self, blocks: Iterator[Block] | list[Block]) -> Document:
        draft = Draft(
            meta=self.meta,
            letterhead=Letterhead(self.office.name, ()),
            markings=self.markings,
            blocks=tuple(blocks),
            notes={},
            footer=(),
            theme=self.theme,
            scale="",
            pages=1,
        )
        self.own.append(choose(draft, {}))
        return self.own[-1]

    def _said(self, text: str) -> Text:
        return Text(text, Origin("hearing", self.hearing.id))

    def _prose(self, text: str, topic: Topic | None) -> Inlines:
        """A text of a topic, or of the hearing, without note marks."""
        place = next((m.selection for m in self.made if topic and m.request.topic == topic.id), None)
        prose = Prose(self.library, place.table if place else "", place.row if place else None, self.task.held_at)
        origin = Origin("topic", topic.id) if topic else Origin("hearing", self.hearing.id)
        inlines, _ = prose.of(text, topic.id if topic else "", origin)
        return tuple(i for i in inlines if not isinstance(i, NoteMark))

    # --- the receipt ---------------------------------------------------------------------------------------------

    def _receipt(self, whole: Document, receipts: Sequence[Receipt]) -> Receipt:
        """Everything that the documents were made from, each thing once."""
        first = receipts[0]
        points: dict[UsedPoint, None] = dict.fromkeys(p for r in receipts for p in r.points)
        facts: dict[UsedFact, None] = dict.fromkeys(f for r in receipts for f in r.facts)
        sources: dict[UsedSource, None] = dict.fromkeys(s for r in receipts for s in r.sources)
        statements: dict[Statement, None] = dict.fromkeys(s for r in receipts for s in r.statements)
        return replace(
            first,
            number=whole.number,
            title=whole.meta.title,
            topic=self.hearing.id,
            audience=BINDER,
            clearance=whole.meta.clearance,
            office=self.office.id,
            template=Part(BINDER),
            theme=replace(first.theme, name=self.theme),
            markings=self.markings,
            texts=(),
            read=digest_of_trace(self.recorder.trace()),
            points=tuple(points),
            facts=tuple(facts),
            sources=tuple(sources),
            statements=tuple(statements),
            decisions=(),
            accepted=(),
            approved=(),
        )


def _contact(contact: Contact | None) -> str:
    return ", ".join(filter(None, (contact.name, contact.phone, contact.email))) if contact else ""


def _name(tab: str) -> str:
    return tab.lower().replace(" ", "-")
