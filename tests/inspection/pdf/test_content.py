"""A content stream read in pieces against the same stream read at once: the same words, or no reading in pieces."""

from __future__ import annotations

import random

import pytest

from generator.inspection.pdf import content
from generator.inspection.pdf.content import Shown, TooIntricate, read_content

PIECES = (
    *(
        b"(said) Tj",
        b"(sa\\)id) Tj",
        b"(said\nEMC\nover) Tj",
        b"(said (in) it) Tj",
        b"[(sa) 20 (id)] TJ",
        b"<41 42> Tj",
    ),
    *(b"\nEMC\n", b"EMC\n", b"\nEMC", b"\n", b"(", b")", b"\\", b"\\(", b"<<", b">>", b"<", b">", b"<4\nEMC\n1>"),
    *(
        b"/F1 9 Tf ",
        b"/F2 9 Tf ",
        b"/F2\nEMC\n9 Tf ",
        b"/F3 9 Tf ",
        b"q ",
        b" Q ",
        b"BT ",
        b" T* ",
        b" BI ",
        b"%",
        b"% so",
    ),
    *(b"% (so\n", b"% so\nEMC\n", b"(\xff) Tj", b"/Span <</ActualText(said)>> BDC\n", b"(\\\nEMC\n) Tj", b"x" * 5_000),
)
FONTS = {"F1": lambda codes: codes.decode("latin-1"), "F2": lambda codes: None if b"\xff" in codes else codes.hex()}


def at_once(data: bytes) -> Shown | None:
    try:
        return content._shown([content._read(data, content._State(), frozenset(FONTS.items()))])
    except TooIntricate:
        return None


def in_pieces(data: bytes) -> Shown | None:
    try:
        return read_content(data, FONTS)
    except TooIntricate:
        return None


def _as_read(shown: Shown | None) -> tuple[str, list[str], set[str]] | None:
    return shown and (shown.text, shown.besides, shown.unknown)


@pytest.mark.parametrize("seed", range(4))
def test_both_say_the_same(seed: int) -> None:
    chance = random.Random(seed)
    said = 0
    for _ in range(2_000):
        data = b"".join(chance.choices(PIECES, k=chance.randint(1, 12)))
        found = _as_read(in_pieces(data))
        assert found == _as_read(at_once(data))
        said += found is not None
    assert 200 < said < 1_800


def test_a_font_holds_over_pieces() -> None:
    shown = read_content(b"/F2 9 Tf q\n/F1 9 Tf\nEMC\n(a) Tj Q\nEMC\n(a) Tj\nEMC\n", FONTS)
    assert shown.text == "a61"


def test_a_string_that_holds_what_pieces_end_with_is_read_whole() -> None:
    assert read_content(b"/F1 9 Tf (a\nEMC\nb) Tj % so\n", FONTS).text == "a\nEMC\nb"
    assert read_content(b"/F1 9 Tf (a\nEMC\nb) Tj % so\n", FONTS).besides == [" so"]
