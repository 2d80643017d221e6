"""Keeps to the waits that Telegram told."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar
from weakref import WeakValueDictionary

from adapters.pace import EVERYWHERE, Pace
from adapters.telegram.errors import translated
from bot.errors import MaybeSent, NeverSent, RateLimited

LATELY_S = 60.0
"""Telegram counts what is written to a group by the minute, and elsewhere by the second."""

Result = TypeVar("Result")


class Limits:
    """Makes calls, none before its time. `now` in seconds, as a monotonic clock tells them."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._pace = Pace(now)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._written: dict[int, float] = {}

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

    async def write(self, chat: int, call: Callable[[], Awaitable[Result]]) -> Result:
        """Make a call that writes into a chat. Raises DeliveryError."""
        async with self._turn(chat):
            try:
                with translated():
                    result = await call()
            except RateLimited as limit:
                self._pace.hold(str(chat) if self._wrote_lately(chat) else EVERYWHERE, limit.after)
                raise
            self._written[chat] = self._now()
            return result

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
