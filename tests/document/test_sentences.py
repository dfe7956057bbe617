"""Where sentences end, and where a full stop only looks like it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.document.sentences import sentence_ends, sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("  ", []),
        ("One thing", ["One thing"]),
        ("It rose. It fell.", ["It rose.", "It fell."]),
        ("It rose 2.5 percent. In 2024 it fell!", ["It rose 2.5 percent.", "In 2024 it fell!"]),
        ("Is it so? “Yes,” they say. “No.” We left.", ["Is it so?", "“Yes,” they say.", "“No.”", "We left."]),
        ("The U.S. House met. H.R. 5 passed.", ["The U.S. House met.", "H.R. 5 passed."]),
        ("It is made in the U.S. It lasts.", ["It is made in the U.S.", "It lasts."]),
        ("Rep. Jane Q. Example and Dr. Sample spoke.", ["Rep. Jane Q. Example and Dr. Sample spoke."]),
        ("By Aug.\u00a027, 2029, it ends. No. 5 stays.", ["By Aug.\u00a027, 2029, it ends.", "No. 5 stays."]),
        ("It cost $5. $3 came back.", ["It cost $5.", "$3 came back."]),
        ("It fell (so they say.) They left.", ["It fell (so they say.)", "They left."]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@given(st.text(alphabet="AaUS. ?!“”’)($5\u00a0\n", max_size=60))
def test_nothing_is_lost_between_sentences(text: str) -> None:
    ends = sentence_ends(text)
    assert list(ends) == sorted(set(ends))
    if text.strip():
        assert ends[-1] == len(text)
        assert "".join("".join(sentences(text)).split()) == "".join(text.split())
