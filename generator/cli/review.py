"""`facts review`: a figure was looked at; what was found is written where the figure stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from generator.cli.helpers.console import count
from generator.cli.helpers.options import day
from generator.cli.helpers.session import Session, common
from generator.errors import ContentError, Exit, OnepagerError, UsageError, did_you_mean

if TYPE_CHECKING:
    from generator.store.editor import Editor
    from generator.store.library import Library
    from generator.store.schema import Fact

STATUSES = ("current", "provisional", "projected", "final", "disputed", "superseded", "overtaken")
OF_VINTAGE = ("value", "as_of", "status", "source", "locator")
"""What a period of a series may have of its own."""
CARRIED = ("qualifier", "measure", "label", "unit", "basis", "period")
"""What an old figure keeps besides its value."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a review found: a key of the fact each; what is empty stays as it is."""

    value: str = ""
    period: str = ""
    as_of: str = ""
    status: str = ""
    source: str = ""
    locator: str = ""
    review_by: str = ""

    def given(self) -> dict[str, str]:
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name).strip())}


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
@click.option("--checked-by", required=True, metavar="NAME", help="Who looked at it.")
@click.option("--on", "checked", type=day, default=date.today, show_default="today", metavar="DATE", help="When.")
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
) -> Exit:
    """Enter that somebody looked at a figure, and what is different now.

    Only the lines that change are touched; comments stay. The store is read with the change before the file is
    replaced: what would make a mistake is refused.
    """
    from generator.reading.yaml import read_bytes
    from generator.receipts.build import printed
    from generator.store.dry_read import rehearse
    from generator.store.editor import Editor

    workspace = session.workspace()
    library = session.project().library
    old = _known(library, fact)
    findings = Findings(value, period, as_of, status, source, locator, review_by)
    path = workspace.topic_file(old.topic)
    shown = path.relative_to(workspace.root).as_posix()
    before = read_bytes(path, shown)
    editor = Editor(before, shown)
    kept = _keep(editor, library, old, findings) if keep_old else ""
    _enter(editor, old, findings, {"checked": checked.isoformat(), "checked_by": checked_by})
    after = editor.result()
    try:
        new = rehearse(workspace.root, shown, after)
    except ContentError as error:
        return _refused(session, shown, error)
    _replace(path, shown, before, after)
    now = new.topics[old.topic].facts[old.id]
    session.console.say(f"{shown}, line {new.mark(now).line}: {now.ref} is {printed(now.current.value.press())}, "
                        f"checked by {checked_by} on {checked.isoformat()}")  # fmt: skip
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


def _known(library: Library, ref: str) -> Fact:
    """The fact that was typed; a bare name will do where only one topic has it. Raises `UsageError`."""
    every = {f.ref: f for topic in library.topics.values() for f in topic.facts.values()}
    if ref in every:
        return every[ref]
    alike = [full for full, fact in every.items() if fact.id == ref]
    if len(alike) == 1:
        return every[alike[0]]
    if alike:
        raise UsageError(f'several topics have a fact "{ref}"; write one of {", ".join(alike)}')
    names = {fact.id: full for full, fact in every.items()}
    hint = did_you_mean(ref, every) or did_you_mean(ref.rpartition("/")[2], names)
    raise UsageError(f'there is no fact "{ref}"; {hint or "onepager facts lists them"}')


# --- editing -----------------------------------------------------------------------------------------------------


def _enter(editor: Editor, fact: Fact, findings: Findings, checked: dict[str, str]) -> None:
    """Write what was found. In a series it goes to the newest period, or to the one that is named."""
    given = findings.given()
    home = ("facts", fact.id)
    if fact.series:
        period = given.pop("period", fact.current.period)
        if period not in fact.series and "value" not in given:
            raise UsageError(f'{fact.ref} has no period "{period}"; to add it, give its --value, too')
        vintage = (*home, "series", period)
        own = {key: given.pop(key) for key in OF_VINTAGE if key in given}
        if set(own) == {"value"} and period not in fact.series:
            editor.put(vintage, own["value"])
        else:
            _put_vintage(editor, fact, vintage, period, own)
    for key, value in {**given, **checked}.items():
        editor.put((*home, key), value)


def _put_vintage(editor: Editor, fact: Fact, vintage: tuple[str, ...], period: str, own: dict[str, str]) -> None:
    if period not in fact.series:
        editor.put(vintage, own.pop("value"))
    for key, value in own.items():
        if key == "value" and not editor.has((*vintage, "value")):
            editor.put(vintage, value)  # `FY2024: $2.56`
        else:
            editor.put((*vintage, key), value)


def _keep(editor: Editor, library: Library, fact: Fact, findings: Findings) -> str:
    """Add the figure as it is as a fact of its own, superseded; the id it gets."""
    given = findings.given()
    if "value" not in given:
        raise UsageError("--keep-old keeps the old figure beside a new one: give the new one with --value")
    if fact.series and given.get("period", fact.current.period) != fact.current.period:
        raise UsageError("a series keeps its older periods by itself: leave --keep-old out")
    name = _old_name(fact, set(library.topics[fact.topic].facts))
    editor.add_beside(("facts", fact.id), name, dict(_old_entry(fact)))
    return name


def _old_name(fact: Fact, taken: set[str]) -> str:
    """`jobs-2024` after the date of the old figure, or `jobs-old`."""
    from generator.reading.fields import MAX_ID

    when = str(fact.current.as_of or "old")
    stem = f"{fact.id[: MAX_ID - len(when) - 4].rstrip('-')}-{when}"
    numbered = (stem if n == 1 else f"{stem}-{n}" for n in range(1, 99))
    return next(name for name in numbered if name not in taken)


def _old_entry(fact: Fact) -> Iterator[tuple[str, str]]:
    from generator.receipts.build import printed

    current = fact.current
    values = {name: str(getattr(fact, name)) for name in CARRIED}
    values["period"] = current.period
    yield "value", printed(current.value.press())
    yield from ((name, value) for name, value in values.items() if value)
    if current.as_of:
        yield "as_of", str(current.as_of)
    yield "status", "superseded"
    yield "superseded_by", fact.id
    yield "source", current.source
    if current.locator:
        yield "locator", current.locator
    if fact.checked and fact.checked_by:
        yield from (("checked", fact.checked.isoformat()), ("checked_by", fact.checked_by))
    if fact.clearance != "public":
        yield "clearance", fact.clearance.value


def _replace(path: Path, shown: str, before: bytes, after: bytes) -> None:
    from generator.store.insert import write

    if path.read_bytes() != before:
        raise OnepagerError(f"{shown} was changed by somebody else just now, and was left alone. Try again.")
    write(path, shown, after)


def _tell_of_documents(session: Session, library: Library) -> list[str]:
    """Say which released documents the change has overtaken."""
    from generator.records.history import History
    from generator.records.recall import overtaken

    found = overtaken(library, History(session.workspace().root).releases(), date.today())
    numbers = [document.receipt.number for document in found if document.pending]
    if numbers:
        session.console.warn(f"{count(len(numbers), 'released document')} to correct: onepager recall")
    return numbers
