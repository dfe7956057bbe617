"""Templates arrange and can do nothing else; what is wrong in one is reported at its line and column."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.compose.markdown_blocks import read_parts
from generator.compose.template import Listing, Token, View, render
from generator.document.inlines import Emphasis, Link, Strong, Text, plain
from generator.document.markdown import read_inlines
from generator.errors import ContentError
from generator.inspection.fold import squeeze
from generator.inspection.printed import printed as inspected

FILE = "templates/x.md"


def context() -> dict[str, object]:
    point = View(
        "point", {"lead": lambda: Token("\ue0000\ue001"), "id": lambda: "jobs"}, lambda: Token("\ue0001\ue001")
    )
    return {
        "topic": View("topic", {"title": lambda: Token("\ue0002\ue001"), "id": lambda: "nih"}),
        "points": lambda *a, **k: Listing([point] * 3),
    }


def problems_of(body: str, first_line: int = 5) -> list[str]:
    """The messages, `line:column: what. Mend`, of everything wrong with a template's body."""
    try:
        _, problems = read_parts(render(FILE, first_line, body, context()), FILE)
    except ContentError as error:
        problems = error.problems
    return [str(p).removeprefix(f"{FILE}:") for p in problems]


def problem(body: str, first_line: int = 5) -> str:
    [one] = problems_of(body, first_line)
    return one


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("# {{ topic.titel }}\n", '5:12: template: topic has no "titel". Did you mean "title"?'),
        ("a\n\n{{ topik.title }}\n", '7:4: a template has no "topik". Did you mean "topic"?'),
        ("{% for p in ponts('message') %}{% endfor %}", '5:13: a template cannot call "ponts". Did you mean "points"?'),
        ("{{ topic.title | uper }}", '5:18: there is no filter "uper". There are default, first, last, length'),
        ("::: botom-line\nx\n:::\n", '5:1: there is no box "botom-line". Did you mean "bottom-line"?'),
        ("x\n\n::: ask\nx\n", '7:1: the box "ask" is never closed. Put ::: on a line after it'),
        ("x\n:::\n", "6:1: a box is closed here that was not opened. Remove this line of colons"),
        ('::: ask {titel="x"}\nx\n:::\n', '5:1: the box "ask" takes no attribute "titel". Did you mean "title"?'),
        ("::: sources {x}\n:::\n", '5:1: "x" is not an attribute. Write them as {title="The ask"}'),
        ("{% for p in points('message') %}\n- {{ p }}\n", "6:1: template: Unexpected end of template"),
        ("{% if topic %}\n{% endfor %}\n", "6:1: template:"),
        ("1. one\n2. two\n", "5:1: a template may not use numbered lists. Use bullets"),
        ("{{ points('message') }}", "5:1: template: a list cannot be printed here"),
        ("{{ topic }}", "5:1: template: topic cannot be printed as it is"),
    ],
)
def test_a_mistake_is_reported_where_it_stands(body: str, expected: str) -> None:
    assert problem(body).startswith(expected)


HOSTILE = [
    "{{ ''.__class__.__mro__ }}",
    "{{ topic.__class__ }}",
    "{{ topic._fields }}",
    "{{ points.__globals__ }}",
    "{{ 'a'*10**9 }}",
    "{{ 'a' ~ 'b' }}",
    "{% for a in range(100000) %}{% for b in range(100000) %}x{% endfor %}{% endfor %}",
    "{{ '{:1000000000}'.format(1) }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ cycler.__init__ }}",
    "{{ [1][0] }}",
    "{{ self.__init__ }}",
    "{% include '/etc/passwd' %}",
    "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
    "{{ lipsum(n=100000) }}",
    "{{ topic|attr('__class__') }}",
    "{% if row.name in 'Montana' %}x{% endif %}",
    "{% if 'x' not in topic.title %}x{% endif %}",
    "{% for p in points('message') recursive %}{{ loop(points('message')) }}{% endfor %}",
    "{% set x = topic.title %}{{ x.upper() }}",
    "{% for a in 'aaaa' %}x{% endfor %}",
    "{{ topic.title[0] }}",
    "{{ namespace(a=1) }}",
]


@pytest.mark.parametrize("body", HOSTILE)
def test_a_hostile_template_ends_in_a_located_error(body: str) -> None:
    start = time.monotonic()
    assert any(p.startswith("5:") for p in problems_of(body))
    assert time.monotonic() - start < 5


def test_nested_loops_run_out_of_budget_within_time_and_memory() -> None:
    loop = "{% for a in points('message') %}" * 12 + "x" * 1000 + "{% endfor %}" * 12
    script = f"""
import sys; sys.path.insert(0, {str(Path(__file__).resolve().parents[2])!r})
from generator.compose.template import Listing, View, render
from generator.errors import ContentError
try:
    render("t", 1, {loop!r}, {{"points": lambda kind: Listing([View("point", {{}})] * 50)}})
except ContentError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=30, check=True)
    assert "more than" in done.stdout
    if sys.platform == "linux":
        assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < 500 * 1024


def test_text_from_the_store_is_never_markup() -> None:
    rendered = render(FILE, 1, "# {{ topic.title }}\n\n- {{ topic.title }}\n", context())
    parts, problems = read_parts(rendered, FILE)
    assert not problems
    assert [p.name for p in parts] == ["heading", "list"]
    assert parts[1].content == ("\ue0002\ue001",)


def test_lines_are_those_of_the_template_after_loops_too() -> None:
    body = "{% for p in points('message') %}\n- {{ p }}\n{% endfor %}\n\n::: nobox\n:::\n"
    assert problem(body, first_line=10).startswith('14:1: there is no box "nobox"')


def test_inline_markdown() -> None:
    assert read_inlines('It is **"big"**, *very*; see [here](https://x.example).') == (
        Text("It is "),
        Strong((Text("“big”"),)),
        Text(", "),
        Emphasis((Text("very"),)),
        Text("; see "),
        Link((Text("here"),), "https://x.example"),
        Text("."),
    )


@pytest.mark.parametrize("text", ["<b>x</b>", "a < b & c", "`code`", "501(c)(3)", "![x](y.png)", "<https://x.example>"])
def test_what_is_not_markup_stays_text(text: str) -> None:
    inlines = read_inlines(text)
    assert "".join(i.text for i in inlines if isinstance(i, Text)).replace("’", "'") == text or text.startswith("![")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("3*4*5 and 2**3**4", "3*4*5 and 2**3**4"),
        ("_one_ and __init__ and __two__", "_one_ and __init__ and __two__"),
        ("a '90s *'hit'*, " + r"\"x\"", 'a ’90s ‘hit’, "x"'),
        ('"**Lead.** text"', "“Lead. text”"),
        ("Say \"[here](https://x.example/a'b)\" to O'Brien", "Say “here” to O’Brien"),
        ("**N**ational *I*nstitutes", "National Institutes"),
        ('a line\n\'90s "next"', "a line ’90s “next”"),
    ],
)
def test_marks_are_set_across_emphasis_and_stay_where_they_are_none(typed: str, printed: str) -> None:
    assert plain(read_inlines(typed)) == printed
    assert squeeze(inspected(typed).text) == squeeze(printed)  # and the guard reads the same


@pytest.mark.parametrize("href", ["javascript:alert(1)", "file:///etc/passwd", "vbscript:x", "data:text/html,x"])
def test_a_link_goes_only_where_it_may(href: str) -> None:
    assert not any(isinstance(i, Link) for i in read_inlines(f"[x]({href})"))
