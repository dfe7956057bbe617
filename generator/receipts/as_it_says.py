"""A document as a file says it that was edited by hand: the receipt with the sentences and figures that stand in the
file now, and which of its figures no fact knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from generator.checks.language.numbers import Figure, figures
from generator.document.receipt import Receipt, Statement, UsedFact
from generator.errors import Refusal
from generator.inspection.said import Passage
from generator.receipts.alignment import bare
from generator.receipts.edits import NO_WORDS, Edit, sentences_of
from generator.store.library import Library
from generator.tables.parents import cell_ref
from generator.values.value import parse_number

IN_A_ROW = " · "
"""Between the cells of a row in a statement."""


class Typed(NamedTuple):
    """A figure that somebody typed into a file. `ref` is the fact or cell that has this value now or had it in some
    period; empty when none is known."""

    text: str
    ref: str

    def __str__(self) -> str:
        return f"{self.text}: as in {self.ref}" if self.ref else f"{self.text}: not ours: who typed it?"


class KnownFigures:
    """Every value of the store, with the fact or the cell of a table that has it."""

    def __init__(self, library: Library) -> None:
        self._refs: dict[tuple[str, object], str] = {}
        for fact in (fact for topic in library.topics.values() for fact in topic.facts.values()):
            for vintage in fact.vintages:
                if vintage.value.number is not None:
                    self._refs.setdefault((vintage.value.kind, vintage.value.number), fact.ref)
        for table in library.tables.values():
            for name in (name for name, column in table.columns.items() if column.kind == "number"):
                for row in table.rows:
                    try:
                        value = parse_number(row.get(name, ""))
                    except Refusal:
                        continue  # an empty cell
                    self._refs.setdefault((value.kind, value.number), cell_ref(table.id, row[table.key], name))

    def typed_in(self, edit: Edit) -> list[Typed]:
        """The figures that an edit has brought in; years and days are none."""
        before = Counter(bare(figure.text) for figure in _figures(edit.was))
        found = dict.fromkeys(f for f in _figures(edit.now) if not before[bare(f.text)])
        return list(dict.fromkeys(Typed(f.text, self._refs.get((f.kind, f.number), "")) for f in found))


def _figures(text: str) -> list[Figure]:
    return [figure for figure in figures(" ".join(text.split())) if figure.kind != "date"]


def as_it_says(receipt: Receipt, edits: Sequence[Edit], passages: Iterable[Passage]) -> Receipt:
    """The receipt of a document as the file says it."""
    if not edits:
        return receipt
    there = bare(" ".join(p.text for p in passages if p.kind in ("text", "picture")))
    facts: dict[UsedFact, None] = {}
    known = {fact.ref: fact for fact in receipt.facts}
    statements: list[Statement] = []
    for statement in receipt.statements:
        stated = [known[ref] for ref in statement.facts if ref in known]
        if not _stands(statement.text, there, edits):
            said = _instead(statement.text, edits)
            if said is None:
                continue
            stated = list(_still_stated(stated, statement.text, said))
            statement = replace(statement, text=said, facts=tuple(fact.ref for fact in stated))
        facts |= dict.fromkeys(stated)
        statements.append(statement)
    added = [e.now for e in edits if not e.was and e.now and e.now != NO_WORDS]
    statements += [Statement(sentence) for text in added for sentence in sentences_of(text)]
    texts = tuple(replace(text, said=_as_it_stands(text.said, there, edits)) for text in receipt.texts)
    return replace(receipt, facts=tuple(facts), statements=tuple(dict.fromkeys(statements)), texts=texts)


def _as_it_stands(text: str, there: str, edits: Sequence[Edit]) -> str:
    """Sentences with what stands in the place of each."""
    said = (s if _stands(s, there, edits) else _instead(s, edits) for s in sentences_of(text))
    return " ".join(sentence for sentence in said if sentence)


def _stands(sentence: str, there: str, edits: Sequence[Edit]) -> bool:
    """Whether a sentence, or every cell of a row, is in a bare text, and not only within a sentence that was made of it
    by adding words before it or behind it."""
    if not all(bare(part) in there for part in sentence.split(IN_A_ROW)):
        return False
    letters = bare(sentence)
    longer = [bare(edit.now) for edit in edits if _has(edit.was, letters) and not _has(edit.now, letters)]
    return not longer or there.count(letters) > sum(now.count(letters) for now in longer)


def _has(text: str, letters: str) -> bool:
    """Whether one of the sentences of a text has just these letters."""
    return letters in map(bare, sentences_of(text))


def _instead(sentence: str, edits: Sequence[Edit]) -> str | None:
    """What stands in place of a sentence: of the paragraph that took the place of its own the sentence most like it.
    None when nothing does."""
    letters = bare(sentence)
    for edit in (e for e in edits if e.was and e.now):
        if letters in bare(edit.was):
            return max(sentences_of(edit.now), key=lambda s: _likeness(s, sentence), default=edit.now)
        cells = [bare(part) for part in sentence.split(IN_A_ROW)]
        if edit.was in sentence and (bare(edit.was) in cells or len(bare(edit.was)) * 2 > len(letters)):
            return sentence.replace(edit.was, edit.now)
        if letters.startswith(bare(edit.was)):  # a big number above its label
            return sentence.replace(edit.was, edit.now, 1)
    return None


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one.split(), other.split(), autojunk=False).ratio()


def _still_stated(facts: Sequence[UsedFact], was: str, now: str) -> Iterator[UsedFact]:
    """The facts that a sentence still states, with the figures that it has for them: one that is gone is taken to have
    become the next that came."""
    old = Counter(bare(figure.text) for figure in _figures(was))
    came = iter([figure.text for figure in _figures(now) if not old[bare(figure.text)]])
    for fact in facts:
        if bare(fact.value) in bare(now):
            yield fact
        elif value := next(came, ""):
            yield replace(fact, value=value)
