"""The shape of a table: what its YAML file says of its CSV, of its columns, and of the table above it."""

from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from generator.errors import Refusal
from generator.reading.enums import Status
from generator.reading.fields import Cell, Day, Id, Line, Model, Ref, Unprinted, When, Words
from generator.tables.cells import read_figure
from generator.values.value import Value

LEVELS = ("county", "district", "state", "nation")
"""What a row of a table may stand for, the smallest first."""
Level = Literal["", "county", "district", "state", "nation"]


class Accepted(Model):
    """A cell that looks wrong and is right: its figure, and how that is known. Another figure is doubted anew."""

    value: Ref = Field(examples=["10,964"])
    because: Ref = Field(examples=["looked up in the report, page 4"])

    @field_validator("value")
    @classmethod
    def _a_figure(cls, value: str) -> str:
        read_figure(value)
        return value

    def is_of(self, value: Value) -> bool:
        """Whether this is the figure that was accepted."""
        accepted = read_figure(self.value)
        return (accepted.kind, accepted.number) == (value.kind, value.number)


class Column(Model):
    """One column of a table. A column of figures is a fact series: it has a measure and a source.

    `level` is for what its cells hold, where that is larger than what a row stands for: a state's figure beside each of
    its districts. `accepted` has the cells that look wrong and are right, by the keys of their rows.
    """

    kind: Literal["text", "number"] = "text"
    level: Level = ""
    measure: Line = ""
    unit: Line = ""
    source: Unprinted = ""
    locator: Unprinted = ""
    as_of: When | None = None
    status: Status = Status.CURRENT
    review_by: Day | None = None
    accepted: dict[Unprinted, Accepted] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _a_figure_has_a_source(self) -> Self:
        if self.kind == "number" and not (self.measure and self.source):
            raise Refusal("is a column of figures", "give it a measure and a source, as a fact has")
        return self


class Above(Model):
    """The table that has what a row of this one lacks. `key` names the column here that holds the key of the row there;
    without it that table has one row only."""

    table: Ref = Field(examples=["nih-projects-by-state"])
    key: Unprinted = ""


class Table(Model):
    """A CSV whose rows merge into documents. `key` names the column that tells rows apart.

    `source` says where its names, addresses and other texts are known from; no document cites it.
    """

    id: Id
    title: Words = Field(examples=["NIH-funded research projects, by state"])
    file: Ref = Field(examples=["nih-projects-by-state.csv"])
    key: Ref = Field(examples=["state"])
    name: Ref = "name"
    source: Unprinted = ""
    level: Level = ""
    above: Above | None = None
    columns: dict[Unprinted, Column]
    rows: tuple[dict[Unprinted, Cell], ...] = ()

    @field_validator("columns")
    @classmethod
    def _some(cls, columns: dict[Unprinted, Column]) -> dict[Unprinted, Column]:
        if not columns:
            raise Refusal("has no columns", "name the columns of the CSV that documents may use")
        return columns
