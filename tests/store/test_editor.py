"""Editing in place: the line meant is changed, and no other; what cannot be changed safely is left as it is."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import ContentError, UsageError
from generator.reading.yaml import decode, read_yaml_text
from generator.store.editor import ORDER, CannotEdit, Editor

TOPICS = sorted((Path(__file__).resolve().parents[2] / "talking_points" / "topics").glob("*.yaml"))
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in TOPICS}
FACTS = [
    (topic, fact)
    for topic, text in TEXTS.items()
    for fact in read_yaml_text(text, topic).data["facts"]  # type: ignore[union-attr]
]
FILE = "talking_points/topics/nih.yaml"


def edited(text: str, *puts: tuple[tuple[str, ...], str]) -> str:
    editor = Editor(text.encode(), FILE)
    for path, value in puts:
        editor.put(path, value)
    return editor.result().decode()


def changed(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that went, and those that came."""
    lines = list(unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), n=0))[2:]
    return [x[1:] for x in lines if x[0] == "-"], [x[1:] for x in lines if x[0] == "+"]


def data(text: str) -> object:
    return read_yaml_text(decode(text.encode(), FILE), FILE).data


FACT = """\
# the head
facts:
  jobs:   # of NIH
    # as the report has it
    value: 407,782   # table 3
    measure: >-
      jobs supported
      by grants
    source: 'umr-2025'
    # the end of it

  # the next
  cut: {value: 22 percent, measure: a cut}
"""


@pytest.mark.parametrize(
    ("path", "value", "went", "came"),
    [
        (("facts", "jobs", "value"), "410,000", "    value: 407,782   # table 3\n", "    value: 410,000   # table 3\n"),
        (("facts", "jobs", "source"), "o'n", "    source: 'umr-2025'\n", "    source: 'o''n'\n"),
        (
            ("facts", "jobs", "value"),
            "some five words of text",
            "    value: 407,782   # table 3\n",
            '    value: "some five words of text"   # table 3\n',
        ),
        (("facts", "jobs", "as_of"), "2026-03", "", "    as_of: 2026-03\n"),
        (("facts", "jobs", "locator"), "page 3: jobs #1", "", '    locator: "page 3: jobs #1"\n'),
        (
            ("facts", "cut", "value"),
            "1,000",
            "  cut: {value: 22 percent, measure: a cut}\n",
            '  cut: {value: "1,000", measure: a cut}\n',
        ),
        (
            ("facts", "cut", "as_of"),
            "2026",
            "  cut: {value: 22 percent, measure: a cut}\n",
            "  cut: {value: 22 percent, measure: a cut, as_of: 2026}\n",
        ),
    ],
)
def test_one_line_is_changed(path: tuple[str, ...], value: str, went: str, came: str) -> None:
    assert changed(FACT, edited(FACT, (path, value))) == ([went] if went else [], [came])


def test_new_keys_stand_where_staff_would_look_for_them() -> None:
    after = edited(FACT, (("facts", "jobs", "checked_by"), "A. Staff"), (("facts", "jobs", "period"), "FY2024"))
    keys = list(data(after)["facts"]["jobs"])  # type: ignore[index]
    assert keys == ["value", "measure", "period", "source", "checked_by"]
    assert after.index("checked_by") < after.index("# the end of it")


def test_a_folded_text_becomes_one_line() -> None:
    assert changed(FACT, edited(FACT, (("facts", "jobs", "measure"), "jobs"))) == (
        ["    measure: >-\n", "      jobs supported\n", "      by grants\n"],
        ["    measure: jobs\n"],
    )


SERIES = """\
facts:
  return:
    series:
      "2023": $2.46
      "2024":   $2.56  # newest
    source: umr
"""


def test_a_new_period_is_the_last_and_written_as_the_others_are() -> None:
    after = edited(SERIES, (("facts", "return", "series", "2025"), "$2.60"))
    assert changed(SERIES, after) == ([], ['      "2025": $2.60\n'])


def test_a_bare_period_unfolds_when_it_gets_a_source_of_its_own() -> None:
    after = edited(SERIES, (("facts", "return", "series", "2024", "source"), "other"))
    assert changed(SERIES, after) == (
        ['      "2024":   $2.56  # newest\n'],
        ['      "2024":\n', "        value: $2.56  # newest\n", "        source: other\n"],
    )
    flow = edited("facts: {a: {series: {x: 1, y: 2}}}\n", (("facts", "a", "series", "y", "as_of"), "2026"))
    assert flow == "facts: {a: {series: {x: 1, y: {value: 2, as_of: 2026}}}}\n"


def test_a_key_without_a_value_gets_one() -> None:
    assert edited("facts:\n  a:\n    value: 5\n    as_of:   # when\n", (("facts", "a", "as_of"), "2026")) == (
        "facts:\n  a:\n    value: 5\n    as_of: 2026   # when\n"
    )


def test_a_last_line_without_an_end_is_no_trouble() -> None:
    assert (
        edited("facts:\n  a:\n    value: 5", (("facts", "a", "note"), "x")) == "facts:\n  a:\n    value: 5\n    note: x"
    )


def test_a_new_entry_stands_below_the_old_one_and_its_comments() -> None:
    editor = Editor(FACT.encode(), FILE)
    editor.add_beside(
        ("facts", "jobs"), "jobs-2024", {"value": "407,782", "note": "word " * 40, "status": "superseded"}
    )
    went, came = changed(FACT, editor.result().decode())
    assert went == []
    assert came[:2] == ["  jobs-2024:\n", "    value: 407,782\n"]
    assert came[2] == "    note: >-\n"
    after = editor.result().decode()
    assert after.index("# the end of it") < after.index("jobs-2024") < after.index("# the next")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("facts:\n  a:\n    series: {x: 1}\n", ("facts", "a", "series")),  # a mapping is no value
        ("facts:\n  a: 5\n", ("facts", "a", "b", "c")),
        ("facts:\n  a: {}\n", ("facts", "b", "value")),
        ("# nothing yet\n", ("title",)),
    ],
)
def test_what_cannot_be_changed_safely_is_refused_and_left(text: str, path: tuple[str, ...]) -> None:
    editor = Editor(text.encode(), FILE)
    with pytest.raises(CannotEdit, match="Change it by hand"):
        editor.put(path, "9")
    assert editor.result() == text.encode()


