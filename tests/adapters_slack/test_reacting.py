"""A reaction confirms a note; where Slack takes none, words do, and once."""

from __future__ import annotations

import pytest

from adapters.slack.adapter import SlackAdapter
from bot.errors import MaybeSent
from bot.ids import MessageId
from bot.replies import PartKind, Reply
from tests.contracts.platforms.slack import address
from tests.peers.slack import DropAnswer, Error, SlackPeer


@pytest.mark.parametrize("error", ["message_not_found", "too_many_reactions", "invalid_name", "missing_scope"])
async def test_a_reaction_that_slack_does_not_take_is_said_in_words(
    slack: SlackPeer, adapter: SlackAdapter, error: str
) -> None:
    ada = slack.person("Ada")
    said, where = ada.says("the boat is blue"), address(ada.direct.id)
    (part,) = adapter.render(where, Reply(text="Kept.", acknowledges=True, in_reply_to=MessageId(said.ts)))
    slack.fails("reactions.add", Error(error))
    await adapter.send(where, part, "key")
    assert slack.bot.texts() == ["Kept."]
    assert await adapter.find(where, "key") == slack.bot.posts[0].ts


async def test_what_may_have_been_said_in_a_reactions_place_is_not_said_again(
    slack: SlackPeer, adapter: SlackAdapter
) -> None:
    ada = slack.person("Ada")
    said, where = ada.says("the boat is blue"), address(ada.direct.id)
    (part,) = adapter.render(where, Reply(text="Kept.", acknowledges=True, in_reply_to=MessageId(said.ts)))
    slack.fails("reactions.add", Error("invalid_name"), Error("invalid_name"))
    slack.fails("chat.postMessage", DropAnswer())
    with pytest.raises(MaybeSent):
        await adapter.send(where, part, "key")
    await adapter.send(where, part, "key")
    assert slack.bot.texts() == ["Kept."]


async def test_what_no_message_asked_for_is_confirmed_in_words(slack: SlackPeer, adapter: SlackAdapter) -> None:
    where = address(slack.person("Ada").direct.id)
    reply = Reply(text="Kept.", acknowledges=True, in_reply_to=MessageId("12.peer.trigger"))
    (part,) = adapter.render(where, reply)
    assert part.kind is PartKind.TEXT
