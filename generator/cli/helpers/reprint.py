"""What `--since` means, and in words what to print again of each binder."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import click

from generator.cli.helpers.console import count
from generator.cli.helpers.options import day, moment
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.hearing.reprint import Reprint, Since
    from generator.records.ledger import Ledger


def since_of(typed: str, ledger: Ledger) -> Since:
    """The moment or the day that is meant, or the moment of the binder with a number. Raises `UsageError`."""
    from generator.hearing.reprint import Since

    if found := ledger.documents(typed.strip().upper()):
        return Since(found[0].made_at)
    try:
        is_day = len(typed.strip()) == len("2026-11-23")
        if day(typed.strip()) > date.today() if is_day else moment(typed) > datetime.now(UTC):
            raise UsageError(f"--since: {typed} is to come, and nothing was printed then; today is {date.today()}")
        return _day(typed.strip()) if is_day else Since(moment(typed))
    except click.BadParameter:
        raise UsageError(
            f'--since: "{typed}" is no date, and no binder with this number at its foot was made here; write it '
            'as 2026-11-23, as "2026-11-23 18:30", or as the number at the foot of a binder'
        ) from None


def _day(typed: str) -> Since:
    """A day by the clocks of Washington as well as by those of this computer, by which papers have their day."""
    from generator.hearing.reprint import Since
    from generator.values.dates import start_of_day

    found = day(typed)
    starts = (start_of_day(found), datetime.combine(found, time()).astimezone())
    return Since(min(starts), max(starts) + timedelta(days=1))


def in_words(reprint: Reprint) -> str:
    """What to do with the printed binder of one Member."""
    who = f"{reprint.member}:"
    if not reprint.is_known:
        return f"{who} no earlier binder is known on this computer; print all {reprint.pages} pages."
    told = _compared(reprint)
    if not (reprint.print_ or reprint.take_out):
        return f"{who} nothing to print again.{told}"
    print_ = f"print {_pages(reprint.print_)} of the new binder" if reprint.print_ else "print nothing"
    take_out = f"; take out {_pages(reprint.take_out)} of the printed one" if reprint.take_out else ""
    moved = f"; {_pages(reprint.moved)} only have another page number" if reprint.moved else ""
    return f"{who} {print_}{take_out}{moved}.{told}"


def _compared(reprint: Reprint) -> str:
    """Which binder a day was taken for; of several that it may have meant, how to name another."""
    if not reprint.with_:
        return ""
    others = f"; {count(reprint.others, 'other')} may be meant: then type its number" if reprint.others else ""
    return f" Compared with No. {reprint.with_}, made on {reprint.made}{others}."


def _pages(pages: Sequence[int]) -> str:
    from generator.hearing.reprint import in_ranges

    return f"page{'' if len(pages) == 1 else 's'} {in_ranges(pages)}"
