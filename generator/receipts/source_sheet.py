"""The source sheet: what a fact-checker needs beside a document. Each figure with its source, the place in it, its
as-of date, its status and who checked it; then every sentence with what it rests on. It is for the office only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.document.blocks import Block, BulletList, Heading, Kicker, ListItem, MemoHeader, Sources, Table
from generator.document.inlines import Aside, Inlines, NoteMark, Origin, Strong, Text
from generator.document.receipt import Receipt, Statement, UsedFact
from generator.pipeline import Made
from generator.project import Project
from generator.receipts.build import find_fact, find_point, receipt_of
from generator.receipts.changes import review_of
from generator.receipts.commit import commit_of
from generator.receipts.correction import short_date
from generator.receipts.extra_documents import About, ExtraDocument, make_extra_document, plain_line
from generator.store.library import Library
from generator.store.schema import Clearance
from generator.values.dates import PartialDate, press_date
from generator.values.value import plain_spaces


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a sheet. `sentences` are those that state it; `checked_by` has the day, too; `due` is set when the
    review date has passed."""

    number: int
    fact: UsedFact
    sentences: tuple[str, ...]
    checked_by: str
    due: date | None

    def as_json(self, receipt: Receipt) -> dict[str, object]:
        source = next((s for s in receipt.sources if s.id == self.fact.source), None)
        return {
            "number": self.number,
            "fact": self.fact.ref,
            "measure": self.fact.measure,
            "value": self.fact.value,
            "period": self.fact.period,
            "as_of": self.fact.as_of,
            "status": self.fact.status,
            "source": self.fact.source,
            "citation": source.citation if source else "",
            "url": source.url if source else "",
            "locator": self.fact.locator,
            "checked_by": plain_spaces(self.checked_by),
            "review_was_due": self.due.isoformat() if self.due else "",
            "sentences": list(self.sentences),
        }


def lines_of(library: Library, receipt: Receipt, today: date) -> list[Line]:
    """The figures of a document in order of first use."""
    return [_line(library, receipt, n, fact, today) for n, fact in enumerate(receipt.facts, 1)]


def _line(library: Library, receipt: Receipt, number: int, used: UsedFact, today: date) -> Line:
    fact = find_fact(library, used.ref)
    parts = [fact.checked_by, _day(fact.checked)] if fact else []
    sentences = tuple(s.text for s in receipt.statements if used.ref in s.facts)
    due = review_of(used.ref, library)
    return Line(number, used, sentences, ", ".join(filter(None, parts)), due if due and due < today else None)


def _day(day: date | None) -> str:
    return PartialDate(day.year, day.month, day.day).short() if day else ""


def source_sheet(project: Project, made: Made) -> ExtraDocument:
    """The sheet for a made document."""
    document = made.laid.document
    receipt = receipt_of(project, made)
    meta = document.meta
    about = About(
        title=f"Sources of {meta.title}",
        subject=f"Source sheet for {meta.title}, No. {document.number}",
        topic=meta.topic,
        audience=meta.audience,
        office=project.library.offices[meta.office],
        clearance=Clearance.OFFICE,
        as_of=meta.as_of,
        theme=document.theme,
    )
    return make_extra_document(project, about, list(_blocks(project, receipt, meta.as_of)))


def _blocks(project: Project, receipt: Receipt, today: date) -> Iterator[Block]:
    library = project.library
    lines = lines_of(library, receipt, today)
    numbers = {line.fact.ref: line.number for line in lines}
    yield Kicker(plain_line("SOURCE SHEET · FOR THE FACT-CHECKER"))
    yield Heading(1, plain_line(f"Sources of “{receipt.title}”"))
    yield MemoHeader(tuple((label, plain_line(text)) for label, text in _head(project, receipt)))
    if lines:
        yield Heading(2, plain_line("Figures"))
        yield _table(library, lines)
    yield from _section("Sentences that state a figure", [s for s in receipt.statements if s.facts], library, numbers)
    cited = [s for s in receipt.statements if s.sources and not s.facts]
    yield from _section("Sentences that rest on a source", cited, library, numbers)
    yield from _section(
        "Sentences without a source", [s for s in receipt.statements if not s.sources], library, numbers
    )
    yield Sources()


def _head(project: Project, receipt: Receipt) -> list[tuple[str, str]]:
    commit = commit_of(project.root)
    store = project.library.digest[:12] + (f", commit {commit[:10]}" if commit else "")
    return [
        ("Document", f"No. {receipt.number}, {receipt.clearance}, as of {press_date(receipt.as_of)}"),
        ("Made with", f"{receipt.program}, template {receipt.template.name}, theme {receipt.theme.name}"),
        ("Store", store),
    ]


def _table(library: Library, lines: Sequence[Line]) -> Table:
    header = tuple(plain_line(t) for t in ("No.", "Figure", "Source and place in it", "As of", "Status", "Checked by"))
    return Table(
        "Figures with source, place in it, as-of date, status and who checked them",
        header,
        tuple(_row(library, line) for line in lines),
        "rlllll",
        (0.5, 2.9, 2.7, 1.55, 1.2, 1.3),
    )


def _row(library: Library, line: Line) -> tuple[Inlines, ...]:
    fact = line.fact
    source = library.sources.get(fact.source)
    origin = Origin("fact", fact.ref) if fact.ref == fact.name and find_fact(library, fact.ref) else None
    measure = f" {fact.measure}" + (f", {fact.period}" if fact.period and fact.period not in fact.measure else "")
    place = ": ".join(filter(None, (source.publisher if source else "", fact.locator or "no place given")))
    status = fact.status + (f"; review was due {_day(line.due)}" if line.due else "")
    return (
        plain_line(str(line.number)),
        (Strong((Text(fact.value, origin),)), Text(measure)),
        (Text(place), *((NoteMark((fact.source,)),) if fact.source else ())),
        plain_line(short_date(fact.as_of)),
        plain_line(status),
        plain_line(line.checked_by or "nobody yet"),
    )


def _section(
    title: str, statements: Sequence[Statement], library: Library, numbers: Mapping[str, int]
) -> Iterator[Block]:
    if not statements:
        return
    yield Heading(2, plain_line(title))
    yield BulletList(tuple(ListItem(_sentence(s, library, numbers)) for s in statements))


def _sentence(statement: Statement, library: Library, numbers: Mapping[str, int]) -> Inlines:
    said = Text(statement.text)
    if statement.facts:
        listed = ", ".join(str(numbers[ref]) for ref in statement.facts)
        return said, Aside(f"\u2002figure{'s' if len(statement.facts) > 1 else ''}\u00a0{listed}")
    if not statement.sources:
        return (said,)
    point = find_point(library, statement.point)
    places = [c.locator for c in point.sources if c.locator] if point else []
    return said, *((Aside(f"\u2002{'; '.join(places)}"),) if places else ()), NoteMark(statement.sources)