def test_a_value_that_the_reader_refuses_is_refused_here() -> None:
    editor = Editor(FACT.encode(), FILE)
    with pytest.raises(CannotEdit):
        editor.put(("facts", "jobs", "value"), "a\u200bb")
    assert editor.result() == FACT.encode()


def test_a_file_with_mistakes_is_not_edited() -> None:
    with pytest.raises(ContentError):
        Editor(b"facts: [", FILE)


# --- entries at the end ---


def add_entry(data: bytes, path: tuple[str, ...], block: str) -> tuple[bytes, int]:
    """The bytes with an entry more, and the line where it begins. `path` has the key of its mapping, if it has one."""
    editor = Editor(data, FILE)
    line = editor.add_entry("".join(path[:-1]), path[-1], block)
    return editor.result(), line


NEW = "  new:\n    # what it is\n    value: 5\n"


@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_an_entry_is_added_to_its_mapping_as_the_file_is_written(bom: str, newline: str) -> None:
    text = "facts:\n    a:\n        value: 1\n\n# what we say\npoints:\n    b: {}\n"
    after, line = add_entry((bom + text).replace("\n", newline).encode(), ("facts", "new"), NEW)
    came = "    new:\n      # what it is\n      value: 5\n"
    assert after.decode() == (bom + text.replace("value: 1\n", f"value: 1\n{came}")).replace("\n", newline)
    assert line == 4


@pytest.mark.parametrize(
    ("text", "path", "expected", "line"),
    [
        ("", ("new",), "new:\n  value: 5\n", 1),
        ("# none yet", ("new",), "# none yet\nnew:\n  value: 5\n", 2),
        ("a: 1\n\n", ("new",), "a: 1\nnew:\n  value: 5\n\n", 2),
        ("a: 1\n", ("facts", "new"), "a: 1\n\nfacts:\n  new:\n    value: 5\n", 4),
        ("facts:\na: 1\n", ("facts", "new"), "facts:\n  new:\n    value: 5\na: 1\n", 2),
    ],
)
def test_an_entry_goes_where_there_is_nothing_yet(text: str, path: tuple[str, ...], expected: str, line: int) -> None:
    block = "new:\n  value: 5\n" if len(path) == 1 else "  new:\n    value: 5\n"
    after, found = add_entry(text.encode(), path, block)
    assert (after.decode(), found) == (expected, line)


def test_an_entry_that_is_there_is_not_added_again() -> None:
    with pytest.raises(UsageError, match=f'there is a "jobs" already, at {FILE}:3; choose another name'):
        add_entry(FACT.encode(), ("facts", "jobs"), "  jobs:\n    value: 5\n")


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("facts: {}\n", NEW),
        ("facts: {a: {value: 1}}\n", NEW),
        ("facts: some text\n", NEW),
        ("facts:\n- a\n", NEW),
        ("facts:\n  a: {}\n...\n", NEW),
        ("facts:\n  a: {}\n", '  new:\n    value: "\\x07"\n'),
    ],
)
def test_where_an_entry_cannot_be_added_safely_it_is_shown(text: str, block: str) -> None:
    with pytest.raises(CannotEdit, match=r"was not changed\. Add this by hand:\n\n  new:"):
        add_entry(text.encode(), ("facts", "new"), block)


# --- properties ---

values = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x17E, exclude_characters="\x7f"), min_size=1, max_size=40
)
values = values.map(lambda v: " ".join(v.split())).filter(
    lambda v: v and not any("\x7f" <= c <= "\x9f" or c == "\xad" for c in v)
)
keys = st.sampled_from([k for k in ORDER if k not in ("series", "tags")])


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(FACTS), keys, values)
@pytest.mark.slow
def test_only_the_entry_meant_is_touched(where: tuple[str, str], key: str, value: str) -> None:
    """On the starter store: what is read differs by the one value, and every line that went held the old one."""
    topic, fact = where
    text = TEXTS[topic]
    after = edited(text, (("facts", fact, key), value))
    before_data, after_data = data(text), data(after)
    old = before_data["facts"][fact].pop(key, "")  # type: ignore[index]
    assert after_data["facts"][fact].pop(key).split() == value.split()  # type: ignore[index]
    assert before_data == after_data
    went, came = changed(text, after)
    assert len(came) <= 1
    words = "".join(went).replace(f"{key}:", "").replace(">-", "").replace('"', "").replace("'", "").split()
    assert words == str(old).replace('"', "").replace("'", "").split()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FACTS), st.lists(st.tuples(keys, values), min_size=1, max_size=4))
@pytest.mark.slow
def test_line_ends_and_byte_order_marks_stay(where: tuple[str, str], found: list[tuple[str, str]]) -> None:
    """The same edits in the file as Windows writes it come to the same, as Windows writes it."""
    topic, fact = where
    puts = [(("facts", fact, key), value) for key, value in found]
    plain = edited(TEXTS[topic], *puts)
    windows = edited("\ufeff" + TEXTS[topic].replace("\n", "\r\n"), *puts)
    assert windows == "\ufeff" + plain.replace("\n", "\r\n")
    assert "\r\r" not in windows
