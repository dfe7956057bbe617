"""Every place of a PDF in which a sentence can stand."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import quote

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tests.inspection import rawpdf
from tests.inspection.planting import SECRET, Plant, good, halves, in_body
from tests.inspection.plants_docx import LOOK_ALIKES, jpeg

FIRST, SECOND = halves()
PLAIN = SECRET.replace("’", "'").replace("-", " ")
Edit = Callable[[Pdf], None]


def edited(edit: Edit, *, packed: bool = False) -> bytes:
    """The good PDF after an edit; `packed` puts its objects into streams."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(good("pdf"))) as pdf:
        edit(pdf)
        mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
        pdf.save(buffer, object_stream_mode=mode, compress_streams=True)
    return buffer.getvalue()


def plant(edit: Edit, place: str, *, packed: bool = False) -> Plant:
    return Plant(partial(edited, edit, packed=packed), place, "press.pdf")


def helvetica() -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)


def literal(text: str) -> str:
    return "(" + text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)") + ")"


def show(text: str, before: str = "1 0 0 1 72 300 Tm") -> str:
    return f"BT /FX 10 Tf {before} {literal(text)} Tj ET"


def draw(code: str | bytes, font: Any = None, page: int = 0) -> Edit:
    """Add to the content of a page; `/FX` is a font of its own."""

    def edit(pdf: Pdf) -> None:
        target = pdf.pages[page]
        target.obj.Resources.Font["/FX"] = pdf.make_indirect(helvetica() if font is None else font(pdf))
        content = code.encode("cp1252") if isinstance(code, str) else code
        target.contents_add(pdf.make_stream(b"q\n" + content + b"\nQ"))

    return edit


