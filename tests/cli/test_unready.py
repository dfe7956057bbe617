"""What `new` begins is found by `check` in every key, and no final document prints it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.errors import Exit
from generator.reading.enums import Kind
from generator.store.skeletons import placeholders

Run = Callable[..., Result]


def codes(result: Result) -> set[str]:
    return {p["code"] for d in json.loads(result.stdout)["documents"] for p in d.get("problems", ())}


def write_over(path: Path, **texts: str) -> None:
    """Write over every placeholder but those that are given."""
    text = path.read_text(encoding="utf-8")
    for sentence in placeholders():
        if sentence not in texts.values():
            text = text.replace(sentence, "Research pays.")
    path.write_text(text, encoding="utf-8")


@pytest.mark.usefixtures("office")
def test_check_finds_every_text_that_new_begins_with(onepager: Run) -> None:
    onepager("new", "topic", "broadband")
    for kind in Kind:
        onepager("new", "point", "broadband", f"a-{kind.value}", "--kind", kind.value)
    onepager("new", "fact", "broadband", "homes", "--source", "umr-2024", "--value", "12", "--measure", "homes")
    onepager("new", "office", "ours")
    onepager("new", "office", "affairs", "--kind", "committee")
    onepager("new", "hearing", "night", "--topic", "broadband")
    result = onepager("check", "--no-documents", "--json")
    assert result.exit_code == Exit.OK, "work in hand is no error"
    found = {
        p["what"].split("“")[1].split("”")[0] for p in json.loads(result.stdout)["problems"] if p["code"] == "TP706"
    }
    # Of two sentences in one text the longer one is named.
    assert found >= placeholders() - {"A figure is a fact, and comes in by its name."}


@pytest.mark.parametrize("text", ["Write a headline for the press here", "Write it here in one sentence."])
def test_a_final_is_refused_what_it_prints_and_nothing_else(onepager: Run, office: Path, text: str) -> None:
    onepager("new", "topic", "broadband")
    write_over(office / "talking_points" / "topics" / "broadband.yaml", left=text)
    build = ("build", "broadband", "--as-of", "2026-11-24", "--format", "txt")
    assert onepager(*build, "-a", "press").exit_code == Exit.OK
    refused = onepager(*build, "-a", "press", "--final", "--json")
    printed = text in next((office / "output").glob("*.txt")).read_text(encoding="utf-8")
    assert codes(refused) == ({"TP706"} if printed else set())


def test_a_final_is_refused_an_office_as_new_began_it(onepager: Run, office: Path) -> None:
    onepager("new", "office", "ours")
    build = ("build", "nih-funding", "-a", "press", "--as-of", "2026-11-24", "--office", "ours", "--json")
    assert onepager(*build).exit_code == Exit.OK
    assert codes(onepager(*build, "--final")) == {"TP706", "TP707"}


def test_no_final_is_made_while_nobody_has_said_which_office_is_ours(onepager: Run, office: Path) -> None:
    (office / "onepager.yaml").write_text("rules: {}\n", encoding="utf-8")
    build = ("build", "nih-funding", "-a", "press", "--as-of", "2026-11-24", "--json")
    assert onepager(*build).exit_code == Exit.OK
    assert codes(onepager(*build, "--final")) == {"TP708"}
    (office / "onepager.yaml").write_text("office: sen-example\n", encoding="utf-8")
    assert onepager(*build, "--final").exit_code == Exit.OK
