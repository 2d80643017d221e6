"""What has to wait, chat by chat and in order, while all else goes on."""

from __future__ import annotations

import asyncio
from asyncio import Queue
from collections import deque
from collections.abc import Awaitable, Callable, Sequence

from adapters.slack.fields import Raw

MOST_AT_ONCE = 100

Take = Callable[[Sequence[Raw]], Awaitable[None]]


class Lanes:
    """Empty lanes are none. What comes of a chat that has one belongs behind it."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._lanes: dict[str, deque[Raw]] = {}
        self._opened: Queue[str] = Queue()

    def __len__(self) -> int:
        return len(self._lanes)

    def __contains__(self, chat: str) -> bool:
        return chat in self._lanes

    def put(self, chat: str, envelope: Raw) -> None:
        """It waits in the lane of its chat."""
        if chat not in self._lanes:
            self._lanes[chat] = deque()
            self._opened.put_nowait(chat)
        self._lanes[chat].append(envelope)

    async def run(self) -> None:
        """Have everything taken in as soon as it can be, for ever. Raises what `take` raises."""
        try:
            async with asyncio.TaskGroup() as group:
                while True:
                    group.create_task(self._drain(await self._opened.get()))
        except ExceptionGroup as troubles:
            raise troubles.exceptions[0] from None

    async def _drain(self, chat: str) -> None:
        lane = self._lanes[chat]
        while lane:
            first = [lane.popleft() for _ in range(min(len(lane), MOST_AT_ONCE))]
            await self._take(first)
        del self._lanes[chat]
