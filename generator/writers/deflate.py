"""Compression, as the parts of our files have it."""

from __future__ import annotations

import zlib

BEST, USUAL, QUICK = 9, 6, 3
"""Levels: for what is made once in the life of a process, for what many documents have, and for what one has. The last
is the highest that does not try for better: half the time, for one byte in fifteen."""
_WINDOW = 14
"""16 KB. For what has the size of our parts it gives as many bytes as the usual one in two thirds of the time, the rest
of which goes into clearing its memory."""


def packed(data: bytes, level: int, *, bare: bool = False) -> bytes:
    """Deflated data; `bare` without the head and the sum that it has in a PDF and not in an archive."""
    deflate = zlib.compressobj(level, zlib.DEFLATED, -_WINDOW if bare else _WINDOW)
    return deflate.compress(data) + deflate.flush()
