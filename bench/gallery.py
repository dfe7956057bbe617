"""`make gallery`: every page of the starter store as a picture, Word beside PDF, in one HTML contact sheet.

Writes `output/gallery/index.html`: topics down, audiences across. Word files are laid out by LibreOffice.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

import pypdfium2

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.made import ROOT, Pair, starter, write_pairs
from tests.tools.external import soffice_convert

SCALE = 110 / 72
STYLE = """
body { font: 14px/1.4 sans-serif; margin: 24px; background: #e9e9ec; color: #222 }
.row { display: flex; gap: 16px; overflow-x: auto; padding: 8px 0 24px }
figure { margin: 0; flex: none }
figcaption { margin-bottom: 4px }
img { height: 560px; background: #fff; box-shadow: 0 1px 4px #0003 }
"""


def pictures(pdf: Path, stem: Path) -> list[Path]:
    """One PNG a page."""
    made = []
    document = pypdfium2.PdfDocument(pdf)
    for number, page in enumerate(document, 1):
        path = stem.with_name(f"{stem.name}-{number}.png")
        page.render(scale=SCALE).to_pil().save(path)
        made.append(path)
    document.close()
    return made


def figure(pair: Pair, what: str, pages: list[Path]) -> str:
    laid = pair.made.laid
    caption = f"{pair.made.request.audience} · {what} · {laid.fill:.0%}"
    images = "".join(f'<a href="{p.name}"><img src="{p.name}" alt="{escape(pair.name)}"></a>' for p in pages)
    return f"<figure><figcaption>{escape(caption)}</figcaption>{images}</figure>"


def main() -> None:
    folder = ROOT / "output" / "gallery"
    (folder / "word").mkdir(parents=True, exist_ok=True)
    pairs = list(write_pairs(starter(), folder))
    converted = soffice_convert([p.docx for p in pairs], folder / "word")
    rows: dict[str, list[str]] = {}
    for pair, word in zip(pairs, converted, strict=True):
        cells = rows.setdefault(pair.made.request.topic, [])
        cells.append(figure(pair, "Word", pictures(word, folder / f"{pair.name}-word")))
        cells.append(figure(pair, "PDF", pictures(pair.pdf, folder / f"{pair.name}-pdf")))
    body = "".join(f'<h2>{escape(t)}</h2><div class="row">{"".join(c)}</div>' for t, c in rows.items())
    head = f'<meta charset="utf-8"><title>Gallery</title><style>{STYLE}</style>'
    page = f'<!doctype html><html lang="en">{head}{body}</html>'
    (folder / "index.html").write_text(page, encoding="utf-8")
    print(folder / "index.html")


if __name__ == "__main__":
    main()
