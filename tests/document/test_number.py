"""The number at the foot: the same for the same words, another for others, and free of how blocks are built."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import pytest

from generator.document import number as module
from generator.document.blocks import Document, Letterhead, Meta, Paragraph
from generator.document.inlines import Origin, Text
from generator.document.number import document_number
from tests.starter import everything

META = Meta("Title", "Office", "Subject", ("a", "b"), date(2026, 11, 23), "topic", "member", "office", "public")
DOCUMENT = Document(META, Letterhead("Office", ("Room 1",)), ("DRAFT",), (Paragraph((Text("Words."),)),), ("As of",))


def test_a_number_is_four_letters_and_four_digits_that_stay_from_version_to_version() -> None:
    assert document_number(DOCUMENT) == "JNPG-6578"


@pytest.mark.parametrize(
    "change",
    [
        {"blocks": (Paragraph((Text("Other words."),)),)},
        {"markings": ()},
        {"footer": ("As of today",)},
        {"letterhead": Letterhead("Office", ("Room 2",))},
        {"meta": replace(META, as_of=date(2026, 11, 24))},
        {"pages": 2},
    ],
)
def test_other_words_have_another_number(change: dict[str, Any]) -> None:
    assert document_number(replace(DOCUMENT, **change)) != document_number(DOCUMENT)


def test_where_words_came_from_and_how_they_were_chosen_changes_no_number() -> None:
    known = replace(DOCUMENT, blocks=(Paragraph((Text("Words.", Origin("fact", "a/b")),)),), decisions=("left out",))
    assert document_number(known) == document_number(DOCUMENT)


def test_a_class_of_another_name_with_another_field_changes_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass(frozen=True)
    class Passage(Paragraph):
        note: str = "new"

    before = document_number(DOCUMENT)
    monkeypatch.setattr(module, "Paragraph", Passage)
    assert {f.name for f in fields(Passage)} > {f.name for f in fields(Paragraph)}
    renamed = replace(DOCUMENT, blocks=(Passage((Text("Words."),)),))
    assert document_number(renamed) == before


def test_every_document_of_the_starter_has_a_number_of_its_own() -> None:
    numbers = [files.made.laid.document.number for files in everything()]
    assert len(set(numbers)) == len(numbers) > 40
