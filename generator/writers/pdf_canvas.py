"""A reportlab canvas on which everything painted is either content of a structure element or an artifact.

`enter` says which, for what is painted from then on; text painted without it raises. Lines of text and rectangles are
written as operators at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Literal, NamedTuple, assert_never

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import BasicFonts
from reportlab.pdfgen.canvas import Canvas

from generator.document.blocks import Meta
from generator.layout.flow import Bar, Dot, DrawPicture, DrawRect, Face, Figure, Grid, Run, Stroke, Words
from generator.layout.fonts import FONTS
from generator.writers import pdf_fonts, xmp
from generator.writers.pdf_objects import (
    QUICK,
    Ready,
    add,
    begin,
    deflated,
    escaped,
    file,
    picture_object,
    put,
    reference,
    reserve,
    stream,
    text,
)
from generator.writers.pdf_tags import Element, Link, LinkBox, Step, StructureTree, UntaggedText

Artifact = Literal["/Type/Layout", "/Type/Pagination/Subtype/Header", "/Type/Pagination/Subtype/Footer"]
"""What an artifact is: part of the look, or the head or foot of a page."""

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
    """The pages of one document. Its structure is in `tree`; pages count from 0."""

    # reportlab's own, of which its type information says nothing
    _doc: Any
    _code: list[str]
    _pageNumber: int  # noqa: N815
    _annotationrefs: list[bytes]
    _formsinuse: list[str]
    _startPage: Callable[[], None]  # noqa: N815

    def __init__(self, pagesize: tuple[float, float], tables: Mapping[Step, Grid]) -> None:
        super().__init__(
            "",
            pagesize=pagesize,
            pdfVersion=(1, 7),
            invariant=1,
            enforceColorSpace="RGB",  # the output intent is sRGB: other colours would be undefined
        )
        begin(self._doc)
        self.tree = StructureTree(self._doc, tables)
        self._size = pagesize
        self._page_tree = reserve(self._doc)
        self._fonts: dict[tuple[Face, int], None] = {}
        self._mark: Element | Artifact | None = None
        self._in_text = False
        self._fresh_state()

    def _fresh_state(self) -> None:
        """What a page begins with: no colour and font chosen."""
        self._state: _State = ("", None)

    def _make_preamble(self) -> None:
        """Nothing goes before a page: reportlab would select Helvetica, which is not embedded."""
        self._preamble = ""

    @property
    def page(self) -> int:
        return self._pageNumber - 1

    # --- marked content ------------------------------------------------------------------------------------------

    def enter(self, mark: Element | Artifact) -> None:
        """What is painted from here on belongs to an element, or is an artifact."""
        if mark is self._mark:
            return
        self.leave()
        if isinstance(mark, Element):
            self._code.append(f"/{mark.tag} <</MCID {self.tree.mark(mark, self.page)}>> BDC")
        else:
            self._code.append(f"/Artifact <<{mark}>> BDC")
        self._mark = mark

    def leave(self) -> None:
        """End what was entered last."""
        self._end_text()
        if self._mark is not None:
            self._code.append("EMC")
            self._mark = None

    def _end_text(self) -> None:
        if self._in_text:
            self._code.append("ET")
            self._in_text = False

    # --- text ----------------------------------------------------------------------------------------------------

    def show(self, said: Said, x: float, y: float, *, first: bool = True) -> None:
        """Set text. The `first` of a line stands at x, y; what comes next follows without a gap. UntaggedText outside
        of marks."""
        if self._mark is None:
            raise UntaggedText(f"text outside the structure: {said}")
        code = self._code
        if not self._in_text:
            self._in_text = True
            code.append(f"BT\n1 0 0 1 {x:.2f} {y:.2f} Tm")
        elif first:
            code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        operators, self._state = said.after(self._state)
        code.append(operators)
        self._fonts.update(said.fonts)

    def _fill(self, color: str) -> None:
        before, font = self._state
        if color != before:
            self._state = color, font
            self._code.append(f"{_rgb(color)} rg")

    # --- shapes -------------------------------------------------------------------------------------

    def rectangle(self, draw: DrawRect) -> None:
        """A rectangle, filled, stroked or both."""
        self._box(draw.x, draw.y, draw.width, draw.height, draw.fill, draw.stroke, draw.stroke_width)

    def picture(self, draw: DrawPicture) -> None:
        """A picture with its lower left corner at x, y."""
        self._end_text()
        picture = draw.picture
        name = self._doc.getXObjectName("logo")
        if name not in self._doc.idToObject:
            self._doc.Reference(Ready(picture_object(picture)), name)
        self._formsinuse.append(name)
        self._code.append(f"q {picture.width:.2f} 0 0 {picture.height:.2f} {draw.x:.2f} {draw.y:.2f} cm /{name} Do Q")

    def figure(self, figure: Figure, x: float, y: float) -> None:
        """A figure with its lower left corner at x, y."""
        for shape in figure.shapes:
            match shape:
                case Words():
                    self.show(Said((shape.run,)), x + shape.x, y + shape.y)
                case Bar():
                    self._box(x + shape.x, y + shape.y, shape.width, shape.height, fill=shape.color)
                case Stroke():
                    self._stroke(shape, x, y)
                case Dot():
                    self._dot(shape, x, y)
                case _:
                    assert_never(shape)

    def _box(
        self, x: float, y: float, width: float, height: float, fill: str = "", stroke: str = "", thick: float = 0.0
    ) -> None:
        self._end_text()
        if fill:
            self._fill(fill)
        if stroke:
            self._pen(stroke, thick)
        paint = "B" if fill and stroke else "f" if fill else "S" if stroke else "n"
        self._code.append(f"{x:.2f} {y:.2f} {width:.2f} {height:.2f} re {paint}")

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

    def link_box(self, link: Link) -> LinkBox:
        """A place to click on this page."""
        box = self.tree.link_box(link, self.page)
        self._annotationrefs.append(box.ref)
        return box

    def showPage(self) -> None:  # noqa: N802
        """End the page. (reportlab's own would format the same dictionaries for each page anew.)"""
        self.leave()
        document = self._doc
        contents = add(document, deflated("\n".join(self._code).encode("latin-1"), level=QUICK))
        forms = b"".join(b"/XObject<</%s %s>>" % (name.encode(), self._number(name)) for name in self._formsinuse[:1])
        links = b"/Annots[%s]" % b" ".join(self._annotationrefs) if self._annotationrefs else b""
        page = b"<</Type/Page/Parent %s/MediaBox[0 0 %g %g]/Resources<</Font %s%s>>" % (
            b"%d 0 R" % self._page_tree,
            *self._size,
            self._number(BasicFonts),
            forms,
        )
        data = b"%s/Contents %s%s/Tabs/S/StructParents %d>>" % (page, contents, links, self.page)
        document.addPage(Ready(data))
        self._startPage()
        self._fresh_state()

    def _number(self, name: str) -> bytes:
        """A reference to what reportlab knows by this name."""
        return b"%d 0 R" % self._doc.idToObjectNumberAndVersion[name][0]

    def finish(self, meta: Meta, receipt: str) -> bytes:
        """The file."""
        document = self._doc
        pages = [self._number(f"Page{n}") for n in range(1, self.page + 1)]
        put(document, self._page_tree, b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(pages), len(pages)))
        document.Outlines.prepare(document, self)
        outline = document.Outlines.ready >= 0  # else it is empty
        catalog = (
            b"<</Type/Catalog/Pages %s/Lang%s/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>",
            b"/StructTreeRoot %s/Metadata %s/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1",
            b"/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile %s>>]%s>>",
        )
        values = (
            b"%d 0 R" % self._page_tree,
            text(meta.language),
            self.tree.finish(pages),
            add(document, stream(xmp.packet(meta, receipt), b"/Type/Metadata/Subtype/XML")),
            add(document, _color_profile()),
            b"/Outlines " + reference(document, document.Outlines) if outline else b"",
        )
        root, info = add(document, b"".join(catalog) % values), add(document, _information(meta))
        pdf_fonts.embed(document, self._fonts)
        return file(document, root, info)


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


