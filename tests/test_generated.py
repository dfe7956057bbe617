"""Whatever the reader accepts becomes a document that keeps every promise; whatever it refuses, it refuses at a place.

`bench/generated.py` does the same for thousands of stores.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import ContentError
from generator.layout.theme import read_themes
from generator.project import load
from tests.generated import ROOT, Result, Store, build, random_store
from tests.judged import faults, misplaced, pages_of
from tests.tools.external import soffice_convert

pytestmark = pytest.mark.slow

SEEDS = range(150)
IN_WORD = 20


@dataclass(frozen=True)
class Tried:
    store: Store
    result: Result
    wrong: list[str]

    @property
    def name(self) -> str:
        return f"seed {self.store.seed} ({self.store.audience})"


@cache
def tried() -> tuple[Tried, ...]:
    return tuple(_tried(SEEDS))


def _tried(seeds: range) -> Iterator[Tried]:
    themes = read_themes(ROOT)
    for seed in seeds:
        store = random_store(seed)
        with tempfile.TemporaryDirectory() as folder:
            root = store.write(Path(folder))
            result = build(root, store)
            refusal = result.refusal
            wrong = list(misplaced(refusal, store, root) if refusal else faults(result, themes[store.theme]))
        yield Tried(store, result, wrong)


def test_what_is_accepted_builds_in_all_formats_and_keeps_every_promise() -> None:
    wrong = [f"{t.name}: {fault}" for t in tried() for fault in t.wrong if t.result.made]
    assert wrong == []


def test_what_is_refused_is_refused_at_a_place_in_a_file() -> None:
    wrong = [f"{t.name}: {fault}" for t in tried() for fault in t.wrong if t.result.refusal]
    assert wrong == []


def test_sound_stores_are_accepted_and_mistakes_are_found() -> None:
    outcomes = Counter((bool(t.store.mistake), bool(t.result.made)) for t in tried())
    assert outcomes[False, True] > 100  # sound, and made
    assert outcomes[False, False] <= 2  # sound, and too long for its page: nobody is to blame but the dice
    assert outcomes[True, False] > 5  # a mistake, and found
    assert outcomes[True, True] <= 2  # what is far too much for one page may do on two


def test_every_audience_is_tried_on_short_and_on_crowded_pages() -> None:
    made = [t.result.made for t in tried() if t.result.made]
    assert {m.request.audience for m in made} == {p.stem for p in (ROOT / "templates").glob("*.md")}
    assert any(m.laid.fill < 0.6 for m in made)
    assert any(d.startswith("left out") for m in made for d in m.decisions)
    assert any("wording of" in d for m in made for d in m.decisions)


def test_word_keeps_the_page_limit_as_libreoffice_lays_it_out(tmp_path: Path) -> None:
    sample = [t for t in tried() if t.result.made][-IN_WORD:]
    paths = []
    for one in sample:
        paths.append(tmp_path / f"{one.store.seed}.docx")
        paths[-1].write_bytes(one.result.docx)
    for one, laid in zip(sample, soffice_convert(paths, tmp_path / "laid"), strict=True):
        assert one.result.made is not None
        assert pages_of(laid) <= one.result.made.selection.audience.pages, one.name


# --- the judge itself can find fault ------------------------------------------------------------------------------


def _good() -> tuple[Result, Store]:
    found = next(t for t in tried() if t.result.made and len(t.result.made.wordings) > 3)
    return found.result, found.store


def test_the_judge_sees_too_many_pages_and_small_type() -> None:
    result, store = _good()
    assert result.made is not None
    theme = read_themes(ROOT)[store.theme]
    audience = result.made.selection.audience.model_copy(update={"pages": 0})
    made = replace(result.made, selection=replace(result.made.selection, audience=audience))
    assert any("the limit is 0" in f for f in faults(replace(result, made=made), theme))
    styles = {n: s.model_copy(update={"size": 40.0, "min_size": 40.0}) for n, s in theme.styles.items()}
    large = theme.model_copy(update={"styles": styles, "scales": {audience.scale: {}}})
    assert any("the least is 40" in f for f in faults(result, large))


def test_the_judge_sees_a_lost_word() -> None:
    result, store = _good()
    with zipfile.ZipFile(io.BytesIO(result.docx)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    assert result.made is not None
    for point in result.made.selection.points:
        if wording := result.made.wordings.get(point.ref):
            word = max(getattr(point, wording).split(), key=lambda w: len(w) if w.isalpha() else 0)
    parts["word/document.xml"] = parts["word/document.xml"].replace(word.encode(), b"", 1)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    assert list(faults(replace(result, docx=buffer.getvalue()), read_themes(ROOT)[store.theme])) != []


# --- files as hands and editors spoil them ------------------------------------------------------------------------

ODD = (
    "\t", "\u00a0", "\u200b", "\ufeff", "\x07", "\x85", "“", "’", "{{", "}}", "{%", "#", " #", ": ", "- ", "* ", "&a ",
    "*a", "!t ", "<<: ", "|", ">-", "'", '"', "[", "]", "{", "}", "%", "@", "`", "---", "...", "? ", ",", "\\", "é",
    "e\u0301", "😀", "\ue000", "\u2028", "0", "-", "~", "null", "yes", "2026-13-45", "$", "\r", "\n",
)  # fmt: skip

Edit = tuple[str, int, int, str]
edits = st.lists(
    st.tuples(
        st.sampled_from(("delete line", "double line", "indent", "outdent", "swap lines", "insert", "delete", "cut")),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
        st.sampled_from(ODD),
    ),
    min_size=1,
    max_size=3,
)


def _edited(text: str, edit: Edit) -> str:
    what, place, other, odd = edit
    lines = text.split("\n")
    at, to = place % len(lines), other % len(lines)
    offset = place % (len(text) + 1)
    match what:
        case "delete line":
            del lines[at]
        case "double line":
            lines.insert(to, lines[at])
        case "indent":
            lines[at] = " " * (1 + other % 4) + lines[at]
        case "outdent":
            lines[at] = lines[at][1 + other % 3 :]
        case "swap lines":
            lines[at], lines[to] = lines[to], lines[at]
        case "insert":
            return text[:offset] + odd + text[offset:]
        case "delete":
            return text[:offset] + text[offset + 1 + other % 5 :]
        case _:
            return text[:offset]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A generated workspace, all of whose parts are there: hearings, a table, charts."""
    store = next(s for s in map(random_store, range(500)) if not s.mistake and len(s.files) == 7)
    return store.write(tmp_path_factory.mktemp("spoiled") / "workspace")


FILES = (
    "talking_points/topics/topic-0.yaml", "talking_points/sources.yaml", "talking_points/offices.yaml",
    "talking_points/hearings/hearing.yaml", "talking_points/tables/by-state.yaml", "talking_points/tables/by-state.csv",
    "templates/member.md", "templates/hearing.md", "templates/themes/plain.yaml",
)  # fmt: skip


@settings(max_examples=200, deadline=None, derandomize=True)
@given(file=st.sampled_from(FILES), edits=edits)
def test_a_spoiled_file_is_read_or_refused_at_a_place(spoiled: Path, file: str, edits: list[Edit]) -> None:
    path = spoiled / file
    whole = path.read_bytes()
    text = whole.decode("utf-8")
    for edit in edits:
        text = _edited(text, edit)
    path.write_bytes(text.encode("utf-8"))
    wrong: list[str] = []
    try:
        load(spoiled)
    except ContentError as refusal:
        wrong += misplaced(refusal, random_store(0), spoiled)
    finally:
        path.write_bytes(whole)
    assert wrong == []
