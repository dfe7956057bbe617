"""The Word writer: what it puts into a file, read back without it."""

from __future__ import annotations

import io
import json
import os
import re
import struct
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import pytest
from PIL import Image

from generator.layout.laid_out import Band, Furniture, ParaStyle
from generator.writers.docx.write import RECEIPT_NAMESPACE, bookmark_name, write_docx
from tests.tools.external import docx_accessibility, ooxml_validate, require, soffice_convert
from tests.writers.laid_docx import (
    ACCENT,
    FRAME,
    META,
    PAGE_OF,
    RULED,
    STYLES,
    TINTED,
    bold,
    bullet,
    cell,
    figure,
    grid,
    heading,
    laid,
    note,
    one_pager,
    para,
    stats,
    table,
    text,
)
from tests.writers.read_docx import NS, Word, attributes, properties, words_of

ROOT = Path(__file__).parents[3]


def written(*flow, **more) -> Word:
    return Word(write_docx(laid(*flow, **more)))


def layout_of(paragraph) -> dict[str, dict[str, str]]:
    return properties(paragraph.find("w:pPr", NS))


# --- the package -------------------------------------------------------------------------------------------------


class TestPackage:
    def test_python_docx_opens_it(self):
        document = docx.Document(io.BytesIO(write_docx(one_pager())))
        assert [p.style.name for p in document.paragraphs[:2]] == ["Kicker", "Heading 1"]
        assert document.paragraphs[1].text == "Protect NIH research funding"

    def test_properties_are_the_documents(self):
        properties = docx.Document(io.BytesIO(write_docx(one_pager()))).core_properties
        noon = datetime(2026, 3, 11, 12, tzinfo=UTC)
        assert (properties.title, properties.author, properties.subject) == (META.title, META.author, META.subject)
        assert (properties.keywords, properties.language) == ("NIH, research", "en-US")
        assert (properties.created, properties.modified) == (noon, noon)
        assert (properties.last_modified_by, properties.revision) == (META.author, 1)

    def test_every_part_has_a_type_and_every_target_is_there(self):
        word = Word(write_docx(one_pager(), '{"a": 1}'))
        types = word.xml("[Content_Types].xml")
        listed = {t.lstrip("/") for t in word.values("//ct:Override/@PartName", types)}
        assert {n for n in word.names if n.endswith(".xml") and n not in listed} == {
            "[Content_Types].xml",
            "customXml/item1.xml",
        }
        assert listed <= set(word.names)
        for r in word.relationships().values():
            if r.get("TargetMode") != "External":
                assert os.path.normpath(f"word/{r.get('Target')}") in word.names

    def test_zip_has_no_clock_and_a_fixed_order(self):
        word = Word(write_docx(one_pager()))
        assert word.names[:2] == ["[Content_Types].xml", "_rels/.rels"]
        assert {i.date_time for i in word.zip.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert word.zip.testzip() is None
        assert word.names == Word(write_docx(one_pager())).names

    def test_nothing_of_the_template_is_left(self):
        content = write_docx(one_pager())
        word = Word(content)
        assert not [n for n in word.names if "thumbnail" in n or "stylesWithEffects" in n or "customXml" in n]
        everything = b"".join(word.zip.read(n) for n in word.names)
        assert b"python-docx" not in everything
        assert b"2013" not in everything
        assert b"w:rsid" not in everything
        assert len(word.all("w:style", word.styles)) < 40

    def test_same_bytes_in_processes_of_other_seeds_and_time_zones(self):
        program = (
            "from hashlib import sha256; from generator.writers.docx.write import write_docx;"
            "from tests.writers.laid_docx import one_pager; print(sha256(write_docx(one_pager(), '{}')).hexdigest())"
        )
        digests = {
            subprocess.run(
                [sys.executable, "-c", program],
                env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"},
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            for seed, zone in (("1", "Asia/Tokyo"), ("77", "America/Los_Angeles"))
        }
        assert len(digests) == 1
        assert len(digests.pop().strip()) == 64

    def test_same_bytes_whatever_was_written_before(self):
        first = write_docx(one_pager())
        write_docx(laid(bullet("Other"), styles={n: replace(s, before=9) for n, s in STYLES.items()}))
        assert write_docx(one_pager()) == first

    def test_a_character_that_xml_cannot_hold_is_an_error(self):
        with pytest.raises(ValueError, match=r"U\+0007"):
            write_docx(laid(para("bell \x07")))

    def test_markup_characters_are_words(self):
        odd = "<w:p/> & \"quoted\" 'single' ]]> é — \u00a0\u2009"
        word = written(para(odd), table((odd,), caption=odd, description=odd))
        assert words_of(word.paragraphs()[0]) == odd
        assert word.values("//w:tblCaption/@w:val") == [odd]


class TestReceipt:
    def test_is_a_custom_xml_part(self):
        receipt = json.dumps({"points": ["nih-funding/ask"], "note": "<é & \n>"}, ensure_ascii=False)
        word = Word(write_docx(laid(para("Text")), receipt))
        item = word.xml("customXml/item1.xml")
        assert item.tag == f"{{{RECEIPT_NAMESPACE}}}receipt"
        assert json.loads(item.text) == json.loads(receipt)
        assert [r.get("Target") for r in word.relationships().values() if r.get("Type").endswith("/customXml")] == [
            "../customXml/item1.xml"
        ]

    def test_none_leaves_no_trace(self):
        word = written(para("Text"))
        assert not [n for n in word.names if n.startswith("customXml")]
        assert b"customXml" not in word.zip.read("word/_rels/document.xml.rels")


# --- styles and settings -----------------------------------------------------------------------------------------


class TestStyles:
    def test_have_the_names_of_the_theme_and_are_based_on_normal(self):
        word = Word(write_docx(one_pager()))
        names = word.values("w:style/w:name/@w:val", word.styles)
        assert len(names) == len({n.lower() for n in names})
        for name in STYLES:
            style = word.style(name.replace("Heading", "heading"))
            assert word.values("w:basedOn/@w:val", style) == ["Normal"]

    @pytest.mark.parametrize("level", [1, 2])
    def test_headings_are_words_own(self, level):
        style = Word(write_docx(one_pager())).style(f"heading {level}")
        assert attributes(style) == {"type": "paragraph", "styleId": f"Heading{level}"}
        assert layout_of(style)["outlineLvl"] == {"val": str(level - 1)}
        assert "keepNext" in layout_of(style)

    def test_word_knows_its_own_styles_from_ours(self):
        word = Word(write_docx(one_pager()))
        assert "customStyle" not in attributes(word.style("Body Text"))
        assert attributes(word.style("Bottom Line"))["customStyle"] == "1"

    def test_spacing_is_exact_and_above_only(self):
        word = Word(write_docx(one_pager()))
        for name, style in STYLES.items():
            spacing = layout_of(word.style(name.replace("Heading", "heading")))["spacing"]
            assert spacing == {
                "before": str(round(style.before * 20)),
                "line": str(round(style.leading * 20)),
                "lineRule": "exact",
            }
        assert layout_of(word.style("Normal"))["spacing"]["after"] == "0"

    def test_every_paragraph_keeps_its_lines_and_none_minds_widows(self):
        layout = layout_of(Word(write_docx(one_pager())).style("Normal"))
        assert layout["keepLines"] == {}
        assert layout["widowControl"] == {"val": "0"}

    def test_indents_and_tracking(self):
        word = Word(write_docx(one_pager()))
        assert layout_of(word.style("List Bullet"))["ind"] == {"left": "280", "hanging": "240"}
        assert properties(word.one("w:rPr", word.style("Kicker")))["spacing"] == {"val": "12"}
        assert layout_of(word.style("Table Cell Right"))["jc"] == {"val": "right"}

    def test_fonts_are_named_and_never_the_themes(self):
        word = Word(write_docx(one_pager()))
        for name in word.names:
            if name.startswith("word/") and name.endswith(".xml") and "theme" not in name:
                assert b"Theme=" not in word.zip.read(name).replace(b"themeFontLang", b"")
        fonts = properties(word.one("w:rPr", word.style("heading 1")))["rFonts"]
        assert set(fonts.values()) == {"Times New Roman"}
        assert set(fonts) == {"ascii", "hAnsi", "eastAsia", "cs"}
        assert set(attributes(word.one("w:docDefaults//w:rFonts", word.styles)).values()) == {"Calibri"}

    def test_normal_is_like_body_text_or_else_plain(self):
        with_body = Word(write_docx(one_pager()))
        assert attributes(with_body.one("w:docDefaults//w:sz", with_body.styles))["val"] == "21"
        without = {n: STYLES[n] for n in ("Kicker", "Heading 1", "Question", "Sources")}
        word = written(heading("T"), styles=without)
        defaults = properties(word.one("w:docDefaults//w:rPr", word.styles))
        assert (defaults["sz"], defaults["color"]) == ({"val": "16"}, {"val": "5A5A5A"})
        assert "b" not in defaults
        assert "spacing" not in defaults

    def test_language_and_defaults(self):
        word = Word(write_docx(one_pager()))
        assert attributes(word.one("w:docDefaults//w:lang", word.styles))["val"] == "en-US"

    def test_another_language_is_another_package(self):
        base = laid(para("Hola"))
        spanish = replace(base, document=replace(base.document, meta=replace(META, language="es-US")))
        word = Word(write_docx(spanish))
        assert attributes(word.one("w:docDefaults//w:lang", word.styles))["val"] == "es-US"

    def test_settings(self):
        settings = Word(write_docx(one_pager())).xml("word/settings.xml")
        modes = settings.xpath("//w:compatSetting[@w:name='compatibilityMode']/@w:val", namespaces=NS)
        assert modes == ["15"]
        assert settings.xpath("w:autoHyphenation/@w:val", namespaces=NS) == ["0"]
        assert not settings.xpath("//w:useFELayout", namespaces=NS)

    def test_two_styles_that_word_could_not_tell_apart_are_refused(self):
        twins = {n: ParaStyle(n, "sans", 10, 13, ACCENT) for n in ("Body-Text", "Body Text")}
        with pytest.raises(ValueError, match="one id"):
            write_docx(laid(para("x", style=twins["Body Text"]), styles=twins))

    def test_a_second_style_of_a_level_is_not_words_heading_but_keeps_the_level(self):
        extra = ParaStyle("Annex", "sans-bold", 12, 16, ACCENT, level=2)
        word = written(heading("T"), para("A", style=extra), styles={**STYLES, "Annex": extra})
        assert layout_of(word.style("Annex"))["outlineLvl"] == {"val": "1"}
        assert layout_of(word.paragraphs()[1])["pStyle"] == {"val": "Annex"}


# --- paragraphs --------------------------------------------------------------------------------------------------


class TestParagraph:
    def test_says_nothing_that_its_style_says(self):
        word = written(para("First"), para("Second, as its style has it."))
        second = word.paragraphs()[1]
        assert layout_of(second) == {"pStyle": {"val": "BodyText"}}
        assert not word.all(".//w:rPr", second)

    def test_runs_say_only_how_they_differ(self):
        word = written(
            para(
                bold("Lead. "),
                text("slanted", "sans-italic"),
                text("grey", color="#777777"),
                text("small", size=8),
                text("serif", "serif"),
                text("wide", tracking=0.5),
                "plain",
            )
        )
        said = [properties(r) for r in word.all("//w:r/w:rPr")]
        assert said == [
            {"b": {}, "bCs": {}},
            {"i": {}, "iCs": {}},
            {"color": {"val": "777777"}},
            {"sz": {"val": "16"}, "szCs": {"val": "16"}},
            {"rFonts": dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), "Times New Roman")},
            {"spacing": {"val": "10"}},
        ]
        assert words_of(word.paragraphs()[0]) == "Lead. slantedgreysmallserifwideplain"

    def test_a_run_that_is_lighter_than_its_style_says_so(self):
        word = written(para("Question ", text("aside"), style="Question"))
        assert properties(word.one("//w:rPr")) == {"b": {"val": "0"}, "bCs": {"val": "0"}}

    def test_raised_text_is_lifted_not_made_superscript(self):
        word = written(para("Text", note(3)))
        assert properties(word.one("//w:rPr")) == {
            "position": {"val": "7"},
            "sz": {"val": "14"},
            "szCs": {"val": "14"},
        }

    def test_spaces_at_the_ends_of_runs_stay(self):
        word = written(para(" a ", bold(" b "), "c  d"))
        assert words_of(word.paragraphs()[0]) == " a  b c  d"
        assert set(word.values("//w:t/@xml:space")) == {"preserve"}

    def test_no_line_ends_at_a_hyphen_of_an_address(self):
        word = written(para("A well-known page: a-b@rep-x.house.gov, ", bold("https://a-b.gov/c-d"), ", so-so"))
        made = word.paragraphs()[0]
        assert [t.text for t in made.iter(f"{{{NS['w']}}}t")] == [
            *("A well-known page: a", "b@rep", "x.house.gov, "),
            *("https://a", "b.gov/c", "d"),
            ", so-so",
        ]
        assert len(word.all(".//w:noBreakHyphen", made)) == 4

    def test_bold_from_end_to_end_is_bold_by_its_style(self):
        word = written(heading("T"), para(bold("All of it "), bold("is bold.")))
        made = word.paragraphs()[1]
        assert layout_of(made)["pStyle"] == {"val": "BodyTextStrong"}
        assert not word.all(".//w:b", made)
        strong = word.style("Body Text Strong")
        assert word.values("w:basedOn/@w:val", strong) == ["BodyText"]
        assert word.all("w:rPr/w:b", strong)

    def test_a_style_without_a_wholly_bold_paragraph_has_no_bold_twin(self):
        word = written(heading("T"), para(bold("Lead. "), "Rest."))
        assert not word.all("w:style[w:name/@w:val='Body Text Strong']", word.styles)

    def test_what_stands_first_on_a_page_has_no_space_above(self):
        word = written(heading("Top"), heading("Not top", 2), heading("Top again", 2, new_page=True), pages=2)
        spacing = [layout_of(p).get("spacing") for p in word.paragraphs()]
        assert spacing == [{"before": "0"}, None, {"before": "0"}]

    def test_a_new_page_is_forced_by_the_paragraph(self):
        word = written(para("One"), para("Two", new_page=True), pages=2)
        assert ["pageBreakBefore" in layout_of(p) for p in word.paragraphs()] == [False, True]
        assert not word.all("//w:br")

    def test_differences_from_the_named_style_are_said(self):
        changed = replace(STYLES["Body Text"], before=20, leading=15, align="right", keep_next=True, left=6)
        word = written(para("First"), para("Changed", style=changed))
        assert layout_of(word.paragraphs()[1]) == {
            "pStyle": {"val": "BodyText"},
            "keepNext": {"val": "1"},
            "spacing": {"before": "400", "line": "300"},
            "ind": {"left": "120"},
            "jc": {"val": "right"},
        }

    def test_keep_next_of_a_style_can_be_taken_back(self):
        loose = replace(STYLES["Question"], keep_next=False)
        word = written(para("Q"), para("Q?", style=loose))
        assert layout_of(word.paragraphs()[1])["keepNext"] == {"val": "0"}

    def test_narrowed_is_more_indent_at_the_right(self):
        word = written(para("a"), para("b", narrowed=12.5))
        assert layout_of(word.paragraphs()[1])["ind"] == {"right": "250"}


