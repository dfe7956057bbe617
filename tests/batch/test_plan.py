"""The plan and the runner: only what changed is made again, for the reason that is said, wherever it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator.batch import pool
from generator.batch.merge import merged
from generator.batch.output import Output, opened
from generator.batch.plan import Job, plan
from generator.batch.result import Result
from generator.batch.run import Elsewhere, Runner
from generator.compose.template_objects import ComposeInput
from generator.document.draft import Draft
from generator.pipeline import Request, make
from generator.project import Project, load
from generator.requests import requests
from generator.workspace import init
from tests.starter import AS_OF

pytestmark = pytest.mark.slow

FORMATS = ("docx", "pdf")
TABLE = "table:nih-projects-by-state"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return init(tmp_path / "office").root


def wanted(project: Project, *topics: str) -> list[Request]:
    return requests(project, topics, (), None, AS_OF)


@contextmanager
def planned(root: Path, *topics: str, formats: Sequence[str] = FORMATS) -> Iterator[tuple[Project, Output, list[Job]]]:
    project = load(root)
    with opened(root / "output", root) as output:
        yield project, output, plan(project, wanted(project, *topics), formats, output)


def build(
    root: Path, *topics: str, formats: Sequence[str] = FORMATS, elsewhere: Elsewhere | None = None
) -> list[Result]:
    with planned(root, *topics, formats=formats) as (project, output, jobs):
        return [result for some in Runner(project, output, elsewhere).run(jobs) for result in some]


def reasons(root: Path, *topics: str, formats: Sequence[str] = FORMATS) -> dict[str, str]:
    with planned(root, *topics, formats=formats) as (_, _, jobs):
        return {f"{j.about.topic}/{j.about.audience}": j.reason for j in jobs if j.reason}


def edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def contents(root: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in (root / "output").glob("2*")}


# --- what has to be made, and why ---


def test_what_was_built_is_not_made_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert {r.reason for r in build(root, "fentanyl")} == {"new"}
    assert reasons(root, "fentanyl") == {}
    monkeypatch.setattr("generator.pipeline.make", None)  # it is not even called
    again = build(root, "fentanyl")
    assert [r.summary.pages for r in again if r.summary] == [1, 1, 1, 2, 1, 1, 2]
    assert all(not w.changed for r in again for w in r.files.values())


def test_a_changed_figure_is_the_reason_for_the_documents_that_can_state_it_alone(root: Path) -> None:
    build(root)
    before = contents(root)
    edit(root, "talking_points/topics/fentanyl.yaml", "value: 70 percent", "value: 71 percent")
    found = reasons(root)
    assert set(found.values()) == {"changed: fact fentanyl/synthetic-share (value)"}
    assert {name.split("/")[0] for name in found} == {"fentanyl"}
    build(root)
    after = contents(root)
    assert {n for n in before if before[n] != after[n]} == {n for n in before if "Fentanyl" in n}


def test_a_remark_in_the_store_is_no_reason(root: Path) -> None:
    build(root, "sta-renewal")
    before = contents(root)
    path = root / "talking_points/topics/sta-renewal.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text("# a remark of the office\n" + text, encoding="utf-8")
    assert reasons(root).keys() >= set()
    build(root, "sta-renewal")
    assert contents(root) == before


@pytest.mark.parametrize(
    ("file", "old", "new", "reason", "touched"),
    [
        ("templates/press.md", "## The figures", "## Figures", "changed: template press", {"press"}),
        ("talking_points/offices.yaml", "rep-example:", "rep-example:  # ours", "", set()),
        ("onepager.yaml", "", "", "", set()),
    ],
)
def test_each_part_is_the_reason_for_those_that_use_it(
    root: Path, file: str, old: str, new: str, reason: str, touched: set[str]
) -> None:
    build(root, "fentanyl")
    if old:
        edit(root, file, old, new)
    found = reasons(root, "fentanyl")
    assert {name.split("/")[1] for name in found} == touched
    assert set(found.values()) == ({reason} if reason else set())


def test_a_hidden_point_is_no_reason_for_those_who_may_not_get_it(root: Path) -> None:
    build(root, "fentanyl")
    text = (root / "talking_points/topics/fentanyl.yaml").read_text(encoding="utf-8")
    assert "clearance: office" in text
    project = load(root)
    point = next(p for p in project.library.topics["fentanyl"].points.values() if p.clearance == "office")
    words = next(w for w in point.wordings.values() if w)
    start = words.split(". ")[0][:30]
    edit(root, "talking_points/topics/fentanyl.yaml", start, f"Indeed. {start}")
    audiences = {name.split("/")[1] for name in reasons(root, "fentanyl")}
    assert audiences
    assert audiences <= {"member", "staff"}


def test_files_gone_edited_or_of_another_format_are_reasons(root: Path) -> None:
    build(root, "fentanyl")
    [press] = (root / "output").glob("*Fentanyl_Press_DRAFT.pdf")
    press.unlink()
    [member] = (root / "output").glob("*Fentanyl_Member_DRAFT.docx")
    member.write_bytes(b"edited")
    assert reasons(root, "fentanyl") == {
        "fentanyl/press": f"{press.name} is gone",
        "fentanyl/member": f"{member.name} was edited",
    }
    build(root, "fentanyl")
    assert member.read_bytes() == b"edited"
    assert (
        set(reasons(root, "fentanyl", formats=("docx", "pdf", "txt")).values())
        == {
            "there is no txt of it yet",
            f"{member.name} was edited",
        }
        or "there is no txt of it yet" in reasons(root, "fentanyl", formats=("txt",)).values()
    )


def test_a_row_is_the_reason_for_its_own_document_alone(root: Path) -> None:
    def run() -> dict[str, str]:
        project = load(root)
        asked = merged(project, requests(project, ("nih-funding",), ("constituent",), None, AS_OF), TABLE)
        with opened(root / "output", root) as output:
            jobs = plan(project, asked, ("pdf",), output)
            list(Runner(project, output).run(jobs))
        return {j.about.row: j.reason for j in jobs if j.reason}

    assert len(run()) == 50
    assert run() == {}
    path = root / "talking_points/tables/nih-projects-by-state.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    at, row = next(
        (i, line) for i, line in enumerate(lines) if line.startswith("Vermont") or ",VT" in line or "VT," in line
    )
    digit = next(i for i in range(len(row) - 1, -1, -1) if row[i].isdigit())
    lines[at] = row[:digit] + str((int(row[digit]) + 1) % 10) + row[digit + 1 :]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert run() == {"VT": "changed: row VT of nih-projects-by-state (projects)"}


def test_what_a_template_has_no_place_for_is_no_reason(root: Path) -> None:
    """A message that the card has no place for changes: the card never read it."""
    build(root, "nih-funding")
    with planned(root, "nih-funding") as (project, _, _):
        made = make(project, next(r for r in wanted(project, "nih-funding") if r.audience == "member"))
    out = [d.point for d in made.outcomes() if not d.included and "template has no" in d.reason]
    words = next(w for p in out for w in p.wordings.values() if w)
    before = contents(root)
    edit(root, "talking_points/topics/nih-funding.yaml", words.split()[0] + " " + words.split()[1], "Indeed, truly")
    found = reasons(root, "nih-funding")
    assert "nih-funding/member" not in found
    assert any("changed: point" in reason for reason in found.values())
    build(root, "nih-funding")
    changed = {n for n, data in contents(root).items() if data != before[n]}
    assert not {n for n in changed if "Member" in n}


# --- wherever it is made ---


def elsewhere(begin: Callable[[], Executor]) -> Elsewhere:
    return Elsewhere(begin, 2, distrust=True)


def test_processes_make_the_same_bytes_as_this_one(root: Path, tmp_path: Path) -> None:
    build(root, "fentanyl", "nih-funding")
    other = init(tmp_path / "other").root
    results = build(other, "fentanyl", "nih-funding", elsewhere=Elsewhere(pool.local(2), 2))
    assert not [r.failure for r in results if r.failure]
    assert contents(other) == contents(root)


class Dying(ThreadPoolExecutor):
    """An executor that breaks, with all that runs on it, at some of the calls."""

    deaths = 0

    def __init__(self, at: set[int]) -> None:
        super().__init__(1)
        self.at, self.calls = at, 0

    def submit(self, *args: Any, **named: Any) -> Any:
        self.calls += 1
        if self.calls in self.at:
            Dying.deaths += 1
            raise BrokenProcessPool("a worker died")
        return super().submit(*args, **named)


def test_what_a_dead_worker_had_in_hand_is_made_again(root: Path, tmp_path: Path) -> None:
    build(root, "fentanyl", "nih-funding")
    other = init(tmp_path / "other").root
    deaths = iter([{1}, {2}, set(), set(), set(), set()])
    results = build(other, "fentanyl", "nih-funding", elsewhere=elsewhere(lambda: Dying(next(deaths))))
    assert Dying.deaths == 2
    assert not [r.failure for r in results if r.failure]
    assert contents(other) == contents(root)


def test_bytes_from_elsewhere_are_looked_through_here(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator.batch import worker

    seen: list[str] = []
    original = worker.inspect
    monkeypatch.setattr(worker, "inspect", lambda p, task, files: (seen.append(task.stem), original(p, task, files)))
    results = build(root, "fentanyl", elsewhere=elsewhere(lambda: ThreadPoolExecutor(1)))
    assert sorted(seen) == sorted(2 * [r.stem for r in results])  # once by the worker, once here


def test_a_failure_stops_only_its_own_document(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator import pipeline

    original = pipeline.compose

    def compose(setting: ComposeInput) -> Draft:
        if setting.selection.audience.id == "press":
            raise KeyError("a mistake")
        return original(setting)

    monkeypatch.setattr(pipeline, "compose", compose)
    results = build(root, "fentanyl")
    assert [r.about.audience for r in results if r.failure] == ["press"]
    assert all(len(r.files) == 2 for r in results if not r.failure)
    monkeypatch.undo()
    assert reasons(root, "fentanyl") == {"fentanyl/press": "new"}
