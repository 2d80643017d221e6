"""Stretches of time: what tags of time mean, read against midnight of the asker's today."""

from calendar import isleap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, TypeAlias

from memory.finding.calendar_words import CHRISTMAS, DAY, EASTER, MONTH, NEW_YEAR, WEEK, WEEKEND, YEAR

Said: TypeAlias = Mapping[str, int]
"""Kind of tag -> its value; of several of one kind the last."""

_LENGTHS: Final = {DAY: 1, WEEK: 7, MONTH: 31, YEAR: 366, WEEKEND: 7}
# "Before Christmas" is seldom the year before.
_SHORTLY_BEFORE: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWindow:
    """From `start`, included, to `end`, excluded; both aware, in the asker's zone."""

    start: datetime
    end: datetime


def date(said: Said, midnight: datetime) -> TimeWindow:
    leap_day = (said["M"], said["N"]) == (2, 29)
    year = said.get("Y", _latest_leap_year(midnight) if leap_day else midnight.year)
    day = midnight.replace(year=year, month=said["M"], day=said["N"])
    if "Y" not in said and day > midnight:
        day = day.replace(year=year - 1)
    return _days(day, 1)


def _latest_leap_year(midnight: datetime) -> int:
    """The year of the latest 29 February."""
    years = range(midnight.year, midnight.year - 9, -1)
    return next(
        year for year in years if isleap(year) and (year < midnight.year or (midnight.month, midnight.day) >= (2, 29))
    )


def month(said: Said, midnight: datetime) -> TimeWindow:
    start = midnight.replace(month=said["M"], day=1, year=said.get("Y", midnight.year))
    running = said["M"] == midnight.month
    return _months(start if "Y" in said else _turn(start, said, midnight, running=running), 1)


def season(said: Said, midnight: datetime) -> TimeWindow:
    start = midnight.replace(month=said["S"], day=1, year=said.get("Y", midnight.year))
    running = _months(start, 3).end > midnight >= start
    return _months(start if "Y" in said else _turn(start, said, midnight, running=running), 3)


def holiday(said: Said, midnight: datetime) -> TimeWindow:
    this = _holiday(said["H"], midnight.replace(year=said.get("Y", midnight.year)))
    running = this.end > midnight >= this.start
    year = this.start.year if "Y" in said else _turn(this.start, said, midnight, running=running).year
    return _holiday(said["H"], midnight.replace(year=year, month=1, day=1))


def weekday(said: Said, midnight: datetime) -> TimeWindow:
    distance = said["W"] - midnight.weekday()
    if "n" in said:
        return _days(midnight + timedelta(days=distance + 7 * (distance <= 0)), 1)
    if "t" in said:
        return _days(midnight + timedelta(days=distance), 1)
    return _days(midnight + timedelta(days=distance - 7 * (distance >= 0)), 1)


def weekday_before_last(said: Said, midnight: datetime) -> TimeWindow:
    return earlier(weekday(said, midnight), 7)


def weekdays_ago(said: Said, midnight: datetime) -> TimeWindow:
    """ "Two Fridays ago": the last but one."""
    day = said["P"] if "P" in said else said["W"]
    return earlier(weekday({"W": day}, midnight), 7 * (said["N"] - 1))


def weekday_weeks_ago(said: Said, midnight: datetime) -> TimeWindow:
    """ "Thursday a week ago": a week before the last one."""
    if said["U"] != WEEK:
        return ago(said, midnight)
    return earlier(weekday({"W": said["W"]}, midnight), 7 * said["N"])


def weekday_of_week_ago(said: Said, midnight: datetime) -> TimeWindow:
    """ "Three weeks ago on Tuesday": the Tuesday of that week."""
    return _weekday_within(ago(said, midnight), said)


def weekday_of_near_week(said: Said, midnight: datetime) -> TimeWindow:
    """ "Thursday last week", and "Thursday the week before last"."""
    before_last = "B" in said or "b" in said
    return _weekday_within(unit_before_last(said, midnight) if before_last else near_unit(said, midnight), said)


def part_of_near_year(said: Said, midnight: datetime) -> TimeWindow:
    """ "Last year in May", "in the summer of last year"."""
    if said["U"] != YEAR:
        return near_unit(said, midnight)
    dated = {**said, "Y": near_unit(said, midnight).start.year}
    return month(dated, midnight) if "M" in said else season(dated, midnight)


def near_unit(said: Said, midnight: datetime) -> TimeWindow:
    """This, last or next week, month, year, weekend."""
    return _units_away(said["U"], ("n" in said) - ("l" in said), midnight)


def unit_before_last(said: Said, midnight: datetime) -> TimeWindow:
    return _units_away(said["U"], -2, midnight)


