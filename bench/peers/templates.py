"""The Word templates of docxtpl and docxtemplater, made with python-docx as an office would make them in Word.

python templates.py jinja FILE     (docxtpl)
python templates.py mustache FILE  (docxtemplater)
"""

from __future__ import annotations

import sys
from typing import Any

from docx import Document
from docx.shared import Inches, Pt


def page(footer: str) -> Any:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(0.9)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10.5)
    section.footer.paragraphs[0].text = footer
    return document


def paragraph(document: Any, style: str, *runs: tuple[str, str]) -> None:
    made = document.add_paragraph(style=style)
    for text, look in runs:
        run = made.add_run(text)
        run.bold = look == "b" or None
        run.font.superscript = look == "sup" or None


def tables(document: Any, rows: list[tuple[str, ...]], columns: int) -> None:
    table = document.add_table(rows=0, cols=columns)
    table.style = "Table Grid"
    for texts in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, texts, strict=False):
            cell.text = text


def jinja() -> Any:
    """Paragraphs whose only text is a `{%p … %}` go; rows with `{%tr … %}` likewise."""
    document = page("{{ footer }}")
    lead, text, note = ("{{ it.lead }} ", "b"), ("{{ it.text }}", ""), ("{{ it.note }}", "sup")
    of_block = tuple((t.replace("it.", "b."), look) for t, look in (lead, text, note))
    for line in ("{{ name }}", "{{ contact }}", "{{ marking }}"):
        paragraph(document, "Body Text", (line, "b"))
    paragraph(document, "Normal", ("{%p for b in blocks %}", ""))

    def when(kind: str, first: bool = False) -> None:
        paragraph(document, "Normal", (f'{{%p {"if" if first else "elif"} b.kind == "{kind}" %}}', ""))

    def each(over: str, style: str, *runs: tuple[str, str]) -> None:
        paragraph(document, "Normal", (f"{{%p for it in b['{over}'] %}}", ""))
        paragraph(document, style, *runs)
        paragraph(document, "Normal", ("{%p endfor %}", ""))

    when("kicker", first=True)
    paragraph(document, "Subtitle", ("{{ b.text }}", ""))
    for level in (1, 2, 3):
        paragraph(document, "Normal", (f'{{%p elif b.kind == "heading" and b.level == {level} %}}', ""))
        paragraph(document, f"Heading {level}", ("{{ b.text }}", ""))
    when("bullets")
    each("items", "List Bullet", lead, text, note)
    when("memo")
    each("items", "Body Text", lead, text, note)
    when("box")
    paragraph(document, "Intense Quote", *of_block)
    when("paragraph")
    paragraph(document, "Body Text", *of_block)
    when("question")
    paragraph(document, "Body Text", of_block[0])
    paragraph(document, "Body Text", *of_block[1:])
    when("stats")
    each("stats", "Body Text", ("{{ it.value }} ", "b"), ("{{ it.label }}", ""), note)
    when("table")
    head = ("{%tc for c in b.header %}", "{{ c }}", "{%tc endfor %}")
    cells = ("{%tc for c in r %}", "{{ c }}", "{%tc endfor %}")
    tables(document, [head, ("{%tr for r in b.rows %}",), cells, ("{%tr endfor %}",)], 3)
    when("sources")
    link = "{{ it.before }}{{ it.title }}{{ it.after }} {{ it.href }}"
    each("sources", "Body Text", ("{{ it.number }}. ", ""), (link, ""))
    paragraph(document, "Normal", ("{%p endif %}", ""))
    paragraph(document, "Normal", ("{%p endfor %}", ""))
    return document


def mustache() -> Any:
    """docxtemplater has no tests in its free edition but truth, so blocks come with a key of their kind; a table's
    columns are fixed there."""
    document = page("{footer}")
    for line in ("{name}", "{contact}", "{marking}"):
        paragraph(document, "Body Text", (line, "b"))
    runs = (("{lead} ", "b"), ("{text}", ""), ("{note}", "sup"))

    def section(name: str, *inside: tuple[str, tuple[tuple[str, str], ...]]) -> None:
        paragraph(document, "Normal", (f"{{#{name}}}", ""))
        for style, texts in inside:
            paragraph(document, style, *texts)
        paragraph(document, "Normal", (f"{{/{name}}}", ""))

    paragraph(document, "Normal", ("{#blocks}", ""))
    section("kicker", ("Subtitle", (("{text}", ""),)))
    for level in (1, 2, 3):
        section(f"heading{level}", (f"Heading {level}", (("{text}", ""),)))
    section("bullets", ("List Bullet", runs))
    section("memo", ("Body Text", runs))
    section("box", ("Intense Quote", runs))
    section("paragraph", ("Body Text", runs))
    section("question", ("Body Text", runs[:1]), ("Body Text", runs[1:]))
    section("stats", ("Body Text", (("{value} ", "b"), ("{label}", ""), ("{note}", "sup"))))
    paragraph(document, "Normal", ("{#table}", ""))
    tables(document, [("{h0}", "{h1}", "{h2}", "{h3}"), ("{#rows}{c0}", "{c1}", "{c2}", "{c3}{/rows}")], 4)
    paragraph(document, "Normal", ("{/table}", ""))
    section("sources", ("Body Text", (("{number}. {before}{title}{after} {href}", ""),)))
    paragraph(document, "Normal", ("{/blocks}", ""))
    return document


if __name__ == "__main__":
    {"jinja": jinja, "mustache": mustache}[sys.argv[1]]().save(sys.argv[2])
