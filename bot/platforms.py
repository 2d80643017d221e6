"""Keeps every platform connected: one that ends or fails begins again by itself, ever more slowly."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta

from bot.errors import SatchelError
from bot.events import Event
from bot.ports import Bookmark, ChatAdapter, Clock, Ledger, OnEvents
from bot.pulse import Line, Pulse

FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(seconds=20)
WENT_WELL = timedelta(minutes=2)
"""After so long without trouble the pauses begin anew."""

_log = logging.getLogger(__name__)


class Platforms:
    """Runs adapters until cancelled, or until what they hear can no longer be taken in."""

    def __init__(
        self,
        adapters: Sequence[ChatAdapter],
        on_events: OnEvents,
        ledger: Ledger,
        clock: Clock,
        pulse: Pulse,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._adapters = adapters
        self._on_events = on_events
        self._ledger = ledger
        self._clock = clock
        self._pulse = pulse
        self._sleep = sleep
        self._fault: asyncio.Queue[SatchelError] = asyncio.Queue()
        for adapter in adapters:
            pulse.lines[adapter.platform] = Line()

    async def run(self) -> None:
        """Raises an ExceptionGroup of the SatchelError over which `on_events` takes in no more."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._end_over_fault(), name="listening for the end")
            for adapter in self._adapters:
                group.create_task(self._keep(adapter), name=f"listening {adapter.platform}")

    async def _keep(self, adapter: ChatAdapter) -> None:
        line = self._pulse.lines[adapter.platform]
        pause = FIRST_PAUSE
        while True:
            began = self._clock.now()
            line.trouble = await self._listen(adapter, line)
            _log.warning("%s: %s; trying again", adapter.platform, line.trouble)
            pause = FIRST_PAUSE if self._clock.now() - began >= WENT_WELL else pause
            await self._sleep(pause.total_seconds())
            pause, line.restarts = min(2 * pause, LONGEST_PAUSE), line.restarts + 1

    @contextmanager
    def _ending_all(self) -> Iterator[None]:
        """What goes wrong in here is the journal's fault, and told past the adapter, which may go on over it."""
        try:
            yield
        except SatchelError as fault:
            self._fault.put_nowait(fault)
            raise

    async def _end_over_fault(self) -> None:
        raise await self._fault.get()

    async def _listen(self, adapter: ChatAdapter, line: Line) -> str:
        """Until the platform ends; tells why it did."""

        async def hear(events: Sequence[Event], bookmark: Bookmark | None) -> None:
            with self._ending_all():
                await self._on_events(events, bookmark)
            line.heard_at, line.trouble = self._clock.now(), ""
            self._pulse.heard[adapter.platform] += len(events)

        try:
            with self._ending_all():
                bookmarks = await asyncio.to_thread(self._ledger.bookmarks, adapter.platform)
            await adapter.run(hear, bookmarks)
        except SatchelError as fault:
            return str(fault)
        except Exception as fault:  # noqa: BLE001 -- the supervisor: one platform's fault must not end the others
            _log.exception("%s stumbled", adapter.platform)
            return f"something went wrong inside ({type(fault).__name__})"
        return "the connection ended"
