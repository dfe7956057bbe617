"""An office's own paper: its logo, and its letterhead from Word. Files of the workspace, named in `offices.yaml`.

Only files inside the workspace are read: whoever writes the store must not be able to publish anything else on this
computer. A logo is drawn anew from its pixels, so what a camera or an artist left in the file does not travel with it.
"""

from __future__ import annotations

import io
import re
import struct
import warnings
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from generator.errors import ContentError, Mark, OnepagerError, Problem
from generator.layout.headers_footers import HIGHEST_PT
from generator.layout.laid_out import PageFrame, Picture
from generator.store.library import Library
from generator.store.schema import Office
from generator.units import POINTS_PER_INCH

LARGEST_LOGO = 1_000_000
LARGEST_LETTERHEAD = 5_000_000
MOST_PIXELS = 4_000
"""A side."""
LONGEST = 12
"""How many times as long as wide a logo may be."""
DOTS_PER_INCH = 600
NARROWEST_PT = 250.0
LOWEST_PT = 400.0
"""What a letterhead must leave for the text."""

_WORD = re.compile(r"[^\W\d_]+")
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
"""After a name, no part of it."""

T = TypeVar("T")


class Unusable(OnepagerError):
    """A file cannot serve: what is wrong with it, and how to mend that."""

    def __init__(self, what: str, mend: str) -> None:
        super().__init__(what)
        self.what, self.mend = what, mend


@dataclass(frozen=True, slots=True)
class Letterhead:
    """A Word file whose head, foot and page serve, where the body stands on its pages, and what they say."""

    docx: bytes
    frame: PageFrame
    says: str = ""

    def names(self, office: str) -> bool:
        """Whether it says whose it is: the last word of the office's name stands somewhere in it."""
        words = [w for w in _WORD.findall(office.casefold()) if w not in _SUFFIXES]
        return not words or words[-1] in _WORD.findall(self.says.casefold())

    def frame_with(self, own: PageFrame) -> PageFrame:
        """Its frame, with room for the head and foot that the PDF draws where `own` has them."""
        theirs = self.frame
        return replace(
            theirs,
            body_top=max(theirs.body_top, own.body_top),
            body_bottom=min(theirs.body_bottom, theirs.height - (own.height - own.body_bottom)),
            head_top=own.head_top,
            foot_bottom=own.foot_bottom,
        )


@dataclass(frozen=True, slots=True)
class Stationery:
    """What an office has of its own."""

    logo: Picture | None = None
    letterhead: Letterhead | None = None


def read_stationery(root: Path, library: Library) -> dict[str, Stationery]:
    """The paper of every office. Raises `ContentError` with every problem, each at the line that names the file."""
    problems: list[Problem] = []

    def read(office: Office, key: str, reader: Callable[[Path, str, Office], T]) -> T | None:
        name = str(getattr(office, key))
        if not name:
            return None
        try:
            return reader(root, name, office)
        except Unusable as error:
            mark: Mark = library.mark(office, key)
            problems.append(Problem(mark, f"the {key} {name} {error.what}", error.mend, code=key))
            return None

    papers = {
        office.id: Stationery(read(office, "logo", _logo), read(office, "letterhead", _letterhead))
        for office in library.offices.values()
    }
    if problems:
        raise ContentError(problems)
    return papers


def paper_files(root: Path, library: Library) -> list[Path]:
    """The files beside the store that are read: those that offices name as their own paper, and testimony."""
    papers = (name for office in library.offices.values() for name in (office.logo, office.letterhead))
    testimony = (w.testimony_file for hearing in library.hearings.values() for w in hearing.witnesses.values())
    return [root / name for name in (*papers, *testimony) if name]


# --- files of the workspace --------------------------------------------------------------------------------------


