"""TP6xx and TP7xx."""

from __future__ import annotations

from datetime import date
from typing import Any

from generator.document.blocks import Paragraph
from tests.checks.workspace import FLYER, Case, LeftOut, NoteMark, finished, paragraph, text
from tests.store.factories import fact, hearing, office, point, topic

SPEECH = "---\nname: Remarks\nclearance: public\nwording: [spoken]\n---\n# {{ topic.title }}\n"
MEMO = "---\nname: Memo\nclearance: office\n---\n# {{ topic.title }}\n"
STATE_PACK = """\
title: Our own state
checked: 2026-11-01
elections:
  - day: 2026-12-15
    name: the special election
    states: [MA]
"""
TWO_OFFICES = {"offices": {"example": office(), "other": office()}}


def says(words: str) -> dict[str, Any]:
    return {"topics": {"nih": topic(points={"pays": point(full=words)})}}


def begun(**fields: Any) -> dict[str, Any]:
    """A topic of which only some is written over."""
    return {
        "topics": {
            "nih": topic(bottom_line="Say here in one or two sentences what a reader should remember.", **fields)
        }
    }


def citing(*sources: str) -> list[Paragraph]:
    """Paragraphs, each with a mark that cites a source."""
    return [paragraph(text("It pays."), NoteMark((source,))) for source in sources]


def letterhead(**fields: Any) -> dict[str, Any]:
    return {"offices": {"example": office(**fields)}}


def embargoed(until: str) -> dict[str, Any]:
    return {"hearings": {"night": hearing(embargo=until)}}


def latin(character: str) -> bool:
    """As the fonts have it, in short: Latin letters with all their accents, and typographic marks."""
    return character.isascii() or ord(character) in range(0xA0, 0x250) or 0x1E00 <= ord(character) < 0x1F00 or (
        character in "“”‘’—–…•−"
    )  # fmt: skip


PAGE = paragraph(text("It pays."))

