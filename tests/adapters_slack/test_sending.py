"""What the bot says: once, where it belongs, with no letter of it alive."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from adapters.slack.adapter import SlackAdapter
from adapters.slack.render import read
from bot.errors import AccountRefused, DeliveryError, MaybeSent, NeverSent, RateLimited, Undeliverable
from bot.ids import MessageId, UserId
from bot.replies import Button, Part, PartKind, Reply
from tests.contracts.platforms.slack import address, shown
from tests.peers.slack import Drop, DropAnswer, Error, Fault, Garbled, HalfClose, Limited, SlackPeer, Status

BAD_TOKEN = ("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired")


async def test_an_answer_whose_fate_is_unknown_is_found_again_by_its_key(
    slack: SlackPeer, adapter: SlackAdapter
) -> None:
    ada = slack.person("Ada")
    boat = slack.channel("boat", ada)
    head = ada.says("hello", to=boat)
    for where in (address(ada.direct.id), address(boat.id, head.ts)):
        (part,) = adapter.render(where, Reply(text="In June."))
        slack.fails("chat.postMessage", DropAnswer())
        with pytest.raises(MaybeSent):
            await adapter.send(where, part, "key")
        for _ in range(300):
            slack.odd.other_bot(boat, "noise", head.ts) if where.thread else ada.says("noise")
        assert await adapter.find(where, "key") == slack.bot.posts[-1].ts
        assert await adapter.find(where, "another key") is None
    assert len(slack.bot.posts) == 2


@pytest.mark.parametrize("fault", [Status(500), Status(503), Error("service_unavailable"), Limited(0)])
async def test_what_came_over_slacks_own_trouble_is_looked_for_before_it_is_said_again(
    slack: SlackPeer, adapter: SlackAdapter, fault: Fault
) -> None:
    where = address(slack.person("Ada").direct.id)
    (part,) = adapter.render(where, Reply(text="In June."))
    slack.fails("chat.postMessage", fault)
    with pytest.raises((NeverSent, RateLimited)):
        await adapter.send(where, part, "key")
    assert await adapter.send(where, part, "key")
    assert slack.bot.texts() == ["In June."]
    assert bool(slack.bot.called("conversations.history")) == (not isinstance(fault, Limited))


async def test_looking_for_a_message_is_never_doubtful_itself(slack: SlackPeer, adapter: SlackAdapter) -> None:
    where = address(slack.person("Ada").direct.id)
    await adapter.introduce()
    for fault in (
        Drop(),
        DropAnswer(),
        HalfClose(),
        Garbled(),
        Status(504),
        Error("fatal_error"),
        Error("missing_scope"),
    ):
        slack.fails("conversations.history", fault)
        with pytest.raises(NeverSent):
            await adapter.find(where, "key")


@pytest.mark.parametrize(
    ("fault", "kind", "told"),
    [
        (Limited(7), RateLimited, "7 seconds"),
        (Error("ratelimited"), RateLimited, "30 seconds"),
        *((Error(error), AccountRefused, "satchel setup slack") for error in BAD_TOKEN),
        (Error("channel_not_found"), Undeliverable, "invite the bot again"),
        (Error("not_in_channel"), Undeliverable, "invite the bot again"),
        (Error("is_archived"), Undeliverable, "archived"),
        (Error("msg_too_long"), Undeliverable, "too long"),
        (Error("missing_scope"), Undeliverable, "scope"),
        (Error("a_new_one"), Undeliverable, "a_new_one"),
        (Error("internal_error"), MaybeSent, "nobody knows"),
        (Error("fatal_error"), MaybeSent, "nobody knows"),
        (Status(502), NeverSent, "trouble"),
        (Status(504), MaybeSent, "nobody knows"),
        (Garbled(), MaybeSent, "nobody knows"),
        (HalfClose(), MaybeSent, "nobody knows"),
        (Drop(), MaybeSent, "nobody knows"),
    ],
    ids=str,
)
async def test_every_trouble_is_told_in_words_and_says_whether_it_may_have_arrived(
    slack: SlackPeer, adapter: SlackAdapter, fault: Fault, kind: type[DeliveryError], told: str
) -> None:
    where = address(slack.person("Ada").direct.id)
    (part,) = adapter.render(where, Reply(text="In June."))
    slack.fails("chat.postMessage", fault)
    with pytest.raises(kind, match=told) as raised:
        await adapter.send(where, part, "key")
    assert type(raised.value) is kind
    assert slack.bot_token not in f"{raised.value!r} {raised.value.__cause__!r}"


async def test_a_limit_holds_for_its_channel_alone(slack: SlackPeer, adapter: SlackAdapter) -> None:
    ada, bob = address(slack.person("Ada").direct.id), address(slack.person("Bob").direct.id)
    (part,) = adapter.render(ada, Reply(text="In June."))
    slack.fails("chat.postMessage", Limited(30))
    with pytest.raises(RateLimited):
        await adapter.send(ada, part, "one")
    assert await adapter.send(bob, part, "two")
    with pytest.raises(RateLimited) as told:
        await adapter.send(ada, part, "one")
    assert told.value.after > timedelta(seconds=25)
    assert slack.bot.early == []


async def test_a_bot_that_may_not_speak_waits_until_it_may(slack: SlackPeer, adapter: SlackAdapter) -> None:
    where = address(slack.person("Ada").direct.id)
    (part,) = adapter.render(where, Reply(text="In June."))
    slack.scopes.discard("chat:write")
    with pytest.raises(AccountRefused, match="chat:write"):
        await adapter.send(where, part, "key")
    slack.scopes.add("chat:write")
    await adapter.send(where, part, "key")
    assert slack.bot.texts() == ["In June."]


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long"])
async def test_blocks_that_slack_does_not_take_are_sent_as_words(
    slack: SlackPeer, adapter: SlackAdapter, error: str
) -> None:
    where = address(slack.person("Ada").direct.id)
    (part,) = adapter.render(where, Reply(text="<!channel> In *June*"))
    slack.fails("chat.postMessage", Error(error))
    await adapter.send(where, part, "key")
    (post,) = slack.bot.posts
    assert (post.text, post.blocks) == ("&lt;!channel&gt; In *June*", [])
    assert not post.pinged


@pytest.mark.parametrize("formatted", [False, True])
async def test_nobody_is_called_by_what_the_bot_says(
    slack: SlackPeer, adapter: SlackAdapter, *, formatted: bool
) -> None:
    ada = slack.person("Ada")
    where = address(ada.direct.id)
    hostile = (
        f"<!channel> <!here|x> {ada.mention} <!subteam^S1> &lt;!everyone&gt; @channel @here <https://evil.example|ok>"
    )
    buttons = (Button(label="<!channel>", value="/undo"), Button(label="x" * 200, value="y" * 3_000))
    for key, part in enumerate(adapter.render(where, Reply(text=hostile, formatted=formatted, buttons=buttons))):
        await adapter.send(where, part, f"key {key}")
    (post,) = slack.bot.posts
    assert not post.pinged
    assert (post.args["unfurl_links"], post.args["unfurl_media"]) == (False, False)
    assert shown(post.blocks).startswith("<!channel> <!here|x>")


async def test_markup_is_drawn(slack: SlackPeer, adapter: SlackAdapter) -> None:
    where = address(slack.person("Ada").direct.id)
    text = "**Yes** and _no_ [here](https://x.example)\n\n```py\nprint(1)\n```\nthen\n> wise words\n\n- one\n- two"
    (part,) = adapter.render(where, Reply(text=text, formatted=True))
    await adapter.send(where, part, "key")
    (post,) = slack.bot.posts
    assert isinstance(post.blocks, list)
    kinds = [element["type"] for element in post.blocks[0]["elements"]]
    assert kinds == [
        "rich_text_section",
        "rich_text_preformatted",
        "rich_text_section",
        "rich_text_quote",
        "rich_text_section",
    ]
    assert post.blocks[0]["elements"][0]["elements"][0] == {"type": "text", "text": "Yes", "style": {"bold": True}}


async def test_a_text_that_is_all_markup_is_cut_into_more_messages(adapter: SlackAdapter) -> None:
    text = " ".join(f"**{number}** x" for number in range(300))
    parts = adapter.render(address("D1"), Reply(text=text, formatted=True))
    assert all(len(json.dumps(read(part.body).blocks)) < 13_000 for part in parts)
    assert len(parts) > 1
    words = " ".join(shown(read(part.body).blocks) for part in parts)  # type: ignore[arg-type]  # they are JSON
    assert words.split() == text.replace("*", "").split()


async def test_a_draft_that_grows_fast_leaves_frames_out(slack: SlackPeer, adapter: SlackAdapter) -> None:
    where = address(slack.person("Ada").direct.id)
    draft = await adapter.draft(where, "I", "draft")
    for length in range(1, 50):
        await adapter.redraw(where, draft, "In June. " * length)
    assert len(slack.bot.updates) <= 1
    assert await adapter.find(where, "draft") == draft
    (part,) = adapter.render(where, Reply(text="In June."))
    assert await adapter.send(where, Part(kind=PartKind.EDIT, body=part.body, target=draft), "final") == draft
    assert await adapter.find(where, "final") == draft
    assert slack.bot.texts() == ["In June."]


async def test_a_link_is_the_one_that_slack_gives(slack: SlackPeer, adapter: SlackAdapter) -> None:
    ada = slack.person("Ada")
    boat = slack.channel("boat", ada)
    head = ada.says("hello", to=boat)
    reply = ada.says("hello", to=boat, thread=head)
    where = address(boat.id, head.ts)
    assert adapter.link(where, MessageId(head.ts)) is None
    await adapter.introduce()
    plain = f"https://peer.slack.com/archives/{boat.id}/p"
    assert adapter.link(where, MessageId(head.ts)) == f"{plain}{head.ts.replace('.', '')}"
    assert (
        adapter.link(where, MessageId(reply.ts))
        == f"{plain}{reply.ts.replace('.', '')}?thread_ts={head.ts}&cid={boat.id}"
    )
    assert adapter.link(where, MessageId("12.peer.trigger")) is None


async def test_members_are_known_for_a_minute_and_nobody_elsewhere(slack: SlackPeer, adapter: SlackAdapter) -> None:
    ada, bob = slack.person("Ada"), slack.person("Bob")
    boat = slack.channel("boat", ada)
    assert await adapter.is_member(address(boat.id), UserId(ada.id))
    assert not await adapter.is_member(address(boat.id), UserId(bob.id))
    assert not await adapter.is_member(address("C0NOWHERE"), UserId(ada.id))
    assert len(slack.bot.called("conversations.members")) == 2


async def test_it_introduces_itself_with_what_to_do(adapter: SlackAdapter) -> None:
    introduction = await adapter.introduce()
    assert introduction.name == "@satchel in Peer"
    assert "Messages tab" in " ".join(introduction.advice)
