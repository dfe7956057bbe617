"""`tidy`: mends in a file of the store what came along from Word, web pages and mails; the change is shown first."""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.helpers.console import count
from generator.cli.helpers.session import Session, common
from generator.errors import ContentError, Exit, UsageError

if TYPE_CHECKING:
    from generator.store.tidy import Tidied
    from generator.workspace import Workspace


@click.command("tidy")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Write it at once.")
@common
@click.pass_obj
def tidy_command(session: Session, file: Path, yes: bool) -> Exit:
    """Mend what is safe to mend in FILE, a file of the store or a template.

    Curly quotes around a value, a bullet before it, [[fact]] for {{ fact }}, soft hyphens and other characters that
    nobody sees, and no-break spaces outside of texts. The change is shown first; nothing is written before you say so.
    """
    from generator.files.whole import save

    agreed: bytes | None = None
    while True:
        with session.changing() as workspace:
            path = _path(workspace, file)
            before = path.read_bytes()
            tidy = _tidied(workspace, path, before)
            after = tidy.text.encode("utf-8")
            if after != before and (yes or agreed == after):
                save(path, str(file), after, before)
                return _tell(session, file, tidy, written=True)
        if after == before:
            return _tell(session, file, tidy, written=False)
        _show(session, file, before, tidy)
        if session.console.as_json or not _somebody_is_there() or not click.confirm("Write it?"):
            session.console.say("Nothing was changed; to write it, add --yes")
            return _tell(session, file, tidy, written=False)
        agreed = after


def _somebody_is_there() -> bool:
    return sys.stdin.isatty()


def _path(workspace: Workspace, file: Path) -> Path:
    found = next((path for path in (file, workspace.root / file) if path.is_file()), None)
    if found is None:
        raise UsageError(f"there is no file {file}; name one such as talking_points/topics/TOPIC.yaml")
    if found.suffix not in (".yaml", ".md") or not found.resolve().is_relative_to(workspace.root):
        raise UsageError(f"{file} is no file of the store and no template: those end in .yaml and .md")
    return found


def _tidied(workspace: Workspace, path: Path, before: bytes) -> Tidied:
    """The file as it should be. What could be read has to stay readable."""
    from generator.reading.yaml import decode, read_yaml_text
    from generator.store.tidy import facts_in, tidied

    try:
        text = before.decode("utf-8")
    except UnicodeDecodeError:
        decode(before, path.name)
        raise
    facts = set(facts_in(text))
    for topic in workspace.topics():
        other = workspace.topic_file(topic).read_text(encoding="utf-8", errors="replace")
        facts |= {f"{topic}/{name}" for name in facts_in(other)}
    is_yaml = path.suffix == ".yaml"
    tidy = tidied(text, facts, yaml=is_yaml)
    if is_yaml:
        try:
            read_yaml_text(decode(before, path.name), path.name)
        except ContentError:
            return tidy
        read_yaml_text(decode(tidy.text.encode("utf-8"), path.name), path.name)
    return tidy


def _show(session: Session, file: Path, before: bytes, tidy: Tidied) -> None:
    old, new = before.decode("utf-8").splitlines(), tidy.text.splitlines()
    for line in unified_diff(old, new, str(file), f"{file}, tidied", n=0, lineterm=""):
        session.console.result(line)
    for number, what in tidy.done:
        session.console.result(f"line {number}: {what}")


def _tell(session: Session, file: Path, tidy: Tidied, *, written: bool) -> Exit:
    if not tidy.done:
        session.console.say(f"There is nothing to tidy in {file}.")
    elif written:
        session.console.say(f"{file}: {count(len(tidy.done), 'thing')} mended")
    done = [{"line": number, "what": what} for number, what in tidy.done]
    session.console.data({"ok": True, "file": str(file), "written": written, "found": done})
    return Exit.OK
