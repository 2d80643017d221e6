"""What comes over Socket Mode: each message once, committed before it is acknowledged, whatever else arrives."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Sequence

import pytest

from bot.errors import DeliveryError, NeverSent, Undeliverable
from bot.events import Event, MembersChanged, MessageDeleted, MessageEdited, ReactionChanged
from bot.ports import Bookmark
from tests.adapters_slack.bench import WAIT_S, Core, said
from tests.adapters_slack.conftest import Runs
from tests.peers.slack import BOT_USER, Ack, Error, Hold, SlackPeer

ACKNOWLEDGED = 2_000


async def test_every_message_is_committed_before_it_is_acknowledged(slack: SlackPeer, runs: Runs) -> None:
    committed: set[str] = set()
    early: list[str] = []

    class Committing(Core):
        async def __call__(self, events: Sequence[Event], bookmark: Bookmark | None) -> None:
            await asyncio.sleep(0)
            await super().__call__(events, bookmark)
            committed.update(message.message for message in self.messages)

    def look(ack: Ack) -> None:
        ts = str(ack.delivery.event.get("ts"))
        early.extend([] if ts in committed else [ts])

    slack.deliveries.on_ack = look
    people = [slack.person(f"Person {number}") for number in range(20)]
    core = Committing()
    async with runs(core):
        told = [one.says(f"number {number}") for number in range(ACKNOWLEDGED // 20) for one in people]
        await slack.until(lambda: all(one.delivery.acked for one in told), WAIT_S)
    assert early == []
    assert len(core.once()) == ACKNOWLEDGED
    for one in people:
        texts = [message.text for message in core.messages if message.sender.id == one.id]
        assert texts == [f"number {number}" for number in range(ACKNOWLEDGED // 20)]


async def test_what_the_journal_refuses_is_not_acknowledged(slack: SlackPeer, runs: Runs) -> None:
    class Refusing(Core):
        async def __call__(self, events: Sequence[Event], bookmark: Bookmark | None) -> None:
            if events:
                raise OSError(f"the disk is full: {bookmark}")

    async with runs(Refusing()) as run:
        told = slack.person("Ada").says("hello")
        with pytest.raises(OSError, match="the disk is full"):
            await asyncio.wait_for(asyncio.shield(run), WAIT_S)
    assert not told.delivery.acked


async def test_each_delivery_five_times_in_any_order_is_one_event_each(slack: SlackPeer, runs: Runs) -> None:
    ada, core = slack.person("Ada"), Core()
    boat = slack.channel("boat", ada)
    with slack.deliveries.kept_back() as kept:
        first = ada.says("the boat is blue")
        ada.says(f"<@{BOT_USER}> is it?", to=boat)
        ada.edits(first, "the boat is red")
        ada.reacts(first)
        ada.deletes(ada.says("never mind"))
    repeated = [(delivery, number) for delivery in kept for number in range(5)]
    random.Random(7).shuffle(repeated)  # noqa: S311 -- the same disorder each time
    # Another adapter, which has seen nothing yet, gives the same keys.
    other = Core()
    for listener in (core, other):
        async with runs(listener):
            await slack.until(lambda: slack.sockets.connections)
            for delivery, number in repeated:
                slack.deliveries.send(delivery, number=number, reason="timeout")
            end = ada.says("the end")
            await slack.until(lambda end=end: end.delivery.acked, WAIT_S)  # type: ignore[misc]  # a default
    keys = [event.key for event in core.events if "the end" not in getattr(event, "text", "")]
    assert len(keys) == len(set(keys)) == 6
    assert set(keys) < set(other.once())


async def test_a_third_retry_may_be_the_first_that_is_seen(slack: SlackPeer, runs: Runs) -> None:
    core = Core()
    with slack.deliveries.kept_back() as kept:
        slack.person("Ada").says("hello")
    async with runs(core):
        await slack.until(lambda: slack.sockets.connections)
        slack.deliveries.send(kept[0], number=3, reason="timeout")
        await asyncio.wait_for(core.until(lambda: bool(core.messages)), WAIT_S)
    assert core.texts == ["hello"]


async def test_a_thousand_events_at_once_arrive_in_order(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    async with runs(core):
        await slack.until(lambda: slack.sockets.connections)
        texts = [f"number {number}" for number in range(1_000)]
        told = [ada.says(text) for text in texts]
        await slack.until(lambda: all(one.delivery.acked for one in told), WAIT_S)
    assert core.texts == texts


async def test_an_edit_may_come_before_what_it_changes(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    with slack.deliveries.kept_back() as kept:
        first = ada.says("the boat is blue")
        ada.edits(first, "the boat is red")
        ada.unfurls(first)
    async with runs(core):
        await slack.until(lambda: slack.sockets.connections)
        for delivery in reversed(kept):
            slack.deliveries.send(delivery)
        await asyncio.wait_for(core.until(lambda: len(core.events) == 2), WAIT_S)
    (edited,), (received,) = core.of_kind("edited"), core.messages
    assert isinstance(edited, MessageEdited)
    assert (edited.text, edited.message, received.text) == ("the boat is red", first.ts, "the boat is blue")


async def test_what_happens_beside_talking_is_heard(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    boat = slack.channel("boat", bot=False)
    async with runs(core):
        first = ada.says("the boat is blue")
        ada.reacts(first, "thumbsup")
        ada.unreacts(first, "thumbsup")
        ada.deletes(first)
        slack.odd.invited(boat, ada.id)
        ada.joins(boat)
        ada.leaves(boat)
        slack.odd.removed(boat, ada.id)
        await asyncio.wait_for(core.until(lambda: len(core.events) == 8), WAIT_S)
    _, added, removed, deleted, invited, joined, left, out = core.events
    assert isinstance(added, ReactionChanged)
    assert isinstance(removed, ReactionChanged)
    assert (added.reactions, removed.reactions, added.message) == (("thumbsup",), (), first.ts)
    assert isinstance(deleted, MessageDeleted)
    assert deleted.message == first.ts
    moves = [event for event in (invited, joined, left, out) if isinstance(event, MembersChanged)]
    assert [(event.joined, event.left, event.welcome) for event in moves] == [
        ((BOT_USER,), (), True),
        ((ada.id,), (), False),
        ((), (ada.id,), False),
        ((), (BOT_USER,), False),
    ]


async def test_a_connection_that_slack_ends_is_followed_by_another(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    async with runs(core):
        for number, reason in enumerate(("refresh_requested", "warning"), start=1):
            await slack.until(lambda number=number: slack.sockets.opened == number)  # type: ignore[misc]  # a default
            ada.says(f"before {number}")
            slack.sockets.disconnect(reason)  # type: ignore[arg-type]  # both are reasons
            ada.says(f"after {number}")
        await asyncio.wait_for(core.until(lambda: len(said(core)) == 4), WAIT_S)
    assert said(core) == ["before 1", "after 1", "before 2", "after 2"]


async def test_a_line_that_is_cut_ends_the_run_and_one_that_is_dumb_too(slack: SlackPeer, runs: Runs) -> None:
    async with runs(Core()) as run:
        await slack.until(lambda: slack.sockets.connections)
        slack.sockets.drop()
        with pytest.raises(NeverSent):
            await asyncio.wait_for(asyncio.shield(run), WAIT_S)
    async with runs(Core(), heartbeat_s=0.2) as run:
        (connection,) = await slack.until(lambda: slack.sockets.connections)
        connection.muted = True
        with pytest.raises(NeverSent):
            await asyncio.wait_for(asyncio.shield(run), WAIT_S)


async def test_socket_mode_that_is_switched_off_is_told_in_words(slack: SlackPeer, runs: Runs) -> None:
    async with runs(Core()) as run:
        await slack.until(lambda: slack.sockets.connections)
        slack.sockets.disconnect("link_disabled")
        with pytest.raises(Undeliverable, match="Socket Mode is off"):
            await asyncio.wait_for(asyncio.shield(run), WAIT_S)


async def test_what_is_no_envelope_is_passed_over(slack: SlackPeer, runs: Runs) -> None:
    core = Core()
    async with runs(core):
        await slack.until(lambda: slack.sockets.connections)
        for odd in ("", "no json", "[]", "{}", '{"type":"events_api"}', '{"type":"events_api","envelope_id":"1"}'):
            slack.sockets.raw(odd)
        slack.odd.limited()
        slack.person("Ada").says("hello")
        await asyncio.wait_for(core.until(lambda: bool(core.messages)), WAIT_S)
    assert core.texts == ["hello"]


async def test_a_name_that_cannot_be_had_is_the_id(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    slack.fails("users.info", Error("user_not_found"))
    async with runs(core):
        ada.says("hello")
        await asyncio.wait_for(core.until(lambda: bool(core.messages)), WAIT_S)
    assert core.messages[0].sender.name == ada.id


async def test_a_name_that_is_slow_holds_nothing_up(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    hold = Hold()
    slack.fails("users.info", hold)
    async with runs(core):
        told = ada.says("hello")
        await slack.until(lambda: told.delivery.acked, 3)
        slack.release(hold)
    assert (core.messages[0].sender.name, len(told.delivery.attempts)) == (ada.id, 1)


async def test_what_is_only_overheard_spends_no_look_ups(slack: SlackPeer, runs: Runs) -> None:
    core, ada, eve = Core(), slack.person("Ada"), slack.person("Eve")
    boat = slack.channel("boat", ada, eve)
    spoken_of = [slack.person(f"Person {number}") for number in range(5)]
    async with runs(core):
        told = eve.says(" ".join(f"<@{one.id}>" for one in spoken_of), to=boat)
        await slack.until(lambda: told.delivery.acked)
        told = ada.says(f"The boat is <@{spoken_of[0].id}>'s")
        await slack.until(lambda: told.delivery.acked)
    assert [call.args["user"] for call in slack.bot.called("users.info")] == [eve.id, ada.id, spoken_of[0].id]
    assert core.texts[-1] == "The boat is @Person 0's"
    assert core.messages[-1].sender.name == "Ada"


async def test_a_wrong_token_is_told_in_words(slack: SlackPeer, runs: Runs) -> None:
    slack.api.token_error = "token_revoked"
    async with runs(Core()) as run:
        with pytest.raises(DeliveryError, match="satchel setup slack"):
            await asyncio.wait_for(asyncio.shield(run), WAIT_S)


async def test_a_run_against_a_dumb_line_ends_soon_when_it_is_told_to(slack: SlackPeer, runs: Runs) -> None:
    async with asyncio.timeout(8):
        async with runs(Core(), heartbeat_s=60):
            (connection,) = await slack.until(lambda: slack.sockets.connections)
            connection.muted = True
