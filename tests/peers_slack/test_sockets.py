"""Socket Mode as slack_sdk sees it."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.peers.slack import Ack, SlackPeer
from tests.peers.slack.sockets import Parting
from tests.peers_slack.conftest import Listens


async def test_a_message_reaches_the_bot_and_its_acknowledgement_comes_back(slack: SlackPeer, listens: Listens) -> None:
    bot = await listens()
    said = slack.person("ada").says("the key is under the mat")
    await slack.until(lambda: said.delivery.acked)
    (request,) = bot.heard
    event = request.payload["event"]
    assert (request.type, request.payload["type"], request.retry_attempt) == ("events_api", "event_callback", 0)
    assert (event["text"], event["ts"], event["channel_type"]) == ("the key is under the mat", said.ts, "im")
    assert request.envelope_id == said.delivery.acks[0].envelope == said.delivery.attempts[0].envelope


async def test_the_hook_runs_at_each_acknowledgement_before_it_counts(slack: SlackPeer, listens: Listens) -> None:
    seen: list[tuple[str, bool]] = []

    def look(ack: Ack) -> None:
        seen.append((str(ack.delivery.event["text"]), ack.delivery.acked))

    slack.deliveries.on_ack = look
    await listens()
    ada = slack.person("ada")
    last = [ada.says(text) for text in ("one", "two", "three")][-1]
    await slack.until(lambda: last.delivery.acked)
    assert seen == [("one", False), ("two", False), ("three", False)]


async def test_what_was_said_before_a_connection_waits_for_it(slack: SlackPeer, listens: Listens) -> None:
    said = slack.person("ada").says("early")
    assert said.delivery.attempts == []
    bot = await listens()
    await slack.until(lambda: said.delivery.acked)
    assert bot.texts == ["early"]
    assert bot.heard[0].retry_attempt == 1


async def test_an_unacknowledged_event_comes_again_in_its_times(slack: SlackPeer, listens: Listens) -> None:
    bot = await listens()
    bot.acknowledges = False
    slack.deliveries.gives_up = True
    said = slack.person("ada").says("again")
    for number, seconds in enumerate((3, 3 + 60, 3 + 300), start=1):
        await slack.until(lambda number=number: len(bot.heard) == number)  # type: ignore[misc]  # mypy infers no lambda with a default
        slack.stage.advance(seconds)
    await slack.until(lambda: len(bot.heard) == 4)
    assert [(one.retry_attempt, one.retry_reason) for one in bot.heard[:2]] == [(0, ""), (1, "timeout")]
    assert [one.retry_attempt for one in bot.heard] == [0, 1, 2, 3]
    assert len({one.envelope_id for one in bot.heard}) == 4
    assert {one.payload["event_id"] for one in bot.heard} == {said.delivery.event_id}
    slack.stage.advance(3)
    await slack.until(lambda: said.delivery.failed == "no retry left")


async def test_what_was_acknowledged_neither_comes_again_nor_fails(slack: SlackPeer, listens: Listens) -> None:
    bot, ada = await listens(), slack.person("ada")
    told = [ada.says("hello").delivery, ada.commands("list")]
    await slack.until(lambda: all(one.acked for one in told))
    slack.stage.advance(3)
    slack.sockets.drop()
    last = ada.says("last")
    await slack.until(lambda: last.delivery.acked)
    assert ([one.failed for one in told], bot.texts) == (["", ""], ["hello", "last"])


async def test_a_command_that_is_not_acknowledged_in_three_seconds_fails(slack: SlackPeer, listens: Listens) -> None:
    bot = await listens()
    bot.acknowledges = False
    command = slack.person("ada").commands("list")
    await slack.until(lambda: bot.heard)
    slack.stage.advance(3)
    await slack.until(lambda: command.failed == "operation_timeout")
    assert len(bot.heard) == 1


async def test_an_unacknowledged_event_comes_again_on_a_new_connection(slack: SlackPeer, listens: Listens) -> None:
    first = await listens()
    first.acknowledges = False
    said = slack.person("ada").says("again")
    await slack.until(lambda: first.heard)
    first.acknowledges = True
    slack.sockets.drop()
    await slack.until(lambda: said.delivery.acked)
    assert [one.retry_attempt for one in first.heard] == [0, 1]


async def test_an_envelope_may_come_twice(slack: SlackPeer, listens: Listens) -> None:
    bot = await listens()
    said = slack.person("ada").says("once")
    await slack.until(lambda: said.delivery.acked)
    slack.deliveries.send_twice(said.delivery)
    await slack.until(lambda: len(said.delivery.acks) == 2)
    assert bot.heard[0].envelope_id == bot.heard[1].envelope_id


async def test_kept_back_events_come_in_the_order_of_the_test_or_never(slack: SlackPeer, listens: Listens) -> None:
    bot, ada = await listens(), slack.person("ada")
    with slack.deliveries.kept_back() as kept:
        for text in ("first", "lost", "third"):
            ada.says(text)
    slack.deliveries.send(kept[2], number=3, reason="timeout")
    slack.deliveries.send(kept[0])
    after = ada.says("after")
    await slack.until(lambda: after.delivery.acked)
    slack.sockets.drop()
    last = ada.says("last")
    await slack.until(lambda: last.delivery.acked)
    assert bot.texts == ["third", "first", "after", "last"]
    assert bot.heard[0].retry_attempt == 3
    assert [one.text for one in ada.direct.messages.values()] == ["first", "lost", "third", "after", "last"]


async def test_the_sdk_comes_back_when_it_is_told_to_go(slack: SlackPeer, listens: Listens) -> None:
    bot = await listens()
    slack.sockets.disconnect("refresh_requested")
    await slack.until(lambda: slack.sockets.opened == 2)
    said = slack.person("ada").says("still there?")
    await slack.until(lambda: said.delivery.acked)
    assert bot.texts == ["still there?"]


@pytest.mark.parametrize("reason", ["warning", "link_disabled"])
async def test_any_reason_to_go_is_followed(slack: SlackPeer, listens: Listens, reason: Parting) -> None:
    await listens()
    (connection,) = slack.sockets.connections
    slack.sockets.disconnect(reason)
    await slack.until(lambda: slack.sockets.opened == 2 and connection not in slack.sockets.connections)


async def test_one_connection_more_than_ten_is_sent_away(slack: SlackPeer, client: AsyncWebClient) -> None:
    async with aiohttp.ClientSession() as session:
        lines = []
        for _ in range(11):
            answer = await client.apps_connections_open(app_token=slack.app_token)
            lines.append(await session.ws_connect(answer["url"]))
        hello, goodbye = [await lines[-1].receive_json() for _ in range(2)]
        assert (hello["type"], hello["num_connections"]) == ("hello", 11)
        assert (goodbye["type"], goodbye["reason"]) == ("disconnect", "too_many_websockets")
        assert (await lines[-1].receive(timeout=5)).type == aiohttp.WSMsgType.CLOSE


async def test_a_cut_line_is_noticed_and_mended(slack: SlackPeer, listens: Listens) -> None:
    await listens()
    slack.sockets.drop()
    await slack.until(lambda: slack.sockets.opened == 2)


async def test_several_connections_take_turns(slack: SlackPeer, listens: Listens) -> None:
    bots, ada = [await listens(), await listens()], slack.person("ada")
    await slack.until(lambda: len(slack.sockets.connections) == 2)
    said = [ada.says(f"number {place}") for place in range(4)]
    await slack.until(lambda: all(one.delivery.acked for one in said))
    assert [len(bot.heard) for bot in bots] == [2, 2]


async def test_pings_are_answered_both_ways_until_the_line_is_muted(slack: SlackPeer, listens: Listens) -> None:
    bot = await listens()
    (connection,) = slack.sockets.connections
    connection.ping()
    await slack.until(lambda: connection.pongs and connection.pings > 6)
    assert slack.sockets.opened == 1
    connection.muted = True
    await slack.until(lambda: slack.sockets.opened == 2)
    assert bot.sdk.current_session is not None


async def test_a_ticket_that_has_expired_opens_nothing(slack: SlackPeer, client: AsyncWebClient) -> None:
    answer = await client.apps_connections_open(app_token=slack.app_token)
    slack.sockets.expire_tickets()
    assert client.session is not None
    async with client.session.get(answer["url"].replace("ws:", "http:")) as response:
        assert response.status == 408
    assert slack.sockets.opened == 0


async def test_an_acknowledgement_of_nothing_is_kept_as_a_stray(slack: SlackPeer, listens: Listens) -> None:
    bot = await listens()
    await bot.sdk.send_message('{"envelope_id": "of nobody"}')
    await slack.until(lambda: slack.sockets.strays == ['{"envelope_id": "of nobody"}'])
