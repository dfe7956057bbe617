"""The correction note: for whoever got a document that says what no longer holds.

It begins with one sentence: what was wrong, what is right, and that the office regrets it (`regrets.py`). Below stand
the figures with their sources, and where the document has them. It goes to the same readers as the document, so it is
of the same clearance: it tells the new figure where they may know it, and else only that the old one is withdrawn. It
rewrites no sentence: with a new figure a sentence may need another year or another word, and that is for a person to
see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from generator.checks.language.numbers import figures
from generator.compose.fill import Prose
from generator.document.blocks import Block, BulletList, Heading, Kicker, ListItem, Paragraph, Sources, Table
from generator.document.inlines import Inlines, NoteMark, Origin, Strong, Text
from generator.document.receipt import PERIOD_MARK, Receipt, UsedFact
from generator.errors import Refusal
from generator.project import Project
from generator.receipts import regrets
from generator.receipts.as_it_says import stated_in
from generator.receipts.build import digest, find_fact, find_point
from generator.receipts.changes import (
    OTHERWISE,
    Change,
    Kind,
    concerns,
    now_of,
    otherwise,
    point_texts,
    said_by_point,
    stale,
)
from generator.receipts.extra_documents import About, ExtraDocument, make_extra_document, plain_line
from generator.receipts.regrets import Regret
from generator.store import substitution
from generator.store.library import Library
from generator.store.schema import Clearance, Status
from generator.values.dates import find_date, press_date, start_of_day
from generator.values.quotes import within_quotes

NOT_TO_REPEAT = ("withdrawn", "embargo")
"""Kinds of change after which the office does not repeat what it said."""
OPENING_WORDS = 4
WITHDRAWN = "Withdrawn. Please do not use it."

UNNAMED = "A passage that begins with a figure"
REQUEST = (
    "Please use this from now on, in place of any earlier correction, and pass it on to whoever has the document from "
    "you."
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A document that went out, on these days; what was `edited` by hand is as it was sent in its receipt."""

    receipt: Receipt
    on: Sequence[date]
    edited: bool = False

    @property
    def variant(self) -> str:
        """What tells a document that was edited from the same as it was made, and as others edited it."""
        texts = [s.text for s in self.receipt.statements] + [text.said for text in self.receipt.texts]
        return digest("\0".join(texts)) if self.edited else ""


def correction(project: Project, sent: Sent, changes: Sequence[Change], today: date) -> ExtraDocument:
    """The note for one document. `changes` are those since it was made."""
    library, receipt = project.library, sent.receipt
    to_tell = [*stale(changes), *otherwise(changes)]
    regretted = list(_Regrets(library, receipt, to_tell, today).all())
    kind = regrets.kind_of(regretted)
    about = About(
        title=f"{kind}: {regrets.bare_title(receipt)}",
        subject=f"Corrects {receipt.title}, No. {receipt.number}",
        topic=receipt.topic,
        audience=receipt.audience,
        office=library.offices.get(receipt.office) or library.offices[library.default_office()],
        clearance=Clearance(receipt.clearance),
        as_of=today,
        theme=receipt.theme.name,
    )
    blocks: list[Block] = [
        Kicker(plain_line(kind.upper())),
        Heading(1, plain_line(regrets.heading(kind, receipt))),
        *regrets.sentences(regrets.named(receipt, edited=sent.edited), regretted),
        Paragraph(plain_line(f"{_which(sent)} {REQUEST}")),
        *_table(library, receipt, to_tell, about),
        *_sentences(receipt, to_tell),
        *_questions(about),
        Sources(),
    ]
    return make_extra_document(project, about, blocks, receipt.number, [told(c, sent.variant) for c in to_tell])


def told(change: Change, variant: str = "") -> str:
    """What stands in the receipt of a note that tells of a change to those who have a document as it was made, or in an
    edited `variant`: a digest, because of some only the office may know more than that something was withdrawn."""
    return digest("\0".join((change.kind, change.ref, change.now, *([variant] if variant else []))))


def _kind(fact: UsedFact, changes: Sequence[Change]) -> str:
    """How a figure, with the value that it has here, is overtaken; empty if it holds."""
    return next((change.kind for change in reversed(stale(changes)) if concerns(change, fact)), "")


