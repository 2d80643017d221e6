"""What the house did since it started, in figures to be looked at from outside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from bot.ids import Platform


@dataclass(slots=True, kw_only=True)
class Line:
    """How one platform is doing: when it was last heard of, and what went wrong last (nothing: "")."""

    heard_at: datetime | None = None
    trouble: str = ""
    restarts: int = 0


@dataclass(slots=True)
class Pulse:
    """Counts since the start, by platform."""

    lines: dict[Platform, Line] = field(default_factory=dict)
    heard: Counter[Platform] = field(default_factory=Counter)
    sent: Counter[Platform] = field(default_factory=Counter)
    put_off: Counter[Platform] = field(default_factory=Counter)
    given_up: Counter[Platform] = field(default_factory=Counter)
