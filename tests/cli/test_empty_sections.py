"""A heading of which the topic has nothing goes; the name of a witness stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
TOPIC = """title: Broadband for every farm
short: Farm broadband
bottom_line: Too many farms have no broadband.
ask: Join the bill.
points:
  gap:
    kind: message
    lead: The gap is rural.
    full: Most farms that wait are far from town.
"""
HEARING = """title: Broadband in the barn
committee: House Committee on Example
date: 2099-03-04T10:00-05:00
room: 2318 Rayburn
topics: [zz]
witnesses:
  ada:
    name: Dr. Ada Example
    title: Professor
    organization: Example University
"""
HEAD = "---\nname: Ours\nclearance: office\n---\n# {{ topic.title }}\n\n{{ topic.bottom_line }}\n\n## Ours\n\n"
ASK = "\n::: ask\n{{ topic.ask }}\n:::\n"


def write(office: Path, template: str | None = None, hearing: bool = False) -> None:
    (office / "talking_points" / "topics" / "zz.yaml").write_text(TOPIC, encoding="utf-8", newline="\n")
    if hearing:
        (office / "talking_points" / "hearings" / "barn.yaml").write_text(HEARING, encoding="utf-8", newline="\n")
    if template is not None:
        (office / "templates" / "ours.md").write_text(HEAD + template, encoding="utf-8", newline="\n")


@pytest.mark.parametrize(
    ("audience", "heading", "there"),
    [
        ("press", "The figures", False),
        ("press", "In the Member’s words", False),
        ("press", "The points", True),
        ("staff", "Cautions", False),
        ("staff", "Background", False),
        ("staff", "They say, we say", False),
        ("staff", "Our case", True),
        ("hearing", "Key issues", True),
        ("hearing", "Background", False),
    ],
)
def test_headings_of_the_starter_go_when_their_section_is_empty(
    office: Path, onepager: Run, audience: str, heading: str, there: bool
) -> None:
    write(office)
    shown = onepager("show", "zz", "-a", audience).stdout
    assert (heading.lower() in shown.lower()) is there


EMPTY = {
    "loop": '{% for point in points("quote") %}\n- {{ point }}\n{% endfor %}\n' + ASK,
    "condition": "{% if hearing %}\n{{ hearing.purpose }}\n{% endif %}\n" + ASK,
    "box": '::: stats\n{{ facts("headline") }}\n:::\n' + ASK,
    "table": "::: figures\n{{ facts() }}\n:::\n" + ASK,
    "box and loop": '::: stats\n{{ facts() }}\n:::\n\n{% for p in points("quote") %}\n- {{ p }}\n{% endfor %}\n' + ASK,
    "value": '{{ facts("no-such-tag") | first }}\n' + ASK,
    "signature": '{% for p in points("quote") %}\n{{ p }}\n{% endfor %}\n\n::: signature\nSincerely,\n:::\n',
    "nothing": "",
}
FULL = {
    "its own box": ASK,
    "points": '{% for point in points("message") %}\n- {{ point }}\n{% endfor %}\n' + ASK,
    "a box under a condition": "{% if hearing %}\n{{ hearing.purpose }}\n{% else %}" + ASK + "{% endif %}\n",
    "text after a loop": '{% for p in points("quote") %}\n- {{ p }}\n{% endfor %}\n\nAsk us for more.\n' + ASK,
    "a second loop": "".join(
        f'{{% for p in points("{kind}") %}}\n- {{{{ p }}}}\n{{% endfor %}}\n' for kind in ("quote", "message")
    )
    + ASK,
}


@pytest.mark.parametrize("name", list(EMPTY))
def test_a_heading_goes_whatever_follows(office: Path, onepager: Run, name: str) -> None:
    write(office, EMPTY[name])
    shown = onepager("show", "zz", "-a", "ours")
    assert shown.exit_code == 0, shown.output
    assert "OURS" not in shown.stdout.upper()


@pytest.mark.parametrize("name", list(FULL))
def test_a_heading_with_a_text_stays(office: Path, onepager: Run, name: str) -> None:
    write(office, FULL[name])
    shown = onepager("show", "zz", "-a", "ours")
    assert shown.exit_code == 0, shown.output
    assert "OURS" in shown.stdout.upper()


def test_a_witness_without_a_biography_stays(office: Path, onepager: Run) -> None:
    write(office, hearing=True)
    shown = onepager("show", "zz", "-a", "hearing").stdout
    assert "Dr. Ada Example, Professor, Example University" in shown
    assert "Witnesses" in shown
