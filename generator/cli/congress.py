"""`congress`: what ends with a Congress, and what of the next one can be had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.helpers.console import count
from generator.cli.helpers.session import Session, common
from generator.errors import Exit, UsageError

if TYPE_CHECKING:
    from generator.checks.congress_ends import Ending

_HEADINGS = {
    "bills": "Bills that die",
    "texts": "Texts that name the old Congress",
    "tables": "Members and committees to import anew",
    "offices": "Offices to look at",
    "hearings": "Hearings of committees that are made up anew",
}


def _number(context: click.Context, parameter: click.Parameter, value: str) -> int:
    from generator.values.congresses import congress_of

    digits = value.removesuffix("th").removesuffix("st").removesuffix("nd").removesuffix("rd")
    now = congress_of(date.today())
    if not digits.isdecimal() or not now <= int(digits) <= now + 1:
        raise click.BadParameter(f'"{value}" is neither this Congress nor the next; write {now} or {now + 1}')
    return int(digits)


@click.command("congress")
@click.argument("number", metavar="NUMBER", callback=_number)
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Write nothing: say what would be written.")
@common
@click.pass_obj
def congress_command(session: Session, number: int, files: tuple[Path, ...], dry_run: bool) -> Exit:
    """Say what ends when Congress NUMBER begins, and import its Members and committees from each FILE.

    Bills that die, texts that name the old Congress, tables to import anew, offices and hearings to look at. FILE is as
    for "tables import legislators"; tables that are there are replaced. Of
    the Congress that sits it says what is left of the one before.
    """
    from generator.checks.congress_ends import endings
    from generator.store.library import read_library
    from generator.values.congresses import begins

    first = begins(number)
    written = _import(session, number, files, dry_run) if files else []
    found = endings(read_library(session.workspace().root), number, date.today())
    session.console.say(_when(number, date.today()))
    for path in written:
        session.console.say(f"{'would be written' if dry_run else 'written'}: {path}")
    _tell(session, found)
    told = [{"sort": e.sort, "place": str(e.mark), "what": e.what, "mend": e.mend} for e in found]
    files_written = [str(path) for path in written]
    session.console.data(
        {"ok": True, "congress": number, "begins": first.isoformat(), "files": files_written, "endings": told}
    )
    return Exit.OK


def _when(number: int, today: date) -> str:
    """When a Congress begins, and another ends; of the one that sits, until when it does."""
    from generator.tables.seats import ordinal
    from generator.values.congresses import begins
    from generator.values.dates import press_date

    first, last = begins(number), begins(number + 1)
    if first > today:
        when = f"begins on {press_date(first)}, in {count((first - today).days, 'day')}, at noon"
        return f"The {ordinal(number)} Congress {when}. The {ordinal(number - 1)} ends with it."
    return (
        f"The {ordinal(number)} Congress began on {press_date(first)}, and is sitting until {press_date(last)}, at "
        f"noon; nothing ends yet. What will end then: onepager congress {number + 1}"
    )


def _import(session: Session, number: int, files: Sequence[Path], dry_run: bool) -> list[Path]:
    """Replace the tables of Members and committees by those of the new Congress."""
    from generator.cli.tables import add_source, write_tables
    from generator.tables import export, legislators
    from generator.tables.published import read_published
    from generator.tables.seats import ordinal
    from generator.values.congresses import begins

    as_of = max(date.today(), begins(number) + timedelta(days=1))
    congress = legislators.read_congress([read_published(path) for path in files], as_of.isoformat())
    if not any(row["status"] == "seated" and row["chamber"] == "house" for row in congress.members):
        raise UsageError(
            f"{files[0].name} has no Member of the House in the {ordinal(number)} Congress yet; get it anew"
        )
    if congress.warnings:
        session.console.problems(congress.warnings, None)
    with session.changing() as workspace:
        folder = workspace.root / "talking_points" / "tables"
        wanted = {folder / name: data for name, data in export.files(congress, as_of).items()}
        return [*write_tables(wanted, True, dry_run), *add_source(workspace, as_of, dry_run)]


def _tell(session: Session, found: Sequence[Ending]) -> None:
    for sort, heading in _HEADINGS.items():
        endings = [ending for ending in found if ending.sort == sort]
        if endings:
            session.console.say(f"\n{heading}:")
        for ending in endings:
            session.console.say(f"  {ending.mark}: {ending.what}. {ending.mend[0].upper()}{ending.mend[1:]}")
    if not found:
        session.console.say("Nothing in the store names what has ended, or will.")
