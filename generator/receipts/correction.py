"""The correction note: for whoever got a document whose figures have changed since.

It goes to the same readers as the document, so it is of the same clearance: it tells the new figure where they may know
it, and else only that the old one is withdrawn. It rewrites no sentence: with a new figure a sentence may need another
year or another word, and that is for a person to see.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import takewhile

from generator.checks.language.numbers import figures
from generator.document.blocks import Block, BulletList, Heading, Kicker, ListItem, Paragraph, Sources, Table
from generator.document.inlines import Inlines, NoteMark, Origin, Strong, Text
from generator.document.receipt import PERIOD_MARK, Receipt, UsedFact
from generator.errors import Refusal
from generator.project import Project
from generator.receipts.build import digest, find_fact
from generator.receipts.changes import Change, now_of, stale
from generator.receipts.extra_documents import About, ExtraDocument, make_extra_document, plain_line
from generator.store.library import Library
from generator.store.schema import Clearance, Status
from generator.values.dates import find_date, press_date, start_of_day

NOT_TO_REPEAT = ("withdrawn", "embargo")
"""Kinds of change after which the office does not repeat what it said."""
OPENING_WORDS = 4
WITHDRAWN = "Withdrawn. Please do not use it."

UNNAMED = "A passage that begins with a figure"
REQUEST = (
    "Please use this from now on, in place of any earlier correction, and pass it on to whoever has the document from "
    "you."
)


def correction(
    project: Project, receipt: Receipt, changes: Sequence[Change], sent_on: Sequence[date], today: date
) -> ExtraDocument:
    """The note for one document. `changes` are those since it was made, `sent_on` the days it went out."""
    library = project.library
    office = library.offices.get(receipt.office) or library.offices[library.default_office()]
    clearance = Clearance(receipt.clearance)
    about = About(
        title=f"Correction: {receipt.title.removeprefix('Correction: ')}",
        subject=f"Corrects {receipt.title}, No. {receipt.number}",
        topic=receipt.topic,
        audience=receipt.audience,
        office=office,
        clearance=clearance,
        as_of=today,
        theme=receipt.theme.name,
    )
    to_mend = stale(changes)
    blocks = list(_blocks(library, receipt, to_mend, sent_on, about))
    return make_extra_document(project, about, blocks, receipt.number, [told(change) for change in to_mend])


def told(change: Change) -> str:
    """What stands in the receipt of a note that tells of a change: a digest, because of some only the office may know
    more than that something was withdrawn."""
    return digest("\0".join((change.kind, change.ref, change.now)))


def _blocks(
    library: Library, receipt: Receipt, changes: Sequence[Change], sent_on: Sequence[date], about: About
) -> Iterator[Block]:
    office = about.office
    yield Kicker(plain_line("CORRECTION"))
    yield Heading(1, plain_line(f"Correction to “{receipt.title}”"))
    yield Paragraph(plain_line(_opening(receipt, sent_on)))
    kinds = {c.ref: c.kind for c in changes}
    facts = [f for f in receipt.facts if f.ref in kinds]
    if facts:
        header = tuple(plain_line(t) for t in ("Figure", "We wrote", "Now", "As of"))
        rows = tuple(
            _row(library, f, about) if kinds[f.ref] not in NOT_TO_REPEAT else _withdrawn(f, receipt) for f in facts
        )
        yield Table("What has changed: figure, what we wrote, what holds now", header, rows, "llll", (3.6, 2, 3, 1.6))
    yield from _sentences(receipt, changes)
    yield Paragraph(plain_line(REQUEST))
    if contact := office.press if about.clearance is Clearance.PUBLIC and office.press else office.staff:
        parts = [p for p in (contact.name, contact.phone, contact.email) if p]
        yield Paragraph((Text(f"Questions: {', '.join(parts)}.", Origin("office", office.id)),))
    yield Sources()


def _opening(receipt: Receipt, sent_on: Sequence[date]) -> str:
    days = [press_date(day) for day in sorted(set(sent_on))]
    when = f", sent on {' and '.join(days)}" if 0 < len(days) < 3 else f", sent from {days[0]} on" if days else ""
    return (
        f"This is about “{receipt.title},” document No. {receipt.number}, as of {press_date(receipt.as_of)}{when}. "
        "What it says has changed since."
    )


def _withdrawn(fact: UsedFact, receipt: Receipt) -> tuple[Inlines, ...]:
    """A figure that its readers may not know any more: neither it nor what it measures is repeated, only where it
    stands."""
    said = next((s.text for s in receipt.statements if fact.ref in s.facts), "")
    begins = _opening_words(said)
    where = "A figure of the document" if begins == UNNAMED else f"The figure in “{begins}”"
    return plain_line(where), plain_line("—"), plain_line(WITHDRAWN), plain_line("—")


def _row(library: Library, fact: UsedFact, about: About) -> tuple[Inlines, ...]:
    now = _current(library, fact.ref, about)
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


def _current(library: Library, ref: str, about: About) -> UsedFact | None:
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
    held = library.held_back(fact, about.clearance, start_of_day(about.as_of)) if fact else None
    return now if not held and source and about.clearance.allows(source.clearance) else None


def _sentences(receipt: Receipt, changes: Sequence[Change]) -> Iterator[Block]:
    """What the document says with the figures and points that have changed."""
    kinds = {change.ref: change.kind for change in changes}
    said: dict[str, None] = {}
    for statement in receipt.statements:
        found = [kinds[ref] for ref in (*statement.facts, statement.point) if ref in kinds]
        if found:
            repeat = not any(kind in NOT_TO_REPEAT for kind in found)
            said[statement.text if repeat else _opening_words(statement.text)] = None
    if said:
        yield Heading(2, plain_line("Where the document says so"))
        quoted = (text if text == UNNAMED else f"“{text}”" for text in said)
        yield BulletList(tuple(ListItem(plain_line(text)) for text in quoted))


def _opening_words(text: str) -> str:
    """How a sentence begins, as far as its first figure."""
    words = list(takewhile(lambda word: not figures(word), text.split()[:OPENING_WORDS]))
    return " ".join(words).rstrip(".,;:") + " …" if words else UNNAMED


def _dated(measure: str, period: str) -> str:
    return f"{measure}, {period}" if period and period not in measure else measure


def short_date(as_of: str) -> str:
    """A date of a receipt as tables have it: `May 2024`; a dash for none."""
    try:
        found = find_date(as_of)
    except Refusal:
        found = None
    return found.short() if found else as_of or "—"
