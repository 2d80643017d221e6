"""One first-in-first-out lane a conversation: order within, none between."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from bot.events import Event, MessageDeleted, MessageEdited
from bot.ids import Conversation, EventKey
from bot.ports import Received


class Lanes:
    """Runs `handle` on each event, in order within a conversation, at most `width` at a time over all.

    What becomes of a message is handled in the lane of that message while it is there, whichever its own would be.

    `handle` must not raise: it is a supervisor that turns failures into outcomes.
    """

    def __init__(self, handle: Callable[[Received], Awaitable[None]], *, width: int = 16) -> None:
        self._handle = handle
        self._room = asyncio.Semaphore(width)
        self._queues: dict[Conversation, deque[Received]] = {}
        self._lane_of: dict[EventKey, Conversation] = {}
        self._open: Counter[EventKey] = Counter()
        self._workers: set[asyncio.Task[None]] = set()

    def put(self, received: Received) -> None:
        """Queue an event behind the earlier ones of its conversation."""
        about = subject(received.event)
        where = self._lane_of.setdefault(about, received.event.where)
        self._open[about] += 1
        if where in self._queues:
            self._queues[where].append(received)
            return
        self._queues[where] = deque([received])
        worker = asyncio.create_task(self._work(where), name=f"lane {where.platform}")
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    def holds(self, message: EventKey) -> bool:
        """Whether this message itself waits to be handled."""
        queue = self._queues.get(self._lane_of[message], ()) if message in self._lane_of else ()
        return any(received.event.key == message for received in queue)

    async def drained(self) -> None:
        """Return when nothing is queued or under way."""
        while self._workers:
            await asyncio.wait(self._workers)

    async def stop(self) -> None:
        """Drop what is under way: the journal still has it, and a restart takes it up again."""
        for worker in self._workers:
            worker.cancel()
        await self.drained()

    async def _work(self, where: Conversation) -> None:
        queue = self._queues[where]
        try:
            while queue:
                async with self._room:
                    received = queue.popleft()
                    try:
                        await self._handle(received)
                    finally:
                        self._done(subject(received.event))
        finally:
            del self._queues[where]

    def _done(self, about: EventKey) -> None:
        self._open[about] -= 1
        if not self._open[about]:
            del self._open[about], self._lane_of[about]


def subject(event: Event) -> EventKey:
    """The message that an event is, or changes."""
    return event.of if isinstance(event, MessageEdited | MessageDeleted) else event.key


async def unbroken(work: Coroutine[Any, Any, None]) -> None:
    """Await `work`; cancelled, this ends when the work has ended, and not before. For what is soon done."""
    task = asyncio.create_task(work)
    stopped: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as told:
            stopped = told
    task.result()
    if stopped is not None:
        raise stopped
