"""Approvals: that a second person has read a draft and wants it made final.

An approval is of what readers see; whatever of that changes afterwards makes it void, and is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from generator.document.blocks import marks
from generator.document.receipt import Approval, Receipt
from generator.project import Project
from generator.receipts.changes import changes_since
from generator.receipts.edits import Edit
from generator.records.history import Approved, History
from generator.values.dates import press_date
from generator.values.value import plain_spaces

AT_MOST = 3
"""Of the things that have changed, so many are told."""
DAY = "…"
"""In place of the day of a document in its lines."""
_OF_FIGURES = ("value", "removed", "withdrawn")
"""Kinds of changes that say in short what sentences say at length."""
_APART = re.compile(r"[^a-z]+")


def with_approvals(project: Project, history: History) -> Project:
    """The project with what was approved, if its finals ask for that."""
    return replace(project, approved=signed(history)) if project.asks_for_approval else project


def signed(history: History) -> dict[str, Approval]:
    """Who approved what, by its content key: who did so first."""
    found: dict[str, Approval] = {}
    for approved in history.approvals():
        found.setdefault(approved.receipt.content, approved.approval)
    return found


def approvals_of(receipt: Receipt, history: History) -> list[Approved]:
    """The approvals of what a document says, the first one first."""
    return [approved for approved in history.approvals() if approved.receipt.content == receipt.content]


# --- what has changed ------------------------------------------------------------------------------------------------


def why_void(receipt: Receipt, approvals: Sequence[Approved], project: Project) -> str:
    """Why a document is not approved: nobody has approved it, or what has changed since somebody did."""
    same = [a for a in approvals if _which(a.receipt) == _which(receipt)]
    if not same:
        return "nobody has approved it"
    texts = {line.text for line in receipt.says.lines}
    nearest = max(same, key=lambda a: (len(texts & {line.text for line in a.receipt.says.lines}), a.at))
    told = list(dict.fromkeys(_changed(nearest.receipt, receipt, project)))
    more = f" and {len(told) - AT_MOST} more" if len(told) > AT_MOST else ""
    return f"it is not what {nearest.approval} approved: {'; '.join(told[:AT_MOST])}{more}"


def _which(receipt: Receipt) -> tuple[str, ...]:
    return receipt.topic, receipt.audience, receipt.office


def _changed(was: Receipt, now: Receipt, project: Project) -> Iterator[str]:
    """In what readers see of a document now and what was approved differ: the day, figures of the store, and the
    sentences that these do not account for."""
    if was.as_of != now.as_of:
        then = was.as_of.isoformat()
        yield f"that is as of {then} (--as-of {then} makes it so), and this as of {now.as_of.isoformat()}"
    changes = [c for c in changes_since(was, project.library, now.as_of) if c.kind in _OF_FIGURES]
    yield from map(str, changes)
    refs = {change.ref for change in changes}
    figures = [fact.value for fact in was.facts if fact.ref in refs]
    edits = [edit for edit in _edits(was, now) if not any(figure in edit.was for figure in figures)]
    yield from map(str, edits)
    if not changes and not edits and was.as_of == now.as_of:
        yield "its theme, logo, letterhead or markings"


def _edits(was: Receipt, now: Receipt) -> Iterator[Edit]:
    """The lines that differ in more than the day."""
    old, new = _lines(was), _lines(now)
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield Edit("now", " ".join(old[first:last]), " ".join(new[start:end]))


def _lines(receipt: Receipt) -> list[str]:
    """What it says, line by line; the word for a draft aside, which may be a line of its own."""
    said = (line.text or line.drawn or line.alt for line in receipt.says.lines)
    day = plain_spaces(press_date(receipt.as_of))
    return [plain_spaces(text).replace(day, DAY) for text in said if text and text != marks(receipt.markings)]


# --- the second person -----------------------------------------------------------------------------------------------


def is_same_person(name: str, user: str) -> bool:
    """Whether a name is that of somebody whom the computer knows as `user`, as far as that can be told: Jane Doe is
    `jane`, `doe`, `jdoe`, `janed`, `jane.doe`."""
    words = [word for word in _APART.split(name.casefold()) if word]
    login = _APART.sub("", user.casefold())
    if not words or not login:
        return False
    first, last = words[0], words[-1]
    known = {"".join(words), first + last, last + first, first[0] + last, first + last[0], last + first[0]}
    return login in known | {word for word in words if len(word) > 1}
