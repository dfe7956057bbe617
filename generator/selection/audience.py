"""An audience: one template file, and what its front matter says of the reader."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field

from generator.errors import ContentError, Mark, Problem
from generator.reading.fields import LONGEST_TITLE, LONGEST_WORD, ShortLine, Unprinted, endless_word
from generator.reading.named_files import named_files
from generator.reading.positions import Node
from generator.reading.printed import lines
from generator.reading.yaml import read_text, read_yaml_text, validate
from generator.store.schema import Clearance, Model, Wording
from generator.store.unset_markup import within_lines, within_names

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<text>.*\S)")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<front>.*?\n)---[ \t]*\n(?P<body>.*)\Z", re.DOTALL)


class Audience(Model):
    """Who reads a document, how long it may be, and how it is written.

    `wording` is the order of preference among a point's wordings. `at_most_words` limits spoken remarks. `file_name` is
    the last part of the names of files made for it. `from_line` of the template file is where its body starts.
    """

    id: Unprinted
    name: ShortLine
    clearance: Clearance
    pages: Annotated[int, Field(ge=1, le=20)] = 1
    theme: Unprinted = "capitol"
    scale: Unprinted = ""
    wording: tuple[Wording, ...] = (Wording.FULL, Wording.SHORT)
    reading_grade: float | None = None
    at_most_words: int = 0
    kicker: ShortLine = ""
    file_name: Unprinted = ""
    letterhead: bool = True
    body: Unprinted = ""
    body_line: int = 1


def read_audiences(root: Path) -> dict[str, Audience]:
    """Every audience in `templates/*.md`, by the name of its file. Raises `ContentError` with every problem."""
    problems: list[Problem] = []
    audiences: dict[str, Audience] = {}
    nodes: dict[str, Node] = {}
    for path, problem in named_files((root / "templates").glob("*.*"), ".md", "templates"):
        if problem:
            problems.append(problem)
            continue
        try:
            audiences[path.stem], nodes[path.stem] = _read(path)
        except ContentError as error:
            problems.extend(error.problems)
    problems.extend(_named_alike(audiences, nodes))
    if not audiences and not problems:
        problems.append(Problem(Mark("templates"), "holds no template", "run `onepager init` for the starter set"))
    if problems:
        raise ContentError(problems)
    return audiences


def _named_alike(audiences: Mapping[str, Audience], nodes: Mapping[str, Node]) -> Iterator[Problem]:
    """Templates with a file_name that another one has; of a file and its copy, the copy has the longer name."""
    first: dict[str, str] = {}
    for name in sorted(audiences, key=lambda name: (len(name), name)):
        called = " ".join(re.findall(r"[^\W_]+", audiences[name].file_name.casefold()))
        if called and first.setdefault(called, name) != name:
            what = f'has the file_name "{audiences[name].file_name}", and so has templates/{first[called]}.md'
            mend = "give it a file_name of its own, or move it out of templates/ if it is a copy that nobody needs"
            yield Problem(nodes[name].mark("file_name"), what, mend, "their documents would have the same names")


def _read(path: Path) -> tuple[Audience, Node]:
    """The audience of a template, and where the pieces of its front matter stand."""
    file = f"templates/{path.name}"
    text = read_text(path, file)
    parts = _FRONT_MATTER.match(text)
    if parts is None:
        mend = "start the file with a line ---, then name and clearance, then a line ---"
        raise ContentError([Problem(Mark(file), "has no front matter", mend)])
    node = read_yaml_text(parts["front"], file, first_line=2)
    body_line = parts["front"].count("\n") + 3
    data = {**node.data, "id": path.stem, "body": parts["body"], "body_line": str(body_line)}
    audience = validate(Audience, data, node)
    if unset := [*_unset_names(audience, node), *_unset(audience)]:
        raise ContentError(unset)
    return audience, node


def _unset_names(audience: Audience, node: Node) -> Iterator[Problem]:
    for path, text in lines(audience):
        for fault in within_names(text):
            yield Problem(node.position(path, fault.offset), fault.what, fault.mend)


def _unset(audience: Audience) -> Iterator[Problem]:
    """What of a template's own text would be printed as it stands."""
    for number, line in enumerate(_JINJA.sub(_blank, audience.body).split("\n"), audience.body_line):
        for fault in within_lines(line):
            mend = "write {# … #} around it, or remove it" if "a comment" in fault.what else fault.mend
            yield Problem(Mark(f"templates/{audience.id}.md", number, fault.offset + 1), fault.what, mend)
        if too_long := _too_long(line):
            yield Problem(Mark(f"templates/{audience.id}.md", number, 1), too_long, "say it shorter, or break it up")


def _too_long(line: str) -> str:
    """What of a template's line no page can hold."""
    if word := endless_word(line):
        return f'has a word of {len(word):,} letters, "{word[:20]}…"; the limit is {LONGEST_WORD}'
    heading = _HEADING.match(line)
    if heading and len(heading["text"]) > LONGEST_TITLE:
        return f"has a heading of {len(heading['text']):,} letters; the limit is {LONGEST_TITLE}"
    return ""


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())
