"""Facts as rows of stats and as tables of figures."""

from __future__ import annotations

from collections.abc import Sequence

from generator.compose.template_objects import ComposeInput
from generator.compose.tokens import ColumnToken
from generator.document.blocks import Stat, Table
from generator.document.inlines import Inline, Inlines, NoteMark, Origin, Text
from generator.store.library import Library
from generator.store.schema import Fact
from generator.values.quotes import typographic
from generator.values.value import parse_number


def shown(fact: Fact) -> str:
    """A fact's value as it stands alone: with its qualifier."""
    value = fact.current.value.press()
    return f"{fact.qualifier} {value}" if fact.qualifier else value


def stat(library: Library, fact: Fact) -> Stat:
    """The big number of a fact, and under it what it measures, when, and how sure it is."""
    current = fact.current
    label = fact.label or fact.measure
    when = [current.period] if current.period and current.period not in label else []
    if not current.status.is_settled:
        when.append(current.status.value)
    value = f"{fact.qualifier} {current.value.short()}" if fact.qualifier else current.value.press()
    text = f"{label}, {', '.join(when)}" if when else label
    origin = Origin("fact", fact.ref)
    mark = (NoteMark((current.source,)),) if current.source else ()
    return Stat(value, (Text(text, origin), *mark), origin)


def stat_of_column(given: ComposeInput, token: ColumnToken) -> Stat:
    """The big number of a column of the reader's row; its label names the place it is for."""
    selection = given.selection
    assert selection.row is not None, "a template gets columns of a row only"
    cell = given.library.cell(selection.table, selection.row, token.column)
    assert cell is not None, "a template gets columns that are there only"
    column = cell.column
    place = cell.whole or typographic(selection.row["name"])
    label = f"{column.measure} in {place}" if column.measure else place
    if column.as_of:
        label += f", {column.as_of.year}"
    if not column.status.is_settled:
        label += f", {column.status.value}"
    value = parse_number(cell.text).press() if column.kind == "number" else cell.text
    origin = Origin("row", cell.ref)
    mark = (NoteMark((column.source,)),) if column.source else ()
    return Stat(value, (Text(label, origin), *mark), origin)


def figures_table(library: Library, facts: Sequence[Fact]) -> Table:
    """Figure, value, as of, status: one row a fact."""
    header = tuple((Text(t),) for t in ("Figure", "Value", "As of", "Status"))
    rows = tuple(_row(f) for f in facts)
    return Table("Figures, with as-of date and status", header, rows, "lrll", (4.9, 2.2, 1.5, 1.4))


def _row(fact: Fact) -> tuple[Inlines, ...]:
    current = fact.current
    origin = Origin("fact", fact.ref)
    measure = fact.measure[:1].upper() + fact.measure[1:]
    if fact.basis:
        measure += f" ({fact.basis})"
    if current.period and current.period not in measure:
        measure += f", {current.period}"
    as_of = current.as_of.short() if current.as_of else "—"
    name: tuple[Inline, ...] = (Text(measure, origin),)
    if current.source:
        name = (*name, NoteMark((current.source,)))
    return name, (Text(shown(fact), origin),), (Text(as_of, origin),), (Text(current.status.value, origin),)
