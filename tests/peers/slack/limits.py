"""Rate limits: Slack's own of one message a second and channel, and who did not wait."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

LEEWAY = 0.02  # a timer may ring a little early


@dataclass(slots=True)
class Limits:
    """`pace`: the seconds between two posts to one channel; None for no limit. `refused` counts the answers 429."""

    pace: float | None = None
    refused: int = 0
    _last: dict[str, float] = field(default_factory=dict)
    _waits: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)

    def wait(self, method: str, channel: str, now: float) -> int:
        """How many whole seconds the bot has to wait before this post; 0 lets it through."""
        if self.pace is None or method != "chat.postMessage":
            return 0
        left = self._last.get(channel, -math.inf) + self.pace - now
        if left > LEEWAY:
            return math.ceil(left)
        self._last[channel] = now
        return 0

    def told(self, method: str, channel: str, now: float, seconds: float) -> None:
        """The bot was told to wait with that method in that channel."""
        self.refused += 1
        self._waits[method, channel] = (now, now + seconds)

    def broken(self, method: str, channel: str, now: float) -> float | None:
        """When the bot was told to wait longer than until now; None where it was not."""
        told, until = self._waits.get((method, channel), (-math.inf, -math.inf))
        return told if now < until - LEEWAY else None
