"""`frozen` makes what `dataclass(frozen=True, slots=True)` makes: each of these classes is made both ways."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Callable
from dataclasses import FrozenInstanceError, asdict, astuple, dataclass, field, fields, replace
from typing import Any

import pytest

from generator.frozen import frozen


class Plain:
    """A record of many kinds of field."""

    name: str
    number: int = 3
    kept: list[int] = field(default_factory=list)
    unseen: str = field(default="u", repr=False)
    beside: str = field(default="b", compare=False)


class Single:
    only: str


class Empty:
    """Of no fields."""


class Checked:
    year: int
    children: tuple[Any, ...] = ()

    def __post_init__(self) -> None:
        if self.year < 0:
            raise ValueError("no such year")

    def __repr__(self) -> str:
        return "its own"


def with_the_library(cls: type) -> Any:
    return dataclass(frozen=True, slots=True)(cls)


def anew(cls: type) -> type:
    """A copy of a class that has not been made a record yet."""
    return type(cls.__name__, (), {k: v for k, v in vars(cls).items() if k not in ("__dict__", "__weakref__")})


MADE = (Plain, Single, Empty, Checked)
OURS, THEIRS = ({cls: make(anew(cls)) for cls in MADE} for make in (frozen, with_the_library))
ARGUMENTS: list[tuple[type, tuple[Any, ...], dict[str, Any]]] = [
    (Plain, ("a",), {}),
    (Plain, ("a", 4), {"kept": [1], "unseen": "x", "beside": "y"}),
    (Single, ("a",), {}),
    (Single, (), {"only": [1]}),
    (Empty, (), {}),
    (Checked, (1999,), {"children": ("a",)}),
]


def made(cls: type) -> None:
    """Make a record: at the first the constructor is written."""
    _, args, named = next(case for case in ARGUMENTS if case[0] is cls)
    OURS[cls](*args, **named)


@pytest.mark.parametrize(("cls", "args", "named"), ARGUMENTS)
def test_records_look_and_compare_as_the_library_s(cls: type, args: tuple[Any, ...], named: dict[str, Any]) -> None:
    ours, theirs = OURS[cls](*args, **named), THEIRS[cls](*args, **named)
    assert repr(ours) == repr(theirs)
    assert (asdict(ours), astuple(ours)) == (asdict(theirs), astuple(theirs))
    assert [f.name for f in fields(ours)] == [f.name for f in fields(theirs)]
    assert type(ours).__match_args__ == type(theirs).__match_args__
    assert type(ours).__slots__ == type(theirs).__slots__
    assert ours == OURS[cls](*args, **named)
    assert ours != theirs
    assert copy.deepcopy(ours) == ours
    assert replace(ours, **named) == ours
    assert _hash(ours) == _hash(theirs)


def _hash(record: Any) -> object:
    try:
        return hash(record)
    except TypeError as error:
        return str(error)


def test_only_the_fields_that_compare_are_compared() -> None:
    one = OURS[Plain]("a", kept=(), beside="x")
    assert one == OURS[Plain]("a", kept=(), beside="y")
    assert hash(one) == hash(OURS[Plain]("a", kept=(), beside="y"))
    assert one != OURS[Plain]("a", kept=(), unseen="y")


def test_records_of_different_classes_are_never_equal() -> None:
    other = frozen(anew(Single))
    assert OURS[Single]("a") != other("a")
    assert OURS[Single]("a") != ("a",)


def test_each_record_has_its_own_default() -> None:
    assert OURS[Plain]("a").kept is not OURS[Plain]("a").kept


@pytest.mark.parametrize("cls", OURS)
def test_the_constructors_take_the_same(cls: type) -> None:
    made(cls)
    ours, theirs = inspect.signature(OURS[cls]), inspect.signature(THEIRS[cls])
    assert [(p.name, p.kind, p.annotation) for p in ours.parameters.values()] == [
        (p.name, p.kind, p.annotation) for p in theirs.parameters.values()
    ]


@pytest.mark.parametrize("args", [(), ("a", 1, [], "u", "b", "more")])
def test_what_the_constructor_refuses_it_refuses_in_the_same_words(args: tuple[str, ...]) -> None:
    said = []
    for made in (OURS[Plain], THEIRS[Plain]):
        with pytest.raises(TypeError) as refused:
            made(*args)
        said.append(str(refused.value).rpartition("__init__")[2])
    assert said[0] == said[1]


def test_what_a_class_checks_and_says_itself_stays() -> None:
    with pytest.raises(ValueError, match="no such year"):
        OURS[Checked](-1)
    assert repr(OURS[Checked](1)) == "its own"


CHANGES: dict[str, Callable[[Any], None]] = {
    "a field": lambda record: setattr(record, "name", "b"),
    "something new": lambda record: setattr(record, "new", "b"),
    "without a field": lambda record: delattr(record, "name"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_nothing_can_be_changed(change: Callable[[Any], None]) -> None:
    record = OURS[Plain]("a")
    with pytest.raises(FrozenInstanceError):
        change(record)
    assert record == OURS[Plain]("a")
    assert not hasattr(record, "__dict__")


@frozen
class Pickled:
    """Known to this module by name."""

    name: str
    inner: Pickled | None = None
    more: tuple[int, ...] = ()


@frozen
class Heir(Pickled):
    """With a field more."""

    last: str = ""


def test_records_travel() -> None:
    record = Heir("a", Pickled("b"), last="c")
    assert pickle.loads(pickle.dumps(record)) == record
    assert repr(record) == "Heir(name='a', inner=Pickled(name='b', inner=None, more=()), more=(), last='c')"
    assert record != Pickled("a", Pickled("b"))


def test_a_record_inside_itself_can_be_shown() -> None:
    inner: list[Any] = []
    record = OURS[Single](inner)
    inner.append(record)
    assert repr(record) == "Single(only=[Single(only=[...])])"  # the list sees to it
