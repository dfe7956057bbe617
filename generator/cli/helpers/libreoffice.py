"""How many pages Word files have when a word processor sets them: LibreOffice, where there is one.

It gets the fonts that our own PDF files are set in, a profile of its own, and all files at once, since starting it
takes longer than the work.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from generator.errors import OnepagerError
from generator.layout.fonts import FONTS

AT_ONCE = 500
"""Files for one process: a command line has a limit."""
START_SECONDS, FILE_SECONDS = 60.0, 5.0


class LibreOfficeFailed(OnepagerError):
    """LibreOffice is there and did not do its work."""


def find_libreoffice() -> Path | None:
    """The program: on the PATH, or where installers put it on Windows and macOS."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return Path(found)
    return next((place for place in _usual_places(sys.platform, os.environ) if place.is_file()), None)


def _usual_places(platform: str, environment: Mapping[str, str]) -> list[Path]:
    inside = Path("LibreOffice", "program", "soffice.exe")
    if platform == "win32":
        folders = (environment.get(name) for name in ("ProgramFiles", "ProgramW6432", "ProgramFiles(x86)"))
        return [Path(folder) / inside for folder in folders if folder]
    if platform == "darwin":
        home = environment.get("HOME")
        roots = [Path("/Applications"), *([Path(home) / "Applications"] if home else [])]
        return [root / "LibreOffice.app" / "Contents" / "MacOS" / "soffice" for root in roots]
    return []


def page_counts(files: Sequence[Path], program: Path, timeout: float | None = None) -> list[int | None]:
    """The number of pages of each Word file; None for one that LibreOffice did not open.

    `timeout` is in seconds; unless given, it grows with the number of files. Raises `LibreOfficeFailed`.
    """
    counts: list[int | None] = []
    for start in range(0, len(files), AT_ONCE):
        some = files[start : start + AT_ONCE]
        counts += _counted(some, program, timeout or START_SECONDS + FILE_SECONDS * len(some))
    return counts


def _counted(files: Sequence[Path], program: Path, timeout: float) -> list[int | None]:
    with tempfile.TemporaryDirectory(prefix="onepager-", ignore_cleanup_errors=True) as name:
        scratch = Path(name)
        # Copies: LibreOffice leaves locks beside what it opens, and two files may have one name.
        copies = [scratch / f"{number}.docx" for number in range(len(files))]
        for file, copy in zip(files, copies, strict=True):
            shutil.copyfile(file, copy)
        _convert(copies, scratch, program, timeout)
        return [_pages(copy.with_suffix(".pdf")) for copy in copies]


def _convert(copies: Sequence[Path], scratch: Path, program: Path, timeout: float) -> None:
    fonts = scratch / "fonts.conf"
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{escape(str(FONTS))}</dir></fontconfig>',
        encoding="utf-8",
    )
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    command = [str(program), "--headless", "--norestore", profile, "--convert-to", "pdf:writer_pdf_Export"]
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    if sys.platform != "win32":
        environment["LC_ALL"] = "C.UTF-8"
    try:
        process = subprocess.Popen(
            [*command, "--outdir", str(scratch), *(copy.name for copy in copies)],
            cwd=scratch,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        raise LibreOfficeFailed(f"{program} could not be started ({(error.strerror or str(error)).lower()})") from error
    try:
        code = process.wait(timeout)
    except subprocess.TimeoutExpired as late:
        raise LibreOfficeFailed(f"LibreOffice took longer than {timeout:.0f} s and was stopped") from late
    finally:
        _stop(process)
    if code and not any(copy.with_suffix(".pdf").exists() for copy in copies):
        raise LibreOfficeFailed(f"LibreOffice ended with code {code} and opened nothing")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End it and what it started, if it still runs: its program starts another."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _pages(pdf: Path) -> int | None:
    import pypdfium2

    if not pdf.is_file():
        return None
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return None
    try:
        return len(document)
    finally:
        document.close()
