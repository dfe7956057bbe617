"""`new`: skeletons that pass `check`, put in their place without touching anything else."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.cli.new import KINDS
from generator.errors import Exit
from generator.files.lock import LOCK
from generator.store.schema import Kind
from tests.cli.processes import at_once, codes

Run = Callable[..., Result]
TOPIC = "talking_points/topics/sta-renewal.yaml"
SOURCES = "talking_points/sources.yaml"


def contents(folder: Path) -> dict[str, bytes]:
    files = (p for p in folder.rglob("*") if p.is_file() and p.name != LOCK)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def added(before: bytes, after: bytes) -> list[str]:
    """The lines of `after` that are not in `before`: a single run of them, and all else unchanged."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    rest = len(old) - same
    assert new[:same] == old[:same]
    assert new[len(new) - rest :] == old[same:]
    return [line.decode() for line in new[same : len(new) - rest]]


NEW = [
    (["topic", "rural-broadband"], "talking_points/topics/rural-broadband.yaml"),
    (["topic", "rural-broadband", "--title", 'A "title": with #marks'], "talking_points/topics/rural-broadband.yaml"),
    (["audience", "donor-briefing"], "templates/donor-briefing.md"),
    (["point", "sta-renewal", "my-point"], TOPIC),
    *((["point", "sta-renewal", "my-point", "--kind", kind], TOPIC) for kind in KINDS),
    (["fact", "sta-renewal", "my-fact", "--source", "cap-agenda"], TOPIC),
    (["fact", "sta-renewal", "x", "--source", "cap-agenda", "--value", "$4.5 million", "--measure", "a: b #c"], TOPIC),
    (["source", "my-source"], SOURCES),
    (["office", "my-office"], "talking_points/offices.yaml"),
    (["hearing", "markup", "--topic", "sta-renewal,nih-funding"], "talking_points/hearings/markup.yaml"),
    (
        ["hearing", "tour", "--topic", "fentanyl", "--on", "2099-02-03 14:00 PT"],
        "talking_points/hearings/tour.yaml",
    ),
    (
        ["hearing", "tour", "--topic", "fentanyl", "--on", "February 3, 2099, 2 p.m."],
        "talking_points/hearings/tour.yaml",
    ),
]


FACT = ("new", "fact", "sta-renewal", "mine", "--source", "cap-agenda")
LEFT_BY_SHELLS = (" million", ".5 million", ",500", "million", "/bin/bash.25", " people", " 12")
"""What bash, zsh and PowerShell make of `"$3 million"`, `"$412.5 million"` and the like."""


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("12.5 million", "The value is 12.5 million, a plain number."),
        ("412.5 million dollars", "The value is $412.5 million, in dollars."),
        ("22%", "The value is 22 percent, a percentage."),
        ("2026-03-31", "The value is March 31, 2026, a date."),
    ],
)
def test_a_value_is_printed_back_as_it_was_understood(onepager: Run, office: Path, typed: str, told: str) -> None:
    result = onepager(*FACT, "--value", typed)
    assert told in result.output


def test_a_value_that_nobody_gave_is_not_printed_back(onepager: Run, office: Path) -> None:
    assert "The value is" not in onepager(*FACT).output


@pytest.mark.parametrize("typed", LEFT_BY_SHELLS)
@pytest.mark.parametrize("words", [FACT, ("facts", "review", "nih-funding/jobs", "--checked-by", "A. Staff")])
def test_what_a_shell_left_of_a_value_is_refused(
    onepager: Run, office: Path, words: tuple[str, ...], typed: str
) -> None:
    before = contents(office)
    result = onepager(*words, "--value", typed)
    assert result.exit_code == Exit.USAGE
    assert f'"{typed}" is what a shell left of a figure' in result.output
    assert '"412.5 million dollars"' in result.output
    assert contents(office) == before


def test_a_value_that_cannot_be_read_is_not_begun(onepager: Run, office: Path) -> None:
    before = contents(office)
    result = onepager(*FACT, "--value", "$94.58B")
    assert (result.exit_code, contents(office)) == (Exit.USAGE, before)
    assert "write $94.58 billion" in result.output