class TestLinks:
    def test_lead_outside_and_hold_their_words(self):
        address = "https://example.org/?a=1&b=2"
        word = written(
            para(
                "See ",
                text("the", color=ACCENT, href=address),
                text(" update", "sans-bold", color=ACCENT, href=address),
                ".",
            )
        )
        link = word.one("//w:hyperlink")
        target = word.relationships()[link.get(f"{{{NS['r']}}}id")]
        assert (target.get("Target"), target.get("TargetMode")) == (address, "External")
        assert words_of(link) == "the update"
        assert words_of(word.paragraphs()[0]) == "See the update."

    def test_one_address_is_one_relationship(self):
        one, other = "https://example.org/a", "mailto:jane@example.org"
        word = written(para(text("x", href=one), text("y", href=other)), para(text("z", href=one)))
        external = [r for r in word.relationships().values() if r.get("TargetMode") == "External"]
        assert [r.get("Target") for r in external] == [one, other]
        ids = [link.get(f"{{{NS['r']}}}id") for link in word.all("//w:hyperlink")]
        assert ids[0] == ids[2] != ids[1]


class TestBullets:
    def test_are_a_real_list(self):
        word = written(bullet("One"), bullet("Two"), para("After"))
        numbers = [word.values(".//w:numId/@w:val", p) for p in word.paragraphs()]
        assert numbers[0] == numbers[1] == word.values("//w:num/@w:numId", word.xml("word/numbering.xml"))
        assert numbers[2] == []
        level = word.one("//w:lvl", word.xml("word/numbering.xml"))
        assert word.values("w:lvlText/@w:val", level) == ["•"]
        assert attributes(word.one("w:pPr/w:ind", level)) == {"left": "280", "hanging": "240"}
        assert properties(word.one("w:rPr", level)) == {"color": {"val": ACCENT[1:]}}

    def test_another_bullet_is_another_list(self):
        word = written(bullet("One"), bullet("Two", label="–"), bullet("Three"))
        one, two, three = (word.values(".//w:numId/@w:val", p) for p in word.paragraphs())
        assert one == three != two
        assert word.values("//w:lvlText/@w:val", word.xml("word/numbering.xml")) == ["•", "–"]

    def test_the_bullet_is_not_in_the_text(self):
        assert words_of(written(bullet("One")).paragraphs()[0]) == "One"


