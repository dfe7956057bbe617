"""`init`: a new office's workspace."""

from __future__ import annotations

from pathlib import Path

import click

from generator import workspace as workspaces
from generator.cli.helpers.console import count
from generator.cli.helpers.session import Session, common
from generator.errors import Exit


@click.command("init")
@click.argument("folder", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--empty", is_flag=True, help="Without the starter's topics, sources, tables and hearings.")
@common
@click.pass_obj
def init_command(session: Session, folder: Path, empty: bool) -> Exit:
    """Make a new workspace in FOLDER, which must be empty or not there yet, from the starter set."""
    workspace = workspaces.init(folder, empty=empty)
    topics, audiences = workspace.topics(), workspace.audiences()
    session.console.say(
        f"A new workspace is in {workspace.root}: "
        f"{count(len(topics), 'topic')}, {count(len(audiences), 'audience')}.\n"
        "Its two offices are invented: put your own into talking_points/offices.yaml.\n"
        "Next:"
    )
    if workspace.root != Path.cwd().resolve():
        quoted = f'"{folder}"' if " " in str(folder) else str(folder)
        session.console.say(f"  cd {quoted}")
    session.console.say("  onepager new topic NAME" if empty else "  onepager build")
    session.console.data({"root": str(workspace.root), "topics": topics, "audiences": audiences})
    return Exit.OK
