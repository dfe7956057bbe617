"""Records: lines that are only ever added, by whom and wherever; what was cut, altered or torn is said."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.errors import OnepagerError
from generator.records import events
from generator.records.events import FOLDER, append, append_all, own_file, read_events

ROOT = Path(__file__).resolve().parents[2]


def at(monkeypatch: pytest.MonkeyPatch, computer: str, user: str) -> None:
    monkeypatch.setattr(events, "computer", lambda: computer)
    monkeypatch.setattr(events, "user", lambda: user)


def numbers(root: Path) -> list[object]:
    return [event.data["number"] for event in read_events(root).events]


def enter(root: Path, *entered: str) -> Path:
    append_all(root, [("released", {"number": number}) for number in entered])
    return root / FOLDER / own_file()


def test_what_is_entered_is_read_again_with_who_and_when(tmp_path: Path) -> None:
    event = append(tmp_path, "final", {"number": "ABCD-1234", "who": "José “Pepe”"})
    [read] = read_events(tmp_path).events
    assert (read.id, read.kind, read.who, read.data) == (event.id, "final", event.who, event.data)
    assert read.at.tzinfo is not None
    assert read_events(tmp_path).problems == []


def test_nothing_is_known_of_a_workspace_without_records(tmp_path: Path) -> None:
    found = read_events(tmp_path)
    assert (found.events, found.problems, found.files) == ([], [], 0)


def test_two_people_and_two_computers_never_write_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for computer, user in (("PC-1", "ann"), ("PC-1", "bob"), ("PC-2", "ann")):
        at(monkeypatch, computer, user)
        enter(tmp_path, f"{computer} {user}")
    assert len(list((tmp_path / FOLDER).glob("*.jsonl"))) == 3
    assert sorted(map(str, numbers(tmp_path))) == ["PC-1 ann", "PC-1 bob", "PC-2 ann"]


@pytest.mark.parametrize("name", ["José", "a/b", "..", "con", "PC.local", "", "李"])
def test_names_of_computers_and_people_become_names_of_files_everywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    at(monkeypatch, name, name)
    file = enter(tmp_path, "1")
    assert file.name.isascii()
    assert file.parent == tmp_path / FOLDER
    assert numbers(tmp_path) == ["1"]


def test_copies_that_sync_programs_make_count_once(tmp_path: Path) -> None:
    file = enter(tmp_path, "1", "2")
    shutil.copy(file, file.with_name(f"{file.stem} (1).jsonl"))
    enter(tmp_path, "3")
    shutil.copy(file, file.with_name(f"{file.stem} (conflicted copy).jsonl"))
    assert numbers(tmp_path) == ["1", "2", "3"]


def test_a_last_line_that_was_cut_anywhere_is_said_and_nothing_before_it_is_lost(tmp_path: Path) -> None:
    file = enter(tmp_path, "1", "2")
    whole = file.read_bytes()
    start = whole.rstrip(b"\n").rindex(b"\n") + 1
    file.write_bytes(whole[:-1])  # all of it but the end of the line
    assert (numbers(tmp_path), read_events(tmp_path).problems) == (["1", "2"], [])
    for end in range(len(whole) - 2, start, -1):
        file.write_bytes(whole[:end])
        found = read_events(tmp_path)
        assert [e.data["number"] for e in found.events] == ["1"], end
        assert [(p.mark.line, "not written to its end" in p.what) for p in found.problems] == [(2, True)], end
    enter(tmp_path, "3")  # begins on a line of its own
    assert numbers(tmp_path) == ["1", "3"]
    assert "damaged" in read_events(tmp_path).problems[0].what


@pytest.mark.parametrize("line", [0, 1, 2])
def test_a_line_that_was_taken_out_or_altered_is_said_and_the_rest_still_counts(tmp_path: Path, line: int) -> None:
    file = enter(tmp_path, "1", "2", "3")
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:line] + lines[line + 1 :]))
    found = read_events(tmp_path)
    assert len(found.events) == 2
    assert bool(found.problems) is (line < 2)  # that the last is gone no line after it can tell
    altered = [each.replace(b'"number":"%d"' % (line + 1), b'"number":"9"') for each in lines]
    file.write_bytes(b"".join(altered))
    found = read_events(tmp_path)
    assert len(found.events) == 3
    assert bool(found.problems) is (line < 2)


def test_a_line_that_says_nothing_is_said_with_its_place(tmp_path: Path) -> None:
    file = enter(tmp_path, "1")
    with file.open("ab") as out:
        out.write(b"{}\nnonsense\n")
    found = read_events(tmp_path)
    assert [e.data["number"] for e in found.events] == ["1"]
    assert [str(p.mark) for p in found.problems] == [f"{FOLDER}/{file.name}:2:1", f"{FOLDER}/{file.name}:3:1"]
    assert "restore the file" in found.problems[0].mend


def test_what_cannot_be_written_is_said_in_words_and_nothing_is_entered(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("in the way", encoding="utf-8")
    with pytest.raises(OnepagerError, match="Nothing was entered"):
        append(tmp_path, "final", {})


_APPEND = """
import sys
from pathlib import Path
from generator.records.events import append
for number in range(20):
    append(Path(sys.argv[1]), "released", {"number": f"{sys.argv[2]}-{number}"})
"""


def test_processes_that_enter_at_once_lose_nothing_of_each_other(tmp_path: Path) -> None:
    words = [sys.executable, "-c", _APPEND, str(tmp_path)]
    running = [subprocess.Popen([*words, str(n)], cwd=ROOT) for n in range(4)]
    assert [each.wait(60) for each in running] == [0] * 4
    found = read_events(tmp_path)
    assert found.problems == []
    assert len(found.events) == 80
    chain = [json.loads(line)["before"] for line in (tmp_path / FOLDER / own_file()).read_bytes().splitlines()]
    assert len(set(chain)) == 80
