"""An internal line in every disguise, in every place of a file, in every format: does the guard find it?

    python -m tests.inspection.disguises    all of them, a minute or so; prints what was tried, found and missed

The disguises leave the line as it looks, or nearly; the places are those in which a file can hold words.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from itertools import product
from unicodedata import normalize
from urllib.parse import quote

from pikepdf import Array, Dictionary, Name, String

from tests.inspection.planting import REF, SECRET, found, good, in_body, package, paragraph, parts_of, run, with_part
from tests.inspection.plants_docx import W, deleted, hidden, inserted, text_box
from tests.inspection.plants_pdf import annotation, attachment, draw, edited, helvetica, info, root

EIGHT = " ".join(SECRET.split()[3:11])
"""As many words of the line as are a leak by themselves."""


def moved(text: str, small: int, capital: int) -> str:
    """A text in letters that stand elsewhere in Unicode."""
    return "".join(
        chr(small + ord(c) - 97) if "a" <= c <= "z" else chr(capital + ord(c) - 65) if "A" <= c <= "Z" else c
        for c in text
    )


CYRILLIC = str.maketrans("aeopcxyTH", "аеорсхуТН")
GREEK = str.maketrans("ovT", "ονΤ")
SMALL_CAPITALS = str.maketrans("abcdefghijklmnoprtuvwz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡᴢ")

DISGUISES: dict[str, Callable[[str], str]] = {
    "none": str,
    "capitals": str.upper,
    "straight quotes": lambda t: t.replace("’", "'").replace("-", "\u2011"),
    "no-break spaces": lambda t: t.replace(" ", "\u00a0"),
    "no spaces": lambda t: t.replace(" ", ""),
    "soft hyphens": "\u00ad".join,
    "zero-width spaces": "\u200b".join,
    "joiners": "\u2060".join,
    "controls of direction": "\u2066".join,
    "backwards": lambda t: f"\u202e{t[::-1]}\u202c",
    "accents": lambda t: normalize("NFC", t.replace("e", "e\u0301").replace("a", "a\u0300")),
    "combining marks": lambda t: "\u0332".join(t) + "\u0336",
    "ligatures": lambda t: t.replace("ffi", "\ufb03").replace("ff", "\ufb00").replace("fl", "\ufb02"),
    "Cyrillic letters": lambda t: t.translate(CYRILLIC),
    "Greek letters": lambda t: t.translate(GREEK),
    "wide letters": lambda t: "".join(chr(ord(c) + 0xFEE0) if "!" < c < "~" else c for c in t),
    "mathematical letters": lambda t: moved(t, 0x1D5EE, 0x1D5D4),
    "letters in circles": lambda t: moved(t, 0x24D0, 0x24B6),
    "letters in black boxes": lambda t: moved(t.upper(), 0, 0x1F170),
    "small capitals": lambda t: t.translate(SMALL_CAPITALS),
    "two letters for one": lambda t: t.replace("m", "rn").replace("w", "vv"),
    "I for l": lambda t: t.replace("l", "I"),
    "l for i": lambda t: t.replace("i", "l"),
    "digits for letters": lambda t: t.replace("l", "1").replace("o", "0"),
    "bars for letters": lambda t: t.replace("l", "|"),
    "digits and bars for letters": lambda t: t.replace("ll", "|1").replace("l", "1").replace("o", "0"),
    "entities": lambda t: t.replace(" ", "&nbsp;").replace("’", "&rsquo;"),
    "eight words of it": lambda t: EIGHT,
    "eight words of it, Cyrillic": lambda t: EIGHT.translate(CYRILLIC),
}

Place = Callable[[str], bytes]


def part(name: str, kind: str) -> Place:
    return lambda t: with_part(name, f"<w:{kind} {W}>{paragraph(run(escape(t)))}</w:{kind}>")


def attribute(xml: str) -> Place:
    return lambda t: in_body(paragraph(xml.format(escape(t))))


def target(text: str) -> bytes:
    relation = f'<Relationship xmlns="r" Id="z" Target="mailto:a@b.example?body={quote(text)}"/>'
    return with_part("word/_rels/a.xml.rels", f"<?xml version='1.0'?><Relationships>{relation}</Relationships>")


def cells(text: str) -> bytes:
    half = len(text) // 2
    made = "".join(f"<w:tc>{paragraph(run(escape(t)))}</w:tc>" for t in (text[:half], text[half:]))
    return in_body(f"<w:tbl><w:tr>{made}</w:tr></w:tbl>")


def custom(text: str) -> bytes:
    return with_part("customXml/item7.xml", f"<?xml version='1.0'?><a>{escape(text)}</a>")


def embedded(text: str) -> bytes:
    return with_part("word/embeddings/a.docx", in_body(paragraph(run(escape(text)))))


WORD: dict[str, Place] = {
    "body": lambda t: in_body(paragraph(run(escape(t)))),
    "a run for every letter": lambda t: in_body(paragraph(*(run(escape(c)) for c in t))),
    "table": lambda t: in_body(f"<w:tbl><w:tr><w:tc>{paragraph(run(escape(t)))}</w:tc></w:tr></w:tbl>"),
    "text box": lambda t: in_body(paragraph(text_box(escape(t)))),
    "hidden": lambda t: in_body(paragraph(hidden(escape(t)))),
    "inserted": lambda t: in_body(paragraph(inserted(escape(t)))),
    "deleted": lambda t: in_body(paragraph(deleted(escape(t)))),
    "head": part("word/header9.xml", "hdr"),
    "foot": part("word/footer9.xml", "ftr"),
    "comment": part("word/comments.xml", "comments"),
    "footnote": part("word/footnotes.xml", "footnotes"),
    "alternative text": attribute('<w:r><w:drawing><wp:docPr id="7" descr="{}"/></w:drawing></w:r>'),
    "bookmark": attribute('<w:bookmarkStart w:id="70" w:name="{}"/>'),
    "tip of a link": attribute('<w:hyperlink w:tooltip="{}"/>'),
    "target of a link": target,
    "custom XML": custom,
    "property": lambda t: with_part("docProps/custom.xml", f"<?xml version='1.0'?><p>{escape(t)}</p>"),
    "embedded file": embedded,
    "text part": lambda t: with_part("word/a.txt", t),
    "comment on the package": lambda t: package(parts_of(good("docx")), t.encode()[:60_000]),
}
PDF: dict[str, Place] = {
    "alternative text": lambda t: edited(lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/Alt", String(t))),
    "annotation": lambda t: edited(annotation(Contents=String(t))),
    "target of a link": lambda t: edited(
        annotation(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String(f"mailto:a@b.example?body={quote(t)}")))
    ),
    "property": lambda t: edited(info(Keywords=t)),
    "attachment": lambda t: edited(attachment(t.encode())),
    "script": lambda t: edited(root(OpenAction=Dictionary(S=Name.JavaScript, JS=String(t)))),
    "page label": lambda t: edited(root(PageLabels=Dictionary(Nums=Array([0, Dictionary(P=String(t))])))),
    "replaced on the page": lambda t: edited(
        draw(f"/Span <</ActualText <{(chr(0xFEFF) + t).encode('utf-16-be').hex()}>>> BDC EMC", lambda pdf: helvetica())
    ),
}
TEXT: dict[str, Place] = {"text": lambda t: f"Before. {t} Behind.".encode()}
FORMATS: dict[str, dict[str, Place]] = {"docx": WORD, "pdf": PDF, "txt": TEXT}


def hidings() -> Iterator[tuple[str, str, str]]:
    """Every disguise in every place of every format; in the name of a file as well."""
    for format, places in FORMATS.items():
        yield from ((format, place, disguise) for place, disguise in product((*places, "name of the file"), DISGUISES))


def is_found(format: str, place: str, disguise: str) -> bool:
    """Whether the guard finds the line."""
    text = DISGUISES[disguise](SECRET)
    name, make = f"a.{format}", FORMATS[format].get(place, partial(_good, format))
    if place == "name of the file":
        name = f"2026_{text.replace('/', '-')}.{format}"
    return REF in {leak.ref for leak in found(make(text), name)}


def _good(format: str, text: str) -> bytes:
    return good(format)


def main() -> int:
    tried: Counter[str] = Counter()
    missed: list[tuple[str, str, str]] = []
    for hiding in hidings():
        tried[hiding[0]] += 1
        if not is_found(*hiding):
            missed.append(hiding)
    for format, places in FORMATS.items():
        count = sum(m[0] == format for m in missed)
        kinds = f"{len(DISGUISES)} disguises in {len(places) + 1} places"
        print(f"{format}: {kinds}, {tried[format]:,} files: {tried[format] - count:,} found, {count} missed")
    for hiding in missed:
        print("missed:", ", ".join(hiding))
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
