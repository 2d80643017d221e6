"""Which threads are with us: where we have spoken, and nowhere else; nobody waits until that is known."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from adapters.slack.fields import ts_of
from bot.clock import SystemClock
from bot.content import Audience
from bot.ids import AccountId, Platform
from bot.ports import Bookmark
from tests.adapters_slack.bench import WAIT_S, Core
from tests.adapters_slack.conftest import Runs
from tests.peers.slack import BOT_USER, TEAM, DropAnswer, Error, Fault, Hold, Limited, SlackPeer, Status

AN_HOUR_AGO = Bookmark(
    platform=Platform("slack"), account=AccountId(TEAM), value=ts_of(SystemClock().now() - timedelta(hours=1))
)


async def test_a_reply_in_a_thread_is_for_us_where_we_have_spoken_and_nowhere_else(
    slack: SlackPeer, runs: Runs
) -> None:
    core, ada, bob = Core(), slack.person("Ada"), slack.person("Bob")
    boat = slack.channel("boat", ada, bob)
    with slack.deliveries.kept_back():
        called = ada.says(f"<@{BOT_USER}> when is the regatta?", to=boat)
        spoken = ada.says("anybody there?", to=boat)
        foreign = bob.says("lunch?", to=boat)
    own = slack.world.bots_own(boat, "I am")
    own.thread = spoken.ts
    async with runs(core):
        slack.world.say(own)
        for head in (called, spoken, foreign, foreign):
            bob.says("and the start?", to=boat, thread=head)
        bob.says(f"<@{BOT_USER}> and the start?", to=boat, thread=foreign)
        await asyncio.wait_for(core.until(lambda: len(core.messages) == 5), WAIT_S)
    heard = [(message.audience, message.where.thread) for message in core.messages]
    assert heard == [
        (Audience.OVERHEARD, called.ts),
        (Audience.ADDRESSED, spoken.ts),
        (Audience.OVERHEARD, foreign.ts),
        (Audience.OVERHEARD, foreign.ts),
        (Audience.ADDRESSED, foreign.ts),
    ]
    # What we said came by, so only of the two others is Slack asked, once each.
    assert len(slack.bot.called("conversations.replies")) == 2


async def test_slack_is_never_asked_about_a_thread_that_is_younger_than_we(slack: SlackPeer, runs: Runs) -> None:
    core, bob = Core(), slack.person("Bob")
    boat = slack.channel("boat", bob)
    async with runs(core):
        await slack.until(lambda: slack.sockets.connections)
        slack.stage.advance(300)
        head = bob.says("lunch?", to=boat)
        bob.says("at noon", to=boat, thread=head)
        await asyncio.wait_for(core.until(lambda: len(core.messages) == 2), WAIT_S)
    assert core.messages[1].audience is Audience.OVERHEARD
    assert slack.bot.called("conversations.replies") == []


@pytest.mark.parametrize(
    "fault", [Hold(), Limited(60), Status(503), DropAnswer()], ids=lambda fault: type(fault).__name__
)
async def test_a_thread_of_which_slack_does_not_tell_holds_up_nobody_else(
    slack: SlackPeer, runs: Runs, fault: Fault
) -> None:
    core, ada, bob = Core(), slack.person("Ada"), slack.person("Bob")
    boat = slack.channel("boat", ada, bob)
    with slack.deliveries.kept_back():
        head = bob.says("lunch?", to=boat)
        own = slack.world.bots_own(boat, "it is I")
        own.thread = head.ts
        slack.world.say(own)
    slack.fails("conversations.replies", fault)
    async with runs(core):
        await slack.until(lambda: slack.sockets.connections)
        put_off = bob.says("at noon", to=boat, thread=head)
        told = [ada.says(f"number {number}") for number in range(3)]
        await slack.until(lambda: all(one.delivery.acked for one in told), WAIT_S)
        assert core.texts == ["number 0", "number 1", "number 2"]
        assert not put_off.delivery.acked
        if isinstance(fault, Limited):
            return
        # Slack brings it again, and by then it can be told that it is for us.
        slack.stage.advance(5)
        await slack.until(lambda: put_off.delivery.acked, WAIT_S)
    assert (core.messages[-1].text, core.messages[-1].audience) == ("at noon", Audience.ADDRESSED)


async def test_where_we_spoke_is_learnt_from_what_comes_by_and_nobody_is_asked(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    boat = slack.channel("boat", ada)
    long_ago = SystemClock().now() - timedelta(days=2)
    with slack.deliveries.kept_back():
        ours = ada.says("a regatta?", to=boat, ts=ts_of(long_ago))
        foreign = ada.says("lunch?", to=boat, ts=ts_of(long_ago + timedelta(hours=1)))
        own = slack.world.bots_own(boat, "I am")
        own.thread = ours.ts
        slack.world.say(own)
        ada.says("at noon", to=boat, thread=foreign)
    async with runs(core, [AN_HOUR_AGO]):
        await asyncio.wait_for(core.until(lambda: bool(core.places)), WAIT_S)
        asked = len(slack.bot.called("conversations.replies"))
        for head in (ours, foreign):
            ada.says("and where?", to=boat, thread=head)
        await asyncio.wait_for(core.until(lambda: core.texts.count("and where?") == 2), WAIT_S)
    assert len(slack.bot.called("conversations.replies")) == asked
    told = {message.where.thread: message.audience for message in core.messages if message.text == "and where?"}
    assert told == {ours.ts: Audience.ADDRESSED, foreign.ts: Audience.OVERHEARD}


async def test_where_we_spoke_lately_is_looked_at_however_old_its_head(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    boat = slack.channel("boat", ada)
    month_ago = SystemClock().now() - timedelta(days=30)
    with slack.deliveries.kept_back():
        head = ada.says("a regatta?", to=boat, ts=ts_of(month_ago))
        gone = ada.says("lunch?", to=boat, ts=ts_of(month_ago + timedelta(hours=1)))
    async with runs(core, [AN_HOUR_AGO]):
        await asyncio.wait_for(core.until(lambda: bool(core.places)), WAIT_S)
        for thread in (head, gone):
            own = slack.world.bots_own(boat, "I am")
            own.thread = thread.ts
            slack.world.say(own)
        with slack.deliveries.kept_back():
            ada.says("where?", to=boat, thread=head)
        slack.fails("conversations.replies", Error("thread_not_found"))
        slack.sockets.disconnect()
        await asyncio.wait_for(core.until(lambda: "where?" in core.texts), WAIT_S)
    assert core.messages[-1].audience is Audience.ADDRESSED
