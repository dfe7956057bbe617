"""Binders of the starter's hearing: the files themselves, read back by programs that did not write them."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest

from generator.batch.output import opened
from generator.batch.run import Runner
from generator.compose.recorder import Recorder
from generator.document.blocks import Heading, QuestionAnswer
from generator.document.inlines import plain
from generator.document.receipt import decode, encode
from generator.document.speaking import spoken_time
from generator.errors import ContentError
from generator.hearing.binder import Binder, BinderTask, audiences_of, make_binder
from generator.hearing.night import Asked, plan_hearing
from generator.hearing.questions import Asker, Questions
from generator.inspection import forbidden, leaks, receipt_in
from generator.pipeline import Made, Request, make, render
from generator.project import Project, load
from generator.store.schema import Clearance, Hearing
from generator.values.dates import start_of_day
from generator.workspace import init
from tests.judged import docx_text, letters, pdf_pages
from tests.starter import AS_OF, project
from tests.tools.accessibility import docx_accessibility
from tests.tools.external import ooxml_validate, require, soffice_convert, vera_check, vera_failures
from tests.tools.uacheck import ua_faults

pytestmark = pytest.mark.slow

MEMBERS = ("example", "fiction")
"""The office's own Member, and one of another office."""


@dataclass(frozen=True)
class Bound:
    made: tuple[Made, ...]
    binder: Binder
    pdf: bytes
    docx: bytes


def bound(project: Project, member: str, *, final: bool = False) -> Bound:
    hearing = project.library.hearings["research-security"]
    recorder = Recorder(project.library)
    made = tuple(
        make(project, Request(topic, audience, hearing.office, AS_OF, hearing=hearing.id), recorder)
        for topic in hearing.topics
        for audience in audiences_of(project, hearing, hearing.members[member])
    )
    binder = make_binder(project, BinderTask(hearing.id, member, (), AS_OF, "binder", ("docx", "pdf"), final), made)
    receipt = encode(binder.receipt)
    return Bound(made, binder, binder.render("pdf", receipt), binder.render("docx", receipt))


@cache
def starter(member: str) -> Bound:
    return bound(project(), member)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("binders")
    for member in MEMBERS:
        (folder / f"{member}.pdf").write_bytes(starter(member).pdf)
        (folder / f"{member}.docx").write_bytes(starter(member).docx)
    return {path.name: path for path in folder.iterdir()}


