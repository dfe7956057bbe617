"""Finding the place of a character in the files, when it is asked for and not before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from generator.checks.rules.unlinked import template_mark
from generator.checks.subjects import Material, Passage
from generator.errors import Mark
from generator.reading import positions
from generator.selection.audience import Audience
from generator.store.schema import Model

Marker = Callable[[int], Mark]


def in_passage(material: Material, passage: Passage) -> Marker:
    return partial(material.at, passage)


def in_field(material: Material, owner: Model, path: positions.Path) -> Marker:
    return partial(material.library.position, owner, path)


def in_template(audience: Audience) -> Marker:
    return partial(template_mark, audience)


def in_line(file: str, line: int = 1) -> Marker:
    """Somewhere in a line of a file: where exactly cannot be told."""
    return lambda at: Mark(file, line)
