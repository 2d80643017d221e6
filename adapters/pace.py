"""Who asked us to wait, and until when: nobody is called earlier. And how calls are spread so that few ask."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

from bot.errors import RateLimited

EVERYWHERE = ""


class Pace:
    """Waits by name (a chat, a method, or EVERYWHERE), in the monotonic time of `now` (seconds)."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._until: dict[str, float] = {}

    def hold(self, name: str, after: timedelta) -> None:
        """Call nothing of that name before so long has passed."""
        until = self._now() + after.total_seconds()
        self._until[name] = max(until, self._until.get(name, 0.0))

    def left(self, *names: str) -> timedelta:
        """How long to wait before all of these may be called; zero where none is held."""
        now = self._now()
        for name in [name for name, until in self._until.items() if until <= now]:
            del self._until[name]
        return timedelta(seconds=max((self._until[name] - now for name in names if name in self._until), default=0.0))

    def refuse_early(self, *names: str) -> None:
        """Raise RateLimited where one of them, or EVERYWHERE, is held."""
        self.refuse_early_alone(EVERYWHERE, *names)

    def refuse_early_alone(self, *names: str) -> None:
        """Raise RateLimited where one of them is held, whatever is held EVERYWHERE."""
        if left := self.left(*names):
            raise RateLimited(f"the platform asked to wait {left.total_seconds():.0f} more seconds", left)


class Spread:
    """Where calls of a name (a chat) come in numbers, `burst` go at once, and then one `every` so many seconds."""

    def __init__(self, burst: int, every: float, now: Callable[[], float] = time.monotonic) -> None:
        self._ahead = (burst - 1) * every
        self._every = every
        self._now = now
        self._turns: dict[str, float] = {}

    def turn(self, name: str) -> float:
        """Take the next turn; returns the seconds until it comes."""
        now = self._now()
        earliest = now - self._ahead
        self._turns = {each: at for each, at in self._turns.items() if at > earliest}
        turn = self._turns.get(name, earliest)
        self._turns[name] = turn + self._every
        return max(0.0, turn - now)
