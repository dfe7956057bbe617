"""`completion`: what a shell has to be told so that the Tab key completes commands, topics and audiences.

bash, zsh and fish are click's own; PowerShell it does not know, so its side of the protocol is here. The script sets
three variables, runs `onepager`, and reads lines of three fields: type, value and help, with tabs between them.
"""

from __future__ import annotations

import os

import click
from click.shell_completion import CompletionItem, ShellComplete, add_completion_class, get_completion_class

from generator.cli.helpers.console import fit
from generator.cli.helpers.session import Session, common
from generator.errors import Exit

VARIABLE = "_ONEPAGER_COMPLETE"
SHELLS = ("bash", "zsh", "fish", "powershell")

# The words before the one to be completed are passed with line feeds between them, so that nothing in them (quotes,
# backslashes of a path) needs escaping. When nothing is printed, PowerShell completes file names by itself.
_POWERSHELL = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
        ForEach-Object {
            if ($_ -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $_.Value }
            else { $_.Extent.Text }
        })
    try {
        $env:%(complete_var)s = 'powershell_complete'
        $env:_ONEPAGER_WORDS = $words -join "`n"
        $env:_ONEPAGER_WORD = "$wordToComplete" -replace '^["'']|["'']$'
        & %(prog_name)s 2>$null | ForEach-Object {
            $type, $value, $help = $_ -split "`t", 3
            if ($type -eq 'plain') {
                [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
            }
        }
    } finally {
        foreach ($name in '%(complete_var)s', '_ONEPAGER_WORDS', '_ONEPAGER_WORD') {
            Remove-Item -ErrorAction SilentlyContinue -Path "env:$name"
        }
    }
}
"""


class PowerShell(ShellComplete):
    """PowerShell 5.1 and 7."""

    name = "powershell"
    source_template = _POWERSHELL

    def get_completion_args(self) -> tuple[list[str], str]:
        words = os.environ.get("_ONEPAGER_WORDS", "").split("\n")
        return words[1:], os.environ.get("_ONEPAGER_WORD", "")

    def format_completion(self, item: CompletionItem) -> str:
        # A tooltip may not be empty, and the pipe's encoding is anybody's guess.
        return "\t".join((item.type, item.value, fit((item.help or item.value).split("\n")[0], "ascii")))


def register() -> None:
    """Tell click about PowerShell."""
    add_completion_class(PowerShell)


@click.command("completion")
@click.argument("shell", metavar="SHELL", type=click.Choice(SHELLS))
@common
@click.pass_context
def completion_command(context: click.Context, shell: str) -> Exit:
    """Print the script that makes the Tab key complete commands, topics and audiences in SHELL.

    SHELL is bash, zsh, fish or powershell. To use the script in every window, put one line in a file:

    \b
    bash        eval "$(onepager completion bash)"                   in ~/.bashrc
    zsh         eval "$(onepager completion zsh)"                    in ~/.zshrc
    fish        onepager completion fish | source                    in ~/.config/fish/config.fish
    PowerShell  onepager completion powershell | Out-String | iex    in the file that $PROFILE names
    """
    register()
    kind = get_completion_class(shell)
    assert kind is not None
    root = context.find_root()
    script = kind(root.command, {}, "onepager", VARIABLE).source()
    session = context.find_object(Session)
    assert session is not None
    session.console.result(script)
    session.console.data({"shell": shell, "script": script})
    return Exit.OK
