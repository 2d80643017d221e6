"""Shows that an answer is under way, for as long as it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.errors import DeliveryError
from bot.ids import Conversation
from bot.ports import ChatAdapter, ShowsTyping

UNNOTICED_S = 0.7
"""What is answered sooner needs no sign."""

LAPSES_S = 4.0
"""Telegram's sign goes after five seconds."""


@asynccontextmanager
async def seen_typing(adapter: ChatAdapter, to: Conversation) -> AsyncIterator[None]:
    """While the block runs, the platform shows that we are typing, if it can."""
    if not isinstance(adapter, ShowsTyping):
        yield
        return
    showing: list[asyncio.Task[None]] = []
    later = asyncio.get_running_loop().call_later(
        UNNOTICED_S, lambda: showing.append(asyncio.create_task(_show(adapter, to), name=f"typing {to.platform}"))
    )
    try:
        yield
    finally:
        later.cancel()
        for task in showing:
            task.cancel()
            await asyncio.wait([task])


async def _show(adapter: ShowsTyping, to: Conversation) -> None:
    while True:
        # A sign that does not get through is no loss: the answer itself is on its way.
        with suppress(DeliveryError):
            await adapter.typing(to)
        await asyncio.sleep(LAPSES_S)
