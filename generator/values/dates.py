"""Dates that may be only a month or a year, periods, and moments with their time zone: read, compared and in print."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import total_ordering
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from generator.errors import Refusal
from generator.values import spoken

NBSP = "\u00a0"
MONTHS = {
    "January": "Jan.",
    "February": "Feb.",
    "March": "March",
    "April": "April",
    "May": "May",
    "June": "June",
    "July": "July",
    "August": "Aug.",
    "September": "Sept.",
    "October": "Oct.",
    "November": "Nov.",
    "December": "Dec.",
}
"""The months and how the press shortens them; not from `calendar`, which speaks the language of the machine."""
_FIRST_YEAR, _LAST_YEAR = 1700, 2199  # outside these a year is a slip of the finger

WASHINGTON = "America/New_York"
_ZONES = {"ET": WASHINGTON, "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles"}
_HALVES = {f"{zone[0]}{half}T": zone for zone in _ZONES for half in "SD"}
"""The names of standard and daylight time, `EST` and `EDT`, and the zone that is meant in either."""

_ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_MONTH_FIRST = re.compile(r"(?P<month>[A-Za-z]{3,9})\.? (?:(?P<day>\d{1,2}),? )?(?P<year>\d{4})")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2}) (?P<month>[A-Za-z]{3,9})\.? (?P<year>\d{4})")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4})(?:T|,? (?:at )?)"
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2}))?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\b\.?)?(?:\s*(?P<zone>\S+))?"
)
_YEAR = re.compile(r"(?<!\d)(1[789]|20|21)\d\d(?!\d)")
_QUARTER = re.compile(r"\bQ([1-4])\b", re.IGNORECASE)
_ISO_MONTH = re.compile(r"\d{4}-(\d\d)")


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, a month (`day` is None) or a year (`month` is None, too). Ordered; a year comes before its months.

    Raises `Refusal` for a day that does not exist.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not _FIRST_YEAR <= self.year <= _LAST_YEAR:
            raise Refusal(f'"{self}" has the year {self.year}', "check the year")
        if self.month is not None and not 1 <= self.month <= 12:
            raise Refusal(f'"{self}" has the month {self.month}', "write year-month-day, such as 2026-03-31")
        if self.day is not None and not 1 <= self.day <= monthrange(self.year, self.month or 1)[1]:
            raise Refusal(f'"{self}" is not a day of the calendar', "check the day of the month")

    def __lt__(self, other: PartialDate) -> bool:
        return (self.year, self.month or 0, self.day or 0) < (other.year, other.month or 0, other.day or 0)

    def __str__(self) -> str:
        """ISO 8601: `2029-08-27`, `2029-08`, `2029`."""
        return "-".join(f"{part:0{width}}" for part, width in self._parts())

    def _parts(self) -> list[tuple[int, int]]:
        pairs = ((self.year, 4), (self.month, 2), (self.day, 2))
        return [(part, width) for part, width in pairs if part is not None]

    def press(self) -> str:
        """`August 27, 2029` (the day does not part from its month), `August 2029`, `2029`."""
        return self._written(tuple(MONTHS))

    def short(self) -> str:
        """`Aug. 27, 2029`, `Aug. 2029`, `2029`."""
        return self._written(tuple(MONTHS.values()))

    def _written(self, months: tuple[str, ...]) -> str:
        if self.month is None:
            return str(self.year)
        month = months[self.month - 1]
        return f"{month} {self.year}" if self.day is None else f"{month}{NBSP}{self.day}, {self.year}"

    def spoken(self) -> str:
        """`August twenty-seventh, twenty twenty-nine`."""
        words = spoken.year(self.year)
        if self.month is None:
            return words
        month = tuple(MONTHS)[self.month - 1]
        return f"{month} {words}" if self.day is None else f"{month} {spoken.ordinal(self.day)}, {words}"

    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, self.day or 1)

    def last(self) -> date:
        """Its last day."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])


def press_date(day: date) -> str:
    """`November 23, 2026`, with a no-break space."""
    return PartialDate(day.year, day.month, day.day).press()


def press_time(moment: datetime) -> str:
    """`10:00 a.m.`, by the clocks of its own time zone."""
    return f"{moment.hour % 12 or 12}:{moment:%M}{NBSP}{'a.m.' if moment.hour < 12 else 'p.m.'}"


