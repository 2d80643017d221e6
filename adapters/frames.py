"""How often a growing reply is shown anew, so that the platform goes on taking it."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable

FORGOTTEN_S = 3600.0


class Frames:
    """When each growing reply was shown last, by whatever names it, in the monotonic time of `now` (seconds)."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._shown: dict[Hashable, float] = {}

    def shown(self, reply: Hashable) -> None:
        """It is shown as of now."""
        since = self._now() - FORGOTTEN_S
        self._shown = {each: at for each, at in self._shown.items() if at > since} | {reply: self._now()}

    def due(self, reply: Hashable, every_s: float) -> bool:
        """Whether it may be shown again, which then counts as done."""
        due = self._now() - self._shown.get(reply, float("-inf")) >= every_s
        if due:
            self.shown(reply)
        return due
