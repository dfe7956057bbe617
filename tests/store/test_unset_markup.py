"""Markup that is not set is refused at its place: in every text of the store, and in templates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import ContentError
from generator.selection.audience import read_audiences
from generator.store.library import read_library
from tests.store.factories import Entity, hearing, point, topic, write_workspace

ANYWHERE = {
    "<!-- ask counsel -->": "a comment",
    "<b>": "HTML",
    "<br/>": "HTML",
    "</div>": "HTML",
    "R&amp;D": "a character in HTML",
    "~~old~~": "struck-out",
    "![seal](seal.png)": "a picture",
    "[^1]": "a footnote",
    "[words][1]": "a link by name",
    "[words](page.html)": "leads nowhere",
    "<https://example.gov/a>": "angle brackets",
    "`code`": "code",
}
AT_A_LINE = {
    "They ask for\n- fiber": "an item of a list",
    "They ask for\n\n* fiber": "an item of a list",
    "They ask for\n 2. fiber": "an item of a list",
    "They ask for\n• fiber": "an item of a list",
    "- fiber": "an item of a list",
    "One.\n# Two": "a heading",
    "One.\n> Two": "a quotation",
    "One.\n| a | b |": "a table",
    "One.\n---\nTwo.": "a rule across",
    "One.\n\nTwo.": "a second paragraph",
}
PLACES: dict[str, Callable[[str], Entity]] = {
    "bottom_line": lambda text: topic(bottom_line=text),
    "ask": lambda text: topic(ask=text),
    "title": lambda text: topic(title=text),
    "summary": lambda text: topic(summary=text),
    "lead": lambda text: topic(points={"pays": point(lead=text)}),
    "full": lambda text: topic(points={"pays": point(full=text)}),
    "short": lambda text: topic(points={"pays": point(short=text)}),
    "spoken": lambda text: topic(points={"pays": point(spoken=text)}),
    "question": lambda text: topic(points={"pays": point(kind="question", question=text, full=None)}),
    "followup": lambda text: topic(points={"pays": point(kind="question", question="Why?", followup=[text])}),
}


def faults(root: Path, entity: Entity) -> str:
    write_workspace(root, topics={"nih": entity})
    with pytest.raises(ContentError) as raised:
        read_library(root)
    return "\n".join(map(str, raised.value.problems))


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("typed", "said"), [*ANYWHERE.items(), *AT_A_LINE.items()])
def test_a_text_with_it_is_refused(tmp_path: Path, place: str, typed: str, said: str) -> None:
    text = typed if typed in AT_A_LINE else f"Research {typed} pays."
    told = faults(tmp_path, PLACES[place](text))
    assert said in told
    assert "talking_points/topics/nih.yaml:" in told


def test_a_hearing_is_looked_at_too(tmp_path: Path) -> None:
    with_comment = hearing(witnesses={"doe": {"name": "Dr. Jo Doe", "bio": "She <!-- check --> teaches."}})
    write_workspace(tmp_path, topics={"nih": topic()}, hearings={"day": with_comment})
    with pytest.raises(ContentError, match="a comment"):
        read_library(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "Less is < more, and 5 < 6 > 4.",
        "AT&T and R&D; both pay.",
        "See [the page](https://example.gov/a?b=1&copy=2) (2026).",
        "**Strong** and *soft* words, one -- two.",
        "In 2024. The year after, 3 of 4 did.",
        "One line\nand the next.",
        "It is ~5 to ~6.",
        "[Laughter] she said.",
    ],
)
def test_what_is_set_or_means_nothing_passes(tmp_path: Path, text: str) -> None:
    library = read_library(write_workspace(tmp_path, topics={"nih": topic(bottom_line=text)}))
    assert library.topics["nih"].bottom_line == text


TEMPLATE = "---\nname: Flyer\nclearance: public\n---\n# {{ topic.title }}\n\n%s\n"


@pytest.mark.parametrize(("typed", "said"), ANYWHERE.items())
def test_a_template_with_it_is_refused_at_its_line(tmp_path: Path, typed: str, said: str) -> None:
    write_workspace(tmp_path)
    (tmp_path / "templates" / "flyer.md").write_text(TEMPLATE % f"Now {typed} go", encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        read_audiences(tmp_path)
    [problem] = raised.value.problems
    assert (problem.mark.file, problem.mark.line) == ("templates/flyer.md", 7)
    assert said in problem.what


def test_a_comment_of_jinja_and_what_it_decides_are_no_markup(tmp_path: Path) -> None:
    write_workspace(tmp_path)
    body = TEMPLATE % "{# <b>not printed</b> #}\n{% if 1 <b> 2 %}{% endif %}- {{ a['<i>'] }}"
    (tmp_path / "templates" / "flyer.md").write_text(body, encoding="utf-8")
    assert "flyer" in read_audiences(tmp_path)
