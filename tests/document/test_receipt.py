"""The receipt as JSON: it comes back as it was, it is always the same, and what is not one is refused in words."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document.receipt import (
    FORMAT,
    Acceptance,
    Cited,
    Part,
    Receipt,
    ReceiptError,
    Statement,
    UsedFact,
    UsedPoint,
    UsedSource,
    decode,
    encode,
)

PLAIN = Receipt(
    number="ABCD-1234",
    title="NIH funding: Member card",
    topic="nih-funding",
    audience="member",
    clearance="office",
    office="rep-example",
    as_of=date(2026, 11, 24),
    program="onepager 0.1.0",
    read="0" * 16,
    template=Part("member", "abc"),
    theme=Part("capitol", "def"),
)
FULL = replace(
    PLAIN,
    markings=("INTERNAL", "DRAFT"),
    texts=(Part("ask", "0123"),),
    corrects="WXYZ-0001",
    mends=("aa", "bb"),
    points=(UsedPoint("nih-funding/jobs", "full", "0f", (Cited("report", "page 3"),)),),
    facts=(UsedFact("nih-funding/jobs", "jobs", "407,782", "FY2024", "2025-03", "final", "report", "page 1"),),
    sources=(UsedSource("report", "“A & B,” <Report>.", "https://example.org/?a=1&b=2"),),
    statements=(Statement("“Jobs” \\ 407,782 – é.", "nih-funding/jobs", ("nih-funding/jobs",), ("report",)),),
    decisions=("left out ‘x’",),
    accepted=(Acceptance("TP101", "nih-funding/jobs", "A. Staff", "by phone"),),
)

maybe = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=8)
word = maybe.filter(bool)
parts = st.builds(Part, word, maybe)
receipts = st.builds(
    Receipt,
    **{f.name: word for f in fields(Receipt) if f.type == "str"},
    as_of=st.dates(),
    template=parts,
    theme=parts,
    markings=st.tuples(maybe),
    points=st.tuples(st.builds(UsedPoint, word, maybe, maybe, st.tuples(st.builds(Cited, word, maybe)))),
    facts=st.tuples(st.builds(UsedFact, word, *[maybe] * 7)),
    sources=st.tuples(st.builds(UsedSource, word, maybe, maybe)),
    statements=st.tuples(st.builds(Statement, word, maybe, st.tuples(maybe, maybe), st.just(()))),
    decisions=st.tuples(maybe),
    accepted=st.tuples(st.builds(Acceptance, word, word, maybe, maybe)),
)


@pytest.mark.parametrize("receipt", [PLAIN, FULL])
def test_it_comes_back_as_it_was(receipt: Receipt) -> None:
    assert decode(encode(receipt)) == receipt


@given(receipts)
def test_whatever_is_in_it_comes_back(receipt: Receipt) -> None:
    assert decode(encode(receipt)) == receipt


def test_it_is_on_one_line_and_says_nothing_that_is_empty() -> None:
    written = encode(PLAIN)
    assert "\n" not in written
    assert list(json.loads(written)) == [
        "format", "number", "title", "topic", "audience", "clearance", "office", "as_of", "program",
        "template", "theme", "read",
    ]  # fmt: skip
    assert json.loads(written)["format"] == FORMAT
    assert encode(FULL) == encode(decode(encode(FULL)))


def test_nothing_in_it_can_steer_a_terminal() -> None:
    hostile = replace(PLAIN, title="\x1b[2J\x9b31mGone\x07")
    assert decode(encode(hostile)).title == " [2J 31mGone "


def test_what_a_later_version_adds_is_left_alone() -> None:
    data = {**json.loads(encode(FULL)), "weather": "fine"}
    data["facts"][0]["mood"] = "good"
    assert decode(json.dumps(data)) == FULL


@pytest.mark.parametrize(
    ("given_text", "words"),
    [
        ("", "is damaged"),
        ("{", "is damaged"),
        ("[" * 100_000, "is damaged"),
        ("[]", "not one of onepager's"),
        ('{"format": "1"}', "not one of onepager's"),
        (json.dumps({**json.loads(encode(PLAIN)), "format": FORMAT + 1}), "newer onepager"),
        ('{"format": 1}', "is damaged"),
        (json.dumps({**json.loads(encode(PLAIN)), "as_of": "yesterday"}), "is damaged"),
        (json.dumps({**json.loads(encode(PLAIN)), "points": "none"}), "is damaged"),
        (json.dumps({**json.loads(encode(PLAIN)), "points": [[]]}), "is damaged"),
        (json.dumps({**json.loads(encode(PLAIN)), "points": [{"ref": 5}]}), "is damaged"),
        (json.dumps({**json.loads(encode(PLAIN)), "template": "none"}), "is damaged"),
    ],
)
def test_what_is_no_receipt_is_refused_in_words(given_text: str, words: str) -> None:
    with pytest.raises(ReceiptError, match=words):
        decode(given_text)
