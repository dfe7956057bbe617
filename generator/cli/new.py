"""`new`: begin a topic, point, fact, source, audience, office or hearing with a commented skeleton."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from generator.cli.app import Suggesting
from generator.cli.helpers.options import complete_topic, flat, hour, words
from generator.cli.helpers.session import Session, common
from generator.errors import Exit, UsageError
from generator.values.dates import press_moment, start_of_day, zone_of
from generator.values.value import plain_spaces

if TYPE_CHECKING:
    from generator.store.begin import Begun
    from generator.workspace import Workspace

KINDS = ("message", "evidence", "answer", "question", "background", "ask", "quote", "story", "caution")
_id_argument = click.argument("name", metavar="NAME")


@click.group("new", cls=Suggesting)
@common
@click.pass_context
def new_command(context: click.Context) -> None:
    """Begin a topic, point, fact, source, audience, office or hearing: a commented skeleton to write over."""
    if context.invoked_subcommand is None:
        raise click.UsageError("say what to begin: a topic, point, fact, source, audience, office or hearing", context)


@new_command.command("topic")
@_id_argument
@click.option("--title", default="", help="Its title.")
@common
@click.pass_obj
def new_topic(session: Session, name: str, title: str) -> Exit:
    """Begin a topic: a file of its own, talking_points/topics/NAME.yaml."""
    from generator.store import begin

    return _put(
        session, partial(begin.topic, name=name, title=title), f"Write over it, then: onepager show {name} -a member"
    )


@new_command.command("audience")
@_id_argument
@common
@click.pass_obj
def new_audience(session: Session, name: str) -> Exit:
    """Begin an audience: a template of its own, templates/NAME.md."""
    from generator.batch.names import AUDIENCE_MAX, label
    from generator.store import begin

    begun = partial(begin.audience, name=name, file_name=label(name, AUDIENCE_MAX))
    return _put(session, begun, f"Write over it, then: onepager build -a {name}")


@new_command.command("point")
@click.argument("topic", metavar="TOPIC", shell_complete=complete_topic)
@_id_argument
@click.option("--kind", type=click.Choice(KINDS), default="message", show_default=True, help="What sort of point.")
@common
@click.pass_obj
def new_point(session: Session, topic: str, name: str, kind: str) -> Exit:
    """Add a point to TOPIC. It stays out of documents until the line that says so is deleted."""
    from generator.store import begin

    advice = "Write over it, and delete its line embargo: when it is ready; until then no document carries it."
    return _put(session, partial(begin.point, topic_id=topic, name=name, kind=kind), advice)


@new_command.command("fact")
@click.argument("topic", metavar="TOPIC", shell_complete=complete_topic)
@_id_argument
@click.option(
    "--source", metavar="SOURCE", help="Where the figure is known from: a name in talking_points/sources.yaml."
)
@click.option("--value", help="The figure as the source has it, such as 22 percent.")
@click.option("--measure", default="what the figure measures", help="What it measures.")
@common
@click.pass_obj
def new_fact(session: Session, /, topic: str, name: str, **figure: Any) -> Exit:
    """Add a fact to TOPIC: a figure, and what it takes to stand behind it."""
    from generator.store import begin

    begun = partial(begin.fact, topic_id=topic, name=name, figure=begin.FirstFigure(**figure))
    return _put(session, begun, f"Write over it. A text of the topic prints it as {{{{ {name} }}}}.")


@new_command.command("source")
@_id_argument
@common
@click.pass_obj
def new_source(session: Session, name: str) -> Exit:
    """Add a source to talking_points/sources.yaml."""
    from generator.store import begin

    begun = partial(begin.source, name=name, today=date.today())
    return _put(session, begun, f"Write over it. Facts and points name it {name}.")


@new_command.command("office")
@_id_argument
@click.option(
    "--kind", type=click.Choice(("member", "committee")), default="member", show_default=True, help="Whose it is."
)
@common
@click.pass_obj
def new_office(session: Session, name: str, kind: str) -> Exit:
    """Add an office to talking_points/offices.yaml."""
    from generator.store import begin

    advice = (
        f"Write over it, then: onepager build --office {name}. To make it the usual one, set office: in onepager.yaml."
    )
    return _put(session, partial(begin.office, name=name, kind=kind), advice)


@new_command.command("hearing")
@_id_argument
@click.option(
    "--topic",
    "topics",
    multiple=True,
    type=words,
    metavar="TOPIC",
    shell_complete=complete_topic,
    help="What it is about; may be given several times, or with commas.",
)
@click.option("--on", "begins", type=hour, metavar="DATE", help='When it begins, as "2026-12-03 10:00".')
@click.option("--title", default="", help="Its title.")
@common
@click.pass_obj
def new_hearing(
    session: Session, name: str, topics: tuple[tuple[str, ...], ...], begins: datetime | None, title: str
) -> Exit:
    """Begin a hearing: a file of its own, talking_points/hearings/NAME.yaml.

    Without --on it begins at ten in the morning in a week.
    """
    from generator.store import begin

    begins = begins or in_a_week()
    if begins < datetime.now(UTC):
        raise UsageError(
            f"--on: {plain_spaces(press_moment(begins))} has passed; today is {date.today()}. Is the year right?"
        )
    when = f"{begins:%Y-%m-%d %H:%M} {zone_of(begins)}"
    beginning = partial(begin.hearing, name=name, title=title, topics=flat(topics), begins=when)
    return _put(session, beginning, f"Write over it, then: onepager hearing {name} --status")


def in_a_week() -> datetime:
    """Ten in the morning in Washington, a week from today."""
    return start_of_day(date.today() + timedelta(days=7)).replace(hour=10)


def _put(session: Session, begin: Callable[[Workspace], Begun], advice: str) -> Exit:
    """Begin something and put it in its place, while nobody else does; say where that is and what comes next."""
    from generator.files.whole import make_folder, save

    with session.changing() as workspace:
        begun = begin(workspace)
        make_folder(begun.path.parent)
        save(begun.path, begun.shown, begun.data, begun.before)
    understood = f"\nThe value is {begun.value}." if begun.value else ""
    session.console.say(f"Written to {begun.shown}, line {begun.line}.{understood}\n{advice}")
    session.console.data({"file": begun.shown, "line": begun.line})
    return Exit.OK
