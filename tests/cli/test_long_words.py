"""A word that no line can hold, and a title that fills a page, are refused where they stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.errors import Exit
from tests.cli.test_empty_sections import TOPIC

Run = Callable[..., Result]
PLACES = {
    "title: Broadband for every farm": 1,
    "short: Farm broadband": 2,
    "bottom_line: Too many farms have no broadband.": 3,
    "ask: Join the bill.": 4,
    "    lead: The gap is rural.": 8,
    "    full: Most farms that wait are far from town.": 9,
}


def write(office: Path, text: str) -> None:
    (office / "talking_points" / "topics" / "zz.yaml").write_text(text, encoding="utf-8", newline="\n")


@pytest.mark.parametrize("line", list(PLACES))
def test_an_endless_word_is_refused_with_its_place(office: Path, onepager: Run, line: str) -> None:
    write(office, TOPIC.replace(line, f"{line[:-1]} {'x' * 5000}"))
    said = onepager("build", "zz", "-a", "constituent")
    assert said.exit_code == Exit.CONTENT
    assert f"zz.yaml:{PLACES[line]}:" in said.output
    assert "has a word of 5,000 letters" in said.output or "has 5,0" in said.output


@pytest.mark.parametrize("key", ["title", "short", "headline", "finding"])
def test_an_endless_title_is_refused_with_its_place(office: Path, onepager: Run, key: str) -> None:
    words = f"{key}: {'Broadband ' * 60}"
    if key == "finding":
        text = f"{TOPIC}charts:\n  gap:\n    kind: columns\n    series: gap\n    {words}\n"
    elif key == "headline":
        text = f"{TOPIC}{words}\n"
    else:
        text = TOPIC.replace(next(line for line in PLACES if line.startswith(key)), words)
    write(office, text)
    said = onepager("build", "zz", "-a", "constituent")
    assert said.exit_code == Exit.CONTENT
    assert "letters; the limit is 200" in said.output


def test_a_long_address_behind_a_link_is_no_word(office: Path, onepager: Run) -> None:
    link = f"[here](https://example.gov/{'x' * 300})"
    write(office, TOPIC.replace("Join the bill.", f"Join the bill {link}."))
    assert onepager("show", "zz", "-a", "constituent").exit_code == Exit.OK
