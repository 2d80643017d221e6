"""How often a bot may write, and who did not wait as told."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from tests.peers.telegram.wire import Refusal

GROUPS = frozenset({"group", "supergroup", "channel"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Messages in a chat a second, in a group a minute, overall a second.

    `second` is how long a second lasts: a test that cannot wait makes it shorter, and is then told
    fractions in `retry_after`, where the real one tells whole seconds.
    """

    per_chat: int = 1
    per_group: int = 20
    overall: int = 30
    second: float = 1.0


@dataclass(slots=True, kw_only=True)
class Gatekeeper:
    """Counts what is written; whoever was told to wait is refused until then."""

    limits: Limits | None = None
    _written: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _shut: dict[str, float] = field(default_factory=dict)

    def told_to_wait(self, scope: str, now: float) -> Refusal | None:
        """The refusal of a call that came before its time, else None."""
        until = max(self._shut.get(scope, 0.0), self._shut.get("", 0.0) if scope.lstrip("-").isdigit() else 0.0)
        return too_many(self._told(until - now)) if now < until else None

    def shut(self, scope: str, seconds: float, now: float) -> Refusal:
        """Tell this scope to wait: a chat's id, a method's name, or "" for all that is written."""
        self._shut[scope] = now + seconds
        return too_many(seconds)

    def write(self, scope: str, kind: str, now: float) -> Refusal | None:
        """Count one message into a chat, or refuse it."""
        if self.limits is None:
            return None
        windows = [(scope, self.limits.per_chat, 1.0), ("", self.limits.overall, 1.0)]
        if kind in GROUPS:
            windows = [(f"{scope}/minute", self.limits.per_group, 60.0), windows[1]]
        for name, most, long in windows:
            wait = self._wait(name, most, long * self.limits.second, now)
            if wait > 0:
                return self.shut(name.partition("/")[0], self._told(wait), now)
        for name, _, _ in windows:
            self._written[name].append(now)
        return None

    def _wait(self, name: str, most: int, window: float, now: float) -> float:
        written = self._written[name]
        while written and written[0] <= now - window:
            written.popleft()
        return written[0] + window - now if len(written) >= most else 0.0

    def _told(self, seconds: float) -> float:
        if self.limits is None or self.limits.second >= 1:
            return max(1, math.ceil(seconds))
        return seconds


def too_many(seconds: float) -> Refusal:
    told = int(seconds) if seconds == int(seconds) else seconds
    return Refusal(429, f"Too Many Requests: retry after {told}", retry_after=told)
