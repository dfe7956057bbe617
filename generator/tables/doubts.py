"""Cells that may be wrong: a build shows them, `check` finds them, and no final states one that nobody has accepted."""

from __future__ import annotations

from dataclasses import dataclass

from generator.errors import Mark, Problem

ODD_FIGURE, OTHER_LETTERS = "TP208", "TP209"
"""The rules that find them."""


@dataclass(frozen=True, slots=True)
class Doubt(Problem):
    """A warning of a table. `key` and `column` name its cell; both are empty where the whole table is in doubt."""

    table: str = ""
    key: str = ""
    column: str = ""


def figure_doubt(cell: tuple[str, str, str], mark: Mark, what: str, mend: str) -> Doubt:
    """A figure that looks wrong; `cell` is the id of its table, the key of its row and the name of its column."""
    table, key, column = cell
    return Doubt(mark, what, mend, severity="warning", code=ODD_FIGURE, table=table, key=key, column=column)


def letters_doubt(table: str, mark: Mark, what: str) -> Doubt:
    """Letters that were guessed."""
    mend = "look whether that is right, and save the file as CSV UTF-8"
    return Doubt(mark, what, mend, severity="warning", code=OTHER_LETTERS, table=table)