def root(**entries: Any) -> Edit:
    def edit(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.Root[f"/{key}"] = value(pdf) if callable(value) else value

    return edit


def annotation(**entries: Any) -> Edit:
    def edit(pdf: Pdf) -> None:
        base = {"Type": Name.Annot, "Subtype": Name.Text, "Rect": Array([0, 0, 9, 9])}
        made = {k: v(pdf) if callable(v) else v for k, v in entries.items()}
        page = pdf.pages[0].obj
        page["/Annots"] = Array([*page.get("/Annots", []), pdf.make_indirect(Dictionary(**(base | made)))])

    return edit


def form_xobject(pdf: Pdf, text: str = PLAIN, *, own_fonts: bool = True) -> Any:
    resources = Dictionary(Font=Dictionary(FX=helvetica()))
    stream = pdf.make_stream(show(text).encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    if own_fonts:
        stream.Resources = resources
    return stream


def pattern(pdf: Pdf) -> None:
    stream = pdf.make_stream(show(PLAIN).encode(), PatternType=1, PaintType=1, TilingType=1, XStep=9, YStep=9)
    stream.Resources = Dictionary(Font=Dictionary(FX=helvetica()))
    pdf.pages[0].obj.Resources["/Pattern"] = Dictionary(P1=stream)


def structure(**entries: Any) -> Edit:
    """Entries of the first element of the structure."""

    def edit(pdf: Pdf) -> None:
        element = pdf.Root.StructTreeRoot.K
        element = element[0] if isinstance(element, Array) else element
        for key, value in entries.items():
            element[f"/{key}"] = value

    return edit


def replaced_in_pieces(pdf: Pdf) -> None:
    """Replacement texts of elements that are entered in another order than they are read."""
    top = pdf.Root.StructTreeRoot.K
    second = pdf.make_indirect(Dictionary(S=Name.Span, P=top, ActualText=String(SECOND)))
    first = pdf.make_indirect(Dictionary(S=Name.Span, P=top, ActualText=String(FIRST)))
    top.K = Array([first, second, *top.K])
    pdf.Root["/A"] = second  # what is met first gets the lower number


def covered(pdf: Pdf) -> None:
    """Words for which a replacement text stands, also in the properties of the page."""
    draw(f"/Span <</ActualText (Nothing)>> BDC {show(PLAIN)} EMC")(pdf)


def in_properties(pdf: Pdf) -> None:
    draw(f"/Span /MC7 BDC {show('nothing')} EMC")(pdf)
    pdf.pages[0].obj.Resources["/Properties"] = Dictionary(MC7=Dictionary(ActualText=String(SECRET)))


def unpaged(pdf: Pdf) -> None:
    """A page that was taken out and whose object stays."""
    content = pdf.make_stream(show(PLAIN).encode())
    resources = Dictionary(Font=Dictionary(FX=helvetica()))
    page = pdf.make_indirect(Dictionary(Type=Name.Page, Contents=content, Resources=resources))
    pdf.Root["/Unused"] = page


def attachment(content: bytes, **names: Any) -> Edit:
    def edit(pdf: Pdf) -> None:
        stream = pdf.make_stream(content, Type=Name.EmbeddedFile)
        spec = Dictionary(Type=Name.Filespec, F=String("a.txt"), EF=Dictionary(F=stream), **names)
        pdf.Root["/Names"] = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a"), pdf.make_indirect(spec)])))

    return edit


def picture(pdf: Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream.write(jpeg(), filter=Name.DCTDecode)
    entries = {"Type": Name.XObject, "Subtype": Name.Image, "Width": 4, "Height": 4, "BitsPerComponent": 8}
    for key, value in {**entries, "ColorSpace": Name.DeviceRGB}.items():
        stream[f"/{key}"] = value
    pdf.pages[0].obj.Resources["/XObject"] = Dictionary(Im1=stream)


def xmp(pdf: Pdf) -> None:
    packet = bytes(pdf.Root.Metadata.read_bytes()).replace(b"<pdf:Keywords>", f"<pdf:Keywords>{SECRET}".encode())
    pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)


def info(**entries: str) -> Edit:
    def edit(pdf: Pdf) -> None:
        for key, value in entries.items():
            pdf.docinfo[f"/{key}"] = String(value)

    return edit


def outline(pdf: Pdf) -> None:
    item = pdf.make_indirect(Dictionary(Title=String(SECRET)))
    pdf.Root["/Outlines"] = pdf.make_indirect(Dictionary(First=item, Last=item, Count=1))


def form(**entries: Any) -> Edit:
    def edit(pdf: Pdf) -> None:
        field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("a"), **entries))
        pdf.Root["/AcroForm"] = Dictionary(Fields=Array([field]))

    return edit


def layer(pdf: Pdf) -> None:
    """Words of a layer that is off."""
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("notes")))
    pdf.Root["/OCProperties"] = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    draw(f"/OC /L1 BDC {show(PLAIN)} EMC")(pdf)
    pdf.pages[0].obj.Resources["/Properties"] = Dictionary(L1=group)


def two_pages(pdf: Pdf) -> None:
    """A sentence that goes on after the foot of one page and the head of the next."""
    pdf.pages.append(pdf.pages[0])
    draw(show(FIRST.replace("’", "'")) + show("As of November 24, 2026. Page 1 of 2"))(pdf)
    page = pdf.pages[1].obj
    page.Contents = pdf.make_stream((show("Office of an Example") + show(SECOND)).encode())


def composite(known: bool) -> Callable[[Pdf], Any]:
    """A font of two-byte codes that are off by three; `known` ones say so."""

    def make(pdf: Pdf) -> Any:
        descendant = Dictionary(Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name("/Odd"))
        descendant.CIDSystemInfo = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
        font = Dictionary(Type=Name.Font, Subtype=Name.Type0, BaseFont=Name("/Odd"), Encoding=Name("/Identity-H"))
        font.DescendantFonts = Array([pdf.make_indirect(descendant)])
        if known:
            lines = "".join(f"<{ord(c) + 3:04X}> <{ord(c):04X}>\n" for c in sorted(set(PLAIN)))
            space = "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            font.ToUnicode = pdf.make_stream(f"{space}9 beginbfchar\n{lines}endbfchar".encode())
        return font

    return make


