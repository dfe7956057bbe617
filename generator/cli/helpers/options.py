"""Kinds of arguments and options that several commands take."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import click
from click.shell_completion import CompletionItem

from generator import workspace as workspaces
from generator.cli.helpers.session import Session
from generator.errors import Refusal, UsageError, did_you_mean
from generator.values.dates import WASHINGTON, parse_hour, parse_instant, start_of_day

FORMATS = ("docx", "pdf", "txt")
MOST_YEARS_AGO = 5
_YEARS = range(2000, 2200)
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
_KEY = re.compile(r"^([a-z0-9][a-z0-9-]*):", re.MULTILINE)


F = TypeVar("F", bound=Callable[..., Any])


def gathered(options: Sequence[Callable[[F], F]], gather: Callable[..., dict[str, Any]]) -> Callable[[F], F]:
    """Give a command several options as the few arguments that `gather` makes of them, by the names of its own."""
    names = list(inspect.signature(gather).parameters)

    def decorate(function: F) -> F:
        def called(*args: Any, **named: Any) -> Any:
            return function(*args, **gather(**{name: named.pop(name) for name in names}), **named)

        called.__doc__ = function.__doc__
        called.__click_params__ = getattr(function, "__click_params__", [])  # type: ignore[attr-defined]
        command: Any = called
        for option in reversed(options):
            command = option(command)
        return cast(F, command)

    return decorate


def day(value: str | date) -> date:
    """A date such as 2026-11-23."""
    if isinstance(value, date):
        return value
    try:
        if len(value) == 10:  # Python also takes 20261123 and 2026-W48-1, which nobody should have to read
            found = date.fromisoformat(value)
            if found.year in _YEARS:
                return found
            raise click.BadParameter(f"{value} has the year {found.year}; check the year")
    except ValueError:
        pass
    raise click.BadParameter(f'"{value}" is not a date; write it as {_suggested(value)}')


def past_day(value: str | date) -> date:
    """The day on which something was done: not one to come, and none of so long ago that a digit must be wrong."""
    given, today = day(value), date.today()
    if given > today:
        raise click.BadParameter(f"{given} is a day to come; today is {today}")
    if given.year < today.year - MOST_YEARS_AGO:
        raise click.BadParameter(f"{given} is {today.year - given.year} years ago; check the year")
    return given


def who(value: str) -> str:
    """The name of a person or of an office; an option that is not given is empty."""
    name = " ".join(value.split())
    if name and not any(map(str.isalpha, name)):
        raise click.BadParameter(f'"{name}" is no name; say who, such as "A. Staff"')
    return name


@dataclass(frozen=True, slots=True)
class AsOf:
    """The date on a document, and the moment that embargoes are held against: the one `given`, or now."""

    day: date
    given: datetime | None = None

    @staticmethod
    def now() -> AsOf:
        return AsOf(date.today())

    @property
    def moment(self) -> datetime:
        return self.given or datetime.now(UTC)


def as_of(value: str | AsOf) -> AsOf:
    """A date such as 2026-11-23, which means its beginning, or a date and time: by the clocks of Washington, unless a
    zone is named."""
    if isinstance(value, AsOf):
        return value
    text = value.strip()
    if len(text) <= len("2026-11-23"):
        found = day(text)
        return AsOf(found, start_of_day(found))
    given = moment(text)
    return AsOf(given.date(), given)


def moment(value: str | datetime) -> datetime:
    """A date and time, by the clocks of Washington, unless a zone is named; a date alone means its beginning."""
    if isinstance(value, datetime):
        return value
    for text in (value.strip(), f"{value.strip()} {WASHINGTON}"):
        try:
            return parse_instant(text)
        except Refusal:
            pass
    message = f'"{value}" is not a date, nor a date and time; write it as 2026-11-23 or "2026-11-23 10:30"'
    raise click.BadParameter(message)


def hour(value: str | datetime) -> datetime:
    """A date and an hour, by the clocks of Washington, unless a zone is named."""
    if isinstance(value, datetime):
        return value
    text = value.strip()
    try:
        return parse_hour(text)
    except Refusal as refusal:
        alone = refusal
    try:
        return parse_hour(f"{text} ET")
    except Refusal:
        raise click.BadParameter(str(alone)) from None


def _suggested(value: str) -> str:
    """The date as it should be written, where an American one was typed, else an example."""
    if american := _AMERICAN.fullmatch(value.strip()):
        month, day_of_month, year = map(int, american.groups())
        try:
            return date(year, month, day_of_month).isoformat()
        except ValueError:
            pass
    return "2026-11-23"


def words(value: str | tuple[str, ...]) -> tuple[str, ...]:
    """One or more words with commas between them."""
    if isinstance(value, tuple):
        return value
    found = tuple(word for part in value.split(",") if (word := part.strip()))
    if not found:
        raise click.BadParameter("is empty")
    return found


def formats(value: str | tuple[str, ...]) -> tuple[str, ...]:
    """Formats with commas between them."""
    found = tuple(word.lower() for word in words(value))
    for word in found:
        if word not in FORMATS:
            hint = "write docx" if word == "word" else did_you_mean(word, FORMATS) or f"there are {', '.join(FORMATS)}"
            raise click.BadParameter(f'there is no format "{word}"; {hint}')
    return tuple(dict.fromkeys(found))


def flat(groups: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """The words of an option that was given several times, each once."""
    return tuple(dict.fromkeys(word for group in groups for word in group))


def _workspace(ctx: click.Context) -> workspaces.Workspace | None:
    session = ctx.find_object(Session)
    try:
        return session.workspace() if session else None
    except UsageError:
        return None


def _starting(known: list[str], incomplete: str) -> list[CompletionItem]:
    """Completions after the last comma of what was typed."""
    head, comma, last = incomplete.rpartition(",")
    return [CompletionItem(head + comma + word) for word in known if word.startswith(last)]


def complete_topic(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    workspace = _workspace(ctx)
    return _starting(workspace.topics() if workspace else [], incomplete)


def complete_audience(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    workspace = _workspace(ctx)
    return _starting(workspace.audiences() if workspace else [], incomplete)


def complete_office(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The keys of the file, read without YAML: the Tab key has to answer at once."""
    workspace = _workspace(ctx)
    return _starting(_keys(workspace.offices_file) if workspace else [], incomplete)


