"""Edits a YAML file of the store in place: only what changes is rewritten; comments, order and line ends stay.

Works on the text as it stands (byte order mark and line ends included) by splicing at the places where YAML says that a
value begins and ends. After each step the file is read again, and unless it then says exactly what it should, nothing
is handed back. It writes no file.
"""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import yaml

from generator.errors import ContentError, OnepagerError, UsageError
from generator.reading.positions import Data
from generator.reading.yaml import decode, read_yaml_text

Path: TypeAlias = tuple[str, ...]

ORDER = (
    "value", "measure", "label", "unit", "qualifier", "basis", "series", "period", "as_of", "status", "superseded_by",
    "source", "locator", "review_by", "checked", "checked_by", "clearance", "tags", "note",
)  # fmt: skip
"""The keys of a fact in the order in which new ones are put in: each after those before it."""
WIDTH = 116
_BOM = "\ufeff"
_BARE = re.compile(r"[\w$][\w $%.,'’()/–—&-]*(?<! )")
_BREAK = re.compile(r"\r\n|\r|\n")


class CannotEdit(OnepagerError):
    """The file is laid out so that the change cannot be made safely."""


class Editor:
    """One file being edited. `file` is its name in messages. Raises `ContentError` for one that has mistakes."""

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        self._data = read_yaml_text(decode(data, file), file).data
        text = data.decode("utf-8")
        self._bom = _BOM if text.startswith(_BOM) else ""
        self._text = text.removeprefix(_BOM)

    def result(self) -> bytes:
        """The bytes of the file as edited."""
        return (self._bom + self._text).encode("utf-8")

    def has(self, path: Path) -> bool:
        """Whether something is written at `path`."""
        return _find(self._root(), path) is not None

    def put(self, path: Path, value: str) -> None:
        """Write `value` at `path`, a key of a mapping that is there; the key is added if it is not.

        Where a series has a bare value (`FY2024: $2.56`) and `path` leads into it, it becomes a mapping first.
        """
        value = _one_line(value)
        *above, last = path
        parent = _find(self._root(), above)
        if isinstance(parent, yaml.ScalarNode):
            self._unfold(tuple(above), parent)
            parent = _find(self._root(), above)
        if not isinstance(parent, yaml.MappingNode) or not (parent.value or parent.flow_style):
            raise self._trouble(path, value)
        there = next(((k, v) for k, v in parent.value if k.value == last), None)
        if there and not isinstance(there[1], yaml.ScalarNode):
            raise self._trouble(path, value)
        flow = bool(parent.flow_style)
        tries = _ways(value, there[1].style if there else None, flow)
        texts = [self._replaced(there[1], w) if there else self._inserted(parent, last, w) for w in tries]
        self._take(texts, _with(self._data, path, value), path, value)

    def add_beside(self, path: Path, new_key: str, entry: Mapping[str, str]) -> None:
        """Add a mapping called `new_key` right below the one at `path`, in the same mapping."""
        *above, last = path
        parent = _find(self._root(), above)
        assert isinstance(parent, yaml.MappingNode)
        key, node = next((k, v) for k, v in parent.value if k.value == last)
        entry = {k: _one_line(v) for k, v in entry.items()}
        block = _block(new_key, entry, _column(key), _step(key, node))
        if parent.flow_style:
            raise self._trouble(path, "\n".join(block))
        expected = _with(self._data, (*above, new_key), dict(entry))
        after = self._past_comments(_end(node, self._text), _column(key))
        self._take([self._with_lines(after, block)], expected, (*above, new_key), "\n".join(block))

    def add_entry(self, section: str, entry_id: str, block: str) -> int:
        """Add an entry to the end of the mapping at the key `section`, or of the file's own if that is empty; give the
        line where it begins. `block` is the entry as YAML, comments and all: indented by two within a section.

        Raises `UsageError` when there is such an entry, `CannotEdit` with what to add by hand.
        """
        path = (section, entry_id) if section else (entry_id,)
        if there := _find_key(self._root(), path):
            line = there.start_mark.line + 1
            raise UsageError(f'there is a "{entry_id}" already, at {self.file}:{line}; choose another name')
        at, added = self._place_of_entry(section, block.rstrip("\n").split("\n"))
        newline, lines = self._newline(), self._text.splitlines(keepends=True)
        if at and not lines[at - 1].endswith(("\r", "\n")):
            lines[at - 1] += newline
        text = "".join([*lines[:at], *(line + newline for line in added), *lines[at:]])
        try:
            entry = read_yaml_text(textwrap.dedent(block) + "\n", self.file).data[entry_id]
            self._take([text], _with(self._data, path, entry), path, "")
        except (CannotEdit, ContentError):
            raise CannotEdit(
                f"{self.file} is laid out so that nothing can be added safely, and was not changed. "
                f"Add this by hand:\n\n{block.rstrip()}"
            ) from None
        return at + next(i for i, line in enumerate(added, 1) if line.lstrip().startswith(f"{entry_id}:"))

    # --- splicing ----------------------------------------------------------------------------------------------------

    def _root(self) -> yaml.Node:
        root = yaml.compose(self._text, Loader=yaml.CSafeLoader) or yaml.MappingNode("tag:yaml.org,2002:map", [])
        assert isinstance(root, yaml.MappingNode), "the reader takes nothing else"
        return root

    def _take(self, tries: Iterable[str], expected: Data, path: Path, value: str) -> None:
        """Keep the first try that reads as it should."""
        for text in tries:
            try:
                read = read_yaml_text(decode(text.encode("utf-8"), self.file), self.file).data
            except ContentError:
                continue
            if read == expected:
                self._text, self._data = text, read
                return
        raise self._trouble(path, value)

    def _replaced(self, node: yaml.Node, written: str) -> str:
        start, end = _start(node), _end(node, self._text)
        gap = " " if start == end and self._text[start - 1 : start] == ":" else ""
        return self._text[:start] + gap + written + self._text[end:]

    def _inserted(self, parent: yaml.MappingNode, key: str, written: str) -> str:
        entry = f"{_key(key, parent)}: {written}"
        before = _predecessor(parent, key)
        if parent.flow_style:
            if before is None:
                at, comma = _start(parent) + 1, ", " if parent.value else ""
                return self._text[:at] + entry + comma + self._text[at:]
            at = _end(before, self._text)
            return f"{self._text[:at]}, {entry}{self._text[at:]}"
        first = parent.value[0][0]
        line = " " * _column(first) + entry
        if before is None:
            at = _start(first) - _column(first)
            return self._text[:at] + line + self._newline() + self._text[at:]
        return self._with_lines(_end(before, self._text), [line])

    def _place_of_entry(self, section: str, block: list[str]) -> tuple[int, list[str]]:
        """How many lines come before a new entry, and its own lines."""
        lines, root = self._text.splitlines(), self._root()
        if not section:
            return _filled(lines, len(lines)), block
        key = _find_key(root, (section,))
        if key is None:
            gap = [""] if lines and lines[-1].strip() else []
            return len(lines), [*gap, f"{section}:", *block]
        entries = _find(root, (section,))
        if isinstance(entries, yaml.MappingNode) and entries.value:
            indent = " " * _column(entries.value[0][0])
            block = [re.sub(r"^  ", indent, line) for line in block]
        head = key.start_mark.line + 1
        following = [k.start_mark.line for k, _ in root.value if k.start_mark.line >= head]
        if not following:
            return _filled(lines, len(lines)), block
        at = min(following)
        while at > head and (not lines[at - 1].strip() or lines[at - 1].startswith("#")):
            at -= 1  # what stands right above the next key belongs to that key
        return at, block

    def _past_comments(self, end: int, column: int) -> int:
        """The end of the comments right below an entry that are indented as its own keys are."""
        own = re.compile(rf"[^\r\n]*(?:\r\n|\r|\n) {{{column + 1},}}#")
        while comment := own.match(self._text, end):
            end = comment.end()
        return end

    def _with_lines(self, after: int, lines: list[str]) -> str:
        """The text with lines added below the one that holds the offset `after`."""
        newline = self._newline()
        added = "".join(line + newline for line in lines)
        found = _BREAK.search(self._text, after)
        if found is None:
            return self._text + newline + added.removesuffix(newline)
        return self._text[: found.end()] + added + self._text[found.end() :]

    def _unfold(self, path: Path, node: yaml.ScalarNode) -> None:
        """Make of `key: value` a mapping that has the value under "value"."""
        parent = _find(self._root(), path[:-1])
        key = next(k for k, _ in parent.value if k.value == path[-1]) if isinstance(parent, yaml.MappingNode) else node
        start, end = _start(node), _end(node, self._text)
        raw = self._text[start:end]
        if isinstance(parent, yaml.MappingNode) and parent.flow_style:
            new = f"{self._text[:start]}{{value: {raw}}}{self._text[end:]}"
        else:
            head = self._text[:start].rstrip(" ")
            new = f"{head}{self._newline()}{' ' * (_column(key) + 2)}value: {raw}{self._text[end:]}"
        self._take([new], _with(self._data, path, {"value": node.value}), path, raw)

    def _newline(self) -> str:
        found = _BREAK.search(self._text)
        return found.group() if found else "\n"

    def _trouble(self, path: Path, value: str) -> CannotEdit:
        return CannotEdit(
            f"{self.file} is laid out so that this cannot be changed safely, and was not changed. "
            f"Change it by hand: {' → '.join(path)}: {value}"
        )


