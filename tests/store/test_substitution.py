"""`{{ … }}` in the texts of the store: what can be written, what it prints, and what is said of anything else."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.reading.fields import MAX_CHARACTERS
from generator.store.schema import Fact
from generator.store.substitution import (
    ATTRIBUTES,
    MalformedText,
    Substitution,
    parse,
    render,
    render_column,
    scan,
    substitutions,
)
from generator.tables.schema import Column
from tests.store import factories

_ = "\u00a0"


def fact(**fields: Any) -> Fact:
    return Fact.model_validate({"id": "cut", "topic": "nih", **factories.fact(**fields)})


def one(text: str) -> Substitution:
    [found] = substitutions(text)
    return found


CUT = fact(
    value="22 percent",
    qualifier="at least",
    measure="cut to the budget",
    unit="of the budget",
    basis="House proposals",
    period="FY2024",
    as_of="2025-03-11",
    label="proposed cut",
    status="projected",
)


@pytest.mark.parametrize(
    ("written", "ref", "column", "attribute", "form"),
    [
        ("{{ jobs }}", "jobs", "", "", "press"),
        ("{{jobs}}", "jobs", "", "", "press"),
        ("{{\n  jobs\n  | short\n}}", "jobs", "", "", "short"),
        ("{{ jobs|spoken }}", "jobs", "", "", "spoken"),
        ("{{ fentanyl/deaths }}", "fentanyl/deaths", "", "", "press"),
        ("{{ fentanyl/deaths.period }}", "fentanyl/deaths", "", "period", "press"),
        ("{{ jobs.as_of | short }}", "jobs", "", "as_of", "short"),
        ("{{ row.projects }}", "", "projects", "", "press"),
        ("{{ row.projects | spoken }}", "", "projects", "", "spoken"),
        ("{{ other/row }}", "other/row", "", "", "press"),
    ],
)
def test_what_can_be_written(written: str, ref: str, column: str, attribute: str, form: str) -> None:
    assert parse(written) == (Substitution(ref, column, attribute, form, 0, len(written)),)  # type: ignore[arg-type]


def test_a_text_is_taken_apart_with_offsets_and_nothing_is_lost() -> None:
    text = "In {{ jobs.period }}, {{ jobs }} jobs."
    before, period, between, jobs, after = parse(text)
    assert (before, between, after) == ("In ", ", ", " jobs.")
    assert isinstance(period, Substitution)
    assert isinstance(jobs, Substitution)
    assert [text[p.start : p.end] for p in (period, jobs)] == ["{{ jobs.period }}", "{{ jobs }}"]
    assert parse("") == ()
    assert parse("Plain words.") == ("Plain words.",)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("{{ cut }}", f"at least 22{_}percent"),
        ("{{ cut | short }}", "at least 22%"),
        ("{{ cut | spoken }}", "at least twenty-two percent"),
        ("{{ cut.value }}", f"22{_}percent"),
        ("{{ cut.value | short }}", "22%"),
        ("{{ cut.value | spoken }}", "twenty-two percent"),
        ("{{ cut.qualifier }}", "at least"),
        ("{{ cut.measure }}", "cut to the budget"),
        ("{{ cut.unit }}", "of the budget"),
        ("{{ cut.basis }}", "House proposals"),
        ("{{ cut.period }}", "FY2024"),
        ("{{ cut.period | spoken }}", "fiscal year twenty twenty-four"),
        ("{{ cut.as_of }}", f"March{_}11, 2025"),
        ("{{ cut.as_of | short }}", f"March{_}11, 2025"),
        ("{{ cut.as_of | spoken }}", "March eleventh, twenty twenty-five"),
        ("{{ cut.label }}", "proposed cut"),
        ("{{ cut.status }}", "projected"),
    ],
)
def test_what_a_fact_prints(written: str, printed: str) -> None:
    assert render(one(written), CUT) == printed


@pytest.mark.parametrize("written", ["{{ row.Share losing money }}", "{{ row.share % }}", "{{row.a b|short}}"])
def test_a_column_with_spaces_is_to_be_renamed(written: str) -> None:
    with pytest.raises(MalformedText) as caught:
        parse(written)
    [fault] = caught.value.faults
    assert fault.mend.startswith("a column that a text names has letters, digits, - and _ only: call it ")


def test_every_part_of_a_fact_has_been_tried() -> None:
    for attribute in ATTRIBUTES:
        assert render(one(f"{{{{ cut.{attribute} }}}}"), CUT)


def test_of_a_series_the_newest_prints_with_its_own_period_date_and_status() -> None:
    newest = {"value": "$94.58 billion", "as_of": "2025-03-11", "status": "provisional"}
    series = fact(value=None, series={"FY2023": "$92.89 billion", "FY2024": newest}, as_of="2024-03", status="final")
    parts = ["", ".period", ".as_of", ".status"]
    printed = [render(one(f"{{{{ cut{part} }}}}"), series) for part in parts]
    assert printed == [f"$94.58{_}billion", "FY2024", f"March{_}11, 2025", "provisional"]


@pytest.mark.parametrize(("period", "said"), [("2023", "twenty twenty-three"), ("the first half", "the first half")])
def test_a_period_is_said_as_a_date_if_it_is_one(period: str, said: str) -> None:
    assert render(one("{{ cut.period | spoken }}"), fact(period=period)) == said


def test_what_a_fact_lacks_prints_nothing() -> None:
    bare = fact()
    assert render(one("{{ cut.basis }}"), bare) == render(one("{{ cut.as_of }}"), bare) == ""
    assert render(one("{{ cut }}"), bare) == "407,782"


def test_what_a_column_prints() -> None:
    figures = Column(kind="number", measure="projects", source="report")
    forms = ["{{ row.projects }}", "{{ row.projects | short }}", "{{ row.projects | spoken }}"]
    assert [render_column(one(f), "2022", figures) for f in forms] == ["2,022", "2,022", "two thousand twenty-two"]
    assert render_column(one("{{ row.projects }}"), "", figures) == ""
    assert render_column(one("{{ row.name }}"), "2022", Column()) == "2022"


@pytest.mark.parametrize(
    ("before", "opens"),
    [
        ("", True),
        ("**", True),
        ("“", True),
        ("It is so. ", True),
        ("In {{ cut.period }}. ", True),
        ("By 22%. ", True),
        ("Why not? ", True),
        ("He said “no.” ", True),
        ("In ", False),
        ("Now: ", False),
        ("In the U.S. ", False),
        ("No, ", False),
    ],
)
def test_a_word_at_the_beginning_of_a_sentence_gets_a_capital(before: str, opens: bool) -> None:
    *_before, piece = substitutions(f"{before}{{{{ cut }}}} it is")
    assert render(piece, CUT) == (f"At least 22{_}percent" if opens else f"at least 22{_}percent")


def test_what_stands_alone_is_no_sentence() -> None:
    assert render(one(" {{ cut }} "), CUT) == f"at least 22{_}percent"


FORM = "write {{ fact }}, {{ fact | short }} or {{ fact.period }}"
TEMPLATE = "is for templates; a text of the store cannot decide or repeat"


@pytest.mark.parametrize(
    ("text", "offset", "what", "mend"),
    [
        ("a {{ jobs", 2, '"{{" is never closed', "put }} after the name of the fact"),
        ("a {{ jobs }", 2, '"{{" is never closed', "put }} after the name of the fact"),
        ("a jobs }} b", 7, '"}}" closes nothing', "put {{ before the name of the fact"),
        ("a {jobs} b", 2, '"{jobs}" has single braces', "write {{ jobs }}"),
        ("a { jobs | short } b", 2, '"{ jobs | short }" has single braces', "write {{ jobs | short }}"),
        ("a {{ }} b", 2, '"{{ }}" names nothing', FORM),
        ("a {{ nih jobs }} b", 5, '"nih jobs" cannot be read', FORM),
        ('a {{ jobs("x") }} b', 5, '"jobs("x")" cannot be read', FORM),
        ("a {{ jobs + 1 }} b", 5, '"jobs + 1" cannot be read', FORM),
        ("a {{ jobs | short | spoken }} b", 5, '"jobs | short | spoken" cannot be read', FORM),
        ("a {{ a/b/c }} b", 5, '"a/b/c" cannot be read', FORM),
        ("a {{{ jobs }}} b", 4, '"{ jobs" cannot be read', FORM),
        ("a {{ jobs | shrot }} b", 12, 'there is no format "shrot"', 'did you mean "short"?'),
        (
            "a {{ jobs | press }} b",
            12,
            'there is no format "press"',
            "there are short and spoken; for the plain form write neither",
        ),
        ("a {{ jobs.perod }} b", 10, 'a fact has no "perod"', 'did you mean "period"?'),
        ("a {{ row }} b", 5, '"row" is a whole row', "name a column, such as {{ row.name }}"),
        ("a {{ jobs.unit | short }} b", 5, '"unit" has no short form', "write {{ jobs.unit }}"),
        ("a {% if x %} b", 2, f'"{{% if x %}}" {TEMPLATE}', "remove it"),
        ("a {# note #} b", 2, f'"{{# note #}}" {TEMPLATE}', "remove it"),
        ("a {% if x", 2, f'"{{%" {TEMPLATE}', "remove it"),
    ],
)
def test_what_cannot_be_read_is_located_and_explained(text: str, offset: int, what: str, mend: str) -> None:
    with pytest.raises(MalformedText) as caught:
        parse(text)
    [fault] = [f for f in caught.value.faults if f.offset == offset]
    assert (fault.what, fault.mend) == (what, mend)


def test_every_fault_of_a_text_is_found_and_the_rest_is_read() -> None:
    pieces, faults = scan("{jobs} {{ jobs }} {{ jobs | x }} {{ end")
    assert [f.offset for f in faults] == [0, 28, 33]
    assert [p.ref for p in pieces if isinstance(p, Substitution)] == ["jobs"]


@given(st.text(alphabet="{}%#| ./ab\n", max_size=40))
def test_every_text_is_either_read_whole_or_refused_within_itself(text: str) -> None:
    pieces, faults = scan(text)
    assert all(0 <= f.offset < len(text) and f.what and f.mend for f in faults)
    if not faults:
        assert "".join(p if isinstance(p, str) else text[p.start : p.end] for p in pieces) == text


@pytest.mark.parametrize("hostile", ["{%", "{{", "{a", "}}", "{{ a", "{#", "{{ a | "])
def test_a_hostile_text_is_read_in_no_time(hostile: str) -> None:
    start = time.perf_counter()
    scan(hostile * (MAX_CHARACTERS // len(hostile)))
    assert time.perf_counter() - start < 5  # a hundred times what it takes: only a runaway fails
