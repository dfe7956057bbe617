"""What a template may use: the topic, the office, the hearing, the row, the date, and functions that list things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from generator.compose.template import Gap, Listing, View
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
from generator.same import Same
from generator.selection.select import Selection
from generator.store.library import Library
from generator.store.schema import ChartSpec, Contact, Fact, Hearing, Kind, Office, Status, Topic, Witness
from generator.store.substitution import substitutions
from generator.tables.parents import columns
from generator.values.value import PartialDate

UNSOUND = (Status.DISPUTED, Status.SUPERSEDED, Status.OVERTAKEN)
"""Statuses of figures that documents for readers outside the office do not show."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What one document is composed from.

    One that is not `final` is marked as a draft. `remarks` are decisions of the office that an internal document tells:
    which figures it carries although a gate refuses them, by whose decision, and why.
    """

    library: Library
    selection: Selection
    hearing: Hearing | None
    as_of: date
    final: bool = False
    remarks: tuple[str, ...] = ()


def press_date(day: date) -> str:
    return PartialDate(day.year, day.month, day.day).press()


class Context:
    """Builds the objects of a template for one setting; `table` holds what their tokens stand for."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.table = TokenTable()
        self._groups = 0

    def objects(self) -> dict[str, Any]:
        setting, selection = self.setting, self.setting.selection
        audience = selection.audience
        return {
            "topic": self._topic(selection.topic),
            "office": self._office(selection.office),
            "hearing": self._hearing(setting.hearing) if setting.hearing else None,
            "row": self._row(selection.row) if selection.row else None,
            "date": self._plain(press_date(setting.as_of), Origin("template", audience.id)),
            "audience": View("audience", {"id": audience.id, "name": audience.name}),
            "points": self._points,
            "facts": self._facts,
            "charts": self._charts,
            "witnesses": self._witnesses,
            "seconds": self._seconds,
            "speaking_time": self._speaking_time,
        }

    def key(self) -> tuple[object, ...]:
        """Everything that what a template makes of these objects depends on, to be compared."""
        setting, selection = self.setting, self.setting.selection
        whole = (Same(selection.audience), Same(selection.topic), Same(selection.office), Same(setting.hearing))
        points = tuple(d.point.ref for d in selection.decisions if d.included)
        return (*whole, setting.as_of, points, selection.table, self._columns_there())

    def _columns_there(self) -> tuple[str, ...] | None:
        """The columns for which the row has something to print."""
        selection, library = self.setting.selection, self.setting.library
        if not selection.row:
            return None
        names = columns(library.tables, selection.table)
        return tuple(name for name in names if library.cell(selection.table, selection.row, name) is not None)

    def _plain(self, text: str, origin: Origin) -> str:
        return self.table.token(PlainToken(text, origin)) if text else ""

    def _prose(self, text: str, topic: str, origin: Origin) -> str:
        return self.table.token(ProseToken(text, topic, origin)) if text.strip() else ""

    def _topic(self, topic: Topic) -> View:
        origin = Origin("topic", topic.id)
        fields: dict[str, Any] = {"id": topic.id}
        for name in ("title", "short", "bottom_line", "ask"):
            fields[name] = self._prose(getattr(topic, name), topic.id, origin)
        fields["bottom_line_spoken"] = self._prose(topic.bottom_line_spoken or topic.bottom_line, topic.id, origin)
        fields["headline"] = self._prose(topic.headline or topic.title, topic.id, origin)
        fields["summary"] = self._prose(topic.summary or topic.bottom_line, topic.id, origin)
        return View("topic", fields)

    def _office(self, office: Office) -> View:
        origin = Origin("office", office.id)
        names = ("name", "signature", "state", "district", "address", "phone", "website")
        fields: dict[str, Any] = {n: self._plain(getattr(office, n), origin) for n in names}
        contacts = {n: self._contact(n, getattr(office, n), origin) for n in ("press", "staff")}
        return View("office", {**fields, "id": office.id, "chamber": office.chamber, **contacts})

    def _contact(self, what: str, contact: Contact | None, origin: Origin) -> View | None:
        if contact is None:
            return None
        names = ("name", "phone", "email")
        return View(f"office.{what}", {n: self._plain(getattr(contact, n), origin) for n in names})

    def _hearing(self, hearing: Hearing) -> View:
        origin = Origin("hearing", hearing.id)
        names = ("title", "committee", "room", "chair", "ranking")
        fields: dict[str, Any] = {n: self._plain(getattr(hearing, n), origin) for n in names}
        fields["date"] = self._plain(press_date(hearing.date.date()), origin)
        fields["time"] = self._plain(clock(hearing), origin)
        fields["purpose"] = self._prose(hearing.purpose, self.setting.selection.topic.id, origin)
        fields["embargo"] = self._plain(embargo(hearing), origin)
        return View("hearing", {**fields, "id": hearing.id})

    def _row(self, row: Mapping[str, str]) -> View:
        library, table = self.setting.library, self.setting.selection.table
        fields: dict[str, Any] = {}
        for name in columns(library.tables, table):
            there = library.cell(table, row, name) is not None
            fields[name] = self.table.token(ColumnToken(name)) if there else Gap(f"row.{name} for {row['name']}", {})
        return View("row", fields)

    def _witnesses(self) -> Listing:
        hearing = self.setting.hearing
        return Listing(self._witness(hearing, i, w) for i, w in hearing.witnesses.items()) if hearing else Listing()

    def _witness(self, hearing: Hearing, witness_id: str, witness: Witness) -> View:
        origin = Origin("hearing", hearing.id)
        topic = self.setting.selection.topic.id
        fields: dict[str, Any] = {
            n: self._plain(getattr(witness, n), origin) for n in ("name", "title", "organization")
        }
        fields["bio"] = self._prose(witness.bio, topic, origin)
        fields["expected"] = Listing(self._prose(line, topic, origin) for line in witness.expected)
        return View("witness", {**fields, "id": witness_id, "testimony": witness.testimony})

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
        found = [p for p in self.setting.selection.points if p.kind == kind]
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
        point = whole.point
        token = self.table.token
        fields: dict[str, Any] = {"id": point.id, "kind": point.kind.value, "priority": point.priority}
        for part in ("lead", "question", "speaker", *WORDING_PARTS):
            there = getattr(point, part).strip()
            fields[part] = token(PointToken(point, part, whole.extra, whole.group, whole.at_least)) if there else ""
        return View("point", {**fields, "_whole": whole}, token(whole))

    def _seconds(self, point: View) -> str:
        return self.table.token(SecondsToken(point._fields["_whole"]))

    def _speaking_time(self, kind: str = "") -> str:
        return self.table.token(TimeToken(kind))

    def _facts(self, tag: str = "", at_most: int = 99) -> Listing:
        """The topic's figures that the reader may see, in the order of the file; with `tag` only those that bear it."""
        selection = self.setting.selection
        clearance = selection.audience.clearance
        internal = clearance.value == "office"
        found = tuple(
            f
            for f in selection.topic.facts.values()
            if (not tag or tag in f.tags)
            and clearance.allows(f.clearance)
            and ((internal and not tag) or f.current.status not in UNSOUND)
        )[:at_most]
        listing = Listing(self._fact(f) for f in found)
        listing.token = self.table.token(FactsToken(found))
        return listing

    def _fact(self, fact: Fact) -> View:
        origin = Origin("fact", fact.ref)
        fields = {
            "id": fact.id,
            "value": self._prose(f"{{{{ {fact.id} }}}}", fact.topic, origin),
            "spoken": self._prose(f"{{{{ {fact.id} | spoken }}}}", fact.topic, origin),
            "label": self._plain(fact.label or fact.measure, origin),
        }
        return View("fact", fields, self.table.token(FactsToken((fact,))))

    def _charts(self, at_most: int = 1) -> Listing:
        selection = self.setting.selection
        names = [
            name
            for name, chart in selection.topic.charts.items()
            if selection.audience.clearance.allows(chart.clearance) and self._has_figures(chart)
        ]
        return Listing(View("chart", {"id": n}, self.table.token(ChartToken(n))) for n in names[:at_most])

    def _has_figures(self, chart: ChartSpec) -> bool:
        """Whether the local figures that a chart draws and names are there."""
        selection, library = self.setting.selection, self.setting.library
        named = [piece.column for piece in substitutions(chart.finding) if piece.column]
        if selection.row is None:
            return not named and not chart.column
        row = selection.row
        return all(library.cell(selection.table, row, column) for column in named)


def clock(hearing: Hearing) -> str:
    """`10:00 a.m.`, where it is held."""
    hour = hearing.date.hour % 12 or 12
    return f"{hour}:{hearing.date:%M}\u00a0{'a.m.' if hearing.date.hour < 12 else 'p.m.'}"


def embargo(hearing: Hearing) -> str:
    """Day and hour until which the press may not have it; empty without an embargo."""
    if hearing.embargo is None:
        return ""
    hour = hearing.embargo.hour % 12 or 12
    half = "a.m." if hearing.embargo.hour < 12 else "p.m."
    return f"{press_date(hearing.embargo.date())}, {hour}:{hearing.embargo:%M}\u00a0{half}"
