"""`facts review`: a figure was looked at; what was found is written where the figure stands."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from generator.cli.helpers.console import count
from generator.cli.helpers.options import past_day, who
from generator.cli.helpers.session import Session, common
from generator.errors import ContentError, Exit, OnepagerError, UsageError

if TYPE_CHECKING:
    from generator.store.fact_edits import Review
    from generator.store.library import Library
    from generator.store.schema import Fact

STATUSES = ("current", "provisional", "projected", "final", "disputed", "superseded", "overtaken")


def complete_fact(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Facts of the workspace; read only once somebody asks for them."""
    session = ctx.find_object(Session)
    try:
        topics = session.project().library.topics.values() if session else ()
    except OnepagerError:
        return []
    return [CompletionItem(f.ref) for t in topics for f in t.facts.values() if f.ref.startswith(incomplete)]


@click.command("review")
@click.argument("fact", metavar="TOPIC/FACT", shell_complete=complete_fact)
@click.option("--checked-by", required=True, type=who, metavar="NAME", help="Who looked at it.")
@click.option("--on", "checked", type=past_day, default=date.today, show_default="today", metavar="DATE", help="When.")
@click.option(
    "--value", default="", metavar="VALUE", help="The figure now, as the source has it: 407,782 or 22 percent."
)
@click.option("--period", default="", metavar="PERIOD", help="For which period; in a series a new one is added.")
@click.option("--as-of", default="", metavar="DATE", help="The day, month or year in which it was true.")
@click.option("--status", default="", metavar="STATUS", help=f"One of {', '.join(STATUSES)}.")
@click.option("--source", default="", metavar="SOURCE", help="A name in talking_points/sources.yaml.")
@click.option("--locator", default="", metavar="PLACE", help="The page or table in the source.")
@click.option("--review-by", default="", metavar="DATE", help="When to look at it again.")
@click.option("--keep-old", is_flag=True, help="Keep the old figure as a superseded fact.")
@click.option("--yes", is_flag=True, help="Do not ask about a figure that changes by more than a factor of three.")
@common
@click.pass_obj
def review_command(
    session: Session,
    fact: str,
    checked_by: str,
    checked: date,
    value: str,
    period: str,
    as_of: str,
    status: str,
    source: str,
    locator: str,
    review_by: str,
    keep_old: bool,
    yes: bool,
) -> Exit:
    """Enter that somebody looked at a figure, and what is different now.

    Only the lines that change are touched; comments stay. The store is read with the change before the file is
    replaced: what would make a mistake is refused.
    """
    from generator.store.fact_doubts import doubt, refuse_other_kind, refuse_wrong_days, typed_value
    from generator.store.fact_edits import Findings, Review, find_fact

    findings = Findings(typed_value(value), period, as_of, status, source, locator, review_by)
    review = Review(findings, checked_by, checked)
    agreed = ""
    while True:
        with session.changing():
            library = session.project().library
            old = find_fact(library, fact)
            refuse_wrong_days(old, findings, date.today())
            refuse_other_kind(old, findings)
            question = "" if yes else doubt(old, findings)
            if question == agreed:
                return _enter(session, library, old, review, keep_old)
        _ask(session, question)  # while nobody has to wait for the answer
        agreed = question


def _ask(session: Session, question: str) -> None:
    """Ask whoever sits before the screen; raises `UsageError` if the answer is no, or nobody does."""
    if session.console.as_json or not _somebody_is_there():
        raise UsageError(f"{question}. Nothing was changed; if it is right, add --yes")
    if not click.confirm(f"{question}. Is that right?"):
        raise UsageError("nothing was changed")


def _somebody_is_there() -> bool:
    return sys.stdin.isatty()


def _enter(session: Session, library: Library, old: Fact, review: Review, keep: bool) -> Exit:
    from generator.files.whole import save
    from generator.reading.yaml import read_bytes
    from generator.store.editor import Editor
    from generator.store.fact_edits import enter_review, keep_old
    from generator.store.library import read_library
    from generator.values.value import plain_spaces

    workspace = session.workspace()
    path = workspace.topic_file(old.topic)
    shown = path.relative_to(workspace.root).as_posix()
    before = read_bytes(path, shown)
    editor = Editor(before, shown)
    kept = keep_old(editor, library, old, review.findings) if keep else ""
    enter_review(editor, old, review)
    try:
        new = read_library(workspace.root, {shown: editor.result()})
    except ContentError as error:
        return _refused(session, shown, error)
    save(path, shown, editor.result(), before)
    now = new.topics[old.topic].facts[old.id]
    session.console.say(
        f"{shown}, line {new.mark(now).line}: {now.ref} is {plain_spaces(now.current.value.press())}, "
        f"checked by {review.checked_by} on {review.checked.isoformat()}"
    )
    if kept:
        session.console.say(f"{shown}, line {new.mark(f'{old.topic}/{kept}').line}: the old figure is kept as {kept}")
    overtaken = _tell_of_documents(session, new)
    session.console.data({"ok": True, "file": shown, "fact": now.ref, "kept": kept, "to_recall": overtaken})
    return Exit.OK


def _refused(session: Session, shown: str, error: ContentError) -> Exit:
    """Say what would be wrong, in words: the lines it would stand on are not in the file."""
    session.console.fail(f"{shown} was not changed: the store would have mistakes")
    for problem in error.problems:
        session.console.plain_error(f"  {problem.what}" + (f"; {problem.mend}" if problem.mend else ""))
    session.console.data({"ok": False, "problems": [p.as_json() for p in error.problems]})
    return Exit.CONTENT


def _tell_of_documents(session: Session, library: Library) -> list[str]:
    """Say which released documents the change has overtaken."""
    from generator.records.history import History
    from generator.records.recall import overtaken

    found = overtaken(library, History(session.workspace().root).releases(), date.today())
    numbers = [document.receipt.number for document in found if document.pending]
    if numbers:
        session.console.warn(f"{count(len(numbers), 'released document')} to correct: onepager recall")
    return numbers
