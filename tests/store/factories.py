"""Tiny valid workspaces for everybody's tests: one source, one topic with a fact and a point, one office.

    root = write_workspace(tmp_path, topics={"nih": topic(points={"jobs": point(full="{{ jobs }} jobs.")})})

Entities are plain mappings as staff would write them; a field given as None is left out. Instead of a mapping every
file can be given as text, exactly as it should stand in the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

Entity = dict[str, Any]
Content = str | bytes | Mapping[str, Any]


def source(**fields: Any) -> Entity:
    return _made({"publisher": "Publisher", "title": "Title of the report"}, fields)


def fact(**fields: Any) -> Entity:
    """A fact with a value; give `value=None` along with a `series`."""
    return _made({"value": "407,782", "measure": "jobs supported", "source": "report"}, fields)


def point(**fields: Any) -> Entity:
    return _made({"kind": "message", "full": "Research pays for itself."}, fields)


def topic(**fields: Any) -> Entity:
    """A topic with the fact `jobs` and the point `pays`."""
    minimal = {
        "title": "Protect research funding",
        "short": "Research",
        "bottom_line": "Research pays.",
        "ask": "Fund research.",
        "facts": {"jobs": fact()},
        "points": {"pays": point()},
    }
    return _made(minimal, fields)


def office(**fields: Any) -> Entity:
    return _made({"name": "Rep. Jane Example", "chamber": "house", "state": "MA", "address": "1 Example Way"}, fields)


def hearing(**fields: Any) -> Entity:
    """A hearing with the witness `doe`."""
    minimal = {
        "title": "Is research paying?",
        "committee": "Committee on Examples",
        "date": "2026-12-03 10:00 America/New_York",
        "topics": ["nih"],
        "witnesses": {"doe": {"name": "Dr. Jo Doe"}},
    }
    return _made(minimal, fields)


def table(**fields: Any) -> Entity:
    """A table of projects by state; its CSV is `projects.csv`."""
    figures = {"kind": "number", "measure": "projects under way", "source": "report"}
    return _made(
        {"title": "Projects by state", "file": "projects.csv", "key": "state", "columns": {"projects": figures}}, fields
    )


PROJECTS_CSV = "state,name,projects\nMA,Massachusetts,5016\nNM,New Mexico,128\n"


def write_workspace(
    root: Path,
    *,
    sources: Content | None = None,
    topics: Mapping[str, Content] | None = None,
    offices: Content | None = None,
    hearings: Mapping[str, Content] | None = None,
    tables: Mapping[str, Content] | None = None,
    csv: str | bytes = PROJECTS_CSV,
    settings: Content | None = None,
) -> Path:
    """Write a workspace into `root` and return it. What is not given is minimal and valid."""
    store = root / "talking_points"
    _write(store / "sources.yaml", {"report": source()} if sources is None else sources)
    _write(store / "offices.yaml", {"example": office()} if offices is None else offices)
    folders = {"topics": {"nih": topic()} if topics is None else topics, "hearings": hearings, "tables": tables}
    for folder, files in folders.items():
        for name, content in (files or {}).items():
            _write(store / folder / f"{name}.yaml", content)
    if tables:
        _write(store / "tables" / "projects.csv", csv)
    if settings is not None:
        _write(root / "onepager.yaml", settings)
    (root / "templates").mkdir(exist_ok=True)
    return root


def _made(minimal: Entity, fields: Entity) -> Entity:
    return {key: value for key, value in {**minimal, **fields}.items() if value is not None}


def _write(path: Path, content: Content) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Mapping):
        content = yaml.safe_dump(dict(content), sort_keys=False, allow_unicode=True, width=1000)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
