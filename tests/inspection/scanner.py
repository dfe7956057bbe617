"""A second guard, as plain as can be, that shares nothing with the first: other libraries, other reading, other search.

Word: the parts of the package as text without tags, and with them. PDF: what pypdf extracts from the pages, and every
string of every object. A sentence is there when its letters are there.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any

import pypdf
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, StreamObject, TextStringObject


def letters(text: str) -> str:
    """The letters of a text and nothing else: digits and marks go too."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return re.sub(r"[^a-z]", "", plain)


def texts(name: str, data: bytes) -> Iterator[str]:
    """Everything that a file says, in pieces."""
    yield name
    if name.endswith(".docx"):
        yield from _word(data)
    elif name.endswith(".pdf"):
        yield from _pdf(data)
    else:
        yield data.decode("utf-8")


def found(name: str, data: bytes, sentences: list[str]) -> set[str]:
    """Which of the sentences, given as their letters, a file holds."""
    said = "|".join(map(letters, texts(name, data)))
    return {sentence for sentence in sentences if sentence in said}


def _word(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for part in package.namelist():
            yield part
            content = package.read(part)
            if part.endswith((".xml", ".rels")):
                text = content.decode("utf-8")
                yield html.unescape(re.sub(r"<[^>]*>", "", text))
                yield from map(html.unescape, re.findall(r'="([^"]*)"', text))
            else:
                yield content.decode("latin-1")


def _pdf(data: bytes) -> Iterator[str]:
    reader = pypdf.PdfReader(io.BytesIO(data))
    # What stands between two pages, foot and head, does not part a sentence: each line is taken off in turn.
    pages = [page.extract_text() for page in reader.pages]
    yield from pages
    yield "".join(pages)
    for number in reader.xref.get(0, {}):
        yield from _strings(reader.get_object(number), 0)
    metadata = reader.trailer["/Root"].get("/Metadata")
    if metadata is not None:
        yield html.unescape(re.sub(r"<[^>]*>", "", metadata.get_object().get_data().decode("utf-8")))


def _strings(value: Any, depth: int) -> Iterator[str]:
    """The strings in an object, but not in those that it refers to."""
    if isinstance(value, TextStringObject):
        yield str(value)
    elif isinstance(value, ByteStringObject):
        yield bytes(value).decode("latin-1")
    elif isinstance(value, ArrayObject) and depth < 20:
        for inner in list.__iter__(value):
            yield from _strings(inner, depth + 1)
    elif isinstance(value, DictionaryObject | StreamObject) and depth < 20:
        for inner in dict.values(value):
            yield from _strings(inner, depth + 1)
