"""A part read paragraph by paragraph against the same part read as a whole: the same texts, or no reading in pieces."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import pytest

from generator.inspection import xml_pieces
from generator.inspection.fold import BARRIER
from generator.inspection.opened import Strand, Unreadable
from generator.inspection.word_xml import read_xml
from tests.inspection.planting import SECRET, good, parts_of
from tests.starter import everything

CHANGES = 2_000
NAME = "word/document.xml"


def said(strands: Iterable[Strand]) -> set[Any]:
    """What strands say: whole ones, and each text of those whose texts have nothing to do with one another."""
    found: set[Any] = set()
    for strand in strands:
        if strand.between == BARRIER:
            found |= {(chunk, strand.prose) for chunk in strand.chunks}
        elif strand.text:
            found.add((strand.chunks, strand.between, strand.prose))
    return found


def in_pieces(data: bytes) -> set[Any] | None:
    try:
        return said(xml_pieces._in_pieces(NAME, data))
    except xml_pieces._Whole:
        return None


def as_a_whole(data: bytes) -> set[Any] | str:
    try:
        return said(read_xml(NAME, data))
    except Unreadable as error:
        return str(error)


def xmp(data: bytes) -> bytes:
    return data[data.index(b"<?xpacket begin") : data.index(b'<?xpacket end="r"?>') + len(b'<?xpacket end="r"?>')]


@cache
def bodies() -> list[bytes]:
    """Parts of several kinds, and the metadata of a PDF."""
    parts = [parts_of(f.docx.read_bytes()) for f in everything()[::5]]
    others = [parts[0][name] for name in ("customXml/item1.xml", "docProps/core.xml", "word/footer1.xml")]
    return [*(p[NAME] for p in parts), *others * 3, *[xmp(good("pdf"))] * 3]


def test_parts_of_our_own_files_are_read_alike() -> None:
    read = 0
    for file in everything()[::3]:
        for content in parts_of(file.docx.read_bytes()).values():
            if content.startswith(b"<?xml"):
                found = in_pieces(content)
                assert found is None or found == as_a_whole(content)
                read += found is not None
    assert read > 150


def test_the_metadata_of_a_pdf_is_read_alike() -> None:
    found = in_pieces(xmp(good("pdf")))
    assert found is not None
    assert found == as_a_whole(xmp(good("pdf")))


# --- changed parts -----------------------------------------------------------------------------------------------

_TOKEN = re.compile(rb"<[^<>]*>|[^<>]+")
ODD = [
    *(b"<w:p>", b"</w:p>", b"<w:p/>", b"<w:p >", b"</w:p >", b"<w:p\n>", b"</w:p\t>", b"<w:p a='>'>", b"<w:px>"),
    *(b"<w:p></w:p>", b"<w:p>said</w:p>", b"<w:p a='1'>said</w:p>", b"<w:p/>said", b"<w:p><w:p>in</w:p></w:p>"),
    *(
        b"said",
        b"<",
        b">",
        b"&amp;",
        b"&amp;lt;",
        b"&am",
        b"p;",
        b"\r",
        b"\xef\xbf\xbf",
        b"\xed\xa0\x80",
        b"a='>'",
        b"\x0c",
        b"&lt;w:p&gt;",
        b"&said;",
        b"&#60;",
        b"]]>",
        b"<!-- said -->",
        b"<?said so?>",
    ),
    *(b"<![CDATA[</w:p>]]>", b"<![CDATA[", b"-->", b"<x:a/>", b"<x:a xmlns:x='urn:x'/>", b"<w:a xmlns:w='urn:x'>"),
    *(b"</w:a>", b"<w:ins>", b"</w:ins>", b"<w:vanish/>", b"<w:t a='said by nobody' b='said by nobody'/>", b"\xff"),
    *(b"<w:t a='1' a='1'/>", b"<w:t xml:id='a'/>", b"<said_by_nobody_at_all/>", b"\x00", b"\r\n", b"<w:t>" * 50),
    *(b"<w:t>" * 300, b"</w:t>" * 300, b"<w:body>", b"</w:body>", b"</w:document>", b"<w:document>"),
]


def changed(data: bytes, chance: random.Random) -> bytes:
    tokens = _TOKEN.findall(data)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(tokens))
        match chance.randrange(4):
            case 0 | 1:
                tokens.insert(at, chance.choice(ODD))
            case 2:
                del tokens[at : at + chance.randint(1, 2)]
            case _:
                tokens.insert(chance.randrange(len(tokens)), tokens[at])
    return b"".join(tokens)


@pytest.mark.parametrize("seed", range(3))
def test_changed_by_chance_it_is_read_alike_or_as_a_whole(seed: int) -> None:
    chance = random.Random(seed)
    read = 0
    for _ in range(CHANGES):
        data = changed(chance.choice(bodies()), chance)
        found = in_pieces(data)
        read += found is not None
        assert found is None or found == as_a_whole(data)
    assert CHANGES // 20 < read < CHANGES * 2 // 3


def _around(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, 1)

    return change


WHOLE: dict[str, Callable[[bytes], bytes]] = {
    "another encoding": _around(b"UTF-8", b"latin-1"),
    "a comment": _around(b"</w:body>", b"<!-- said --></w:body>"),
    "an instruction": _around(b"</w:body>", b"<?said so?></w:body>"),
    "a name space that is changed around paragraphs": _around(b"<w:body>", b"<w:body xmlns:a='urn:a'>"),
    "words between paragraphs": _around(b"</w:p>", b"</w:p>said"),
    "words that are deleted": _around(b"<w:r>", b"<w:del><w:r/></w:del><w:r>"),
    "a paragraph in another": _around(b"</w:p>", b"<w:p></w:p></w:p>"),
    "paragraphs that are deleted": lambda data: data.replace(b"<w:p>", b"<w:del><w:p>", 1).replace(
        b"</w:body>", b"</w:del></w:body>"
    ),
    "paragraphs that end in others": lambda data: data.replace(b"</w:p>", b"", 1).replace(
        b"</w:body>", b"</w:p></w:body>"
    ),
    "a deep element": _around(b"<w:sectPr>", b"<w:a>" * 60 + b"</w:a>" * 60 + b"<w:sectPr>"),
    "something after the end": lambda data: data + b"\n",
    "a long paragraph": _around(b"</w:p>", b"<w:t>%s</w:t></w:p>" % (b"said " * 4_000)),
    "much of it": _around(b"</w:body>", b"<w:p><w:t>said</w:t></w:p>" * 50_000 + b"</w:body>"),
    "no end": lambda data: data[:-1],
}


@pytest.mark.parametrize("name", WHOLE)
def test_what_might_differ_is_read_as_a_whole(name: str) -> None:
    data = WHOLE[name](parts_of(good("docx"))[NAME])
    assert in_pieces(data) is None


@pytest.mark.parametrize("tag", ["w:p", "w:tbl", "w:sectPr"])
def test_words_are_in_order_and_nothing_is_lost(tag: str) -> None:
    data = parts_of(good("docx"))[NAME]
    data = data.replace(b"<w:sectPr>", f"<w:p w:said='{SECRET}'><w:t>one</w:t></w:p><w:sectPr>".encode(), 1)
    data = data.replace(f"<{tag}>".encode(), f"<{tag} w:said='{SECRET} {tag}'>".encode(), 1)
    found = in_pieces(data)
    assert found is not None
    assert found == as_a_whole(data)
    assert f"{SECRET} {tag}" in {entry[0].text for entry in found if hasattr(entry[0], "text")}
