"""From data to models: what pydantic finds, all at once, in our words and at the line and column of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from generator.errors import ContentError, Mark, Problem, Refusal, did_you_mean
from generator.reading.positions import Key, Node, Path

M = TypeVar("M", bound=BaseModel)

_NOUNS = {
    "BoxSpec": "box",
    "ChartSpec": "chart",
    "StyleChange": "style",
    "StyleSpec": "style",
    "Vintage": "period",
    "Citation": "source",
    "Settings": "settings file",
    "WordLists": "list of words",
}
FILLED = frozenset({"id", "topic", "rows", "body", "body_line"})
"""Fields that the reader fills in: nobody writes them, so no message offers them."""


def validate(model: type[M], data: object, node: Node, path: Path = ()) -> M:
    """Make a `model` of `data`, which stands at `path` in `node` (with what the reader added to it: see `FILLED`).

    Raises `ContentError` with every problem, each at its place.
    """
    problems = list(_overwritten(model, data, node, path)) if isinstance(data, Mapping) else []
    try:
        made = model.model_validate(data)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        own = [e for e in errors if not _is_inherited(e, data)]
        problems.extend(_Finding(model, data, node, path, e).problem() for e in own or errors)
    if problems:
        raise ContentError(problems)
    return made


def _overwritten(model: type[BaseModel], data: Mapping[str, Any], node: Node, path: Path) -> Iterator[Problem]:
    """Keys that staff wrote and the reader fills in itself, such as the id."""
    for key in sorted(FILLED.intersection(data, model.model_fields)):
        if node.has(*path, key):
            yield derived_key_problem(node.mark(*path, key, key=True), key, noun(model))


def derived_key_problem(mark: Mark, key: str, what: str) -> Problem:
    """The problem of a key whose value follows from elsewhere."""
    return Problem(mark, f'"{key}" is not written inside {_a(what)}', "remove this line", code="schema")


def noun(model: type[BaseModel]) -> str:
    """What staff call a thing of this model: `point`, `fact`, `chart`."""
    return _NOUNS.get(model.__name__, model.__name__.lower())


def _a(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"


def _is_inherited(error: ErrorDetails, data: Any) -> bool:
    """Whether the fault is in something a period took over from its fact, where it is reported already."""
    if error["type"] == "missing" or not error["loc"] or error["loc"][-1] in ("id", "value"):
        return False
    *outer, last = error["loc"]
    for part in outer:
        data = data.get(part) if isinstance(data, dict) else None
    return "series" in outer and (not isinstance(data, dict) or last not in data)


class _Finding:
    """One error of pydantic: which model and field it concerns, and where it stands."""

    def __init__(self, model: type[BaseModel], data: Any, node: Node, path: Path, error: ErrorDetails) -> None:
        self.error, self.node, self.path = error, node, path
        self.loc: Path = tuple(error["loc"])
        self.data = data
        owner = _owner(model, self.loc)
        self.model, self.owner_path, self.annotation = owner

    @property
    def key(self) -> str:
        """The name to print: of the last key on the way, not of a position in a list."""
        return next((str(p) for p in reversed((*self.path, *self.loc)) if isinstance(p, str)), "")

    @property
    def subject(self) -> str:
        """What the fault is in, in words: `"priority"`, or `entry 2 of "audiences"`."""
        full = (*self.path, *self.loc)
        while len(full) > 1 and not self.node.has(*full):  # a period may be its value alone, without keys
            full = full[:-1]
        last = full[-1] if full else self.data
        return f'entry {last + 1} of "{self.key}"' if isinstance(last, int) else f'"{last}"'

    def problem(self) -> Problem:
        mark, what, mend = self._words()
        return Problem(mark, what, mend, code="schema")

    def _value(self) -> Mark:
        return self.node.mark(*self.path, *self.loc)

    def _key(self) -> Mark:
        return self.node.mark(*self.path, *self.loc, key=True)

    def _words(self) -> tuple[Mark, str, str]:
        match self.error["type"]:
            case "missing":
                return self._missing()
            case "extra_forbidden":
                return self._unknown()
            case "value_error":
                return self._refused()
            case "enum" | "literal_error":
                mend = did_you_mean(self._typed(), self._choices()) or "it is one of"
                listed = ", ".join(self._choices())
                mend = f"{mend} {listed}" if mend.endswith("of") else f"{mend} It is one of {listed}"
                return self._value(), f"{self.subject} cannot be {self._quoted()}", mend
            case _:
                return self._wrong_type()

    def _typed(self) -> str:
        given = self.error["input"]
        return given if isinstance(given, str) else ""

    def _quoted(self) -> str:
        """What was typed, or its kind if it is not one text."""
        match self.error["input"]:
            case str() as text:
                return f'"{text}"' if len(text) <= 40 else f'"{text[:40]}…"'
            case dict():
                return "several lines with keys"
            case list() | tuple():
                return "a list"
            case _:
                return "empty"

    def _missing(self) -> tuple[Mark, str, str]:
        field, line = self.loc[-1], self._example()
        if self.node.has(*self.path, *self.loc):
            return self._key(), f'"{field}" is empty', f"write {line}"
        return self._owner_mark(), f'{self._owner_name()} has no "{field}"', f"add a line {line}"

    def _example(self) -> str:
        """A line that staff might write for this field."""
        info = self.model.model_fields.get(str(self.loc[-1]))
        return f'"{self.loc[-1]}: {info.examples[0] if info and info.examples else "…"}"'

    def _owner_mark(self) -> Mark:
        return self.node.mark(*self.path, *self.owner_path, key=True)

    def _owner_name(self) -> str:
        """`the point "x"`, `entry 2 of "sources"`, `the topic`."""
        full = (*self.path, *self.owner_path)
        if not full:
            return f"the {noun(self.model)}"
        last = full[-1]
        if isinstance(last, int):
            return f'entry {last + 1} of "{full[-2]}"' if len(full) > 1 else f"entry {last + 1}"
        return f'the {noun(self.model)} "{last}"' if last != noun(self.model) else f'"{last}"'

    def _unknown(self) -> tuple[Mark, str, str]:
        key = str(self.loc[-1])
        what = f'{_a(noun(self.model))} has no key "{key}"'
        if key.strip("“”‘’") != key:
            return self._key(), what, f"write it without the curly quotes: {key.strip('“”‘’')}"
        known = [name for name in self.model.model_fields if name not in FILLED]
        return self._key(), what, did_you_mean(key, known) or f"it can have {_listed(known)}"

    def _refused(self) -> tuple[Mark, str, str]:
        """A check of ours: `Refusal`, or a ValueError of a model outside the store."""
        cause = self.error.get("ctx", {}).get("error")
        what, mend = (cause.what, cause.mend) if isinstance(cause, Refusal) else (str(cause), "")
        if self.loc and self.loc[-1] == "id":
            return self.node.mark(*self.path, *self.loc[:-1], key=True), what, mend
        if self.loc == self.owner_path:  # the model as a whole
            key = cause.key if isinstance(cause, Refusal) else ""
            mark = self.node.mark(*self.path, *self.loc, key, key=True) if key else self._owner_mark()
            return (mark, what, mend) if what.startswith('"') else (mark, f"{self._owner_name()} {what}", mend)
        return self._value(), f"{self.subject}: {what}" if what.startswith('"') else f"{self.subject} {what}", mend

    def _choices(self) -> list[str]:
        return _choices(self.annotation)

    def _wrong_type(self) -> tuple[Mark, str, str]:
        kind, subject, context = self.error["type"], self.subject, self.error.get("ctx", {})
        if self.error["input"] is None and not kind.startswith(("dict", "model")):
            return self._key(), f"{subject} is empty", f"write {self._example()}"
        if kind == "string_type":
            mend = "if the text has a colon in it or begins with [ or {, put it in quotes or after >-"
            return self._value(), f"{subject} has to be one text, not {self._quoted()}", mend
        if kind in ("tuple_type", "list_type"):
            return self._value(), f"{subject} has to be a list, not {self._quoted()}", self._as_list()
        if kind in ("dict_type", "model_type", "model_attributes_type"):
            return (self._value() if self._typed() else self._key()), *self._as_mapping()
        if kind.startswith("bool"):
            return self._value(), f"{subject} cannot be {self._quoted()}", "write yes or no"
        if kind in ("greater_than_equal", "less_than_equal", "greater_than", "less_than"):
            limit = next(iter(context.values()))
            words = {"g": "at least", "l": "at most"}[kind[0]]
            return self._value(), f"{subject} is {self._quoted()}", f"it has to be {words} {limit}"
        if kind.startswith(("int", "float", "finite")):
            whole = "a whole number" if kind.startswith("int") else "a number"
            return self._value(), f"{subject} has to be {whole}, not {self._quoted()}", "write it in digits"
        return self._value(), f"{subject} cannot be {self._quoted()}", "see the documentation for what it can be"

    def _as_list(self) -> str:
        typed = self._typed()
        if re.match(r"-\w", typed):
            return 'put a space after each dash: "- entry"'
        return (
            f'write "{self.key}: [{typed}]"' if typed and len(typed) <= 40 else 'write each entry on a line after "- "'
        )

    def _as_mapping(self) -> tuple[str, str]:
        here = self.annotation
        known = isinstance(here, type) and issubclass(here, BaseModel)
        keys = f"the keys of the {noun(here)}" if known else "its entries"
        if not self.error["input"]:
            return f"{self.subject} is empty", f"indent {keys} below it, or remove it"
        if self._quoted() == "a list":
            return f"{self.subject} has to be lines with keys, not a list", "remove the dashes"
        return f"{self.subject} has to be lines with keys, not {self._quoted()}", f"indent {keys} below it"


def _owner(model: type[BaseModel], loc: Path) -> tuple[type[BaseModel], Path, Any]:
    """The innermost model that `loc` passes through, its own path, and the type expected at `loc`."""
    owner: type[BaseModel] = model
    here: Any = model
    owner_path: Path = ()
    for depth, part in enumerate(loc):
        here = _inside(here, part)
        if isinstance(here, type) and issubclass(here, BaseModel):
            owner, owner_path = here, loc[: depth + 1]
    return owner, owner_path, here


def _inside(annotation: Any, part: Key) -> Any:
    """The type of what is called `part` in a value of type `annotation`; None if it is not known."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        info = annotation.model_fields.get(str(part))
        return _bare(info.annotation) if info else None
    arguments = get_args(annotation)
    if get_origin(annotation) is dict:
        return _bare(arguments[1])
    return _bare(arguments[0]) if get_origin(annotation) in (tuple, list) else None


def _bare(annotation: Any) -> Any:
    """A type without its metadata, and without `None` as an alternative."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) in (Union, UnionType):
        rest = [a for a in get_args(annotation) if a is not NoneType]
        return _bare(rest[0]) if len(rest) == 1 else annotation
    return annotation


def _choices(annotation: Any) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(a) for a in get_args(annotation)]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return [str(member.value) for member in annotation]
    return []


def _listed(names: Iterable[str]) -> str:
    *rest, last = names
    return f"{', '.join(rest)} and {last}" if rest else last
