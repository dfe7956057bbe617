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


def long_line(full: str = "Yes.", **fields: Any) -> dict[str, Any]:
    """A store with a long internal line, which states a figure that everybody may know, and another text."""
    line = (
        "We have {{ jobs }} open jobs leaning yes, and leadership has not told the chairman when the bill will come to "
        "the floor, or what the whip count was at the end of last week."
    )
    jobs = fact(value="407,782 or so in all of the states", clearance="public")
    return {"topics": {"nih": {**internal(line, open=point(full=full)), "facts": {"jobs": jobs}, **fields}}}


def typed(full: str = "Yes.", figure: str = "$41.7 million", **also: Any) -> dict[str, Any]:
    """A topic with a fact that only an internal point states, and another text."""
    stated = fact(value=figure, unit=also.pop("unit", None))
    deal = point(kind="caution", full="They would settle for {{ whip }}.")
    said = {"open": point(full=full, **also.pop("open", {}))}
    made = {"facts": {"whip": stated, **also.pop("facts", {})}, "points": {"deal": deal, **said}}
    return {"nih": topic(**made, **also)}


def types(full: str = "Yes.", **also: Any) -> dict[str, Any]:
    return {"topics": typed(full, **also)}


SOON = "2026-12-03 10:00 ET"
TABLE_OF_MONEY = "state,name,projects\nMA,Massachusetts,41700000\n"


def says(full: str, **fields: Any) -> dict[str, Any]:
    return {"topics": {"nih": internal(open=point(full=full, **fields))}}


WITNESS = {"name": "Dr. Jo Doe", "bio": PART}
CHART = {"kind": "bars", "finding": PART, "facts": {"Now": "jobs", "Then": "jobs"}}


def with_points(**made: dict[str, Any]) -> dict[str, Any]:
    return {"topics": {"nih": topic(points=made)}}


def with_facts(facts: dict[str, Any], **points: dict[str, Any]) -> dict[str, Any]:
    return {"topics": {"nih": topic(facts=facts, points=points)}}


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
    Case(
        "TP514",
        "eight words of a long sentence",
        1,
        long_line("Two saw it, and leadership has not told the chairman when."),
    ),
    Case(
        "TP514", "eight words in a summary", 1, long_line(summary="Leadership has not told the chairman when the bill.")
    ),
    Case("TP514", "seven words of a long sentence", 0, long_line("And leadership has not told the chairman, or us.")),
    Case("TP514", "the same figure in few words", 0, long_line("We have {{ jobs }} open jobs leaning here.")),
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
    Case("TP514", "the figure of an internal point, typed", 1, types("The talks stand at $41.7 million.")),
    Case("TP514", "the same in thousands", 1, types("The talks stand at $41,700,000.")),
    Case("TP514", "the same in words", 1, types("It is forty-one point seven million dollars.")),
    Case("TP514", "money of two digits", 1, types("It is **$3.8 billion**.", figure="$3.8 billion")),
    Case("TP514", "money with its word", 1, types("It is 3.8 billion dollars.", figure="$3.8 billion")),
    Case("TP514", "few digits of something else", 0, types("It is 3.8 billion years.", figure="$3.8 billion")),
    Case("TP514", "the figure twice, and otherwise", 3, types("$41.7 million, and $41.7 million: it is $41,700,000.")),
    Case(
        "TP514",
        "a figure in a cell of text",
        1,
        {
            "topics": typed(),
            "tables": {"projects": table()},
            "csv": TABLE_OF_MONEY.replace("Mass", "$41.7 million for Mass").replace("41700000", "5"),
        },
    ),
    Case("TP514", "a count with its unit", 1, types("Now 117 Members do.", figure="117", unit="Members")),
    Case("TP514", "four digits", 1, types("Now 1,006 do.", figure="1,006")),
    Case("TP514", "a figure in the bottom line", 1, types(bottom_line="It costs $41.7 million.")),
    Case("TP514", "a figure in a label", 1, types(facts={"jobs": fact(label="the $41.7 million jobs")})),
    Case("TP514", "a figure typed for Congress", 1, types("It is $41.7 million.", open={"clearance": "congress"})),
    Case(
        "TP514",
        "a figure under embargo",
        1,
        with_facts(
            {"cost": fact(value="$3.8 billion")},
            cost=point(full="It costs {{ cost }}.", embargo=SOON),
            open=point(full="The work costs $3.8 billion."),
        ),
    ),
    Case(
        "TP514",
        "the same after the hour",
        0,
        with_facts(
            {"cost": fact(value="$3.8 billion")},
            cost=point(full="It costs {{ cost }}.", embargo="2026-11-20 10:00 ET"),
            open=point(full="The work costs $3.8 billion."),
        ),
    ),
    Case("TP514", "few digits", 0, types("Now 28 percent do, and 12 do.", figure="28 percent")),
    Case("TP514", "a count of something else", 0, types("Now 117 States do.", figure="117", unit="Members")),
    Case("TP514", "another figure", 0, types("The talks stand at $41.8 million.")),
    Case("TP514", "a year", 0, types("Since 2,019 or 2019.", figure="2019")),
    Case(
        "TP514", "a public fact is as much", 0, types("It is $41.7 million.", facts={"b": fact(value="$41.7 million")})
    ),
    Case(
        "TP514",
        "a public cell is as much",
        0,
        {"topics": typed("It is 41,700,000."), "tables": {"projects": table()}, "csv": TABLE_OF_MONEY},
    ),
    Case(
        "TP514",
        "a quotation from a public source",
        0,
        types("It is $41.7 million.", open={"kind": "quote", "speaker": "The clerk", "sources": ["report"]}),
    ),
    Case(
        "TP514", "a public title", 0, {"topics": typed(), "sources": {"report": source(title="The $41.7 million gap")}}
    ),
    Case(
        "TP514",
        "its own label",
        0,
        with_facts(
            {"whip": fact(value="$41.7 million", label="the $41.7 million")},
            deal=point(kind="caution", full="It is {{ whip }}."),
        ),
    ),
    Case(
        "TP514",
        "said beside the figure why that is right",
        0,
        types("It is $41.7 million.", open={"silence": {"TP514": "the paper had it on Monday", "TP301": "so said"}}),
    ),
    Case("TP205", "a fact that its readers may not see", 0, types("The talks stand at $41.7 million.")),
    Case("TP206", "nearly a fact that its readers may not see", 0, types("The talks stand at $41.8 million.")),
    Case(
        "TP207",
        "another figure than a fact that its readers may not see",
        0,
        types("Now 120 Members do.", figure="117", unit="Members"),
    ),
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
