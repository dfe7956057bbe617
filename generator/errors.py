"""What can go wrong, in words a person can act on.

A `Problem` is one fault at one place: where, what, why, how to mend. Problems are values: they are collected and
shown all at once. `ContentError` carries them when work cannot go on. Anything else that escapes is a bug of ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from typing import Literal

Severity = Literal["error", "warning"]


class Exit(IntEnum):
    """Exit codes of the command."""

    OK = 0
    CONTENT = 1
    USAGE = 2
    PARTIAL = 3
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A place in a file of the workspace: `file` relative to its root with `/`, line and column from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. `what` names it, `why` says why it matters (may be empty), `mend` how to put it right."""

    mark: Mark
    what: str
    mend: str = ""
    why: str = ""
    severity: Severity = "error"
    code: str = ""

    def __str__(self) -> str:
        text = f"{self.mark}: {self.what}"
        for part in (self.why, self.mend):
            if part:
                text = text.rstrip(".") + ". " + part[0].upper() + part[1:]
        return text

    def as_json(self) -> dict[str, str | int]:
        return {
            "file": self.mark.file,
            "line": self.mark.line,
            "column": self.mark.column,
            "severity": self.severity,
            "code": self.code,
            "what": self.what,
            "why": self.why,
            "mend": self.mend,
        }


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, by file, line and column."""
    return sorted(dict.fromkeys(problems), key=lambda p: (p.mark, p.what))


class OnepagerError(Exception):
    """Something the user can mend; never shown as a traceback."""


class UsageError(OnepagerError):
    """The command was asked for something that does not exist."""


class ContentError(OnepagerError):
    """The store, a template or a theme is at fault; `problems` holds all of it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A hint such as `did you mean "priority"?`, or the empty string."""
    names = list(known)
    begun = [k for k in names if k.lower().startswith(word.lower())] if word else []
    if len(begun) == 1:
        return f'did you mean "{begun[0]}"?'
    close = get_close_matches(word.lower(), {k.lower(): k for k in names}, n=1, cutoff=0.6)
    if not close:
        return ""
    match = next(k for k in names if k.lower() == close[0])
    return f'did you mean "{match}"?'


class Refusal(ValueError):
    """A value of the store that cannot be taken, told in two parts: what is wrong, and how to mend it.

    `what` either starts with the value in double quotes (`"40,7782" is not a number`) or goes on after the name of the
    thing that holds it (`is empty`). `mend` says what to write instead. `key` names the part of a mapping that is at
    fault, where a whole mapping was looked at.
    """

    def __init__(self, what: str, mend: str = "", key: str = "") -> None:
        self.what, self.mend, self.key = what, mend, key
        super().__init__(f"{what}; {mend}" if mend else what)
