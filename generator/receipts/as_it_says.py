"""A document as a file says it that was edited by hand: the receipt with the sentences and figures that stand in the
file now, and which of its figures no fact knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from generator.checks.language.numbers import Figure, figures
from generator.document.receipt import Receipt, Statement, UsedFact
from generator.errors import Refusal
from generator.receipts.alignment import bare
from generator.receipts.edits import ALIKE, Edit, likeness, pieces_of, sentences_of
from generator.receipts.standing_text import StandingText
from generator.store.library import Library
from generator.tables.parents import cell_ref
from generator.values.value import parse_number


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


def as_it_says(receipt: Receipt, edits: Sequence[Edit], *, is_pdf: bool) -> Receipt:
    """The receipt of a document as the file says it. A fact that it gives in two ways, since not every place was
    edited, is there twice, with each value."""
    if not edits:
        return receipt
    text = StandingText([piece.said for piece in pieces_of(receipt, is_pdf=is_pdf)], edits)
    facts: dict[UsedFact, None] = {}
    known = {fact.ref: fact for fact in receipt.facts}
    statements: list[Statement] = []
    for statement in receipt.statements:
        stated = [known[ref] for ref in statement.facts if ref in known]
        said = text.now(statement.text)
        if not said:
            continue
        if said != statement.text:
            stated = list(_still_stated(stated, statement.text, said))
            statement = replace(statement, text=said, facts=tuple(fact.ref for fact in stated))
        facts |= dict.fromkeys(stated)
        statements.append(statement)
    statements += [Statement(sentence) for sentence in text.added()]
    texts = tuple(replace(part, said=_as_it_stands(part.said, text)) for part in receipt.texts)
    return replace(receipt, facts=tuple(facts), statements=tuple(dict.fromkeys(statements)), texts=texts)


def _as_it_stands(said: str, text: StandingText) -> str:
    """Sentences with what stands in the place of each."""
    return " ".join(filter(None, map(text.now, sentences_of(said))))


def _still_stated(facts: Sequence[UsedFact], was: str, now: str) -> Iterator[UsedFact]:
    """The facts that a sentence still states, with the figures that it has for them: one that is gone is taken to have
    become the next of its kind that came, unless little else of the sentence stands."""
    old = Counter(bare(figure.text) for figure in _figures(was))
    alike = likeness(_without_figures(was), _without_figures(now)) >= ALIKE
    came = [figure for figure in _figures(now) if not old[bare(figure.text)]] if alike else []
    for fact in facts:
        if gives(now, fact) or not gives(was, fact):  # as in words, which are not held against it
            yield fact
            continue
        kinds = {figure.kind for figure in _figures(fact.value)}
        if value := next((figure for figure in came if figure.kind in kinds), None) or next(iter(came), None):
            came.remove(value)
            yield replace(fact, value=value.text)


def _without_figures(text: str) -> str:
    text = " ".join(text.split())
    for figure in reversed(_figures(text)):
        text = text[: figure.start] + "#" + text[figure.end :]
    return text


def stated_in(statement: Statement, facts: Sequence[UsedFact]) -> Iterator[UsedFact]:
    """The facts of a statement; of one that a document gives in two ways, what this statement says."""
    for ref in statement.facts:
        known = [fact for fact in facts if fact.ref == ref]
        yield from known if len(known) < 2 else [f for f in known if gives(statement.text, f)] or known[:1]


def gives(text: str, fact: UsedFact) -> bool:
    """Whether a text gives a fact the value that it has, in these signs or in others."""
    plain, value = " ".join(map(bare, text.split())), " ".join(map(bare, fact.value.split()))
    if value and re.search(rf"(?<![\d.,]){re.escape(value)}(?!\d|[.,]\d)", plain):
        return True
    numbers = {(figure.kind, figure.number) for figure in _figures(fact.value) if figure.number is not None}
    return bool(numbers) and numbers <= {(figure.kind, figure.number) for figure in _figures(text)}
