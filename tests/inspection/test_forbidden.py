"""What a document may not say: taken from the whole store, by clearance and embargo."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from generator.inspection import Forbidden, forbidden
from generator.inspection.fold import PAGE
from generator.inspection.opened import single
from generator.store.library import read_library
from generator.store.schema import Clearance
from generator.values.dates import WASHINGTON
from tests.store.factories import fact, hearing, point, source, table, topic, write_workspace

NOW = datetime(2026, 11, 24, tzinfo=ZoneInfo(WASHINGTON))
LATER = "2026-12-01 10:00 America/New_York"


class Asked:
    """A store and a question: what of it is found in a text that is for somebody."""

    def __init__(self, root: Path, **files: Any) -> None:
        self.library = read_library(write_workspace(root, **files))

    def forbidden(self, reader: str = "public", moment: datetime = NOW) -> Forbidden:
        return forbidden(self.library, Clearance(reader), moment)

    def found(self, text: str, reader: str = "public", moment: datetime = NOW) -> set[str]:
        """The parts found: `waffles full`."""
        hits = self.forbidden(reader, moment).search(single("text", text))
        return {f"{h.secret.ref.rpartition('/')[2]} {'.'.join(h.secret.path)}" for h in hits}


def of_point(root: Path, facts: dict[str, Any] | None = None, **fields: Any) -> Asked:
    """A store with a point for the office only, which states a fact that everybody may see."""
    made = {"waffles": point(**{"clearance": "office", **fields}), "pays": point()}
    return Asked(root, topics={"nih": topic(points=made, facts={"jobs": fact(clearance="public")} | (facts or {}))})


SENTENCE = "We shall trade the waffles for a vote."


@pytest.mark.parametrize(
    "fields",
    [
        {"lead": SENTENCE},
        {"full": SENTENCE},
        {"full": None, "short": SENTENCE},
        {"full": None, "spoken": SENTENCE},
        {"note": SENTENCE},
        {"kind": "answer", "question": SENTENCE},
        {"kind": "question", "question": "Why is that so?", "followup": [SENTENCE]},
    ],
)
def test_every_part_of_a_point_is_a_secret(fields: dict[str, Any], tmp_path: Path) -> None:
    asked = of_point(tmp_path, **fields)
    assert asked.found(f"He said: {SENTENCE} Really.") != set()
    assert asked.found(SENTENCE, "congress") != set()
    assert asked.found(SENTENCE, "office") == set()


def test_each_sentence_is_a_secret_by_itself(tmp_path: Path) -> None:
    asked = of_point(
        tmp_path, full="Nobody knows it yet, at 5 p.m. Nobody else should ever know. We shall wait for the end."
    )
    assert asked.found("We shall wait for the end") == {"waffles full"}
    assert asked.found("Nobody else should ever know") == {"waffles full"}


def test_near_misses_are_none(tmp_path: Path) -> None:
    asked = of_point(tmp_path, full=SENTENCE)
    for text in ("We shall trade the waffles.", "We shall trade no waffles for a vote.", "The waffles for a vote"):
        assert asked.found(text) == set()


LOOK_ALIKES = str.maketrans("aeocpxyASTBE", "аеосрхуАЅТВЕ")  # Latin to Cyrillic


@pytest.mark.parametrize(
    "written",
    [
        SENTENCE.translate(LOOK_ALIKES),
        SENTENCE.upper().translate(LOOK_ALIKES),
        "".join(chr(ord(c) + 0xFEE0) if "!" < c < "~" else c for c in SENTENCE),  # wide letters
        SENTENCE.replace("w", "\u202ew\u200b\u2066"),
    ],
)
def test_letters_that_look_alike_do_not_hide_a_sentence(written: str, tmp_path: Path) -> None:
    assert written.isascii() is False
    assert of_point(tmp_path, full=SENTENCE).found(f"He said: {written}") == {"waffles full"}


def test_a_store_that_was_typed_with_look_alikes_is_guarded_too(tmp_path: Path) -> None:
    asked = of_point(tmp_path, full=SENTENCE.translate(LOOK_ALIKES))
    assert asked.found(SENTENCE) == {"waffles full"}


def test_markup_does_not_matter(tmp_path: Path) -> None:
    asked = of_point(tmp_path, full="We **shall** trade [the waffles](https://waffles.example/) for a *vote* now.")
    assert asked.found("We shall trade the waffles for a vote now.") == {"waffles full"}
    assert asked.found("We **shall** trade [the waffles](https://waffles.example/) for a *vote* now.") == {
        "waffles full"
    }


def test_a_link_at_the_end_does_not_hide_a_sentence(tmp_path: Path) -> None:
    asked = of_point(tmp_path, full="We shall trade the waffles ([source](https://waffles.example/)).")
    assert asked.found("We shall trade the waffles (source).") == {"waffles full"}


LONG = "We shall trade the waffles for a vote on the floor, and nobody in the other chamber will hear of it from us."
EIGHT = "the waffles for a vote on the floor,"


@pytest.mark.parametrize(
    ("said", "is_found"),
    [
        (f"He said that {EIGHT} are dear.", True),
        (EIGHT.upper().replace("F", "\u0191"), True),
        (EIGHT.replace("vote", "vote12"), True),
        (EIGHT.replace("for a", f"for{PAGE}Rep. Jane Example{PAGE} a"), True),
        ("and nobody in the other chamber will hear of it", True),
        ("waffles for a vote on the floor", False),
        (EIGHT.replace("vote", "note"), False),
    ],
)
def test_eight_words_of_a_text_are_a_leak_wherever_they_stand(said: str, is_found: bool, tmp_path: Path) -> None:
    asked = of_point(tmp_path, full=LONG)
    assert asked.found(f"Nobody knows. {said} So it is.") == ({"waffles full"} if is_found else set())
    assert asked.found(said, "office") == set()


def test_every_eight_words_of_a_text_are_found(tmp_path: Path) -> None:
    words = (f"{LONG} " + LONG.replace("waffles", "pancakes").replace("floor", "wall")).split()
    asked = of_point(tmp_path, full=" ".join(words))
    for first in range(len(words) - 7):
        assert asked.found(f"so {' '.join(words[first : first + 8])} it") == {"waffles full"}, words[first]


def test_how_many_words_are_a_leak_is_set_by_the_office(tmp_path: Path) -> None:
    points = {"waffles": point(full=LONG, clearance="office")}
    asked = Asked(tmp_path, topics={"nih": topic(points=points)}, settings={"leak_words": 12})
    assert asked.found(EIGHT) == set()
    assert asked.found("trade the waffles for a vote on the floor, and nobody in") == {"waffles full"}


def test_eight_words_that_a_permitted_text_has_are_none_and_those_beside_them_are(tmp_path: Path) -> None:
    points = {
        "waffles": point(full=LONG, clearance="office"),
        "open": point(full=f"Somebody said {EIGHT} and all that."),
    }
    asked = Asked(tmp_path, topics={"nih": topic(points=points)})
    assert asked.found(f"He said that {EIGHT} are dear.") == set()
    assert asked.found(f"He said to trade {EIGHT} really") == {"waffles full"}


JOINED = "The text has rules on openness and on sharing data both ways, so we can see whether any of it comes back."
OPEN = "It adds rules on openness and on sharing data both ways. Nobody doubts it."


@pytest.mark.parametrize(
    ("said", "is_found"),
    [
        (f"{OPEN[:56]} So it goes on.", False),
        (f"{OPEN[:56]}[1] So it goes on.", False),
        (f"{OPEN[:56]}1 So it goes on.", False),
        (f"{OPEN[:56]}¹² “So it goes on.”", False),
        (f"{OPEN[:56]} 12\nSo it goes on.", False),
        (f"{OPEN[:55]} so it goes on.", True),  # one sentence
        (f"{OPEN[:55]}, so it goes on.", True),
        (f"{OPEN[:56]} So we can go on.", True),  # no permitted sentence begins with "So we"
        (f"It has rules on openness and on sharing data both ways. So it goes on. {JOINED}", True),
        (f"{OPEN[:56]} So it goes on. Now we have rules on openness and on sharing data both ways so", True),
        ("And on sharing data both ways. So we can see whether any of it comes back.", True),
    ],
)
def test_words_in_a_row_only_where_two_permitted_sentences_meet_are_no_leak(
    said: str, is_found: bool, tmp_path: Path
) -> None:
    points = {
        "waffles": point(full=JOINED, clearance="office"),
        "open": point(full=OPEN),
        "next": point(full="So it goes on. Much follows."),
    }
    asked = Asked(tmp_path, topics={"nih": topic(points=points)})
    assert asked.found(said) == ({"waffles full"} if is_found else set())


def test_a_whole_permitted_sentence_may_stand_between_two_others(tmp_path: Path) -> None:
    secret = "Nobody will ever know of this. We lost. It was close enough, and the next vote will tell."
    points = {
        "waffles": point(full=secret, clearance="office"),
        "first": point(full="We say that nobody will ever know of this. Much follows."),
        "last": point(full="It was close enough for all. Much follows."),
    }
    said = "We say that nobody will ever know of this. We lost. It was close enough for all."
    assert Asked(tmp_path / "one", topics={"nih": topic(points=points)}).found(said) == {"waffles full"}
    points["middle"] = point(full="Well then. We lost. But how?")
    assert Asked(tmp_path / "two", topics={"nih": topic(points=points)}).found(said) == set()


@pytest.mark.parametrize("figure", ["407,782", "{{ jobs }}", "four hundred seven thousand", "9,000", "407,782¹"])
def test_another_figure_does_not_hide_a_sentence(figure: str, tmp_path: Path) -> None:
    asked = of_point(tmp_path, full="We shall trade {{ jobs }} of the waffles for a vote.")
    assert asked.found(f"We shall trade {figure} of the waffles for a vote.") == {"waffles full"}


@pytest.mark.parametrize("figure", ["407,782", "four hundred seven thousand seven hundred eighty-two"])
def test_few_words_are_a_secret_with_their_figure(figure: str, tmp_path: Path) -> None:
    asked = of_point(tmp_path, full="Waffles are {{ jobs }} in all.")
    assert asked.found(f"Waffles are {figure} in all.") == {"waffles full"}
    assert asked.found("Waffles are 9,000 in all.") == set()


def test_what_permitted_texts_say_too_is_no_secret(tmp_path: Path) -> None:
    points = {
        "waffles": point(clearance="office", full=f"{SENTENCE} This one is known to nobody else."),
        "open": point(full=f"Yes. {SENTENCE}"),
    }
    asked = Asked(tmp_path, topics={"nih": topic(points=points)})
    assert asked.found(SENTENCE) == set()
    assert asked.found("This one is known to nobody else.") == {"waffles full"}


def test_permitted_words_with_another_figure_are_still_a_secret_with_theirs(tmp_path: Path) -> None:
    facts = {"jobs": fact(), "losses": fact(value="12,345", clearance="office")}
    said = "The budget of the waffles came to {{ %s }} last year."
    points = {"waffles": point(clearance="office", full=said % "losses"), "open": point(full=said % "jobs")}
    asked = Asked(tmp_path, topics={"nih": topic(points=points, facts=facts)})
    assert asked.found("The budget of the waffles came to 407,782 last year.") == set()
    assert asked.found("The budget of the waffles came to 12,345 last year.") == {"waffles full", "losses value"}


def test_the_ref_of_a_secret_point_is_a_secret_and_words_like_it_are_not(tmp_path: Path) -> None:
    asked = Asked(
        tmp_path, topics={"cancer-research": topic(points={"deaths-fell": point(clearance="office", full=SENTENCE)})}
    )
    assert asked.found('{"points":["cancer-research/deaths-fell"]}') == {"deaths-fell id"}
    assert asked.found("_tp_cancer_research__deaths_fell") == {"deaths-fell id"}
    assert asked.found("_tp_cancer_research__deaths_fell___2") == {"deaths-fell id"}
    for text in (
        "On cancer research: deaths fell.",
        "cancer-research/deaths-fell-again",
        "cancer-research/deaths-fellow",
    ):
        assert asked.found(text) == set(), text


def test_an_embargo_holds_back_from_everybody_until_it_ends(tmp_path: Path) -> None:
    asked = of_point(tmp_path, full=SENTENCE, clearance="public", embargo=LATER)
    for reader in ("public", "congress", "office"):
        assert asked.found(SENTENCE, reader) == {"waffles full"}
        assert asked.found(SENTENCE, reader, datetime(2026, 12, 1, 10, tzinfo=ZoneInfo(WASHINGTON))) == set()
    [why] = {hit.secret.why for hit in asked.forbidden().search(single("text", SENTENCE))}
    assert why == "under embargo until December 1, 2026, 10:00 a.m. ET"


def test_facts_for_the_office_are_secrets_with_their_notes(tmp_path: Path) -> None:
    secret = fact(value="$94.58 billion", clearance="office", measure="money that the waffles will cost us")
    asked = Asked(
        tmp_path, topics={"nih": topic(facts={"jobs": fact(note="Do not say this to the press."), "cost": secret})}
    )
    for text in (
        "It is $94.58 billion.",
        "$94.58\u00a0billion",
        "It costs $94.6B",
        "at $94.58 billion, or more",
        "$9\u200b4.5\u20608 billion",
        "＄９４．５８ billion",
        "$94.58 bi\u2113lion",
        "$94.58 billion\u00b9",
        "$94.58 billion\u2019s worth\u2014",
    ):
        assert asked.found(text) == {"cost value"}, text
    assert asked.found("ninety-four point five eight billion dollars") == {"cost value"}
    assert asked.found("the money that the waffles will cost us") == {"cost measure"}
    assert asked.found("Do not say this to the press.") == {"jobs note"}
    for text in ("$94.58 million", "$194.58 billion", "94.58", "$94 billion", "There are 407,782 jobs."):
        assert asked.found(text) == set(), text


def test_every_period_of_a_secret_fact_is_one(tmp_path: Path) -> None:
    series = {
        "FY2023": "$1.234 million",
        "FY2024": {"value": "$5.678 million", "note": "Nobody has seen this number yet."},
    }
    facts = {"jobs": fact(), "cost": fact(value=None, series=series, clearance="congress")}
    asked = Asked(tmp_path, topics={"nih": topic(facts=facts)})
    assert asked.found("from $1.234 million to $5.678 million") == {"cost value"}
    assert asked.found("Nobody has seen this number yet.") == {"cost series.FY2024.note"}


def test_an_internal_source_and_every_note_are_secrets(tmp_path: Path) -> None:
    memo = source(
        title="Memo on what the waffles are worth to us",
        clearance="office",
        url="https://intranet.example/waffles/memo",
    )
    sources = {"report": source(note="The author is a friend of the Member."), "memo": memo}
    asked = Asked(tmp_path, sources=sources)
    assert asked.found("See: Memo on what the waffles are worth to us.") == {"memo title"}
    assert asked.found("https://intranet.example/waffles/memo") == {"memo url"}
    assert asked.found("The author is a friend of the Member.") == {"report note"}


def test_a_chart_has_a_clearance(tmp_path: Path) -> None:
    chart = {
        "kind": "bars",
        "finding": "The waffles keep getting more expensive",
        "facts": {"Now": "jobs", "Then": "jobs"},
        "clearance": "office",
    }
    asked = Asked(tmp_path, topics={"nih": topic(charts={"cost": chart})})
    assert asked.found("The waffles keep getting more expensive") == {"nih charts.cost.finding"}


def test_of_a_hearing_the_testimony_is_for_congress_and_nothing_public_under_embargo(tmp_path: Path) -> None:
    witness = {
        "name": "Dr. Jo Doe",
        "bio": "She made waffles for thirty years.",
        "expected": ["She will say that waffles are safe."],
    }
    for embargo, bio in ((None, set()), (LATER, {"waffles witnesses.doe.bio"})):
        root = tmp_path / str(embargo)[:4]
        root.mkdir()
        asked = Asked(root, hearings={"waffles": hearing(witnesses={"doe": witness}, embargo=embargo)})
        assert asked.found("She will say that waffles are safe.") == {"waffles witnesses.doe.expected.0"}
        assert asked.found("She will say that waffles are safe.", "congress") == set()
        assert asked.found("She made waffles for thirty years.") == bio
        assert asked.found("She made waffles for thirty years.", "congress") == set()


def test_columns_leave_gaps_too(tmp_path: Path) -> None:
    points = {
        "waffles": point(clearance="office", full="There are {{ row.projects }} waffles in this state alone today.")
    }
    asked = Asked(tmp_path, topics={"nih": topic(points=points, table="projects")}, tables={"projects": table()})
    assert asked.found("There are 5,016 waffles in this state alone today.") == {"waffles full"}


def test_it_is_made_once_for_a_store_a_reader_and_a_moment(tmp_path: Path) -> None:
    asked = of_point(tmp_path, full=SENTENCE)
    assert asked.forbidden() is asked.forbidden()
    assert asked.forbidden() is not asked.forbidden("congress")


def test_a_store_with_another_text_is_another_though_its_digest_be_the_same(tmp_path: Path) -> None:
    asked = of_point(tmp_path, full="We shall trade nothing at all for a vote.")
    assert asked.found(SENTENCE) == set()
    topics = of_point(_folder(tmp_path / "other"), full=SENTENCE).library.topics
    asked.library = replace(asked.library, topics=topics)
    assert asked.found(SENTENCE) == {"waffles full"}


def _folder(path: Path) -> Path:
    path.mkdir()
    return path