@pytest.mark.parametrize(("words", "file"), NEW, ids=lambda v: " ".join(v) if isinstance(v, list) else "")
def test_what_is_begun_can_be_read_and_nothing_else_is_touched(
    onepager: Run, office: Path, words: list[str], file: str
) -> None:
    before = contents(office)
    data = json.loads(onepager("new", *words, "--json").stdout)
    after = contents(office)
    assert data["file"] == file
    assert {name for name in after if after[name] != before.get(name)} == {file}
    lines = added(before.get(file, b""), after[file])
    name = words[2] if words[0] in ("point", "fact") else words[1]
    if file in before:
        assert after[file].decode().splitlines()[data["line"] - 1].strip() == f"{name}:"
        assert any(line.strip() == f"{name}:" for line in lines)
    assert onepager("list", "topics").exit_code == Exit.OK  # the whole store reads


def test_the_kinds_are_those_of_the_store() -> None:
    assert [kind.value for kind in Kind] == list(KINDS)


@pytest.mark.slow
def test_everything_that_can_be_begun_passes_check(onepager: Run, office: Path) -> None:
    for words, _ in NEW:
        name = [f"{words[2]}-{words[-1]}"] if "--kind" in words else []
        onepager("new", *words[:2], *name, *words[3 if name else 2 :])
    path = office / TOPIC
    text = path.read_text(encoding="utf-8")
    assert text.count("embargo: 2099-12-31") == len(KINDS) + 1
    path.write_text(text.replace("    embargo: 2099-12-31\n", ""), encoding="utf-8")
    checked = onepager("check")
    assert checked.exit_code == Exit.OK, checked.output
    assert onepager("build", "sta-renewal", "--office", "my-office", "--format", "txt").exit_code == Exit.OK


@pytest.mark.usefixtures("office")
def test_everything_begun_together_builds(onepager: Run) -> None:
    onepager("new", "topic", "rural-broadband")
    onepager("new", "source", "fcc-map")
    onepager("new", "fact", "rural-broadband", "homes", "--source", "fcc-map", "--value", "24,000")
    onepager("new", "point", "rural-broadband", "more", "--kind", "evidence")
    onepager("new", "audience", "donor-briefing")
    built = onepager("build", "rural-broadband")
    assert built.exit_code == Exit.OK, built.output
    assert "16 files" in built.stdout


@pytest.mark.usefixtures("office")
def test_a_new_point_is_in_no_document_until_its_embargo_is_deleted(onepager: Run, office: Path) -> None:
    onepager("new", "point", "sta-renewal", "my-point", "--kind", "caution")
    assert "nobody should say" not in onepager("show", "sta-renewal", "-a", "staff").stdout
    path = office / TOPIC
    kept = [line for line in path.read_text(encoding="utf-8").split("\n") if "embargo: 2099" not in line]
    path.write_text("\n".join(kept), encoding="utf-8")
    assert "nobody should say" in onepager("show", "sta-renewal", "-a", "staff").stdout


def test_a_new_hearing_has_everything_that_its_papers_take(onepager: Run, office: Path) -> None:
    words = ("new", "hearing", "markup", "--topic", "fentanyl", "--on", "2099-02-03 14:00", "--title", "Is it: #1?")
    assert onepager(*words).exit_code == Exit.OK
    [begun] = [h for h in json.loads(onepager("list", "hearings", "--json").stdout)["hearings"] if h["id"] == "markup"]
    assert (begun["when"], begun["topics"], begun["binders"]) == ("February 3, 2099, 2:00 p.m. ET", 1, 1)
    assert begun["title"] == "Is it: #1?"
    made = onepager("hearing", "markup", "--as-of", "2099-02-01", "--json")
    assert made.exit_code == Exit.OK, made.output
    assert {d["audience"] for d in json.loads(made.stdout)["documents"]} >= {"hearing", "binder"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["hearing", "markup"], "say what the hearing is about, with --topic TOPIC; there are "),
        (["hearing", "markup", "--topic", "fentanil"], "fentanyl"),
        (["hearing", "research-security", "--topic", "fentanyl"], "choose another name"),
        (["hearing", "Mark Up", "--topic", "fentanyl"], "mark-up"),
        (["hearing", "markup", "--topic", "fentanyl", "--on", "soon"], "is not a date and time"),
        (["hearing", "markup", "--topic", "fentanyl", "--on", "2099-02-03"], "write 2099-02-03 10:00 ET"),
        (["hearing", "markup", "--topic", "fentanyl", "--on", "2025-12-10 10:00"], "has passed; today is"),
        (["hearing", "markup", "--topic", "fentanyl", "--on", "13/27/2026 10:00"], "is not a date and time"),
    ],
)
def test_a_hearing_that_cannot_be_begun(onepager: Run, office: Path, words: list[str], message: str) -> None:
    before = contents(office)
    refused = onepager("new", *words)
    assert refused.exit_code == Exit.USAGE
    assert message in refused.stderr
    assert contents(office) == before


