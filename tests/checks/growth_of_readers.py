"""How the time of what reads texts and cells grows with the length of a text that repeats itself awkwardly.

    python -m tests.checks.growth_of_readers          every piece at 10 to 100,000 letters; takes some minutes
    python -m tests.checks.growth_of_readers --short  a piece in five, at 10 to 20,000 letters

Prints for each reader the milliseconds of processor that its worst piece takes at each length, that piece, and with
which power of the length the time grows in the last step. Each reader is ended after a time that it never comes near.
"""

from __future__ import annotations

import math
import multiprocessing
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from generator.checks.language import collisions, near_duplicates, plurals
from generator.errors import ContentError, Problem
from generator.inspection import fold
from generator.inspection.figures import figures_in
from generator.inspection.fragments import Fragments
from generator.inspection.opened import single
from generator.inspection.search import Patterns, Searcher
from generator.reading import fields, odd_marks
from generator.store import substitution, tidy, unset_markup
from generator.tables import cells, code_pages, csv_text
from generator.values import addresses, misread, quotes, spoken_text
from generator.values.value import parse_value
from tests.checks.growth import LENGTHS, PIECES, awkward, milliseconds

BOUND_S = 120
"""For one reader and all pieces: many times what any takes."""
SECRET = "one of the members of the panel told us to say that they go"


def _csv(text: str) -> None:
    problems: list[Problem] = []
    found = csv_text.decode(text.encode(), "a.csv", problems)
    list(csv_text.lines(found.text, csv_text.delimiter_of(found.text, ["state", "jobs"]), "a.csv", problems))


def _guard(text: str) -> None:
    searcher = Searcher(Patterns([("onehundredonehundred",), (fold.squeeze(SECRET),)]), Fragments([SECRET.split()], 8))
    for way in (single("a", text), *single("a", text).unescaped()):
        list(searcher.search(way.squeezed))


READERS: dict[str, Callable[[str], object]] = {
    "markup that is not set": unset_markup.unset,
    "markup in lines": lambda text: list(unset_markup.within_lines(text)),
    "braces": substitution.scan,
    "quotation marks": quotes.typographic,
    "quotation marks within others": quotes.within_quotes,
    "figures in words": spoken_text.in_words,
    "values": parse_value,
    "values as people type them": misread.without_habits,
    "values that say nothing": misread.says_nothing,
    "values with a blank among their digits": misread.is_split,
    "values with a word before": misread.qualified,
    "addresses": addresses.given_away,
    "figures of cells": cells.read_figure,
    "digits of cells": lambda text: cells.plain_digits(text, whole=True),
    "empty cells": lambda text: cells.is_empty(text, figure=True),
    "bounds in cells": cells.is_bound,
    "code pages": lambda text: code_pages.guessed(text.encode("utf-16")),
    "letters read wrongly": code_pages.read_wrongly,
    "lines of tables": _csv,
    "what collides with a figure": lambda text: collisions.collision(text, "$1 million", text),
    "plurals": plurals.plural_after,
    "near duplicates": lambda text: list(near_duplicates.near_duplicates([text, f"a {text}"])),
    "odd marks": odd_marks.around,
    "tidying": lambda text: tidy.tidied(text, {"jobs"}),
    "words without end": fields._has_no_endless_word,
    "letters that look alike": fold.squeeze,
    "sentences": fold.sentences,
    "figures in files": lambda text: list(figures_in(text)),
    "the guard": _guard,
}


def read(name: str, text: str) -> None:
    """Let a reader read a text; that it refuses it is well."""
    with suppress(ContentError, ValueError, ArithmeticError):
        READERS[name](text)


def measure(name: str, pieces: Sequence[str], lengths: Sequence[int]) -> None:
    """Print a line on a reader."""
    worst: tuple[list[float], str] = ([], "")
    for piece in pieces:
        times = [max(milliseconds(partial(read, name, text)) for text in awkward(piece, size)) for size in lengths]
        worst = max(worst, (times[::-1], piece))
    times, piece = worst[0][::-1], worst[1]
    power = math.log(max(times[-1], 0.001) / max(times[-2], 0.001)) / math.log(lengths[-1] / lengths[-2])
    print(f"{name:32}", *(f"{t:9.2f}" for t in times), f"  power {power:5.2f}  {piece!r}", flush=True)


def main() -> int:
    """Measure each reader in a process of its own, and end those that do not come to an end."""
    is_short = "--short" in sys.argv
    pieces, lengths = (PIECES[::5], (10, 1_000, 20_000)) if is_short else (PIECES, LENGTHS)
    endless = []
    for name in READERS:
        child = multiprocessing.Process(target=measure, args=(name, pieces, lengths))
        child.start()
        child.join(BOUND_S)
        if child.is_alive():
            child.kill()
        if child.exitcode != 0:
            endless.append(name)
    for name in endless:
        print(f"{name}: not read to the end within {BOUND_S} s")
    return bool(endless)


if __name__ == "__main__":
    sys.exit(main())
