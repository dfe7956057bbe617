"""Charts from a fact's periods, from several facts, or from a column of the topic's table."""

from __future__ import annotations

from decimal import Decimal

from generator.compose import questions
from generator.compose.fill import Prose, unique
from generator.compose.recorder import row_key, unnoted
from generator.compose.template_objects import ComposeInput
from generator.document.blocks import Bar, Chart
from generator.document.inlines import NoteMark, Origin, plain
from generator.document.receipt import PERIOD_MARK
from generator.errors import ContentError, Problem
from generator.store.schema import ChartSpec, Fact, Vintage
from generator.tables.parents import cell_ref, places
from generator.values.quotes import typographic
from generator.values.value import Value, parse_number

MOST_PERIODS = 150
"""Side by side, so that each is still seen."""
MOST_BARS = 30
"""One below the other."""

Sourced = tuple[tuple[Bar, ...], tuple[str, ...]]
"""Bars, and the sources of their figures."""


def chart(given: ComposeInput, prose: Prose, name: str) -> Chart:
    """The chart a topic declares under `name`. It has no bars when its column is empty."""
    topic = given.selection.topic
    spec = topic.charts[name]
    origin = Origin("topic", topic.id)
    bars, sources = _bars(given, spec, name)
    _hold_to_width(given, name, len(bars))
    finding, cited = prose.of(spec.finding, topic.id, origin)
    values = "; ".join(f"{b.label}, {b.printed}" for b in bars)
    alt = f"Chart. {plain(finding).rstrip('.')}. {values}."
    return Chart(spec.kind, (*finding, NoteMark(unique(cited, sources))), bars, alt, origin, bool(spec.series))


def _hold_to_width(given: ComposeInput, name: str, number: int) -> None:
    """Raises `ContentError` for a chart that has no room for all its bars."""
    topic = given.selection.topic
    spec = topic.charts[name]
    stands = bool(spec.series) and spec.kind in ("columns", "line")
    most, what = (MOST_PERIODS, "periods in this width") if stands else (MOST_BARS, "bars on a page")
    if number > most:
        mark = given.library.mark(topic, "charts", name)
        mend = "draw a fact that has fewer of them" if spec.series else "name the few that matter"
        if spec.series and not stands:
            mend += ", or write kind: columns"
        raise ContentError(
            [Problem(mark, f"the chart “{name}” has {number}; there is room for at most {most} {what}", mend)]
        )


def _bars(given: ComposeInput, spec: ChartSpec, name: str) -> Sourced:
    """The bars that the readers may see: of a figure that is held back there is neither bar nor source."""
    if spec.column:
        return _column_bars(given, spec)
    topic = given.selection.topic.id
    drawn = questions.drawn(given.library, topic, spec)
    gone = questions.bars_held_back(unnoted(given.library), topic, name, given.readers)
    asked = (topic, given.readers.clearance.value, given.as_of.isoformat(), name)
    given.recorder.ask("bars", asked, tuple(gone))
    shown = {label: figure for label, figure in drawn.items() if label not in gone}
    marked = [*shown][-1 if spec.series else 0] if shown else ""
    bars = tuple(_bar(label, v.value, label == marked, _origin(fact, v)) for label, (fact, v) in shown.items())
    return bars, unique(vintage.source for _, vintage in shown.values())


def _origin(fact: Fact, vintage: Vintage) -> Origin:
    older = vintage.period != fact.current.period
    return Origin("fact", f"{fact.ref}{PERIOD_MARK}{vintage.period}" if older else fact.ref)


def _column_bars(given: ComposeInput, spec: ChartSpec) -> Sourced:
    """The largest rows, and the reader's own (or the one it lies in) where it is not among them."""
    library, name = given.library, given.selection.topic.table
    table, own = library.tables[name], _own_key(given)
    shown = questions.largest_rows(unnoted(library), name, spec.column, own, spec.at_most)
    given.recorder.ask("largest", (name, spec.column, own, str(spec.at_most)), shown)
    bars = []
    for key in shown:
        row = library.row(name, key) or {}
        value = parse_number(row[spec.column])
        bars.append(
            _bar(typographic(row[table.name]), value, key == own, Origin("row", cell_ref(name, key, spec.column)))
        )
    return tuple(bars), (table.columns[spec.column].source,)


def _own_key(given: ComposeInput) -> str:
    """The key, in the topic's table, of the row that the reader's own is or lies in."""
    selection = given.selection
    if not selection.row:
        return ""
    name = selection.topic.table
    plain_library = unnoted(given.library)
    rows = places(plain_library, selection.table, unnoted(selection.row))
    own = next((row[table.key] for table, row in rows if table.id == name), "")
    given.recorder.ask("lies in", (selection.table, row_key(given.library, selection), name), own)
    return own


def _bar(label: str, value: Value, marked: bool, origin: Origin) -> Bar:
    return Bar(label, value.number or Decimal(0), value.short(), marked, origin)
