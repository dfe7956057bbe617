"""A reportlab canvas on which everything painted is either content of a structure element or an artifact.

`enter` says which, for what is painted from then on; text painted without it raises. Lines of text and rectangles are
written as operators at once: reportlab's own text objects are for drawings, which have few words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Literal

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFCatalog, PDFPage, PDFString
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from generator.document.blocks import Meta
from generator.layout.flow import DrawPicture, DrawRect, Face, Grid, Run
from generator.layout.fonts import FONTS
from generator.writers import pdf_fonts, xmp
from generator.writers.pdf_objects import Ready, add, deflated, escaped, file, picture_object, reference, stream
from generator.writers.pdf_tags import Element, Link, LinkBox, Step, StructureTree, UntaggedText

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

Artifact = Literal["/Type/Layout", "/Type/Pagination/Subtype/Header", "/Type/Pagination/Subtype/Footer"]
"""What an artifact is: part of the look, or the head or foot of a page."""

BASE_FACE: Face = "sans"

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

    def __init__(self, pagesize: tuple[float, float], tables: Mapping[Step, Grid]) -> None:
        super().__init__(
            "",
            pagesize=pagesize,
            pdfVersion=(1, 7),
            invariant=1,
            enforceColorSpace="RGB",  # the output intent is sRGB: other colours would be undefined
            initialFontName=BASE_FACE,  # type: ignore[arg-type]  # a name, whatever its type information says
        )
        self.tree = StructureTree(self._doc, tables)
        self._mark: Element | Artifact | None = None
        self._in_text = False
        self._fresh_state()

    def _fresh_state(self) -> None:
        """What a page begins with: no colour, font and tracking chosen, and no rise."""
        self._fill_color = ""
        self._selected: tuple[Face, int, float] | None = None
        self._tracking = 0.0
        self._lift = 0.0

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

    def show(self, text: str, run: Run, x: float, y: float, *, first: bool) -> None:
        """Set text as `run` says. The `first` of a line stands at x, y; the next ones follow without a gap.

        UntaggedText outside of marks; MissingGlyph.
        """
        if self._mark is None:
            raise UntaggedText(f'text outside the structure: "{text}"')
        code = self._code
        if not self._in_text:
            self._in_text = True
            code.append(f"BT\n1 0 0 1 {x:.2f} {y:.2f} Tm")
        elif first:
            code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        self._fill(run.color)
        if run.tracking != self._tracking:
            self._tracking = run.tracking
            code.append(f"{run.tracking:.3g} Tc")
        if run.rise != self._lift:
            self._lift = run.rise
            code.append(f"{run.rise:.3g} Ts")
        for part, codes in pdf_fonts.split(text, run.face):
            font = run.face, part, run.size
            if font != self._selected:
                self._selected = font
                code.append(f"{pdf_fonts.resource_name(self._doc, run.face, part)} {run.size:g} Tf")
            code.append(f"({escaped(codes)}) Tj")

    def _fill(self, color: str) -> None:
        if color != self._fill_color:
            self._fill_color = color
            self._code.append(f"{_rgb(color)} rg")

    # --- shapes and drawings -------------------------------------------------------------------------------------

    def rectangle(self, draw: DrawRect) -> None:
        """A rectangle, filled, stroked or both."""
        self._end_text()
        if draw.fill:
            self._fill(draw.fill)
        if draw.stroke:
            self._code.append(f"{_rgb(draw.stroke)} RG {draw.stroke_width:.3g} w")
        paint = "B" if draw.fill and draw.stroke else "f" if draw.fill else "S" if draw.stroke else "n"
        self._code.append(f"{draw.x:.2f} {draw.y:.2f} {draw.width:.2f} {draw.height:.2f} re {paint}")

    def picture(self, draw: DrawPicture) -> None:
        """A picture with its lower left corner at x, y."""
        self._end_text()
        picture = draw.picture
        name = self._doc.getXObjectName("logo")
        if name not in self._doc.idToObject:
            self._doc.Reference(Ready(picture_object(picture)), name)
        self._formsinuse.append("logo")
        self._code.append(f"q {picture.width:.2f} 0 0 {picture.height:.2f} {draw.x:.2f} {draw.y:.2f} cm /{name} Do Q")

    def drawing(self, drawing: Drawing, x: float, y: float) -> None:
        """A drawing with its lower left corner at x, y."""
        from generator.writers.pdf_drawing import draw

        self._end_text()
        if self._tracking or self._lift:
            self._code.append("0 Tc 0 Ts")
            self._tracking = self._lift = 0.0
        draw(drawing, self, x, y)

    def setFont(self, psfontname: str, size: float, leading: float | None = None) -> None:  # noqa: N802
        """As drawings ask for it. ValueError for a font that is not one of ours."""
        pdf_fonts.register(psfontname)
        super().setFont(psfontname, size, leading)

    def drawText(self, aTextObject: PDFTextObject) -> None:  # noqa: N802, N803
        if self._mark is None:
            raise UntaggedText(f"text outside the structure: {aTextObject.getCode()}")
        super().drawText(aTextObject)

    # --- pages and the file --------------------------------------------------------------------------------------

    def link_box(self, link: Link) -> LinkBox:
        """A place to click on this page."""
        box = self.tree.link_box(link, self.page)
        self._annotationrefs.append(box.ref)
        return box

    def showPage(self) -> None:  # noqa: N802
        self.leave()
        super().showPage()
        self._fresh_state()

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802
        """The last thing reportlab does to a page."""
        super()._setAnnotations(page)  # type: ignore[misc]
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "Tabs", "StructParents"]
        page.Tabs = "/S"
        page.StructParents = self.page
        page.Contents = Ready(deflated(page.stream.encode("latin-1"), level=6))

    def finish(self, meta: Meta, receipt: str) -> bytes:
        """The file."""
        self._describe(meta)
        document, catalog = self._doc, self._doc.Catalog
        numbers = document.idToObjectNumberAndVersion
        catalog.__NoDefault__ = [*PDFCatalog.__NoDefault__, "OutputIntents"]
        catalog.StructTreeRoot = self.tree.finish([b"%d 0 R" % numbers[f"Page{n}"][0] for n in range(1, self.page + 1)])
        catalog.MarkInfo = b"<</Marked true>>"
        catalog.Metadata = add(document, stream(xmp.packet(meta, receipt), b"/Type/Metadata/Subtype/XML"))
        catalog.OutputIntents = (
            b"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
            b"/DestOutputProfile %s>>]" % add(document, _color_profile())
        )
        document.Outlines.prepare(document, self)
        if document.Outlines.ready < 0:  # it is empty
            catalog.Outlines = None
        pdf_fonts.embed(document)
        return file(document, reference(document, catalog), reference(document, document.info))

    def _describe(self, meta: Meta) -> None:
        self.setTitle(meta.title)
        self.setAuthor(meta.author)
        self.setSubject(meta.subject)
        self.setKeywords(", ".join(meta.keywords))
        self.setCreator(xmp.PRODUCER)
        self.setProducer(xmp.PRODUCER)
        self.setViewerPreference("DisplayDocTitle", "true")
        self._doc.Catalog.Lang = PDFString(meta.language)
        noon = (meta.as_of.year, meta.as_of.month, meta.as_of.day, 12, 0, 0)
        self._doc._timeStamp = SimpleNamespace(YMDhms=noon, dhh=0, dmm=0)


@lru_cache(maxsize=256)
def _rgb(color: str) -> str:
    """`#1F3864` as three numbers from 0 to 1."""
    digits = color.removeprefix("#")
    return " ".join(f"{int(digits[i : i + 2], 16) / 255:.4g}" for i in (0, 2, 4))


@cache
def _color_profile() -> bytes:
    return deflated((FONTS.parent / "icc" / "sRGB.icc").read_bytes(), b"/N 3")
