"""`init`: a new office from nothing, from a checkout and from an installed wheel."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.errors import Exit

Run = Callable[..., Result]
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_a_new_workspace_can_be_used_at_once(onepager: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    result = onepager("init", "my office")
    assert result.exit_code == Exit.OK
    assert "7 topics, 7 audiences" in result.stdout
    assert result.stdout.splitlines()[-2:] == ['  cd "my office"', "  onepager build"]
    monkeypatch.chdir("my office")
    assert onepager("list", "topics").exit_code == Exit.OK


def test_in_the_current_folder_there_is_nowhere_to_go(onepager: Run) -> None:
    assert "  cd" not in onepager("init", ".").stdout


def test_json_tells_where_it_is(onepager: Run, tmp_path: Path) -> None:
    data = json.loads(onepager("init", "office", "--json").stdout)
    assert data["root"] == str((tmp_path / "office").resolve())
    assert "sta-renewal" in data["topics"]


def test_a_folder_in_use_is_refused(onepager: Run, tmp_path: Path) -> None:
    (tmp_path / "memo.docx").write_bytes(b"precious")
    result = onepager("init", ".")
    assert result.exit_code == Exit.USAGE
    assert "it holds memo.docx" in result.stderr


@pytest.mark.slow
def test_an_installed_wheel_brings_the_starter_set(tmp_path: Path) -> None:
    """The wheel goes into an environment of its own; what it depends on is lent by this one: nothing is downloaded."""
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(PROJECT)]
    subprocess.run(build, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "clean")], check=True)
    scripts = tmp_path / "clean" / ("Scripts" if os.name == "nt" else "bin")
    install = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    [site] = (tmp_path / "clean").rglob("site-packages")
    (site / "lent.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")

    def run(*words: str, cwd: Path) -> str:
        env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
        done = subprocess.run(
            [scripts / "onepager", *words], cwd=cwd, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == Exit.OK, done.stderr
        return done.stdout

    run("init", "office", cwd=tmp_path)
    office = tmp_path / "office"
    assert "sta-renewal" in run("list", "topics", cwd=office)
    assert "All is well." in run("doctor", cwd=office)
    run("build", "sta-renewal", "-a", "member", "--as-of", "2026-11-23", cwd=office)
    assert (office / "output" / "2026-11-23_STA-Renewal_Member.docx").is_file()
    located = "import generator; print(generator.__file__)"
    where = subprocess.run([scripts / "python", "-c", located], cwd=office, capture_output=True, text=True, check=True)
    assert Path(where.stdout.strip()).is_relative_to(site)
