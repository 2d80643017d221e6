"""The peer as the sender of a webhook."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import test_utils, web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from tests.peers.telegram import Drop, Lose, TelegramPeer

SECRET = "a-secret_of-ours"


@dataclass
class Receiver:
    """What came in; answers the scripted statuses first, then 200. While it is `shut`, nothing is answered."""

    address: str = ""
    statuses: list[int] = field(default_factory=list)
    came: list[tuple[str | None, int]] = field(default_factory=list)
    shut: asyncio.Event | None = None

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        self.came.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), update["update_id"]))
        if self.shut is not None:
            await self.shut.wait()
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    async with test_utils.TestServer(app) as server:
        receiver.address = str(server.make_url("/hook"))
        yield receiver


def notes(peer: TelegramPeer, many: int) -> list[int]:
    anna = peer.person("Anna")
    chat = peer.private(anna)
    said = [peer.says(anna, chat, f"note {number}").update_id for number in range(many)]
    return [number for number in said if number is not None]


async def test_updates_are_posted_with_the_secret_until_they_are_taken(
    peer: TelegramPeer, bot: Bot, receiver: Receiver
) -> None:
    first, second = notes(peer, 2)
    receiver.statuses = [500, 401]
    await bot.set_webhook(receiver.address, secret_token=SECRET, max_connections=1)
    await peer.until(lambda: not peer.waiting)
    assert receiver.came == [(SECRET, first), (SECRET, first), (SECRET, first), (SECRET, second)]
    assert [each.update_id for each in peer.did.confirmed] == [first, second]
    assert [(each.update_id, each.status) for each in peer.did.pushed] == [
        (first, 500),
        (first, 401),
        (first, 200),
        (second, 200),
    ]


async def test_one_that_is_not_reached_is_tried_again(peer: TelegramPeer, bot: Bot, receiver: Receiver) -> None:
    (number,) = notes(peer, 1)
    port = test_utils.unused_port()
    await bot.set_webhook(f"http://127.0.0.1:{port}/hook")
    await peer.until(lambda: len(peer.did.pushed) > 1)
    info = await bot.get_webhook_info()
    assert (info.pending_update_count, info.last_error_message) == (1, "Connection refused")
    await bot.set_webhook(receiver.address)
    await peer.until(lambda: not peer.waiting)
    assert receiver.came == [(None, number)]


@pytest.mark.parametrize("most", [1, 3])
async def test_no_more_connections_than_wished_are_open_at_once(
    peer: TelegramPeer, bot: Bot, receiver: Receiver, most: int
) -> None:
    receiver.shut = asyncio.Event()
    numbers = notes(peer, 6)
    await bot.set_webhook(receiver.address, max_connections=most)
    await peer.until(lambda: peer.state.webhook.most_at_once == most)
    receiver.shut.set()
    await peer.until(lambda: not peer.waiting)
    assert peer.state.webhook.most_at_once == most
    assert sorted(number for _, number in receiver.came) == numbers


async def test_a_lost_answer_makes_it_come_again(peer: TelegramPeer, bot: Bot, receiver: Receiver) -> None:
    (number,) = notes(peer, 1)
    peer.faults.next("webhook", Drop(), Lose())
    await bot.set_webhook(receiver.address)
    await peer.until(lambda: not peer.waiting)
    assert [each.status for each in peer.did.pushed] == [0, 0, 200]
    assert [each for _, each in receiver.came] == [number, number]


async def test_while_a_webhook_is_set_polling_is_refused(peer: TelegramPeer, bot: Bot, receiver: Receiver) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=50))
    await peer.until(lambda: peer.polls == 1)
    await bot.set_webhook(receiver.address, allowed_updates=["message"])
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await polling
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates(timeout=0)
    info = await bot.get_webhook_info()
    assert (info.url, info.allowed_updates) == (receiver.address, ("message",))
    await bot.delete_webhook()
    assert await bot.get_updates(timeout=0) == ()


async def test_what_waited_can_be_dropped(peer: TelegramPeer, bot: Bot) -> None:
    notes(peer, 2)
    await bot.delete_webhook(drop_pending_updates=True)
    assert peer.waiting == []
    assert peer.did.confirmed == []


async def test_an_update_may_be_posted_again(peer: TelegramPeer, bot: Bot, receiver: Receiver) -> None:
    (number,) = notes(peer, 1)
    await bot.set_webhook(receiver.address)
    await peer.until(lambda: not peer.waiting)
    peer.repeat(number)
    await peer.until(lambda: len(peer.did.pushed) == 2)
    assert [each for _, each in receiver.came] == [number, number]
    assert len(peer.did.confirmed) == 1


@pytest.mark.parametrize(
    ("address", "secret", "why"),
    [
        ("http://example.org/hook", SECRET, "an https url must be provided"),
        ("http://127.0.0.1/hook", "with blanks", "unallowed characters"),
    ],
)
async def test_a_bad_webhook_is_refused(bot: Bot, address: str, secret: str, why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        await bot.set_webhook(address, secret_token=secret)
