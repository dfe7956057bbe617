"""What a template may use: the topic, the office, the hearing, the row, the date, and functions that list things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from generator.compose import questions
from generator.compose.recorder import Recorder, row_key, unnoted
from generator.compose.template import Gap, Late, Listing, Token, View
from generator.compose.tokens import (
    WORDING_PARTS,
    ChartToken,
    ColumnToken,
    FactsToken,
    PlainToken,
    PointToken,
    ProseToken,
    SecondsToken,
    TimeToken,
    TokenTable,
)
from generator.document.inlines import Origin
from generator.errors import did_you_mean
from generator.selection.select import Selection
from generator.store.library import Library
from generator.store.schema import Contact, Fact, Hearing, Kind, Model, Office, Topic, Witness
from generator.store.secrecy import HeldBack
from generator.tables.parents import columns
from generator.values.dates import press_date, press_moment, press_time


@dataclass(frozen=True, slots=True)
class ComposeInput:
    """What one document is composed from: `library`, `selection` and `hearing()` note what is read in `recorder`.

    `held_at` is the moment that embargoes are held against.
    `asked_hearing` is the id of the hearing it is made for; empty: the next one that has the topic on its list. A
    document that is not `final` is marked as a draft. `remarks` are decisions of the office that an internal document
    tells: which figures it carries although a gate refuses them, by whose decision, and why.
    """

    recorder: Recorder
    selection: Selection
    as_of: date
    held_at: datetime
    asked_hearing: str = ""
    final: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def library(self) -> Library:
        return self.recorder.library

    @property
    def readers(self) -> questions.Readers:
        return questions.Readers(self.selection.audience.clearance, self.held_at)

    def hearing(self) -> Hearing | None:
        """The hearing that the document is made for, if there is one."""
        if self.asked_hearing:
            return self.library.hearings[self.asked_hearing]
        topic = self.selection.topic.id
        found = questions.hearing_found(unnoted(self.library), topic, self.as_of)
        self.recorder.ask("hearing", (topic, self.as_of.isoformat()), found.id if found else "")
        return self.library.hearings[found.id] if found else None

    def embargo(self) -> datetime | None:
        """When the embargo of its hearing ends; None without one, and once its hour has come."""
        hearing = self.hearing()
        if hearing is None:
            return None
        ends = questions.embargo(unnoted(self.library), hearing.id, self.held_at)
        self.recorder.ask("embargo", (hearing.id, self.as_of.isoformat()), str(ends))
        return ends


class TemplateObjects:
    """The objects of a template for one document; `table` holds what their tokens stand for, `held_back` what it asked
    for and may not have, in words. `tells_of_hearing` once the template has asked for the hearing, and there is one."""

    def __init__(self, given: ComposeInput) -> None:
        self.given = given
        self.table = TokenTable()
        self.held_back: dict[str, None] = {}
        self._groups = 0
        self.tells_of_hearing = False

    def objects(self) -> dict[str, Any]:
        """The names a template may use, each with its object or function."""
        selection = self.given.selection
        audience = selection.audience
        return {
            "topic": self._topic(selection.topic),
            "office": self._office(selection.office),
            "hearing": Late(self._hearing),
            "row": self._row(selection.row) if selection.row else None,
            "date": self._plain(press_date(self.given.as_of), Origin("template", audience.id)),
            "audience": View("audience", {"id": lambda: audience.id, "name": lambda: audience.name}),
            "points": self._points,
            "facts": self._facts,
            "charts": self._charts,
            "witnesses": self._witnesses,
            "seconds": self._seconds,
            "speaking_time": self._speaking_time,
        }

    def _plain(self, text: str, origin: Origin) -> str:
        return self.table.token(PlainToken(text, origin), text) if text else ""

    def _prose(self, text: str, topic: str, origin: Origin) -> str:
        return self.table.token(ProseToken(text, topic, origin)) if text.strip() else ""

    def _plain_fields(self, entity: Model, names: Iterable[str], origin: Origin) -> dict[str, Callable[[], Any]]:
        """Attributes that print a field as it is, each read when it is asked for."""
        return {name: partial(self._plain_field, entity, name, origin) for name in names}

    def _plain_field(self, entity: Model, name: str, origin: Origin) -> str:
        return self._plain(getattr(entity, name), origin)

    def _topic(self, topic: Topic) -> View:
        origin = Origin("topic", topic.id)

        def text(name: str, instead: str = "") -> str:
            return self._prose(getattr(topic, name) or (getattr(topic, instead) if instead else ""), topic.id, origin)

        fields: dict[str, Callable[[], Any]] = {n: partial(text, n) for n in ("title", "short", "bottom_line", "ask")}
        fields["id"] = lambda: topic.id
        fields["bottom_line_spoken"] = partial(text, "bottom_line_spoken", "bottom_line")
        fields["headline"] = partial(text, "headline", "title")
        fields["summary"] = partial(text, "summary", "bottom_line")
        return View("topic", fields)

    def _office(self, office: Office) -> View:
        origin = Origin("office", office.id)
        names = ("name", "signature", "state", "district", "address", "phone", "website")
        fields = self._plain_fields(office, (*names, "subcommittee", "chair", "staff_called"), origin)
        fields |= {"id": lambda: office.id, "chamber": lambda: office.chamber}
        fields |= {"kind": lambda: office.kind, "side": lambda: office.side}
        fields |= {n: lambda n=n: self._contact(n, getattr(office, n), origin) for n in ("press", "staff", "clerk")}  # type: ignore[misc]
        return View("office", fields)

    def _contact(self, what: str, contact: Contact | None, origin: Origin) -> View | None:
        if contact is None:
            return None
        fields = self._plain_fields(contact, ("name", "phone", "email"), origin)

        def either() -> str:
            return _joined(" or ", fields["phone"](), fields["email"]())

        at = {
            "in_words": lambda: _joined(" at ", fields["name"](), either()),
            "in_full": lambda: _joined(", ", *(field() for field in fields.values())),
            "in_short": lambda: _joined(", ", fields["name"](), fields["phone"]() or fields["email"]()),
        }
        return View(f"office.{what}", fields | at)

    def _hearing(self) -> View | None:
        hearing = self.given.hearing()
        if hearing is None:
            return None
        self.tells_of_hearing = True
        origin = Origin("hearing", hearing.id)
        topic = self.given.selection.topic.id
        fields = self._plain_fields(hearing, ("title", "committee", "room", "chair", "ranking"), origin)
        fields["id"] = lambda: hearing.id
        fields["date"] = lambda: self._plain(press_date(hearing.date.date()), origin)
        fields["time"] = lambda: self._plain(press_time(hearing.date), origin)
        fields["when"] = lambda: _joined(", ", *(fields[name]() for name in ("date", "time", "room")))
        fields["purpose"] = lambda: self._prose(hearing.purpose, topic, origin)
        fields["embargo"] = lambda: self._plain(press_moment(ends) if (ends := self.given.embargo()) else "", origin)
        return View("hearing", fields)

    def _row(self, row: Mapping[str, str]) -> View:
        known = unnoted(self.given.library).tables  # which columns there are is for messages; each is noted when read
        names = columns(known, self.given.selection.table)
        return View("row", {name: partial(self._column, row, name) for name in names})

    def _column(self, row: Mapping[str, str], name: str) -> Token | Gap:
        library, table = self.given.library, self.given.selection.table
        cell = library.cell(table, row, name)
        return self.table.token(ColumnToken(name), cell.text) if cell else Gap(f"row.{name} for {row['name']}", {})

    def _witnesses(self) -> Listing:
        hearing = self.given.hearing()
        return Listing(self._witness(hearing, i, w) for i, w in hearing.witnesses.items()) if hearing else Listing()

    def _witness(self, hearing: Hearing, witness_id: str, witness: Witness) -> View:
        origin = Origin("hearing", hearing.id)
        topic = self.given.selection.topic.id
        fields = self._plain_fields(witness, ("name", "title", "organization"), origin)
        parts = tuple(fields.values())
        fields["in_full"] = lambda: _joined(", ", *(part() for part in parts))
        fields["id"] = lambda: witness_id
        fields["testimony"] = lambda: witness.testimony
        fields["bio"] = lambda: self._prose(witness.bio, topic, origin)
        fields["expected"] = lambda: Listing(self._prose(line, topic, origin) for line in witness.expected)
        return View("witness", fields)

    def _points(
        self,
        kind: str,
        at_most: int = 99,
        at_least: int = 0,
        more: int = 0,
        witness: str | None = None,
        required: bool = False,
    ) -> Listing:
        """The selected points of a kind, most important first.

        `at_most` of them; up to `more` beyond if there is room; never under `at_least`. `witness` is a witness's id, or
        "" for the questions that are for no one in particular.
        """
        if kind not in list(Kind):
            raise LookupError(
                f'there is no kind "{kind}"; {did_you_mean(kind, Kind) or "there are " + ", ".join(Kind)}'
            )
        found = [p for p in self.given.selection.points if p.kind == kind]
        if witness is not None:
            found = [p for p in found if p.witness == witness]
        self._groups += 1
        return Listing(
            self._point(
                PointToken(p, "", i >= at_most, self._groups, min(at_least, len(found)), required and i < at_most)
            )
            for i, p in enumerate(found[: at_most + more])
        )

    def _point(self, whole: PointToken) -> View:
        point, token = whole.point, self.table.token

        def part(name: str) -> str:
            return token(replace(whole, part=name, required=False)) if getattr(point, name).strip() else ""

        fields: dict[str, Callable[[], Any]] = {
            name: partial(part, name) for name in ("lead", "question", "speaker", *WORDING_PARTS)
        }
        fields |= {"id": lambda: point.id, "kind": lambda: point.kind.value, "priority": lambda: point.priority}
        fields["_point"] = lambda: whole
        return View("point", fields, lambda: token(whole))

    def _seconds(self, point: View) -> str:
        return self.table.token(SecondsToken(point._point))

    def _speaking_time(self, kind: str = "") -> str:
        return self.table.token(TimeToken(kind))

    def _facts(self, tag: str = "", at_most: int = 99) -> Listing:
        """The topic's figures that the reader may see, in the order of the file; with `tag` only those that bear it."""
        topic, readers, plain = self.given.selection.topic, self.given.readers, unnoted(self.given.library)
        shown = questions.facts_shown(plain, topic.id, readers, tag)[:at_most]
        asked = (topic.id, readers.clearance.value, self.given.as_of.isoformat(), tag, str(at_most))
        self.given.recorder.ask("facts", asked, shown)
        for fact in questions.facts_asked(plain, topic.id, readers.clearance, tag):
            self._tell("held back:", readers.held_back(plain, fact))
        found = tuple(topic.facts[name] for name in shown)
        listing = Listing(self._fact(f) for f in found)
        listing.whole = lambda: self.table.token(FactsToken(found))
        return listing

    def _tell(self, what: str, held: HeldBack | None) -> None:
        if held:
            self.held_back[f"{what} {held}"] = None

    def _fact(self, fact: Fact) -> View:
        origin = Origin("fact", fact.ref)
        fields: dict[str, Callable[[], Any]] = {
            "id": lambda: fact.id,
            "value": lambda: self._prose(f"{{{{ {fact.id} }}}}", fact.topic, origin),
            "spoken": lambda: self._prose(f"{{{{ {fact.id} | spoken }}}}", fact.topic, origin),
            "label": lambda: self._plain(fact.label or fact.measure, origin),
        }
        return View("fact", fields, lambda: self.table.token(FactsToken((fact,))))

    def _charts(self, at_most: int = 1) -> Listing:
        selection = self.given.selection
        key = row_key(self.given.library, selection)
        topic, readers, table = selection.topic.id, self.given.readers, selection.table
        plain = unnoted(self.given.library)
        names = questions.charts_shown(plain, topic, readers, table, key)[:at_most]
        asked = (topic, readers.clearance.value, self.given.as_of.isoformat(), table, key, str(at_most))
        self.given.recorder.ask("charts", asked, names)
        for name in questions.charts_asked(plain, topic, readers.clearance, table, key):
            self._tell(f"the chart “{name}” is held back:", questions.chart_held_back(plain, topic, name, readers))
        for name in names:
            for label, held in questions.bars_held_back(plain, topic, name, readers).items():
                self._tell(f"the chart “{name}” is drawn without {label}:", held)
        return Listing(View("chart", {"id": lambda n=n: n}, partial(self._chart, n)) for n in names)  # type: ignore[misc]

    def _chart(self, name: str) -> Token:
        return self.table.token(ChartToken(name))


def _joined(between: str, *parts: str) -> str:
    """Texts of the store one after another, as one text, with `between` between those that are there."""
    there = [part for part in parts if part]
    printed = between.join(part.compared or "" for part in there if isinstance(part, Token))
    return Token(between.join(there), printed) if there else ""
