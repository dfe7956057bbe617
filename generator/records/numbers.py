"""The number of a document, as people type it off a page or paste it out of Word."""

from __future__ import annotations

import re
from unicodedata import normalize

_DASH = r"[-\u00ad\u2010-\u2015\u2212_./\u30fc\s]*"
_TYPED = re.compile(
    rf"(?:(?:document|doc\.?)\s*)?(?:(?:number|num|nr|no|n)\b\s*[.º°:]?|#)?\s*[#:.]?\s*([A-Z]{{4}}){_DASH}(\d{{4}})[.,;]?",
    re.IGNORECASE,
)
_AT_THE_FOOT = re.compile(rf"(?<!\w)(?:No\s*\.|#)\s*([A-Z]{{4}}){_DASH}(\d{{4}})\b")


def number_of(typed: str) -> str:
    """The number that somebody means by `No. ABCD–1234`, `abcd 1234`, `#ABCD1234` or the like; empty if it is none."""
    found = _TYPED.fullmatch(normalize("NFKC", typed).strip().strip("\"'“”‘’()[]").strip())
    return f"{found[1].upper()}-{found[2]}" if found else ""


def numbers_in(text: str) -> list[str]:
    """The numbers that stand in a text as they stand at the foot of a page, each once, in order."""
    found = _AT_THE_FOOT.finditer(normalize("NFKC", text))
    return list(dict.fromkeys(f"{match[1]}-{match[2]}" for match in found))
