"""What `new` writes: entries with comments that say what goes where, complete enough to pass `check` as they are.

They hold no figures (those come in as facts) and no real name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

import yaml

_IN_BRACES = re.compile(r"\{\w+\}(:?)")
_MAY_BE_MEANT = {"This is the second one."}
_BARE = re.compile(r"[A-Za-z0-9$][A-Za-z0-9 $%.,'()/-]*")

TOPIC_TITLE = "Write the title of the topic here"
HEARING_TITLE = "Write the title of the hearing here"

TOPIC = """\
# A topic: what the office says on one issue. Write over the text after each colon; lines that begin with # are for you.
# Text is plain words, **bold** and *italic*. After >- it may run over several indented lines.

title: {title}
# The title in two or three words, for memos and file names.
short: {short}
# What it comes down to, in one or two sentences; then the same to say aloud.
bottom_line: >-
  Say here in one or two sentences what a reader should remember.
bottom_line_spoken: >-
  Say here the same thing in words that are easy to speak.
# For the press: a line to print above, and two sentences below it.
headline: Write a headline for the press here
summary: >-
  Sum up the issue for a reporter in two sentences. This is the second one.
# What the reader should do.
ask: Say here what you ask the reader to do.

# Figures are facts, and documents take them from here. To add one: onepager new fact {id} NAME --source SOURCE

points:
{points}"""

# The kinds of point a topic begins with, and what each is called there.
TOPIC_POINTS: Mapping[str, str] = {
    "message": "first-message",
    "answer": "hardest-question",
    "question": "ask-a-witness",
}

POINT_LEAD = "Write the point in a few words."
_LEAD = """\
    # The point in a few words; it is printed bold.
    lead: {lead}
"""
_WORDINGS = """\
    # The same at three lengths. Documents take the longest that fits; what is read aloud takes the spoken one.
    full: >-
      Write the point out here, in two or three sentences. A figure is a fact, and comes in by its name.
    short: >-
      Write it here in one sentence.
    spoken: >-
      Write it here as one would say it.
"""
_ANSWER = """\
    # What an opponent or a reporter would ask.
    question: Write the hard question here?
    # The answer at three lengths. Documents take the longest that fits; what is read aloud takes the spoken one.
    full: >-
      Write the answer out here, in two or three sentences.
    short: >-
      Write it here in one sentence.
    spoken: >-
      Write it here as one would say it.
"""
_QUESTION = """\
    # What the Member asks a witness, and what comes next.
    question: Write the question for the witness here?
    followup:
      - Write what to ask next here?
"""
_CAUTION = """\
    # What not to say.
    lead: Write here what nobody should say.
    # Why, or what to say instead.
    full: >-
      Write here why not, and what to say instead.
    short: >-
      Write here what to say instead.
"""
_QUOTE = """\
    # The words that may be quoted, and whose they are.
    full: >-
      Write the words to be quoted here.
    speaker: Name of the speaker
"""
_BODIES: Mapping[str, str] = {
    "answer": _ANSWER,
    "question": _QUESTION,
    "caution": _CAUTION,
    "quote": _QUOTE,
}
_POINT = """\
  {id}:
    # message, evidence, answer, question (for a witness), background, ask, quote, story or caution (what not to say)
    kind: {kind}
{body}\
    # Who may see it: public, congress (Members and their staff) or office (only us).
    clearance: {clearance}
    # The lower the number the more important, down to 1.
    priority: 5
    # Where it is known from, by the names in talking_points/sources.yaml:
    # sources: [name-of-source]
"""
_DRAFT = """\
    # This keeps the draft out of every document. Delete it when the point is ready.
    embargo: 2099-12-31
"""

FACT = """\
  {id}:
    # The figure as the source has it: a number, an amount such as $4.5 million, a percentage, a date, or a few words.
    value: {value}
    # What it measures, and for which period.
    measure: {measure}
    # period: FY2026
    # The day, month or year in which it was true.
    # as_of: 2026-11-23
    # current, provisional, projected, final, disputed, superseded or overtaken
    status: provisional
    # Where it is known from, and the page or table there.
    source: {source}
    locator: page or table
    # When somebody should look at it again.
    # review_by: 2027-06-30
"""

SOURCE = """\
{id}:
  # Who published it, and what it is called.
  publisher: Name of the publisher
  title: Title of the page or paper
  # date: 2026-11-23
  # url: https://www.example.gov/page
  # The day somebody last looked at it.
  accessed: {today}
"""

OFFICE = """\
{id}:
  # As the letterhead has it.
  name: Name of the Member
  # As a letter is signed.
  signature: Name of the Member
  # house or senate
  chamber: house
  # Two letters; local figures are looked up by it.
  state: DC
  # district: At Large
  address: Street, room and city
  # phone: (202) 555-0100
  # website: https://www.example.gov/
  # Whom the press and everybody else may call.
  press:
    name: Name for the press
  staff:
    name: Name for everybody else
