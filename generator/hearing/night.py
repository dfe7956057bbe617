"""The papers of one hearing: the plan of its documents and binders, and how ready each is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from generator import pipeline
from generator.batch.names import label, labels
from generator.batch.output import Output
from generator.batch.plan import Job, jobs_for, names_of
from generator.batch.task import DocumentTask, Task
from generator.compose.recorder import SEPARATOR
from generator.document.receipt import Acceptance
from generator.document.standing import marked, standing
from generator.errors import ContentError, Mark, Problem, UsageError, did_you_mean
from generator.hearing.binder import BinderTask, audiences_of
from generator.hearing.reprint import BINDER
from generator.pipeline import Request
from generator.project import Project
from generator.records.approvals import signed
from generator.records.built import Built
from generator.store.schema import Hearing

State = Literal["built", "stale", "not built", "blocked", "waiting", "left out"]
NOTHING = "nothing"
"""The code of problems that only say that a document would be empty."""
FORMATS = ("docx", "pdf")
"""Of a binder; its documents may be text, too."""
MEMBER_MAX = 36


@dataclass(frozen=True, slots=True)
class Asked:
    """How the papers of a hearing are asked for: as of which day, as drafts or final, by whose decision, in which
    formats; `moment` is what embargoes are held against."""

    as_of: date
    final: bool = False
    accepted: tuple[Acceptance, ...] = ()
    formats: tuple[str, ...] = FORMATS
    moment: datetime | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """How ready one document or binder is. `why` says what is missing or in the way; `problems` are what the gates
    refuse; `approved` is who has approved it as it stands, empty for nobody."""

    job: Job
    state: State
    why: str
    problems: tuple[Problem, ...] = ()
    approved: str = ""


def find_hearing(project: Project, hearing_id: str) -> Hearing:
    """Raises `UsageError`."""
    hearings = project.library.hearings
    if hearing_id not in hearings:
        hint = did_you_mean(hearing_id, hearings) or f"there are {', '.join(hearings) or 'none'}"
        raise UsageError(f'there is no hearing "{hearing_id}"; {hint}')
    return hearings[hearing_id]


def plan_hearing(project: Project, hearing: Hearing, asked: Asked, output: Output) -> list[Job]:
    """The jobs of a hearing, in the formats that are asked for. Raises as `tasks_of` does."""
    return jobs_for(project, [task for task in tasks_of(project, hearing, asked) if task.formats], output)


def tasks_of(project: Project, hearing: Hearing, asked: Asked) -> list[Task]:
    """All papers of a hearing: its documents, topic by topic, then a binder for each Member. Their files go into a
    folder of the hearing's own. Raises `ContentError` for a Member of whom nothing is known that could go into the
    binder."""
    names, as_of = names_of(project), asked.as_of
    office = hearing.office or project.library.default_office()
    word = standing(final=asked.final, example=project.library.offices[office].example)
    people = labels({m: member.name for m, member in hearing.members.items()}, MEMBER_MAX)

    def requests(audiences: Iterable[str]) -> tuple[Request, ...]:
        common = Request("", "", office, as_of, hearing=hearing.id)
        common = replace(common, final=asked.final, accepted=asked.accepted, moment=asked.moment)
        return tuple(replace(common, topic=t, audience=a) for t in hearing.topics for a in audiences)

    tasks: list[Task] = [
        DocumentTask(r, marked(f"{hearing.id}/{names.stem(r.topic, r.audience, office, as_of)}", word), asked.formats)
        for r in requests(_audiences(project, hearing))
    ]
    bound = tuple(format_ for format_ in asked.formats if format_ in FORMATS)
    for member in hearing.members:
        stem = marked(f"{hearing.id}/{as_of.isoformat()}_{label(BINDER, MEMBER_MAX)}_{people[member]}", word)
        held = requests(audiences_of(project, hearing, hearing.members[member]))
        if not held:
            raise ContentError([_empty(project, hearing, member)])
        tasks.append(BinderTask(hearing.id, member, held, as_of, stem, bound, asked.final, asked.accepted))
    return tasks


def _audiences(project: Project, hearing: Hearing) -> list[str]:
    """The audiences of the hearing and those of its Members."""
    members = (a for member in hearing.members.values() for a in audiences_of(project, hearing, member))
    return list(dict.fromkeys((*(hearing.audiences or project.audiences), *members)))


def _empty(project: Project, hearing: Hearing, member: str) -> Problem:
    mark: Mark = project.library.mark(hearing, "members", member)
    what = f"the binder of {hearing.members[member].name} would hold no document"
    return Problem(mark, what, "name audiences whose clearance this Member has, and topics of the hearing")


# --- readiness ---------------------------------------------------------------------------------------------------


def readiness(project: Project, hearing: Hearing, jobs: Sequence[Job], output: Output) -> Iterator[Readiness]:
    """How ready each job of a hearing is, held to what a final document may carry."""
    refused: dict[Request, tuple[Problem, ...]] = {}
    built, approvals = Built(output.ledger), signed(output.ledger.history)
    for job in jobs:
        found = (p for request in _requests(job.task) for p in _blockers(project, request, refused))
        reads = built.reads(job.known.shared) if job.known else {}
        ready = _ready(hearing, job, tuple(dict.fromkeys(found)), reads)
        stands = output.ledger.documents(job.known.summary.number) if job.known and not job.reason else []
        by = next((approvals[d.receipt.content] for d in stands if d.receipt.content in approvals), "")
        yield replace(ready, approved=str(by))


def _requests(task: Task) -> list[Request]:
    """The documents of a task: itself, or those of a binder."""
    match task:
        case BinderTask():
            return list(task.requests)
        case DocumentTask():
            return [task.request]
        case _:
            raise TypeError(f"a hearing has no {type(task).__name__}")


def _ready(hearing: Hearing, job: Job, problems: tuple[Problem, ...], reads: Iterable[str]) -> Readiness:
    if problems and isinstance(job.task, DocumentTask) and problems[0].code == NOTHING:
        return Readiness(job, "left out", problems[0].what)
    problems = tuple(problem for problem in problems if problem.code != NOTHING)
    if problems:
        first = problems[0]
        more = f" and {len(problems) - 1} more" if len(problems) > 1 else ""
        return Readiness(job, "blocked", f"{first.code} {first.what}{more}".strip(), problems)
    if job.reason:
        return Readiness(job, "not built" if job.known is None else "stale", job.reason)
    awaited = [w.name for w in hearing.witnesses.values() if w.testimony == "awaited"]
    of_witnesses = SEPARATOR.join(("hearings", hearing.id, "witnesses"))
    if awaited and any(name.startswith(of_witnesses) for name in reads):
        return Readiness(job, "waiting", f"testimony of {', '.join(awaited)}")
    return Readiness(job, "built", "")


def _blockers(project: Project, request: Request, known: dict[Request, tuple[Problem, ...]]) -> tuple[Problem, ...]:
    """What stands in the way of the final document."""
    final = replace(request, final=True)
    if final not in known:
        try:
            pipeline.make(project, final)
            known[final] = ()
        except pipeline.NothingToSay as error:
            known[final] = tuple(replace(problem, code=NOTHING) for problem in error.problems)
        except ContentError as error:
            known[final] = tuple(error.problems)
    return known[final]