# --- other layouts of a file ---


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize("end", [b"", b"\n", b"\n\n", b"\n# the end\n"])
@pytest.mark.parametrize("name", ["sources", "topics/sta-renewal"])
def test_line_ends_byte_order_mark_and_end_of_file_stay(
    onepager: Run, office: Path, name: str, bom: bytes, newline: bytes, end: bytes
) -> None:
    path = office / "talking_points" / f"{name}.yaml"
    before = bom + (path.read_bytes().rstrip() + end).replace(b"\n", newline)
    path.write_bytes(before)
    words = ["source", "mine"] if name == "sources" else ["fact", "sta-renewal", "mine", "--source", "cap-agenda"]
    assert onepager("new", *words).exit_code == Exit.OK
    after = path.read_bytes()
    assert after.startswith(bom)
    assert after.count(b"\n") == after.count(newline)
    lost_last_newline = before + newline if not end and name == "sources" else before
    assert added(lost_last_newline, after)
    assert onepager("list", "topics").exit_code == Exit.OK


def test_the_indentation_of_a_section_is_taken_over(onepager: Run, office: Path) -> None:
    path = office / TOPIC
    head, facts, rest = path.read_text(encoding="utf-8").partition("facts:\n")
    facts_block, points, tail = rest.partition("\npoints:\n")
    wide = "\n".join(f"  {line}" if line.strip() else line for line in facts_block.split("\n"))
    path.write_text(head + facts + wide + points + tail, encoding="utf-8")
    onepager("new", "fact", "sta-renewal", "mine", "--source", "cap-agenda")
    assert "\n    mine:\n      # The figure" in path.read_text(encoding="utf-8")
    assert onepager("list", "topics").exit_code == Exit.OK


def test_a_comment_above_the_next_section_stays_with_it(onepager: Run, office: Path) -> None:
    path = office / TOPIC
    text = path.read_text(encoding="utf-8").replace("\npoints:\n", "\n# === what we say ===\npoints:\n", 1)
    path.write_text(text, encoding="utf-8")
    onepager("new", "fact", "sta-renewal", "mine", "--source", "cap-agenda")
    after = path.read_text(encoding="utf-8")
    assert after.index("  mine:") < after.index("# === what we say ===\npoints:")


def test_a_section_that_is_not_there_is_begun(onepager: Run, office: Path) -> None:
    onepager("new", "topic", "rural-broadband")
    path = office / "talking_points" / "topics" / "rural-broadband.yaml"
    before = path.read_bytes()
    onepager("new", "fact", "rural-broadband", "homes", "--source", "cap-agenda")
    assert added(before, path.read_bytes())[:3] == ["\n", "facts:\n", "  homes:\n"]
    assert onepager("list", "topics").exit_code == Exit.OK


@pytest.mark.parametrize("written", ["points: {}\n", "points: {a: {kind: message, full: x}}\n"])
def test_where_it_cannot_be_done_safely_nothing_is_changed_and_the_entry_is_shown(
    onepager: Run, office: Path, written: str
) -> None:
    path = office / TOPIC
    path.write_text(path.read_text(encoding="utf-8").partition("points:\n")[0] + written, encoding="utf-8")
    before = path.read_bytes()
    result = onepager("new", "point", "sta-renewal", "mine")
    assert result.exit_code == Exit.CONTENT
    assert "was not changed. Add this by hand:" in result.stderr
    assert "\n    kind: message\n" in result.stderr
    assert path.read_bytes() == before


