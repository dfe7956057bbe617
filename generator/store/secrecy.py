"""Who may see a text, and a figure: a figure is as secret as what states it.

A fact that says `clearance:` or `embargo:` itself goes by that. Any other is held back from a reader as long as every
text that states it is: a figure that only a point under embargo states must not stand in a public paper before the
hour, not as a big number and not in a chart. A fact that nothing states goes by its own clearance, which is public.
Whatever prints a fact asks here (`Library.held_back`), and so does the guard, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from generator.store.schema import Clearance, Fact, Vintage
from generator.values.dates import press_moment
from generator.values.value import plain_spaces

STATES = ("", "value")
"""The parts of a fact that state it when a text names them: its unit or its period alone tells no figure."""
_NAMED = 2
"""Of the texts that state a fact, as many as a reason names."""


@dataclass(frozen=True, slots=True)
class Readers:
    """Who may see a text: `clearance` is the least that may; nobody may before `embargo`, and the public not before
    `public_from`."""

    clearance: Clearance = Clearance.PUBLIC
    embargo: datetime | None = None
    public_from: datetime | None = None

    def held_back(self, clearance: Clearance, moment: datetime) -> str:
        """Why a document of this clearance may not say it at this moment, or the empty string."""
        if not clearance.allows(self.clearance):
            return f"is for {self.clearance.value}"
        if self.embargo and moment < self.embargo:
            return f"under embargo until {until(self.embargo)}"
        if self.public_from and clearance is Clearance.PUBLIC and moment < self.public_from:
            return f"not public until {until(self.public_from)}"
        return ""


def until(moment: datetime) -> str:
    """The end of an embargo, as reasons tell it."""
    return plain_spaces(press_moment(moment))


@dataclass(frozen=True, slots=True)
class Stated:
    """A text that states a fact: `what` it is, in words (`the point nih-funding/pays`), and who may see it."""

    what: str
    readers: Readers = field(default_factory=Readers)


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A fact that a reader may not see at a moment, and `why`, in words that follow its name.

    With `whole` all its periods are held back; else only the newest, which is the one that texts state.
    """

    fact: Fact
    why: str
    whole: bool

    @property
    def vintages(self) -> tuple[Vintage, ...]:
        """The periods that are held back."""
        return self.fact.vintages if self.whole else (self.fact.current,)

    @property
    def called(self) -> str:
        """What is held back, in words: the fact, and of a series the period."""
        period = self.fact.current.period if self.fact.series and not self.whole else ""
        return f"{self.fact.ref}, {period}," if period else self.fact.ref

    def __str__(self) -> str:
        return f"{self.called} {self.why}"


def own_readers(fact: Fact) -> Readers:
    """Who may see a fact by what it says itself."""
    return Readers(fact.clearance, fact.embargo)


def held_back(fact: Fact, stated: Sequence[Stated], clearance: Clearance, moment: datetime) -> HeldBack | None:
    """Whether and why a document of this clearance may not show `fact` at this moment; `stated` is what states it."""
    if why := own_readers(fact).held_back(clearance, moment):
        return HeldBack(fact, why if why.startswith("is ") else f"is {why}", whole=True)
    if fact.speaks_for_itself or not stated:
        return None
    reasons = [(text.what, text.readers.held_back(clearance, moment)) for text in stated]
    if not all(why for _, why in reasons):
        return None
    return HeldBack(fact, f"is stated only by {_listed(reasons)}", whole=False)


def _listed(reasons: Iterable[tuple[str, str]]) -> str:
    """The texts that are held back, each with why: `the point zz/breaking (under embargo until …)`."""
    each = [f"{what} ({why.removeprefix('is ')})" for what, why in dict.fromkeys(reasons)]
    more = len(each) - _NAMED
    return " and ".join(each) if more <= 0 else f"{', '.join(each[:_NAMED])} and {more} more"