def read_inside(root: Path, name: str, largest: int, folder: str = "assets") -> bytes:
    """The bytes of a file that stands in the workspace, however it is named. Raises `Unusable`.

    `folder` is where such files usually stand, for the advice.
    """
    place = PurePosixPath(name.replace("\\", "/"))
    if ":" in name or place.is_absolute() or ".." in place.parts:
        mend = f"copy the file into the workspace and write it from there on, as {folder}/{place.name}"
        raise Unusable("is not named as a file of the workspace", mend)
    if "\\" in name:
        raise Unusable("is written with backslashes, as only Windows reads it", f"write {place}")
    try:
        path = (root / place).resolve()
        if not path.is_relative_to(root.resolve()):
            raise Unusable("is a link out of the workspace", "copy the file itself into the workspace")
        if not path.exists():
            raise Unusable("does not exist", "put the file there, or correct the name")
        if not path.is_file():
            raise Unusable("is not a file", "name a file")
        with path.open("rb") as stream:
            content = stream.read(largest + 1)
    except OSError as error:
        raise Unusable(f"cannot be read ({(error.strerror or str(error)).lower()})", "check its permissions") from error
    if len(content) > largest:
        raise Unusable(f"is larger than {largest // 1_000_000} MB", "make its pictures smaller")
    return content


# --- letterhead --------------------------------------------------------------------------------------------------


def _letterhead(root: Path, name: str, office: Office) -> Letterhead:
    from generator.writers.docx.letterhead import LetterheadError, letterhead_frame, letterhead_says

    content = read_inside(root, name, LARGEST_LETTERHEAD)
    try:
        frame, says = letterhead_frame(content), letterhead_says(content)
    except LetterheadError as error:
        what, _, mend = str(error).removeprefix("the letterhead ").partition("; ")
        raise Unusable(what, mend) from error
    if frame.measure < NARROWEST_PT or frame.body_bottom - frame.body_top < LOWEST_PT:
        inches = f"{NARROWEST_PT / POINTS_PER_INCH:.1f} by {LOWEST_PT / POINTS_PER_INCH:.1f} inches"
        raise Unusable("leaves too little of the page for the text", f"make its margins smaller; it takes {inches}")
    return Letterhead(content, frame, says)


# --- logo --------------------------------------------------------------------------------------------------------


def _logo(root: Path, name: str, office: Office) -> Picture:
    png, pixels = _drawn_anew(read_inside(root, name, LARGEST_LOGO))
    width, height = pixels
    return Picture(png, pixels, HIGHEST_PT * width / height, HIGHEST_PT, f"Seal or logo of {office.name}")


def _drawn_anew(content: bytes) -> tuple[bytes, tuple[int, int]]:
    """A picture on white, no larger than print needs it, as a PNG file of nothing but pixels; its size."""
    from PIL import Image, ImageOps

    damaged = Unusable("is not a picture in PNG or JPEG, or it is damaged", "save it anew as PNG or JPEG")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of pictures that are too large, as is said below
            opened = Image.open(io.BytesIO(content), formats=("PNG", "JPEG"))
        with opened:
            for problem in _ill_measured(*opened.size):
                raise problem
            upright = ImageOps.exif_transpose(opened).convert("RGBA")
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except (OSError, SyntaxError, ValueError, IndexError, KeyError, struct.error, zlib.error) as error:
        raise damaged from error
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    highest = round(HIGHEST_PT * DOTS_PER_INCH / POINTS_PER_INCH)
    share = min(1.0, highest / flat.height)
    if share < 1:
        flat = flat.resize((max(1, round(flat.width * share)), highest), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    flat.save(buffer, "PNG")
    return buffer.getvalue(), flat.size


def _too_large() -> Unusable:
    return Unusable(f"has more than {MOST_PIXELS:,} pixels a side", "make it smaller")


def _ill_measured(width: int, height: int) -> Iterator[Unusable]:
    if max(width, height) > MOST_PIXELS:
        yield _too_large()
    if max(width, height) > LONGEST * min(width, height):
        yield Unusable(f"is more than {LONGEST} times as long as wide", "crop it")
