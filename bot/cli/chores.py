"""What a running bot does beside talking."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.app import App
from bot.errors import SatchelError
from bot.wiring import House

TEND_EVERY_S = 1.0
FORGET_EVERY_S = 60.0
RESUME_EVERY_S = 30.0

_log = logging.getLogger(__name__)


@asynccontextmanager
async def housekeeping(house: House, app: App) -> AsyncIterator[None]:
    """Index, forgetting and outbox are looked after while the block runs."""
    chores = [
        asyncio.create_task(_tend(house), name="tending"),
        asyncio.create_task(_forget(house), name="forgetting"),
        asyncio.create_task(_resend(app), name="resending"),
    ]
    try:
        yield
    finally:
        for chore in chores:
            chore.cancel()
        await asyncio.wait(chores)


async def _tend(house: House) -> None:
    """Make the index durable in quiet moments, and fill the coming one."""
    while True:
        await asyncio.sleep(TEND_EVERY_S)
        await asyncio.to_thread(house.shelves.tend)


async def _forget(house: House) -> None:
    """Finish what was to be forgotten and could not be; of strangers whose time is up nothing stays."""
    while True:
        await asyncio.to_thread(house.finish_forgetting, pending=False)
        try:
            await asyncio.to_thread(house.journal.door.waiting, house.clock.now())
        except SatchelError as fault:
            _log.warning("strangers' names cannot be forgotten yet: %s", fault)
        await asyncio.sleep(FORGET_EVERY_S)


async def _resend(app: App) -> None:
    """Take up what `satchel outbox` set free again."""
    while True:
        await asyncio.sleep(RESUME_EVERY_S)
        try:
            await app.resend()
        except SatchelError as fault:
            _log.warning("the outbox cannot be looked through: %s", fault)
