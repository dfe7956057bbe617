"""What a document may not say: every sentence-sized string that its clearance or an embargo holds back.

Taken from the whole store, not from what a document was made of: a guard that trusted the selection would let through
whatever the selection lets through. What permitted texts say too is no secret.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock
from typing import Any, NamedTuple

from generator.inspection.figures import figures_in, forms_of, spoken_forms_of
from generator.inspection.fold import BARRIER, is_sentence_sized, sentences, squeeze
from generator.inspection.opened import Chunk, Strand
from generator.inspection.search import Literals, Patterns, can_be_found
from generator.inspection.store_texts import (
    REF,
    Printing,
    Saying,
    around_gaps,
    fact_of,
    filled,
    printing,
    sayings,
    token,
)
from generator.store.library import Library
from generator.store.schema import Clearance, Fact
from generator.store.substitution import FORMATS as OTHER_FORMS

MOST_CLEAN = 1 << 20
"""How many letters of texts that may be the same in many files are remembered to be clean."""


class Secret(NamedTuple):
    """A string that a document may not hold: whose it is, which part of it, why not, and how it reads."""

    ref: str
    path: tuple[str, ...]
    why: str
    words: str


class Hit(NamedTuple):
    """A secret found in a file: where, and how it reads there."""

    secret: Secret
    there: Chunk


class Clean:
    """Texts known to be clean, `prose` or not. When there are too many all of them are forgotten."""

    def __init__(self) -> None:
        self._texts: tuple[set[str], set[str]] = set(), set()
        self._letters = 0

    def has(self, text: str, *, prose: bool) -> bool:
        return text in self._texts[prose]

    def add(self, text: str, *, prose: bool) -> None:
        if self._letters > MOST_CLEAN:
            self.clear()
        self._letters += len(text)
        self._texts[prose].add(text)

    def clear(self) -> None:
        self._letters = 0
        for texts in self._texts:
            texts.clear()


@dataclass(eq=False)
class Forbidden:
    """The secrets of one store for documents of one clearance at one moment. Made once, it is asked for every file.

    `secrets` has what each of the `patterns` is, by its number.
    """

    clearance: Clearance
    secrets: Mapping[int, Secret]
    patterns: Patterns
    figures: Mapping[str, Secret]
    _clean: Clean = field(default_factory=Clean)

    def __len__(self) -> int:
        return len(self.secrets) + len(self.figures)

    def search(self, strand: Strand) -> Iterator[Hit]:
        """Every secret in a strand, also behind escapes, with the place where it stands."""
        if self._clean.has(strand.text, prose=strand.prose):
            return
        clean = True
        for way in (strand, *strand.unescaped):
            for hit in self._in(way):
                clean = False
                yield hit
        if clean and (strand.kept or not strand.prose):
            self._clean.add(strand.text, prose=strand.prose)

    def _in(self, strand: Strand) -> Iterator[Hit]:
        for found in self.patterns.search(strand.squeezed):
            secret, there = self.secrets[found.pattern], strand.at(found.start, found.end)
            if secret.path != REF or _is_ref(there.text, *strand.around(found.start, found.end)):
                yield Hit(secret, there)
        if strand.prose and self.figures:
            for chunk in strand.chunks:
                for figure in figures_in(chunk.text):
                    if figure in self.figures:
                        yield Hit(self.figures[figure], Chunk(chunk.place, figure))


def _is_ref(text: str, before: str, after: str) -> bool:
    """Whether a text is a ref and all of it: `fentanyl/deaths-fell`, but not "fentanyl deaths fell".

    The name of a bookmark may go on with `___2`.
    """
    return not (any(map(str.isspace, text)) or re.search(r"[A-Za-z0-9-]$", before) or re.match(r"[-_]?[^\W_]", after))


# --- making ------------------------------------------------------------------------------------------------------

_STORES = 4
_MADE = 8
"""How many stores are remembered, and for how many readers and moments each."""


@dataclass
class _OfStore:
    """What was made for a store, and when the embargoes in it end."""

    library: Library  # kept, so that its id is not given to another
    embargoes: tuple[datetime, ...]
    made: dict[tuple[Clearance, int], Forbidden] = field(default_factory=dict)


_stores: dict[int, _OfStore] = {}
_making = Lock()


def forbidden(library: Library, clearance: Clearance, moment: datetime) -> Forbidden:
    """What a document of this clearance may not say at this moment. Kept for the stores and moments asked for last."""
    with _making:
        if id(library) not in _stores:
            _make_room(_stores, _STORES)
            _stores[id(library)] = _OfStore(library, _embargoes(library))
        store = _stores[id(library)]
        # Moments between which no embargo ends are the same.
        key = clearance, bisect_right(store.embargoes, moment)
        if key not in store.made:
            _make_room(store.made, _MADE)
            store.made[key] = _Making(library, clearance, moment).forbidden()
        return store.made[key]


def _make_room(kept: dict[Any, Any], most: int) -> None:
    while len(kept) >= most:
        del kept[next(iter(kept))]


def _embargoes(library: Library) -> tuple[datetime, ...]:
    """When embargoes end, in order."""
    points = (p.embargo for t in library.topics.values() for p in t.points.values())
    hearings = (h.embargo for h in library.hearings.values())
    return tuple(sorted(moment for moment in (*points, *hearings) if moment))


class _Figured(NamedTuple):
    """A sentence with figures in it, which may be printed in several forms."""

    sentence: str
    whole: Printing
    topic: str
    secret: Secret


class _Making:
    """Gathers secrets, and takes out again what permitted texts say."""

    def __init__(self, library: Library, clearance: Clearance, moment: datetime) -> None:
        self.library = library
        self.clearance = clearance
        self.moment = moment
        self.secrets: dict[Literals, Secret] = {}
        self.figured: dict[Literals, list[_Figured]] = {}
        """Sentences by the pattern that has gaps for their figures; without one, under that without literals."""
        self.figures: dict[str, Secret] = {}

    def forbidden(self) -> Forbidden:
        permitted: list[Saying] = []
        for saying in sayings(self.library):
            if why := saying.held_back(self.clearance, self.moment):
                self._keep_secret(saying, why)
            else:
                permitted.append(saying)
        self._keep_figures_secret()
        for exact, secret in self._with_figures(()):
            self.secrets.setdefault(exact, secret)
        texts = [self._shown(saying) for saying in permitted]
        if self.figures:
            self._without_figures(texts)
        return self._without(BARRIER.join([squeeze(t) for t in texts]))

    def _keep_secret(self, saying: Saying, why: str) -> None:
        whole = printing(saying.text)
        for sentence in sentences(whole.text) if saying.path != REF else [whole.text]:
            words = filled(self.library, sentence, whole, saying.topic, blank="…")
            self._look_for(sentence, whole, saying, Secret(saying.ref, saying.path, why, words))

    def _look_for(self, sentence: str, whole: Printing, saying: Saying, secret: Secret) -> None:
        """Enter a sentence with gaps for its figures; and with its figures, for when that will not do."""
        around = around_gaps(sentence)
        gapped = tuple(filter(None, map(squeeze, around)))
        if (len(around) > 1 and not is_sentence_sized(" ".join(around))) or not can_be_found(gapped):
            gapped = ()
        else:
            self.secrets.setdefault(gapped, secret)
        if len(around) > 1:
            self.figured.setdefault(gapped, []).append(_Figured(sentence, whole, saying.topic, secret))

    def _with_figures(self, gapped: Literals) -> Iterator[tuple[Literals, Secret]]:
        """The sentences that have a pattern in common, with their figures in each form."""
        for sentence, whole, topic, secret in self.figured.get(gapped, ()):
            for form in ("", "press", *OTHER_FORMS):
                exact = (squeeze(filled(self.library, sentence, whole, topic, form)),)
                if exact != gapped and can_be_found(exact):
                    yield exact, secret

    def _keep_figures_secret(self) -> None:
        for fact in self._facts(allowed=False):
            why = f"is for {fact.clearance.value}"
            for form in forms_of(fact):
                for figure in figures_in(form):
                    self.figures.setdefault(figure, Secret(fact.ref, ("value",), why, form))
            for form in spoken_forms_of(fact):
                if is_sentence_sized(form):
                    self.secrets.setdefault((squeeze(form),), Secret(fact.ref, ("value",), why, form))

    def _facts(self, *, allowed: bool) -> Iterator[Fact]:
        for topic in self.library.topics.values():
            yield from (f for f in topic.facts.values() if self.clearance.allows(f.clearance) is allowed)

    # --- what is no secret -----------------------------------------------------------------------------------------

    def _shown(self, saying: Saying) -> str:
        """A permitted text as it prints. A figure that may not be seen stays a secret although the text uses it."""
        whole = printing(saying.text)
        text = whole.text
        for number, figure in enumerate(whole.figures):
            fact = fact_of(self.library, figure, saying.topic)
            if fact is None or not self.clearance.allows(fact.clearance):
                text = text.replace(token(number), BARRIER)
        return filled(self.library, text, whole, saying.topic)

    def _without(self, permitted: str) -> Forbidden:
        """All secrets but those that permitted texts have in them too. Where they have the words of a sentence, it is
        looked for with its figures instead, unless they have these too."""
        patterns = Patterns(self.secrets)
        known = {n for n in _in(permitted, patterns) if self.secrets[patterns.patterns[n]].path != REF}
        exact = dict(pair for n in known for pair in self._with_figures(patterns.patterns[n]))
        said = _in(permitted, Patterns(exact))
        patterns.drop(known)
        patterns.add(literals for number, literals in enumerate(exact) if number not in said)
        secrets = {**exact, **self.secrets}
        left = {n: secrets[literals] for n, literals in enumerate(patterns.patterns) if n not in known}
        return Forbidden(self.clearance, left, patterns, self.figures)

    def _without_figures(self, texts: Iterable[str]) -> None:
        shown = (form for fact in self._facts(allowed=True) for form in forms_of(fact))
        for text in (*texts, *shown):
            for figure in figures_in(text):
                self.figures.pop(figure, None)


def _in(text: str, patterns: Patterns) -> set[int]:
    """The numbers of the patterns that a text has in it."""
    return {found.pattern for found in patterns.search(text)}
