"""Keeps every platform connected: one that ends or fails begins again by itself, ever more slowly."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta

from bot.errors import DataFolderError, DeliveryError
from bot.events import Event
from bot.ports import Bookmark, ChatAdapter, Clock, Ledger, OnEvents
from bot.pulse import Line, Pulse

FIRST_PAUSE = timedelta(seconds=1)
LONGEST_PAUSE = timedelta(minutes=1)
WENT_WELL = timedelta(minutes=2)
"""After so long without trouble the pauses begin anew."""

_log = logging.getLogger(__name__)


class Platforms:
    """Runs adapters until cancelled, or until the journal can take no more."""

    def __init__(
        self, adapters: Sequence[ChatAdapter], on_events: OnEvents, ledger: Ledger, clock: Clock, pulse: Pulse
    ) -> None:
        self._adapters = adapters
        self._on_events = on_events
        self._ledger = ledger
        self._clock = clock
        self._pulse = pulse

    async def run(self) -> None:
        """Raises DataFolderError when what arrives can no longer be written down."""
        async with asyncio.TaskGroup() as group:
            for adapter in self._adapters:
                group.create_task(self._keep(adapter), name=f"listening {adapter.platform}")

    async def _keep(self, adapter: ChatAdapter) -> None:
        line = self._pulse.lines.setdefault(adapter.platform, Line())
        pause = FIRST_PAUSE
        while True:
            began = self._clock.now()
            line.trouble = await self._listen(adapter, line)
            _log.warning("%s: %s; trying again", adapter.platform, line.trouble)
            pause = FIRST_PAUSE if self._clock.now() - began >= WENT_WELL else pause
            await asyncio.sleep(pause.total_seconds())
            pause, line.restarts = min(2 * pause, LONGEST_PAUSE), line.restarts + 1

    async def _listen(self, adapter: ChatAdapter, line: Line) -> str:
        """Until the platform ends; tells why it did."""

        async def hear(events: Sequence[Event], bookmark: Bookmark | None) -> None:
            await self._on_events(events, bookmark)
            line.heard_at, line.trouble = self._clock.now(), ""
            self._pulse.heard[adapter.platform] += len(events)

        try:
            bookmarks = await asyncio.to_thread(self._ledger.bookmarks, adapter.platform)
            await adapter.run(hear, bookmarks)
        except DeliveryError as fault:
            return str(fault)
        except DataFolderError:
            raise
        except Exception as fault:  # noqa: BLE001 -- the supervisor: one platform's fault must not end the others
            _log.exception("%s stumbled", adapter.platform)
            return f"something went wrong inside ({type(fault).__name__})"
        return "the connection ended"