_State = tuple[str, pdf_fonts.Font | None]
"""The colour and the font that are chosen."""


class _Stretch(NamedTuple):
    """Text in one colour and font, and the operators that show it."""

    color: str
    font: pdf_fonts.Font
    shown: str


class Said:
    """Runs as the canvas sets them: operators, which choose a colour and font only where another is chosen."""

    __slots__ = ("_after", "_stretches", "fonts")

    def __init__(self, runs: Iterable[Run]) -> None:
        """MissingGlyph for a character that its font does not have."""
        self._stretches = [stretch for run in runs for stretch in _stretches(run)]
        self.fonts = dict.fromkeys([stretch.font[:2] for stretch in self._stretches])
        self._after: dict[_State, tuple[str, _State]] = {}

    def __str__(self) -> str:
        return " ".join([stretch.shown for stretch in self._stretches])

    def after(self, state: _State) -> tuple[str, _State]:
        """The operators when this colour and font are chosen, and what is chosen then."""
        known = self._after.get(state)
        if known is None:
            known = self._after[state] = self._operators(*state)
        return known

    def _operators(self, chosen: str, selected: pdf_fonts.Font | None) -> tuple[str, _State]:
        operators = []
        for color, font, shown in self._stretches:
            if color != chosen:
                operators.append(f"{_rgb(color)} rg")
            if font != selected:
                operators.append(pdf_fonts.selected(font))
            operators.append(shown)
            chosen, selected = color, font
        return "\n".join(operators), (chosen, selected)


def _stretches(run: Run) -> Iterator[_Stretch]:
    before = f"{run.tracking:.3g} Tc\n" if run.tracking else ""
    before += f"{run.rise:.3g} Ts\n" if run.rise else ""
    end = ("\n0 Tc" if run.tracking else "") + ("\n0 Ts" if run.rise else "")
    for part, codes in pdf_fonts.split(run.text, run.face):
        yield _Stretch(run.color, (run.face, part, run.size), f"{before}({escaped(codes)}) Tj{end}")


@lru_cache(maxsize=256)
def _rgb(color: str) -> str:
    """`#1F3864` as three numbers from 0 to 1."""
    digits = color.removeprefix("#")
    return " ".join(f"{int(digits[i : i + 2], 16) / 255:.4g}" for i in (0, 2, 4))


@cache
def _color_profile() -> bytes:
    return deflated((FONTS.parent / "icc" / "sRGB.icc").read_bytes(), b"/N 3")
