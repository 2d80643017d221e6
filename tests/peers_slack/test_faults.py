"""What goes wrong on the way, as slack_sdk sees it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.peers.slack import (
    Delay,
    Drop,
    DropAnswer,
    Error,
    Fault,
    Garbled,
    HalfClose,
    Hold,
    Limited,
    SlackPeer,
    Status,
)
from tests.peers.slack.record import Call
from tests.peers_slack.conftest import Listens


async def outcome(call: Awaitable[object]) -> str:
    try:
        await call
    except SlackApiError as error:
        return str(error.response["error"]) if isinstance(error.response.data, dict) else "no answer"
    except aiohttp.ClientConnectionError:
        return "cut"
    except aiohttp.ClientPayloadError:
        return "half"
    return "ok"


@pytest.mark.parametrize(
    ("fault", "seen", "done"),
    [
        (Drop(), "cut", False),
        (DropAnswer(), "cut", True),
        (HalfClose(), "half", True),
        (Error("internal_error"), "internal_error", False),
        (Limited(7), "ratelimited", False),
        (Delay(0.01), "ok", True),
    ],
)
async def test_a_fault_is_seen_and_its_call_done_or_not(
    slack: SlackPeer, client: AsyncWebClient, fault: Fault, seen: str, done: bool
) -> None:
    channel = slack.channel("general").id
    slack.fails("chat.postMessage", fault)
    assert await outcome(client.chat_postMessage(channel=channel, text="x")) == seen
    assert bool(slack.bot.posts) is done
    assert await outcome(client.chat_postMessage(channel=channel, text="x")) == "ok"


@pytest.mark.parametrize("fault", [Garbled(), Status(503), Status(500, "oops")])
async def test_what_is_no_json_is_an_error_to_the_sdk(slack: SlackPeer, client: AsyncWebClient, fault: Fault) -> None:
    slack.fails("*", fault)
    with pytest.raises((SlackApiError, aiohttp.ClientError)):
        await client.auth_test()
    assert (await client.auth_test())["ok"]


async def test_a_call_is_held_until_it_is_let_go(slack: SlackPeer, client: AsyncWebClient) -> None:
    channel, before, after = slack.channel("general").id, Hold(), Hold(done_first=True)
    slack.fails("chat.postMessage", before, after)
    for hold, done in ((before, 0), (after, 2)):
        posting = asyncio.create_task(client.chat_postMessage(channel=channel, text="x"))
        await slack.until(lambda hold=hold: hold.reached)  # type: ignore[misc]  # a default pins the loop's value
        assert (len(slack.bot.posts), posting.done()) == (done, False)
        slack.release(hold)
        await posting


async def test_a_limited_bot_that_does_not_wait_is_early(slack: SlackPeer, client: AsyncWebClient) -> None:
    channel = slack.channel("general").id
    slack.fails("chat.postMessage", Limited(30))
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=channel, text="x")
    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "30")
    await client.chat_postMessage(channel=channel, text="at once")
    slack.stage.advance(30)
    await client.chat_postMessage(channel=channel, text="in time")
    assert [call.args["text"] for call in slack.bot.early] == ["at once"]


async def test_a_pace_holds_for_each_channel_alone(slack: SlackPeer, client: AsyncWebClient) -> None:
    one, two = slack.channel("one").id, slack.channel("two").id
    slack.api.limits.pace = 1
    seen = [await outcome(client.chat_postMessage(channel=place, text="x")) for place in (one, two, one)]
    slack.stage.advance(1)
    seen.append(await outcome(client.chat_postMessage(channel=one, text="x")))
    assert seen == ["ok", "ok", "ratelimited", "ok"]
    assert (slack.api.limits.refused, slack.bot.early) == (1, [])


async def test_a_rule_meets_every_call(slack: SlackPeer, client: AsyncWebClient) -> None:
    def every_other(call: Call) -> Fault | None:
        return Limited(1) if len(slack.bot.called(call.method)) % 2 else None

    slack.api.faults.rule = every_other
    assert [await outcome(client.auth_test()) for _ in range(4)] == ["ratelimited", "ok", "ratelimited", "ok"]


async def test_an_outage_ends(slack: SlackPeer, client: AsyncWebClient, listens: Listens) -> None:
    await listens()
    slack.go_down()
    assert await outcome(client.auth_test()) == "cut"
    said = slack.person("ada").says("are you there?")
    slack.down = False
    await slack.until(lambda: said.delivery.acked)
