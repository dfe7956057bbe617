"""The peers' packages, each kind in a folder of its own under `.tools`, by the exact versions written down here."""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOOLS = HERE.parents[1] / ".tools"


_PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")


class NotInstalled(Exception):
    """Says why, in a few words."""


def python() -> Path:
    """The interpreter that has typst, weasyprint, docxtpl, reportlab and python-docx."""
    wanted = HERE / "requirements.txt"
    folder = TOOLS / f"peers-python-{_digest(wanted)}"
    interpreter = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (folder / "complete").exists():
        print("Installing the peers written in Python (a minute or so)", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(folder)])
        pip = [str(interpreter), "-m", "pip", "--disable-pip-version-check", "-q", "install", "--no-deps"]
        try:
            _run([*pip, "--only-binary", ":all:", "-r", str(wanted)])
        except NotInstalled as error:
            raise NotInstalled(f"its packages could not be installed: {error}") from error
        (folder / "complete").touch()
    return interpreter


def pango() -> None:
    """What weasyprint lays text out with: from Debian's packages where that is possible; else weasyprint will say."""
    if ctypes.util.find_library("pangoft2-1.0") or not shutil.which("apt-get") or os.getuid() != 0:
        return
    print("Installing pango for weasyprint", file=sys.stderr)
    try:
        _run(["apt-get", "-qq", "update"])
        _run(["apt-get", "-qq", "-y", "install", "--no-install-recommends", *_PANGO])
    except NotInstalled as error:
        raise NotInstalled(f"pango could not be installed: {error}") from error


def node() -> tuple[str, Path]:
    """The node program, and the folder `node_modules` that has docxtemplater and pizzip."""
    program, npm = shutil.which("node"), shutil.which("npm")
    if not program or not npm:
        raise NotInstalled("there is no node, or no npm, here")
    folder = TOOLS / f"peers-node-{_digest(HERE / 'package-lock.json')}"
    if not (folder / "complete").exists():
        print("Installing the peer written for node", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        _run([npm, "ci", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"], folder)
        (folder / "complete").touch()
    return program, folder / "node_modules"


def _digest(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=4).hexdigest()


def _run(command: list[str], folder: Path | None = None) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        lines = (done.stderr or done.stdout).strip().splitlines() or [f"exit code {done.returncode}"]
        raise NotInstalled(lines[-1])
