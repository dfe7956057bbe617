"""The one grammar of `{{ … }}` in the texts of the store, and the text that a fact or a column gives for it.

    {{ jobs }}              a fact of the same topic: qualifier and value, `at least 22 percent`
    {{ fentanyl/deaths }}   a fact of another topic
    {{ jobs | short }}      for labels: `$92.9B`; `| spoken` gives words to read aloud
    {{ jobs.period }}       a part of a fact: value (without its qualifier), unit, measure, basis, period, as_of,
                            qualifier, label, status
    {{ row.projects }}      a column of the topic's table, in the row a document is made for; `row.name` is its name

There is nothing else: no loops, no calls, no conditions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from generator.errors import Refusal, did_you_mean
from generator.store.schema import Fact
from generator.tables.schema import Column
from generator.values.dates import PartialDate, find_date
from generator.values.spoken_text import in_words
from generator.values.value import Value, parse_number

Format = Literal["press", "short", "spoken"]
FORMATS: tuple[Format, ...] = ("short", "spoken")
ATTRIBUTES: Mapping[str, tuple[Format, ...]] = {
    "value": FORMATS,
    "unit": (),
    "measure": (),
    "basis": (),
    "period": ("spoken",),
    "as_of": FORMATS,
    "qualifier": (),
    "label": (),
    "status": (),
}
"""The parts of a fact that a text can name, each with the formats it takes."""
ROW = "row"

_FORM = "write {{ fact }}, {{ fact | short }} or {{ fact.period }}"
_PIECE = re.compile(r"\{\{(?P<inner>(?:(?!\{\{|\}\}).)*)\}\}", re.DOTALL)
_INNER = re.compile(r"(?P<target>[^\s|]+)\s*(?:\|\s*(?P<format>\S+)\s*)?")
_COLUMN = re.compile(r"row\.([^|]+?)\s*(?:\|.*)?")
_TARGET = re.compile(r"(?:(?P<topic>[\w-]+)/)?(?P<name>[\w-]+)(?:\.(?P<part>[\w-]+))?")
_STRAY = re.compile(r"\[\[[^\[\]\n]{1,80}\]\](?!\()|\{%[^{}]*%\}|\{#[^{}]*#\}|\{\{|\}\}|\{%|%\}|\{[\w ./|-]+\}")
# The end of a sentence, but not of "U.S."; then marks that open a word; or the very beginning of the text.
_OPENS = re.compile(r"(?:^|[a-z0-9%)}…][.!?…][”’\"')*_]*\s)\s*[“‘\"'(*_]*$")
_FISCAL = re.compile(r"FY ?(\d{4})")


@dataclass(frozen=True, slots=True)
class Substitution:
    """One `{{ … }}`. Either `ref` names a fact or `column` a column of the row.

    `attribute` is a part of the fact, or empty for its value with its qualifier. `start` and `end` are offsets into the
    text. `opens` tells that a sentence begins here, so that a word has to begin with a capital.
    """

    ref: str
    column: str
    attribute: str
    format: Format
    start: int
    end: int
    opens: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """One malformed place: `offset` into the text, what is wrong, how to mend it."""

    offset: int
    what: str
    mend: str


class MalformedText(Refusal):
    """A text whose substitutions cannot be read; `faults` has all of them."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        self.faults = faults
        super().__init__(faults[0].what, faults[0].mend)


Piece = str | Substitution


def parse(text: str) -> tuple[Piece, ...]:
    """The pieces of a text, in order: plain strings (never empty) and substitutions. Raises `MalformedText`."""
    pieces, faults = scan(text)
    if faults:
        raise MalformedText(faults)
    return pieces


@lru_cache(maxsize=16384)  # saves reading the braces of a text again, by the reader, the checks and each document
def scan(text: str) -> tuple[tuple[Piece, ...], tuple[Fault, ...]]:
    """The pieces of a text that can be read, and every fault in it."""
    if "{" not in text and "}" not in text and "[[" not in text:
        return ((text,) if text else ()), ()
    pieces: list[Piece] = []
    faults: list[Fault] = []
    position = 0
    for match in _PIECE.finditer(text):
        _plain(text, position, match.start(), pieces, faults)
        read = _substitution(match, _opens(text, match))
        if isinstance(read, Fault):
            faults.append(read)
        else:
            pieces.append(read)
        position = match.end()
    _plain(text, position, len(text), pieces, faults)
    return tuple(pieces), tuple(faults)


