"""Reading what Slack sent: a field that is not what it should be is as good as none. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta

Raw = Mapping[str, object]

TS = re.compile(r"(\d{1,11})\.(\d{6})")
"""What Slack numbers messages by: seconds since 1970, and microseconds."""

_NOTHING: Raw = {}


def text(raw: Raw, *path: str) -> str:
    """The text at the end of a path of names, or an empty one."""
    found = inner(raw, *path[:-1]).get(path[-1])
    return found if isinstance(found, str) else ""


def inner(raw: Raw, *path: str) -> Raw:
    """The object at the end of a path of names, or an empty one."""
    for name in path:
        found = raw.get(name)
        raw = found if isinstance(found, dict) else _NOTHING
    return raw


def rows(raw: Raw, name: str) -> tuple[Raw, ...]:
    """The objects of a list, or none."""
    found = raw.get(name)
    return tuple(each for each in found if isinstance(each, dict)) if isinstance(found, list) else ()


def words(raw: Raw, name: str) -> tuple[str, ...]:
    """The texts of a list, or none."""
    found = raw.get(name)
    return tuple(each for each in found if isinstance(each, str)) if isinstance(found, list) else ()


def number(raw: Raw, name: str) -> int | None:
    """A number that is none of somebody's making up."""
    found = raw.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) and 0 <= found < 2**63 else None


def moment(ts: str) -> datetime | None:
    """The time that a `ts` stands for; None for what is none."""
    found = TS.fullmatch(ts)
    if found is None:
        return None
    return datetime.fromtimestamp(int(found[1]), UTC) + timedelta(microseconds=int(found[2]))


def ts_of(at: datetime) -> str:
    """A time as Slack writes it."""
    return f"{int(at.timestamp())}.{at.microsecond:06d}"


def deep(found: object) -> Iterator[Raw]:
    """Every object in it, however deep, in order."""
    waiting = [found]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield each
            waiting.extend(reversed(each.values()))
        elif isinstance(each, list):
            waiting.extend(reversed(each))


def loaded(body: str | bytes) -> Raw | None:
    """An object that was written as JSON; None for what is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def latest(moments: Sequence[str]) -> str:
    """The last of some `ts`; empty where there is none."""
    return max(filter(TS.fullmatch, moments), key=lambda ts: (len(ts), ts), default="")
