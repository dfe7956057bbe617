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

from generator.inspection.echoes import Echo, echoes, echoes_of_figures, quotes_the_public
from generator.inspection.figures import Figure, Units, figures_in, forms_of, of_few_digits, spoken_form_of, with_unit
from generator.inspection.fold import BARRIER, is_sentence_sized, sentences, squeeze
from generator.inspection.fragments import Run
from generator.inspection.opened import Piece, Text
from generator.inspection.printed import Printed, fact_of, placeholder, printed, without_figures
from generator.inspection.search import Found, Literals, Patterns, Searcher, can_be_found
from generator.inspection.secrets import MOST_TIMES, Hit, SaidText, Secret, SecretParts, secret_parts
from generator.inspection.store_texts import REF, StoreText, store_texts
from generator.store.library import Library
from generator.store.schema import Clearance, Fact, Vintage
from generator.store.secrecy import HeldBack
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
    units: Units
    echoes: tuple[Echo, ...] = ()

    @cached_property
    def _searcher(self) -> Searcher[Found | Run]:
        refs = {words for words, secret in self.sentences.items() if secret.path == REF}
        return Searcher(Patterns(self.sentences, unbroken=refs), self.parts.fragments)

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
        known = frozenset(settled)
        left = [echo for echo in self.echoes if echo not in known]
        words = {echo.literals: echo.as_secret() for echo in left if echo.literals}
        figures = {echo.figure: echo.as_secret() for echo in left if echo.figure}
        return replace(self, sentences={**self.sentences, **words}, figures={**self.figures, **figures})

    def search(self, text: Text) -> Iterator[Hit]:
        """Every secret in a text, also behind escapes, with the place where it stands."""
        for way in (text, *text.unescaped()):
            met = list(self._searcher.search(way.squeezed))
            found = list(self._sentences(way, (one for one in met if isinstance(one, Found))))
            yield from found
            whole = {(hit.secret.ref, hit.secret.path) for hit in found}
            parts = self.parts.hits(way, (one for one in met if isinstance(one, Run)))
            yield from (hit for hit in parts if (hit.secret.ref, hit.secret.path) not in whole)
            if way.prose and self.figures:
                yield from self._figures_in(way)

    def _sentences(self, text: Text, all_found: Iterable[Found]) -> Iterator[Hit]:
        times: Counter[int] = Counter()
        for found in all_found:
            times[found.pattern] += 1
            if times[found.pattern] > MOST_TIMES:
                continue
            secret, there = self._secrets[found.pattern], text.at(found.start, found.end)
            if secret.path != REF or _is_ref(there.text, *text.around(found.start, found.end)):
                yield Hit(secret, there)

    def _figures_in(self, text: Text) -> Iterator[Hit]:
        for piece in text.pieces:
            for figure in figures_in(piece.text, self.units):
                if figure.known_by in self.figures:
                    yield Hit(self.figures[figure.known_by], Piece(piece.place, figure.reads))


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
    figures = Figures(library, clearance, moment)
    held_back: list[tuple[StoreText, str]] = []
    permitted: list[StoreText] = []
    for text in store_texts(library):
        if why := text.held_back(clearance, moment) or figures.why(text):
            held_back.append((text, why))
        else:
            permitted.append(text)
    openly = said_openly(library, permitted, figures)
    secrets = [*secret_sentences(library, held_back), *figures.spoken()]
    sought, said = _not_said(library, secrets, openly.words)
    parts = secret_parts(library, held_back, openly.texts)
    seen = openly.figures | figures.in_tables()
    held = {known_by: secret for known_by, secret in figures.secrets.items() if known_by not in seen}
    typed = echoes_of_figures(library, held, openly.typed)
    for echo in typed:
        held.pop(echo.figure, None)
    all_echoes = (*echoes(library, said, parts, openly.texts), *typed)
    return Forbidden(clearance, sought, parts, held, figures.units, all_echoes)


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


