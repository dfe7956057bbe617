"""`doctor`: whether this computer and this workspace have all that is needed."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

import generator
from generator.cli.helpers.console import count
from generator.cli.helpers.session import Session, common
from generator.errors import Exit, OnepagerError, UsageError
from generator.workspace import Workspace

LIBRARIES = (
    "click",
    "confusable-homoglyphs",
    "Jinja2",
    "lxml",
    "markdown-it-py",
    "pikepdf",
    "pillow",
    "platformdirs",
    "pyahocorasick",
    "pydantic",
    "pypdfium2",
    "python-docx",
    "PyYAML",
    "reportlab",
    "rich",
    "tzdata",
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `detail` says what was found, and when it is wrong, how to mend it."""

    what: str
    ok: bool
    detail: str


@click.command("doctor")
@common
@click.pass_obj
def doctor_command(session: Session) -> Exit:
    """See whether this computer has all that is needed, and how to get what is missing."""
    findings = list(examine(session))
    session.console.table(("", "what", "found"), [("ok" if f.ok else "WRONG", f.what, f.detail) for f in findings])
    wrong = sum(not f.ok for f in findings)
    session.console.say("\nAll is well." if not wrong else f"\n{count(wrong, 'thing')} to mend.")
    session.console.data({"ok": not wrong, "findings": [asdict(f) for f in findings]})
    return Exit.CONTENT if wrong else Exit.OK


def examine(session: Session) -> Iterator[Finding]:
    """Everything worth looking at, in the order in which one would mend it."""
    python = f"Python {platform.python_version()}, {platform.system()}"
    yield Finding("onepager", True, f"{generator.__version__} on {python}")
    yield from _libraries()
    yield _fonts()
    yield _time_zones()
    try:
        workspace = session.workspace()
    except UsageError as error:
        yield Finding("workspace", False, str(error))
        return
    yield Finding("workspace", True, str(workspace.root))
    yield _store(workspace)
    yield _output(workspace)
    yield from _records(workspace)
    yield _approval(workspace)
    yield _temporaries(workspace)


def _libraries() -> Iterator[Finding]:
    from importlib.metadata import PackageNotFoundError, version

    found, missing = [], []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    yield Finding("libraries", not missing, ", ".join(found) if not missing else _lacking(missing))


def _lacking(names: list[str]) -> str:
    return f"{', '.join(names)} not installed. Install onepager again: pip install --force-reinstall onepager"


def _fonts() -> Finding:
    try:
        from generator.layout.fonts import FACES, FONTS

        missing = [info.file for info in FACES.values() if not _readable(FONTS / info.file)]
    except ImportError as error:
        return Finding("fonts", False, str(error))
    if missing:
        return Finding("fonts", False, f"{', '.join(missing)} missing from {FONTS}. Install onepager again")
    return Finding("fonts", True, f"{count(len(FACES), 'face')} in {FONTS}")


def _readable(file: Path) -> bool:
    """Whether the file is there and begins as a TrueType font does."""
    try:
        with file.open("rb") as stream:
            return stream.read(4) == b"\x00\x01\x00\x00"
    except OSError:
        return False


def _time_zones() -> Finding:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo("America/New_York")
    except ZoneInfoNotFoundError:
        return Finding("time zones", False, "not found, and embargoes need them. Run: pip install tzdata")
    return Finding("time zones", True, "found")


def _store(workspace: Workspace) -> Finding:
    topics, audiences = len(workspace.topics()), len(workspace.audiences())
    found = f"{count(topics, 'topic')}, {count(audiences, 'audience')}"
    return Finding("store", bool(audiences), found if topics else f"{found}; onepager new topic NAME begins one")


def _output(workspace: Workspace) -> Finding:
    from generator.files.whole import probe

    folder = workspace.output
    where = folder if folder.exists() else workspace.root
    if not where.is_dir():
        return Finding("output", False, f"{where} is a file, where a folder is needed. Move it away")
    if trouble := probe(where):
        return Finding("output", False, f"{where}: {trouble}")
    return Finding(
        "output", True, f"{folder} can be written" + ("" if folder.exists() else " (made when first needed)")
    )


def _records(workspace: Workspace) -> Iterator[Finding]:
    """What happened to documents, and the index of what was built."""
    from generator.records.events import FOLDER, read_events
    from generator.records.history import missing
    from generator.records.index import CACHE
    from generator.records.ledger import Ledger
    from generator.records.look_through import evidence, look_through

    try:
        with Ledger(workspace.root, workspace.output) as ledger:
            look_through(ledger)
            problems = [*ledger.history.problems(), *missing(evidence(ledger), ledger.history)]
            path, in_memory = ledger.path, ledger.in_memory
    except OnepagerError as error:
        yield Finding("index", False, str(error))
        return
    found = count(read_events(workspace.root).lines, "line")
    yield Finding("records", not problems, "; ".join(map(str, problems)) or f"{found} in {FOLDER}/")
    not_kept = f"{path.parent} cannot be written, so all is made again each time. Name another folder in {CACHE}"
    yield Finding("index", not in_memory, not_kept if in_memory else str(path))


def _approval(workspace: Workspace) -> Finding:
    """Whether a second person approves what is made final. It is no fault that nobody has said so yet."""
    from generator.store.load import load

    said = {
        "required": "a second person approves each draft before it is final: onepager approve FILE --by NAME",
        "alone": "finals are made without a second person: approval: alone",
        "": "nobody has said whether a second person approves finals. Say so once, in onepager.yaml: "
        "approval: required, or approval: alone",
    }
    return Finding("approval", True, said[load(workspace.root, {}).settings.approval])


def _temporaries(workspace: Workspace) -> Finding:
    from generator.files.whole import stale_temporaries

    folders = [Path(f) for top in (workspace.output, workspace.store, workspace.templates) for f, _, _ in os.walk(top)]
    stale = [path for folder in folders for path in stale_temporaries(folder)]
    if not stale:
        return Finding("temporary files", True, "none left behind")
    shown = ", ".join(re.sub(r"^\./", "", str(p.relative_to(workspace.root))) for p in stale[:3])
    more = f" and {len(stale) - 3} more" if len(stale) > 3 else ""
    return Finding("temporary files", False, f"left by a run that was cut off, delete them: {shown}{more}")
