"""Counting the pages of Word files in LibreOffice."""

from __future__ import annotations

import os
import shutil
import stat
import time
from pathlib import Path

import docx
import pytest

from generator.cli.helpers import libreoffice
from generator.cli.helpers.libreoffice import LibreOfficeFailed, find_libreoffice, page_counts
from tests.tools.external import require


def word(path: Path, pages: int) -> Path:
    document = docx.Document()
    for number in range(pages):
        document.add_paragraph(f"Page {number + 1}")
        if number < pages - 1:
            document.add_page_break()
    path.parent.mkdir(exist_ok=True)
    document.save(str(path))
    return path


def program(folder: Path, script: str) -> Path:
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A zombie is dead; only its parent has not asked yet.
    return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_pages_are_counted_in_order_whatever_the_names(tmp_path: Path) -> None:
    require("soffice")
    found = find_libreoffice()
    assert found
    files = [word(tmp_path / "a" / "same & so.docx", 3), word(tmp_path / "b" / "same & so.docx", 1)]
    damaged = tmp_path / "damaged.docx"
    damaged.write_bytes(b"PK\3\4 not much")
    before = sorted(tmp_path.rglob("*"))
    assert page_counts([files[0], damaged, files[1]], found)[::2] == [3, 1]
    assert sorted(tmp_path.rglob("*")) == before  # no locks, no PDF files


def test_none_for_a_file_that_was_not_opened(tmp_path: Path) -> None:
    files = [word(tmp_path / f"{n}.docx", 1) for n in "ab"]
    assert page_counts(files, program(tmp_path, "echo nonsense > 0.pdf")) == [None, None]


def test_one_process_for_all_of_them_and_many_for_very_many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [word(tmp_path / "one.docx", 1)] * 5
    counting = program(tmp_path, f'echo "$@" >> {tmp_path / "calls"}')
    page_counts(files, counting)
    assert len((tmp_path / "calls").read_text().splitlines()) == 1
    monkeypatch.setattr(libreoffice, "AT_ONCE", 2)
    assert page_counts(files, counting) == [None] * 5
    assert len((tmp_path / "calls").read_text().splitlines()) == 4


def test_each_run_has_a_profile_and_fonts_of_its_own(tmp_path: Path) -> None:
    said = tmp_path / "said"
    telling = program(tmp_path, f'echo "$@" > {said}; cat $FONTCONFIG_FILE >> {said}')
    page_counts([word(tmp_path / "a.docx", 1)], telling)
    text = said.read_text()
    assert "-env:UserInstallation=file:///" in text
    assert str(libreoffice.FONTS) in text
    assert str(tmp_path) not in text.splitlines()[0].replace(str(tmp_path / "a.docx"), "")


def test_one_that_hangs_is_stopped_with_all_that_it_started(tmp_path: Path) -> None:
    hanging = program(tmp_path, f"sleep 60 & echo $! > {tmp_path / 'child'}; wait")
    began = time.monotonic()
    with pytest.raises(LibreOfficeFailed, match="took longer than 1 s"):
        page_counts([word(tmp_path / "a.docx", 1)], hanging, timeout=1)
    assert time.monotonic() - began < 20
    time.sleep(0.2)
    assert not alive(int((tmp_path / "child").read_text()))


def test_one_that_fails_or_does_not_start_is_told(tmp_path: Path) -> None:
    files = [word(tmp_path / "a.docx", 1)]
    with pytest.raises(LibreOfficeFailed, match="code 77"):
        page_counts(files, program(tmp_path, "exit 77"))
    with pytest.raises(LibreOfficeFailed, match="could not be started"):
        page_counts(files, tmp_path / "nothing")


def test_nothing_to_count_starts_nothing(tmp_path: Path) -> None:
    assert page_counts([], tmp_path / "nothing") == []


def test_where_it_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_libreoffice() is None
    ours = program(tmp_path, "exit 0")
    assert find_libreoffice() == ours == Path(str(shutil.which("soffice")))
    windows = libreoffice._usual_places("win32", {"ProgramFiles": "C:/Program Files"})
    assert [p.as_posix() for p in windows] == ["C:/Program Files/LibreOffice/program/soffice.exe"]
    mac = libreoffice._usual_places("darwin", {})
    assert [p.as_posix() for p in mac] == ["/Applications/LibreOffice.app/Contents/MacOS/soffice"]
    assert libreoffice._usual_places("linux", {}) == []
