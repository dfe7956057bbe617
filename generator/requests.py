"""The documents that a command means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime

from generator.errors import UsageError, did_you_mean
from generator.pipeline import Request
from generator.project import Project
from generator.store.library import Library
from generator.values.dates import press_moment
from generator.values.value import plain_spaces


def requests(
    project: Project, topics: Sequence[str], audiences: Sequence[str], office: str | None, as_of: date
) -> list[Request]:
    """One request per topic and audience; empty means all. Raises `UsageError`."""
    library = project.library
    chosen = office or library.default_office()
    _known("office", [chosen], library.offices)
    _known("topic", topics, library.topics)
    ids = [_audience_id(project, name) for name in audiences]
    _known("audience", ids, project.audiences)
    return [
        Request(topic, audience, chosen, as_of)
        for topic in topics or library.topics
        for audience in dict.fromkeys(ids) or project.audiences
    ]


def _audience_id(project: Project, name: str) -> str:
    """The id of the audience that is called `name`: by its id, or by the name that its documents carry."""
    if name in project.audiences:
        return name
    called = [a.id for a in project.audiences.values() if _plain(name) in (_plain(a.file_name), _plain(a.name))]
    return called[0] if len(called) == 1 else name


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name)).lower()


def refuse_finals_ahead(library: Library, topics: Collection[str], moment: datetime, now: datetime) -> None:
    """Raise `UsageError` if a final as of a `moment` to come would say before its hour what is under embargo."""
    ahead = [(ends, what) for ends, what in _embargoes(library, topics) if now < ends <= moment]
    if ahead:
        ends, what = min(ahead)
        raise UsageError(
            f"a final as of {plain_spaces(press_moment(moment))} would say before its hour what is under embargo: that "
            f"of {what} ends on {plain_spaces(press_moment(ends))}. Make it then, or a draft now: leave --final out"
        )


def _embargoes(library: Library, topics: Collection[str]) -> Iterator[tuple[datetime, str]]:
    """When each embargo on what is said of some topics ends, and what it is of."""
    for topic in map(library.topics.__getitem__, topics):
        for point in topic.points.values():
            if point.embargo:
                yield point.embargo, f"the point {point.ref}"
        for fact in topic.facts.values():
            if fact.embargo:
                yield fact.embargo, f"the fact {fact.ref}"
    for hearing in library.hearings.values():
        if hearing.embargo and set(hearing.topics) & set(topics):
            yield hearing.embargo, f"the hearing {hearing.id}"


def _known(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    known = list(known)
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or ("there are " + ", ".join(known) if known else "there is none yet")
            raise UsageError(f'there is no {what} "{name}"; {hint}')
