"""The rules take a time that grows with the length of a text, and not with a power of it."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal

import pytest

from generator.checks.language.number_words import WordNumber, read_number
from tests.checks import growth

pytestmark = pytest.mark.slow

BOUND_S = 300
"""Some fifteen times what it takes. A pattern that turns back takes minutes or years for one of the pieces."""


def test_the_rules_come_to_an_end_over_texts_that_repeat_themselves() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.checks.growth", "--short"], capture_output=True, text=True, timeout=BOUND_S
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(growth.PIECES)


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
