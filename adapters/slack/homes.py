"""Whose home tab shows what is so no more."""

from __future__ import annotations

import asyncio
import time
from asyncio import Queue
from collections import OrderedDict

LATELY_S = 1_800.0
"""So long after it was opened, or used, a tab may still be looked at."""

REMEMBERED = 1_000


class Homes:
    """A tab that was opened or used lately is drawn anew once something was said to whom it belongs: then it is done.

    Each at most once in `every_s`: the first time at once, and then in one go what came meanwhile.
    """

    def __init__(self, every_s: float = 5.0) -> None:
        self._every_s = every_s
        self._lately: OrderedDict[str, tuple[str, float]] = OrderedDict()
        self._due: dict[str, float] = {}
        self._stale: Queue[str] = Queue()

    def seen(self, chat: str, user: str) -> None:
        """Somebody opened theirs, or did something there; `chat` is where they are answered."""
        self._lately[chat] = (user, time.monotonic())
        self._lately.move_to_end(chat)
        while len(self._lately) > REMEMBERED:
            self._due.pop(self._lately.popitem(last=False)[0], None)

    def answered(self, chat: str) -> None:
        """Something was said there."""
        user, seen_at = self._lately.get(chat, ("", 0.0))
        now = time.monotonic()
        # Until it is due, all else is shown by the same drawing.
        if not user or now - seen_at > LATELY_S or self._due.get(chat, 0.0) > now:
            return
        due = max(now, self._due.get(chat, 0.0) + self._every_s)
        self._due[chat] = due
        asyncio.get_running_loop().call_later(due - now, self._stale.put_nowait, user)

    async def stale(self) -> str:
        """Whose is to be drawn next."""
        return await self._stale.get()
