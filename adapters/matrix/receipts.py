"""Shows people that what they said was read, as soon as it is kept, and never in anybody's way."""

from __future__ import annotations

import asyncio

from adapters.matrix.wire import Wire
from bot.errors import DeliveryError


class Receipts:
    """Of many messages in a room only the last is told of."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._last: dict[str, str] = {}
        self._some = asyncio.Event()

    def read(self, room: str, event: str) -> None:
        """It is committed."""
        self._last[room] = event
        self._some.set()

    async def run(self) -> None:
        """Tell until cancelled. A receipt that does not get through is no loss."""
        while True:
            await self._some.wait()
            self._some.clear()
            while self._last:
                room, event = self._last.popitem()
                try:
                    await self._wire.post("rooms", room, "receipt", "m.read", event, body={})
                except DeliveryError:
                    continue
