"""Tells whoever was let in, once, wherever and by whichever process it was done."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from dataclasses import dataclass

from bot.content import Sender
from bot.events import LetIn
from bot.ids import Platform
from bot.ports import Admitted, Clock, Door, OnEvents


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcoming:
    """Puts it into the journal like anything that happens, which takes an admission in once, over kills too."""

    door: Door
    on_events: OnEvents
    clock: Clock
    platforms: Collection[Platform]

    async def __call__(self) -> None:
        """Tell those who wait for it on the platforms that run now."""
        for each in await asyncio.to_thread(self.door.admitted):
            if each.where.platform in self.platforms:
                await self.on_events([self._event(each)], None)
                await asyncio.to_thread(self.door.told, each.number)

    def _event(self, each: Admitted) -> LetIn:
        sender = Sender(id=each.contact.user, name=each.contact.user)
        return LetIn(where=each.where, admission=f"admission {each.number}", sender=sender, at=self.clock.now())
