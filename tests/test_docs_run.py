"""Every command line of README and docs, run as it is written, in the order of its page, in a fresh workspace."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner

from generator import workspace
from generator.cli import app
from generator.errors import Exit
from tests.test_docs import DOCS, ROOT

pytestmark = pytest.mark.slow

PAGES = ("README.md", "commands.md", "errors.md", "figures.md", "hearing.md", "merge.md", "templates.md", "write.md")
_LINE = re.compile(r"^ {4,}(onepager [^\n#]*)|(?<!`)`(onepager [^`\n]+)`", re.MULTILINE)
_PLACE = re.compile(r"\b(?:FILE|NAME|ID|NUMBER|COMMAND|TOPIC)\b")
_MADE = re.compile(r"output/\S*?(?P<name>[A-Z][\w-]*?)\.(?P<form>docx|pdf)")
_NUMBER = re.compile(r"\bABCD-1234\b")

STOPS_BY_HAND = {"onepager hearing research-security --watch"}
"""It runs until somebody presses Ctrl-C; tests of its own look at it."""
FINDS_SOMETHING = {
    ("figures.md", "onepager trace output/2026-11-24_NIH-Funding_Press.docx"): Exit.CONTENT,
    ("figures.md", "onepager trace ABCD-1234"): Exit.CONTENT,
    ("figures.md", "onepager recall --dry-run"): Exit.CONTENT,
    ("figures.md", "onepager recall"): Exit.CONTENT,
    ("figures.md", "onepager recall ABCD-1234"): Exit.CONTENT,
    ("figures.md", "onepager recall --json"): Exit.CONTENT,
}
"""Lines of a page that find something: there a figure of the paper has changed before it is asked about."""


def lines_of(page: Path) -> Iterator[str]:
    """The command lines of a page, in order, without those that only name a command in a sentence."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for shown, named in _LINE.findall(text):
        line = re.sub(r"\s{2,}.*", "", shown or named).strip()
        is_whole = bool(shown) or " -" in line or len(line.split()) > 2 or line.split()[1:] in (["build"], ["check"])
        if is_whole and not _PLACE.search(line) and line not in STOPS_BY_HAND:
            yield line


def _press(onepager: Callable[..., None]) -> None:
    onepager("build", "nih-funding", "-a", "press")


def _sent(onepager: Callable[..., None]) -> None:
    """A paper that was sent, and one that somebody changed by hand."""
    _press(onepager)
    [made] = Path("output").glob("*Press*.docx")
    document = docx.Document(str(made))
    document.paragraphs[3].add_run(" It is so.")
    document.save("edited.docx")


def _lists(onepager: Callable[..., None]) -> None:
    for file in (ROOT / "tests" / "tables" / "congress").glob("*.yaml"):
        shutil.copy(file, file.name)


BEFORE: Mapping[str, Callable[[Callable[..., None]], None]] = {
    "commands.md": lambda onepager: (_press(onepager), _lists(onepager)),  # type: ignore[func-returns-value]
    "figures.md": _sent,
    "merge.md": _lists,
}
"""What the reader of a page has, or does, before it begins."""


def as_typed(line: str) -> list[str]:
    """The words of a line, with the date and the number of the reader's own papers."""
    words = shlex.split(line)
    for index, word in enumerate(words):
        if match := _MADE.search(word):
            called = re.compile(rf"{_NUMBER.sub('[A-Z]{4}-[0-9]{4}', match['name'])}(?:_[A-Z]+)*$")
            made = sorted(Path("output").rglob(f"*.{match['form']}"))
            found = [path for path in made if called.search(path.stem)]
            assert found, f"{line}: nothing like {word} was made"
            words[index] = str(found[-1])
        elif _NUMBER.search(word):
            words[index] = _number()
        elif words[index - 1] == "--since":
            words[index] = f"{date.today() - timedelta(days=1)} 18:30"  # what was printed was so before today
        elif words[index - 1] == "--on" and words[1] == "new":
            words[index] = f"{date.today() + timedelta(days=7)} 14:00"  # a hearing is begun before it takes place
    return words[1:]


def _number() -> str:
    """The number of a paper that was sent."""
    records = "".join(path.read_text(encoding="utf-8") for path in Path("records").glob("*.jsonl"))
    [number] = set(re.findall(r'"number": ?"([A-Z]{4}-\d{4})"', records))
    return str(number)


@pytest.mark.parametrize("name", PAGES)
def test_every_line_runs_as_it_is_written(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.init(tmp_path / "office")
    monkeypatch.chdir(tmp_path / "office")

    def onepager(*words: str, line: str = "") -> None:
        done = CliRunner().invoke(app, list(words))
        expected = FINDS_SOMETHING.get((name, line), Exit.OK)
        assert done.exit_code == expected, f"{line or words}\n{done.output}\n{done.exception!r}"

    BEFORE.get(name, lambda onepager: None)(onepager)
    lines = list(lines_of(ROOT / name if name == "README.md" else DOCS / name))
    assert lines
    for line in dict.fromkeys(lines):  # a page may show a line twice
        onepager(*as_typed(line), line=line)
