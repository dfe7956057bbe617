"""Which name a file gets in the output folder: its own, or `…_v2` beside one that must be left alone.

Left alone is what somebody edited, what is not ours, and what Word holds open. Nothing is written through a link.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Literal, TypeVar

from generator.errors import OnepagerError
from generator.files import whole
from generator.files.whole import make_folder
from generator.records.ledger import Ledger, Origin

AnyPath = TypeVar("AnyPath", Path, PurePosixPath)
State = Literal["absent", "identical", "ours", "edited", "held"]
"""What stands at a path: nothing, the very bytes, a file that may be replaced, or one that must be left alone."""
Kept = Literal["", "edited", "open"]

MAX_VERSIONS = 99


@dataclass(frozen=True, slots=True)
class Version:
    """The version of a name that a file gets, what stands there, and why an earlier one was left alone, if it was."""

    number: int = 1
    state: State = "absent"
    kept: Kept = ""

    def next(self, kept: Kept) -> Version:
        return Version(self.number + 1, "absent", self.kept or kept)


class Versions:
    """Chooses names in an output folder. With `pretend` no folders are made."""

    def __init__(self, folder: Path, ledger: Ledger, *, pretend: bool) -> None:
        self.folder, self.ledger, self.pretend = folder, ledger, pretend

    def target(self, name: str) -> Path:
        """Where `name` is, its folders made. Refuses to leave the output folder."""
        relative = PurePosixPath(name)
        if relative.is_absolute() or not relative.name or ".." in relative.parts:
            raise OnepagerError(f'"{name}" is not the name of a file in the output folder.')
        folder = self.folder
        for part in relative.parent.parts:
            folder /= part
            if folder.is_symlink() or not _inside(folder, self.folder):
                raise OnepagerError(f"{self.shown(folder)} is a link that leads elsewhere. Remove it.")
            if not self.pretend:
                make_folder(folder)
        return folder / relative.name

    def choose(self, target: Path, digest: str, origin: Origin, start: Version) -> Version:
        """The first version, from `start` on, whose place is free, ours or identical."""
        version = start
        while version.number <= MAX_VERSIONS:
            state = self._state(versioned(target, version.number), digest, origin)
            if state == "edited":
                version = version.next("edited")
            elif state == "held":
                version = version.next("open")
            else:
                return replace(version, state=state)
        raise OnepagerError(
            f"There are {MAX_VERSIONS} edited versions of {self.shown(target)} already. Move some of them elsewhere."
        )

    def left_over(self, target: Path, origin: Origin) -> str:
        """A word on a `_v2` of ours whose place a file has taken again: staff could take it for the newer one."""
        second = versioned(target, 2)
        try:
            if not stat.S_ISREG(second.lstat().st_mode) or self._state(second, "", origin) != "ours":
                return ""
        except OSError:  # hardly ever is there one
            return ""
        return f"{second.name} is left from an earlier build; delete it, for {target.name} is the newest"

    def was_ours(self, path: Path) -> bool:
        """Whether a file that somebody has edited is one that onepager made."""
        if self.ledger.was_ours(self._name(path)):
            return True
        from generator.records.look_through import receipt_of  # late: hardly ever is there such a file

        with suppress(OSError):
            return receipt_of(path.name, path.read_bytes()) is not None
        return False

    def shown(self, path: Path) -> str:
        """A path as messages name it."""
        return f"{self.folder.name}/{self._name(path)}"

    def _state(self, path: Path, digest: str, origin: Origin) -> State:
        """What stands at `path`, where a file of an origin has to go. Refuses what is no ordinary file."""
        try:
            mode = path.lstat().st_mode
        except FileNotFoundError:
            return "absent"
        if stat.S_ISLNK(mode):
            raise OnepagerError(
                f"{self.shown(path)} is a link to another place, and nothing is written through links. Remove it."
            )
        if not stat.S_ISREG(mode):
            kind = "a folder" if stat.S_ISDIR(mode) else "no ordinary file"
            raise OnepagerError(f"{self.shown(path)} is {kind}, where a document has to go. Move it away.")
        try:
            data = path.read_bytes()
        except PermissionError:
            if whole.on_windows():
                return "held"
            raise
        there = sha256(data).hexdigest()
        if there == digest:
            return "identical"
        is_ours = self.ledger.is_ours(self._name(path), there) or _is_of(origin, path.name, data)
        return "ours" if is_ours else "edited"

    def _name(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()


def versioned(target: AnyPath, number: int) -> AnyPath:
    """The path of a version of a file: `a.docx`, `a_v2.docx`."""
    return target if number == 1 else target.with_name(f"{target.stem}_v{number}{target.suffix}")


def _is_of(origin: Origin, name: str, data: bytes) -> bool:
    """Whether a file that the ledger does not know is one that onepager made of an origin, and nobody has touched it
    since: it was made on another computer, or before the ledger was lost."""
    from generator.inspection.receipt import is_as_written  # late: hardly ever is there such a file
    from generator.records.look_through import receipt_of

    receipt = receipt_of(name, data)
    if receipt is None or not is_as_written(name, data):
        return False
    # Not of which office: the usual one is not in the name, and may be another one since.
    return (receipt.topic, receipt.audience, receipt.as_of) == (origin.topic, origin.audience, origin.as_of)


def _inside(folder: Path, root: Path) -> bool:
    """Whether a folder, every link and junction followed, lies within `root`."""
    return Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root))
