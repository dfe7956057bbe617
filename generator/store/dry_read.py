"""Reading a store as it would be with one file of it changed, before the file is."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.store.library import Library, read_library
from generator.store.load import SETTINGS, STORE


def rehearse(root: Path, file: str, data: bytes) -> Library:
    """The library of the workspace at `root` if `file` (its name in the workspace) held `data`.

    Works on a copy. Raises `ContentError` with every problem that the change would make.
    """
    with TemporaryDirectory(prefix="onepager-") as folder:
        copy = Path(folder)
        shutil.copytree(root / STORE, copy / STORE, ignore=shutil.ignore_patterns(".*", "~$*"))
        if (root / SETTINGS).exists():
            shutil.copyfile(root / SETTINGS, copy / SETTINGS)
        (copy / file).write_bytes(data)
        return read_library(copy)
