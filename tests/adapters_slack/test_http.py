"""Signed calls: what Slack signed lately is taken, each letter once, and answered when it is committed."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from io import BytesIO

import aiohttp
import pytest

from bot.errors import NeverSent
from bot.events import Event
from bot.ports import Bookmark
from tests.adapters_slack.bench import WAIT_S, Core, adapter_for
from tests.peers.slack import SlackPeer
from tests.peers.slack.http_events import FORM, HttpEvents


@asynccontextmanager
async def called(slack: SlackPeer, core: Core) -> AsyncIterator[HttpEvents]:
    """The adapter, called by Slack."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    async with adapter_for(slack, listen=listen) as adapter:
        run = asyncio.create_task(adapter.run(core, ()))
        try:
            await asyncio.wait_for(core.until(lambda: bool(core.places)), WAIT_S)
            yield slack.use_http(f"http://{listen}/slack/events")
        finally:
            run.cancel()
            with suppress(asyncio.CancelledError):
                await run


async def test_slack_is_shown_that_the_address_is_ours(slack: SlackPeer) -> None:
    async with called(slack, Core()) as http:
        answer = await http.verify("a-challenge")
    assert (answer.status, answer.text) == (200, "a-challenge")


async def test_every_message_is_committed_before_it_is_answered(slack: SlackPeer) -> None:
    core, ada = Core(), slack.person("Ada")
    early: list[object] = []
    slack.deliveries.on_ack = lambda ack: early.extend(
        [] if any(one.message == ack.delivery.event["ts"] for one in core.messages) else [ack]
    )
    async with called(slack, core):
        told = [ada.says(f"number {number}") for number in range(200)]
        await slack.until(lambda: all(one.delivery.acked for one in told), WAIT_S)
    assert early == []
    assert sorted(core.texts) == sorted(f"number {number}" for number in range(200))


async def test_what_the_journal_refuses_is_not_answered_with_200(slack: SlackPeer) -> None:
    class Refusing(Core):
        async def __call__(self, events: Sequence[Event], bookmark: Bookmark | None) -> None:
            if events:
                raise OSError(f"the disk is full: {bookmark}")
            await super().__call__(events, bookmark)

    slack.deliveries.gaps = None
    async with called(slack, Refusing()) as http:
        told = slack.person("Ada").says("hello")
        await slack.until(lambda: http.answers)
    assert http.answers[0].status == 500
    assert not told.delivery.acked


@pytest.mark.parametrize(
    ("timestamp", "signed"),
    [
        ("abc", ""),
        (None, ""),
        ("-5", ""),
        ("", None),
        ("", "v0=" + "0" * 64),
        ("", "not a signature"),
        ("", "v0=é"),
        ("9" * 5_000, ""),
        ("now -301", ""),
        ("now +400", ""),
        ("1e9", ""),
    ],
)
async def test_what_slack_did_not_sign_just_now_is_refused(
    slack: SlackPeer, timestamp: str | None, signed: str | None
) -> None:
    core = Core()
    async with called(slack, core) as http:
        with slack.deliveries.kept_back() as kept:
            slack.person("Ada").says("hello")
        if timestamp and timestamp.startswith("now "):
            timestamp = str(int(time.time()) + int(timestamp.removeprefix("now ")))
        letter = http.letter(json.dumps(kept[0].payload), timestamp=timestamp, signed=signed)
        assert (await http.post(letter)).status == 401
    assert core.events == []


async def test_a_letter_is_taken_once(slack: SlackPeer) -> None:
    core = Core()
    async with called(slack, core) as http:
        with slack.deliveries.kept_back() as kept:
            slack.person("Ada").says("hello")
        letter = http.written(kept[0])
        assert [(await http.post(letter)).status for _ in range(2)] == [200, 401]
        changed = http.letter(letter.body.replace("hello", "HELLO"), signed=letter.headers["X-Slack-Signature"])
        assert (await http.post(changed)).status == 401
    assert core.texts == ["hello"]


async def test_a_third_retry_may_be_the_first_that_is_seen(slack: SlackPeer) -> None:
    core = Core()
    async with called(slack, core):
        with slack.deliveries.kept_back() as kept:
            slack.person("Ada").says("hello")
        slack.deliveries.send(kept[0], number=3, reason="http_timeout")
        await slack.until(lambda: kept[0].acked)
    assert core.texts == ["hello"]


@pytest.mark.parametrize("body", ["", "no json", "[]", "null", '"text"', "[" * 100_000])
async def test_a_body_that_is_nothing_is_a_bad_call(slack: SlackPeer, body: str) -> None:
    async with called(slack, Core()) as http:
        assert (await http.post(http.letter(body))).status == 400
        assert (await http.post(http.letter(f"payload={body}", kind=FORM))).status == 400


async def test_what_is_too_large_or_asked_otherwise_is_refused(slack: SlackPeer) -> None:
    async with called(slack, Core()) as http, aiohttp.ClientSession() as session:
        async with session.post(http._address, data=BytesIO(b"x" * (2**22 + 1))) as response:
            assert response.status == 413
        async with session.get(http._address) as response:
            assert response.status == 405


async def test_a_command_is_answered_where_it_was_typed(slack: SlackPeer) -> None:
    core, ada = Core(), slack.person("Ada")
    boat = slack.channel("boat", ada)
    async with called(slack, core):
        told = ada.commands("note the boat is blue", at=boat)
        await slack.until(lambda: told.acked)
    (command,) = core.commands
    assert (command.name, command.argument, command.where.chat) == ("note", "the boat is blue", ada.direct.id)
    assert [shown.text for shown in slack.bot.ephemerals] == ["I answer in our direct chat."]


async def test_a_place_that_is_taken_is_told_in_words(slack: SlackPeer) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        async with adapter_for(slack, listen=listen) as adapter:
            with pytest.raises(NeverSent, match="slack_listen"):
                await adapter.run(Core(), ())
