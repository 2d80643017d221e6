"""The machine's clock, in the owner's zone."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from bot.errors import BadSetting

VARIABLE = "SATCHEL_NOW"
EARLIEST = 2000


class MachineZone(tzinfo):
    """The machine's own zone, which is asked anew for each moment: July's offset is not November's."""

    def utcoffset(self, moment: datetime | None) -> timedelta | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().utcoffset()

    def tzname(self, moment: datetime | None) -> str | None:
        return None if moment is None else moment.replace(tzinfo=None).astimezone().tzname()

    def dst(self, moment: datetime | None) -> None:
        """The machine tells no part of its offset apart."""

    def fromutc(self, moment: datetime) -> datetime:
        local = moment.replace(tzinfo=UTC).astimezone()
        here = local.replace(tzinfo=self)
        # An hour that comes twice: the second one.
        return here if here.utcoffset() == local.utcoffset() else here.replace(fold=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemClock:
    """Tells the machine's time, moved by `ahead`, in a zone."""

    zone: tzinfo = field(default_factory=MachineZone)
    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return (datetime.now(UTC) + self.ahead).astimezone(self.zone)


def system_clock(timezone: str) -> SystemClock:
    """The clock for a zone's name; `SATCHEL_NOW`, an ISO moment, sets where it starts, for trials."""
    zone = ZoneInfo(timezone) if timezone else MachineZone()
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
