"""The loop that the peer runs on, its tasks, and a clock that a test may put forward."""

from __future__ import annotations

import asyncio
import heapq
import itertools
import time
from asyncio import AbstractEventLoop, TimerHandle
from collections.abc import Callable, Coroutine

from tests.peers.slack.changes import Changes


class Stage:
    """Runs things on the peer's loop, from whichever thread they are asked for."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._loop: AbstractEventLoop | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._ahead = 0.0
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._alarm: TimerHandle | None = None

    def open(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._ring()

    async def close(self) -> None:
        """Ends every task, quietly."""
        self._loop = None
        if self._alarm is not None:
            self._alarm.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    @property
    def loop(self) -> AbstractEventLoop:
        assert self._loop is not None, "the peer does not run"
        return self._loop

    def soon(self, then: Callable[[], object]) -> None:
        """Calls `then` on the loop, in the order of asking; nothing once the peer is closed."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(then)

    def spawn(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        """Runs `work` as a task that ends with the peer at the latest."""
        self.soon(lambda: self._start(work))

    def _start(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        task = self.loop.create_task(work())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def now(self) -> float:
        """Seconds since 1970: the real time and what the test added."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Lets time pass at once; what is due then happens on the loop, soon."""
        with self._changes:
            self._ahead += seconds
        self.soon(self._ring)

    def after(self, seconds: float, then: Callable[[], None]) -> None:
        """Calls `then` on the loop when that much time has passed."""
        self.at(self.now() + seconds, then)

    def at(self, moment: float, then: Callable[[], None]) -> None:
        """Calls `then` on the loop at that moment, or soon where it is past."""
        with self._changes:
            heapq.heappush(self._due, (moment, next(self._numbers), then))
        self.soon(self._ring)

    def _ring(self) -> None:
        while (then := self._next_due()) is not None:
            then()
        if self._alarm is not None:
            self._alarm.cancel()
        if self._due and self._loop is not None:
            self._alarm = self._loop.call_later(max(0.0, self._due[0][0] - self.now()), self._ring)

    def _next_due(self) -> Callable[[], None] | None:
        with self._changes:
            if self._due and self._due[0][0] <= self.now():
                return heapq.heappop(self._due)[2]
        return None
