"""What does not fit is told by the text that is too long, at its line, by every command that makes the document."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.errors import Exit

Run = Callable[..., Result]
SENTENCE = "Too many farms have no broadband and it costs them. "
FARMS = """title: Broadband for every farm
short: Farm broadband
bottom_line: {bottom_line}
ask: {ask}
points:
  gap:
    kind: message
    required: true
    lead: The gap is rural.
    full: {full}
  crews:
    kind: message
    lead: Crews are ready.
    full: Local crews are ready to build.
"""
LINES = {"bottom_line": (3, "the bottom line"), "ask": (4, "the ask"), "full": (10, "the point “zz/gap”")}


def write(office: Path, key: str) -> None:
    """A topic one text of which is far too long."""
    texts = dict.fromkeys(LINES, "Join the bill.") | {key: SENTENCE * 120}
    file = office / "talking_points" / "topics" / "zz.yaml"
    file.write_text(FARMS.format(**texts), encoding="utf-8", newline="\n")


@pytest.mark.parametrize("command", ["build", "show", "explain"])
@pytest.mark.parametrize("key", list(LINES))
def test_the_text_that_is_too_long_is_named_at_its_line(office: Path, onepager: Run, key: str, command: str) -> None:
    write(office, key)
    line, name = LINES[key]
    made = onepager(command, "zz", "-a", "constituent")
    assert made.exit_code == Exit.CONTENT
    assert f"talking_points/topics/zz.yaml:{line}:" in made.output
    assert f"The longest text in it is {name} (" in made.output
    assert "Shorten that text first" in made.output


@pytest.mark.parametrize("pages", [1, 2, 9])
def test_no_limit_takes_a_text_that_is_higher_than_a_page(office: Path, onepager: Run, pages: int) -> None:
    write(office, "full")
    template = office / "templates" / "constituent.md"
    text = template.read_text(encoding="utf-8")
    template.write_text(text.replace("pages: 1", f"pages: {pages}"), encoding="utf-8", newline="\n")
    made = onepager("build", "zz", "-a", "constituent")
    assert made.exit_code == Exit.CONTENT
    assert "The longest text in it is the point “zz/gap”" in made.output


def test_explain_works_when_the_build_fails(office: Path, onepager: Run) -> None:
    write(office, "bottom_line")
    said = onepager("explain", "zz", "-a", "constituent")
    assert said.exit_code == Exit.CONTENT
    assert "zz for constituent, 1 page: 2 points in, no points out" in said.stdout
    assert "pt smaller" in said.stdout
    assert "What must stay, the longest first:" in said.stdout
    data = json.loads(onepager("explain", "zz", "-a", "constituent", "--json").stdout)
    assert data["texts"][0]["name"] == "the bottom line"
    assert data["texts"][0]["line"] == 3
    assert data["texts"][0]["lines"] > 5 * data["texts"][1]["lines"]
    assert [p["id"] for p in data["points"]] == ["gap", "crews"]


def test_explain_works_when_a_template_is_at_fault(office: Path, onepager: Run) -> None:
    write(office, "gap")
    template = office / "templates" / "constituent.md"
    template.write_text(template.read_text(encoding="utf-8") + "\n::: nothing\n:::\n", encoding="utf-8", newline="\n")
    said = onepager("explain", "zz", "-a", "constituent")
    assert said.exit_code == Exit.CONTENT
    assert "2 points in" in said.output
    assert "templates/constituent.md:" in said.output
