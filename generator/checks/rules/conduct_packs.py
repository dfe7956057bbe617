"""What a rules pack may say: rules of conduct as data, each with its source and the dates between which it holds.

They come with the program in `packs/` and may be added to by an office (`packs:` in `onepager.yaml`). What they find is
for a person to decide on: a pack can raise a question and can never answer one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from generator.errors import ContentError, Mark, Problem
from generator.reading.fields import Day, Model, Unprinted, Words
from generator.reading.yaml import read_yaml, validate

PACKS = Path(__file__).with_name("packs")
Chamber = Literal["house", "senate"]


class Dated(Model):
    """What holds from a day on, and to another if it is no longer in force."""

    since: Day
    until: Day | None = None
    source: Words = Field(examples=["39 U.S.C. 3210(a)(6)"])

    def holds(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


class Blackout(Dated):
    """So many days before an election a candidate sends nothing unsolicited to `pieces` people or more."""

    chamber: Chamber
    days: Annotated[int, Field(ge=1, le=366)]
    pieces: int = 500


class Election(Model):
    """A day of voting. `states` are those that vote; empty: all."""

    day: Day
    name: Words = Field(examples=["the general election of 2026"])
    states: tuple[Unprinted, ...] = ()

    def opens(self, days: int) -> date:
        """The first day of a blackout of so many days before it."""
        return self.day - timedelta(days=days)


class Phrases(Dated):
    """Words that do not belong in what an office makes with public money."""

    why: Words = Field(examples=["it reads as campaigning"])
    words: tuple[Unprinted, ...]


class Letterhead(Dated):
    """What an official letterhead may carry: addresses below these names, and none of these words."""

    chamber: Chamber
    domains: tuple[Unprinted, ...]
    never: tuple[Unprinted, ...] = ()
    why: Words = Field(examples=["only official contacts belong there"])


class Embargo(Dated):
    """How an embargo is set: with an hour, and not after the thing itself is public."""

    with_hour: Literal["yes", "no"] = "yes"
    not_after_hearing: Literal["yes", "no"] = "yes"


class RulesPack(Model):
    """One file of rules. `checked` is the day on which somebody last read the sources."""

    title: Words = Field(examples=["Mass communications before an election"])
    checked: Day
    note: Unprinted = ""
    blackouts: tuple[Blackout, ...] = ()
    elections: tuple[Election, ...] = ()
    phrases: tuple[Phrases, ...] = ()
    letterheads: tuple[Letterhead, ...] = ()
    embargoes: tuple[Embargo, ...] = ()


def read_packs(root: Path | None, own: tuple[str, ...]) -> tuple[RulesPack, ...]:
    """The packs of the program, then the office's. Raises `ContentError` with every problem of all of them."""
    packs: list[RulesPack] = []
    problems: list[Problem] = []
    for path, name in (*_files_of_the_program(), *(_files_of_the_office(root, own, problems) if root else ())):
        try:
            node = read_yaml(path, name)
            packs.append(validate(RulesPack, node.data, node))
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    return tuple(packs)


def _files_of_the_program() -> Iterator[tuple[Path, str]]:
    return ((path, f"packs/{path.name}") for path in sorted(PACKS.glob("*.yaml")))


def _files_of_the_office(root: Path, names: tuple[str, ...], problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    for name in names:
        if Path(name).is_absolute() or ".." in Path(name).parts:
            what = f"“{name}” is outside the workspace"
            problems.append(Problem(Mark("onepager.yaml"), what, "move the pack into it"))
        else:
            yield root / name, name