class TestBoxes:
    def test_paragraphs_of_a_box_have_the_same_frame(self):
        word = written(para("a"), para("b", box=RULED), para("c", box=RULED), para("d"))
        frames = [layout_of(p).get("pBdr") is not None for p in word.paragraphs()]
        assert frames == [False, True, True, False]
        first, second = (properties(word.one("w:pPr/w:pBdr", p)) for p in word.paragraphs()[1:3])
        assert first == second
        assert layout_of(word.paragraphs()[1])["ind"] == {"left": "240", "right": "240"}

    def test_a_border_reaches_from_edge_to_edge(self):
        sides = properties(written(para("b", box=RULED)).one("//w:pBdr"))
        line = {"val": "single", "sz": "8", "color": ACCENT[1:]}
        assert sides == {
            "top": {**line, "space": "7"},
            "left": {**line, "space": "11"},
            "bottom": {**line, "space": "7"},
            "right": {**line, "space": "11"},
        }

    def test_a_tint_with_a_bar_is_bordered_in_its_own_colour(self):
        word = written(para("b", box=TINTED))
        sides = properties(word.one("//w:pBdr"))
        assert sides["left"] == {"val": "single", "sz": "32", "space": "8", "color": ACCENT[1:]}
        assert {sides[s]["color"] for s in ("top", "bottom", "right")} == {"EEF2F8"}
        assert layout_of(word.paragraphs()[0])["shd"]["fill"] == "EEF2F8"

    def test_a_bar_alone_has_no_other_side(self):
        word = written(para("b", box=replace(TINTED, fill="")))
        assert list(properties(word.one("//w:pBdr"))) == ["left"]
        assert "shd" not in layout_of(word.paragraphs()[0])

    def test_a_narrowed_paragraph_leaves_the_frame_where_it_is(self):
        word = written(para("b", box=RULED, narrowed=15))
        assert layout_of(word.paragraphs()[0])["ind"]["right"] == str((12 + 15) * 20)
        assert properties(word.one("//w:pBdr"))["right"]["space"] == str(12 - 1 + 15)

    def test_no_space_is_more_than_word_takes(self):
        word = written(para("b", box=replace(RULED, inset=50, pad=40)))
        assert set(word.values("//w:pBdr/*/@w:space")) == {"31"}


