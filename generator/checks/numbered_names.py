"""Digits that are part of a name and say nothing that could be wrong: bills, sections, laws, telephones, rooms.

`blank` takes them out of a text before figures are looked for in it. Each pattern is one sort of name; the order is the
order in which they are taken out. All are bounded: none can look at a text for long.
"""

from __future__ import annotations

import re

FILLER = "\ufffc"
"""Stands in a text for what is not looked at; no word character, so that words around it end at it."""

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
    r"(?![\d,]*\d|\.\d|\s?(?:%|percent\b|per cent|percentage|million\b|billion\b|trillion\b|thousand\b|hundred\b))"
)
_PART = r"\d+[A-Za-z]?(?:[.:]\d+)*(?:\s?\([A-Za-z0-9]{1,4}\))*"
_RANGE = rf"{_PART}(?:\s?[-–—]\s?\d+[A-Za-z]?)?{_NOT_A_QUANTITY}"
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

NAMES: tuple[tuple[str, str], ...] = (
    # --- where and how to reach somebody
    ("address", r"(?:https?://|www\.)\S+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b(?:[a-z0-9-]+\.)+(?:gov|com|org|edu|net)\b\S*"),
    ("telephone", r"(?:\+?1[-. ])?(?:\(\d{3}\)\s?|\b\d{3}[-. ])\d{3}[-. ]\d{4}\b(?:,? ?(?:x|ext\.?|extension) ?\d+)?"),
    ("telephone", r"\b1-8\d\d-[A-Z0-9][A-Z0-9-]{3,}\b|\b555-\d{4}\b"),
    ("hotline", r"\b(?:[Cc]all|[Dd]ial|[Tt]ext)(?:ing)?(?: or text)? (?:9-?1-?1|988|[2-8]11|\d{5,6})\b"),
    ("hotline", r"\b[Tt]ext [“\"]?[A-Z]+[”\"]? to \d{5,6}\b"),
    ("hotline", r"\b(?:988|911|211)\b(?= (?:Suicide|[Ll]ifeline|calls?\b|[Ll]ine\b|operator|dispatch|system))"),
    ("ZIP code", r"\b[A-Z]{2},? +\d{5}(?:-\d{4})?\b"),
    (
        "street",
        rf"\b\d{{1,5}}(?: [NSEW]\.| (?:North|South|East|West))?"
        rf"(?: (?:[A-Z][\w.'’-]*|\d+(?:st|nd|rd|th))){{1,4}} {_STREETS}",
    ),
    ("room", rf"\b\d{{1,4}} {_OFFICES}\b|\b(?:SD|SR|SH|HT|CVC)-\d+\b"),
    # --- bills, laws and their parts
    (
        "bill",
        r"(?<![A-Za-z]\.)(?<![A-Za-z])(?:H\. ?R\.|HR|S\.|(?:H|S)\. ?(?:(?:J|Con|C)\. ?)?Res\.|(?:H|S)(?:J|Con)?Res"
        r"|(?:H|S)\. ?Amdt\.|[AHS]\.?B\.?|Treaty Doc\.) ?\d+(?:-\d+)?(?:(?:,| and| or) \d+\b(?! \w+s\b))*"
        + _NOT_A_QUANTITY,
    ),
    (
        "citation",
        r"\b\d+ (?:U\. ?S\. ?C\.?|USC|C\. ?F\. ?R\.?|CFR|Stat\.|Fed\. ?Reg\.|F\. ?R\.|U\. ?S\.|S\. ?Ct\."
        r"|F\.(?:2d|3d|4th)|Cong\. ?Rec\.)(?: ?§+| [Pp]arts?| [Ss]ec(?:tion|\.))?"
        r" ?[\dA-Z][\w.–-]*(?:,\d{3})?(?:\([a-z0-9]+\))*",
    ),
    ("paragraph", r"\b\d{2,4}\([a-z]\)(?:\(\d+\))*"),
    ("section sign", rf"§+ ?{_LIST}"),
    ("public law", r"\b(?:[Pp]ublic [Ll]aw|[Pp]ub\. ?L\.|P\. ?L\.)(?: [Nn]o\.)? ?\d+[-–]\d+"),
    ("report", r"\b(?:(?:House|Senate|Conference) Report|[HS]\. ?Rept\.|[HS]\. ?Doc\.)(?: No\.)? \d+-\d+"),
    ("parts", rf"(?i:\b{_PLURALS}) {_LIST}"),
    ("part", rf"(?i:\b{_DESIGNATORS}) ?#?{_RANGE}"),
    ("numbered name", rf"\b{_CAPITAL_DESIGNATORS}[ -](?:No\. ?)?#?{_RANGE}"),
    # --- years that belong to a name
    ("law of a year", rf"(?i:\b{LAWS})s?(?: for)?(?:,? of|,)? \(?(?:{_FISCAL}|{_YEAR})\b\)?"),
    (
        "year of a law",
        rf"\b(?:{_FISCAL}|{_YEAR})\b(?=(?:['’]s)?(?: (?:[A-Z][\w.&'’-]*|of|the|and|for|on)){{0,7}} {LAWS}\b)",
    ),
    (
        "year of a law",
        rf"\b(?:{_FISCAL}|{_YEAR})\b(?= (?:(?!the |a |an |our |this |that )[\w-]+ ){{0,2}}{_LAWS_IN_SMALL}\b)",
    ),
    ("programme", r"\b\d{3,4}\b(?= (?:Project|Program|Commission|Initiative|Coalition|Campaign|Fund)\b)"),
    ("programme", r"\b340B\b|\b529 (?:plan|account)s?\b|\b1033 program\b"),
    ("programme", r"\b(?:504|7\(a\)|8\(a\)) (?:loan|firm|program)s?\b"),
    ("day with a name", r"\b9/11\b|\b24[/-]7\b|\bJuly 4(?:th)?\b(?!,? \d)"),
    (
        "day with a name",
        r"\b(?:September|Sept\.) 11(?:th)?(?:,? 2001,?)?(?= (?:attacks?|terror|victims|families|Commission|memorial))"
        r"|\b(?:January|Jan\.) 6(?:th)?(?:,? 2021,?)?(?= (?:attack|insurrection|riot|[Cc]ommittee))",
    ),
    ("decade", r"(?:\b(?:1[789]|20|21)\d|['’]\d)0s\b"),
    (
        "ordinal in a name",
        r"\b\d+(?:st|nd|rd|th)\b(?=(?:(?:,| and|, and) \d+(?:st|nd|rd|th))*"
        rf" (?:[A-Z]|(?i:{_AFTER_ORDINAL})))",
    ),
    # --- words with digits in them, but not FY2024 and Q3
    (
        "name with digits",
        r"\b(?!FY ?'?\d|Q[1-4]\b)[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)*-?\d+(?:\.\d+)?[A-Za-z\d]*(?:-[\dA-Za-z]+)*",
    ),
    ("name with digits", r"\b\d[GDH]\b|\b\d-[A-Z]\b|\b\d{4}-[A-Z]{1,3}\b|\b\dFA\b"),
    # --- lists, hours of the clock, numbers that are what they are
    ("list number", r"(?m:^\s*)\(?\d{1,2}[.)](?=\s)|(?<=[\s;:,])\(\d{1,2}\)(?=\s)"),
    ("rank", r"(?:\bNo\.|\b[Nn]umber|#) ?1\b(?![\d.,%]\d| percent)"),
    ("hour", r"\b\d{1,2}(?::\d\d)? ?(?:[ap]\. ?m\.|[ap]m\b|[AP]M\b|o['’]clock)|\b\d{1,2}:\d\d\b"),
    ("constant", r"\b(?:50 states|435 (?:Members|districts|seats)|100 [Ss]enators)\b"),
    ("constant", r"\b(?:24|twenty-four) hours a day\b|\b(?:7|seven) days a week\b|\b365 days a year\b"),
    ("base of a rate", r"\b(?:every|each|per|Every|Each) \$1\b(?![.,]?\d)"),
)  # fmt: skip

_PATTERNS = tuple(re.compile(pattern) for _, pattern in NAMES)
_ANY_DIGIT = re.compile(r"\d|§|\bdays? a week|\bhours a day")

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
    if not _ANY_DIGIT.search(text):
        return text
    for pattern in _PATTERNS:
        text = pattern.sub(_filled, text)
    return _NAME_AND_NUMBER.sub(lambda m: m.group() if m["name"] in _NO_NAMES else _filled(m), text)


def _filled(match: re.Match[str]) -> str:
    return FILLER * len(match.group())
