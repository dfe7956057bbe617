"""`tables import`, with excerpts of the real files."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from generator.store.library import read_library
from generator.values.congresses import begins, congress_of
from tests.cli.conftest import Run
from tests.tables.test_published import FILES


def test_the_workspace_passes_its_check(office: Path, onepager: Run) -> None:
    day = ("--as-of", "2026-06-15")
    made = onepager("tables", "import", "legislators", *map(str, FILES), *day, "--offices", "members.yaml")
    assert made.exit_code == 0, made.output
    result = onepager("check", "--no-documents")
    assert result.exit_code == 0, result.output
    assert not re.search(r"tables/|members.yaml|congress-legislators", result.output), result.output
    assert str(read_library(office).sources["congress-legislators"].accessed) == "2026-06-15"
    again = onepager("tables", "import", "legislators", *map(str, FILES), *day, "--offices", "members.yaml")
    assert "written" not in again.output


def test_presidents_are_no_members(tmp_path: Path, office: Path, onepager: Run) -> None:
    (path := tmp_path / "executive.yaml").write_text("- terms:\n  - {type: prez, start: '2025-01-20'}\n", "utf-8")
    result = onepager("tables", "import", "legislators", str(path))
    assert "executive.yaml:1:1: error: these are not Members, offices or committees" in result.output


# --- congress ---------------------------------------------------------------------------------------------------------


def of_the_next(folder: Path) -> Path:
    """The excerpt with a term of the next Congress for one Member more."""
    text = (FILES[-1].parent / "legislators-current.yaml").read_text(encoding="utf-8")
    more = "- id: {bioguide: X1}\n  name: {first: Ada, last: New}\n  terms:\n"
    term = "  - {type: rep, start: '2027-01-03', end: '2029-01-03', state: WY, district: 0, party: New}\n"
    (path := folder / "next.yaml").write_text(text + more + term, encoding="utf-8")
    return path


def test_congress_says_what_ends_and_writes_nothing(office: Path, onepager: Run) -> None:
    before = {path: path.read_bytes() for path in office.rglob("*") if path.is_file()}
    result = onepager("congress", "120")
    assert result.exit_code == 0, result.output
    assert "The 120th Congress beg" in result.output
    assert "January 3, 2027" in result.output.replace("\u00a0", " ")
    assert re.search(r"sta-renewal.yaml:\d+:\d+: “this Congress” will be the one before", result.output)
    assert {path: path.read_bytes() for path in office.rglob("*") if path.is_file()} == before


def test_of_the_congress_that_sits_nothing_ends(office: Path, onepager: Run) -> None:
    now = congress_of(date.today())
    result = onepager("congress", str(now))
    assert result.exit_code == 0, result.output
    said = result.output.replace("\u00a0", " ")
    assert f"and is sitting until January 3, {begins(now + 1).year}, at noon; nothing ends yet." in said
    assert f"onepager congress {now + 1}" in said
    assert "“this Congress”" not in said
    assert "Offices to look at" not in said


def test_congress_refuses_other_numbers_and_files_of_the_old_one(office: Path, onepager: Run) -> None:
    assert '"12" is neither this Congress nor the next' in onepager("congress", "12").output
    assert '"next" is neither' in onepager("congress", "next").output
    result = onepager("congress", "120", str(FILES[-1].parent / "legislators-current.yaml"))
    assert "has no Member of the House in the 120th Congress yet" in result.output
    assert not (office / "talking_points" / "tables" / "legislators.csv").exists()


def test_congress_imports_the_new_members(office: Path, onepager: Run, tmp_path: Path) -> None:
    onepager("tables", "import", "legislators", str(FILES[-1].parent / "legislators-current.yaml"))
    assert "Members and committees to import anew" in onepager("congress", "120").output
    path = of_the_next(tmp_path)
    assert "would be written" in onepager("congress", "120th", str(path), "--dry-run").output
    result = onepager("congress", "120", str(path))
    assert result.exit_code == 0, result.output
    row = read_library(office).row("legislators", "WY-00")
    assert row is not None
    assert row["member"] == "Rep. Ada New"
    assert "import anew" not in result.output
    assert "rep-example" in result.output
    assert onepager("check", "--no-documents", "--as-of", "2027-01-05").exit_code in (0, 1)