class TestBookmarks:
    def test_one_goes_around_all_paragraphs_of_a_point(self):
        word = written(para("a", point="t/one"), para("b", point="t/one"), para("c", point="t/two"), para("d"))
        starts, ends = word.all("//w:bookmarkStart"), word.all("//w:bookmarkEnd")
        paragraphs = word.paragraphs()
        assert [attributes(s) for s in starts] == [{"id": "1", "name": "_tp_t__one"}, {"id": "2", "name": "_tp_t__two"}]
        assert [paragraphs.index(s.getparent()) for s in starts] == [0, 2]
        assert [(paragraphs.index(e.getparent()), attributes(e)["id"]) for e in ends] == [(1, "1"), (2, "2")]

    def test_a_point_used_again_has_a_name_of_its_own(self):
        word = written(para("a", point="t/one"), para("x"), para("b", point="t/one"))
        assert word.values("//w:bookmarkStart/@w:name") == ["_tp_t__one", "_tp_t__one___2"]

    def test_in_cells_they_stay_in_the_cell(self):
        cells = (cell(para("a", point="t/one")), cell(para("b", point="t/one")))
        word = written(grid(cells))
        assert word.values("//w:bookmarkStart/@w:name") == ["_tp_t__one", "_tp_t__one___2"]
        assert all(len(word.all(".//w:bookmarkEnd", c)) == 1 for c in word.all("//w:tc"))

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("topic/" + "long-" * 12 + "a", "topic/" + "long-" * 12 + "b"),
            ("t/a-b", "t/a_b"),
            ("t/a", "t-/a"),
            ("t/Ünder", "t/Ander"),
        ],
    )
    def test_names_tell_points_apart_and_are_such_as_word_keeps(self, one, other):
        names = [bookmark_name(p, n) for p in (one, other) for n in (1, 2, 999)]
        assert len({n.lower() for n in names}) == 6
        assert all(re.fullmatch(r"_tp_[A-Za-z0-9_]{1,36}", n) for n in names)


