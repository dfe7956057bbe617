"""Which dependencies of a document have changed: what composing it read, looked up again in the store as it is now.

`generator/compose/recorder.py` records them while a document is composed. The plan of a batch, the reasons of a dry
run and the board of a hearing are views of that record. The clock is part of it: an embargo that ends, a hearing that
has passed and a review date that comes are reasons like any other.
"""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

import generator
from generator.compose import questions
from generator.compose.recorder import ABSENT, KEYS, QUESTION, SEPARATOR, cell_answer, digest, doubts_answer
from generator.errors import OnepagerError
from generator.files.whole import files_in
from generator.inspection import forbidden
from generator.pipeline import Request
from generator.project import Project
from generator.store.schema import Clearance, Hearing, Office
from generator.store.secrecy import until
from generator.tables.parents import places
from generator.values.dates import press_date, start_of_day
from generator.values.value import plain_spaces

APPROVED = "approved"
_ABSENT = digest(ABSENT)
_OWN = (
    f"{QUESTION}{APPROVED}",
    f"{QUESTION}points",
    f"{QUESTION}cell",
    f"{QUESTION}doubts",
    f"{QUESTION}charts",
    f"{QUESTION}largest",
    f"{QUESTION}lies in",
    "rows",
)
_ORDER = ("fact", "point", "topic", "the", "hearing", "row", "table", "source", "chart", "template", "theme", "office")
"""Kinds of things, the most telling first."""


class Answers:
    """Gives the digest of anything that a record names, as the store has it at a moment (without one, at the beginning
    of the day that the record names). Each is looked up once."""

    def __init__(self, project: Project, moment: datetime | None = None) -> None:
        self.project, self.moment = project, moment
        self._known: dict[str, str] = {}

    def digest(self, name: str) -> str:
        """The digest of what stands under a name now."""
        if name not in self._known:
            self._known[name] = digest(self._now(name))
        return self._known[name]

    def changed(self, reads: Mapping[str, str]) -> list[str]:
        """The names of a record that say something else now."""
        return [name for name, before in reads.items() if self.digest(name) != before]

    def moment_of(self, day: str) -> datetime:
        """The moment that the embargoes of a document of this day are held against."""
        return self.moment or start_of_day(date.fromisoformat(day))

    def readers(self, clearance: str, day: str) -> questions.Readers:
        return questions.Readers(Clearance(clearance), self.moment_of(day))

    def _now(self, name: str) -> Any:
        first, *rest = name.split(SEPARATOR)
        if first.startswith(QUESTION):
            try:
                return _QUESTIONS[first.removeprefix(QUESTION)](self, *rest)
            except (LookupError, OnepagerError):  # something that the question names is gone
                return ABSENT
            except (TypeError, ValueError):  # an older program asked it otherwise
                return ABSENT
        library = self.project.library
        if first == "rows":
            table, key, *column = rest
            return _walk(library.row(table, key), column)
        return _walk(getattr(library, first), rest)


def _walk(value: Any, steps: Iterable[str]) -> Any:
    """What stands at the end of a way from the library; `ABSENT` where it breaks off."""
    for step in steps:
        if value is None or value is ABSENT:
            return ABSENT
        if isinstance(value, Mapping):
            value = tuple(value) if step == KEYS else value.get(step, ABSENT)
        elif isinstance(value, tuple):
            value = len(value) if step == KEYS else value[int(step)] if int(step) < len(value) else ABSENT
        else:
            value = getattr(value, step, ABSENT)
    return ABSENT if value is None and not steps else value


# --- questions, asked again ----------------------------------------------------------------------------------------


def _points(answers: Answers, *arguments: str) -> tuple[str, ...]:
    topic, office, day, row, table, audience, clearance = arguments
    request = Request(topic, audience, office, date.fromisoformat(day), row, table=table, moment=answers.moment)
    reader = answers.project.audiences[audience].model_copy(update={"clearance": Clearance(clearance)})
    return questions.points_answer(answers.project.library, questions.chosen(answers.project.library, request, reader))


def _hearing(answers: Answers, topic: str, day: str) -> str:
    found = questions.hearing_found(answers.project.library, topic, date.fromisoformat(day))
    return found.id if found else ""


def _embargo(answers: Answers, hearing: str, day: str) -> str:
    return str(questions.embargo(answers.project.library, hearing, answers.moment_of(day)))


def _facts(answers: Answers, *arguments: str) -> tuple[str, ...]:
    topic, clearance, day, tag, at_most = arguments
    return questions.facts_shown(answers.project.library, topic, answers.readers(clearance, day), tag)[: int(at_most)]


def _charts(answers: Answers, *arguments: str) -> tuple[str, ...]:
    topic, clearance, day, table, row, at_most = arguments
    readers = answers.readers(clearance, day)
    return questions.charts_shown(answers.project.library, topic, readers, table, row)[: int(at_most)]


def _bars(answers: Answers, topic: str, clearance: str, day: str, chart: str) -> tuple[str, ...]:
    return tuple(questions.bars_held_back(answers.project.library, topic, chart, answers.readers(clearance, day)))


