"""Files that nobody means are passed over in every folder alike; copies are told for what they are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator import workspace
from generator.errors import ContentError
from generator.project import load

FOLDERS = {
    "talking_points/topics": "fentanyl.yaml",
    "talking_points/hearings": "research-security.yaml",
    "talking_points/tables": "nih-projects-by-state.yaml",
    "templates": "constituent.md",
    "templates/themes": "capitol.yaml",
}
HIDDEN = ("._{0}", "~${0}", ".~lock.{0}#", ".{0}.swp", "#{0}#", ".DS_Store", "Thumbs.db", "desktop.ini")
COPIES = (
    "{0} - Copy{1}",
    "{0} (1){1}",
    "{0}-LAPTOP-7{1}",
    "{0} (Ann's conflicted copy){1}",
    "Copy of {0}{1}",
)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return workspace.init(tmp_path / "office").root


@pytest.mark.parametrize("folder", FOLDERS)
def test_hidden_and_temporary_files_are_passed_over(office: Path, folder: str) -> None:
    before = load(office)
    for name in HIDDEN:
        (office / folder / name.format(FOLDERS[folder])).write_bytes(b"\0\1not for anybody")
    after = load(office)
    assert (after.library.digest, after.digests) == (before.library.digest, before.digests)
    found = workspace.Workspace(office)
    assert (found.topics(), found.audiences()) == ([*before.library.topics], [*before.audiences])


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_refused_for_what_it_is(office: Path, folder: str, name: str) -> None:
    original = office / folder / FOLDERS[folder]
    copy = original.with_name(name.format(original.stem, original.suffix))
    shutil.copyfile(original, copy)
    with pytest.raises(ContentError) as raised:
        load(office)
    [problem] = raised.value.problems
    assert problem.mark.file == f"{folder}/{copy.name}"
    assert f"looks like a copy of {original.name}" in problem.what


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_name_that_is_no_id_is_refused(office: Path, folder: str) -> None:
    original = office / folder / FOLDERS[folder]
    shutil.copyfile(original, original.with_name(f"My File{original.suffix}"))
    with pytest.raises(ContentError, match=r'"My File" cannot be an id.* such as "my-file"'):
        load(office)
