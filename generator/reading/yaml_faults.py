"""What YAML's own complaints mean to someone who writes text: where it is, what is wrong, how to mend it.

A complaint of the YAML parser names the place where it gave up. What was meant is read off the line that stands there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

QUOTE_IT = "put the text in quotes, or on the lines after >-"
CUT = 'the text ends before " #", because YAML takes the rest for a comment'
CUT_MEND = f"{QUOTE_IT}; a comment goes on a line of its own"
NO_KEY = "a key is missing before this colon"
KEY_AND_VALUE = 'write "key: value"'
COMMENT_LINE = 'this line of the text begins with "#", so YAML takes it for a comment'
BRACES = 'a text that begins with "{{" has to be quoted'

_KEY = r"[ ]*(?:- +)*[\w-]+"
_KEY_AND_VALUE = re.compile(rf"(?P<key>{_KEY}): +(?P<value>\S.*)")
_VALUE = re.compile(rf"(?:{_KEY}: +|[ ]*(?:- +)*)(?P<value>\S.*)")
_KEY_ALONE = re.compile(rf"(?P<key>{_KEY})$")
_TIGHT_COLON = re.compile(rf"{_KEY}:(?=\S)")
_BLOCK_START = re.compile(r".*[|>][-+]?\s*$")
_COMMENT = re.compile(r"(?<=\S)\s+#")


@dataclass(frozen=True, slots=True)
class Fault:
    """One place where YAML cannot go on. `repaired` is the text with this place made harmless, to look for more."""

    offset: int
    what: str
    mend: str
    repaired: str | None = None


def explain(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """The parser's complaint about `text` in words."""
    return _Reading(error, text).fault()


