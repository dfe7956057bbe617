"""Secrets, and the parts of those that are texts: so many consecutive words of one, wherever in a file they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from generator.inspection.fold import squeeze
from generator.inspection.fragments import Fragments, Run
from generator.inspection.joins import BETWEEN_WORDS, PermittedSentences
from generator.inspection.opened import Piece, Text
from generator.inspection.printed import placeholder, printed
from generator.inspection.search import Searcher
from generator.inspection.store_texts import REF, StoreText
from generator.store.library import Library

MOST_TIMES = 20
"""How often a secret is told of in one text: to find where each stands takes long."""


class Secret(NamedTuple):
    """A string that a document may not hold: whose it is, which part of it, why not, and how it reads."""

    ref: str
    path: tuple[str, ...]
    why: str
    words: str


class Hit(NamedTuple):
    """A secret found in a file: where, and how it reads there."""

    secret: Secret
    there: Piece


class SaidText(NamedTuple):
    """A text that may be seen, as it prints, and that squeezed."""

    text: StoreText
    reads: str
    squeezed: str


@dataclass(eq=False)
class SecretParts:
    """Texts that are held back, to be found by their parts. `open_from` has for each the words at which a part begins
    that permitted texts have in them, too; `said` are those parts, and which text says each. `permitted` is how these
    texts read. `figures` are the figures of each text, as it prints them."""

    secrets: Sequence[Secret]
    words: Sequence[Sequence[str]]
    fragments: Fragments
    figures: Sequence[Sequence[str]] = ()
    open_from: list[set[int]] = field(default_factory=list)
    said: list[tuple[SaidText, Run]] = field(default_factory=list)
    permitted: list[str] = field(default_factory=list)

    @cached_property
    def _sentences(self) -> PermittedSentences:
        return PermittedSentences(self.permitted)

    def sought(self) -> Iterator[str]:
        """Everything that is looked for."""
        yield str(self.fragments.words)
        for words, open_from in zip(self.words, self.open_from, strict=True):
            yield f"{' '.join(words)} {sorted(open_from)}"

    def hits(self, text: Text, runs: Iterable[Run]) -> Iterator[Hit]:
        """Of what was found in a text every part of a secret text that nothing says which may be seen."""
        times: Counter[int] = Counter()
        for run in sorted(set(runs)):
            secret = set(range(run.first, run.last - self.fragments.words + 1)) - self.open_from[run.text]
            if not secret or times[run.text] == MOST_TIMES:
                continue
            there = text.at(run.start, run.end)
            words = [squeeze(word) for word in self.words[run.text][run.first : run.last]]
            joined = self._sentences.joined(words, there.text, self.fragments.words)
            if not secret.issubset(run.first + word for word in joined):
                times[run.text] += 1
                yield Hit(self.secret(run), there)

    def secret(self, run: Run) -> Secret:
        """The part of a text that was found, as a secret."""
        return self.secrets[run.text]._replace(words=" ".join(self.words[run.text][run.first : run.last]))

    def words_beside_figures(self, run: Run) -> int:
        """How many words of the part of a text that was found are no figure of it."""
        letters = squeeze(self.secret(run).words)
        stated = (figure for figure in self.figures[run.text] if squeeze(figure) in letters)
        return run.last - run.first - sum(len(figure.split()) for figure in stated)


def secret_parts(
    library: Library, held_back: Iterable[tuple[StoreText, str]], permitted: Iterable[SaidText]
) -> SecretParts:
    """The parts of the texts that are held back, each with why, but for those that permitted texts have, too."""
    secrets: dict[Secret, list[str]] = {}
    figures: list[list[str]] = []
    for text, why in held_back:
        if text.path != REF:
            whole = printed(text.text)
            reads = whole.filled(library, whole.text, text.topic, blank="…")
            words = [word for word in BETWEEN_WORDS.split(reads) if squeeze(word)]
            secret = Secret(text.ref, text.path, why, reads)
            if secret not in secrets:
                secrets[secret] = words
                figures.append([whole.filled(library, placeholder(n), text.topic) for n in range(len(whole.figures))])
    words_of = list(secrets.values())
    fragments = Fragments(([squeeze(w) for w in words] for words in words_of), library.settings.leak_words)
    parts = SecretParts(list(secrets), words_of, fragments, figures, [set() for _ in words_of])
    searcher = Searcher(fragments)
    for said in permitted:
        parts.permitted.append(said.reads)
        for run in set(searcher.search(said.squeezed)):
            parts.open_from[run.text].update(range(run.first, run.last - fragments.words + 1))
            parts.said.append((said, run))
    return parts
