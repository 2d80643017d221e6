"""What a running bot does beside talking."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from functools import partial

from bot.app import App
from bot.cli.orders import taking_orders
from bot.cli.root import carry_out
from bot.errors import SatchelError
from bot.ids import Platform
from bot.welcoming import Welcoming
from bot.wiring import House

TEND_EVERY_S = 1.0
FORGET_EVERY_S = 60.0
CLEAN_EVERY_S = 15.0
"""What is edited or deleted meanwhile goes from the files at once: the index is written anew, which takes seconds."""

RESUME_EVERY_S = 30.0
WELCOME_EVERY_S = 2.0

_log = logging.getLogger(__name__)


@asynccontextmanager
async def housekeeping(house: House, app: App, platforms: Collection[Platform] = ()) -> AsyncIterator[None]:
    """Index, forgetting, outbox and the commands of other processes are looked after while the block runs.

    What an earlier process left is taken up before anything else happens. Who was let in on one of the platforms is
    told so.
    """
    await app.resume()
    welcoming = Welcoming(door=house.journal.door, on_events=app.on_events, clock=house.clock, platforms=platforms)
    chores = [
        asyncio.create_task(_repeated(welcoming, WELCOME_EVERY_S), name="welcoming"),
        asyncio.create_task(_repeated(partial(_tend, house), TEND_EVERY_S), name="tending"),
        asyncio.create_task(_repeated(partial(_forget, house), FORGET_EVERY_S), name="forgetting"),
        asyncio.create_task(_repeated(Cleaning(house).clean, CLEAN_EVERY_S), name="cleaning"),
        asyncio.create_task(_repeated(app.resend, RESUME_EVERY_S), name="resending"),
    ]
    try:
        async with taking_orders(house, carry_out):
            yield
    finally:
        for chore in chores:
            chore.cancel()
        await asyncio.wait(chores)


async def _repeated(chore: Callable[[], Awaitable[None]], every_s: float) -> None:
    """At once, and then so often, whatever comes of it: a bot that runs for years must not lose one unseen."""
    while True:
        try:
            await chore()
        except SatchelError as fault:
            _log.warning("put off: %s", fault)
        except Exception:  # noqa: BLE001 -- the supervisor: see above
            _log.exception("housekeeping went wrong; it is tried again in %.0f seconds", every_s)
        await asyncio.sleep(every_s)


async def _tend(house: House) -> None:
    """Make the index durable in quiet moments, and fill the coming one."""
    await asyncio.to_thread(house.shelves.tend)


async def _forget(house: House) -> None:
    """Finish what was to be forgotten and could not be; of strangers whose time is up nothing stays."""
    await asyncio.to_thread(house.finish_forgetting, pending=False)
    await asyncio.to_thread(house.journal.door.waiting, house.clock.now())


class Cleaning:
    """Takes the old words of what was edited or deleted out of every file soon."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._tried: frozenset[int] = frozenset()

    async def clean(self) -> None:
        """What could not be done is not tried again here before something new is to be done."""
        left = await asyncio.to_thread(self._house.left_to_clean)
        if left - self._tried:
            await asyncio.to_thread(self._house.finish_forgetting, pending=False)
        self._tried = left