class _Reading:
    """One complaint, and the lines around it."""

    def __init__(self, error: yaml.MarkedYAMLError, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.problem, self.context = error.problem or "", error.context or ""
        self.at = _Place(error.problem_mark, text)
        self.since = _Place(error.context_mark, text) if error.context_mark else self.at

    def fault(self) -> Fault:
        problem, context = self.problem, self.context
        if "mapping values are not allowed" in problem:
            return self._colon()
        if "end of stream" in problem and "quoted" in context:
            return self._unclosed_quote(self.since.offset)
        if "quoted scalar" in context:
            mend = "put the text in single quotes, or write the backslash twice"
            return Fault(self.at.offset - 1, "a backslash in a text in double quotes has a meaning of its own", mend)
        if "block scalar" in context:
            return self._text_after_indicator()
        if "flow node" in context and self.text.startswith(",", self.at.offset):
            return Fault(self.at.offset, "there is a comma too many", "remove it", self._replaced(self.at.offset, " "))
        if "flow sequence" in context or "flow mapping" in context:
            return self._unclosed_bracket(self.since.offset)
        if "simple key" in context:
            return self._no_colon()
        if "sequence entries" in problem:
            mend = 'put each "- " on a line of its own below its key, or quote the text if the dash belongs to it'
            return Fault(self.at.offset, "a list cannot begin on the line of its key", mend)
        if re.search("token|node content|alias|anchor|tag|mapping keys", problem + context):
            return self._first_character(min(self.at.offset, self.since.offset))
        return self._no_key()

    def _replaced(self, offset: int, with_: str) -> str:
        return self.text[:offset] + with_ + self.text[offset + len(with_) :]

    def _colon(self) -> Fault:
        """`: ` where none can be: inside a text without quotes, or after a key that is indented too far."""
        at = self.at
        before = at.line[: at.column]
        repaired = self._replaced(at.offset, ".")
        written = _KEY_AND_VALUE.match(at.line)
        if _KEY_ALONE.match(before):
            mend = "begin it in the column of the keys around it; if it goes on with the text above, quote that text"
            return Fault(at.start_of_text, "this line is indented further than the key above it", mend)
        if written and written["value"][0] in "“”‘’":
            mend = 'use straight quotes " around the text, or put it on the lines after >-; onepager tidy mends it'
            return Fault(at.line_start + written.start("value"), "curly quotes do not quote a text", mend, repaired)
        return Fault(at.offset, "a colon inside a text that has no quotes", QUOTE_IT, repaired)

    def _unclosed_quote(self, offset: int) -> Fault:
        return Fault(
            offset, f"the quotation mark {self.text[offset]} is never closed", "put another at the end of the text"
        )

    def _text_after_indicator(self) -> Fault:
        since = self.since
        if indicator := re.match(r"[|>][-+]?(?=\s)", self.text[since.offset :]):
            sign = indicator.group()
            what = f'text stands on the line of "{sign}"'
            mend = f'put it on the next line, indented; a text that itself begins with "{sign}" has to be quoted'
            return Fault(since.offset, what, mend)
        return self._first_character(since.offset)

    def _unclosed_bracket(self, start: int) -> Fault:
        """A `[` or `{` at `start` that is not closed in time."""
        if self.text[max(0, start - 1) : start + 2].count("{{"):
            return self._braces(self.text.rindex("{{", 0, start + 2))
        bracket = self.text[start]
        closing = {"[": "]", "{": "}"}[bracket]
        return Fault(start, f'"{bracket}" is never closed', f"close it with {closing}, or quote the text it begins")

    def _braces(self, start: int) -> Fault:
        return Fault(start, BRACES, QUOTE_IT, self._replaced(start, "xx"))

    def _no_colon(self) -> Fault:
        """A line that should be a key and is not."""
        since = self.since
        if tight := _TIGHT_COLON.match(since.line):
            offset = since.line_start + tight.end()
            return Fault(offset, "there is no space after the colon", KEY_AND_VALUE, self._replaced(offset, " "))
        if since.line.lstrip().startswith("-"):
            offset = since.start_of_text + 1
            return Fault(offset, "there is no space after the dash", 'write "- " before each entry')
        if _BLOCK_START.match(self._line_above(since.number)):
            mend = "indent every line of the text further than its key"
            return Fault(since.start_of_text, "the text below >- is not indented", mend)
        mend = 'a key is written "key: value"; the rest of a text is indented further than its key'
        return Fault(since.start_of_text, "this line is neither a key nor the rest of a text", mend)

    def _first_character(self, offset: int) -> Fault:
        character = self.text[offset : offset + 1].strip()
        bracket = max(self.text.rfind("[", 0, offset), self.text.rfind("{", 0, offset))
        if not character and bracket >= 0:  # the text ends where something has to come
            return self._unclosed_bracket(bracket)
        if character in "\"'":
            return Fault(offset, "a text in quotes cannot stand here", "put the whole text on the lines after >-")
        what = f'a text cannot begin with "{character}" unless it is quoted'
        return Fault(offset, what, QUOTE_IT, self._replaced(offset, "x"))

    def _no_key(self) -> Fault:
        """`did not find expected key`: a text that ended early, or a line that fits no level."""
        at = self.at
        written = _KEY_AND_VALUE.match(at.line)
        value = _VALUE.match(at.line)
        if value and at.column > value.start("value"):
            return self._ended_early(value)
        if at.line.lstrip().startswith(":"):
            return Fault(at.start_of_text, NO_KEY, KEY_AND_VALUE)
        above = self._line_above(at.number)
        if above.lstrip().startswith("#") and not written:
            return Fault(self.text.rindex("#", 0, at.line_start - len(above.lstrip()) + 1), COMMENT_LINE, QUOTE_IT)
        cut = _COMMENT.search(above)
        if cut and not (written and _KEY_AND_VALUE.match(above)):
            return Fault(self.text.rindex(above, 0, at.line_start) + cut.end() - 1, CUT, CUT_MEND)
        if at.line.lstrip().startswith("- "):
            mend = "indent the dashes of one list alike, further than the key above them"
            return Fault(at.offset, "this entry of a list is out of line", mend)
        mend = "begin it in the same column as the lines it belongs to"
        return Fault(at.start_of_text, "this line is out of line with those above it", mend)

    def _ended_early(self, value: re.Match[str]) -> Fault:
        """The value on this line was complete before the line was."""
        at = self.at
        first = at.line_start + value.start("value")
        if value["value"].startswith("{{"):
            return self._braces(first)
        last = self.text[: at.offset].rstrip()[-1:]  # what completed it
        if last in "\"'" and at.offset == first + 1:
            return self._unclosed_quote(self._quote_before(first, last))
        if last in "\"'":
            mend = f"put the whole text on the lines after >-, where {last} is a character like any other"
            return Fault(at.offset, f"text goes on after the quotation mark {last} that closes it", mend)
        if value["value"][0] in "[{":
            return self._first_character(first)
        return Fault(at.offset, "this does not belong to what stands before it", QUOTE_IT)

    def _quote_before(self, offset: int, quote: str) -> int:
        """The last quotation mark before `offset` that begins a text: the one that is not closed."""
        begun = list(re.finditer(rf"(?<=[:-] ){quote}", self.text[:offset]))
        return begun[-1].start() if begun else offset

    def _line_above(self, number: int) -> str:
        """The last line above that is not empty."""
        return next((line for line in reversed(self.lines[:number]) if line.strip()), "")


class _Place:
    """A mark of the parser: offset into the text, number of its line from 0, column from 0."""

    def __init__(self, mark: yaml.error.Mark | None, text: str) -> None:
        self.offset = min(mark.index, len(text)) if mark else 0
        self.line_start = text.rfind("\n", 0, self.offset) + 1
        self.number = text.count("\n", 0, self.offset)
        self.column = self.offset - self.line_start
        self.line = text[self.line_start :].partition("\n")[0]

    @property
    def start_of_text(self) -> int:
        return self.line_start + len(self.line) - len(self.line.lstrip())
