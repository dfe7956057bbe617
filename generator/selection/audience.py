"""An audience: one template file, and what its front matter says of the reader."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field

from generator.errors import ContentError, Mark, Problem
from generator.reading.named_files import named_files
from generator.reading.yaml import read_text, read_yaml_text, validate
from generator.store.schema import Clearance, Model, Wording
from generator.store.unset_markup import within_lines

_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<front>.*?\n)---[ \t]*\n(?P<body>.*)\Z", re.DOTALL)


class Audience(Model):
    """Who reads a document, how long it may be, and how it is written.

    `wording` is the order of preference among a point's wordings. `at_most_words` limits spoken remarks. `file_name` is
    the last part of the names of files made for it. `from_line` of the template file is where its body starts.
    """

    id: str
    name: str
    clearance: Clearance
    pages: Annotated[int, Field(ge=1, le=20)] = 1
    theme: str = "capitol"
    scale: str = ""
    wording: tuple[Wording, ...] = (Wording.FULL, Wording.SHORT)
    reading_grade: float | None = None
    at_most_words: int = 0
    kicker: str = ""
    file_name: str = ""
    letterhead: bool = True
    body: str = ""
    body_line: int = 1


def read_audiences(root: Path) -> dict[str, Audience]:
    """Every audience in `templates/*.md`, by the name of its file. Raises `ContentError` with every problem."""
    problems: list[Problem] = []
    audiences: dict[str, Audience] = {}
    for path, problem in named_files((root / "templates").glob("*.*"), ".md", "templates"):
        if problem:
            problems.append(problem)
            continue
        try:
            audiences[path.stem] = _read(path)
        except ContentError as error:
            problems.extend(error.problems)
    if not audiences and not problems:
        problems.append(Problem(Mark("templates"), "holds no template", "run `onepager init` for the starter set"))
    if problems:
        raise ContentError(problems)
    return audiences


def _read(path: Path) -> Audience:
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
    if unset := list(_unset(audience)):
        raise ContentError(unset)
    return audience


def _unset(audience: Audience) -> Iterator[Problem]:
    """What of a template's own text would be printed as it stands."""
    for number, line in enumerate(_JINJA.sub(_blank, audience.body).split("\n"), audience.body_line):
        for fault in within_lines(line):
            mend = "write {# … #} around it, or remove it" if "a comment" in fault.what else fault.mend
            yield Problem(Mark(f"templates/{audience.id}.md", number, fault.offset + 1), fault.what, mend)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group())
