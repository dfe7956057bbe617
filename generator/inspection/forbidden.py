"""What a document may not say: every sentence-sized string that its clearance or an embargo holds back, every part of
such a text that is so many words long, and every figure.

Taken from the whole store, not from what a document was made of: a guard that trusted the selection would let through
whatever the selection lets through. What a text says that its readers may see is no secret: if it says what another
does that they may not see, that is an echo, and somebody has to decide which of the two is right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property, lru_cache
from typing import NamedTuple

from generator.inspection.echoes import Echo, echoes
from generator.inspection.figures import figures_in, forms_of, spoken_forms_of
from generator.inspection.fold import BARRIER, is_sentence_sized, sentences, squeeze
from generator.inspection.opened import Piece, Text
from generator.inspection.printed import Printed, fact_of, placeholder, printed, without_figures
from generator.inspection.search import Literals, Patterns, can_be_found
from generator.inspection.secrets import MOST_TIMES, Hit, SaidText, Secret, SecretParts, secret_parts
from generator.inspection.store_texts import REF, StoreText, store_texts
from generator.store.library import Library
from generator.store.schema import Clearance, Fact
from generator.store.substitution import FORMATS as OTHER_FORMS


@dataclass(eq=False)
class Forbidden:
    """The secrets of one store for documents of one clearance at one moment. Made once, it is asked for every file.

    `echoes` are texts that these readers may see and that say what they may not: these are no secrets of drafts.
    """

    clearance: Clearance
    sentences: Mapping[Literals, Secret]
    parts: SecretParts
    figures: Mapping[str, Secret]
    echoes: tuple[Echo, ...] = ()

    @cached_property
    def _patterns(self) -> Patterns:
        return Patterns(self.sentences)

    @cached_property
    def _secrets(self) -> list[Secret]:
        return list(self.sentences.values())

    def sought(self) -> tuple[str, ...]:
        """Everything that is looked for: the same for the same secrets."""
        echoes = (str(echo) for echo in self.echoes)
        return (*(BARRIER.join(words) for words in self.sentences), *self.parts.sought(), *self.figures, *echoes)

    def __len__(self) -> int:
        return len(self.sentences) + len(self.figures)

    def of_finals(self, settled: Iterable[Echo] = ()) -> Forbidden:
        """The secrets of final documents: the echoes, too, but for those that somebody has settled."""
        left = {echo.literals: echo.as_secret() for echo in self.echoes if echo not in frozenset(settled)}
        return replace(self, sentences={**self.sentences, **left}) if left else self

    def search(self, text: Text) -> Iterator[Hit]:
        """Every secret in a text, also behind escapes, with the place where it stands."""
        for way in (text, *text.unescaped()):
            found = list(self._sentences_in(way))
            yield from found
            whole = {(hit.secret.ref, hit.secret.path) for hit in found}
            yield from (hit for hit in self.parts.search(way) if (hit.secret.ref, hit.secret.path) not in whole)
            if way.prose and self.figures:
                yield from self._figures_in(way)

    def _sentences_in(self, text: Text) -> Iterator[Hit]:
        times: Counter[int] = Counter()
        for found in self._patterns.search(text.squeezed):
            times[found.pattern] += 1
            if times[found.pattern] > MOST_TIMES:
                continue
            secret, there = self._secrets[found.pattern], text.at(found.start, found.end)
            if secret.path != REF or _is_ref(there.text, *text.around(found.start, found.end)):
                yield Hit(secret, there)

    def _figures_in(self, text: Text) -> Iterator[Hit]:
        for piece in text.pieces:
            for figure in figures_in(piece.text):
                if figure in self.figures:
                    yield Hit(self.figures[figure], Piece(piece.place, figure))


def _is_ref(text: str, before: str, after: str) -> bool:
    """Whether a text is a ref and all of it: `fentanyl/deaths-fell`, but not "fentanyl deaths fell".

    The name of a bookmark may go on with `___2`.
    """
    return not (any(map(str.isspace, text)) or re.search(r"[A-Za-z0-9-]$", before) or re.match(r"[-_]?[^\W_]", after))


# --- what is forbidden -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Store:
    """A store as a key: equal if all of it is. Most are told apart by their digests."""

    library: Library

    def __hash__(self) -> int:
        return hash(self.library.digest)


def forbidden(library: Library, clearance: Clearance, moment: datetime) -> Forbidden:
    """What a document of this clearance may not say at this moment."""
    return _forbidden(_Store(library), clearance, moment)


@lru_cache(maxsize=8)  # saves gathering the secrets of a store anew for each of its files
def _forbidden(store: _Store, clearance: Clearance, moment: datetime) -> Forbidden:
    library = store.library
    held_back: list[tuple[StoreText, str]] = []
    permitted: list[StoreText] = []
    for text in store_texts(library):
        if why := text.held_back(clearance, moment):
            held_back.append((text, why))
        else:
            permitted.append(text)
    openly = said_openly(library, permitted, clearance)
    secrets = [*secret_sentences(library, held_back), *spoken_secret_figures(library, clearance)]
    figures = secret_figures(library, clearance)
    sought, said = _not_said(library, secrets, openly.words)
    parts = secret_parts(library, held_back, openly.texts)
    return Forbidden(
        clearance,
        sought,
        parts,
        {figure: secret for figure, secret in figures.items() if figure not in openly.figures},
        echoes(library, said, parts, openly.texts),
    )


class SecretSentence(NamedTuple):
    """A sentence that is held back. `words` are those around its figures: empty if they are too few to look for."""

    secret: Secret
    words: Literals
    sentence: str
    whole: Printed
    topic: str


def secret_sentences(library: Library, held_back: Iterable[tuple[StoreText, str]]) -> Iterator[SecretSentence]:
    """The sentences of texts that are held back, each text with why."""
    for text, why in held_back:
        whole = printed(text.text)
        for sentence in sentences(whole.text) if text.path != REF else [whole.text]:
            reads = whole.filled(library, sentence, text.topic, blank="…")
            secret = Secret(text.ref, text.path, why, reads)
            yield SecretSentence(secret, _words(sentence), sentence, whole, text.topic)


def _words(sentence: str) -> Literals:
    """The words of a sentence around its figures, squeezed, if there are enough of them to look for."""
    around = without_figures(sentence)
    words = tuple(filter(None, map(squeeze, around)))
    is_enough = can_be_found(words) and (len(around) == 1 or is_sentence_sized(" ".join(around)))
    return words if is_enough else ()


def _with_figures(library: Library, secret: SecretSentence) -> Iterator[Literals]:
    """A sentence that has figures with them, in each form in which they may be printed."""
    if len(without_figures(secret.sentence)) > 1:
        for form in ("", "press", *OTHER_FORMS):
            exact = (squeeze(secret.whole.filled(library, secret.sentence, secret.topic, form)),)
            if exact != secret.words and can_be_found(exact):
                yield exact


def secret_figures(library: Library, clearance: Clearance) -> dict[str, Secret]:
    """The figures of facts that are not for this clearance, as far as they tell something by themselves."""
    found: dict[str, Secret] = {}
    for fact in _facts(library, clearance, allowed=False):
        for form in forms_of(fact):
            for figure in figures_in(form):
                found.setdefault(figure, _of_fact(fact, form))
    return found


def spoken_secret_figures(library: Library, clearance: Clearance) -> Iterator[SecretSentence]:
    """The same figures in words, which are sentences to look for."""
    for fact in _facts(library, clearance, allowed=False):
        for form in spoken_forms_of(fact):
            if is_sentence_sized(form):
                yield SecretSentence(_of_fact(fact, form), (squeeze(form),), form, Printed(form), fact.topic)


def _of_fact(fact: Fact, form: str) -> Secret:
    return Secret(fact.ref, ("value",), f"is for {fact.clearance.value}", form)


def _facts(library: Library, clearance: Clearance, *, allowed: bool) -> Iterator[Fact]:
    for topic in library.topics.values():
        yield from (f for f in topic.facts.values() if clearance.allows(f.clearance) is allowed)


# --- what is no secret -------------------------------------------------------------------------------------------


class Openly(NamedTuple):
    """What permitted texts say: each of them, all their words, and the figures in them."""

    texts: list[SaidText]
    words: str
    figures: frozenset[str]


def said_openly(library: Library, permitted: Iterable[StoreText], clearance: Clearance) -> Openly:
    """What the permitted texts say, and the figures of the permitted facts."""
    written = list(permitted)
    texts = [_shown(library, text, clearance) for text in written]
    shown = (form for fact in _facts(library, clearance, allowed=True) for form in forms_of(fact))
    figures = frozenset(figure for text in (*texts, *shown) for figure in figures_in(text))
    said = [SaidText(text, squeeze(shows)) for text, shows in zip(written, texts, strict=True)]
    return Openly(said, BARRIER.join(text.squeezed for text in said), figures)


def _shown(library: Library, text: StoreText, clearance: Clearance) -> str:
    """A permitted text as it prints. A figure that may not be seen stays a secret although the text uses it."""
    whole = printed(text.text)
    open_text = whole.text
    for number, figure in enumerate(whole.figures):
        fact = fact_of(library, figure, text.topic)
        if fact is None or not clearance.allows(fact.clearance):
            open_text = open_text.replace(placeholder(number), BARRIER)
    return whole.filled(library, open_text, text.topic)


def _not_said(
    library: Library, secrets: Iterable[SecretSentence], openly: str
) -> tuple[dict[Literals, Secret], dict[Literals, Secret]]:
    """The secret sentences but for those that permitted texts have in them too; and those.

    Where these have the words of a sentence, it is looked for with its figures instead, unless they have these too.
    """
    by_words: dict[Literals, list[SecretSentence]] = {}
    for sentence in secrets:
        by_words.setdefault(sentence.words, []).append(sentence)
    left = {words: found[0].secret for words, found in by_words.items() if words}
    exact: dict[Literals, Secret] = {}
    known: dict[Literals, Secret] = {}
    for words in ((), *_in(openly, left)):
        if not words or left[words].path != REF:
            left.pop(words, None)
            for sentence in by_words.get(words, ()):
                with_figures = list(_with_figures(library, sentence))
                exact |= {literals: sentence.secret for literals in with_figures if literals not in exact}
                if words and not with_figures:
                    known.setdefault(words, sentence.secret)
    said = _in(openly, exact)
    known |= {literals: exact.pop(literals) for literals in said}
    return exact | left, known


def _in(text: str, patterns: Iterable[Literals]) -> set[Literals]:
    """The patterns that a text has in it."""
    searched = Patterns(patterns)
    return {searched.patterns[found.pattern] for found in searched.search(text)}
