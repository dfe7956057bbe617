"""How far a long run is: a bar in a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from generator.cli.helpers.console import Console, count

FEW = 40
"""Documents that are done before anybody wonders."""
EVERY_S = 5.0

Advance = Callable[[int], None]


@contextmanager
def progress(console: Console, total: int) -> Iterator[Advance]:
    """Tells how many of `total` documents are done; give what it yields the number of each lot."""
    if total <= FEW or console.quiet:
        yield lambda number: None
    elif sys.stderr.isatty() and not console.as_json:
        with _bar(total) as advance:
            yield advance
    else:
        yield _Lines(console, total)


@contextmanager
def _bar(total: int) -> Iterator[Advance]:
    from rich.console import Console as Terminal
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn
    from rich.progress import TimeRemainingColumn as TimeLeft
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.0f} a second" if task.speed else "")

    columns = (TextColumn("Making documents"), BarColumn(), MofNCompleteColumn(), Rate(), TimeLeft())
    with Progress(*columns, console=Terminal(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=total)
        yield lambda number: shown.advance(task, number)


class _Lines:
    """One line every few seconds."""

    def __init__(self, console: Console, total: int) -> None:
        self.console, self.total = console, total
        self.done = 0
        self.began = self.spoken = time.monotonic()

    def __call__(self, number: int) -> None:
        self.done += number
        now = time.monotonic()
        if now - self.spoken < EVERY_S or self.done >= self.total:
            return
        self.spoken = now
        rate = self.done / (now - self.began)
        left = count(round((self.total - self.done) / rate / 60), "minute") if rate else ""
        left = f"about {left} left" if not left.startswith("no ") else "less than a minute left"
        self.console.say(f"{self.done:,} of {count(self.total, 'document')}, {rate:.0f} a second, {left}")
