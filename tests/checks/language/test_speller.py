"""Spelling is left to codespell, as a process of its own, and is not looked at where that is not installed."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from generator import checks
from generator.checks.language import speller
from tests.checks.workspace import Case
from tests.store.factories import point, topic

# Says what codespell says, of two words, and heeds the list of words to leave alone.
FAKE = """\
#!{python}
import sys
ignored = open(sys.argv[sys.argv.index("--ignore-words") + 1], encoding="utf-8").read().split()
for number, line in enumerate(open(sys.argv[-1], encoding="utf-8"), 1):
    for word, better in (("goverment", "government"), ("recieve", "receive")):
        if word in line.lower() and word not in ignored:
            print(f"{{sys.argv[-1]}}:{{number}}: {{word}} ==> {{better}}")
"""
WRONG = {"topics": {"nih": topic(points={"pays": point(full="Those who recieve aid\nfrom the goverment.")})}}


@pytest.fixture
def codespell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "codespell"
    path.write_text(FAKE.format(python=sys.executable), encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setattr(speller, "command", lambda: str(path))
    return path


needs_posix = pytest.mark.skipif(os.name == "nt", reason="the stand-in for codespell is a script with a first line")


@needs_posix
def test_misspelt_words_are_found_where_they_stand(codespell: Path, tmp_path: Path) -> None:
    found = checks.run(Case("TP510", "", 2, WRONG).subjects(tmp_path / "w"), ["TP510"])
    assert [f"{p.mark}: {p.what}; {p.mend}" for p in found] == [
        "talking_points/topics/nih.yaml:13:22: “recieve” looks misspelt; "
        "write “receive”, or add the word to talking_points/words/spelling.txt",
        "talking_points/topics/nih.yaml:15:16: “goverment” looks misspelt; "
        "write “government”, or add the word to talking_points/words/spelling.txt",
    ]


@needs_posix
def test_the_words_of_the_office_are_left_alone(codespell: Path, tmp_path: Path) -> None:
    case = Case("TP510", "", 0, WRONG, words={"spelling": "# ours\nGoverment\nrecieve\n"})
    assert checks.run(case.subjects(tmp_path / "w"), ["TP510"]) == []


def test_without_codespell_nothing_is_found_and_that_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(speller, "command", lambda: None)
    assert checks.run(Case("TP510", "", 0, WRONG).subjects(tmp_path), ["TP510"]) == []
    assert speller.missing() == "spelling was not looked at: codespell is not installed (pip install codespell)"


def test_a_codespell_that_cannot_be_started_is_no_failure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(speller, "command", lambda: str(tmp_path / "nothing-here"))
    assert list(speller.misspelt(["goverment"])) == []


def test_codespell_is_never_imported() -> None:
    package = Path(speller.__file__).parents[2]
    assert not [p for p in package.rglob("*.py") if "import codespell" in p.read_text(encoding="utf-8")]


def test_codespell_itself_when_it_is_there() -> None:
    if speller.command() is None:
        pytest.skip("codespell is not installed")
    assert list(speller.misspelt(["The goverment will", "pay."])) == [(0, "goverment", "government")]
