"""What all tests share."""

from __future__ import annotations

import os
from collections import defaultdict

import pytest

from tests.tools.temporary import temporary_folder

os.environ["ONEPAGER_CACHE"] = str(temporary_folder("onepager-cache-"))
"""Tests, and the processes they begin, leave nothing in the cache folder of this computer."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write anew what the program writes of the documentation")


@pytest.fixture(scope="session")
def update(request: pytest.FixtureRequest) -> bool:
    """Whether texts that tests compare are to be written anew."""
    return bool(request.config.getoption("--update"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name every check that did not run and why, so that a green line does not hide it."""
    unrun: dict[str, list[str]] = defaultdict(list)
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        unrun[reason.removeprefix("Skipped: ")].append(report.nodeid)
    if not unrun:
        return
    terminalreporter.section(f"checks that did not run: {sum(map(len, unrun.values()))}", yellow=True)
    for reason, tests in sorted(unrun.items()):
        terminalreporter.line(f"{reason}:")
        for test in tests:
            terminalreporter.line(f"    {test}")
