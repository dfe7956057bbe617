"""How the time of the rules grows with the length of a text that repeats itself awkwardly.

    python -m tests.checks.growth          all rules, every piece at 10 to 100,000 letters; takes some ten minutes
    python -m tests.checks.growth --short  a piece in six: all rules at 500 letters, reading of language at 20,000

Each piece is repeated to the length and looked at by all rules: as the texts of points, as the body of a template, as
the lines of a document. Prints the milliseconds of processor for each length, and with which power of the length the
time grows in the last step: 1 where it grows with the length, 2 where it grows with its square.
"""

from __future__ import annotations

import gc
import math
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from generator import checks
from generator.checks.language.names_with_digits import blank
from generator.checks.language.numbers import figures
from generator.checks.language.sentences import grade
from generator.checks.language.words import masked, masked_template
from generator.checks.made_document import MadeDocument
from generator.checks.rules.readability import is_spelled_out
from generator.reading.fields import MAX_CHARACTERS, MAX_WORDS, endless_word
from generator.selection.audience import read_audiences
from generator.store.library import Library, read_library
from generator.store.substitution import scan
from generator.store.unset_markup import unset
from tests.checks.workspace import AS_OF, FLYER, document, paragraph, text
from tests.store.factories import fact, point, topic, write_workspace

PIECES = (
    # numbers in words and in digits
    "one hundred ", "a hundred and ", "half a million ", "twenty-", "one point one ", "one in ", "one of the ",
    "hundred-", "1", "1,", "1.", "1.1", "1:", "1-", "1 ", "1 of the ", "1 and ", "1st, ", "1) ", "(1)", "1\u00a0", "$",
    "$1 ", "-", "\u2212", "%", "407,782 jobs ", "407,782 ",
    # dates
    "2024", "2024 ", "2024-", "2024 Act ", "FY 2024 ", "May ", "May 5, ", "Q1 ", "5 May ",
    # names with numbers in them, addresses
    "A", "A-", "A1-", "Aa ", "AB ", "AB-", "A.", "A’", "a", "a.", "a-", "a@", "a.a@", "x.gov ", "www.", "https://",
    "é", "§", "§ 1, ", "sections 1, ", "section 1:", "H.R. 1, ", "Public Law 1", "No. 1 ", "Title ", "call ", "Text A",
    "1 USC §", "Dr. ", "U.S. ",
    # white space and marks
    " ", "\n", "\n\n", "\n ", "\u00a0", ". ", "? ", "...", ".) ", ". “", "“", "”", "’", "'", '"', "(", ")", "[",
    "](", "[a](b)", "*", "_", "*_ ", "**a** ", "# ", "\u2713",
    # what templates and texts have in braces
    ":::", "\n::: ", "{%", "{#", "{{", "}}", "{{ jobs }} ", "{{ jobs }}. ", "facts(", 'facts("',
    # markup that is not set
    "<!--", "<a", "<a ", "<b>", "&", "&a", "~~", "~~a", "![", "![a](", "[^", "[a][", "`", "|", "| ", "- ", "\n- ",
    # words that rules look for
    "(AB) ", "A (AB) ", "National Institutes ", "N", "N ", "vote ", "vote for ", "re-", "ask staff!", "to come", "TBD",
    "XXX", "estimat", "may ", "jobs ",
)  # fmt: skip
SAMPLE = PIECES[::6]
LENGTHS = (10, 100, 1_000, 10_000, 100_000)


def awkward(piece: str, length: int) -> Iterator[str]:
    """A piece repeated to a length, as it is and with an end that makes a pattern turn back."""
    repeated = piece * (length // len(piece) + 1)
    yield repeated[:length]
    yield "ask staff " + repeated[:length] + "\na 1 percent"
    yield "A" + repeated[:length] + "!"


def look(library: Library, root: Path, words: str) -> None:
    """All rules over one text, in the store, in a template and in a document."""
    audience = read_audiences(root)["flyer"].model_copy(update={"body": words, "reading_grade": 1.0})
    lines = [paragraph(text(words)), paragraph(text(words, "template", "flyer"), text("AB NIH ", "template", "flyer"))]
    made = MadeDocument(document(*lines), audience, library.topics["nih"], emptied=(f"Why {words[:20]}",))
    subjects = checks.Subjects(
        library, {"flyer": audience}, AS_OF, root=root, documents=[made], printable=lambda c: ord(c) < 0x2000
    )
    checks.run(subjects, set(checks.RULES) - {"TP510"})  # the speller is a program of its own
    checks.gate(library, made.document, audience.clearance, AS_OF)


def read(words: str) -> None:
    """What rules ask of the language of a text."""
    masked_template(words)
    is_spelled_out("NIH", words)
    grade([masked(words)])
    figures(words)
    blank(words)
    unset(words)


def store_with(root: Path, words: str) -> Library:
    """A store in which a point and an answer say as many of the words as a text may have.

    Texts with stray braces, markup that is not set or endless words are refused when a store is read; then it says none
    of them.
    """
    words = "".join(re.findall(r"\s*\S+", words)[:MAX_WORDS])[:MAX_CHARACTERS]
    said = {
        "pays": point(full=words, short=words, spoken=words),
        "answer": point(kind="answer", question=words, full=words),
    }
    facts = {"jobs": fact(unit="jobs"), "term": fact(value="five years", unit="", measure="term")}
    is_read = words.strip() and not scan(words)[1] and not unset(words) and not endless_word(words)
    points = {"points": said} if is_read else {}
    write_workspace(root, topics={"nih": topic(facts=facts, **points)})
    (root / "templates" / "flyer.md").write_text(FLYER, encoding="utf-8")
    return read_library(root)


def milliseconds(work: Callable[[], None]) -> float:
    """The processor time of some work."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def spent(words: str) -> float:
    """What all rules take over a text."""
    with tempfile.TemporaryDirectory() as folder:
        library = store_with(Path(folder), words)
        return milliseconds(lambda: look(library, Path(folder), words)) + milliseconds(lambda: read(words))


def composed() -> list[str]:
    """Pieces put together of two or three by chance, the same every time."""
    chance = random.Random(5)
    return ["".join(chance.sample(PIECES, chance.randint(2, 3))) for _ in PIECES]


def short() -> None:
    """Print for each piece what all rules take over a short text, and the reading of language over a long one."""
    for piece in SAMPLE:
        texts = [next(awkward(piece, length)) for length in (500, 20_000)]
        print(f"{piece!r:40}{spent(texts[0]):9.1f}{milliseconds(partial(read, texts[1])):9.1f}", flush=True)


def main() -> None:
    """Print for each piece what all rules take over texts of every length."""
    worst = 0.0
    for piece in (*PIECES, *composed()):
        times = [max(spent(words) for words in awkward(piece, length)) for length in LENGTHS]
        gc.collect()
        power = math.log(times[-1] / times[-2]) / math.log(LENGTHS[-1] / LENGTHS[-2])
        worst = max(worst, power)
        print(f"{piece!r:40}", *(f"{t:9.1f}" for t in times), f"  power {power:.2f}", flush=True)
    print(f"texts of up to {LENGTHS[-1]:,} letters: the time grows with the power {worst:.2f} of the length at most")


if __name__ == "__main__":
    short() if "--short" in sys.argv else main()
