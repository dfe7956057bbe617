"""Reading a plain PDF, as our own files are, several times as fast as pikepdf reads it.

It finds the same texts in the same places. It passes nothing by: a file in which anything is not as this module knows
it is `NotPlain`, and is read with pikepdf instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from generator.inspection import media
from generator.inspection.opened import Chunk, Opened, Strand, Unreadable, apart, one, pages
from generator.inspection.pdf.content import Decode, Shown, TooIntricate, decoder_of, read_content
from generator.inspection.pdf.strings import strand_of_names
from generator.inspection.plain_objects import Entry, File, NotPlain, Value, contents, plain_objects, unpacked
from generator.inspection.xml_pieces import read_part

_BARE = frozenset((b"/Filter", b"/Length"))
_PICTURE = frozenset((b"/Type", b"/Subtype", b"/Filter", b"/ColorSpace", b"/DecodeParms"))
_MEASURES = frozenset((b"/Length", b"/Width", b"/Height", b"/BitsPerComponent", b"/SMask"))
_PREDICTOR = frozenset((b"/Predictor", b"/Colors", b"/BitsPerComponent", b"/Columns"))
_MOST_PAGES = 1_000


class _Drawn(NamedTuple):
    """The pages: what they say, the streams that say it, and the streams that say what the codes of their fonts are."""

    shown: Sequence[Shown]
    sizes: Sequence[int]
    streams: frozenset[int]
    cmaps: frozenset[int]


def read_plain(opened: Opened, data: bytes) -> Sequence[Strand]:
    """Every text of a plain PDF. Raises `NotPlain`, and then has left `opened` alone; and `Unreadable`."""
    file = plain_objects(data)
    drawn = _drawn(file)
    strands = [*_words(drawn), *_of_objects(file)]
    sizes = [*drawn.sizes]
    pictures: list[str] = []
    for entry in file.entries:
        if entry.packed is not None and entry.number not in drawn.streams:
            strands += _of_stream(entry, drawn.cmaps, sizes, pictures)
    comments = [Chunk("comment in the file", text) for entry in file.entries for text in entry.comments]
    strands += apart(comments, prose=True)
    for size in sizes:
        opened.spend(size, len(data))
    opened.pictures += pictures
    return strands


def _words(drawn: _Drawn) -> Iterator[Strand]:
    for number, shown in enumerate(drawn.shown, 1):
        if shown.besides:
            yield one(f"replacement text or comment of page {number}", "".join(shown.besides))
    yield from pages([Chunk(f"page {number}", shown.text) for number, shown in enumerate(drawn.shown, 1)])


# --- pages -------------------------------------------------------------------------------------------------------


def _drawn(file: File) -> _Drawn:
    shown: list[Shown] = []
    sizes: list[int] = []
    streams: set[int] = set()
    cmaps: set[int] = set()
    for page in _pages(file):
        of_page = _streams_of(file, page)
        drawn = [contents(stream) for stream in of_page]
        shown.append(_shown(b"\n".join(drawn), _fonts(file, page, cmaps)))
        sizes += map(len, drawn)
        streams |= {stream.number for stream in of_page}
    return _Drawn(shown, sizes, frozenset(streams), frozenset(cmaps))


def _pages(file: File) -> list[Mapping[bytes, Value]]:
    """The pages, which must all hang on one node."""
    catalog = file.dictionary(b"%d 0 R" % file.root)
    node = file.at(catalog.get(b"/Pages"))
    kids = node.value.get(b"/Kids")
    if catalog.get(b"/Type") != b"/Catalog" or node.value.get(b"/Type") != b"/Pages" or not isinstance(kids, list):
        raise NotPlain
    found = [file.at(kid) for kid in kids]
    if node.packed is not None or node.value.get(b"/Count") != b"%d" % len(found):
        raise NotPlain
    if not 0 < len({page.number for page in found}) == len(found) <= _MOST_PAGES:
        raise NotPlain
    if not all(_is_page(page, node) for page in found):
        raise NotPlain
    return [page.value for page in found]


def _is_page(page: Entry, node: Entry) -> bool:
    box = page.value.get(b"/MediaBox")
    return (
        page.packed is None
        and page.value.get(b"/Type") == b"/Page"
        and page.value.get(b"/Parent") == node.reference
        and isinstance(box, list)
        and len(box) == 4
        and all(_is_number(side) and side != b"R" for side in box)
    )


def _streams_of(file: File, page: Mapping[bytes, Value]) -> list[Entry]:
    """The streams of a page, in order."""
    value = page.get(b"/Contents")
    streams = [file.at(v) for v in (value if isinstance(value, list) else [value])]
    if any(stream.value.keys() - _BARE for stream in streams):
        raise NotPlain
    return streams


def _shown(content: bytes, fonts: Mapping[str, Decode]) -> Shown:
    try:
        shown = read_content(content, fonts)
    except (TooIntricate, ValueError) as error:
        raise NotPlain from error
    if shown.unknown:
        raise NotPlain
    return shown


def _fonts(file: File, page: Mapping[bytes, Value], cmaps: set[int]) -> Mapping[str, Decode]:
    """What the codes of the fonts of a page stand for, which each of them must say."""
    resources = file.dictionary(page.get(b"/Resources"))
    found: dict[str, Decode] = {}
    for name, font in file.dictionary(resources.get(b"/Font")).items():
        entry = file.at(font)
        cmap = file.at(entry.value.get(b"/ToUnicode"))
        if entry.packed is not None or cmap.packed is None or cmap.value.keys() - _BARE:
            raise NotPlain
        cmaps.add(cmap.number)
        found[name[1:].decode("ascii")] = _decoder(cmap.packed, cmap.filter)
    return found


# --- objects -----------------------------------------------------------------------------------------------------


def _of_objects(file: File) -> Iterator[Strand]:
    """The strings of all objects, and their names."""
    yield from apart([chunk for entry in file.entries for chunk in entry.strings], prose=True)
    names = frozenset(name for entry in file.entries for name in entry.names)
    yield from _of_names(names)


@lru_cache(maxsize=64)
def _of_names(names: frozenset[bytes]) -> Sequence[Strand]:
    return _kept(strand_of_names("name in an object", names))


def _kept(strands: Iterator[Strand]) -> Sequence[Strand]:
    """Strands that a cache keeps."""
    kept = tuple(strands)
    for strand in kept:
        strand.kept = True
    return kept


# --- streams that draw nothing -----------------------------------------------------------------------------------


@lru_cache(maxsize=128)
def _decoder(packed: bytes, filter_: bytes) -> Decode:
    decode = decoder_of(unpacked(packed, filter_))
    if decode is None:
        raise NotPlain
    return decode


@lru_cache(maxsize=128)
def _table(packed: bytes, filter_: bytes) -> Sequence[Strand]:
    """Fonts, their maps and profiles are the same in thousands of files."""
    texts = media.strings(unpacked(packed, filter_))
    return _kept(apart([Chunk("a font, profile or table", text) for text in texts]))


def _of_stream(entry: Entry, cmaps: frozenset[int], sizes: list[int], pictures: list[str]) -> Sequence[Strand]:
    """The texts of a stream that no page draws, which must be of a kind that is known."""
    value, packed = entry.value, entry.packed
    besides = value.keys() - _BARE
    if packed is not None and (entry.number in cmaps or _is_table(value, besides)):
        return _table(packed, entry.filter)
    if besides == {b"/Type", b"/Subtype"} and value[b"/Type"] == b"/Metadata" and value[b"/Subtype"] == b"/XML":
        return _metadata(entry, sizes)
    if not _is_picture(value):
        raise NotPlain
    pictures.append(f"picture (object {entry.number})")
    return ()


def _is_table(value: Mapping[bytes, Value], besides: Set[bytes]) -> bool:
    """Whether a stream is a font or a colour profile."""
    return (besides == {b"/Length1"} and _is_number(value[b"/Length1"])) or (
        besides == {b"/N"} and value[b"/N"] in (b"1", b"3", b"4")
    )


def _is_number(value: Value) -> bool:
    return isinstance(value, bytes) and value[:1].isdigit()


def _metadata(entry: Entry, sizes: list[int]) -> Sequence[Strand]:
    packet = contents(entry)
    sizes.append(len(packet))
    try:
        return read_part("metadata (XMP)", packet)
    except Unreadable as error:
        raise NotPlain from error


def _is_picture(value: Mapping[bytes, Value]) -> bool:
    """Whether a stream is a picture of nothing but packed points."""
    predictor = value.get(b"/DecodeParms", {})
    if not isinstance(predictor, dict) or predictor.keys() - _PREDICTOR:
        return False
    measures = [value[key] for key in value if key in _MEASURES]
    return (
        value.get(b"/Type") == b"/XObject"
        and value.get(b"/Subtype") == b"/Image"
        and value.get(b"/Filter") == b"/FlateDecode"
        and value.get(b"/ColorSpace") in (b"/DeviceRGB", b"/DeviceGray")
        and not value.keys() - _PICTURE - _MEASURES
        and all(map(_is_number, (*measures, *predictor.values())))
    )
