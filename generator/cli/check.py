"""`check`: every mistake at once, without writing a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from generator.cli.helpers.console import count, problems_as_json
from generator.cli.helpers.options import AsOf, as_of_option
from generator.cli.helpers.session import Session, common
from generator.errors import ContentError, Exit, Problem

MOST_DOCUMENTS = 250
"""A store that makes more documents than this is checked without making them, unless that is asked for."""


@click.command("check")
@as_of_option
@click.option(
    "--documents/--no-documents",
    default=None,
    help=f"Whether to make every document and look at it, too; otherwise up to {MOST_DOCUMENTS} of them are made.",
)
@common
@click.pass_obj
def check_command(session: Session, as_of: AsOf, documents: bool | None) -> Exit:
    """Find what is wrong in the store, the templates and the documents they make.

    Every finding has a code; docs/rules says of each what it means and how to mend it.
    """
    from generator import checking

    root = session.workspace().root
    unseen: list[str] = []
    try:
        project = session.project()
        number = len(project.library.topics) * len(project.audiences) * len(project.library.offices)
        wanted = number <= MOST_DOCUMENTS if documents is None else documents
        problems = checking.check(project, as_of.day, documents=wanted)
        unseen = checking.unseen(documents=wanted, number=number)
        seen = f"{count(len(project.library.topics), 'topic')}, {count(len(project.audiences), 'audience')}"
    except ContentError as error:
        problems, seen = error.problems, ""
    return _report(session, problems, root, seen, unseen)


def _report(session: Session, problems: Sequence[Problem], root: Path, seen: str, unseen: Sequence[str]) -> Exit:
    errors = sum(p.severity == "error" for p in problems)
    if problems:
        session.console.problems(problems, root, to_result=True)
    else:
        session.console.say(f"Nothing is wrong: {seen}.")
    for note in unseen:
        session.console.warn(note)
    session.console.data(
        {
            "ok": not errors,
            "errors": errors,
            "warnings": len(problems) - errors,
            "problems": problems_as_json(problems),
            "unseen": list(unseen),
        }
    )
    return Exit.CONTENT if errors else Exit.OK
