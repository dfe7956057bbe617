"""What in a text only holds the place of words or of a figure, until somebody knows them."""

from __future__ import annotations

import re
from collections.abc import Iterator

UNTIL_KNOWN = r"n/?\.?a\.?|tb[adc]|tk+|todo|#n/a|#ref!"
"""What people write where something is to come, alone in its place."""
_NO_TEXT = re.compile(UNTIL_KNOWN, re.IGNORECASE)

_AMOUNT = r"(?:percent|million|billion|trillion)\b"
_LABELS = (
    "TK|TB[ACD]|TODO|XX|ADD|CHECK|CONFIRM|VERIFY|NAME|DATE|NUMBER|AMOUNT|STATE|DISTRICT|CITE|SOURCE|QUOTE|FIGURE|STAT"
    "|LEAD|TITLE|LINK|(?i:insert|placeholder|fill in|to come|citation needed|check w)"
)
_ASK = r"(?i:check|confirm|verify|ask) w/"
_WORD = r"(?<![\w@/.-])(?:(?:TK)+|TB[ADC]|tb[ad]|TODO|FIXME|PLACEHOLDER|INSERT [A-Z]+)(?![\w@/]|-\w)"
_ROMAN = r"(?<![\w@/$])XX+(?![\w@/])"
_OTHERS = (
    r"\$[Xx_?#]+(?!\w)",  # $X million
    rf"(?<![\w@/–-])xx+(?= {_AMOUNT}|%)",
    rf"(?<![\w@/])X(?= {_AMOUNT}|%)",
    r"(?<!\d)(?:(?:19|20)[Xx]{2}|20\dX)(?!\w)",  # a year
    rf"\[(?:{_LABELS})\b[^\[\]]{{0,80}}\](?!\()",  # [INSERT LEAD], and no link
    rf"\({_ASK}[^()]{{0,80}}\)|\b{_ASK}(?!o\b)",  # (check w/ Luis), and not "w/o"
    r"\(\?\)|\?{2,}",
    r"(?<![_\w])_{3,7}(?![_\w])",
    rf"(?<![#\w])#{{2,6}}(?=%| {_AMOUNT})",
    r"(?i:\blorem ipsum\b)",
)
_IN_TEXT = re.compile(f"(?P<word>{_WORD})|(?P<roman>{_ROMAN})|{'|'.join(_OTHERS)}")
"""A `word` may also be a name in quotes, and a `roman` one the number twenty."""

_NUMBERED = re.compile(
    r"(?:\b(?:title|subtitle|part|chapter|article|section|volume|book|appendix|annex|schedule|class|type|bowl|no\.)s?"
    r"|\b[IVXLC]+,?(?: and| or| to| through)?|[–-])\s?\Z",
    re.IGNORECASE,
)
_NAMED = re.compile(r"[A-Z][\w’']{0,30} \Z")
_SENTENCE_BEGINS = re.compile(r"(?:\A|[.!?:] )[A-Z][\w’']{0,30} \Z")
_COUNTED = re.compile(r"\s[a-z]")
_MEASURED = re.compile(rf"\s{_AMOUNT}|%")
_QUOTES = "“”‘’\"'"


def says_no_text(text: str) -> bool:
    """Whether a whole text only holds the place of one: `N/A`, `TBD.`"""
    return bool(_NO_TEXT.fullmatch(text.strip(" :").removesuffix(".")) or _NO_TEXT.fullmatch(text))


def stand_ins(text: str) -> Iterator[tuple[int, str]]:
    """What in a text holds the place of a figure or of words, with where it stands: `XX`, `TK`, `[INSERT LEAD]`,
    `(check w/ Luis)`. Title XX and a ship “TBD” are none."""
    for match in _IN_TEXT.finditer(text):
        start, end = match.span()
        before = text[max(0, start - 40) : start]
        if match["word"] and before[-1:] and before[-1:] in _QUOTES and text[end : end + 1] in tuple(_QUOTES):
            continue
        if match["roman"] and len(match["roman"]) < 4 and _is_a_numeral(before, text[end : end + 12]):
            continue
        yield start, match.group()


def _is_a_numeral(before: str, after: str) -> bool:
    """Whether XX or XXX numbers what is named before it: Title XX, Super Bowl XX, chromosomes.

    After a name in mid-sentence it is one, unless a word goes on that it would count: "Walden XX beds".
    """
    if after[:11].lower() == " chromosome":
        return True
    if _MEASURED.match(after):
        return False
    if _NUMBERED.search(before):
        return True
    return bool(_NAMED.search(before)) and not (_SENTENCE_BEGINS.search(before) or _COUNTED.match(after))