def _which(sent: Sent) -> str:
    receipt, days = sent.receipt, [press_date(day) for day in sorted(set(sent.on))]
    when = f", sent on {' and '.join(days)}" if 0 < len(days) < 3 else f", sent from {days[0]} on" if days else ""
    return f"This is about document No. {receipt.number}, as of {press_date(receipt.as_of)}{when}."


def _questions(about: About) -> Iterator[Block]:
    office = about.office
    if contact := office.press if about.clearance is Clearance.PUBLIC and office.press else office.staff:
        parts = [p for p in (contact.name, contact.phone, contact.email) if p]
        yield Paragraph((Text(f"Questions: {', '.join(parts)}.", Origin("office", office.id)),))


def _kinds(changes: Sequence[Change]) -> dict[str, Kind]:
    """What became of each thing that no longer holds; of several, that after which it is not repeated counts."""
    found = sorted(stale(changes), key=lambda change: change.kind in NOT_TO_REPEAT)
    return {change.ref: change.kind for change in found}


# --- the first sentence ------------------------------------------------------------------------------------------


class _Regrets:
    """What there is to regret of the changes of one document: figures first, then passages, then what it asks."""

    def __init__(self, library: Library, receipt: Receipt, changes: Sequence[Change], today: date) -> None:
        self._library, self._receipt, self._changes, self._today = library, receipt, changes, today
        self._kinds = _kinds(changes)
        self._clearance = Clearance(receipt.clearance)

    def all(self) -> Iterator[Regret]:
        passages = [p.ref for p in self._receipt.points if self._kinds.get(p.ref) in NOT_TO_REPEAT]
        for fact in (f for f in self._receipt.facts if _kind(f, self._changes)):
            stated = [s for s in self._receipt.statements if fact.ref in s.facts]
            if _kind(fact, self._changes) not in NOT_TO_REPEAT:
                now = _current(self._library, fact.ref, self._clearance, self._today)
                origin = _origin(self._library, now.ref) if now else None
                yield regrets.of_figure(fact, _dated(fact.measure, fact.period), now, origin)
            elif not stated or any(s.point not in passages for s in stated):
                yield regrets.of_withdrawn_figure(_begins(stated[0].text) if stated else "")
        for point in passages:
            yield regrets.of_withdrawn_passage(_begins(said_by_point(point, self._receipt)))
        for change in (c for c in self._changes if c.kind in OTHERWISE and self._kinds.get(c.ref, c.kind) in OTHERWISE):
            yield self._otherwise(change)

    def _otherwise(self, change: Change) -> Regret:
        point = find_point(self._library, change.ref)
        if point:
            wording = next(p.wording for p in self._receipt.points if p.ref == change.ref)
            text, was = " ".join(point_texts(point, wording)), said_by_point(change.ref, self._receipt)
            return regrets.of_ask(was, self._prose(text, point.topic))
        topic = self._library.topics[change.ref]
        name = change.kind.replace(" ", "_")
        was = next(text.said for text in self._receipt.texts if text.name == name)
        now = self._prose(getattr(topic, name), topic.id)
        return regrets.of_ask(was, now) if change.kind == "ask" else regrets.of_bottom_line(was, now)

    def _prose(self, text: str, topic: str) -> Inlines:
        """A text as it prints now, to be quoted; the places of local figures, of which a note knows none, stay open."""
        open_text = regrets.unclosed(text)
        for piece in substitution.parse(open_text):
            if not isinstance(piece, str) and piece.column:
                open_text = open_text.replace(text[piece.start : piece.end], "…")
        prose = Prose(self._library, "", None, start_of_day(self._today))
        inlines, _ = prose.of(open_text, topic, Origin("topic", topic))
        return inlines


# --- figures and sentences ---------------------------------------------------------------------------------------


