"""What somebody has changed by hand in a finished file: what stands there now, and what stood there when it was
made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import NamedTuple
from urllib.parse import unquote

from generator.document.receipt import FIELD, UNTOLD, Line, Receipt
from generator.document.sentences import sentences
from generator.inspection.said import PLAIN, Passage
from generator.receipts.alignment import Gap, Stream, bare, gaps, pattern_of

ALIKE = 0.5
"""How like one another two paragraphs have to be, 0 to 1, for one to be the other, changed."""
HIDDEN = "hidden"
NO_WORDS = "something without words: a picture or a drawing"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change by hand: where in the file, what stood there (nothing: it was added) and what stands there now
    (nothing: it was taken out). `lines` are those of the document's own text that it takes the place of, from and up to
    a number; None for what stands beside or around the text."""

    place: str
    was: str
    now: str
    lines: tuple[int, int] | None = None

    def __str__(self) -> str:
        """`page 1: “… 999,999 jobs …”, where it said “… 407,782 jobs …”`: the sentences that differ."""
        now = self.now if self.now == NO_WORDS else f"“{_short(self.now)}”"
        if not self.now:
            return f"{self.place}: taken out: “{_short(self.was)}”"
        if not self.was:
            return f"{self.place}: added: {now}"
        if bare(self.was) == bare(self.now):
            return f"{self.place}: moved: {now}"
        old, new = sentences_of(self.was), sentences_of(self.now)
        said, was = " ".join(s for s in new if s not in old), " ".join(s for s in old if s not in new)
        return f"{self.place}: “{_short(said or self.now)}”, where it said “{_short(was or self.was)}”"

    def as_json(self) -> dict[str, str]:
        return {"place": self.place, "was": self.was, "now": self.now}


LONGEST = 400
_NOTE_MARK = re.compile(r"(?<=[^\d\s][.!?”’\"')])\d{1,2}(?:,\d{1,2})*(?=\s|$)")


def sentences_of(text: str) -> list[str]:
    """The sentences of what a file says, without the numbers of notes."""
    return sentences(_NOTE_MARK.sub("", " ".join(text.split())))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 2]} …"


def edits_of(receipt: Receipt, passages: Sequence[Passage], *, is_pdf: bool, joined: bool = False) -> list[Edit]:
    """Everything in which a file, or its pages that are of this document, differ from what was made. `joined`: it
    stands in the file with others, so what only the whole of a file has is not looked for."""
    return _Comparing(receipt, is_pdf, joined).edits(passages)


def _alone(text: str) -> str:
    """Letters and digits alone: a plain text has marks of its own, such as brackets around the numbers of notes."""
    return "".join(filter(str.isalnum, text))


class Piece(NamedTuple):
    """One line of a document, bare and as it reads."""

    letters: str
    said: str
    is_drawn: bool


def pieces_of(receipt: Receipt, *, is_pdf: bool) -> list[Piece]:
    """What a document says, in order: a drawing has words in a PDF alone."""
    pieces = (_piece(line, is_pdf) for line in receipt.says.lines)
    return [piece for piece in pieces if piece.letters]


def _piece(line: Line, is_pdf: bool) -> Piece:
    said = line.text or (line.drawn if is_pdf else "")
    return Piece((bare(line.label) if is_pdf else "") + bare(said), said, bool(line.drawn))


