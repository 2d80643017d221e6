"""Signed calls: what Slack signed lately is taken, each letter once, and answered when it is committed."""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from io import BytesIO

import aiohttp
import pytest

from adapters.slack.doing import KEPT_IN_PRIVATE
from adapters.slack.fields import ts_of
from bot.clock import SystemClock
from bot.errors import AccountRefused, NeverSent
from bot.events import Event
from bot.ids import AccountId, Platform
from bot.ports import Bookmark
from tests.adapters_slack.bench import WAIT_S, Core, adapter_for
from tests.peers.slack import TEAM, Hold, SlackPeer, Status
from tests.peers.slack.http_events import FORM, HttpEvents


def place(value: str) -> Bookmark:
    return Bookmark(platform=Platform("slack"), account=AccountId(TEAM), value=value)


@asynccontextmanager
async def called(
    slack: SlackPeer,
    core: Core,
    bookmarks: Sequence[Bookmark] = (),
    look_every_s: float = 3600.0,
    until: Callable[[], bool] | None = None,
) -> AsyncIterator[HttpEvents]:
    """The adapter, called by Slack."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        listen = f"127.0.0.1:{free.getsockname()[1]}"
    async with adapter_for(slack, listen=listen, look_every_s=look_every_s) as adapter:
        run = asyncio.create_task(adapter.run(core, bookmarks))
        try:
            await slack.until(until or (lambda: bool(core.places)), WAIT_S)
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
    assert [shown.text for shown in slack.bot.ephemerals] == [KEPT_IN_PRIVATE]


async def test_what_no_call_told_of_is_found_in_the_history(slack: SlackPeer) -> None:
    core, ada = Core(), slack.person("Ada")
    async with called(slack, core, look_every_s=0.2):
        with slack.deliveries.kept_back():
            ada.says("meanwhile")
        await asyncio.wait_for(core.until(lambda: "meanwhile" in core.texts), WAIT_S)
        ada.says("and now")
        await asyncio.wait_for(core.until(lambda: "and now" in core.texts), WAIT_S)
    assert core.texts == ["meanwhile", "and now"]


async def test_the_place_passes_no_moment_of_which_nobody_knows_whether_slack_reached_us(slack: SlackPeer) -> None:
    core, ada = Core(), slack.person("Ada")
    async with called(slack, core):
        known = list(core.places)
        with slack.deliveries.kept_back():
            ada.says("meanwhile")
        told = ada.says("and now")
        await slack.until(lambda: told.delivery.acked, WAIT_S)
        assert core.places == known
    other = Core()
    async with called(slack, other, [place(core.places[-1])]):
        assert sorted(other.texts) == ["and now", "meanwhile"]


async def test_a_search_that_fails_is_made_again(slack: SlackPeer) -> None:
    core, ada = Core(), slack.person("Ada")
    async with called(slack, core, look_every_s=0.1):
        slack.fails("users.conversations", *[Status(503)] * 3)
        with slack.deliveries.kept_back():
            ada.says("meanwhile")
        await asyncio.wait_for(core.until(lambda: "meanwhile" in core.texts), WAIT_S)


async def test_a_token_that_is_taken_no_more_ends_the_run(slack: SlackPeer) -> None:
    core = Core()
    async with adapter_for(slack, listen="127.0.0.1:0", look_every_s=0.1) as adapter:
        run = asyncio.create_task(adapter.run(core, ()))
        await asyncio.wait_for(core.until(lambda: bool(core.places)), WAIT_S)
        slack.api.token_error = "token_revoked"
        with pytest.raises(AccountRefused, match="satchel setup slack"):
            await asyncio.wait_for(run, WAIT_S)


async def test_a_history_that_is_slow_holds_up_its_own_conversation_alone(slack: SlackPeer) -> None:
    core, ada, bob, hold = Core(), slack.person("Ada"), slack.person("Bob"), Hold()
    held = {ada.direct.id: hold}
    slack.api.faults.rule = lambda call: (
        held.pop(str(call.args.get("channel")), None) if call.method == "conversations.history" else None
    )
    minute_ago = ts_of(SystemClock().now() - timedelta(minutes=1))
    async with called(slack, core, [place(minute_ago)], until=lambda: hold.reached):
        waiting = ada.says("hello")
        told = bob.says("and I")
        await slack.until(lambda: told.delivery.acked, WAIT_S)
        assert (core.texts, waiting.delivery.acked) == (["and I"], False)
        slack.release(hold)
        await slack.until(lambda: waiting.delivery.acked, WAIT_S)


async def test_a_thread_of_which_slack_does_not_tell_is_not_taken_and_comes_again(slack: SlackPeer) -> None:
    core, bob = Core(), slack.person("Bob")
    boat = slack.channel("boat", bob)
    with slack.deliveries.kept_back():
        head = bob.says("lunch?", to=boat)
    slack.fails("conversations.replies", Status(503))
    async with called(slack, core) as http:
        put_off = bob.says("at noon", to=boat, thread=head)
        await slack.until(lambda: put_off.delivery.acked, WAIT_S)
    assert [answer.status for answer in http.answers] == [503, 200]
    assert core.texts == ["at noon"]


async def test_a_place_that_is_taken_is_told_in_words(slack: SlackPeer) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        listen = f"127.0.0.1:{taken.getsockname()[1]}"
        async with adapter_for(slack, listen=listen) as adapter:
            with pytest.raises(NeverSent, match="slack_listen"):
                await adapter.run(Core(), ())
