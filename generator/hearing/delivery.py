"""What each Member gets: the binder, the documents in it one by one, and the written testimony; as a folder or as an
archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.batch.archives import Parcel
from generator.batch.output import File, Output, Written
from generator.batch.result import Result
from generator.errors import OnepagerError
from generator.hearing.binder import audiences_of
from generator.hearing.tab_sheets import testimony_names
from generator.project import Project
from generator.store.schema import Hearing


def parcels(project: Project, hearing: Hearing, results: Sequence[Result], *, final: bool) -> list[Parcel]:
    """What each Member gets of what was made, under the name of the binder."""
    made = [result for result in results if not result.failure]
    testimony = {name: project.root / file for name, file in testimony_names(hearing).items()}
    found = []
    for binder in (result for result in made if result.about.row):
        audiences = audiences_of(project, hearing, hearing.members[binder.about.row])
        own = [binder, *(r for r in made if not r.about.row and r.about.audience in audiences)]
        documents = {w.path.name: w.path for result in own for w in result.files.values()}
        found.append(Parcel(binder.stem, binder.about, {**documents, **testimony}, final))
    return found


def write_folders(output: Output, found: Sequence[Parcel]) -> list[Written]:
    """A folder for each Member. Raises `OnepagerError`."""
    written = []
    for parcel in found:
        for one in output.write_all(list(_files(parcel))):
            if isinstance(one, OnepagerError):
                raise one
            written.append(one)
    return written


def _files(parcel: Parcel) -> Iterator[File]:
    for name, path in parcel.files.items():
        origin = parcel.origin(path.suffix.lstrip("."))
        yield File(f"{parcel.name}/{name}", path.read_bytes(), origin, parcel.final)
