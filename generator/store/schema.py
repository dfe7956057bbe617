"""The shape of the store: sources, facts, points, topics, offices, hearings, tables, settings.

Every value arrives as a string (the reader never guesses types) and is converted here. All models are frozen. Ids are
the keys of the YAML mappings; the reader fills the fields `id` and `topic` in.
"""

from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from generator.errors import Refusal
from generator.reading.enums import CLEARANCE_OF_KIND
from generator.reading.enums import Clearance as Clearance
from generator.reading.enums import Kind as Kind
from generator.reading.enums import Status as Status
from generator.reading.enums import Wording as Wording
from generator.reading.fields import (
    Amount,
    Day,
    Heading,
    Hour,
    Id,
    Instant,
    Line,
    Prose,
    Ref,
    Required,
    Title,
    Unprinted,
    When,
    Words,
)
from generator.reading.fields import Model as Model  # for models outside the store
from generator.store.offices import Contact as Contact
from generator.store.offices import Office as Office

Silence = dict[Unprinted, Ref]
"""Rules that need not speak of the thing they stand beside: code to the reason why not."""


class Source(Model):
    """Where something is known from."""

    id: Id
    publisher: Words = Field(examples=["Congressional Research Service"])
    title: Words = Field(examples=["Title of the report"])
    author: Line = ""
    container: Line = ""
    date: When | None = None
    url: Unprinted = ""
    accessed: When | None = None
    clearance: Clearance = Clearance.PUBLIC
    note: Unprinted = ""
    silence: Silence = Field(default_factory=dict)


class Citation(Model):
    """A source and the place in it."""

    source: Ref = Field(examples=["NAME-OF-A-SOURCE"])
    locator: Unprinted = ""


class Vintage(Model):
    """One period of a fact: its value and, where they differ from the fact's, its source, as-of date and status."""

    period: Line = ""
    value: Amount = Field(examples=["$94.58 billion"])
    as_of: When | None = None
    status: Status = Status.CURRENT
    source: Unprinted = ""
    locator: Unprinted = ""
    note: Unprinted = ""


class Fact(Model):
    """One figure, date or short text that documents may state, with what it takes to stand behind it.

    Either `value` or `series` (several periods of one measure, oldest first) is given; `current` is what prints.
    """

    id: Id
    topic: Unprinted
    measure: Words = Field(examples=["jobs supported by NIH grants"])
    value: Amount | None = None
    series: dict[Unprinted, Vintage] = Field(default_factory=dict)
    unit: Line = ""
    label: Line = ""
    qualifier: Line = ""
    basis: Line = ""
    period: Line = ""
    as_of: When | None = None
    status: Status = Status.CURRENT
    superseded_by: Unprinted = ""
    source: Ref = Field(examples=["NAME-OF-A-SOURCE"])
    locator: Unprinted = ""
    review_by: Day | None = None
    checked: Day | None = None
    checked_by: Unprinted = ""
    clearance: Clearance = Clearance.PUBLIC
    embargo: Instant | None = None
    tags: tuple[Unprinted, ...] = ()
    note: Unprinted = ""
    silence: Silence = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _series_inherits(cls, data: Any) -> Any:
        """Write `FY2024: $94.58 billion` out as a vintage that takes what it does not say from the fact."""
        if not isinstance(data, dict) or not isinstance(data.get("series"), dict):
            return data
        shared = {k: data[k] for k in ("as_of", "status", "source", "locator") if k in data}
        series = {}
        for period, entry in data["series"].items():
            own = entry if isinstance(entry, dict) else {"value": entry or ""}
            series[period] = {**shared, "period": period, **own}
        return {**data, "series": series}

    @model_validator(mode="after")
    def _one_kind_of_value(self) -> Self:
        if self.value is None and not self.series:
            raise Refusal("has no value", 'add a line such as "value: 407,782", or a series of periods', "series")
        if self.value is not None and self.series:
            raise Refusal("has a value and a series", "keep one of them; of a series the newest prints", "value")
        if len({v.value.kind for v in self.vintages}) > 1:
            raise Refusal(
                "has values of different kinds in one series", "make them all numbers, or all dollars", "series"
            )
        return self

    @model_validator(mode="after")
    def _agrees_with_its_unit(self) -> Self:
        """A year cannot count anything, and a unit is said once."""
        value = self.current.value
        if self.unit and value.when and value.when.month is None:
            year = value.when.year
            raise Refusal(
                f'"{year}" is read as a year, and the unit is "{self.unit}"',
                f"write {year:,} if it is a number",
                "value",
            )
        if self.unit and value.text.lower().endswith(f" {self.unit.lower()}"):
            raise Refusal(f'"{value.text}" repeats the unit', f'write it without "{self.unit}"', "value")
        return self

    @model_validator(mode="after")
    def _superseded_is_said(self) -> Self:
        if self.superseded_by and not self.current.status.is_replaced:
            raise Refusal(
                f'names a fact that supersedes it and has the status "{self.current.status}"',
                'write "status: superseded"',
                "superseded_by",
            )
        return self

    @property
    def ref(self) -> str:
        return f"{self.topic}/{self.id}"

    @property
    def speaks_for_itself(self) -> bool:
        """Whether it says itself who may see it and when; else that is for the texts that state it to say."""
        return not self.model_fields_set.isdisjoint(("clearance", "embargo"))

    @property
    def current(self) -> Vintage:
        """The value that prints: the only one, or the newest of the series."""
        return self.vintages[-1]

    @cached_property
    def vintages(self) -> tuple[Vintage, ...]:
        """The periods of the series, oldest first; a single value is its own only vintage."""
        if self.value is None:
            return tuple(self.series.values())
        only = Vintage(
            period=self.period,
            value=self.value,
            as_of=self.as_of,
            status=self.status,
            source=self.source,
            locator=self.locator,
        )
        return (only,)


