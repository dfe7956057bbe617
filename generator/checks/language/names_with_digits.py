"""Digits that are part of a name and say nothing that could be wrong: bills, sections, laws, telephones, rooms.

`blank` takes them out of a text before figures are looked for in it. Most names are known by a word before the number,
and those are looked for only in texts that have the word; the rest are tried where a number begins. So a text costs
little.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.checks.language.words import FILLER, plain_words

LAWS = (
    r"(?:Act|Law|Code|Amendments?|Agreement|Accords?|Treaty|Convention|Constitution|Declaration|Compact|Protocol"
    r"|Resolution|Bill|Order|Ordinance|Charter|Statute|Communiqu[eé]|Memorandum|Budget|Census|NDAA|Framework)"
)
_LAWS_IN_SMALL = (
    r"(?:act|law|bill|amendments|treaty|accords?|agreement|constitution|census|elections?|midterms?|primary|budget"
    r" resolution|appropriations|omnibus|Olympics|Olympic|Games|World Cup|farm bill|ndaa)"
)
_YEAR = r"(?:1[789]|20|21)\d\d"
_FISCAL = r"(?:FY ?'?\d{2,4}|[Ff]iscal [Yy]ear \d{4})"
_NOT_A_QUANTITY = (
    r"(?!,*+\d|\.\d|\s?(?:%|percent\b|per cent|percentage|million\b|billion\b|trillion\b|thousand\b|hundred\b))"
)
_PART = r"\d++[A-Za-z]?(?:[.:]\d++)*(?:\s?\([A-Za-z0-9]{1,4}\))*"
_RANGE = rf"{_PART}(?:\s?[-–—]\s?\d++[A-Za-z]?)?{_NOT_A_QUANTITY}"
_LIST = (
    rf"{_PART}{_NOT_A_QUANTITY}(?:(?:, (?:and |or )?| and | or | through | to |\s?[-–—]\s?|/){_PART}{_NOT_A_QUANTITY})*"
)

# What comes before the number of a section, a room, a form. Those in the second line mean it only with a capital.
_DESIGNATORS = (
    r"(?:section|sec\.|subsection|paragraph|para\.|clause|chapter|title|subtitle|part|subpart|article|amendment|annex"
    r"|appendix|exhibit|attachment|table|figure|fig\.|chart|page|p\.|volume|vol\.|footnote|form|step|phase|tier|stage"
    r"|type|grade|room|suite|ste\.|apt\.|building|box|district|ward|precinct|docket|proposition|prop\.|roll ?call(?:"
    r" vote)?|public law|pub\. ?l\.|p\.l\.|executive order|e\.o\.|highway|hwy\.|interstate|route|exit|flight"
    r"|channel|version|item|question|rule|bill|resolution|schedule|division|no\.)"
)
_CAPITAL_DESIGNATORS = (
    r"(?:Order|Directive|Memorandum|Circular|Bulletin|Level|Class|Category|Group|Unit|Case|Area|Camp|Line|Code|Region"
    r"|Zone|Gate|Pier|Lot|Note|Number|Issue|Opinion|Measure|Initiative|Standard|Apollo|Artemis|Boeing|Airbus|Fortune"
    r"|Forbes|Catch|Super Bowl|World War|Vision|Agenda|Made in China|Healthy People|Group of|Windows|iPhone|Formula"
    r"|Studio|Model|Battalion|Company|Task Force|Squadron|Engine|Ladder|Post|Lodge|Local|Day|Year|Operation"
    r"|Expo|S&P|Nasdaq|Dow|Russell|Rayburn|Longworth|Cannon"
    r"|Dirksen|Hart|Ford)"
)
_PLURALS = (
    r"(?:sections|secs\.|§§|subsections|paragraphs|clauses|chapters|titles|parts|subparts|articles|amendments|tables"
    r"|figures|pages|pp\.|volumes|rooms|districts|steps|phases|items|rules|nos\.|bills|forms|interstates|routes|highways|exits)"
)
_STREETS = (
    r"(?:Street|St\.|Avenue|Ave\.?|Road|Rd\.?|Boulevard|Blvd\.?|Drive|Lane|Way|Court|Place|Square|Highway|Parkway"
    r"|Plaza|Terrace|Circle|House Office Building|Senate Office Building|HOB|Building)"
)
_OFFICES = r"(?:Rayburn|Longworth|Cannon|Russell|Dirksen|Hart|Ford)"
_AFTER_ORDINAL = (
    r"(?:centur(?:y|ies)|congress|session|amendment|district|circuit|anniversary|birthday|grade|graders?|floor|street"
    r"|avenue|of July|term|parallel|meridian|reading)"
)


@dataclass(frozen=True, slots=True)
class Led:
    """A sort of name that a word leads to: a text needs one of the `hints` (words as `plain_words` has them)."""

    sort: str
    hints: frozenset[str]
    pattern: re.Pattern[str]


def _led(sort: str, hints: str, pattern: str) -> Led:
    return Led(sort, frozenset(hints.split()), re.compile(pattern))


_LAW_HINTS = (
    "act acts law laws code amendment amendments agreement accord accords treaty convention constitution"
    " declaration compact protocol resolution bill order ordinance charter statute communiqué memorandum budget"
    " census ndaa framework"
)
_SMALL_LAW_HINTS = (
    "election elections midterm midterms primary appropriations omnibus olympics olympic games cup farm " + _LAW_HINTS
)
_PART_HINTS = (
    "section sec subsection paragraph para clause chapter title subtitle part subpart article amendment annex"
    " appendix exhibit attachment table figure fig chart page p volume vol footnote form step phase tier stage"
    " type grade room suite ste apt building box district ward precinct docket proposition prop call rollcall law"
    " l order o highway hwy interstate route exit flight channel version item question rule bill resolution"
    " schedule division no vote"
)
_NUMBERED_HINTS = (
    "order directive memorandum circular bulletin level class category group unit case area camp line code region"
    " zone gate pier lot note number issue opinion measure initiative standard apollo artemis boeing airbus"
    " fortune forbes catch bowl war vision agenda china people of windows iphone formula studio model battalion"
    " company force squadron engine ladder post lodge local day year operation expo s&p nasdaq dow russell rayburn"
    " longworth cannon dirksen hart ford"
)
_PLURAL_HINTS = (
    "sections secs §§ subsections paragraphs clauses chapters titles parts subparts articles amendments tables"
    " figures pages pp volumes rooms districts steps phases items rules nos bills forms interstates routes"
    " highways exits"
)

WORD_LED: tuple[Led, ...] = (
    _led("hotline", "call dial text calling dialing texting",
         r"\b(?:[Cc]all|[Dd]ial|[Tt]ext)(?:ing)?(?: or text)? (?:9-?1-?1|988|[2-8]11|\d{5,6})\b"
         r"|\b[Tt]ext [“\"]?[A-Z]+[”\"]? to \d{5,6}\b"),
    _led("bill", "h hr s hres sres hjres sjres hconres sconres ab hb sb a treaty",
         r"(?<![A-Za-z]\.)(?<![A-Za-z])(?:H\. ?R\.|HR|S\.|(?:H|S)\. ?(?:(?:J|Con|C)\. ?)?Res\.|(?:H|S)(?:J|Con)?Res"
         r"|(?:H|S)\. ?Amdt\.|[AHS]\.?B\.?|Treaty Doc\.) ?\d++(?:-\d++)?(?:(?:,| and| or) \d++\b(?! \w+s\b))*"
         + _NOT_A_QUANTITY),
    _led("public law", "public pub p",
         r"\b(?:[Pp]ublic [Ll]aw|[Pp]ub\. ?L\.|P\. ?L\.)(?: [Nn]o\.)? ?\d+[-–]\d+"),
    _led("report", "report rept doc",
         r"\b(?:(?:House|Senate|Conference) Report|[HS]\. ?Rept\.|[HS]\. ?Doc\.)(?: No\.)? \d+-\d+"),
    _led("parts", _PLURAL_HINTS, rf"(?i:\b{_PLURALS}) {_LIST}"),
    _led("part", _PART_HINTS, rf"(?i:\b{_DESIGNATORS}) ?#?{_RANGE}"),
    _led("numbered name", _NUMBERED_HINTS, rf"\b{_CAPITAL_DESIGNATORS}[ -](?:No\. ?)?#?{_RANGE}"),
    _led("law of a year", _LAW_HINTS,
         rf"(?i:\b{LAWS})s?(?: for)?(?:,? of|,)? \(?(?:{_FISCAL}|{_YEAR})\b\)?"),
    _led("year of a law", _LAW_HINTS,
         rf"\b(?:{_FISCAL}|{_YEAR})\b(?=(?:['’]s)?(?: (?:[A-Z][\w.&'’-]*+|of|the|and|for|on)){{0,7}} {LAWS}\b)"),
    _led("year of a law", _SMALL_LAW_HINTS,
         rf"\b(?:{_FISCAL}|{_YEAR})\b(?= (?:(?!the |a |an |our |this |that )[\w-]++ ){{0,2}}{_LAWS_IN_SMALL}\b)"),
    _led("day with a name", "september sept january jan july",
         r"\bJuly 4(?:th)?\b(?!,? \d)"
         r"|\b(?:September|Sept\.) 11(?:th)?(?:,? 2001,?)?(?= (?:attacks?|terror|victims|families|Commission|memorial))"
         r"|\b(?:January|Jan\.) 6(?:th)?(?:,? 2021,?)?(?= (?:attack|insurrection|riot|[Cc]ommittee))"),
    _led("rank", "no number #1", r"(?:\bNo\.|\b[Nn]umber|#) ?1\b(?![\d.,%]\d| percent)"),
    _led("constant", "day week", r"\b(?:twenty-four hours a day|seven days a week)\b"),
    _led("base of a rate", "1", r"\b(?:every|each|per|Every|Each) \$1\b(?![.,]?\d)"),
)  # fmt: skip

# What stands before an @ and between the dots of a host has at most 64 letters, by the standards of mail and names.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w.+-]{1,64}@[\w-]{1,64}+(?:\.[\w-]{1,64}+)+"
    r"|\b(?:[a-z0-9-]{1,64}+\.){1,8}(?:gov|com|org|edu|net)\b\S*"
)
_SECTION_SIGN = re.compile(rf"(?<!§)§++ ?{_LIST}")
_LONGEST_NAME = 40
# Words with digits in them, states with their ZIP codes; but not FY2024 and Q3.
_CAPITALS = re.compile(
    r"\b(?:[A-Z]{2},? +\d{5}(?:-\d{4})?\b|(?:SD|SR|SH|HT|CVC)-\d+\b"
    rf"|(?!FY ?'?\d|Q[1-4]\b)[A-Z][A-Za-z]{{0,{_LONGEST_NAME}}}+(?:-[A-Z][A-Za-z]{{0,{_LONGEST_NAME}}}+){{0,4}}"
    r"-?\d+(?:\.\d+)?[A-Za-z\d]*(?:-[\dA-Za-z]+)*)"
)

# --- names that begin with their number, or with a bracket before it; tried where a number begins
DIGIT_LED = re.compile(
    "|".join(
        (
            # telephones
            r"(?:\+?1[-. ])?(?:\(\d{3}\)\s?|\d{3}[-. ])\d{3}[-. ]\d{4}\b(?:,? ?(?:x|ext\.?|extension) ?\d+)?",
            r"1-8\d\d-[A-Z0-9][A-Z0-9-]{3,}\b|555-\d{4}\b",
            r"(?:988|911|211)\b(?= (?:Suicide|[Ll]ifeline|calls?\b|[Ll]ine\b|operator|dispatch|system))",
            # streets and rooms
            r"\d{1,5}(?: [NSEW]\.| (?:North|South|East|West))?"
            rf"(?: (?:[A-Z][\w.'’-]*+|\d++(?:st|nd|rd|th))){{1,4}} {_STREETS}",
            rf"\d{{1,4}} {_OFFICES}\b",
            # citations
            r"\d++ (?:U\. ?S\. ?C\.?|USC|C\. ?F\. ?R\.?|CFR|Stat\.|Fed\. ?Reg\.|F\. ?R\.|U\. ?S\.|S\. ?Ct\."
            r"|F\.(?:2d|3d|4th)|Cong\. ?Rec\.)(?: ?§+| [Pp]arts?| [Ss]ec(?:tion|\.))?"
            r" ?[\dA-Z][\w.–-]*(?:,\d{3})?(?:\([a-z0-9]+\))*",
            r"\d{2,4}\([a-z]\)(?:\(\d+\))*(?: (?:loan|firm|program)s?\b)?|[78]\(a\) (?:loan|firm|program)s?\b",
            # programmes, days and decades known by their number
            r"\d{3,4}\b(?= (?:Project|Program|Commission|Initiative|Coalition|Campaign|Fund)\b)",
            r"340B\b|529 (?:plan|account)s?\b|1033 program\b|504 (?:loan|program)s?\b",
            r"9/11\b|24[/-]7\b",
            r"(?:1[789]|20|21)\d0s\b|(?<=['’])\d0s\b",
            r"\d++(?:st|nd|rd|th)\b(?=(?:(?:,| and|, and) \d++(?:st|nd|rd|th)){0,8}"
            rf" (?:[A-Z]|(?i:{_AFTER_ORDINAL})))",
            r"\d[GDH]\b|\d-[A-Z]\b|\d{4}-[A-Z]{1,3}\b|\dFA\b",
            # hours of the clock
            r"\d{1,2}(?::\d\d)? ?(?:[ap]\. ?m\.|[ap]m\b|[AP]M\b|o['’]clock)|\d{1,2}:\d\d\b",
            # what is always so
            r"50 states\b|435 (?:Members|districts|seats)\b|100 [Ss]enators\b",
            r"24 hours a day\b|7 days a week\b|365 days a year\b",
            # lists
            r"(?m:^\s*)\d{1,2}[.)](?=\s)|(?<=[\s;:,])\(\d{1,2}\)(?=\s)|(?<!\S)\(\d{1,2}\)(?=\s)",
        )
    )
)
_NUMBER_STARTS = re.compile(r"(?<![\w.,$€£])\d")

# A capital word in the middle of a sentence and a number that nothing is counted by: "the Beltway on Interchange 12."
_NAME_AND_NUMBER = re.compile(
    r"(?<=[a-z,] )(?P<name>[A-Z][A-Za-z]+) \d{1,4}"
    r"(?=[.;!?)”\"]|,(?!\d)|$| (?:is|was|are|were|will|has|had|that|which)\b)"
)
_CALENDAR = (
    "January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug"
    " Sept Sep Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
)
_NO_NAMES = frozenset([*_CALENDAR.split(), "Congress", "House", "Senate", "FY"])


def blank(text: str) -> str:
    """The text with `FILLER` in place of every name that has a number in it; its length does not change."""
    if "." in text or "@" in text or "/" in text:
        text = _ADDRESS.sub(_filled, text)
    if "§" in text:
        text = _SECTION_SIGN.sub(_filled, text)
    text = fill(text, _digit_led(text))
    words = set(plain_words(text))
    for led in WORD_LED:
        if not led.hints.isdisjoint(words):
            text = led.pattern.sub(_filled, text)
    return _NAME_AND_NUMBER.sub(_unless_in_calendar, _CAPITALS.sub(_filled, text))


def fill(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with `FILLER` from the start to the end of every span; they come in order and do not overlap."""
    pieces, done = [], 0
    for start, end in spans:
        pieces += [text[done:start], FILLER * (end - start)]
        done = end
    return "".join((*pieces, text[done:]))


def _digit_led(text: str) -> Iterator[tuple[int, int]]:
    """Where names stand that begin with a number: tried at every number, and at the bracket or sign before it."""
    done = 0
    for found in _NUMBER_STARTS.finditer(text):
        start = found.start()
        if start < done:
            continue
        for at in (start, start - 1) if start > done and text[start - 1] in "(+" else (start,):
            if match := DIGIT_LED.match(text, at):
                done = match.end()
                yield match.span()
                break


def _unless_in_calendar(match: re.Match[str]) -> str:
    return match.group() if match["name"] in _NO_NAMES else _filled(match)


def _filled(match: re.Match[str]) -> str:
    return FILLER * len(match.group())
