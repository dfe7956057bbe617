"""Mistakes as staff make them in a topic file, each with what the program says: line, column, what, how to mend it.

Every case changes one place of a file that is otherwise right, and everything that is reported has to be listed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import ContentError
from generator.store.library import read_library
from tests.store.factories import write_workspace

TOPIC = """\
# Everything this office says on research.
title: Protect NIH research funding
short: NIH funding
bottom_line: >-
  Every dollar NIH sends to a lab comes back twice over.
ask: Oppose any cut to the NIH budget.
facts:
  jobs:
    value: 407,782
    measure: jobs supported by NIH grants
    period: FY2024
    as_of: 2025-03-11
    status: final
    source: report
  activity:
    measure: economic activity
    series:
      FY2023: $92.89 billion
      FY2024: $94.58 billion
    source: report
points:
  pays:
    kind: message
    lead: NIH pays for itself.
    full: >-
      In {{ jobs.period }}, NIH grants
      supported {{ jobs }} jobs.
    short: NIH grants supported {{ jobs | short }} jobs.
    audiences: [member, press]
    priority: 1
    sources:
      - source: report
        locator: page 3
  bloated:
    kind: answer
    question: Has the budget grown too fast?
    short: No.
"""


class Mistake:
    """`right` is replaced by `wrong` in the topic; `messages` is all that is reported, as `line:column: text`."""

    def __init__(self, name: str, right: str, wrong: str, *messages: str) -> None:
        self.name, self.right, self.wrong, self.messages = name, right, wrong, list(messages)


MISTAKES = [
    Mistake(
        "a colon in a text",
        "lead: NIH pays for itself.",
        "lead: The choice is simple: fund it.",
        "24:31: a colon inside a text that has no quotes. Put the text in quotes, or on the lines after >-",
    ),
    Mistake(
        "a colon in the second line of a text",
        "    lead: NIH pays for itself.",
        "    lead: NIH pays\n      for itself: always.",
        "25:17: a colon inside a text that has no quotes. Put the text in quotes, or on the lines after >-",
    ),
    Mistake(
        "two colons in two texts",
        "lead: NIH pays for itself.\n    full: >-\n      In {{ jobs.period }}, NIH grants\n      "
        "supported {{ jobs }} jobs.",
        "lead: Note: it pays.\n    full: Really: it does.",
        "24:15: a colon inside a text that has no quotes. Put the text in quotes, or on the lines after >-",
        "25:17: a colon inside a text that has no quotes. Put the text in quotes, or on the lines after >-",
    ),
    Mistake(
        "a text that starts with braces",
        "short: NIH grants supported {{ jobs | short }} jobs.",
        "short: {{ jobs }} jobs were supported.",
        '28:12: a text that begins with "{{" has to be quoted. Put the text in quotes, or on the lines after >-',
    ),
    Mistake(
        "a text that is only braces",
        "short: No.",
        "short: {{ jobs }}",
        '37:12: a text that begins with "{{" has to be quoted. Put the text in quotes, or on the lines after >-',
    ),
    Mistake(
        "a text that starts with a star",
        "lead: NIH pays for itself.",
        "lead: **NIH** pays for itself.",
        '24:11: a text cannot begin with "*" unless it is quoted. Put the text in quotes, or on the lines after >-',
    ),
    Mistake(
        "a text that starts with an at sign",
        "short: No.",
        "short: @NIH does it again.",
        '37:12: a text cannot begin with "@" unless it is quoted. Put the text in quotes, or on the lines after >-',
    ),
    Mistake(
        "a text that starts with a percent sign",
        "short: No.",
        "short: % of what?",
        '37:12: a text cannot begin with "%" unless it is quoted. Put the text in quotes, or on the lines after >-',
    ),
    Mistake(
        "a text that starts with an ampersand",
        "short: No.",
        "short: &c.",
        '37:12: a text cannot begin with "&" unless it is quoted. Put the text in quotes, or on the lines after >-',
    ),
    Mistake(
        "a text that starts with an exclamation mark",
        "short: No.",
        "short: !Important",
        '37:12: a text cannot begin with "!" unless it is quoted. Put the text in quotes, or on the lines after >-',
    ),
    Mistake(
        "a text that starts with a bracket",
        "short: No.",
        "short: [Draft] No.",
        '37:12: a text cannot begin with "[" unless it is quoted. Put the text in quotes, or on the lines after >-',
    ),
    Mistake(
        "a quoted word at the start of a text",
        "short: No.",
        'short: "No" is the answer.',
        '37:17: text goes on after the quotation mark " that closes it. Put the whole text on the'
        ' lines after >-, where " is a character like any other',
    ),
    Mistake(
        "an apostrophe in single quotes",
        "short: No.",
        "short: 'It's not.'",
        "37:16: text goes on after the quotation mark ' that closes it. Put the whole text on the"
        " lines after >-, where ' is a character like any other",
    ),
    Mistake(
        "a quotation mark that is not closed",
        "lead: NIH pays for itself.",
        'lead: "NIH pays for itself.',
        '24:11: the quotation mark " is never closed. Put another at the end of the text',
    ),
    Mistake(
        "curly quotes as quotes",
        "question: Has the budget grown too fast?",
        "question: “Really: too fast?”",
        '36:15: curly quotes do not quote a text. Use straight quotes " around the text, or put '
        "it on the lines after >-; onepager tidy mends it",
    ),
    Mistake(
        "curly quotes around a value",
        "short: No.",
        "short: “No.”",
        "37:12: curly quotes around a value do not quote it, they are printed. Write it without them; "
        "onepager tidy mends it",
    ),
    Mistake(
        "a bullet before a value",
        "short: No.",
        "short: • No.",
        '37:12: "•" at the beginning of a value is printed. Take it out; onepager tidy mends it',
    ),
    Mistake(
        "a fact in square brackets",
        "short: No.",
        "short: No [[jobs]].",
        '37:15: "[[jobs]]" has square brackets. Write {{ jobs }}; onepager tidy mends it',
    ),
    Mistake(
        "a number sign in a text",
        "lead: NIH pays for itself.",
        "lead: We are #1 in research.",
        '24:18: the text ends before " #", because YAML takes the rest for a comment. Put the '
        "text in quotes, or on the lines after >-; a comment goes on a line of its own",
    ),
    Mistake(
        "a number sign in the middle of a long text",
        "lead: NIH pays for itself.",
        "lead: We are the\n      #1 state in\n      the country.",
        '25:7: this line of the text begins with "#", so YAML takes it for a comment. Put the '
        "text in quotes, or on the lines after >-",
    ),
    Mistake(
        "a comment after a sentence",
        "ask: Oppose any cut to the NIH budget.",
        "ask: Oppose any cut to the NIH budget. # as in 2025",
        '6:40: the text ends before " #", because YAML takes the rest for a comment. Put the text'
        " in quotes, or on the lines after >-; a comment goes on a line of its own",
    ),
    Mistake(
        "no space after a colon",
        "priority: 1",
        "priority:1",
        '30:14: there is no space after the colon. Write "key: value"',
    ),
    Mistake(
        "no colon after a key",
        "    priority: 1",
        "    priority 1",
        '30:5: this line is neither a key nor the rest of a text. A key is written "key: value"; '
        "the rest of a text is indented further than its key",
    ),
    Mistake(
        "a key indented too far",
        "    priority: 1",
        "      priority: 1",
        "30:7: this line is out of line with those above it. Begin it in the same column as the lines it belongs to",
    ),
    Mistake(
        "a key not indented enough",
        "    priority: 1",
        "   priority: 1",
        "30:4: this line is out of line with those above it. Begin it in the same column as the lines it belongs to",
    ),
    Mistake(
        "a tab as indentation",
        "    priority: 1",
        "	priority: 1",
        "30:1: a tab at the beginning of a line. Indent with spaces",
    ),
    Mistake(
        "a no-break space as indentation",
        "    priority: 1",
        "  \u00a0 priority: 1",
        "30:3: a special space (U+00A0) at the beginning of a line. Indent with spaces; onepager tidy mends it",
    ),
    Mistake(
        "text right behind >-",
        "bottom_line: >-\n  Every",
        "bottom_line: >- Every",
        '4:14: text stands on the line of ">-". Put it on the next line, indented; a text that '
        'itself begins with ">-" has to be quoted',
    ),
    Mistake(
        "text below >- that is not indented",
        "bottom_line: >-\n  Every",
        "bottom_line: >-\nEvery",
        "5:1: the text below >- is not indented. Indent every line of the text further than its key",
    ),
    Mistake(
        "a list right behind its key",
        "audiences: [member, press]",
        "audiences: - member",
        '29:16: a list cannot begin on the line of its key. Put each "- " on a line of its own '
        "below its key, or quote the text if the dash belongs to it",
    ),
    Mistake(
        "a list without spaces after its dashes",
        "audiences: [member, press]",
        "audiences:\n      -member\n      -press",
        '30:8: there is no space after the dash. Write "- " before each entry',
    ),
    Mistake(
        "a list below a text",
        "audiences: [member, press]",
        "audiences: member\n      - press",
        "30:7: a list below a text becomes part of the text. Leave nothing after the colon, or "
        "put the text on the lines after >-",
    ),
    Mistake(
        "an empty entry in a list",
        "audiences: [member, press]",
        "audiences:\n      - member\n      -\n    note: x",
        "31:7: an entry of a list is empty. Write something after the dash, or remove it",
    ),
    Mistake(
        "a list that is not closed",
        "audiences: [member, press]",
        "audiences: [member, press",
        '29:16: "[" is never closed. Close it with ], or quote the text it begins',
    ),
    Mistake(
        "one word for a list",
        "audiences: [member, press]",
        "audiences: member",
        '29:16: "audiences" has to be a list, not "member". Write "audiences: [member]"',
    ),
    Mistake(
        "a key that stands twice",
        "    priority: 1\n",
        "    priority: 1\n    lead: NIH pays.\n",
        '31:5: "lead" stands twice; the first is on line 24. Remove or rename one of them',
    ),
    Mistake(
        "an id that stands twice",
        "  bloated:",
        "  pays:",
        '34:3: "pays" stands twice; the first is on line 22. Remove or rename one of them',
    ),
    Mistake(
        "a misspelt key",
        "priority: 1",
        "prioritty: 1",
        '30:5: a point has no key "prioritty". Did you mean "priority"?',
    ),
    Mistake(
        "a key nobody knows",
        "        locator: page 3",
        "        url: page 3",
        '33:9: a source has no key "url". It can have source and locator',
    ),
    Mistake(
        "a misspelt kind",
        "kind: message",
        "kind: mesage",
        '23:11: "kind" cannot be "mesage". Did you mean "message"? It is one of message, '
        "evidence, answer, question, background, ask, quote, story, caution",
    ),
    Mistake(
        "an unknown status",
        "status: final",
        "status: done",
        '13:13: "status" cannot be "done". It is one of current, provisional, projected, final, '
        "disputed, superseded, overtaken",
    ),
    Mistake(
        "a missing kind",
        "    kind: message\n",
        "",
        '22:3: the point "pays" has no "kind". Add a line "kind: message"',
    ),
    Mistake(
        "a kind without a value",
        "kind: message",
        "kind:",
        '23:5: "kind" is empty. Write "kind: message"',
    ),
    Mistake(
        "a missing ask",
        "ask: Oppose any cut to the NIH budget.\n",
        "",
        '1:1: the topic has no "ask". Add a line "ask: Oppose any cut to the NIH budget."',
    ),
    Mistake(
        "a fact without a source",
        "    status: final\n    source: report\n",
        "    status: final\n",
        '8:3: the fact "jobs" has no "source". Add a line "source: NAME-OF-A-SOURCE"',
    ),
    Mistake(
        "an answer without a question",
        "    question: Has the budget grown too fast?\n",
        "",
        '34:3: the point "bloated" is of kind "answer" and has no question. Add a line "question: …"',
    ),
    Mistake(
        "a quote without a speaker",
        "kind: message",
        "kind: quote",
        '22:3: the point "pays" is a quote and has no speaker. Add a line "speaker: …"',
    ),
    Mistake(
        "a point without a text",
        "    short: No.\n",
        "",
        '34:3: the point "bloated" has nothing to say. Add a line "full: …", "short: …" or "spoken: …"',
    ),
    Mistake(
        "a priority that is a word",
        "priority: 1",
        "priority: high",
        '30:15: "priority" has to be a whole number, not "high". Write it in digits',
    ),
    Mistake(
        "a priority that is too large",
        "priority: 1",
        "priority: 10",
        '30:15: "priority" is "10". It has to be at most 9',
    ),
    Mistake(
        "required that is neither yes nor no",
        "priority: 1",
        "required: maybe",
        '30:15: "required" cannot be "maybe". Write yes or no',
    ),
    Mistake(
        "commas in the wrong place",
        "value: 407,782",
        "value: 40,7782",
        '9:12: "value": "40,7782" is not a well-written number. Put a comma before every three digits: 407,782',
    ),
    Mistake(
        "a shortened amount",
        "FY2024: $94.58 billion",
        "FY2024: $94.58B",
        '19:15: "FY2024": "$94.58B" is shortened. Write $94.58 billion; {{ … | short }} shortens it',
    ),
    Mistake(
        "a misspelt billion",
        "FY2024: $94.58 billion",
        "FY2024: $94.58 bilion",
        '19:15: "FY2024": "$94.58 bilion" has the word "bilion". Did you mean "billion"?',
    ),
    Mistake(
        "a qualifier inside a value",
        "value: 407,782",
        "value: more than 407,782",
        '9:12: "value": "more than 407,782" has words before its number. Put "more than" in '
        '"qualifier" and leave 407,782 here',
    ),
    Mistake(
        "a date with slashes",
        "as_of: 2025-03-11",
        "as_of: 03/11/2025",
        '12:12: "as_of": "03/11/2025" can be read in two ways. Write year-month-day, such as 2025-03-11',
    ),
    Mistake(
        "a day that does not exist",
        "as_of: 2025-03-11",
        "as_of: 2025-02-30",
        '12:12: "as_of": "2025-02-30" is not a day of the calendar. Check the day of the month',
    ),
    Mistake(
        "a series that goes backward",
        "      FY2023: $92.89 billion\n      FY2024: $94.58 billion",
        "      FY2024: $94.58 billion\n      FY2023: $92.89 billion",
        '19:7: the period "FY2023" is out of order. Put the oldest period first: the last one prints as the newest',
    ),
    Mistake(
        "a period without a value",
        "FY2024: $94.58 billion",
        "FY2024:",
        '19:14: "FY2024" is empty. Write the figure, such as 407,782',
    ),
    Mistake(
        "a series of two kinds",
        "FY2024: $94.58 billion",
        "FY2024: 94 percent",
        '17:5: the fact "activity" has values of different kinds in one series. Make them all numbers, or all dollars',
    ),
    Mistake(
        "a value and a series",
        "    measure: economic activity\n",
        "    measure: economic activity\n    value: $1 billion\n",
        '17:5: the fact "activity" has a value and a series. Keep one of them; of a series the newest prints',
    ),
    Mistake(
        "an embargo without a time zone",
        "priority: 1",
        "embargo: 2026-12-03 10:00",
        '30:14: "embargo": "2026-12-03 10:00" does not say in which time zone. Write 2026-12-03 10:00 ET',
    ),
    Mistake(
        "an id with capitals and spaces",
        "  bloated:",
        "  Is it bloated:",
        '34:3: "Is it bloated" cannot be an id. An id has small letters, digits and hyphens, such as "is-it-bloated"',
    ),
    Mistake(
        "an id written inside a point",
        "priority: 1",
        "id: pays",
        '30:5: "id" is not written inside a point. Remove this line',
    ),
    Mistake(
        "a source that does not exist",
        "    status: final\n    source: report",
        "    status: final\n    source: reprot",
        '14:13: there is no source "reprot". Did you mean "report"?',
    ),
    Mistake(
        "an office that does not exist",
        "priority: 1",
        "offices: [exampel]",
        '30:15: there is no office "exampel". Did you mean "example"?',
    ),
    Mistake(
        "a witness who does not exist",
        "priority: 1",
        "witness: doe",
        '30:14: there is no witness "doe". Witnesses are named in the hearings',
    ),
    Mistake(
        "a fact that does not exist",
        "{{ jobs | short }}",
        "{{ jbos | short }}",
        '28:36: there is no fact "jbos" in the topic "nih". Did you mean "jobs"?',
    ),
    Mistake(
        "a fact that does not exist, in folded text",
        "supported {{ jobs }} jobs.",
        "supported {{ jobz }} jobs.",
        '27:20: there is no fact "jobz" in the topic "nih". Did you mean "jobs"?',
    ),
    Mistake(
        "a topic that does not exist",
        "{{ jobs | short }}",
        "{{ fentanil/deaths }}",
        '28:36: there is no topic "fentanil". There is only nih',
    ),
    Mistake(
        "a part that a fact does not have",
        "{{ jobs.period }}",
        "{{ jobs.year }}",
        '26:18: a fact has no "year". It has value, unit, measure, basis, period, as_of, '
        "qualifier, label, status; a fact of another topic is written jobs/year",
    ),
    Mistake(
        "a part that this fact lacks",
        "{{ jobs.period }}",
        "{{ jobs.basis }}",
        '26:13: the fact "jobs" has no basis. Add "basis: …" to the fact',
    ),
    Mistake(
        "an unknown format",
        "{{ jobs | short }}",
        "{{ jobs | shrot }}",
        '28:43: there is no format "shrot". Did you mean "short"?',
    ),
    Mistake(
        "braces that are not closed",
        "supported {{ jobs }} jobs.",
        "supported {{ jobs jobs.",
        '27:17: "{{" is never closed. Put }} after the name of the fact',
    ),
    Mistake(
        "single braces",
        "supported {{ jobs }} jobs.",
        "supported {jobs} jobs.",
        '27:17: "{jobs}" has single braces. Write {{ jobs }}',
    ),
    Mistake(
        "template code in a text",
        "supported {{ jobs }} jobs.",
        "supported {% if x %}jobs{% endif %}.",
        '27:17: "{% if x %}" is for templates; a text of the store cannot decide or repeat. Remove it',
        '27:31: "{% endif %}" is for templates; a text of the store cannot decide or repeat. Remove it',
    ),
    Mistake(
        "a column without a table",
        "supported {{ jobs }} jobs.",
        "supported {{ row.projects }} projects.",
        '27:24: this topic has no table for "row.projects". Add "table: …" to the topic',
    ),
    Mistake(
        "a point that is a text",
        "  bloated:\n    kind: answer\n    question: Has the budget grown too fast?\n    short: No.\n",
        "  bloated: No.\n",
        '34:12: "bloated" has to be lines with keys, not "No.". Indent the keys of the point below it',
    ),
    Mistake(
        "a point that is empty",
        "  bloated:\n    kind: answer\n    question: Has the budget grown too fast?\n    short: No.\n",
        "  bloated:\n",
        '34:3: "bloated" is empty. Indent the keys of the point below it, or remove it',
    ),
    Mistake(
        "a text that became keys",
        "short: No.",
        "short:\n      Answer: no.",
        '37:5: "short" has to be one text, not several lines with keys. If the text has a colon '
        "in it or begins with [ or {, put it in quotes or after >-",
    ),
    Mistake(
        "a merged mapping",
        "    priority: 1",
        "    <<: {priority: 1}",
        "30:5: one part of a file cannot be merged into another. Write it out",
    ),
    Mistake(
        "an anchor and an alias",
        "    sources:\n",
        "    note: *jobs\n    sources:\n",
        '31:11: a text cannot begin with "*" unless it is quoted. Put the text in quotes, or on the lines after >-',
    ),
    Mistake(
        "two documents in one file",
        "facts:\n",
        "---\nfacts:\n",
        "7:1: a line --- begins a second document. Remove it; a file is one document",
    ),
    Mistake(
        "a list inside a text's place",
        "short: No.",
        "short: [No, never]",
        '37:5: "short" has to be one text, not a list. If the text has a colon in it or begins '
        "with [ or {, put it in quotes or after >-",
    ),
    Mistake(
        "a character from a symbol font",
        "short: No.",
        "short: \uf0b7 No.",
        "37:12: a character of a private font (U+F0B7) stands here. Delete it",
    ),
    Mistake(
        "an invisible character",
        "short: No.",
        "short: N\u200bo.",
        "37:13: a space without width (U+200B) stands here. Delete it; onepager tidy mends it",
    ),
    Mistake(
        "a backslash in double quotes",
        "short: No.",
        'short: "C:\\paper"',
        "37:14: a backslash in a text in double quotes has a meaning of its own. Put the text in "
        "single quotes, or write the backslash twice",
    ),
    Mistake(
        "an internal fact in a public point",
        "    as_of: 2025-03-11\n",
        "    clearance: office\n",
        '26:13: a public point uses the fact "jobs", which is for office readers only. Use '
        "another, or raise the clearance of the point",
        '27:20: a public point uses the fact "jobs", which is for office readers only. Use '
        "another, or raise the clearance of the point",
        '28:36: a public point uses the fact "jobs", which is for office readers only. Use '
        "another, or raise the clearance of the point",
    ),
    Mistake(
        "points written as a list",
        "points:\n  pays:",
        "points:\n  - pays:",
        "34:3: this line is out of line with those above it. Begin it in the same column as the lines it belongs to",
    ),
    Mistake(
        "facts written as a text",
        "facts:\n  jobs:\n    value: 407,782\n    measure: jobs supported by NIH grants\n    period: "
        "FY2024\n    as_of: 2025-03-11\n    status: final\n    source: report\n  activity:\n    "
        "measure: economic activity\n    series:\n      FY2023: $92.89 billion\n      FY2024: $94.58"
        " billion\n    source: report\n",
        "facts: none yet\n",
        '7:8: "facts" has to be lines with keys, not "none yet". Indent its entries below it',
    ),
    Mistake(
        "a number sign at the beginning of the last line",
        "ask: Oppose any cut to the NIH budget.",
        "ask: Oppose any cut to the NIH budget in\n  #118 or elsewhere.",
        '7:3: this line of the text begins with "#", so YAML takes it for a comment. Put the text'
        " in quotes, or on the lines after >-",
    ),
    Mistake(
        "a comma too many in a list",
        "audiences: [member, press]",
        "audiences: [member,, press]",
        "29:24: there is a comma too many. Remove it",
    ),
    Mistake(
        "a curly quote around a key",
        "    priority: 1",
        "    “priority”: 1",
        '30:5: a point has no key "“priority”". Write it without the curly quotes: priority',
    ),
    Mistake(
        "a question mark at the start of a text",
        "short: No.",
        "short: ? Who knows",
        '37:12: a text cannot begin with "?" unless it is quoted. Put the text in quotes, or on the lines after >-',
    ),
    Mistake(
        "an over-long id",
        "  bloated:",
        "  is-the-budget-too-large-is-the-budget-too-large-is-the-budget-too-large-really:",
        '34:3: "is-the-budget-too-large-is-the-budget-too-large-is-the-budge…" is too long for an'
        " id. An id has 60 characters at most",
    ),
    Mistake(
        "a sentence in the place of a date",
        "as_of: 2025-03-11",
        "as_of: last spring",
        '12:12: "as_of": "last spring" is not a date. Write year-month-day, such as 2026-03-31, or 2026-03, or 2026',
    ),
    Mistake(
        "an entry of sources without a source",
        "      - source: report\n        locator: page 3",
        "      - locator: page 3",
        '32:9: entry 1 of "sources" has no "source". Add a line "source: NAME-OF-A-SOURCE"',
    ),
]


def reported(root: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_library(root)
    return [str(p).removeprefix("talking_points/topics/nih.yaml:") for p in caught.value.problems]


def test_the_topic_without_mistakes_is_accepted(tmp_path: Path) -> None:
    library = read_library(write_workspace(tmp_path, topics={"nih": TOPIC}))
    assert list(library.topics["nih"].points) == ["pays", "bloated"]
    assert library.warnings == ()


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda m: m.name)
def test_a_mistake_is_reported_at_its_place_in_plain_words(mistake: Mistake, tmp_path: Path) -> None:
    assert TOPIC.count(mistake.right) == 1
    topic = TOPIC.replace(mistake.right, mistake.wrong)
    assert reported(write_workspace(tmp_path, topics={"nih": topic})) == mistake.messages


def test_the_table_holds_forty_different_mistakes_and_no_word_of_the_machine() -> None:
    assert len({(m.right, m.wrong) for m in MISTAKES}) == len({m.name for m in MISTAKES}) == len(MISTAKES) >= 40
    words = " ".join(message for m in MISTAKES for message in m.messages).lower()
    for jargon in ("pydantic", "scalar", "mapping", "sequence", "token", "parse", "validation", "none", "str ", "dict"):
        assert jargon not in words.replace("none yet", "")
