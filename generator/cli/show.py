"""`show` and `explain`: one document, to read in the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from generator.cli.helpers.console import count
from generator.cli.helpers.options import (
    as_of_option,
    audience_option,
    gathered,
    office_option,
    row_option,
    topic_argument,
)
from generator.cli.helpers.session import Session, common
from generator.errors import Exit

if TYPE_CHECKING:
    from generator.pipeline import Made


@dataclass(frozen=True, slots=True)
class _Asked:
    """The document that is asked for."""

    topic: str
    audience: str
    office: str | None
    row: str
    as_of: date

    def made(self, session: Session) -> Made:
        from generator import pipeline
        from generator.batch import merge
        from generator.requests import requests as requests_for

        project = session.project()
        [request] = requests_for(project, (self.topic,), (self.audience,), self.office, self.as_of)
        if self.row:
            request = merge.for_row(project, request, self.row)
        return pipeline.make(project, request)


def _asked(topic: str, audience: str, office: str | None, row: str, as_of: date) -> dict[str, Any]:
    return {"asked": _Asked(topic, audience, office, row, as_of)}


document_options = gathered((topic_argument, audience_option, office_option, row_option, as_of_option), _asked)
"""The arguments and options that name one document, as the argument `asked`."""


@click.command("show")
@document_options
@common
@click.pass_obj
def show_command(session: Session, asked: _Asked) -> Exit:
    """Print the document for TOPIC and an audience in the terminal: the words that the files would carry."""
    from generator import pipeline

    made = asked.made(session)
    text = pipeline.render(made, "txt").decode("utf-8").rstrip("\n")
    session.console.result(text)
    session.console.data({**_head(made), "text": text})
    return Exit.OK


@click.command("explain")
@document_options
@common
@click.pass_obj
def explain_command(session: Session, asked: _Asked) -> Exit:
    """Say of every point of TOPIC whether an audience gets it, and why; then what was done to fit the page."""
    made = asked.made(session)
    decisions = sorted(made.outcomes(), key=lambda d: not d.included)
    included = sum(d.included for d in decisions)
    session.console.result(
        f"{made.request.topic} for {made.request.audience}, {count(made.selection.audience.pages, 'page')}: "
        f"{count(included, 'point')} in, {count(len(decisions) - included, 'point')} out"
    )
    session.console.result("")
    session.console.table(
        ("", "point", "kind", "why"),
        [("in" if d.included else "out", d.point.id, d.point.kind.value, d.reason) for d in decisions],
    )
    if made.decisions:
        session.console.result("\nTo fit the page:")
        for decision in made.decisions:
            session.console.result(f"  {decision}")
    session.console.data(
        {
            **_head(made),
            "points": [
                {"id": d.point.id, "kind": d.point.kind.value, "included": d.included, "reason": d.reason}
                for d in decisions
            ],
            "decisions": list(made.decisions),
        }
    )
    return Exit.OK


def _head(made: Made) -> dict[str, Any]:
    request = made.request
    return {
        "topic": request.topic,
        "audience": request.audience,
        "office": request.office,
        "as_of": request.as_of.isoformat(),
        "number": made.laid.document.number,
        "pages": len(made.laid.pages),
        "fill": round(made.laid.fill, 3),
    }
