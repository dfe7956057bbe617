"""Remembering what was made of a thing that comes again and again: the very object, not one that equals it.

The documents of a batch have most of their parts in common. Comparing those by what is in them would take longer than
much of what is done with them; whether a part is the same object is known at once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
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
    usual. The `most` results asked for last are kept."""

    def decorate(function: Callable[Concatenate[T, P], R]) -> Callable[Concatenate[T, P], R]:
        @lru_cache(maxsize=most)
        def known(same: Same[T], *rest: Any) -> R:
            return function(same.it, *rest)  # type: ignore[call-arg]

        @wraps(function)
        def call(it: T, /, *rest: P.args, **named: P.kwargs) -> R:
            assert not named, "what is remembered is called with arguments in their order"
            return known(Same(it), *rest)

        return call

    return decorate
