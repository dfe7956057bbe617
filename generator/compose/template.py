"""Templates: Markdown with Jinja2, run in a sandbox that can only arrange.

What comes from the store goes in as tokens (a number between two private characters), never as text, so that nothing
in the store can be taken for markup or template code, and the composer knows where every word came from. The syntax
tree is held to a short list of what a template may do; loops count down a budget. So a template cannot hang, grow
without bound, or reach anything but the objects it is given.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NoReturn, Self

from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, nodes, pass_context
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.errors import ContentError, Mark, Problem, did_you_mean

TOKEN_OPEN, TOKEN_CLOSE = "\ue000", "\ue001"
LINE_OPEN, LINE_CLOSE = "\ue002", "\ue003"
TOKEN = re.compile(f"{TOKEN_OPEN}(\\d+){TOKEN_CLOSE}")
_LINE = re.compile(f"{LINE_OPEN}(\\d+){LINE_CLOSE}")

LOOP_BUDGET = 10_000
OUTPUT_BUDGET = 1_000_000
FILTERS = ("default", "first", "last", "length")
TESTS = ("defined", "undefined", "none", "even", "odd")
FUNCTIONS = ("points", "facts", "charts", "seconds", "speaking_time", "witnesses")
OBJECTS = ("topic", "office", "hearing", "row", "date", "audience")

_ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Name,
    nodes.NSRef,
    nodes.Const,
    nodes.Getattr,
    nodes.Call,
    nodes.Keyword,
    nodes.Filter,
    nodes.Test,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Assign,
)
_NAMES_OF_NODES = {
    "Mul": "multiplying",
    "Pow": "powers",
    "Add": "adding",
    "Sub": "subtracting",
    "Mod": "the % sign",
    "Concat": "the ~ sign",
    "Include": "{% include %}",
    "Import": "{% import %}",
    "FromImport": "{% from … import %}",
    "Extends": "{% extends %}",
    "Block": "{% block %}",
    "Macro": "{% macro %}",
    "CallBlock": "{% call %}",
    "FilterBlock": "{% filter %}",
    "AssignBlock": "{% set %} … {% endset %}",
    "Getitem": "square brackets after a name",
    "List": "a list in square brackets",
    "Dict": "a mapping in braces",
    "Tuple": "a list in parentheses",
}


class Token(str):
    """The text that stands for something from the store while a template is rendered.

    `compared` is what it prints, if that is plain text: a condition may compare it. Whatever else would look at the
    characters of a token is refused, since they say nothing.
    """

    compared: str | None

    def __new__(cls, text: str, compared: str | None = None) -> Self:
        token = super().__new__(cls, text)
        token.compared = compared
        return token

    def __eq__(self, other: object) -> bool:
        return self is other or self._plain() == (other._plain() if isinstance(other, Token) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__

    def _plain(self) -> str:
        if self.compared is None:
            raise LookupError("a text with marks or figures cannot be compared; compare an id, a name or a column")
        return self.compared

    def _refuse(self, *_: object) -> NoReturn:
        raise LookupError("text from the store can be compared with == and !=, and printed; nothing else")

    __contains__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse


class View:
    """What a template sees of something in the store: attributes, read when they are asked for.

    `attributes` gives each by a function, so that only what a template reads is read of the store. `whole` gives the
    token that prints all of it, if anything does. A name that does not exist raises `LookupError` with a hint, which
    reaches the author located.
    """

    __slots__ = ("_attributes", "_known", "_what", "_whole")

    def __init__(
        self, what: str, attributes: Mapping[str, Callable[[], Any]], whole: Callable[[], Token] | None = None
    ) -> None:
        self._what, self._attributes, self._whole = what, attributes, whole
        self._known: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name not in self._attributes:
            hint = did_you_mean(name, self._attributes) or "it has " + ", ".join(sorted(self._attributes))
            raise LookupError(f'{self._what} has no "{name}"; {hint}')
        if name not in self._known:
            self._known[name] = self._attributes[name]()
        return self._known[name]

    def printed(self) -> Token:
        if self._whole is None:
            raise LookupError(f"{self._what} cannot be printed as it is; print a part of it")
        return self._whole()


class Gap(View):
    """A part of a view that is not there today: false in a condition, and never printed."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False

    def printed(self) -> Token:
        part, _, whose = self._what.partition(" for ")
        raise LookupError(f'there is no "{part}" for {whose}; write {{% if {part} %}} around it')


