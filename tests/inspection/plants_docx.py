"""Every place of a Word file in which a sentence can stand."""

from __future__ import annotations

import io
import json
import struct
from functools import partial
from typing import Any
from urllib.parse import quote

from PIL import Image, PngImagePlugin

from tests.inspection.planting import (
    SECRET,
    Plant,
    good,
    halves,
    in_body,
    package,
    paragraph,
    parts_of,
    run,
    with_change,
    with_part,
)

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FIRST, SECOND = halves()
LOOK_ALIKES = str.maketrans("aeopcxyT", "аеорсхуТ")
"""Latin letters to Cyrillic ones."""
WORDS = SECRET.split()


def part(kind: str) -> str:
    """A part of Word's such as comments, with the secret in a paragraph."""
    return f"<w:{kind} {W}>{paragraph(run(SECRET))}</w:{kind}>"


def body(*runs: str) -> Any:
    return partial(in_body, paragraph(*runs))


def deleted(text: str) -> str:
    return f'<w:del w:id="9" w:author="A">{run(text, tag="delText")}</w:del>'


def inserted(text: str) -> str:
    return f'<w:ins w:id="8" w:author="A">{run(text)}</w:ins>'


def hidden(text: str) -> str:
    return run(text, "<w:vanish/>")


def picture(attributes: str) -> str:
    return run("").replace(
        "<w:t ", f'<w:drawing><wp:inline><wp:docPr id="7" {attributes}/></wp:inline></w:drawing><w:t '
    )


def text_box(text: str) -> str:
    return f"<w:r><w:pict><w:txbxContent>{paragraph(run(text))}</w:txbxContent></w:pict></w:r>"


def png(compressed: bool) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", SECRET, zip=compressed)
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "PNG", pnginfo=info)
    return buffer.getvalue()


def plain_png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "PNG")
    return buffer.getvalue()


def png_international() -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("Comment", SECRET, "en", "Comment", zip=True)
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "PNG", pnginfo=info)
    return buffer.getvalue()


def jpeg() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "JPEG", comment=SECRET.encode())
    return buffer.getvalue()


def gif() -> bytes:
    buffer = io.BytesIO()
    Image.new("P", (4, 4)).save(buffer, "GIF", comment=SECRET.replace("’", "'").encode())
    return buffer.getvalue()


def emf() -> bytes:
    """A header and a record of text for each half."""
    made = b"\x01\0\0\0" + struct.pack("<I", 88) + b"\0" * 80
    for half in halves():
        text = half.encode("utf-16-le")
        made += struct.pack("<II36xII", 84, 52 + len(text), len(half), 52) + text
    return made


def embedded() -> bytes:
    return in_body(paragraph(run(SECRET)))


def spreadsheet() -> bytes:
    inner = package({"xl/sharedStrings.xml": f"<sst><si><t>{SECRET}</t></si></sst>".encode()})
    return package({"inner.zip": inner})


def message() -> str:
    return f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{FIRST}<b>{SECOND}</b></p>"


def renamed() -> bytes:
    return package(parts_of(good("docx")) | {f"word/{SECRET}.xml": b"<a/>"})


def custom(xml: str) -> Any:
    return partial(with_part, "customXml/item7.xml", f"<?xml version='1.0'?>{xml}")


def escaped_json() -> str:
    return json.dumps({"points": [SECRET.replace("waffle", "waf" + "\u200b" + "fle")]})


def utf16() -> bytes:
    return f"<?xml version='1.0' encoding='UTF-16'?><a>{SECRET}</a>".encode("utf-16")


def fitted(text: str) -> str:
    """A text for an attribute."""
    return text.replace('"', "&quot;")


PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"

