"""What a document is until it may leave: a draft. Its pages say so at the head, and its file name at the end."""

from __future__ import annotations

DRAFT = "DRAFT"


def standing(*, final: bool) -> str:
    """The word for it; empty for what may leave the office."""
    return "" if final else DRAFT


def marked(stem: str, word: str) -> str:
    """The name of a document's files with the word at its end: `…_Member_DRAFT`. So a draft never has a final's name,
    and never takes its place."""
    return f"{stem}_{word}" if word else stem
