"""Which pages of binders have to be printed again: the pages of today held against those of a binder made before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from hashlib import blake2b
from typing import NamedTuple

from generator.records.ledger import Ledger, Recorded
from generator.store.schema import Hearing
from generator.values.dates import press_moment

BINDER = "binder"
"""Stands for the audience of a binder."""
_LETTERS = str.maketrans("0123456789", "ghijklmnop")


@dataclass(frozen=True, slots=True)
class Reprint:
    """What to do with the printed binder of one Member. Pages count from 1: `print_` and `moved` as in the new binder,
    `take_out` as in the printed one. Of `moved` only the number at the foot is another. `is_known` unless no earlier
    binder is. Where a day was named, `with_` is the number of the binder that was taken for the printed one, `made`
    when it was, and `others` is how many more were made that day, before the new one."""

    member: str
    pages: int
    print_: tuple[int, ...]
    take_out: tuple[int, ...] = ()
    moved: tuple[int, ...] = ()
    is_known: bool = True
    with_: str = ""
    made: str = ""
    others: int = 0


class Since(NamedTuple):
    """When binders were printed: at a moment, or on a day, which has an end. Of a day counts what held when it began,
    and if nothing did, what was made first."""

    moment: datetime
    until: datetime | None = None


def binder_for(member: str) -> str:
    """What the title of a Member's binder begins with."""
    return f"Binder for {member}: "


def page_digest(said: str) -> str:
    """In letters alone: no figure may come about by chance."""
    return blake2b(said.encode(), digest_size=6).hexdigest().translate(_LETTERS)


def reprints(ledger: Ledger, hearing: Hearing, since: Since, now: datetime) -> Iterator[Reprint]:
    """For each Member who has a binder, what has changed in it since then."""
    made = ledger.made_before(hearing.id, BINDER, now)
    for member in hearing.members.values():
        if not (binders := _of(member.name, made)):
            continue
        new, earlier = binders[0], [one for one in binders if one.made_at <= since.moment]
        of_the_day = [one for one in binders if since.until and since.moment < one.made_at < since.until]
        if not (old := (earlier[:1] or of_the_day[-1:])):
            yield _compared(member.name, (), new.receipt.pages)
            continue
        compared = _compared(member.name, old[0].receipt.pages, new.receipt.pages)
        others = [one for one in of_the_day if one not in (old[0], new)]
        yield _named(compared, old[0], len(others)) if since.until else compared


def _named(reprint: Reprint, old: Recorded, others: int) -> Reprint:
    return replace(reprint, with_=old.receipt.number, made=press_moment(old.made_at), others=others)


def _of(member: str, made: Iterable[Recorded]) -> list[Recorded]:
    return [one for one in made if one.receipt.pages and one.receipt.title.startswith(binder_for(member))]


def _compared(member: str, old: Sequence[str], new: Sequence[str]) -> Reprint:
    if not old:
        return Reprint(member, len(new), tuple(range(1, len(new) + 1)), is_known=False)
    print_: list[int] = []
    take_out: list[int] = []
    moved: list[int] = []
    for kind, old_first, old_end, first, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            moved += range(first + 1, end + 1) if old_first != first else ()
        else:
            take_out += range(old_first + 1, old_end + 1)
            print_ += range(first + 1, end + 1)
    return Reprint(member, len(new), tuple(print_), tuple(take_out), tuple(moved))


def in_ranges(pages: Sequence[int]) -> str:
    """`2, 7–9`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and runs[-1][-1] == page - 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
