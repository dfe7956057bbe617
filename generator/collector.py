"""When Python looks for rubbish: seldom, and never through what stays to the end."""

from __future__ import annotations

import gc

OBJECTS_BETWEEN_COLLECTIONS = 20_000
"""Python's own 700 has the collector come many times in a document, whose objects live as long as its making."""


def settle() -> None:
    """What has been read stays: collections need not look through it again."""
    gc.freeze()
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    gc.enable()
