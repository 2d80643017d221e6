"""The machine's clock, in the owner's zone."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.errors import BadSetting

VARIABLE = "SATCHEL_NOW"
EARLIEST = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemClock:
    """Tells the machine's time, moved by `ahead`; `zone` None means the machine's own zone."""

    zone: tzinfo | None = None
    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return (datetime.now(UTC) + self.ahead).astimezone(self.zone)


def system_clock(timezone: str) -> SystemClock:
    """The clock for a zone's name; `SATCHEL_NOW`, an ISO moment, sets where it starts, for trials."""
    zone = ZoneInfo(timezone) if timezone else None
    start = os.environ.get(VARIABLE)
    if start is None:
        return SystemClock(zone=zone)
    try:
        moment = datetime.fromisoformat(start)
        if moment.year < EARLIEST:
            raise BadSetting(f"{VARIABLE} is {start!r}: the clock cannot start before the year {EARLIEST}")
        return SystemClock(zone=zone, ahead=moment.astimezone(UTC) - datetime.now(UTC))
    except (ValueError, OverflowError) as error:
        raise BadSetting(
            f"{VARIABLE} is {start!r}, which is no ISO 8601 moment such as 2026-11-22T14:00+01:00"
        ) from error
