"""How a source is written: where two marks meet, one stays."""

from __future__ import annotations

from typing import Any

import pytest

from generator.compose.citations import source_note
from generator.document.inlines import Text, walk
from generator.store.schema import Source

NOTES: list[tuple[dict[str, Any], str]] = [
    ({}, "Acme, The report."),
    ({"title": "Farm survey."}, "Acme, Farm survey."),
    ({"title": "Why wait?"}, "Acme, Why wait?"),
    ({"title": "Why wait?", "date": "2026"}, "Acme, Why wait? 2026."),
    ({"title": "Report No. 5.", "container": "Farms"}, "Acme, “Report No. 5,” Farms."),
    ({"title": "Why wait?", "container": "Farms!", "date": "2026"}, "Acme, “Why wait?” Farms! 2026."),
    ({"title": "The end", "container": "What now?"}, "Acme, “The end,” What now?"),
    ({"publisher": "Acme, Inc."}, "Acme, Inc., The report."),
    ({"title": "Farms in the U.S."}, "Acme, Farms in the U.S."),
    ({"author": "R. Roe, Jr.", "date": "2026"}, "R. Roe, Jr., The report, Acme, 2026."),
    ({"author": "Anon.", "publisher": "The State."}, "Anon., The report, The State."),
    ({"publisher": "Acme,"}, "Acme, The report."),
]


@pytest.mark.parametrize(("fields", "written"), NOTES)
def test_of_two_marks_that_meet_one_stays(fields: dict[str, Any], written: str) -> None:
    source = Source.model_validate({"id": "acme", "publisher": "Acme", "title": "The report", **fields})
    assert "".join(piece.text for piece in walk(source_note(source)) if isinstance(piece, Text)) == written
