"""What is begun: the file as it will be. `tests/cli/test_new.py` has what goes into it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.errors import UsageError
from generator.store import begin
from generator.store.begin import Begun, FirstFigure
from generator.store.library import read_library
from generator.workspace import Workspace
from tests.store.factories import write_workspace

FIGURE = FirstFigure("report", "5", "jobs")
BEGUN: list[tuple[Callable[[Workspace], Begun], str]] = [
    (lambda workspace: begin.topic(workspace, "mine", "Mine"), "talking_points/topics/mine.yaml"),
    (lambda workspace: begin.point(workspace, "nih", "mine", "message"), "talking_points/topics/nih.yaml"),
    (lambda workspace: begin.fact(workspace, "nih", "mine", FIGURE), "talking_points/topics/nih.yaml"),
    (lambda workspace: begin.source(workspace, "mine", date(2026, 11, 24)), "talking_points/sources.yaml"),
    (lambda workspace: begin.office(workspace, "mine"), "talking_points/offices.yaml"),
]


@pytest.mark.parametrize(("start", "file"), BEGUN)
def test_the_store_is_sound_with_it_and_nothing_is_written(
    tmp_path: Path, start: Callable[[Workspace], Begun], file: str
) -> None:
    root = write_workspace(tmp_path)
    before = {path: path.read_bytes() for path in root.rglob("*.*")}
    begun = start(Workspace(root))
    assert {path: path.read_bytes() for path in root.rglob("*.*")} == before
    assert (begun.shown, begun.path, begun.before) == (file, root / file, before.get(root / file))
    assert "mine" in begun.data.decode().splitlines()[begun.line - 1] or begun.before is None
    read_library(root, {begun.shown: begun.data})


def test_an_audience_is_a_template_of_its_own(tmp_path: Path) -> None:
    begun = begin.audience(Workspace(write_workspace(tmp_path)), "donor-briefing", "Donor-Briefing")
    assert begun.shown == "templates/donor-briefing.md"
    assert "\nname: Donor briefing\n" in begun.data.decode()
    assert "\nfile_name: Donor-Briefing\n" in begun.data.decode()


def test_a_name_that_differs_by_case_alone_is_taken(tmp_path: Path) -> None:
    root = write_workspace(tmp_path)
    (root / "templates" / "Press.md").write_bytes(b"")
    with pytest.raises(UsageError, match=r"there is a file templates/press\.md already"):
        begin.audience(Workspace(root), "press", "Press")
