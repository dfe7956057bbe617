"""Checking a whole workspace: the rules over the store and the templates, and over every document they make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from generator import checks
from generator.checks.language import speller
from generator.checks.made_document import LeftOut, MadeDocument, said
from generator.checks.subjects import Subjects
from generator.document.blocks import Heading
from generator.errors import ContentError, Problem, in_order
from generator.layout.fonts import FACES, can_print
from generator.layout.laid_out import Face
from generator.layout.theme import styles_at
from generator.pipeline import Made, NothingToSay, make
from generator.project import Project
from generator.requests import requests
from generator.tables.doubts import Doubt


def check(project: Project, as_of: date, *, documents: bool = True) -> list[Problem]:
    """All that is wrong, by file, line and column: what reading assumed, what the rules find, what cannot be made.

    Without `documents` none is made, and nothing is said of acronyms, reading grade, empty sections and the like.
    """
    problems = [w for w in project.library.warnings if not isinstance(w, Doubt)]  # those the rules tell
    made = list(_made(project, as_of, problems)) if documents else []
    subjects = Subjects(
        project.library,
        project.audiences,
        as_of,
        root=project.root,
        documents=made,
        printable=printable(project),
    )
    try:
        problems.extend(checks.run(subjects))
    except ContentError as error:  # a list of words or a rules pack that cannot be read
        problems.extend(error.problems)
    return in_order(problems)


def unseen(*, documents: bool, number: int) -> list[str]:
    """What a check did not look at, in words."""
    notes = [missing] if (missing := speller.missing()) else []
    if not documents:
        notes.append(f"none of the {number:,} documents was made and looked at; --documents does that, too")
    return notes


def _made(project: Project, as_of: date, problems: list[Problem]) -> Iterator[MadeDocument]:
    """Every document, for every topic, audience and office; why one could not be made goes to `problems`."""
    for office in project.library.offices:
        for request in requests(project, (), (), office, as_of):
            try:
                yield as_made_document(project, make(project, request))
            except NothingToSay as error:
                topic, audience = project.library.topics[request.topic], project.audiences[request.audience]
                yield MadeDocument(error.document, audience, topic, pages=0, nothing=error.lacking)
            except ContentError as error:
                problems.extend(error.problems)


def as_made_document(project: Project, made: Made) -> MadeDocument:
    """A made document as the rules see it."""
    audience = made.selection.audience
    styles = styles_at(project.themes[audience.theme], audience.scale, made.fitted.density)
    gone = [d for d in made.outcomes() if d.reason.startswith("left out")]
    return MadeDocument(
        made.laid.document,
        audience,
        project.library.topics[made.request.topic],
        fill=made.laid.fill,
        pages=len(made.laid.pages),
        body_size=styles.by_name["body"].size,
        left_out=tuple(LeftOut(d.point.ref, d.point.priority, d.reason.rpartition(": ")[2]) for d in gone),
        emptied=tuple(_emptied(made)),
    )


def _emptied(made: Made) -> Iterator[str]:
    """The headings of the template that the document has lost."""
    asked = Counter(said(b.content).strip() for b in made.draft.blocks if isinstance(b, Heading))
    kept = Counter(said(b.content).strip() for b in made.laid.document.blocks if isinstance(b, Heading))
    return iter(asked - kept)


def printable(project: Project) -> Callable[[str], bool]:
    """Whether every face that the themes may set a text in has a character."""
    families = {style.face.partition("-")[0] for theme in project.themes.values() for style in theme.styles.values()}
    faces: Sequence[Face] = [face for face in FACES if face.partition("-")[0] in families]
    return lambda character: all(can_print(character, face) for face in faces)
