"""The stretch of time that a question speaks of, read against the asker's clock."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from memory.finding import windows
from memory.finding.calendar_words import WORDS, Tag
from memory.finding.parts import nth
from memory.finding.sparse import words_of
from memory.finding.tense import looks_ahead, looks_back
from memory.finding.time_tags import OTHER, folded, tags_of
from memory.finding.windows import Said, TimeWindow

__all__ = ["AskedTime", "TimeWindow", "asked_time", "speaks_of", "times_told"]

_RELATIVE: Final = frozenset("DWPUtlnaBVsebp")
_DATED: Final = frozenset("NMYSH")
_PIECE: Final = re.compile(r"\d|[a-z]+")
# Without any of these no time is named.
_TELLING: Final = frozenset(word for word, (kind, _) in WORDS.items() if kind in "DMWPSHU").union(
    "0123456789", "night morning afternoon evening nacht hui matin midi soir tarde noche nouvel".split()
)
# With any of these it is said whether a time is past or to come.
_SETTLED: Final = frozenset("DtlnaBUYP")
_LONGEST_TOLD: Final = 500
_YEAR_DIGITS: Final = 4
_UNTIL_AGAIN: Final = (("MSH", timedelta(days=365)), ("W", timedelta(days=7)))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedTime:
    """`words`: those of the question, lower case, that only count from the asker's today ("last", "yesterday").

    A message does not say them of itself, so they should not be looked for, unless the time is still to come:
    then it can only have been spoken of. `sought`: its other words of time, such as "May" and "2023", which stand
    in a message's date.
    """

    window: TimeWindow
    words: frozenset[str]
    sought: frozenset[str]
    coming: TimeWindow | None
    """The next such time; None where the words say themselves which they mean."""

    @property
    def times(self) -> tuple[TimeWindow, ...]:
        """The times that the words may mean."""
        return (self.window, self.coming) if self.coming else (self.window,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A window and where in the tags it was said."""

    window: TimeWindow
    start: int
    end: int


def asked_time(question: str, now: datetime) -> AskedTime | None:
    """The time that `question` names, or None; `now` is aware and says the asker's zone.

    A month, weekday, season or holiday without more is the latest that has begun; "next" looks ahead.
    """
    tags = tags_of(question)
    found = _read(tags, now)
    if found is None:
        return None
    kinds = _kinds(tags, found)
    relative = _relative_words(question, kinds)
    dated = frozenset(word for word in words_of(question) if _kind(word) in _DATED & kinds)
    past = found.window.start <= now
    return AskedTime(
        window=found.window,
        words=relative if past else frozenset(),
        sought=dated if past else dated | relative,
        coming=_coming(tags, found, now),
    )


def times_told(text: str, at: datetime) -> tuple[TimeWindow, ...]:
    """The times that a text said `at` may mean: the last such or the next, and both where its verbs do not tell."""
    # Most texts name none, and to see that by their words alone is ten times as fast.
    if _TELLING.isdisjoint(_PIECE.findall(folded(text))):
        return ()
    tags = tags_of(text)
    found = _read(tags, at)
    if found is None:
        return ()
    coming = _coming(tags, found, at)
    if coming is None or looks_back(text):
        return (found.window,)
    # "We meet on Saturday", said on a Sunday, means the next one.
    ahead = found.window.end <= at and looks_ahead(text)
    return (coming,) if ahead else (found.window, coming)


def speaks_of(text: str, said_at: datetime, asked: Sequence[TimeWindow]) -> bool:
    """Whether a text names one of the times `asked`, by what its words meant when it was said."""
    told = times_told(text[:_LONGEST_TOLD], said_at)
    return any(one.start < other.end and other.start < one.end for one in told for other in asked)


def _read(tags: list[Tag], now: datetime, later: timedelta = timedelta()) -> _Found | None:
    try:
        midnight = (now + later).replace(hour=0, minute=0, second=0, microsecond=0)
        found = _from_to(tags, midnight) or _single(tags, midnight)
        return found and _qualified(found, tags, midnight)
    except (ValueError, OverflowError):
        return None


def _coming(tags: list[Tag], found: _Found, now: datetime) -> TimeWindow | None:
    """The next time that the same words mean; None where they say themselves which they mean."""
    kinds = _kinds(tags, found)
    later = next((later for which, later in _UNTIL_AGAIN if kinds.intersection(which)), None)
    coming = _read(tags, now, later) if later and not _SETTLED & kinds else None
    return coming.window if coming else None


def _kinds(tags: list[Tag], found: _Found) -> set[str]:
    return {kind for kind, _ in tags[found.start : found.end]}


def _single(tags: list[Tag], midnight: datetime) -> _Found | None:
    kinds = _letters(tags)
    for shape, read in _SHAPES:
        found = shape.search(kinds)
        window = read(dict(tags[found.start() : found.end()]), midnight) if found else None
        if found and window:
            return _Found(window=window, start=found.start(), end=found.end())
    return None


