"""Two templates whose documents would have one name are refused where the second says it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.errors import Exit
from tests.cli.conftest import Run


@pytest.mark.parametrize("command", ["build", "check", "list"])
@pytest.mark.parametrize("file_name", ["Leave-Behind", "leave-behind", "Leave Behind"])
def test_two_templates_do_not_share_a_file_name(office: Path, onepager: Run, command: str, file_name: str) -> None:
    text = (office / "templates" / "constituent.md").read_text(encoding="utf-8")
    copy = re.sub(r"(?m)^file_name: .*$", f"file_name: {file_name}", text)
    (office / "templates" / "constituent-copy.md").write_text(copy, encoding="utf-8")
    words = {"build": ("build", "nih-funding"), "check": ("check",), "list": ("list", "audiences")}[command]
    result = onepager(*words)
    assert result.exit_code == Exit.CONTENT, result.output
    assert re.search(r"templates/constituent-copy\.md:\d+:\d+: .*has the file_name", result.output)
    assert not list((office / "output").glob("*.pdf"))


def test_a_copy_with_a_name_of_its_own_is_another_audience(office: Path, onepager: Run) -> None:
    text = (office / "templates" / "constituent.md").read_text(encoding="utf-8")
    copy = re.sub(r"(?m)^file_name: .*$", "file_name: For-Donors", text)
    (office / "templates" / "constituent-copy.md").write_text(copy, encoding="utf-8")
    assert onepager("list", "audiences").exit_code == Exit.OK
