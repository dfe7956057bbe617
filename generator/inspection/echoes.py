"""Echoes: texts that some readers may see and that say what others of the store say, which they may not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.errors import Mark
from generator.inspection.figures import Figure
from generator.inspection.fold import squeeze
from generator.inspection.search import Literals, Patterns, Searcher
from generator.inspection.secrets import SaidText, Secret, SecretParts
from generator.inspection.store_texts import FOR_CONGRESS, REF, StoreText
from generator.store.library import Library
from generator.store.schema import Kind

LEAST_LETTERS = 30
"""Squeezed ones: shorter sentences several points may have by chance."""
_TOLD_BY_A_FACT = frozenset(("note", "label", "value"))
"""What a fact says besides what it measures, which is no secret when another fact measures the same."""
_LOCATOR = frozenset(("locator",))
_PROSE = frozenset(
    ("lead", "full", "short", "spoken", "question", "followup", "title", "headline", "bottom_line",
     "bottom_line_spoken", "ask", "summary")
)  # fmt: skip
"""Texts of a topic, which state its figures."""


@dataclass(frozen=True)
class Echo:
    """A text that may be seen (`said`) says what a text does that may not (`secret`), in the words `literals`; or it
    types the figure of a fact that may not, which is known by `figure`.

    `there` is where the secret stands.
    """

    said: StoreText
    secret: Secret
    literals: Literals
    there: str
    figure: str = ""

    def as_secret(self) -> Secret:
        """The same as a secret that a final document may not hold: it stands where it may be seen."""
        why = f"is what {self.there} says, which {self.secret.why}"
        return Secret(self.said.ref, self.said.path, why, self.secret.words)


def echoes(
    library: Library, said: Mapping[Literals, Secret], parts: SecretParts, permitted: Iterable[SaidText]
) -> tuple[Echo, ...]:
    """The echoes among the permitted texts. `said` are the secret sentences that some of them say, `parts` the parts
    of secret texts."""
    texts = list(permitted)
    found: dict[tuple[object, ...], Echo] = {}
    for text, secret, literals in (*_sentences(said, texts), *_parts(parts)):
        if _whose(text) != _whose(secret) and _tells(secret, library) and _counts(library, text, secret, literals):
            place = mark_of(library, secret.ref, secret.path) or secret.ref
            key = (text.ref, text.path, secret.ref, secret.path)
            found.setdefault(key, Echo(text, secret, literals, str(place)))
    return tuple(found.values())


def echoes_of_figures(
    library: Library, held: Mapping[str, Secret], typed: Iterable[tuple[StoreText, Figure]]
) -> tuple[Echo, ...]:
    """The echoes among the figures that are typed in permitted texts: what a secret figure is known by, is the key of
    `held`. A text of the fact itself is none."""
    found: dict[tuple[object, ...], Echo] = {}
    for text, figure in typed:
        secret = held.get(figure.known_by)
        if secret and secret.ref != text.ref:
            place = str(mark_of(library, secret.ref, secret.path) or secret.ref)
            reads = secret._replace(words=figure.reads)
            echo = Echo(text, reads, (), place, figure.known_by)
            found.setdefault((text.ref, text.path, figure), echo)
    return tuple(found.values())


def quotes_the_public(library: Library, text: StoreText) -> bool:
    """Whether the figures of a text are known without the office: they stand in a source or in a quotation that names
    its source, or are the value of a fact that may be seen."""
    if text.ref in library.sources or not _LOCATOR.isdisjoint(text.path) or text.path[-1:] == ("value",):
        return True
    topic, _, name = text.ref.rpartition("/")
    point = library.topics[topic].points.get(name) if topic in library.topics else None
    return point is not None and point.kind is Kind.QUOTE and bool(point.sources)


def _sentences(
    said: Mapping[Literals, Secret], texts: Iterable[SaidText]
) -> Iterator[tuple[StoreText, Secret, Literals]]:
    searcher = Searcher(Patterns(said))
    secrets = list(said.items())
    for text in texts if said else ():
        for number in {found.pattern for found in searcher.search(text.squeezed)}:
            literals, secret = secrets[number]
            yield text.text, secret, literals


def _parts(parts: SecretParts) -> Iterator[tuple[StoreText, Secret, Literals]]:
    for said, run in parts.said:
        secret = parts.secret(run)
        is_prose = said.text.topic and not _PROSE.isdisjoint(said.text.path)
        if said.text.path[-1:] == ("value",):
            continue
        # Of a topic many texts state the same figures: these words are what a fact says, and no text of its own.
        if not is_prose or parts.words_beside_figures(run) >= parts.fragments.words:
            yield said.text, secret, (squeeze(secret.words),)


def _counts(library: Library, text: StoreText, secret: Secret, literals: Literals) -> bool:
    """Whether words are enough, and in a place where they tell something."""
    if text.path == REF or not _LOCATOR.isdisjoint(text.path):
        return False
    if is_figure(secret):
        return not quotes_the_public(library, text)
    return sum(map(len, literals)) >= LEAST_LETTERS


def is_figure(secret: Secret) -> bool:
    """Whether a secret is the value of a fact."""
    return secret.path[-1:] == ("value",)


def _whose(text: StoreText | Secret) -> tuple[str, ...]:
    """What a text belongs to. A thing's own note may quote it."""
    return (text.ref, *text.path[:2]) if text.path[:1] == ("charts",) else (text.ref,)


def _tells(secret: Secret, library: Library) -> bool:
    """Whether it matters that a text says what this one does. What is for Congress says much that the public hears;
    what a fact measures, several facts may, and in one place of a source there may be much."""
    if secret.ref == "settings" or secret.why == FOR_CONGRESS or not _LOCATOR.isdisjoint(secret.path):
        return False
    topic, _, name = secret.ref.rpartition("/")
    is_fact = topic in library.topics and name in library.topics[topic].facts
    return not is_fact or not _TOLD_BY_A_FACT.isdisjoint(secret.path)


def mark_of(library: Library, ref: str, path: tuple[str, ...], offset: int = 0) -> Mark | None:
    """Where a part of something of the store stands, or the character at `offset` of it, if that can be told."""
    if path[:1] == ("rows",) and ref in library.tables:
        return Mark(f"talking_points/tables/{library.tables[ref].file}")
    steps = [int(p) if p.isdecimal() and len(p) < 4 else p for p in path if path != REF]
    try:
        return library.position(ref, tuple(steps), offset) if offset else library.mark(ref, *steps)
    except (LookupError, ValueError, TypeError, AttributeError):
        return None