def ranges(pdf: Pdf) -> Any:
    """A font of one-byte codes, known by a range."""
    font = helvetica()
    cmap = "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <23> <7D> <0020> endbfrange"
    font.ToUnicode = pdf.make_stream(cmap.encode())
    return font


def map_of_a_font(pdf: Pdf) -> Any:
    font = ranges(pdf)
    font.ToUnicode = pdf.make_stream(bytes(font.ToUnicode.read_bytes()) + f"\n% {PLAIN}".encode())
    return font


def differences(pdf: Pdf) -> Any:
    font = helvetica()
    glyphs = [Name(f"/{c}") if c.isalpha() else Name.space for c in PLAIN.replace("'", " ")]
    font.Encoding = Dictionary(Type=Name.Encoding, Differences=Array([1, *glyphs]))
    return font


def shifted(text: str = PLAIN) -> str:
    return "".join(f"{ord(c) + 3:04X}" for c in text)


def kerned(text: str) -> str:
    return "[" + " -20 ".join(literal(c) for c in text) + "] TJ"


def with_inline_image() -> str:
    return f"BI /W 1 /H 1 /BPC 8 /CS /G ID (\x01 EI {show(PLAIN)}"


# --- around the objects ------------------------------------------------------------------------------------------


def earlier_version() -> bytes:
    """The secret was on the page once; a later version of the page was appended to the file."""
    old = edited(draw(show(PLAIN)))
    with pikepdf.open(io.BytesIO(old)) as pdf:
        number = pdf.pages[0].obj.objgen[0]
        content = pdf.make_stream(b"")
        page = pdf.pages[0].obj
        page.Contents = content
        text = page.unparse(resolved=True).replace(b"%d 0 R" % content.objgen[0], b"null")
    at = len(old)
    start = old.rindex(b"startxref")
    previous = int(old[start:].split()[1])
    size = int(old[old.rindex(b"/Size") :].split()[1])
    trailer = old[old.rindex(b"trailer") : start]
    trailer = trailer.replace(b"/Size", b"/Prev %d /Size" % previous, 1)
    body = b"%d 0 obj\n%s\nendobj\n" % (number, text)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (number, at)
    assert size
    return old + body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % (at + len(body))


def between(data: bytes) -> bytes:
    """The good file with bytes before its table of objects, which moves on."""
    whole = good("pdf")
    at = whole.rindex(b"xref\n0 ")
    start = whole.rindex(b"startxref")
    return whole[:at] + data + whole[at:start] + b"startxref\n%d\n%%%%EOF\n" % (at + len(data))


def in_the_trailer() -> bytes:
    whole = good("pdf")
    at = whole.rindex(b"/Size")
    return whole[:at] + b"/Said %s" % literal(PLAIN).encode() + whole[at:]


def behind_a_stream(pdf: Pdf) -> None:
    """More than the packed data, in a stream that says how long it is with all of it."""
    packed = zlib.compress(b"nothing") + PLAIN.encode()
    stream = pdf.make_stream(b"")
    stream.write(packed, filter=Name.FlateDecode)
    pdf.Root.Unused = stream


def unused_object() -> bytes:
    return between(b"9999 0 obj\n<< /Said %s >>\nendobj\n" % literal(PLAIN).encode())


def unused_stream() -> bytes:
    packed = zlib.compress(show(PLAIN).encode())
    head = b"9999 0 obj\n<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(packed)
    return between(head + packed + b"\nendstream\nendobj\n")


