"""Plain PDF files made of objects: our own taken apart and put together again, others written anew as plain ones."""

from __future__ import annotations

import io
import random
import re
import zlib
from collections.abc import Callable, Sequence

import pikepdf

HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_OBJECT = re.compile(rb"\d+ 0 obj\n(.*?)\nendobj\n", re.DOTALL)
_STREAM = re.compile(rb"(.*)/Length (\d+)(.*?)\nstream\n(.*)\nendstream\Z", re.DOTALL)
_TOKEN = re.compile(
    rb"<<|>>|\[|\]|/[^\s/<>\[\]()]+|\d+ 0 R|[-.\d]+|true|false|\((?:[^()\\]|\\.)*\)|<[^<>]*>|.", re.DOTALL
)


def apart(data: bytes) -> tuple[list[bytes], int, int]:
    """The objects of one of our files, and which of them are its catalog and its information."""
    [[root, info]] = re.findall(rb"/Root (\d+) 0 R/Info (\d+) 0 R", data)
    return _OBJECT.findall(data), int(root), int(info)


def together(objects: Sequence[bytes], root: int, info: int) -> bytes:
    data, table = HEAD, b"0000000000 65535 f \n"
    for number, body in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size, digest = len(objects) + 1, b"0" * 32
    trailer = b"<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>" % (size, root, info, digest, digest)
    return data + b"xref\n0 %d\n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (size, table, trailer, len(data))


def as_plain(data: bytes) -> bytes:
    """Any PDF with the same objects, written as a plain one."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        numbers = {value.objgen: number for number, value in enumerate(pdf.objects, 1)}
        bodies = []
        for value in pdf.objects:
            body = value.stream_dict.unparse() if isinstance(value, pikepdf.Stream) else value.unparse(resolved=True)
            body = re.sub(rb"<[0-9a-f]+>", lambda m: m[0].upper(), body)
            body = re.sub(rb"(\d+) (\d+) R\b", lambda m: b"%d 0 R" % numbers[int(m[1]), int(m[2])], body)
            if isinstance(value, pikepdf.Stream):
                raw = value.read_raw_bytes()
                body = re.sub(rb"/Length \d+", b"/Length %d" % len(raw), body)
                body += b"\nstream\n" + raw + b"\nendstream"
            bodies.append(body)
        root, info = pdf.trailer.Root.objgen, pdf.trailer.get("/Info", pdf.trailer.Root).objgen
        return together(bodies, numbers[root], numbers[info])


def repacked(objects: Sequence[bytes], old: bytes, new: bytes) -> list[bytes]:
    """The objects with the first `old` in the first stream that has it replaced."""
    for number, body in enumerate(objects):
        stream = _STREAM.fullmatch(body)
        if not stream:
            continue
        before, _, after, packed = stream.groups()
        flate = b"/FlateDecode" in before + after
        content = zlib.decompress(packed) if flate else packed
        if old in content:
            content = content.replace(old, new, 1)
            packed = zlib.compress(content) if flate else content
            body = b"%s/Length %d%s\nstream\n%s\nendstream" % (before, len(packed), after, packed)
            return [*objects[:number], body, *objects[number + 1 :]]
    raise AssertionError(old)


# --- changes by chance -------------------------------------------------------------------------------------------

ODD = [
    *rb"null 0 1 -1 007 +5 1. .5 -.5 1.2.3 --1 1-2 1e5 99999999999 true false truefalse R obj endobj stream".split(),
    *rb"/Name /A#42 /# // /B/C /% (text) (a(b)c) (a\(b) (\101) (\376\377\000a) (/etc/and/more/of/it) ()".split(),
    *rb"<> <41> <FEFF0041> <FEFF4E2D4E2E4E2D4E2F4E2E4E2D4E2E4E2D> <feff0041> <4> [ ] << >> { } [1] [[(a)]]".split(),
    *rb"<</A(b)>> <</A(b)/A(c)>> /Alt(said) /ActualText(said) /Subtype/Form /Type/Metadata /Subtype/Image".split(),
    *rb"/Type/EmbeddedFile /Filter/FlateDecode /Filter[/FlateDecode] /F(file) /Kids[] /Type/Page /Type/Pages".split(),
    *(b"1 0 R", b"2 0 R", b"9999 0 R", b"0 0 R", b"3 1 R", b"/Alt [ (said) (more) ]", b"/PatternType 1", b"/Length 5"),
    *(b"/DecodeParms<</Predictor 12>>", b"/N 3", b"/Length1 7", b"/Count 7", b"/MediaBox[0 0 1 1]", b"%note\n", b"  "),
    *(b"% a comment that is long enough\n", b"\t", b"\r\n", b"\n", b"(\\\n)", b"(100%of the members of it are here)"),
    *(b"(a 1 0 obj b)", b"(%%EOF)", b"(/ObjStm)", b"(a >>\nstream\n b)", b"(\xe9)", b"(a\\(\\376\\377\\000b)"),
]
_SHOWN = (b"(a) Tj", b"(a(b)) Tj", b"<41> Tj", b"/F9 9 Tf", b"BI", b"% a comment of it\n", b"<</A(b)>>", b"(\\101) Tj")


def changed(objects: list[bytes], chance: random.Random) -> list[bytes]:
    """The objects with one of them changed."""
    number = chance.randrange(len(objects))
    body = objects[number]
    change: Callable[[bytes, random.Random], bytes] = _bytes_changed if chance.random() < 0.1 else _tokens_changed
    if stream := _STREAM.fullmatch(body):
        before, _, after, packed = stream.groups()
        if chance.random() < 0.5:
            packed = _packed_changed(packed, chance)
        else:
            before, after = (
                (change(before, chance), after) if chance.random() < 0.5 else (before, change(after, chance))
            )
        body = b"%s/Length %d%s\nstream\n%s\nendstream" % (before, len(packed), after, packed)
    else:
        body = change(body, chance)
    return [*objects[:number], body, *objects[number + 1 :]]


def _tokens_changed(body: bytes, chance: random.Random) -> bytes:
    tokens = _TOKEN.findall(body)
    at = chance.randrange(len(tokens) + 1)
    match chance.randrange(4):
        case 0:
            tokens.insert(at, chance.choice(ODD))
        case 1:
            tokens[at : at + 1] = [chance.choice(ODD)]
        case 2:
            del tokens[at : at + chance.randint(1, 3)]
        case _:
            tokens[at:at] = tokens[at : at + chance.randint(1, 3)]
    return b"".join(tokens)


def _bytes_changed(body: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] + bytes(chance.choices(range(256), k=chance.randint(0, 2))) + body[at + chance.randint(0, 2) :]


def _packed_changed(packed: bytes, chance: random.Random) -> bytes:
    try:
        content = zlib.decompress(packed)
    except zlib.error:
        return _bytes_changed(packed, chance)
    match chance.randrange(4):
        case 0:
            return packed + chance.choice((b"\n", b"more", zlib.compress(b"more")))
        case 1:
            return _bytes_changed(packed, chance)
        case 2:
            return zlib.compress(_bytes_changed(content, chance))
    lines = content.split(b"\n")
    lines.insert(chance.randrange(len(lines)), chance.choice(_SHOWN))
    return zlib.compress(b"\n".join(lines))