class Figures:
    """The figures of a store: those that readers may not see, as `Library.held_back` has it, and all others."""

    def __init__(self, library: Library, clearance: Clearance, moment: datetime) -> None:
        self._library = library
        facts = [fact for topic in library.topics.values() for fact in topic.facts.values()]
        asked = ((fact, library.held_back(fact, clearance, moment)) for fact in facts)
        self.held = {fact.ref: held for fact, held in asked if held}
        self._open = [(f, v) for f in facts for v in f.vintages if f.ref not in self.held or not self._is_held(f, v)]
        self.units: dict[str, set[str]] = {}
        self.secrets: dict[str, Secret] = {}
        for held in self.held.values():
            for vintage in held.vintages:
                self._hold(held, vintage)

    def _is_held(self, fact: Fact, vintage: Vintage) -> bool:
        return any(vintage is held for held in self.held[fact.ref].vintages)

    def _hold(self, held: HeldBack, vintage: Vintage) -> None:
        for form in forms_of(vintage):
            for figure in figures_in(form):
                self.secrets.setdefault(figure.known_by, _of_fact(held, form))
        for number, unit, form in of_few_digits(held.fact, vintage):
            self.units.setdefault(number, set()).add(unit)
            self.secrets.setdefault(with_unit(number, unit), _of_fact(held, form))

    def why(self, text: StoreText) -> str:
        """Why a text of a fact may not be told where the fact is held back: its ref, and a value in words.

        The ref of a series may, whose older periods are shown by it, and one that is a point's, too.
        """
        held = self.held.get(text.ref)
        if held is None:
            return ""
        if text.path == REF:
            is_shown = held.fact.series and not held.whole
            return "" if is_shown or held.fact.id in self._library.topics[held.fact.topic].points else held.why
        path = ("series", held.fact.current.period, "value") if held.fact.series else ("value",)
        return held.why if text.path == path else ""

    def spoken(self) -> Iterator[SecretSentence]:
        """The figures that are held back in words, which are sentences to look for; but not what is said openly."""
        held = [(h, v, spoken_form_of(v)) for h in self.held.values() for v in h.vintages]
        sought = [(h, v, form) for h, v, form in held if can_be_found((squeeze(form),))]
        openly = BARRIER.join(squeeze(spoken_form_of(v)) for _, v in self._open) if sought else ""
        for fact, _, form in sought:
            if (words := squeeze(form)) not in openly:
                yield SecretSentence(_of_fact(fact, form), (words,), form, Printed(form), fact.fact.topic)

    def shown(self) -> Iterator[tuple[str, str]]:
        """Every form of the figures that may be seen, each with the unit of its fact."""
        return ((form, fact.unit) for fact, vintage in self._open for form in forms_of(vintage))

    def in_tables(self) -> set[str]:
        """Those of the figures held back that stand in a table as well, where everybody may see them."""
        found: set[str] = set()
        for table in self._library.tables.values() if self.secrets else ():
            columns = [name for name, column in table.columns.items() if column.kind == "number"]
            cells = {row.get(name, "") for row in table.rows for name in columns}
            found.update(figure.known_by for cell in cells for figure in figures_in(_with_commas(cell)))
        return found


def _with_commas(cell: str) -> str:
    """A cell as it prints: `5,016` for 5016."""
    return f"{int(cell):,}" if cell.isdecimal() else cell


def _of_fact(held: HeldBack, form: str) -> Secret:
    return Secret(held.fact.ref, ("value",), held.why, form)


# --- what is no secret -------------------------------------------------------------------------------------------


class Openly(NamedTuple):
    """What permitted texts say: each of them, all their words, and the figures that are known without the office; and
    the figures that are `typed` in the others."""

    texts: list[SaidText]
    words: str
    figures: frozenset[str]
    typed: list[tuple[StoreText, Figure]]


def said_openly(library: Library, permitted: Iterable[StoreText], figures: Figures) -> Openly:
    """What the permitted texts say, and the figures of the permitted facts."""
    written = list(permitted)
    texts = [_shown(library, text, figures) for text in written]
    read = [(text, f) for text, shows in zip(written, texts, strict=True) for f in figures_in(shows, figures.units)]
    shown = (f"{form} {unit}" for form, unit in figures.shown())
    seen = {figure.known_by for text in shown for figure in figures_in(text, figures.units)}
    seen.update(figure.known_by for text, figure in read if quotes_the_public(library, text))
    said = [SaidText(text, shows, squeeze(shows)) for text, shows in zip(written, texts, strict=True)]
    return Openly(said, BARRIER.join(text.squeezed for text in said), frozenset(seen), read)


def _shown(library: Library, text: StoreText, figures: Figures) -> str:
    """A permitted text as it prints. A figure that may not be seen stays a secret although the text uses it."""
    whole = printed(text.text)
    open_text = whole.text
    for number, figure in enumerate(whole.figures):
        fact = fact_of(library, figure, text.topic)
        if fact is None or fact.ref in figures.held:
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
    sought = Patterns(patterns)
    return {sought.patterns[found.pattern] for found in Searcher(sought).search(text)}
