"""Reading YAML: everything is text and has its place, what could do harm is refused, faults are told in plain words."""

from __future__ import annotations

import threading
import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, field_validator

from generator.errors import ContentError, Mark
from generator.reading.yaml import TYPED, decode, read_text, read_yaml, read_yaml_text, validate
from generator.store.schema import Model, Source


def faults(text: str, first_line: int = 1) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_yaml_text(text, "f", first_line)
    return [str(p).removeprefix("f:") for p in caught.value.problems]


def faults_of_bytes(data: bytes) -> list[str]:
    with pytest.raises(ContentError) as caught:
        decode(data, "f")
    return [str(p).removeprefix("f:") for p in caught.value.problems]


# --- data -------------------------------------------------------------------------------------------------------------


def test_everything_is_the_text_that_was_typed() -> None:
    text = "a: NO\nb: 12:30\nc: 0123\nd: 1e3\ne: ~\nf: null\ng: 2026-03-31\nh: [yes, .5, 0x1F]\ni: 'true'\n"
    assert read_yaml_text(text, "f").data == {
        "a": "NO", "b": "12:30", "c": "0123", "d": "1e3", "e": "~", "f": "null", "g": "2026-03-31",
        "h": ["yes", ".5", "0x1F"], "i": "true",
    }  # fmt: skip


def test_a_key_without_a_value_is_none_and_an_empty_text_is_not() -> None:
    assert read_yaml_text('a:\nb: ""\nc: {d: }\n', "f").data == {"a": None, "b": "", "c": {"d": None}}


def test_texts_of_several_lines() -> None:
    text = "a: >-\n  one\n  two\n\n  three\nb: |\n  one\n  two\nc: one\n  two\n"
    assert read_yaml_text(text, "f").data == {"a": "one two\nthree", "b": "one\ntwo\n", "c": "one two"}


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "\n\n"])
def test_a_file_without_content_is_an_empty_mapping(text: str) -> None:
    node = read_yaml_text(text, "f")
    assert (node.data, node.mark(), node.mark("a")) == ({}, Mark("f", 1, 1), Mark("f", 1, 1))


def test_a_comment_after_a_short_value_or_on_its_own_line_is_a_comment() -> None:
    text = "# first\na: b # why\nc:  # a list\n  - d # one\n  # - e\nf: 'quoted, so it ends here' # yes\n"
    assert read_yaml_text(text, "f").data == {"a": "b", "c": ["d"], "f": "quoted, so it ends here"}


# --- places -----------------------------------------------------------------------------------------------------------

