"""What the house did since it started, in figures to be looked at from outside."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.ids import Platform


@dataclass(slots=True, kw_only=True)
class Line:
    """How one platform is doing: when it was last heard of, and what went wrong last (nothing: "")."""

    heard_at: datetime | None = None
    trouble: str = ""
    restarts: int = 0


BOUNDS = (0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0)
"""Seconds."""


@dataclass(slots=True)
class Waits:
    """How long people waited: how many at most so long as each of BOUNDS, how many in all, and their seconds' sum."""

    within: list[int] = field(default_factory=lambda: [0] * len(BOUNDS))
    count: int = 0
    total: float = 0.0

    def note(self, wait: timedelta) -> None:
        """One more."""
        seconds = max(0.0, wait.total_seconds())
        self.count += 1
        self.total += seconds
        for place, bound in enumerate(BOUNDS):
            self.within[place] += seconds <= bound


@dataclass(slots=True)
class Pulse:
    """Counts since the start, by platform. `waits`: from a message's arrival to the first word of its reply."""

    lines: dict[Platform, Line] = field(default_factory=dict)
    heard: Counter[Platform] = field(default_factory=Counter)
    sent: Counter[Platform] = field(default_factory=Counter)
    put_off: Counter[Platform] = field(default_factory=Counter)
    given_up: Counter[Platform] = field(default_factory=Counter)
    waits: defaultdict[Platform, Waits] = field(default_factory=lambda: defaultdict(Waits))
