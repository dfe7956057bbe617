"""A forbidden sentence in every place of a file, one place at a time: it is found, and the place is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from generator.inspection import files, media, opened, package, search, word_xml
from generator.inspection.pdf import content, earlier_revisions, objects, page_words, read, streams
from tests.inspection import plants_docx, plants_pdf
from tests.inspection.planting import REF, found, good

PLANTS = {
    **{f"docx: {name}": plant for name, plant in plants_docx.ALL.items()},
    **{f"pdf: {name}": plant for name, plant in plants_pdf.ALL.items()},
}


@cache
def planted(name: str) -> bytes:
    return PLANTS[name].hide()


def named(name: str) -> str:
    return PLANTS[name].name or "press.docx"


@pytest.mark.parametrize("name", PLANTS)
def test_it_is_found_and_its_place_is_named(name: str) -> None:
    hits = found(planted(name), named(name))
    assert {leak.ref for leak in hits if leak.ref} == {REF}
    assert any(PLANTS[name].place in leak.place for leak in hits if leak.ref), [leak.place for leak in hits]


@pytest.mark.parametrize("format", ["docx", "pdf", "txt"])
def test_a_good_file_passes(format: str) -> None:
    assert found(good(format), f"2026-11-24_NIH-Funding_Press.{format}") == []


@pytest.mark.parametrize("name", PLANTS)
def test_nothing_else_is_complained_of(name: str) -> None:
    """The plants are files that somebody could have: only those which no program makes are refused besides."""
    unread = [leak for leak in found(planted(name), named(name)) if not leak.ref]
    assert [leak.excerpt for leak in unread] == (["there are 80 bytes more"] if name == "pdf: after the end" else [])


# --- with one part of the guard off ------------------------------------------------------------------------------


def _nothing(*args: Any, **named: Any) -> Iterator[Any]:
    return iter(())


def _without(readers: list[Any], name: str) -> list[Any]:
    left = [r for r in readers if r.__name__ != name]
    assert len(left) == len(readers) - 1, name
    return left


_parts = package.parts

OFF: list[tuple[str, Any, str, Any, str]] = [
    *(
        (f"xml.{name}", word_xml, "READERS", _without(word_xml.READERS, name), f"docx: {needed}")
        for name, needed in {
            "words": "a footnote",
            "asides": "around a text box",
            "attributes": "an alternative text",
            "remarks": "a comment in the XML",
            "names": "the name of an element",
        }.items()
    ),
    *(
        (f"pdf.{name}", read, "READERS", _without(read.READERS, name), f"pdf: {needed}")
        for name, needed in {
            "page_words": "the page",
            "other_words": "the look of an annotation",
            "object_strings": "an alternative text",
            "object_names": "the name of a colour",
            "other_streams": "the metadata",
            "behind_streams": "behind the data of a stream",
            "leftovers": "an earlier version",
        }.items()
    ),
    *(
        (f"opened.{name}", opened, "ESCAPES", {m: r for m, r in opened.ESCAPES.items() if r.__name__ != name}, needed)
        for name, needed in {
            "_read_codes": "docx: escapes of JSON",
            "_read_percents": "docx: a target of a link",
            "_read_entities": "docx: entities of HTML",
            "_read_tags": "docx: a part in HTML",
            "_read_backwards": "docx: backwards",
        }.items()
    ),
    *(
        (f"{module.__name__}.{name}", module, name, _nothing, needed)
        for module, name, needed in (
            (files, "_name", "docx: the name of the file"),
            (files, "_mail", "docx: a saved web page"),
            (files, "_plain", "docx: a part in plain text"),
            (media, "_png", "docx: text of a PNG"),
            (media, "_of_chunk", "docx: packed text of a PNG"),
            (media, "_jpeg", "docx: a comment of a JPEG"),
            (media, "_emf", "docx: words of a drawing"),
            (media, "strings", "docx: a comment of a GIF"),
            (package, "_remarks", "docx: a comment on the package"),
            (page_words, "_besides", "pdf: replacement text on the page"),
            (objects, "_replacements", "pdf: replacement texts in pieces"),
            (streams, "_picture", "pdf: a picture's comment"),
            (streams, "_whatever", "pdf: a script in a stream"),
            (streams, "_table", "pdf: a font"),
            (earlier_revisions, "_embed_earlier", "pdf: an earlier version"),
            (earlier_revisions, "_unused", "pdf: an object that nothing knows"),
            (earlier_revisions, "_unused_stream", "pdf: a stream that nothing knows"),
        )
    ),
    ("digits for letters", search, "letters_for_digits", str, "docx: digits for letters"),
    ("bdo", word_xml, "_is_turned", lambda element: False, "docx: backwards by Word's own means"),
    ("the trailer", objects, "_trailer", lambda document: b"", "pdf: the trailer"),
    ("comments in content", content, "_COMMENT", re.compile(rb"(?!)"), "pdf: a comment on the page"),
    (
        "files within files",
        package,
        "parts",
        lambda o, p, d: () if p else _parts(o, p, d),
        "docx: an embedded document",
    ),
    ("note numbers", search, "LARGEST_NOTE", 0, "docx: note numbers that are only small"),
    ("changes of page", search, "LARGEST_FURNITURE", 0, "pdf: over two pages"),
]


@pytest.mark.parametrize(("part", "module", "name", "instead", "plant"), OFF, ids=[o[0] for o in OFF])
def test_with_a_part_of_the_guard_off_something_gets_through(
    part: str, module: Any, name: str, instead: Any, plant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the tests above are known to need every part: they would be red without it."""
    monkeypatch.setattr(module, name, instead)
    word_xml.read_small.cache_clear()
    hits = found(planted(plant), named(plant))
    word_xml.read_small.cache_clear()
    assert not [leak for leak in hits if leak.ref and PLANTS[plant].place in leak.place]


def test_every_part_is_turned_off_once() -> None:
    parts = {o[0] for o in OFF}
    assert parts >= {f"xml.{r.__name__}" for r in word_xml.READERS} | {f"pdf.{r.__name__}" for r in read.READERS}
    assert parts >= {f"opened.{r.__name__}" for r in opened.ESCAPES.values()}
