"""Reads YAML as staff write it: everything is text, everything has a line and a column, every fault is in plain words.

Nothing is guessed (`NO`, `12:30` and `0123` stay what was typed), and what could do harm is refused before it can:
aliases, merges, tags, deep nesting, large files, control characters, private-use characters (the composer's tokens).
"""

from __future__ import annotations

import re
import unicodedata
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.errors import ContentError, Mark, Problem
from generator.reading import odd_marks
from generator.reading.models import validate
from generator.reading.positions import Branch, Data, Key, Node
from generator.reading.yaml_faults import BRACES, COMMENT_LINE, CUT, CUT_MEND, KEY_AND_VALUE, NO_KEY, QUOTE_IT, explain

__all__ = ["Node", "decode", "read_text", "read_yaml", "read_yaml_text", "validate"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may be. In one that is `typed` by hand, what looks like a slip of the hand is a fault, too."""

    size: int
    """Bytes."""
    depth: int
    """Levels of lists and mappings within one another."""
    values: int
    typed: bool


TYPED = Limits(size=2_000_000, depth=20, values=200_000, typed=True)
"""Files of the workspace."""
PUBLISHED = Limits(size=40_000_000, depth=12, values=2_000_000, typed=False)
"""Files that others publish and a program wrote. They may be a list."""

_MOST_FAULTS = 25  # of one sort in one file; after so many the cause is always the same

_INDENTATION = re.compile(r"^[ ]*([\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])", re.MULTILINE)
_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"  # control characters
    r"|[\ue000-\uf8ff\U000f0000-\U0010ffff]"  # private use
    r"|[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"  # invisible, or turning the writing around
    r"|[\u2028\u2029\ufffd\ufffe\uffff]"
)
_HASH = re.compile(r"[ \t]#")
_SUSPECT_COMMENT = re.compile(r"[ \t]+(?P<hash>#)(?P<tight>\w|[ ]\d)?")
_TIGHT_COMMENT_LINE = re.compile(r"[^\n]*\n(?P<indent>[ ]*)#\w")
_FEW_WORDS = 3  # a comment may follow a value of so many words; after more it is taken for a sentence that was cut


def read_text(path: Path, file: str) -> str:
    """The text of a file of the workspace, in NFC and with `\\n` at line ends; `file` is its name in messages.

    Raises `ContentError` for a file that is too large, cannot be opened, is not UTF-8 or has forbidden characters.
    """
    return decode(read_bytes(path, file), file)


def read_bytes(path: Path, file: str, limits: Limits = TYPED) -> bytes:
    """The bytes of a file. Raises `ContentError` if it cannot be opened or is too large."""
    try:
        refuse_large(path.stat().st_size, file, limits)
        return path.read_bytes()
    except FileNotFoundError:
        raise ContentError(
            [Problem(Mark(file), "this file is missing", "make it, or restore it", code="file")]
        ) from None
    except OSError as error:
        what = f"this file cannot be read ({(error.strerror or str(error)).lower()})"
        raise ContentError([Problem(Mark(file), what, "check its permissions", code="file")]) from error


def refuse_large(size: int, file: str, limits: Limits = TYPED) -> None:
    """Raises `ContentError` for a file of more bytes than it may have."""
    if size > limits.size:
        mend = f"the limit is {limits.size // 1_000_000} MB; split the file"
        raise ContentError([Problem(Mark(file), f"this file has {size / 1_000_000:.1f} MB", mend, code="size")])


def decode(data: bytes, file: str) -> str:
    """The text of the bytes of a file. Raises `ContentError` if they are not UTF-8 or have forbidden characters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ContentError([Problem(Mark(file), "this file is saved as UTF-16", "save it as UTF-8", code="encoding")])
    content = data.removeprefix(BOM_UTF8)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ContentError([_not_utf8(content, error.start, file, len(data) - len(content))]) from None
    text = unicodedata.normalize("NFC", _unix(text))
    if problems := list(forbidden_characters(text, file)):
        raise ContentError(problems)
    return text


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_utf8(data: bytes, offset: int, file: str, skipped: int) -> Problem:
    """The problem of the byte at `offset`; `skipped` bytes of the file stand before `data`."""
    line_start = data.rfind(b"\n", 0, offset) + 1
    column = len(data[line_start:offset].decode("utf-8")) + 1
    mark = Mark(file, data.count(b"\n", 0, offset) + 1, column)
    character = data[offset : offset + 1].decode("cp1252", "replace")
    what = f"the byte at offset {skipped + offset:,} (0x{data[offset]:02X}) is not UTF-8"
    return Problem(mark, what, f'it is "{character}" in Windows-1252; save the file as UTF-8', code="encoding")


def forbidden_characters(text: str, file: str, first_line: int = 1) -> Iterator[Problem]:
    """A problem for every character that no text may have."""
    for count, match in enumerate(_FORBIDDEN.finditer(text)):
        if count == _MOST_FAULTS:
            return
        character = match.group()
        what = f"{odd_marks.name_of(character)} (U+{ord(character):04X}) stands here"
        mend = odd_marks.mend_of(character)
        yield Problem(_mark(text, match.start(), file, first_line), what, mend, code="character")


def _mark(text: str, offset: int, file: str, first_line: int) -> Mark:
    start = text.rfind("\n", 0, offset) + 1
    return Mark(file, text.count("\n", 0, offset) + first_line, offset - start + 1)


def read_yaml(path: Path, file: str) -> Node:
    """Read a file of the workspace; `file` is its name in messages. Raises `ContentError` with all it can find."""
    return read_yaml_text(read_text(path, file), file)


def read_yaml_text(text: str, file: str, first_line: int = 1) -> Node:
    """Read YAML that begins at line `first_line` of `file`. Raises `ContentError` with all it can find."""
    text = _unix(text)
    if problems := [*forbidden_characters(text, file, first_line), *_bad_indentation(text, file, first_line)]:
        raise ContentError(problems)
    data, branch = _parsed(text, file, first_line, TYPED)
    assert isinstance(data, dict), "anything else is a fault in a typed file"
    return Node(file, text, data, branch, first_line)


def read_published(path: Path) -> tuple[Data, dict[Key, int]]:
    """Read a file that others publish: what it says, and the line of each entry at its top, by index or key.

    Raises `ContentError`.
    """
    file = path.name
    text = decode(read_bytes(path, file, PUBLISHED), file)
    data, branch = _parsed(text, file, 1, PUBLISHED)
    starts = {key: child if isinstance(child, int) else child.start for key, child in branch.children.items()}
    lines, at, line = {}, 0, 1
    for key, start in sorted({**starts, **branch.keys}.items(), key=lambda entry: entry[1]):
        line += text.count("\n", at, start)
        lines[key], at = line, start
    return data, lines


def _parsed(text: str, file: str, first_line: int, limits: Limits) -> tuple[Data, Branch]:
    """What a text says, and where each piece of it stands. Raises `ContentError`."""
    reading = _Reading(text, first_line, limits)
    reading.read()
    if reading.faults:
        found = sorted(reading.faults.items())[:_MOST_FAULTS]
        raise ContentError([Problem(_mark(text, at, file, first_line), *words, code="yaml") for at, words in found])
    return reading.data, reading.branch


def _bad_indentation(text: str, file: str, first_line: int) -> Iterator[Problem]:
    for match in list(_INDENTATION.finditer(text))[:_MOST_FAULTS]:
        is_tab = match[1] == "\t"
        what = "a tab" if is_tab else f"a special space (U+{ord(match[1]):04X})"
        mend = "indent with spaces" if is_tab else f"indent with spaces; {odd_marks.MEND}"
        mark = _mark(text, match.start(1), file, first_line)
        yield Problem(mark, f"{what} at the beginning of a line", mend, code="indentation")


class _Frame:
    """A mapping or list that is being read. `key` is the key whose value comes next."""

    __slots__ = ("branch", "data", "key")

    def __init__(self, data: dict[str, Data] | list[Data], start: int) -> None:
        self.data, self.branch = data, Branch(start)
        self.key: str | None = None


class _Reading:
    """Turns the parser's events into data and branches, and notes what is wrong by its offset.

    Works on events and with a stack of its own: PyYAML's composer calls itself for every level, and dies of too many.
    """

    def __init__(self, text: str, first_line: int, limits: Limits) -> None:
        self.text, self.first_line, self.limits = text, first_line, limits
        self.faults: dict[int, tuple[str, str]] = {}
        self._commented = {number for number, line in enumerate(text.split("\n")) if _HASH.search(line)}
        self._begin()

    def _begin(self) -> None:
        self.data: Data = {}
        self.branch = Branch(0)
        self._stack: list[_Frame] = []
        self._documents = self._values = 0
        self._only_text: int | None = None

    def read(self) -> None:
        """Read; where YAML gives up, make the place harmless and go on, to find what else is wrong."""
        text: str | None = self.text
        for _ in range(_MOST_FAULTS):
            if text is None:
                return
            text = self._read(text)

    def _read(self, text: str) -> str | None:
        """Read once; the text to try next, if there is one."""
        self._begin()
        try:
            for event in yaml.parse(text, Loader=yaml.CSafeLoader):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            fault = explain(error, text)
            self._fault(fault.offset, fault.what, fault.mend)
            return fault.repaired if self.limits.typed else None
        except _Stop:
            return None
        if self._only_text is not None:
            self._fault(self._only_text, "this file is one text", 'it has to be made of lines "key: value"')
        return None

    def _fault(self, offset: int, what: str, mend: str) -> None:
        self.faults.setdefault(offset, (what, mend))

    def _take(self, event: yaml.Event) -> None:
        start = event.start_mark.index if event.start_mark else 0
        self._values += 1
        if self._values > self.limits.values:
            self._fault(start, f"there are more than {self.limits.values:,} values", "split the file")
            raise _Stop
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_properties(event, start)
            self._scalar(event, start)
        elif isinstance(event, yaml.MappingStartEvent):
            self._refuse_properties(event, start)
            self._open({}, start)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._refuse_properties(event, start)
            self._open([], start)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._stack.pop()
        elif isinstance(event, yaml.AliasEvent):
            self._fault(start, 'a text cannot begin with "*" unless it is quoted', QUOTE_IT)
            self._add(None, start)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self._fault(start, "a line --- begins a second document", "remove it; a file is one document")

    def _refuse_properties(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, start: int) -> None:
        """Anchors and tags: nearly always a text that begins with & or !."""
        if event.anchor is not None:
            self._fault(start, 'a text cannot begin with "&" unless it is quoted', QUOTE_IT)
        if event.tag is not None:
            self._fault(start, 'a text cannot begin with "!" unless it is quoted', QUOTE_IT)

    def _open(self, data: dict[str, Data] | list[Data], start: int) -> None:
        if len(self._stack) >= self.limits.depth:
            self._fault(start, f"this is nested deeper than {self.limits.depth} levels", "flatten it")
            raise _Stop
        frame = _Frame(data, start)
        if not self._stack:
            self._root(frame)
        elif self._expects_key():
            self._complex_key(start)
            self._stack[-1].key = ""
        else:
            self._add(data, frame.branch)
        self._stack.append(frame)

    def _root(self, frame: _Frame) -> None:
        self.branch = frame.branch
        if isinstance(frame.data, dict) or not self.limits.typed:
            self.data = frame.data
        else:
            self._fault(frame.branch.start, "this file is a list", 'it has to be made of lines "key: value"')

    def _expects_key(self) -> bool:
        frame = self._stack[-1]
        return isinstance(frame.data, dict) and frame.key is None

    def _complex_key(self, start: int) -> None:
        if self.text.startswith("{{", start - 1):
            self._fault(start - 1, BRACES, QUOTE_IT)
        else:
            self._fault(start, "a key has to be one word", KEY_AND_VALUE)

    def _scalar(self, event: yaml.ScalarEvent, start: int) -> None:
        text: str = event.value
        if not self._stack:
            self._only_text = start if text else None
            return
        if self._expects_key():
            self._key(text, start)
            return
        plain = event.implicit[0]
        if self.limits.typed:
            self._refuse_slips(event, start)
        if event.style == '"' and _FORBIDDEN.search(text):  # by an escape: what was typed was looked at before
            self._fault(start, "an escape in this text makes a character that no text may have", "remove it")
        self._add(None if plain and not text else text, start)

    def _refuse_slips(self, event: yaml.ScalarEvent, start: int) -> None:
        """What YAML takes for something else than the person who typed it meant."""
        text, plain, end = event.value, event.implicit[0], event.end_mark
        if plain and (odd := odd_marks.around(text)):
            self._fault(start, *odd)
        if plain and end and end.line in self._commented:
            self._refuse_cut(text, end.index)
        if plain and end and end.line + 1 in self._commented:
            self._refuse_comment_line(end.index)
        if plain and end and (" - " in text or text.startswith("-")):
            self._refuse_swallowed_list(self.text[start : end.index], start)

    def _key(self, key: str, start: int) -> None:
        frame = self._stack[-1]
        frame.key = key
        assert isinstance(frame.data, dict)
        if key == "<<":
            self._fault(start, "one part of a file cannot be merged into another", "write it out")
        elif not key:
            self._fault(start, NO_KEY, KEY_AND_VALUE)
        elif key in frame.data:
            first = self.text.count("\n", 0, frame.branch.keys[key]) + self.first_line
            self._fault(start, f'"{key}" stands twice; the first is on line {first}', "remove or rename one of them")
        else:
            frame.branch.keys[key] = start

    def _add(self, value: Data, place: int | Branch) -> None:
        if not self._stack:
            return
        frame = self._stack[-1]
        if isinstance(frame.data, list):
            if value is None and isinstance(place, int) and self.limits.typed:
                before = self.text[:place].rstrip()
                self._fault(
                    len(before) - before.endswith("-"),
                    "an entry of a list is empty",
                    "write something after the dash, or remove it",
                )
            frame.branch.children[len(frame.data)] = place
            frame.data.append(value)
            return
        key, frame.key = frame.key, None
        if key is not None and key not in frame.data:
            frame.data[key] = value
            frame.branch.children[key] = place

    def _refuse_cut(self, text: str, end: int) -> None:
        """A comment right after a text without quotes may be part of it that YAML cuts off: `We are #1`."""
        comment = _SUSPECT_COMMENT.match(self.text, end)
        if comment and (comment["tight"] or len(text.split()) > _FEW_WORDS):
            self._fault(comment.start("hash"), CUT, CUT_MEND)

    def _refuse_comment_line(self, end: int) -> None:
        """`#1` at the beginning of the next line of a text, which is known by its indentation."""
        frame = self._stack[-1]
        comment = _TIGHT_COMMENT_LINE.match(self.text, end)
        if comment and frame.key is not None:
            key = frame.branch.keys.get(frame.key, 0)
            if len(comment["indent"]) > key - self.text.rfind("\n", 0, key) - 1:
                self._fault(comment.end() - 2, COMMENT_LINE, QUOTE_IT)

    def _refuse_swallowed_list(self, source: str, start: int) -> None:
        """A list below a text, or dashes without a space: YAML takes all of it for one text."""
        if re.match(r"-[^\W\d][^\n]*\n\s*-", source):
            self._fault(start + 1, "there is no space after the dash", 'write "- " before each entry')
        elif entry := re.search(r"\n\s*(- )", source):
            mend = "leave nothing after the colon, or put the text on the lines after >-"
            self._fault(start + entry.start(1), "a list below a text becomes part of the text", mend)


class _Stop(Exception):
    """Reading stops: the rest cannot be read safely."""
