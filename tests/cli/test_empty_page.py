"""A page on which nothing is left is no document: refused if it was asked for by name, left out of a build of all."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.errors import Exit
from tests.cli.test_empty_sections import HEARING, TOPIC

Run = Callable[..., Result]
BODIES = {
    "points": '{% for q in points("quote") %}\n::: quote\n{{ q }}\n:::\n{% endfor %}\n',
    "points under a title": '# {{ topic.title }}\n\n{% for q in points("quote") %}\n- {{ q }}\n{% endfor %}\n',
    "points under a text": '# Quotes\n\nWhat they say:\n\n{% for q in points("quote") %}\n- {{ q }}\n{% endfor %}\n',
    "figures": '::: stats\n{{ facts("headline") }}\n:::\n',
    "a hearing": "{% if hearing %}\n{{ hearing.purpose }}\n{% endif %}\n",
    "nothing": "",
    "a title": "# {{ topic.title }}\n",
}
LACKING = {
    "points": "The template asks for points of kind quote (zz has none)",
    "points under a title": "The template asks for points of kind quote (zz has none)",
    "points under a text": "The template asks for points of kind quote (zz has none)",
    "figures": "The template asks for figures tagged “headline” (zz has none that these readers may see)",
    "a hearing": "The template asks for a hearing (none to come has zz on its list)",
    "nothing": "The template prints nothing below its head",
    "a title": "The template prints nothing below its head",
}
FRONT = "---\nname: Quotes\nclearance: public\n---\n"
SAID = "nothing of zz is for quotes: the page would be empty"


def write(office: Path, name: str) -> None:
    topics = office / "talking_points" / "topics"
    for other in topics.glob("*.yaml"):
        other.unlink()
    for other in (office / "talking_points" / "hearings").glob("*.yaml"):
        other.unlink()
    (topics / "zz.yaml").write_text(TOPIC, encoding="utf-8", newline="\n")
    (office / "templates" / "quotes.md").write_text(FRONT + BODIES[name], encoding="utf-8", newline="\n")


@pytest.mark.parametrize("command", ["build", "show", "explain"])
@pytest.mark.parametrize("name", list(BODIES))
def test_an_empty_page_is_refused_by_name(office: Path, onepager: Run, name: str, command: str) -> None:
    write(office, name)
    said = onepager(command, "zz", "-a", "quotes")
    assert said.exit_code == Exit.CONTENT
    assert SAID in said.output
    assert LACKING[name] in said.output
    assert "mistake of onepager" not in said.output
    if command == "explain":
        assert "no points in, 1 point out" in said.output


@pytest.mark.parametrize("named", [(), ("zz",)])
def test_a_build_of_all_leaves_it_out_with_the_reason(office: Path, onepager: Run, named: tuple[str, ...]) -> None:
    write(office, "points")
    said = onepager("build", *named, "--format", "txt")
    assert said.exit_code == Exit.OK, said.output
    assert f"left out: zz for quotes: {SAID}. {LACKING['points']}" in said.output
    assert not list((office / "output").glob("*Quotes*"))
    data = json.loads(onepager("build", *named, "--format", "txt", "--json").stdout)
    assert data["ok"] is True
    assert data["left_out"] == ["zz for quotes"]


@pytest.mark.parametrize("named", [(), ("zz",), ("zz", "-a", "quotes")])
def test_a_dry_run_does_not_count_it(office: Path, onepager: Run, named: tuple[str, ...]) -> None:
    write(office, "points")
    data = json.loads(onepager("build", *named, "--dry-run", "--json").stdout)
    assert [d for d in data["documents"] if d["audience"] == "quotes"] == []
    said = onepager("build", *named, "--dry-run").output
    assert f"would be left out: {SAID}. The template asks for points of kind quote" in said


def test_its_older_files_are_named(office: Path, onepager: Run) -> None:
    write(office, "points")
    topic = office / "talking_points" / "topics" / "zz.yaml"
    quote = "  said:\n    kind: quote\n    speaker: Pat\n    full: We wait.\n"
    topic.write_text(TOPIC + quote, encoding="utf-8", newline="\n")
    assert onepager("build", "zz", "--format", "txt").exit_code == Exit.OK
    assert "empty page" not in onepager("build", "zz", "--format", "txt").output
    topic.write_text(TOPIC, encoding="utf-8", newline="\n")
    said = " ".join(onepager("build", "zz", "--format", "txt").output.split())
    [older] = (office / "output").glob("*Quotes*")
    assert "1 file in" in said
    assert "would be an empty page now" in said
    assert older.name in said


def test_check_tells_it_in_a_warning(office: Path, onepager: Run) -> None:
    write(office, "points")
    found = json.loads(onepager("check", "--json").stdout)["problems"]
    [empty] = [p for p in found if p["code"] == "TP709"]
    assert empty["severity"] == "warning"
    assert LACKING["points"].lower() in empty["why"].lower()
    assert not [p for p in found if p["code"] == "TP703" and "quotes" in p["what"]]


def test_a_template_that_types_all_itself_is_a_document(office: Path, onepager: Run) -> None:
    write(office, "nothing")
    (office / "templates" / "quotes.md").write_text(f"{FRONT}# Hours\n\nWe are open all day.\n", encoding="utf-8")
    assert onepager("show", "zz", "-a", "quotes").exit_code == Exit.OK


def test_a_hearing_leaves_it_out_of_its_binders(office: Path, onepager: Run) -> None:
    write(office, "points")
    members = "members:\n  smith:\n    name: Rep. Smith\n    clearance: congress\n"
    text = HEARING + members
    (office / "talking_points" / "hearings" / "barn.yaml").write_text(text, encoding="utf-8", newline="\n")
    made = onepager("hearing", "barn")
    assert made.exit_code == Exit.OK, made.output
    assert "left out: zz for quotes" in made.output
    board = json.loads(onepager("hearing", "barn", "--status", "--json").stdout)["documents"]
    states = {(d["document"], d["for"]): d["state"] for d in board}
    assert states["zz", "quotes"] == "left out"
    assert states["binder", "smith"] != "blocked"