class Budget:
    """Counts what the loops of one rendering do."""

    def __init__(self) -> None:
        self.left = LOOP_BUDGET

    def count(self, items: Iterable[Any]) -> Iterator[Any]:
        if isinstance(items, str):
            raise LookupError("a loop goes over points, facts, charts or witnesses, not over text")
        for item in items:
            self.left -= 1
            if self.left < 0:
                raise LookupError(f"the loops go round more than {LOOP_BUDGET:,} times")
            yield item


@pass_context
def _counted(context: Context, items: Iterable[Any]) -> Iterator[Any]:
    """The items of a loop, on the budget of the rendering.

    (Asking for the context keeps Jinja from running this while it compiles.)
    """
    budget: Budget = context["_budget"]
    return budget.count(items)


def _finalize(value: Any) -> Any:
    if isinstance(value, View):
        return value.printed()
    if isinstance(value, Token | int) or value == "":
        return value
    if isinstance(value, str):
        if TOKEN_OPEN in value and not TOKEN.fullmatch(value):
            raise LookupError("text from the store can be printed, not changed")
        return value
    if value is None:
        return ""
    if isinstance(value, Listing):
        return value.printed()
    raise LookupError("a list cannot be printed; use {% for … in … %}")


class Listing(tuple[Any, ...]):
    """A tuple of views that may print as one token (a row of facts, say)."""

    whole: Callable[[], Token] | None = None

    def printed(self) -> Token:
        if self.whole is None:
            raise LookupError("a list cannot be printed here; use {% for … in … %}")
        return self.whole()


def _of_lists(name: str, plain: Callable[[Listing], Any]) -> Callable[[Any], Any]:
    """A filter that is for lists: of a text from the store it would tell about the token."""

    def of_list(items: Any) -> Any:
        if not isinstance(items, Listing):
            raise LookupError(f'"{name}" is for a list such as points(…), and for nothing else')
        return plain(items)

    return of_list


class Late:
    """An object of a template that is made when a template names it, so that what no template names is never read."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


class _Context(Context):
    """The names of one rendering. Jinja looks each up once, if the template has it."""

    def resolve_or_missing(self, key: str) -> Any:
        value = super().resolve_or_missing(key)
        return value.make() if isinstance(value, Late) else value


class _Environment(ImmutableSandboxedEnvironment):
    context_class = _Context

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, View):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)


def _environment() -> _Environment:
    environment = _Environment(
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_finalize,
        cache_size=0,
    )
    default = environment.filters["default"]
    environment.filters = {"default": default, "_counted": _counted, "length": _of_lists("length", len)}
    environment.filters["first"] = _of_lists("first", lambda items: items[0] if items else "")
    environment.filters["last"] = _of_lists("last", lambda items: items[-1] if items else "")
    environment.tests = {k: environment.tests[k] for k in TESTS}
    environment.globals = {}
    return environment


class Rendered:
    """The Markdown a template yields, and for each of its lines the line of the template file it came from."""

    def __init__(self, text: str, first_line: int) -> None:
        lines, origins, current = [], [], first_line
        for line in text.split("\n"):
            if marks := _LINE.findall(line):
                current = int(marks[-1])
                line = _LINE.sub("", line)
            lines.append(line)
            origins.append(current)
        self.lines, self.origins = lines, origins


def render(file: str, first_line: int, body: str, context: Mapping[str, Any]) -> Rendered:
    """Render a template's body. Raises `ContentError` located in `file`, whose body starts at `first_line`."""
    environment, code = _compiled(file, first_line, body)
    template = environment.template_class.from_code(environment, code, {}, None)
    pieces, size = [], 0
    try:
        for piece in template.generate({**context, "_budget": Budget()}):
            size += len(piece)
            if size > OUTPUT_BUDGET:
                raise LookupError("the template yields more than a million characters")
            pieces.append(piece)
    except (UndefinedError, SecurityError, TemplateRuntimeError, LookupError, TypeError, AttributeError) as error:
        raise ContentError([_runtime_problem(error, file, first_line, body, context)]) from error
    return Rendered("".join(pieces), first_line)


@lru_cache(maxsize=256)  # saves compiling a template, nine milliseconds, for each document
def _compiled(file: str, first_line: int, body: str) -> tuple[_Environment, Any]:
    environment = _environment()
    try:
        tree = environment.parse(body)
    except TemplateSyntaxError as error:
        mark = _mark(file, first_line, body, error.lineno)
        message = (error.message or "is not a template").rstrip(".")
        raise ContentError([Problem(mark, f"template: {_plain_syntax(message)}", _syntax_hint(message))]) from error
    if problems := list(_forbidden(tree, file, first_line, body)):
        raise ContentError(problems)
    _prepare(tree, first_line)
    return environment, environment.compile(tree, filename=file)


