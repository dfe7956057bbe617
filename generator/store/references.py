"""What the parts of the store say of each other: every name is the name of something, and nothing leaks upward.

A text may use what its own readers may see: a public point cannot state an internal figure or cite an internal source.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from generator.errors import Problem, Refusal, did_you_mean
from generator.reading import positions
from generator.reading.fields import Model
from generator.reading.printed import texts
from generator.store import references_tables, unset_names
from generator.store.load import STORE, Broken, Loaded, Place
from generator.store.schema import ChartSpec, Clearance, Fact, Hearing, Point, Recipient, Source, Topic
from generator.store.secrecy import STATES, Readers, Stated
from generator.store.substitution import ROW, Substitution, render, scan
from generator.store.unset_markup import unset
from generator.tables.parents import chain, column_of, columns
from generator.tables.schema import Table
from generator.values.dates import last_month
from generator.values.value import parse_number

_NO_BAR = "its bars begin at zero; draw it as a line, or say it in words"
_FEW = 8  # so many names are listed in a message; of more it says where they are
_WHERE = {
    "source": f"{STORE}/sources.yaml",
    "office": f"{STORE}/offices.yaml",
    "topic": f"{STORE}/topics",
    "table": f"{STORE}/tables",
}


@dataclass(frozen=True, slots=True)
class Uses:
    """What the texts of one point name, each once, in order of first use."""

    facts: tuple[Fact, ...] = ()
    columns: tuple[str, ...] = ()


def check(loaded: Loaded) -> tuple[dict[str, Uses], dict[str, tuple[Stated, ...]]]:
    """Check everything; problems are added to `loaded`. The result has what each point uses, and what states each fact,
    by their refs."""
    checker = _Checker(loaded)
    for topic in loaded.topics.values():
        checker.topic(topic)
    for hearing in loaded.hearings.values():
        checker.hearing(hearing)
    for table in loaded.tables.values():
        checker.table(table)
    loaded.problems.extend(unset_names.check(loaded))
    for problem in references_tables.check(loaded):
        (loaded.warnings if problem.severity == "warning" else loaded.problems).append(problem)
    if loaded.settings.office:
        place = loaded.places["settings", ""]
        checker.known("office", loaded.settings.office, place, ("office",))
    return checker.uses, {ref: tuple(dict.fromkeys(by)) for ref, by in checker.stated.items()}


@dataclass(frozen=True, slots=True)
class _Text:
    """Where a text stands and who reads it. `topic` is where bare fact ids are looked up; empty in a hearing."""

    text: str
    place: Place
    path: positions.Path
    topic: str
    clearance: Clearance
    whose: str  # in words, such as `a public point`
    mend: str = "use another"  # what to do about a figure that is not for its readers
    states: Stated | None = None  # as what it states a figure; a chart only shows one


class _Checker:
    def __init__(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.uses: dict[str, Uses] = {}
        self.stated: dict[str, list[Stated]] = {}
        self._known: Mapping[str, Collection[str]] = {
            "source": loaded.sources,
            "office": loaded.offices,
            "topic": loaded.topics,
            "table": loaded.tables,
            "witness": {w for hearing in loaded.hearings.values() for w in hearing.witnesses},
        }
        lost = loaded.broken["hearing"]
        self._lost_witnesses = Broken(unknown=lost.unknown or bool(lost.ids))

    def _problem(self, place: Place, path: positions.Path, what: str, mend: str, key: bool = False) -> None:
        node, prefix = place
        mark = node.mark(*prefix, *path, key=key)
        self.loaded.problems.append(Problem(mark, what, mend, code="reference"))

    def known(self, kind: str, name: str, place: Place, path: positions.Path) -> bool:
        """Whether there is a thing of that kind and name; reports it if there is none."""
        known = self._known[kind]
        if name in known:
            return True
        broken = self._lost_witnesses if kind == "witness" else self.loaded.broken[kind]
        if not broken.may_hold(name):
            self._problem(place, path, f'there is no {kind} "{name}"', _instead(kind, name, known))
        return False

    def _source(self, name: str, place: Place, path: positions.Path) -> Source | None:
        return self.loaded.sources[name] if self.known("source", name, place, path) else None

    # --- topics ---------------------------------------------------------------------------------------------------

    def topic(self, topic: Topic) -> None:
        place = self.loaded.places["topic", topic.id]
        if topic.table:
            self.known("table", topic.table, place, ("table",))
        for path, text in texts(topic):
            states = Stated(f"the {path[0]} of {topic.id}".replace("_", " "))
            self._text(_Text(text, place, path, topic.id, Clearance.PUBLIC, "a text for every reader", states=states))
        for fact in topic.facts.values():
            self._fact(fact, (place[0], ("facts", fact.id)))
        for name, chart in topic.charts.items():
            self._chart(topic, chart, (place[0], ("charts", name)))
        for point in topic.points.values():
            self._point(point, (place[0], ("points", point.id)))

    def _fact(self, fact: Fact, place: Place) -> None:
        if fact.id == ROW:
            self._problem(place, (), '"row" cannot be the id of a fact', "it names the row of a table", key=True)
        self._cited(fact.source, fact.clearance, "fact", place, ("source",))
        for period, vintage in fact.series.items():
            if vintage.source != fact.source:
                self._cited(vintage.source, fact.clearance, "fact", place, ("series", period, "source"))
        self._ascending(fact, place)
        if fact.superseded_by:
            self._superseded(fact, place)

    def _cited(self, name: str, clearance: Clearance, what: str, place: Place, path: positions.Path) -> None:
        source = self._source(name, place, path)
        if source and not clearance.allows(source.clearance):
            self._too_high(f"a {clearance} {what}", f'the source "{name}"', source.clearance, place, path)

    def _too_high(self, whose: str, used: str, clearance: Clearance, place: Place, path: positions.Path) -> None:
        mend = f'write "clearance: {clearance}" for both, or use another'
        self._problem(place, path, f"{whose} uses {used}, which is for {clearance} readers only", mend)

    def _ascending(self, fact: Fact, place: Place) -> None:
        previous: tuple[int, int] | None = None
        for period in fact.series:
            moment = last_month(period)
            if previous and moment and moment <= previous:
                mend = "put the oldest period first: the last one prints as the newest"
                self._problem(place, ("series", period), f'the period "{period}" is out of order', mend, key=True)
            previous = moment or previous

    def _superseded(self, fact: Fact, place: Place) -> None:
        seen = {fact.ref}
        successor = self._resolve(fact.superseded_by, fact.topic, place, ("superseded_by",))
        while successor and successor.superseded_by:
            if successor.ref in seen:
                break
            seen.add(successor.ref)
            successor = self._find(successor.superseded_by, successor.topic)
        if successor and successor.ref in seen:
            self._problem(
                place, ("superseded_by",), "these facts supersede each other in a circle", "name the newest one"
            )

    # --- points ---------------------------------------------------------------------------------------------------

    def _point(self, point: Point, place: Place) -> None:
        for index, citation in enumerate(point.sources):
            self._cited(citation.source, point.clearance, "point", place, ("sources", index, "source"))
        for index, office in enumerate(point.offices):
            self.known("office", office, place, ("offices", index))
        if point.witness:
            self.known("witness", point.witness, place, ("witness",))
        facts: dict[str, Fact] = {}
        columns: dict[str, None] = {}
        whose = f"a point for {point.clearance} readers" if point.clearance != Clearance.PUBLIC else "a public point"
        mend = "use another, or raise the clearance of the point"
        states = Stated(f"the point {point.ref}", Readers(point.clearance, point.embargo))
        for path, text in texts(point):
            found = self._text(_Text(text, place, path, point.topic, point.clearance, whose, mend, states))
            facts.update((fact.ref, fact) for fact in found.facts)
            columns.update(dict.fromkeys(found.columns))
        if facts or columns:
            self.uses[point.ref] = Uses(tuple(facts.values()), tuple(columns))

    def _text(self, text: _Text) -> Uses:
        """Check every substitution of a text; the result has what they name."""
        for fault in unset(text.text):
            self._at(text, fault.offset, fault.what, fault.mend)
        if not any(mark in text.text for mark in ("{", "}", "[[")):
            return _NOTHING
        pieces, faults = scan(text.text)
        for fault in faults:
            self._at(text, fault.offset, fault.what, fault.mend)
        facts, columns = [], []
        for piece in pieces:
            if isinstance(piece, str):
                continue
            if piece.column:
                self._column(piece, text)
                columns.append(piece.column)
            elif fact := self._used_fact(piece, text):
                facts.append(fact)
                if text.states and piece.attribute in STATES:
                    self.stated.setdefault(fact.ref, []).append(text.states)
        return Uses(tuple(facts), tuple(columns))

    def _at(self, text: _Text, offset: int, what: str, mend: str) -> None:
        node, prefix = text.place
        mark = node.position((*prefix, *text.path), offset)
        self.loaded.problems.append(Problem(mark, what, mend, code="reference"))

    def _used_fact(self, piece: Substitution, text: _Text) -> Fact | None:
        offset = text.text.index(piece.ref, piece.start)
        if not text.topic and "/" not in piece.ref:
            self._at(
                text, offset, f'"{piece.ref}" does not say of which topic', f"write topic/{piece.ref} in a hearing"
            )
            return None
        fact = self._find(piece.ref, text.topic)
        if fact is None:
            if words := self._missing_fact(piece.ref, text.topic):
                self._at(text, offset, *words)
            return None
        if not text.clearance.allows(fact.clearance):
            what = f'{text.whose} uses the fact "{piece.ref}", which is for {fact.clearance} readers only'
            self._at(text, offset, what, text.mend)
        elif not render(piece, fact):
            mend = f'add "{piece.attribute}: …" to the fact'
            self._at(text, offset, f'the fact "{piece.ref}" has no {piece.attribute}', mend)
        return fact

    def _column(self, piece: Substitution, text: _Text) -> None:
        offset = text.text.index(piece.column, text.text.index(ROW, piece.start) + len(ROW))
        topic = self.loaded.topics.get(text.topic)
        if topic is None or not topic.table:
            whose = "a hearing" if topic is None else "this topic"
            self._at(text, offset, f'{whose} has no table for "row.{piece.column}"', 'add "table: …" to the topic')
            return
        table = self.loaded.tables.get(topic.table)
        if table is None:
            return  # reported where the topic names it
        tables = self.loaded.tables
        if column_of(tables, table.id, piece.column) is None:
            known = columns(tables, table.id)
            mend = did_you_mean(piece.column, known) or f"it has {', '.join(known)}"
            self._at(text, offset, f'the table "{table.id}" has no column "{piece.column}"', mend)
            return
        for level in chain(tables, table.id):  # the figure may come from any of them
            column = level.columns.get(piece.column)
            source = self.loaded.sources.get(column.source) if column else None
            if source and not text.clearance.allows(source.clearance):
                what = f'{text.whose} uses "{piece.column}", whose source is for {source.clearance} readers only'
                self._at(text, offset, what, text.mend)
                return

    # --- facts by name --------------------------------------------------------------------------------------------

    def _find(self, ref: str, topic_id: str) -> Fact | None:
        topic, _, name = ref.rpartition("/")
        found = self.loaded.topics.get(topic or topic_id)
        return found.facts.get(name) if found else None

    def _resolve(self, ref: str, topic_id: str, place: Place, path: positions.Path) -> Fact | None:
        fact = self._find(ref, topic_id)
        if fact is None and (words := self._missing_fact(ref, topic_id)):
            self._problem(place, path, *words)
        return fact

    def _missing_fact(self, ref: str, topic_id: str) -> tuple[str, str] | None:
        """What to say of a fact that does not exist; None if its topic could not be read."""
        topic, _, name = ref.rpartition("/")
        topics = self.loaded.topics
        if self.loaded.broken["topic"].may_hold(topic or topic_id):
            return None
        if topic and topic not in topics:
            return f'there is no topic "{topic}"', _instead("topic", topic, topics)
        own = topics[topic or topic_id].facts
        elsewhere = [f"{t.id}/{name}" for t in topics.values() if name in t.facts]
        mend = f'did you mean "{elsewhere[0]}"?' if elsewhere else did_you_mean(name, own)
        listed = f"there are {', '.join(own)}" if 0 < len(own) <= _FEW else "add it under facts"
        return f'there is no fact "{name}" in the topic "{topic or topic_id}"', mend or listed

    # --- charts, hearings, tables ---------------------------------------------------------------------------------

    def _chart(self, topic: Topic, chart: ChartSpec, place: Place) -> None:
        whose = "a public chart" if chart.clearance == Clearance.PUBLIC else f"a chart for {chart.clearance} readers"
        for path, text in texts(chart):
            self._text(_Text(text, place, path, topic.id, chart.clearance, whose))
        refs: Mapping[positions.Path, str] = {("facts", label): ref for label, ref in chart.facts.items()}
        kinds = set()
        for path, ref in {("series",): chart.series, **refs}.items() if chart.series else refs.items():
            fact = self._resolve(ref, topic.id, place, path)
            if fact is None:
                continue
            kinds.add(fact.current.value.kind)
            if not chart.clearance.allows(fact.clearance):
                self._too_high(whose, f'the fact "{ref}"', fact.clearance, place, path)
            if any(v.value.number is None for v in fact.vintages):
                self._problem(place, path, f'the fact "{ref}" is not a number', "a chart is drawn of numbers")
            elif chart.series and len(fact.series) < 2:
                self._problem(place, path, f'the fact "{ref}" has no series', "give it two periods or more")
            elif chart.kind != "line" and any(v.value.number < 0 for v in fact.vintages if v.value.number is not None):
                self._problem(place, path, f'the fact "{ref}" is below zero', _NO_BAR)
        if len(kinds) > 1:
            self._problem(
                place, ("facts",), "this chart compares different kinds of values", "draw them apart", key=True
            )
        if chart.column:
            self._chart_column(topic, chart, place)

    def _chart_column(self, topic: Topic, chart: ChartSpec, place: Place) -> None:
        name, table = chart.column, self.loaded.tables.get(topic.table)
        if not topic.table:
            self._problem(place, ("column",), "this topic has no table", 'add "table: …" to the topic')
        elif table and (name not in table.columns or table.columns[name].kind != "number"):
            numbers = [c for c, column in table.columns.items() if column.kind == "number"]
            mend = did_you_mean(name, numbers) or f"it has {', '.join(numbers) or 'none'}"
            self._problem(place, ("column",), f'the table "{table.id}" has no column of figures "{name}"', mend)
        elif table and chart.kind != "line":
            below = [row[table.name] for row in table.rows if _is_below_zero(row.get(name, ""))]
            if below:
                self._problem(place, ("column",), f'the column "{name}" is below zero for {below[0]}', _NO_BAR)

    def hearing(self, hearing: Hearing) -> None:
        place = self.loaded.places["hearing", hearing.id]
        for index, topic in enumerate(hearing.topics):
            self.known("topic", topic, place, ("topics", index))
        self._once(hearing.topics, place, ("topics",))
        self._once(hearing.audiences, place, ("audiences",))
        if hearing.office:
            self.known("office", hearing.office, place, ("office",))
        for member_id, member in hearing.members.items():
            self._recipient(hearing, member, (place[0], ("members", member_id)))
        self._hearing_texts(hearing, place, hearing)
        for name, witness in hearing.witnesses.items():
            self._hearing_texts(witness, (place[0], ("witnesses", name)), hearing)

    def _recipient(self, hearing: Hearing, member: Recipient, place: Place) -> None:
        """Nobody but the office's own Member may get what is for the office alone."""
        if member.office:
            self.known("office", member.office, place, ("office",))
        self._once(member.audiences, place, ("audiences",))
        if member.clearance is Clearance.PUBLIC:
            what = f"the binder of {member.name} would tell of the hearing, which is for congress"
            self._problem(place, ("clearance",), what, 'write "clearance: congress", or give out public papers by hand')
        if member.clearance is Clearance.OFFICE and (not member.office or member.office != hearing.office):
            self._problem(
                place,
                ("clearance",),
                f"{member.name} would get what is internal to the office that prepares this hearing",
                f'write "office: {hearing.office or "…"}" if that is their own office, else "clearance: congress"',
            )

    def _once(self, names: tuple[str, ...], place: Place, path: positions.Path) -> None:
        for index, name in enumerate(names):
            if name in names[:index]:
                self._problem(place, (*path, index), f'"{name}" is named twice', "take one of them out")

    def _hearing_texts(self, entity: Model, place: Place, hearing: Hearing) -> None:
        for path, text in texts(entity):
            clearance = Clearance.CONGRESS if path[0] == "expected" else Clearance.PUBLIC
            states = Stated(f"the hearing {hearing.id}", Readers(clearance, public_from=hearing.embargo))
            self._text(_Text(text, place, path, "", Clearance.CONGRESS, "a hearing", states=states))

    def table(self, table: Table) -> None:
        place = self.loaded.places["table", table.id]
        if table.source:
            self._source(table.source, place, ("source",))
        for name, column in table.columns.items():
            if column.source:
                self._source(column.source, place, ("columns", name, "source"))


def _is_below_zero(cell: str) -> bool:
    try:
        return bool(cell.strip()) and (parse_number(cell).number or 0) < 0
    except Refusal:  # reported as what it is
        return False


_NOTHING = Uses()


def _instead(kind: str, name: str, known: Iterable[str]) -> str:
    """What to write instead of a name that nothing has."""
    if close := did_you_mean(name, known):
        return close
    names = list(known)
    if 0 < len(names) <= _FEW:
        return f"there is only {names[0]}" if len(names) == 1 else f"there are {', '.join(names)}"
    return f"see {_WHERE[kind]}" if kind in _WHERE else "witnesses are named in the hearings"
