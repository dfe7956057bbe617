"""What the rules look at: the store, the templates and the made documents, and who uses what in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from generator.checks.fact_index import FactIndex, TypedFigure
from generator.checks.language.number_words import NUMBER_WORDS
from generator.checks.language.numbers import has_digits
from generator.checks.language.office_words import OfficeWords, read_words
from generator.checks.language.words import masked, plain_words
from generator.checks.made_document import MadeDocument, big_numbers
from generator.checks.passages import Passage, facts_named, identity, passages_of
from generator.errors import Mark
from generator.selection.audience import Audience
from generator.store.library import Library
from generator.store.schema import Clearance, Fact, Kind, Model, Point, Topic

_ASKED_TAG = re.compile(r"""\bfacts\(\s*(?:tag\s*=\s*)?["']([^"']+)["']""")


@dataclass(frozen=True, slots=True)
class Use:
    """A fact stands in a text (`where` names it), a chart, or among the big numbers of a template."""

    clearance: Clearance
    where: str
    caution: bool = False


@dataclass(eq=False)
class Subjects:
    """Everything that the rules may look at in one check, with what several rules ask for worked out once.

    `documents` are made documents to be looked at too. `printable` says whether the fonts have a character; without it
    nothing is said of characters. `needed_silences` grows while the rules run: the thing and the code of every silence
    that hid a finding.
    """

    library: Library
    audiences: Mapping[str, Audience]
    as_of: date
    root: Path | None = None
    documents: Sequence[MadeDocument] = ()
    printable: Callable[[str], bool] | None = None
    needed_silences: set[tuple[str, str]] = field(default_factory=set)

    # --- the store ---------------------------------------------------------------------------------------------------

    @cached_property
    def points(self) -> tuple[Point, ...]:
        return tuple(p for t in self.library.topics.values() for p in t.points.values())

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        return tuple(f for t in self.library.topics.values() for f in t.facts.values())

    @cached_property
    def words(self) -> OfficeWords:
        """The office's lists of words."""
        return read_words(self.root, self.library.settings.words)

    # --- texts -------------------------------------------------------------------------------------------------------

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every text of the store, topic by topic, then the hearings."""
        return tuple(passages_of(self.library))

    @cached_property
    def _numbers_by_word(self) -> Mapping[str, list[int]]:
        """For each word in small letters the numbers of the passages that have it."""
        found: dict[str, list[int]] = {}
        for number, passage in enumerate(self.passages):
            for word in set(plain_words(passage.text)):
                found.setdefault(word, []).append(number)
        return found

    def passages_with(self, words: Iterable[str]) -> list[Passage]:
        """The texts that have one of the words (in small letters) in them, in order."""
        return [self.passages[number] for number in self._with_words(words)]

    def _with_words(self, words: Iterable[str]) -> list[int]:
        return sorted({number for word in words for number in self._numbers_by_word.get(word, ())})

    @cached_property
    def _passages_by_owner(self) -> Mapping[str, list[Passage]]:
        found: dict[str, list[Passage]] = {}
        for passage in self.passages:
            found.setdefault(identity(passage.owner), []).append(passage)
        return found

    def passages_of(self, owner: Model) -> list[Passage]:
        """The texts of one thing of the store."""
        return self._passages_by_owner.get(identity(owner), [])

    def at(self, passage: Passage, offset: int = 0) -> Mark:
        """The place in the file of a character of a text."""
        return self.library.position(passage.owner, passage.path, offset)

    @cached_property
    def typed_figures(self) -> tuple[TypedFigure, ...]:
        """Every figure that is typed in a text of the store, held against the facts."""
        index = FactIndex(self.library)
        in_words = set(self._with_words(NUMBER_WORDS))
        found: list[TypedFigure] = []
        for number, passage in enumerate(self.passages):
            if number in in_words or has_digits(masked(passage.text)):
                found.extend(index.typed_in(passage))
        return tuple(found)

    # --- who uses a fact, who cites a source -------------------------------------------------------------------------

    def uses(self, fact: Fact) -> list[Use]:
        """Where a fact is stated; the list of all figures in a staff memo does not count."""
        return self._uses[fact.ref]

    @cached_property
    def _uses(self) -> Mapping[str, list[Use]]:
        uses: dict[str, list[Use]] = {fact.ref: [] for fact in self.facts}
        for point in self.points:
            use = Use(point.clearance, f"the {point.kind.value} “{point.ref}”", point.kind is Kind.CAUTION)
            for fact in self.library.used_facts(point):
                uses[fact.ref].append(use)
        for passage in self.passages:
            if passage.point is None and "{{" in passage.text:
                use = Use(passage.clearance, f"{passage.field} of “{getattr(passage.owner, 'id', '')}”")
                for fact in facts_named(self.library, passage):
                    uses[fact.ref].append(use)
        for topic in self.library.topics.values():
            for ref, use in _drawn(topic):
                uses[self.library.fact(ref, topic.id).ref].append(use)
        for ref, audience in self._among_big_numbers():
            if ref in uses:
                uses[ref].append(Use(audience.clearance, f"the numbers of {audience.id} documents"))
        return uses

    def _among_big_numbers(self) -> Iterator[tuple[str, Audience]]:
        """The facts that documents show as their big numbers, and who reads those: as they were made, if they were."""
        if self.documents:
            shown = {(ref, made.audience.id) for made in self.documents for ref in big_numbers(made.document)}
            return ((ref, self.audiences[audience]) for ref, audience in sorted(shown))
        return ((fact.ref, a) for a in self.audiences.values() for fact in facts_named_by(a, self.facts))

    def reach(self, fact: Fact) -> tuple[Clearance, bool]:
        """The most public readers of a fact, and whether only cautions (what not to say) state it."""
        return self._reaches[fact.ref]

    @cached_property
    def _reaches(self) -> Mapping[str, tuple[Clearance, bool]]:
        return {fact.ref: _reach(fact, self.uses(fact)) for fact in self.facts}

    @cached_property
    def source_readers(self) -> Mapping[str, Clearance]:
        """The most public readers of everything that cites a source, by the source's id."""
        readers: dict[str, Clearance] = {}
        for source, clearance in self._citations():
            if source:
                readers[source] = min(clearance, readers.get(source, Clearance.OFFICE))
        return readers

    def _citations(self) -> Iterator[tuple[str, Clearance]]:
        for fact in self.facts:
            for source in (fact.source, *(vintage.source for vintage in fact.vintages)):
                yield source, self.reach(fact)[0]
        for point in self.points:
            yield from ((citation.source, point.clearance) for citation in point.sources)
        for table in self.library.tables.values():
            yield table.source, Clearance.OFFICE
            yield from ((column.source, Clearance.PUBLIC) for column in table.columns.values())


def _reach(fact: Fact, uses: list[Use]) -> tuple[Clearance, bool]:
    stated = {use.clearance for use in uses if not use.caution}
    told = stated or {use.clearance for use in uses}
    return min(told, default=fact.clearance), bool(told) and not stated


def _drawn(topic: Topic) -> Iterator[tuple[str, Use]]:
    """The facts in the charts of a topic."""
    for name, chart in topic.charts.items():
        for ref in filter(None, (chart.series, *chart.facts.values())):
            yield ref, Use(chart.clearance, f"the chart “{topic.id}/{name}”")


def facts_named_by(audience: Audience, facts: Iterable[Fact]) -> Iterator[Fact]:
    """What to go by where no documents were made: the facts with a tag that the template names in `facts("tag")` as it
    is typed. It knows nothing of tags that are worked out or asked for under a condition."""
    tags = frozenset(_ASKED_TAG.findall(audience.body))
    for fact in facts:
        if tags.intersection(fact.tags) and fact.current.status.is_sound and audience.clearance.allows(fact.clearance):
            yield fact