class _Comparing:
    """One document held against what a file says. `around` has the heads and feet that pages may have, and `seen` those
    that were met."""

    def __init__(self, receipt: Receipt, is_pdf: bool, joined: bool) -> None:
        self.receipt, self.is_pdf, self.joined = receipt, is_pdf, joined
        says = receipt.says
        self.around = {
            "head": [(text, pattern_of(text, FIELD)) for text in sorted(says.heads, key=len, reverse=True)],
            "foot": [(text, pattern_of(text, FIELD)) for text in sorted(says.feet, key=len, reverse=True)],
        }
        self.seen: set[str] = set()

    def edits(self, passages: Sequence[Passage]) -> list[Edit]:
        if passages and all(passage.place == PLAIN for passage in passages):
            return list(self._of_plain_text(" ".join(passage.text for passage in passages)))
        stream, found = Stream(), list[Edit]()
        for passage in passages:
            if passage.kind == "text":
                found += self._read(passage, stream)
            elif passage.kind in ("head", "foot"):
                found += self._head_or_foot(passage)
            elif passage.kind == "beside":
                found.append(Edit(passage.place, "", passage.text or NO_WORDS))
            elif passage.kind == "title" and not self.joined and bare(passage.text) != bare(self.receipt.title):
                found.append(Edit(passage.place, self.receipt.title, passage.text))
        pieces = pieces_of(self.receipt, is_pdf=self.is_pdf)
        body = [
            e for gap in gaps([piece.letters for piece in pieces], stream) for e in self._of_gap(gap, pieces, stream)
        ]
        found = [*_moved(body), *found, *self._pictures(passages), *self._links(passages), *self._not_met(passages)]
        return list(dict.fromkeys(_paired(found)))

    def _of_plain_text(self, text: str) -> Iterator[Edit]:
        """What of the document is not in a plain text any more. What was added cannot be told from how it is set."""
        letters = _alone(text)
        for piece in pieces_of(self.receipt, is_pdf=False):
            if _alone(piece.said) not in letters:
                yield Edit(PLAIN, piece.said, "")

    # --- text ----------------------------------------------------------------------------------------------------

    def _read(self, passage: Passage, stream: Stream) -> Iterator[Edit]:
        """Take a paragraph or a page into the stream: of a page without its head and foot."""
        place = f"{passage.place}, {passage.how}" if passage.how else passage.place
        if HIDDEN in passage.how:
            yield Edit(place, "", passage.text)
        elif not self.is_pdf:
            stream.add(place, passage.text)
        else:
            words = passage.text.split()
            for kind in ("head", "foot"):
                words, is_there = self._without(kind, words)
                if not is_there and self.around[kind]:
                    yield Edit(f"the {kind} of {place}", self.around[kind][0][0].replace(FIELD, "…"), "")
            for word in words:
                stream.add(place, word)

    def _without(self, kind: str, words: list[str]) -> tuple[list[str], bool]:
        """The words of a page without its head (at the beginning) or foot (at the end), and whether it has one."""
        page = Stream()
        for word in words:
            page.add("", word)
        for text, pattern in self.around[kind]:
            matches = list(pattern.finditer(page.text))
            if matches:
                start, end = (matches[0] if kind == "head" else matches[-1]).span()
                self.seen.add(text)
                return [w for _, w in (*page.between(0, start), *page.between(end, len(page.text)))], True
        return words, False

    def _of_gap(self, gap: Gap, pieces: Sequence[Piece], stream: Stream) -> Iterator[Edit]:
        now = stream.between(gap.start, gap.end)
        # A PDF that Word made of a Word file has a picture for a drawing.
        lines = [n for n in range(gap.first, gap.last) if now or not pieces[n].is_drawn]
        was = [pieces[n].said for n in lines]
        if self.is_pdf and not was and self._is_head_of_table(gap, pieces, stream):
            return
        if self.is_pdf and (was or now):
            place = now[0][0] if now else "text"
            yield Edit(place, " ".join(was), " ".join(word for _, word in now), (gap.first, gap.last))
            return
        for before, after in matched(was, [text for _, text in now]):
            place, text = now[after] if after is not None else ("text", "")
            line = gap.last if before is None else lines[before]
            said, end = ("", line) if before is None else (was[before], line + 1)
            yield Edit(place, said, text, (line, end))

    def _links(self, passages: Sequence[Passage]) -> Iterator[Edit]:
        """Addresses that the document does not lead to."""
        known = {address_of(link): link for link in self.receipt.says.links}
        there = {address_of(p.text): p.text for p in passages if p.kind == "link"}
        lost = [link for address, link in known.items() if address not in there]
        for address, now in there.items():
            if address not in known:
                was = max(lost, key=lambda link: SequenceMatcher(None, link, now).ratio(), default="")
                yield Edit("the address of a link", was, now)

    def _is_head_of_table(self, gap: Gap, pieces: Sequence[Piece], stream: Stream) -> bool:
        """Whether a page begins with what the document says elsewhere, too: a table goes on there, and Word has said
        its head again."""
        said = stream.text[gap.start : gap.end]
        return stream.begins_a_page(gap.start) and said in "".join(piece.letters for piece in pieces)

    # --- around it -----------------------------------------------------------------------------------------------

    def _head_or_foot(self, passage: Passage) -> Iterator[Edit]:
        """Hold the head or foot of a Word file against those that there may be."""
        kinds = ("head", "foot") if passage.kind == "head" else ("foot", "head")
        letters = bare(passage.text)
        for text, pattern in (known for kind in kinds for known in self.around[kind]):
            if pattern.fullmatch(letters):
                self.seen.add(text)
                return
        known = [text for text, _ in self.around[kinds[0]]]
        was = max(known, key=lambda text: likeness(text, passage.text), default="")
        yield Edit(passage.place, was.replace(FIELD, "…"), passage.text)

    def _not_met(self, passages: Sequence[Passage]) -> Iterator[Edit]:
        """A head or foot that a Word file has lost altogether."""
        if self.is_pdf or self.joined:
            return
        for kind, known in self.around.items():
            if known and not any(p.kind == kind for p in passages):
                yield Edit(f"the {kind} of the page", known[0][0].replace(FIELD, "…"), "")

    def _pictures(self, passages: Sequence[Passage]) -> Iterator[Edit]:
        """What pictures and tables have for who cannot see them. A file that was joined of others may have lost it."""
        expected = {bare(line.alt): line for line in self.receipt.says.lines if line.alt}
        told = [p for p in passages if p.kind == "picture"]
        there = {bare(p.text or UNTOLD) for p in told}
        lost = [line.alt for alt, line in expected.items() if alt not in there]
        drawings = {line.alt for line in expected.values() if line.drawn}
        new = [p for p in told if bare(p.text or UNTOLD) not in expected]
        for passage in new:
            was = max(lost, key=lambda text: likeness(text, passage.text), default="")
            if was:
                lost.remove(was)
            place = "the alternative text of a picture or table" if passage.text else passage.place
            yield Edit(place, was, passage.text or NO_WORDS)
        # That of tables other programs drop when they save; a PDF that lost its structure has none at all.
        if not self.joined and (there or not self.is_pdf):
            yield from (Edit("the alternative text of a picture", was, "") for was in lost if was in drawings)


