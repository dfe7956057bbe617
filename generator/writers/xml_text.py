"""Words as they stand between tags, in the XML of a Word file and of a PDF's properties alike."""

from __future__ import annotations

import re
from functools import lru_cache

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # few: all others take 5 ms to compile


@lru_cache(maxsize=16)
def between_tags(words: str) -> str:
    """Words between tags, where quotation marks stand for themselves. ValueError for a character that XML cannot hold.

    Remembered, since the receipt of a document stands in both of its files.
    """
    if bad := _NOT_XML.search(words):
        raise ValueError(f"U+{ord(bad[0]):04X} cannot stand in the properties of a file: {words!r}")
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
