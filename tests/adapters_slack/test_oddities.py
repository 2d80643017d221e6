"""What comes beside people's words, and their words at the worst moment: nothing of it stops the bot."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from bot.content import Audience
from bot.events import MembersChanged, MessageReceived, Unreadable
from bot.ids import UserId
from tests.adapters_slack.bench import WAIT_S, Core, adapter_for
from tests.adapters_slack.conftest import Runs
from tests.adapters_slack.serving import WITHIN_S, let_in, satchel, serving
from tests.contracts.platforms.slack import address
from tests.peers.slack import BOT_USER, SlackPeer
from tests.peers.slack.mrkdwn import rich_text


async def test_what_no_person_said_is_acknowledged_and_left_out(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    boat, odd = slack.channel("boat", ada), slack.odd
    async with runs(core):
        await slack.until(lambda: slack.sockets.connections)
        with slack.deliveries.kept_back():
            head = ada.says("anybody there?", to=boat)
        for place in (ada.direct, boat):
            odd.own(place, f"I say it myself, <@{BOT_USER}>")
            odd.other_bot(place, f"another bot for <@{BOT_USER}>")
            odd.webhook(place, f"an old one for <@{BOT_USER}>")
            odd.without_user(place, f"nobody for <@{BOT_USER}>")
            odd.system(place, "channel_topic", "Ada set the topic", ada.id)
        odd.replied(boat, head.ts)
        odd.unknown()
        odd.limited()
        end = ada.says("the end")
        told = [one for one in slack.deliveries.all if not one.kept]
        await slack.until(lambda: all(one.acked for one in told), WAIT_S)
    assert [event.key for event in core.events] == [message.key for message in core.messages]
    assert [message.message for message in core.messages] == [end.ts]


async def test_words_of_a_kind_that_nobody_knows_are_told_of(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    async with runs(core):
        slack.odd.unknown_subtype(ada.direct, ada.id)
        await asyncio.wait_for(core.until(lambda: bool(core.events)), WAIT_S)
    (event,) = core.events
    assert isinstance(event, Unreadable)


async def test_a_message_of_blocks_alone_is_read(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    async with runs(core):
        ada.says("", blocks=rich_text("the boat is blue"))
        await asyncio.wait_for(core.until(lambda: bool(core.messages)), WAIT_S)
    assert core.texts == ["the boat is blue"]


async def test_who_has_left_is_still_heard_and_no_member_any_more(slack: SlackPeer, runs: Runs) -> None:
    core, ada = Core(), slack.person("Ada")
    boat = slack.channel("boat", ada)
    with slack.deliveries.kept_back() as kept:
        ada.says(f"<@{BOT_USER}> when is the regatta?", to=boat)
        ada.leaves(boat)
    async with runs(core):
        await slack.until(lambda: slack.sockets.connections)
        for delivery in reversed(kept):
            slack.deliveries.send(delivery)
        await asyncio.wait_for(core.until(lambda: len(core.events) >= 2), WAIT_S)
    left, said = core.events[:2]
    assert isinstance(left, MembersChanged)
    assert isinstance(said, MessageReceived)
    assert (left.left, said.sender.id, said.audience) == ((UserId(ada.id),), ada.id, Audience.ADDRESSED)
    async with adapter_for(slack) as adapter:
        assert not await adapter.is_member(address(boat.id), UserId(ada.id))


def test_what_is_changed_or_taken_back_before_it_comes_is_kept_as_changed_and_not_answered(tmp_path: Path) -> None:
    with SlackPeer() as slack:
        ada = slack.person("Ada")
        let_in(tmp_path / "data", ada)
        with serving(satchel(tmp_path / "data", slack), slack):
            with slack.deliveries.kept_back() as kept:
                changed = ada.says("the boat is blue")
                ada.edits(changed, "the boat is red")
                ada.deletes(ada.says("/status"))
            for delivery in (kept[1], kept[0], kept[3], kept[2]):
                slack.deliveries.send(delivery)
            slack.wait_until(partial(_is_last, slack, changed.ts), WITHIN_S)
            ada.says("/recent")
            slack.wait_until(lambda: slack.bot.posts, WITHIN_S)
            (listed,) = slack.bot.posts
            assert "the boat is red" in listed.text
            assert "blue" not in listed.text
            ada.edits(changed, "the boat is green")
            again = ada.says("the mast is white")
            slack.wait_until(partial(_is_last, slack, again.ts), WITHIN_S)
            ada.says("/search boat")
            slack.wait_until(lambda: len(slack.bot.posts) > 1, WITHIN_S)
        assert "the boat is green" in slack.bot.posts[1].text
        assert len(slack.bot.posts) == 2


def test_an_answer_that_nobody_can_be_given_any_more_holds_nothing_up(tmp_path: Path) -> None:
    with SlackPeer() as slack:
        ada = slack.person("Ada")
        boat = slack.channel("boat", ada)
        let_in(tmp_path / "data", ada)
        with serving(satchel(tmp_path / "data", slack), slack):
            # Nobody has told the bot yet that the thread which it is to answer in is gone.
            with slack.deliveries.kept_back() as asked:
                gone = ada.says(f"<@{BOT_USER}> /help", to=boat)
            with slack.deliveries.kept_back() as untold:
                ada.deletes(gone)
            for delivery in asked:
                slack.deliveries.send(delivery)
            slack.wait_until(lambda: slack.bot.called("chat.postMessage"), WITHIN_S)
            ada.says(f"<@{BOT_USER}> /help", to=boat)
            slack.wait_until(lambda: slack.bot.posts, WITHIN_S)
            for delivery in untold:
                slack.deliveries.send(delivery)
            ada.leaves(boat)
            slack.odd.removed(boat, ada.id)
            note = ada.says("the mast is white")
            slack.wait_until(partial(_is_last, slack, note.ts), WITHIN_S)
        (post,) = slack.bot.posts
        assert post.thread != gone.ts


def _is_last(slack: SlackPeer, ts: str) -> bool:
    """Whether the bot confirmed that message last."""
    return [each.ts for each in slack.bot.reactions][-1:] == [ts]
