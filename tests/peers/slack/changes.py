"""One lock for all that the peer knows, and waiting for something to come true in it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Condition
from time import monotonic
from typing import TypeVar

T = TypeVar("T")
WITHIN = 10.0
LOOK_AGAIN = 0.05  # what is asked for may be the bot's own, which tells nobody here


class Changes:
    """`with changes:` around each change; whoever waits then looks again. Never held across an await."""

    def __init__(self) -> None:
        self._condition = Condition()
        self._wakers: list[Callable[[], object]] = []

    def __enter__(self) -> None:
        self._condition.acquire()

    def __exit__(self, *_: object) -> None:
        self._condition.notify_all()
        for wake in self._wakers:
            wake()
        self._condition.release()

    def wait_until(self, holds: Callable[[], T | None], within: float = WITHIN) -> T:
        """Blocks until `holds` gives something true, and returns that; AssertionError after `within` seconds."""
        with self._condition:
            end = monotonic() + within
            while not (found := holds()):
                if monotonic() > end:
                    raise AssertionError(f"it did not come true within {within:g} s")
                self._condition.wait(LOOK_AGAIN)
            return found

    async def until(self, holds: Callable[[], T | None], within: float = WITHIN) -> T:
        """The same without blocking the loop that it is awaited on."""
        loop, woken = asyncio.get_running_loop(), asyncio.Event()

        def wake() -> None:
            loop.call_soon_threadsafe(woken.set)

        with self._condition:
            self._wakers.append(wake)
        try:
            async with asyncio.timeout(within):
                while not (found := self._look(holds)):
                    with suppress(TimeoutError):
                        await asyncio.wait_for(woken.wait(), LOOK_AGAIN)
                    woken.clear()
                return found
        except TimeoutError:
            raise AssertionError(f"it did not come true within {within:g} s") from None
        finally:
            with self._condition:
                self._wakers.remove(wake)

    def _look(self, holds: Callable[[], T | None]) -> T | None:
        with self._condition:
            return holds()
