"""The receipt: what a finished file was made from, as data and as the JSON that travels inside the file.

Pure data: nothing here looks anything up. `generator.receipts` fills a receipt in from a made document and compares it
with the store of another day. The JSON is compact and always the same for the same receipt; what is empty is left out.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from generator.errors import OnepagerError

FORMAT = 1
"""Of the JSON. It goes up when the meaning of something changes, not when something is added."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
PERIOD_MARK = "@"
"""Between a fact and an older period of its series."""
FIELD = "\ufffc"
"""A page number in the head or foot of a page."""
UNTOLD = "\ufffc"
"""In place of the alternative text of a picture that has none."""


class ReceiptError(OnepagerError):
    """A receipt that cannot be read."""


@dataclass(frozen=True, slots=True)
class Part:
    """A template, a theme or a text: its name, and a digest that changes when it does. `said` is how the document has
    an ask or a bottom line."""

    name: str
    digest: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Cited:
    """A source, by its id, and the place in it."""

    source: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class UsedPoint:
    """A point that the document carries: its ref, the wording taken, a digest of its text, what it cites itself."""

    ref: str
    wording: str = ""
    digest: str = ""
    cites: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class UsedFact:
    """A figure that the document states, as it was then.

    `ref` is `topic/fact`; `topic/fact@FY2023` is an older period of a series (charts show them); `table/row/column` is
    a figure of a table. `value` is in press form with its qualifier.
    """

    ref: str
    measure: str = ""
    value: str = ""
    period: str = ""
    as_of: str = ""
    status: str = ""
    source: str = ""
    locator: str = ""

    @property
    def name(self) -> str:
        """The fact itself, whichever its period."""
        return self.ref.partition(PERIOD_MARK)[0]


@dataclass(frozen=True, slots=True)
class UsedSource:
    """A source that the document rests on, and how it is cited."""

    id: str
    citation: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence (or row of a table, or chart) of the document, and what it rests on, in refs and source ids."""

    text: str
    point: str = ""
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, drawing or table of the document, as its files have it.

    `label` is the bullet, which Word makes itself; `drawn` are the words in a drawing, which is a picture in Word;
    `alt` is what a drawing, table or logo has for who cannot see it.
    """

    text: str = ""
    label: str = ""
    drawn: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Says:
    """All that the files of a document say, so that what has been changed in one by hand is seen. `heads` and `feet`
    are those of its pages, each once, with `FIELD` for the numbers of pages; `links` are where it leads to."""

    lines: tuple[Line, ...] = ()
    heads: tuple[str, ...] = ()
    feet: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines or self.heads or self.feet)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A decision to let something stand in a final document that a gate refuses: which, who took it, and why."""

    code: str
    ref: str
    by: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """That a second person has read a document and wants it made final: who, and on which day."""

    by: str
    on: str

    def __str__(self) -> str:
        return f"{self.by} on {self.on}"


@dataclass(frozen=True, slots=True)
class Receipt:
    """Everything a file was made from.

    `read` is the digest of everything that composing the document read of the store: two files with the same digest
    were made of the same. `content` is that of what its readers see, which a draft and its final have in common, and
    `approved` tells who approved it. `markings` are the words at the head of its pages. `texts` are the topic's own
    texts that were read. Of a correction note `corrects` is the number of the document that it mends, and `mends` has
    a digest of each change that it tells of. `says` is the whole of its text. A binder's `pages` have a digest of each
    page.
    """

    number: str
    title: str
    topic: str
    audience: str
    clearance: str
    office: str
    as_of: date
    program: str
    template: Part
    theme: Part
    read: str = ""
    content: str = ""
    markings: tuple[str, ...] = ()
    texts: tuple[Part, ...] = ()
    corrects: str = ""
    mends: tuple[str, ...] = ()
    points: tuple[UsedPoint, ...] = ()
    facts: tuple[UsedFact, ...] = ()
    sources: tuple[UsedSource, ...] = ()
    statements: tuple[Statement, ...] = ()
    decisions: tuple[str, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    approved: tuple[Approval, ...] = ()
    says: Says = Says()
    pages: tuple[str, ...] = ()


# --- to JSON and back --------------------------------------------------------------------------------------------


def encode(receipt: Receipt) -> str:
    """The receipt as JSON on one line, in characters that XML can hold if the document's own are."""
    data = {"format": FORMAT, **_entries(receipt)}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _entries(record: Any) -> dict[str, Any]:
    """The fields of a record in their order, without those that say nothing."""
    names = _types(record.__class__)
    return {name: held for name in names if (held := getattr(record, name))}


def _plain(held: Any) -> Any:
    """What JSON has for a date or a record; of texts and tuples it knows itself."""
    return held.isoformat() if isinstance(held, date) else _entries(held)


def decode(text: str) -> Receipt:
    """The receipt that `encode` wrote. Raises `ReceiptError`, in words, for anything else."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise ReceiptError("The receipt in this file is damaged.") from None
    if not isinstance(data, dict) or not isinstance(data.get("format"), int):
        raise ReceiptError("What this file carries as a receipt is not one of onepager's.")
    if data["format"] > FORMAT:
        raise ReceiptError("This file was made by a newer onepager. Update onepager, then try again.")
    try:
        receipt: Receipt = _read(Receipt, data)
    except (KeyError, TypeError, ValueError):
        raise ReceiptError("The receipt in this file is damaged.") from None
    return receipt


@cache  # saves asking Python for the types of a record's fields for each record
def _types(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, data: Any) -> Any:
    """`data` as a `kind`. Keys it does not know are left alone: they came later and change nothing of the rest."""
    if get_origin(kind) is tuple:
        if not isinstance(data, list):
            raise TypeError
        return tuple(_read(get_args(kind)[0], entry) for entry in data)
    if kind in (str, date):
        if not isinstance(data, str):
            raise TypeError
        # A file may come from anywhere: what it holds must not steer the terminal that it is shown in.
        return date.fromisoformat(data) if kind is date else _CONTROL.sub(" ", data)
    types = _types(kind)
    return kind(**{name: _read(types[name], data[name]) for name in types if name in data})
