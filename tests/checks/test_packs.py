"""Rules packs are data: dated, with a source, and an office may add its own."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator import checks
from generator.checks.rules.conduct_packs import PACKS, read_packs
from generator.errors import ContentError
from tests.checks.workspace import Case

OWN = """\
title: Our own state
checked: 2026-11-01
elections:
  - day: 2026-12-15
    name: the special election in Massachusetts
    states: [MA]
"""


def test_every_pack_of_the_program_is_dated_and_has_its_sources() -> None:
    packs = read_packs(None, ())
    assert len(packs) == len(list(PACKS.glob("*.yaml"))) == 4
    for pack in packs:
        assert pack.checked >= date(2026, 11, 1)
        dated = (*pack.blackouts, *pack.phrases, *pack.letterheads, *pack.embargoes)
        assert dated
        assert all(entry.source for entry in dated)


def test_the_rule_for_the_house_changed_from_ninety_days_to_sixty() -> None:
    limits = [b for pack in read_packs(None, ()) for b in pack.blackouts if b.chamber == "house"]
    for day in (date(2018, 9, 1), date(2020, 12, 26), date(2020, 12, 27), date(2026, 9, 4)):
        assert [b.days for b in limits if b.holds(day)] == [90 if day < date(2020, 12, 27) else 60]


def test_general_elections_fall_on_the_tuesday_after_the_first_monday_of_november() -> None:
    elections = [e for pack in read_packs(None, ()) for e in pack.elections]
    assert len(elections) >= 6
    for election in elections:
        assert (election.day.weekday(), election.day.month) == (1, 11)
        assert 2 <= election.day.day <= 8
        assert str(election.day.year) in election.name


def own(folder: Path, text: str, name: str = "packs/state.yaml") -> checks.Subjects:
    (folder / "packs").mkdir(parents=True, exist_ok=True)
    (folder / "packs" / "state.yaml").write_text(text, encoding="utf-8")
    return Case("TP601", "", 1, {"settings": {"packs": [name]}}).subjects(folder)


def test_an_office_adds_the_elections_of_its_state(tmp_path: Path) -> None:
    [found] = checks.run(own(tmp_path, OWN), ["TP601"])
    assert "before the special election in Massachusetts, from October 16, 2026 to December 15, 2026" in found.what


def test_elections_of_other_states_are_no_matter(tmp_path: Path) -> None:
    assert checks.run(own(tmp_path, OWN.replace("[MA]", "[NM]")), ["TP601"]) == []


@pytest.mark.parametrize(
    ("text", "name", "said"),
    [
        (OWN.replace("checked: 2026-11-01\n", ""), "packs/state.yaml", "packs/state.yaml:1:1"),
        (OWN.replace("day:", "date:"), "packs/state.yaml", "packs/state.yaml:4:5"),
        (OWN, "packs/none.yaml", "this file is missing"),
        (OWN, "../state.yaml", "outside the workspace"),
    ],
)
def test_a_pack_that_cannot_be_read_is_reported(text: str, name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=said):
        checks.run(own(tmp_path, text, name), ["TP601"])


def test_packs_only_ever_ask_and_are_never_errors() -> None:
    for code in ("TP601", "TP602", "TP603", "TP604"):
        assert set(checks.RULES[code].gravities.values()) == {"warning"}
