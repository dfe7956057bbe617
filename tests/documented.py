"""The parts of the documentation that the program writes itself.

After a change of commands or messages, this writes them anew:

    make test ARGS="tests/test_docs.py tests/checks --update"

In `docs/commands.md` the help text of a command follows its mark `<!-- help: build -->`. In `docs/errors.md` the
message for a mistake follows the lines that have it; those lines are read as the beginning of a topic's file.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli import app
from generator.errors import ContentError
from generator.store.library import read_library
from tests.store.factories import write_workspace

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
_HELP = re.compile(r"(?P<mark><!-- help:(?P<path>[a-z -]*?)-->\n)(?:```text\n.*?```\n)?", re.DOTALL)
_MISTAKE = re.compile(r"(?P<lines>```yaml\n(?P<yaml>.*?)```\n)(?:\n```text\n.*?```\n)?", re.DOTALL)
_REST = {
    "title": "title: Protect research funding\n",
    "short": "short: Research\n",
    "bottom_line": "bottom_line: Research pays.\n",
    "ask": "ask: Fund research.\n",
    "facts": "facts:\n  jobs:\n    value: 407,782\n    measure: jobs supported\n    source: report\n",
}


Words = tuple[str, ...]


def commands(group: click.Group | None = None, path: Words = ()) -> Iterator[tuple[Words, click.Command]]:
    """Every command with the words that call it: `("new", "point")`. The program itself has none."""
    group = group or app
    context = click.Context(group)
    if not path:
        yield (), group
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


def help_text(path: Words) -> str:
    """What `--help` prints for a command, 100 columns wide."""
    known = dict(commands())
    context = app.make_context("onepager", [], resilient_parsing=True, terminal_width=100)
    for depth, word in enumerate(path, 1):
        step = known[path[:depth]]
        context = step.make_context(word, [], context, resilient_parsing=True, terminal_width=100)
    return known[path].get_help(context).rstrip() + "\n"


def messages(lines: str) -> str:
    """What `check` says of a topic that begins with `lines`; the rest of it is sound."""
    text = lines + "".join(rest for key, rest in _REST.items() if not re.search(rf"^{key}:", lines, re.MULTILINE))
    with tempfile.TemporaryDirectory() as folder:
        root = write_workspace(Path(folder), topics={"research": text})
        try:
            read_library(root)
        except ContentError as error:
            return "".join(f"{problem}\n" for problem in error.problems)
    return ""


def with_help(text: str) -> str:
    """`commands.md` with the help text of today."""
    return _HELP.sub(lambda m: f"{m['mark']}```text\n{help_text(tuple(m['path'].split()))}```\n", text)


def with_messages(text: str) -> str:
    """`errors.md` with the messages of today."""
    return _MISTAKE.sub(lambda m: f"{m['lines']}\n```text\n{messages(m['yaml'])}```\n", text)
