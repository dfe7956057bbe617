"""A final says what its draft says: the word DRAFT takes no room from the text, whatever paper it stands on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator import pipeline, workspace
from generator.document.number import content_key
from generator.pipeline import Request
from generator.project import Project, load
from tests.office.test_paper import letterhead, nameless, picture

AS_OF = date(2026, 11, 24)
PAPERS = {
    "our own head": {},
    "a logo": {"logo": ("logo.png", picture((80, 80)))},
    "a letterhead": {"letterhead": ("letter.docx", letterhead())},
    "a letterhead without a name": {"letterhead": ("letter.docx", letterhead(nameless))},
}
TOPICS = ("nih-funding", "fentanyl")


def project(root: Path, paper: str, *, example: bool) -> Project:
    workspace.init(root)
    offices = root / "talking_points" / "offices.yaml"
    text = offices.read_text("utf-8")
    keys = ""
    for key, (name, content) in PAPERS[paper].items():
        (root / name).write_bytes(content)
        keys += f"  {key}: {name}\n"
    text = text.replace('  accent: "#1F3A68"\n', f'  accent: "#1F3A68"\n{keys}', 1)
    offices.write_text(text if example else text.replace("  example: true\n", ""), "utf-8")
    return load(root)


@pytest.mark.parametrize("example", [False, True], ids=["a real office", "an example"])
@pytest.mark.parametrize("paper", PAPERS)
def test_a_final_says_what_its_draft_says(tmp_path: Path, paper: str, example: bool) -> None:
    store = project(tmp_path / "office", paper, example=example)
    assert store.library.offices["rep-example"].example is example
    for topic in TOPICS:
        for audience in ("constituent", "press", "staff"):
            request = Request(topic, audience, "rep-example", AS_OF)
            draft = pipeline.make(store, request)
            final = pipeline.make(store, replace(request, final=True))
            asked = f"{topic} for {audience}"
            assert draft.fitted.choice == final.fitted.choice, asked
            assert len(draft.laid.pages) == len(final.laid.pages), asked
            said = draft.laid.document, final.laid.document
            assert content_key(said[0]) == content_key(said[1]), asked
            assert said[0].number != said[1].number
