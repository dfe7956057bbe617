"""TP7xx: how documents came out: what did not fit, type too small, empty pages and sections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.locate import template_mark
from generator.checks.made_document import MadeDocument
from generator.checks.phrases import first_few
from generator.checks.rule import Finding, rule
from generator.checks.subjects import Subjects
from generator.errors import Mark

IMPORTANT = 2
"""Points up to this priority should not be left out; that the rest may be is what the page limit is for."""
SMALLEST_PT = 10.0
EMPTIEST = 0.60


@rule("TP701", "left-out", "An important point did not fit.", "warning")
def left_out(subjects: Subjects) -> Iterator[Finding]:
    for made in subjects.documents:
        for gone in made.left_out:
            if gone.priority <= IMPORTANT:
                topic, _, name = gone.point.rpartition("/")
                point = subjects.library.topics[topic].points[name]
                what = f"“{gone.point}”, priority {gone.priority}, did not fit into {made.name} ({gone.why})"
                mend = "shorten it or its neighbours, mark it required, or give it a lower priority"
                mark = subjects.library.mark(point, key=True)
                yield Finding(
                    mark, what, "the most important points are meant to be there", mend, point.clearance, point
                )


@rule("TP702", "small-type", f"The text of a document is smaller than {SMALLEST_PT:g} points.", "warning")
def small_type(subjects: Subjects) -> Iterator[Finding]:
    for made in subjects.documents:
        if made.body_size < SMALLEST_PT:
            what = f"{made.name} is set in {made.body_size:g} points"
            mend = "leave something out, allow another page, or raise min_size in the theme"
            yield _of_document(subjects, made, what, "older readers put it down", mend)


@rule("TP703", "page-not-full", f"The last page of a document is less than {EMPTIEST:.0%} full.", "warning")
def page_not_full(subjects: Subjects) -> Iterator[Finding]:
    for made in subjects.documents:
        if made.fill < EMPTIEST:
            page = "the page" if made.pages == 1 else f"page {made.pages}"
            what = f"{page} of {made.name} is only {made.fill:.0%} full"
            mend = "write more points of the kinds it takes, or longer wordings, or allow it fewer pages"
            yield _of_document(subjects, made, what, "it looks unfinished", mend)


def _of_document(subjects: Subjects, made: MadeDocument, what: str, why: str, mend: str) -> Finding:
    return Finding(subjects.library.mark(made.topic, "title"), what, why, mend, made.audience.clearance, made.topic)


@rule("TP704", "empty-section", "A section of a template came out empty.", "warning")
def empty_section(subjects: Subjects) -> Iterator[Finding]:
    found: dict[tuple[str, str], list[MadeDocument]] = {}
    for made in subjects.documents:
        for heading in made.emptied:
            found.setdefault((made.audience.id, heading), []).append(made)
    for (_, heading), documents in found.items():
        audience = documents[0].audience
        topics = list(dict.fromkeys(made.topic.id for made in documents))
        what = f"the section “{heading}” of {audience.id} documents is empty and was dropped, in {first_few(topics)}"
        offices = {made.document.meta.office for made in documents}
        if len(subjects.library.offices) > 1 and len(offices) == 1:
            what += f" for {next(iter(offices))}"
        mend = "write a point for it, or let the template do without it ({% if … %})"
        at = re.search(rf"^#+ .*{re.escape(heading.split()[0])}", audience.body, re.MULTILINE)
        mark = template_mark(audience, at.start()) if at else Mark(f"templates/{audience.id}.md")
        owner = documents[0].topic if len(topics) == 1 else None
        yield Finding(mark, what, "nobody sees that something is missing", mend, audience.clearance, owner)


@rule("TP709", "empty-page", "A document would be an empty page, and is left out.", "warning")
def empty_page(subjects: Subjects) -> Iterator[Finding]:
    for made in subjects.documents:
        if made.nothing:
            what = f"nothing of {made.topic.id} is for {made.audience.id}: the page would be empty, and is left out"
            why, _, mend = made.nothing.partition(". ")
            yield _of_document(subjects, made, what, why, mend)
