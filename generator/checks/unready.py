"""What is not ready to leave the office in a final document, although it is no figure: texts that `new` began and
nobody filled in, contacts whom nobody can reach, an office that nobody chose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.document.blocks import Document
from generator.document.contents import contents
from generator.document.inlines import plain
from generator.errors import Mark
from generator.reading import positions
from generator.store import skeletons
from generator.store.library import Library
from generator.store.schema import Hearing, Model, Office, Topic

_PLACEHOLDERS = {text.casefold(): text for text in sorted(skeletons.placeholders(), key=lambda t: (-len(t), t))}

_Owner = Topic | Office | Hearing


@dataclass(frozen=True, slots=True)
class Unready:
    """Something not ready. `ref` names it after the code in `--accept CODE:REF`; `text` is what a document prints that
    prints it."""

    code: str
    ref: str
    text: str
    mark: Mark
    what: str
    why: str
    mend: str


def placeholder_in(text: str) -> str:
    """The sentence, in small letters, that `new` wrote and that still stands in a text; empty if none does."""
    line = _one_line(text)
    return next((p for p in _PLACEHOLDERS if p in line), "")


def unready_in(library: Library, document: Document) -> Iterator[Unready]:
    """What is not ready in one document: only what is printed in it."""
    printed = _printed(document)
    if any(text in printed for text in _PLACEHOLDERS):
        owners: list[_Owner] = [*library.hearings.values(), library.offices[document.meta.office]]
        if topic := library.topics.get(document.meta.topic):
            owners.append(topic)
        yield from (u for owner in owners for u in _unfilled(library, owner) if u.text in printed)
    office = library.offices[document.meta.office]
    yield from (u for u in unreachable(library, office) if _one_line(u.text) in printed)
    yield from unchosen(library)


def unfilled(library: Library) -> Iterator[Unready]:
    """Texts of the store that stand as `new` wrote them."""
    for owner in _owners(library):
        yield from _unfilled(library, owner)


def unreachable(library: Library, office: Office) -> Iterator[Unready]:
    """The contacts of an office that have neither a telephone number nor an e-mail address."""
    for key, contact in (("press", office.press), ("staff", office.staff), ("clerk", office.clerk)):
        if contact and not (contact.phone.strip() or contact.email.strip()):
            what = f"{contact.name}, the {key} contact of “{office.id}”, has neither phone nor email"
            why = "whoever reads it cannot ask"
            mend = f"write phone: or email: under {key}:"
            yield Unready("TP707", office.id, contact.name, library.mark(office, key, key=True), what, why, mend)


def unchosen(library: Library) -> Iterator[Unready]:
    """The office that documents come from although nobody said so."""
    if library.settings.office or len(library.offices) < 2:
        return
    first = library.offices[library.default_office()]
    what = f"nobody has said which office is yours; documents come from “{first.id}”, the first in the file"
    mark, why = library.mark(first, key=True), "a document may go out under another Member's name"
    yield Unready("TP708", first.id, "", mark, what, why, f'write "office: {first.id}", or another, in onepager.yaml')


def _owners(library: Library) -> Iterator[_Owner]:
    yield from library.topics.values()
    yield from library.offices.values()
    yield from library.hearings.values()


def _unfilled(library: Library, owner: _Owner) -> Iterator[Unready]:
    for path, text in _texts(owner):
        if found := placeholder_in(text):
            what = f"this is still what onepager new began with: “{_PLACEHOLDERS[found]}”"
            why, mend = "it would be printed as the office's own words", "write over it, or take the line out"
            yield Unready("TP706", _ref(owner, path), found, library.mark(owner, *path), what, why, mend)


def _ref(owner: _Owner, path: positions.Path) -> str:
    of = path[1] if isinstance(owner, Topic) and path[0] in ("points", "facts") else ""
    return f"{owner.id}/{of}" if of else owner.id


def _texts(data: object, path: positions.Path = ()) -> Iterator[tuple[positions.Path, str]]:
    """Every text in what a model holds, with its path."""
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, Model):
        for name in data.__class__.model_fields:
            yield from _texts(getattr(data, name), (*path, name))
    elif isinstance(data, Mapping):
        for key, part in data.items():
            yield from _texts(part, (*path, key))
    elif isinstance(data, (list, tuple)):
        for number, part in enumerate(data):
            yield from _texts(part, (*path, number))


def _printed(document: Document) -> str:
    head = document.letterhead
    lines = [plain(line.content) for block in document.blocks for line in contents(block)]
    return _one_line("\n".join((head.name, *head.contact, document.meta.subject, *lines)))


def _one_line(text: str) -> str:
    return " ".join(text.split()).casefold()
