"""`inspect`: whether a file says what its readers may not see, wherever in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.helpers.console import count
from generator.cli.helpers.options import AsOf, as_of_option
from generator.cli.helpers.session import Session, common
from generator.errors import Exit, OnepagerError

if TYPE_CHECKING:
    from generator.inspection import Forbidden, Leak, Opened
    from generator.store.library import Library

READERS = {"public": "the public", "congress": "Congress", "office": "this office"}
MEND = "take it out of the file, or see who may have it"


@click.command("inspect")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--for",
    "reader",
    type=click.Choice(list(READERS)),
    default="public",
    show_default=True,
    help="Who is to get the file.",
)
@as_of_option
@common
@click.pass_obj
def inspect_command(session: Session, files: tuple[Path, ...], reader: str, as_of: AsOf) -> Exit:
    """Look through every part of a file for what its readers may not see: Word, PDF or text, also one that was edited.

    All of it is read: hidden and deleted text, comments, properties, links, attachments, the file's name. What cannot
    be read counts as found.
    """
    from generator.checks.rules.echoes import secrets_of_finals
    from generator.inspection import forbidden
    from generator.store.library import read_library
    from generator.store.schema import Clearance

    library = read_library(session.workspace().root)
    secrets = secrets_of_finals(library, forbidden(library, Clearance(reader), as_of.moment))
    results = [_inspected(session, library, secrets, file) for file in files]
    clean = not any(found for _, found in results)
    session.console.data(
        {
            "ok": clean,
            "for": reader,
            "as_of": as_of.day.isoformat(),
            "files": [_as_json(file, *result) for file, result in zip(files, results, strict=True)],
        }
    )
    return Exit.OK if clean else Exit.CONTENT


def _inspected(session: Session, library: Library, secrets: Forbidden, file: Path) -> tuple[Opened, list[Leak]]:
    from generator.inspection import leaks_in, open_file, problems_of
    from generator.inspection.opened import MAX_FILE

    if not file.is_file():
        raise OnepagerError(f"{file}: there is no such file")
    if file.stat().st_size > MAX_FILE:
        raise OnepagerError(f"{file}: is larger than {MAX_FILE >> 20} MB")
    opened = open_file(file.name, file.read_bytes(), thorough=True)
    found = leaks_in(opened, secrets)
    console = session.console
    if found:
        console.problems(problems_of(library, str(file), found, MEND), session.workspace().root, to_result=True)
    else:
        letters = sum(len(text.squeezed) for text in opened.texts)
        reader = READERS[secrets.clearance.value]
        console.result(f"{file}: nothing in it that {reader} may not see ({letters:,} letters of a {opened.kind} read)")
    if opened.pictures:
        console.warn(f"{file}: what {count(len(opened.pictures), 'picture')} show was not read")
    return opened, found


def _as_json(file: Path, opened: Opened, found: list[Leak]) -> dict[str, Any]:
    return {
        "path": str(file),
        "kind": opened.kind,
        "letters": sum(len(text.squeezed) for text in opened.texts),
        "pictures": opened.pictures,
        "leaks": [leak.as_json() for leak in found if leak.ref],
        "unread": [{"place": leak.place, "why": leak.excerpt} for leak in found if not leak.ref],
    }
