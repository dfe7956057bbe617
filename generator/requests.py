"""The documents that a command means."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from generator.errors import UsageError, did_you_mean
from generator.pipeline import Request
from generator.project import Project


def requests(
    project: Project, topics: Sequence[str], audiences: Sequence[str], office: str | None, as_of: date
) -> list[Request]:
    """One request per topic and audience; empty means all. Raises `UsageError`."""
    library = project.library
    chosen = office or library.default_office()
    _known("office", [chosen], library.offices)
    _known("topic", topics, library.topics)
    _known("audience", audiences, project.audiences)
    return [
        Request(topic, audience, chosen, as_of)
        for topic in topics or library.topics
        for audience in audiences or project.audiences
    ]


def _known(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    known = list(known)
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or "there are " + ", ".join(known)
            raise UsageError(f'there is no {what} "{name}"; {hint}')