class Point(Model):
    """One thing to say.

    `question` and `answer` points carry their `question`; a `question` is for a witness and may have follow-ups. A
    `caution` says in `lead` what not to say, and in its wordings why, or what to say instead.
    """

    id: Id
    topic: Unprinted
    kind: Kind = Field(examples=["message"])
    lead: Prose = ""
    question: Prose = ""
    full: Prose = ""
    short: Prose = ""
    spoken: Prose = ""
    followup: tuple[Prose, ...] = ()
    witness: Unprinted = ""
    speaker: Line = ""
    clearance: Clearance
    audiences: tuple[Unprinted, ...] = ()
    offices: tuple[Unprinted, ...] = ()
    priority: Annotated[int, Field(ge=1, le=9)] = 5
    required: bool = False
    embargo: Instant | None = None
    sources: tuple[Citation, ...] = ()
    note: Unprinted = ""
    silence: Silence = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        filled = dict(data)
        if data.get("clearance") is None:
            # A kind that does not exist is reported as such; until it is mended nobody else may see the point.
            filled["clearance"] = CLEARANCE_OF_KIND.get(data.get("kind"), Clearance.OFFICE)  # type: ignore[arg-type]
        if isinstance(data.get("sources"), list | tuple):
            filled["sources"] = [{"source": s} if isinstance(s, str) else s for s in data["sources"]]
        return filled

    @model_validator(mode="after")
    def _has_something_to_say(self) -> Self:
        if self.kind in (Kind.QUESTION, Kind.ANSWER) and not self.question:
            raise Refusal(f'is of kind "{self.kind}" and has no question', 'add a line "question: …"', "question")
        if self.kind is not Kind.QUESTION and not self.wordings:
            raise Refusal("has nothing to say", 'add a line "full: …", "short: …" or "spoken: …"', "full")
        if self.kind is Kind.QUOTE and not self.speaker:
            raise Refusal("is a quote and has no speaker", 'add a line "speaker: …"', "speaker")
        return self

    @property
    def ref(self) -> str:
        return f"{self.topic}/{self.id}"

    @cached_property
    def wordings(self) -> dict[Wording, str]:
        """The wordings that are written, in the order full, short, spoken."""
        return {w: text for w in Wording if (text := getattr(self, w.value)).strip()}

    @property
    def title(self) -> str:
        """What staff would call this point: its lead, its question, or its id."""
        return self.lead.strip() or self.question.strip() or self.id


