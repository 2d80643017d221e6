"""Clocks that tests wind."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.builders import MORNING


class RushingClock:
    """An hour passes between two looks at it, so that no waiting takes any time."""

    def __init__(self) -> None:
        self._now = MORNING

    def now(self) -> datetime:
        self._now += timedelta(hours=1)
        return self._now


class StandingClock:
    """Tells the time that it was set to."""

    def __init__(self, at: datetime = MORNING) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at
