"""`source-sheet`: the fact-checker's companion to a document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from generator.cli.helpers.options import (
    AsOf,
    as_of_option,
    audience_option,
    office_option,
    topic_argument,
)
from generator.cli.helpers.session import Session, common
from generator.errors import Exit


@click.command("source-sheet")
@topic_argument
@audience_option
@office_option
@as_of_option
@click.option("--final", is_flag=True, help="For the final document; otherwise for its draft.")
@click.option("--out", type=click.Path(path_type=Path), metavar="FOLDER", help="Where to; otherwise output/.")
@click.option("--dry-run", is_flag=True, help="Write nothing: say what would be written.")
@common
@click.pass_obj
def source_sheet_command(
    session: Session,
    topic: str,
    audience: str,
    office: str | None,
    as_of: AsOf,
    final: bool,
    out: Path | None,
    dry_run: bool,
) -> Exit:
    """Make the fact-checker's companion to the document for TOPIC and an audience, in Word and PDF.

    It lists every figure with its source, the place in it, its as-of date, its status and who checked it, and every
    sentence with what it rests on. It is for the office only.
    """
    from generator import pipeline
    from generator.batch.output import opened
    from generator.cli.helpers.write_extra_documents import write_sheet
    from generator.receipts import receipt_of
    from generator.receipts.source_sheet import lines_of
    from generator.requests import requests as requests_for

    project = session.project()
    [request] = requests_for(project, (topic,), (audience,), office, as_of.day)
    made = pipeline.make(project, replace(request, final=final, moment=as_of.moment))
    receipt = receipt_of(project, made)
    with opened(out or session.workspace().output, project.root, pretend=dry_run) as output:
        files = write_sheet(project, output, made)
    for file in files:
        verb = "unchanged" if not file.changed else "would write" if dry_run else "wrote"
        session.console.say(f"{verb}: {file.path}")
        if file.note:
            session.console.warn(file.note)
    lines = lines_of(project.library, receipt, as_of.day)
    session.console.data(
        {
            "document": receipt.number,
            "topic": topic,
            "audience": audience,
            "as_of": as_of.day.isoformat(),
            "files": [str(file.path) for file in files],
            "figures": [line.as_json(receipt) for line in lines],
            "sentences": [
                {"text": s.text, "point": s.point, "facts": list(s.facts), "sources": list(s.sources)}
                for s in receipt.statements
            ],
        }
    )
    return Exit.OK
