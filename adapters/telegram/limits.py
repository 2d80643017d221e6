"""Keeps to the waits that Telegram told, and writes so that it seldom has to tell one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar
from weakref import WeakValueDictionary

from adapters.pace import EVERYWHERE, Pace, Spread
from adapters.telegram.errors import translated
from bot.errors import MaybeSent, NeverSent, RateLimited

LATELY_S = 60.0
"""Telegram counts what is written to a group by the minute, and elsewhere by the second."""

IN_CHATS = (5, 1.0)
IN_GROUPS = (10, 6.0)
OVERALL = (30, 1 / 30)
"""How many messages go at once, and after how many seconds each further one.

Telegram takes one a second in a chat, with short bursts, and twenty a minute in a group. That it takes thirty a second
overall is kept to once it has said so: most often more go through.
"""

Result = TypeVar("Result")


class Limits:
    """Makes calls, none before its time. `now` in seconds, as a monotonic clock tells them."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._pace = Pace(now)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._written: dict[int, float] = {}
        self._in_chats, self._in_groups, self._overall = (
            Spread(*rate, now=now) for rate in (IN_CHATS, IN_GROUPS, OVERALL)
        )
        self._too_much = -LATELY_S

    async def ask(self, method: str, call: Callable[[], Awaitable[Result]]) -> Result:
        """Make a call that writes into no chat. Raises DeliveryError, never MaybeSent."""
        self._pace.refuse_early_alone(method)
        try:
            with translated():
                return await call()
        except RateLimited as limit:
            self._pace.hold(method, limit.after)
            raise
        except MaybeSent as error:
            raise NeverSent("Telegram does not answer; I try again") from error

    async def write(self, chat: int, call: Callable[[], Awaitable[Result]], *, new: bool = False) -> Result:
        """Make a call that writes into a chat; a `new` message of many waits for its turn. Raises DeliveryError."""
        async with self._turn(chat):
            if new and (wait := self._until_turn(chat)):
                await asyncio.sleep(wait)
                # Another chat may have been told meanwhile that all are to wait.
                self._pace.refuse_early(str(chat))
            return await self._written_by(call, chat)

    async def _written_by(self, call: Callable[[], Awaitable[Result]], chat: int) -> Result:
        try:
            with translated():
                result = await call()
        except RateLimited as limit:
            if self._wrote_lately(chat):
                self._pace.hold(str(chat), limit.after)
            else:
                self._pace.hold(EVERYWHERE, limit.after)
                self._too_much = self._now()
            raise
        self._written[chat] = self._now()
        return result

    def _until_turn(self, chat: int) -> float:
        here = (self._in_chats if chat > 0 else self._in_groups).turn(str(chat))
        is_strained = self._now() - self._too_much < LATELY_S
        return max(here, self._overall.turn(EVERYWHERE)) if is_strained else here

    async def over(self, method: str) -> None:
        """Wait until the method may be called."""
        await asyncio.sleep(self._pace.left(method).total_seconds())

    @asynccontextmanager
    async def _turn(self, chat: int) -> AsyncIterator[None]:
        """One call at a time in a chat: none is under way there while another is told to wait."""
        turn = self._turns.setdefault(chat, asyncio.Lock())
        async with turn:
            self._pace.refuse_early(str(chat))
            yield

    def _wrote_lately(self, chat: int) -> bool:
        """Whether a limit may be the chat's own: where nothing was written, it is that of all we write."""
        since = self._now() - LATELY_S
        self._written = {each: at for each, at in self._written.items() if at > since}
        return chat in self._written