def _cell(answers: Answers, table: str, key: str, column: str) -> tuple[str, ...] | str:
    row = answers.project.library.row(table, key)
    return cell_answer(answers.project.library.cell(table, row, column) if row is not None else None)


def _doubts(answers: Answers, table: str, key: str, column: str) -> tuple[str, ...]:
    return doubts_answer(answers.project.library.doubts(table, key, column))


def _largest(answers: Answers, table: str, column: str, own: str, at_most: str) -> tuple[str, ...]:
    return questions.largest_rows(answers.project.library, table, column, own, int(at_most))


def _lies_in(answers: Answers, table: str, key: str, upper: str) -> str:
    library = answers.project.library
    row = library.row(table, key)
    rows = places(library, table, row) if row is not None else ()
    return next((row[table.key] for table, row in rows if table.id == upper), "")


def _file(answers: Answers, name: str) -> str:
    return answers.project.digests.get(name, "")


def _secrets(answers: Answers, clearance: str, day: str) -> tuple[str, ...]:
    """All that the guard looks for in the files of a reader of this clearance on a day."""
    return forbidden(answers.project.library, Clearance(clearance), answers.moment_of(day)).sought()


def approval_answer(project: Project, content: str) -> tuple[str, ...]:
    """Whether finals ask for approval, and who has approved what has this content key."""
    return (project.library.settings.approval, *map(str, project.approval_of(content)))


def _approved(answers: Answers, content: str) -> tuple[str, ...]:
    return approval_answer(answers.project, content)


def program(answers: Answers) -> str:
    """The digest of this program: its version, name, size and time of every module, and what is installed beside it."""
    made = blake2b(f"{generator.__version__} {sys.version}\n".encode(), digest_size=16)
    for package in sorted(Path(sysconfig.get_path("purelib")).glob("*.dist-info")):
        made.update(f"{package.name}\n".encode())
    for path in files_in(Path(generator.__file__).parent):
        there = path.stat()
        made.update(f"{path} {there.st_size} {there.st_mtime_ns}\n".encode(errors="surrogateescape"))
    return made.hexdigest()


_QUESTIONS: Mapping[str, Callable[..., Any]] = {
    "points": _points,
    "hearing": _hearing,
    "embargo": _embargo,
    "facts": _facts,
    "charts": _charts,
    "bars": _bars,
    "cell": _cell,
    "doubts": _doubts,
    "largest": _largest,
    "lies in": _lies_in,
    "file": _file,
    "secrets": _secrets,
    "program": program,
    APPROVED: _approved,
}


def secrets_name(clearance: Clearance, day: date) -> str:
    """The name of what the guard looks for in a document of a day for readers of one clearance."""
    return SEPARATOR.join((f"{QUESTION}secrets", clearance.value, day.isoformat()))


# --- the clock -----------------------------------------------------------------------------------------------------

_WITH_EMBARGOES = ("points", "embargo", "facts", "charts", "bars")
"""Questions whose answers an embargo that ends changes."""


@dataclass(frozen=True, slots=True)
class Passed:
    """Something that the clock alone has changed: what of the store it is, in words, and what became of it."""

    ref: str
    what: str
    now: str

    def __str__(self) -> str:
        return f"{self.what} {self.now}"


