"""On a real homeserver: nothing that is said to a new bot gets lost between its invitation and its first commit."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from adapters.matrix import syncing
from bot.events import Event
from bot.ports import Bookmark
from tests.adapters_matrix.bots import Bot
from tests.adapters_matrix.proxy import Proxy
from tests.peers.matrix_person import Person


async def test_nobody_s_invitation_is_accepted_before_the_first_place_is_kept(
    bot: Bot, ada: Person, proxy: Proxy
) -> None:
    room = await ada.direct(bot.id)
    answered: list[str] = []

    async def dies(events: Sequence[Event], bookmark: Bookmark | None) -> None:
        del events, bookmark
        for number in range(10):
            await ada.say(room, f"line {number}")
        answered.extend(path for _, path in proxy.asked if "/join/" in path)
        raise asyncio.CancelledError

    with pytest.raises(asyncio.CancelledError):
        await bot.adapter.run(dies, ())
    await bot.adapter.aclose()
    assert answered == []
    async with bot.running(password=True):
        await bot.hears("line 9")
    assert bot.texts == [f"line {number}" for number in range(10)]


async def test_everything_that_was_said_while_an_invitation_waited_is_heard_in_order_once(
    bot: Bot, ada: Person
) -> None:
    room = await ada.direct(bot.id)
    said = [f"line {number}" for number in range(syncing.WINDOW + 20)]
    for text in said:
        await ada.say(room, text)
    async with bot.running():
        await bot.hears(said[-1])
        assert bot.texts == said
