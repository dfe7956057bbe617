"""`tables`: tables from what others publish."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.app import Suggesting
from generator.cli.helpers.console import count
from generator.cli.helpers.options import day
from generator.cli.helpers.session import Session, common
from generator.errors import Exit, UsageError

if TYPE_CHECKING:
    from generator.workspace import Workspace

FORMS = ("legislators",)


@click.group("tables", cls=Suggesting)
@common
@click.pass_context
def tables_command(context: click.Context) -> None:
    """Tables from what others publish."""
    if context.invoked_subcommand is None:
        raise click.UsageError("say what to do: import", context)


@tables_command.command("import")
@click.argument("form", metavar="legislators", type=click.Choice(FORMS))
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option(
    "--as-of",
    type=day,
    default=date.today,
    show_default="today",
    metavar="DATE",
    help="The day the files are from; seats whose term is over then are vacant.",
)
@click.option(
    "--offices", type=click.Path(path_type=Path), metavar="FILE", help="Write the Members as offices there too."
)
@click.option("--replace", is_flag=True, help="Replace tables of these names that are there and differ.")
@click.option("--dry-run", is_flag=True, help="Write nothing: say what would be written.")
@common
@click.pass_obj
def import_tables(
    session: Session,
    form: str,
    files: tuple[Path, ...],
    as_of: date,
    offices: Path | None,
    replace: bool,
    dry_run: bool,
) -> Exit:
    """Make tables of Members, their offices and committees.

    FILE is any of legislators-current.yaml, legislators-district-offices.yaml, committees-current.yaml and
    committee-membership-current.yaml, as unitedstates/congress-legislators publishes them; the first is needed.
    """
    from generator.tables import export, legislators
    from generator.tables.published import read_published

    workspace = session.workspace()
    congress = legislators.read_congress([read_published(path) for path in files], as_of.isoformat())
    folder = workspace.root / "talking_points" / "tables"
    wanted = {folder / name: data for name, data in export.files(congress, as_of).items()}
    if offices:
        wanted[offices] = export.offices(congress)
    with session.changing():
        written = [*write_tables(wanted, replace, dry_run), *add_source(workspace, as_of, dry_run)]
    if congress.warnings:
        session.console.problems(congress.warnings, None)
    vacant = [row["seat"] for row in congress.members if row["status"] == "vacant"]
    verb = "would be written" if dry_run else "written"
    for path in written:
        session.console.say(f"{verb}: {path}")
    session.console.say(f"{count(len(congress.members), 'seat')}, {len(vacant)} of them vacant{_listed(vacant)}")
    session.console.data({"ok": True, "files": [str(p) for p in written], "vacant": vacant,
                          "warnings": [p.as_json() for p in congress.warnings]})  # fmt: skip
    return Exit.OK


def _listed(vacant: list[str]) -> str:
    return f": {', '.join(vacant)}" if 0 < len(vacant) <= 12 else ""


def add_source(workspace: Workspace, as_of: date, dry_run: bool) -> list[Path]:
    """Enter where the tables are known from among the sources, if it is not there."""
    from generator.files.whole import save
    from generator.store import begin
    from generator.tables import export

    added = begin.known_source(workspace, export.SOURCE, export.source(as_of))
    if added and not dry_run:
        save(added.path, added.shown, added.data, added.before)
    return [added.path] if added else []


def write_tables(wanted: dict[Path, bytes], replace: bool, dry_run: bool) -> list[Path]:
    """Write what differs, each file whole or not at all. A description that is there stays, since staff write in it; if
    its table is replaced, its columns get the new day."""
    from generator.files.whole import make_folder, save

    kept = [path for path in wanted if path.suffix == ".yaml" and path.with_suffix(".csv") in wanted and path.exists()]
    differing = [p for p, data in wanted.items() if p not in kept and p.exists() and p.read_bytes() != data]
    if differing and not replace:
        names = ", ".join(p.name for p in differing)
        raise UsageError(f"{names} would be replaced; look at it, then say so with --replace")
    todo = {p: data for p, data in wanted.items() if p not in kept and (not p.exists() or p in differing)}
    for path in kept:
        if path.with_suffix(".csv") in todo and (dated := _dated(path, wanted[path])) != path.read_bytes():
            todo[path] = dated
    for path in () if dry_run else todo:
        make_folder(path.parent)
        save(path, str(path), todo[path])
    return list(todo)


def _dated(path: Path, new: bytes) -> bytes:
    """The description of a table as it is, but for the days of its columns, which are those of the `new` one."""
    from generator.store.editor import Editor

    editor = Editor(path.read_bytes(), path.name)
    for name, as_of in re.findall(r"^  (\w+):\n    as_of: (\S+)$", new.decode(), re.MULTILINE):
        if editor.has(("columns", name, "as_of")):
            editor.put(("columns", name, "as_of"), as_of)
    return editor.result()
