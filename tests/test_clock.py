"""The clock is a dependency like any other: what it changes is a reason, told by every command that tells reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator import workspace
from generator.cli import app
from tests.store.factories import fact, hearing, office, point, topic, write_workspace

UNTIL = "2026-12-03 10:00 ET"
ENDED = "ended on December 3, 2026, 10:00 a.m. ET"
STATES = "The new score puts the cost of the act at {{ new-score }}."
BODY = """---
name: Trial
clearance: public
pages: 2
theme: capitol
---
# {{ topic.title }}

Call {{ office.phone }}.

{% if hearing %}
Heard in {{ hearing.room }}.
{% endif %}

{% for p in points("message") %}
- {{ p }}
{% endfor %}

::: stats
{{ facts("headline") }}
:::

{% for chart in charts() %}
::: chart
{{ chart }}
:::
{% endfor %}
"""


def store(
    *, facts: dict[str, Any] | None = None, points: dict[str, Any] | None = None, night: dict[str, Any] | None = None
) -> dict[str, Any]:
    """A topic with a figure that may be seen, and what is given."""
    known = {"jobs": fact(tags=["headline"]), **(facts or {})}
    said = {"pays": point(full="Research supports {{ jobs }} jobs."), **(points or {})}
    made: dict[str, Any] = {"topics": {"zz": topic(short="Zed act", facts=known, points=said)}}
    made["offices"] = {"example": office(phone="(202) 555-0100")}
    return made | ({"hearings": {"night": night}} if night else {})


@dataclass(frozen=True)
class Case:
    """A store, when a document was made and when it is asked about, and what is told then."""

    store: dict[str, Any]
    told: str
    made: str = "2026-11-24"
    asked: str = "2026-12-04"
    then: Callable[[Path], None] | None = None


def edit(name: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        path = root / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


SCORE = {"new-score": fact(value="$7.35 billion", tags=["headline"])}
HEARING = hearing(topics=["zz"], room="2200 Rayburn", date="2026-12-01 10:00 ET", witnesses=None)
CASES = {
    "the embargo of a point ends": Case(
        store(facts=SCORE, points={"breaking": point(full=STATES, embargo=UNTIL)}),
        f"the embargo of the point zz/breaking {ENDED}",
    ),
    "the embargo of a fact ends": Case(
        store(facts={"new-score": fact(value="$7.35 billion", tags=["headline"], embargo=UNTIL)}),
        f"the embargo of the fact zz/new-score {ENDED}",
    ),
    "that of a point for others, whose figure is shown": Case(
        store(facts=SCORE, points={"breaking": point(full=STATES, embargo=UNTIL, audiences=["press"])}),
        f"the embargo of the point zz/breaking {ENDED}",
    ),
    "it ends on the day itself": Case(
        store(facts=SCORE, points={"breaking": point(full=STATES, embargo=UNTIL)}),
        f"the embargo of the point zz/breaking {ENDED}",
        made="2026-12-03 09:00",
        asked="2026-12-03 11:00",
    ),
    "a hearing passes": Case(store(night=HEARING), "the hearing night passed on December 1, 2026"),
    "a review date comes": Case(
        store(facts={"cost": fact(value="$1.25 billion", tags=["headline"], review_by="2026-11-30")}),
        "was due",
    ),
    "a hearing moves": Case(
        store(night=HEARING | {"date": "2026-12-09 10:00 ET"}),
        "hearing night (room)",
        then=edit("talking_points/hearings/night.yaml", "2200 Rayburn", "2123 Rayburn"),
    ),
    "an office moves": Case(
        store(), "office example (phone)", then=edit("talking_points/offices.yaml", "555-0100", "555-0199")
    ),
    "a template is edited": Case(store(), "template trial", then=edit("templates/trial.md", "Call", "Telephone")),
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = workspace.init(tmp_path / "office").root
    for name in ("topics", "hearings", "tables"):
        for path in (root / "talking_points" / name).iterdir():
            path.unlink()
    (root / "onepager.yaml").unlink()
    (root / "templates" / "trial.md").write_text(BODY, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def run(*words: str) -> Result:
    result = CliRunner().invoke(app, list(words))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


def build(day: str, *more: str) -> str:
    return run("build", "zz", "-a", "trial", "--as-of", day, *more).stdout


def made(root: Path, case: Case) -> Path:
    """The document of the case, made; then what happens to the store."""
    write_workspace(root, **case.store)
    build(case.made)
    [file] = (root / "output").glob("2*.docx")
    if case.then:
        case.then(root)
    return file


def test_nothing_is_told_when_nothing_has_changed(root: Path) -> None:
    file = made(root, Case(store(), ""))
    assert build("2026-12-04", "--dry-run").splitlines()[1].split() == ["zz", "trial", "new"]
    assert "Changed" not in run("trace", str(file), "--as-of", "2026-12-04").stdout


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_dry_run_tells_it(root: Path, case: Case) -> None:
    made(root, case)
    said = " ".join(build(case.asked, "--dry-run").split())
    assert case.told in said
    assert ("new; since 2026-11-24: " if case.made == "2026-11-24" else "changed: ") in said


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_build_that_remakes_tells_it(root: Path, case: Case) -> None:
    made(root, case)
    assert case.told in " ".join(build(case.asked, "-v").split())
    again = build(case.asked, "--dry-run")
    assert "no documents would be made" in again


@pytest.mark.parametrize("case", [c for c in CASES.values() if " " not in c.asked])
def test_trace_tells_it(root: Path, case: Case) -> None:
    file = made(root, case)
    said = " ".join(run("trace", str(file), "--as-of", case.asked).stdout.split())
    assert case.told in said
    assert "Changed in the store since" in said


def test_a_hearing_that_has_passed_is_to_be_looked_at(root: Path) -> None:
    file = made(root, CASES["a hearing passes"])
    assert "Look before you use it" in run("trace", str(file), "--as-of", "2026-12-04").stdout
    assert "Safe to use" in run("trace", str(file), "--as-of", "2026-11-30").stdout
