"""What is a figure and what is not: by the labelled corpus, and in detail."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from generator.checks.language.names_with_digits import blank
from generator.checks.language.numbers import Figure, figures
from generator.values.dates import PartialDate

CORPUS = Path(__file__).with_name("corpus.tsv")
LEAST = 0.95


def corpus() -> list[tuple[str, str]]:
    """The label and the sentence of every line."""
    lines = CORPUS.read_text(encoding="utf-8").split("\n")
    found = [tuple(line.split("\t")) for line in lines if line and not line.startswith("#")]
    return [(label, sentence) for label, sentence in found]


def score(sentences: list[tuple[str, str]]) -> tuple[float, float, list[str]]:
    """Precision and recall over labelled sentences, and the sentences that were taken wrongly."""
    taken = [(label, sentence, bool(figures(sentence))) for label, sentence in sentences]
    right = sum(label == "figure" and found for label, _, found in taken)
    called = sum(found for _, _, found in taken)
    meant = sum(label == "figure" for label, _, _ in taken)
    return right / called, right / meant, [s for label, s, found in taken if found != (label == "figure")]


def test_the_corpus_is_large_balanced_and_well_labelled() -> None:
    sentences = corpus()
    labels = [label for label, _ in sentences]
    assert len(sentences) >= 120
    assert set(labels) == {"figure", "not"}
    assert min(labels.count("figure"), labels.count("not")) >= 60
    assert len({s for _, s in sentences}) == len(sentences)


def test_precision_and_recall_over_the_corpus() -> None:
    precision, recall, wrong = score(corpus())
    assert precision >= LEAST, wrong
    assert recall >= LEAST, wrong


def test_the_score_can_fail() -> None:
    assert score([("not", "It cost $5."), ("figure", "It cost $5."), ("figure", "None.")])[:2] == (0.5, 0.5)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("407,782 jobs", [("407,782", "number", "407782")]),
        ("$92.89 billion", [("$92.89 billion", "money", "92890000000")]),
        ("$500M and 300K", [("$500M", "money", "500000000"), ("300K", "number", "300000")]),
        ("22% or 3 percent", [("22%", "percent", "22"), ("3 percent", "percent", "3")]),
        ("45 cents", [("45 cents", "money", "0.45")]),
        ("three-quarters", [("three-quarters", "percent", "75")]),
        ("one in five", [("one in five", "percent", "20")]),
        ("3 out of 4", [("3 out of 4", "percent", "75")]),
        ("twenty-two percent", [("twenty-two percent", "percent", "22")]),
        ("two point five percent", [("two point five percent", "percent", "2.5")]),
        ("half a million", [("half a million", "number", "500000")]),
        ("two hundred forty thousand", [("two hundred forty thousand", "number", "240000")]),
        ("218-209", [("218-209", "number", None)]),
        ("10 to 15 percent", [("10 to 15 percent", "percent", None)]),
        ("\u22123 percent", [("\u22123 percent", "percent", "-3")]),
        ("ranks 37th", [("37th", "number", None)]),
        ("7 of the 10 labs", [("7 of the 10", "percent", "70")]),
    ],
)
def test_a_figure_has_its_value(text: str, found: list[tuple[str, str, str | None]]) -> None:
    assert [(f.text, f.kind, f.number) for f in figures(text)] == [
        (t, kind, None if n is None else Decimal(n)) for t, kind, n in found
    ]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("on August 27, 2029", PartialDate(2029, 8, 27)),
        ("on 27 August 2029", PartialDate(2029, 8, 27)),
        ("on Aug. 27th, 2029", PartialDate(2029, 8, 27)),
        ("in November 2023", PartialDate(2023, 11)),
        ("in 2023", PartialDate(2023)),
        ("in FY2024", PartialDate(2024)),
        ("by 2026-03-31", PartialDate(2026, 3, 31)),
        ("on May 5", None),
        ("in 2008\u201309", None),
    ],
)
def test_a_date_is_a_figure_with_its_day(text: str, when: PartialDate | None) -> None:
    [figure] = figures(text)
    assert (figure.kind, figure.when) == ("date", when)


def test_a_figure_stands_where_it_was_found() -> None:
    text = "Under section 5, H.R. 2 saved 300 jobs and $4."
    assert [text[f.start : f.end] for f in figures(text)] == ["300", "$4"]
    assert isinstance(figures(text)[0], Figure)


def test_names_are_taken_out_and_the_length_stays() -> None:
    text = "Call (202) 555-0100 about H.R. 5."
    assert len(blank(text)) == len(text)
    assert not any(c.isdigit() for c in blank(text))


def test_a_figure_may_have_more_digits_than_python_reads() -> None:
    digits = "7" * 5000
    [figure] = figures(f"1 of {digits}")
    assert figure.number is not None
    assert 0 < figure.number < 1
    [figure] = figures(f"It cost ${digits}.")
    assert figure.number is not None
    assert figure.number.adjusted() == 4999
