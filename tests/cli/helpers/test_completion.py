"""Completion: what the Tab key offers, and that each shell's script asks for it in the right way."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.cli.helpers.completion import SHELLS
from generator.errors import Exit

Run = Callable[..., Result]
Process = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_a_script_that_names_the_protocol(onepager: Run, shell: str) -> None:
    result = onepager("completion", shell)
    assert result.exit_code == Exit.OK
    assert "_ONEPAGER_COMPLETE" in result.stdout
    assert f"{shell}_complete" in result.stdout
    assert "%(" not in result.stdout
    assert result.stdout.isascii()


def offered(process: Process, *words: str) -> list[str]:
    """What PowerShell would offer for the last of `words`."""
    done = process(
        environment={
            "_ONEPAGER_COMPLETE": "powershell_complete",
            "_ONEPAGER_WORDS": "\n".join(["onepager", *words[:-1]]),
            **({"_ONEPAGER_WORD": words[-1]} if words[-1] else {}),  # Windows has no empty variables
        }
    )
    assert done.stderr == b""
    lines = [line.split("\t") for line in done.stdout.decode().splitlines() if line.startswith("plain")]
    assert all(help_text for _, _, help_text in lines)  # PowerShell refuses an empty tooltip
    return [value for _, value, _ in lines]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["bu"], ["build"]),
        (["list", "f"], ["facts"]),
        (["build", "sta"], ["sta-renewal"]),
        (["build", "sta-renewal", "-a", "m"], ["member"]),
        (["build", "--audience", "press,m"], ["press,member"]),
        (["build", "--office", "s"], ["sen-example"]),
        (["build", "--format", "docx,p"], ["docx,pdf"]),
        (["build", "--for"], ["--format"]),
        (["new", "point", "nih"], ["nih-funding"]),
        (["new", "point", "nih-funding", "x", "--kind", "ca"], ["caution"]),
        (["completion", "po"], ["powershell"]),
        (["init", ""], []),  # a folder: PowerShell completes it by itself
    ],
)
@pytest.mark.usefixtures("office")
def test_commands_options_topics_audiences_and_offices_are_offered(
    process: Process, words: list[str], expected: list[str]
) -> None:
    assert offered(process, *words) == expected


def test_the_workspace_named_on_the_line_is_the_one_looked_into(
    process: Process, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert offered(process, "build", "sta") == []
    assert offered(process, "--root", str(office), "build", "sta") == ["sta-renewal"]
    spaced = office.rename(tmp_path / "an office's \\ folder")
    assert offered(process, "--root", str(spaced), "build", "sta") == ["sta-renewal"]


def test_the_powershell_script_sets_what_the_program_reads_and_reads_what_it_prints(onepager: Run) -> None:
    script = onepager("completion", "powershell").stdout
    assert "Register-ArgumentCompleter -Native -CommandName onepager" in script
    assert set(re.findall(r"\$env:(\w+) =", script)) == {"_ONEPAGER_COMPLETE", "_ONEPAGER_WORDS", "_ONEPAGER_WORD"}
    assert "$env:_ONEPAGER_COMPLETE = 'powershell_complete'" in script
    assert '$words -join "`n"' in script
    assert '$_ -split "`t", 3' in script
    [removed] = re.findall(r"foreach \(\$name in (.*)\)", script)
    assert set(re.findall(r"'(\w+)'", removed)) == set(re.findall(r"\$env:(\w+) =", script))
    assert script.count("{") == script.count("}")
    assert script.count("(") == script.count(")")


def test_completing_imports_nothing_heavy(office: Path) -> None:
    code = (
        "import sys\nfrom generator.cli import app\ntry: app.main([])\nexcept SystemExit: pass\n"
        "print([m for m in ('pydantic', 'reportlab', 'docx', 'yaml', 'jinja2') if m in sys.modules], file=sys.stderr)"
    )
    environment = {
        **os.environ,
        "_ONEPAGER_COMPLETE": "powershell_complete",
        "_ONEPAGER_WORDS": "onepager\nbuild\n--office",
    }
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert "rep-example" in done.stdout
    assert done.stderr.strip() == "[]"


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not here")
@pytest.mark.usefixtures("office")
def test_bash_completes_a_topic_with_the_script_it_is_given(tmp_path: Path) -> None:
    command = tmp_path / "bin" / "onepager"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    script = (
        'eval "$(onepager completion bash)"; COMP_WORDS=(onepager build sta); COMP_CWORD=2; '
        '_onepager_completion onepager sta build; echo "${COMPREPLY[@]}"'
    )
    env = {**os.environ, "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", script], env=env, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("sta-renewal", "")
