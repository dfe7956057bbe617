"""What documents have in common is made once, and no document says anything of another's."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.batch.merge import merged
from generator.compose import compose
from generator.document.blocks import Block
from generator.document.draft import Draft, Variant, VariantList
from generator.errors import ContentError
from generator.pipeline import Project, Request, load, make, read_themes, render, requests, setting_of
from tests.generated import random_store
from tests.starter import AS_OF, ROOT

SEEDS = range(40)
A_STORE = 6


def alone(root: Path, request: Request) -> list[bytes] | str:
    """The files of a document of which nothing was made before: a store read anew shares nothing."""
    return made(load(root), request)


def made(project: Project, request: Request) -> list[bytes] | str:
    try:
        done = make(project, request)
    except ContentError as error:
        return str(error)
    return [render(done, "pdf"), render(done, "docx"), render(done, "txt")]


def rows_of(project: Project, audiences: tuple[str, ...] = ()) -> list[Request]:
    library = project.library
    topics = [topic.id for topic in library.topics.values() if topic.table]
    found: list[Request] = []
    for topic in topics:
        for office in library.offices:
            wanted = requests(project, (topic,), audiences, office, AS_OF)
            found += merged(project, wanted, f"table:{library.topics[topic].table}")
    return found


def test_rows_made_together_come_out_as_each_does_alone(tmp_path: Path) -> None:
    """With cells that are missing, so that points and columns are there for one row and not for the next."""
    for part in ("talking_points", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part)
    template = tmp_path / "templates" / "constituent.md"
    asking = "\n{% if row.motto %}There is a motto.{% else %}There is none.{% endif %}\n"
    template.write_text(template.read_text("utf-8") + asking, "utf-8")
    table = tmp_path / "talking_points" / "tables" / "nih-projects-by-state.csv"
    head, first, *lines = table.read_text("utf-8").splitlines()[:6]
    rows = [f"{head},motto", f"{first.rpartition(',')[0]},,", *(f"{line}," for line in lines), "ZZ,Nowhere,30,Onward"]
    table.write_text("\n".join(rows) + "\n", "utf-8")
    declared = table.with_suffix(".yaml")
    declared.write_text(declared.read_text("utf-8") + "  motto:\n    kind: text\n", "utf-8")
    together = load(tmp_path)
    wanted = rows_of(together)
    random.Random(7).shuffle(wanted)
    assert len({r.row for r in wanted}) == 6
    got = [made(together, request) for request in wanted]
    some = range(0, len(wanted), max(1, len(wanted) // 40))
    assert [wanted[n] for n in some if got[n] != alone(tmp_path, wanted[n])] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_documents_of_any_store_made_together_come_out_as_each_does_alone(seed: int, tmp_path: Path) -> None:
    random_store(seed).write(tmp_path)
    try:
        together = load(tmp_path)
    except ContentError:
        return  # refused whole
    wanted = [r for office in together.library.offices for r in requests(together, (), (), office, AS_OF)]
    wanted += rows_of(together)
    random.Random(seed).shuffle(wanted)
    wanted = wanted[:A_STORE]
    got = [made(together, request) for request in wanted]
    assert [r for r, files in zip(wanted, got, strict=True) if files != alone(tmp_path, r)] == []


def _whole(draft: Draft) -> list[Block]:
    return [b for b in draft.blocks if not isinstance(b, Variant | VariantList)]


def test_what_does_not_depend_on_the_row_is_made_once() -> None:
    project = replace(load(ROOT), themes=read_themes(ROOT))
    [one, other] = merged(
        project, requests(project, ("nih-funding",), ("staff",), None, AS_OF), "table:nih-projects-by-state"
    )[:2]
    drafts = [compose.compose(setting_of(project, request)) for request in (one, other)]
    same = [a is b for a, b in zip(drafts[0].blocks, drafts[1].blocks, strict=True)]
    assert same.count(True) > same.count(False) > 0
    assert drafts[0] != drafts[1]
