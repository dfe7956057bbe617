"""`show` and `explain`: one document, to read in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import click

from generator.cli.helpers.console import count, problems_as_json
from generator.cli.helpers.options import (
    AsOf,
    as_of_option,
    audience_option,
    gathered,
    office_option,
    row_option,
    topic_argument,
)
from generator.cli.helpers.session import Session, common
from generator.errors import ContentError, Exit

if TYPE_CHECKING:
    from generator.pipeline import Made, Request
    from generator.project import Project
    from generator.selection.select import Decision

MOST_TEXTS = 12
"""Of a document that does not fit, so many texts are told by their length."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The document that is asked for."""

    topic: str
    audience: str
    office: str | None
    row: str
    as_of: AsOf

    def request(self, session: Session) -> Request:
        from generator.batch import merge
        from generator.requests import requests as requests_for

        project = session.project()
        [request] = requests_for(project, (self.topic,), (self.audience,), self.office, self.as_of.day)
        request = replace(request, moment=self.as_of.moment)
        return merge.for_row(project, request, self.row) if self.row else request

    def made(self, session: Session) -> Made:
        from generator import pipeline

        return pipeline.make(session.project(), self.request(session))


def _asked(topic: str, audience: str, office: str | None, row: str, as_of: AsOf) -> dict[str, Any]:
    return {"asked": _Asked(topic, audience, office, row, as_of)}


document_options = gathered((topic_argument, audience_option, office_option, row_option, as_of_option), _asked)
"""The arguments and options that name one document, as the argument `asked`."""


@click.command("show")
@document_options
@common
@click.pass_obj
def show_command(session: Session, asked: _Asked) -> Exit:
    """Print the document for TOPIC and an audience in the terminal: the words that the files would carry."""
    from generator import pipeline

    made = asked.made(session)
    text = pipeline.render(made, "txt").decode("utf-8").rstrip("\n")
    session.console.result(text)
    session.console.data({**_head(made), "text": text})
    return Exit.OK


@click.command("explain")
@document_options
@common
@click.pass_obj
def explain_command(session: Session, asked: _Asked) -> Exit:
    """Say of every point of TOPIC whether an audience gets it, and why; then which figures and charts are held back
    from it, and what was done to fit the page."""
    from generator import pipeline

    request, project = asked.request(session), session.project()
    try:
        made = pipeline.make(project, request)
    except ContentError as error:
        _explain_failure(session, request, error)
        return Exit.CONTENT
    approval = _approval(session, project, made)
    decisions, held_back = made.outcomes(), _held_back(session, request, made.draft.held_back)
    _show_decisions(session, request, decisions, made.decisions)
    _show_held_back(session, held_back)
    if approval:
        session.console.result(f"\nApproval: {approval}")
    session.console.data(
        {
            **_head(made),
            "approval": approval,
            "points": _as_json(decisions),
            "held_back": held_back,
            "decisions": list(made.decisions),
        }
    )
    return Exit.OK


def _approval(session: Session, project: Project, made: Made) -> str:
    """Who approved the document as it is now, or why it is not approved; empty if nobody asks for that."""
    from generator.receipts import receipt_of
    from generator.records.approvals import approvals_of, why_void
    from generator.records.ledger import Ledger

    workspace = session.workspace()
    with Ledger(workspace.root, workspace.output) as ledger:
        history = ledger.history
        if not (project.asks_for_approval or history.approvals()):
            return ""
        receipt = receipt_of(project, made)
        if found := approvals_of(receipt, history):
            return f"by {found[0]}"
        return why_void(receipt, history.approvals(), project) if project.asks_for_approval else ""


def _explain_failure(session: Session, request: Request, error: ContentError) -> None:
    """What was chosen, what was tried to make it fit, how long its texts are, and why it is not made all the same."""
    from generator.compose.recorder import Recorder
    from generator.pipeline import NothingToSay, TooLong, selected

    console, project = session.console, session.project()
    decisions = selected(project, request, Recorder(project.library)).selection.decisions
    if isinstance(error, NothingToSay):
        why = "the template has no place for its kind"
        decisions = tuple(replace(d, included=False, reason=why) if d.included else d for d in decisions)
    tried = tuple(step.said for step in error.steps) if isinstance(error, TooLong) else ()
    texts = error.texts if isinstance(error, TooLong) else []
    held_back = _held_back(session, request)
    _show_decisions(session, request, decisions, tried)
    _show_held_back(session, held_back)
    if texts:
        console.result("\nWhat must stay, the longest first:")
        rows = [(count(text.lines, "line"), text.name, str(text.mark)) for text in texts[:MOST_TEXTS]]
        console.table(("  length", "text", "where"), [(f"  {a}", b, c) for a, b, c in rows])
    console.result("\nIt cannot be made:")
    console.problems(error.problems, project.root)
    console.data(
        {
            "ok": False,
            "topic": request.topic,
            "audience": request.audience,
            "points": _as_json(decisions),
            "held_back": held_back,
            "decisions": list(tried),
            "texts": [{"lines": t.lines, "name": t.name, "file": t.mark.file, "line": t.mark.line} for t in texts],
            "problems": problems_as_json(error.problems),
        }
    )


def _show_decisions(session: Session, request: Request, found: Sequence[Decision], fitting: Sequence[str]) -> None:
    console = session.console
    decisions = sorted(found, key=lambda d: not d.included)
    included = sum(d.included for d in decisions)
    pages = session.project().audiences[request.audience].pages
    console.result(
        f"{request.topic} for {request.audience}, {count(pages, 'page')}: "
        f"{count(included, 'point')} in, {count(len(decisions) - included, 'point')} out"
    )
    console.result("")
    console.table(
        ("", "point", "kind", "why"),
        [("in" if d.included else "out", d.point.id, d.point.kind.value, d.reason) for d in decisions],
    )
    if fitting:
        console.result("\nTo fit the page:")
        for decision in fitting:
            console.result(f"  {decision}")


def _as_json(decisions: Sequence[Decision]) -> list[dict[str, Any]]:
    return [
        {"id": d.point.id, "kind": d.point.kind.value, "included": d.included, "reason": d.reason}
        for d in sorted(decisions, key=lambda d: not d.included)
    ]


def _held_back(session: Session, request: Request, told: Sequence[str] = ()) -> list[str]:
    """Every figure of the topic that these readers may not see, with why; and what composing has told of, `told`."""
    from generator.compose import questions

    project = session.project()
    readers = questions.Readers(project.audiences[request.audience].clearance, request.held_at)
    asked = (readers.held_back(project.library, f) for f in project.library.topics[request.topic].facts.values())
    words = [str(held) for held in asked if held]
    return list(dict.fromkeys((*words, *(w.removeprefix("held back: ") for w in told))))


def _show_held_back(session: Session, held_back: Sequence[str]) -> None:
    if held_back:
        session.console.result("\nHeld back from these readers:")
        for words in held_back:
            session.console.result(f"  {words}")


def _head(made: Made) -> dict[str, Any]:
    request = made.request
    return {
        "topic": request.topic,
        "audience": request.audience,
        "office": request.office,
        "as_of": request.as_of.isoformat(),
        "number": made.laid.document.number,
        "pages": len(made.laid.pages),
        "fill": round(made.laid.fill, 3),
    }
