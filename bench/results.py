"""`bench/RESULTS.md`: one section for each benchmark that prints Markdown, put in place of its last one."""

from __future__ import annotations

import os
import platform
import re
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

FILE = Path(__file__).with_name("RESULTS.md")
HEAD = """# What was measured

Written by `make bench`. Times are in milliseconds unless they say otherwise. Figures depend on the machine; ratios are
of the same run.
"""


def paragraph(text: str) -> str:
    """Running text in lines of a length that can be read as text as well."""
    return textwrap.fill(text, 110) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], align: str) -> str:
    """A Markdown table that can be read as text as well; `align` has l or r for each column."""
    lines = [list(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    widths = [max(3, *(len(line[n]) for line in lines)) for n in range(len(heads))]

    def set_(line: Sequence[str]) -> str:
        cells = (c.rjust(w) if a == "r" else c.ljust(w) for c, w, a in zip(line, widths, align, strict=True))
        return f"| {' | '.join(cells)} |"

    rule = [f"{'-' * (w - 1)}:" if a == "r" else "-" * w for w, a in zip(widths, align, strict=True)]
    return "\n".join((set_(lines[0]), set_(rule), *map(set_, lines[1:])))


def keep(section: str, order: Sequence[str]) -> None:
    """Put a section (`## Title`, then its text) into the file; `order` are the titles as they are to stand there."""
    section = section.strip()
    title, _, rest = section.partition("\n")
    stamp = f"{date.today():%Y-%m-%d}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}."
    old = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    sections = {part.partition("\n")[0]: part.strip() for part in re.split(r"^(?=## )", old, flags=re.MULTILINE)[1:]}
    sections[title] = f"{title}\n\nMeasured {stamp}\n\n{rest.strip()}"
    titles = sorted(sections, key=lambda t: (order.index(t) if t in order else len(order), t))
    FILE.write_text("\n\n".join((HEAD.strip(), *(sections[t] for t in titles))) + "\n", encoding="utf-8")
