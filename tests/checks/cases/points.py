"""TP4xx and TP5xx."""

from __future__ import annotations

from typing import Any

from generator.document.blocks import SourceNote
from tests.checks.workspace import Case, Heading, NoteMark, Sources, bullets, finished, paragraph, text
from tests.store.factories import fact, hearing, office, point, source, topic


def sources(**fields: Any) -> dict[str, Any]:
    """One source, cited by a fact that a public point states."""
    said = topic(points={"pays": point(full="{{ jobs }} jobs.")})
    return {"sources": {"report": source(**fields)}, "topics": {"nih": said}}


def dated(status: str = "current", **fields: Any) -> dict[str, Any]:
    """A source of a figure as of March 2025."""
    said = topic(facts={"jobs": fact(as_of="2025-03", status=status)}, points={"pays": point(full="{{ jobs }} jobs.")})
    return {"sources": {"report": source(**fields)}, "topics": {"nih": said}}


def heard(begins: str) -> dict[str, Any]:
    return {"hearings": {"night": hearing(date=begins)}}


def points(**made: dict[str, Any]) -> dict[str, Any]:
    return {"topics": {"nih": topic(points=made)}}


def answer(**fields: Any) -> dict[str, Any]:
    return points(why=point(kind="answer", question="Why is that?", **{"full": None, **fields}))


LONG = "Research at home finds the cures that families wait for, and it keeps people at work in every state we have"
NEARLY = LONG.replace("in every state we have", "in each of our states")
PUBLIC = {"clearance": "public"}
WORDS = {"plain": "# ours\nleverage = use\nthe Hill = Congress\nsynergy\n", "acronyms": "COVID\n"}
HARD = (
    "Notwithstanding considerable methodological heterogeneity, interdisciplinary investigations consistently "
    "demonstrate multidimensional socioeconomic benefits attributable to sustained governmental appropriations "
    "supporting biomedical experimentation throughout geographically distributed institutions of higher education. "
)
HARD += HARD.replace("consistently", "repeatedly").strip()
EASY = (
    "Labs find cures. They keep people at work. Our state has good labs, and we want to keep them. A cut would hurt "
    "the sick first. It would hurt the rest of us next. So we ask you to say no to it. That is all we ask of you."
)
GRADED = "---\nname: Flyer\nclearance: public\nreading_grade: 9\n---\n# {{ topic.title }}\n"

