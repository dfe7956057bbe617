"""The guard: what a finished file says that its readers may not see, and what in it cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from generator.errors import Mark, Problem
from generator.inspection.echoes import mark_of
from generator.inspection.files import open_file
from generator.inspection.forbidden import Forbidden
from generator.inspection.opened import Opened, Text
from generator.inspection.secrets import Hit, Secret
from generator.store.library import Library

LONGEST_EXCERPT = 160
MOST_LEAKS = 500


@dataclass(frozen=True, slots=True)
class Leak:
    """A secret in a file; or, without a `ref`, a part of the file that cannot be read.

    `place` is where in the file, `excerpt` how it reads there (or why it cannot be read). `path` is which part of the
    point, fact, source or hearing `ref` it is, and `why` why this document may not say it.
    """

    ref: str
    place: str
    excerpt: str
    path: tuple[str, ...] = ()
    why: str = ""

    def __str__(self) -> str:
        if not self.ref:
            return f"{self.place} {self.excerpt}"
        return f"{self.place}: {self.ref}, {self.part} ({self.why}): “{self.excerpt}”"

    @property
    def part(self) -> str:
        """Which part of what it comes from: `note`, `followup 2`, `series FY2023 note`."""
        return " ".join(str(int(p) + 1) if p.isdecimal() and len(p) < 4 else p for p in self.path)

    def as_json(self) -> dict[str, str]:
        return {"ref": self.ref, "part": self.part, "place": self.place, "excerpt": self.excerpt, "why": self.why}


def leaks(name: str, data: bytes, forbidden: Forbidden) -> list[Leak]:
    """Everything in a file that may not be there; empty when the file is clean. `name` is the file's own name."""
    return leaks_in(open_file(PurePath(name).name, data), forbidden)


def leaks_in(opened: Opened, forbidden: Forbidden) -> list[Leak]:
    """Everything in a file that was opened already and may not be there."""
    found: dict[tuple[Secret, str], Leak] = {}
    for secret, (place, reads) in _hits(opened.texts, forbidden):
        if (secret, place) not in found:
            found[secret, place] = Leak(secret.ref, place, _short(reads or secret.words), secret.path, secret.why)
        if len(found) >= MOST_LEAKS:
            break
    unread = [Leak("", u.place, u.why) for u in dict.fromkeys(opened.unread)]
    return [*found.values(), *unread]


def _hits(texts: Iterable[Text], forbidden: Forbidden) -> Iterator[Hit]:
    """Every secret in some texts. What reads the same as one that holds none, as tables of fonts do, holds none."""
    clean: set[tuple[object, ...]] = set()
    for text in texts:
        reads = (text.between, text.prose, *(piece.text for piece in text.pieces))
        if reads not in clean:
            found = list(forbidden.search(text))
            yield from found
            if not found:
                clean.add(reads)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_EXCERPT else f"{text[: LONGEST_EXCERPT - 1]}…"


MEND = "nothing was written; leave the text out, or change its clearance or embargo"


def problems_of(library: Library, name: str, found: Iterable[Leak], mend: str = MEND) -> list[Problem]:
    """Leaks as problems: at the line of the store that should not have come out, or at the file."""
    return [_problem(library, name, leak, mend) for leak in found]


def _problem(library: Library, name: str, leak: Leak, mend: str) -> Problem:
    if not leak.ref:
        return Problem(Mark(name), f"{leak.place} {leak.excerpt}", "what cannot be read cannot be passed", code="leak")
    mark = mark_of(library, leak.ref, leak.path) or Mark(name)
    what = f"{name}, {leak.place}: “{leak.excerpt}” {leak.why if leak.why.startswith('is ') else f'is {leak.why}'}"
    return Problem(mark, what, mend, code="leak")
