"""Telling what somebody has changed by hand in a file, and what in it is not ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.receipts.as_it_says import Typed
    from generator.receipts.edits import Edit
    from generator.records.given_file import GivenFile
    from generator.records.trace import Traced

LONGEST = 160


def edit_lines(typed: Mapping[Edit, list[Typed]]) -> Iterator[str]:
    """Each edit, and below it the figures that it brought in."""
    for edit, figures in typed.items():
        yield str(edit)
        yield from (f"    {figure}" for figure in figures)


def foreign_lines(traced: Traced) -> Iterator[str]:
    """What in a file is of no document that is known here."""
    for edit, figures in traced.foreign.items():
        text = edit.now if len(edit.now) <= LONGEST else f"{edit.now[: LONGEST - 2]} …"
        yield f"{edit.place} is not ours: “{text}”"
        yield from (f"    {figure}" for figure in figures)
    if traced.given:
        yield from strange_lines(traced.given)


def strange_lines(given: GivenFile) -> Iterator[str]:
    """Receipts and numbers in a file that go with nothing in it."""
    for receipt in given.strangers:
        yield f"it carries the receipt of No. {receipt.number} ({receipt.title}), and does not say what that says"
    for number in given.unknown:
        yield f"No. {number} stands in it, and no document of that number is known here"


def edits_as_json(typed: Mapping[Edit, list[Typed]]) -> list[dict[str, Any]]:
    """The edits with their figures."""
    return [
        {**edit.as_json(), "figures": [{"text": figure.text, "ref": figure.ref} for figure in figures]}
        for edit, figures in typed.items()
    ]


def file_as_json(traced: Traced) -> dict[str, Any] | None:
    """The file that was asked about, and what in it is of none of its documents."""
    given = traced.given
    if given is None:
        return None
    return {
        "name": given.name,
        "sha256": given.sha256,
        "not_ours": edits_as_json(traced.foreign),
        "receipts_of_others": [receipt.number for receipt in given.strangers],
        "unknown_numbers": list(given.unknown),
    }
