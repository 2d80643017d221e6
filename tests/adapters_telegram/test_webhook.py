"""Being called by Telegram: only by Telegram, and what is answered with 200 is committed."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import aiohttp
import pytest

from adapters.telegram.adapter import TelegramAdapter
from adapters.telegram.hook import LARGEST_UPDATE, LATELY, look, secret_for
from adapters.telegram.limits import Limits
from adapters.telegram.options import TelegramOptions
from bot.clock import SystemClock
from bot.errors import NeverSent, Undeliverable
from bot.events import Event, MessageEdited, MessageReceived, Unreadable
from bot.ports import Bookmark
from tests.adapters_telegram.hooked import HookedStage
from tests.contracts.platforms.stage import Listener, listening
from tests.contracts.platforms.telegram import TelegramStage
from tests.peers.telegram import Drop, Lose, Photo, Refuse


@pytest.fixture
async def hooked() -> AsyncIterator[HookedStage]:
    stage = HookedStage()
    await stage.open()
    yield stage
    await stage.close()


@asynccontextmanager
async def serving(stage: HookedStage, listener: Listener | None = None) -> AsyncIterator[Listener]:
    async with listening(stage, listener) as heard:
        await stage.peer.until(lambda: bool(stage.peer.state.webhook.url))
        yield heard


async def test_what_is_said_arrives_once_and_in_order_one_call_at_a_time(hooked: HookedStage) -> None:
    texts = [f"number {number}" for number in range(100)]
    await hooked.says(*texts)
    async with serving(hooked) as listener:
        await listener.until(lambda: len(listener.messages) == 100)
    assert [message.text for message in listener.messages] == texts
    assert hooked.peer.state.webhook.most_at_once == 1
    assert hooked.peer.state.webhook.max_connections == 1


@pytest.mark.parametrize(
    "secrets",
    [(), ("wrong",), ("", ""), (secret_for("other"),), ("twice", "twice"), (b"\xff\xfe",), ("ä",)],
    ids=str,
)
async def test_who_does_not_know_the_secret_is_not_heard(hooked: HookedStage, secrets: Sequence[str | bytes]) -> None:
    async with serving(hooked) as listener:
        if secrets[:1] == ("twice",):
            secrets = (secret_for(hooked.peer.token),) * 2
        assert await hooked.called(b'{"update_id": 1, "message": 7}', *secrets) == 403
    assert listener.events == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"hello", 400),
        (b"\xff\xfe", 400),
        (b"[1, 2]", 400),
        (b'"hello"', 400),
        (b"[" * 100_000, 400),
        (b'{"x": "' + b"y" * LARGEST_UPDATE + b'"}', 413),
        (b'{"update_id": 1, "thought_read": {}}', 200),
        (b"{}", 200),
        (b'{"update_id": 1, "message": {"text": "the boat is blue"}}', 200),
    ],
    ids=lambda value: str(value)[:20],
)
async def test_a_body_that_is_no_update_does_no_harm(hooked: HookedStage, body: bytes, status: int) -> None:
    async with serving(hooked) as listener:
        assert await hooked.called(body, secret_for(hooked.peer.token)) == status
        await hooked.says("and now?")
        await listener.until(lambda: bool(listener.messages))
    unread = [event for event in listener.events if isinstance(event, Unreadable)]
    assert bool(unread) == ((b"update_id" not in body and status == 200) or b"message" in body)


async def test_only_posts_are_answered(hooked: HookedStage) -> None:
    async with serving(hooked), aiohttp.ClientSession() as session, session.get(hooked.hook) as answer:
        assert answer.status == 405


async def test_what_could_not_be_committed_is_brought_again(hooked: HookedStage) -> None:
    tries = 0
    heard = Listener()

    async def commit(events: Sequence[Event], bookmark: Bookmark | None) -> None:
        nonlocal tries
        tries += bool(events)
        if events and tries < 3:
            raise NeverSent("the disk is full")
        await heard(events, bookmark)

    run = asyncio.create_task(hooked.adapter.run(commit, ()))
    await hooked.peer.until(lambda: bool(hooked.peer.state.webhook.url))
    await hooked.says("hello")
    await heard.until(lambda: bool(heard.messages))
    run.cancel()
    await asyncio.wait([run])
    assert [message.text for message in heard.messages] == ["hello"]
    assert [pushed.status for pushed in hooked.peer.did.pushed if pushed.status != 200] == [500, 500]


async def test_what_telegram_brings_twice_has_one_key(hooked: HookedStage) -> None:
    hooked.peer.faults.next("webhook", None, Lose(), Drop(), Lose())
    async with serving(hooked) as listener:
        await hooked.says("hello")
        await hooked.peer.until(lambda: not hooked.peer.waiting)
    assert [message.text for message in listener.messages] == ["hello"] * 3
    assert len({message.key for message in listener.messages}) == 1


def sends_an_album(hooked: HookedStage, name: str, *captions: str) -> list[int]:
    photos = (
        hooked.peer.says(hooked.ada, hooked.chat, each, attached=Photo(data=b"x"), album=name) for each in captions
    )
    return [photo.message_id for photo in photos]


async def test_an_album_is_one_message_and_afterwards_telegram_calls_again(hooked: HookedStage) -> None:
    async with serving(hooked) as listener:
        await hooked.says("before")
        await listener.until(lambda: len(listener.messages) == 1)
        first, *_ = sends_an_album(hooked, "7", "", "lease, page 2", "")
        await listener.until(lambda: len(listener.messages) == 2)
        await hooked.peer.until(lambda: bool(hooked.peer.state.webhook.url))
        await hooked.says("after")
        await listener.until(lambda: len(listener.messages) == 3)
    told = [event for event in listener.events if isinstance(event, MessageReceived | MessageEdited)]
    assert [event.kind for event in told] == ["received"] * 3
    assert [(event.text, len(event.attachments)) for event in told] == [
        ("before", 0),
        ("lease, page 2", 3),
        ("after", 0),
    ]
    assert told[1].message == str(first)
    assert hooked.peer.did.pushed[-1].status == 200


async def test_an_album_that_is_being_committed_when_all_ends_comes_whole_to_the_next(hooked: HookedStage) -> None:
    committing = asyncio.Event()
    later = Listener()

    async def dies(events: Sequence[Event], bookmark: Bookmark | None) -> None:
        del bookmark
        if events:
            committing.set()
            await asyncio.Future()

    run = asyncio.create_task(hooked.adapter.run(dies, ()))
    await hooked.peer.until(lambda: bool(hooked.peer.state.webhook.url))
    sends_an_album(hooked, "7", "the lease", "", "")
    await committing.wait()
    run.cancel()
    await asyncio.wait([run])
    assert len(hooked.peer.waiting) == 3
    async with serving(hooked, later):
        await later.until(lambda: bool(later.messages))
        await hooked.peer.until(lambda: not hooked.peer.waiting)
    (album,) = later.messages
    assert (album.text, len(album.attachments)) == ("the lease", 3)


async def test_what_others_say_beside_an_album_arrives_once(hooked: HookedStage) -> None:
    ben = hooked.peer.person("Ben")
    room = hooked.peer.private(ben)
    async with serving(hooked) as listener:
        for number in range(4):
            hooked.peer.says(ben, room, f"before {number}")
            sends_an_album(hooked, str(number), f"album {number}", "")
            hooked.peer.says(ben, room, f"after {number}")
        await hooked.peer.until(lambda: not hooked.peer.waiting)
        await listener.until(lambda: len(listener.messages) == 12)
    texts = [message.text for message in listener.messages]
    assert texts == [f"{what} {number}" for number in range(4) for what in ("before", "album", "after")]
    assert {len(message.attachments) for message in listener.messages if "album" in message.text} == {2}


async def test_from_being_called_to_asking_and_back_nothing_is_missing(hooked: HookedStage) -> None:
    listener = Listener()
    async with serving(hooked, listener):
        await hooked.says("one")
        await listener.until(lambda: len(listener.messages) == 1)
    await hooked.says("two")
    asking = TelegramStage()
    asking.adapter = TelegramAdapter(hooked.peer.token, TelegramOptions(api=hooked.peer.address), SystemClock())
    async with listening(asking, listener):
        await listener.until(lambda: listener.messages[-1].text == "two")
    await asking.adapter.aclose()
    assert hooked.peer.state.webhook.url == ""
    await hooked.says("three")
    async with listening(hooked, listener):
        await listener.until(lambda: listener.messages[-1].text == "three")
    assert list(dict.fromkeys(message.text for message in listener.messages)) == ["one", "two", "three"]


async def test_a_place_that_is_taken_is_told_with_the_settings_name(hooked: HookedStage) -> None:
    with socket.socket() as taken:
        host, _, port = hooked.listen.rpartition(":")
        taken.bind((host, int(port)))
        taken.listen()
        with pytest.raises(NeverSent, match=r"telegram_listen: .* cannot be listened on"):
            await hooked.adapter.run(Listener(), ())


async def test_a_webhook_that_telegram_refuses_is_told_and_leaves_nobody_listening(hooked: HookedStage) -> None:
    hooked.peer.faults.next("setWebhook", Refuse(400, "Bad Request: bad webhook: An HTTPS URL must be provided"))
    with pytest.raises(Undeliverable, match="an https url must be provided"):
        await hooked.adapter.run(Listener(), ())
    with pytest.raises(OSError, match="Connect call failed"):
        await hooked.called(b"{}")


async def test_it_is_noticed_when_telegram_does_not_reach_us_or_calls_somebody_else(hooked: HookedStage) -> None:
    bot, limits, now = hooked.adapter._bot, Limits(), SystemClock().now()
    async with serving(hooked):
        await look(bot, limits, hooked.hook, now)
    await hooked.says("hello")
    await hooked.peer.until(lambda: bool(hooked.peer.did.pushed) and hooked.peer.did.pushed[-1].status == 0)
    with pytest.raises(NeverSent, match="telegram_webhook: Telegram cannot reach"):
        await look(bot, limits, hooked.hook, now)
    with pytest.raises(NeverSent, match="another program took this bot's updates over"):
        await look(bot, limits, "https://elsewhere.example/", now)


async def test_a_failure_of_long_ago_is_no_trouble_while_something_is_on_its_way(hooked: HookedStage) -> None:
    bot, limits, now = hooked.adapter._bot, Limits(), SystemClock().now()
    async with serving(hooked):
        pass
    await hooked.says("hello")
    await hooked.peer.until(lambda: bool(hooked.peer.did.pushed) and hooked.peer.did.pushed[-1].status == 0)
    await look(bot, limits, hooked.hook, now + 2 * LATELY)
