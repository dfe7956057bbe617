"""What the models of the store are made of: their base, and kinds of text, date and value with their checks.

Modules with models do not put off their annotations (`from __future__ import annotations`): pydantic would compile the
text of each again, every time a command starts.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from typing import Annotated, Any, get_args, get_type_hints

from pydantic import AfterValidator, BaseModel, ConfigDict, PlainValidator, model_validator

from generator.errors import Refusal
from generator.values.dates import PartialDate, parse_day, parse_instant, parse_partial_date
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
_PROSE = "prose"


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
        raise Refusal("is empty", "write something, or remove it")
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
    if len(text) > LONGEST_WORD:
        longest = max(_BETWEEN_WORDS.split(_NOT_PRINTED.sub(" ", text)), key=len)
        if len(longest) > LONGEST_WORD:
            what = f'has a word of {len(longest):,} letters, "{longest[:20]}…"; the limit is {LONGEST_WORD}'
            raise Refusal(what, "put spaces or hyphens where it may be broken")
    return text


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


Id = Annotated[str, AfterValidator(check_id)]
"""What others refer to a thing by."""
Line = Annotated[str, AfterValidator(typographic), AfterValidator(_is_name), AfterValidator(_has_no_endless_word)]
"""Plain text as it is printed."""
Words = Annotated[Line, AfterValidator(_not_blank)]
"""Plain text that is not empty."""
Prose = Annotated[str, AfterValidator(_not_endless), AfterValidator(_has_no_endless_word), _PROSE]
"""Text with inline Markdown and `{{ fact }}` substitutions."""
Required = Annotated[Prose, AfterValidator(_not_blank)]
Title = Annotated[Required, AfterValidator(_is_short)]
"""A text that stands in one or two lines above others."""
When = Annotated[PartialDate, PlainValidator(parse_partial_date)]
"""A date, a month or a year."""
Day = Annotated[date, PlainValidator(parse_day)]
"""A whole date."""
Amount = Annotated[Value, PlainValidator(parse_value)]
"""A number, an amount of money, a percentage, a date or short text, as staff typed it."""
Instant = Annotated[datetime, PlainValidator(parse_instant)]
"""A moment with its time zone."""
Colour = Annotated[str, AfterValidator(_is_colour)]
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


@cache  # saves asking Python for the types of a model's fields for each entity of a store
def prose_fields(model: type[Model]) -> tuple[str, ...]:
    """The names of the fields of `model` that hold prose, or tuples of it."""
    hints = get_type_hints(model, include_extras=True)
    return tuple(name for name in model.model_fields if _is_prose(hints[name]))


def _is_prose(hint: Any) -> bool:
    return _PROSE in getattr(hint, "__metadata__", ()) or any(map(_is_prose, get_args(hint)))


def texts(entity: Model) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every prose text of `entity` itself that is not empty, with its path (`("full",)`, `("followup", 0)`)."""
    for name in prose_fields(entity.__class__):
        value = getattr(entity, name)
        if isinstance(value, str):
            if value:
                yield (name,), value
        else:
            yield from (((name, i), text) for i, text in enumerate(value) if text)
