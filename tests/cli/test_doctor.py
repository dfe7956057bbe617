"""`doctor`: finds what is wrong with a computer or a workspace, and says how to mend it."""

from __future__ import annotations

import importlib.metadata
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.cli.doctor import LIBRARIES
from generator.errors import Exit
from generator.files.whole import TEMPORARY
from generator.layout import fonts
from generator.records.index import index_file

Run = Callable[..., Result]


def wrong(result: Result) -> dict[str, str]:
    """What is wrong and its detail."""
    assert result.exit_code == Exit.CONTENT
    return {f["what"]: f["detail"] for f in json.loads(result.stdout)["findings"] if not f["ok"]}


@pytest.mark.usefixtures("office")
def test_a_fresh_workspace_is_well(onepager: Run) -> None:
    result = onepager("doctor")
    assert result.exit_code == Exit.OK
    assert result.stdout.endswith("All is well.\n")
    assert "WRONG" not in result.stdout


def test_it_looks_for_every_library_that_is_declared() -> None:
    text = (Path(__file__).resolve().parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    declared = re.findall(r'^    "([A-Za-z0-9-]+)[><=]', text.partition("dependencies = [")[2].partition("]")[0], re.M)
    assert sorted(name.lower() for name in LIBRARIES) == sorted(declared)


@pytest.mark.usefixtures("office")
def test_a_missing_library_is_named(onepager: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    genuine = importlib.metadata.version

    def version(name: str) -> str:
        if name == "tzdata":
            raise importlib.metadata.PackageNotFoundError(name)
        return genuine(name)

    monkeypatch.setattr(importlib.metadata, "version", version)
    assert wrong(onepager("doctor", "--json"))["libraries"].startswith("tzdata not installed")


@pytest.mark.usefixtures("office")
def test_a_missing_or_damaged_font_is_named(onepager: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for info in fonts.FACES.values():
        (tmp_path / info.file).write_bytes(b"\x00\x01\x00\x00")
    (tmp_path / "Carlito-Bold.ttf").write_bytes(b"<html>")
    (tmp_path / "LiberationSerif-Italic.ttf").unlink()
    monkeypatch.setattr(fonts, "FONTS", tmp_path)
    detail = wrong(onepager("doctor", "--json"))["fonts"]
    assert detail.startswith("Carlito-Bold.ttf, LiberationSerif-Italic.ttf missing from")


@pytest.mark.usefixtures("office")
def test_an_output_that_cannot_be_written_is_named(onepager: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, data: bytes) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    assert "you may not write there" in wrong(onepager("doctor", "--json"))["output"]


def test_a_damaged_index_is_made_anew(onepager: Run, office: Path) -> None:
    path = index_file(office, office / "output")
    path.parent.mkdir(parents=True)
    path.write_bytes(b"damaged " * 200)
    assert onepager("doctor").exit_code == Exit.OK


def test_damaged_records_are_named(onepager: Run, office: Path) -> None:
    (office / "records").mkdir()
    (office / "records" / "2026-pc-jane.jsonl").write_text("{}\n")
    assert "2026-pc-jane.jsonl:1:1: this line" in wrong(onepager("doctor", "--json"))["records"]


def test_an_index_that_cannot_be_kept_is_named(onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (office / "in-the-way").write_text("")
    monkeypatch.setenv("ONEPAGER_CACHE", str(office / "in-the-way"))
    assert "ONEPAGER_CACHE" in wrong(onepager("doctor", "--json"))["index"]


def test_temporary_files_left_behind_are_named_wherever_they_are(onepager: Run, office: Path) -> None:
    left = office / "talking_points" / "topics" / f"{TEMPORARY}1-x"
    left.write_bytes(b"half")
    os.utime(left, (1, 1))
    detail = wrong(onepager("doctor", "--json"))["temporary files"]
    assert detail.endswith(f"talking_points/topics/{left.name}")


def test_outside_of_a_workspace_it_looks_at_the_rest(
    onepager: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert list(wrong(onepager("doctor", "--json"))) == ["workspace"]