PLACES = """\
# comment
title: NIH
points:
  pays:
    kind:   message
    full: >-
      Folded
    audiences: [member,  press]
    sources:
      - source: one
      -   source: two
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        (("title",), 2, 8),
        (("points",), 3, 1),
        (("points", "pays"), 4, 3),
        (("points", "pays", "kind"), 5, 13),
        (("points", "pays", "full"), 6, 11),
        (("points", "pays", "audiences"), 8, 5),
        (("points", "pays", "audiences", 1), 8, 26),
        (("points", "pays", "sources", 0), 10, 9),
        (("points", "pays", "sources", 1, "source"), 11, 19),
    ],
)
def test_the_mark_of_a_value(path: tuple[str | int, ...], line: int, column: int) -> None:
    assert read_yaml_text(PLACES, "f").mark(*path) == Mark("f", line, column)


def test_the_mark_of_a_key() -> None:
    node = read_yaml_text(PLACES, "f")
    assert node.mark("points", "pays", "kind", key=True) == Mark("f", 5, 5)
    assert node.mark("points", "pays", key=True) == Mark("f", 4, 3)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("points", "pays", "lead"), 4),
        (("points", "pays", "kind", "deeper"), 5),
        (("points", "other", "kind"), 3),
        (("facts",), 1),
        (("points", "pays", "sources", 7), 9),
    ],
)
def test_what_is_not_there_is_marked_at_the_nearest_thing_around_it(path: tuple[str | int, ...], line: int) -> None:
    assert read_yaml_text(PLACES, "f").mark(*path).line == line


def test_marks_count_from_the_first_line_of_front_matter() -> None:
    node = read_yaml_text("name: x\npages: 1\n", "f", first_line=2)
    assert (node.mark(), node.mark("pages")) == (Mark("f", 2, 1), Mark("f", 3, 8))
    assert faults("name: x\nname: y\n", 2) == [
        '3:1: "name" stands twice; the first is on line 2. Remove or rename one of them'
    ]
    assert faults("name: x: y\n", 2)[0].startswith("2:8: a colon")
    assert faults("\tname: x\n", 2)[0].startswith("2:1: a tab")


STYLES = {
    "plain": "a: We say {{ jobs }} now.\n",
    "plain, two lines": "a: We say\n  {{ jobs }} now.\n",
    "single quotes": "a: 'It''s ''so'': {{ jobs }} now.'\n",
    "double quotes": 'a: "\\"So\\": \\u00e9 \\x41 {{ jobs }} now."\n',
    "double quotes, two lines": 'a: "We \\\n     say\n   {{ jobs }} now."\n',
    "folded": "a: >-\n    We\n    say {{ jobs }} now.\n",
    "folded, after a blank line": "a: >\n\n    We\n\n    say\n    {{ jobs }} now.\n\n",
    "literal": "a: |2\n    We\n  say {{ jobs }} now.\n",
    "beyond the basic plane": "a: 𝔸 é {{ jobs }} now.\n",
}


@pytest.mark.parametrize("text", STYLES.values(), ids=STYLES)
def test_a_character_of_a_text_is_found_however_the_text_is_written(text: str) -> None:
    node = read_yaml_text(text, "f")
    value = node.data["a"]
    assert isinstance(value, str)
    offset = value.strip().index("{{ jobs")
    line = text[: text.index("{{")].count("\n") + 1
    column = text.split("\n")[line - 1].index("{{") + 1
    assert node.position(("a",), offset) == Mark("f", line, column)


_words = st.text(alphabet="abé'\"\\{}.: ", min_size=1).filter(lambda t: t.strip())


@given(
    st.lists(_words, min_size=1, max_size=6).map("\n".join),
    st.sampled_from(["'", '"', "|", ">", None]),
    st.integers(20, 60),
)
def test_every_character_of_any_text_is_found(value: str, style: str | None, width: int) -> None:
    text = yaml.dump({"a": {"b": [value]}}, default_style=style, width=width, allow_unicode=True)
    if ": !!" in text:
        return
    node = read_yaml_text(text, "f")
    lines = text.split("\n")
    read = node.data["a"]["b"][0]  # type: ignore[call-overload, index]
    for offset, character in enumerate(read.strip()):  # type: ignore[union-attr]
        if not character.isspace():
            mark = node.position(("a", "b", 0), offset)
            assert lines[mark.line - 1][mark.column - 1] in (character, "\\")


@pytest.mark.parametrize("text", STYLES.values(), ids=STYLES)
def test_a_marker_asked_for_rising_falling_and_impossible_offsets_tells_what_a_position_tells(text: str) -> None:
    node = read_yaml_text(text, "f")
    value = node.data["a"]
    assert isinstance(value, str)
    offsets = [0, 3, 3, 8, 5, 12, 0, len(value), len(value) + 5, 4]
    marker = node.marker(("a",))
    assert [marker(offset) for offset in offsets] == [node.position(("a",), offset) for offset in offsets]


def test_a_position_in_what_is_no_text_is_its_mark() -> None:
    node = read_yaml_text(PLACES, "f")
    assert node.position(("points", "pays"), 3) == Mark("f", 4, 3)
    assert node.position(("points", "pays", "lead"), 3) == Mark("f", 4, 3)


# --- bytes ------------------------------------------------------------------------------------------------------------


def test_a_byte_order_mark_and_windows_line_ends_read_fine(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: one\r\nb: >-\r\n  two\r\n  three\r\nc: four\rd: five")
    node = read_yaml(path, "a.yaml")
    assert node.data == {"a": "one", "b": "two three", "c": "four", "d": "five"}
    assert node.mark("a") == Mark("a.yaml", 1, 4)
    assert node.mark("d") == Mark("a.yaml", 6, 4)
    assert read_yaml_text("a: b\r\nc: d\r\n", "f").data == {"a": "b", "c": "d"}


def test_letters_and_their_accents_become_one_character() -> None:
    assert decode("e\u0301".encode(), "f") == "é"


def test_what_is_not_utf_8_is_located_and_named() -> None:
    assert faults_of_bytes("a: b\nc: It’s\n".encode("cp1252")) == [
        '2:6: the byte at offset 10 (0x92) is not UTF-8. It is "’" in Windows-1252; save the file as UTF-8'
    ]
    assert faults_of_bytes("\ufeffé".encode() + b"\xe9")[0].startswith("1:2: the byte at offset 5 (0xE9)")
    assert faults_of_bytes("a: b\n".encode("utf-16")) == ["1:1: this file is saved as UTF-16. Save it as UTF-8"]


@pytest.mark.parametrize(
    ("character", "words"),
    [
        ("\x00", "a control character (U+0000)"),
        ("\x0b", "a control character (U+000B)"),
        ("\x1b", "a control character (U+001B)"),
        ("\x7f", "a control character (U+007F)"),
        ("\x85", "a control character (U+0085)"),
        ("\u2028", "an invisible character (U+2028)"),
        ("\u200b", "a space without width (U+200B)"),
        ("\u202e", "an invisible character (U+202E)"),
        ("\u00ad", "a soft hyphen (U+00AD)"),
        ("\ufeff", "a byte order mark (U+FEFF)"),
        ("\ue000", "a character of a private font (U+E000)"),
        ("\uf8ff", "a character of a private font (U+F8FF)"),
        ("\U0010fffd", "a character of a private font (U+10FFFD)"),
    ],
)
def test_characters_that_no_text_may_have(character: str, words: str) -> None:
    tidy = "; onepager tidy mends it" if character in "\u200b\u202e\u00ad\ufeff" else ""
    expected = [f"2:5: {words} stands here. Delete it{tidy}"]
    assert faults_of_bytes(f"a: b\nc: x{character}y\n".encode()) == expected
    assert faults(f"a: b\nc: x{character}y\n") == expected


def test_ordinary_special_characters_are_welcome() -> None:
    text = "a: “No” — 5\u00a0percent… ½ ñ \u200d 漢 🎉\u202f%\n"
    assert read_yaml_text(decode(text.encode(), "f"), "f").data == {"a": text[3:-1]}


@pytest.mark.parametrize(
    ("space", "words"),
    [("\t", "a tab"), ("\u00a0", "a special space (U+00A0)"), ("\u3000", "a special space (U+3000)")],
)
def test_lines_are_indented_with_spaces(space: str, words: str) -> None:
    tidy = "" if space == "\t" else "; onepager tidy mends it"
    assert faults(f"a:\n  {space}b: c\n") == [f"2:3: {words} at the beginning of a line. Indent with spaces{tidy}"]
    assert read_yaml_text(f"a: b{space}c\n", "f").data == {"a": f"b{space}c"}


# --- files ------------------------------------------------------------------------------------------------------------


def test_a_file_of_two_megabytes_is_read_and_a_larger_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"a: " + b"x" * (TYPED.size - 3))
    assert len(read_text(path, "a.yaml")) == TYPED.size
    path.write_bytes(b"a: " + b"x" * (TYPED.size + 100_000))
    with pytest.raises(ContentError, match=r"^a\.yaml:1:1: this file has 2\.1 MB\. The limit is 2 MB; split the file$"):
        read_text(path, "a.yaml")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"^a\.yaml:1:1: this file is missing\. Make it, or restore it$"):
        read_text(tmp_path / "a.yaml", "a.yaml")
    with pytest.raises(
        ContentError, match=r"^a:1:1: this file cannot be read \(is a directory\)\. Check its permissions$"
    ):
        read_text(tmp_path, "a")


def test_what_an_escape_makes_is_looked_at_too() -> None:
    words = "an escape in this text makes a character that no text may have. Remove it"
    assert faults('a: "\\uE000"\nb: "x\\0"\n') == [f"1:4: {words}", f"2:4: {words}"]
    assert read_yaml_text('a: "\\u00e9\\n\\t\\\\"\n', "f").data == {"a": "é\n\t\\"}


# --- what could do harm -----------------------------------------------------------------------------------------------

UNQUOTED = "unless it is quoted. Put the text in quotes, or on the lines after >-"


def test_aliases_anchors_and_tags_are_texts_without_quotes() -> None:
    assert faults("a: &x b\nc: *x\nd: !!str e\nf: !g h\n") == [
        f'1:4: a text cannot begin with "&" {UNQUOTED}',
        f'2:4: a text cannot begin with "*" {UNQUOTED}',
        f'3:4: a text cannot begin with "!" {UNQUOTED}',
        f'4:4: a text cannot begin with "!" {UNQUOTED}',
    ]
    assert len(faults("a: &x [b]\nc: &y {d: e}\n")) == 2


def test_merges_and_bombs_are_refused_before_they_grow() -> None:
    assert faults("a:\n  <<: {b: c}\n") == ["2:3: one part of a file cannot be merged into another. Write it out"]
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    assert faults(bomb)
    assert faults("a: &a [*a]\n")


def nested(levels: int, opening: str = "[", closing: str = "]") -> str:
    return "a: " + opening * levels + closing * levels + "\n"


def test_nesting_up_to_the_limit_is_read_and_one_level_more_is_not() -> None:
    assert read_yaml_text(nested(TYPED.depth - 1), "f").data["a"] is not None
    words = f"this is nested deeper than {TYPED.depth} levels. Flatten it"
    assert faults(nested(TYPED.depth)) == [f"1:{3 + TYPED.depth}: {words}"]
    assert faults(nested(TYPED.depth, "{b: ", "}")) == [f"1:{4 * TYPED.depth}: {words}"]


@pytest.mark.parametrize("hostile", ["[" * 100_000, "{" * 100_000, "{a: " * 50_000, "- " * 50_000, "? " * 50_000])
def test_very_deep_nesting_is_refused_and_nothing_crashes(hostile: str) -> None:
    # In a thread, whose stack is small: a reader that calls itself would die here.
    outcome: list[bool] = []
    thread = threading.Thread(target=lambda: outcome.append(bool(faults(f"a:\n  {hostile}"))))
    thread.start()
    thread.join(60)
    assert outcome == [True]


def test_many_faults_in_a_large_file_end_soon_and_are_not_all_told() -> None:
    start = time.perf_counter()
    assert len(faults("".join(f"a{n}: one: two # {n}\n" for n in range(20_000)))) <= 25
    assert time.perf_counter() - start < 30  # a tenth of that is usual; only what grows with the square fails


# --- faults -----------------------------------------------------------------------------------------------------------

QUOTE = "Put the text in quotes, or on the lines after >-"


def test_reading_goes_on_after_a_fault_to_find_the_next() -> None:
    assert faults("a: one: two\nb: fine\nc: {{ jobs }} jobs\nd:tight\ne: @home\nf: g\nf: h\n") == [
        f"1:7: a colon inside a text that has no quotes. {QUOTE}",
        f'3:4: a text that begins with "{{{{" has to be quoted. {QUOTE}',
        '4:3: there is no space after the colon. Write "key: value"',
        f'5:4: a text cannot begin with "@" unless it is quoted. {QUOTE}',
        '7:1: "f" stands twice; the first is on line 6. Remove or rename one of them',
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- a\n- b\n", '1:1: this file is a list. It has to be made of lines "key: value"'),
        ("only words\n", '1:1: this file is one text. It has to be made of lines "key: value"'),
        (": c\n", '1:1: a key is missing before this colon. Write "key: value"'),
        ("[a, b]: c\n", '1:1: a key has to be one word. Write "key: value"'),
        ("a: {b\n", '1:4: "{" is never closed. Close it with }, or quote the text it begins'),
        ("a: > 5 more\n", '1:4: text stands on the line of ">". Put it on the next line, indented; a text that itself '
         'begins with ">" has to be quoted'),
        ("a: |5x\n  b\n", f'1:4: a text cannot begin with "|" unless it is quoted. {QUOTE}'),
        ("a: ? b\n", f'1:4: a text cannot begin with "?" unless it is quoted. {QUOTE}'),
        ('a:\n  - "No" is it\n  - b\n', '2:10: text goes on after the quotation mark " that closes it. Put the whole '
         'text on the lines after >-, where " is a character like any other'),
        ("a:\n  - {{ b }} c\n  - d\n", f'2:5: a text that begins with "{{{{" has to be quoted. {QUOTE}'),
        ("a:\n  - [b] c\n", f'2:5: a text cannot begin with "[" unless it is quoted. {QUOTE}'),
        ("a: [b,\nc: d\n", '1:4: "[" is never closed. Close it with ], or quote the text it begins'),
        ("a: {b: [", '1:8: "[" is never closed. Close it with ], or quote the text it begins'),
        ('a: "b\nc: "d"\n', '1:4: the quotation mark " is never closed. Put another at the end of the text'),
        ("a: b\n...\nc: d\n", "3:1: this line is out of line with those above it. Begin it in the same column as the "
         "lines it belongs to"),
        ("a: # one\n  #1 in research\n  again\nb: c\n", None),
    ],
)  # fmt: skip
def test_faults_that_the_table_of_mistakes_does_not_have(text: str, words: str | None) -> None:
    if words is None:
        assert read_yaml_text(text, "f").data == {"a": "again", "b": "c"}
    else:
        assert faults(text) == [words]


@given(st.text(alphabet="ab :#-\"'{}[]|>&*!%@`\n,?~=\\“é0", max_size=60))
def test_any_text_is_read_or_refused_at_a_place_within_it(text: str) -> None:
    try:
        node = read_yaml_text(text, "f")
    except ContentError as error:
        lines = text.split("\n")
        for problem in error.problems:
            assert problem.what
            assert problem.mend
            assert 1 <= problem.mark.line <= len(lines)
            assert 1 <= problem.mark.column <= len(lines[problem.mark.line - 1]) + 1
    else:
        assert isinstance(node.data, dict)


# --- models -----------------------------------------------------------------------------------------------------------


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


class Part(Model):
    name: str = Field(examples=["Wheel"])
    size: Size = Size.SMALL


class Audit(BaseModel):
    """A model of another package, with all sorts of fields."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(examples=["Bicycle"])
    pages: Annotated[int, Field(ge=1, le=20)] = 1
    grade: float | None = None
    sure: bool = False
    mode: Literal["fast", "slow"] = "fast"
    parts: dict[str, Part] = {}
    tags: tuple[str, ...] = ()
    list_of_parts: list[Part] = []

    @field_validator("tags")
    @classmethod
    def _few(cls, tags: tuple[str, ...]) -> tuple[str, ...]:
        if len(tags) > 2:
            raise ValueError("has too many entries")
        return tags


