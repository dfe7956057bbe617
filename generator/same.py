"""Remembering what was made of a thing that comes again and again: the very object, not one that equals it.

The documents of a batch have most of their parts in common. Comparing those by what is in them would take longer than
much of what is done with them; whether a part is the same object is known at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar

T = TypeVar("T")
P = ParamSpec("P")
R = TypeVar("R")


class Same(Generic[T]):
    """Stands for an object in a key. It equals what stands for the same object, and keeps it alive."""

    __slots__ = ("it",)

    def __init__(self, it: T) -> None:
        self.it = it

    def __hash__(self) -> int:
        return id(self.it)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.it is other.it


def remembered(most: int) -> Callable[[Callable[Concatenate[T, P], R]], Callable[Concatenate[T, P], R]]:
    """Remember what a function gave for its first argument, the very object, and the others, which are compared as
    usual. At most `most` results are kept, among them the half asked for last.

    (As `lru_cache` with a `Same` in the key, in a third of its time: what is kept keeps its object alive, so that the
    `id` in the key stays that object's.)
    """

    def decorate(function: Callable[Concatenate[T, P], R]) -> Callable[Concatenate[T, P], R]:
        lately: dict[tuple[int, Any], tuple[R, T]] = {}
        before: dict[tuple[int, Any], tuple[R, T]] = {}

        @wraps(function)
        def call(it: T, /, *rest: P.args, **named: P.kwargs) -> R:
            nonlocal lately, before
            assert not named, "what is remembered is called with arguments in their order"
            key = id(it), rest
            found = lately.get(key)
            if found is None:
                found = before.get(key) or (function(it, *rest), it)  # type: ignore[call-arg]
                if len(lately) >= most // 2:
                    before, lately = lately, {}
                lately[key] = found
            return found[0]

        return call

    return decorate
