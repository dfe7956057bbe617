"""Commands as Word, mail programs and scripts leave them are told as they should be typed."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from generator.cli import app
from generator.cli.helpers.pasted import refuse_what_nobody_typed
from generator.errors import Exit, UsageError

DASHES = ["—final", "–final", "–-final", "-–final", "‑‑final", "−−final", "--fin‑al", "―final", "－－final"]


def written(*words: str) -> list[str]:
    """The words of the command that is told instead."""
    with pytest.raises(UsageError) as caught:
        refuse_what_nobody_typed(words)
    return shlex.split(str(caught.value).rpartition("Write: ")[2])[1:]


def complaint(words: list[str]) -> str:
    """What is said of a command line; empty if it is left alone."""
    try:
        refuse_what_nobody_typed(words)
    except UsageError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("typed", DASHES)
def test_a_dash_is_named_and_the_option_told(typed: str) -> None:
    meant = "--fin-al" if "fin‑" in typed else "--final"
    assert written("build", "zz", typed) == ["build", "zz", meant]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["show", "zz", "–a", "press"], ["show", "zz", "-a", "press"]),
        (["build", "zz", "—as–of=2026-11-24"], ["build", "zz", "--as-of=2026-11-24"]),
        (
            ["facts", "review", "a/b", "—checked-by", "“A.", "Staff”"],
            ["facts", "review", "a/b", "--checked-by", "A. Staff"],
        ),
        (["release", "x.pdf", "--to", "“AP”"], ["release", "x.pdf", "--to", "AP"]),
        (["release", "x.pdf", "--to=“A", "P”"], ["release", "x.pdf", "--to=A P"]),
        (["build", "zz", "--where", "“state", "in", "[MA,", "NM]”"], ["build", "zz", "--where", "state in [MA, NM]"]),
        (["build", "--where", "‘name", "==", "“X”’"], ["build", "--where", "name == 'X'"]),
        (["build", "zz\u00a0--final"], ["build", "zz", "--final"]),
        (["build", "zz\u200b", "--final"], ["build", "zz", "--final"]),
        (["build", "zz", "—final", "--", "—x"], ["build", "zz", "--final", "--", "—x"]),
        (["new", "topic", "zz", "--title", "Roads”"], ["new", "topic", "zz", "--title", "Roads"]),
    ],
    ids=" ".join,
)
def test_the_whole_command_is_told(typed: list[str], meant: list[str]) -> None:
    assert written(*typed) == meant


@pytest.mark.parametrize(
    "words",
    [
        ["facts", "review", "a/b", "--value", "−5"],
        ["facts", "review", "a/b", "--value", "–$5 million"],
        ["new", "topic", "x", "--title", "The “new” rules"],
        ["new", "topic", "x", "--title", "“New” rules – and old ones”"],
        ["new", "topic", "x", "--title", "‘90s roads"],
        ["new", "topic", "x", "--title", "Members’"],
        ["build", "--where", "state in [“MA”, “NM”]"],
        ["release", "x.pdf", "--note", "– see the mail"],
        ["build", "--", "—final", "“x”"],
        ["release", "x.pdf", "--to", "A.\u00a0Staff"],
        ["new", "fact", "x", "y", "--measure", "share of C=O bonds"],
    ],
    ids=" ".join,
)
def test_what_may_be_meant_is_left_alone(words: list[str]) -> None:
    assert complaint(words) == ""


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (["build", "zz", "--where", ""], "--where is empty"),
        (["build", "zz", "--where="], "--where is empty"),
        (["build", "zz", "-a", " "], "-a is empty"),
        (["build", "", "-a", "press"], "word 2 of the command is empty"),
    ],
    ids=" ".join,
)
def test_an_empty_word_is_named(words: list[str], what: str) -> None:
    with pytest.raises(UsageError, match=what):
        refuse_what_nobody_typed(words)


def options(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every option of every command that takes a value."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            if (below := command.get_command(context, name)) is not None:
                yield from options(below, (*path, name))
        return
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not parameter.is_flag:
            yield path, parameter.opts[-1]


EVERY = sorted(set(options(app)))


@pytest.mark.parametrize(("path", "option"), EVERY, ids=[f"{' '.join(path)} {option}" for path, option in EVERY])
def test_no_option_of_any_command_takes_a_dash_or_nothing(path: tuple[str, ...], option: str) -> None:
    for words, message in (([option, ""], f"{option} is empty"), ([f"—{option.strip('-')}", "x"], f"{option} x")):
        result = CliRunner().invoke(app, [*path, *words])
        assert result.exit_code == Exit.USAGE
        assert message in result.stderr