# --- mistakes ---


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["point", "sta-renewl", "x"], 'there is no topic "sta-renewl"; did you mean "sta-renewal"?'),
        (["point", "sta-renewal", "sets-rules"], 'there is a "sets-rules" already, at talking_points/topics/sta'),
        (["point", "sta-renewal", "Sets Rules"], 'such as "sets-rules"'),
        (["fact", "sta-renewal", "signed", "--source", "cap-agenda"], 'there is a "signed" already'),
        (["fact", "sta-renewal", "x"], "say where the figure is known from, with --source SOURCE"),
        (["fact", "sta-renewal", "x", "--source", "cap-agnda"], 'no source "cap-agnda"; did you mean "cap-agenda"?'),
        (["source", "cap-agenda"], 'there is a "cap-agenda" already'),
        (["topic", "sta-renewal"], "there is a file talking_points/topics/sta-renewal.yaml already"),
        (["topic", "con"], "Windows keeps the name"),
        (["topic", "../evil"], "cannot be an id"),
        (["audience", "press"], "there is a file templates/press.md already"),
        (["topc", "x"], 'there is no command "topc"; did you mean "topic"?'),
    ],
)  # fmt: skip
def test_mistakes_are_named_and_nothing_is_changed(onepager: Run, office: Path, words: list[str], message: str) -> None:
    before = contents(office)
    result = onepager("new", *words)
    assert result.exit_code == Exit.USAGE
    assert message in result.stderr
    assert contents(office) == before


def test_a_file_with_mistakes_is_not_added_to(onepager: Run, office: Path) -> None:
    (office / SOURCES).write_text("a:\n  publisher: x: y\n", encoding="utf-8")
    before = contents(office)
    result = onepager("new", "source", "mine")
    assert result.exit_code == Exit.CONTENT
    assert f"{SOURCES}:2:" in result.stderr
    assert contents(office) == before


def test_a_file_of_comments_gets_its_first_entry(onepager: Run, office: Path) -> None:
    (office / SOURCES).write_text("# none yet\n", encoding="utf-8")
    assert onepager("new", "source", "mine").exit_code == Exit.OK
    assert (office / SOURCES).read_text(encoding="utf-8").startswith("# none yet\nmine:\n")


def test_a_value_that_no_file_may_have_is_not_blamed_on_another_line(onepager: Run, office: Path) -> None:
    before = contents(office)
    result = onepager("new", "fact", "sta-renewal", "mine", "--source", "cap-agenda", "--value", "5\ue000")
    assert result.exit_code == Exit.CONTENT
    assert "was not changed. Add this by hand:" in result.stderr
    assert contents(office) == before


def test_a_file_that_is_open_elsewhere_is_left_alone(
    onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.files.whole.replace_file", lambda path, data: False)
    before = contents(office)
    assert "is open in another program" in onepager("new", "source", "mine").stderr
    assert contents(office) == before


def test_a_linked_file_is_written_where_it_really_is(onepager: Run, office: Path, tmp_path: Path) -> None:
    shared = tmp_path / "shared.yaml"
    (office / SOURCES).rename(shared)
    (office / SOURCES).symlink_to(shared)
    assert onepager("new", "source", "mine").exit_code == Exit.OK
    assert (office / SOURCES).is_symlink()
    assert b"\nmine:\n" in shared.read_bytes()


def test_a_crash_leaves_no_half_file(onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    before = contents(office)
    result = onepager("new", "source", "mine")
    assert "the disk is full" in result.stderr
    assert contents(office) == before


AT_ONCE = [
    ("source", ["source", "c{n}"], SOURCES),
    ("point", ["point", "sta-renewal", "c{n}"], TOPIC),
    ("fact", ["fact", "sta-renewal", "c{n}", "--source", "cap-agenda"], TOPIC),
    ("office", ["office", "c{n}"], "talking_points/offices.yaml"),
    ("topic", ["topic", "c{n}"], ""),
    ("audience", ["audience", "c{n}"], ""),
]


@pytest.mark.parametrize(("what", "words", "file"), AT_ONCE, ids=[case[0] for case in AT_ONCE])
def test_eight_at_once_give_eight(office: Path, what: str, words: list[str], file: str) -> None:
    at_once([["new", *(word.format(n=n) for word in words)] for n in range(8)])
    if file:
        found = re.findall(r"(?m)^ *(c\d):$", (office / file).read_text(encoding="utf-8"))
        assert sorted(found) == [f"c{n}" for n in range(8)]
    else:
        assert len(list(office.rglob("c?.*"))) == 8


def test_dollars_may_be_typed_as_a_word(onepager: Run, office: Path) -> None:
    onepager("new", "fact", "sta-renewal", "mine", "--source", "cap-agenda", "--value", "4.5 million dollars")
    assert "    value: $4.5 million\n" in (office / TOPIC).read_text(encoding="utf-8")


def test_of_eight_that_begin_the_same_one_does_it(office: Path) -> None:
    assert sorted(codes([["new", "topic", "mine"]] * 8)) == [Exit.OK] + [Exit.USAGE] * 7
