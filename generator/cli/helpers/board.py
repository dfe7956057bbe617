"""The board of a hearing: how ready each of its documents and binders is, and who has approved it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.cli.helpers.console import Console, count, problems_as_json

if TYPE_CHECKING:
    from generator.batch.plan import Job
    from generator.hearing.night import Readiness


def show_board(console: Console, board: Sequence[Readiness], to_approve: str) -> None:
    """A row for each document and binder; with who approved it, if anybody did or finals ask for it: then `to_approve`
    is the folder of the drafts."""
    if console.as_json:
        return
    rows = [(*_called(r.job), r.state, r.why) for r in board]
    if to_approve or any(r.approved for r in board):
        told = [(*row[:3], r.approved or "nobody", row[3]) for row, r in zip(rows, board, strict=True)]
        console.table(("document", "for", "state", "approved by", "why"), told)
        if to_approve and (open_ := sum(not r.approved and r.state != "left out" for r in board)):
            console.say(f"\n{count(open_, 'document')} to approve: onepager approve {to_approve} --by NAME.")
    else:
        console.table(("document", "for", "state", "why"), rows)


def _called(job: Job) -> tuple[str, str]:
    """A document as the board names it: its topic and audience, or a binder and its Member."""
    about = job.about
    return ("binder", about.row) if about.row else (about.topic, about.audience)


def readiness_as_json(readiness: Readiness) -> dict[str, object]:
    """A row of the board."""
    document, reader = _called(readiness.job)
    return {
        "document": document,
        "for": reader,
        "state": readiness.state,
        "why": readiness.why,
        "stem": readiness.job.task.stem,
        "problems": problems_as_json(readiness.problems),
        "approved": readiness.approved,
    }
