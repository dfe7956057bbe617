"""`approve`: between a draft and its final stands a second person, where the office says so."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pikepdf
import pytest
from click.testing import Result

from generator.errors import Exit
from generator.records.approvals import is_same_person
from generator.records.history import History
from generator.records.look_through import receipt_of

Run = Callable[..., Result]
DAY = ("--as-of", "2026-11-24")
CHIEF = ("--by", "C. Chief")
TOPIC = ("nih-funding", "-a", "constituent", *DAY, "--format", "docx")
COMMANDS = {
    "build": ("build", *TOPIC),
    "batch": ("batch", *TOPIC, "--jobs", "1"),
    "rows": ("build", *TOPIC, "--each", "table:nih-projects-by-state", "--where", "state in [MA, CA]"),
    "hearing": ("hearing", "research-security", *DAY, "--format", "docx"),
}
BOTH = ("build", "nih-funding", "-a", "constituent", *DAY)
MEMBER = "  example:\n    name: Representative Jane Q. Example\n    clearance: office\n    office: rep-example\n"
FACT = "        value: 407,782\n"


@pytest.fixture
def office(office: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ONEPAGER_USER", "jdoe")
    say(office, "required")
    path = office / "talking_points" / "hearings" / "research-security.yaml"
    text = re.sub(r"(?m)^topics: .*", "topics: [nih-funding]", path.read_text(encoding="utf-8"))
    text = re.sub(r"(?m)^audiences: .*", "audiences: [constituent, staff]", text)
    text = re.sub(r"(?ms)^members:\n.*?^topics:", f"members:\n{MEMBER}topics:", text)
    path.write_text(text, encoding="utf-8")
    return office


def say(office: Path, approval: str) -> None:
    line = f"approval: {approval}\n" if approval else ""
    (office / "onepager.yaml").write_text(f"office: rep-example\n{line}", encoding="utf-8")


def edit(office: Path, before: str, after: str, file: str = "talking_points/topics/nih-funding.yaml") -> None:
    path = office / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def drafts(office: Path) -> list[str]:
    """Every draft that was made, those of a hearing by their folder."""
    folder = office / "output" / "research-security"
    if folder.exists():
        return ["output/research-security"]
    return [f"output/{path.name}" for path in sorted((office / "output").glob("*_DRAFT.docx"))]


def finals(office: Path) -> dict[str, bytes]:
    found = (p for p in (office / "output").rglob("2*") if p.is_file() and "_DRAFT" not in p.name)
    return {p.relative_to(office / "output").as_posix(): p.read_bytes() for p in found}


# --- what becomes final -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_nothing_becomes_final_that_nobody_has_approved(onepager: Run, office: Path, command: str) -> None:
    words = COMMANDS[command]
    refused = onepager(*words, "--final")
    assert refused.exit_code == Exit.CONTENT
    assert "this cannot be final: nobody has approved it" in refused.stderr
    assert "Make the draft (the same command without --final); then have" in refused.stderr
    assert finals(office) == {}
    assert onepager(*words).exit_code == Exit.OK
    refused = onepager(*words, "--final")
    assert refused.exit_code == Exit.CONTENT
    assert "Make the draft" not in refused.stderr
    told = [line.partition('onepager approve "')[2].partition('"')[0] for line in refused.stderr.splitlines()]
    assert {name for name in told if name} == set(drafts(office))  # the very commands to type
    assert finals(office) == {}
    approved = onepager("approve", *drafts(office), *CHIEF)
    assert approved.exit_code == Exit.OK, approved.output
    made = onepager(*words, "--final")
    assert made.exit_code == Exit.OK, made.output
    assert finals(office)
    assert "0 written" in onepager(*words, "--final").stdout


def test_plain_text_is_approved_by_the_number_at_its_foot(onepager: Run, office: Path) -> None:
    words = ("build", "nih-funding", "-a", "constituent", *DAY, "--format", "txt")
    onepager(*words)
    assert "onepager approve NUMBER --by NAME, with the number at the foot" in onepager(*words, "--final").stderr
    [draft] = (office / "output").glob("*_DRAFT.txt")
    number = re.findall(r"[A-Z]{4}-\d{4}", draft.read_text(encoding="utf-8"))[-1]
    assert onepager("approve", number, *CHIEF).exit_code == Exit.OK
    assert onepager(*words, "--final").exit_code == Exit.OK


CHANGES = {
    "a figure": (FACT, FACT.replace("407,782", "410,000"), "jobs supported by NIH grants: was 407,782 (FY2024)"),
    "a wording": ("Patients would feel a cut first", "Patients feel a cut first", "now: “Patients feel a cut first"),
    "the title": ("title: Protect research", "title: Defend research", "where it said “Protect research"),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("command", ["build", "hearing"])
def test_a_change_afterwards_makes_an_approval_void(onepager: Run, office: Path, command: str, change: str) -> None:
    words = COMMANDS[command]
    before, after, told = CHANGES[change]
    onepager(*words)
    onepager("approve", *drafts(office), *CHIEF)
    edit(office, before, after)
    refused = onepager(*words, "--final")
    assert refused.exit_code == Exit.CONTENT
    assert "it is not what C. Chief on 20" in refused.stderr
    assert told in refused.stderr
    assert "Make the draft (the same command without --final); then have" in refused.stderr  # that there is, is old
    edit(office, after, before)
    assert onepager(*words, "--final").exit_code == Exit.OK


def test_of_another_day_it_is_not_what_was_approved(onepager: Run, office: Path) -> None:
    staff = ("build", "nih-funding", "-a", "staff")
    onepager(*staff, *DAY)
    onepager("approve", *drafts(office), *CHIEF)
    refused = onepager(*staff, "--as-of", "2026-11-25", "--final")
    assert refused.exit_code == Exit.CONTENT
    why = "that is as of 2026-11-24 (--as-of 2026-11-24 makes it so), and this as of 2026-11-25. A second"
    assert why in refused.stderr
    assert onepager(*staff, *DAY, "--final").exit_code == Exit.OK


@pytest.mark.parametrize("more", ["# a remark\n", "# one\n# two\n"])
def test_what_nobody_sees_leaves_an_approval_as_it_is(onepager: Run, office: Path, more: str) -> None:
    onepager(*COMMANDS["build"])
    onepager("approve", *drafts(office), *CHIEF)
    edit(office, FACT, FACT + "        " + more.replace("\n#", "\n        #"))
    assert onepager(*COMMANDS["build"], "--final").exit_code == Exit.OK


def test_who_accepts_a_figure_for_a_final_needs_no_other_approval(onepager: Run, office: Path) -> None:
    """What is printed by decision is in no draft: the decision has a name of its own in the records."""
    words = ("build", "nih-funding", "-a", "constituent", "--as-of", "2027-06-01")
    onepager(*words)
    edit(office, "approval", "rules:\n  TP104: error\napproval", "onepager.yaml")
    onepager("approve", *drafts(office), *CHIEF)
    refused = onepager(*words, "--final")
    refs = [w for i, w in enumerate(refused.output.split()) if refused.output.split()[i - 1] == "--accept"]
    accepts = [word for ref in sorted(set(refs)) for word in ("--accept", ref)]
    made = onepager(*words, "--final", *accepts, "--by", "A. Staff", "--because", "due on Friday")
    # The draft stated figures that were due: approving it said so, and it could be approved all the same.
    assert made.exit_code == Exit.OK, made.output


SAID = {
    "": (Exit.OK, "these finals were made without a second person"),
    "alone": (Exit.OK, ""),
    "required": (Exit.CONTENT, "nobody has approved it"),
}


@pytest.mark.parametrize("approval", SAID)
@pytest.mark.parametrize("command", ["build", "hearing"])
def test_an_office_says_once_whether_there_is_a_second_person(
    onepager: Run, office: Path, command: str, approval: str
) -> None:
    say(office, approval)
    code, told = SAID[approval]
    drafted = onepager(*COMMANDS[command])
    assert "second person" not in drafted.output
    made = onepager(*COMMANDS[command], "--final")
    assert made.exit_code == code
    assert told in made.stderr
    assert told or "second person" not in made.stderr
    assert (approval or "nobody has said") in onepager("doctor").stdout or approval == "required"
    assert "second person" not in onepager(*COMMANDS[command], "--final").stderr or code  # nothing new: nothing to say


def test_the_setting_has_two_words(onepager: Run, office: Path) -> None:
    say(office, "maybe")
    refused = onepager("check")
    assert refused.exit_code == Exit.CONTENT
    assert "onepager.yaml:2:" in refused.output
    assert "required" in refused.output
    assert "alone" in refused.output


# --- what is approved -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["docx", "pdf", "number", "both", "folder", "renamed", "final"])
def test_a_draft_is_approved_by_its_file_its_number_or_its_folder(
    onepager: Run, office: Path, given: str, tmp_path: Path
) -> None:
    if given == "final":  # made before anybody asked
        say(office, "alone")
        onepager(*BOTH, "--final")
        say(office, "required")
    else:
        onepager(*BOTH)
        onepager("source-sheet", "nih-funding", "-a", "constituent", *DAY)  # none of the drafts of a folder
    word, pdf = (next((office / "output").glob(f"2*Leave-Behind_[DE]*.{suffix}")) for suffix in ("docx", "pdf"))
    receipt = receipt_of(word.name, word.read_bytes())
    assert receipt
    renamed = shutil.copy(word, tmp_path / "For the Chief.docx")
    names = {"docx": [word], "pdf": [pdf], "number": [receipt.number], "both": [word, pdf], "folder": ["output"]}
    what = {**names, "renamed": [renamed], "final": [pdf]}[given]
    result = onepager("approve", *map(str, what), *CHIEF)
    assert result.exit_code == Exit.OK, result.output
    assert f"approved: No. {receipt.number}" in result.stdout
    [approved] = History(office).approvals()
    assert (approved.by, approved.entered, approved.receipt.number) == ("C. Chief", "jdoe", receipt.number)
    assert "approved before: No." in onepager("approve", *map(str, what), *CHIEF).stdout
    assert len(History(office).approvals()) == 1
    assert onepager(*BOTH, "--final").exit_code == Exit.OK


def _edited_word(path: Path) -> Path:
    document = docx.Document(str(path))
    paragraph = next(p for p in document.paragraphs if "407,782" in p.text)
    paragraph.runs[0].text = paragraph.text.replace("407,782", "807,782")
    for run in paragraph.runs[1:]:
        run.text = ""
    document.save(str(path))
    return path


def _commented_pdf(path: Path) -> Path:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9],
                                  Contents="no: 807,782")  # fmt: skip
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
        pdf.save(path)
    return path


@pytest.mark.parametrize(("suffix", "change"), [("docx", _edited_word), ("pdf", _commented_pdf)], ids=["word", "pdf"])
def test_what_was_changed_by_hand_is_not_approved(
    onepager: Run, office: Path, suffix: str, change: Callable[[Path], Path]
) -> None:
    onepager(*BOTH)
    path = change(next((office / "output").glob(f"*.{suffix}")))
    refused = onepager("approve", str(path), *CHIEF, "--json")
    assert refused.exit_code == Exit.CONTENT
    assert "finals are made from the store" in refused.stderr
    assert "807,782" in refused.stderr
    data = json.loads(refused.stdout)
    assert (data["ok"], data["approved"], len(data["refused"])) == (False, [], 1)
    assert History(office).approvals() == []
    both = onepager("approve", "output", *CHIEF)  # the other file is as it was made
    assert both.exit_code == Exit.PARTIAL
    assert len(History(office).approvals()) == 1


REFUSED = {
    "what no longer holds": ("no longer holds", Exit.CONTENT),
    "a source sheet": ("needs no approval", Exit.CONTENT),
    "a file of somebody else": ("It was not made by onepager", Exit.CONTENT),
    "nothing": ("what is approved?", Exit.USAGE),
    "nobody": ("say who has read it", Exit.USAGE),
    "no drafts": ("there are no drafts in", Exit.USAGE),
    "no such file": ("there is no file", Exit.USAGE),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_approved_is_refused_in_words(onepager: Run, office: Path, tmp_path: Path, case: str) -> None:
    onepager(*COMMANDS["build"])
    [draft] = drafts(office)
    words = ["approve", draft, *CHIEF]
    match case:
        case "what no longer holds":
            edit(office, FACT, FACT.replace("407,782", "410,000"))
        case "a source sheet":
            onepager("source-sheet", "nih-funding", "-a", "constituent", *DAY)
            words[1] = str(next(p for p in (office / "output").glob("*_Sources-*.docx")))
        case "a file of somebody else":
            docx.Document().save(str(tmp_path / "a.docx"))
            words[1] = str(tmp_path / "a.docx")
        case "nothing":
            words = ["approve", *CHIEF]
        case "nobody":
            words = ["approve", draft]
        case "no drafts":
            words[1] = str(office / "talking_points")
        case "no such file":
            words[1] = "output/none.docx"
    told, code = REFUSED[case]
    refused = onepager(*words)
    assert (refused.exit_code, told in refused.stderr) == (code, True), refused.output
    assert History(office).approvals() == []


# --- the second person ----------------------------------------------------------------------------------------------

PEOPLE = [
    ("Jane Doe", "jdoe", True),
    ("Jane Doe", "jane.doe", True),
    ("Jane Doe", "JANE", True),
    ("Jane Doe", "doe", True),
    ("Jane M. Doe", "janed", True),
    ("jdoe", "jdoe", True),
    ("C. Chief", "jdoe", False),
    ("John Roe", "jdoe", False),
    ("C. Chief", "c", False),
    ("Jane Doe", "1234", False),
]


@pytest.mark.parametrize(("name", "user", "same"), PEOPLE)
def test_a_name_is_held_against_that_of_who_is_at_the_computer(name: str, user: str, same: bool) -> None:
    assert is_same_person(name, user) is same


@pytest.mark.parametrize(
    ("by", "user", "approval", "code"),
    [
        ("Jane Doe", "jdoe", "required", Exit.CONTENT),
        ("Jane Doe", "jdoe", "", Exit.CONTENT),
        ("Jane Doe", "jdoe", "alone", Exit.OK),
        ("C. Chief", "jdoe", "required", Exit.OK),
        ("Jane Doe", "cchief", "required", Exit.OK),
    ],
)
def test_who_made_a_draft_does_not_approve_it(
    onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch, by: str, user: str, approval: str, code: Exit
) -> None:
    say(office, approval)
    onepager(*COMMANDS["build"])
    monkeypatch.setenv("ONEPAGER_USER", user)
    result = onepager("approve", *drafts(office), "--by", by)
    assert result.exit_code == code
    assert ("a second person approves it" in result.stderr) is (code == Exit.CONTENT)


def test_what_somebody_else_made_may_be_approved_by_who_is_at_the_computer(
    onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    onepager(*COMMANDS["build"])
    monkeypatch.setenv("ONEPAGER_CACHE", str(tmp_path / "of another computer"))
    monkeypatch.setenv("ONEPAGER_USER", "cchief")
    assert onepager("approve", *drafts(office), *CHIEF).exit_code == Exit.OK


# --- where it is told -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", ["staff", "constituent"])
def test_the_receipt_of_an_internal_document_has_who_approved_it_and_no_other(
    onepager: Run, office: Path, audience: str
) -> None:
    words = ("build", "nih-funding", "-a", audience, *DAY)
    onepager(*words)
    onepager("approve", *drafts(office), *CHIEF)
    onepager(*words, "--final")
    for name, data in finals(office).items():
        receipt = receipt_of(name, data)
        assert receipt
        assert [approval.by for approval in receipt.approved] == (["C. Chief"] if audience == "staff" else [])
        assert (b"C. Chief" in data) is False or audience == "staff"


def test_trace_explain_and_the_board_of_a_hearing_tell_who_approved(onepager: Run, office: Path) -> None:
    onepager(*COMMANDS["hearing"])
    board = onepager(*COMMANDS["hearing"], "--status")
    assert "approved by" in board.stdout
    assert "3 documents to approve: onepager approve output/research-security --by NAME" in board.stdout
    onepager("approve", "output/research-security", *CHIEF)
    board = onepager(*COMMANDS["hearing"], "--status", "--json")
    assert {document["approved"].partition(" on ")[0] for document in json.loads(board.stdout)["documents"]} == {
        "C. Chief"
    }
    draft = str(next((office / "output" / "research-security").glob("*NIH-Funding_Leave-Behind_DRAFT.docx")))
    assert "Approved:\n  C. Chief on 20" in onepager("trace", draft).stdout
    [told] = json.loads(onepager("trace", draft, "--json").stdout)["documents"]
    assert (told["approved"][0]["by"], told["approved"][0]["entered_by"]) == ("C. Chief", "jdoe")
    asked = ("explain", "nih-funding", "-a", "constituent", *DAY)
    assert "Approval: by C. Chief" in onepager(*asked).stdout
    edit(office, FACT, FACT.replace("407,782", "410,000"))
    assert "Approval: it is not what C. Chief on" in onepager(*asked).stdout
    stale = json.loads(onepager(*COMMANDS["hearing"], "--status", "--json").stdout)["documents"]
    assert {d["approved"] for d in stale if d["document"] == "nih-funding"} == {""}


def test_a_final_that_nobody_has_approved_is_told_by_trace_and_release(onepager: Run, office: Path) -> None:
    say(office, "alone")
    onepager(*COMMANDS["build"], "--final")
    [name] = (name for name in finals(office) if name.endswith("docx"))
    assert "nobody has approved" not in onepager("trace", f"output/{name}").stdout
    say(office, "required")
    assert "it is final, and nobody has approved what it says" in onepager("trace", f"output/{name}").stdout
    assert "nobody has approved it" in onepager("release", f"output/{name}", "--to", "The Globe").stderr
