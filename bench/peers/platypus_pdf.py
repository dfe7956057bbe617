"""reportlab's platypus as everyone writes it: paragraphs with markup, tables, a footer drawn on each page. No tags."""

from __future__ import annotations

import io
from html import escape
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.lib.units import inch
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import ListFlowable, ListItem, Paragraph, SimpleDocTemplate, Table, TableStyle
from serve import FONTS, serve

for face in ("Regular", "Bold", "Italic", "BoldItalic"):
    pdfmetrics.registerFont(TTFont(f"Carlito-{face}", FONTS / f"Carlito-{face}.ttf"))
pdfmetrics.registerFontFamily("Carlito", "Carlito-Regular", "Carlito-Bold", "Carlito-Italic", "Carlito-BoldItalic")

accent, grey = HexColor("#1F3A5F"), HexColor("#555555")
sheet = getSampleStyleSheet()
body = ParagraphStyle(
    "body", sheet["BodyText"], fontName="Carlito-Regular", fontSize=10.5, leading=12.75, spaceBefore=3
)
small = ParagraphStyle("small", body, fontSize=8.5, leading=10.5)
head = ParagraphStyle("head", body, fontName="Carlito-Bold", fontSize=14, leading=17, textColor=accent, alignment=1)
contact = ParagraphStyle("contact", small, alignment=1)
big = ParagraphStyle("big", head, fontSize=20, leading=24, alignment=0)
boxed = ParagraphStyle("boxed", body, backColor=HexColor("#EEF2F7"), borderPadding=6, spaceBefore=8, spaceAfter=8)
headings = {
    1: ParagraphStyle("h1", sheet["Heading1"], fontName="Carlito-Bold", fontSize=20, leading=24, textColor=accent),
    2: ParagraphStyle("h2", sheet["Heading2"], fontName="Carlito-Bold", fontSize=12.5, leading=15, textColor=accent),
    3: ParagraphStyle("h3", sheet["Heading3"], fontName="Carlito-Bold", fontSize=11, leading=13, textColor=accent),
}
grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, grey), ("VALIGN", (0, 0), (-1, -1), "TOP")])
top = TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])


def said(item: dict[str, Any], style: ParagraphStyle = body) -> Paragraph:
    lead = f"<b>{escape(item['lead'])}</b> " if item["lead"] else ""
    note = f"<super>{item['note']}</super>" if item["note"] else ""
    return Paragraph(f"{lead}{escape(item['text'])}{note}", style)


def flowables(block: dict[str, Any], width: float) -> list[Any]:
    match block["kind"]:
        case "kicker":
            return [Paragraph(escape(block["text"]), small)]
        case "heading":
            return [Paragraph(escape(block["text"]), headings[block["level"]])]
        case "bullets":
            return [ListFlowable([ListItem(said(i)) for i in block["items"]], bulletType="bullet", leftIndent=14)]
        case "memo":
            return [said(item) for item in block["items"]]
        case "box":
            return [said(block, boxed)]
        case "question":
            return [Paragraph(f"<b>{escape(block['lead'])}</b>", body), said({**block, "lead": ""})]
        case "stats":
            cells = [
                [Paragraph(s["value"], big), said({**s, "lead": "", "text": s["label"]}, small)] for s in block["stats"]
            ]
            return [Table([cells], colWidths=[width / len(cells)] * len(cells), style=top)]
        case "table":
            rows = [[Paragraph(f"<b>{escape(c)}</b>", body) for c in block["header"]]]
            rows += [[Paragraph(escape(c), body) for c in row] for row in block["rows"]]
            return [Table(rows, colWidths=[width * w for w in block["widths"]], style=grid, repeatRows=1)]
        case "sources":
            return [Paragraph(source(s), small) for s in block["sources"]]
        case _:
            return [said(block)]


def source(s: dict[str, str]) -> str:
    link = f'<a href="{escape(s["href"])}" color="#1F3A5F">{escape(s["title"])}</a>' if s["href"] else ""
    return f"{s['number']}. {escape(s['before'])}{link}{escape(s['after'])}"


def render(content: dict[str, Any]) -> bytes:
    buffer = io.BytesIO()
    template = SimpleDocTemplate(
        buffer, pagesize=letter, title=content["title"], author=content["author"],
        leftMargin=0.9 * inch, rightMargin=0.9 * inch, topMargin=0.8 * inch, bottomMargin=0.8 * inch,
    )  # fmt: skip

    def footer(canvas: Any, doc: Any) -> None:
        canvas.setFont("Carlito-Regular", 8.5)
        canvas.drawString(0.9 * inch, 0.5 * inch, content["footer"])
        canvas.drawRightString(letter[0] - 0.9 * inch, 0.5 * inch, str(doc.page))

    story: list[Any] = [Paragraph(escape(content["name"]), head), Paragraph(escape(content["contact"]), contact)]
    story.append(Paragraph(f"<b>{escape(content['marking'])}</b>", small))
    for block in content["blocks"]:
        story += flowables(block, template.width)
    template.build(story, onFirstPage=footer, onLaterPages=footer)
    return buffer.getvalue()


if __name__ == "__main__":
    serve(render)
