"""Ways to break a good tagged PDF. Every one must be caught, or a test that says "valid" says nothing.

Each function breaks an open file in one way; its name says how. The file must have all that `everything()` in
`tests/writers/laid.py` has. A function that finds nothing to break raises: no case is tested on a good file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Mutation = Callable[[pikepdf.Pdf], None]

MUTATIONS: dict[str, Mutation] = {}


def breaks(mutation: Mutation) -> Mutation:
    """Enter a function among the mutations."""
    MUTATIONS[mutation.__name__] = mutation
    return mutation


def elements(pdf: pikepdf.Pdf, tag: str) -> list[Any]:
    """The structure elements with a tag, in reading order."""

    def walk(element: Any) -> Iterator[Any]:
        yield element
        for kid in element.get("/K", []):
            if isinstance(kid, Dictionary) and "/S" in kid:
                yield from walk(kid)

    return [element for element in walk(pdf.Root.StructTreeRoot.K) if str(element.S) == f"/{tag}"]


def change_content(pdf: pikepdf.Pdf, pattern: bytes, new: bytes) -> None:
    """Replace the first match in the content of the first page."""
    page = pdf.pages[0]
    content, count = re.subn(pattern, new, page.Contents.read_bytes(), count=1, flags=re.DOTALL)
    assert count, pattern
    page.Contents = pdf.make_stream(content)


def change_xmp(pdf: pikepdf.Pdf, pattern: bytes, new: bytes) -> None:
    content, count = re.subn(pattern, new, pdf.Root.Metadata.read_bytes(), flags=re.DOTALL)
    assert count, pattern
    pdf.Root.Metadata = pdf.make_stream(content, Type=Name.Metadata, Subtype=Name.XML)


def fonts(pdf: pikepdf.Pdf) -> list[Any]:
    return list(pdf.pages[0].Resources.Font.values())


# --- the file as a whole -----------------------------------------------------------------------------------------


@breaks
def without_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


@breaks
def not_marked(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/MarkInfo"]


@breaks
def title_not_displayed(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/ViewerPreferences"]


@breaks
def not_said_to_be_ua(pdf: pikepdf.Pdf) -> None:
    change_xmp(pdf, rb"<pdfuaid:part>.*?</pdfuaid:part>", b"")


@breaks
def not_said_to_be_pdfa(pdf: pikepdf.Pdf) -> None:
    change_xmp(pdf, rb"<pdfaid:part>.*?</pdfaid:part>", b"")


@breaks
def without_title(pdf: pikepdf.Pdf) -> None:
    change_xmp(pdf, rb"<dc:title>.*?</dc:title>", b"")


@breaks
def receipt_without_schema(pdf: pikepdf.Pdf) -> None:
    change_xmp(pdf, rb"<rdf:li rdf:parseType=\"Resource\">\n<pdfaSchema:schema>Receipt.*?</rdf:Seq>.*?</rdf:li>", b"")


@breaks
def without_color_profile(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


@breaks
def with_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


@breaks
def with_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["receipt.json"] = b"{}"


@breaks
def without_structure(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


# --- pages -------------------------------------------------------------------------------------------------------


@breaks
def other_tab_order(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Tabs = Name.R


@breaks
def page_not_in_parent_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0]["/StructParents"]


@breaks
def text_outside_structure(pdf: pikepdf.Pdf) -> None:
    change_content(pdf, rb"/H1 <</MCID \d+>> BDC(.*?)EMC", rb"\1")


@breaks
def text_made_artifact(pdf: pikepdf.Pdf) -> None:
    change_content(pdf, rb"/H1 <</MCID \d+>> BDC", b"/Artifact BMC")


@breaks
def artifact_in_heading(pdf: pikepdf.Pdf) -> None:
    change_content(pdf, rb"(/H1 <</MCID \d+>> BDC)(.*?)EMC", rb"\1 /Artifact BMC \2 EMC EMC")


@breaks
def heading_in_artifact(pdf: pikepdf.Pdf) -> None:
    change_content(pdf, rb"(/H1 <</MCID \d+>> BDC.*?EMC)", rb"/Artifact BMC \1 EMC")


@breaks
def mark_used_twice(pdf: pikepdf.Pdf) -> None:
    change_content(pdf, rb"/MCID 1>>", b"/MCID 0>>")


@breaks
def mark_left_open(pdf: pikepdf.Pdf) -> None:
    change_content(pdf, rb"EMC\s*$", b"")


@breaks
def other_color_space(pdf: pikepdf.Pdf) -> None:
    change_content(pdf, rb"EMC", b"0 0 0 1 k EMC")


@breaks
def code_without_glyph(pdf: pikepdf.Pdf) -> None:
    change_content(pdf, rb"\(Keep ", rb"(\\001Keep ")


# --- fonts -------------------------------------------------------------------------------------------------------


@breaks
def font_not_embedded(pdf: pikepdf.Pdf) -> None:
    del fonts(pdf)[0].FontDescriptor["/FontFile2"]


@breaks
def font_without_text(pdf: pikepdf.Pdf) -> None:
    del fonts(pdf)[0]["/ToUnicode"]


@breaks
def other_width(pdf: pikepdf.Pdf) -> None:
    fonts(pdf)[0].Widths[ord("e") - 32] = 999


# --- the tree ----------------------------------------------------------------------------------------------------


@breaks
def figure_without_alt(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Figure")[0]["/Alt"]


@breaks
def figure_without_place(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "Figure")[0]["/A"]


@breaks
def level_left_out(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "H2")[0].S = Name.H3


@breaks
def item_is_paragraph(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "LI")[0].S = Name.P


@breaks
def item_body_is_paragraph(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "LBody")[0].S = Name.P


@breaks
def list_without_numbering(pdf: pikepdf.Pdf) -> None:
    del elements(pdf, "L")[0]["/A"]


@breaks
def header_without_scope(pdf: pikepdf.Pdf) -> None:
    for cell in elements(pdf, "TH"):
        del cell["/A"]


@breaks
def row_too_short(pdf: pikepdf.Pdf) -> None:
    row = elements(pdf, "TR")[1]
    row.K = Array(list(row.K)[:2])  # the third cell is empty, so no content is lost


@breaks
def unknown_tag(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "P")[0].S = Name.Fancy


@breaks
def link_is_span(pdf: pikepdf.Pdf) -> None:
    elements(pdf, "Link")[0].S = Name.Span


@breaks
def link_without_box(pdf: pikepdf.Pdf) -> None:
    link = elements(pdf, "Link")[0]
    link.K = Array([kid for kid in link.K if not isinstance(kid, Dictionary)])


@breaks
def content_out_of_the_tree(pdf: pikepdf.Pdf) -> None:
    top = pdf.Root.StructTreeRoot.K
    top.K = Array(list(top.K)[1:])


@breaks
def content_twice_in_the_tree(pdf: pikepdf.Pdf) -> None:
    top = pdf.Root.StructTreeRoot.K
    top.K = Array([*top.K, top.K[0]])


@breaks
def parents_exchanged(pdf: pikepdf.Pdf) -> None:
    marks = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    marks[0], marks[1] = marks[1], marks[0]


@breaks
def two_tops(pdf: pikepdf.Pdf) -> None:
    tree = pdf.Root.StructTreeRoot
    tree.K = Array([tree.K, pdf.make_indirect(Dictionary(S=Name.Document, P=tree, K=Array()))])


# --- links -------------------------------------------------------------------------------------------------------


@breaks
def link_without_contents(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0]["/Contents"]


@breaks
def link_not_in_parent_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0]["/StructParent"]


@breaks
def link_not_printed(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].Annots[0]["/F"]


@breaks
def link_off_the_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots[0].Rect = Array([700, 10, 710, 20])
