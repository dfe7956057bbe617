"""The command itself: its subcommands, imported when asked for, and what becomes of everything that goes wrong."""

from __future__ import annotations

import importlib
import os
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click

import generator
from generator.cli.helpers.console import Console, problems_as_json
from generator.cli.helpers.pasted import refuse_what_nobody_typed
from generator.cli.helpers.session import Session, common
from generator.errors import ContentError, Exit, OnepagerError, UsageError, did_you_mean

_EXTRA = re.compile(r"Got unexpected extra arguments? \((.+)\)")


class Suggesting(click.Group):
    """A group that says which command was meant, in the words of the rest of the program."""

    def __init__(self, *args: Any, **more: Any) -> None:
        # Without a command the group itself says what is missing; click would make an error of the help text.
        super().__init__(*args, **{**more, "invoke_without_command": True, "no_args_is_help": False})

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            known = self.list_commands(ctx)
            hint = did_you_mean(name, known) or f"there are {', '.join(known)}"
            if name == "help":
                hint = f"write {ctx.command_path} --help"
            raise click.UsageError(f'there is no command "{name}"; {hint}', ctx)
        return super().resolve_command(ctx, args)


class App(Suggesting):
    """`onepager`. `commands_at` maps each subcommand to the module that has it and a line of help."""

    def __init__(self, *args: Any, commands_at: Mapping[str, tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.commands_at = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands_at)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.commands_at:
            return None
        module = importlib.import_module(f"generator.cli.{self.commands_at[cmd_name][0]}")
        command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self.commands_at.items()])

    def main(self, args: Sequence[str] | None = None, *more: Any, **named: Any) -> Any:
        """Run and exit with a code of `Exit`. Nothing a user does wrong ends in a traceback."""
        words = list(sys.argv[1:] if args is None else args)
        named["prog_name"] = "onepager"
        named["standalone_mode"] = False
        named["obj"] = session = _session(words)
        if "_ONEPAGER_COMPLETE" in os.environ:
            from generator.cli.helpers import completion

            completion.register()
        try:
            refuse_what_nobody_typed(words)
            code = super().main(args, *more, **named)
        except (Exception, KeyboardInterrupt) as error:
            code = _report(error, session)
        sys.exit(code if isinstance(code, int) else Exit.OK)


def _session(words: Sequence[str]) -> Session:
    """The session that a command line asks for, whether or not the rest of it makes sense."""
    given = set(words[: words.index("--")] if "--" in words else words)
    console = Console(as_json="--json" in given, quiet="--quiet" in given)
    return Session(console, debug="--debug" in given)


def _report(error: BaseException, session: Session) -> Exit:
    """Say what went wrong. An error of ours is raised again under `--debug`."""
    console = session.console
    match error:
        case click.exceptions.Abort() | KeyboardInterrupt():
            console.fail("interrupted; every file already written is whole. The same command goes on from there.")
            return Exit.INTERRUPTED
        case click.ClickException():
            return _usage(_in_words(error), error.ctx if isinstance(error, click.UsageError) else None, console)
        case UsageError():
            return _usage(str(error), None, console)
        case ContentError():
            console.problems(error.problems, _root(session))
            console.data({"ok": False, "problems": problems_as_json(error.problems)})
            return Exit.CONTENT
        case OnepagerError():
            console.fail(str(error))
            console.data({"ok": False, "error": str(error)})
            return Exit.CONTENT
        case OSError():
            console.fail(f"{error.filename or 'the disk'}: {error.strerror or error}")
            console.data({"ok": False, "error": str(error)})
            return Exit.CONTENT
        case _:
            return _our_fault(error, session)


def _usage(message: str, context: click.Context | None, console: Console) -> Exit:
    console.fail(message)
    if context is not None:
        console.plain_error(f"See: {context.command_path} --help")
    console.data({"ok": False, "error": message})
    return Exit.USAGE


