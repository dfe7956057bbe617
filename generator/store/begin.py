"""Begins what a store has: files as they will be, with a skeleton of a topic, point, fact, source, office, hearing or
audience in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from generator.errors import Refusal, UsageError, did_you_mean
from generator.files.devices import is_device
from generator.reading.enums import CLEARANCE_OF_KIND, Kind
from generator.reading.fields import check_id
from generator.reading.yaml import read_bytes, read_yaml
from generator.store import skeletons
from generator.store.editor import Editor
from generator.store.fact_doubts import typed_value, understood
from generator.values.value import parse_value
from generator.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Begun:
    """A file of the workspace as it will be, its name in messages, and the line where what is begun stands.

    `before` is what the file holds now, None if there is no such file; `value` how a figure that was typed is
    understood.
    """

    path: Path
    shown: str
    data: bytes
    line: int = 1
    before: bytes | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class FirstFigure:
    """What is known of a fact that is begun: the id of its source, its value as typed, and what it measures.

    Without a value it is to be filled in.
    """

    source: str | None
    value: str | None
    measure: str


def topic(workspace: Workspace, name: str, title: str) -> Begun:
    """A topic in a file of its own. This and the others raise `UsageError` for what was asked for and cannot be,
    `ContentError` for a file with mistakes, `CannotEdit` for one that nothing can be added to."""
    clearances = {kind.value: clearance.value for kind, clearance in CLEARANCE_OF_KIND.items()}
    text = skeletons.topic(_checked_id(name), title or skeletons.TOPIC_TITLE, clearances)
    return _new_file(workspace, workspace.topic_file(name), text)


def audience(workspace: Workspace, name: str, file_name: str) -> Begun:
    """An audience in a template of its own; `file_name` is the part of file names that says it."""
    called = skeletons.in_words(_checked_id(name))
    text = skeletons.AUDIENCE.format(name=skeletons.scalar(called), file_name=file_name)
    return _new_file(workspace, workspace.audience_file(name), text)


def hearing(workspace: Workspace, name: str, title: str, topics: Sequence[str], begins: str) -> Begun:
    """A hearing in a file of its own, about topics that are there. `begins` is when, as the file has it."""
    known = workspace.topics()
    if not topics:
        raise UsageError(f"say what the hearing is about, with --topic TOPIC; {_there_are(known)}")
    for topic_id in topics:
        _known_topic(workspace, topic_id)
    parts = {
        "title": skeletons.scalar(title or skeletons.HEARING_TITLE),
        "date": begins,
        "topics": ", ".join(dict.fromkeys(topics)),
    }
    offices = read_yaml(workspace.offices_file, _shown(workspace, workspace.offices_file)).data
    text = skeletons.HEARING.format(id=_checked_id(name), office=next(iter(offices), "my-office"), **parts)
    return _new_file(workspace, workspace.hearing_file(name), text)


def point(workspace: Workspace, topic_id: str, name: str, kind: str) -> Begun:
    """A point of a topic, in no document until somebody deletes its embargo."""
    block = skeletons.point(_checked_id(name), kind, CLEARANCE_OF_KIND[Kind(kind)].value, draft=True)
    return _in_topic(workspace, topic_id, ("points", name), block)


def fact(workspace: Workspace, topic_id: str, name: str, figure: FirstFigure) -> Begun:
    """A fact of a topic."""
    typed = None if figure.value is None else typed_value(figure.value)
    try:
        value = understood(parse_value(typed)) if typed is not None else ""
    except Refusal as refusal:
        raise UsageError(f"--value: {refusal}") from None
    block = skeletons.FACT.format(
        id=_checked_id(name),
        value=skeletons.scalar("to be filled in" if typed is None else typed),
        measure=skeletons.scalar(figure.measure),
        source=_known_source(workspace, figure.source),
    )
    return replace(_in_topic(workspace, topic_id, ("facts", name), block), value=value)


def source(workspace: Workspace, name: str, today: date) -> Begun:
    """A source, looked at today."""
    block = skeletons.SOURCE.format(id=_checked_id(name), today=today.isoformat())
    return _added(workspace, workspace.sources_file, ("", name), block)


def known_source(workspace: Workspace, name: str, block: str) -> Begun | None:
    """A source that is added whole, as `block`; None if there is one of this name."""
    known = read_yaml(workspace.sources_file, _shown(workspace, workspace.sources_file)).data
    return None if name in known else _added(workspace, workspace.sources_file, ("", name), block)


def office(workspace: Workspace, name: str, kind: str = "member") -> Begun:
    """An office: a Member's, or a committee's."""
    skeleton = skeletons.COMMITTEE if kind == "committee" else skeletons.OFFICE
    return _added(workspace, workspace.offices_file, ("", name), skeleton.format(id=_checked_id(name)))


def _checked_id(name: str) -> str:
    """`name`, if it can be an id and a file name."""
    try:
        check_id(name)
    except Refusal as refusal:
        raise UsageError(str(refusal)) from None
    if is_device(name):
        raise UsageError(f'Windows keeps the name "{name}" for itself; choose another')
    return name


def _known_source(workspace: Workspace, wanted: str | None) -> str:
    known = list(read_yaml(workspace.sources_file, _shown(workspace, workspace.sources_file)).data)
    if wanted in known:
        return wanted
    some = ", ".join(known[:6]) + (" ..." if len(known) > 6 else "")
    add = "add one with: onepager new source NAME"
    if wanted is None:
        raise UsageError(f"say where the figure is known from, with --source SOURCE. There are {some}; or {add}")
    raise UsageError(f'there is no source "{wanted}"; {did_you_mean(wanted, known) or f"there are {some}."} Or {add}')


def _new_file(workspace: Workspace, path: Path, text: str) -> Begun:
    there = path.parent.iterdir() if path.parent.is_dir() else ()
    if any(other.name.casefold() == path.name.casefold() for other in there):
        raise UsageError(f"there is a file {_shown(workspace, path)} already; choose another name")
    return Begun(path, _shown(workspace, path), text.encode("utf-8"))


def _in_topic(workspace: Workspace, topic_id: str, entry: tuple[str, str], block: str) -> Begun:
    _known_topic(workspace, topic_id)
    return _added(workspace, workspace.topic_file(topic_id), entry, block)


def _known_topic(workspace: Workspace, topic_id: str) -> None:
    topics = workspace.topics()
    if topic_id not in topics:
        raise UsageError(f'there is no topic "{topic_id}"; {did_you_mean(topic_id, topics) or _there_are(topics)}')


def _there_are(topics: Sequence[str]) -> str:
    return f"there are {', '.join(topics)}" if topics else "there is none yet; begin one: onepager new topic NAME"


def _added(workspace: Workspace, path: Path, entry: tuple[str, str], block: str) -> Begun:
    """An entry more in a file: `entry` is the key of its mapping, empty for the file's own, and its own key."""
    shown = _shown(workspace, path)
    before = read_bytes(path, shown)
    editor = Editor(before, shown)
    line = editor.add_entry(*entry, block)
    return Begun(path, shown, editor.result(), line, before)


def _shown(workspace: Workspace, path: Path) -> str:
    return path.relative_to(workspace.root).as_posix()
