"""The rules take a time that grows with the length of a text, and not with a power of it."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest

from generator.checks.language.number_words import WordNumber, read_number
from tests.checks import growth
from tests.checks.growth_of_readers import READERS

pytestmark = pytest.mark.slow

BOUND_S = 600
"""Many times what it takes, on a busy machine too. A pattern that turns back takes minutes or years for one piece."""
MOST_MS = 1_000
"""For 20,000 letters, which take 60 at the most; what grows with the square of the length takes 3,000 and more."""


def test_the_rules_come_to_an_end_over_texts_that_repeat_themselves() -> None:
    assert len(_lines_of("tests.checks.growth")) == len(growth.SAMPLE)


def test_what_reads_texts_and_cells_comes_to_an_end_and_does_not_take_the_square_of_the_length() -> None:
    lines = _lines_of("tests.checks.growth_of_readers")
    assert len(lines) == len(READERS)
    took = {line[:32].strip(): float(line[32:].split()[2]) for line in lines}
    assert {name: ms for name, ms in took.items() if ms > MOST_MS} == {}


def _lines_of(module: str) -> list[str]:
    command = [sys.executable, "-m", module, "--short"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=BOUND_S)
    assert done.returncode == 0, done.stderr or done.stdout
    return done.stdout.splitlines()


@pytest.mark.parametrize(
    ("words", "found", "number"),
    [
        ("one hundred " * 40, "one hundred " * 40, None),
        ("two hundred and forty thousand " * 40, "two hundred and forty thousand " * 40, 40 * 240_000),
        ("a thousand and one " * 40, "a thousand and one", 1001),
        ("twenty-" * 40, "twenty", 20),
    ],
)
def test_a_number_in_words_that_goes_on_and_on_is_read(words: str, found: str, number: int | None) -> None:
    assert read_number(words, 0) == WordNumber(len(found.rstrip()), "number", number and Decimal(number))
