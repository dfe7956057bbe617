"""Merging: one document for each row of a table, or for each office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.errors import Problem, UsageError, did_you_mean
from generator.pipeline import Request
from generator.project import Project
from generator.selection.place import find_place, of_office
from generator.store.library import Library
from generator.store.schema import Office
from generator.tables import parents
from generator.tables.filter import Columns, parse
from generator.tables.schema import Table

OFFICES = "offices"
TABLE = "table:"
FOLDER = "talking_points/tables"
_FEW = 3
_OFFICE_COLUMNS = ("id", "name", "chamber", "state", "district")


def merged(
    project: Project, requests: Sequence[Request], each: str, where: str = "", *, fitting: bool = False
) -> list[Request]:
    """Each request once for each row (`each` is `table:ID`) or office (`offices`) that `where` holds for.

    Topic by topic and audience by audience, the rows in the order of their file. With `fitting`, topics that take no
    figures from the table are passed over; else they are an error. Raises `UsageError`.
    """
    library = project.library
    if each == OFFICES:
        chosen = _chosen(_offices(library), where, frozenset())
        return [replace(r, office=row["id"]) for r in requests for row in chosen]
    table = _table(library, each)
    if fitting:
        requests = [r for r in requests if _fits(library, r.topic, table)]
        if not requests:
            raise UsageError(f'--each: no topic takes its figures from the table "{table.id}"; name it in one')
    for topic in dict.fromkeys(r.topic for r in requests):
        _usable(library, topic, table)
    numbers = frozenset(name for name, column in table.columns.items() if column.kind == "number")
    chosen = _chosen(table.rows, where, numbers)
    return [replace(r, table=table.id, row=row[table.key]) for r in requests for row in chosen]


def for_row(project: Project, request: Request, row: str) -> Request:
    """The request for one row: `MA` of the topic's table, `by-district/MA-07` of one below. Raises `UsageError`."""
    library = project.library
    name, slash, key = row.partition("/")
    if not slash or name not in library.tables:
        name, key = library.topics[request.topic].table, row
    if name:
        _usable(library, request.topic, library.tables[name])
    return replace(request, table=name, row=key)


def doubts(project: Project, each: str) -> list[Problem]:
    """What was assumed of the table that is merged and of those above it, and which of its cells look wrong."""
    library = project.library
    tables = list(parents.chain(library.tables, each.removeprefix(TABLE)))
    files = {f"{FOLDER}/{name}" for table in tables for name in (table.file, f"{table.id}.yaml")}
    return [problem for problem in library.warnings if problem.mark.file in files]


def gaps(project: Project, requests: Sequence[Request]) -> list[str]:
    """Which points are left out for want of a row, or of a figure in it, in words."""
    library = project.library
    rowless: dict[tuple[str, str], list[str]] = {}
    empty: dict[tuple[str, str], list[str]] = {}
    for request in requests:
        topic, office = library.topics[request.topic], library.offices[request.office]
        place = find_place(library, topic, request.row, request.table) or of_office(library, topic, office)
        for column in _columns(project, request):
            if place.row is None:
                rowless.setdefault((topic.id, topic.table), []).append(f"{office.id} ({office.state})")
            elif place.cell(library, column) is None:
                empty.setdefault((topic.id, column), []).append(place.row["name"])
    left = "points of {0} that state its figures are left out"
    return [
        *(f'the table "{t}" has no row for {_some(who)}; {left.format(topic)}' for (topic, t), who in rowless.items()),
        *(f'"{c}" has no figure for {_some(who)}; points of {topic} that state it are left out'
          for (topic, c), who in empty.items()),
    ]  # fmt: skip


def _columns(project: Project, request: Request) -> set[str]:
    """The columns that points for the readers of a document state."""
    library, audience = project.library, project.audiences[request.audience]
    points = library.topics[request.topic].points.values()
    read = [p for p in points if audience.clearance.allows(p.clearance)]
    meant = [p for p in read if not p.audiences or request.audience in p.audiences]
    return {column for point in meant for column in library.used_columns(point)}


def _some(names: Sequence[str]) -> str:
    """The first few, each once, and how many more there are."""
    each = list(dict.fromkeys(names))
    more = f" and {len(each) - _FEW:,} more" if len(each) > _FEW else ""
    return ", ".join(each[:_FEW]) + more


def _table(library: Library, each: str) -> Table:
    name = each.removeprefix(TABLE)
    if each in library.tables:
        raise UsageError(f'--each: write "{TABLE}{each}"')
    if not each.startswith(TABLE):
        raise UsageError(f'--each: there is no "{each}"; {did_you_mean(each, _all(library)) or _listed(library)}')
    if name not in library.tables:
        hint = did_you_mean(name, library.tables) or f"there are {', '.join(library.tables) or 'none'}"
        raise UsageError(f'--each: there is no table "{name}"; {hint}')
    return library.tables[name]


def _all(library: Library) -> list[str]:
    return [OFFICES, *(f"{TABLE}{t}" for t in library.tables)]


def _listed(library: Library) -> str:
    return f"there are {', '.join(_all(library))}"


def _usable(library: Library, topic_id: str, table: Table) -> None:
    """Refuse a table that a topic takes no figures from."""
    own = library.topics[topic_id].table
    if _fits(library, topic_id, table):
        return
    if not own:
        raise UsageError(f'--each: the topic "{topic_id}" has no table; add "table: {table.id}" to it')
    raise UsageError(
        f'--each: the topic "{topic_id}" takes its figures from the table "{own}", and "{table.id}" is not below that; '
        f'use --each {TABLE}{own}, or add "above: {{table: {own}}}" to the table "{table.id}"'
    )


def _fits(library: Library, topic_id: str, table: Table) -> bool:
    own = library.topics[topic_id].table
    return any(t.id == own for t in parents.chain(library.tables, table.id))


def _offices(library: Library) -> list[dict[str, str]]:
    return [_as_row(office) for office in library.offices.values()]


def _as_row(office: Office) -> dict[str, str]:
    return {name: str(getattr(office, name)) for name in _OFFICE_COLUMNS}


def _chosen(rows: Sequence[Mapping[str, str]], where: str, numbers: frozenset[str]) -> Sequence[Mapping[str, str]]:
    if not where:
        return rows
    names = list(rows[0]) if rows else []
    test = parse(where, Columns({name: [row[name] for row in rows] for name in names}, numbers))
    chosen = [row for row in rows if test(row)]
    if not chosen:
        raise UsageError(f"--where: no row fits {where}")
    return chosen
