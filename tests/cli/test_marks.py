"""Quotation marks and apostrophes in finished documents: in every place that is printed, and in every format."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pypdfium2
import pytest
from click.testing import Result

from generator.errors import Exit

Run = Callable[..., Result]

MARKED = """\
title: The '90s and "us"
short: Marks
bottom_line: "'Tis the '90s: he is 6'2\\" tall, 3*4*5 __init__ _one_."
ask: Join O'Brien's "bill."
facts:
  farms:
    value: the 'last' farms
    measure: farms' share
    label: farms' "share"
    qualifier: all of Farmer's
    source: marked
    locator: table 1
    as_of: 2026-01-01
    tags: [headline]
  said:
    value: 12 megawatts
    measure: power
    source: marked
  power:
    value: 12
    measure: power
    source: marked
points:
  gap:
    kind: message
    lead: The "gap" isn't rural.
    full: They are {{ farms }}, and {{ said | spoken }} of '90s power.
  words:
    kind: quote
    full: The "gap" isn't rural.
    speaker: Pat O'Hara, "Farmer"
charts:
  shares:
    kind: bars
    finding: Farms' "share" is large
    facts: {"O'Hare": power, "the '90s": power}
"""
SOURCE = """
marked:
  publisher: Farmers' "Union"
  title: The '90s "boom" isn't over
  container: Farmers' Weekly
"""
TEMPLATE = """\
---
name: All of it
file_name: All
clearance: public
pages: 1
theme: capitol
wording: [full]
---
# {{ topic.title }}

{{ topic.bottom_line }}

{{ topic.ask }}

::: stats
{{ facts("headline", at_most=3) }}
:::

{% for point in points("message", at_most=4) %}
- {{ point }}
{% endfor %}

{% for point in points("quote", at_most=1) %}
::: quote
{{ point }}
:::
{% endfor %}

{% for chart in charts(at_most=1) %}
::: chart
{{ chart }}
:::
{% endfor %}

::: sources
:::
"""
PRINTED = [
    "The ’90s and “us”",
    "’Tis the ’90s: he is 6′2″ tall, 3*4*5 __init__ _one_.",
    "Join O’Brien’s “bill.”",
    "all of Farmer’s the ‘last’ farms, and twelve megawatts of ’90s power",
    "farms’ “share”",
    "The “gap” isn’t rural.",
    "“The ‘gap’ isn’t rural.”",
    "Pat O’Hara, “Farmer”",
    "Farms’ “share” is large",
    "Farmers’ “Union”, “The ’90s ‘boom’ isn’t over,” Farmers’ Weekly",
]


@pytest.mark.parametrize("form", ["txt", "docx", "pdf"])
def test_marks_are_right_in_every_place(onepager: Run, office: Path, form: str) -> None:
    (office / "talking_points/topics/marked.yaml").write_text(MARKED, encoding="utf-8")
    with (office / "talking_points/sources.yaml").open("a", encoding="utf-8") as file:
        file.write(SOURCE)
    (office / "templates/all.md").write_text(TEMPLATE, encoding="utf-8")
    result = onepager("build", "marked", "-a", "all", "--format", form)
    assert result.exit_code == Exit.OK, result.output
    [made] = (office / "output").glob(f"*All*.{form}")
    text = " ".join(text_of(made).replace("\u00a0", " ").split())
    assert [wanted for wanted in PRINTED if wanted not in text] == []


def text_of(path: Path) -> str:
    if path.suffix == ".txt":
        return path.read_text(encoding="utf-8").replace("|", " ")
    if path.suffix == ".pdf":
        return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path))
    return " ".join("".join(p.itertext("{*}t")) for p in docx.Document(str(path)).element.body.iter("{*}p"))
