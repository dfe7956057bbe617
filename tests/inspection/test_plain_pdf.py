"""The quick reader of plain PDF files against the one that reads any: the same texts in the same places, or no reading.

Held against each other on every kind of file that is made here, on those files with something changed by chance, and
on files with a secret in every place, written anew as a plain file.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import pytest

from generator.inspection import plain_pdf
from generator.inspection.fold import BARRIER
from generator.inspection.opened import RATIO_FROM, Chunk, Opened, Strand, Unreadable
from generator.inspection.pdf.document import read_pdf
from generator.inspection.plain_objects import NotPlain
from generator.inspection.plain_pdf import read_plain
from tests.hearing.test_binder import bound
from tests.inspection import plants_pdf
from tests.inspection.plainly import apart, as_plain, changed, repacked, together
from tests.inspection.planting import REF, ROOT, SECRET, found, good
from tests.starter import everything, project

CHANGES = 400
Read = tuple[Counter[Any], list[Any], Counter[str], int, int]
"""What a reader makes of a file: strands, what was unread, pictures, bytes unpacked and parts."""


def _result(opened: Opened, strands: Iterable[Strand]) -> Read:
    opened.add(*strands)
    found = Counter((_chunks(s), s.between, s.prose) for s in opened.strands)
    return found, Counter(opened.unread), Counter(opened.pictures), opened.inflated, opened.parts


def _chunks(strand: Strand) -> tuple[Chunk, ...]:
    """In any order if they have nothing to do with one another."""
    return tuple(sorted(strand.chunks)) if strand.between == BARRIER else strand.chunks


def quickly(data: bytes) -> Read | None:
    """What the quick reader finds; None if it leaves the file to the other."""
    opened = Opened("a.pdf")
    try:
        return _result(opened, read_plain(opened, data))
    except NotPlain:
        assert opened == Opened("a.pdf")
        return None


def slowly(data: bytes) -> Read | str:
    opened = Opened("a.pdf")
    try:
        return _result(opened, read_pdf(opened, "", data))
    except Unreadable as error:
        return str(error)


@cache
def some() -> list[bytes]:
    """Files of every kind: one of each audience of each office."""
    chosen = {(f.made.request.audience, f.made.request.office): f.pdf for f in everything()}
    return [path.read_bytes() for path in chosen.values()]


def test_our_own_files_are_plain_and_read_alike() -> None:
    files = [f.pdf.read_bytes() for f in everything()] + [good("pdf"), bound(project(), "example").pdf]
    for data in files:
        quick = quickly(data)
        assert quick is not None
        assert quick == slowly(data)


def test_a_file_taken_apart_and_put_together_is_plain() -> None:
    for data in some():
        assert quickly(together(*apart(data))) is not None


@pytest.mark.parametrize("seed", range(6))
def test_with_an_object_changed_by_chance_they_agree(seed: int) -> None:
    chance = random.Random(seed)
    plain = 0
    for _ in range(CHANGES):
        objects, root, info = apart(chance.choice(some()))
        data = together(changed(objects, chance), root, info)
        quick = quickly(data)
        plain += quick is not None
        assert quick is None or quick == slowly(data)
    assert plain > CHANGES // 10


@pytest.mark.parametrize("seed", range(2))
def test_a_file_with_bytes_changed_anywhere_is_not_plain_or_they_agree(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(CHANGES):
        data = bytearray(chance.choice(some()))
        at = chance.choice((chance.randrange(len(data)), len(data) - chance.randrange(2_000), chance.randrange(60)))
        data[at : at + chance.randint(0, 2)] = bytes(chance.choices(range(256), k=chance.randint(0, 2)))
        quick = quickly(bytes(data))
        assert quick is None or quick == slowly(bytes(data))


@pytest.mark.parametrize("name", [n for n, p in plants_pdf.ALL.items() if n not in plants_pdf.NAME])
def test_a_plant_written_as_a_plain_file_is_read_alike(name: str) -> None:
    data = as_plain(plants_pdf.ALL[name].hide())
    quick = quickly(data)
    assert quick is None or quick == slowly(data)


# --- secrets in plain files --------------------------------------------------------------------------------------

SAID = SECRET.replace("’", "'").replace("-", " ").encode()
FIRST, SECOND = SAID[:30], SAID[30:]
NAMED = re.sub(rb"\W", b"_", SAID)
WIDE = "".join(f"{ord(c):04X}" for c in SECRET).encode()
OCTAL = b"".join(b"\\000%c" % c for c in SAID)
Objects = list[bytes]
PICTURE = (
    b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/Width 1/Height 1/BitsPerComponent 8/Filter/FlateDecode"
    b"/DecodeParms<</Predictor 15>>"
)


def with_object(body: bytes) -> Callable[[Objects], Objects]:
    return lambda objects: [*objects, body]


def with_stream(content: bytes, entries: bytes) -> Callable[[Objects], Objects]:
    packed = zlib.compress(content)
    return with_object(b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (entries, len(packed), packed))


def on_the_page(code: bytes) -> Callable[[Objects], Objects]:
    """With something after the first words of the first page that says any."""
    return lambda objects: repacked(objects, b") Tj\n", b") Tj\n" + code + b"\n")


def in_the_metadata(objects: Objects) -> Objects:
    return repacked(objects, b"</dc:title>", b"%s</dc:title>" % SAID)


def in_a_map(objects: Objects) -> Objects:
    return repacked(objects, b"begincmap", b"%% %s\nbegincmap" % SAID)


PLANTS: dict[str, tuple[Callable[[Objects], Objects], str]] = {
    "the page": (on_the_page(b"(%s) Tj" % SAID), "page 1"),
    "the page, in pieces": (on_the_page(b"[(%s) -20 (%s)] TJ" % (FIRST, SECOND)), "page 1"),
    "the page, in digits": (on_the_page(b"<%s> Tj" % SAID.hex().encode()), "page 1"),
    "beside the page": (on_the_page(b"/Span <</ActualText(%s)>> BDC EMC" % SAID), "replacement text or comment"),
    "a comment on the page": (on_the_page(b"%% %s" % SAID), "replacement text or comment"),
    "a string": (with_object(b"<</Alt(%s)>>" % SAID), "alternative text"),
    "a string in a list": (with_object(b"<</A[/Contents[(%s)]]>>" % SAID), "text of an annotation"),
    "a string in digits": (with_object(b"<</Contents<FEFF%s>>>" % WIDE), "text of an annotation"),
    "a string of octal codes": (with_object(b"<</Title(\\376\\377%s)>>" % OCTAL), "title in the outline"),
    "an address": (with_object(b"<</A<</URI(https://a.example/%s)>>>>" % SAID.replace(b" ", b"+")), "link target"),
    "a name": (with_object(b"<</S/%s>>" % NAMED), "name in an object"),
    "the key of an entry": (with_object(b"<</%s 1>>" % NAMED), "name in an object"),
    "the metadata": (in_the_metadata, "text in metadata (XMP)"),
    "a font": (with_stream(b"\0\1\0\0" + SAID, b"/Length1 99"), "a font, profile or table"),
    "a profile": (with_stream(b"\0\0\2\0" + SAID, b"/N 3"), "a font, profile or table"),
    "a map of a font": (in_a_map, "a font, profile or table"),
    "what looks like a comment": (
        with_object(b"<<%s/Length %d>>\nstream\n%%%s\nendstream" % (PICTURE, len(SAID) + 1, SAID)),
        "comment in the file",
    ),
}


def planted(name: str) -> bytes:
    objects, root, info = apart(good("pdf"))
    return together(PLANTS[name][0](objects), root, info)


@pytest.mark.parametrize("name", PLANTS)
def test_a_secret_in_a_plain_file_is_found(name: str) -> None:
    data, place = planted(name), PLANTS[name][1]
    quick = quickly(data)
    assert quick is not None
    assert quick == slowly(data)
    assert [leak.ref for leak in found(data, "a.pdf")] == [REF] * len(found(data, "a.pdf"))
    assert any(leak.place.startswith(place) for leak in found(data, "a.pdf"))


@pytest.mark.parametrize(
    ("part", "plant"),
    [
        ("_words", "the page"),
        ("_of_objects", "a string"),
        ("_of_names", "a name"),
        ("_metadata", "the metadata"),
        ("_table", "a font"),
    ],
)
def test_with_a_part_of_the_quick_reader_off_it_is_not_found(
    part: str, plant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain_pdf, part, lambda *args: ())
    assert found(planted(plant), "a.pdf") == []


# --- what is not plain -------------------------------------------------------------------------------------------


def _with(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """With a change in the end of the file, which is not told of it."""

    def change(data: bytes) -> bytes:
        assert old in data
        return data[: data.rindex(old)] + new + data[data.rindex(old) + len(old) :]

    return change


NOT_PLAIN: dict[str, Callable[[bytes], bytes]] = {
    "bytes before": lambda data: b"\n" + data,
    "bytes after": lambda data: data + b"\n",
    "a string in the trailer": _with(b"/ID", b"/Said(secret)/ID"),
    "two identifiers": _with(b"><", b"0><"),
    "a key for locking": _with(b"/ID", b"/Encrypt 1 0 R/ID"),
    "a version before": _with(b"/ID", b"/Prev 15/ID"),
    "a root that is not there": _with(b"/Root ", b"/Root 9"),
    "a table in another place": _with(b"startxref\n", b"startxref\n1"),
    "an object fewer in the table": _with(b"/Size ", b"/Size 1"),
    "an object moved": _with(b" 00000 n \ntrailer", b" 00001 n \ntrailer"),
    "an object taken out": _with(b" 00000 n \ntrailer", b" 00000 f \ntrailer"),
    "two ends": lambda data: data + b"%%EOF\n",
    "two files": lambda data: data + data,
    "half a file": lambda data: data[len(data) // 2 :],
    "nothing": lambda data: b"",
}


@pytest.mark.parametrize("name", NOT_PLAIN)
def test_what_is_not_plain_is_left_to_the_other_reader(name: str) -> None:
    data = NOT_PLAIN[name](good("pdf"))
    assert quickly(data) is None


@pytest.mark.parametrize(
    "body",
    [
        b"<</A<FEFF%s>>>" % (b"4E2D2F61" + b"6161" * 12),  # letters, and a name, as others write it
        b"<</Length1 9/Filter/FlateDecode/Length %d>>\nstream\n%smore\nendstream"
        % (len(zlib.compress(b"a")) + 4, zlib.compress(b"a")),
        b"<</A 1/A 2>>",
        b"<</A null>>",
        b"[1 2]",
    ],
)
def test_an_object_of_which_there_is_a_doubt_is_left_to_the_other_reader(body: bytes) -> None:
    objects, root, info = apart(good("pdf"))
    assert quickly(together([*objects, body], root, info)) is None


def test_pages_must_be_as_many_as_their_node_says() -> None:
    objects, root, info = apart(good("pdf"))
    assert quickly(together([re.sub(rb"/Count \d+", b"/Count 9", body) for body in objects], root, info)) is None


@pytest.mark.parametrize("size", [RATIO_FROM, RATIO_FROM + 1])
def test_a_stream_that_unpacks_to_much_is_not_plain(size: int) -> None:
    objects, root, info = apart(good("pdf"))
    data = together(with_stream(b" " * size, b"/Length1 99")(objects), root, info)
    assert (quickly(data) is None) == (size > RATIO_FROM)


def test_a_plain_file_is_read_without_the_other_reader() -> None:
    """In a process of its own, to which nothing else has brought that reader."""
    program = (
        "import sys; from generator.inspection import open_file; opened = open_file('a.pdf', sys.stdin.buffer.read()); "
        "assert len(opened.strands) > 5 and not opened.unread and 'pikepdf' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], input=good("pdf"), check=True, cwd=ROOT)