PAGES: dict[str, Plant] = {
    "the page": plant(draw(show(PLAIN)), "page 1"),
    "curly quotes": plant(draw(show(SECRET)), "page 1"),
    "outside the page": plant(draw(show(PLAIN, "1 0 0 1 -900 5000 Tm")), "page 1"),
    "invisible": plant(draw(f"3 Tr {show(PLAIN)}"), "page 1"),
    "for clipping only": plant(draw(f"7 Tr {show(PLAIN)}"), "page 1"),
    "white": plant(draw(f"1 g {show(PLAIN)}"), "page 1"),
    "tiny": plant(draw(show(PLAIN, "0.001 0 0 0.001 72 300 Tm")), "page 1"),
    "clipped away": plant(draw(f"0 0 1 1 re W n {show(PLAIN)}"), "page 1"),
    "letter by letter": plant(draw(f"BT /FX 10 Tf {kerned(PLAIN)} ET"), "page 1"),
    "a place for each letter": plant(draw("".join(show(c) for c in PLAIN)), "page 1"),
    "hyphens at the ends of lines": plant(
        draw(show(FIRST.replace("’", "'") + "-") + show(SECOND, "1 0 0 1 72 280 Tm")), "page 1"
    ),
    "hexadecimal": plant(draw(f"BT /FX 10 Tf <{PLAIN.encode().hex()}> Tj ET"), "page 1"),
    "octal": plant(draw("BT /FX 10 Tf (" + "".join(f"\\{ord(c):03o}" for c in PLAIN) + ") Tj ET"), "page 1"),
    "brackets in the string": plant(draw(f"BT /FX 10 Tf (({PLAIN})) Tj ET"), "page 1"),
    "after a picture in line": plant(draw(with_inline_image()), "page 1"),
    "the next line's operators": plant(draw(f"BT /FX 10 Tf {literal(PLAIN)} ' ET"), "page 1"),
    "after a change of font and back": plant(draw(f"BT /FX 9 Tf q /F1 9 Tf Q {literal(PLAIN)} Tj ET"), "page 1"),
    "a layer that is off": plant(layer, "page 1"),
    "under a replacement text": plant(covered, "page 1"),
    "over two pages": plant(two_pages, "page 1 to page 2"),
    "two-byte codes": plant(draw(f"BT /FX 10 Tf <{shifted()}> Tj ET", composite(True)), "page 1"),
    "codes by a range": plant(draw(show("".join(chr(ord(c) + 3) for c in PLAIN)), ranges), "page 1"),
    "glyphs by their names": plant(
        draw(b"BT /FX 10 Tf <" + bytes(range(1, len(PLAIN) + 1)).hex().encode() + b"> Tj ET", differences), "page 1"
    ),
}
"""Drawn on a page."""

BESIDES: dict[str, Plant] = {
    "replacement text on the page": plant(
        draw(f"/Span <</ActualText {literal(PLAIN)}>> BDC {show('nothing')} EMC"),
        "replacement text or comment of page 1",
    ),
    "replacement text in Unicode": plant(
        draw(f"/Span <</ActualText <FEFF{SECRET.encode('utf-16-be').hex()}>>> BDC {show('nothing')} EMC"),
        "replacement text or comment of page 1",
    ),
    "a comment on the page": plant(draw(f"% {PLAIN}\n{show('nothing')}"), "replacement text or comment of page 1"),
}

DRAWINGS: dict[str, Plant] = {
    "a form on the page": plant(root(Unused=form_xobject), "drawing (object"),
    "a form with the fonts of the page": plant(
        lambda pdf: (draw(show("x"))(pdf), root(Unused=partial(form_xobject, own_fonts=False))(pdf))[0],
        "drawing (object",
    ),
    "the look of an annotation": plant(annotation(AP=lambda pdf: Dictionary(N=form_xobject(pdf))), "drawing (object"),
    "a pattern": plant(pattern, "drawing (object"),
}

