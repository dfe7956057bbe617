"""The pages to print again after binders were printed."""

from __future__ import annotations

import json
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from generator.errors import Exit
from generator.hearing.reprint import in_ranges
from tests.cli.conftest import Run
from tests.judged import pdf_pages

pytestmark = pytest.mark.slow

FILE = "talking_points/hearings/research-security.yaml"
HEARING = ("hearing", "research-security", "--as-of", "2026-11-24", "--format", "pdf")
MAX = "Representative Max Fiction"
BINDER = "output/research-security/2026-11-24_Binder_Representative-Max-Fiction_DRAFT.pdf"


def edit(office: Path, old: str, new: str) -> None:
    path = office / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def bodies(office: Path) -> list[str]:
    """What the pages of the binder say between head and foot, as another program reads them."""
    return ["\n".join(page.splitlines()[1:-1]) for page in pdf_pages((office / BINDER).read_bytes())[0]]


def reprint(onepager: Run, since: str) -> dict[str, dict[str, list[int]]]:
    result = onepager(*HEARING, "--since", since, "--json")
    assert result.exit_code == Exit.OK, result.output
    return {one["member"]: one for one in json.loads(result.stdout)["reprint"]}


def number_at_foot(onepager: Run) -> str:
    documents = json.loads(onepager(*HEARING, "--json").stdout)["documents"]
    return next(str(d["number"]) for d in documents if d["row"] == "fiction")


def test_a_changed_page_is_named_and_no_other(office: Path, onepager: Run) -> None:
    edit(
        office,
        "topics: [sta-renewal, nih-funding, cancer-research, public-health-cooperation]",
        "topics: [nih-funding]",
    )
    printed = number_at_foot(onepager)
    before = bodies(office)
    assert reprint(onepager, printed)[MAX]["print_"] == []
    edit(office, "Director", "Deputy Director")
    after = reprint(onepager, printed)[MAX]
    assert after["print_"] == [
        n for n, (old, new) in enumerate(zip(before, bodies(office), strict=True), 1) if old != new
    ]
    assert after["take_out"] == after["print_"]
    assert after["moved"] == []
    said = onepager(*HEARING, "--since", printed).stdout
    assert f"{MAX}: print page" in said
    assert "of the new binder; take out page" in said


def test_what_only_moved_is_not_printed(office: Path, onepager: Run) -> None:
    edit(
        office,
        "topics: [sta-renewal, nih-funding, cancer-research, public-health-cooperation]",
        "topics: [fentanyl, nih-funding]",
    )
    printed = number_at_foot(onepager)
    pages = len(bodies(office))
    edit(office, "audiences: [hearing, constituent]", "audiences: [hearing, press, constituent]")
    after = reprint(onepager, printed)[MAX]
    assert after["pages"] == pages + 2
    assert set(after["print_"]).isdisjoint(after["moved"])
    assert after["moved"]
    assert 1 not in after["print_"]  # the cover names no document


def test_a_change_that_was_taken_back_needs_no_printing(office: Path, onepager: Run) -> None:
    edit(
        office,
        "topics: [sta-renewal, nih-funding, cancer-research, public-health-cooperation]",
        "topics: [nih-funding]",
    )
    first = number_at_foot(onepager)
    edit(office, "Director", "Deputy Director")
    second = number_at_foot(onepager)
    edit(office, "Deputy Director", "Director")
    assert number_at_foot(onepager) == first != second
    time.sleep(1)
    assert reprint(onepager, f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}")[MAX]["print_"] == []
    assert reprint(onepager, second)[MAX]["print_"] != []


def test_a_day_means_its_beginning(office: Path, onepager: Run) -> None:
    edit(
        office,
        "topics: [sta-renewal, nih-funding, cancer-research, public-health-cooperation]",
        "topics: [nih-funding]",
    )
    today = date.today().isoformat()
    first = number_at_foot(onepager)
    edit(office, "Director", "Deputy Director")
    after = reprint(onepager, today)[MAX]
    assert after == reprint(onepager, first)[MAX] | {"with_": first, "made": after["made"]}
    assert after["print_"]
    said = onepager(*HEARING, "--since", today).stdout
    assert f"of the printed one. Compared with No. {first}, made on {after['made']}." in said
    edit(office, "Deputy Director", "Acting Director")
    number_at_foot(onepager)
    assert reprint(onepager, today)[MAX]["with_"] == first
    assert "; 1 other may be meant: then type its number." in onepager(*HEARING, "--since", today).stdout


def test_of_a_binder_that_is_not_known_all_is_printed(office: Path, onepager: Run) -> None:
    edit(
        office,
        "topics: [sta-renewal, nih-funding, cancer-research, public-health-cooperation]",
        "topics: [nih-funding]",
    )
    said = onepager(*HEARING, "--since", "2026-01-01").stdout
    assert f"{MAX}: no earlier binder is known on this computer; print all" in said


@pytest.mark.parametrize("typed", ["yesterday", "ABCD-1234", "2026-13-01"])
def test_a_moment_that_is_none_is_refused(office: Path, onepager: Run, typed: str) -> None:
    refused = onepager(*HEARING, "--since", typed)
    assert refused.exit_code == Exit.USAGE
    assert "number at the foot of a binder" in refused.stderr


def test_a_moment_to_come_is_refused(office: Path, onepager: Run) -> None:
    refused = onepager(*HEARING, "--since", "2099-12-31")
    assert refused.exit_code == Exit.USAGE
    assert "--since: 2099-12-31 is to come, and nothing was printed then" in refused.stderr


@pytest.mark.parametrize(("pages", "said"), [((), ""), ((2,), "2"), ((2, 7, 8, 9), "2, 7–9"), ((1, 2, 4), "1–2, 4")])
def test_pages_in_ranges(pages: tuple[int, ...], said: str) -> None:
    assert in_ranges(pages) == said
