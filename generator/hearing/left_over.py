"""Files in the folder of a hearing that are no papers of it any more: of a Member or witness who was taken out, of an
audience that nobody gets now. They are named, and moved aside when that is asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath

from generator.batch.output import Output
from generator.batch.task import DocumentTask, Task
from generator.batch.versions import Versions
from generator.errors import OnepagerError
from generator.files.whole import cause, files_in
from generator.hearing.binder import BinderTask
from generator.hearing.reprint import BINDER
from generator.hearing.tab_sheets import testimony_names
from generator.project import Project
from generator.records.built import Built
from generator.store.schema import Hearing

_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}_")
_END = re.compile(r"(_DRAFT|_EXAMPLE)?(_v\d+)?$")
_KINDS = (".docx", ".pdf", ".txt", ".zip")


def left_over(hearing: Hearing, tasks: Sequence[Task], output: Output) -> list[str]:
    """The names of the files that are left over, of whatever day. `tasks` are all papers of the hearing. What somebody
    else has put into the folder is not among them."""
    papers = set(_papers(hearing, tasks))
    versions = Versions(output.folder, output.ledger, pretend=True)
    found = []
    for path in files_in(output.folder / hearing.id):
        name = path.relative_to(output.folder).as_posix()
        if path.suffix in _KINDS and _paper(name) not in papers and versions.was_ours(path):
            found.append(name)
    return sorted(found, key=lambda name: (name.count("/"), name))  # a binder before what is in its folder


def _papers(hearing: Hearing, tasks: Sequence[Task]) -> Iterator[str]:
    """What a hearing makes: documents, binders and archives, and what is in the Members' folders."""
    documents = {task.request: _paper(task.stem) for task in tasks if isinstance(task, DocumentTask)}
    yield from documents.values()
    for binder in (task for task in tasks if isinstance(task, BinderTask)):
        folder = _paper(binder.stem)
        inside = [folder, *(documents[request] for request in binder.requests), *testimony_names(hearing)]
        yield folder
        yield from (f"{folder}/{_paper(PurePosixPath(name).name)}" for name in inside)


def _paper(name: str) -> str:
    """What the name of a file says of the paper, whatever the day, the version and the format."""
    place = PurePosixPath(name)
    stem = place.name.removesuffix(place.suffix) if place.suffix in _KINDS else place.name
    return "/".join(_END.sub("", _DAY.sub("", part)) for part in (*place.parts[:-1], stem))


def binders_left_over(project: Project, output: Output) -> list[str]:
    """The files of binders whose hearing or Member is gone from the store."""
    members = {f"{h.id} {member}" for h in project.library.hearings.values() for member in h.members}
    gone = (
        files
        for document, files in Built(output.ledger).documents()
        if document.startswith(f"{BINDER} ") and " ".join(document.split(" ")[2:4]) not in members
    )
    return [stamp.name for files in gone for stamp in files if (output.folder / stamp.name).exists()]


def set_aside(names: Iterable[str], output: Output) -> list[Path]:
    """Move files into `earlier/`, where nothing is replaced. Gives where each is now. Raises `OnepagerError`."""
    built = Built(output.ledger)
    moved = []
    for name in names:
        path = output.folder / name
        try:
            moved.append(output.earlier.keep(name))
            path.unlink()
        except OSError as error:
            raise OnepagerError(f"{path} could not be moved: {cause(error)}.") from error
        built.forget(str(PurePosixPath(name).with_suffix("")))
        with suppress(OSError):  # there is more in it
            path.parent.rmdir()
    return moved