class Clock:
    """Tells what of a record of the day `then` the clock alone has changed up to the moment of `answers`, on `day`.

    When a document was made is not in its record: it is found by asking again as of before each embargo that has ended,
    the last first, until the answer is the one that was noted.
    """

    def __init__(self, answers: Answers, then: date, day: date) -> None:
        self.answers, self._then, self._day = answers, then, day
        self._moment = answers.moment_of(day.isoformat())
        self._before: dict[datetime, Answers] = {}

    def moved(self, name: str) -> str:
        """The name under which a document of `day` asks the same."""
        if self._then == self._day or not name.startswith(QUESTION):
            return name
        then, now = self._then.isoformat(), self._day.isoformat()
        return SEPARATOR.join(now if part == then else part for part in name.split(SEPARATOR))

    def changed(self, reads: Mapping[str, str]) -> list[str]:
        """The names of a record that a document of `day` finds to say something else."""
        return [name for name, before in reads.items() if self.answers.digest(self.moved(name)) != before]

    def parted(self, changed: Iterable[str], reads: Mapping[str, str]) -> tuple[list[Passed], list[str]]:
        """Of names that say something else: what the clock alone has changed, and the other names."""
        passed: dict[Passed, None] = {}
        others = []
        for name in changed:
            found = self._passed(name, reads[name])
            passed |= dict.fromkeys(found)
            if not found:
                others.append(name)
        return list(passed), others

    def _passed(self, name: str, before: str) -> list[Passed]:
        question, *arguments = name.removeprefix(QUESTION).split(SEPARATOR)
        if not name.startswith(QUESTION):
            return []
        if question == "hearing" and self.answers.digest(name) == before:
            hearing = questions.hearing_found(self.answers.project.library, arguments[0], self._then)
            return [_hearing_passed(hearing)] if hearing and hearing.date.date() < self._day else []
        ends = sorted({e for e in self.answers.project.library.embargoes() if e <= self._moment}, reverse=True)
        for end in ends if question in _WITH_EMBARGOES else ():
            if end not in self._before:
                self._before[end] = Answers(self.answers.project, end - timedelta(seconds=1))
            if self._before[end].digest(name) == before:
                return list(self._ended(question, arguments[0], end))
        return []

    def _ended(self, question: str, ref: str, first: datetime) -> Iterator[Passed]:
        """The embargoes that have ended from `first` on: of a hearing, or of the points and facts of a topic."""
        library = self.answers.project.library
        if question == "embargo":
            things: list[tuple[str, str, datetime | None]] = [("hearing", ref, library.hearings[ref].embargo)]
        else:
            topic = library.topics[ref]
            things = [("point", point.ref, point.embargo) for point in topic.points.values()]
            things += [("fact", fact.ref, fact.embargo) for fact in topic.facts.values()]
        for kind, name, end in things:
            if end and first <= end <= self._moment:
                yield Passed(name, f"the embargo of the {kind} {name}", f"ended on {until(end)}")

    def reviews(self, reads: Mapping[str, str]) -> list[Passed]:
        """The figures read whose day of review has come since."""
        library, found = self.answers.project.library, {}
        for first, *rest in (name.split(SEPARATOR) for name in reads):
            things: Mapping[str, Any] = {}
            if first == "topics" and rest[1:2] == ["facts"] and rest[0] in library.topics:
                things = library.topics[rest[0]].facts
            elif first == "tables" and rest[1:2] == ["columns"] and rest[0] in library.tables:
                things = library.tables[rest[0]].columns
            thing = things.get(rest[2]) if len(rest) > 2 else None
            if thing and thing.review_by and self._then <= thing.review_by < self._day:
                due = f"was due on {plain_spaces(press_date(thing.review_by))}"
                ref = f"{rest[0]}/{rest[2]}"
                found[ref] = Passed(ref, f"the review of {ref}", due)
        return list(found.values())


def _hearing_passed(hearing: Hearing) -> Passed:
    day = plain_spaces(press_date(hearing.date.date()))
    return Passed(hearing.id, f"the hearing {hearing.id}", f"passed on {day}")


# --- a record in two parts, and in words ---------------------------------------------------------------------------


def parted(reads: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """What a document shares with those for other rows, and what is its row's own."""
    own = {name: value for name, value in reads.items() if name.startswith(_OWN)}
    return {name: value for name, value in reads.items() if name not in own}, own


def in_words(changed: Iterable[str], reads: Mapping[str, str], answers: Answers) -> list[str]:
    """What is not as it was, each thing once with what of it, the most telling first."""
    found: dict[str, list[str]] = {}
    for name in changed:
        thing, part = _called(name)
        gone, new = answers.digest(name) == _ABSENT, reads[name] == _ABSENT
        found.setdefault(thing, []).append("gone" if gone else "new" if new else part)
    told = {thing: ", ".join(dict.fromkeys(filter(None, parts))) for thing, parts in found.items()}
    return [f"{thing} ({told[thing]})" if told[thing] else thing for thing in sorted(told, key=_telling)]


def _telling(thing: str) -> tuple[int, str]:
    kind = thing.partition(" ")[0]
    return (_ORDER.index(kind) if kind in _ORDER else len(_ORDER)), thing


_ASKED = {
    "points": "the points chosen",
    "hearing": "the hearing found",
    "embargo": "the embargo",
    "facts": "the facts shown",
    "charts": "the charts shown",
    "doubts": "what may be wrong with its row",
    "bars": "the figures held back from its chart",
    "largest": "the rows of its chart",
    "lies in": "the place that its row lies in",
    "secrets": "what its readers may not see",
    "program": "the program",
    APPROVED: "who approved it",
}
_KINDS = {"sources": "source", "offices": "office", "hearings": "hearing", "tables": "table", "topics": "topic"}


def _called(name: str) -> tuple[str, str]:
    """A name in words: the thing, and the part of it."""
    first, *rest = name.split(SEPARATOR)
    if first.startswith(QUESTION):
        asked = first.removeprefix(QUESTION)
        if asked == "cell":
            return f"row {rest[1]} of {rest[0]}", rest[2]
        return (rest[0].replace("audience ", "template "), "") if asked == "file" else (_ASKED[asked], "")
    if first == "rows":
        return f"row {rest[1]} of {rest[0]}", rest[2]
    if first == "topics" and len(rest) > 2 and rest[1] in ("facts", "points", "charts"):
        return f"{rest[1].removesuffix('s')} {rest[0]}/{rest[2]}", _part(rest[3:])
    if first == "offices" and rest[1] not in Office.model_fields:
        return f"office {rest[0]}", ""  # made of several fields, such as what stands beside its name
    return (f"{_KINDS[first]} {rest[0]}", _part(rest[1:])) if first in _KINDS else (first, "")


def _part(steps: list[str]) -> str:
    """The field that a way ends in; a collection whose keys were gone through is named by its own name."""
    return next((step for step in reversed(steps) if step != KEYS), "")
