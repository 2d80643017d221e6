"""The nth day, week, weekend or weekday of a month or a year."""

from datetime import datetime, timedelta
from typing import Final

from memory.finding import windows
from memory.finding.calendar_words import DAY, WEEK, WEEKEND
from memory.finding.windows import Said, TimeWindow

_SATURDAY: Final = 5
# First weekday (None: whichever the whole begins with), days from one to the next, days that it lasts.
_UNITS: Final[dict[int, tuple[int | None, int, int]]] = {
    DAY: (None, 1, 1),
    WEEK: (None, 7, 7),
    WEEKEND: (_SATURDAY, 7, 2),
}


def nth(said: Said, midnight: datetime) -> TimeWindow:
    """Counted from the end where `O` is negative; the latest that has begun, unless more is said.

    Raises ValueError where the month or year has none.
    """
    window = _part(said, _whole(said, midnight))
    if window.start > midnight and "M" in said and not {"Y", "U", "t", "n"} & said.keys():
        return _part(said, windows.month({**said, "Y": window.start.year - 1}, midnight))
    return window


def _whole(said: Said, midnight: datetime) -> TimeWindow:
    if "M" in said:
        return windows.part_of_near_year(said, midnight) if "U" in said else windows.month(said, midnight)
    if "U" in said:
        return windows.unit_before_last(said, midnight) if "B" in said else windows.near_unit(said, midnight)
    return windows.year(said, midnight)


def _part(said: Said, whole: TimeWindow) -> TimeWindow:
    weekday, step, days = (said["W"], 7, 1) if "W" in said else _UNITS[said["K"]]
    if said["O"] > 0:
        first = whole.start if weekday is None else _on(weekday, whole.start)
        start = first + timedelta(days=step * (said["O"] - 1))
    else:
        last = whole.end - timedelta(days=step)
        start = (last if weekday is None else _on(weekday, last)) + timedelta(days=step * (said["O"] + 1))
    if not whole.start <= start < whole.end:
        raise ValueError("there are not so many")
    return TimeWindow(start=start, end=start + timedelta(days=days))


def _on(weekday: int, earliest: datetime) -> datetime:
    """The first such day from there on."""
    return earliest + timedelta(days=(weekday - earliest.weekday()) % 7)
