"""How alike Word and PDF break their lines, and how full the pages are.

Lays every DOCX of the starter store out with LibreOffice and compares each paragraph of the body, line by line, with
what our own breaker did. Prints the share of paragraphs with the same number of lines, the share of lines that end at
the same word, every difference, and the fill of the last pages.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.made import Pair, starter, write_pairs
from generator.layout.lay_out import lines_of
from tests.tools.external import soffice_convert


def bare(text: str) -> str:
    return re.sub(r"[\s•]+", "", text.replace("\ufffe", "-").replace("\x02", "-"))


def word_lines(pdf: Path) -> Iterator[str]:
    """The lines of a PDF as they stand on its pages, without spaces."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        for line in page.get_textpage().get_text_bounded().splitlines():
            if bare(line):
                yield bare(line)
    document.close()


def our_lines(pair: Pair) -> list[tuple[str, list[str]]]:
    """Each paragraph with its lines, without spaces."""
    paragraphs = []
    for para, lines in lines_of(pair.made.laid.flow):
        texts = [bare("".join(r.text for r in line.runs)) for line in lines]
        paragraphs.append((para.style.name, [t for t in texts if t]))
    return paragraphs


class Tally:
    def __init__(self) -> None:
        self.paragraphs = self.same_paragraphs = self.lines = self.same_lines = 0
        self.differences: list[str] = []

    def compare(self, pair: Pair, word: Path) -> None:
        """Find each of our paragraphs in Word's lines, whose breaks may differ from ours."""
        theirs = list(word_lines(word))
        whole = "".join(theirs)
        ends, position = set(), 0
        for line in theirs:
            position += len(line)
            ends.add(position)
        at = 0
        for style, lines in our_lines(pair):
            text = "".join(lines)
            start = whole.find(text, at)
            if start < 0:
                start = whole.find(text)
            if start < 0 or not text:
                self.differences.append(f"{pair.name}: not found in Word: {style} {text[:60]!r}")
                self.paragraphs += 1
                self.lines += len(lines)
                continue
            at = start
            self._paragraph(pair, style, lines, start, ends)

    def _paragraph(self, pair: Pair, style: str, lines: list[str], start: int, ends: set[int]) -> None:
        length = sum(map(len, lines))
        inner = {e - start for e in ends if start < e < start + length}
        ours, position = set(), 0
        for line in lines[:-1]:
            position += len(line)
            ours.add(position)
        self.paragraphs += 1
        self.lines += len(lines)
        self.same_lines += len(ours & inner) + 1
        if len(inner) == len(ours):
            self.same_paragraphs += 1
        if inner != ours:
            text = "".join(lines)
            places = [f"{text[max(0, e - 12) : e]}|{text[e : e + 12]}" for e in sorted(inner ^ ours)]
            self.differences.append(f"{pair.name}: {style}: ours {len(lines)}, Word {len(inner) + 1}: {places}")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        pairs = list(write_pairs(starter(), Path(folder)))
        (Path(folder) / "word").mkdir()
        converted = soffice_convert([p.docx for p in pairs], Path(folder) / "word")
        tally = Tally()
        wrong_pages = []
        for pair, word in zip(pairs, converted, strict=True):
            tally.compare(pair, word)
            document = pypdfium2.PdfDocument(word)
            if len(document) != len(pair.made.laid.pages):
                wrong_pages.append(f"{pair.name}: {len(pair.made.laid.pages)} pages here, {len(document)} in Word")
            document.close()
    print(*tally.differences, *wrong_pages, sep="\n")
    print(f"paragraphs with the same number of lines: {tally.same_paragraphs}/{tally.paragraphs}", end=" ")
    print(f"= {tally.same_paragraphs / tally.paragraphs:.2%}")
    print(f"lines that end at the same word: {tally.same_lines}/{tally.lines} = {tally.same_lines / tally.lines:.2%}")
    fills = sorted(p.made.laid.fill for p in pairs)
    print(f"fill of last pages: lowest {fills[0]:.0%}, median {statistics.median(fills):.0%}, highest {fills[-1]:.0%}")
    print(f"documents with another number of pages in Word: {len(wrong_pages)}")


if __name__ == "__main__":
    main()