CASES = [
    Case("TP517", "the unit said again", 1, points(pays=point(full="{{ jobs }} jobs, {{ jobs }}th of all."))),
    Case("TP517", "figures among words", 0, points(pays=point(full="“{{ jobs }}” jobs; {{ jobs }}-odd, {{ jobs }}."))),
    Case("TP518", "an ask without a full stop", 1, {"topics": {"nih": topic(ask="Join the bill")}}),
    Case("TP518", "a wording that ends in bold", 0, points(pays=point(full="**Research pays.**"))),
    Case("TP518", "names and leads", 0, points(pays=point(lead="Research pays", full="They say “it does.”"))),
    Case("TP519", "bullets below >-", 1, points(pays=point(full="They ask for: - fiber - power."))),
    Case("TP519", "a list without a colon", 1, points(pays=point(full="They ask for - fiber - power - roads."))),
    Case("TP519", "bullets", 1, points(pays=point(full="They ask for • fiber • power."))),
    Case("TP519", "numbers", 1, points(pays=point(full="They ask for: 1. fiber 2. power."))),
    Case("TP519", "a pair of dashes", 1, points(pays=point(full="Research - as we all know - pays for itself."))),
    Case(
        "TP519",
        "dashes, ranges and words with hyphens",
        0,
        points(
            pays=point(full="Research — as ever — pays: a well-known, long-term gain - now."),
            range=point(full="It takes 5 - 10 years, or 10 - 20 in short- and long-term work, and * is no bullet."),
            other=point(full="The ratio is 3:1. It held: 1.5 years – no more – passed."),
        ),
    ),
    Case("TP401", "no scheme", 1, sources(url="www.example.gov/report")),
    Case("TP401", "a file of somebody's own", 1, sources(url="file:///C:/report.pdf")),
    Case("TP401", "a DOI", 1, sources(url="doi:10.1097/CM9.0000000000002108")),
    Case("TP401", "a space inside", 1, sources(url="https://www.example.gov/a report")),
    Case("TP401", "no site", 1, sources(url="https:///report")),
    Case("TP401", "a mail address without a name", 1, sources(url="mailto:")),
    Case("TP401", "the website of an office", 1, {"offices": {"example": office(website="example.house.gov")}}),
    Case("TP401", "an address that opens", 0, sources(url="https://www.example.gov/report?a=1#page=3")),
    Case("TP401", "a mail address", 0, sources(url="mailto:press@example.gov")),
    Case("TP402", "an address and no date", 1, sources(url="https://www.example.gov/")),
    Case("TP402", "an address and a date", 0, sources(url="https://www.example.gov/", accessed="2026-11-01")),
    Case("TP402", "a book", 0, sources()),
    Case("TP403", "a source that nothing cites", 1, {"sources": {"report": source(), "spare": source()}}),
    Case(
        "TP403",
        "a source that a point cites",
        0,
        {
            "sources": {"report": source(), "spare": source()},
            "topics": {"nih": topic(points={"pays": point(sources=["spare"])})},
        },
    ),
    Case(
        "TP404",
        "a public document cites an internal source",
        1,
        {"sources": {"report": source(), "memo": source(clearance="office")}},
        documents=finished(
            paragraph(text("It pays."), NoteMark(("memo",), (1,))), Sources((SourceNote(1, (), "memo"),))
        ),
    ),
    Case(
        "TP404",
        "a public document cites a public source",
        0,
        documents=finished(paragraph(text("It pays."), NoteMark(("report",), (1,)))),
    ),
    Case("TP526", "a figure after its source", 1, dated(date="2024-12-13")),
    Case("TP526", "a figure of the month of its source", 0, dated(date="2025-03-02")),
    Case("TP526", "a forecast after its source", 0, dated("projected", date="2024-12-13")),
    Case("TP526", "a hearing of a year ago", 1, heard("2025-12-10 10:00 ET")),
    Case("TP526", "a hearing of last week", 0, heard("2026-11-17 10:00 ET")),
    Case("TP526", "a hearing of last spring", 0, heard("2026-04-17 10:00 ET")),
    Case("TP526", "a hearing of two years ago", 0, heard("2024-12-10 10:00 ET")),
    Case("TP526", "a hearing to come", 0, heard("2026-12-10 10:00 ET")),
    Case("TP405", "looked at tomorrow", 1, sources(accessed="2026-11-25")),
    Case("TP405", "published next year", 1, sources(date="2027")),
    Case("TP405", "published this year", 0, sources(date="2026", accessed="2026-11-24")),
    Case("TP406", "evidence that leans on nothing", 1, points(e=point(kind="evidence"))),
    Case("TP406", "evidence that cites a source", 0, points(e=point(kind="evidence", sources=["report"]))),
    Case("TP406", "evidence that states a fact", 0, points(e=point(kind="evidence", full="{{ jobs }} jobs."))),
    Case(
        "TP501",
        "the same words in two topics",
        1,
        {
            "topics": {
                "a": topic(points={"one": point(full=f"{LONG}.")}),
                "b": topic(points={"two": point(short=f"{LONG}.", full=None)}),
            }
        },
    ),
    Case("TP501", "other words", 0, points(one=point(full=f"{LONG}."), two=point(full=f"{NEARLY}."))),
    Case(
        "TP501",
        "a point that is only begun",
        0,
        points(one=point(full=f"{LONG}."), two=point(full=f"{LONG}.", embargo="2099-12-31")),
    ),
    Case("TP501", "the same few words", 0, points(one=point(full="Say no."), two=point(full="Say no."))),
    Case("TP502", "nearly the same words", 1, points(one=point(full=f"{LONG}."), two=point(full=f"{NEARLY}."))),
    Case("TP502", "the same words", 0, points(one=point(full=f"{LONG}."), two=point(full=f"{LONG}."))),
    Case(
        "TP502",
        "the same subject",
        0,
        points(
            one=point(full=f"{LONG}."),
            two=point(full="Research at home finds cures. A deep cut would stop it in every lab."),
        ),
    ),
    Case(
        "TP503", "a short wording with more words", 1, points(one=point(full="It pays.", short="It pays for itself."))
    ),
    Case("TP503", "a short wording as long", 0, points(one=point(full="It pays.", short="It works."))),
    Case("TP504", "symbols in a spoken wording", 2, points(one=point(spoken="It is 5% & more."))),
    Case("TP504", "a fact put in as it is printed", 1, points(one=point(spoken="It is {{ jobs }} jobs."))),
    Case("TP504", "a fact put in as it is said", 0, points(one=point(spoken="It is {{ jobs | spoken }} jobs."))),
    Case("TP504", "symbols in a full wording", 0, points(one=point(full="It is 5% & more."))),
    Case("TP505", "a spoken sentence of thirty words", 1, points(one=point(spoken=f"Good. {'word ' * 29}end. Good."))),
    Case(
        "TP505", "a number counts as it is said", 1, points(one=point(spoken=f"{'word ' * 20}{{{{ jobs | spoken }}}}."))
    ),
    Case("TP505", "two sentences of twenty words", 0, points(one=point(spoken=f"{'word ' * 20}. {'Word ' * 20}."))),
    Case("TP506", "an answer that only asks back", 1, answer(full="Why not?")),
    Case("TP506", "an answer without a sentence", 1, answer(full="talk to the committee")),
    Case("TP506", "an answer that is not written yet", 1, answer(full="TBD by Friday.")),
    Case("TP506", "an answer with a figure to come", 1, answer(full="It is XX percent.")),
    Case("TP506", "an answer in a word", 0, answer(full="No.")),
    Case("TP506", "openness has to come first", 0, answer(full="Openness has to come first, in writing.")),
    Case(
        "TP507",
        "an acronym nobody spelled out",
        1,
        points(pays=point(full="The STA pays.")),
        documents=finished(
            Heading(1, (text("Research"),)), bullets((text("The STA pays."),), (text("Keep the STA."),))
        ),
    ),
    Case(
        "TP507",
        "in a template",
        1,
        documents=finished(Heading(2, (text("The NIH", "template", "flyer"),))),
        templates={"flyer": "---\nname: Flyer\nclearance: public\n---\n# {{ topic.title }}\n\n## The NIH\n"},
    ),
    Case(
        "TP507",
        "in the label of a fact",
        1,
        {"topics": {"nih": topic(facts={"jobs": fact(label="jobs from NIH grants")})}},
        documents=finished(paragraph(text("jobs from NIH grants", "fact", "nih/jobs"))),
    ),
    Case(
        "TP507",
        "what is still to be written",
        0,
        points(pays=point(full="It pays TK, and TODO: TBD, TBA.")),
        documents=finished(paragraph(text("It pays TK, and TODO: TBD, TBA."))),
    ),
    Case(
        "TP507",
        "spelled out in the same document",
        0,
        documents=finished(paragraph(text("The National Institutes of Health pay. NIH grants last."))),
    ),
    Case(
        "TP507",
        "spelled out with letters between",
        0,
        documents=finished(
            paragraph(text("The Science and Technology Cooperation Agreement (STA) lapsed. The STA is back."))
        ),
    ),
    Case(
        "TP507",
        "an acronym the office lists, states, numerals",
        0,
        words=WORDS,
        documents=finished(paragraph(text("After COVID, in MA and DC, under Title IX, the U.S. House met."))),
    ),
    Case(
        "TP508",
        "a document over its grade",
        1,
        points(pays=point(full=HARD)),
        templates={"flyer": GRADED},
        documents=finished(paragraph(text(HARD))),
    ),
    Case(
        "TP508",
        "a document within its grade",
        0,
        templates={"flyer": GRADED},
        documents=finished(paragraph(text(EASY))),
    ),
    Case("TP508", "a template that asks for no grade", 0, documents=finished(paragraph(text(HARD)))),
    Case(
        "TP509",
        "insider words in a public point",
        3,
        words=WORDS,
        parts=points(one=point(full="We leverage it on the Hill, with synergy.")),
    ),
    Case(
        "TP509",
        "the same in an internal point",
        0,
        words=WORDS,
        parts=points(one=point(full="We leverage it on the Hill.", clearance="office")),
    ),
    Case("TP509", "a hill that is a hill", 0, words=WORDS, parts=points(one=point(full="We met on the hill."))),
]
