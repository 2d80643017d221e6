"""The stretch of time that a question speaks of, read against the asker's clock."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from memory.finding.calendar_words import (
    BEFORE_MONTH,
    DAY,
    FILLERS,
    MONTH,
    PHRASES,
    VERBS,
    WEEK,
    WEEKEND,
    WORDS,
    YEAR,
    Tag,
)
from memory.finding.sparse import words_of

_PIECE: Final = re.compile(r"\d{4}-\d\d?-\d\d?|\d\d?\.\d\d?\.\d{4}|\d+|[^\W\d_]+")
_NUMBER_ENDING: Final = re.compile(r"(?<=\d)(?:st|nd|rd|th|er)\b")
_YEARS: Final = range(1900, 2200)
_OTHER: Final = ("-", 0)
_RELATIVE: Final = frozenset("DWUtlna")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWindow:
    """From `start`, included, to `end`, excluded; both aware, in the asker's zone."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTime:
    """`words`: those of the question, lower case, that only count from the asker's today ("last", "yesterday").

    A message does not say them of itself, so they should not be looked for; "May" and "2023" stand in its date.
    """

    window: TimeWindow
    words: frozenset[str]


def time_window(question: str, now: datetime) -> TimeWindow | None:
    """The time that `question` names, or None; `now` is aware and says the asker's zone.

    A month, weekday or season without more is the latest that has begun; "next" looks ahead.
    """
    asked = asked_time(question, now)
    return asked.window if asked else None


def asked_time(question: str, now: datetime) -> AskedTime | None:
    """As `time_window`, with the words that said it."""
    tags = _tags(question)
    kinds = "".join(kind for kind, _ in tags)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for shape, read in _SHAPES:
        if found := shape.search(kinds):
            try:
                window = read(dict(tags[found.start() : found.end()]), midnight)
            except (ValueError, OverflowError):
                return None
            return AskedTime(window=window, words=_relative_words(question, found[0]))
    return None


def _relative_words(question: str, kinds: str) -> frozenset[str]:
    if not _RELATIVE.intersection(kinds):
        return frozenset()
    return frozenset(word for word in words_of(question) if WORDS.get(_folded(word), _OTHER)[0] in _RELATIVE)


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


def _tags(question: str) -> list[Tag]:
    text = _folded(question)
    for phrase, word in PHRASES.items():
        text = text.replace(phrase, word)
    pieces = _PIECE.findall(_NUMBER_ENDING.sub("", text.replace("\u2019", "'")))
    tags: list[Tag] = []
    for before, piece in zip(["", *pieces], pieces, strict=False):
        tags += _tag(before, piece)
    return _without_verbs(tags)


def _tag(before: str, piece: str) -> list[Tag]:
    if piece[0].isdigit():
        return _digits(piece)
    if piece in FILLERS:
        return []
    if piece in VERBS and not (before in BEFORE_MONTH or before.isdigit()):
        return [("v", WORDS[piece][1])]
    return [WORDS.get(piece, _OTHER)]


def _without_verbs(tags: list[Tag]) -> list[Tag]:
    """A "may" before a number is a month ("May 7", "May 2023"); else it is none."""
    following = [*tags[1:], _OTHER]
    return [
        ("M" if after[0] in "NY" else "-", tag[1]) if tag[0] == "v" else tag
        for tag, after in zip(tags, following, strict=False)
    ]


def _digits(piece: str) -> list[Tag]:
    if not piece.isdigit():
        parts = [int(part) for part in re.split(r"[-.]", piece)]
        year, month, day = parts if "-" in piece else reversed(parts)
        return [("N", day), ("M", month), ("Y", year)]
    number = int(piece[:9])
    return [("Y", number)] if number in _YEARS else [("N", number)]


def _date(said: dict[str, int], midnight: datetime) -> TimeWindow:
    year = said.get("Y", midnight.year)
    day = midnight.replace(year=year, month=said["M"], day=said["N"])
    if "Y" not in said and day > midnight:
        day = day.replace(year=year - 1)
    return _days(day, 1)


