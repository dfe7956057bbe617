"""How long the PDF writer takes for a page of about 360 words, warm, and how large the file is.

python -m bench.pdf_writer [--profile]
"""

from __future__ import annotations

import cProfile
import pstats
import sys
from random import Random
from statistics import median
from time import perf_counter

from generator.layout.flow import LaidOut
from generator.layout.fonts import text_width
from generator.writers.pdf import write_pdf
from tests.writers.laid import BREAK, FRAME, Sheet, bars, link, note, run, spaced_out

ROUNDS = 300
RECEIPT = '{"points": [' + ", ".join(f'"nih-funding/point-{n}"' for n in range(20)) + "]}"
VOCABULARY = (
    "the of and to in for that research funding Congress million patients cancer jobs Pennsylvania’s state year grants"
    " trials university support federal budget requests Institutes health lives new treatment across every district"
    " laboratories Senate bill increase cut hiring families—most science discovery medicine $92.89 billion 2026 percent"
)


def prose(seed: int, words: int, width: float) -> str:
    """So many words broken into lines of that width."""
    text = " ".join(Random(seed).choices(VOCABULARY.split(), k=words)) + "."
    lines = [""]
    for word in text.split(" "):
        if text_width(f"{lines[-1]} {word}", "sans", 10.5) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return BREAK.join(lines)


def one_page(figure: bool = False) -> LaidOut:
    """A leave-behind: title, bottom line, four sections with bullets and notes, a table, sources with links."""
    sheet = Sheet()
    sheet.paragraph(spaced_out("LEAVE-BEHIND · PUBLIC"))
    sheet.heading(1, "Keep Pennsylvania’s laboratories open")
    sheet.callout("Bottom line: fund the National Institutes of Health at $92.89 billion, as the Senate voted.")
    for section in range(3):
        sheet.heading(2, "Why it matters here")
        sheet.paragraph(prose(section, 35, FRAME.measure), note("1"))
        sheet.bullets(*(prose(10 * section + n, 19, FRAME.measure - 14) for n in range(3)))
    sheet.table(("Year", "Awards", "Share"), *((str(year), "$1.1 billion", "22 percent") for year in range(2024, 2027)))
    if figure:
        sheet.figure(bars())
    for number in range(3):
        sheet.paragraph(run(f"{number} "), link(f"https://www.nih.gov/{number}", "National Institutes of Health, 2026"))
    return sheet.laid()


def time_ms(laid: LaidOut) -> tuple[float, int]:
    """The median over all rounds, in milliseconds, and the size of the file in bytes."""
    size = len(write_pdf(laid, RECEIPT))
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        write_pdf(laid, RECEIPT)
        times.append(perf_counter() - start)
    return median(times) * 1000, size


def main() -> None:
    laid = one_page()
    words = sum(len(r.text.split()) for p in laid.pages for d in p.draws for r in getattr(d, "runs", ()))
    start = perf_counter()
    write_pdf(laid)
    print(f"first document of the process: {(perf_counter() - start) * 1000:.1f} ms")
    for name, document in (("one page", laid), ("one page with a drawing", one_page(figure=True))):
        milliseconds, size = time_ms(document)
        print(f"{name}, {words} words: {milliseconds:.2f} ms, {size:,} bytes")
    if "--profile" in sys.argv:
        profile = cProfile.Profile()
        profile.enable()
        for _ in range(ROUNDS):
            write_pdf(laid, RECEIPT)
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(30)


if __name__ == "__main__":
    main()
