"""A series of many periods: its alternative text keeps all, and too many are refused with what there is room for."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.errors import Exit
from tests.cli.test_empty_sections import TOPIC

Run = Callable[..., Result]
FACT = """facts:
  waiting:
    measure: farms without broadband by year
    source: crs-if12510
    locator: table 3
    as_of: 2026-01-01
    series:
"""
CHART = """charts:
  trend:
    kind: {kind}
    finding: Farms without broadband are not fewer
    series: waiting
"""


def write(office: Path, kind: str, number: int) -> list[str]:
    years = [str(1800 + n) for n in range(number)]
    values = [f"{100_445 + 1_013 * n:,}" for n in range(number)]
    series = "".join(f'      "{year}": {value}\n' for year, value in zip(years, values, strict=True))
    text = TOPIC + FACT + series + CHART.format(kind=kind)
    (office / "talking_points" / "topics" / "zz.yaml").write_text(text, encoding="utf-8", newline="\n")
    return values


@pytest.mark.parametrize("kind", ["columns", "line"])
def test_the_alternative_text_of_a_thinned_chart_keeps_all(office: Path, onepager: Run, kind: str) -> None:
    values = write(office, kind, 40)
    made = onepager("build", "zz", "-a", "constituent", "--format", "docx")
    assert made.exit_code == Exit.OK, made.output
    [file] = (office / "output").glob("*.docx")
    with zipfile.ZipFile(file) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    assert [v for v in values if v not in xml] == []


@pytest.mark.parametrize("command", ["build", "show", "explain"])
@pytest.mark.parametrize(
    ("kind", "number", "room"),
    [
        ("columns", 151, "at most 150 periods in this width"),
        ("line", 200, "at most 150 periods in this width"),
        ("bars", 31, "at most 30 bars on a page"),
        ("comparison", 40, "at most 30 bars on a page"),
    ],
)
def test_too_many_periods_are_refused(
    office: Path, onepager: Run, kind: str, number: int, room: str, command: str
) -> None:
    write(office, kind, number)
    said = onepager(command, "zz", "-a", "constituent")
    assert said.exit_code == Exit.CONTENT
    assert f"the chart “trend” has {number}; there is room for {room}" in said.output
    lines = (office / "talking_points" / "topics" / "zz.yaml").read_text(encoding="utf-8").splitlines()
    line = lines.index("  trend:") + 1
    assert f"zz.yaml:{line}:" in said.output or f"zz.yaml:{line + 1}:" in said.output