@pytest.fixture(scope="session")
def words_own(files: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The pages of the Word files, as LibreOffice lays them out."""
    require("soffice")
    docx = [path for name, path in files.items() if name.endswith(".docx")]
    made = soffice_convert(docx, tmp_path_factory.mktemp("words-own"))
    return {path.stem: pdf_pages(path.read_bytes())[0] for path in made}


def entries(page: str) -> list[tuple[str, int]]:
    """The lines of a contents: what they name, and the page."""
    lines = re.findall(r"^(.+?)[ .\u2003]*?(\d+)\s*$", page, re.MULTILINE)
    return [(letters(what.rstrip(". ")), int(number)) for what, number in lines if "Page" not in what]


def pages(member: str) -> list[str]:
    return pdf_pages(starter(member).pdf)[0]


# --- contents, links and numbers ---


@pytest.mark.parametrize("member", MEMBERS)
def test_the_contents_names_the_page_on_which_each_thing_begins(member: str) -> None:
    expected = [(letters(title), page) for title, page in named(member)]
    assert len(expected) > len(starter(member).made)
    assert entries(pages(member)[1]) == expected


def named(member: str) -> list[tuple[str, int]]:
    """Every tab and document, and the page where it begins: seen from what is printed on the pages themselves."""
    texts = pages(member)
    first = starter(member)
    found = []
    for number, text in enumerate(texts, 1):
        if (tab := re.search(r"(Tab \d+) – 1\b", text)) and number > 2:
            found.append((tab[1], number))
    titles = [s.title for s in outline(first.pdf) if s.level == 0]
    starts = dict(zip(titles, (n for _, n in found), strict=True))
    result = []
    for item in outline(first.pdf):
        result.append((item.title, starts[item.title] if item.level == 0 else page_of_number(texts, first, item)))
    return result


@dataclass(frozen=True)
class Item:
    level: int
    title: str
    page: int


def outline(pdf: bytes) -> list[Item]:
    reader = pypdf.PdfReader(io.BytesIO(pdf))

    def walk(items: list[object], level: int) -> list[Item]:
        found: list[Item] = []
        for item in items:
            if isinstance(item, list):
                found += walk(item, level + 1)
            else:
                found.append(Item(level, item.title, reader.get_destination_page_number(item) + 1))  # type: ignore[attr-defined, arg-type]
        return found

    return walk(reader.outline, 0)


def page_of_number(texts: list[str], bound: Bound, item: Item) -> int:
    """The first page whose foot has the number of the document that the outline leads to."""
    number = re.search(r"No\.\s(\w{4}-\d{4})", texts[item.page - 1])
    assert number
    assert number[1] in {m.laid.document.number for m in bound.made}
    return 1 + next(i for i, text in enumerate(texts) if number[1] in text)


@pytest.mark.parametrize("member", MEMBERS)
def test_word_has_the_same_contents_on_the_same_pages(member: str, words_own: dict[str, list[str]]) -> None:
    theirs = words_own[member]
    assert len(theirs) == starter(member).binder.bound.pages
    assert entries(theirs[1]) == entries(pages(member)[1])
    for ours, page in zip(pages(member), theirs, strict=True):
        foot = re.search(r"Tab \d+ – \d+", ours)
        assert foot is None or foot[0] in page


@pytest.mark.parametrize("member", MEMBERS)
def test_every_link_leads_where_it_says(member: str) -> None:
    reader = pypdf.PdfReader(io.BytesIO(starter(member).pdf))
    numbers = {page.indirect_reference: n for n, page in enumerate(reader.pages, 1)}  # type: ignore[union-attr]
    inner = 0
    for page in reader.pages:
        for annotation in page.get("/Annots", ()):
            link = annotation.get_object()
            if "/Dest" in link:
                inner += 1
                assert link["/Contents"].endswith(str(numbers[link["/Dest"].get_object()[0].indirect_reference]))
    assert inner >= 2 * len(starter(member).made)


@pytest.mark.parametrize("member", MEMBERS)
def test_pages_count_within_the_tab_and_through_the_whole(member: str, words_own: dict[str, list[str]]) -> None:
    for texts in (pages(member), words_own[member]):
        folios = [re.search(r"Tab (\d+) – (\d+)", text) for text in texts]
        for number, text in enumerate(texts, 1):
            assert f"Page{number}of{len(texts)}" in letters(text)
        assert folios[:2] == [None, None]
        counted = [(int(f[1]), int(f[2])) for f in folios[2:] if f]
        assert len(counted) == len(texts) - 2
        assert counted[0] == (1, 1)
        for (tab, page), (next_tab, next_page) in pairwise(counted):
            assert (next_tab, next_page) in {(tab, page + 1), (tab + 1, 1)}


def test_the_contents_of_word_is_a_real_field(files: dict[str, Path]) -> None:
    text = docx_xml(starter("example").docx)
    assert text.count(r" TOC \f C \h \z ") == 1
    marks = re.findall(r' TC "(.+?)" \\f C \\l "(\d)" ', text)
    assert [(letters(t), int(level) - 1) for t, level in marks] == [
        (letters(i.title), i.level) for i in outline(starter("example").pdf)
    ]
    for name in re.findall(r" PAGEREF (\S+) ", text):
        assert text.count(f'w:name="{name}"') == 1


def docx_xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return html.unescape(archive.read("word/document.xml").decode())


# --- what is in it ---


@pytest.mark.parametrize("member", MEMBERS)
def test_every_page_says_whose_it_is_and_what_it_is(member: str) -> None:
    hearing = project().library.hearings["research-security"]
    marking = "INTERNAL — OFFICE USE ONLY" if member == "example" else "FOR MEMBERS AND STAFF OF CONGRESS"
    for text in pages(member):
        assert hearing.members[member].name in text
        assert marking in text
        assert "DRAFT" in text


def test_a_final_binder_is_no_draft() -> None:
    made = bound(project(), "fiction", final=True)
    assert "DRAFT" not in "".join(pdf_pages(made.pdf)[0][:3])


def test_what_a_binder_says_of_its_own_goes_through_the_gates_too() -> None:
    late = date(2028, 1, 1)  # every figure is to be looked at again before that
    made = starter("fiction").made
    request = BinderTask("research-security", "fiction", (), late, "binder", ("docx", "pdf"), final=True)
    with pytest.raises(ContentError) as caught:
        make_binder(project(), request, made)
    assert "looked at again" in str(caught.value)
    assert make_binder(project(), replace(request, final=False), made).bound.pages > len(made)


@pytest.mark.parametrize("member", MEMBERS)
def test_every_word_of_every_document_is_there_in_order(member: str) -> None:
    it = starter(member)
    whole = letters(docx_text(it.docx))
    at = 0
    for made in it.made:
        own = [letters(line) for line in docx_text(render(made, "docx")).splitlines() if line.strip()]
        assert len(own) > 10
        for line in own:
            found = whole.find(line, at)
            assert found >= 0, f"not in the binder, or not in order: {line}"
            at = found + len(line)


@pytest.mark.parametrize("member", MEMBERS)
def test_no_source_is_repeated_in_the_appendix(member: str) -> None:
    it = starter(member)
    last = pages(member)[-1]
    assert "Sources" in last
    cited = {source.id for source in it.binder.receipt.sources}
    appendix = letters(" ".join(p for p in pages(member) if re.search(rf"{last_tab(member)} – ", p)))
    assert len(cited) == len(it.binder.receipt.sources) > 5
    assert [appendix.count(letters(s.citation)) for s in it.binder.receipt.sources] == [1] * len(cited)


def last_tab(member: str) -> str:
    return [found[0] for page in pages(member) if (found := re.search(r"Tab \d+(?= – )", page))][-1]


def test_questions_stand_under_their_witness_with_the_time_they_take() -> None:
    text = "\n".join(p for p in pages("example") if "Questions by witness" in p or "of five minutes" in p)
    hearing = project().library.hearings["research-security"]
    for witness in hearing.witnesses.values():
        assert witness.name in text
    assert (
        len(re.findall(r"Asking [^;]+ takes (?:\d+ min )?\d* ?s? ?of five minutes", text.replace("\u00a0", " "))) >= 3
    )


def test_each_question_has_its_time_and_the_time_up_to_there() -> None:
    blocks = list(Questions(project(), Recorder(project().library), *_of_the_hearing()).blocks())
    asked: list[list[str]] = []
    for block in blocks:
        if isinstance(block, Heading) and "of five minutes" in (said := plain(block.content)):
            asked.append([said])
        elif isinstance(block, QuestionAnswer):
            asked[-1].append(block.question[-1].text)  # type: ignore[union-attr]
    assert len(asked) >= 3
    for said, *times in asked:
        spent = 0
        for number, words in enumerate(times):
            takes, _, so_far = words.strip().replace("\u00a0", " ").partition(", ")
            spent += in_seconds(takes)
            assert so_far == (f"{spoken_time(spent)} so far".replace("\u00a0", " ") if number else "")
        assert f"takes {spoken_time(spent)} of five minutes" in said


def _of_the_hearing() -> tuple[Hearing, Asker]:
    library = project().library
    return library.hearings["research-security"], Asker(Clearance.OFFICE, library.default_office(), AS_OF)


def in_seconds(words: str) -> int:
    minutes, rest = re.fullmatch(r"(?:(\d+) min ?)?(?:(\d+) s)?", words).groups(default="0")  # type: ignore[union-attr]
    return 60 * int(minutes) + int(rest)


def test_another_offices_member_gets_nothing_internal() -> None:
    library = project().library
    secrets = forbidden(library, Clearance.CONGRESS, start_of_day(AS_OF))
    for name, data in (("b.pdf", starter("fiction").pdf), ("b.docx", starter("fiction").docx)):
        assert leaks(name, data, secrets) == []
    assert leaks("b.pdf", starter("example").pdf, secrets)  # the guard does see an internal binder for what it is


def test_the_receipt_is_in_both_files() -> None:
    it = starter("example")
    for name, data in (("b.pdf", it.pdf), ("b.docx", it.docx)):
        assert decode(receipt_in(name, data)) == it.binder.receipt
    counts = Counter(it.binder.receipt.facts)
    assert counts
    assert max(counts.values()) == 1


# --- the files ---


def test_the_same_input_gives_the_same_bytes() -> None:
    again = bound(load(project().root), "fiction")
    assert (again.pdf, again.docx) == (starter("fiction").pdf, starter("fiction").docx)


def test_pdf_ua_and_pdf_a(files: dict[str, Path]) -> None:
    require("verapdf")
    pdfs = [path for name, path in files.items() if name.endswith(".pdf")]
    assert vera_failures(vera_check(pdfs)) == []
    assert [fault for path in pdfs for fault in ua_faults(path)] == []


def test_word_files_are_valid_and_accessible(files: dict[str, Path]) -> None:
    require("ooxml-validator")
    docx = [path for name, path in files.items() if name.endswith(".docx")]
    assert {path.name: found for path, found in ooxml_validate(docx).items() if found} == {}
    assert [fault for path in docx for fault in docx_accessibility(path)] == []


# --- who may get what ---


def hearing_with(tmp_path: Path, old: str, new: str) -> Path:
    root = init(tmp_path / "office").root
    path = root / "talking_points" / "hearings" / "research-security.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("audiences: [hearing, constituent]", "audiences: [hearing, staff]", "those for staff are office"),
        ("audiences: [hearing, constituent]", "audiences: [haering]", 'no audience "haering"'),
        ("audiences: [hearing, constituent]", "audiences: [hearing, hearing]", '"hearing" is named twice'),
        ("topics: [sta-renewal,", "topics: [sta-renewal, sta-renewal,", '"sta-renewal" is named twice'),
        ("    audiences: [hearing, constituent]\n", "    clearance: public\n", "which is for congress"),
        (
            "    audiences: [hearing, constituent]\n",
            "    clearance: office\n",
            "Max Fiction would get what is internal",
        ),
        ("office: rep-example\ntopics", "office: rep-exampel\ntopics", 'no office "rep-exampel"'),
    ],
)
def test_a_binder_that_says_too_much_is_refused_where_it_is_written(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    with pytest.raises(ContentError) as caught:
        load(hearing_with(tmp_path, old, new))
    [found] = [p for p in caught.value.problems if problem in str(p)]
    assert found.mark.file == "talking_points/hearings/research-security.yaml"
    assert found.mark.line > 1


def test_without_audiences_a_member_gets_those_of_the_hearing_that_the_clearance_allows() -> None:
    hearing = project().library.hearings["research-security"]
    member = hearing.members["fiction"].model_copy(update={"audiences": ()})
    assert audiences_of(project(), hearing, member) == ("hearing", "press", "constituent")


# --- what a binder says of its own ---


NARROW = ("audiences: [hearing, constituent]", "audiences: [constituent]")
"""No document of this binder tells of the hearing; its cover and its questions do."""


def narrow(tmp_path: Path, *more: tuple[str, str]) -> Path:
    root = hearing_with(tmp_path, *NARROW)
    path = root / "talking_points" / "hearings" / "research-security.yaml"
    text = re.sub(r"topics: .*", "topics: [nih-funding]", path.read_text(encoding="utf-8"))
    for old, new in more:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return root


def reason(root: Path) -> str:
    """Why the binder would be made; it is made then."""
    project = load(root)
    with opened(root / "output", root) as output:
        jobs = plan_hearing(project, project.library.hearings["research-security"], Asked(AS_OF), output)
        list(Runner(project, output).run(jobs))
    return next(job.reason for job in jobs if job.about.row == "fiction")


def test_a_figure_that_only_the_cover_states_makes_the_binder_stale(tmp_path: Path) -> None:
    root = narrow(tmp_path)
    assert reason(root) == "new"
    assert reason(root) == ""
    topic = root / "talking_points" / "topics" / "sta-renewal.yaml"
    text = topic.read_text(encoding="utf-8")
    topic.write_text(re.sub(r"(?m)^(  signed:\n    value: ).*$", r"\g<1>2024-12-14", text), encoding="utf-8")
    assert reason(root) == "changed: fact sta-renewal/signed (value)"


def test_the_receipt_and_the_sources_have_what_cover_and_questions_state(tmp_path: Path) -> None:
    made = bound(load(narrow(tmp_path)), "fiction")
    receipt = made.binder.receipt
    assert "sta-renewal/signed" in {fact.name for fact in receipt.facts}
    assert "state-2024" in {source.id for source in receipt.sources}
    assert any(point.ref.startswith("nih-funding/q-") for point in receipt.points)
    appendix = letters(pdf_pages(made.pdf)[0][-1])
    assert all(letters(source.citation) in appendix for source in receipt.sources)


def test_questions_are_asked_as_the_hearing_memo_asks_them_and_no_higher(tmp_path: Path) -> None:
    made = bound(load(narrow(tmp_path)), "fiction")
    asked = letters("Walk us through what your university would stop doing")
    assert asked in letters(" ".join(pdf_pages(made.pdf)[0]))
    root = narrow(tmp_path / "internal")
    path = root / "talking_points" / "topics" / "nih-funding.yaml"
    text = path.read_text(encoding="utf-8")
    assert "clearance: congress" in text
    path.write_text(text.replace("clearance: congress", "clearance: office"), encoding="utf-8")
    text = letters(" ".join(pdf_pages(bound(load(root), "fiction").pdf)[0]))
    assert asked not in text
    assert letters("There is no question for this witness.") in text


def test_an_embargo_is_marked_on_every_page_until_it_is_over(tmp_path: Path) -> None:
    project = load(narrow(tmp_path, ("room: ", "embargo: 2026-12-03T10:00:00-05:00\nroom: ")))
    binder = bound(project, "fiction")
    texts = [" ".join(text.split()) for text in pdf_pages(binder.pdf)[0]]
    assert [text for text in texts if "EMBARGOED UNTIL DECEMBER 3, 2026, 10:00 A.M. ET" not in text] == []
    assert not any("EMBARGOED" in text for text in pages("fiction"))
