"""What came along from Word and web pages is mended where that is safe, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.errors import ContentError
from generator.reading.yaml import read_yaml_text
from generator.store.tidy import facts_in, tidied

MENDED = {
    "curly quotes around a value": [
        ("title: “Farms”\n", 'title: "Farms"\n'),
        ("title: “Farms: more” # a comment\n", 'title: "Farms: more" # a comment\n'),
        ("points:\n  - “one”\n", 'points:\n  - "one"\n'),
        ("facts:\n  a:\n    value: “407,782”\n", 'facts:\n  a:\n    value: "407,782"\n'),
    ],
    "a fact in square brackets": [
        (
            "facts:\n  jobs:\n    value: 5\nask: Save [[jobs]] jobs\n",
            "facts:\n  jobs:\n    value: 5\nask: Save {{ jobs }} jobs\n",
        ),
        (
            "facts:\n  jobs:\n    value: 5\nask: [[jobs]] jobs\n",
            'facts:\n  jobs:\n    value: 5\nask: "{{ jobs }} jobs"\n',
        ),
        (
            "facts:\n  jobs: {value: 5}\nask: >-\n  Save [[jobs|short]].\n",
            "facts:\n  jobs: {value: 5}\nask: >-\n  Save {{ jobs|short }}.\n",
        ),
    ],
    "a bullet at the beginning of a value": [
        ("title: • Farms\n", "title: Farms\n"),
        ("points:\n  - • one\n", "points:\n  - one\n"),
    ],
    "a soft hyphen taken out": [
        ("title: Far\u00adms\n", "title: Farms\n"),
        ("ask: >-\n  Far\u00adms\n", "ask: >-\n  Farms\n"),
    ],
    "a space without width taken out": [("ti\u200btle: Farms\r\n", "title: Farms\r\n")],
    "a no-break space that is part of no text": [
        ("facts:\n\u00a0\u00a0a: 5\n", "facts:\n  a: 5\n"),
        ("title:\u00a0Farms\n", "title: Farms\n"),
        ("title: Farms \u00a0\n", "title: Farms\n"),
        ("points:\n  -\u00a0one\n", "points:\n  - one\n"),
    ],
}
CASES = [(what, before, after) for what, cases in MENDED.items() for before, after in cases]


@pytest.mark.parametrize(("what", "before", "after"), CASES)
def test_what_is_safe_is_mended_and_named(what: str, before: str, after: str) -> None:
    tidy = tidied(before, facts_in(before))
    assert tidy.text == after
    assert [name for _, name in tidy.done] == [what]
    assert tidied(after, facts_in(after)).done == []


@pytest.mark.parametrize(
    "text",
    [
        "title: The “new” farms\n",
        "full: “We must act,” she said, “now.”\n",
        'headline: "“We must act”"\n',
        "full: >-\n  note: “so”\n  • one\n",
        "full: |\n  • one\n  • two\n",
        "ask: Save [[farms]] farms\n",
        "ask: $5\u00a0million is enough\n",
        "# “so”: “so”\n",
        'title: “He said "no"”\n',
        "\ufefftitle: Farms\n",
    ],
)
def test_what_may_be_meant_stays(text: str) -> None:
    tidy = tidied(text, facts_in(text))
    assert (tidy.text, tidy.done) == (text, [])


@example(["a: ", "\u00a0", "a: ", "\u00a0", "a: "])
@example(["a: ", "• ", "• ", "a: "])
@given(
    st.lists(
        st.sampled_from(["a: ", "- ", "  ", "“", "”", "x", "[[a]]", "• ", "\u00ad", "\u00a0", ": ", ">-", "\n"]),
        max_size=25,
    )
)
def test_tidying_twice_is_tidying_once(parts: list[str]) -> None:
    once = tidied("".join(parts), {"a"})
    assert tidied(once.text, {"a"}).text == once.text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "title: “Farms”\n",
            "1:8: curly quotes around a value do not quote it, they are printed. Write it without them",
        ),
        ("title: • Farms\n", '1:8: "•" at the beginning of a value is printed. Take it out; onepager tidy mends it'),
        ("title: Far\u00adms\n", "1:11: a soft hyphen (U+00AD) stands here. Delete it; onepager tidy mends it"),
        (
            "a:\n\u00a0 b: c\n",
            "2:1: a special space (U+00A0) at the beginning of a line. Indent with spaces; onepager tidy",
        ),
    ],
)
def test_what_is_mended_is_found_and_named(text: str, words: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_yaml_text(text, "x.yaml")
    assert words in str(caught.value)
    read_yaml_text(tidied(text).text, "x.yaml")
