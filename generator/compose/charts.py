"""Charts from a fact's periods, from several facts, or from a column of the topic's table."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from generator.compose.prose import Prose
from generator.compose.template_objects import Setting
from generator.document.blocks import Bar, Chart
from generator.document.inlines import NoteMark, Origin, plain
from generator.store.schema import ChartSpec, Table
from generator.tables.parents import places
from generator.values.value import Value, parse_number


def chart(setting: Setting, prose: Prose, name: str) -> Chart:
    """The chart a topic declares under `name`. It has no bars when its column is empty."""
    topic = setting.selection.topic
    spec = topic.charts[name]
    origin = Origin("topic", topic.id)
    bars, sources = _bars(setting, spec)
    prose.local = prose.local or bool(spec.column)
    finding, cited = prose.of(spec.finding, topic.id, origin)
    values = "; ".join(f"{b.label}, {b.printed}" for b in bars)
    alt = f"Chart. {plain(finding).rstrip('.')}. {values}."
    sources = Prose.unique(cited, sources)
    return Chart(spec.kind, (*finding, NoteMark(sources)), bars, alt, origin)


def _bars(setting: Setting, spec: ChartSpec) -> tuple[tuple[Bar, ...], tuple[str, ...]]:
    library, topic = setting.library, setting.selection.topic
    if spec.series:
        fact = library.fact(spec.series, topic.id)
        vintages = list(fact.series.values()) or [fact.current]
        bars = tuple(_bar(v.period, v.value, v is vintages[-1]) for v in vintages)
        return bars, Prose.unique(v.source for v in vintages)
    if spec.facts:
        facts = {label: library.fact(ref, topic.id) for label, ref in spec.facts.items()}
        first = next(iter(facts))
        bars = tuple(_bar(label, f.current.value, label == first) for label, f in facts.items())
        return bars, Prose.unique(f.current.source for f in facts.values())
    return _column_bars(setting, spec)


def _column_bars(setting: Setting, spec: ChartSpec) -> tuple[tuple[Bar, ...], tuple[str, ...]]:
    """The largest rows, and the reader's own (or the one it lies in) where it is not among them."""
    selection, library = setting.selection, setting.library
    table = library.tables[selection.topic.table]
    own = _own_key(setting)
    ranked = by_size(table, spec.column)
    shown = ranked[: spec.at_most]
    if own and not any(row[table.key] == own for row, _ in shown):
        mine = [pair for pair in ranked if pair[0][table.key] == own]
        shown = [*shown[: spec.at_most - len(mine)], *mine]
    bars = tuple(_bar(row[table.name], value, row[table.key] == own) for row, value in shown)
    return bars, (table.columns[spec.column].source,)


def by_size(table: Table, column: str) -> list[tuple[Mapping[str, str], Value]]:
    """The rows that have a figure in a column, with it, the largest first."""
    numbered = [(row, parse_number(row[column])) for row in table.rows if row.get(column, "").strip()]
    return sorted(numbered, key=lambda pair: -(pair[1].number or Decimal(0)))


def _own_key(setting: Setting) -> str:
    """The key, in the topic's table, of the row that the reader's own is or lies in."""
    selection = setting.selection
    rows = places(setting.library, selection.table, selection.row) if selection.row else ()
    return next((row[table.key] for table, row in rows if table.id == selection.topic.table), "")


def _bar(label: str, value: Value, marked: bool) -> Bar:
    return Bar(label, value.number or Decimal(0), value.short(), marked)
