"""A document is made again when anything that it read has changed, however its template reached it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from generator.batch.output import opened
from generator.batch.plan import plan
from generator.batch.run import Runner
from generator.compose.recorder import Recorder, digest
from generator.dependencies import Answers
from generator.errors import ContentError
from generator.pipeline import Request, make, render
from generator.project import load
from generator.values.value import parse_value
from generator.workspace import init
from tests import stale
from tests.starter import AS_OF

FRONT = """---
name: Trial
clearance: congress
pages: 2
theme: capitol
---
# {{ topic.title }}

"""
HEARING = "talking_points/hearings/research-security.yaml"
NIH = "talking_points/topics/nih-funding.yaml"
OFFICES = "talking_points/offices.yaml"
TABLE = "talking_points/tables/nih-projects-by-state.csv"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return init(tmp_path / "office").root


def template(root: Path, body: str) -> None:
    (root / "templates" / "trial.md").write_text(FRONT + body, encoding="utf-8")


def edit(root: Path, file: str, old: str, new: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, f"{old} is not in {file}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


REQUEST = Request("nih-funding", "trial", "rep-example", AS_OF)


def build(root: Path, request: Request = REQUEST) -> tuple[str, str]:
    """Build one document; why it was made, and what it says."""
    project = load(root)
    with opened(root / "output", root) as output:
        [job] = plan(project, [request], ("txt",), output)
        [result] = [r for some in Runner(project, output).run([job]) for r in some]
    assert result.failure is None, result.failure
    return job.reason, next(iter(result.files.values())).path.read_text(encoding="utf-8")


def assert_follows(root: Path, change: Callable[[], None], request: Request = REQUEST) -> str:
    """The document is made again after the change, and is what a build from nothing makes; the reason."""
    build(root, request)
    assert build(root, request)[0] == ""
    change()
    reason, text = build(root, request)
    assert reason.startswith("changed: ")
    assert text == render(make(load(root), request), "txt").decode()
    return reason


WAYS_TO_THE_ROOM = {
    "directly": "Room: {{ hearing.room }}",
    "by set": "{% set h = hearing %}\nRoom: {{ h.room }}",
    "by a name of a name": "{% set h = hearing %}{% set r = h.room %}\nRoom: {{ r }}",
    "by and": "Room: {{ hearing and hearing.room }}",
    "by or": "Room: {{ hearing.room or office.phone }}",
    "by if": "Room: {{ hearing.room if hearing else 'none' }}",
    "by a condition": "{% if hearing %}\nRoom: {{ hearing.room }}\n{% endif %}",
    "by a filter": "Room: {{ hearing.room | default('none') }}",
    "with odd blanks": "Room: {{   hearing . room   }}",
    "in a box": "::: note\nRoom: {{ hearing.room }}\n:::",
}


@pytest.mark.parametrize("body", WAYS_TO_THE_ROOM.values(), ids=WAYS_TO_THE_ROOM)
def test_a_room_is_followed_however_a_template_reaches_it(office: Path, body: str) -> None:
    template(office, body)
    room = next(line for line in (office / HEARING).read_text(encoding="utf-8").splitlines() if "room:" in line)
    reason = assert_follows(office, lambda: edit(office, HEARING, room, "room: 9999 Nowhere Hall"))
    assert reason == "changed: hearing research-security (room)"
    assert "9999 Nowhere Hall" in build(office)[1]


WAYS_TO_FIGURES = {
    "in a stats box": "::: stats\n{{ facts('headline') }}\n:::",
    "with odd blanks": "::: stats\n{{ facts ( tag = 'headline' ) }}\n:::",
    "by a tag chosen": "{% set t = 'headline' if office.phone else '' %}\n::: stats\n{{ facts(t) }}\n:::",
    "by a loop": "{% for f in facts('headline') %}\n- {{ f.value }}\n{% endfor %}",
    "by set": "{% set all = facts('headline') %}\n::: stats\n{{ all }}\n:::",
}


@pytest.mark.parametrize("body", WAYS_TO_FIGURES.values(), ids=WAYS_TO_FIGURES)
def test_a_figure_is_followed_however_a_template_reaches_it(office: Path, body: str) -> None:
    template(office, body)
    reason = assert_follows(office, lambda: edit(office, NIH, "407,782", "417,782"))
    assert reason == "changed: fact nih-funding/jobs (value)"


def test_a_tag_is_followed(office: Path) -> None:
    template(office, "::: stats\n{{ facts('headline') }}\n:::")
    reason = assert_follows(office, lambda: edit(office, NIH, "tags: [headline", "tags: [other"))
    assert "the facts shown" in reason


def swapped(root: Path, file: str, first: str, second: str) -> None:
    """Two neighbouring entries of a YAML file change places."""
    path = root / file
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at, then = (next(i for i, line in enumerate(lines) if line.startswith(f"  {key}:")) for key in (first, second))
    end = next(
        (i for i in range(then + 1, len(lines)) if lines[i][:3].strip() and not lines[i].startswith("   ")), len(lines)
    )
    lines[at:end] = lines[then:end] + lines[at:then]
    path.write_text("".join(lines), encoding="utf-8")


def test_the_order_of_facts_is_followed(office: Path) -> None:
    template(office, "{% for f in facts() %}\n- {{ f.value }} {{ f.label }}\n{% endfor %}")
    facts = list(load(office).library.topics["nih-funding"].facts)
    assert "the facts shown" in assert_follows(office, lambda: swapped(office, NIH, facts[0], facts[1]))


def test_the_order_of_points_of_the_same_priority_is_followed(office: Path) -> None:
    template(office, "{% for p in points('message') %}\n- {{ p }}\n{% endfor %}")
    path = office / NIH
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "    priority:" not in line), encoding="utf-8")
    points = load(office).library.topics["nih-funding"].points.values()
    one, other = next((a, b) for a, b in pairwise(points) if a.kind == b.kind == "message")
    assert "the points chosen" in assert_follows(office, lambda: swapped(office, NIH, one.id, other.id))


@pytest.mark.parametrize("what", ["title", "date", "chair", "purpose", "embargo"])
def test_what_a_template_tells_of_a_hearing_is_followed(office: Path, what: str) -> None:
    names = {"date": "{{ hearing.date }}, {{ hearing.time }}"}
    template(office, f"Told: {names.get(what, f'{{{{ hearing.{what} }}}}')}")
    text = (office / HEARING).read_text(encoding="utf-8")
    if what == "embargo" and "\nembargo:" not in text:
        edit(office, HEARING, "\nroom:", "\nembargo: 2026-12-03 10:00 America/New_York\nroom:")
        text = (office / HEARING).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(f"{what}:"))
    new = {"date": "date: 2026-12-04 11:30 America/New_York", "embargo": "embargo: 2026-12-03 11:00 America/New_York"}

    def change() -> None:
        edit(office, HEARING, line, new.get(what, f"{what}: Something else"))
        if what == "purpose":
            rest = (office / HEARING).read_text(encoding="utf-8")
            assert "purpose: Something else" in rest

    if what == "purpose" and line.rstrip().endswith((">-", ">", "|")):
        edit(office, HEARING, line + "\n", "purpose: Before.\nnote_of_tests_is_cut: |\n")
        text = (office / HEARING).read_text(encoding="utf-8")
        start = text.index("note_of_tests_is_cut")
        end = text.index("\n", start) + 1
        while text[end] == " ":
            end = text.index("\n", end) + 1
        (office / HEARING).write_text(text[:start] + text[end:], encoding="utf-8")
        line = "purpose: Before."
    told = "the embargo" if what == "embargo" else f"hearing research-security ({what})"
    assert told in assert_follows(office, change)


def test_a_hearing_that_nobody_tells_of_is_no_reason(office: Path) -> None:
    template(office, "Nothing of it.")
    build(office)
    edit(office, HEARING, "\nroom:", "\nroom: 1 Other Hall # was")
    assert build(office)[0] == ""


def test_a_condition_may_compare_a_name_or_a_column(office: Path) -> None:
    template(office, '{% if row.name == "Massachusetts" %}\nHome.\n{% else %}\nAway.\n{% endif %}')
    assert "Home." in build(office)[1]
    assert "Away." in build(office, Request("nih-funding", "trial", "rep-example", AS_OF, row="VT"))[1]
    template(office, '{% if row.name != "Massachusetts" %}\nAway.\n{% else %}\nHome.\n{% endif %}')
    assert "Home." in build(office)[1]
    template(office, '{% if office.state == "MA" and topic.id == "nih-funding" %}\nBoth.\n{% endif %}')
    assert "Both." in build(office)[1]


@pytest.mark.parametrize(
    "body",
    [
        '{% if topic.title == "X" %}a{% endif %}',
        '{% if "x" in office.name %}a{% endif %}',
        '{% if office.name > "A" %}a{% endif %}',
        "{{ office.name | length }}",
        "{{ office.name | first }}",
        "{{ office.name | last }}",
    ],
)
def test_what_would_look_at_the_characters_of_a_token_is_refused(office: Path, body: str) -> None:
    template(office, body)
    with pytest.raises(ContentError) as caught:
        make(load(office), REQUEST)
    [problem] = caught.value.problems
    assert (problem.mark.file, problem.mark.line) == ("templates/trial.md", 9)


def test_a_comparison_is_followed(office: Path) -> None:
    template(office, '{% if row.name == "Massachusetts" %}\nHome.\n{% else %}\nAway.\n{% endif %}')
    reason = assert_follows(office, lambda: edit(office, TABLE, "Massachusetts", "Bay State"))
    assert "row MA of nih-projects-by-state" in reason


def test_what_stands_still_is_asked_for_by_the_names_that_were_noted(office: Path) -> None:
    project = load(office)
    recorder = Recorder(project.library)
    make(project, Request("nih-funding", "staff", "rep-example", AS_OF), recorder)
    reads = recorder.trace()
    assert len(reads) > 100
    assert Answers(project).changed(reads) == []


def test_a_renamed_document_leaves_no_file_under_its_old_name(office: Path) -> None:
    build(office, Request("nih-funding", "press", "rep-example", AS_OF))
    edit(office, NIH, "short: NIH funding", "short: Money for NIH")
    build(office, Request("nih-funding", "press", "rep-example", AS_OF))
    [only] = (office / "output").glob("*.txt")
    assert "Money" in only.name


def test_one_renamed_whose_old_file_somebody_edited_keeps_that(office: Path) -> None:
    build(office, Request("nih-funding", "press", "rep-example", AS_OF))
    [old] = (office / "output").glob("*.txt")
    old.write_text("edited", encoding="utf-8")
    edit(office, NIH, "short: NIH funding", "short: Money for NIH")
    build(office, Request("nih-funding", "press", "rep-example", AS_OF))
    assert old.read_text(encoding="utf-8") == "edited"


def test_what_its_readers_may_no_longer_see_is_found_in_a_file_that_stands(office: Path) -> None:
    """Nothing that it was made of has changed, and yet it must not stand: an internal text says what it says."""
    template(office, "The deal with the committee closes on Friday at noon in the back room.")
    build(office)
    body = "    kind: background\n    full: The deal with the committee closes on Friday at noon in the back room.\n"
    edit(office, NIH, "\npoints:\n", f"\npoints:\n  the-deal:\n{body}    clearance: office\n")
    project = load(office)
    with opened(office / "output", office) as output:
        [job] = plan(project, [REQUEST], ("txt",), output)
        assert (job.reason, job.look_through) == ("", True)
        [result] = [r for some in Runner(project, output).run([job]) for r in some]
    assert result.failure is not None
    assert "no longer for its readers" in result.failure.message


@pytest.mark.slow
def test_a_fixed_part_of_the_store_changed_field_by_field_leaves_nothing_stale() -> None:
    """All of it: `make stale`."""
    found = stale.run(0, 1, every=67)
    assert found.changes > 25
    assert (found.stale, found.needless) == ([], [])


def test_the_documents_of_another_office_take_the_place_of_the_usual_ones(office: Path) -> None:
    template(office, "{{ office.name }}")
    _, before = build(office)
    (office / "onepager.yaml").write_text("office: sen-example\n", encoding="utf-8")
    reason, after = build(office, replace(REQUEST, office="sen-example"))
    assert "another office" in reason
    assert before != after
    assert len(list((office / "output").glob("*.txt"))) == 1


def test_a_file_is_looked_through_when_a_secret_is_not_said_openly_any_more(office: Path) -> None:
    said = "The committee staff expects a fight over the indirect cost cap in conference this year."
    point = f"    kind: message\n    full: {said}\n    clearance: "
    template(office, said)
    edit(office, NIH, "\npoints:\n", f"\npoints:\n  secret:\n{point}office\n")
    other = "talking_points/topics/fentanyl.yaml"
    before = (office / other).read_text(encoding="utf-8")
    edit(office, other, "\npoints:\n", f"\npoints:\n  open:\n{point}public\n")
    build(office)
    (office / other).write_text(before, encoding="utf-8")
    project = load(office)
    with opened(office / "output", office) as output:
        [job] = plan(project, [REQUEST], ("txt",), output)
        assert (job.reason, job.look_through) == ("", True)


def test_a_digest_is_of_values_and_no_two_have_the_same() -> None:
    alike = [("a", ("b", "c")), (("a", "b"), "c"), "a", ("a",), (), "", None, "None", 1, "1", True]
    assert len({digest(value) for value in alike}) == len(alike)
    assert digest(parse_value("407,782")) != digest(parse_value("407,783"))
