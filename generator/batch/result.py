"""The results of a batch, document by document. Plain data: a run with nothing to do reads it without the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import add

from generator.batch.output import Written
from generator.errors import Problem
from generator.records.stamps import Summary


@dataclass(frozen=True, slots=True)
class About:
    """Which document: the topic (or hearing), the audience, the office, the day, the row (or Member)."""

    topic: str
    audience: str
    office: str
    as_of: str
    row: str = ""

    @property
    def called(self) -> str:
        return f"{self.topic} {self.row}" if self.row else self.topic


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document was not made or is not right: a message, the problems of the content, the trace of our mistake.
    `nothing`: the store has nothing to say in it, which is a fault only if somebody asked for it by name."""

    message: str
    problems: tuple[Problem, ...] = ()
    trace: str = ""
    nothing: bool = False


@dataclass(slots=True)
class Result:
    """What became of a document: why it was made (empty: it stood already), what is told of it, its files by format,
    the failure if there was one, and the pages that Word needs, if counted."""

    about: About
    stem: str
    reason: str = ""
    summary: Summary | None = None
    files: Mapping[str, Written] = field(default_factory=dict)
    failure: Failure | None = None
    word_pages: int | None = None


@dataclass(frozen=True, slots=True)
class Lot:
    """The documents of one topic for one audience: how many there are, their files, those that are new, pages, points
    left out."""

    topic: str
    audience: str
    documents: int
    files: int
    changed: int
    pages: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Lots:
    """A short account of many documents. `files` counts those that are no documents too; `letterheads` how many
    documents have each."""

    lots: Sequence[Lot]
    files: int
    letterheads: Mapping[str, int]

    @property
    def documents(self) -> int:
        return sum(lot.documents for lot in self.lots)


def letterheads_of(results: Iterable[Result]) -> dict[str, int]:
    """How many of the documents that were made have each letterhead."""
    return dict(Counter(r.summary.letterhead for r in results if r.summary))


def lots_of(results: Iterable[Result]) -> list[Lot]:
    """The lots of the documents that were made, by topic and audience."""
    found: dict[tuple[str, str], list[int]] = {}
    for result in results:
        if result.summary:
            lot = found.setdefault((result.about.topic, result.about.audience), [0] * 5)
            files = result.files.values()
            counts = (1, len(files), sum(w.changed for w in files), result.summary.pages, result.summary.left_out)
            lot[:] = map(add, lot, counts)
    return [Lot(topic, audience, *lot) for (topic, audience), lot in sorted(found.items())]