def address_of(link: str) -> str:
    """What is compared of a link: programs spell addresses in ways of their own."""
    return unquote(link).casefold().rstrip("/")


def likeness(one: str, other: str) -> float:
    """How like one another two texts are, 0 to 1, by their words."""
    return SequenceMatcher(None, one.casefold().split(), other.casefold().split(), autojunk=False).ratio()


def matched(was: Sequence[str], now: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Texts that stood and that stand in one place, by their numbers, each with the one that it became."""
    if len(was) == len(now):
        yield from zip(range(len(was)), range(len(now)), strict=True)
        return
    at = 0
    for number, before in enumerate(was):
        likely = [(likeness(before, after), -n) for n, after in enumerate(now[at:], at)]
        best, nearest = max(likely, default=(0.0, 0))
        if best < ALIKE:
            yield number, None
            continue
        yield from ((None, n) for n in range(at, -nearest))
        yield number, -nearest
        at = -nearest + 1
    yield from ((None, n) for n in range(at, len(now)))


def _moved(edits: Iterable[Edit]) -> list[Edit]:
    """The edits, where what was taken out here and added there is one."""
    edits = list(edits)
    gone = {bare(e.was): e for e in edits if not e.now}
    added = {bare(e.now): e for e in edits if not e.was}
    both = gone.keys() & added.keys()
    kept = [e for e in edits if not (not e.now and bare(e.was) in both)]
    return [
        replace(gone[bare(e.now)], place=e.place, now=e.now) if not e.was and bare(e.now) in both else e for e in kept
    ]


def _paired(edits: Sequence[Edit]) -> Iterator[Edit]:
    """The edits, where a head or foot that is not there is paired with what stands on its page instead."""
    taken: set[int] = set()
    for edit in edits:
        if edit.now or not edit.place.startswith(("the head of page", "the foot of page")):
            continue
        page = edit.place.partition(" of ")[2]
        likely = [(likeness(edit.was, e.now), n) for n, e in enumerate(edits) if e.place == page and not e.was]
        best, number = max(likely, default=(0.0, -1))
        if best >= ALIKE:
            taken |= {number, edits.index(edit)}
            yield Edit(edit.place, edit.was, edits[number].now)
    yield from (edit for number, edit in enumerate(edits) if number not in taken)


def near(receipt: Receipt, passages: Sequence[Passage], *, is_pdf: bool) -> float:
    """How much of a document, 0 to 1 by its letters, stands in a file as it was made."""
    said = bare(" ".join(p.text for p in passages if p.kind == "text"))
    pieces = [piece.letters for piece in pieces_of(receipt, is_pdf=is_pdf)]
    whole = sum(map(len, pieces))
    return sum(len(piece) for piece in pieces if piece in said) / whole if whole else 0.0
