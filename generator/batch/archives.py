"""Archives: the documents of each recipient in one ZIP file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.batch.output import File, Output, Written
from generator.batch.result import About, Result
from generator.errors import OnepagerError
from generator.records.ledger import Origin

FORMAT = "zip"


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one recipient gets: files by the name they have there, each with where it lies. `name` is that of the
    parcel itself, without an extension; `about` says what it is made of. What a `final` one takes the place of is
    kept."""

    name: str
    about: About
    files: Mapping[str, Path]
    final: bool = False

    def origin(self, format_: str) -> Origin:
        """Of a file in the output folder that holds the parcel, or a part of it."""
        about = self.about
        return Origin("", about.audience, about.office, date.fromisoformat(about.as_of), format_, "")


def by_recipient(results: Sequence[Result], *, final: bool = False) -> list[Parcel]:
    """The documents of each recipient: an audience, in an office or a row. Never of two audiences, so that nobody
    forwards to the one what is for the other."""
    found: dict[str, list[Result]] = {}
    for result in results:
        if not result.failure:
            found.setdefault(_recipient(result.stem), []).append(result)
    return [
        Parcel(name, group[0].about, {w.path.name: w.path for result in group for w in result.files.values()}, final)
        for name, group in found.items()
    ]


def write_archives(output: Output, parcels: Sequence[Parcel]) -> list[Written]:
    """An archive of each parcel. Raises `OnepagerError`."""
    files = [File(f"{p.name}.{FORMAT}", packed(p.files), p.origin(FORMAT), p.final) for p in parcels]
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


def packed(files: Mapping[str, Path]) -> bytes:
    """The files in an archive, as they are on disk, by name; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:  # they are compressed already
        for name in sorted(files):
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name].read_bytes())
    return buffer.getvalue()
