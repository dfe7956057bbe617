"""`--where`: which rows of a table, in a grammar so small that it fits here.

    state in [MA, CA]
    projects > 1,000 and state != CA
    status == vacant or (chamber == senate and party == "Example Party")

    expression = both { "or" both }
    both       = one { "and" one }
    one        = "(" expression ")" | column ( "==" | "!=" | "<" | ">" ) value | column "in" "[" value { "," value } "]"

A value is a word or stands in quotes, straight or curly. Texts compare without regard to capitals; figures compare as
numbers, and an empty cell is neither less nor more than anything. Nothing else can be said, and nothing is ever run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.errors import Refusal, UsageError, did_you_mean
from generator.values.value import parse_number

Row = Mapping[str, str]
Test = Callable[[Row], bool]

MAX_CHARACTERS = 2_000
MAX_DEPTH = 20
OPERATORS = ("==", "!=", "<", ">", "in")
_FEW = 8

_TOKEN = re.compile(
    r"\s*(?:(?P<op>[=!<>~]+)|(?P<mark>[\[\](),])|\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'"
    r"|[“„](?P<curly>[^“”„]*)[”“]|‘(?P<inner>[^‘]*?)’(?=[\s,)\]]|$)|(?P<word>[^\s\[\](),=!<>~\"'“”„‘]+))"
)
_QUOTED = ("double", "single", "curly", "inner")
_THOUSANDS = re.compile(r"(?<![\w,.])(\$?\d{1,3}(?:,\d{3})+)(?![\w,])")


@dataclass(frozen=True, slots=True)
class Columns:
    """What can be asked about: the columns with the texts in them, and which of them hold figures."""

    texts: Mapping[str, Sequence[str]]
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    at: int


class WhereError(UsageError):
    """What is wrong, at the character `at` (from 1)."""

    def __init__(self, text: str, at: int, what: str, mend: str) -> None:
        self.at = at + 1
        super().__init__(f"--where, character {self.at}: {what}; {mend}\n  {text}\n  {' ' * at}^")


def parse(text: str, columns: Columns) -> Test:
    """The test that `text` asks of a row. Raises `WhereError`."""
    if len(text) > MAX_CHARACTERS:
        raise UsageError(f"--where has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}")
    return _Parser(text, columns).parse()


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            raise WhereError(text, at, "this quotation mark is not closed", "write one at the end of the value")
        kind = match.lastgroup or ""
        start = match.start(kind) - (kind in _QUOTED)
        found.append(_Token("value" if kind in _QUOTED else kind, match[kind], start))
        at = match.end()
    return found


class _Parser:
    def __init__(self, text: str, columns: Columns) -> None:
        self.text, self.columns = text.replace("\n", " ").replace("\t", " "), columns
        # 1,000 is one number, and inside […] commas part values: there it is written without them.
        outside = re.split(r"(\[[^\]]*\]?|\"[^\"]*\"|'[^']*'|[“„][^“”„]*[”“])", self.text)
        plain = [_THOUSANDS.sub(_joined, p) if i % 2 == 0 else p for i, p in enumerate(outside)]
        self.tokens = [*_tokens("".join(plain)), _Token("end", "", len(self.text.rstrip()))]
        self.place = 0

    def parse(self) -> Test:
        test = self._expression(0)
        token = self._next()
        if token.kind != "end":
            self._fail(token, f'"{token.text}" cannot stand here', "write and, or, or nothing more")
        return test

    def _next(self) -> _Token:
        token = self.tokens[self.place]
        self.place = min(self.place + 1, len(self.tokens) - 1)
        return token

    def _word(self, *words: str) -> bool:
        """Take the next token if it is one of these words."""
        token = self.tokens[self.place]
        if token.kind in ("word", "mark") and token.text.lower() in words:
            self.place += 1
            return True
        return False

    def _fail(self, token: _Token, what: str, mend: str) -> None:
        raise WhereError(self.text, token.at, what if token.kind != "end" else "something is missing here", mend)

    def _expression(self, depth: int) -> Test:
        tests = [self._both(depth)]
        while self._word("or"):
            tests.append(self._both(depth))
        return tests[0] if len(tests) == 1 else lambda row: any(test(row) for test in tests)

    def _both(self, depth: int) -> Test:
        tests = [self._one(depth)]
        while self._word("and"):
            tests.append(self._one(depth))
        return tests[0] if len(tests) == 1 else lambda row: all(test(row) for test in tests)

    def _one(self, depth: int) -> Test:
        if depth > MAX_DEPTH:
            self._fail(self.tokens[self.place], f"more than {MAX_DEPTH} brackets are open", "write it more simply")
        if self._word("("):
            test = self._expression(depth + 1)
            if not self._word(")"):
                token = self.tokens[self.place]
                self._fail(token, f'"{token.text}" stands where a bracket closes', 'write ")"')
            return test
        return self._comparison()

    def _comparison(self) -> Test:
        column = self._next()
        known = self.columns.texts
        if column.kind not in ("word", "value"):
            self._fail(column, f'"{column.text}" is not a column', "begin with a column, such as state == MA")
        if column.text not in known:
            mend = did_you_mean(column.text, known) or f"there are {', '.join(known)}"
            self._fail(column, f'there is no column "{column.text}"', mend)
        op = self._next()
        if op.text.lower() not in OPERATORS or op.kind not in ("op", "word"):
            mend = 'write "=="' if op.text == "=" else f"there are {', '.join(OPERATORS)}"
            self._fail(op, f'"{op.text}" is not a comparison', mend)
        values = self._list() if op.text.lower() == "in" else [self._value()]
        if column.text in self.columns.numbers:
            return _of_numbers(column.text, op.text.lower(), [self._number(v, column.text) for v in values])
        if op.text in "<>":
            mend = f"compare it with == or in; figures are in {', '.join(sorted(self.columns.numbers)) or 'no column'}"
            self._fail(op, f'the column "{column.text}" holds texts, which are not more or less', mend)
        return _of_texts(column.text, op.text.lower(), {self._known(v, column.text) for v in values})

    def _list(self) -> list[_Token]:
        if not self._word("["):
            self._fail(self.tokens[self.place], "a list has to follow", "write it as in [MA, CA]")
        values = [self._value()]
        while self._word(","):
            values.append(self._value())
        if not self._word("]"):
            token = self.tokens[self.place]
            self._fail(token, f'"{token.text}" cannot stand in a list', "part values by commas and close it with ]")
        return values

    def _value(self) -> _Token:
        token = self._next()
        if token.kind not in ("word", "value"):
            self._fail(token, f'"{token.text}" is not a value', "write a word, a figure, or a text in quotes")
        return token

    def _number(self, token: _Token, column: str) -> Decimal:
        try:
            number = parse_number(token.text).number
        except Refusal as refusal:
            raise WhereError(self.text, token.at, f'the column "{column}" holds figures, and {refusal.what}',
                             refusal.mend) from None  # fmt: skip
        assert number is not None, "a number has one"
        return number

    def _known(self, token: _Token, column: str) -> str:
        """A text, which some row has: else it is a slip of the pen."""
        there = dict.fromkeys(t for t in self.columns.texts[column] if t)
        folded = token.text.strip().casefold()
        if folded and folded not in {t.casefold() for t in there}:
            listed = f"there are {', '.join(there)}" if 0 < len(there) <= _FEW else "see the table"
            mend = did_you_mean(token.text, there) or listed
            self._fail(token, f'no row has "{token.text}" in "{column}"', mend)
        return folded


def _joined(match: re.Match[str]) -> str:
    """`1,000` without its comma, as long as before, so that places stay what they are."""
    return match[1].replace(",", "").ljust(len(match[1]))


def _of_texts(column: str, op: str, wanted: set[str]) -> Test:
    if op == "!=":
        return lambda row: row[column].casefold() not in wanted
    return lambda row: row[column].casefold() in wanted


def _of_numbers(column: str, op: str, wanted: Sequence[Decimal]) -> Test:
    first = wanted[0]
    tests: Mapping[str, Callable[[Decimal], bool]] = {
        "==": lambda n: n == first,
        "!=": lambda n: n != first,
        "<": lambda n: n < first,
        ">": lambda n: n > first,
        "in": lambda n: n in wanted,
    }
    test = tests[op]

    def of_row(row: Row) -> bool:
        number = parse_number(row[column]).number if row[column].strip() else None
        return number is not None and test(number)

    return of_row