TEXT: dict[str, Plant] = {
    "a paragraph": Plant(body(run(SECRET)), "text in word/document.xml"),
    "runs split within a word": Plant(body(run(FIRST), run(SECOND)), "text in"),
    "proofing errors between runs": Plant(
        body(run(FIRST), '<w:proofErr w:type="spellStart"/>', run(SECOND), '<w:proofErr w:type="spellEnd"/>'), "text in"
    ),
    "a run for every letter": Plant(body(*map(run, SECRET)), "text in"),
    "a smart tag": Plant(body(run(FIRST), f'<w:smartTag w:element="x">{run(SECOND)}</w:smartTag>'), "text in"),
    "an inline content control": Plant(
        body(run(FIRST), f"<w:sdt><w:sdtContent>{run(SECOND)}</w:sdtContent></w:sdt>"), "text in"
    ),
    "a block content control": Plant(
        partial(in_body, f"<w:sdt><w:sdtContent>{paragraph(run(SECRET))}</w:sdtContent></w:sdt>"), "text in"
    ),
    "a link": Plant(body(f"<w:hyperlink>{run(FIRST)}</w:hyperlink>", run(SECOND)), "text in"),
    "a bookmark in the middle": Plant(body(run(FIRST), '<w:bookmarkStart w:id="77" w:name="x"/>', run(SECOND)), "text"),
    "cells of a table": Plant(
        partial(
            in_body,
            "<w:tbl><w:tr>"
            + "".join(f"<w:tc>{paragraph(run(half))}</w:tc>" for half in (FIRST, SECOND))
            + "</w:tr></w:tbl>",
        ),
        "text in",
    ),
    "paragraphs": Plant(partial(in_body, paragraph(run(FIRST)) + paragraph(run(SECOND))), "text in"),
    "a break of line": Plant(body(run(FIRST + "-"), "<w:r><w:br/></w:r>", run(SECOND)), "text in"),
    "a soft hyphen of Word's": Plant(body(run(FIRST), "<w:r><w:softHyphen/></w:r>", run(SECOND)), "text in"),
    "soft hyphens and zero-width spaces": Plant(body(run("\u00ad\u200b".join(SECRET))), "text in"),
    "capitals, accents and ligatures": Plant(
        body(run(SECRET.upper().replace("E", "É").replace("FF", "\ufb00"))), "text in"
    ),
    "straight quotes and other dashes": Plant(
        body(run(SECRET.replace("’", "'").replace("-", "\u2011").replace(" ", "\u00a0"))), "text in"
    ),
    "letters that look alike": Plant(body(run(SECRET.translate(LOOK_ALIKES))), "text in"),
    "letters that look alike, behind escapes": Plant(
        body(run("".join(f"\\u{ord(c):04x}" for c in SECRET.translate(LOOK_ALIKES)))), "text in"
    ),
    "controls of direction": Plant(body(run("\u202e\u2066".join(SECRET))), "text in"),
    "wide letters": Plant(body(run("".join(chr(ord(c) + 0xFEE0) if "!" < c < "~" else c for c in SECRET))), "text in"),
    "two letters for one": Plant(body(run(SECRET.replace("m", "rn").replace("w", "vv"))), "text in"),
    "capitals for small letters that look alike": Plant(body(run(SECRET.replace("l", "I"))), "text in"),
    "digits for letters": Plant(body(run(SECRET.translate(str.maketrans("lo", "10")))), "text in"),
    "backwards": Plant(body(run(f"\u202e{SECRET[::-1]}\u202c")), "text in"),
    "backwards in pieces": Plant(body(run("\u202e"), run(SECOND[::-1]), run(FIRST[::-1])), "text in"),
    "backwards by Word's own means": Plant(
        body(f'<w:bdo w:val="rtl">{run(SECOND[::-1])}{run(FIRST[::-1])}</w:bdo>'), "text in"
    ),
    "a note number within": Plant(
        body(run(FIRST), run("12", '<w:vertAlign w:val="superscript"/>'), run(SECOND)), "text"
    ),
    "note numbers that are only small": Plant(body(run(f"{SECRET[:34]}12 {SECRET[34:]}")), "text in"),
    "a text box": Plant(body(text_box(SECRET)), "text box in"),
    "around a text box": Plant(body(run(FIRST), text_box("Nothing to see here"), run(SECOND)), "text in"),
    "a text box for old programs": Plant(
        body(f'<mc:AlternateContent xmlns:mc="m"><mc:Fallback>{text_box(SECRET)}</mc:Fallback></mc:AlternateContent>'),
        "fallback text",
    ),
    "hidden text": Plant(body(hidden(SECRET)), "hidden text in"),
    "hidden text in pieces": Plant(body(*(x for w in WORDS for x in (hidden(w), run("cheese")))), "hidden text in"),
    "around hidden text": Plant(body(*(x for w in WORDS for x in (run(w), hidden("cheese")))), "text in"),
    "a deletion": Plant(body(deleted(SECRET)), "deleted text in"),
    "partly deleted": Plant(body(run(FIRST), deleted(SECOND), inserted("ice cream.")), "text in"),
    "partly inserted": Plant(body(run(FIRST), deleted("ice cream."), inserted(SECOND)), "text in"),
    "an insertion": Plant(body(inserted(SECRET)), "inserted text in"),
    "moved away": Plant(body(f'<w:moveFrom w:id="3">{run(SECRET)}</w:moveFrom>'), "deleted text in"),
    "letters of a symbol font": Plant(
        body(*(f'<w:r><w:sym w:font="S" w:char="F0{ord(c):02X}"/></w:r>' for c in SECRET.replace("’", ""))), "text in"
    ),
    "a phonetic guide": Plant(
        body(f"<w:r><w:ruby><w:rt>{run(SECRET)}</w:rt><w:rubyBase>{run('x')}</w:rubyBase></w:ruby></w:r>"), "phonetic"
    ),
    "a formula": Plant(body(f"<m:oMath xmlns:m='m'><m:r><m:t>{SECRET}</m:t></m:r></m:oMath>"), "text in"),
}
"""In the words of the document."""

