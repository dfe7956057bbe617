"""Heads and feet: a logo in its place, and nothing that touches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.document.blocks import Document, Letterhead, Meta
from generator.layout.fit import fit
from generator.layout.fonts import text_width
from generator.layout.headers_footers import (
    APART_PT,
    BESIDE_PT,
    CLEARANCE_PT,
    EDGE_PT,
    SMALLEST,
    apart,
    furniture,
    risen,
    with_logo,
)
from generator.layout.laid_out import Band, Furniture, PageFrame, Picture, Run
from generator.layout.theme import NORMAL, styles_at
from tests.layout.drafts import one_pager, theme

FRAME = PageFrame(left=64.8, right=64.8, body_top=88, body_bottom=720, head_top=46, foot_bottom=44)
HEIGHT = 42.0
LATER = Furniture((Band((Run("Topic", "sans", 9, "#000000"),), (), (), 20),), "#000000", 0.75, 4)


def logo(width: float = 30, height: float = 30) -> Picture:
    return Picture(b"", (100, 100), width, height, "Seal")


def head(name: str, right: str = "", *below: str) -> Furniture:
    beside = (Run(right, "sans", 8, "#000000"),) if right else ()
    first = Band((Run(name, "serif-bold", 13, "#000000"),), (), beside, 20)
    more = tuple(Band((Run(words, "sans", 8, "#000000"),), (), (), 10) for words in below)
    return Furniture((first, *more), "#000000", 1.125, 4)


def width(runs: tuple[Run, ...]) -> float:
    return sum(text_width(r.text, r.face, r.size, r.tracking) for r in runs)


def words(furniture: Furniture) -> str:
    return " ".join(r.text for b in furniture.bands for r in (*b.left, *b.center, *b.right))


HEADS = [
    head("Representative Jane Q. Example"),
    head("Representative Jane Q. Example", "FOR MEMBERS AND STAFF OF CONGRESS"),
    head("Representative Jane Q. Example", "1234 Example House Office Building, Washington, DC 20515 · (202) 555-0100"),
    head("Representative Jane Q. Example", "FOR MEMBERS", "1234 Example House Office Building"),
    head("Representative Maximiliana Alexandrina Featherstonehaugh-Cholmondeley", "FOR MEMBERS", "1234 Example"),
]


@pytest.mark.parametrize("size", [(30, 30), (90, 30), (5, 60), (2000, 500), (12, 1), (1, 12)])
@pytest.mark.parametrize("measure", [482.4, 450, 300])
@pytest.mark.parametrize("given", HEADS, ids=lambda h: words(h)[:50])
def test_a_head_with_a_logo_holds_together(given: Furniture, measure: float, size: tuple[float, float]) -> None:
    frame = PageFrame(64.8, 612 - 64.8 - measure, FRAME.body_top, 720, 46, 44)
    first, later, moved = with_logo(given, LATER, logo(*size), frame, HEIGHT)
    band = first.bands[0]
    image = band.image
    assert image
    assert image.height <= 30.05
    assert image.width / image.height == pytest.approx(size[0] / size[1], rel=0.15)
    assert image.height + band.depth <= band.leading + 0.01
    height = sum(b.before + b.leading for b in first.bands) + first.gap + first.rule_width
    assert moved.head_top >= 28.8 - 0.15
    assert moved.head_top + height <= frame.body_top - 2.9
    assert (moved.body_top, moved.body_bottom) == (frame.body_top, frame.body_bottom)
    assert moved.head_top + later.bands[0].before == pytest.approx(frame.head_top)
    if band.right:
        assert band.indent + width(band.left) + APART_PT + width(band.right) <= measure + 0.2
    if width(band.left) + 60 < measure:
        assert band.indent + width(band.left) <= measure + 0.1
    assert sorted(words(first).split()) == sorted(words(given).split())
    assert band.indent == pytest.approx(image.width + BESIDE_PT)


NAMES = [
    "Representative Jane Q. Example",
    "Representative Maximiliana Featherstonehaugh-Worthington de la Fuente y Villanueva",
    "House Select Committee on the Strategic Competition between the United States and the Chinese Communist Party",
]
ADDRESSES = [
    ("",),
    ("1234 Example House Office Building, Washington, DC 20515", "(202) 555-0100"),
    (
        "1234 Example House Office Building Annex, Independence and New Jersey Avenues, S.E., Washington, DC",
        "(202) 555-01",
    ),
]
MARKINGS: list[tuple[str, ...]] = [(), ("DRAFT",), ("FOR MEMBERS AND STAFF OF CONGRESS", "DRAFT")]


@pytest.mark.parametrize("look", ["capitol", "plain"])
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("markings", MARKINGS)
def test_a_long_name_takes_another_line_and_touches_nothing(
    look: str, name: str, address: tuple[str, ...], markings: tuple[str, ...]
) -> None:
    styles = styles_at(theme(look), "", NORMAL)
    frame = styles.theme.frame()
    meta = Meta(f"{name}: Letter", "", "", (), date(2026, 11, 24), "nih", "colleague", "example", "congress")
    document = Document(meta, Letterhead(name, tuple(filter(None, address))), markings, ())
    given, later, _ = furniture(document, styles, frame.measure)
    first, lifted, moved = risen(given, later, frame, styles.theme.head_height)
    for band in (*first.bands, *later.bands):
        apart_by = APART_PT if band.right else 0.0
        assert width(band.left) + apart_by + width(band.right) <= frame.measure + 0.03
    given_words = " ".join((name, " · ".join(markings), " · ".join(filter(None, address))))
    assert sorted(words(first).replace("-", "- ").split()) == sorted(given_words.replace("-", "- ").split())
    sizes = {run.size / styles.by_name["letterhead-name"].size for run in first.bands[0].left}
    assert min(sizes) >= SMALLEST - 0.01
    assert moved.head_top >= 28.8
    assert moved.head_top + first.height <= frame.body_top - CLEARANCE_PT + 0.01
    assert moved.head_top + lifted.bands[0].before == pytest.approx(frame.head_top + later.bands[0].before)
    assert moved.head_top + lifted.height <= frame.body_top


def foot(middle: str) -> Furniture:
    def runs(text: str) -> tuple[Run, ...]:
        return (Run(text, "sans", 8, "#000000"),) if text else ()

    band = Band(runs("As of November 24, 2026 · No. ABCD-1234"), runs(middle), runs("Page 1 of 2"), 12)
    return Furniture((band,), "#000000", 0.5, 4)


def test_the_middle_of_a_foot_gives_way_where_it_would_touch() -> None:
    short, long = foot("DRAFT"), foot("FOR MEMBERS AND STAFF OF CONGRESS · DRAFT")
    assert apart(short, 450) == short
    assert apart(long, 600) == long
    assert apart(foot(""), 200) == foot("")
    (band,) = apart(long, 420).bands
    assert band.center == ()
    assert "".join(r.text for r in band.right) == "FOR MEMBERS AND STAFF OF CONGRESS · DRAFT · Page 1 of 2"
    assert width(band.left) + width(band.right) < 420


@pytest.mark.parametrize(("room", "size", "lines"), [(1.0, 13.0, 1), (0.95, 12.0, 1), (0.5, 13.0, 2)])
def test_a_name_is_smaller_only_where_that_spares_a_line(room: float, size: float, lines: int) -> None:
    styles = styles_at(theme(), "", NORMAL)
    name = "House Committee on Example Affairs and Other Matters"
    meta = Meta("Topic: Letter", "", "", (), date(2026, 11, 24), "nih", "colleague", "example", "congress")
    measure = text_width(name, "serif-bold", 13.0) * room + 0.01
    first, _, _ = furniture(Document(meta, Letterhead(name, ()), (), ()), styles, measure + 20 * (lines > 1))
    assert [[run.size for run in band.left] for band in first.bands] == [[size]] * lines


LONG_NAME = (
    "Subcommittee on the Constitution and Limited Government and Federal Rights of the Committee on the Judiciary and "
    "Other Important Matters of the House of Representatives of the United States, Office of the Ranking Member"
)


@pytest.mark.parametrize("markings", [(), ("FOR MEMBERS AND STAFF OF CONGRESS", "DRAFT")])
@pytest.mark.parametrize("given", [None, logo(), logo(200, 60)], ids=["plain", "seal", "wide"])
@pytest.mark.parametrize("lines", [1, 2, 3, 4, 6])
def test_an_office_name_of_many_lines_overprints_nothing(
    lines: int, given: Picture | None, markings: tuple[str, ...]
) -> None:
    name = (LONG_NAME * 2)[: 75 * lines]
    draft = replace(one_pager(()), letterhead=Letterhead(name, ("1234 Example", "(202) 555-0100")), markings=markings)
    laid = fit(draft, theme(), None, given).laid
    assert laid.frame.head_top >= EDGE_PT - 0.1
    assert laid.frame.head_top + laid.first_head.height <= laid.frame.body_top + 0.01
    assert laid.fill <= 1
