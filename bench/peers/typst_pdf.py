"""typst in process: the compiler is made once and kept, the texts go in as JSON; tagged, PDF/UA-1."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst
from serve import FONTS, serve

TEMPLATE = r"""
#let doc = json(bytes(sys.inputs.content))
#set document(title: doc.title, author: doc.author, date: datetime(year: 2026, month: 11, day: 24))
#set text(font: "Carlito", size: 10.5pt, lang: "en")
#set par(leading: 0.55em, spacing: 0.8em)
#let grey = rgb("#555555")
#let accent = rgb("#1F3A5F")
#set page("us-letter", margin: (x: 0.9in, y: 0.8in), footer: context text(8.5pt, grey)[
  #doc.footer #h(1fr) #counter(page).display("1 of 1", both: true)])
#show heading.where(level: 1): set text(20pt, accent)
#show heading.where(level: 2): set text(12.5pt, accent)
#let said(it) = {
  if it.lead != "" [#strong(it.lead) ]
  it.text
  if it.note != "" { super(it.note) }
}
#align(center)[#text(14pt, accent, strong(doc.name)) \ #text(9pt, grey, doc.contact)]
#text(9pt, rgb("#A02020"), strong(doc.marking))
#for b in doc.blocks {
  if b.kind == "kicker" { par(text(9pt, grey, tracking: 1pt, b.text)) }
  else if b.kind == "heading" { heading(level: b.level, b.text) }
  else if b.kind == "paragraph" { par(said(b)) }
  else if b.kind == "memo" { for it in b.items { par(said(it)) } }
  else if b.kind == "bullets" { list(..b.items.map(said)) }
  else if b.kind == "box" { block(fill: rgb("#EEF2F7"), inset: 8pt, width: 100%, said(b)) }
  else if b.kind == "question" [
    #par(strong(b.lead))
    #par[#b.text#if b.note != "" { super(b.note) }]
  ] else if b.kind == "stats" {
    grid(columns: (1fr,) * b.stats.len(), gutter: 10pt, ..b.stats.map(s => [
      #text(20pt, accent, strong(s.value)) \ #text(9pt)[#s.label#if s.note != "" { super(s.note) }]]))
  } else if b.kind == "table" {
    table(columns: b.widths.map(w => w * 1fr), stroke: 0.5pt + grey,
      table.header(..b.header.map(strong)), ..b.rows.flatten())
  } else if b.kind == "sources" {
    set text(8.5pt)
    for s in b.sources {
      par[#s.number. #s.before#if s.href != "" { link(s.href, s.title) }#s.after]
    }
  }
}
"""

compiler = typst.Compiler(font_paths=[str(FONTS)], ignore_system_fonts=True)
source = TEMPLATE.encode()


def render(content: dict[str, Any]) -> bytes:
    inputs = {"content": json.dumps(content)}
    return compiler.compile(input=source, format="pdf", sys_inputs=inputs, pdf_standards="ua-1")


if __name__ == "__main__":
    assert Path(FONTS).is_dir()
    serve(render)
