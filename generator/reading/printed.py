"""Which texts of a model are printed: its types say it, so that a field that is added cannot be forgotten.

Every `str` of a model is prose, a line or not printed (`reading/fields.py`); a test holds it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, get_args, get_type_hints

from generator.reading.fields import LINE, PROSE, Model
from generator.reading.positions import Path
from generator.values.value import Value

Hint = Any
"""A type as `get_type_hints` gives it."""


class Field(NamedTuple):
    """A field of a model that holds printed texts: `PROSE` or `LINE` by its `kind`, or neither if models hold them."""

    name: str
    hint: Hint
    kind: str


@cache  # saves asking Python for the types of a model's fields for each entity of a store
def printed_fields(model: type[Model]) -> tuple[Field, ...]:
    """The fields of a model that hold printed texts, or models that do."""
    hints = get_type_hints(model, include_extras=True)
    found = [(name, hints[name], marks(hints[name])) for name in model.model_fields if _has_printed(hints[name])]
    return tuple(
        Field(name, hint, next((kind for kind in (PROSE, LINE) if kind in own), "")) for name, hint, own in found
    )


def texts(entity: Model) -> Iterator[tuple[Path, str]]:
    """Every prose text of `entity` itself that is not empty, with its path (`("full",)`, `("followup", 0)`)."""
    for name, _, kind in printed_fields(entity.__class__):
        if kind == PROSE and (value := getattr(entity, name)):
            if isinstance(value, str):
                yield (name,), value
            else:
                yield from (((name, i), text) for i, text in enumerate(value) if text)


def lines(entity: Model, without: tuple[str, ...] = ()) -> Iterator[tuple[Path, str]]:
    """Every printed text of `entity` and of what is in it that is not prose, but for the fields `without`."""
    for name, hint, kind in printed_fields(entity.__class__):
        if kind != PROSE and name not in without and (value := getattr(entity, name)):
            if isinstance(value, str):
                yield (name,), value
            else:
                yield from _lines(value, hint, (name,))


def _lines(value: object, hint: Hint, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str | Value):
        if LINE in marks(hint):
            yield path, value if isinstance(value, str) else value.press()
    elif isinstance(value, Model):
        yield from (((*path, *inner), text) for inner, text in lines(value))
    elif isinstance(value, dict):
        keys, values = get_args(_bare(hint))
        for key, inner in value.items():
            if LINE in marks(keys):
                yield (*path, key), key
            yield from _lines(inner, values, (*path, key))
    elif isinstance(value, tuple):
        each = get_args(_bare(hint))[0]
        for number, inner in enumerate(value):
            yield from _lines(inner, each, (*path, number))


def marks(hint: Hint) -> set[str]:
    """What the texts of a type are, those within its models apart."""
    own = {mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, str)}
    return own.union(*map(marks, _parts(hint)))


def _parts(hint: Hint) -> tuple[Hint, ...]:
    """What a type is made of, without what is said of it."""
    return get_args(hint)[:1] if hasattr(hint, "__metadata__") else get_args(hint)


def _has_printed(hint: Hint) -> bool:
    if isinstance(hint, type) and issubclass(hint, Model):
        return bool(printed_fields(hint))
    return not marks(hint).isdisjoint((PROSE, LINE)) or any(map(_has_printed, _parts(hint)))


def _bare(hint: Hint) -> Hint:
    """A type without what is said of it."""
    return _parts(hint)[0] if hasattr(hint, "__metadata__") else hint