class ChartSpec(Model):
    """A chart a topic offers.

    It is drawn of the periods of one fact (`series`), of several facts (`facts`: label to fact), or of a column of the
    topic's table (`column`: the largest `at_most` rows and the reader's own).
    """

    kind: Literal["bars", "columns", "line", "comparison"] = Field(examples=["columns"])
    finding: Title = Field(examples=["Activity from NIH grants keeps rising"])
    series: Unprinted = ""
    facts: dict[Line, Unprinted] = Field(default_factory=dict)
    column: Unprinted = ""
    at_most: Annotated[int, Field(ge=2, le=12)] = 6
    clearance: Clearance = Clearance.PUBLIC

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if sum(map(bool, (self.series, self.facts, self.column))) != 1:
            raise Refusal("is drawn of one thing", "give it exactly one of series, facts and column")
        return self


class Topic(Model):
    """An issue the office speaks on."""

    id: Id
    title: Title = Field(examples=["Protect NIH research funding"])
    short: Title = Field(examples=["NIH funding"])
    bottom_line: Required = Field(examples=["Every dollar for research comes back twice over."])
    bottom_line_spoken: Prose = ""
    headline: Heading = ""
    summary: Prose = ""
    ask: Required = Field(examples=["Oppose any cut to the NIH budget."])
    table: Unprinted = ""
    facts: dict[Unprinted, Fact] = Field(default_factory=dict)
    points: dict[Unprinted, Point] = Field(default_factory=dict)
    charts: dict[Unprinted, ChartSpec] = Field(default_factory=dict)
    silence: Silence = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _name_the_parts(cls, data: Any) -> Any:
        """Give every fact and point its id (the key) and its topic."""
        if not isinstance(data, dict):
            return data
        named = dict(data)
        for field in ("facts", "points"):
            if isinstance(data.get(field), dict):
                named[field] = {
                    key: {**entry, "id": key, "topic": data.get("id", "")} if isinstance(entry, dict) else entry
                    for key, entry in data[field].items()
                }
        return named


class Witness(Model):
    """Who testifies at a hearing."""

    name: Words = Field(examples=["Dr. Ada Sample"])
    title: Line = ""
    organization: Line = ""
    bio: Prose = ""
    testimony: Literal["received", "awaited"] = "awaited"
    testimony_file: Unprinted = ""
    expected: tuple[Prose, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _a_file_is_there(cls, data: Any) -> Any:
        """Who names the file need not say that it was received."""
        if isinstance(data, dict) and data.get("testimony_file") and "testimony" not in data:
            return {**data, "testimony": "received"}
        return data

    @model_validator(mode="after")
    def _is_not_awaited_any_more(self) -> Self:
        if self.testimony_file and self.testimony == "awaited":
            raise Refusal(
                f"is awaited, and its file is named: {self.testimony_file}", 'write "testimony: received"', "testimony"
            )
        return self


class Recipient(Model):
    """A Member who gets a binder: for each topic, the documents for `audiences` (empty: those of the hearing that the
    clearance allows). Nothing above `clearance` goes in; `office` is for a Member whose own office this is."""

    name: Words = Field(examples=["Representative Max Fiction"])
    audiences: tuple[Unprinted, ...] = ()
    clearance: Clearance = Clearance.CONGRESS
    office: Unprinted = ""


class Hearing(Model):
    """One hearing: the manifest of one night's work."""

    id: Id
    title: Words = Field(examples=["Research security and the science agreement"])
    committee: Words = Field(examples=["House Committee on Example Affairs"])
    date: Hour = Field(examples=["2026-12-03 10:00 ET"])
    room: Line = ""
    chair: Line = ""
    ranking: Line = ""
    purpose: Prose = ""
    members: dict[Unprinted, Recipient] = Field(default_factory=dict)
    witnesses: dict[Unprinted, Witness] = Field(default_factory=dict)
    topics: tuple[Unprinted, ...] = Field(examples=["[NAME-OF-A-TOPIC]"])
    audiences: tuple[Unprinted, ...] = ()
    office: Unprinted = ""
    embargo: Instant | None = None
