"""What is remembered of an object is remembered of that very object."""

from __future__ import annotations

import gc
import weakref

from generator.same import Same, remembered


class Thing:
    """Equal to every other."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Thing)

    __hash__ = None  # type: ignore[assignment]


def test_the_same_object_is_asked_about_once_and_an_equal_one_again() -> None:
    asked: list[tuple[Thing, int]] = []

    @remembered(10)
    def about(thing: Thing, number: int) -> int:
        asked.append((thing, number))
        return number * 2

    one, other = Thing(), Thing()
    assert [about(one, 1), about(one, 1), about(other, 1), about(one, 3)] == [2, 2, 2, 6]
    assert [(thing is one, number) for thing, number in asked] == [(True, 1), (False, 1), (True, 3)]


def test_what_is_remembered_lives_as_long_so_that_no_other_takes_its_place() -> None:
    @remembered(2)
    def about(thing: Thing) -> int:
        return id(thing)

    things = [Thing() for _ in range(3)]
    alive = [weakref.ref(thing) for thing in things]
    for thing in things:
        about(thing)
    del things, thing
    gc.collect()
    assert [ref() is None for ref in alive] == [True, False, False]


def test_keys_are_equal_for_one_object_only() -> None:
    one = [1]
    assert Same(one) == Same(one)
    assert Same(one) != Same([1])
    assert Same(one) != one
