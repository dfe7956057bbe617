"""The number of a document, however somebody types it or pastes it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.errors import Exit
from generator.records.history import History
from generator.records.numbers import number_of, numbers_in
from tests.cli.conftest import office, onepager
from tests.receipts.offices import build

__all__ = ["office", "onepager"]

WAYS = (
    "{}", "No. {}", "{dash}", "{joined}", "{apart}", " {}", "#{}", "№ {}",
    "no {}", "NO.{}", "No.\u00a0{}", "{lower}", "{nonbreaking}", "Nr. {}", "number {}", "Document No. {}", "“{}”",
    "({})", "{}.", "{minus}", "{underscore}", "{wide}",
)  # fmt: skip
NUMBER = "NOTE-0407"


def written(way: str, number: str = NUMBER) -> str:
    letters, digits = number.split("-")
    return way.format(
        number,
        dash=f"{letters}–{digits}",
        joined=letters + digits,
        apart=f"{letters} {digits}",
        lower=number.lower(),
        nonbreaking=f"{letters}\u2011{digits}",
        minus=f"{letters} − {digits}",
        underscore=f"{letters}_{digits}",
        wide="".join(chr(ord(c) + 0xFEE0) for c in number),
    )


@pytest.mark.parametrize("way", WAYS)
def test_all_ways_are_the_number(way: str) -> None:
    assert number_of(written(way)) == NUMBER


@pytest.mark.parametrize(
    "text", ["", "press.docx", "ABC-1234", "ABCDE-1234", "ABCD-12345", "ABCD-1234.docx", "No.", "10"]
)
def test_what_is_none_is_none(text: str) -> None:
    assert number_of(text) == ""


def test_numbers_in_a_text_are_those_with_their_sign() -> None:
    text = (
        "As of May 5 · No.\u00a0ABCD-1234 Page 1. See No. EFGH–5678, Public Law ABCD-9999, # IJKL-0001; No. ABCD-1234."
    )
    assert numbers_in(text) == ["ABCD-1234", "EFGH-5678", "IJKL-0001"]


@pytest.mark.parametrize("command", ["trace", "release", "recall"])
@pytest.mark.parametrize("way", WAYS[:8])
def test_every_command_takes_it(onepager: Callable[..., Result], office: Path, way: str, command: str) -> None:
    number = build(office, "nih-funding", "press").receipt.number
    if command == "recall":
        assert onepager("release", number, "--to", "MIT").exit_code == Exit.OK
    result = onepager(command, written(way, number), *(["--to", "MIT"] if command == "release" else []))
    assert result.exit_code == Exit.OK, result.stderr
    if command == "release":
        assert [(r.number, r.to) for r in History(office).releases()] == [(number, "MIT")]


@pytest.mark.parametrize("command", ["trace", "release", "recall"])
def test_what_is_neither_is_answered_with_both_guesses(
    onepager: Callable[..., Result], office: Path, command: str
) -> None:
    built = build(office, "nih-funding", "press")
    near = f"output/{built.docx.name[:-5]}.pdff"
    result = onepager(command, near, *(["--to", "MIT"] if command == "release" else []))
    assert result.exit_code == Exit.USAGE
    assert f'did you mean "output/{built.pdf.name}"?' in result.stderr
    typed = built.receipt.number[:-1]
    result = onepager(command, typed, *(["--to", "MIT"] if command == "release" else []))
    assert result.exit_code == Exit.USAGE
    assert f'there is no file {typed}, and it is no number of a document; did you mean "{built.receipt.number}"?' in (
        result.stderr
    )


def test_a_printed_copy_is_entered_by_its_number(onepager: Callable[..., Result], office: Path) -> None:
    first, second = build(office, "nih-funding", "press"), build(office, "fentanyl", "press")
    for built in (first, second):
        onepager("release", built.receipt.number, "--to", "MIT", "--on", "2026-11-24")
    releases = json.loads(onepager("trace", first.receipt.number, "--json").stdout)["documents"][0]["releases"]
    assert [(r["to"], r["file"]) for r in releases] == [("MIT", f"No. {first.receipt.number}")]
    assert len(History(office).releases()) == 2
