"""A reportlab canvas on which everything painted is marked: as content of a structure element or as an artifact.

`enter` does that, for what is painted from then on; text painted without it raises. Lines of text and rectangles are
written as operators at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, assert_never

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from generator.document.blocks import Meta
from generator.layout.fonts import FONTS as FONT_FILES
from generator.layout.laid_out import Bar, Dot, DrawPicture, DrawRect, Face, Figure, Run, Stroke, Words
from generator.writers.pdf import fonts, xmp
from generator.writers.pdf.combining import Piece, pieces
from generator.writers.pdf.objects import (
    FIRST_PAGE,
    FONTS,
    PAGE_TREE,
    Objects,
    deflated,
    escaped,
    picture_object,
    ref,
    stream,
    text,
)
from generator.writers.pdf.outline import Outline
from generator.writers.pdf.structure import Tree, UntaggedText

_ARC = 0.5523
"""How far from the ends of a quarter of a circle the points lie that bend it."""

_SETTINGS: dict[str, Any] = {
    "toColorCanUse": None,  # a colour's name is not an expression to evaluate
    "trustedHosts": None,
    "invariant": 1,
    "pdfMultiLine": 0,
    "canvas_baseColor": None,
    "documentLang": None,
}
"""Settings of reportlab that a variable or file of the user's could change, and the bytes with them."""


def pin_settings() -> None:
    """Give reportlab the settings that files are made with, whatever the surroundings say."""
    for name, value in _SETTINGS.items():
        setattr(rl_config, name, value)