def _table(library: Library, receipt: Receipt, changes: Sequence[Change], about: About) -> Iterator[Block]:
    kinds = {fact: kind for fact in receipt.facts if (kind := _kind(fact, changes))}
    if kinds:
        header = tuple(plain_line(t) for t in ("Figure", "We wrote", "Now", "As of"))
        rows = tuple(
            _row(library, fact, about) if kind not in NOT_TO_REPEAT else _withdrawn(fact, receipt)
            for fact, kind in kinds.items()
        )
        yield Table("What has changed: figure, what we wrote, what holds now", header, rows, "llll", (3.6, 2, 3, 1.6))


def _withdrawn(fact: UsedFact, receipt: Receipt) -> tuple[Inlines, ...]:
    """A figure that its readers may not know any more: neither it nor what it measures is repeated, only where it
    stands."""
    begins = _begins(next((s.text for s in receipt.statements if fact.ref in s.facts), ""))
    where = f"The figure in “{begins}”" if begins else "A figure of the document"
    return plain_line(where), plain_line("—"), plain_line(WITHDRAWN), plain_line("—")


def _row(library: Library, fact: UsedFact, about: About) -> tuple[Inlines, ...]:
    now = _current(library, fact.ref, about.clearance, about.as_of)
    measure = _dated(fact.measure, fact.period)
    if now is None:
        return plain_line(measure), plain_line(fact.value), plain_line(WITHDRAWN), plain_line("—")
    origin = _origin(library, now.ref)
    value = now.value if now.period in ("", fact.period) else f"{now.value} ({now.period})"
    status = "" if Status(now.status).is_settled else f", {now.status}"
    cited: Inlines = (NoteMark((now.source,)),) if now.source else ()
    return (
        plain_line(measure),
        plain_line(fact.value),
        (Strong((Text(value, origin),)), Text(status), *cited),
        plain_line(short_date(now.as_of)),
    )


def _origin(library: Library, ref: str) -> Origin | None:
    """What the value in a note is traced to; an older period of a series has no origin of its own."""
    if PERIOD_MARK in ref:
        return None
    return Origin("fact", ref) if find_fact(library, ref) else Origin("row", ref)


def _current(library: Library, ref: str, clearance: Clearance, today: date) -> UsedFact | None:
    """What the readers may know of a figure now: that of the fact which supersedes it, if one does."""
    fact = find_fact(library, ref)
    seen = {ref}
    while fact and fact.superseded_by:
        successor = library.fact(fact.superseded_by, fact.topic)
        if successor.ref in seen:
            break
        seen.add(successor.ref)
        fact, ref = successor, successor.ref
    now = now_of(ref, library)
    source = library.sources.get(now.source) if now else None
    held = library.held_back(fact, clearance, start_of_day(today)) if fact else None
    return now if not held and source and clearance.allows(source.clearance) else None


def _sentences(receipt: Receipt, changes: Sequence[Change]) -> Iterator[Block]:
    """What the document says with the figures and points that have changed."""
    kinds = _kinds(changes)
    said: dict[str, None] = {}
    for statement in receipt.statements:
        found = [kind for f in stated_in(statement, receipt.facts) if (kind := _kind(f, changes))]
        found += [kinds[statement.point]] if statement.point in kinds else []
        if found:
            repeat = not any(kind in NOT_TO_REPEAT for kind in found)
            said[statement.text if repeat else _begins(statement.text) or UNNAMED] = None
    if said:
        yield Heading(2, plain_line("Where the document says so"))
        quoted = (text if text == UNNAMED else f"“{within_quotes(text)}”" for text in said)
        yield BulletList(tuple(ListItem(plain_line(text)) for text in quoted))


def _begins(text: str) -> str:
    """How a sentence begins, as far as its first figure, to stand in quotes; empty if it begins with one."""
    words = list(takewhile(lambda word: not figures(word), text.split()[:OPENING_WORDS]))
    return f"{within_quotes(' '.join(words)).rstrip('.,;:')} …" if words else ""


def _dated(measure: str, period: str) -> str:
    return f"{measure}, {period}" if period and period not in measure else measure


def short_date(as_of: str) -> str:
    """A date of a receipt as tables have it: `May 2024`; a dash for none."""
    try:
        found = find_date(as_of)
    except Refusal:
        found = None
    return found.short() if found else as_of or "—"