def _opens(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence begins with this substitution; one that stands alone is no sentence."""
    return match.group() != text.strip() and _OPENS.search(text, max(0, match.start() - 40), match.start()) is not None


def _plain(text: str, start: int, end: int, pieces: list[Piece], faults: list[Fault]) -> None:
    """Add the text between two substitutions, and what in it was meant as one."""
    if start == end:
        return
    pieces.append(text[start:end])
    for match in _STRAY.finditer(text, start, end):
        faults.append(Fault(match.start(), *_stray(match.group())))


def _stray(found: str) -> tuple[str, str]:
    if found.startswith(("{%", "{#")) or found == "%}":
        return f'"{found}" is for templates; a text of the store cannot decide or repeat', "remove it"
    if found == "{{":
        return '"{{" is never closed', "put }} after the name of the fact"
    if found == "}}":
        return '"}}" closes nothing', "put {{ before the name of the fact"
    if found.startswith("[["):
        return f'"{found}" has square brackets', f"write {{{{ {found.strip('[] ')} }}}}; onepager tidy mends it"
    return f'"{found}" has single braces', f"write {{{{ {found.strip('{} ')} }}}}"


def _substitution(match: re.Match[str], opens: bool) -> Substitution | Fault:
    inner, start = match["inner"], match.start()
    if not inner.strip():
        return Fault(start, '"{{ }}" names nothing', _FORM)
    at = start + 2 + len(inner) - len(inner.lstrip())
    parts = _INNER.fullmatch(inner.strip())
    target = _TARGET.fullmatch(parts["target"]) if parts else None
    if parts is None or target is None:
        if named := _COLUMN.fullmatch(inner.strip()):
            plain = re.sub(r"[^\w-]+", "-", named[1].strip()).strip("-").lower() or "share"
            mend = (
                f"a column that a text names has letters, digits, - and _ only: call it {plain} in the CSV and its file"
            )
            return Fault(at, f'"{inner.strip()}" cannot be read', mend)
        return Fault(at, f'"{inner.strip()}" cannot be read', _FORM)
    form = _format(parts["format"])
    if form is None:
        asked = parts["format"]
        mend = did_you_mean(asked, FORMATS) or "there are short and spoken; for the plain form write neither"
        return Fault(at + parts.start("format"), f'there is no format "{asked}"', mend)
    return _target(target, Substitution("", "", "", form, start, match.end(), opens), at)


def _format(word: str | None) -> Format | None:
    """The format that a word names: none at all is the press form. None for an unknown word."""
    return next((f for f in FORMATS if f == word), None) if word else "press"


def _target(target: re.Match[str], blank: Substitution, at: int) -> Substitution | Fault:
    """Read `topic/name.part` into the `blank` substitution."""
    form = blank.format
    topic, name, part = target["topic"], target["name"], target["part"] or ""
    if name == ROW and not topic:
        if not part:
            return Fault(at, '"row" is a whole row', "name a column, such as {{ row.name }}")
        return replace(blank, column=part)
    if part and part not in ATTRIBUTES:
        listed = f"it has {', '.join(ATTRIBUTES)}; a fact of another topic is written {name}/{part}"
        mend = did_you_mean(part, ATTRIBUTES) or listed
        return Fault(at + target.start("part"), f'a fact has no "{part}"', mend)
    if part and form != "press" and form not in ATTRIBUTES[part]:
        return Fault(at, f'"{part}" has no {form} form', f"write {{{{ {target.group()} }}}}")
    ref = f"{topic}/{name}" if topic else name
    return replace(blank, ref=ref, attribute=part)


def substitutions(text: str) -> Iterator[Substitution]:
    """The readable substitutions of a text, in order."""
    return (piece for piece in scan(text)[0] if isinstance(piece, Substitution))


def render(substitution: Substitution, fact: Fact) -> str:
    """The text for a substitution that names `fact`; empty if the fact does not have the part that is asked for."""
    return _begun(substitution, _part(substitution, fact))


def _part(substitution: Substitution, fact: Fact) -> str:
    current, form = fact.current, substitution.format
    match substitution.attribute:
        case "":
            qualifier = in_words(fact.qualifier) if form == "spoken" else fact.qualifier
            return f"{qualifier} {_formed(current.value, form)}".lstrip()
        case "value":
            return _formed(current.value, form)
        case "as_of":
            return _formed(current.as_of, form) if current.as_of else ""
        case "period":
            return _spoken_period(current.period) if form == "spoken" else current.period
        case "status":
            return current.status.value
        case attribute:
            return str(getattr(fact, attribute))


def _spoken_period(period: str) -> str:
    """`FY2024` as `fiscal year twenty twenty-four`; of what is neither that nor a date the figures are in words."""
    if match := _FISCAL.fullmatch(period):
        return f"fiscal year {PartialDate(int(match[1])).spoken()}"
    try:
        when = find_date(period)
    except Refusal:
        when = None
    return when.spoken() if when else in_words(period)


def render_column(substitution: Substitution, text: str, column: Column) -> str:
    """The text for a substitution that names `column`, where the row has `text`."""
    form = substitution.format
    printed = _formed(parse_number(text), form) if column.kind == "number" and text else text
    printed = in_words(printed) if form == "spoken" else printed
    return _begun(substitution, printed)


def _begun(substitution: Substitution, text: str) -> str:
    return text[:1].upper() + text[1:] if substitution.opens else text


def _formed(value: Value | PartialDate, form: Format) -> str:
    match form:
        case "short":
            return value.short()
        case "spoken":
            return value.spoken()
        case "press":
            return value.press()
