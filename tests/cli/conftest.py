"""A workspace of the starter set, and the command run in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import workspace
from generator.cli import app

Run = Callable[..., Result]
PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh workspace, which is the current folder too."""
    root = workspace.init(tmp_path / "office").root
    monkeypatch.chdir(root)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("PYTHONPATH", str(PROJECT))  # for processes of their own, started in this folder
    return root


@pytest.fixture
def onepager() -> Run:
    """Run the command in this process."""

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, list(words))

    return run


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Run the command as a process of its own; `environment` is added to the present one."""

    def run(*words: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
        env = {**os.environ, **(environment or {})}
        return subprocess.run([sys.executable, "-m", "generator", *words], env=env, capture_output=True, check=False)

    return run
