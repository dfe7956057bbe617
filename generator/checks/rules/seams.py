"""TP517 to TP519: what meets in print: figures and the words around them, texts and what follows, items of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import shorten

from generator.checks.language.collisions import collision
from generator.checks.passages import Passage
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects
from generator.store.substitution import Substitution, render, render_column, scan
from generator.tables.parents import column_of

WHY_DOUBLED = "it is printed twice, or runs together"


@rule("TP517", "figure-collides", "A figure runs into what is typed around it.", "error")
def figure_collides(subjects: Subjects) -> Iterator[Finding]:
    for passage in subjects.passages:
        if "{{" not in passage.text:
            continue
        pieces, _ = scan(passage.text)
        printed = [piece if isinstance(piece, str) else _printed(subjects, passage, piece) for piece in pieces]
        for index, piece in enumerate(pieces):
            if isinstance(piece, Substitution):
                before, after = "".join(printed[:index])[-60:], "".join(printed[index + 1 :])[:60]
                if found := collision(before, printed[index], after):
                    name = passage.text[piece.start : piece.end]
                    what = f"“{found[1]}” would be printed: {name} {found[0]}"
                    mend = f"write {name} alone, with spaces around it"
                    at = subjects.at(passage, piece.start)
                    yield Finding(at, what, WHY_DOUBLED, mend, passage.clearance, passage.owner)


def _printed(subjects: Subjects, passage: Passage, piece: Substitution) -> str:
    """What is printed for a substitution; for a column, in the first row that has something there."""
    library = subjects.library
    if piece.ref:
        return render(piece, library.fact(piece.ref, passage.topic))
    found = column_of(library.tables, library.topics[passage.topic].table, piece.column)
    assert found is not None, "a library has no text that names a column which is not there"
    table, column = found
    cells = (row.get(piece.column, "") for row in table.rows)
    return render_column(piece, next(filter(None, cells), ""), column)


_SENTENCES = ("bottom_line", "bottom_line_spoken", "summary", "ask", "full", "short", "spoken", "question", "followup")
_ENDED = re.compile(r"[.!?…:;—][)\]”’\"'*_]*$|\}\}[*_]*$")


@rule("TP518", "no-end-mark", "A text does not end as a sentence does.", "warning")
def no_end_mark(subjects: Subjects) -> Iterator[Finding]:
    for passage in subjects.passages:
        text = passage.text.rstrip()
        is_name = passage.field == "short" and passage.point is None  # of a topic
        if passage.field in _SENTENCES and not is_name and not _ENDED.search(text):
            mend = "end it with a full stop or another mark"
            what = f"this text ends with “{text.split()[-1]}”"
            why = "another text may follow on the same line"
            yield Finding(subjects.at(passage, len(text) - 1), what, why, mend, passage.clearance, passage.owner)


_LIST = re.compile(r":\s+(?:[-*•·▪–]|1[.)])\s+\S|(?<!\S)[•▪]\s+\S")
_HYPHEN = re.compile(r"(?<=\S)[ \n]-[ \n]+(?=\S)")
_FIGURE = "0123456789{}%"
_SHOWN = 40


@rule("TP519", "run-together", "Items of a list, or dashes typed as hyphens, stand in a sentence.", "warning")
def run_together(subjects: Subjects) -> Iterator[Finding]:
    for passage in subjects.passages:
        text = passage.text
        if found := _LIST.search(text):
            start, what = found.start() + (found.group()[0] == ":"), "is a list, and a text is set as one paragraph"
            mend = "say it as a sentence, with commas, or make each item a point"
        elif len(hyphens := [match.start() for match in _HYPHEN.finditer(text) if not _is_range(text, match)]) > 1:
            start, what = hyphens[0], "has hyphens between spaces, and they are printed as they stand"
            mend = "for a dash write —; a list say as a sentence, with commas, or make each item a point"
        else:
            continue
        start += len(text[start:]) - len(text[start:].lstrip())
        shown = shorten(text[start:], _SHOWN, placeholder=" …")
        yield Finding(subjects.at(passage, start), f"“{shown}” {what}", "", mend, passage.clearance, passage.owner)


def _is_range(text: str, hyphen: re.Match[str]) -> bool:
    """Whether figures stand on both sides: from 5 to 10, or a difference."""
    return text[hyphen.start() - 1] in _FIGURE and text[hyphen.end()] in f"{_FIGURE}$"