def _in_words(error: click.ClickException) -> str:
    """click's complaint about a command line in our words."""
    match error:
        case click.NoSuchOption():
            known = [o for p in error.ctx.command.params for o in p.opts] if error.ctx else []
            hint = did_you_mean(error.option_name, known) or f"there are {', '.join(k for k in known if k[0] == '-')}"
            return f"there is no option {error.option_name}; {hint}"
        case click.BadOptionUsage():
            return f"{error.option_name} needs a value after it"
        case click.MissingParameter() if error.param is not None:
            hint = getattr(error.param, "help", "") or f"say {_which(error.param)}"
            return f"{_name(error.param)} is missing: {hint[0].lower()}{hint[1:].rstrip('.')}"
        case click.BadParameter() if error.param is not None and isinstance(error.param.type, click.Choice):
            known = [str(choice) for choice in error.param.type.choices]
            typed = error.message.partition("' is not one of")[0].removeprefix("'")
            hint = did_you_mean(typed, known) or f"there are {', '.join(known)}"
            return f'{_name(error.param)}: there is no "{typed}"; {hint}'
        case click.BadParameter() if error.param is not None:
            return f"{_name(error.param)}: {error.message}"
        case click.UsageError() if error.ctx and (extra := _EXTRA.fullmatch(error.message)):
            return _one_too_many(error.ctx, extra[1])
        case _:
            return error.format_message()


def _one_too_many(context: click.Context, words: str) -> str:
    """What is said of words that a command does not take."""
    takes = [_name(p) for p in context.command.params if isinstance(p, click.Argument)]
    called = context.command_path.removesuffix(" table")  # which answers to `onepager facts` alone
    what = f'{called} takes no {"second " if takes else ""}word{"s" if " " in words else ""} "{words}"'
    if takes:
        return f"{what}: one {takes[-1]} at a time"
    return f"{what}: it looks at everything" if called.endswith(" check") else what


OR = " or "


def _which(parameter: click.Parameter) -> str:
    """`which topic`; of several that will do, `which file, or which number`."""
    return ", or ".join(f"which {name.lower().rstrip('.')}" for name in _name(parameter).split(OR))


def _name(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        return " / ".join(parameter.opts)
    return (parameter.metavar or parameter.name or "").strip("[].").replace("|", OR)


def _root(session: Session) -> Any:
    try:
        return session.workspace().root
    except UsageError:
        return None


def _our_fault(error: BaseException, session: Session) -> Exit:
    kind = f"{type(error).__name__}: {str(error).splitlines()[0]}" if str(error) else type(error).__name__
    if session.debug:
        import traceback

        session.console.plain_error("".join(traceback.format_exception(error)).rstrip())
    hint = "" if session.debug else " Run it again with --debug to see where, and send us what that shows."
    session.console.fail(f"this is a mistake of onepager, not yours ({kind}).{hint}")
    session.console.data({"ok": False, "error": kind})
    return Exit.CONTENT


@click.group(
    cls=App,
    commands_at={
        "init": ("init", "Make a new workspace from the starter set."),
        "build": ("build", "Make the Word and PDF files."),
        "batch": ("build", "The same as build: one document or forty thousand."),
        "hearing": ("hearing", "Make everything for a hearing, binders too; see how ready it is."),
        "show": ("show", "Print one document in the terminal."),
        "explain": ("show", "Say which points a document carries, and why."),
        "list": ("listing", "List topics, audiences, facts, sources, offices or hearings."),
        "new": ("new", "Begin a topic, point, fact, source, audience, office or hearing."),
        "check": ("check", "Find every mistake in the store and the templates."),
        "tidy": ("tidy", "Mend what came along from Word and web pages."),
        "facts": ("facts", "Show every figure, what needs a look first; review one."),
        "trace": ("trace", "Say where a finished document comes from, and whether it still holds."),
        "source-sheet": ("source_sheet", "Make the fact-checker's companion to a document."),
        "approve": ("approve", "Enter that a second person approves a draft."),
        "release": ("release", "Enter to whom a document was sent."),
        "recall": ("release", "Find sent documents whose figures have changed, and correct them."),
        "inspect": ("inspect", "See whether a file says what its readers may not see."),
        "tables": ("tables", "Make tables of what others publish: Members, offices, committees."),
        "congress": ("congress", "Say what ends with a Congress; import the next one's Members."),
        "doctor": ("doctor", "See whether this computer has all that is needed."),
        "completion": ("helpers.completion", "Let the Tab key complete commands, topics and audiences."),
    },
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with: onepager init my-office",
)
@click.version_option(generator.__version__, prog_name="onepager", message="%(prog)s %(version)s")
@common
@click.pass_context
def app(context: click.Context) -> None:
    """One store of talking points, facts and sources; every document from it, in Word and PDF."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())
