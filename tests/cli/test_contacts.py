"""Contacts, witnesses and rooms are printed with what there is of them, in every template and combination."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.conftest import Run

HEARING = "talking_points/hearings/research-security.yaml"
OFFICES = "talking_points/offices.yaml"
PHONE, EMAIL = "(202) 555-0179", "luis@walden.example"
GIVEN = {
    "both": {"phone": PHONE, "email": EMAIL},
    "phone": {"phone": PHONE},
    "e-mail": {"email": EMAIL},
    "neither": {},
}
LETTER = "To join, or with questions, please contact Luis Brandt"
MEMBER = """\
ours:
  name: Representative Dana Okafor
  chamber: house
  state: MA
  address: 1234 Example House Office Building, Washington, DC 20515
  press:
    name: Luis Brandt
{given}\
  staff:
    name: Luis Brandt
{given}\
"""
COMMITTEE = """\
ours:
  kind: committee
  name: Committee on Example Affairs
  chamber: house
  side: majority
  address: 2345 Example House Office Building, Washington, DC 20515
  clerk:
    name: Luis Brandt
{given}\
"""
PRINTED = {
    ("colleague", "both"): f"{LETTER} at {PHONE} or {EMAIL}.",
    ("colleague", "phone"): f"{LETTER} at {PHONE}.",
    ("colleague", "e-mail"): f"{LETTER} at {EMAIL}.",
    ("colleague", "neither"): f"{LETTER}.",
    ("constituent", "both"): f"Contact: Luis Brandt, {PHONE}.",
    ("constituent", "phone"): f"Contact: Luis Brandt, {PHONE}.",
    ("constituent", "e-mail"): f"Contact: Luis Brandt, {EMAIL}.",
    ("constituent", "neither"): "Contact: Luis Brandt.",
    ("press", "both"): f"Luis Brandt, {PHONE}, {EMAIL}",
    ("press", "phone"): f"Luis Brandt, {PHONE}",
    ("press", "e-mail"): f"Luis Brandt, {EMAIL}",
    ("press", "neither"): "Luis Brandt",
    ("hearing", "both"): f"Luis Brandt, {PHONE}, {EMAIL}",
    ("hearing", "phone"): f"Luis Brandt, {PHONE}",
    ("hearing", "e-mail"): f"Luis Brandt, {EMAIL}",
    ("hearing", "neither"): "Luis Brandt",
}
COLLEAGUE = {key: line for key, line in PRINTED.items() if key[0] == "colleague"}
OF_MEMBERS = {key: line for key, line in PRINTED.items() if key[0] != "hearing"}
OF_COMMITTEES = COLLEAGUE | {key: line for key, line in PRINTED.items() if key[0] == "hearing"}


def shown(office: Path, onepager: Run, shape: str, audience: str, given: str) -> str:
    """What is printed for an audience of an office whose contact has what is given."""
    lines = "".join(f"    {key}: {value}\n" for key, value in GIVEN[given].items())
    path = office / OFFICES
    path.write_text(path.read_text(encoding="utf-8") + shape.replace("{given}", lines), encoding="utf-8")
    (office / "onepager.yaml").write_text("office: ours\n", encoding="utf-8")
    result = onepager("show", "nih-funding", "-a", audience, "--as-of", "2026-11-24")
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.replace("| ", "").split())


def line_of(text: str, audience: str) -> str:
    """The passage that names the contact, up to what follows it."""
    ends = {"colleague": " Sincerely", "constituent": " Sources", "press": " Sources", "hearing": " Sources"}
    begins = min(i for i in (text.find(LETTER), text.find("Contact: Luis"), text.find("Luis Brandt")) if i >= 0)
    return text[begins:].split(ends[audience])[0]


@pytest.mark.parametrize(("audience", "given"), OF_MEMBERS)
def test_the_contact_of_a_member_is_printed_with_what_there_is(
    office: Path, onepager: Run, audience: str, given: str
) -> None:
    text = shown(office, onepager, MEMBER, audience, given)
    assert line_of(text, audience) == OF_MEMBERS[audience, given]
    assert audience != "colleague" or "Sincerely, Representative Dana Okafor Member of Congress" in text


@pytest.mark.parametrize(("audience", "given"), OF_COMMITTEES)
def test_the_clerk_of_a_committee_is_printed_with_what_there_is(
    office: Path, onepager: Run, audience: str, given: str
) -> None:
    assert line_of(shown(office, onepager, COMMITTEE, audience, given), audience) == OF_COMMITTEES[audience, given]


@pytest.mark.parametrize(
    ("left_out", "printed"),
    [
        ("    title", "Dr. Ada Sample, Example State University ---"),
        ("    organization", "Dr. Ada Sample, Vice President for Research ---"),
        ("    (?:title|organization)", "Dr. Ada Sample ---"),
        ("room", "When: December 3, 2026, 10:00 a.m. Date:"),
    ],
)
def test_a_hearing_memo_has_no_stray_commas(office: Path, onepager: Run, left_out: str, printed: str) -> None:
    path = office / HEARING
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(rf"(?m)^{left_out}: .*\n", "", text), encoding="utf-8")
    result = onepager("show", "sta-renewal", "-a", "hearing", "--as-of", "2026-11-24")
    assert printed in re.sub("-{3,}", "---", " ".join(result.stdout.split()))
