"""Values, dates and moments: what staff type, and how it is printed, shortened and said."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import num2words
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Refusal
from generator.values import spoken
from generator.values.dates import (
    PartialDate,
    last_month,
    parse_day,
    parse_hour,
    parse_instant,
    parse_partial_date,
    press_moment,
    press_time,
)
from generator.values.value import Value, parse_number, parse_value

_ = "\u00a0"  # what keeps a number with its word

# typed, kind, press, short, spoken
FORMS = [
    ("407,782", "number", "407,782", "407,782", "four hundred seven thousand seven hundred eighty-two"),
    ("407782", "number", "407,782", "407,782", "four hundred seven thousand seven hundred eighty-two"),
    ("0", "number", "0", "0", "zero"),
    ("2.50", "number", "2.50", "2.50", "two point five zero"),
    ("-1,234", "number", "−1,234", "−1,234", "minus one thousand two hundred thirty-four"),
    ("4,820,000", "number", "4,820,000", "4.8M", "four million eight hundred twenty thousand"),
    ("3.2 million", "number", f"3.2{_}million", "3.2M", "three point two million"),
    ("2.3 Million", "number", f"2.3{_}million", "2.3M", "two point three million"),
    ("0.5 million", "number", f"0.5{_}million", "500,000", "zero point five million"),
    ("$92.89 billion", "money", f"$92.89{_}billion", "$92.9B", "ninety-two point eight nine billion dollars"),
    ("-$5 billion", "money", f"−$5{_}billion", "−$5B", "minus five billion dollars"),
    ("$1 trillion", "money", f"$1{_}trillion", "$1T", "one trillion dollars"),
    ("$2.56", "money", "$2.56", "$2.56", "two dollars and fifty-six cents"),
    ("$2.5", "money", "$2.50", "$2.50", "two dollars and fifty cents"),
    ("$1", "money", "$1", "$1", "one dollar"),
    ("$1.01", "money", "$1.01", "$1.01", "one dollar and one cent"),
    ("$0.50", "money", "$0.50", "$0.50", "fifty cents"),
    ("$0", "money", "$0", "$0", "zero dollars"),
    ("$0.125", "money", "$0.125", "$0.125", "zero point one two five dollars"),
    ("$1,234.50", "money", "$1,234.50", "$1,234.50", "one thousand two hundred thirty-four dollars and fifty cents"),
    ("22%", "percent", f"22{_}percent", "22%", "twenty-two percent"),
    ("22 percent", "percent", f"22{_}percent", "22%", "twenty-two percent"),
    ("22 per cent", "percent", f"22{_}percent", "22%", "twenty-two percent"),
    ("0.5 percent", "percent", f"0.5{_}percent", "0.5%", "zero point five percent"),
    ("2029-08-27", "date", f"August{_}27, 2029", f"Aug.{_}27, 2029", "August twenty-seventh, twenty twenty-nine"),
    ("Aug. 27, 2029", "date", f"August{_}27, 2029", f"Aug.{_}27, 2029", "August twenty-seventh, twenty twenty-nine"),
    ("27 August 2029", "date", f"August{_}27, 2029", f"Aug.{_}27, 2029", "August twenty-seventh, twenty twenty-nine"),
    ("2024-05", "date", "May 2024", "May 2024", "May twenty twenty-four"),
    ("Sept 2023", "date", "September 2023", "Sept. 2023", "September twenty twenty-three"),
    ("2029", "date", "2029", "2029", "twenty twenty-nine"),
    ("2,029", "number", "2,029", "2,029", "two thousand twenty-nine"),
    ("three-quarters", "text", "three-quarters", "three-quarters", "three-quarters"),
    ("FY2024", "text", "FY2024", "FY2024", "fiscal year twenty twenty-four"),
    ("02139", "text", "02139", "02139", "zero two one three nine"),
    ("119th Congress", "text", "119th Congress", "119th Congress", "one hundred nineteenth Congress"),
    ("24 hours", "text", "24 hours", "24 hours", "twenty-four hours"),
    ("$2 to $3 billion", "text", "$2 to $3 billion", "$2 to $3 billion", "two to three billion dollars"),
]


@pytest.mark.parametrize(("typed", "kind", "press", "short", "said"), FORMS, ids=[f[0] for f in FORMS])
def test_a_value_is_printed_shortened_and_said(typed: str, kind: str, press: str, short: str, said: str) -> None:
    value = parse_value(typed)
    assert (value.kind, value.press(), value.short(), value.spoken()) == (kind, press, short, said)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("407,782", "407782"),
        ("$92.89 billion", "92890000000"),
        ("22 percent", "22"),
        ("-$1.5 million", "-1500000"),
        ("2029-08-27", None),
        ("three-quarters", None),
    ],
)
def test_a_value_can_be_compared_in_units(typed: str, number: str | None) -> None:
    assert parse_value(typed).number == (number and Decimal(number))


@pytest.mark.parametrize(
    ("typed", "short"),
    [
        ("999,999", "999,999"),
        ("1,000,000", "1M"),
        ("1,049,999", "1M"),
        ("1,050,000", "1.1M"),
        ("999,949,999", "999.9M"),
        ("999,950,000", "1B"),
        ("$999.96 billion", "$1T"),
        ("12,345 trillion", "12,345T"),
    ],
)
def test_what_rounds_up_to_a_thousand_goes_to_the_next_letter(typed: str, short: str) -> None:
    assert parse_value(typed).short() == short


# typed, and why not; @ stands for what was typed
REFUSED = [
    ("", "is empty; write the figure, such as 407,782"),
    ("40,7782", "@ is not a well-written number; put a comma before every three digits: 407,782"),
    ("1.2.3", "@ is not a well-written number; write it as in 407,782 or 2.56"),
    (".5", "@ is not a well-written number; write 0.5"),
    ("5.", "@ is not a well-written number; write it as in 407,782 or 2.56"),
    ("$5%", "@ is both dollars and percent; leave one of them out"),
    ("$94.58B", "@ is shortened; write $94.58 billion; {{ … | short }} shortens it"),
    ("408K", "@ is shortened; write 408,000; {{ … | short }} shortens it"),
    ("3.2 milion", '@ has the word "milion"; did you mean "million"?'),
    ("22 precent", '@ has the word "precent"; did you mean "percent"?'),
    ("more than 112,000", '@ has words before its number; put "more than" in "qualifier" and leave 112,000 here'),
    ("1234567890123456", "@ has more digits than a figure needs; round it, or use million, billion or trillion"),
    ("0.1234567", "@ has more digits than a figure needs; round it, or use million, billion or trillion"),
    ("{{ jobs }}", "takes what it says from another fact; write the figure itself"),
    ("—", "@ says nothing; write the figure, such as 407,782"),
    ("x" * 201, "has 201 characters; a value has 200 at most; write it as a point"),
    ("9" * 5000, "has 5,000 characters; a value has 200 at most; write it as a point"),
    ("03/11/2025", "@ can be read in two ways; write year-month-day, such as 2025-03-11"),
    ("2026-3-1", "@ lacks a zero; write 2026-03-01"),
    ("2026-02-30", "@ is not a day of the calendar; check the day of the month"),
    ("2026-13-01", "@ has the month 13; write year-month-day, such as 2026-03-31"),
]


MISREAD = {
    "($5 million)": "write -$5 million",
    "(12 percent)": "write -12 percent",
    "$-5": "write -$5",
    "$ −5": "write -$5",
    "407 782": "write 407,782",
    "407\u202f782": "write 407,782",
    "407'782": "write 407,782",
    "1_000": "write 1,000",
    "1e3": "write 1,000",
    "1.5E6": "write 1,500,000",
    "0123": "write 123",
    "5 %.": "write 5 percent",
    "+5": "write 5",
    "USD 5": "write $5",
    "US$5 million": "write $5 million",
    "$5 million dollars": "write $5 million",
    "5 million dollars": "write $5 million",
    "~5": 'put "about" in "qualifier" and leave 5 here',
    "<10": 'put "less than" in "qualifier" and leave 10 here',
    "> $5 million": 'put "more than" in "qualifier" and leave $5 million here',
    "10+": 'put "at least" in "qualifier" and leave 10 here',
    "4l5": "write 415",
    "4I5": "write 415",
    "1O6": "write 106",
    "1o6 million": "write 106 million",
    "$4l.7 million": "write $41.7 million",
    "1OO": "write 100",
    "4lO%": "write 410 percent",
    "1,OO6": "write 1,006",
    "4 15": "write the figure in one piece, such as 407,782",
    "41 .7": "write the figure in one piece",
    "$4 1.7 million": "write the figure in one piece",
    "4 1500": "write the figure in one piece",
    "4 15 percent": "write the figure in one piece",
}
SAYS_NOTHING = ("null", "~", "True", "yes", "Off", "N/A", "n.a.", "xx", "XX percent", "$X million", "TK", "TKTK", "TBD",
                "#REF!", "____", "???", "unknown", "pending", "Pending.", "see note",
                "See note 3", "see below", "to come", "n.d.", "N. D.",
                "forthcoming", "to be announced", "not yet known", "tk million")  # fmt: skip


@pytest.mark.parametrize(("typed", "words"), MISREAD.items(), ids=MISREAD)
def test_a_figure_in_another_spelling_is_never_taken_for_words(typed: str, words: str) -> None:
    with pytest.raises(Refusal, match=re.escape(f"; {words}")):
        parse_value(typed)


@pytest.mark.parametrize("typed", SAYS_NOTHING)
def test_what_only_holds_the_place_of_a_figure_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="says nothing; write the figure"):
        parse_value(typed)


@pytest.mark.parametrize(
    "typed",
    [" million", "million", "Billion", "million dollars", " people", "percent", "/bin/bash.5 million", "bash.25"],
)
def test_what_a_shell_left_of_an_amount_of_dollars_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="is what a shell left of a figure") as caught:
        parse_value(typed)
    assert "such as $412.5 million" in caught.value.mend


@pytest.mark.parametrize("typed", ["Million Hearts", "half a million", "bashful", " 407,782 ", "thousands of farms"])
def test_what_no_shell_left_is_taken(typed: str) -> None:
    assert parse_value(typed).press()


@pytest.mark.parametrize(
    "typed",
    [
        "Title XX",
        "no change",
        "years",
        "shut down",
        "H.R. 1",
        "02139",
        "vitamin A+",
        "IL-2",
        "pending in committee",
        "B1O",
        "24 hours",
        "1 in 5",
        "10 to 12",
        "oil",
        "2 1/2",
        "see-through",
        "Route 1 to 95",
    ],
)
def test_words_stay_words(typed: str) -> None:
    assert parse_value(typed).kind == "text"


@pytest.mark.parametrize(("typed", "words"), REFUSED, ids=[r[0][:20] for r in REFUSED])
def test_what_is_not_well_written_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the words are compared whole)
        parse_value(typed)
    assert str(caught.value) == words.replace("@", f'"{typed}"')


@pytest.mark.parametrize("given_", [None, ["407,782"], {"value": "1"}, 5])
def test_a_value_is_one_text(given_: Any) -> None:
    with pytest.raises(Refusal, match="is not one value"):
        parse_value(given_)


def test_where_only_a_number_will_do_four_digits_are_no_year_and_text_is_refused() -> None:
    assert parse_number("2022").press() == "2,022"
    assert parse_number("5016").number == 5016
    with pytest.raises(Refusal, match='"n/a" is not a number'):
        parse_number("n/a")


def test_parsing_passes_on_what_is_parsed_already() -> None:
    value, when = parse_value("$2.56"), PartialDate(2026, 3)
    moment = datetime(2026, 12, 3, 10, tzinfo=timezone.utc)  # noqa: UP017 (as pydantic would hand it over)
    assert parse_value(value) is value
    assert parse_number(value) is value
    assert parse_partial_date(when) is when
    assert parse_instant(moment) is moment
    assert parse_partial_date(date(2026, 3, 31)) == PartialDate(2026, 3, 31)
    assert parse_day(date(2026, 3, 31)) == date(2026, 3, 31)


def test_values_can_be_compared_and_be_keys() -> None:
    assert parse_value("22%") == parse_value("22 percent")
    assert parse_value("407782") == parse_value(" 407,782 ")
    assert parse_value("22") != parse_value("22%")
    assert len({parse_value("$2.56"), parse_value("$2.56"), parse_value("2.56")}) == 2
    with pytest.raises(AttributeError):
        parse_value("1").scale = "million"  # type: ignore[misc]


# --- words, against num2words -----------------------------------------------------------------------------------------


@given(st.integers(0, 10**15 - 1))
def test_numbers_are_said_as_num2words_says_them_without_and(number: int) -> None:
    said = num2words.num2words(number).replace(",", "").replace(" and ", " ")
    assert spoken.cardinal(number) == said


@given(st.integers(1, 31))
def test_days_are_said_as_num2words_says_them(day: int) -> None:
    assert spoken.ordinal(day) == num2words.num2words(day, to="ordinal")


@given(st.integers(1700, 2199))
def test_years_are_said_as_num2words_says_them(year: int) -> None:
    said = num2words.num2words(year, to="year").replace(" and ", " ").replace("oh-", "oh ")
    assert spoken.year(year) == said


@given(st.decimals(0, 10**9, places=3))
def test_decimals_are_said_one_by_one(number: Decimal) -> None:
    whole, point, decimals = spoken.decimal(number).partition(" point ")
    assert point
    assert whole == spoken.cardinal(int(number))
    assert [num2words.num2words(int(d)) for d in f"{number:.3f}"[-3:]] == decimals.split()


@given(
    st.decimals(0, 10**9 - 1, places=2),
    st.sampled_from(["", " million", " billion", " percent"]),
    st.sampled_from(["", "$"]),
)
def test_whatever_is_printed_can_be_typed_again(number: Decimal, word: str, dollar: str) -> None:
    if dollar and word == " percent":
        word = ""
    value = parse_value(f"{dollar}{number:,.2f}{word}")
    assert parse_value(value.press()) == value
    assert isinstance(value, Value)


# --- dates ------------------------------------------------------------------------------------------------------------


def test_dates_are_ordered_a_year_before_its_months_and_these_before_their_days() -> None:
    typed = ["2025", "2026", "2026-03", "2026-03-01", "2026-03-31", "2026-11"]
    dates = [parse_partial_date(t) for t in typed]
    assert sorted([*dates[3:], *dates[:3]]) == dates
    assert [str(d) for d in dates] == typed


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-02-07", date(2024, 2, 7), date(2024, 2, 7)),
    ],
)
def test_a_date_has_a_first_and_a_last_day(typed: str, first: date, last: date) -> None:
    when = parse_partial_date(typed)
    assert (when.first(), when.last()) == (first, last)


@given(st.dates(date(1700, 1, 1), date(2199, 12, 31)))
def test_a_date_can_be_typed_as_it_is_printed(day: date) -> None:
    when = parse_partial_date(day)
    assert parse_partial_date(when.press()) == parse_partial_date(when.short()) == parse_partial_date(str(when)) == when


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "is empty; write a date, such as 2026-03-31"),
        ("soon", "@ is not a date; write year-month-day, such as 2026-03-31, or 2026-03, or 2026"),
        ("March", "@ is not a date; write year-month-day, such as 2026-03-31, or 2026-03, or 2026"),
        ("0202-03-11", "@ has the year 202; check the year"),
        ("20260331", "@ is not a date; write year-month-day, such as 2026-03-31, or 2026-03, or 2026"),
        ("3/7/25", "@ can be read in two ways; write year-month-day, such as 2025-03-07"),
        ("11/27/2026", "@ is not written as dates are here; write year-month-day: 2026-11-27"),
        ("27/11/2026", "@ is not written as dates are here; write year-month-day: 2026-11-27"),
        ("3/27/26", "@ is not written as dates are here; write year-month-day: 2026-03-27"),
        ("13/27/2026", "@ is not a day of the calendar; write year-month-day, such as 2026-03-31"),
        ("2/30/2026", '"2026-02-30" is not a day of the calendar; check the day of the month'),
        ("February 30, 2026", '"2026-02-30" is not a day of the calendar; check the day of the month'),
    ],
)
def test_what_is_not_a_date_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_partial_date(typed)
    assert str(caught.value) == words.replace("@", f'"{typed}"')


def test_where_a_day_is_needed_a_month_will_not_do() -> None:
    with pytest.raises(Refusal, match='"2026-02" is not a whole date; write the day, too, such as 2026-02-28'):
        parse_day("2026-02")


# --- moments ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "2026-12-03T10:00:00-05:00",
        "2026-12-03T10:00-05:00",
        "2026-12-03 15:00Z",
        "2026-12-03 10:00 America/New_York",
        "2026-12-03 10:00 ET",
        "2026-12-03 10:00 a.m. ET",
        "2026-12-03 9:00 AM CT",
        "2026-12-03 10:00 a.m. EST",
        "2026-12-03 9:00 CST",
        "2026-12-03 8:00 mst",
        "2026-12-03 7:00 PST",
        "2026-12-03 10 am ET",
        "2026-12-03 10a.m. ET",
        "December 3, 2026 10:00 AM ET",
        "Dec. 3, 2026, 10 a.m. ET",
        "December 3, 2026, at 10:00 a.m. ET",
    ],
)
def test_one_moment_written_in_many_ways(typed: str) -> None:
    assert parse_instant(typed) == datetime(2026, 12, 3, 10, tzinfo=timezone(timedelta(hours=-5)))


@pytest.mark.parametrize("typed", ["10:00 ET", "10:00 EDT", "09:00 CDT", "08:00 MDT", "07:00 PDT"])
def test_one_moment_in_summer(typed: str) -> None:
    assert parse_instant(f"2026-07-14 {typed}") == datetime(2026, 7, 14, 14, tzinfo=UTC)


@pytest.mark.parametrize(("letters", "mend"), [("E", "ET"), ("C", "CT"), ("M", "MT"), ("P", "PT")])
@pytest.mark.parametrize(("day", "half"), [("2026-07-14", "S"), ("2026-12-03", "D")])
def test_the_wrong_half_of_the_year_is_refused(day: str, half: str, letters: str, mend: str) -> None:
    with pytest.raises(Refusal, match=f"time on a day that does not have it; write {mend}"):
        parse_instant(f"{day} 10:00 {letters}{half}T")


@pytest.mark.parametrize(("letters", "hour"), [("EDT", 5), ("EST", 6)])
def test_the_letters_tell_which_of_two_hours_is_meant(letters: str, hour: int) -> None:
    assert parse_instant(f"2026-11-01 01:30 {letters}").astimezone(UTC).hour == hour


@pytest.mark.parametrize(("typed", "hour"), [("12:00 a.m.", 0), ("12:30 pm", 12), ("1:00 p.m.", 13), ("11:59 PM", 23)])
def test_the_halves_of_the_day(typed: str, hour: int) -> None:
    assert parse_instant(f"2026-12-03 {typed} ET").hour == hour


@pytest.mark.parametrize(
    ("hour", "printed"), [(0, "12:05\u00a0a.m."), (12, "12:05\u00a0p.m."), (22, "10:05\u00a0p.m.")]
)
def test_a_moment_in_print(hour: int, printed: str) -> None:
    assert press_time(datetime(2026, 12, 3, hour, 5)) == printed
    moment = datetime(2026, 12, 3, hour, 5, tzinfo=ZoneInfo("America/New_York"))
    assert press_moment(moment) == f"December\u00a03, 2026, {printed}\u00a0ET"


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("2026-12-03 10:00 ET", "December 3, 2026, 10:00 a.m. ET"),
        ("2026-12-03 10:00 America/New_York", "December 3, 2026, 10:00 a.m. ET"),
        ("2026-12-03T10:00:00-05:00", "December 3, 2026, 10:00 a.m. ET"),
        ("2026-12-03T15:00:00Z", "December 3, 2026, 10:00 a.m. ET"),
        ("2026-07-03 10:00 America/Chicago", "July 3, 2026, 10:00 a.m. CT"),
        ("2026-12-03 10:00 Europe/Berlin", "December 3, 2026, 4:00 a.m. ET"),
        ("2026-12-03", "December 3, 2026, 12:00 a.m. ET"),
    ],
)
def test_a_moment_names_its_zone_and_ends_with_no_full_stop(typed: str, printed: str) -> None:
    assert press_moment(parse_instant(typed)).replace("\u00a0", " ") == printed


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("FY2025", (2025, 12)),
        ("Q2 2025", (2025, 6)),
        ("2025-03", (2025, 3)),
        ("Sept. 2025", (2025, 9)),
        ("the first half", None),
    ],
)
def test_the_last_month_of_a_period(period: str, end: tuple[int, int] | None) -> None:
    assert last_month(period) == end


@pytest.mark.parametrize("typed", ["2026-12-10", "December 10, 2026", "2026-12-10 10:00 ET"])
def test_what_begins_at_an_hour_names_it(typed: str) -> None:
    if ":" in typed:
        assert parse_hour(typed) == parse_instant(typed)
    else:
        with pytest.raises(Refusal) as caught:
            parse_hour(typed)
        assert str(caught.value) == f'"{typed}" does not say at what hour; write 2026-12-10 10:00 ET'


@pytest.mark.parametrize(("typed", "hours"), [("2026-12-03", -5), ("2026-07-04", -4)])
def test_a_date_alone_is_the_start_of_that_day_in_washington(typed: str, hours: int) -> None:
    moment = parse_instant(typed)
    assert (moment.hour, moment.minute, moment.utcoffset()) == (0, 0, timedelta(hours=hours))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2026-12-03 10:00", "@ does not say in which time zone; write 2026-12-03 10:00 ET"),
        (
            "2026-12-03 10:00 Boston",
            '"Boston" is not a time zone; write ET, CT, MT or PT, or an offset such as -05:00',
        ),
        ("2026-12-03 10:00 ../x", '"../x" is not a time zone; write ET, CT, MT or PT, or an offset such as -05:00'),
        ("2026-12-03 25:00 ET", "@ has a time that no clock shows; hours go from 00 to 23, minutes to 59"),
        ("2026-12-03 13:00 pm ET", "@ has an hour that no clock shows; write it as 10:00 a.m. or 22:00"),
        (
            "2026-11-01 01:30 ET",
            "@ falls into the hour in which clocks change; write the offset, such as -05:00, for the zone",
        ),
        (
            "2026-03-08 02:30 ET",
            "@ falls into the hour in which clocks change; write the offset, such as -05:00, for the zone",
        ),
        (
            "2026-03-08 02:30 EST",
            "@ falls into the hour in which clocks change; write the offset, such as -05:00, for the zone",
        ),
        ("2026-07-14 10:00 EST", "@ names standard time on a day that does not have it; write ET"),
        (
            "2026-07-14 07:00 MST",
            "@ names standard time on a day that does not have it; write MT, or America/Phoenix if it is in Arizona",
        ),
        ("2026-12-03 10:00 PDT", "@ names daylight saving time on a day that does not have it; write PT"),
        ("tomorrow", "@ is not a date and time; write it as 2026-12-03 10:00 ET"),
        ("2026-12-03 10 ET", "@ has no minutes; write the hour as 10:00 or 10 a.m."),
        ("December 3, 2026 2:00 PM", "@ does not say in which time zone; write December 3, 2026 2:00 PM ET"),
        (
            "Decembre 3, 2026 2 pm ET",
            '"Decembre 3, 2026" is not a date; write year-month-day, such as 2026-03-31, or 2026-03, or 2026',
        ),
        ("12/3/2026", "@ can be read in two ways; write year-month-day, such as 2026-12-03"),
        ("2026-12", "@ is not a whole date; write the day, too, such as 2026-12-31"),
    ],
)
def test_what_is_not_a_moment_is_refused_in_words(typed: str, words: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_instant(typed)
    assert str(caught.value) == words.replace("@", f'"{typed}"')
