"""An edited file is held against the store by what it really says, wherever in it the edit stands."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from generator.document.receipt import Receipt
from generator.inspection import receipt_in
from generator.inspection.said import passages_of
from generator.pipeline import render
from generator.project import load
from generator.receipts.as_it_says import as_it_says
from generator.receipts.edits import edits_of
from tests.receipts.offices import Built, build, edit, made_for, new_office


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    root = new_office(tmp_path_factory.mktemp("says"))
    return {audience: build(root, "nih-funding", audience) for audience in ("press", "staff")}


def changed(path: Path, old: str, new: str, which: tuple[int, ...]) -> bytes:
    """A Word file in which a text is replaced where it stands for the numbered times; () is everywhere."""
    source, file = zipfile.ZipFile(path), io.BytesIO()
    with zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                parts = data.decode().split(old)
                assert len(parts) > max(which, default=0) + 1, f"{old!r} stands {len(parts) - 1} times"
                text = parts[0]
                for number, part in enumerate(parts[1:]):
                    text += (new if not which or number in which else old) + part
                data = text.encode()
            target.writestr(name, data)
    return file.getvalue()


def says(paper: Built, data: bytes) -> Receipt:
    edits = edits_of(paper.receipt, passages_of("edited.docx", data), is_pdf=False)
    assert edits
    return as_it_says(paper.receipt, edits, is_pdf=False)


ACTIVITY, JOBS = "nih-funding/activity", "nih-funding/jobs"
BIG = "in economic activity supported by NIH grants, FY2024"
SENTENCE = "Grants of $36.94 billion led to {} in economic activity in FY2024."
ASKED = "NIH budget asked for by outside groups (request in comments on the pending bills), FY2026 · {} · 2025 · final"
ASKED_OF = "nih-funding/request-universities"

CASES: dict[str, tuple[tuple[str, str, str, tuple[int, ...]], str, list[str], list[str]]] = {
    "big number and text": (
        ("press", "$94.58\u00a0billion", "$95.60\u00a0billion", ()), ACTIVITY, ["$95.60 billion"],
        [f"$95.60 billion {BIG}", SENTENCE.format("$95.60 billion")],
    ),
    "big number alone": (
        ("press", ">$94.58\u00a0billion<", ">$95.60\u00a0billion<", (0,)), ACTIVITY,
        ["$94.58 billion", "$95.60 billion"], [f"$95.60 billion {BIG}", SENTENCE.format("$94.58 billion")],
    ),
    "big number with a plain space": (
        ("press", ">$94.58\u00a0billion<", ">$95.60 billion<", (0,)), ACTIVITY,
        ["$94.58 billion", "$95.60 billion"], [f"$95.60 billion {BIG}", SENTENCE.format("$94.58 billion")],
    ),
    "text alone": (
        ("press", "$94.58\u00a0billion in", "$95.60\u00a0billion in", (0,)), ACTIVITY,
        ["$94.58 billion", "$95.60 billion"], [f"$94.58 billion {BIG}", SENTENCE.format("$95.60 billion")],
    ),
    "big number that begins another": (
        ("press", ">407,782<", ">407,7821<", (0,)), JOBS, ["407,782", "407,7821"],
        ["407,7821 jobs supported by NIH grants, nationwide, FY2024"],
    ),
    "cell of a table": (
        ("staff", ">$47.2\u00a0billion<", ">$47.9\u00a0billion<", (0,)), ASKED_OF, ["$47.2 billion", "$47.9 billion"],
        [ASKED.format("$47.9 billion")],
    ),
    "cell of a table and text": (
        ("staff", "$47.2\u00a0billion", "$47.9\u00a0billion", ()), ASKED_OF, ["$47.9 billion"],
        [ASKED.format("$47.9 billion")],
    ),
    "cell with a figure that stands in others": (
        ("staff", ">$47.2\u00a0billion<", ">$2<", (0,)), ASKED_OF, ["$2", "$47.2 billion"], [ASKED.format("$2")],
    ),
    "part of a figure": (
        ("press", "407,782 jobs in FY2024 and brought", "1,407,782 jobs in FY2024 and brought", (0,)), JOBS,
        ["1,407,782", "407,782"],
        ["NIH grants supported 1,407,782 jobs in FY2024 and brought $2.56 in activity for every dollar."],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_figure_is_read_where_it_stands(papers: dict[str, Built], case: str) -> None:
    (audience, old, new, which), ref, values, there = CASES[case]
    paper = papers[audience]
    receipt = says(paper, changed(paper.docx, old, new, which))
    assert sorted(fact.value for fact in receipt.facts if fact.ref == ref) == values
    texts = [statement.text for statement in receipt.statements]
    assert [text for text in there if text not in texts] == []
    assert len(texts) == len(paper.receipt.statements)  # none is there twice, in the old and in the new words
    others = [fact for fact in receipt.facts if fact.ref != ref]
    assert set(others) == {fact for fact in paper.receipt.facts if fact.ref != ref}


def test_of_two_cells_alike_the_edited_one_is_known(papers: dict[str, Built]) -> None:
    paper = papers["staff"]
    rows = [s.text for s in paper.receipt.statements if s.text.endswith("· March 11, 2025 · final")]
    assert len(rows) == 4
    receipt = says(paper, changed(paper.docx, ">March\u00a011, 2025<", ">May\u00a05, 2026<", (2,)))
    now = [s.text for s in receipt.statements if " · May 5, 2026 · final" in s.text]
    assert now == [rows[2].replace("March 11, 2025", "May 5, 2026")]


def test_a_sentence_that_is_gone_states_nothing_and_what_came_is_no_figure_of_it(papers: dict[str, Built]) -> None:
    paper = papers["press"]
    old = "NIH grants supported 407,782 jobs in FY2024 and brought $2.56 in activity for every dollar."
    data = changed(paper.docx, f" {old}", " and 31,415 nurses are at stake.", (0,))
    receipt = says(paper, data)
    assert {f.value for f in receipt.facts if f.ref == JOBS} == {"407,782"}  # the sentence went, the others stay
    assert "It pays its way. and 31,415 nurses are at stake." in [s.text for s in receipt.statements]
    assert old not in [s.text for s in receipt.statements]


def test_what_stands_beside_the_text_is_no_sentence_of_it(papers: dict[str, Built]) -> None:
    paper = papers["press"]
    file = io.BytesIO(paper.docx.read_bytes())
    words = "<w:p><w:r><w:t>Ask for 31,415 instead.</w:t></w:r></w:p>"
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    with zipfile.ZipFile(file, "a") as target:
        target.writestr("word/comments.xml", f"<w:comments {namespace}><w:comment>{words}</w:comment></w:comments>")
    receipt = says(paper, file.getvalue())
    assert receipt.statements == paper.receipt.statements


@pytest.mark.parametrize("audience", ["press", "staff"])
def test_in_a_pdf_too_every_place_is_read(papers: dict[str, Built], audience: str, tmp_path: Path) -> None:
    """Pages as another store would have them, of which lines next to each other differ."""
    paper, root = papers[audience], new_office(tmp_path)
    values = {"407,782": "999,999", "$94.58 billion": "$95.60 billion", "$36.94 billion": "$37.10 billion"}
    for old, new in values.items():
        edit(root, "topics/nih-funding.yaml", f"        value: {old}\n", f"        value: {new}\n")
    data = render(made_for(load(root), "nih-funding", audience), "pdf", receipt_in("a.pdf", paper.pdf.read_bytes()))
    edits = edits_of(paper.receipt, passages_of("a.pdf", data), is_pdf=True)
    receipt = as_it_says(paper.receipt, edits, is_pdf=True)
    expected = [statement.text for statement in paper.receipt.statements]
    for old, new in values.items():
        expected = [text.replace(old, new) for text in expected]
    assert [statement.text for statement in receipt.statements] == expected
    assert {fact.value for fact in receipt.facts} == {values.get(f.value, f.value) for f in paper.receipt.facts}
