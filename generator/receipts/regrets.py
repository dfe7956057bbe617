"""What a correction note says first, in one sentence: what was wrong, what is right, and that the office regrets it.

Of several things each has a sentence of its own below the first. A figure is given, not worked into grammar: "said
407,782 for jobs supported by grants; it is 410,000" is right whatever a figure counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.document.blocks import Block, BulletList, ListItem, Paragraph
from generator.document.inlines import Inlines, NoteMark, Origin, Text, single_quoted
from generator.document.receipt import Receipt, UsedFact
from generator.store.schema import Status
from generator.values.dates import press_date
from generator.values.quotes import within_quotes

CORRECTION, UPDATE = "Correction", "Update"
"""How the title of a note begins: an update says only what the office asks or sums up in other words now."""
_ERROR, _CONFUSION = "the error", "the confusion"
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")


class Regret(NamedTuple):
    """One thing that no longer holds: what the document `said`, what is `right`, and what there is to regret."""

    said: str
    right: Inlines
    regret: str = _ERROR

    @property
    def is_quoted(self) -> bool:
        """Whether what is right is in quotes, which are still open."""
        return self.regret == _CONFUSION

    @property
    def as_sentence(self) -> Inlines:
        return Text(f"It {self.said}; "), *self.right, Text(".”" if self.is_quoted else ".")


def kind_of(regrets: Sequence[Regret]) -> str:
    """What a note with these is."""
    return UPDATE if regrets and all(one.regret == _CONFUSION for one in regrets) else CORRECTION


def sentences(document: str, regrets: Sequence[Regret]) -> Iterator[Block]:
    """The first words of a note about `document`, which is named as a sentence begins: `Our “NIH funding” of …`."""
    if len(regrets) == 1:
        [one] = regrets
        ends = f",” and we regret {one.regret}." if one.is_quoted else f", and we regret {one.regret}."
        yield Paragraph((Text(f"{document} {one.said}; "), *one.right, Text(ends)))
        return
    if regrets:
        several = _NUMBERS[len(regrets) - 2] if len(regrets) - 2 < len(_NUMBERS) else str(len(regrets))
        regret = _CONFUSION if kind_of(regrets) == UPDATE else "the errors"
        yield Paragraph((Text(f"{document} no longer holds in {several} places, and we regret {regret}:"),))
        yield BulletList(tuple(ListItem(one.as_sentence) for one in regrets))


def named(receipt: Receipt, *, edited: bool) -> str:
    """How a sentence names a document that went out; of one that was `edited` by hand it speaks of what was sent."""
    title, day = bare_title(receipt), press_date(receipt.as_of)
    if receipt.corrects:
        called = f"correction of {day}, to “{title}”"
        return f"Our {called}, as it was sent," if edited else f"Our {called}"
    return f"Our “{title}” of {day}, as it was sent," if edited else f"Our “{title}” of {day},"


def heading(kind: str, receipt: Receipt) -> str:
    """The title that stands over a note."""
    of = "our correction of " if receipt.corrects else ""
    return f"{kind} to {of}“{bare_title(receipt)}”"


def bare_title(receipt: Receipt) -> str:
    """The title of a document, or of that which a note is of, to stand in quotes."""
    title = receipt.title
    for begins in (CORRECTION, UPDATE):
        title = title.removeprefix(f"{begins}: ")
    return within_quotes(title)


# --- what there is to regret -------------------------------------------------------------------------------------


def of_figure(was: UsedFact, measure: str, now: UsedFact | None, origin: Origin | None) -> Regret:
    """A figure that has changed; `now` is None for one that is withdrawn."""
    said = f"said {was.value} for {measure}"
    if now is None:
        return Regret(said, (Text("that figure is withdrawn"),))
    status = "" if Status(now.status).is_settled else now.status
    if now.value == was.value and status:
        return Regret(said, (Text(f"that figure is {status} now"),))
    more = ", ".join(filter(None, (now.period if now.period != was.period else "", status)))
    cited: Inlines = (NoteMark((now.source,)),) if now.source else ()
    return Regret(said, (Text("it is "), Text(now.value, origin), Text(f" ({more})" if more else ""), *cited))


def of_withdrawn_figure(begins: str) -> Regret:
    """A figure that may not be repeated. `begins` is how the sentence begins that states it, as far as that may be
    said."""
    said = f"gave a figure in the sentence that begins “{begins}”" if begins else "gave a figure"
    return Regret(said, (Text("that figure is withdrawn"),))


def of_withdrawn_passage(begins: str) -> Regret:
    """A passage that may not be repeated."""
    said = f"had a passage that begins “{begins}”" if begins else "had a passage that begins with a figure"
    return Regret(said, (Text("that passage is withdrawn"),))


def of_ask(was: str, now: Inlines) -> Regret:
    """Another ask. What it `was` is empty where the receipt does not know."""
    said = f"asked, “{unclosed(within_quotes(was))}”" if was else "asked for something else"
    return Regret(said, (Text("we now ask, “"), *single_quoted(now)), _CONFUSION)


def of_bottom_line(was: str, now: Inlines) -> Regret:
    """Another bottom line."""
    said = f"said, “{unclosed(within_quotes(was))}”" if was else "had another bottom line"
    return Regret(said, (Text("we now say, “"), *single_quoted(now)), _CONFUSION)


def unclosed(text: str) -> str:
    """A text without its last full stop, to stand in a sentence that goes on."""
    return text.strip().removesuffix(".")
