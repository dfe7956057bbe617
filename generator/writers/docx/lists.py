"""Lists of a Word file: real ones, with their bullets in the numbering part and not in the text."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from generator.units import twips
from generator.writers.docx.package import FIRST_NUMBER, Part
from generator.writers.docx.xml import Element, Look, appearance, document, el


class Bullets(NamedTuple):
    """A list: the bullet of a paragraph style, and how far it hangs out."""

    text: str
    look: Look
    base: Look
    left: float
    hanging: float


@lru_cache(maxsize=64)  # saves writing lists that all documents of a theme have
def numbering_part(lists: tuple[Bullets, ...]) -> Part:
    """The numbering part of a document without a letterhead."""
    definitions, instances = numbering(lists)
    return Part("word/numbering.xml", document(el("w:numbering", definitions, instances)))


def numbering(lists: tuple[Bullets, ...]) -> tuple[list[Element], list[Element]]:
    """A definition and a list for each kind of bullet."""
    numbered = list(enumerate(lists, FIRST_NUMBER))
    definitions = [_list_definition(number, bullets) for number, bullets in numbered]
    instances = [el("w:num", el("w:abstractNumId", val=number), numId=number) for number, _ in numbered]
    return definitions, instances


def _list_definition(number: int, bullets: Bullets) -> Element:
    level = el(
        "w:lvl",
        el("w:start", val=1),
        el("w:numFmt", val="bullet"),
        el("w:lvlText", val=bullets.text),
        el("w:lvlJc", val="left"),
        el("w:pPr", el("w:ind", left=twips(bullets.left), hanging=twips(bullets.hanging))),
        el("w:rPr", appearance(bullets.look, bullets.base)),
        ilvl=0,
    )
    identity = sha256(repr(bullets).encode()).hexdigest()[:8].upper()  # tells lists apart when text is pasted
    kind = el("w:multiLevelType", val="singleLevel")
    return el("w:abstractNum", el("w:nsid", val=identity), kind, level, abstractNumId=number)
