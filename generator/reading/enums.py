"""The closed lists of the store: clearances, kinds of points, wordings, statuses of figures."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import total_ordering


@total_ordering
class Clearance(StrEnum):
    """Who may see a text. A document carries what is at or below its own clearance."""

    PUBLIC = "public"
    CONGRESS = "congress"
    OFFICE = "office"

    @property
    def rank(self) -> int:
        return ("public", "congress", "office").index(self.value)

    def __lt__(self, other: str) -> bool:
        return self.rank < Clearance(other).rank

    def allows(self, other: Clearance) -> bool:
        """Whether a document of this clearance may carry a text of clearance `other`."""
        return other.rank <= self.rank


class Kind(StrEnum):
    """What sort of thing a point is."""

    MESSAGE = "message"
    EVIDENCE = "evidence"
    ANSWER = "answer"
    QUESTION = "question"
    BACKGROUND = "background"
    ASK = "ask"
    QUOTE = "quote"
    STORY = "story"
    CAUTION = "caution"


class Wording(StrEnum):
    """The lengths in which a point is written."""

    FULL = "full"
    SHORT = "short"
    SPOKEN = "spoken"


class Status(StrEnum):
    """How far a figure may be relied on."""

    CURRENT = "current"
    PROVISIONAL = "provisional"
    PROJECTED = "projected"
    FINAL = "final"
    DISPUTED = "disputed"
    SUPERSEDED = "superseded"
    OVERTAKEN = "overtaken"

    @property
    def is_sound(self) -> bool:
        """Whether a figure may be stated to readers outside the office."""
        return self in (Status.CURRENT, Status.PROVISIONAL, Status.PROJECTED, Status.FINAL)

    @property
    def is_settled(self) -> bool:
        """Whether a figure may stand alone without its status beside it."""
        return self in (Status.CURRENT, Status.FINAL)

    @property
    def may_change(self) -> bool:
        """Whether a text that states a figure has to say that it can still change."""
        return self in (Status.PROVISIONAL, Status.PROJECTED)

    @property
    def is_replaced(self) -> bool:
        """Whether a figure is kept only to know that it is no longer said."""
        return self in (Status.SUPERSEDED, Status.OVERTAKEN)


# A point that does not say its clearance gets the one its kind is usually written for.
CLEARANCE_OF_KIND: Mapping[Kind, Clearance] = {
    Kind.MESSAGE: Clearance.PUBLIC,
    Kind.EVIDENCE: Clearance.PUBLIC,
    Kind.ASK: Clearance.PUBLIC,
    Kind.QUOTE: Clearance.PUBLIC,
    Kind.STORY: Clearance.PUBLIC,
    Kind.BACKGROUND: Clearance.CONGRESS,
    Kind.QUESTION: Clearance.CONGRESS,
    Kind.ANSWER: Clearance.OFFICE,
    Kind.CAUTION: Clearance.OFFICE,
}