FIELDS: dict[str, Plant] = {
    "a field code": Plant(body(run(f' QUOTE "{SECRET}" ', tag="instrText")), "field code in"),
    "a field code in pieces": Plant(
        body(run(FIRST, tag="instrText"), run("seen"), run(SECOND, tag="instrText")), "field code in"
    ),
    "around a field code": Plant(body(run(FIRST), run(" PAGE ", tag="instrText"), run(SECOND)), "text in"),
    "a deleted field code": Plant(body(run(SECRET, tag="delInstrText")), "field code in"),
}

ATTRIBUTES: dict[str, Plant] = {
    "a simple field": Plant(body(f'<w:fldSimple w:instr="QUOTE {SECRET}"/>'), "field code in"),
    "an alternative text": Plant(body(picture(f'descr="{SECRET}"')), "alternative text in"),
    "a title of a picture": Plant(body(picture(f'title="{SECRET}"')), "title of a picture"),
    "a name of a bookmark": Plant(
        body(f'<w:bookmarkStart w:id="70" w:name="{"_".join(SECRET.replace("’", "").split())}"/>'), "bookmark name in"
    ),
    "a ref as the name of a bookmark": Plant(
        body('<w:bookmarkStart w:id="70" w:name="_tp_nih__waffle_amendment"/>'), "bookmark name in"
    ),
    "a caption of a table": Plant(
        partial(in_body, f'<w:tbl><w:tblPr><w:tblCaption w:val="{SECRET}"/></w:tblPr></w:tbl>'), "table caption"
    ),
    "a title of a content control": Plant(
        body(f'<w:sdt><w:sdtPr><w:alias w:val="{SECRET}"/></w:sdtPr></w:sdt>'), "title of a content control"
    ),
    "a choice in a list": Plant(
        body(
            f'<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="{SECRET}"/></w:dropDownList></w:sdtPr></w:sdt>'
        ),
        "attribute displayText of listItem",
    ),
    "a target of a link": Plant(
        partial(
            with_change,
            "word/_rels/document.xml.rels",
            "</Relationships>",
            f'<Relationship Id="z" Target="mailto:a@b.example?body={quote(SECRET)}"/></Relationships>',
        ),
        "link target in word/_rels",
    ),
    "a variable": Plant(
        partial(with_change, "word/settings.xml", "</w:settings>", f'<w:docVar w:val="{SECRET}"/></w:settings>'),
        "document variable",
    ),
    "a name of a style": Plant(
        partial(
            with_change, "word/styles.xml", "</w:styles>", f'<w:style><w:name w:val="{SECRET}"/></w:style></w:styles>'
        ),
        "name",
    ),
    "a level of a list": Plant(
        partial(with_change, "word/numbering.xml", "</w:numbering>", f'<w:lvlText w:val="%1 {SECRET}"/></w:numbering>'),
        "attribute val of lvlText",
    ),
    "an attribute of custom XML": Plant(custom(f'<a about="{SECRET}"/>'), "attribute about of a in customXml"),
}

