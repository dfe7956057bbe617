"""What the commands of one run share: where the workspace is, and the console."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator import workspace as workspaces
from generator.cli.helpers.console import Console
from generator.errors import OnepagerError

if TYPE_CHECKING:
    from generator.project import Project
    from generator.records.history import History

F = TypeVar("F", bound=Callable[..., Any])
LOCK_PATIENCE_S = 60.0


@dataclass
class Session:
    """One run of the command."""

    console: Console
    debug: bool = False
    root: Path | None = None

    def workspace(self) -> workspaces.Workspace:
        """The workspace named with `--root`, or the one around the current folder. Raises `UsageError`."""
        return workspaces.find(Path.cwd(), self.root)

    @contextmanager
    def changing(self) -> Iterator[workspaces.Workspace]:
        """The workspace, for a change of its files: one command at a time. What the change depends on is read within.

        Not to be taken twice. Raises `OnepagerError` when another command does not come to an end.
        """
        from generator.files.lock import Busy, held

        workspace = self.workspace()
        try:
            with held(workspace.root, LOCK_PATIENCE_S):
                yield workspace
        except Busy:
            raise OnepagerError(
                f"Another onepager has been changing files of {workspace.root} all the time; nothing was changed. "
                "Try again."
            ) from None

    def project(self) -> Project:
        """Everything read from the workspace. Raises `ContentError` with all that is wrong in it."""
        import gc

        from generator.project import load

        project = load(self.workspace().root)
        gc.freeze()  # what was read lasts: collections need not look through it
        gc.enable()
        return project

    def approved_project(self, history: History) -> Project:
        """The project with what the records say was approved. Late, since a run that finds nothing to do reads none."""
        from generator.records.approvals import with_approvals

        return with_approvals(self.project(), history)


def _remember_root(context: click.Context, parameter: click.Parameter, value: Path | None) -> None:
    session = context.find_object(Session)
    if session is not None and value is not None:
        session.root = value


def common(function: F) -> F:
    """Give a command the options that every command has.

    `--json`, `--quiet` and `--debug` are read off the line before it is parsed (see `App.main`), so that they hold for
    its mistakes too; here they are only declared.
    """
    root = click.option(
        "--root",
        type=click.Path(path_type=Path),
        expose_value=False,
        callback=_remember_root,
        help="The workspace, when you are not in it.",
    )
    flags = {
        "--json": "Print one JSON value on standard output, all else on standard error.",
        "--quiet": "Print no more than results, notes and errors.",
        "--debug": "Show the traceback of an error that is our fault.",
    }
    for flag, text in reversed(flags.items()):
        function = click.option(flag, is_flag=True, expose_value=False, help=text)(function)
    return root(function)
