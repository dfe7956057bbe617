"""Laid-out documents for the Word writer, made by hand: a case is one line.

Word breaks its own lines, so paragraphs here have none. `laid(para("Hello"))` is a document; `one_pager()` a whole one.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.document.blocks import Document, Letterhead, Meta
from generator.layout.laid_out import (
    Band,
    Bar,
    Box,
    Cell,
    Face,
    Figure,
    FlowItem,
    Furniture,
    Grid,
    LaidOut,
    Page,
    PageFrame,
    Para,
    ParaStyle,
    Run,
    Words,
)

INK, ACCENT, GREY, TINT, RULE = "#1A1A1A", "#1F3A5F", "#5A5A5A", "#EEF2F8", "#B8C2D0"
FRAME = PageFrame(left=64.8, right=64.8, body_top=90, body_bottom=720, head_top=50, foot_bottom=46)

STYLES = {
    style.name: style
    for style in (
        ParaStyle("Kicker", "sans-bold", 8.5, 12, ACCENT, tracking=0.6),
        ParaStyle("Heading 1", "serif-bold", 21, 25, INK, before=4, keep_next=True, level=1),
        ParaStyle("Heading 2", "sans-bold", 12, 16, ACCENT, before=12, keep_next=True, level=2),
        ParaStyle("Body Text", "sans", 10.5, 14, INK, before=4),
        ParaStyle("List Bullet", "sans", 10.5, 14, INK, before=3, left=14, hanging=12),
        ParaStyle("Bottom Line", "sans", 11.5, 16, INK, before=12),
        ParaStyle("Ask", "sans", 10.5, 14, INK, before=12),
        ParaStyle("Question", "sans-bold", 10.5, 14, INK, before=8, keep_next=True),
        ParaStyle("Answer", "sans", 10.5, 14, INK, before=2, left=14),
        ParaStyle("Stat Number", "serif-bold", 24, 28, ACCENT),
        ParaStyle("Stat Label", "sans", 8.5, 11, INK),
        ParaStyle("Table Head", "sans-bold", 9, 12, ACCENT),
        ParaStyle("Table Cell", "sans", 9, 12, INK),
        ParaStyle("Table Cell Right", "sans", 9, 12, INK, align="right"),
        ParaStyle("Sources", "sans", 8, 10, GREY, before=12),
    )
}

META = Meta(
    title="Protect NIH research funding",
    author="Representative Jane Q. Example",
    subject="Leave-behind on NIH funding",
    keywords=("NIH", "research"),
    as_of=date(2026, 3, 11),
    topic="nih-funding",
    audience="constituent",
    office="example",
    clearance="public",
)
TINTED = Box(1, TINT, "", 0.75, 4, ACCENT, inset=12, pad=8)
RULED = Box(2, "", ACCENT, 1.0, 0, "", inset=12, pad=8)


def text(words: str, face: Face = "sans", size: float = 10.5, color: str = INK, **more: object) -> Run:
    return replace(Run(words, face, size, color), **more)  # type: ignore[arg-type]


def bold(words: str) -> Run:
    return text(words, "sans-bold")


def note(number: int) -> Run:
    return text(str(number), size=7, rise=3.5)


def para(*content: str | Run, style: str | ParaStyle = "Body Text", **more: object) -> Para:
    """A paragraph; strings are set as its style has it."""
    chosen = STYLES[style] if isinstance(style, str) else style
    runs = tuple(
        Run(c, chosen.face, chosen.size, chosen.color, tracking=chosen.tracking) if isinstance(c, str) else c
        for c in content
    )
    return replace(Para(chosen, runs, (), ()), **more)  # type: ignore[arg-type]


def bullet(*content: str | Run, label: str = "•", **more: object) -> Para:
    return para(*content, style="List Bullet", label=text(label, color=ACCENT), **more)


def cell(*paras: Para) -> Cell:
    return Cell(paras, ())


def grid(*rows: tuple[Cell, ...], widths: tuple[float, ...] = (), **more: object) -> Grid:
    count = len(rows[0])
    made = Grid(
        rows=rows,
        widths=widths or (FRAME.measure / count,) * count,
        row_heights=(),
        gutter=8,
        pad=3,
        before=10,
        caption="Figures by year",
        description="One row a year.",
        rule_color=RULE,
        rule_width=0.5,
        top_rule=True,
        row_rules=True,
        path=(),
    )
    if "foot" in more:
        more = {"first_foot": more["foot"], **more}
    return replace(made, **more)  # type: ignore[arg-type]


def table(*rows: tuple[str, ...], **more: object) -> Grid:
    """A table of words, its first row the header."""
    styles = ["Table Head", *["Table Cell"] * (len(rows) - 1)]
    cells = [tuple(cell(para(w, style=s)) for w in row) for row, s in zip(rows, styles, strict=True)]
    return grid(*cells, **more)


def figure(
    height: float = 60, alt: str = "Activity rose from $68.8 billion to $94.6 billion.", **more: object
) -> Figure:
    shapes = (Bar(60, 10, 300, 12, ACCENT), Words(0, 12, Run("FY2024", "sans-bold", 9, INK)))
    return replace(Figure(shapes, FRAME.measure, height, 6, alt, (("Figure", 999),)), **more)  # type: ignore[arg-type]


def band(left: str = "", center: str = "", right: str = "", leading: float = 12, before: float = 0) -> Band:
    return Band(*(((text(t, size=8, color=GREY),) if t else ()) for t in (left, center, right)), leading, before)


PAGE_OF = (
    text("Page ", size=8, color=GREY),
    text("", size=8, color=GREY, field="page"),
    text(" of ", size=8, color=GREY),
    text("", size=8, color=GREY, field="pages"),
)
LETTERHEAD = Furniture(
    (
        Band(
            (text("Representative Jane Q. Example", "serif-bold", 14, ACCENT),),
            (),
            (text("1234 Example House Office Building · (202) 555-0100", size=8, color=GREY),),
            18,
        ),
    ),
    ACCENT,
    1.125,
    4,
)
RUNNING_HEAD = Furniture((band("Protect NIH research funding", leading=18),), ACCENT, 0.75, 4)
FOOT = Furniture((Band((text("As of March 11, 2026", size=8, color=GREY),), (), PAGE_OF, 10),), RULE, 0.5, 4)


def laid(*flow: FlowItem, pages: int = 1, **more: object) -> LaidOut:
    """A document of this flow, said to take so many pages."""
    made = LaidOut(
        document=Document(META, Letterhead("Representative Jane Q. Example", ()), (), ()),
        frame=FRAME,
        styles=STYLES,
        flow=flow,
        pages=(Page(()),) * pages,
        first_head=LETTERHEAD,
        head=RUNNING_HEAD,
        first_foot=FOOT,
        foot=FOOT,
        fill=1.0,
    )
    if "foot" in more:
        more = {"first_foot": more["foot"], **more}
    return replace(made, **more)  # type: ignore[arg-type]


def heading(words: str = "A heading", level: int = 1, **more: object) -> Para:
    return para(words, style=f"Heading {level}", **more)


def stats(*pairs: tuple[str, str], **more: object) -> Grid:
    cells = [cell(para(n, style="Stat Number"), para(label, style="Stat Label")) for n, label in pairs]
    return grid(tuple(cells), caption="Key figures", description="; ".join(" ".join(p) for p in pairs), **more)


def one_pager(chart: bool = True) -> LaidOut:
    """About 360 words: everything a leave-behind has."""
    link = text("the 2025 update", color=ACCENT, href="https://www.unitedformedicalresearch.org/?a=1&b=2")
    points = [
        ("nih-funding/pays-for-itself", "NIH pays for itself.", 1),
        ("nih-funding/patients-first", "Cuts reach patients first.", 3),
        ("nih-funding/massachusetts-leads", "Massachusetts leads.", 2),
        ("nih-funding/lead-to-lose", "The lead is ours to lose.", 1),
    ]
    sentence = (
        " In fiscal year 2024 its grants supported 407,782 jobs and $94.58 billion in economic activity, in every state"
        " and nearly every district, and research teams that break up do not come back when the money does."
    )
    words = " Researchers here run 7,074 projects, third among the states, behind only California and New York." * 2
    return laid(
        para("LEAVE-BEHIND · FOR PUBLIC RELEASE", style="Kicker"),
        heading("Protect NIH research funding"),
        para(
            "Every dollar NIH sends to a lab comes back to the community two and a half times over. Cutting it would"
            " stop research that patients in Massachusetts are waiting for.",
            style="Bottom Line",
            box=TINTED,
            point="nih-funding/bottom-line",
        ),
        stats(
            ("407,782", "jobs supported by NIH grants nationwide, FY2024"),
            ("$94.58 billion", "in economic activity, $2.56 for each dollar granted"),
            ("7,074", "NIH-funded research projects under way in Massachusetts, 2022"),
        ),
        heading("Why it matters in Massachusetts", 2),
        *(bullet(bold(lead), sentence, note(number), point=ref) for ref, lead, number in points),
        heading("What others say", 2),
        para("The figures are from ", link, ", which counts every grant.", words),
        *((figure(),) if chart else ()),
        table(
            ("Year", "Jobs", "Activity"),
            ("FY2023", "412,041", "$92.89 billion"),
            ("FY2024", "407,782", "$94.58 billion"),
        ),
        para(
            bold("The ask. "),
            "Oppose any cut to the NIH budget in this year’s appropriations bill, and join the letter to the"
            " subcommittee. Contact: Alex Staff, (202) 555-0101.",
            style="Ask",
            box=RULED,
            point="nih-funding/ask",
        ),
        para(
            text("Sources. ", "sans-bold", 8, GREY),
            "1. United for Medical Research, 2025 update, March 11, 2025. 2. Becker’s ASC Review, September 2, 2022."
            " 3. Center for American Progress, “The role of Congress.”",
            style="Sources",
        ),
    )
