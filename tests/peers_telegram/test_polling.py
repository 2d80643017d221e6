"""What is fetched is kept until it is confirmed."""

from __future__ import annotations

import asyncio
from threading import Thread

import pytest
from telegram import Bot
from telegram.error import Conflict, NetworkError

from tests.peers.telegram import TelegramPeer
from tests.peers.telegram.wire import Json
from tests.peers_telegram.conftest import bot_of


async def ids(bot: Bot, offset: int | None = None, limit: int | None = None) -> list[int]:
    return [update.update_id for update in await bot.get_updates(offset=offset, limit=limit, timeout=0)]


def notes(peer: TelegramPeer, many: int) -> list[int]:
    anna = peer.person("Anna")
    chat = peer.private(anna)
    said = [peer.says(anna, chat, f"note {number}").update_id for number in range(many)]
    return [number for number in said if number is not None]


async def test_updates_come_again_until_an_offset_beyond_them_is_asked_for(peer: TelegramPeer, bot: Bot) -> None:
    first, second, third = notes(peer, 3)
    assert await ids(bot) == [first, second, third]
    assert await ids(bot) == [first, second, third]
    assert await ids(bot, offset=second) == [second, third]
    assert await ids(bot) == [second, third]
    assert await ids(bot, offset=third + 1) == []
    assert [each.update_id for each in peer.did.confirmed] == [first, second, third]
    assert peer.waiting == []


async def test_a_limit_takes_the_oldest(peer: TelegramPeer, bot: Bot) -> None:
    first, second, _ = notes(peer, 3)
    assert await ids(bot, limit=2) == [first, second]


async def test_a_negative_offset_keeps_the_newest_and_forgets_the_others(peer: TelegramPeer, bot: Bot) -> None:
    first, second, third = notes(peer, 3)
    assert await ids(bot, offset=-1) == [third]
    assert [each.update_id for each in peer.did.confirmed] == [first, second]


async def test_a_long_poll_ends_with_the_first_update(peer: TelegramPeer, bot: Bot) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=50))
    await peer.until(lambda: peer.polls == 1)
    anna = peer.person("Anna")
    said = peer.says(anna, peer.private(anna), "hello")
    (update,) = await asyncio.wait_for(polling, 20)
    assert update.update_id == said.update_id


async def test_the_later_of_two_polls_ends_the_earlier(peer: TelegramPeer, bot: Bot) -> None:
    earlier = asyncio.create_task(bot.get_updates(timeout=50))
    await peer.until(lambda: peer.polls == 1)
    later = asyncio.create_task(bot.get_updates(timeout=50))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await earlier
    (number,) = notes(peer, 1)
    assert [update.update_id for update in await later] == [number]


async def test_only_the_kinds_that_were_asked_for_come_into_being(peer: TelegramPeer, bot: Bot) -> None:
    anna = peer.person("Anna")
    chat = peer.private(anna)
    said = peer.says(anna, chat, "hello")
    assert peer.reacts(anna, chat, said.message_id, "👍") is None
    await bot.get_updates(timeout=0, allowed_updates=["message_reaction"])
    assert peer.says(anna, chat, "nobody hears this").update_id is None
    assert peer.reacts(anna, chat, said.message_id, "👍") is not None
    await bot.get_updates(timeout=0, allowed_updates=[])
    assert peer.says(anna, chat, "somebody does again").update_id is not None


async def test_the_hook_is_asked_before_the_bot_hears_more(peer: TelegramPeer, bot: Bot) -> None:
    committed: set[int] = set()
    asked: list[Json] = []

    def hook(update: Json) -> bool:
        asked.append(update)
        return update["update_id"] in committed

    peer.on_confirm(hook)
    first, second = notes(peer, 2)
    committed.add(first)
    await ids(bot, offset=second + 1)
    assert [update["update_id"] for update in asked] == [first, second]
    assert peer.did.confirmed_early == [second]


async def test_an_update_may_come_again_after_it_was_confirmed(peer: TelegramPeer, bot: Bot) -> None:
    first, second = notes(peer, 2)
    await ids(bot, offset=second + 1)
    peer.repeat(first, first)
    assert await ids(bot, offset=second + 1) == [first, first]
    assert await ids(bot, offset=second + 1) == []
    assert peer.did.handed_out[first] == 2


async def test_what_is_handed_out_can_be_mixed(peer: TelegramPeer, bot: Bot) -> None:
    numbers = notes(peer, 50)
    peer.reorder(seed=3)
    mixed = await ids(bot)
    assert mixed != numbers
    assert sorted(mixed) == numbers


async def test_a_poll_whose_bot_was_killed_confirms_nothing_more(peer: TelegramPeer, bot: Bot) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=50))
    await peer.until(lambda: peer.polling)
    polling.cancel()
    await peer.until(lambda: not peer.polling)
    numbers = notes(peer, 2)
    assert await ids(bot) == numbers
    assert [peer.did.handed_out[number] for number in numbers] == [1, 1]


def test_a_thread_can_close_the_door_and_open_it_again() -> None:
    peer = TelegramPeer()
    with peer:
        address = peer.address
        numbers = notes(peer, 1)
    with pytest.raises(NetworkError):
        asyncio.run(fetched(peer))
    with peer:
        assert peer.address == address
        assert asyncio.run(fetched(peer)) == numbers


async def fetched(peer: TelegramPeer) -> list[int]:
    async with bot_of(peer) as bot:
        return await ids(bot)


def test_who_waits_in_another_thread_is_woken() -> None:
    peer = TelegramPeer()
    waiting = Thread(target=lambda: peer.wait(lambda: len(peer.waiting) == 1, within=600), daemon=True)
    waiting.start()
    notes(peer, 1)
    waiting.join(20)
    assert not waiting.is_alive()


def test_a_thread_serves_a_test_that_blocks() -> None:
    with TelegramPeer() as peer:
        numbers = notes(peer, 1)
        bot = Thread(target=lambda: asyncio.run(fetched(peer)))
        bot.start()
        peer.wait(lambda: peer.did.handed_out[numbers[0]] == 1)
        bot.join()
