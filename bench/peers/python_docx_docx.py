"""python-docx as everyone writes it: a new document, styles by name, runs one after the other."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Inches, Pt, RGBColor
from serve import serve

ACCENT = RGBColor(0x1F, 0x3A, 0x5F)


def said(paragraph: Any, item: dict[str, Any]) -> None:
    if item["lead"]:
        paragraph.add_run(f"{item['lead']} ").bold = True
    paragraph.add_run(item["text"])
    if item["note"]:
        paragraph.add_run(item["note"]).font.superscript = True


def linked(paragraph: Any, text: str, href: str) -> None:
    """python-docx has no links; this is what its users copy from one another."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def table_of(document: Any, rows: list[list[str]]) -> Any:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return table


def add(document: Any, block: dict[str, Any]) -> None:
    match block["kind"]:
        case "kicker":
            document.add_paragraph(block["text"], style="Subtitle")
        case "heading":
            document.add_heading(block["text"], level=block["level"])
        case "bullets":
            for item in block["items"]:
                said(document.add_paragraph(style="List Bullet"), item)
        case "memo":
            for item in block["items"]:
                said(document.add_paragraph(style="Body Text"), item)
        case "box":
            said(document.add_paragraph(style="Intense Quote"), block)
        case "question":
            document.add_paragraph(style="Body Text").add_run(block["lead"]).bold = True
            said(document.add_paragraph(style="Body Text"), {**block, "lead": ""})
        case "stats":
            table = table_of(document, [[s["value"] for s in block["stats"]]])
            for cell, stat in zip(table.rows[0].cells, block["stats"], strict=True):
                cell.paragraphs[0].runs[0].font.size = Pt(20)
                said(cell.add_paragraph(), {"lead": "", "text": stat["label"], "note": stat["note"]})
        case "table":
            table = table_of(document, [block["header"], *block["rows"]])
            table.style = "Table Grid"
            for cell in table.rows[0].cells:
                cell.paragraphs[0].runs[0].bold = True
        case "sources":
            for source in block["sources"]:
                paragraph = document.add_paragraph(style="List Number")
                paragraph.add_run(source["before"])
                if source["href"]:
                    linked(paragraph, source["title"], source["href"])
                paragraph.add_run(source["after"])
        case _:
            said(document.add_paragraph(style="Body Text"), block)


def render(content: dict[str, Any]) -> bytes:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(0.9)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10.5)
    document.core_properties.title = content["title"]
    document.core_properties.author = content["author"]
    section.footer.paragraphs[0].text = content["footer"]
    name = document.add_paragraph(style="Body Text")
    name.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = name.add_run(content["name"])
    run.bold, run.font.color.rgb = True, ACCENT
    document.add_paragraph(content["contact"], style="Body Text").alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph(style="Body Text").add_run(content["marking"]).bold = True
    for block in content["blocks"]:
        add(document, block)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


if __name__ == "__main__":
    serve(render)
