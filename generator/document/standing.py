"""What a document is unless it may leave the office: a draft, or the final of an office that is only an example. Its
pages say so at the head, and its file name at the end."""

from __future__ import annotations

DRAFT = "DRAFT"
EXAMPLE = "EXAMPLE"


def standing(*, final: bool, example: bool) -> str:
    """The word for it; empty for what may leave the office. `example` is whether the office is one."""
    if not final:
        return DRAFT
    return EXAMPLE if example else ""


def as_draft(markings: tuple[str, ...]) -> tuple[str, ...]:
    """The markings with a word for what it is: of what may leave the office, those of its draft."""
    return markings if DRAFT in markings or EXAMPLE in markings else (*markings, DRAFT)


def marked(stem: str, word: str) -> str:
    """The name of a document's files with the word at its end: `…_Member_DRAFT`. So a draft never has a final's name,
    and never takes its place."""
    return f"{stem}_{word}" if word else stem
