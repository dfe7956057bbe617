"""What may be wrong with a generated document: its finished files, read by libraries that did not write them."""

from __future__ import annotations

import ctypes
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from lxml import etree
from pypdfium2 import raw

from generator.errors import ContentError
from generator.layout.lay_out import lines_of
from generator.layout.runs import ASIDE_SIZE_PT
from generator.layout.theme import STYLE_NAMES, Theme
from generator.pipeline import Made
from generator.store.schema import Kind, Point
from tests.generated import Result, Store

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BETWEEN = re.compile(
    r"\{\{.*?\}\}|\]\([^)]*\)|[\[\]*_\"'’‘“”]|[-–—./…]{1,3}|\s+",
)


def letters(text: str) -> str:
    """A text as its characters alone: without spaces, in one form."""
    text = unicodedata.normalize("NFKC", text).replace("\ufffe", "-").replace("\x02", "-").replace("•", " ")
    return "".join(text.split())


def docx_text(data: bytes, part: str = "word/document.xml") -> str:
    """The text of a part, read by an XML library: a line a paragraph."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = etree.fromstring(archive.read(part))
    return "\n".join("".join(map(_letters, p.iter(f"{W}t", f"{W}noBreakHyphen"))) for p in root.iter(f"{W}p"))


def _letters(element: etree._Element) -> str:
    return "-" if element.tag == f"{W}noBreakHyphen" else element.text or ""


def pages_of(pdf: bytes | Path) -> int:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def pdf_pages(pdf: bytes) -> tuple[list[str], list[str]]:
    """The text of each page as pdfium reads it, and the characters that stand outside their page."""
    document = pypdfium2.PdfDocument(pdf)
    texts, outside = [], []
    for number, page in enumerate(document, 1):
        text_page = page.get_textpage()
        texts.append(text_page.get_text_range())
        outside += [f"page {number}: {c!r}" for c in _outside(text_page, page.get_width(), page.get_height())]
    document.close()
    return texts, outside


def _outside(text_page: pypdfium2.PdfTextPage, width: float, height: float) -> Iterator[str]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(text_page.count_chars()):
        if raw.FPDFText_IsGenerated(text_page.raw, index) == 1:
            continue  # a space or line end that pdfium supplies
        raw.FPDFText_GetCharBox(text_page.raw, index, left, right, bottom, top)
        if left.value < 0 or bottom.value < 0 or right.value > width or top.value > height:
            yield chr(raw.FPDFText_GetUnicode(text_page.raw, index))


def faults(result: Result, theme: Theme) -> Iterator[str]:
    """Everything that is wrong with the files of a made document."""
    made = result.made
    assert made is not None
    texts, outside = pdf_pages(result.pdf)
    limit = made.selection.audience.pages
    if not 1 <= len(texts) <= limit:
        yield f"{len(texts)} pages; the limit is {limit}"
    if outside:
        yield f"outside the page: {outside[:5]}"
    word = letters(docx_text(result.docx))
    yield from _words(made, word, "Word")
    yield from _words(made, letters(result.text), "the text")
    yield from _different(made, word, letters("\n".join(texts)))
    yield from _small(made, theme)


def _different(made: Made, word: str, pdf: str) -> Iterator[str]:
    """Where Word and PDF part: every paragraph laid out stands in both, one after the other."""
    at_word = 0
    said = []
    for para, _ in lines_of(made.laid.flow):
        text = letters("".join(r.text for r in para.runs))
        said.append(text)
        if text not in pdf:
            yield f"not in the PDF: {text[:60]!r}"
        at_word = word.find(text, at_word)
        if at_word < 0:
            yield f"not in Word, or elsewhere: {text[:60]!r}"
            return
        at_word += len(text)
    if "".join(said) != word:
        yield "Word says more than was laid out"


def _words(made: Made, text: str, where: str) -> Iterator[str]:
    """The words of every chosen point, as its author typed them, in order."""
    points = {p.ref: p for p in made.selection.points}
    for ref, wording in made.wordings.items():
        for said in _said(points[ref], wording):
            if missing := _missing(said, text):
                yield f"{ref}: not in {where}: {missing!r}"


def _said(point: Point, wording: str) -> Iterator[str]:
    if wording:
        yield getattr(point, wording)
        if point.kind not in (Kind.QUOTE, Kind.ANSWER, Kind.QUESTION):
            yield point.lead
    if point.kind in (Kind.ANSWER, Kind.QUESTION):
        yield point.question
        yield from point.followup
    if point.kind is Kind.QUOTE:
        yield point.speaker


def _missing(said: str, text: str) -> str:
    """The first part of `said`, between its figures and marks, that does not follow the ones before it in `text`."""
    parts = [letters(p) for p in _BETWEEN.split(said) if p.strip()]
    starts = [m.start() for m in re.finditer(re.escape(parts[0]), text)] if parts else []
    furthest = 0
    for start in starts:
        reached = _follows(parts, text, start)
        if reached == len(parts):
            return ""
        furthest = max(furthest, reached)
    return parts[furthest] if parts else ""


def _follows(parts: list[str], text: str, at: int) -> int:
    """How many of the parts follow one another closely; a figure takes a hundred characters or so."""
    for number, part in enumerate(parts):
        found = text.find(part, at, at + len(part) + 260)
        if found < 0:
            return number
        at = found + len(part)
    return len(parts)


def _small(made: Made, theme: Theme) -> Iterator[str]:
    """Type under the least of its style; notes, small grey remarks and big numbers have their own."""
    specs = theme.scaled(made.selection.audience.scale)
    least = {STYLE_NAMES[n]: s.min_size or s.size for n, s in specs.items() if n in STYLE_NAMES}
    least["Stat Number"] = 12.0
    for para, _ in lines_of(made.laid.flow):
        floor = least.get(para.style.name) or least[para.style.name.rsplit(" ", 1)[0]]
        for run in para.runs:
            if run.size < floor and not run.rise and run.size != ASIDE_SIZE_PT:
                yield f"{para.style.name} at {run.size} pt; the least is {floor}"


def misplaced(refusal: ContentError, store: Store, root: Path) -> Iterator[str]:
    """Problems of a refusal that do not lead to a place in a file of the workspace, or do not say what to do."""
    if not refusal.problems:
        yield "refused without a problem"
    for problem in refusal.problems:
        path = root / problem.mark.file
        if not path.is_file():
            yield f"no such file: {problem}"
            continue
        lines = path.read_text(encoding="utf-8-sig").splitlines() or [""]
        if not 1 <= problem.mark.line <= len(lines) + 1:
            yield f"no such line: {problem}"
        elif problem.mark.column < 1 or problem.mark.column > len((*lines, "")[problem.mark.line - 1]) + 1:
            yield f"no such column: {problem}"
        if not problem.what.strip():
            yield f"says nothing: {problem}"
