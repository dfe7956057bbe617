"""What the models of the store are made of: their base, and kinds of text, date and value with their checks.

Modules with models do not put off their annotations (`from __future__ import annotations`): pydantic would compile the
text of each again, every time a command starts.
"""

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainValidator, model_validator

from generator.errors import Refusal
from generator.values.dates import PartialDate, parse_day, parse_hour, parse_instant, parse_partial_date
from generator.values.quotes import typographic
from generator.values.value import Value, parse_value

MAX_WORDS = 2000
MAX_CHARACTERS = 20_000
MAX_ID = 60
LONGEST_WORD, LONGEST_TITLE, LONGEST_NAME = 100, 200, 500
"""In letters: of a word of any text, of a title, of a name or label."""
_NOT_PRINTED = re.compile(r"\]\([^()\s]*\)|\{\{[^{}]*\}\}")
_BETWEEN_WORDS = re.compile(r"[\s/–—-]")
_ID = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
PROSE, LINE, UNPRINTED = "prose", "a line", "not printed"
"""What each `str` of a model is: `reading/printed.py` goes by it."""


def check_id(text: str) -> str:
    """`text`, if it can be an id; raises `Refusal`."""
    if _ID.fullmatch(text):
        if len(text) > MAX_ID:
            raise Refusal(f'"{text[:MAX_ID]}…" is too long for an id', f"an id has {MAX_ID} characters at most")
        return text
    suggested = re.sub(r"[^a-z0-9]+", "-", text.lower())[:MAX_ID].strip("-")
    mend = "an id has small letters, digits and hyphens" + (f', such as "{suggested}"' if suggested else "")
    raise Refusal(f'"{text}" cannot be an id', mend)


def _not_blank(text: str) -> str:
    if not text.strip():
        raise Refusal("is empty", "write something here")
    return text


def _not_endless(text: str) -> str:
    if (words := len(text.split())) > MAX_WORDS:
        raise Refusal(f"has {words:,} words; the limit is {MAX_WORDS:,}", "split it")
    if len(text) > MAX_CHARACTERS:
        raise Refusal(f"has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}", "split it")
    return text


def _has_no_endless_word(text: str) -> str:
    """What a line cannot hold would be broken anywhere. Addresses behind a link, and what braces stand for, are not
    printed."""
    if longest := endless_word(text):
        what = f'has a word of {len(longest):,} letters, "{longest[:20]}…"; the limit is {LONGEST_WORD}'
        raise Refusal(what, "put spaces or hyphens where it may be broken")
    return text


def endless_word(text: str) -> str:
    """A word of a text that is too long for any line, or the empty string."""
    if len(text) <= LONGEST_WORD:
        return ""
    longest = max(_BETWEEN_WORDS.split(_NOT_PRINTED.sub(" ", text)), key=len)
    return longest if len(longest) > LONGEST_WORD else ""


def check_line(text: str) -> str:
    """`text`, if a page can hold it as a name, label or cell; raises `Refusal`."""
    return _has_no_endless_word(_is_name(text))


def _printed_amount(text: Any) -> Value:
    value = parse_value(text)
    _has_no_endless_word(value.text)
    return value


def _is_short(text: str) -> str:
    if len(text) > LONGEST_TITLE:
        raise Refusal(f"has {len(text):,} letters; the limit is {LONGEST_TITLE}", "say it shorter")
    return text


def _is_name(text: str) -> str:
    if len(text) > LONGEST_NAME:
        raise Refusal(f"has {len(text):,} letters; the limit is {LONGEST_NAME}", "say it shorter")
    return text


def _is_colour(text: str) -> str:
    if text and not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise Refusal(f'"{text}" is not a colour', 'write six digits in quotes, such as "#1F3A68"')
    return text


Unprinted = Annotated[str, UNPRINTED]
"""What no document prints: the names that things of the store have for each other, files, notes."""
Ref = Annotated[Unprinted, AfterValidator(_not_blank)]
"""The name of another thing, which has to be given."""
Id = Annotated[Unprinted, AfterValidator(check_id)]
"""What others refer to a thing by."""
Verbatim = Annotated[str, AfterValidator(check_line), LINE]
"""Plain text that is printed as it was typed: addresses of mail and of the web."""
Line = Annotated[Verbatim, AfterValidator(typographic)]
"""Plain text as it is printed."""
Words = Annotated[Line, AfterValidator(_not_blank)]
"""Plain text that is not empty."""
Cell = Annotated[str, LINE]
"""A cell of a table, which is checked where its file is read."""
Prose = Annotated[str, AfterValidator(_not_endless), AfterValidator(_has_no_endless_word), PROSE]
"""Text with inline Markdown and `{{ fact }}` substitutions."""
Required = Annotated[Prose, AfterValidator(_not_blank)]
Heading = Annotated[Prose, AfterValidator(_is_short)]
"""A text that stands in one or two lines above others."""
Title = Annotated[Heading, AfterValidator(_not_blank)]
ShortLine = Annotated[Line, AfterValidator(_is_short)]
"""A heading without Markdown."""
When = Annotated[PartialDate, PlainValidator(parse_partial_date)]
"""A date, a month or a year."""
Day = Annotated[date, PlainValidator(parse_day)]
"""A whole date."""
Amount = Annotated[Value, PlainValidator(_printed_amount), LINE]
"""A number, an amount of money, a percentage, a date or short text, as staff typed it."""
Instant = Annotated[datetime, PlainValidator(parse_instant)]
"""A moment with its time zone."""
Hour = Annotated[datetime, PlainValidator(parse_hour)]
"""A moment of which the hour is said."""
Colour = Annotated[Unprinted, AfterValidator(_is_colour)]
"""`#RRGGBB`, or empty."""


class Model(BaseModel):
    """A frozen model that refuses unknown keys. A key that stands there without a value counts as not written."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, str_strip_whitespace=True)

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, data: Any) -> Any:
        if isinstance(data, dict) and None in data.values():
            return {k: v for k, v in data.items() if v is not None or k not in cls.model_fields}
        return data