def complete_each(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    workspace = _workspace(ctx)
    tables = sorted((workspace.root / "talking_points" / "tables").glob("*.yaml")) if workspace else []
    known = ["offices", *(f"table:{path.stem}" for path in tables)]
    return [CompletionItem(word) for word in known if word.startswith(incomplete)]


def complete_hearing(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    workspace = _workspace(ctx)
    return _starting(workspace.hearings() if workspace else [], incomplete)


def complete_format(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return _starting(list(FORMATS), incomplete)


def format_option(more: str = "") -> Callable[[F], F]:
    """`--format`, as the argument `wanted`; `more` is what its help says besides."""
    return click.option(
        "--format",
        "wanted",
        type=formats,
        default="docx,pdf",
        show_default=True,
        metavar="FORMATS",
        shell_complete=complete_format,
        help=f"Any of docx, pdf and txt, with commas{more}.",
    )


def _keys(file: Path) -> list[str]:
    try:
        return _KEY.findall(file.read_text(encoding="utf-8-sig", errors="replace"))
    except OSError:
        return []


topic_argument = click.argument("topic", metavar="TOPIC", shell_complete=complete_topic)
audience_option = click.option(
    "-a",
    "--audience",
    required=True,
    metavar="AUDIENCE",
    shell_complete=complete_audience,
    help="For whom; onepager list audiences shows them.",
)
office_option = click.option(
    "--office",
    metavar="ID",
    shell_complete=complete_office,
    help="Whose letterhead; otherwise the one in onepager.yaml.",
)
row_option = click.option(
    "--row",
    default="",
    metavar="ROW",
    help="For this row of the topic's table, such as MA; of one below it, TABLE/MA-07.",
)
as_of_option = click.option(
    "--as-of",
    type=as_of,
    default=AsOf.now,
    show_default="now",
    metavar="DATE",
    help="The date on the document, as 2026-11-23; embargoes are held against its beginning, or an hour given with "
    'it, as "2026-11-23 10:30" (by the clocks of Washington).',
)
