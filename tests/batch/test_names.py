"""File names: what they look like, and that no text of any office makes a bad one."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.batch.names import Names, label
from generator.files.devices import is_device

DAY = date(2026, 11, 23)
ids = st.from_regex(r"[a-z0-9][a-z0-9-]{0,59}", fullmatch=True)
texts = st.text(max_size=80) | st.sampled_from(
    ["STA renewal", "sta RENEWAL", "..", "=cmd()", "CON", "aux .docx", "~$x"]
)


def names(
    topics: dict[str, str], audiences: dict[str, str] | None = None, offices: tuple[str, ...] = ("home",)
) -> Names:
    return Names(topics, audiences or {"member": "Member"}, offices, offices[0])


def test_a_name_is_the_date_the_topic_and_the_audience() -> None:
    assert names({"sta": "STA renewal"}).stem("sta", "member", "home", DAY) == "2026-11-23_STA-Renewal_Member"


def test_an_office_is_named_unless_it_is_the_default_one() -> None:
    both = names({"sta": "STA renewal"}, offices=("rivera", "okafor"))
    assert both.stem("sta", "member", "rivera", DAY) == "2026-11-23_STA-Renewal_Member"
    assert both.stem("sta", "member", "okafor", DAY) == "2026-11-23_STA-Renewal_Member_okafor"


def test_an_office_called_v2_does_not_look_like_a_second_version() -> None:
    assert not names({"a": "A"}, offices=("home", "v2")).stem("a", "member", "v2", DAY).endswith("_v2")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("NIH funding", "NIH-Funding"),
        ("U.S.–China engagement", "US-China-Engagement"),
        ("Peña & Łódź: straße", "Pena-And-Lodz-Strasse"),
        ("Section 5.1", "Section-5.1"),
        ("../../etc/passwd", "Etc-Passwd"),
        ("=HYPERLINK(1)", "HYPERLINK1"),
        ("a_b", "A-B"),
        ("…", ""),
        ("中文", ""),
        ("Public-health cooperation between the two countries", "Public-Health-Cooperation-Between"),
    ],
)
def test_titles_become_labels(text: str, expected: str) -> None:
    assert label(text, 36) == expected


def test_topics_called_alike_are_named_by_their_ids_whichever_of_them_is_built() -> None:
    alike = names({"sta-1": "STA Renewal", "sta-2": "sta renewal", "other": "Other"})
    assert alike.stem("sta-1", "member", "home", DAY) == "2026-11-23_sta-1_Member"
    assert alike.stem("sta-2", "member", "home", DAY) == "2026-11-23_sta-2_Member"
    assert alike.stem("other", "member", "home", DAY) == "2026-11-23_Other_Member"


def test_a_title_that_is_the_id_of_another_topic_does_not_take_its_name() -> None:
    tricky = names({"nih": "Foo", "x": "foo", "y": "NIH"})
    stems = {tricky.stem(t, "member", "home", DAY).casefold() for t in ("nih", "x", "y")}
    assert len(stems) == 3


@given(
    topics=st.dictionaries(ids, texts, min_size=1, max_size=6),
    audiences=st.dictionaries(ids, texts, min_size=1, max_size=4),
    offices=st.lists(ids, min_size=1, max_size=3, unique=True),
)
def test_every_name_is_safe_short_and_its_own(
    topics: dict[str, str], audiences: dict[str, str], offices: list[str]
) -> None:
    every = Names(topics, audiences, offices, offices[0])
    stems = [every.stem(t, a, o, DAY) for t in topics for a in audiences for o in offices]
    for stem in stems:
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*[A-Za-z0-9-]", stem)
        assert ".." not in stem
        assert not is_device(stem)
        assert stem.count("_") == 2 or not re.search(r"_v\d+$", stem)
        assert len(f"{stem}_EXAMPLE_v99.docx") < 100
    assert len({stem.casefold() for stem in stems}) == len(stems)