STRINGS: dict[str, Plant] = {
    "a property": plant(info(Keywords=SECRET), "property Keywords"),
    "a property of its own": plant(info(Remark=SECRET), "string Remark"),
    "a property in letters that look alike": plant(info(Remark=SECRET.translate(LOOK_ALIKES)), "string Remark"),
    "a property in UTF-8": plant(
        lambda pdf: pdf.docinfo.update({"/Remark": String("\ufeff" + SECRET)}), "string Remark"
    ),
    "an annotation": plant(annotation(Contents=String(SECRET)), "text of an annotation"),
    "a rich annotation": plant(annotation(RC=String(f"<p>{FIRST}<b>{SECOND}</b></p>")), "rich text of an annotation"),
    "a subject of an annotation": plant(annotation(Subj=String(SECRET)), "subject of an annotation"),
    "a link": plant(
        annotation(A=Dictionary(S=Name.URI, URI=String(f"https://a.example/?q={quote(SECRET)}"))), "link target"
    ),
    "the outline": plant(outline, "title in the outline"),
    "an alternative text": plant(structure(Alt=String(SECRET)), "alternative text"),
    "a replacement text": plant(structure(ActualText=String(SECRET)), "replacement text"),
    "replacement texts in pieces": plant(replaced_in_pieces, "replacement text"),
    "a replacement text in properties": plant(in_properties, "replacement text"),
    "a title of an element": plant(structure(T=String(SECRET)), "title of an element"),
    "an expansion": plant(structure(E=String(SECRET)), "expansion"),
    "a language": plant(structure(Lang=String(SECRET)), "language"),
    "the value of a form field": plant(form(V=String(SECRET)), "value of a form field"),
    "the tip of a form field": plant(form(TU=String(SECRET)), "tip of a form field"),
    "a choice of a form field": plant(form(Opt=Array([String("no"), String(SECRET)])), "string"),
    "the name of a layer": plant(
        root(OCProperties=Dictionary(OCGs=Array([Dictionary(Type=Name.OCG, Name=String(SECRET))]))), "name of a layer"
    ),
    "a script": plant(root(OpenAction=Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{PLAIN}')"))), "script"),
    "the name of an attachment": plant(attachment(b"nothing", UF=String(SECRET)), "name of an attachment"),
    "a label of pages": plant(root(PageLabels=Dictionary(Nums=Array([0, Dictionary(P=String(SECRET))]))), "label"),
    "a named destination": plant(root(Dests=Dictionary(Names=Array([String(SECRET), 0]))), "string"),
    "an object in a stream": plant(root(Unused=Dictionary(Said=String(SECRET))), "string Said", packed=True),
}

NAMES: dict[str, Plant] = {
    "the name of a colour": plant(
        root(Unused=Array([Name.Separation, Name("/" + PLAIN.replace(" ", "_"))])), "name in an object"
    ),
    "the name of a colour with spaces": plant(root(Unused=Name("/" + SECRET)), "name in an object"),
}

STREAMS: dict[str, Plant] = {
    "the metadata": plant(xmp, "metadata (XMP)"),
    "an attached text": plant(attachment(SECRET.encode()), "attachment (object"),
    "an attached Word file": plant(
        attachment(in_body(f"<w:p><w:r><w:t>{SECRET}</w:t></w:r></w:p>")), "word/document.xml"
    ),
    "a form in XML": plant(
        root(AcroForm=lambda pdf: Dictionary(XFA=pdf.make_stream(f"<a>{FIRST}<b/>{SECOND}</a>".encode()))),
        "stream (object",
    ),
    "a script in a stream": plant(
        root(Unused=lambda pdf: pdf.make_stream(f"alert('{SECRET}')".encode())), "stream (object"
    ),
    "a picture's comment": plant(picture, "picture (object"),
    "content of no page": plant(
        lambda pdf: (
            draw(show("x"))(pdf),
            root(Unused=lambda p: p.make_stream(f"BT {kerned(PLAIN)} ET".encode()))(pdf),
        )[0],
        "stream (object",
    ),
    "a page taken out": plant(unpaged, "stream (object"),
    "a map of a font": plant(draw(show("x"), map_of_a_font), "a font, profile or table"),
    "a font": plant(
        root(Unused=lambda pdf: pdf.make_stream(PLAIN.encode("utf-16-be"), Length1=9)), "a font, profile or table"
    ),
}

LEFTOVERS: dict[str, Plant] = {
    "an earlier version": Plant(earlier_version, "earlier version 1 › page 1", "press.pdf"),
    "an object that nothing knows": Plant(unused_object, "unused object 9999", "press.pdf"),
    "a stream that nothing knows": Plant(unused_stream, "unused object 9999", "press.pdf"),
    "the trailer": Plant(in_the_trailer, "string Said (trailer)", "press.pdf"),
    "behind the data of a stream": plant(behind_a_stream, "behind the data of a stream (object"),
    "a comment in the file": Plant(lambda: between(f"% {SECRET}\n".encode()), "comment in the file", "press.pdf"),
    "before the beginning": Plant(lambda: PLAIN.encode() + b"\n" + good("pdf"), "before the beginning", "press.pdf"),
    "after the end": Plant(lambda: good("pdf") + PLAIN.encode(), "after the end", "press.pdf"),
}

PLAINER = SECRET.replace("’", "'").replace("-", " ").encode()
WIDE = "".join(f"{ord(c):04X}" for c in SECRET).encode()


def raw(*objects: bytes) -> bytes:
    """The good file with objects more, written as they are."""
    own, root, info = rawpdf.apart(good("pdf"))
    return rawpdf.together([*own, *objects], root, info)


def raw_page(code: bytes) -> bytes:
    """The good file with something after the first words of its first page."""
    own, root, info = rawpdf.apart(good("pdf"))
    return rawpdf.together(rawpdf.repacked(own, b") Tj\n", b") Tj\n" + code + b"\n"), root, info)


RAW: dict[str, Plant] = {
    name: Plant(hide, place, "press.pdf")
    for name, (hide, place) in {
        "pieces of a string on the page": (
            partial(raw_page, b"[(%s) -20 (%s)] TJ" % (PLAINER[:30], PLAINER[30:])),
            "page 1",
        ),
        "digits on the page": (partial(raw_page, b"<%s> Tj" % PLAINER.hex(" ").encode()), "page 1"),
        "a string without an operator": (lambda: raw_page(b"(%s)" % PLAINER), "page 1"),
        "a string in lists": (partial(raw, b"<</A[/Contents[(%s)]]>>" % PLAINER), "text of an annotation"),
        "a string in digits": (partial(raw, b"<</Contents<FEFF%s>>>" % WIDE), "text of an annotation"),
        "a string of octal codes": (
            partial(raw, b"<</Title(\\376\\377%s)>>" % b"".join(b"\\000%c" % c for c in PLAINER)),
            "title in the outline",
        ),
        "an address with plus signs": (
            partial(raw, b"<</A<</URI(https://a.example/%s)>>>>" % PLAINER.replace(b" ", b"+")),
            "link target",
        ),
        "the key of an entry": (partial(raw, b"<</%s 1>>" % re.sub(rb"\W", b"_", PLAINER)), "name in an object"),
        "a colour profile": (lambda: raw(rawpdf.stream(b"\0\0\2\0" + PLAINER, b"/N 3")), "a font, profile or table"),
        "the head of a picture in line": (
            partial(raw_page, b"BI /W 1 /H 1 /BPC 8 /CS /G /D (%s) ID x EI" % PLAINER),
            "replacement text or comment",
        ),
    }.items()
}
"""Written byte by byte."""

NAME: dict[str, Plant] = {
    "the name of the file": Plant(lambda: good("pdf"), "file name", f"{SECRET.replace(' ', '_')}.pdf"),
}

ALL = PAGES | BESIDES | DRAWINGS | STRINGS | NAMES | STREAMS | LEFTOVERS | RAW | NAME
