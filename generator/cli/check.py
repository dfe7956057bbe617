"""`check`: every mistake at once, without writing a file."""

from __future__ import annotations

from datetime import date

import click

from generator.cli.console import count, problems_as_json
from generator.cli.options import as_of_option
from generator.cli.session import Session, common
from generator.errors import ContentError, Exit


@click.command("check")
@as_of_option
@common
@click.pass_obj
def check_command(session: Session, as_of: date) -> Exit:
    """Find every mistake in the store and the templates, and everything that would not fit its page."""
    from generator import pipeline

    root = session.workspace().root
    try:
        project = session.project()
        problems = pipeline.check(project, as_of)
        seen = f"{count(len(project.library.topics), 'topic')}, {count(len(project.audiences), 'audience')}"
    except ContentError as error:
        problems, seen = error.problems, ""
    errors = sum(p.severity == "error" for p in problems)
    if problems:
        session.console.problems(problems, root, to_result=True)
    else:
        session.console.say(f"Nothing is wrong: {seen}.")
    session.console.data(
        {
            "ok": not errors,
            "errors": errors,
            "warnings": len(problems) - errors,
            "problems": problems_as_json(problems),
        }
    )
    return Exit.CONTENT if errors else Exit.OK
