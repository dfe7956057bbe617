"""The same input gives the same bytes, whoever builds it, where and when; every date in a file comes from --as-of."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest

ROOT = Path(__file__).resolve().parents[1]
TOPICS = ("nih-funding", "sta-renewal")
AUDIENCES = ("constituent", "hearing", "member")
HERE = {"TZ": "America/New_York", "PYTHONHASHSEED": "1", "LC_ALL": "C", "LANG": "C", "COLUMNS": "60"}
THERE = {"TZ": "Asia/Kolkata", "PYTHONHASHSEED": "4711", "LC_ALL": "C.UTF-8", "LANG": "vi_VN.UTF-8", "COLUMNS": "200"}


def _build(folder: Path, env: Mapping[str, str], as_of: str, topics: tuple[str, ...] = TOPICS) -> dict[str, bytes]:
    """Build in a process of its own, in a copy of the workspace in `folder`; the files by name."""
    root = folder / "workspace"
    for part in ("talking_points", "templates"):
        shutil.copytree(ROOT / part, root / part, copy_function=shutil.copyfile)
    shutil.copyfile(ROOT / "onepager.yaml", root / "onepager.yaml")
    out = folder / "made"
    command = [sys.executable, "-m", "generator", "build", *topics, "-a", ",".join(AUDIENCES), "--quiet"]
    command += ["--as-of", as_of, "--format", "docx,pdf,txt", "--out", str(out), "--root", str(root)]
    environment = {**os.environ, **env, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return {p.name: p.read_bytes() for p in out.iterdir() if p.suffix in (".docx", ".pdf", ".txt")}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return _build(tmp_path_factory.mktemp("here"), HERE, "2026-11-24")


@pytest.mark.slow
def test_another_process_folder_time_zone_hash_seed_and_locale_change_nothing(
    made: dict[str, bytes], tmp_path: Path
) -> None:
    folder = tmp_path / "a longer way, with spaces and é"
    folder.mkdir()
    again = _build(folder, THERE, "2026-11-24", topics=TOPICS[::-1])
    assert len(made) == len(TOPICS) * len(AUDIENCES) * 3
    assert made.keys() == again.keys()
    assert [name for name in made if made[name] != again[name]] == []


def test_what_else_is_built_in_the_same_run_changes_nothing(made: dict[str, bytes], tmp_path: Path) -> None:
    alone = _build(tmp_path, HERE, "2026-11-24", topics=TOPICS[1:])
    assert [name for name in alone if made[name] != alone[name]] == []
    assert alone


def test_dates_in_word_files_come_from_the_command(made: dict[str, bytes], tmp_path: Path) -> None:
    for name, data in made.items():
        if name.endswith(".docx"):
            path = tmp_path / name
            path.write_bytes(data)
            with zipfile.ZipFile(path) as archive:
                core = archive.read("docProps/core.xml").decode()
                assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            dates = re.findall(r"<dcterms:\w+[^>]*>([^<]+)<", core)
            assert len(dates) == 2
            assert all(d.startswith("2026-11-24T") for d in dates), name


def test_dates_in_pdf_files_come_from_the_command(made: dict[str, bytes], tmp_path: Path) -> None:
    for name, data in made.items():
        if name.endswith(".pdf"):
            path = tmp_path / name
            path.write_bytes(data)
            with pikepdf.open(path) as pdf:
                info = [str(pdf.docinfo[key]) for key in ("/CreationDate", "/ModDate")]
                xmp = pdf.Root.Metadata.read_bytes().decode()
            assert all(d.startswith("D:20261124") for d in info), name
            dates = re.findall(r"<xmp:\w+Date>([^<]+)<", xmp)
            assert dates, name
            assert all(d.startswith("2026-11-24T") for d in dates), name


def test_another_day_is_another_date_everywhere(made: dict[str, bytes], tmp_path: Path) -> None:
    later = _build(tmp_path, HERE, "2026-12-01", topics=TOPICS[:1])
    assert {n[:10] for n in later} == {"2026-12-01"}
    for name, data in later.items():
        before = made[name.replace("2026-12-01", "2026-11-24")]
        assert data != before
        if name.endswith(".txt"):
            assert b"December 1, 2026" in data.replace("\u00a0".encode(), b" ")
            assert b"November 24, 2026" not in data.replace("\u00a0".encode(), b" ")
