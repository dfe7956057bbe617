"""Planting a secret in a good file, in one place at a time.

The secret is a sentence of a point that only the office may see, in a store of its own. The file is a press release of
the starter store, in which no such sentence can be.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from generator.inspection import Forbidden, Leak, forbidden, leaks
from generator.pipeline import make, render
from generator.project import load
from generator.requests import requests
from generator.store.library import Library, read_library
from generator.store.schema import Clearance
from generator.values.dates import WASHINGTON
from tests.store.factories import point, topic, write_workspace
from tests.tools.temporary import temporary_folder

ROOT = Path(__file__).resolve().parents[2]
AS_OF = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo(WASHINGTON))
SECRET = "The Member’s office will trade the waffle amendment for a well-timed floor vote."
REF = "nih/waffle-amendment"
NAME = "press.docx"


class Plant(NamedTuple):
    """A way to hide the secret: `hide` gives the file, `place` is a word of the place that must be named."""

    hide: Callable[[], bytes]
    place: str
    name: str = ""


@cache
def library() -> Library:
    folder = temporary_folder("planting-")
    points = {"waffle-amendment": point(full=SECRET, clearance="office"), "pays": point()}
    return read_library(write_workspace(folder, topics={"nih": topic(points=points)}))


@cache
def for_the_public() -> Forbidden:
    return forbidden(library(), Clearance.PUBLIC, NOON)


@cache
def good(format: str) -> bytes:
    """A press release of the starter store, with a receipt in it."""
    project = load(ROOT)
    [request] = requests(project, ("nih-funding",), ("press",), None, AS_OF)
    made = make(project, request)
    if format == "docx":
        from generator.writers.docx.write import write_docx

        return write_docx(made.laid, '{"points": ["nih-funding/jobs"]}')
    if format == "pdf":
        from generator.writers.pdf.write import write_pdf

        return write_pdf(made.laid, '{"points": ["nih-funding/jobs"]}')
    return render(made, format)


def found(data: bytes, name: str = NAME) -> list[Leak]:
    return leaks(name, data, for_the_public())


def places(data: bytes, name: str = NAME) -> list[str]:
    """Where the secret was found; anything else found is an error of the test."""
    hits = found(data, name)
    assert all(leak.ref in ("", REF) for leak in hits), hits
    return [leak.place for leak in hits if leak.ref]


# --- packages ----------------------------------------------------------------------------------------------------


def package(parts: dict[str, bytes], comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(name: str, content: str | bytes) -> bytes:
    """The good Word file with one part more."""
    return package(parts_of(good("docx")) | {name: content.encode() if isinstance(content, str) else content})


def with_change(name: str, old: str, new: str) -> bytes:
    """The good Word file with the first `old` in one of its parts replaced."""
    parts = parts_of(good("docx"))
    text = parts[name].decode()
    assert old in text, (name, old)
    return package(parts | {name: text.replace(old, new, 1).encode()})


def in_body(xml: str) -> bytes:
    """The good Word file with blocks at the end of its body."""
    return with_change("word/document.xml", "<w:sectPr", f"{xml}<w:sectPr")


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "", tag: str = "t") -> str:
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def halves(text: str = SECRET) -> tuple[str, str]:
    """A text in two, in the middle of a word."""
    middle = text.index("amendment") + 4
    return text[:middle], text[middle:]