def audit(text: str) -> list[str]:
    node = read_yaml_text(text, "f")
    with pytest.raises(ContentError) as caught:
        validate(Audit, node.data, node)
    return [str(p).removeprefix("f:") for p in caught.value.problems]


def test_a_model_is_made_of_texts() -> None:
    node = read_yaml_text(
        "name: X\npages: 2\ngrade: 9.5\nsure: yes\nmode: slow\nparts:\n  a: {name: A, size: large}\n", "f"
    )
    made = validate(Audit, node.data, node)
    assert (made.pages, made.grade, made.sure, made.mode) == (2, 9.5, True, "slow")
    assert made.parts["a"] == Part(name="A", size=Size.LARGE)


def test_everything_wrong_is_told_at_once_each_at_its_place_in_our_words() -> None:
    text = """\
pages: 0
grade: nine
sure: perhaps
mode: fats
parts:
  a:
    size: huge
  b: wheel
  c:
    name: [x]
tags: [a, b, c]
list_of_parts:
  - size: small
  - x
colour: red
"""
    assert audit(text) == [
        '1:1: the audit has no "name". Add a line "name: Bicycle"',
        '1:8: "pages" is "0". It has to be at least 1',
        '2:8: "grade" has to be a number, not "nine". Write it in digits',
        '3:7: "sure" cannot be "perhaps". Write yes or no',
        '4:7: "mode" cannot be "fats". Did you mean "fast"? It is one of fast, slow',
        '6:3: the part "a" has no "name". Add a line "name: Wheel"',
        '7:11: "size" cannot be "huge". It is one of small, large',
        '8:6: "b" has to be lines with keys, not "wheel". Indent the keys of the part below it',
        '10:5: "name" has to be one text, not a list. If the text has a colon in it or begins with [ or {, put it in '
        "quotes or after >-",
        '11:1: "tags" has too many entries',
        '13:5: entry 1 of "list_of_parts" has no "name". Add a line "name: Wheel"',
        '14:5: entry 2 of "list_of_parts" has to be lines with keys, not "x". Indent the keys of the part below it',
        '15:1: an audit has no key "colour". It can have name, pages, grade, sure, mode, parts, tags and list_of_parts',
    ]


