"""The starter store: `check` finds just what is wrong with the article's own figures, and says why."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from generator import checks
from generator.checking import as_made_document, check, printable
from generator.errors import Problem
from generator.project import load
from tests.starter import AS_OF, ROOT, everything, project

FOUND = {
    ("TP107", "fentanyl/deaths-article"): "Mixes all drugs with fentanyl.",
    (
        "TP202",
        "fentanyl/deaths-article",
    ): "their basis differs (“fentanyl only, as the article has it” against “all drugs”)",
    ("TP108", "cancer-research/us-cases-2022"): "“us-cases” replaces it with 2,510,597: their basis differs",
    ("TP108", "cancer-research/us-deaths-2022"): "“us-deaths” replaces it with 640,038",
    ("TP108", "cancer-research/china-cases-2022"): "they are for different periods (2022 against 2024)",
    ("TP108", "cancer-research/china-deaths-2022"): "they are of different vintages (as of 2022-03 against 2024-12)",
    ("TP109", "sta-renewal/talks"): "“state-now” replaces it with “extended, with new safeguards”",
    (
        "TP203",
        "nih-funding/jobs",
    ): "FY2021 is known from “umr-fy2021” (as of 2021), FY2023 from “umr-2024” (as of 2024-03)",
    (
        "TP202",
        "nih-funding/request-universities",
    ): "their basis differs (“request in comments on the pending bills” against",
}
"""Code and fact of every finding, and what it has to say of the reason."""


KNOWN = Path(__file__).with_name("starter_findings.yaml")
"""What the starter store still has to mend, by code: what each finding says."""


@pytest.fixture(scope="module")
def everything_found() -> list[Problem]:
    """Of the store and of every document, made once for all tests."""
    made = [as_made_document(project(), files.made) for files in everything()]
    subjects = checks.Subjects(
        project().library, project().audiences, AS_OF, root=ROOT, documents=made, printable=printable(project())
    )
    return [p for p in checks.run(subjects) if p.code != "TP510"]  # the speller need not be there


def known() -> dict[str, list[str]]:
    listed: dict[str, list[str]] = yaml.safe_load(KNOWN.read_text(encoding="utf-8"))
    return listed or {}


@pytest.fixture(scope="module")
def findings(everything_found: list[Problem]) -> list[Problem]:
    """Those that are there to stay."""
    return [p for p in everything_found if p.code not in known()]


@pytest.mark.slow
def test_what_is_still_to_be_mended_is_listed_and_nothing_else(everything_found: list[Problem]) -> None:
    found: dict[str, list[str]] = {code: [] for code in known()}
    for problem in everything_found:
        if problem.code in found:
            found[problem.code].append(problem.what)
    assert {code: sorted(said) for code, said in found.items()} == known(), f"take from {KNOWN.name} what is mended"


@pytest.mark.slow
def test_it_finds_what_is_wrong_with_the_articles_figures_and_nothing_else(findings: list[Problem]) -> None:
    assert len(findings) == len(FOUND)
    assert {(p.code, p.what.split("”")[0].removeprefix("“")) for p in findings} == set(FOUND)


def test_it_explains_each(findings: list[Problem]) -> None:
    for problem in findings:
        assert FOUND[problem.code, problem.what.split("”")[0].removeprefix("“")] in problem.why, problem.what
        assert problem.mend


def test_nothing_of_it_is_an_error_since_only_cautions_name_them(findings: list[Problem]) -> None:
    assert {p.severity for p in findings} == {"warning"}


def test_each_is_found_at_its_line(findings: list[Problem]) -> None:
    for problem in findings:
        lines = (ROOT / problem.mark.file).read_text(encoding="utf-8").split("\n")
        at = lines[problem.mark.line - 1][problem.mark.column - 1 :]
        assert at.startswith(("disputed", "superseded", "overtaken", "FY2021:", "112,000", "$47.2 billion")), problem


def test_a_year_later_the_figures_are_due(tmp_path: Path) -> None:
    later = check(project(), AS_OF.replace(year=2027), documents=False)
    due = [p for p in later if p.code == "TP104"]
    assert len(due) > 20
    assert {p.severity for p in due} == {"error", "warning"}


def test_no_document_of_the_starter_is_refused() -> None:
    for files in everything():
        audience = files.made.selection.audience
        assert checks.gate(project().library, files.made.laid.document, audience.clearance, AS_OF) == [], files.name


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("an estimated {{ deaths-all-drugs }} American lives in", "about 107,500 American lives in", "TP206"),
        ("an estimated {{ deaths-all-drugs }} American lives in", "some 107,543 American lives in", "TP205"),
        ("an estimated {{ deaths-all-drugs }} American lives in", "{{ deaths-article }} American lives in", "TP107"),
        ("an estimated {{ deaths-all-drugs }} American lives in", "{{ deaths-all-drugs }} American lives in", "TP106"),
        ("status: disputed", "status: current", "TP202"),
        ("basis: fentanyl only, as the article has it", "basis: all drugs", "TP202"),
        ("A pledge is a start.", "A pledge of 2019 is a start.", "TP301"),
        ("Too many families", "Too many stakeholders", "TP509"),
        ("Know the supply line.", "Know the DEA supply line.", "TP507"),
        ("Count results, not meetings.", "Count results 🎉, not meetings.", "TP705"),
    ],
)
def test_what_is_put_wrong_is_found(old: str, new: str, code: str, tmp_path: Path) -> None:
    for part in ("talking_points", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part)
    topic = tmp_path / "talking_points" / "topics" / "fentanyl.yaml"
    text = topic.read_text(encoding="utf-8")
    assert old in text
    topic.write_text(text.replace(old, new), encoding="utf-8")
    broken = load(tmp_path)
    found = [p for p in check(broken, AS_OF, documents=code == "TP507") if p.code == code]
    assert [p for p in found if p.mark.file.endswith("fentanyl.yaml")]


@pytest.mark.parametrize(
    "name", ["Peña y Ñáñez", "Étienne Lefèvre-Œuvré", "Nguyễn Thị Hạnh Đặng", "Łukasz Škoda", "O’Brien"]
)
def test_the_fonts_have_the_names_of_constituents(name: str) -> None:
    assert all(map(printable(project()), name.replace(" ", "")))


@pytest.mark.parametrize("character", ["🎉", "李", "ד", "✓", "\u2011", "\u20d0"])
def test_and_lack_what_the_rule_names(character: str) -> None:
    assert not printable(project())(character)
