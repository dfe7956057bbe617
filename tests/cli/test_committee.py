"""Papers of a committee: its letterhead, its hearing memo, its binder."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path

import pytest

from generator.errors import Exit
from tests.cli.conftest import Run
from tests.judged import pdf_pages

pytestmark = pytest.mark.slow

HEARING = "talking_points/hearings/research-security.yaml"
OFFICES = "talking_points/offices.yaml"
COMMITTEE = """\
affairs:
  kind: committee
  name: Committee on Example Affairs
  chamber: {chamber}
  side: {side}
  subcommittee: Subcommittee on Research
  chair: Representative Max Fiction
  address: 2345 Example House Office Building, Washington, DC 20515
  phone: (202) 555-0170
  clerk:
    name: Casey Clerk
    phone: (202) 555-0171
"""
OWN = "    clearance: office\n    office: rep-example\n"


def committee(office: Path, chamber: str = "house", side: str = "majority") -> None:
    """The starter's hearing, on one of its topics, as that of a committee."""
    path = office / OFFICES
    path.write_text(path.read_text(encoding="utf-8") + COMMITTEE.format(chamber=chamber, side=side), encoding="utf-8")
    path = office / HEARING
    text = path.read_text(encoding="utf-8").replace(OWN, "    clearance: office\n    office: affairs\n")
    text = re.sub(r"(?m)^topics: .*", "topics: [nih-funding]", text)
    path.write_text(re.sub(r"(?m)^office: rep-example$", "office: affairs", text), encoding="utf-8")


def said(path: Path) -> str:
    """All that a file says, on one line."""
    if path.suffix == ".pdf":
        return " ".join(" ".join(pdf_pages(path.read_bytes())[0]).split())
    with zipfile.ZipFile(path) as package:
        parts = sorted(n for n in package.namelist() if re.match(r"word/(document|header)", n))
        paragraphs = (re.split(r"</w:p>", package.read(n).decode()) for n in parts)
        texts = (" ".join(re.findall(r"<w:t[ >][^<]*", p)) for some in paragraphs for p in some)
        return " ".join(re.sub(r"<w:t[^>]*>", "", " ".join(texts)).split())


@pytest.mark.parametrize(("side", "staff"), [("majority", "Majority staff"), ("minority", "Minority staff")])
@pytest.mark.parametrize(
    ("chamber", "house"), [("house", "U.S. House of Representatives"), ("senate", "United States Senate")]
)
def test_a_committee_has_its_own_letterhead_memo_and_binder(
    office: Path, onepager: Run, chamber: str, house: str, side: str, staff: str
) -> None:
    committee(office, chamber, side)
    made = onepager("hearing", "research-security", "--as-of", "2026-11-24", "--json")
    assert made.exit_code == Exit.OK, made.output
    files: dict[str, list[Path]] = {}
    for document in json.loads(made.stdout)["documents"]:
        files.setdefault(document["row"] or document["audience"], []).extend(Path(f["path"]) for f in document["files"])
    for path in files["hearing"]:
        memo = said(path)
        assert f"{house} · Subcommittee on Research · {staff} · Representative Max Fiction, Chair" in memo
        assert re.search(r"To: ?Members, Subcommittee on Research", memo)
        assert re.search(rf"From: ?{staff}, Committee on Example Affairs", memo)
        assert "Staff contact Casey Clerk, (202) 555-0171" in memo
        assert "Jane Q. Example" not in memo
    for path in files["example"]:
        binder = said(path)
        assert re.search(rf"Prepared by: ?{staff}, Committee on Example Affairs", binder)
        assert re.search(r"Clerk: ?Casey Clerk, \(202\) 555-0171", binder)
        assert "INTERNAL" in binder
    for path in files["colleague"]:
        assert "Representative Max Fiction Chair, Committee on Example Affairs" in said(path)


def test_a_memo_of_a_members_office_names_no_committee_staff(office: Path, onepager: Run) -> None:
    shown = onepager("show", "nih-funding", "-a", "hearing").stdout
    assert "To:" not in shown
    assert "Staff contact" not in shown


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  kind: committee\n", "", "has no state"),
        ("  kind: committee\n", "  state: MA\n", "is a Member's office and has a side"),
        ("  side: majority\n", "  side: left\n", "majority"),
        ("  kind: committee\n", "  kind: comittee\n", "committee"),
    ],
)
def test_what_does_not_go_together_is_refused_at_its_line(
    office: Path, onepager: Run, old: str, new: str, message: str
) -> None:
    committee(office)
    path = office / OFFICES
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    refused = onepager("check", "--no-documents")
    assert refused.exit_code == Exit.CONTENT
    assert message in refused.output
    assert f"{OFFICES}:" in refused.output


def test_a_committee_is_begun_and_passes_check(office: Path, onepager: Run) -> None:
    assert onepager("new", "office", "affairs", "--kind", "committee").exit_code == Exit.OK
    assert onepager("check", "--no-documents").exit_code == Exit.OK
    built = onepager("build", "nih-funding", "-a", "hearing", "--office", "affairs", "--format", "txt")
    assert built.exit_code == Exit.OK, built.output
