"""Addresses that give something away: each is known, and none is linked."""

from __future__ import annotations

import pytest

from generator.compose.citations import source_note
from generator.document.inlines import Link
from generator.document.markdown import read_inlines
from generator.store.schema import Source
from generator.values.addresses import given_away, is_linked
from tests.checks.cases.echoes import OPEN, PRIVATE


@pytest.mark.parametrize("url", PRIVATE.values())
def test_what_gives_something_away_is_never_linked(url: str) -> None:
    assert given_away(url)
    assert not is_linked(url)
    note = source_note(Source(id="a", publisher="Publisher", title="Title", url=url))
    assert not any(isinstance(inline, Link) for inline in note)


@pytest.mark.parametrize("url", [*OPEN.values(), "https://www.govinfo.gov/app/details/PLAW-117publ328?sid=3"])
def test_what_anybody_may_have_is_linked(url: str) -> None:
    assert given_away(url) == ""
    assert is_linked(url)


def test_a_link_in_a_text_is_not_set_either() -> None:
    private, open_ = "https://sam:hunter2@www.example.gov/", "https://www.example.gov/"
    links = [[i.href for i in read_inlines(f"See [this]({url}).") if isinstance(i, Link)] for url in (private, open_)]
    assert links == [[], [open_]]
