"""A file that went out edited by hand: recall and its note speak of what the file says, and of nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from pikepdf import Array, Name

from generator.errors import Exit
from generator.inspection.said import passages_of
from tests.cli.test_edited_files import in_pdf, with_comment
from tests.inspection.plants_pdf import annotation
from tests.receipts.offices import build, edit, new_office
from tests.receipts.test_as_it_says import changed

Run = Callable[..., Result]
ANSWER = ("--edited-by", "A. Staff", "--because", "the agency called")
OURS, THEIRS, OTHERS = "$94.58 billion", "$95.60 billion", "$96.10 billion"
BIG, SENTENCE = (
    (">$94.58\u00a0billion<", ">$95.60\u00a0billion<", (0,)),
    ("$94.58\u00a0billion in", "$95.60\u00a0billion in", (0,)),
)
EVERYWHERE = ("$94.58\u00a0billion", "$95.60\u00a0billion", ())
PLACES = {"big number": BIG, "sentence": SENTENCE, "everywhere": EVERYWHERE}
FACT = f"        value: {OURS}\n"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = new_office(tmp_path)
    monkeypatch.chdir(root)
    return root


def released(onepager: Run, office: Path, change: tuple[str, str, tuple[int, ...]], to: str = "MIT") -> Path:
    path = office / f"for-{to}.docx"
    path.write_bytes(changed(build(office, "nih-funding", "press").docx, *change))
    assert onepager("release", path.name, "--to", to, *ANSWER).exit_code == Exit.OK
    return path


def take_over(office: Path, value: str) -> None:
    edit(office, "topics/nih-funding.yaml", FACT, f"        value: {value}\n")


def recalled(onepager: Run) -> list[dict[str, Any]]:
    return list(json.loads(onepager("recall", "--json").stdout)["documents"])


def paragraphs(path: Path) -> list[str]:
    return [" ".join(p.text.split()) for p in passages_of(path.name, path.read_bytes())]


def note(office: Path, document: dict[str, Any]) -> list[str]:
    [path] = [Path(name) for name in document["notes"] if name.endswith(".docx")]
    return paragraphs(office / "output" / path.name)


@pytest.mark.parametrize("store", [OURS, THEIRS, OTHERS])
@pytest.mark.parametrize("place", PLACES)
def test_an_edited_file_is_held_against_the_store_by_what_it_says(
    onepager: Run, office: Path, place: str, store: str
) -> None:
    path = released(onepager, office, PLACES[place])
    if store != OURS:
        take_over(office, store)
    says = {THEIRS} if place == "everywhere" else {OURS, THEIRS}
    wrong = says - {store}
    documents = recalled(onepager)
    assert {c["was"] for d in documents for c in d["changes"]} == {f"{value} (FY2024)" for value in wrong}
    if not wrong:
        return
    [document] = documents
    said = note(office, document)
    rows = [said[n + 1 : n + 3] for n, text in enumerate(said) if text.startswith("economic activity supported")]
    assert {was for was, _ in rows} == wrong
    assert all(now.startswith(store) and was != store for was, now in rows)
    quoted = [text.strip("“”•") for text in said[said.index("Where the document says so") + 1 :] if text[0] == "“"]
    there = " ".join(paragraphs(path))
    assert quoted
    assert [text for text in quoted if text not in there] == []
    assert [text for text in quoted if store in text] == []


def test_each_recipient_is_told_of_the_text_that_he_has(onepager: Run, office: Path) -> None:
    released(onepager, office, EVERYWHERE, "MIT")
    released(onepager, office, ("$94.58\u00a0billion", "$99.00\u00a0billion", ()), "Yale")
    [made] = (office / "output").glob("*_Press_EXAMPLE.pdf")
    assert onepager("release", str(made), "--to", "AP").exit_code == Exit.OK
    take_over(office, OTHERS)
    documents = recalled(onepager)
    notes = {d["tell"][0]["to"]: [name for name in d["notes"] if name.endswith(".docx")] for d in documents}
    assert set(notes) == {"MIT", "Yale", "AP"}
    assert len({name for [name] in notes.values()}) == 3
    for to, value in (("MIT", THEIRS), ("Yale", "$99.00 billion"), ("AP", OURS)):
        said = " ".join(paragraphs(office / "output" / Path(notes[to][0]).name))
        assert f"said {value} for" in said
        assert all(other not in said for other in {OURS, THEIRS, "$99.00 billion"} - {value})
    for told in onepager("recall", "--dry-run").stdout.split("\n\n"):
        if "tell: AP" in told:  # the notes of edited texts are not those of the document as it was made
            assert "there already" in told
            assert "-edited-" not in told
    onepager("release", str(office / "output" / Path(notes["AP"][0]).name), "--to", "MIT")  # the wrong one
    assert {r["to"] for d in recalled(onepager) for r in d["tell"]} == {"MIT", "Yale", "AP"}
    onepager("release", str(office / "output" / Path(notes["MIT"][0]).name), "--to", "MIT")
    assert {r["to"] for d in recalled(onepager) for r in d["tell"]} == {"Yale", "AP"}


def below(lines: list[str], heading: str) -> list[str]:
    """What a section of trace has, or what stands below a sentence."""
    found = lines[lines.index(heading) + 1 :]
    return found[: found.index("")]


@pytest.mark.parametrize("place", PLACES)
def test_trace_shows_under_each_sentence_the_figure_that_it_gives(onepager: Run, office: Path, place: str) -> None:
    path = office / "edited.docx"
    path.write_bytes(changed(build(office, "nih-funding", "press").docx, *PLACES[place]))
    lines = onepager("trace", path.name).stdout.splitlines()
    for form in ("{} in economic activity supported by NIH grants, FY2024",
                 "Grants of $36.94 billion led to {} in economic activity in FY2024."):  # fmt: skip
        [said] = [value for value in (OURS, THEIRS) if form.format(value) in lines]
        figures = [line for line in below(lines, form.format(said)) if "nih-funding/activity" in line]
        assert [line.split(":")[0].strip() for line in figures] == [said]
        told = [line for line in below(lines, form.format(said)) if "BY HAND" in line]
        assert bool(told) == (said == THEIRS)
    assert not any(line.startswith("Changed in the store") or "CHANGED" in line for line in lines)
    told = below(lines, "Not as the store has it, since it was edited by hand:")
    assert told == [
        f"  stop  economic activity supported by NIH grants: the file says {THEIRS} (FY2024), the store {OURS} (FY2024)"
    ]


def test_trace_tells_apart_what_changed_in_the_store_and_in_the_file(onepager: Run, office: Path) -> None:
    path = released(onepager, office, BIG)
    take_over(office, OTHERS)
    lines = onepager("trace", path.name).stdout.splitlines()
    [hand] = below(lines, "Not as the store has it, since it was edited by hand:")
    [store] = below(lines, "Changed in the store since:")
    assert f"the file says {THEIRS} (FY2024), the store {OTHERS} (FY2024)" in hand
    assert f"was {OURS} (FY2024), now {OTHERS} (FY2024)" in store
    assert lines[-1] == (
        "Do not use it: 1 thing that it says no longer holds and 1 thing changed by hand is not as the store has it."
    )
    told = onepager("recall").stdout
    assert f"the file says {THEIRS} (FY2024), the store {OTHERS} (FY2024)" in told
    assert f"was {THEIRS}" not in told


# --- what else is said of a file that goes out ---------------------------------------------------------------------


def left_in(office: Path, format: str) -> Path:
    """A paper for the public in which somebody left a comment."""
    built, path = build(office, "nih-funding", "press"), office / f"left.{format}"
    data = getattr(built, format).read_bytes()
    if format == "docx":
        path.write_bytes(with_comment(data))
    else:
        corner = Array([0, 0, 9, 9])
        path.write_bytes(in_pdf(annotation(Subtype=Name.FreeText, Contents="Really?", Rect=corner))(data))
    return path


@pytest.mark.parametrize("command", [("inspect",), ("release", "--to", "AP")])
@pytest.mark.parametrize("format", ["docx", "pdf"])
def test_of_a_binary_file_no_line_is_shown_and_the_advice_is_for_its_program(
    onepager: Run, office: Path, format: str, command: tuple[str, ...]
) -> None:
    path = left_in(office, format)
    result = onepager(command[0], path.name, *command[1:])
    said = result.stdout + result.stderr
    assert result.exit_code == Exit.CONTENT
    assert "1 | " not in said
    assert ("in Word, Review" in said) == (format == "docx")
    assert ("in Acrobat, Comment" in said) == (format == "pdf")


@pytest.mark.parametrize(("audience", "warns"), [("staff", True), ("press", False), ("member", True)])
def test_who_sends_what_is_for_the_office_only_is_told(onepager: Run, office: Path, audience: str, warns: bool) -> None:
    built = build(office, "nih-funding", audience)
    assert (built.receipt.clearance == "office") == warns
    result = onepager("release", str(built.pdf), "--to", "Daily Example")
    assert result.exit_code == Exit.OK
    assert ("this is for the office only" in result.stderr) == warns


@pytest.mark.parametrize("command", [("trace",), ("release", "--to", "AP"), ("recall",)])
def test_only_documents_are_suggested_for_a_file_that_is_not_there(
    onepager: Run, office: Path, command: tuple[str, ...]
) -> None:
    folder = office / "output"
    folder.mkdir(exist_ok=True)
    for name in (".onepager.lock", "~$nothere.docx", ".nothere.docx", "nothere.lock"):
        (folder / name).write_bytes(b"")
    result = onepager(command[0], "output/nothere.docx", *command[1:])
    assert result.exit_code == Exit.USAGE
    assert "did you mean" not in result.stderr
    (folder / "notthere.docx").write_bytes(b"")
    assert 'did you mean "output/notthere.docx"?' in onepager(command[0], "output/nothere.docx", *command[1:]).stderr