def _from_to(tags: list[Tag], midnight: datetime) -> _Found | None:
    """ "Between 3 and 9 May", "from Monday to Friday": what one side leaves out, the other says."""
    found = _FROM_TO.search(_letters(tags))
    if not found:
        return None
    first, last = dict(tags[slice(*found.span("first"))]), dict(tags[slice(*found.span("last"))])
    shared = {kind: value for kind, value in {**first, **last}.items() if kind in "MY"}
    sides = {**shared, **first}, {**shared, **last}
    kinds = [frozenset(side) - {"Y"} or frozenset("Y") for side in sides]
    if kinds[0] != kinds[1] or kinds[0] not in _SIDES:
        return None
    read = _SIDES[kinds[0]]
    start, end = (read(side, midnight) for side in sides)
    if start.start >= end.end and "W" in first:
        start = windows.earlier(start, 7)
    elif start.start >= end.end and "M" in first:
        start = read({**first, "Y": end.start.year - 1}, midnight)
    if start.start >= end.end:
        return None
    window = TimeWindow(start=start.start, end=end.end)
    return _Found(window=window, start=found.start(), end=found.end())


def _qualified(found: _Found, tags: list[Tag], midnight: datetime) -> _Found:
    """With what stands before it: "at the end of", "since", "the week before"."""
    window, start = found.window, found.start
    while start and (tag := tags[start - 1])[0] in "opsebV":
        start -= 1
        unit = _UNIT_BEFORE.search(_letters(tags[:start])) if tag[0] in "ebV" else None
        if unit:
            window = windows.beside(window, dict(tags[unit.start() : start]), after=tag[0] == "e")
            start = unit.start()
        elif tag[0] != "o":
            window = _bounded(window, tag, midnight)
    return _Found(window=window, start=start, end=found.end)


def _bounded(window: TimeWindow, tag: Tag, midnight: datetime) -> TimeWindow:
    kind, value = tag
    if kind == "p":
        return windows.part(window, value)
    if kind in "bV":
        return windows.before(window)
    return windows.since(window.start if kind == "s" else window.end, midnight)


def _letters(tags: list[Tag]) -> str:
    return "".join(kind for kind, _ in tags)


def _relative_words(question: str, kinds: set[str]) -> frozenset[str]:
    relative = _RELATIVE | ({"q"} if "p" in kinds else set()) | ({"O"} & kinds)
    if not relative & kinds:
        return frozenset()
    return frozenset(word for word in words_of(question) if WORDS.get(folded(word), OTHER)[0] in relative)


def _kind(word: str) -> str:
    """Of a word's tag; a number of four digits is a year."""
    if word.isdigit():
        return "Y" if len(word) == _YEAR_DIGITS else "N"
    return WORDS.get(folded(word), OTHER)[0]


# A month or year of which a day or week is told.
_WHOLE: Final = "MY|Mo*[tln]U|MU[tln]|[tln]UM|U[tln]M|[tln]M|M[tln]?(?!N)|[tlnB]U|U[tlnB]?|Y"
_Reader = Callable[[Said, datetime], TimeWindow | None]
# In the order of how much they say; tried on the letters of the question's tags.
_SHAPES: Final[tuple[tuple[re.Pattern[str], _Reader], ...]] = tuple(
    (re.compile(shape), read)
    for shape, read in (
        ("NMY|MNY", windows.date),
        (f"O[WK]o*(?:{_WHOLE})", nth),
        ("MY", windows.month),
        ("SY", windows.season),
        ("HY", windows.holiday),
        ("NM|MN", windows.date),
        ("(?<=W)M|(?<=Wo)M", windows.month),
        ("[tln]UM|U[tln]M|M[tln]U|MU[tln]|[tln]US|U[tln]S|S[tln]U|SU[tln]", windows.part_of_near_year),
        ("[aV]N+P|aNW|VNW|N+Pa", windows.weekdays_ago),
        ("[aV]N+Uo+W|N+Uao+W", windows.weekday_of_week_ago),
        ("N+UaW|Wo*N+Ua|Wo*[aV]N+U|[aV]N+UW", windows.weekday_weeks_ago),
        ("[aV]N+U|N+Ua", windows.ago),
        ("lNU|NlU|NUl", windows.running),
        ("[tlnB]Uo*W|U[tlnB]o*W|Wo*[tlnB]U|Wo*U[tlnB]|Wo*Ubl|Ublo*W", windows.weekday_of_near_week),
        ("UB|BU|Ubl(?![UWMSHP])", windows.unit_before_last),
        ("WB|BW|Wbl(?![UWMSHP])", windows.weekday_before_last),
        ("[tln]U|U[tln]", windows.near_unit),
        ("[tln]H|H[tln]|H", windows.holiday),
        ("[tln]W|W[tln]|W(?=o*D)", windows.weekday),
        ("D", windows.day),
        ("W", windows.weekday),
        ("[tln]M|M[tln]|M", windows.month),
        ("[tln]S|S[tln]|(?<=[sebVp])S", windows.season),
        ("Y", windows.year),
        ("(?<=p)U", windows.near_unit),
        ("(?<=o)U", windows.weekend),
    )
)
_FROM_TO: Final = re.compile("(?P<first>NMY?|MNY?|MY?|N|W|D|Y)o*co*(?P<last>NMY?|MNY?|MY?|N|W|D|Y)")
_SIDES: Final = {
    frozenset("NM"): windows.date,
    frozenset("M"): windows.month,
    frozenset("W"): windows.weekday,
    frozenset("D"): windows.day,
    frozenset("Y"): windows.year,
}
_UNIT_BEFORE: Final = re.compile(r"N*U\Z")
