"""The speller: codespell, as a process of its own.

It is never imported (it is under the GPL and this program is not) and need not be there; `missing` says so.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

TIMEOUT_S = 60
_FOUND = re.compile(r".*:(?P<line>\d+): (?P<word>\S+) ==> (?P<better>.+)")


def command() -> str | None:
    """Where codespell is: beside this Python, or on the path."""
    beside = Path(sys.executable).with_name("codespell.exe" if sys.platform == "win32" else "codespell")
    return str(beside) if beside.exists() else shutil.which("codespell")


def missing() -> str:
    """Why spelling is not looked at, in words; empty if it is."""
    if command():
        return ""
    return "spelling was not looked at: codespell is not installed (pip install codespell)"


def misspelt(lines: Sequence[str], known: Collection[str] = ()) -> Iterator[tuple[int, str, str]]:
    """The misspelt words of some lines: index of the line, the word, what it should be. Nothing without codespell."""
    program = command()
    if program is None or not lines:
        return
    with tempfile.TemporaryDirectory(prefix="onepager-") as folder:
        text = Path(folder, "texts")
        text.write_text("\n".join(lines) + "\n", encoding="utf-8")
        ignore = Path(folder, "known")
        ignore.write_text("\n".join(sorted({w.lower() for w in known} | {"onepager"})) + "\n", encoding="utf-8")
        arguments = [program, "--ignore-words", str(ignore), "--quiet-level", "2", str(text)]
        try:
            # In a folder of its own it finds no settings: what an office knows stands in the office's list.
            done = subprocess.run(
                arguments, capture_output=True, text=True, encoding="utf-8", timeout=TIMEOUT_S, cwd=folder
            )
        except (OSError, subprocess.TimeoutExpired):
            return
    for line in done.stdout.splitlines():
        if match := _FOUND.fullmatch(line):
            yield int(match["line"]) - 1, match["word"], match["better"]
