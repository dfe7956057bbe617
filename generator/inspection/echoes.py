"""Echoes: texts that some readers may see and that say what others of the store say, which they may not see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.errors import Mark
from generator.inspection.fold import sentences, squeeze
from generator.inspection.search import Literals, Patterns, Searcher
from generator.inspection.secrets import SaidText, Secret, SecretParts
from generator.inspection.store_texts import FOR_CONGRESS, REF, StoreText
from generator.store.library import Library

LEAST_LETTERS = 30
"""Squeezed ones: shorter sentences several points may have by chance."""
SHARE = 2 / 3
"""Of a sentence: a text of a point that has so much of one says what it says."""
_NAMES_OF_A_FACT = frozenset(("note", "label"))
"""What a fact says besides what it measures, which is no secret when another fact measures the same."""
_LOCATOR = frozenset(("locator",))
_PROSE = frozenset(
    ("lead", "full", "short", "spoken", "question", "followup", "title", "bottom_line", "ask", "summary")
)
"""Texts of a topic that may have a few words in common with others on the same matter, for good reason."""


@dataclass(frozen=True)
class Echo:
    """A text that may be seen (`said`) says what a text does that may not (`secret`), in the words `literals`.

    `there` is where the secret stands.
    """

    said: StoreText
    secret: Secret
    literals: Literals
    there: str

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
        if sum(map(len, literals)) < LEAST_LETTERS:
            continue
        if (
            _whose(text) != _whose(secret)
            and text.path != REF
            and _LOCATOR.isdisjoint(text.path)
            and _tells(secret, library)
        ):
            place = mark_of(library, secret.ref, secret.path) or secret.ref
            key = (text.ref, text.path, secret.ref, secret.path)
            found.setdefault(key, Echo(text, secret, literals, str(place)))
    return tuple(found.values())


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
    sentences_of: dict[int, list[str]] = {}
    for said, run in parts.said:
        secret = parts.secret(run)
        letters = squeeze(secret.words)
        if said.text.path[-1:] == ("value",):
            continue
        if run.text not in sentences_of:
            sentences_of[run.text] = list(map(squeeze, sentences(parts.secrets[run.text].words)))
        if not said.text.topic or _PROSE.isdisjoint(said.text.path) or _is_most(letters, sentences_of[run.text]):
            yield said.text, secret, (letters,)


def _is_most(letters: str, wanted: list[str]) -> bool:
    """Whether words say most of one of some sentences. With a figure in them they say what a fact says, too."""
    if any(map(str.isdigit, letters)):
        return False
    return any(s in letters or (letters in s and len(letters) >= SHARE * len(s)) for s in wanted)


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
    return not is_fact or not _NAMES_OF_A_FACT.isdisjoint(secret.path)


def mark_of(library: Library, ref: str, path: tuple[str, ...]) -> Mark | None:
    """Where a part of something of the store stands, if that can be told."""
    if path[:1] == ("rows",) and ref in library.tables:
        return Mark(f"talking_points/tables/{library.tables[ref].file}")
    steps = [int(p) if p.isdecimal() and len(p) < 4 else p for p in path if path != REF]
    try:
        return library.mark(ref, *steps)
    except (LookupError, ValueError, TypeError, AttributeError):
        return None
