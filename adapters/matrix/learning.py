"""Asks which rooms are direct chats, where that is waited for, beside all else; the next sync hears what waits."""

from __future__ import annotations

import asyncio
import logging

from adapters.matrix import directness
from adapters.matrix.connection import Connection
from bot.errors import DeliveryError

FIRST_PAUSE_S = 10.0
LONGEST_PAUSE_S = 300.0

_log = logging.getLogger(__name__)


class Learning:
    """One room after the other."""

    def __init__(self, line: Connection) -> None:
        self._line = line

    async def run(self) -> None:
        """Until cancelled."""
        pause = FIRST_PAUSE_S
        while True:
            unknown = [room for room in self._line.holding.rooms if directness.known(self._line, room) is None]
            learnt = [await self._learnt(room) for room in unknown]
            pause = FIRST_PAUSE_S if all(learnt) else min(2 * pause, LONGEST_PAUSE_S)
            await asyncio.sleep(pause)

    async def _learnt(self, room: str) -> bool:
        try:
            direct = await directness.told(self._line.wire, room, self._line.me.user)
        except DeliveryError as error:
            _log.info("whether a room of Matrix is a direct chat cannot be asked for yet: %s", error)
            return False
        self._line.recalled.direct.setdefault(room, direct)
        return True
