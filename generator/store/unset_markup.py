"""Markup that is not set: it would be printed as it stands, or be lost without a word. Found in texts and templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.store.substitution import Fault

_IN_A_LINE = (
    (r"<!--", "a comment, and comments are printed", "remove it; a comment of the file begins with #"),
    (r"<(?:https?://|mailto:|[\w.+-]+@)[^\s<>]+>", "an address in angle brackets", "write [words](address)"),
    (r"</?[A-Za-z][A-Za-z0-9]*(?: [^<>\n]*)?/?>", "HTML, which is not set", "remove it; **strong** and *emphasis* are"),
    (r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,6});", "a character in HTML’s spelling", "type the character itself"),
    (r"~~[^~\n]+~~", "struck-out text, which is not set", "take it out"),
    (r"!\[[^\]\n]{0,300}\]\([^)\n]{0,300}\)", "a picture, which is not set", "take it out"),
    (r"\[\^[^\]\s]{1,60}\]:?", "a footnote, which is not set", "cite a source: sources: [SOURCE]"),
    (r"(?<!!)\[[^\]\n]{1,300}\]\[[^\]\n]{0,300}\]", "a link by name, which is not set", "write [words](address)"),
    (r"(?<!!)\[[^\]\n]{1,300}\]\((?!https?://|mailto:)[^)\n]{0,300}\)", "a link that leads nowhere",
     "write [words](https://…)"),
    (r"`[^`\n]+`", "code, which is not set", "remove the backquotes"),
)  # fmt: skip
_IN_A_NAME = (
    (r"\{\{[^{}\n]*\}\}|\[\[[^\[\]\n]*\]\]", "a figure, and only sentences state those", "write the words alone"),
    (r"(?<![\w*])(\*{1,3})(?=[^\s*])[^*\n]*[^\s*]\1(?![\w*])", "marked by asterisks, and only sentences are set so",
     "take them out"),
    (r"(?<!!)\[[^\]\n]{1,300}\]\((?:https?://|mailto:)[^)\n]{0,300}\)", "a link, and only sentences have those",
     "write the words alone"),
)  # fmt: skip
_ON_A_LINE_OF_ITS_OWN = (
    (r"(?:[-*+•·▪]|\d{1,2}[.)])[ \t]+(?=\S)", "an item of a list, and a text is set as one paragraph",
     "say it as a sentence, or make each item a point"),
    (r"#{1,6}[ \t]+(?=\S)", "a heading, which is not set", "write it into the template"),
    (r">[ \t]+(?=\S)", "a quotation by >, which is not set", "write a point of kind quote"),
    (r"\|.*\|[ \t]*$", "a table, which is not set", "make it a table of the store"),
    (r"(?:-{3,}|\*{3,}|_{3,})[ \t]*$", "a rule across the page, which is not set", "take it out"),
)  # fmt: skip


def _patterns(pairs: Iterable[tuple[str, str, str]], before: str = "") -> Sequence[tuple[re.Pattern[str], str, str]]:
    return tuple((re.compile(before + pattern, re.MULTILINE), what, mend) for pattern, what, mend in pairs)


_ANYWHERE = _patterns(_IN_A_LINE)
_NAMES = _patterns(_IN_A_NAME)
_AT_A_LINE = _patterns(_ON_A_LINE_OF_ITS_OWN, r"^[ \t]*")
_SHOWN = 40
"""Letters of what was found that a message shows."""
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*(?=\S)")


def unset(text: str) -> list[Fault]:
    """What a text of the store has that is not set, and where it is more than one paragraph; in order."""
    return sorted((*within_lines(text), *_lines(text)), key=lambda fault: fault.offset)


def within_names(text: str) -> Iterator[Fault]:
    """What may not stand in a name, label, title or cell: those are printed as they stand."""
    for fault in within_lines(text):
        mend = "write the words alone" if "[words]" in fault.mend else fault.mend.partition(";")[0]
        yield Fault(fault.offset, fault.what, mend)
    if any(mark in text for mark in "{[*"):
        yield from _found(_NAMES, text)


def within_lines(text: str) -> Iterator[Fault]:
    """What may not stand in any line: of a text of the store, or of a template."""
    if any(mark in text for mark in "<&~[`"):
        yield from _found(_ANYWHERE, text)


def _found(patterns: Sequence[tuple[re.Pattern[str], str, str]], text: str) -> Iterator[Fault]:
    for pattern, what, mend in patterns:
        for match in pattern.finditer(text):
            yield Fault(match.start(), f'"{_short(match.group())}" is {what}', mend)


def _lines(text: str) -> Iterator[Fault]:
    if "\n" not in text.strip() and text.lstrip()[:1].isalpha():
        return
    for pattern, what, mend in _AT_A_LINE:
        for match in pattern.finditer(text):
            line = text[match.start() : match.end() + _SHOWN].lstrip().split("\n", 1)[0]
            yield Fault(match.end() - len(match.group().lstrip()), f'"{_short(line)}" is {what}', mend)
    if paragraph := _PARAGRAPH.search(text.rstrip()):
        mend = "join them, or make each a point"
        yield Fault(paragraph.end(), "a second paragraph begins here, and a text is set as one", mend)


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