# --- tables ------------------------------------------------------------------------------------------------------


class TestTables:
    def test_have_fixed_columns_that_fill_the_line(self):
        word = written(heading("T"), table(("a", "b", "c"), ("d", "e", "f")))
        widths = [int(w) for w in word.values("//w:gridCol/@w:w")]
        assert sum(widths) == round(FRAME.measure * 20)
        assert [int(w) for w in word.values("(//w:tr)[1]//w:tcW/@w:w")] == widths
        assert word.values("//w:tblLayout/@w:type") == ["fixed"]
        assert word.values("//w:tblInd/@w:w") == ["0"]

    def test_say_what_they_are(self):
        word = written(heading("T"), table(("a",), ("b",), caption="Jobs", description="Jobs by year"))
        assert word.values("//w:tblCaption/@w:val") == ["Jobs"]
        assert word.values("//w:tblDescription/@w:val") == ["Jobs by year"]
        assert [bool(word.all("w:trPr/w:tblHeader", r)) for r in word.all("//w:tr")] == [True, False]
        assert all(word.all("w:trPr/w:cantSplit", r) for r in word.all("//w:tr"))
        assert not word.all("//w:trHeight")

    def test_have_horizontal_rules_only(self):
        word = written(heading("T"), table(("a",), ("b",)))
        line = {"val": "single", "sz": "4", "space": "0", "color": "B8C2D0"}
        assert properties(word.one("//w:tblBorders")) == {"top": line, "insideH": line}
        assert not word.all("//w:tcBorders")

    @pytest.mark.parametrize(
        ("top", "rows", "sides"), [(True, False, ["top"]), (False, True, ["insideH"]), (False, False, [])]
    )
    def test_have_the_rules_asked_for(self, top, rows, sides):
        word = written(heading("T"), table(("a",), ("b",), top_rule=top, row_rules=rows))
        assert [s for b in word.all("//w:tblBorders") for s in properties(b)] == sides

    def test_keep_text_off_the_rules(self):
        margins = properties(written(heading("T"), table(("a",), pad=3, gutter=8)).one("//w:tblCellMar"))
        assert {side: m["w"] for side, m in margins.items()} == {
            "top": "60",
            "left": "0",
            "bottom": "60",
            "right": "160",
        }

    def test_space_above_goes_below_what_stands_before(self):
        word = written(para("a"), table(("t",), before=10), para("b"), figure(), table(("u",), before=7), para("c"))
        after = [layout_of(p).get("spacing", {}).get("after", "0") for p in word.paragraphs()]
        assert after == ["200", "0", "140", "0"]

    def test_a_table_on_a_new_page_leaves_no_space_and_breaks_in_its_first_cell(self):
        word = written(para("a"), table(("t", "u"), ("v", "w"), new_page=True), para("b"), pages=2)
        assert "after" not in layout_of(word.paragraphs()[0]).get("spacing", {})
        breaks = ["pageBreakBefore" in layout_of(p) for p in word.all("//w:tc/w:p")]
        assert breaks == [True, False, False, False]

    def test_neighbours_are_kept_apart_and_a_last_one_is_followed(self):
        word = written(heading("T"), table(("a",)), table(("b",), before=12))
        assert [child.tag.rpartition("}")[2] for child in word.body] == ["p", "tbl", "p", "tbl", "p", "sectPr"]
        spacers = [layout_of(p) for p in word.paragraphs()[1:]]
        assert [s["spacing"] for s in spacers] == [
            {"before": "220", "after": "0", "line": "20", "lineRule": "exact"},
            {"before": "0", "after": "0", "line": "20", "lineRule": "exact"},
        ]

    def test_no_paragraph_is_empty_when_text_comes_last(self):
        word = Word(write_docx(one_pager()))
        assert all(words_of(p) or word.all(".//w:drawing", p) for p in word.all("//w:p"))
        assert not word.all("//w:tab")

    def test_an_empty_cell_has_a_paragraph(self):
        word = written(heading("T"), grid((cell(), cell(para("b")))))
        assert [len(word.all("w:p", c)) for c in word.all("//w:tc")] == [1, 1]