def press_moment(moment: datetime) -> str:
    """`December 3, 2026, 10:00 a.m. ET`: by the clocks of its own zone if readers know that by its letters, else by
    Washington's. The zone comes last, so that a sentence that ends here has one full stop."""
    zone = moment.tzinfo.key if isinstance(moment.tzinfo, ZoneInfo) else ""
    letters = next((letters for letters, name in _ZONES.items() if name == zone), "")
    if not letters:
        moment, letters = moment.astimezone(ZoneInfo(WASHINGTON)), "ET"
    return f"{press_date(moment.date())}, {press_time(moment)}{NBSP}{letters}"


def zone_of(moment: datetime) -> str:
    """Its time zone as it is typed: `ET` where the zone has letters, else its name or its distance from Greenwich."""
    name = moment.tzinfo.key if isinstance(moment.tzinfo, ZoneInfo) else f"{moment:%z}"
    return next((letters for letters, zone in _ZONES.items() if zone == name), name)


def start_of_day(day: date) -> datetime:
    """The start of a day in Washington. Embargoes are held against it, so that none ends too early."""
    return datetime.combine(day, time(), ZoneInfo(WASHINGTON))


def last_month(period: str) -> tuple[int, int] | None:
    """The year and last month of a period (`FY2025`, `2025 Q3`, `March 2025`), to compare; None if it names no year.

    Without month or quarter it is the end of the year.
    """
    year = _YEAR.search(period)
    if year is None:
        return None
    month = 12
    if quarter := _QUARTER.search(period):
        month = 3 * int(quarter[1])
    elif iso := _ISO_MONTH.fullmatch(period):
        month = int(iso[1])
    else:
        words = re.findall(r"[a-z]{3,}", period.lower())
        named = [n for n, name in enumerate(MONTHS, 1) for word in words if name.lower().startswith(word)]
        month = named[0] if named else 12
    return int(year.group()), month


def find_date(text: str) -> PartialDate | None:
    """The date that `text` is, in ISO form or as the press writes it (`Aug. 27, 2029`); None if it is not a date.

    Raises `Refusal` for what is meant as a date and cannot be one, and for `03/11/2025`, which reads in two ways.
    """
    if match := _ISO.fullmatch(text):
        return _iso(text, *match.groups())
    if match := _MONTH_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text):
        month = _month(match["month"])
        return PartialDate(int(match["year"]), month, _int(match["day"])) if month else None
    if match := _SLASHES.fullmatch(text):
        raise _with_slashes(text, *match.groups())
    return None


def _with_slashes(text: str, first: str, second: str, year: str) -> Refusal:
    """What is said of `3/7/2025`, which reads in two ways, and of `11/27/2026`, which reads in one."""
    month, day = sorted((first, second), key=int) if int(first) > 12 else (first, second)
    if int(month) > 12:
        return Refusal(f'"{text}" is not a day of the calendar', "write year-month-day, such as 2026-03-31")
    when = PartialDate(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))
    if int(first) <= 12 and int(second) <= 12:
        return Refusal(f'"{text}" can be read in two ways', f"write year-month-day, such as {when}")
    return Refusal(f'"{text}" is not written as dates are here', f"write year-month-day: {when}")


def _iso(text: str, year: str, month: str | None, day: str | None) -> PartialDate:
    if len(month or "00") + len(day or "00") < 4:
        padded = "-".join(f"{part:0>2}" for part in (year, month, day) if part)
        raise Refusal(f'"{text}" lacks a zero', f"write {padded}")
    return PartialDate(int(year), _int(month), _int(day))


