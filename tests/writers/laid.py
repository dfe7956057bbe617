"""Laid-out documents built by hand, a line each, without the layout: what the PDF writer is given.

    sheet = Sheet()
    sheet.heading(1, "Cancer research")
    sheet.paragraph("One line ", link("https://nih.gov", "linked"), ".")
    sheet.bullets("First", "Second")
    pdf = write_pdf(sheet.laid())

Lines are not broken: give a paragraph several lines with `BREAK` between them, where the reader sees a space.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from generator.document.blocks import Document, Letterhead, Meta
from generator.layout.fonts import text_width
from generator.layout.laid_out import (
    Band,
    Bar,
    Cell,
    Dot,
    Draw,
    DrawFigure,
    DrawLine,
    DrawRect,
    Face,
    Figure,
    FlowItem,
    Furniture,
    Grid,
    LaidOut,
    Line,
    Page,
    PageFrame,
    Para,
    ParaStyle,
    Path,
    Run,
    Shape,
    Stroke,
    Words,
)

BREAK = "\n"
INK, ACCENT, TINT = "#222222", "#1F3864", "#E8EDF5"
FRAME = PageFrame(left=64.8, right=64.8, body_top=72, body_bottom=720, head_top=36, foot_bottom=36)
META = Meta(
    title="NIH funding in Pennsylvania",
    author="Office of Rep. Jane Q. Muñoz",
    subject="A leave-behind on <research> & jobs",
    keywords=("NIH", "cancer"),
    as_of=date(2026, 11, 20),
    topic="nih-funding",
    audience="constituent",
    office="munoz",
    clearance="public",
)
STYLES = {
    "Title": ParaStyle("Title", "serif-bold", 21, 24, ACCENT, before=0, level=1),
    "Heading": ParaStyle("Heading", "sans-bold", 12, 16, ACCENT, before=12, level=2),
    "Small heading": ParaStyle("Small heading", "sans-bold", 10.5, 14, ACCENT, before=8, level=3),
    "Body": ParaStyle("Body", "sans", 10.5, 14, INK, before=4),
}
HEADINGS = {1: "Title", 2: "Heading", 3: "Small heading"}


def run(text: str, face: Face = "sans", size: float = 10.5, color: str = INK) -> Run:
    return Run(text, face, size, color)


def link(href: str, text: str) -> Run:
    return Run(text, "sans", 10.5, ACCENT, href=href)


def note(text: str) -> Run:
    return Run(text, "sans", 6.5, INK, rise=3.5)


def spaced_out(text: str) -> Run:
    return Run(text, "sans-bold", 8.5, ACCENT, tracking=1.2)


def bars(label: str = "Jobs — 1,234") -> tuple[Shape, ...]:
    """A small drawing of every kind of shape, with text in two faces."""
    return (
        Bar(0, 0, 120, 12, ACCENT),
        Words(0, 20, Run(label, "sans", 9, INK)),
        Words(125, 2, Run("2026", "sans-bold", 9, INK)),
        Stroke(((0, 14), (60, 18), (200, 14)), 0.5, INK),
        Dot(60, 18, 2.5, ACCENT),
    )


@dataclass
class Sheet:
    """Takes blocks from the top of a page down and makes the document of them."""

    head: tuple[str, ...] = ("Rep. Jane Q. Muñoz", "Pennsylvania’s 12th District")
    meta: Meta = META
    flow: list[FlowItem] = field(default_factory=list)
    pages: list[list[Draw]] = field(default_factory=lambda: [[]])
    numbers: int = 0
    y: float = FRAME.body_top

    def path(self, *tags: str, inside: Path = ()) -> Path:
        """A path of new elements."""
        self.numbers += len(tags)
        return (*inside, *((tag, self.numbers - len(tags) + i) for i, tag in enumerate(tags)))

    def new_page(self) -> None:
        self.pages.append([])
        self.y = FRAME.body_top

    # --- blocks --------------------------------------------------------------------------------------------------

    def heading(self, level: int, text: str) -> None:
        style = STYLES[HEADINGS[level]]
        self._paragraph((run(text, style.face, style.size, style.color),), self.path(f"H{level}"), style)

    def paragraph(self, *parts: str | Run) -> None:
        self._paragraph(parts, self.path("P"))

    def bullets(self, *items: str, label: str = "•") -> None:
        outer = self.path("L")
        for number, item in enumerate(items, 1):
            inside = self.path("LI", inside=outer)
            words = (run(label.format(number)),)
            self._draw(DrawLine(FRAME.left, self._baseline(14), words, self.path("Lbl", inside=inside)))
            self._paragraph((item,), self.path("LBody", inside=inside), left=14.0)

    def plain_list(self, *items: str) -> None:
        outer = self.path("L")
        for item in items:
            self._paragraph((item,), self.path("LI", "LBody", inside=outer))

    def callout(self, text: str) -> None:
        self._draw(DrawRect(FRAME.left, FRAME.height - self.y - 22, FRAME.measure, 22, TINT, ACCENT, 0.5))
        self._draw(DrawRect(FRAME.left, FRAME.height - self.y - 22, 3, 22, ACCENT))
        self._paragraph((text,), self.path("P"), left=8.0)
        self.y += 8

    def table(self, *rows: tuple[str, ...]) -> None:
        """The first row is the header; an empty text is an empty cell."""
        outer = self.path("Table")
        grid: list[tuple[Cell, ...]] = []
        width = FRAME.measure / len(rows[0])
        for number, texts in enumerate(rows):
            inside = self.path("TR", inside=outer)
            cells, top = [], self.y
            for column, text in enumerate(texts):
                self.y = top
                path = self.path("TD" if number else "TH", inside=inside)
                para = self._paragraph((text,), self.path("P", inside=path), left=column * width, add=False)
                cells.append(Cell((para,), path))
            grid.append(tuple(cells))
        self.flow.append(
            Grid(
                tuple(grid),
                widths=(width,) * len(rows[0]),
                row_heights=(18.0,) * len(rows),
                gutter=8.0,
                pad=2.0,
                before=8.0,
                caption="Awards",
                description="Awards by year in dollars",
                rule_color=ACCENT,
                rule_width=0.5,
                top_rule=True,
                row_rules=True,
                path=outer,
            )
        )

    def figure(self, shapes: tuple[Shape, ...], alt: str = "Jobs: 1,234 in 2026") -> None:
        figure = Figure(shapes, 200, 40, 8, alt, self.path("Figure"))
        self.y += figure.height + 8
        self.flow.append(figure)
        self._draw(DrawFigure(FRAME.left, FRAME.height - self.y, figure))

    # --- the whole -----------------------------------------------------------------------------------------------

    def laid(self) -> LaidOut:
        head = self._furniture(*self.head)
        foot = self._furniture("As of November 20, 2026")
        document = Document(self.meta, Letterhead("Rep. Jane Q. Muñoz", ()), (), (), pages=len(self.pages))
        return LaidOut(
            document=document,
            frame=FRAME,
            styles=STYLES,
            flow=tuple(self.flow),
            pages=tuple(Page(tuple(self._with_furniture(page, number))) for number, page in enumerate(self.pages)),
            first_head=head,
            head=replace(head, bands=head.bands[:1]),
            first_foot=foot,
            foot=foot,
            fill=0.5,
        )

    def _furniture(self, *lines: str) -> Furniture:
        return Furniture(tuple(Band((run(line),), (), (), 12) for line in lines), ACCENT, 0.75, 4)

    def _with_furniture(self, draws: list[Draw], page: int) -> list[Draw]:
        height = FRAME.height
        lines = self.head[: 1 if page else None]
        head: list[Draw] = [
            DrawLine(FRAME.left, height - 46 - 12 * n, (run(line),), ()) for n, line in enumerate(lines)
        ]
        rule = DrawRect(FRAME.left, height - 64, FRAME.measure, 0.75, ACCENT)
        number = f"{page + 1} of {len(self.pages)}"
        foot = DrawLine(FRAME.left, 40, (run("As of November 20, 2026 · page "), run(number)), ())
        return [*head, rule, *draws, foot]

    # --- lines ---------------------------------------------------------------------------------------------------

    def _draw(self, draw: Draw) -> None:
        self.pages[-1].append(draw)

    def _baseline(self, leading: float) -> float:
        return FRAME.height - self.y - leading + 4

    def _paragraph(
        self,
        parts: tuple[str | Run, ...],
        path: Path,
        style: ParaStyle = STYLES["Body"],
        left: float = 0.0,
        add: bool = True,
    ) -> Para:
        runs = tuple(part if isinstance(part, Run) else run(part) for part in parts)
        lines = _lines(runs)
        for line in lines:
            if any(r.text for r in line.runs):
                place = FRAME.left + left, self._baseline(style.leading)
                self._draw(DrawLine(*place, line.runs, path, spaced=line.spaced))
            self.y += style.leading
        self.y += 4
        para = Para(style, runs, path, lines)
        if add:
            self.flow.append(para)
        return para


def _lines(runs: tuple[Run, ...]) -> tuple[Line, ...]:
    """Runs cut at the breaks."""
    lines: list[list[Run]] = [[]]
    for whole in runs:
        for number, text in enumerate(whole.text.split(BREAK)):
            if number:
                lines.append([])
            lines[-1].append(replace(whole, text=text))
    return tuple(
        Line(
            tuple(line), sum(text_width(r.text, r.face, r.size, r.tracking) for r in line), spaced=line is not lines[-1]
        )
        for line in lines
    )


def everything() -> LaidOut:
    """A document of two pages with all that a document can have."""
    sheet = Sheet()
    sheet.paragraph(spaced_out("LEAVE-BEHIND · PUBLIC"))
    sheet.heading(1, "Keep Pennsylvania’s laboratories open")
    sheet.callout("Bottom line: fund the NIH at $92.89 billion (as the Senate voted).")
    sheet.heading(2, "Why it matters here")
    sheet.paragraph(
        "Every dollar of NIH money makes ",
        run("$2.56", "sans-bold"),
        f" of work,{BREAK}in all fifty states",
        note("1"),
        ".",
    )
    sheet.bullets("Nguyễn Văn Đức leads 14 trials", f"Muñoz and Lefèvre run the “second{BREAK}largest” site—by far")
    sheet.paragraph(
        "See ", link("https://www.nih.gov/a_b?c=d", f"the report of{BREAK}the Institutes"), " or write to us."
    )
    sheet.heading(3, "Figures")
    sheet.table(("Year", "Awards", "Note"), ("2025", "$1.1 billion", ""), ("2026", "$1.2 billion", "provisional"))
    sheet.figure(bars())
    sheet.new_page()
    sheet.heading(2, "Sources")
    sheet.bullets("National Institutes of Health, 2026", "Census Bureau, 2025", label="{}.")
    sheet.plain_list("No label", "Nor here")
    sheet.paragraph(run("An aside in italics", "sans-italic"), ", and one ", run("in both", "serif-bolditalic"), ".")
    return sheet.laid()
