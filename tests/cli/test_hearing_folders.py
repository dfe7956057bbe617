"""What each Member gets of a hearing: folders and archives with written testimony, and what is left over of them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pypdf
import pytest
from pypdf import PdfWriter

from generator.errors import Exit
from tests.cli.conftest import Run
from tests.judged import docx_text, pdf_pages

pytestmark = pytest.mark.slow

FILE = "talking_points/hearings/research-security.yaml"
HEARING = ("hearing", "research-security", "--as-of", "2026-11-24")
BINDER = "research-security/2026-11-24_Binder_Representative-{}_DRAFT"
MAX, IDA, JANE = (BINDER.format(name) for name in ("Max-Fiction", "Ida-Invented", "Jane-Q-Example"))
IDAS = """\
  invented:
    name: Representative Ida Invented
    audiences: [hearing, colleague]
"""
NAMED = "    testimony_file: testimony/sample.pdf\n"


def edit(office: Path, old: str, new: str) -> None:
    path = office / FILE
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def pdf(pages: int, password: str = "") -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(612, 792)
    if password:
        writer.encrypt(password)
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@pytest.fixture
def testimony(office: Path) -> Path:
    """The testimony of Dr. Sample, twelve pages long."""
    path = office / "testimony" / "sample.pdf"
    path.parent.mkdir()
    path.write_bytes(pdf(12))
    edit(office, "    testimony: received\n", f"    testimony: received\n{NAMED}")
    return path


def names(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file() and p.name[0] != "."}


@pytest.mark.parametrize("formats", ["docx,pdf", "pdf", "txt", "pdf,txt"])
def test_papers_come_in_the_formats_that_are_asked_for(office: Path, onepager: Run, formats: str) -> None:
    made = onepager(*HEARING, "--format", formats)
    assert made.exit_code == Exit.OK, made.output
    found = names(office / "output")
    wanted = set(formats.split(","))
    assert {Path(name).suffix[1:] for name in found if "Binder" not in name} == wanted
    assert {Path(name).suffix[1:] for name in found if "Binder" in name} == wanted - {"txt"}


def test_a_folder_and_an_archive_hold_what_a_member_gets(office: Path, onepager: Run, testimony: Path) -> None:
    made = onepager(*HEARING, "--folders", "--zip")
    assert made.exit_code == Exit.OK, made.output
    for binder, audiences in ((MAX, ("Hearing-Memo", "Leave-Behind")), (IDA, ("Hearing-Memo", "Dear-Colleague"))):
        folder = office / "output" / binder
        documents = {p.name for p in folder.parent.iterdir() if any(f"_{a}_DRAFT" in p.name for a in audiences)}
        binders = {f"{folder.name}.docx", f"{folder.name}.pdf"}
        assert names(folder) == documents | binders | {"Testimony_Dr-Ada-Sample.pdf"}
        assert (folder / "Testimony_Dr-Ada-Sample.pdf").read_bytes() == testimony.read_bytes()
        assert (folder / f"{folder.name}.pdf").read_bytes() == folder.with_name(f"{folder.name}.pdf").read_bytes()
        with zipfile.ZipFile(folder.with_name(f"{folder.name}.zip")) as archive:
            assert set(archive.namelist()) == names(folder)
            assert archive.read("Testimony_Dr-Ada-Sample.pdf") == testimony.read_bytes()


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_a_tab_sheet_names_the_testimony_and_its_pages(
    office: Path, onepager: Run, testimony: Path, suffix: str
) -> None:
    def said() -> str:
        data = (office / "output" / f"{MAX}{suffix}").read_bytes()
        return " ".join((docx_text(data) if suffix == ".docx" else "\n".join(pdf_pages(data)[0])).split())

    onepager(*HEARING)
    assert "Written testimony of Dr. Ada Sample, 12 pages" in said()  # the contents
    assert "Testimony_Dr-Ada-Sample.pdf" in said()
    assert "Put the 12 pages of this file behind this sheet" in said()
    testimony.write_bytes(pdf(1))
    again = json.loads(onepager(*HEARING, "--status", "--json").stdout)["documents"]
    assert {d["for"] for d in again if d["state"] == "stale"} == {"fiction", "invented", "example"}
    onepager(*HEARING)
    assert "Dr. Ada Sample, 1 page" in said()
    assert "Dr. Ada Sample, 1 pages" not in said()
    assert "Put the page of this file behind this sheet" in said()


@pytest.mark.parametrize(
    ("content", "named", "message"),
    [
        (None, NAMED, "does not exist"),
        (b"Word has this open", NAMED, "is no PDF"),
        (b"%PDF-1.7 and no more", NAMED, "damaged"),
        (pdf(2, "secret"), NAMED, "encrypted with a password"),
        (pdf(2), NAMED.replace("testimony/", "../"), "is not named as a file of the workspace"),
        (pdf(2), NAMED.replace("testimony/", "C:\\work\\"), "write it from there on, as testimony/"),
        (pdf(2), NAMED.replace("testimony/", "/home/ann/"), "write it from there on, as testimony/"),
        (
            pdf(2),
            NAMED.replace("testimony/", "testimony\\"),
            "Write testimony/sample.pdf",
        ),
        (pdf(2), f"{NAMED}    testimony: awaited\n", "is awaited, and its file is named"),
        ("ours", NAMED, "is a paper that onepager made"),
    ],
    ids=["missing", "text", "damaged", "locked", "outside", "drive", "absolute", "backslash", "awaited", "ours"],
)
@pytest.mark.parametrize("command", [HEARING, ("check", "--no-documents")])
def test_a_file_that_is_no_testimony_is_refused_at_its_line(
    office: Path, onepager: Run, content: bytes | str | None, named: str, message: str, command: tuple[str, ...]
) -> None:
    path = office / "testimony" / "sample.pdf"
    path.parent.mkdir()
    if content == "ours":
        onepager("build", "nih-funding", "-a", "staff", "--format", "pdf")
        [content] = [p.read_bytes() for p in (office / "output").glob("*.pdf")]
    if isinstance(content, bytes):
        path.write_bytes(content)
    edit(office, "    testimony: received\n", "" if "awaited" in named else "    testimony: received\n")
    edit(office, "    bio: >-\n      Leads", f"{named}    bio: >-\n      Leads")
    refused = onepager(*command)
    assert refused.exit_code == Exit.CONTENT
    assert message in refused.output
    assert f"{FILE}:" in refused.output
    assert "Traceback" not in refused.output


TAKEN_OUT = {
    "a Member": (IDAS, {f"{IDA}.docx", f"{IDA}.pdf", f"{IDA}.zip", f"{IDA}/Testimony_Dr-Ada-Sample.pdf"}),
    "a testimony": (NAMED, {f"{of}/Testimony_Dr-Ada-Sample.pdf" for of in (MAX, IDA, JANE)}),
    "an audience": ("audiences: [hearing, colleague]", {f"{IDA}/2026-11-24_STA-Renewal_Dear-Colleague_DRAFT.pdf"}),
}


@pytest.mark.parametrize("what", TAKEN_OUT)
def test_what_is_left_over_is_named_and_moved_aside_and_nothing_else(
    office: Path, onepager: Run, testimony: Path, what: str
) -> None:
    old, gone = TAKEN_OUT[what]
    onepager(*HEARING, "--folders", "--zip")
    output = office / "output"
    (output / "research-security" / "2026-11-24_my-own-notes.docx").write_bytes(b"mine")
    before = names(output)
    assert gone <= before
    edit(office, old, "audiences: [hearing]" if what == "an audience" else "")
    for words in (("--folders", "--zip"), ("--status",), ("--folders", "--zip")):
        told = onepager(*HEARING, *words)
        assert told.exit_code == Exit.OK, told.output
        assert "papers of this hearing any more" in told.stderr or "paper of this hearing any more" in told.stderr
        assert "onepager hearing research-security --clean" in told.stderr
    moved = json.loads(onepager("hearing", "research-security", "--as-of", "2026-11-25", "--clean", "--json").stdout)
    assert gone <= set(moved["moved"])
    after = names(output)
    assert {n for n in after if not n.startswith("earlier/")} == before - set(moved["moved"])
    assert all(Path(path).is_file() for path in moved["moved"].values())
    for name, path in moved["moved"].items():
        if name.endswith(".zip"):
            binder = moved["moved"][name.replace(".zip", ".pdf")]
            assert Path(path).stem == Path(binder).stem  # both with the number of the binder
    for words in (("--folders", "--zip"), ("--clean",)):
        again = onepager(*HEARING, *words)
        assert "any more" not in again.stderr
    assert names(output) == after
    assert "cannot be made any more" not in onepager("build", "fentanyl", "-a", "press").stderr


def test_a_build_names_the_binder_of_a_member_who_is_gone(office: Path, onepager: Run) -> None:
    onepager(*HEARING)
    edit(office, IDAS, "")
    told = onepager("build", "fentanyl", "-a", "press").stderr
    assert f"{IDA}.docx" in told


@pytest.mark.parametrize("two", [("--status", "--clean"), ("--watch", "--clean"), ("--status", "--watch")])
def test_two_things_to_do_are_refused(office: Path, onepager: Run, two: tuple[str, ...]) -> None:
    refused = onepager(*HEARING, *two)
    assert refused.exit_code == Exit.USAGE
    assert "leave one of them out" in refused.stderr


def test_the_pages_of_a_testimony_are_those_that_another_program_counts(office: Path, testimony: Path) -> None:
    from generator.project import load

    found = load(office).testimonies["research-security", "sample"]
    assert found.pages == len(pypdf.PdfReader(testimony).pages)