def _mark(file: str, first_line: int, body: str, line: int, word: str = "") -> Mark:
    """The place of template line `line` (from 1), at `word` when the line has it."""
    text = body.split("\n")[line - 1] if 0 < line <= body.count("\n") + 1 else ""
    found = re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) if word else None
    column = found.start() + 1 if found else len(text) - len(text.lstrip()) + 1
    return Mark(file, line + first_line - 1, column)


def _plain_syntax(message: str) -> str:
    return message.replace("Jinja was looking for the following tags", "expected").replace("'", '"')


def _syntax_hint(message: str) -> str:
    if "nexpected end of template" in message or "end of print statement" in message:
        return "close every {% for %} with {% endfor %}, every {% if %} with {% endif %}, every {{ with }}"
    if "unknown tag" in message.lower():
        return "a template knows {% for %}, {% if %}, {% else %}, {% elif %}, {% set %} and their ends"
    return ""


def _forbidden(tree: nodes.Template, file: str, first_line: int, body: str) -> Iterator[Problem]:
    """Everything in the tree that a template may not do."""
    for node in _walk(tree):
        line, what, word = node.lineno, "", ""
        if not isinstance(node, _ALLOWED):
            name = type(node).__name__
            what = f"a template may not use {_NAMES_OF_NODES.get(name, name.lower())}"
        elif isinstance(node, nodes.For) and node.recursive:
            what = "a template may not use a recursive loop"
        elif isinstance(node, nodes.Compare) and any(operand.op in ("in", "notin") for operand in node.ops):
            what = 'a template may not ask whether a text is "in" another: compare with == instead'
        elif isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            what, word = f'a template may not reach "{node.attr}"', node.attr
        elif isinstance(node, nodes.Call) and not (isinstance(node.node, nodes.Name) and node.node.name in FUNCTIONS):
            called = node.node.name if isinstance(node.node, nodes.Name) else getattr(node.node, "attr", "")
            hint = did_you_mean(called, FUNCTIONS) or "there are " + ", ".join(f"{f}()" for f in FUNCTIONS)
            yield Problem(_mark(file, first_line, body, line, called), f'a template cannot call "{called}"', hint)
            continue
        elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
            hint = did_you_mean(node.name, FILTERS) or "there are " + ", ".join(FILTERS)
            yield Problem(_mark(file, first_line, body, line, node.name), f'there is no filter "{node.name}"', hint)
            continue
        if what:
            yield Problem(_mark(file, first_line, body, line, word), what, "see docs/templates.md for what it may do")


def _walk(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for child in node.iter_child_nodes():
        yield from _walk(child)


def _prepare(tree: nodes.Template, first_line: int) -> None:
    """Put every loop on the budget, and mark in the text where each line of it comes from."""
    for node in list(_walk(tree)):
        for field in ("body", "else_"):
            if isinstance(children := getattr(node, field, None), list):
                setattr(node, field, [one for child in children for one in _apart(child)])
    for node in list(_walk(tree)):
        if isinstance(node, nodes.For):
            node.iter = nodes.Filter(node.iter, "_counted", [], [], None, None, lineno=node.lineno)
        elif isinstance(node, nodes.TemplateData):
            lines = node.data.split("\n")
            start = node.lineno + first_line - 1
            node.data = "\n".join(
                [lines[0], *(f"{LINE_OPEN}{start + i}{LINE_CLOSE}{line}" for i, line in enumerate(lines[1:], 1))]
            )


def _apart(node: nodes.Node) -> list[nodes.Node]:
    """The pieces of an output one by one, since an error is located at the first of them."""
    if not isinstance(node, nodes.Output):
        return [node]
    return [nodes.Output([child], lineno=child.lineno) for child in node.nodes]


def _runtime_problem(error: Exception, file: str, first_line: int, body: str, context: Mapping[str, Any]) -> Problem:
    line = 1
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == file:
            line = traceback.tb_lineno  # Jinja has already turned it into a line of the template
        traceback = traceback.tb_next
    message = str(error.args[0]) if error.args else str(error)
    if isinstance(error, UndefinedError) and (unknown := re.match(r"'([^']+)' is undefined", message)):
        word = unknown.group(1)
        hint = did_you_mean(word, [*context, *FUNCTIONS]) or "there are " + ", ".join(OBJECTS)
        return Problem(_mark(file, first_line, body, line, word), f'a template has no "{word}"', hint)
    what, _, mend = message.partition("; ")
    quoted = re.findall(r'"([^"]+)"', what)
    return Problem(_mark(file, first_line, body, line, quoted[-1] if quoted else ""), f"template: {what}", mend)
