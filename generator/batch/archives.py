"""Archives: the documents of each recipient in one ZIP file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date

from generator.batch.output import File, Output, Written
from generator.batch.result import Result
from generator.errors import OnepagerError
from generator.records.ledger import Origin

FORMAT = "zip"


def by_recipient(results: Sequence[Result]) -> dict[str, list[Result]]:
    """The documents of each recipient by the name of the archive: an audience, in an office or a row. Never of two
    audiences, so that nobody forwards to the one what is for the other."""
    found: dict[str, list[Result]] = {}
    for result in results:
        if not result.failure:
            found.setdefault(_recipient(result.stem), []).append(result)
    return found


def write_archives(output: Output, groups: Mapping[str, Sequence[Result]]) -> list[Written]:
    """An archive of each group of documents, under its name without the extension. Raises `OnepagerError`."""
    files = [
        File(f"{name}.{FORMAT}", packed([w for r in group for w in r.files.values()]), _origin(group[0]))
        for name, group in groups.items()
    ]
    written = []
    for one in output.write_all(files):
        if isinstance(one, OnepagerError):
            raise one
        written.append(one)
    return written


def _recipient(stem: str) -> str:
    """The name of a document without its topic: `2026-11-23_NIH-Funding_Member_MA` → `2026-11-23_Member_MA`."""
    day, _, *recipient = stem.split("_")
    return "_".join((day, *recipient))


def _origin(result: Result) -> Origin:
    about = result.about
    return Origin("", about.audience, about.office, date.fromisoformat(about.as_of), FORMAT, "")


def packed(files: Sequence[Written]) -> bytes:
    """The files in an archive, as they are on disk, by name; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:  # they are compressed already
        for file in sorted(files, key=lambda w: w.path.name):
            entry = zipfile.ZipInfo(file.path.name)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.path.read_bytes())
    return buffer.getvalue()
