"""`new`: begin a topic, point, fact, source, audience or office with a commented skeleton."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from generator.cli.app import Suggesting
from generator.cli.helpers.options import complete_topic
from generator.cli.helpers.session import Session, common
from generator.errors import Exit, UsageError, did_you_mean
from generator.workspace import Workspace

KINDS = ("message", "evidence", "answer", "question", "background", "ask", "quote", "story", "caution")
_id_argument = click.argument("name", metavar="NAME")


@click.group("new", cls=Suggesting)
@common
@click.pass_context
def new_command(context: click.Context) -> None:
    """Begin a topic, point, fact, source, audience or office: a commented skeleton to write over."""
    if context.invoked_subcommand is None:
        raise click.UsageError("say what to begin: a topic, point, fact, source, audience or office", context)


@new_command.command("topic")
@_id_argument
@click.option("--title", default="Write the title of the topic here", help="Its title.")
@common
@click.pass_obj
def new_topic(session: Session, name: str, title: str) -> Exit:
    """Begin a topic: a file of its own, talking_points/topics/NAME.yaml."""
    from generator.reading.enums import CLEARANCE_OF_KIND
    from generator.store import skeletons

    workspace = session.workspace()
    clearances = {kind.value: clearance.value for kind, clearance in CLEARANCE_OF_KIND.items()}
    text = skeletons.topic(_checked_id(name), title, clearances)
    _new_file(workspace.topic_file(name), workspace, text)
    return _tell(session, workspace.topic_file(name), 1, f"Write over it, then: onepager show {name} -a member")


@new_command.command("audience")
@_id_argument
@common
@click.pass_obj
def new_audience(session: Session, name: str) -> Exit:
    """Begin an audience: a template of its own, templates/NAME.md."""
    from generator.batch.names import AUDIENCE_MAX, label
    from generator.store import skeletons

    workspace = session.workspace()
    called = " ".join(_checked_id(name).split("-")).capitalize()
    text = skeletons.AUDIENCE.format(name=skeletons.scalar(called), file_name=label(called, AUDIENCE_MAX))
    _new_file(workspace.audience_file(name), workspace, text)
    return _tell(session, workspace.audience_file(name), 1, f"Write over it, then: onepager build -a {name}")


@new_command.command("point")
@click.argument("topic", metavar="TOPIC", shell_complete=complete_topic)
@_id_argument
@click.option("--kind", type=click.Choice(KINDS), default="message", show_default=True, help="What sort of point.")
@common
@click.pass_obj
def new_point(session: Session, topic: str, name: str, kind: str) -> Exit:
    """Add a point to TOPIC. It stays out of documents until the line that says so is deleted."""
    from generator.reading.enums import CLEARANCE_OF_KIND, Kind
    from generator.store import skeletons

    block = skeletons.point(_checked_id(name), kind, CLEARANCE_OF_KIND[Kind(kind)].value, draft=True)
    line = _add_to_topic(session, topic, "points", name, block)
    advice = "Write over it, and delete its line embargo: when it is ready; until then no document carries it."
    return _tell(session, session.workspace().topic_file(topic), line, advice)


@new_command.command("fact")
@click.argument("topic", metavar="TOPIC", shell_complete=complete_topic)
@_id_argument
@click.option(
    "--source", metavar="SOURCE", help="Where the figure is known from: a name in talking_points/sources.yaml."
)
@click.option("--value", default="to be filled in", help="The figure as the source has it, such as 22 percent.")
@click.option("--measure", default="what the figure measures", help="What it measures.")
@common
@click.pass_obj
def new_fact(session: Session, topic: str, name: str, source: str | None, value: str, measure: str) -> Exit:
    """Add a fact to TOPIC: a figure, and what it takes to stand behind it."""
    from generator.store import skeletons

    block = skeletons.FACT.format(
        id=_checked_id(name),
        value=skeletons.scalar(value),
        measure=skeletons.scalar(measure),
        source=_known_source(session.workspace(), source),
    )
    line = _add_to_topic(session, topic, "facts", name, block)
    advice = f"Write over it. A text of the topic prints it as {{{{ {name} }}}}."
    return _tell(session, session.workspace().topic_file(topic), line, advice)


@new_command.command("source")
@_id_argument
@common
@click.pass_obj
def new_source(session: Session, name: str) -> Exit:
    """Add a source to talking_points/sources.yaml."""
    from generator.store import skeletons

    workspace = session.workspace()
    block = skeletons.SOURCE.format(id=_checked_id(name), today=date.today().isoformat())
    return _add_entry(session, workspace.sources_file, name, block, f"Write over it. Facts and points name it {name}.")


@new_command.command("office")
@_id_argument
@common
@click.pass_obj
def new_office(session: Session, name: str) -> Exit:
    """Add an office to talking_points/offices.yaml."""
    from generator.store import skeletons

    workspace = session.workspace()
    block = skeletons.OFFICE.format(id=_checked_id(name))
    advice = (
        f"Write over it, then: onepager build --office {name}. To make it the usual one, set office: in onepager.yaml."
    )
    return _add_entry(session, workspace.offices_file, name, block, advice)


def _checked_id(name: str) -> str:
    """`name`, if it can be an id and a file name. Raises `UsageError`."""
    from generator.batch.names import is_device
    from generator.errors import Refusal
    from generator.reading.fields import check_id

    try:
        check_id(name)
    except Refusal as refusal:
        raise UsageError(str(refusal)) from None
    if is_device(name):
        raise UsageError(f'Windows keeps the name "{name}" for itself; choose another')
    return name


def _known_source(workspace: Workspace, source: str | None) -> str:
    from generator.reading.yaml import read_yaml

    known = list(read_yaml(workspace.sources_file, _shown(workspace.sources_file, workspace)).data)
    if source in known:
        return source
    some = ", ".join(known[:6]) + (" ..." if len(known) > 6 else "")
    add = "add one with: onepager new source NAME"
    if source is None:
        raise UsageError(f"say where the figure is known from, with --source SOURCE. There are {some}; or {add}")
    raise UsageError(f'there is no source "{source}"; {did_you_mean(source, known) or f"there are {some}"} Or {add}')


def _new_file(path: Path, workspace: Workspace, text: str) -> None:
    from generator.files.whole import make_folder, save

    shown = _shown(path, workspace)
    make_folder(path.parent)
    taken = next((p.name for p in path.parent.iterdir() if p.name.casefold() == path.name.casefold()), None)
    if taken:
        raise UsageError(f"there is a file {shown} already; choose another name")
    save(path, shown, text.encode("utf-8"))


def _add_to_topic(session: Session, topic: str, section: str, name: str, block: str) -> int:
    workspace = session.workspace()
    topics = workspace.topics()
    if topic not in topics:
        hint = did_you_mean(topic, topics) or f"there are {', '.join(topics)}"
        raise UsageError(f'there is no topic "{topic}"; {hint}')
    return _add(workspace, workspace.topic_file(topic), section, name, block)


def _add_entry(session: Session, path: Path, name: str, block: str, advice: str) -> Exit:
    line = _add(session.workspace(), path, "", name, block)
    return _tell(session, path, line, advice)


def _add(workspace: Workspace, path: Path, section: str, name: str, block: str) -> int:
    """Add an entry to a file of the workspace; the line where it begins."""
    from generator.files.whole import save
    from generator.reading.yaml import read_bytes
    from generator.store.editor import Editor

    shown = _shown(path, workspace)
    before = read_bytes(path, shown)
    editor = Editor(before, shown)
    line = editor.add_entry(section, name, block)
    save(path, shown, editor.result(), before)
    return line


def _tell(session: Session, path: Path, line: int, advice: str) -> Exit:
    shown = _shown(path, session.workspace())
    session.console.say(f"Written to {shown}, line {line}.\n{advice}")
    session.console.data({"file": shown, "line": line})
    return Exit.OK


def _shown(path: Path, workspace: Workspace) -> str:
    return path.relative_to(workspace.root).as_posix()
