"""A final stays until another final takes its place; then it is kept in `earlier/`, under its number."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from generator.batch.output import opened
from generator.errors import Exit
from generator.records.look_through import receipt_of

Run = Callable[..., Result]
BUILD = ("build", "nih-funding", "-a", "constituent", "--format", "txt,docx,pdf", "--as-of", "2026-11-24")
FACT = ("nih-funding", "        value: 407,782\n", "        value: 410,000\n")
TITLE = ("nih-funding", "short: NIH funding", "short: Funding the NIH")


def edit(office: Path, topic: str, before: str, after: str) -> None:
    path = office / "talking_points" / "topics" / f"{topic}.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def files(folder: Path) -> dict[str, bytes]:
    """The files of an output folder, but for those of drafts."""
    found = (p for p in folder.rglob("2*") if p.is_file() and "_DRAFT" not in p.name)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


def numbers(made: dict[str, bytes]) -> set[str]:
    found = {receipt_of(name, data) for name, data in made.items() if not name.endswith(".txt")}
    return {receipt.number for receipt in found if receipt}


@pytest.mark.parametrize("change", [FACT, TITLE], ids=["the same name", "another name"])
def test_a_final_gives_way_to_a_final_alone(onepager: Run, office: Path, change: tuple[str, str, str]) -> None:
    output = office / "output"
    assert onepager(*BUILD, "--final").exit_code == Exit.OK
    first = files(output)
    [number] = numbers(first)
    edit(office, *change)
    assert onepager(*BUILD).exit_code == Exit.OK
    assert files(output) == first  # the draft is beside it
    assert onepager(*BUILD, "--final").exit_code == Exit.OK
    kept = {name: data for name, data in files(output).items() if name.startswith("earlier/")}
    assert kept == {f"earlier/{Path(name).stem}_{number}{Path(name).suffix}": data for name, data in first.items()}
    now = {name: data for name, data in files(output).items() if name not in kept}
    assert len(now) == 3
    assert numbers(now) != {number}
    # No build touches what is there, nor what somebody does with it.
    gone, edited, _ = sorted(kept)
    (output / gone).unlink()
    (output / edited).write_bytes(b"edited")
    again = onepager(*BUILD, "--final")
    assert "0 written, 3 unchanged" in again.stdout
    assert "earlier" not in again.output
    assert not (output / gone).exists()
    assert (output / edited).read_bytes() == b"edited"


def test_of_a_final_in_fewer_formats_no_file_of_the_one_before_stays_in_place(onepager: Run, office: Path) -> None:
    assert onepager(*BUILD, "--final").exit_code == Exit.OK
    edit(office, *FACT)
    assert onepager(*BUILD[:4], "--format", "docx", "--as-of", "2026-11-24", "--final").exit_code == Exit.OK
    made = files(office / "output")
    assert sorted(Path(name).suffix for name in made if not name.startswith("earlier/")) == [".docx"]
    assert sorted(Path(name).suffix for name in made if name.startswith("earlier/")) == [".docx", ".pdf", ".txt"]


def test_a_final_that_comes_back_is_kept_once(office: Path) -> None:
    with opened(office / "output", office) as output:
        (office / "output" / "a.txt").write_text("one, No. ABCD-1234", encoding="utf-8")
        first = output.earlier.keep("a.txt")
        assert first.name == "a_ABCD-1234.txt"
        assert output.earlier.keep("a.txt") == first
        (office / "output" / "a.txt").write_text("another, No. ABCD-1234", encoding="utf-8")
        assert output.earlier.keep("a.txt").name == "a_ABCD-1234_v2.txt"
        assert first.read_text(encoding="utf-8") == "one, No. ABCD-1234"


@pytest.mark.parametrize("change", [FACT, TITLE], ids=["the same name", "another name"])
def test_the_summary_names_the_finals_that_gave_way(onepager: Run, office: Path, change: tuple[str, str, str]) -> None:
    assert "gave way" not in onepager(*BUILD, "--final").output
    edit(office, *change)
    assert "gave way" not in onepager(*BUILD).output  # a draft takes the place of none
    second = onepager(*BUILD, "--final")
    kept = sorted(name for name in files(office / "output") if name.startswith("earlier/"))
    assert "3 files of finals gave way to new ones, and are kept: " in second.stdout
    assert all(name in second.stdout for name in kept)
    assert "gave way" not in onepager(*BUILD, "--final").output
    edit(office, change[0], change[2], change[1])
    told = json.loads(onepager(*BUILD, "--final", "--json").stdout)["earlier"]
    assert len(told) == 3
    assert all((office / "output" / name).exists() for name in told)


HEARING = ("hearing", "research-security", "--format", "docx", "--as-of", "2026-11-24")
PARCELS = {
    "archives": ((*BUILD[:4], "--format", "docx", "--as-of", "2026-11-24", "--zip"), "*.zip"),
    "archives of a hearing": ((*HEARING, "--zip"), "research-security/*.zip"),
    "folders of a hearing": ((*HEARING, "--folders"), "research-security/*/*.docx"),
}


@pytest.mark.parametrize("case", PARCELS)
def test_archives_and_folders_of_finals_are_kept_as_finals_are(onepager: Run, office: Path, case: str) -> None:
    words, pattern = PARCELS[case]
    hearing = office / "talking_points" / "hearings" / "research-security.yaml"
    text = re.sub(r"(?m)^topics: .*", "topics: [nih-funding]", hearing.read_text(encoding="utf-8"))
    hearing.write_text(text, encoding="utf-8")
    output = office / "output"

    def there() -> dict[str, bytes]:
        found = (p for p in output.glob(pattern) if "_DRAFT" not in p.as_posix())
        return {p.relative_to(output).as_posix(): p.read_bytes() for p in found}

    onepager(*words, "--final")
    first = there()
    assert first
    edit(office, *FACT)
    onepager(*words)  # drafts take the place of none
    assert there() == first
    told = json.loads(onepager(*words, "--final", "--json").stdout)["earlier"]
    changed = [name for name, data in there().items() if data != first[name]]
    assert changed
    kept = [path.read_bytes() for path in (output / "earlier").rglob("*") if path.is_file()]
    assert all(first[name] in kept for name in changed)
    suffix = pattern.rpartition(".")[2]
    assert sum(name.endswith(suffix) for name in told) >= len(changed)
