"""TP706 to TP708: what is not ready to leave the office in a final document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.checks import unready
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects
from generator.checks.unready import Unready


@rule("TP706", "unfilled", "A text stands as `new` began it.", "error")
def unfilled(subjects: Subjects) -> Iterator[Finding]:
    yield from _found(unready.unfilled(subjects.library))


@rule("TP707", "unreachable", "A contact has neither a telephone number nor an e-mail address.", "error")
def unreachable(subjects: Subjects) -> Iterator[Finding]:
    for office in subjects.library.offices.values():
        yield from _found(unready.unreachable(subjects.library, office))


@rule("TP708", "no-office", "Nobody has said which office is yours.", "error")
def no_office(subjects: Subjects) -> Iterator[Finding]:
    yield from _found(unready.unchosen(subjects.library))


def _found(things: Iterable[Unready]) -> Iterator[Finding]:
    """Work in hand is a warning; only in a final document is it an error."""
    return (Finding(u.mark, u.what, u.why, u.mend, mild=True) for u in things)
