"""TP411 and TP514: addresses that give something away, and each place that may say what an internal line says."""

from __future__ import annotations

from typing import Any

from tests.checks.workspace import Case
from tests.store.factories import fact, hearing, office, point, source, table, topic

LINE = "The Member will trade the waffle amendment for a floor vote before the recess."
PART = "they trade the waffle amendment for a floor vote before all others"


def internal(full: str = LINE, **also: dict[str, Any]) -> dict[str, Any]:
    """A topic with an internal point, and other points."""
    return topic(points={"deal": point(full=full, clearance="office"), "pays": point(), **also})


def beside(**files: Any) -> dict[str, Any]:
    """A store with an internal point, and other things."""
    return {"topics": {"nih": internal()}, **files}


def in_topic(**fields: Any) -> dict[str, Any]:
    return {"topics": {"nih": {**internal(), **fields}}}


def says(full: str, **fields: Any) -> dict[str, Any]:
    return {"topics": {"nih": internal(open=point(full=full, **fields))}}


WITNESS = {"name": "Dr. Jo Doe", "bio": PART}
CHART = {"kind": "bars", "finding": PART, "facts": {"Now": "jobs", "Then": "jobs"}}


def with_points(**made: dict[str, Any]) -> dict[str, Any]:
    return {"topics": {"nih": topic(points=made)}}


PRIVATE = {
    "a file on a computer": "file:///C:/Users/sam/report.pdf",
    "a path of Windows": "C:\\Users\\sam\\report.pdf",
    "a shared drive": "\\\\server\\share\\report.pdf",
    "a path": "/home/sam/report.pdf",
    "a password": "https://sam:hunter2@www.example.gov/report",
    "a token": "https://www.example.gov/report?access_token=5f2b",
    "a signature": "https://files.example.gov/a?X-Amz-Signature=ab12&X-Amz-Expires=60",
    "a key": "https://api.example.gov/a?key=AIzaSyA1234567890abcdefghij",
    "a session in the path": "https://www.example.gov/a;jsessionid=0A1B2C",
    "a computer of the office": "http://192.168.1.20/report",
}
OPEN = {
    "a page": "https://www.example.gov/report?a=1#page=3",
    "a mail address": "mailto:press@example.gov",
    "a search": "https://www.example.gov/search?key=budget&code=12",
    "a tilde within": "https://www.example.edu/~sam/report",
}


def address(url: str) -> dict[str, Any]:
    said = topic(points={"pays": point(full="{{ jobs }} jobs.")})
    return {"sources": {"report": source(url=url)}, "topics": {"nih": said}}


CASES = [
    *(Case("TP411", name, 1, address(url)) for name, url in PRIVATE.items()),
    *(Case("TP411", name, 0, address(url)) for name, url in OPEN.items()),
    Case("TP411", "the website of an office", 1, beside(offices={"example": office(website="http://intranet.local/")})),
    Case("TP411", "a link in a text", 1, says("See [this](https://sam:hunter2@www.example.gov/) for more.")),
    Case("TP514", "a point in the same words", 1, says(f"Yes. {LINE}")),
    Case("TP514", "letters that look alike", 1, says(LINE.replace("m", "rn").replace("a", "\u0430"))),
    Case("TP514", "most of a sentence", 1, says("We will trade the waffle amendment for a floor vote before them.")),
    Case("TP514", "a point for Congress", 1, says(LINE, clearance="congress")),
    Case("TP514", "the bottom line", 1, in_topic(bottom_line=LINE)),
    Case("TP514", "a chart", 1, in_topic(charts={"cost": CHART})),
    Case("TP514", "the label of a fact", 1, in_topic(facts={"jobs": fact(label=PART)})),
    Case("TP514", "an address", 1, beside(offices={"example": office(address=PART)})),
    Case("TP514", "a title of a source", 1, beside(sources={"report": source(title=PART)})),
    Case("TP514", "a bio", 1, beside(hearings={"waffles": hearing(witnesses={"doe": WITNESS})})),
    Case("TP514", "a cell", 1, beside(tables={"projects": table()}, csv=f"state,name,projects\nMA,{PART},5\n")),
    Case("TP514", "a template", 1, beside(), {"flyer": f"---\nname: Flyer\nclearance: public\n---\n# A\n\n{PART}\n"}),
    Case(
        "TP514",
        "the note of another fact",
        1,
        in_topic(
            facts={"jobs": fact(note="We made this number up at the retreat last spring.")},
            summary="We made this number up at the retreat last spring.",
        ),
    ),
    Case("TP514", "a few words in common", 0, says("We trade the waffle amendment for a hearing.")),
    Case("TP514", "a point for the office", 0, says(LINE, clearance="office")),
    Case(
        "TP514",
        "its own note",
        0,
        with_points(
            pays=point(
                note="Research pays for itself and for all the rest of us.",
                full="Research pays for itself and for all the rest of us.",
            )
        ),
    ),
    Case(
        "TP514", "said beside it why that is right", 0, says(LINE, silence={"TP514": "the Member said so on the floor"})
    ),
]