"""

COMMITTEE = """\
{id}:
  # A committee's: the name as the letterhead has it.
  kind: committee
  name: Name of the committee
  # house or senate
  chamber: house
  # majority or minority: whose staff you are.
  side: majority
  # subcommittee: Name of the subcommittee
  # Who presides; a letter is signed by the chair.
  chair: Name of the chair, with the title
  address: Room and building, Washington, DC
  # phone: (202) 555-0100
  # website: https://www.example.gov/
  # Whom Members and their staff may call, and whom the press may.
  clerk:
    name: Name of the clerk
  press:
    name: Name for the press
"""

HEARING = """\
# A hearing: who holds it and when, who testifies, and who gets a binder. Write over the text after each colon; lines
# that begin with # are for you, and a line of them without its # counts. docs/write.md says what each key means.

title: {title}
committee: Name of the committee, and of the subcommittee
date: {date}
# room: 1234 Example House Office Building
# chair: Representative Max Fiction
# ranking: Representative Ida Invented
# When the press may have its papers:
# embargo: {date}
# What it is to find out. A figure comes in with its topic, as topic/fact in two pairs of braces.
purpose: >-
  Say here in one sentence what the hearing is to find out.
# What it is about, by the names of the topics.
topics: [{topics}]
# For whom papers are made; left out, for all. To make them: onepager hearing {id}
# audiences: [hearing, member, press]
# Each Member here gets a binder, with what Members and staff of Congress may see.
members:
  first-member:
    name: Name of the Member, with the title
    # Of your own office, write the next two lines, and office: with its name at the end of this file, too.
    # clearance: office
    # office: {office}
witnesses:
  # A question of a topic names its witness by this word.
  first-witness:
    name: Name of the witness, with the title
    # title: Vice President for Research
    # organization: Example State University
    bio: >-
      Say here in two sentences who the witness is.
    # Whether the written testimony is there: received or awaited.
    testimony: awaited
    expected:
      - Write here what the witness will probably say.
"""

AUDIENCE = """\
---
# Who reads it; the kind of document, printed above the title; the last part of file names.
name: {name}
kicker: {name}
file_name: {file_name}
# What it may carry: public, congress (Members and their staff) or office (only us).
clearance: public
# How many pages at most.
pages: 1
theme: capitol
# Which wording of a point to take first.
wording: [full, short]
---
{{# Lines in these brackets are for you and print nothing. docs/templates.md says all that a template can do. #}}
# {{{{ topic.title }}}}

::: bottom-line
{{{{ topic.bottom_line }}}}
:::

## Why it matters

{{% for point in points("message", at_most=4, at_least=1) %}}
- {{{{ point }}}}
{{% endfor %}}

::: ask
{{{{ topic.ask }}}}
:::

::: sources
:::
"""


def point(point_id: str, kind: str, clearance: str, *, draft: bool) -> str:
    """A point of a topic. A draft is under an embargo that does not end until somebody deletes it."""
    body = _BODIES.get(kind) or _LEAD.format(lead=POINT_LEAD) + _WORDINGS
    return _POINT.format(id=point_id, kind=kind, body=body, clearance=clearance) + (_DRAFT if draft else "")


def topic(topic_id: str, title: str, clearances: Mapping[str, str]) -> str:
    """A topic with a point of each kind in `TOPIC_POINTS`; `clearances` are those of the kinds."""
    points = [point(name, kind, clearances[kind], draft=False) for kind, name in TOPIC_POINTS.items()]
    return TOPIC.format(
        id=topic_id, title=scalar(title or TOPIC_TITLE), short=scalar(in_words(topic_id)), points="".join(points)
    )


def in_words(name_id: str) -> str:
    """An id as one would write it: `rural-broadband` → `Rural broadband`."""
    return " ".join(name_id.split("-")).capitalize()


def scalar(text: str) -> str:
    """A text as a YAML value on one line: bare where that is safe, else in double quotes."""
    return text if _BARE.fullmatch(text) and not text.endswith(" ") else json.dumps(text, ensure_ascii=False)


def placeholders() -> frozenset[str]:
    """The sentences that stand in every entry that `new` begins to be written over, each on one line."""
    begun = (TOPIC, _LEAD.format(lead=POINT_LEAD), _WORDINGS, *_BODIES.values(), FACT, OFFICE, COMMITTEE, HEARING)
    found = (_texts(yaml.safe_load(_IN_BRACES.sub(_blank, entry))) for entry in begun)
    titles = {TOPIC_TITLE, HEARING_TITLE}
    sentences = (s for texts in found for text in texts for s in re.split(r"(?<=[.?]) ", " ".join(text.split())))
    return frozenset(titles.union(s for s in sentences if s.count(" ") > 1 and s not in _MAY_BE_MEANT))


def _blank(field: re.Match[str]) -> str:
    return "x:" if field[1] else ""


def _texts(data: object) -> Iterator[str]:
    """Every text in what YAML gives."""
    if isinstance(data, str):
        yield data
    for part in data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else ():
        yield from _texts(part)