PARTS: dict[str, Plant] = {
    "a head": Plant(partial(with_part, "word/header9.xml", part("hdr")), "word/header9.xml"),
    "a foot": Plant(partial(with_part, "word/footer9.xml", part("ftr")), "word/footer9.xml"),
    "a comment": Plant(partial(with_part, "word/comments.xml", part("comments")), "word/comments.xml"),
    "a footnote": Plant(partial(with_part, "word/footnotes.xml", part("footnotes")), "word/footnotes.xml"),
    "an endnote": Plant(partial(with_part, "word/endnotes.xml", part("endnotes")), "word/endnotes.xml"),
    "a building block": Plant(
        partial(with_part, "word/glossary/document.xml", part("glossaryDocument")), "word/glossary/document.xml"
    ),
    "a core property": Plant(
        partial(
            with_change, "docProps/core.xml", "</dc:subject>", f"</dc:subject><dc:description>{SECRET}</dc:description>"
        ),
        "docProps/core.xml",
    ),
    "an application property": Plant(
        partial(with_change, "docProps/app.xml", "</Application>", f"</Application><Company>{SECRET}</Company>"),
        "docProps/app.xml",
    ),
    "a custom property": Plant(
        partial(
            with_part,
            "docProps/custom.xml",
            f'<Properties xmlns="{PROPERTIES}"><property>{SECRET}</property></Properties>',
        ),
        "docProps/custom.xml",
    ),
    "custom XML": Plant(custom(f"<a><b>{FIRST}</b><c>{SECOND}</c></a>"), "text in customXml"),
    "custom XML in another encoding": Plant(partial(with_part, "customXml/item7.xml", utf16()), "text in customXml"),
    "escapes of JSON": Plant(custom(f"<a>{escaped_json()}</a>"), "text in customXml"),
    "escaped HTML": Plant(
        custom(f"<a>&lt;p&gt;{SECRET.replace('’', '&amp;rsquo;')}&lt;/p&gt;</a>"), "text in customXml"
    ),
    "entities of HTML": Plant(
        custom(f"<a>{SECRET.replace('’', '&amp;rsquo;').replace(' ', '&amp;nbsp;')}</a>"), "text in customXml"
    ),
    "words of a chart": Plant(
        partial(
            with_part, "word/charts/chart1.xml", f'<c:v xmlns:c="http://schemas.openxmlformats.org/c">{SECRET}</c:v>'
        ),
        "word/charts/chart1.xml",
    ),
    "a part in HTML": Plant(
        partial(with_part, "word/afchunk.html", f"<html><body><p>{FIRST}<b>{SECOND}</b></p></body></html>"),
        "afchunk.html",
    ),
    "a saved web page": Plant(partial(with_part, "word/afchunk.mht", message()), "afchunk.mht"),
    "a part in plain text": Plant(partial(with_part, "word/afchunk.txt", SECRET), "afchunk.txt"),
}

NAMES: dict[str, Plant] = {
    "the name of an element": Plant(custom(f"<{'_'.join(WORDS).replace('’', '')}/>"), "name of an element"),
    "the name of an attribute": Plant(custom(f"<a {'_'.join(WORDS).replace('’', '')}='1'/>"), "name of an element"),
}

REMARKS: dict[str, Plant] = {
    "a comment in the XML": Plant(custom(f"<a><!-- {SECRET.replace('--', '-')} --></a>"), "XML comment in"),
    "a comment in XML of two bytes a letter": Plant(
        partial(with_part, "customXml/item9.xml", f"<?xml version='1.0'?><a><!-- {SECRET} --></a>".encode("utf-16")),
        "XML comment in",
    ),
    "a comment before the XML": Plant(custom(f"<!-- {SECRET} --><a/>"), "XML comment in"),
    "an instruction in the XML": Plant(custom(f"<a><?say {SECRET}?></a>"), "XML comment in"),
}

FILES: dict[str, Plant] = {
    "an embedded document": Plant(
        partial(with_part, "word/embeddings/a.docx", embedded()), "a.docx › word/document.xml"
    ),
    "a package in a package": Plant(
        partial(with_part, "word/embeddings/b.xlsx", spreadsheet()), "b.xlsx › inner.zip › xl/sharedStrings.xml"
    ),
    "text of a PNG": Plant(partial(with_part, "word/media/a.png", png(False)), "word/media/a.png"),
    "packed text of a PNG": Plant(partial(with_part, "word/media/b.png", png(True)), "word/media/b.png"),
    "international text of a PNG": Plant(
        partial(with_part, "word/media/c.png", png_international()), "word/media/c.png"
    ),
    "after the end of a PNG": Plant(
        partial(with_part, "word/media/d.png", plain_png() + SECRET.encode()),
        "word/media/d.png",
    ),
    "a comment of a JPEG": Plant(partial(with_part, "word/media/a.jpg", jpeg()), "word/media/a.jpg"),
    "a comment of a GIF": Plant(partial(with_part, "word/media/a.gif", gif()), "word/media/a.gif"),
    "words of a drawing": Plant(partial(with_part, "word/media/a.emf", emf()), "word/media/a.emf"),
    "an SVG": Plant(
        partial(with_part, "word/media/a.svg", f'<svg xmlns="s"><text>{FIRST}<tspan>{SECOND}</tspan></text></svg>'),
        "a.svg",
    ),
    "the name of a font": Plant(
        partial(with_part, "word/fonts/a.ttf", b"\0\1\0\0" + SECRET.replace("’", "").encode("utf-16-be")),
        "word/fonts/a.ttf",
    ),
}

PACKAGE: dict[str, Plant] = {
    "the name of a part": Plant(renamed, "name of a part"),
    "a comment on the package": Plant(
        lambda: package(parts_of(good("docx")), SECRET.encode()), "comment on the package"
    ),
}

NAME: dict[str, Plant] = {
    "the name of the file": Plant(lambda: good("docx"), "file name", f"2026_{'-'.join(WORDS)}.docx"),
}

ALL = TEXT | FIELDS | ATTRIBUTES | PARTS | NAMES | REMARKS | FILES | PACKAGE | NAME
