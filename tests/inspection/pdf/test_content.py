"""What a content stream shows, in which font, and what stands in it besides."""

from __future__ import annotations

import pikepdf
import pytest

from generator.inspection import Unreadable
from generator.inspection.pdf.content import Shown, read_content

FONTS = {"F1": lambda codes: codes.decode("latin-1"), "F2": lambda codes: None if b"\xff" in codes else codes.hex()}


def read(content: bytes) -> Shown:
    return read_content(pikepdf.new(), content, FONTS)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"/F1 9 Tf (said) Tj", "said"),
        (b"/F1 9 Tf (sa\\)i(d)) Tj", "sa)i(d)"),
        (b"/F1 9 Tf [(sa) -20 (id)] TJ", "said"),
        (b"/F1 9 Tf <73 61> Tj (id) '", "said"),
        (b'/F1 9 Tf 1 2 (said) "', "said"),
        (b"/F1 9 Tf BT (said) Tj T* (so) Tj ET", " said so"),
        (b"/F2 9 Tf q /F1 9 Tf (a) Tj Q (a) Tj", "a61"),
        (b"Q /F1 9 Tf Q (said) Tj", "said"),
        (b"0 /F1 9 Tf (said) Tj", "said"),
        (b"/F1 9 Tf (said) odd (so", None),
        (b"/F1 9 Tf (said) odd", "said"),
        (b"/F1 9 Tf (said", None),
        (b"/F1 9 Tf (said)", "said"),
        (b"/F1 9 Tf BI /W 1 /H 1 ID (x EI (said) Tj", "said"),
        (b"/F1 9 Tf ] >> (said) Tj", "said"),
        (b"/F1 9 Tf (said) rg (so) [(me)] Td", "said some"),
        (b"/F1 9 Tf (said) % between\rrg", "said"),
        (b"% first\r/F1 9 Tf (said) rg", "said"),
        (b"/F1 9 Tf 1 g\r % between (\r(said) rg", "said"),
    ],
)
def test_every_string_is_shown_in_its_font(content: bytes, words: str | None) -> None:
    if words is None:
        with pytest.raises(Unreadable, match="ends within a string"):
            read(content)
    else:
        assert read(content).text == words


def test_what_stands_besides_is_read_too() -> None:
    content = b"/Span <</ActualText (said) /E [(so)]>> BDC (x) Tj EMC /M <</A (mark)>> DP % a comment (of it\n"
    shown = read(content + b"BI /W 1 /D (head) ID text EI")
    assert "x" in shown.text
    for words in ("said", "so", "mark", " a comment (of it", "(head)", "text"):
        assert any(words in besides for besides in shown.besides), words


@pytest.mark.parametrize("content", [b"/F2 9 Tf (\xff) Tj", b"(a) Tj", b"/F9 9 Tf (a) Tj"])
def test_a_font_that_does_not_say_what_a_code_is_is_told(content: bytes) -> None:
    assert len(read(content).unknown) == 1