def _month(said: dict[str, int], midnight: datetime) -> TimeWindow:
    month = said["M"]
    start = midnight.replace(month=month, day=1, year=said.get("Y", midnight.year))
    return _months(start if "Y" in said else _turn(start, said, midnight, running=month == midnight.month), 1)


def _season(said: dict[str, int], midnight: datetime) -> TimeWindow:
    start = midnight.replace(month=said["S"], day=1, year=said.get("Y", midnight.year))
    running = _months(start, 3).end > midnight >= start
    return _months(start if "Y" in said else _turn(start, said, midnight, running=running), 3)


def _turn(start: datetime, said: dict[str, int], midnight: datetime, *, running: bool) -> datetime:
    """The year meant by a month or season that starts at `start` this year."""
    if "n" in said:
        return start if start > midnight else start.replace(year=start.year + 1)
    past = start > midnight or ("l" in said and running)
    return start.replace(year=start.year - 1) if past else start


def _weekday(said: dict[str, int], midnight: datetime) -> TimeWindow:
    distance = said["W"] - midnight.weekday()
    if "n" in said:
        return _days(midnight + timedelta(days=distance + 7 * (distance <= 0)), 1)
    if "t" in said:
        return _days(midnight + timedelta(days=distance), 1)
    return _days(midnight + timedelta(days=distance - 7 * (distance >= 0)), 1)


def _near_unit(said: dict[str, int], midnight: datetime) -> TimeWindow:
    """This, last or next week, month, year, weekend."""
    return _units_away(said["U"], ("n" in said) - ("l" in said), midnight)


def _ago(said: dict[str, int], midnight: datetime) -> TimeWindow:
    return _units_away(said["U"], -said["N"], midnight)


def _running(said: dict[str, int], midnight: datetime) -> TimeWindow:
    """The last so many days, weeks, months, years, today included."""
    days = {DAY: 1, WEEK: 7, MONTH: 31, YEAR: 366, WEEKEND: 7}[said["U"]]
    tomorrow = midnight + timedelta(days=1)
    return TimeWindow(start=tomorrow - timedelta(days=days * said["N"] + 1), end=tomorrow)


def _units_away(unit: int, distance: int, midnight: datetime) -> TimeWindow:
    monday = midnight - timedelta(days=midnight.weekday()) + timedelta(days=7 * distance)
    if unit == WEEK:
        return _days(monday, 7)
    if unit == WEEKEND:
        return _days(monday + timedelta(days=5), 2)
    if unit == MONTH:
        return _months(_months(midnight.replace(day=1), distance).end, 1)
    if unit == YEAR:
        return _year({"Y": midnight.year + distance}, midnight)
    return _days(midnight + timedelta(days=distance), 1)


def _day(said: dict[str, int], midnight: datetime) -> TimeWindow:
    return _days(midnight + timedelta(days=said["D"]), 1)


def _year(said: dict[str, int], midnight: datetime) -> TimeWindow:
    return _months(midnight.replace(year=said["Y"], month=1, day=1), 12)


def _days(start: datetime, count: int) -> TimeWindow:
    return TimeWindow(start=start, end=start + timedelta(days=count))


def _months(start: datetime, count: int) -> TimeWindow:
    """`start` is the first of a month."""
    years, month = divmod(start.month - 1 + count, 12)
    return TimeWindow(start=start, end=start.replace(year=start.year + years, month=month + 1))


_Reader = Callable[[dict[str, int], datetime], TimeWindow]
# In the order of how much they say; tried on the letters of the question's tags.
_SHAPES: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = tuple(
    (re.compile(shape), read)
    for shape, read in (
        ("NMY|MNY", _date),
        ("MY", _month),
        ("SY", _season),
        ("NM|MN", _date),
        ("aN+U|N+Ua", _ago),
        ("lNU|NlU|NUl", _running),
        ("[tln]U|U[tln]", _near_unit),
        ("D", _day),
        ("[tln]W|W[tln]|W", _weekday),
        ("[tln]M|M[tln]|M", _month),
        ("[tln]S|S[tln]", _season),
        ("Y", _year),
    )
)