# --- pictures ----------------------------------------------------------------------------------------------------


class TestPictures:
    def test_are_in_line_with_their_alternative_text(self):
        word = written(heading("T"), figure(60, 'Says "more" & <less>'))
        assert word.values("//wp:inline/wp:docPr/@descr") == ['Says "more" & <less>']
        assert not word.all("//wp:anchor")
        size = attributes(word.one("//wp:inline/wp:extent"))
        assert size == {"cx": str(round(FRAME.measure * 12700)), "cy": str(60 * 12700)}

    def test_stand_in_a_style_that_does_not_cut_them_off(self):
        word = written(para("a"), figure(before=6))
        layout = layout_of(word.paragraphs()[1])
        assert layout["pStyle"] == {"val": "Picture"}
        assert layout["spacing"] == {"before": "120", "after": "0"}
        assert layout_of(word.style("Picture"))["spacing"] == {"line": "240", "lineRule": "auto"}

    def test_show_the_drawing_at_220_dots_an_inch(self):
        word = written(heading("T"), figure(60))
        (name,) = [n for n in word.names if n.startswith("word/media/")]
        image = Image.open(io.BytesIO(word.zip.read(name)))
        assert image.size == (round(FRAME.measure * 220 / 72), 184)
        assert image.getpixel((image.width // 3, 184 - round(16 * 220 / 72))) == (0x1F, 0x3A, 0x5F)
        assert image.getpixel((image.width - 5, 5)) == (255, 255, 255)
        assert image.getextrema()[0][0] < 60  # and there are letters in it

    def test_the_same_drawing_is_there_once_and_each_has_its_own_id(self):
        word = written(heading("T"), figure(60), para("x"), figure(60), para("y"), figure(61))
        assert len([n for n in word.names if n.startswith("word/media/")]) == 2
        assert word.values("//wp:docPr/@id") == ["1", "2", "3"]

    def test_first_on_a_page(self):
        word = written(para("a"), figure(before=6, new_page=True), pages=2)
        layout = layout_of(word.paragraphs()[1])
        assert "pageBreakBefore" in layout
        assert layout["spacing"]["before"] == "0"


# --- heads, feet and the page ------------------------------------------------------------------------------------


class TestPage:
    def test_is_us_letter_with_the_margins_of_the_frame(self):
        section = written(para("a")).one("w:sectPr")
        assert attributes(section.find("w:pgSz", NS)) == {"w": "12240", "h": "15840"}
        margins = attributes(section.find("w:pgMar", NS))
        assert {k: margins[k] for k in ("top", "left", "right", "header", "footer")} == {
            "top": "1800",
            "left": "1296",
            "right": "1296",
            "header": "1000",
            "footer": "920",
        }

    def test_the_body_has_a_reserve_above_the_foot(self):
        margins = attributes(written(para("a")).one("w:sectPr/w:pgMar"))
        assert int(margins["bottom"]) == round((46 + 10 + 4 + 0.5 + 4) * 20)
        low = replace(FRAME, body_bottom=792 - 60)
        margins = attributes(written(para("a"), frame=low).one("w:sectPr/w:pgMar"))
        assert int(margins["bottom"]) == 1200

    def test_the_first_page_has_a_head_of_its_own(self):
        word = written(para("a"))
        assert word.all("w:sectPr/w:titlePg")
        targets = {
            (kind.tag.rpartition("}")[2], attributes(kind)["type"]): word.relationships()[
                kind.get(f"{{{NS['r']}}}id")
            ].get("Target")
            for kind in word.all("w:sectPr/w:headerReference | w:sectPr/w:footerReference")
        }
        said = {key: words_of(word.xml(f"word/{target}")) for key, target in targets.items()}
        assert said == {
            ("headerReference", "first"): "Representative Jane Q. Example"
            "1234 Example House Office Building · (202) 555-0100",
            ("headerReference", "default"): "Protect NIH research funding",
            ("footerReference", "first"): "As of March 11, 2026Page 1 of 1",
            ("footerReference", "default"): "As of March 11, 2026Page 1 of 1",
        }

    def test_places_are_reached_by_tabs_and_only_those_in_use(self):
        left, mid, right = (text(t, size=8) for t in ("L", "M", "R"))
        bands = (Band((left,), (mid,), (right,), 10), Band((left,), (), (right,), 10), Band((left,), (), (), 10))
        head = written(para("a"), first_head=Furniture(bands, ACCENT, 0, 4)).xml("word/header1.xml")
        stops = [
            [
                (s.get(f"{{{NS['w']}}}val"), s.get(f"{{{NS['w']}}}pos"))
                for s in p.xpath(".//w:tabs/w:tab", namespaces=NS)
            ]
            for p in head
        ]
        half, whole = str(round(FRAME.measure * 10)), str(round(FRAME.measure * 20))
        assert stops == [[("center", half), ("right", whole)], [("right", whole)], []]
        assert [len(p.xpath(".//w:r/w:tab", namespaces=NS)) for p in head] == [2, 1, 0]

    def test_page_numbers_are_fields_that_show_a_number_already(self):
        foot = written(para("a"), pages=3).xml("word/footer1.xml")
        fields = foot.xpath("//w:fldSimple", namespaces=NS)
        assert [attributes(f)["instr"].strip() for f in fields] == ["PAGE", "NUMPAGES"]
        assert [words_of(f) for f in fields] == ["1", "3"]

    def test_rules_are_borders_of_the_nearest_band(self):
        two = Furniture((Band(PAGE_OF, (), (), 10), Band(PAGE_OF, (), (), 10, 2)), ACCENT, 0.75, 5)
        word = written(para("a"), first_head=two, foot=two)
        line = {"val": "single", "sz": "6", "space": "5", "color": ACCENT[1:]}
        head = [properties(p) for p in word.xml("word/header1.xml").xpath("w:p/w:pPr", namespaces=NS)]
        foot = [properties(p) for p in word.xml("word/footer1.xml").xpath("w:p/w:pPr", namespaces=NS)]
        assert ["pBdr" in p for p in head] == [False, True]
        assert ["pBdr" in p for p in foot] == [True, False]
        assert properties(word.xml("word/header1.xml").xpath("//w:pBdr", namespaces=NS)[0]) == {"bottom": line}
        assert head[1]["spacing"] == {"before": "40", "line": "200", "lineRule": "exact"}

    def test_an_empty_head_is_valid(self):
        word = written(para("a"), first_head=Furniture((), ACCENT, 0, 0))
        assert len(word.xml("word/header1.xml")) == 1


# --- judges ------------------------------------------------------------------------------------------------------


def _samples() -> dict[str, bytes]:
    bare = Furniture((), ACCENT, 0, 0)
    odd = {n: replace(s, tracking=0.3, right=3, align="center") for n, s in STYLES.items()}
    return {
        "one-pager": write_docx(one_pager(), '{"points": ["<&>"]}'),
        "two-pages": write_docx(
            laid(
                heading("Two pages"),
                *(para(f"Paragraph {n} of the first page, with {bold('bold').text} words in it.") for n in range(20)),
                heading("Second page", 2, new_page=True),
                para(bold("Wholly bold.")),
                bullet("Last", point="t/last"),
                pages=2,
            )
        ),
        "tables": write_docx(
            laid(heading("Tables"), stats(("1", "one"), ("2", "two")), table(("a", "b"), ("c", "d")), table(("e",)))
        ),
        "table-on-a-new-page": write_docx(
            laid(heading("T"), para("x"), table(("a",), ("b",), new_page=True), para("end"), pages=2)
        ),
        "boxes": write_docx(
            laid(
                heading("Boxes"),
                para("one", box=TINTED),
                para("two", box=TINTED, point="a/b"),
                para("three", box=replace(RULED, number=3), narrowed=10),
                para("bar", box=replace(TINTED, number=4, fill="")),
            )
        ),
        "bare": write_docx(laid(heading("Bare"), first_head=bare, head=bare, foot=bare)),
        "odd-styles": write_docx(laid(heading("Odd"), para("x"), bullet("y"), styles=odd)),
    }


@pytest.fixture(scope="module")
def files(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("docx")
    made = {}
    for name, content in _samples().items():
        made[name] = folder / f"{name}.docx"
        made[name].write_bytes(content)
    return made


@pytest.mark.slow
def test_the_open_xml_sdk_finds_nothing(files):
    assert {path.name: faults for path, faults in ooxml_validate(files.values()).items() if faults} == {}


def test_the_open_xml_sdk_would_find_something(tmp_path):
    broken = tmp_path / "broken.docx"
    word = Word(write_docx(one_pager()))
    with zipfile.ZipFile(broken, "w") as package:
        for name in word.names:
            package.writestr(name, word.zip.read(name).replace(b"<w:cantSplit/>", b"<w:keepNext/>"))
    assert ooxml_validate([broken])[broken]


@pytest.mark.parametrize("name", ["one-pager", "two-pages", "table-on-a-new-page", "boxes", "bare", "odd-styles"])
def test_is_accessible(files, name):
    assert docx_accessibility(files[name]) == []


@pytest.fixture(scope="module")
def converted(files, tmp_path_factory) -> dict[str, str]:
    """The text of each file's pages in LibreOffice, by name, a form feed after each page."""
    require("soffice", "pdftoppm")
    pdfs = soffice_convert(files.values(), tmp_path_factory.mktemp("pdf"))
    texts = (subprocess.run(["pdftotext", p, "-"], capture_output=True, text=True, check=True).stdout for p in pdfs)
    return dict(zip(files, texts, strict=True))


@pytest.mark.parametrize(
    ("name", "pages"), [("two-pages", 2), ("tables", 1), ("table-on-a-new-page", 2), ("boxes", 1), ("bare", 1)]
)
@pytest.mark.slow
def test_libreoffice_makes_as_many_pages(converted, name, pages):
    assert converted[name].count("\f") == pages


@pytest.mark.parametrize("name", _samples())
def test_libreoffice_loses_no_word(converted, files, name):
    shown = set(re.split(r"\s+", converted[name]))
    word = Word(files[name].read_bytes())
    said = {w for t in word.texts() for w in re.split(r"\s+", t)}
    pages = converted[name].count("\f")
    if pages == 1:  # the head of further pages is not to be seen
        said -= {w for n in ("header2", "footer2") for w in re.split(r"\s+", words_of(word.xml(f"word/{n}.xml")))}
    joined = re.sub(r"\s+", "", converted[name])
    assert {w for w in said if w not in shown and w not in joined} == set()
    assert said


# --- small things ------------------------------------------------------------------------------------------------


def test_as_of_dates_everything():
    base = laid(para("x"))
    old = replace(base, document=replace(base.document, meta=replace(META, as_of=date(1999, 12, 31))))
    assert b"1999-12-31T12:00:00Z" in Word(write_docx(old)).zip.read("docProps/core.xml")


def test_the_archive_is_not_larger_than_it_says():
    content = write_docx(laid(para("x")))
    count, size, offset = struct.unpack("<HII", content[-12:-2])
    assert offset + size + 22 == len(content)
    assert count == len(Word(content).names)
