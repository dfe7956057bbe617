"""Finals whose place another final takes: they go to `earlier/` in the output folder, with their number in the name,
and stay there. Nothing compares, replaces or cleans what is in it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from hashlib import sha256
from pathlib import Path, PurePosixPath

from generator.batch.versions import Versions, versioned
from generator.files.whole import replace_file

EARLIER = "earlier"
_AT_FOOT = re.compile(r"\bNo\.\s([A-Z]{4}-\d{4})\b")


class Earlier:
    """The finals of an output folder that were there before."""

    def __init__(self, versions: Versions) -> None:
        self._versions = versions
        self.kept: list[str] = []
        """What was put there since this run began, by its name in the output folder."""

    def keep(self, name: str) -> Path:
        """Put a copy of the file that stands under a name into `earlier/`; one that is there is never replaced. Raises
        `OSError` and `OnepagerError`."""
        data = (self._versions.folder / name).read_bytes()
        place = PurePosixPath(EARLIER, name)
        named = f"{place.stem}_{self._number(name, data)}{place.suffix}"
        target = self._versions.target(str(place.with_name(named)))
        version = 1
        while (kept := versioned(target, version)).exists() and kept.read_bytes() != data:
            version += 1
        if not kept.exists():
            replace_file(kept, data)
        self.kept.append(kept.relative_to(self._versions.folder).as_posix())
        return kept

    def _number(self, name: str, data: bytes) -> str:
        """The number at the foot of a file: as the records have it, or as the file says itself."""
        from generator.records.look_through import receipt_of  # late: most builds replace no final

        digest = sha256(data).hexdigest()
        if number := self._versions.ledger.history.number_of(digest):
            return number
        if name.endswith(".zip"):  # it has many numbers: that of the binder counts, which is called like it
            within = _called_alike(name, data)
            receipt = receipt_of(*within) if within else None
            return receipt.number if receipt else digest[:8]
        if receipt := receipt_of(name, data):
            return receipt.number
        at_foot = _AT_FOOT.findall(data.decode("utf-8", "replace"))
        return str(at_foot[-1]) if at_foot else digest[:8]


def _called_alike(name: str, data: bytes) -> tuple[str, bytes] | None:
    """The file in an archive that has its name, but for the format; None if there is none, or it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            inside = next((n for n in archive.namelist() if PurePosixPath(n).stem == PurePosixPath(name).stem), None)
            return (inside, archive.read(inside)) if inside else None
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError):
        return None
