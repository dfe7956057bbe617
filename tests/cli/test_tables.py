"""`tables import`, with excerpts of the real files."""

from __future__ import annotations

import re
from pathlib import Path

from generator.store.library import read_library
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
