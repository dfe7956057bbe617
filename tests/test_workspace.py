"""The workspace: finding it, and making a new one without losing anything."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator import workspace as module
from generator.errors import OnepagerError, UsageError
from generator.workspace import find, init, starter


@pytest.fixture
def office(tmp_path: Path) -> Path:
    for part in ("talking_points/topics", "templates"):
        (tmp_path / "office" / part).mkdir(parents=True)
    return tmp_path / "office"


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


# --- finding ---


def test_it_is_found_from_any_folder_inside(office: Path) -> None:
    deep = office / "talking_points" / "topics"
    assert find(deep).root == find(office).root == office.resolve()


def test_a_folder_with_only_one_of_the_two_is_passed_over(office: Path) -> None:
    (office / "sub" / "templates").mkdir(parents=True)
    assert find(office / "sub" / "templates").root == office.resolve()


def test_outside_of_any_the_message_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"No workspace here.*--root FOLDER.*onepager init FOLDER"):
        find(tmp_path)


def test_a_named_root_is_taken_as_it_is(office: Path, tmp_path: Path) -> None:
    assert find(tmp_path, office).root == office.resolve()


@pytest.mark.parametrize(
    ("name", "reason"), [("nowhere", "there is no such folder"), ("file", "it is a file"), ("empty", "no folder")]
)
def test_a_wrong_root_is_refused_with_the_reason(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match=reason):
        find(tmp_path, tmp_path / name)


def test_a_named_root_is_not_looked_for_above_it(office: Path) -> None:
    with pytest.raises(UsageError, match="holds no folder talking_points and no folder templates"):
        find(office, office / "templates")


def test_topics_and_audiences_are_the_names_of_their_files(office: Path) -> None:
    for name in ("b.yaml", "a.yaml", ".hidden.yaml", "~$a.yaml", "notes.txt"):
        (office / "talking_points" / "topics" / name).write_bytes(b"")
    (office / "templates" / "member.md").write_bytes(b"")
    workspace = find(office)
    assert workspace.topics() == ["a", "b"]
    assert workspace.audiences() == ["member"]


# --- making one ---


@pytest.mark.parametrize("there", [True, False])
def test_a_new_one_holds_the_starter_set(tmp_path: Path, there: bool) -> None:
    target = tmp_path / "deep" / "office"
    if there:
        target.mkdir(parents=True)
    made = init(target)
    assert made.root == target.resolve()
    assert made.topics() == sorted(p.stem for p in (starter() / "talking_points" / "topics").glob("*.yaml"))
    assert made.audiences()
    assert made.settings.read_bytes() == (starter() / "onepager.yaml").read_bytes()
    assert made.output.is_dir()


def test_the_current_folder_will_do_when_it_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert init(Path()).root == tmp_path.resolve()


def test_a_folder_that_holds_something_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "memo.docx").write_bytes(b"precious")
    with pytest.raises(UsageError, match=r"is not empty \(it holds memo\.docx\); nothing was changed"):
        init(tmp_path)
    assert contents(tmp_path) == {"memo.docx": b"precious"}


def test_a_workspace_is_not_made_over_another(office: Path) -> None:
    with pytest.raises(UsageError, match="is a workspace already"):
        init(office)


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "office").write_bytes(b"precious")
    with pytest.raises(UsageError, match="is a file"):
        init(tmp_path / "office")
    assert (tmp_path / "office").read_bytes() == b"precious"


def test_a_link_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "office").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="leads nowhere"):
        init(tmp_path / "office")


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), KeyboardInterrupt()])
def test_when_it_cannot_be_finished_nothing_half_made_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, there: bool
) -> None:
    target = tmp_path / "deep" / "office"
    if there:
        target.mkdir(parents=True)
    genuine = shutil.copytree

    def copytree(source: Path, to: Path, *more: Any, **named: Any) -> Path:
        copied = genuine(source, to, *more, **named)
        if Path(to).name == "templates":
            raise error
        return copied

    monkeypatch.setattr(shutil, "copytree", copytree)
    expected = OnepagerError if isinstance(error, OSError) else KeyboardInterrupt
    with pytest.raises(expected):
        init(target)
    assert contents(tmp_path) == {}
    assert target.exists() == there
    assert (tmp_path / "deep").exists() == there


def test_an_installation_without_its_starter_set_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "__file__", str(tmp_path / "generator" / "workspace.py"))
    with pytest.raises(OnepagerError, match="install it again"):
        starter()


def test_an_installed_package_brings_its_own_starter_set(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = office.parent / "generator"
    package.mkdir()
    shutil.move(office, package / "starter")
    monkeypatch.setattr(module, "__file__", str(package / "workspace.py"))
    assert starter() == package.resolve() / "starter"