def weekend(said: Said, midnight: datetime) -> TimeWindow | None:
    """ "Over the weekend": the last that has begun; no other unit is named like that."""
    if said["U"] != WEEKEND:
        return None
    return _units_away(WEEKEND, -(midnight.weekday() < 5), midnight)


def ago(said: Said, midnight: datetime) -> TimeWindow:
    return _units_away(said["U"], -said["N"], midnight)


def running(said: Said, midnight: datetime) -> TimeWindow:
    """The last so many days, weeks, months, years, today included."""
    tomorrow = midnight + timedelta(days=1)
    return TimeWindow(start=tomorrow - timedelta(days=_LENGTHS[said["U"]] * said["N"] + 1), end=tomorrow)


def day(said: Said, midnight: datetime) -> TimeWindow:
    return _days(midnight + timedelta(days=said["D"]), 1)


def year(said: Said, midnight: datetime) -> TimeWindow:
    return _months(midnight.replace(year=said["Y"], month=1, day=1), 12)


def part(window: TimeWindow, which: int) -> TimeWindow:
    """The first, middle or last third (0, 1, 2); a day is not divided."""
    third = timedelta(days=(window.end - window.start).days / 3)
    if third < timedelta(days=1):
        return window
    start = (window.start + which * third).replace(hour=0, minute=0)
    end = window.end if which == 2 else (start + third).replace(hour=0, minute=0) + timedelta(days=1)
    return TimeWindow(start=start, end=end)


def since(start: datetime, midnight: datetime) -> TimeWindow:
    """From then until today, today included; no less than a day."""
    return TimeWindow(start=start, end=max(midnight, start) + timedelta(days=1))


def before(window: TimeWindow) -> TimeWindow:
    return TimeWindow(
        start=window.start - max(_SHORTLY_BEFORE, 2 * (window.end - window.start)),
        end=window.start,
    )


def beside(window: TimeWindow, said: Said, *, after: bool) -> TimeWindow:
    """ "The week before Christmas", "two days after"."""
    length = timedelta(days=_LENGTHS[said["U"]] * said.get("N", 1))
    if after:
        return TimeWindow(start=window.end, end=window.end + length)
    return TimeWindow(start=window.start - length, end=window.start)


def _turn(start: datetime, said: Said, midnight: datetime, *, running: bool) -> datetime:
    """The year meant by what starts at `start` this year."""
    if "n" in said:
        return start if start > midnight else start.replace(year=start.year + 1)
    past = start > midnight or ("l" in said and running)
    return start.replace(year=start.year - 1) if past else start


def _holiday(which: int, midnight: datetime) -> TimeWindow:
    first = {CHRISTMAS: (12, 24, 3), NEW_YEAR: (12, 31, 2)}
    if which == EASTER:
        return _days(_good_friday(midnight), 4)
    month, day, days = first[which]
    return _days(midnight.replace(month=month, day=day), days)


def _good_friday(midnight: datetime) -> datetime:
    """Of the year of `midnight`, by the Gregorian computus."""
    year = midnight.year
    golden, century = year % 19, year // 100
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= moon // 28 * (1 - 29 // (moon + 1) * ((21 - golden) // 11))
    sunday = moon - (year + year // 4 + moon + 2 - century + century // 4) % 7
    march = midnight.replace(month=3, day=1)
    return march + timedelta(days=sunday + 27 - 2)


def _units_away(unit: int, distance: int, midnight: datetime) -> TimeWindow:
    monday = midnight - timedelta(days=midnight.weekday()) + timedelta(days=7 * distance)
    if unit == WEEK:
        return _days(monday, 7)
    if unit == WEEKEND:
        return _days(monday + timedelta(days=5), 2)
    if unit == MONTH:
        return _months(_months(midnight.replace(day=1), distance).end, 1)
    if unit == YEAR:
        return year({"Y": midnight.year + distance}, midnight)
    return _days(midnight + timedelta(days=distance), 1)


def _weekday_within(window: TimeWindow, said: Said) -> TimeWindow:
    if said["U"] != WEEK:
        return window
    return _days(window.start + timedelta(days=said["W"]), 1)


def earlier(window: TimeWindow, days: int) -> TimeWindow:
    """The same stretch so many days before."""
    return TimeWindow(start=window.start - timedelta(days=days), end=window.end - timedelta(days=days))


def _days(start: datetime, count: int) -> TimeWindow:
    return TimeWindow(start=start, end=start + timedelta(days=count))


def _months(start: datetime, count: int) -> TimeWindow:
    """`start` is the first of a month."""
    years, month = divmod(start.month - 1 + count, 12)
    return TimeWindow(start=start, end=start.replace(year=start.year + years, month=month + 1))
