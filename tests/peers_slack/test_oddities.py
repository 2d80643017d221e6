"""Strange events arrive as Slack would send them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.peers.slack import BOT, BOT_USER, Delivery, JsonObject, SlackPeer
from tests.peers_slack.conftest import Listens


async def told(slack: SlackPeer, listens: Listens, delivery: Delivery | None) -> JsonObject:
    """What slack_sdk was given of it."""
    bot = await listens()
    assert delivery is not None
    await slack.until(lambda: delivery.acked)
    event: JsonObject = bot.heard[-1].payload["event"]
    return event


async def test_the_bots_own_message_has_its_user_and_bot_id(slack: SlackPeer, listens: Listens) -> None:
    event = await told(slack, listens, slack.odd.own(slack.channel("general"), "mine"))
    assert (event["user"], event["bot_id"], event.get("subtype")) == (BOT_USER, BOT, None)


async def test_another_bots_message_has_a_user_and_no_subtype(slack: SlackPeer, listens: Listens) -> None:
    event = await told(slack, listens, slack.odd.other_bot(slack.channel("general"), "rain"))
    assert (event["bot_id"] == BOT, event["app_id"], event.get("subtype")) == (False, "A0OTHER", None)
    assert slack.world.space.users[str(event["user"])].bot == event["bot_id"]


async def test_an_old_webhook_has_no_user(slack: SlackPeer, listens: Listens) -> None:
    event = await told(slack, listens, slack.odd.webhook(slack.channel("general"), "deployed"))
    assert (event["subtype"], event["username"], "user" in event) == ("bot_message", "deployments", False)


async def test_a_message_may_have_nobody_behind_it(slack: SlackPeer, listens: Listens) -> None:
    event = await told(slack, listens, slack.odd.without_user(slack.channel("general")))
    assert not {"user", "bot_id", "subtype"} & set(event)


async def test_a_reply_may_be_told_with_its_head(slack: SlackPeer, listens: Listens) -> None:
    ada = slack.person("ada")
    channel = slack.channel("general", ada)
    head = ada.says("head", to=channel)
    ada.says("reply", to=channel, thread=head)
    event = await told(slack, listens, slack.odd.replied(channel, head.ts))
    message = event["message"]
    assert isinstance(message, dict)
    assert (event["subtype"], message["ts"], message["reply_count"]) == ("message_replied", head.ts, 1)


@pytest.mark.parametrize(
    ("happens", "kind"),
    [
        (lambda slack: slack.odd.unknown(), "planet_aligned"),
        (lambda slack: slack.odd.unknown_subtype(slack.channel("general"), "U1"), "planet_message"),
        (lambda slack: slack.odd.invited(slack.channel("general", bot=False), "U1"), "member_joined_channel"),
        (lambda slack: slack.odd.removed(slack.channel("general"), "U1"), "channel_left"),
        (lambda slack: slack.odd.removed(slack.channel("general", kind="group"), "U1"), "group_left"),
        (lambda slack: slack.emit({"type": "team_rename", "name": "Peers"}), "team_rename"),
    ],
)
async def test_other_events_keep_their_kind(
    slack: SlackPeer, listens: Listens, happens: Callable[[SlackPeer], Delivery], kind: str
) -> None:
    event = await told(slack, listens, happens(slack))
    assert event.get("subtype", event["type"]) == kind


async def test_a_body_may_have_no_event_in_it(slack: SlackPeer, listens: Listens) -> None:
    bot, delivery = await listens(), slack.odd.limited()
    await slack.until(lambda: delivery.acked)
    assert (bot.heard[0].payload["type"], "event" in bot.heard[0].payload) == ("app_rate_limited", False)


async def test_a_message_may_be_blocks_alone(slack: SlackPeer, listens: Listens) -> None:
    block: JsonObject = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}
    said = slack.person("ada").says("", blocks=[block])
    event = await told(slack, listens, said.delivery)
    assert (event["text"], event["blocks"]) == ("", [block])


async def test_one_moment_may_stand_in_two_channels(slack: SlackPeer, listens: Listens) -> None:
    ada = slack.person("ada")
    one, two = slack.channel("one", ada), slack.channel("two", ada, kind="mpim")
    first = ada.says("here", to=one)
    second = ada.says("there", to=two, ts=first.ts)
    event = await told(slack, listens, second.delivery)
    assert (event["ts"], event["channel"], event["channel_type"]) == (first.ts, two.id, "mpim")


async def test_what_happens_where_the_bot_is_not_is_not_told(slack: SlackPeer) -> None:
    ada = slack.person("ada")
    channel = slack.channel("elsewhere", ada, bot=False)
    said = ada.says(f"<@{BOT_USER}> hello", to=channel)
    assert (said.deliveries, ada.edits(said, "hi"), ada.reacts(said), ada.deletes(said)) == ((), None, None, None)
    assert slack.deliveries.all == []


async def test_no_moment_comes_twice_by_itself(slack: SlackPeer) -> None:
    ada = slack.person("ada")
    moments = [ada.says("now").ts for _ in range(500)]
    assert len(set(moments)) == 500
    assert sorted(moments) == moments
    assert all(len(moment.partition(".")[2]) == 6 for moment in moments)
