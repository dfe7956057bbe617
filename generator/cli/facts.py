"""`facts`: the table of figures, and `facts review`, which edits one where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.app import Suggesting
from generator.cli.helpers.console import count, shorten
from generator.cli.helpers.options import complete_topic
from generator.cli.helpers.records import tell_of_records
from generator.cli.helpers.session import Session, common
from generator.cli.review import review_command
from generator.cli.trace import ledger_option, release_as_json, today_option
from generator.errors import Exit, UsageError, did_you_mean

if TYPE_CHECKING:
    from generator.records.fact_table import Figure

REVIEW, TABLE = "review", "table"
VALUE_WIDTH = 26


class _Table(click.Command):
    """The table, which answers to `onepager facts` alone."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage("onepager facts", "[OPTIONS] [TOPIC]")


class FactsGroup(Suggesting):
    """`facts review FACT` edits one; whatever else follows `facts` is for the table."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if len(args) > 1 and args[0] != REVIEW and did_you_mean(args[0], [REVIEW]) and not args[1].startswith("-"):
            raise click.UsageError(f'there is no command "{args[0]}"; {did_you_mean(args[0], [REVIEW])}', ctx)
        return super().parse_args(ctx, args if REVIEW in args else [TABLE, *args])


@click.group("facts", cls=FactsGroup)
@common
def facts_command() -> None:
    """Show every figure (onepager facts), or enter the review of one (onepager facts review)."""


@facts_command.command(TABLE, cls=_Table)
@click.argument("topic", required=False, default="", metavar="[TOPIC]", shell_complete=complete_topic)
@today_option
@ledger_option
@common
@click.pass_obj
def table_command(session: Session, topic: str, today: date, out: Path | None) -> Exit:
    """Show every figure with its value, as-of date, status and age, and what it is used in; what needs somebody first.

    To review one: onepager facts review TOPIC/FACT --checked-by NAME
    """
    from generator.records.fact_table import Urgency, figures
    from generator.records.ledger import Ledger
    from generator.records.look_through import look_through

    library, workspace = session.project().library, session.workspace()
    if topic and topic not in library.topics:
        hint = did_you_mean(topic, library.topics) or f"there are {', '.join(library.topics)}"
        raise UsageError(f'there is no topic "{topic}"; {hint}')
    with Ledger(workspace.root, out or workspace.output) as ledger:
        tell_of_records(session, ledger.history)
        look_through(ledger)
        found = figures(library, ledger.mentions(), ledger.history.releases(), today, topic)
    header = ("fact", "value", "look", "as of", "status", "age", "used", "documents", "sent")
    session.console.table(header, [_row(figure) for figure in found], right=(5, 6, 7, 8))
    urgent = sum(figure.urgency <= Urgency.INCOMPLETE for figure in found)
    session.console.say(f"\n{count(len(found), 'figure')}, {urgent or 'none'} of them to look at now.")
    session.console.data({"as_of": today.isoformat(), "facts": [_as_json(figure) for figure in found]})
    return Exit.OK


def _row(figure: Figure) -> Sequence[str]:
    from generator.compose.figures import shown
    from generator.values.value import plain_spaces

    current = figure.fact.current
    return (
        figure.fact.ref,
        shorten(plain_spaces(shown(figure.fact)), VALUE_WIDTH),
        figure.attention,
        str(current.as_of or "—"),
        current.status.value,
        _age(figure.age_days),
        str(len(figure.points) + len(figure.texts) or ""),
        str(len(figure.documents) or ""),
        str(len(figure.releases) or ""),
    )


def _age(days: int | None) -> str:
    """`12 d`, `5 mo`, `2.5 y`: what a reader takes in at a glance."""
    if days is None:
        return "?"
    if days < 60:
        return f"{days} d"
    return f"{days // 30} mo" if days < 700 else f"{days / 365:.1f} y"


def _as_json(figure: Figure) -> dict[str, Any]:
    from generator.compose.figures import shown
    from generator.values.value import plain_spaces

    fact, current = figure.fact, figure.fact.current
    return {
        "fact": fact.ref,
        "measure": fact.measure,
        "value": plain_spaces(shown(fact)),
        "period": current.period,
        "as_of": str(current.as_of or ""),
        "status": current.status.value,
        "source": current.source,
        "locator": current.locator,
        "review_by": fact.review_by.isoformat() if fact.review_by else "",
        "checked": fact.checked.isoformat() if fact.checked else "",
        "checked_by": fact.checked_by,
        "age_days": figure.age_days,
        "urgency": figure.urgency.name.lower(),
        "attention": figure.attention,
        "points": [point.ref for point in figure.points],
        "texts": list(figure.texts),
        "documents": [
            {"number": m.number, "topic": m.topic, "audience": m.audience, "office": m.office, "as_of": str(m.as_of)}
            for m in figure.documents
        ],
        "releases": [release_as_json(release) for release in figure.releases],
    }


facts_command.add_command(review_command, REVIEW)
