"""Markdown to a tree of plain parts: what a template's rendered text says, before points and facts are filled in.

Blocks are Markdown's own (headings, paragraphs, bullets, tables) and containers opened by `::: name {key="value"}` and
closed by `:::`. Every part knows the line of the template it stands in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it.token import Token as MdToken

from generator.compose.template import Rendered
from generator.document.markdown import MARKDOWN
from generator.errors import Mark, Problem, did_you_mean

CONTAINERS: Mapping[str, tuple[str, ...]] = {
    "bottom-line": ("title",),
    "ask": ("title",),
    "caution": ("title",),
    "note": ("title",),
    "stats": (),
    "figures": (),
    "chart": (),
    "question": (),
    "quote": (),
    "memo": (),
    "date-line": (),
    "salutation": (),
    "signature": (),
    "sources": (),
}
"""Every container and the attributes it takes."""

_FENCE = re.compile(r"^(\s*):::+\s*(?P<name>[^\s{]*)\s*(?P<attributes>\{.*\})?\s*(?P<rest>.*)$")
_ATTRIBUTE = re.compile(r"""([a-z]+)\s*=\s*"([^"]*)"|(\S+)""")


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the template. `name` is `heading`, `paragraph`, `list`, `table` or a container's name.

    `content` is the Markdown of a heading or paragraph, or one entry per list item; for a table `cells` has the rows.
    """

    name: str
    mark: Mark
    content: tuple[str, ...] = ()
    level: int = 0
    attributes: Mapping[str, str] | None = None
    children: tuple[Part, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    align: str = ""


def read_parts(rendered: Rendered, file: str) -> tuple[tuple[Part, ...], list[Problem]]:
    """The parts of a rendered template, and everything wrong with its markup."""
    problems: list[Problem] = []
    stack: list[tuple[str, Mapping[str, str], Mark, list[Part]]] = [("", {}, Mark(file), [])]
    pending: list[int] = []

    def flush() -> None:
        if pending:
            stack[-1][3].extend(_markdown_parts(rendered, pending, file, problems))
            pending.clear()

    for index, line in enumerate(rendered.lines):
        if not line.lstrip().startswith(":::"):
            pending.append(index)
            continue
        flush()
        mark = Mark(file, rendered.origins[index], len(line) - len(line.lstrip()) + 1)
        opened = _container(line, mark, problems)
        if opened is not None:
            stack.append((*opened, mark, []))
        elif len(stack) == 1:
            problems.append(Problem(mark, "a box is closed here that was not opened", "remove this line of colons"))
        else:
            _close(stack)
    flush()
    while len(stack) > 1:
        problems.append(
            Problem(stack[-1][2], f'the box "{stack[-1][0]}" is never closed', "put ::: on a line after it")
        )
        _close(stack)
    return tuple(stack[0][3]), problems


def _close(stack: list[tuple[str, Mapping[str, str], Mark, list[Part]]]) -> None:
    name, attributes, mark, children = stack.pop()
    stack[-1][3].append(Part(name, mark, attributes=attributes, children=tuple(children)))


def _container(line: str, mark: Mark, problems: list[Problem]) -> tuple[str, Mapping[str, str]] | None:
    """Name and attributes of an opening line; None for a closing one."""
    match = _FENCE.match(line)
    assert match is not None
    name, given, rest = match["name"], match["attributes"], match["rest"]
    if not name and not given and not rest:
        return None
    if name not in CONTAINERS:
        hint = did_you_mean(name, CONTAINERS) or "there are " + ", ".join(CONTAINERS)
        problems.append(Problem(mark, f'there is no box "{name}"', hint))
        return name, {}
    if rest:
        problems.append(Problem(mark, f'"{rest}" after the name of a box', "put the text on the next line"))
    return name, dict(_attributes(name, given or "", mark, problems))


def _attributes(name: str, given: str, mark: Mark, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    for match in _ATTRIBUTE.finditer(given.strip("{} ")):
        key, value, other = match.groups()
        if other is not None:
            problems.append(Problem(mark, f'"{other}" is not an attribute', 'write them as {title="The ask"}'))
        elif key not in CONTAINERS[name]:
            known = CONTAINERS[name]
            hint = did_you_mean(key, known) or (f"it takes {', '.join(known)}" if known else "it takes none")
            problems.append(Problem(mark, f'the box "{name}" takes no attribute "{key}"', hint))
        else:
            yield key, value


_REFUSED = {
    "ordered_list_open": ("numbered lists", "use bullets"),
    "blockquote_open": ("a > quotation", "use ::: quote"),
    "hr": ("a horizontal rule", "leave it out: headings and boxes part the page"),
    "code_block": ("an indented block", "remove the spaces before it"),
}


def _markdown_parts(rendered: Rendered, indices: list[int], file: str, problems: list[Problem]) -> Iterator[Part]:
    """The Markdown blocks of consecutive lines."""
    tokens = _parsed("\n".join(rendered.lines[i] for i in indices))
    position = 0
    while position < len(tokens):
        token = tokens[position]
        line = rendered.origins[indices[min(token.map[0], len(indices) - 1)]] if token.map else 1
        mark = Mark(file, line, 1)
        end = _matching(tokens, position)
        if token.type == "heading_open":
            yield Part("heading", mark, (tokens[position + 1].content,), level=int(token.tag[1]))
        elif token.type == "paragraph_open":
            yield Part("paragraph", mark, (tokens[position + 1].content,))
        elif token.type == "bullet_list_open":
            yield _list(tokens[position : end + 1], mark, problems)
        elif token.type == "table_open":
            yield _table(tokens[position : end + 1], mark)
        elif token.type in _REFUSED:
            what, mend = _REFUSED[token.type]
            problems.append(Problem(mark, f"a template may not use {what}", mend))
        position = end + 1


@lru_cache(maxsize=1024)  # saves parsing a template's text for each document: only what its tokens stand for differs
def _parsed(text: str) -> Sequence[MdToken]:
    """The documents of a batch differ in what their tokens stand for, hardly ever in the text around them."""
    return MARKDOWN.parse(text)


def _matching(tokens: Sequence[MdToken], start: int) -> int:
    """The index of the token that closes the one at `start`."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += tokens[index].nesting
        if depth == 0:
            return index
    return len(tokens) - 1


def _list(tokens: Sequence[MdToken], mark: Mark, problems: list[Problem]) -> Part:
    items: list[str] = []
    for token in tokens[1:-1]:
        if token.type == "bullet_list_open" or token.type in _REFUSED:
            problems.append(Problem(mark, "a list inside a list", "keep bullets on one level"))
        elif token.type == "list_item_open":
            items.append("")
        elif token.type == "inline":
            items[-1] = f"{items[-1]}\n{token.content}".strip()
    return Part("list", mark, tuple(items))


def _table(tokens: Sequence[MdToken], mark: Mark) -> Part:
    rows: list[list[str]] = []
    align = ""
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open") and len(rows) == 1:
            align += "r" if "right" in str(token.attrs.get("style", "")) else "l"
        elif token.type == "inline":
            rows[-1].append(token.content)
    return Part("table", mark, cells=tuple(map(tuple, rows)), align=align)