# --- nodes -------------------------------------------------------------------------------------------------------


def _start(node: yaml.Node) -> int:
    return int(node.start_mark.index)


def _column(node: yaml.Node) -> int:
    return int(node.start_mark.column)


def _find(node: yaml.Node, path: Iterable[str]) -> yaml.Node | None:
    here: yaml.Node | None = node
    for part in path:
        entries: list[tuple[yaml.Node, yaml.Node]] = here.value if isinstance(here, yaml.MappingNode) else []
        here = next((v for k, v in entries if k.value == part), None)
    return here


def _find_key(node: yaml.Node, path: Path) -> yaml.Node | None:
    """The key that a path ends in."""
    parent = _find(node, path[:-1])
    entries: list[tuple[yaml.Node, yaml.Node]] = parent.value if isinstance(parent, yaml.MappingNode) else []
    return next((k for k, _ in entries if k.value == path[-1]), None)


def _filled(lines: list[str], at: int) -> int:
    """Of the first `at` lines, how many there are up to the last that is not blank."""
    while at > 0 and not lines[at - 1].strip():
        at -= 1
    return at


def _end(node: yaml.Node, text: str) -> int:
    """Where what is written for a node ends. YAML counts the blank lines and comments after some nodes to them."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        inner: yaml.Node = last[1] if isinstance(last, tuple) else last
        return _end(inner, text)
    end = int(node.end_mark.index)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return _start(node) + len(text[_start(node) : end].rstrip())
    return end


def _predecessor(parent: yaml.MappingNode, key: str) -> yaml.Node | None:
    """The value after which a new key goes; None when it goes first. What `ORDER` does not know goes last."""
    if not parent.value:
        return None
    if key not in ORDER:
        last: yaml.Node = parent.value[-1][1]
        return last
    ahead = ORDER[: ORDER.index(key)]
    before: list[yaml.Node] = [v for k, v in parent.value if k.value in ahead]
    return before[-1] if before else None


def _step(key: yaml.Node, node: yaml.Node) -> int:
    """How far the keys of an entry are indented below its own."""
    if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
        return _column(node.value[0][0]) - _column(key)
    return 2


def _with(data: Data, path: Path, value: Data) -> Data:
    """`data` with `value` at `path`, as it should read after an edit."""
    if not path:
        return value
    held = data if isinstance(data, dict) else {}
    return {**held, path[0]: _with(held.get(path[0]), path[1:], value)}


# --- writing -----------------------------------------------------------------------------------------------------


def _one_line(value: str) -> str:
    return unicodedata.normalize("NFC", " ".join(value.replace("\u00a0", " ").split()))


def _ways(value: str, style: str | None, flow: bool) -> Iterable[str]:
    """How a value can be written, the best first: as its predecessor was quoted, bare if that is safe, quoted."""
    if style == "'":
        yield "'" + value.replace("'", "''") + "'"
    elif style != '"' and _is_bare(value, flow):
        yield value
    yield json.dumps(value, ensure_ascii=False)


def _is_bare(value: str, flow: bool) -> bool:
    return _BARE.fullmatch(value) is not None and not (flow and "," in value)


def _key(key: str, parent: yaml.MappingNode) -> str:
    """A key as its neighbours are written: quoted if they are."""
    quoted = any(k.style for k, _ in parent.value)
    return json.dumps(key, ensure_ascii=False) if quoted or not _is_bare(key, flow=True) else key


def _block(key: str, entry: Mapping[str, str], column: int, step: int) -> list[str]:
    """The lines of a new mapping: one for each value, long ones folded."""
    lines = [f"{' ' * column}{key}:"]
    for name, value in entry.items():
        lead = " " * (column + step) + name + ": "
        written = next(iter(_ways(value, None, flow=False)))
        if len(lead) + len(written) <= WIDTH:
            lines.append(lead + written)
        else:
            indent = " " * (column + step + 2)
            lines += [f"{lead}>-", *textwrap.wrap(value, WIDTH, initial_indent=indent, subsequent_indent=indent,
                                                  break_long_words=False, break_on_hyphens=False)]  # fmt: skip
    return lines
