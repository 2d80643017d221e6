"""Fills the gaps that wait, one at a time, beside everything else; the next sync takes in what was found."""

from __future__ import annotations

import asyncio
import logging

from adapters.matrix.connection import Connection
from adapters.matrix.gaps import Filled, Gap, filled
from bot.errors import DeliveryError

FIRST_PAUSE_S = 10.0
LONGEST_PAUSE_S = 600.0

_log = logging.getLogger(__name__)


class Filling:
    """`found` is what a gap held, until it is taken in."""

    def __init__(self, line: Connection) -> None:
        self._line = line
        self.found: Filled | None = None

    def taken_in(self, found: Filled) -> None:
        """It is committed. Raises DataFolderError."""
        self._line.gaps.drop(found.gap)
        self.found = None

    async def run(self) -> None:
        """Until cancelled. One that fails comes last."""
        pause, failed = FIRST_PAUSE_S, 0
        while True:
            waiting = self._line.gaps.waiting
            if waiting and self.found is None:
                if await self._fill(waiting[failed % len(waiting)]):
                    pause = FIRST_PAUSE_S
                else:
                    pause, failed = min(2 * pause, LONGEST_PAUSE_S), failed + 1
            await asyncio.sleep(pause)

    async def _fill(self, gap: Gap) -> bool:
        try:
            found = await filled(self._line.wire, gap, self._line.me.user)
        except DeliveryError as error:
            _log.info("what was said meanwhile in a room of Matrix cannot be asked for yet: %s", error)
            return False
        if found.rest == gap:
            return False
        self.found = found
        return True
