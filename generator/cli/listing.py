"""`list`: what is in the workspace."""

from __future__ import annotations

from typing import Any

import click

from generator.cli.app import Suggesting
from generator.cli.helpers.console import shorten
from generator.cli.helpers.session import Session, common
from generator.errors import Exit
from generator.values.dates import press_moment
from generator.values.value import plain_spaces

Rows = list[dict[str, Any]]
_CELL = 60
"""Characters shown of a cell at most; `--json` has all of it."""


@click.group("list", cls=Suggesting)
@common
@click.pass_context
def list_command(context: click.Context) -> None:
    """List topics, audiences, facts, sources, offices or hearings."""
    if context.invoked_subcommand is None:
        raise click.UsageError("say what to list: topics, audiences, facts, sources, offices or hearings", context)


def _print(session: Session, name: str, rows: Rows, columns: dict[str, str]) -> Exit:
    """A table of some columns (key → heading); with `--json` all of every row."""
    session.console.table(list(columns.values()), [[_cell(row[key]) for key in columns] for row in rows])
    session.console.data({name: rows})
    return Exit.OK


def _cell(value: object) -> str:
    return ("yes" if value else "") if isinstance(value, bool) else shorten(str(value), _CELL)


@list_command.command("topics")
@common
@click.pass_obj
def list_topics(session: Session) -> Exit:
    """Topics: id, how many points and facts, title."""
    rows: Rows = [
        {
            "id": topic.id,
            "title": topic.title,
            "short": topic.short,
            "points": len(topic.points),
            "facts": len(topic.facts),
        }
        for topic in session.project().library.topics.values()
    ]
    return _print(session, "topics", rows, {"id": "topic", "points": "points", "facts": "facts", "title": "title"})


@list_command.command("audiences")
@common
@click.pass_obj
def list_audiences(session: Session) -> Exit:
    """Audiences: id, clearance, page limit, name."""
    rows: Rows = [
        {
            "id": audience.id,
            "name": audience.name,
            "clearance": audience.clearance.value,
            "pages": audience.pages,
            "theme": audience.theme,
        }
        for audience in session.project().audiences.values()
    ]
    return _print(
        session, "audiences", rows, {"id": "audience", "clearance": "clearance", "pages": "pages", "name": "name"}
    )


@list_command.command("facts")
@common
@click.pass_obj
def list_facts(session: Session) -> Exit:
    """Facts: id, value, as of, status, source, what is measured."""
    rows: Rows = []
    for topic in session.project().library.topics.values():
        for fact in topic.facts.values():
            current = fact.current
            rows.append(
                {
                    "id": fact.ref,
                    "value": plain_spaces(str(current.value)),
                    "unit": fact.unit,
                    "period": current.period,
                    "as_of": plain_spaces(current.as_of.press()) if current.as_of else "",
                    "status": current.status.value,
                    "source": current.source,
                    "locator": current.locator,
                    "measure": fact.measure,
                }
            )
    columns = {"id": "fact", "value": "value", "as_of": "as of", "status": "status", "source": "source"}
    return _print(session, "facts", rows, {**columns, "measure": "measure"})


@list_command.command("sources")
@common
@click.pass_obj
def list_sources(session: Session) -> Exit:
    """Sources: id, publisher, title."""
    rows: Rows = [
        {
            "id": source.id,
            "publisher": source.publisher,
            "title": source.title,
            "date": plain_spaces(source.date.press()) if source.date else "",
            "url": source.url,
        }
        for source in session.project().library.sources.values()
    ]
    columns = {"id": "source", "date": "date", "publisher": "publisher", "title": "title"}
    return _print(session, "sources", rows, columns)


@list_command.command("offices")
@common
@click.pass_obj
def list_offices(session: Session) -> Exit:
    """Offices: id, state, name; the default one is marked."""
    library = session.project().library
    default = library.default_office()
    rows: Rows = [
        {
            "id": office.id,
            "name": office.name,
            "chamber": office.chamber,
            "state": office.state,
            "default": office.id == default,
        }
        for office in library.offices.values()
    ]
    return _print(session, "offices", rows, {"id": "office", "state": "state", "name": "name", "default": "default"})


@list_command.command("hearings")
@common
@click.pass_obj
def list_hearings(session: Session) -> Exit:
    """Hearings, by date: id, when, topics and binders, title."""
    hearings = sorted(session.project().library.hearings.values(), key=lambda hearing: hearing.date)
    rows: Rows = [
        {
            "id": hearing.id,
            "title": hearing.title,
            "committee": hearing.committee,
            "date": hearing.date.isoformat(),
            "when": plain_spaces(press_moment(hearing.date)),
            "topics": len(hearing.topics),
            "binders": len(hearing.members),
            "awaited": [w.name for w in hearing.witnesses.values() if w.testimony == "awaited"],
        }
        for hearing in hearings
    ]
    columns = {"id": "hearing", "when": "when", "topics": "topics", "binders": "binders", "title": "title"}
    return _print(session, "hearings", rows, columns)
