"""Every rule has its page, every page its rule, and what a page shows is what the program says."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from pathlib import Path
from textwrap import fill

import pytest

from generator.checks import RULES
from generator.checks.gate import CODES
from generator.store.schema import Clearance
from tests.checks.messages import expected

RULES_DOCS = Path(__file__).resolve().parents[2] / "docs" / "rules"
PARTS = ["What", "Why", "How to mend it", "Example"]
WHO = dict(
    zip(Clearance, ("in public documents", "for Members and staff of Congress", "inside the office"), strict=True)
)


def page(code: str) -> str:
    return (RULES_DOCS / f"{code}.md").read_text(encoding="utf-8")


def one_line(text: str) -> str:
    return " ".join(text.split())


def gravity(code: str) -> str:
    """How grave a rule is, in the words of its page."""
    article = {"error": "an error", "warning": "a warning", "off": "off"}
    given = RULES[code].gravities
    if len(set(given.values())) == 1:
        return f"{next(iter(given.values())).capitalize()}."
    text = "; ".join(f"{article[given[c]]} {WHO[c]}" for c in Clearance)
    return f"{text[0].upper()}{text[1:]}."


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert {p.stem for p in RULES_DOCS.glob("TP*.md")} == set(RULES)
    assert {p.name for p in RULES_DOCS.iterdir()} == {f"{code}.md" for code in RULES} | {"README.md"}


@pytest.mark.parametrize("code", RULES)
def test_a_page_says_what_why_how_to_mend_and_shows_an_example(code: str) -> None:
    text, rule = re.sub(r"```.*?```", "```", page(code), flags=re.DOTALL), RULES[code]
    assert text.startswith(f"# {code} {rule.name}\n\n{rule.summary}\n\n*{gravity(code)}*\n")
    assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS
    for part in re.split(r"^## .+$", text, flags=re.MULTILINE)[1:]:
        assert len(part.split()) > 2
    assert len(text.split()) < 320, "one short page"


@pytest.mark.parametrize("code", sorted(set(RULES) - {"TP510"}))
def test_the_message_a_page_shows_is_one_that_the_program_writes(code: str, update: bool) -> None:
    said = [one_line(m) for found in expected()[code].values() for m in found]
    [shown] = re.findall(r"```text\n(.*?)```", page(code), re.DOTALL)
    if update and one_line(shown) not in said:
        nearest = max(said, key=lambda message: SequenceMatcher(None, message, one_line(shown)).ratio())
        (RULES_DOCS / f"{code}.md").write_text(page(code).replace(shown, fill(nearest, 118) + "\n"), encoding="utf-8")
        shown = nearest
    assert one_line(shown) in said, 'run: make test ARGS="tests/checks tests/test_docs.py --update"'


def test_the_list_of_rules_is_complete_and_right() -> None:
    text = (RULES_DOCS / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| \[(TP\d+)\]\((TP\d+)\.md\) \| ([\w-]+) \| (.+?) \| (\w+) \| (\w+) \| (\w+) \|$", text, re.M)
    assert rows == [
        (code, code, rule.name, rule.summary, *(rule.gravities[c] for c in Clearance))
        for code, rule in sorted(RULES.items())
    ]


def test_the_pages_name_what_the_gate_refuses() -> None:
    text = (RULES_DOCS / "README.md").read_text(encoding="utf-8")
    gate = text.split("## What the gate refuses")[1].split("\n## ")[0]
    assert set(re.findall(r"TP\d{3}", gate)) == set(CODES)
