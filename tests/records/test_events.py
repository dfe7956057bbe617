"""The records as lines: nothing is lost, or the loss is said, whatever happens to their files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.errors import OnepagerError
from generator.files.lock import held
from generator.records import events as module
from generator.records.events import append, own_name, read_events

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def jane(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONEPAGER_COMPUTER", "PRESS-PC")
    monkeypatch.setenv("ONEPAGER_USER", "jane")


def enter(root: Path, *numbers: int) -> Path:
    """Enter releases, each with a command of its own; the file that they are in."""
    for number in numbers:
        append(root, [("released", {"number": number, "to": ["Zoë’s Globe"]})])
    return root / "records" / f"{own_name()}.jsonl"


def numbers(root: Path) -> list[int]:
    return [event.data["number"] for event in read_events(root).events]


def said(root: Path) -> list[str]:
    return [f"{p.mark.file}:{p.mark.line} {p.what}" for p in read_events(root).problems]


def test_an_event_is_one_line_of_json_that_names_the_line_before(tmp_path: Path) -> None:
    path = enter(tmp_path, 1, 2)
    assert path.name.endswith("-press-pc-jane.jsonl")
    first, second = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert (first["before"], first["who"], first["computer"], first["kind"]) == ("", "jane", "PRESS-PC", "released")
    assert first["data"] == {"number": 1, "to": ["Zoë’s Globe"]}
    assert second["before"] == module._digest(path.read_bytes().split(b"\n")[0])
    assert read_events(tmp_path).events[0].at.tzinfo is not None
    assert (numbers(tmp_path), said(tmp_path)) == ([1, 2], [])


def test_only_the_kinds_that_are_asked_for_are_read(tmp_path: Path) -> None:
    append(tmp_path, [("final", {"note": '{"kind":"released",'}), ("released", {})])
    assert [e.kind for e in read_events(tmp_path, "released").events] == ["released"]
    assert [e.kind for e in read_events(tmp_path).events] == ["final", "released"]
    assert read_events(tmp_path, "recalled").lines == 2


def test_each_person_and_computer_has_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(tmp_path, 1)
    for computer, user in (("PRESS-PC", "Анна"), ("PRESS-PC", "Олег"), ("press.house.gov", "jane"), ("a/b:c", "NUL")):
        monkeypatch.setenv("ONEPAGER_COMPUTER", computer)
        monkeypatch.setenv("ONEPAGER_USER", user)
        enter(tmp_path, 2)
    names = [p.name for p in (tmp_path / "records").glob("*.jsonl")]
    assert len(names) == 5
    assert all(name.isascii() and not set(name) & set('<>:"/\\|?*') for name in names)
    assert sorted(numbers(tmp_path)) == [1, 2, 2, 2, 2]


def test_copies_of_sync_programs_are_read_and_an_event_counts_once(tmp_path: Path) -> None:
    path = enter(tmp_path, 1, 2)
    copy = path.with_name(f"{path.stem} (1).jsonl")
    copy.write_bytes(path.read_bytes())
    enter(tmp_path, 3)
    older = copy.read_bytes().splitlines(keepends=True)[0]
    path.with_name(f"{path.stem} (Jane's conflicted copy).jsonl").write_bytes(older)
    assert (numbers(tmp_path), said(tmp_path)) == ([1, 2, 3], [])


def test_line_ends_of_windows_change_nothing(tmp_path: Path) -> None:
    path = enter(tmp_path, 1, 2)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    enter(tmp_path, 3)
    assert (numbers(tmp_path), said(tmp_path)) == ([1, 2, 3], [])


@pytest.mark.parametrize("kept", range(5))
def test_a_file_that_was_cut_at_a_line_is_noticed(tmp_path: Path, kept: int) -> None:
    path = enter(tmp_path, 1, 2, 3, 4, 5)
    whole = path.read_bytes()
    path.write_bytes(b"".join(whole.splitlines(keepends=True)[:kept]))
    assert numbers(tmp_path) == [1, 2, 3, 4, 5][:kept]
    [problem] = said(tmp_path)
    assert problem.startswith(f"records/{path.name}:{max(kept, 1)} lines are gone from the end")
    enter(tmp_path, 6)
    assert path.read_bytes().count(b"\n") == kept  # nothing is written behind the cut
    assert said(tmp_path) == [problem]  # and it is still told
    path.write_bytes(whole)
    assert (numbers(tmp_path), said(tmp_path)) == ([1, 2, 3, 4, 5, 6], [])
    enter(tmp_path, 7)
    assert path.read_bytes().count(b"\n") == 6


def test_a_file_that_is_gone_is_noticed(tmp_path: Path) -> None:
    enter(tmp_path, 1).unlink()
    [problem] = said(tmp_path)
    assert problem.endswith("these records are gone")


@pytest.mark.parametrize("line", range(5))
@pytest.mark.parametrize("change", ["altered", "removed", "garbled"])
def test_a_line_that_was_altered_or_removed_is_noticed(tmp_path: Path, line: int, change: str) -> None:
    path = enter(tmp_path, 1, 2, 3, 4, 5)
    lines = path.read_bytes().splitlines(keepends=True)
    if change == "removed":
        del lines[line]
    else:
        lines[line] = lines[line].replace(b"Globe", b"Post") if change == "altered" else b"@@@@\n"
    path.write_bytes(b"".join(lines))
    left = [n for n in (1, 2, 3, 4, 5) if change == "altered" or n != line + 1]
    assert numbers(tmp_path) == left
    assert said(tmp_path)
    assert all(problem.startswith(f"records/{path.name}:") for problem in said(tmp_path))
    before = said(tmp_path)
    enter(tmp_path, 6)
    assert numbers(tmp_path) == [*left, 6]
    assert set(before) <= set(said(tmp_path))


@pytest.mark.parametrize("torn", [1, 50, 200])
def test_a_line_torn_by_a_kill_is_said_and_the_next_one_stands_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, torn: int
) -> None:
    path = enter(tmp_path, 1, 2)
    genuine = module._add

    def kill(path: Path, data: bytes) -> None:
        genuine(path, data[:torn])
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_add", kill)
    with pytest.raises(KeyboardInterrupt):
        enter(tmp_path, 3)
    monkeypatch.undo()
    monkeypatch.setenv("ONEPAGER_COMPUTER", "PRESS-PC")
    monkeypatch.setenv("ONEPAGER_USER", "jane")
    assert numbers(tmp_path) == [1, 2]
    [problem] = said(tmp_path)
    assert problem.startswith(f"records/{path.name}:3 the last line of the records was not written to its end")
    enter(tmp_path, 4)
    assert (numbers(tmp_path), said(tmp_path)) == ([1, 2, 4], [])
    enter(tmp_path, 5)
    assert (numbers(tmp_path), said(tmp_path)) == ([1, 2, 4, 5], [])


def test_a_line_that_lacks_nothing_but_its_end_counts(tmp_path: Path) -> None:
    path = enter(tmp_path, 1, 2)
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    assert (numbers(tmp_path), said(tmp_path)) == ([1, 2], [])
    enter(tmp_path, 3)
    assert (numbers(tmp_path), said(tmp_path)) == ([1, 2, 3], [])


def test_a_run_killed_behind_its_line_leaves_it_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    enter(tmp_path, 1)
    with monkeypatch.context() as patch:
        patch.setattr(module, "replace_file", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            enter(tmp_path, 2)
    assert (numbers(tmp_path), said(tmp_path)) == ([1, 2], [])
    enter(tmp_path, 3)
    assert (numbers(tmp_path), said(tmp_path)) == ([1, 2, 3], [])


def test_a_long_last_line_is_found(tmp_path: Path) -> None:
    append(tmp_path, [("released", {"number": 1, "receipt": "x" * 300_000})])
    enter(tmp_path, 2)
    append(tmp_path, [("released", {"number": 3, "receipt": "x" * 70_000})])
    enter(tmp_path, 4)
    assert (numbers(tmp_path), said(tmp_path)) == ([1, 2, 3, 4], [])


def test_one_that_waits_too_long_for_another_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOCK_PATIENCE_S", 0.05)
    (tmp_path / "records").mkdir()
    with held(tmp_path / "records", 0), pytest.raises(OnepagerError, match="Another onepager"):
        enter(tmp_path, 1)


def test_a_disk_that_refuses_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "records").write_text("")
    with pytest.raises(OnepagerError, match="Could not write into"):
        enter(tmp_path, 1)


WRITER = """
import sys
from pathlib import Path
from generator.records.events import append

for number in range(int(sys.argv[3])):
    append(Path(sys.argv[1]), [("released", {"number": f"{sys.argv[2]}-{number}"})])
"""


def test_many_processes_on_one_computer_and_on_several_lose_nothing(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), f"{computer}{process}", "20"],
            env={**environment, "ONEPAGER_COMPUTER": computer},
        )
        for computer in ("one", "two")
        for process in range(2)
    ]
    assert [process.wait() for process in running] == [0] * 4
    wanted = {f"{c}{p}-{n}" for c in ("one", "two") for p in range(2) for n in range(20)}
    found = read_events(tmp_path)
    assert {event.data["number"] for event in found.events} == wanted
    assert found.problems == []
    assert len(list((tmp_path / "records").glob("*.jsonl"))) == 2
