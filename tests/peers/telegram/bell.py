"""Tells everybody who waits, in whichever thread or loop, that something happened."""

from __future__ import annotations

import asyncio
from asyncio import AbstractEventLoop
from collections.abc import Callable
from contextlib import suppress
from threading import Condition, RLock


class Bell:
    """One lock over all that the peer knows, and a bell that rings whenever some of it changed."""

    def __init__(self) -> None:
        self.lock = RLock()
        self._changed = Condition(self.lock)
        self._waiting: set[tuple[AbstractEventLoop, asyncio.Event]] = set()

    def ring(self) -> None:
        with self.lock:
            self._changed.notify_all()
            for loop, event in self._waiting:
                with suppress(RuntimeError):  # a loop that was closed waits for nothing any more
                    loop.call_soon_threadsafe(event.set)

    def wait(self, true: Callable[[], bool], within: float) -> bool:
        """Block this thread until `true`; whether it came true within so many seconds."""
        with self.lock:
            return self._changed.wait_for(true, within)

    async def heard(self, true: Callable[[], bool]) -> None:
        """Wait in this loop until `true`."""
        event = asyncio.Event()
        mine = (asyncio.get_running_loop(), event)
        with self.lock:
            self._waiting.add(mine)
        try:
            while not self._is(true, event):
                await event.wait()
        finally:
            with self.lock:
                self._waiting.discard(mine)

    async def heard_within(self, true: Callable[[], bool], within: float) -> bool:
        try:
            await asyncio.wait_for(self.heard(true), within)
        except TimeoutError:
            return False
        return True

    def _is(self, true: Callable[[], bool], event: asyncio.Event) -> bool:
        with self.lock:
            event.clear()
            return true()
