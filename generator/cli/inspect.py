"""`inspect`: whether a file says what its readers may not see, wherever in it, or what nobody here made."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from generator.cli.helpers.console import count
from generator.cli.helpers.edits import edit_lines, edits_as_json, file_as_json, foreign_lines
from generator.cli.helpers.options import AsOf, as_of_option
from generator.cli.helpers.remarks import remark_problems
from generator.cli.helpers.session import Session, common
from generator.errors import Exit, OnepagerError

if TYPE_CHECKING:
    from generator.inspection import Forbidden, Leak, Opened, Remark
    from generator.records.trace import Traced, Tracing
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
    be read counts as found. So does what was changed by hand in a document of ours since it was made; and for the
    public, comments, tracked changes, hidden text and annotations, whatever they say.
    """
    from generator.checks.rules.echoes import secrets_of_finals
    from generator.inspection import forbidden
    from generator.records.ledger import Ledger
    from generator.records.trace import Tracing
    from generator.store.library import read_library
    from generator.store.schema import Clearance

    workspace = session.workspace()
    library = read_library(workspace.root)
    secrets = secrets_of_finals(library, forbidden(library, Clearance(reader), as_of.moment))
    with Ledger(workspace.root, workspace.output) as ledger:
        tracing = Tracing(ledger, library, as_of.day)
        results = [_looked_at(session, secrets, tracing, file) for file in files]
    clean = not any(found.leaks or found.remarks or _is_edited(traced) for found, traced in results)
    session.console.data(
        {
            "ok": clean,
            "for": reader,
            "as_of": as_of.day.isoformat(),
            "files": [_as_json(file, *result) for file, result in zip(files, results, strict=True)],
        }
    )
    return Exit.OK if clean else Exit.CONTENT


class Found(NamedTuple):
    """What was found in a file: `remarks` are looked for in what is meant for the public."""

    opened: Opened
    leaks: list[Leak]
    remarks: list[Remark]


def _looked_at(session: Session, secrets: Forbidden, tracing: Tracing, file: Path) -> tuple[Found, Traced | None]:
    from generator.inspection.opened import MAX_FILE

    if not file.is_file():
        raise OnepagerError(f"{file}: there is no such file")
    if file.stat().st_size > MAX_FILE:
        raise OnepagerError(f"{file}: is larger than {MAX_FILE >> 20} MB")
    traced = _held(session, tracing, file)
    return _inspected(session, tracing.library, secrets, file), traced


def _inspected(session: Session, library: Library, secrets: Forbidden, file: Path) -> Found:
    from generator.inspection import is_pdf, leaks_in, open_file, problems_of, remarks_in

    data = file.read_bytes()
    opened = open_file(file.name, data, thorough=True)
    found = leaks_in(opened, secrets)
    remarks = remarks_in(file.name, data) if secrets.clearance == "public" else []
    console = session.console
    if found or remarks:
        problems = [
            *problems_of(library, str(file), found, MEND),
            *remark_problems(str(file), remarks, is_pdf=is_pdf(data)),
        ]
        console.problems(problems, session.workspace().root, to_result=True)
    else:
        letters = sum(len(text.squeezed) for text in opened.texts)
        reader = READERS[secrets.clearance.value]
        console.result(f"{file}: nothing in it that {reader} may not see ({letters:,} letters of a {opened.kind} read)")
    for note in opened.notes:
        console.warn(note)
    if opened.pictures:
        console.warn(f"{file}: what {count(len(opened.pictures), 'picture')} show was not read")
    return Found(opened, found, remarks)


def _held(session: Session, tracing: Tracing, file: Path) -> Traced | None:
    """A document of ours held against what was made: what was changed in it by hand is told. None for what is not
    ours."""
    from generator.records.given_file import given_file

    try:
        given = given_file(file.name, file.read_bytes(), tracing.ledger)
    except OnepagerError:
        return None  # of what cannot be read the guard tells
    if given is None:
        return None
    traced, console = tracing.traced(given), session.console
    for trace in traced.documents:
        if trace.found and trace.found.how == "text":
            console.warn(f"{file}: reads like No. {trace.receipt.number} ({trace.found.near:.0%} of it stands there)")
        elif trace.edits:
            console.result(f"{file}: changed by hand since No. {trace.receipt.number} was made:")
            for line in edit_lines(trace.typed):
                console.result(f"  {line}")
    for line in foreign_lines(traced):
        console.result(f"{file}: {line}")
    return traced


def _is_edited(traced: Traced | None) -> bool:
    """Whether anything in a document of ours is not as it was made."""
    if traced is None or all(t.found and t.found.how == "text" for t in traced.documents):
        return False
    given = traced.given
    strange = given and (given.foreign or given.strangers)
    return bool(strange) or any(trace.edits for trace in traced.documents)


def _as_json(file: Path, looked: Found, traced: Traced | None) -> dict[str, Any]:
    opened, found, remarks = looked
    return {
        "path": str(file),
        "kind": opened.kind,
        "letters": sum(len(text.squeezed) for text in opened.texts),
        "pictures": opened.pictures,
        "notes": opened.notes,
        "leaks": [leak.as_json() for leak in found if leak.ref],
        "edited": [edit for trace in traced.documents for edit in edits_as_json(trace.typed)] if traced else [],
        "file": file_as_json(traced) if traced else None,
        "unread": [{"place": leak.place, "why": leak.excerpt} for leak in found if not leak.ref],
        "remarks": [remark._asdict() for remark in remarks],
    }
