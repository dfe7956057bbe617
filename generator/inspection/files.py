"""Opening a file of any kind, and the files in it. What cannot be read, or is of a kind not known, is said to be so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.inspection import media, package
from generator.inspection.opened import MAX_FILE, Opened, Text, Unreadable, single
from generator.inspection.word_xml import read_xml

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_MAIL = re.compile(rb"\A(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,60}?MIME-Version:", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\ufffd]")
_XML_NAMES = (".xml", ".rels", ".svg", ".vml")
_PICTURES = ("png", "jpeg", "jpeg 2000", "gif", "bmp", "tiff", "emf", "wmf", "webp", "heif")
_KINDS = {
    **dict.fromkeys((".docx", ".docm", ".dotx", ".dotm"), "Word"),
    **dict.fromkeys((".xlsx", ".xlsm"), "Excel"),
    **dict.fromkeys((".pptx", ".pptm"), "PowerPoint"),
    ".pdf": "PDF",
    ".zip": "ZIP",
}
FEW_WORDS = 5
"""A file with fewer and a picture may say all it says in the picture."""
MAX_DEPTH = 4
"""How deep files may lie within files."""


def open_file(name: str, data: bytes, *, thorough: bool = False) -> Opened:
    """Every text in a file, with its place. `thorough` reads the pages of a PDF twice, with another library too."""
    opened = Opened(name)
    opened.add(*_name(name))
    if len(data) > MAX_FILE:
        opened.fail(name, f"is larger than {MAX_FILE >> 20} MB")
        return opened
    _read_all(opened, data, thorough)
    if opened.pictures and not _has_words(opened):
        opened.fail(opened.pictures[0], "is a picture, and the file has hardly a word besides")
    return opened


def _name(name: str) -> Iterator[Text]:
    yield single("file name", name)


def _has_words(opened: Opened) -> bool:
    """Whether the file shows more than a few words to who opens it."""
    count = 0
    for place, text in (piece for whole in opened.texts if whole.prose for piece in whole.pieces):
        if place.startswith(("page ", "text in ")) and "docProps" not in place:
            count += len(text.split(maxsplit=FEW_WORDS))
            if count >= FEW_WORDS:
                return True
    return False


def _read_all(opened: Opened, data: bytes, thorough: bool) -> None:
    """Read a file, and the files within it as they come to light."""
    waiting = [("", data, 0)]
    while waiting:
        place, content, depth = waiting.pop()
        if depth > MAX_DEPTH:
            opened.fail(place, "lies too deep within other files")
            continue
        _read(opened, place, content, thorough)
        # A version lies no deeper than the one after it, and there are so many at the most.
        waiting += [(e.place, e.data, depth + (not e.is_version)) for e in reversed(opened.embedded)]
        opened.embedded.clear()


def _read(opened: Opened, place: str, data: bytes, thorough: bool) -> None:
    """Read one file. What cannot be read is noted, and what reads as text in it is taken all the same."""
    shown = place or opened.name
    try:
        opened.add(*_texts(opened, place, data, thorough))
    except Unreadable as error:
        opened.fail(shown, str(error))
        opened.add(*(single(f"bytes of {shown}", s) for s in media.strings(data)))
    except RecursionError:
        opened.fail(shown, "is nested too deep")


def _texts(opened: Opened, place: str, data: bytes, thorough: bool) -> Iterator[Text]:
    shown = place or opened.name
    if not data:
        raise Unreadable("is empty")
    if wrong := _named_otherwise(shown, data):
        opened.fail(shown, wrong)
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        opened.kind = opened.kind or ("Word file" if b"word/document.xml" in data else "package")
        for part, content in package.parts(opened, place, data):
            opened.embed(part, content)
    elif b"%PDF-" in data[:1024]:
        from generator.inspection.pdf.read import read_pdf  # late: pikepdf takes 50 ms to import

        opened.kind = opened.kind or "PDF"
        yield from read_pdf(opened, place, data, thorough=thorough)
    elif _is_xml(shown, data):
        yield from read_xml(shown, data)
    elif kind := media.kind_of(data):
        if kind in _PICTURES:
            opened.pictures.append(shown)
        yield from media.words_of(shown, data)
    elif place.endswith(".odttf"):  # a font whose beginning is obfuscated
        yield from media.words_of(shown, data)
    elif not data.startswith((_OLE, _RTF)) and _MAIL.match(data[:8192]):
        yield from _mail(opened, shown, data)
    else:
        yield from _plain(opened, shown, data)


def _named_otherwise(name: str, data: bytes) -> str:
    """What is wrong with a file that has the name of a Word, Excel, PowerPoint or PDF file and is none."""
    suffix = PurePosixPath(name.lower()).suffix
    if suffix not in _KINDS or data.startswith(_OLE):  # which is encrypted, or an old one: said below
        return ""
    is_one = b"%PDF-" in data[:1024] if suffix == ".pdf" else data.startswith((b"PK\3\4", b"PK\5\6"))
    return "" if is_one else f"is no {_KINDS[suffix]} file, though its name ends in {suffix}"


def _is_xml(name: str, data: bytes) -> bool:
    head = data[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = data[2:64].replace(b"\0", b"")
    return head.startswith(b"<") and (name.endswith(_XML_NAMES) or head.startswith(b"<?xml"))


def _plain(opened: Opened, place: str, data: bytes) -> Iterator[Text]:
    """A text file, or a file that nobody knows: it fails, and what reads as text in it is searched all the same."""
    text = _decoded(data)
    if text is None or data.startswith((_OLE, _RTF)):
        kind = "an old Office file" if data.startswith(_OLE) else "RTF" if data.startswith(_RTF) else "of unknown kind"
        opened.fail(place, f"is {kind} and cannot be read")
        yield single(f"bytes of {place}", data.decode("utf-8", "ignore"))
        yield from (single(f"bytes of {place}", s) for s in media.strings(data))
        return
    opened.kind = opened.kind or "text"
    yield single(f"text in {place}", text)


def _decoded(data: bytes) -> str | None:
    """The text of a text file, or None."""
    encodings = ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if _CONTROL.search(text) else text
    return None


def _mail(opened: Opened, place: str, data: bytes) -> Iterator[Text]:
    """A message or a saved web page (MHT): its heads and its parts."""
    import email
    import email.policy

    message = email.message_from_bytes(data, policy=email.policy.default)
    opened.kind = opened.kind or "message"
    for number, part in enumerate(message.walk()):
        where = f"{place} › part {number}"
        yield single(f"heads of {where}", "\n".join(f"{k}: {v}" for k, v in part.items()))
        content = part.get_payload(decode=True)
        if isinstance(content, bytes) and content:
            opened.spend(len(content), len(content))
            opened.embed(where, content)