class TaggedCanvas(Canvas):
    """The pages of one document, which count from 0, and its structure."""

    # reportlab's own, of which its type information says nothing
    _code: list[str]
    _pageNumber: int  # noqa: N815
    _startPage: Callable[[], None]  # noqa: N815

    def __init__(self, pagesize: tuple[float, float], tree: Tree) -> None:
        super().__init__(
            "",
            pagesize=pagesize,
            pdfVersion=(1, 7),
            invariant=1,
            enforceColorSpace="RGB",  # the output intent is sRGB: other colours would be undefined
        )
        self._size = pagesize
        self._tree = tree
        self._objects = Objects(len(tree.links))
        self._structure, *_ = map(self._objects.add, tree.objects)
        self._outline = Outline()
        self._logo = b""
        self._fonts: dict[tuple[Face, int], None] = {}
        self._is_marked = self._in_text = False
        self._fresh_state()

    def _fresh_state(self) -> None:
        """What a page begins with: no colour and font chosen."""
        self._color = ""
        self._font: fonts.Font | None = None

    def _make_preamble(self) -> None:
        """Nothing goes before a page: reportlab would select Helvetica, which is not embedded."""
        self._preamble = ""

    @property
    def page(self) -> int:
        return self._pageNumber - 1

    # --- marked content ------------------------------------------------------------------------------------------

    def enter(self, mark: str) -> None:
        """What is painted from here on is marked with this operator; empty: with the one before."""
        if mark:
            self.leave()
            self._code.append(mark)
            self._is_marked = True

    def leave(self) -> None:
        """End what was entered last."""
        self._end_text()
        if self._is_marked:
            self._code.append("EMC")
            self._is_marked = False

    def _end_text(self) -> None:
        if self._in_text:
            self._code.append("ET")
            self._in_text = False

    # --- text ----------------------------------------------------------------------------------------------------

    def show(self, runs: Sequence[Run], x: float, y: float, *, first: bool = True) -> None:
        """Set text. The `first` of a line stands at x, y; what comes next follows without a gap. UntaggedText outside
        of marks; MissingGlyph for a character that its font does not have."""
        if not self._is_marked:
            raise UntaggedText(f"text outside the structure: {' '.join(run.text for run in runs)}")
        if not self._in_text:
            self._in_text = True
            self._code.append(f"BT\n1 0 0 1 {x:.2f} {y:.2f} Tm")
        elif first:
            self._code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        for run in runs:
            self._show_run(run)

    def _show_run(self, run: Run) -> None:
        """Choose the colour and font of a run where others are chosen, and show its text, each mark at its letter."""
        for piece in pieces(run.text, run.face):
            if piece.whole:  # a letter and its marks are read as one
                self._code.append(f"/Span<</ActualText<FEFF{piece.whole.encode('utf-16-be').hex().upper()}>>>BDC")
            self._show_piece(piece, run)
            if piece.ends:
                self._code.append("EMC")

    def _show_piece(self, piece: Piece, run: Run) -> None:
        code = self._code
        rise = run.rise + piece.lift * run.size / 1000
        for part, codes in fonts.split(piece.text, piece.face):
            self._fill(run.color)
            font = piece.face, part, run.size
            if font != self._font:
                self._font = font
                self._fonts[font[:2]] = None
                code.append(fonts.selected(font))
            if run.tracking:
                code.append(f"{run.tracking:.3g} Tc")
            if rise:
                code.append(f"{rise:.3g} Ts")
            if piece.is_mark:  # there and back
                code.append(f"[{-piece.shift:.0f} ({escaped(codes)}) {piece.shift:.0f}] TJ")
            elif piece.shift:
                code.append(f"[{-piece.shift:.0f} ({escaped(codes)})] TJ")
            else:
                code.append(f"({escaped(codes)}) Tj")
            if run.tracking:
                code.append("0 Tc")
            if rise:
                code.append("0 Ts")

    def _fill(self, color: str) -> None:
        if color != self._color:
            self._color = color
            self._code.append(f"{_rgb(color)} rg")

    # --- shapes -------------------------------------------------------------------------------------

    def rectangle(self, draw: DrawRect) -> None:
        """A rectangle, filled, stroked or both."""
        self._end_text()
        if draw.fill:
            self._fill(draw.fill)
        if draw.stroke:
            self._pen(draw.stroke, draw.stroke_width)
        paint = "B" if draw.fill and draw.stroke else "f" if draw.fill else "S" if draw.stroke else "n"
        self._code.append(f"{draw.x:.2f} {draw.y:.2f} {draw.width:.2f} {draw.height:.2f} re {paint}")

    def picture(self, draw: DrawPicture) -> None:
        """A picture with its lower left corner at x, y."""
        self._end_text()
        picture = draw.picture
        self._logo = self._logo or b"/XObject<</Logo %s>>" % self._objects.add(picture_object(picture))
        self._code.append(f"q {picture.width:.2f} 0 0 {picture.height:.2f} {draw.x:.2f} {draw.y:.2f} cm /Logo Do Q")

    def figure(self, figure: Figure, x: float, y: float) -> None:
        """A figure with its lower left corner at x, y."""
        for shape in figure.shapes:
            match shape:
                case Words():
                    self.show((shape.run,), x + shape.x, y + shape.y)
                case Bar():
                    self.rectangle(DrawRect(x + shape.x, y + shape.y, shape.width, shape.height, shape.color))
                case Stroke():
                    self._stroke(shape, x, y)
                case Dot():
                    self._dot(shape, x, y)
                case _:
                    assert_never(shape)

    def _pen(self, color: str, thick: float) -> None:
        self._code.append(f"{_rgb(color)} RG {thick:.3g} w")

    def _stroke(self, stroke: Stroke, x: float, y: float) -> None:
        self._end_text()
        self._pen(stroke.color, stroke.width)
        first, *others = (f"{x + px:.2f} {y + py:.2f}" for px, py in stroke.points)
        self._code.append(" ".join((first, "m", *(f"{point} l" for point in others), "S")))

    def _dot(self, dot: Dot, x: float, y: float) -> None:
        self._end_text()
        self._fill(dot.color)
        x, y, r = x + dot.x, y + dot.y, dot.radius
        k = r * _ARC
        curves = ((r, k, k, r, 0, r), (-k, r, -r, k, -r, 0), (-r, -k, -k, -r, 0, -r), (k, -r, r, -k, r, 0))
        code = [f"{x + r:.2f} {y:.2f} m"]
        for ax, ay, bx, by, cx, cy in curves:
            code.append(f"{x + ax:.2f} {y + ay:.2f} {x + bx:.2f} {y + by:.2f} {x + cx:.2f} {y + cy:.2f} c")
        self._code.append(" ".join((*code, "f")))

    # --- pages and the file --------------------------------------------------------------------------------------

    def bookmark(self, title: str, level: int, top: float) -> None:
        """Enter a heading on this page, whose top is at a height, in the outline. Levels count from 1."""
        self._outline.enter(title, level, b"[%s/XYZ 0 %.2f 0]" % (ref(FIRST_PAGE + self.page), top))

    def showPage(self) -> None:  # noqa: N802
        """End the page. (reportlab's own would format the same dictionaries for each page anew.)"""
        self.leave()
        page = b"<</Type/Page/Parent %s/MediaBox[0 0 %g %g]/Resources<</Font %s%s>>/Contents %s%s/Tabs/S%s>>" % (
            ref(PAGE_TREE),
            *self._size,
            ref(FONTS),
            self._logo,
            self._objects.add(deflated("\n".join(self._code).encode("latin-1"))),
            self._tree.links[self.page],
            b"/StructParents %d" % self.page,
        )
        self._objects.put(FIRST_PAGE + self.page, page)
        self._startPage()
        self._fresh_state()

    def finish(self, meta: Meta, receipt: str) -> bytes:
        """The file."""
        objects = self._objects
        pages = [ref(FIRST_PAGE + number) for number in range(self.page)]
        objects.put(PAGE_TREE, b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(pages), len(pages)))
        catalog = (
            b"<</Type/Catalog/Pages %s/Lang%s/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>",
            b"/StructTreeRoot %s/Metadata %s/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1",
            b"/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile %s>>]%s>>",
        )
        values = (
            ref(PAGE_TREE),
            text(meta.language),
            self._structure,
            objects.add(stream(xmp.packet(meta, receipt), b"/Type/Metadata/Subtype/XML")),
            objects.add(_color_profile()),
            self._outline.put_into(objects),
        )
        root, info = objects.add(b"".join(catalog) % values), objects.add(_information(meta))
        fonts.embed(objects, self._fonts)
        return objects.file(root, info)


def _information(meta: Meta) -> bytes:
    """What a file says of itself. Its dates are the day it speaks as of, never a clock's."""
    entries = {
        b"Title": meta.title,
        b"Author": meta.author,
        b"Subject": meta.subject,
        b"Keywords": ", ".join(meta.keywords),
        b"Creator": xmp.PRODUCER,
        b"Producer": xmp.PRODUCER,
    }
    said = b"".join(b"/%s%s" % (name, text(value)) for name, value in entries.items())
    noon = b"(D:%04d%02d%02d120000+00'00')" % (meta.as_of.year, meta.as_of.month, meta.as_of.day)
    return b"<<%s/CreationDate%s/ModDate%s/Trapped/False>>" % (said, noon, noon)


def _rgb(color: str) -> str:
    """`#1F3864` as three numbers from 0 to 1."""
    digits = color.removeprefix("#")
    return " ".join(f"{int(digits[i : i + 2], 16) / 255:.4g}" for i in (0, 2, 4))


def _color_profile() -> bytes:
    return deflated((FONT_FILES.parent / "icc" / "sRGB.icc").read_bytes(), b"/N 3")
