"""The records of a workspace: what outlives the output folder, the cache and a kill, and what is said of a loss."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import Result

from generator.errors import Exit
from generator.records.events import append, own_name, read_events
from generator.records.history import History
from generator.records.index import cache_folder, index_file
from tests.receipts.offices import Built, build, edit

Run = Callable[..., Result]
CHANGE = ("topics/nih-funding.yaml", "        value: 407,782\n", "        value: 410,000\n")
DAY = "2026-11-24"
ONE = ("build", "nih-funding", "-a", "constituent", "--as-of", DAY)


def kinds(office: Path) -> list[str]:
    return [event.kind for event in read_events(office).events]


def documents(office: Path) -> set[str]:
    return {path.name for path in (office / "output").iterdir() if path.name[0] != "."}


def without_cache() -> None:
    shutil.rmtree(cache_folder(), ignore_errors=True)


def test_recall_and_trace_outlive_the_output_folder_and_the_cache(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    onepager("release", str(built.pdf), "--to", "MIT", "--on", "2026-11-20")
    shutil.rmtree(office / "output")
    without_cache()
    edit(office, *CHANGE)
    result = onepager("recall")
    assert "was 407,782 (FY2024), now 410,000 (FY2024)" in result.stdout
    assert "tell: MIT (sent 2026-11-20" in result.stdout
    traced = onepager("trace", built.receipt.number)
    assert traced.exit_code == Exit.CONTENT
    assert "Sent:\n  2026-11-20 to MIT" in traced.stdout
    assert "Correction notes made:" in traced.stdout
    assert kinds(office) == ["final", "released", "recalled"]


def test_a_final_whose_files_are_gone_is_known_to_have_been_one(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    shutil.rmtree(office / "output")
    without_cache()
    assert f"No. {built.receipt.number} was made final" in onepager("trace", built.receipt.number).stderr


def test_two_output_folders_share_the_records(onepager: Run, office: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    assert onepager(*ONE, "--final", "--out", str(elsewhere)).exit_code == Exit.OK
    [pdf] = elsewhere.glob("*.pdf")
    assert onepager("release", str(pdf), "--to", "MIT").exit_code == Exit.OK
    edit(office, *CHANGE)
    assert "tell: MIT" in onepager("recall", "--dry-run").stdout
    assert "tell: MIT" in onepager("recall", "--dry-run", "--out", str(elsewhere)).stdout
    assert not (elsewhere / "records").exists()


def test_missing_records_are_said_instead_of_nothing_to_recall(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    onepager("release", str(built.pdf), "--to", "MIT")
    shutil.rmtree(office / "records")
    edit(office, *CHANGE)
    for clear in (lambda: None, without_cache):
        clear()
        result = onepager("recall")
        assert f"the records do not say that No. {built.receipt.number} was made final" in result.stderr
        assert "Nothing to recall" not in result.stdout
        assert json.loads(onepager("recall", "--json").stdout)["records"] != []
        assert "records are missing" in onepager("doctor").stdout


def test_cut_records_are_said_by_all_that_read_them(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    onepager("release", str(built.pdf), "--to", "MIT")
    [path] = (office / "records").glob("*.jsonl")
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])
    said = f"records/{path.name}:1:1: lines are gone from the end of the records"
    for words in (("recall",), ("facts",), ("trace", built.receipt.number), ("release", str(built.pdf), "--to", "X")):
        assert said in onepager(*words).stderr, words


def readers(built: Built) -> list[tuple[str, ...]]:
    """Commands that read the records and tell what is wrong with them."""
    return [("recall",), ("facts",), ("trace", built.receipt.number), ("release", str(built.pdf), "--to", "X")]


def test_records_that_went_with_their_last_line_are_said_until_they_are_back(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    onepager("release", str(built.pdf), "--to", "MIT")
    files = {path: path.read_bytes() for path in (office / "records").glob("*.*") if path.suffix != ".lock"}
    shutil.rmtree(office / "records")
    shutil.rmtree(office / "output")
    name = f"{own_name()}.jsonl"
    said = f"records/{name}:1:1: these records are gone, and this computer has seen lines in them, up to line 2"
    build(office, "nih-funding", "constituent")
    for words in readers(built) * 2:
        assert said in onepager(*words).stderr, words
    assert "the earlier versions that OneDrive keeps" in onepager("doctor").stdout.replace("\n", " ")
    assert not (office / "records" / name).exists()  # what is entered meanwhile is not lost when it is restored
    for path, data in files.items():
        path.write_bytes(data)
    for words in readers(built):
        assert onepager(*words).stderr.count("records/") == 0, words
    assert kinds(office).count("released") == 2


def test_records_put_back_to_an_earlier_state_are_said(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    shutil.copytree(office / "records", office / "earlier")
    onepager("release", str(built.pdf), "--to", "MIT")
    shutil.copytree(office / "records", office / "later")
    shutil.rmtree(office / "records")
    shutil.copytree(office / "earlier", office / "records")
    said = f"records/{own_name()}.jsonl:1:1: lines that this computer has seen are gone from these records"
    for words in readers(built) * 2:
        assert said in onepager(*words).stderr, words
    assert json.loads(onepager("doctor", "--json").stdout)["ok"] is False
    shutil.copytree(office / "later", office / "records", dirs_exist_ok=True)
    assert onepager("recall").stderr == ""
    assert json.loads(onepager("doctor", "--json").stdout)["ok"] is True


def test_a_correction_note_without_its_release_is_said(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent", final=False)
    onepager("release", str(built.pdf), "--to", "MIT")
    edit(office, *CHANGE)
    onepager("recall")
    assert onepager("recall").stderr == ""
    shutil.rmtree(office / "records")
    without_cache()
    [note] = (office / "output").glob("*Correction*.docx")
    said = f"the records do not say that No. {built.receipt.number} was sent out, and {note.name} says so"
    assert said in onepager("recall").stderr
    assert "records are missing" in onepager("doctor").stdout


def test_a_release_that_cannot_be_read_is_said(onepager: Run, office: Path) -> None:
    append(office, [("released", {"number": "ABCD-1234", "receipt": {"format": 99}, "to": ["MIT"]})])
    assert "a release that" in onepager("recall").stderr
    assert "made by a newer onepager" in onepager("recall").stderr


def test_a_final_and_what_was_accepted_are_entered_once(onepager: Run, office: Path) -> None:
    wanted = ("build", "nih-funding", "-a", "constituent", "--final", "--as-of", "2027-06-01")
    words = onepager(*wanted).output.split()
    refused = {words[i + 1] for i, word in enumerate(words) if word == "--accept" and ":" in words[i + 1]}
    wanted += (*(word for ref in sorted(refused) for word in ("--accept", ref)), "--by", "A. Staff", "--because", "b")
    for _ in range(2):
        assert onepager(*wanted).exit_code == Exit.OK
        without_cache()
    assert kinds(office).count("final") == 1
    assert kinds(office) == ["accepted"] * len(refused) + ["final"]
    [final] = read_events(office, "final").events
    assert final.data["about"]["audience"] == "constituent"
    assert sorted(name.rpartition(".")[2] for name in final.data["files"]) == ["docx", "pdf"]


def test_drafts_are_not_entered(onepager: Run, office: Path) -> None:
    assert onepager(*ONE).exit_code == Exit.OK
    assert not (office / "records").exists()


def test_a_run_killed_before_a_final_was_entered_enters_it_next_time(
    onepager: Run, office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(History, "make_final", lambda *_: 1 / 0)
        assert onepager(*ONE, "--final").exit_code != Exit.OK
    assert len(documents(office)) == 2
    assert onepager(*ONE, "--final").exit_code == Exit.OK
    assert kinds(office) == ["final"]


def test_without_the_cache_our_own_files_are_replaced_and_edited_ones_are_kept(onepager: Run, office: Path) -> None:
    assert onepager(*ONE).exit_code == Exit.OK
    before = documents(office)
    without_cache()
    edit(office, *CHANGE)
    assert onepager(*ONE).exit_code == Exit.OK
    assert documents(office) == before
    [path] = (office / "output").glob("*.docx")
    word = docx.Document(str(path))
    word.paragraphs[-1].add_run(" By hand.")
    word.save(str(path))
    by_hand = path.read_bytes()
    without_cache()
    edit(office, CHANGE[0], CHANGE[2], CHANGE[1])
    result = onepager(*ONE)
    assert f"{path.name} was edited after it was made and was left alone" in result.stderr + result.stdout
    assert path.read_bytes() == by_hand
    assert documents(office) == {*before, f"{path.stem}_v2.docx"}


def test_our_file_under_the_name_of_another_document_is_kept(onepager: Run, office: Path) -> None:
    for audience in ("constituent", "press"):
        assert onepager("build", "nih-funding", "-a", audience, "--format", "docx", "--as-of", DAY).exit_code == Exit.OK
    one, other = sorted((office / "output").glob("*.docx"))
    shutil.copyfile(one, other)
    without_cache()
    assert onepager("build", "nih-funding", "--format", "docx", "--as-of", DAY).exit_code == Exit.OK
    assert other.read_bytes() == one.read_bytes()
    assert other.with_name(f"{other.stem}_v2.docx").exists()


def test_documents_made_on_another_computer_are_found_by_their_number(
    onepager: Run, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = build(office, "nih-funding", "constituent").receipt.number
    monkeypatch.setenv("ONEPAGER_CACHE", str(tmp_path / "cache-of-another-computer"))
    assert onepager("trace", number).exit_code == Exit.OK
    [fact] = [f for f in json.loads(onepager("facts", "--json").stdout)["facts"] if f["fact"] == "nih-funding/jobs"]
    assert [d["number"] for d in fact["documents"]] == [number]
    os.utime(next((office / "output").glob("*.docx")))
    assert onepager("trace", number).exit_code == Exit.OK


# --- recall after a loss ---------------------------------------------------------------------------------------------


def half(path: Path) -> None:
    """What arrives when a sync breaks off."""
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def swapped(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace("MIT", "AP"), encoding="utf-8")


LOSSES: dict[str, Callable[[Path], object]] = {
    "cut in half": half,
    "emptied": lambda path: path.write_bytes(b""),
    "deleted": Path.unlink,
    "folder deleted": lambda path: shutil.rmtree(path.parent),
    "altered": swapped,
}


@pytest.mark.parametrize("has_changed", [True, False])
@pytest.mark.parametrize("loss", LOSSES)
def test_recall_never_says_that_all_holds_after_a_loss(
    onepager: Run, office: Path, loss: str, has_changed: bool
) -> None:
    built = build(office, "nih-funding", "constituent")
    onepager("release", str(built.pdf), "--to", "MIT")
    if has_changed:
        edit(office, *CHANGE)
    [path] = (office / "records").glob("*.jsonl")
    LOSSES[loss](path)
    for words in (("recall",), ("recall", "--dry-run"), ("recall", built.receipt.number)):
        result = onepager(*words)
        assert result.exit_code == Exit.CONTENT, words
        assert "nobody can know whether all that was sent out still holds" in " ".join(result.stdout.split())
        assert "what was sent out still holds." not in result.stdout
        assert "Nothing has been entered" not in result.stdout
    told = json.loads(onepager("recall", "--json").stdout)
    assert (told["ok"], bool(told["records"])) == (False, True)


def test_a_damaged_index_is_made_anew_and_recall_knows_what_was_sent(onepager: Run, office: Path) -> None:
    built = build(office, "nih-funding", "constituent")
    onepager("release", str(built.pdf), "--to", "The Globe")
    edit(office, *CHANGE)
    half(index_file(office, office / "output"))
    result = onepager("recall", "--dry-run")
    assert result.exit_code == Exit.CONTENT
    assert "tell: The Globe" in result.stdout
    assert "nobody can know" not in result.stdout