NINES = f'2:8: "pages" has to be a whole number, not "{"9" * 40}…". Write it in digits'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name:\n", '1:1: "name" is empty. Write "name: Bicycle"'),
        ("name: X\npages: 1.5\n", '2:8: "pages" has to be a whole number, not "1.5". Write it in digits'),
        ("name: X\npages: 21\n", '2:8: "pages" is "21". It has to be at most 20'),
        ("name: X\ntags: one\n", '2:7: "tags" has to be a list, not "one". Write "tags: [one]"'),
        ("name: X\ntags: -one\n", '2:7: "tags" has to be a list, not "-one". Put a space after each dash: "- entry"'),
        ("name: X\ntags:\n  a: b\n", '2:1: "tags" has to be a list, not several lines with keys. Write each entry on '
         'a line after "- "'),
        ("name: X\nparts: [a]\n", '2:1: "parts" has to be lines with keys, not a list. Remove the dashes'),
        ("name: X\nparts:\n  a:\n", '3:3: "a" is empty. Indent the keys of the part below it, or remove it'),
        ("name: X\n“mode”: fast\n", '2:1: an audit has no key "“mode”". Write it without the curly quotes: mode'),
        ("name: X\ngrade: infinit\n", '2:8: "grade" has to be a number, not "infinit". Write it in digits'),
        ("name: X\npages: " + "9" * 5000, NINES),
    ],
)  # fmt: skip
def test_each_sort_of_fault_has_its_words(text: str, words: str) -> None:
    assert audit(text) == [words]


def test_what_the_reader_adds_is_not_for_staff_to_write() -> None:
    node = read_yaml_text("a:\n  id: b\n  publisher: P\n  title: T\n", "f")
    entry: Any = node.data["a"]
    with pytest.raises(ContentError, match=r'^f:2:3: "id" is not written inside a source\. Remove this line$'):
        validate(Source, {**entry, "id": "a"}, node, ("a",))


def test_a_key_that_stands_there_without_a_value_counts_as_not_written_but_must_be_known() -> None:
    node = read_yaml_text("a:\n  publisher: P\n  title: T\n  note:\n  auther:\n", "f")
    entry: Any = node.data["a"]
    with pytest.raises(ContentError, match=r'^f:5:3: a source has no key "auther"\. Did you mean "author"\?$'):
        validate(Source, {**entry, "id": "a"}, node, ("a",))
    del entry["auther"]
    assert validate(Source, {**entry, "id": "a"}, node, ("a",)).note == ""
