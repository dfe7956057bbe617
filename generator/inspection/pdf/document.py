"""Reading a PDF: its pages, everything else that is drawn, every string of every object, every stream, and what lies
between the objects. pikepdf (qpdf) takes the file apart; the words of what is drawn are read here."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from generator.inspection import media
from generator.inspection.opened import Chunk, Opened, Strand, Unreadable, apart, one, pages
from generator.inspection.pdf import streams
from generator.inspection.pdf.content import (
    Decode,
    Shown,
    TooIntricate,
    read_content,
    read_instructions,
    text_string,
)
from generator.inspection.pdf.glyph_names import simple_decoder
from generator.inspection.pdf.strings import names_in, strand_of_names, strings_in

MAX_PAGES = 2_000
MAX_TREE_DEPTH = 60


@dataclass
class Document:
    """A PDF being read. `inside` is where it lies, empty for the file itself."""

    pdf: pikepdf.Pdf
    data: bytes
    opened: Opened
    inside: str
    depth: int
    thorough: bool
    objects: list[tuple[Any, bytes]] = field(default_factory=list)
    """Each object with its text, without the contents of streams."""
    drawn: set[tuple[int, int]] = field(default_factory=set)
    """The streams that were read as content."""
    cmaps: set[tuple[int, int]] = field(default_factory=set)
    """The streams that say what the codes of a font stand for."""
    fonts: dict[tuple[int, int], Decode | None] = field(default_factory=dict)

    def place(self, what: str) -> str:
        return f"{self.inside} › {what}" if self.inside else what


Reader = Callable[[Document], Iterator[Strand]]


def read_pdf(opened: Opened, inside: str, data: bytes, *, depth: int = 0, thorough: bool = False) -> Iterator[Strand]:
    """Every text of a PDF. Raises `Unreadable`."""
    try:
        with _source(data) as source, pikepdf.open(source, suppress_warnings=True) as pdf:
            document = Document(pdf, data, opened, inside, depth, thorough)
            document.objects = [(o, _unparsed(o)) for o in pdf.objects]
            strands = [strand for reader in READERS for strand in reader(document)]
            if warnings := pdf.get_warnings():
                opened.fail(inside or opened.name, f"is damaged ({str(warnings[0]).splitlines()[0][:120]})")
    except pikepdf.PasswordError as error:
        raise Unreadable("is encrypted with a password") from error
    except (pikepdf.PdfError, RuntimeError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise Unreadable(f"is a damaged PDF ({str(error).splitlines()[0][:120] if str(error) else error!r})") from error
    yield from strands


@contextmanager
def _source(data: bytes) -> Iterator[str | io.BytesIO]:
    """The file as qpdf reads it fastest: by a name, where the system names what is only in memory."""
    if not hasattr(os, "memfd_create"):
        yield io.BytesIO(data)
        return
    descriptor = os.memfd_create("inspected")
    try:
        with open(descriptor, "wb", closefd=False) as file:
            file.write(data)
        yield f"/proc/self/fd/{descriptor}"
    finally:
        os.close(descriptor)


def _unparsed(value: Any) -> bytes:
    if isinstance(value, pikepdf.Stream):
        return bytes(value.stream_dict.unparse())
    return bytes(value.unparse(resolved=True)) if isinstance(value, pikepdf.Object) else b""


# --- what is drawn -----------------------------------------------------------------------------------------------


def page_words(document: Document) -> Iterator[Strand]:
    """The words of every page, in the order in which they are drawn."""
    found: list[Chunk] = []
    doubtful = document.thorough
    if len(document.pdf.pages) > MAX_PAGES:
        raise Unreadable(f"has more than {MAX_PAGES:,} pages")
    for number, page in enumerate(document.pdf.pages, 1):
        contents = page.obj.get("/Contents")
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents] if contents is not None else []
        document.drawn |= {s.objgen for s in streams}
        drawn = b"\n".join(decoded(document, s) for s in streams if isinstance(s, pikepdf.Stream))
        shown = words_drawn(document, drawn, _inherited(page.obj, "/Resources"))
        place = document.place(f"page {number}")
        found.append(Chunk(place, shown.text))
        yield from _besides(shown, place)
        doubtful = doubtful or bool(shown.unknown)
    yield from pages(found)
    if doubtful:
        from generator.inspection.pdf.pdfium import second_reading

        yield from second_reading(document.opened, document.inside, document.data)


def _inherited(page: Any, key: str) -> Any:
    for _ in range(MAX_TREE_DEPTH):
        if page is None or key in page:
            break
        page = page.get("/Parent")
    return page.get(key) if page is not None else None


def _besides(shown: Shown, place: str) -> Iterator[Strand]:
    if shown.besides:
        yield one(f"replacement text or comment of {place}", "".join(shown.besides))


def other_words(document: Document) -> Iterator[Strand]:
    """The words of whatever else is drawn or could be: forms, patterns, looks of annotations, pages taken out."""
    for value, unparsed in document.objects:
        if not isinstance(value, pikepdf.Stream):
            continue
        if value.objgen not in document.drawn and streams.is_content(unparsed):
            document.drawn.add(value.objgen)
            shown = words_drawn(document, decoded(document, value), value.get("/Resources") or all_fonts(document))
            place = document.place(f"drawing (object {value.objgen[0]})")
            yield one(place, shown.text)
            yield from _besides(shown, place)
            if shown.unknown:
                document.opened.fail(place, "has text in a font that does not say what its letters are")


def all_fonts(document: Document) -> Mapping[str, Any]:
    """Resources with every font of the file, for content that names none of its own."""
    found: dict[str, Any] = {}
    for value, unparsed in document.objects:
        if b"/Font" in unparsed and isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            for holder in (value, value.get("/Resources")):
                fonts = holder.get("/Font") if isinstance(holder, pikepdf.Dictionary | pikepdf.Stream) else None
                found |= dict(fonts.items()) if isinstance(fonts, pikepdf.Dictionary) else {}
    return {"/Font": found}


def decoded(document: Document, stream: Any) -> bytes:
    """The contents of a stream. Raises `Unreadable`."""
    try:
        content = streams.unpacked(stream)
    except pikepdf.PdfError as error:
        raise Unreadable(f"has a stream (object {stream.objgen[0]}) that cannot be unpacked") from error
    document.opened.spend(len(content), len(document.data))
    return content


def words_drawn(document: Document, content: bytes, resources: Any) -> Shown:
    """What a content stream says."""
    fonts = dict(_decoders(document, resources))
    try:
        return read_content(content, fonts)
    except (TooIntricate, ValueError):
        stream = document.pdf.make_stream(content)
        return read_instructions(_instructions(stream), fonts)


def _instructions(stream: pikepdf.Stream) -> Iterator[tuple[list[Any], str]]:
    for instruction in pikepdf.parse_content_stream(stream):
        yield [_native(o) for o in instruction.operands], str(instruction.operator)


def _native(value: Any) -> Any:
    """An operand as bytes, lists and mappings."""
    match value:
        case pikepdf.String():
            return bytes(value)
        case pikepdf.Array():
            return [_native(v) for v in value]
        case pikepdf.Dictionary():
            return {k: _native(v) for k, v in value.items()}
        case _:
            return str(value) if isinstance(value, pikepdf.Name) else None


def _decoders(document: Document, resources: Any) -> Iterator[tuple[str, Decode]]:
    fonts = resources.get("/Font") if resources is not None else None
    for name, font in fonts.items() if fonts is not None else ():
        if font.objgen not in document.fonts or font.objgen == (0, 0):
            document.fonts[font.objgen] = _decoder(document, font)
        if decode := document.fonts[font.objgen]:
            yield name.lstrip("/"), decode


def _decoder(document: Document, font: Any) -> Decode | None:
    cmap = font.get("/ToUnicode")
    if isinstance(cmap, pikepdf.Stream):
        document.cmaps.add(cmap.objgen)
        return streams.decoder_in(cmap)
    if font.get("/Subtype") == "/Type0":
        return None
    encoding = font.get("/Encoding")
    if isinstance(encoding, pikepdf.Dictionary):
        base, differences = encoding.get("/BaseEncoding"), _differences(encoding.get("/Differences"))
        return simple_decoder(str(base or "/StandardEncoding").lstrip("/"), differences)
    if encoding is None and "/FontDescriptor" not in font and font.get("/Subtype") == "/Type1":
        return simple_decoder("StandardEncoding", {})  # one of the fonts that every reader has
    return simple_decoder(str(encoding).lstrip("/"), {})


def _differences(entries: Any) -> Mapping[int, str]:
    found: dict[int, str] = {}
    code = 0
    for entry in entries if entries is not None else ():
        if isinstance(entry, pikepdf.Name):
            found[code] = str(entry)[1:]
            code += 1
        else:
            code = int(entry)
    return found


# --- strings and names of objects --------------------------------------------------------------------------------


def object_strings(document: Document) -> Iterator[Strand]:
    """Every string of every object: properties, annotations, outlines, structure, forms, layers, scripts."""
    chunks: list[Chunk] = []
    replaced: list[Chunk] = []
    for value, unparsed in document.objects:
        for key, label, text in strings_in(unparsed):
            chunk = Chunk(document.place(f"{label} (object {value.objgen[0]})"), text)
            chunks.append(chunk)
            if key == "ActualText":
                replaced.append(chunk)
    said = strings_in(_trailer(document))
    chunks += [Chunk(document.place(f"{label} (trailer)"), text) for _, label, text in said]
    yield from apart(chunks, prose=True)
    if replaced:
        yield Strand(tuple(replaced))
        yield from _replacements(document)


def _trailer(document: Document) -> bytes:
    """The text of the trailer, without the identifiers of the file, which are no texts."""
    entries = document.pdf.trailer.items()
    return b"\n".join([f"{key} ".encode() + _said_of(value) for key, value in entries if key != "/ID"])


def _said_of(value: Any) -> bytes:
    return bytes(value.unparse()) if isinstance(value, pikepdf.Object) else b""


def _replacements(document: Document) -> Iterator[Strand]:
    """The replacement texts in the order of the structure, as a screen reader says them."""
    chunks: list[Chunk] = []
    seen: set[tuple[int, int]] = set()
    stack = [document.pdf.Root.get("/StructTreeRoot")]
    while stack:
        element = stack.pop()
        if not isinstance(element, pikepdf.Dictionary) or (element.objgen in seen and element.objgen != (0, 0)):
            continue
        seen.add(element.objgen)
        if "/ActualText" in element:
            place = document.place(f"replacement text (object {element.objgen[0]})")
            chunks.append(Chunk(place, text_string(bytes(element["/ActualText"]))))
        kids = element.get("/K")
        stack += list(kids)[::-1] if isinstance(kids, pikepdf.Array) else [kids]
    yield Strand(tuple(chunks))


def object_names(document: Document) -> Iterator[Strand]:
    """The names in objects: of colours, destinations, layers, glyphs."""
    unparsed = [_trailer(document), *(unparsed for _, unparsed in document.objects)]
    found = set(names_in(b"\n".join(unparsed)))
    yield from strand_of_names(document.place("name in an object"), found)


def other_streams(document: Document) -> Iterator[Strand]:
    """The streams that draw nothing: metadata, attachments, fonts, pictures, scripts and whatever else."""
    for value, unparsed in document.objects:
        if isinstance(value, pikepdf.Stream) and value.objgen not in document.drawn:
            yield from streams.read_stream(document, value, unparsed)


def behind_streams(document: Document) -> Iterator[Strand]:
    """What stands behind the packed data of a stream, where no reader goes on reading."""
    for value, _ in document.objects:
        if isinstance(value, pikepdf.Stream) and (rest := streams.rest_of(value)):
            place = document.place(f"behind the data of a stream (object {value.objgen[0]})")
            yield from apart([Chunk(place, text) for text in media.strings(rest)], prose=True)


def leftovers(document: Document) -> Iterator[Strand]:
    """What a reader of the file never shows: earlier versions of it, objects it does not use, comments, a tail."""
    from generator.inspection.pdf.earlier_revisions import read_leftovers

    yield from read_leftovers(document)


READERS: list[Reader] = [
    page_words,
    other_words,
    object_strings,
    object_names,
    other_streams,
    behind_streams,
    leftovers,
]
"""Each reads a document for texts of one sort. The first two come first: what they draw the others need not read."""
