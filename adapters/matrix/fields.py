"""Reads JSON that anybody may have written: what is not of the kind that it should be counts as not there. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import cast

Raw = Mapping[str, object]

_CLOCKS_DIFFER = timedelta(days=1)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def part(whole: Raw, *names: str) -> Raw:
    """An object inside an object, at the end of this path; an empty one where there is none."""
    found: object = whole
    for name in names:
        found = found.get(name) if isinstance(found, Mapping) else None
    return cast("Raw", found) if isinstance(found, Mapping) else {}


def text(whole: Raw, name: str) -> str:
    """A text; an empty one where there is none."""
    found = whole.get(name)
    return found if isinstance(found, str) else ""


def number(whole: Raw, name: str) -> int | None:
    """A whole number, or None."""
    found = whole.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def moment(raw: Raw, now: datetime) -> datetime:
    """When it was said by the sender's server; one that cannot be is now."""
    stamp = number(raw, "origin_server_ts")
    latest = now + _CLOCKS_DIFFER
    if stamp is None or not 0 < stamp <= latest.timestamp() * 1000:
        return now
    return datetime.fromtimestamp(stamp / 1000, UTC)


def objects(whole: Raw, name: str) -> tuple[Raw, ...]:
    """The objects of a list; none where there is no list."""
    found = whole.get(name)
    listed = found if isinstance(found, Sequence) and not isinstance(found, str) else ()
    return tuple(each for each in listed if isinstance(each, Mapping))


def texts(whole: Raw, name: str) -> tuple[str, ...]:
    """The texts of a list; none where there is no list."""
    found = whole.get(name)
    return tuple(each for each in found if isinstance(each, str)) if isinstance(found, list) else ()


def encodable(value: object) -> object:
    """The same without halves of characters, which no file takes."""
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, Mapping):
        return {encodable(name): encodable(each) for name, each in value.items()}
    return [encodable(each) for each in value] if isinstance(value, list) else value
