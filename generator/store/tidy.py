"""What is safe to mend in a file that was pasted together: marks of Word, web pages and mails that mean nothing here.

Works on lines, since a file with such marks often cannot be read. Texts after `>-` and `|` keep their lines, but for
what nobody sees.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field

from generator.reading.odd_marks import BULLET, CURLY, INVISIBLE, SPECIAL_SPACE, name_of

_LEAD = r"(?P<lead>[ ]*(?:- )?(?:[\w.’'-]+(?: [\w.’'-]+)*:[ ]+|(?<=- )))"
_ENTRY = re.compile(rf"{_LEAD}(?P<value>\S.*?)(?P<rest>[ ]*(?: #.*)?)")
_BLOCK = re.compile(r"(?:.*:|[ ]*-)[ ]+[|>][-+]?[ ]*(?:#.*)?")
_INDENT = re.compile(rf"[ ]*[{SPECIAL_SPACE}][ {SPECIAL_SPACE}]*")
_AFTER_KEY = re.compile(rf"([\w.’'-]:|^[ ]*-)[ ]*[{SPECIAL_SPACE}][ {SPECIAL_SPACE}]*")
_AT_END = re.compile(rf"[ ]*[{SPECIAL_SPACE}][ {SPECIAL_SPACE}]*$")
_SQUARE = re.compile(r"\[\[\s*(?P<name>[a-z0-9-]+(?:/[a-z0-9-]+)?)(?P<more>(?:\.[\w-]+)?(?:\s*\|\s*\w+)?)\s*\]\]")
_FACT = re.compile(r"^  ([a-z0-9][a-z0-9-]*):", re.MULTILINE)
_FACTS = re.compile(r"^facts:[^\n]*\n((?:[ ]+[^\n]*\n?|[ \t]*\n|#[^\n]*\n)*)", re.MULTILINE)


@dataclass
class Tidied:
    """A file as it should be; `done` has the line and the name of each thing that was mended."""

    text: str
    done: list[tuple[int, str]] = field(default_factory=list)


def facts_in(text: str) -> frozenset[str]:
    """The names of the facts that a topic's file has, whether or not it can be read."""
    found = _FACTS.search(text.replace("\r\n", "\n"))
    return frozenset(_FACT.findall(found[1])) if found else frozenset()


def tidied(text: str, facts: Collection[str] = (), *, yaml: bool = True) -> Tidied:
    """A file without the marks that mean nothing; `facts` are those that a text of it can name. What one mark hid from
    another is tidied, too."""
    result = _tidied_once(text, facts, yaml=yaml)
    while (again := _tidied_once(result.text, facts, yaml=yaml)).text != result.text:
        again.done[:0] = result.done
        result = again
    return result


def _tidied_once(text: str, facts: Collection[str], *, yaml: bool) -> Tidied:
    bom = "\ufeff" if text.startswith("\ufeff") else ""
    result = Tidied("")
    lines, block = [], -1
    for number, whole in enumerate(text.removeprefix(bom).splitlines(keepends=True), 1):
        line = whole.rstrip("\r\n")
        new = _step(line, _seen, result, number)
        if yaml:
            new = _step(new, _spaces, result, number)
            depth = len(new) - len(new.lstrip(" "))
            block = block if not new.strip() or depth > block else -1
            if block < 0 and not new.lstrip().startswith("#"):
                new = _entry(new, facts, result, number)
                block = depth if _BLOCK.fullmatch(new) else -1
            elif block >= 0:
                new = _step(new, lambda here: _named(here, facts), result, number)
        lines.append(new + whole[len(line) :])
    result.text = bom + "".join(lines)
    return result


_Change = tuple[str, str]
"""What a line becomes, and what was done."""


def _step(line: str, change: Callable[[str], Iterator[_Change]], result: Tidied, number: int) -> str:
    for new, what in change(line):
        result.done.append((number, what))
        line = new
    return line


def _seen(line: str) -> Iterator[_Change]:
    if found := INVISIBLE.search(line):
        yield INVISIBLE.sub("", line), f"{name_of(found[0])} taken out"


def _spaces(line: str) -> Iterator[_Change]:
    new = line
    if indent := _INDENT.match(new):
        new = " " * len(indent[0]) + new[indent.end() :]
    new = _AFTER_KEY.sub(r"\1 ", new, count=1)
    new = _AT_END.sub("", new)
    if new != line:
        yield new, "a no-break space that is part of no text"


def _named(text: str, facts: Collection[str]) -> Iterator[_Change]:
    new = _SQUARE.sub(lambda m: f"{{{{ {m['name']}{m['more']} }}}}" if m["name"] in facts else m[0], text)
    if new != text:
        yield new, "a fact in square brackets"


def _entry(line: str, facts: Collection[str], result: Tidied, number: int) -> str:
    """A line that begins with a key or a dash, with the value after it as it should be."""
    found = _ENTRY.fullmatch(line)
    if found is None:
        return _step(line, lambda here: _named(here, facts), result, number)
    value = found["value"]
    value = _step(value, _bullet, result, number)
    value = _step(value, lambda here: _named(here, facts), result, number)
    value = _step(value, _quotes, result, number)
    if value.startswith("{{") and '"' not in value and "\\" not in value and value != found["value"]:
        value = f'"{value}"'
    return found["lead"] + value + found["rest"]


def _bullet(value: str) -> Iterator[_Change]:
    if found := BULLET.match(value):
        yield value[found.end() :], "a bullet at the beginning of a value"


def _quotes(value: str) -> Iterator[_Change]:
    found = CURLY.fullmatch(value)
    if found and '"' not in value and "\\" not in value:
        yield f'"{found[1]}"', "curly quotes around a value"
