"""Makes one document after another and writes its files. One that fails does not stop the rest."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator import pipeline
from generator.batch.ledger import Origin
from generator.batch.names import Names
from generator.batch.output import CannotWrite, Output, Written
from generator.batch.rownames import RowNames
from generator.errors import ContentError, OnepagerError, Problem
from generator.inspection import forbidden, leaks, problems_of
from generator.pipeline import Made, Project, Request
from generator.receipts import receipt_of
from generator.writers.receipt import encode


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document was not made or is not right: a message, the problems of the content, the trace of our mistake."""

    message: str
    problems: tuple[Problem, ...] = ()
    trace: str = ""


@dataclass(slots=True)
class Result:
    """What became of one request: how it was made, its files by format, and the pages that Word needs, if counted."""

    request: Request
    made: Made | None = None
    files: dict[str, Written] = field(default_factory=dict)
    failure: Failure | None = None
    word_pages: int | None = None

    @property
    def left_out(self) -> int:
        """How many points had to go for want of room."""
        return sum(d.startswith("left out") for d in self.made.decisions) if self.made else 0


def run(project: Project, requests: Sequence[Request], formats: Sequence[str], output: Output) -> Iterator[Result]:
    """Make every document in every format and write the files, one result after another."""
    names, rows = names_of(project), RowNames(project.library)
    for request in requests:
        result = Result(request)
        try:
            result.made = pipeline.make(project, request)
            stem = names.stem(request.topic, request.audience, request.office, request.as_of, rows.of(request))
            receipt = receipt_of(project, result.made, result.made.request.accepted)
            files = {f"{stem}.{f}": pipeline.render(result.made, f, encode(receipt)) for f in formats}
            guard(project, result.made, files)
            if not output.pretend:
                output.ledger.enter(receipt, result.made.request.accepted)
            for format_, (name, data) in zip(formats, files.items(), strict=True):
                result.files[format_] = output.write(name, data, _origin(result.made, format_))
        except ContentError as error:
            result.failure = Failure("the content is at fault", tuple(error.problems))
        except CannotWrite as error:
            result.failure = Failure(error.reason)
        except OnepagerError as error:
            result.failure = Failure(str(error))
        except Exception as error:
            kind = f"{type(error).__name__}: {error}".rstrip(": ").splitlines()[0]
            trace = "".join(traceback.format_exception(error))
            result.failure = Failure(f"this is a mistake of onepager, not yours ({kind})", trace=trace)
        yield result


def guard(project: Project, made: Made, files: Mapping[str, bytes]) -> None:
    """Open the finished files again and look for what their reader may not see. Raises `ContentError` before any is
    written."""
    clearance = made.selection.audience.clearance
    secrets = forbidden(project.library, clearance, pipeline.moment_of(made.request.as_of))
    found = [p for name, data in files.items() for p in problems_of(project.library, name, leaks(name, data, secrets))]
    if found:
        raise ContentError(found)


def names_of(project: Project) -> Names:
    """The file names of a workspace: they depend on all that is in it."""
    library = project.library
    topics = {topic.id: topic.short for topic in library.topics.values()}
    audiences = {a.id: a.file_name or a.name for a in project.audiences.values()}
    return Names(topics, audiences, library.offices, library.default_office())


def _origin(made: Made, format_: str) -> Origin:
    request = made.request
    number = made.laid.document.number
    return Origin(request.topic, request.audience, request.office, request.as_of, format_, number)