def _int(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _month(word: str) -> int | None:
    """The number of a month from its name or an abbreviation of it."""
    for number, name in enumerate(MONTHS, 1):
        if name.lower().startswith(word.lower()) or (word.lower() == "sept" and number == 9):
            return number
    return None


def parse_partial_date(given: object) -> PartialDate:
    """A date, month or year as staff write it (`2026-03-31`, `2026-03`, `2026`, `March 31, 2026`); raises `Refusal`."""
    if isinstance(given, PartialDate):
        return given
    if isinstance(given, date):
        return PartialDate(given.year, given.month, given.day)
    text = _one_text(given, "a date, such as 2026-03-31")
    if (found := find_date(text)) is None:
        raise Refusal(f'"{text}" is not a date', "write year-month-day, such as 2026-03-31, or 2026-03, or 2026")
    return found


def parse_day(given: object) -> date:
    """A whole date; a month or a year will not do. Raises `Refusal`."""
    when = parse_partial_date(given)
    if when.day is None:
        raise Refusal(f'"{when}" is not a whole date', f"write the day, too, such as {when.last()}")
    return when.first()


def parse_instant(given: object) -> datetime:
    """A moment with its time zone; raises `Refusal`.

    `2026-12-03T10:00-05:00`, `2026-12-03 10:00 America/New_York`, `December 3, 2026, 10 a.m. ET`; a date alone means
    the start of that day in Washington.
    """
    if isinstance(given, datetime):
        return given
    text = _one_text(given, "a moment, such as 2026-12-03 10:00 ET")
    match = _MOMENT.fullmatch(text)
    if match is None:
        if find_date(text):
            return start_of_day(parse_day(text))
        raise Refusal(f'"{text}" is not a date and time', "write it as 2026-12-03 10:00 ET")
    if not match["zone"]:
        raise Refusal(f'"{text}" does not say in which time zone', f"write {text} ET")
    day = parse_day(match["day"])
    clock = _clock(text, match)
    if (offset := _offset(day, clock, match["zone"])) is not None:
        return offset
    return _in_zone(text, datetime.combine(day, clock), match["zone"])


def parse_hour(given: object) -> datetime:
    """A moment with its time zone, of which the hour is said; raises `Refusal`."""
    moment = parse_instant(given)
    if isinstance(given, str) and find_date(" ".join(given.split())):
        example = f"write {moment.date().isoformat()} 10:00 ET"
        raise Refusal(f'"{given}" does not say at what hour', example)
    return moment


def _one_text(given: object, example: str) -> str:
    if not isinstance(given, str):
        raise Refusal("is not one value", f"write {example}")
    text = " ".join(given.split())
    if not text:
        raise Refusal("is empty", f"write {example}")
    return text


def _clock(text: str, match: re.Match[str]) -> time:
    hour = int(match["hour"])
    if not (match["minute"] or match["half"]):
        raise Refusal(f'"{text}" has no minutes', "write the hour as 10:00 or 10 a.m.")
    if match["half"]:
        if not 1 <= hour <= 12:
            raise Refusal(f'"{text}" has an hour that no clock shows', "write it as 10:00 a.m. or 22:00")
        hour = hour % 12 + (12 if match["half"] in "Pp" else 0)
    try:
        return time(hour, int(match["minute"] or 0), int(match["second"] or 0))
    except ValueError:
        raise Refusal(f'"{text}" has a time that no clock shows', "hours go from 00 to 23, minutes to 59") from None


def _offset(day: date, clock: time, zone: str) -> datetime | None:
    """The moment when the zone is written as its distance from Greenwich, such as `-05:00` or `Z`."""
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}{zone}")
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _in_zone(text: str, local: datetime, zone: str) -> datetime:
    letters = zone.upper()
    both = _HALVES.get(letters, letters)
    try:
        moment = local.replace(tzinfo=ZoneInfo(_ZONES.get(both, zone)))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        mend = "write ET, CT, MT or PT, or an offset such as -05:00"
        raise Refusal(f'"{zone}" is not a time zone', mend) from None
    if letters in _HALVES and (named := _by_its_half(moment, letters)):
        return named
    if moment.utcoffset() != moment.replace(fold=1).utcoffset():
        raise Refusal(
            f'"{text}" falls into the hour in which clocks change', "write the offset, such as -05:00, for the zone"
        )
    if letters in _HALVES:
        half = "standard" if letters[1] == "S" else "daylight saving"
        arizona = ", or America/Phoenix if it is in Arizona" if letters == "MST" else ""
        raise Refusal(f'"{text}" names {half} time on a day that does not have it', f"write {both}{arizona}")
    return moment


def _by_its_half(moment: datetime, letters: str) -> datetime | None:
    """The moment if its clock shows the half of the year that the letters name; in the hour that comes twice they say
    which of the two it is. An hour that is left out has neither."""
    for tried in (moment, moment.replace(fold=1)):
        there = tried.astimezone(UTC).astimezone(tried.tzinfo)
        if tried.tzname() == letters and there.replace(tzinfo=None) == tried.replace(tzinfo=None):
            return tried
    return None