NO_QUOTE = (
    "the template asks for points of kind quote (nih has none). Write what it asks for, or make nih for other readers"
)
CASES = [
    Case("TP601", "sixty days before an election", 1, as_of=date(2026, 9, 4)),
    Case("TP601", "the day before that", 0, as_of=date(2026, 9, 3)),
    Case("TP601", "the day after the election", 0, as_of=date(2026, 11, 4)),
    Case("TP601", "ninety days, under the rule of its time", 1, as_of=date(2020, 8, 5)),
    Case("TP601", "remarks and memos", 0, as_of=date(2026, 10, 1), templates={"floor": SPEECH, "memo": MEMO}),
    Case("TP601", "the Senate", 1, letterhead(chamber="senate"), as_of=date(2020, 9, 10)),
    Case("TP601", "the Senate, seventy days before", 0, letterhead(chamber="senate"), as_of=date(2020, 8, 25)),
    Case("TP602", "words of a campaign in a point", 1, says("Help us get out\nthe vote this fall.")),
    Case("TP602", "words of a campaign in a template", 1, templates={"flyer": FLYER + "\nVote for me.\n"}),
    Case(
        "TP602",
        "talk of elections",
        0,
        says("The election is over, and Members vote tomorrow. A vote for research is due."),
    ),
    Case("TP603", "a site outside the House", 1, letterhead(website="https://www.janeexample.com/")),
    Case("TP603", "a mail address outside the House", 1, letterhead(press={"name": "Pat", "email": "pat@gmail.com"})),
    Case("TP603", "words of a campaign committee", 1, letterhead(name="Jane Example for Congress")),
    Case(
        "TP603",
        "official contacts",
        0,
        letterhead(website="https://example.house.gov/", press={"name": "Pat", "email": "pat@mail.house.gov"}),
    ),
    Case("TP604", "an embargo after the hearing has begun", 1, embargoed("2026-12-03 14:00 America/New_York")),
    Case("TP604", "an embargo without an hour", 1, embargoed("2026-12-03")),
    Case("TP604", "an embargo until the hearing", 0, embargoed("2026-12-03 10:00 America/New_York")),
    Case(
        "TP701",
        "an important point that did not fit",
        1,
        documents=finished(PAGE, left_out=(LeftOut("nih/pays", 2, "3 lines over"),)),
    ),
    Case(
        "TP701",
        "a point of little importance",
        0,
        documents=finished(PAGE, left_out=(LeftOut("nih/pays", 3, "3 lines over"),)),
    ),
    Case("TP702", "type under ten points", 1, documents=finished(PAGE, body_size=9.5)),
    Case("TP702", "type of ten points", 0, documents=finished(PAGE, body_size=10.0)),
    Case("TP703", "a page half full", 1, documents=finished(PAGE, fill=0.5)),
    Case("TP703", "a second page half full", 1, documents=finished(PAGE, fill=0.5, pages=2)),
    Case("TP703", "a page sixty percent full", 0, documents=finished(PAGE, fill=0.6)),
    Case(
        "TP704",
        "a section that came out empty",
        1,
        documents=finished(PAGE, emptied=("Why it matters",)),
        templates={"flyer": FLYER + "\n## Why it matters{% if row %} in {{ row.name }}{% endif %}\n"},
    ),
    Case("TP704", "all sections filled", 0, documents=finished(PAGE)),
    Case("TP409", "one source behind a page", 1, documents=finished(*citing("report", "report"))),
    Case("TP409", "two sources behind a page", 0, documents=finished(*citing("report", "other"))),
    Case(
        "TP706", "a topic as it was begun", 2, begun(title="Broadband", ask="Say here what you ask the reader to do.")
    ),
    Case("TP706", "a point, half of it written over", 1, says("Broadband pays. Write it here in one sentence.")),
    Case("TP706", "a letterhead", 1, letterhead(address="Street, room and city")),
    Case("TP706", "a topic whose title was not given", 2, begun(title="Write the title of the topic here")),
    Case(
        "TP706",
        "what a hearing is begun with",
        1,
        {"hearings": {"night": hearing(committee="Name of the committee, and of the subcommittee")}},
    ),
    Case("TP706", "a hearing", 1, {"hearings": {"night": hearing(purpose="Write it here in one sentence.")}}),
    Case("TP706", "a topic that somebody wrote", 0, says("Say here what we ask of the reader, and write it down.")),
    Case("TP707", "a contact whom nobody can reach", 1, letterhead(press={"name": "Pat Press"})),
    Case(
        "TP707",
        "contacts with one of the two",
        0,
        letterhead(
            press={"name": "Pat Press", "phone": "(202) 555-0102"},
            staff={"name": "Al Staff", "email": "al@mail.house.gov"},
        ),
    ),
    Case("TP708", "two offices, and none chosen", 1, TWO_OFFICES),
    Case("TP708", "two offices, and one chosen", 0, {**TWO_OFFICES, "settings": {"office": "other"}}),
    Case("TP708", "one office", 0),
    Case("TP709", "a page of which nothing is left", 1, documents=finished(PAGE, pages=0, nothing=NO_QUOTE)),
    Case("TP709", "a page with a text", 0, documents=finished(PAGE)),
    Case("TP705", "an emoji", 1, says("It pays 🎉 off."), printable=latin),
    Case("TP705", "Chinese and Hebrew", 2, says("Ask 李明 or דן about it."), printable=latin),
    Case(
        "TP705",
        "a check mark and hyphens that do not break",
        3,
        says("✓ It is state\u2011of\u2011the-art."),
        printable=latin,
    ),
    Case("TP705", "an accent without its letter", 1, says("Ask Mx\u0301 about it."), printable=latin),
    Case(
        "TP705",
        "in a template and a name",
        2,
        letterhead(name="Rep. 李"),
        printable=latin,
        templates={"flyer": FLYER + "\n★ Read this.\n"},
    ),
    Case(
        "TP705",
        "Spanish, French and Vietnamese names",
        0,
        says("Peña, Étienne, Nguyễn Thị Hạnh and O’Brien — “together”."),
        printable=latin,
    ),
    Case(
        "TP705",
        "decomposed letters, composed on reading",
        0,
        says("Pen\u0303a and Nguye\u0302\u0303n."),
        printable=latin,
    ),
    Case("TP715", "a half-written point", 1, says("Some XX percent closed their beds.")),
    Case("TP715", "a half-written title", 1, {"topics": {"nih": topic(title="TITLE TK")}}),
    Case("TP715", "a half-written contact", 1, letterhead(press={"name": "TBD", "phone": "(202) 555-0102"})),
    Case("TP715", "a half-written locator", 1, {"topics": {"nih": topic(facts={"jobs": fact(locator="p. XX")})}}),
    Case("TP715", "a half-written template", 1, templates={"flyer": FLYER + "\n[INSERT LEAD]\n"}),
    Case("TP715", "Title XX, and a ship", 0, says("Under Title XX, the ship “TBD” sails.")),
    Case("TP715", "headings of a template and braces", 0, templates={"flyer": FLYER + "\n## Why\n{# TODO #}\n"}),
    Case(
        "TP715",
        "an address",
        0,
        {"topics": {"nih": topic(points={"pays": point(full="See https://www.example.gov/XX/___/TK.")})}},
    ),
]
