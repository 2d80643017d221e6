"""What was said while nobody was connected comes out of the history, in order, as if it had been told."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from adapters.slack.fields import ts_of
from bot.clock import SystemClock
from bot.content import Audience
from bot.events import Event, MessageDeleted, MessageEdited
from bot.ids import AccountId, Platform
from bot.ports import Bookmark
from tests.adapters_slack.bench import WAIT_S, Core, said
from tests.adapters_slack.conftest import Runs
from tests.peers.slack import BOT_USER, TEAM, Error, Hold, Limited, SlackPeer, Status

MISSED = 5_000
HOUR_AGO = ts_of(SystemClock().now() - timedelta(hours=1))


def place(value: str = "") -> Bookmark:
    """A bookmark, of a moment ago unless a value is given."""
    moment = value or ts_of(SystemClock().now() - timedelta(seconds=1))
    return Bookmark(platform=Platform("slack"), account=AccountId(TEAM), value=moment)


async def test_five_thousand_messages_that_were_missed_arrive_in_order(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    with slack.deliveries.kept_back():
        for number in range(MISSED):
            ada.says(f"number {number}")
    async with runs(core, [place()]):
        await asyncio.wait_for(core.until(lambda: len(core.messages) == MISSED), WAIT_S)
    assert core.texts == [f"number {number}" for number in range(MISSED)]


async def test_what_is_said_now_waits_for_what_was_missed_before_it(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    with slack.deliveries.kept_back():
        for number in range(300):
            ada.says(f"number {number}")
    ada.says("and now")
    async with runs(core, [place()]):
        await asyncio.wait_for(core.until(lambda: "and now" in core.texts), WAIT_S)
    assert core.texts == [*(f"number {number}" for number in range(300)), "and now"]


async def test_the_place_is_kept_only_when_nothing_is_missing_before_it(slack: SlackPeer, runs: Runs) -> None:
    core, ada, bob, hold = Core(), slack.person("Ada"), slack.person("Bob"), Hold()
    with slack.deliveries.kept_back():
        ada.says("meanwhile")
        bob.says("meanwhile, too")
    held = {ada.direct.id: hold}
    slack.api.faults.rule = lambda call: (
        held.pop(str(call.args.get("channel")), None) if call.method == "conversations.history" else None
    )
    async with runs(core, [place()]):
        await slack.until(lambda: hold.reached)
        last = bob.says("and now")
        await slack.until(lambda: last.delivery.acked)
        assert (core.texts, core.places) == (["meanwhile, too", "and now"], [])
        slack.release(hold)
        await asyncio.wait_for(core.until(lambda: "meanwhile" in core.texts), WAIT_S)
        end = bob.says("the end")
        await slack.until(lambda: end.delivery.acked)
    assert last.ts < core.places[-1] == end.ts


async def test_a_history_that_is_slow_holds_up_its_own_conversation_alone(slack: SlackPeer, runs: Runs) -> None:
    core, ada, bob, hold = Core(), slack.person("Ada"), slack.person("Bob"), Hold()
    held = {ada.direct.id: hold}
    slack.api.faults.rule = lambda call: (
        held.pop(str(call.args.get("channel")), None) if call.method == "conversations.history" else None
    )
    async with runs(core, [place()]):
        await slack.until(lambda: hold.reached)
        waiting = [ada.says(text) for text in ("first", "second")]
        told = bob.says("and I")
        await slack.until(lambda: told.delivery.acked, WAIT_S)
        assert core.texts == ["and I"]
        slack.release(hold)
        await slack.until(lambda: all(one.delivery.acked for one in waiting), WAIT_S)
    assert core.texts == ["and I", "first", "second"]


async def test_every_conversation_and_every_thread_that_grew_is_looked_at(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    boat, team = slack.channel("boat", ada), slack.channel("", ada, kind="mpim")
    week = SystemClock().now() - timedelta(days=2)
    with slack.deliveries.kept_back():
        head = ada.says(f"<@{BOT_USER}> when is the regatta?", to=boat, ts=ts_of(week))
        ada.says("long ago", ts=ts_of(week))
        ada.says(f"<@{BOT_USER}> hello", to=team)
        ada.says("and where?", to=boat, thread=head)
        ada.says("in private")
    async with runs(core, [place()]):
        await asyncio.wait_for(core.until(lambda: len(core.messages) == 3), WAIT_S)
    assert {(message.text, message.audience, message.where.thread) for message in core.messages} == {
        ("hello", Audience.ADDRESSED, next(iter(team.messages))),
        ("and where?", Audience.OVERHEARD, head.ts),
        ("in private", Audience.PRIVATE, None),
    }


async def test_what_was_changed_or_taken_back_meanwhile_is_told(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    with slack.deliveries.kept_back() as kept:
        first, head = ada.says("the boat is blue"), ada.says("a head")
        ada.says("a reply", thread=head)
        ada.edits(first, "the boat is red")
        ada.deletes(head)
    async with runs(core, [place()]):
        await asyncio.wait_for(core.until(lambda: len(core.events) == 4), WAIT_S)
    (edited,), (deleted,) = core.of_kind("edited"), core.of_kind("deleted")
    assert isinstance(edited, MessageEdited)
    assert isinstance(deleted, MessageDeleted)
    assert (edited.text, edited.message, deleted.message) == ("the boat is red", first.ts, head.ts)
    live = Core()
    async with runs(live):
        await slack.until(lambda: slack.sockets.connections)
        for delivery in kept:
            slack.deliveries.send(delivery)
        await asyncio.wait_for(live.until(lambda: len(live.events) == 5), WAIT_S)
    assert set(core.once()) <= set(live.once())


async def test_the_wait_that_slack_asks_for_is_kept(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    with slack.deliveries.kept_back():
        ada.says("hello")
    slack.fails("conversations.history", Limited(1))
    async with runs(core, [place()]):
        await asyncio.wait_for(core.until(lambda: bool(core.messages)), WAIT_S)
    assert slack.bot.early == []
    assert core.texts == ["hello"]


async def test_a_conversation_that_cannot_be_read_does_not_hold_up_the_others(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    boat = slack.channel("boat", ada)
    with slack.deliveries.kept_back():
        ada.says(f"<@{BOT_USER}> hello", to=boat)
        ada.says("in private")
    slack.fails("conversations.history", Error("channel_not_found"))
    async with runs(core, [place()]):
        await asyncio.wait_for(core.until(lambda: core.texts == ["in private"]), WAIT_S)


async def test_one_conversation_that_slack_stumbles_over_makes_nobody_else_unheard(
    slack: SlackPeer, runs: Runs
) -> None:
    core, ada, bob = Core(), slack.person("Ada"), slack.person("Bob")
    with slack.deliveries.kept_back():
        ada.says("meanwhile")
    broken = ada.direct.id
    slack.api.faults.rule = lambda call: (
        Status(503) if call.method == "conversations.history" and call.args.get("channel") == broken else None
    )
    async with runs(core, [place()]):
        await slack.until(lambda: len(slack.bot.called("conversations.history")) == 1)
        for one in (bob, ada, bob):
            told = one.says("and now")
            await slack.until(lambda told=told: told.delivery.acked)  # type: ignore[misc]  # a default
        assert (core.texts, core.places) == (["and now"] * 3, [])
        slack.api.faults.rule = lambda _: None
        slack.sockets.disconnect()
        await asyncio.wait_for(core.until(lambda: "meanwhile" in core.texts), WAIT_S)


@pytest.mark.parametrize("given", [(), (place("abc"),), (place(HOUR_AGO),)], ids=["none", "no moment", "a moment"])
async def test_the_first_start_asks_for_no_history_and_every_start_knows_its_place_at_once(
    slack: SlackPeer, runs: Runs, given: Sequence[Bookmark]
) -> None:
    core = Core()
    async with runs(core, given):
        await asyncio.wait_for(core.until(lambda: bool(core.places)), WAIT_S)
    asked = bool(slack.bot.called("users.conversations"))
    assert asked == (bool(given) and given[0].value != "abc")


async def test_the_place_does_not_pass_what_is_still_to_be_taken_in(slack: SlackPeer, runs: Runs) -> None:
    class Slow(Core):
        def __init__(self) -> None:
            super().__init__()
            self.reached, self.alive, self.go_on = asyncio.Event(), asyncio.Event(), asyncio.Event()

        async def __call__(self, events: Sequence[Event], bookmark: Bookmark | None) -> None:
            (self.reached if events else self.alive).set()
            if events:
                await self.go_on.wait()
            await super().__call__(events, bookmark)

    core, ada, listing, filling = Slow(), slack.person("Ada"), Hold(), Hold()
    first = ada.says("long ago", ts=ts_of(SystemClock().now() - timedelta(days=2)))
    slack.deliveries.give_up(first.delivery, "long ago")
    slack.fails("users.conversations", listing)
    slack.fails("conversations.history", filling)
    async with runs(core, [place(HOUR_AGO)]):
        await slack.until(lambda: listing.reached)
        told = ada.reacts(first)
        assert told
        await slack.until(lambda: filling.reached)
        slack.release(filling)
        slack.release(listing)
        async with asyncio.timeout(WAIT_S):
            await core.reached.wait()
            await core.alive.wait()
        assert (core.places, told.acked) == ([], False)
        core.go_on.set()
        await slack.until(lambda: told.acked)


async def test_a_gap_between_two_connections_is_filled_too(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    async with runs(core):
        ada.says("before")
        await asyncio.wait_for(core.until(lambda: bool(core.messages) and bool(core.places)), WAIT_S)
        slack.sockets.disconnect()
        with slack.deliveries.kept_back():
            ada.says("meanwhile")
        await asyncio.wait_for(core.until(lambda: "meanwhile" in core.texts), WAIT_S)
    assert said(core) == ["before", "meanwhile"]
