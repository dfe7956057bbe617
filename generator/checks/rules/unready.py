"""TP706 to TP708 and TP715: what is not ready to leave the office in a final document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.checks import unready
from generator.checks.half_written import CODE, MEND, WHY, half_written, half_written_places
from generator.checks.language.words import masked_template
from generator.checks.locate import printed_places
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects
from generator.checks.unready import Unready
from generator.store.schema import Kind, Point
from generator.tables.schema import Table
from generator.values.stand_ins import says_no_text


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


@rule(CODE, "half-written", "A text has something in it that only holds a place.", "error")
def half_written_texts(subjects: Subjects) -> Iterator[Finding]:
    for mark, text, clearance, owner in printed_places(subjects):
        if isinstance(owner, Table) and says_no_text(text):
            continue  # a cell may say that there is nothing to say
        if isinstance(owner, Point) and owner.kind is Kind.ANSWER and text in (owner.full, owner.short, owner.spoken):
            continue  # TP506 says it of the answer itself
        for at, words in half_written(text if owner else masked_template(text)):
            what = f"“{words}” holds the place of something"
            yield Finding(mark(at), what, WHY, MEND, clearance, owner, mild=True)
    for fact, u in half_written_places(subjects.library, subjects.facts):
        yield Finding(u.mark, u.what, u.why, u.mend, subjects.reach(fact)[0], fact, mild=True)


def _found(things: Iterable[Unready]) -> Iterator[Finding]:
    """Work in hand is a warning; only in a final document is it an error."""
    return (Finding(u.mark, u.what, u.why, u.mend, mild=True) for u in things)
