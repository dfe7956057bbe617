"""`--final` and what may be accepted with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from generator.cli.helpers.options import gathered, who
from generator.errors import UsageError

if TYPE_CHECKING:
    from generator.document.receipt import Acceptance


def _accepted(final: bool, accepts: Sequence[str], by: str, because: str) -> tuple[Acceptance, ...]:
    """The refusals that somebody overrules for this build, and this build only."""
    from generator.document.receipt import Acceptance

    if not accepts:
        if by or because:
            raise UsageError(
                "--by and --because say who accepts what, and why; name it: --accept TP104:nih-funding/jobs"
            )
        return ()
    if not final:
        raise UsageError("--accept is for final documents; add --final (drafts refuse nothing)")
    if not by.strip() or not because.strip():
        raise UsageError('--accept needs a name and a reason: --by "A. Staff" --because "the new count is due Friday"')
    pairs = [accept.partition(":") for accept in accepts]
    if wrong := [code for code, colon, ref in pairs if not (colon and code and ref)]:
        raise UsageError(f'"{wrong[0]}" is not CODE:ID; write it as the refusal has it, as TP104:nih-funding/jobs')
    return tuple(Acceptance(code, ref, by.strip(), because.strip()) for code, _, ref in pairs)


def _gathered(final: bool, accepts: tuple[str, ...], by: str, because: str) -> dict[str, Any]:
    return {"final": final, "accepted": _accepted(final, accepts, by, because)}


final_options = gathered(
    (
        click.option("--final", is_flag=True, help="Not a draft: refuse what nobody should stand behind."),
        click.option(
            "--accept",
            "accepts",
            multiple=True,
            metavar="CODE:ID",
            help="With --final: let this one refusal stand, as TP104:nih-funding/jobs; with --by and --because.",
        ),
        click.option("--by", default="", type=who, metavar="NAME", help="With --accept: who decided it."),
        click.option("--because", default="", metavar="REASON", help="With --accept: why."),
    ),
    _gathered,
)
"""`--final`, `--accept`, `--by` and `--because`, as the arguments `final` and `accepted`."""
