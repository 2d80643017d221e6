"""What happens in groups, channels and forums, as the real SDK parses it."""

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    ChatMemberBanned,
    ChatMemberMember,
    ReplyParameters,
)
from telegram.error import BadRequest

from tests.peers.telegram import TelegramPeer
from tests.peers_telegram.conftest import fetched, messages


async def test_blocking_and_coming_back_are_told(peer: TelegramPeer, bot: Bot) -> None:
    anna = peer.person("Anna")
    peer.private(anna)
    peer.blocks(anna)
    peer.unblocks(anna)
    changes = [update.my_chat_member for update in await fetched(bot)]
    kinds = [type(change.new_chat_member) for change in changes if change is not None]
    assert kinds == [ChatMemberBanned, ChatMemberMember]


async def test_who_comes_and_goes_is_told_in_a_message_and_to_administrators_as_a_change(
    peer: TelegramPeer, bot: Bot
) -> None:
    anna, ben = peer.person("Anna"), peer.person("Ben")
    group = peer.supergroup("Choir", anna, bot="administrator")
    await fetched(bot)
    peer.joins(ben, group, by=anna)
    peer.leaves(ben, group)
    came, welcome, went, farewell = await fetched(bot)
    assert came.chat_member is not None
    assert went.chat_member is not None
    assert (came.chat_member.new_chat_member.status, went.chat_member.new_chat_member.status) == ("member", "left")
    assert welcome.message is not None
    assert farewell.message is not None
    assert [each.id for each in welcome.message.new_chat_members] == [ben.id]
    assert farewell.message.left_chat_member is not None


async def test_a_group_that_moves_says_so_on_both_sides(peer: TelegramPeer, bot: Bot) -> None:
    anna = peer.person("Anna")
    group = peer.group("Choir", anna)
    new = peer.migrates(anna, group)
    there, here = await messages(bot)
    assert (there.chat.id, there.migrate_to_chat_id) == (group.id, new.id)
    assert (here.chat.id, here.migrate_from_chat_id) == (new.id, group.id)
    assert here.chat.type == "supergroup"


async def test_a_topic_stands_on_each_of_its_messages(peer: TelegramPeer, bot: Bot) -> None:
    anna = peer.person("Anna")
    forum = peer.supergroup("Club", anna, forum=True)
    topic = peer.topic(anna, forum, "Boats")
    peer.says(anna, forum, "blue", thread=topic)
    opened, message = await messages(bot)
    assert opened.forum_topic_created is not None
    assert (message.message_thread_id, message.is_topic_message, message.chat.is_forum) == (topic, True, True)
    assert message.reply_to_message is not None
    assert message.reply_to_message.forum_topic_created is not None


async def test_a_channel_speaks_without_a_sender(peer: TelegramPeer, bot: Bot) -> None:
    channel = peer.channel("News")
    post = peer.channel_post(channel, "fresh", signature="Ed")
    peer.edits(channel, post.message_id, "fresher")
    fresh, edit = await fetched(bot)
    assert fresh.channel_post is not None
    assert fresh.channel_post.from_user is None
    assert fresh.channel_post.sender_chat is not None
    assert edit.edited_channel_post is not None
    assert edit.edited_channel_post.text == "fresher"


async def test_a_group_can_speak_itself_and_so_can_a_channel_in_it(peer: TelegramPeer, bot: Bot) -> None:
    anna = peer.person("Anna")
    group, channel = peer.supergroup("Choir", anna), peer.channel("News")
    peer.says(anna, group, "as the group", as_chat=group)
    peer.says(anna, group, "as a channel", as_chat=channel)
    told = await messages(bot)
    assert [each.from_user and each.from_user.username for each in told] == ["GroupAnonymousBot", "Channel_Bot"]
    assert [each.sender_chat and each.sender_chat.id for each in told] == [group.id, channel.id]


async def test_of_a_deleted_message_the_bot_is_told_nothing(peer: TelegramPeer, bot: Bot) -> None:
    anna = peer.person("Anna")
    group = peer.group("Choir", anna)
    kept, gone = (peer.says(anna, group, text).message_id for text in ("kept", "gone"))
    peer.takes_back(group, gone)
    peer.pins(anna, group, kept)
    *_, last = told = await messages(bot)
    assert len(told) == 3
    assert last.pinned_message is not None
    assert last.pinned_message.message_id == kept
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(group.id, "what?", reply_parameters=ReplyParameters(gone))


async def test_private_chats_and_groups_count_their_messages_together_and_supergroups_alone(
    peer: TelegramPeer,
) -> None:
    anna = peer.person("Anna")
    chats = [peer.private(anna), peer.group("Choir", anna), peer.supergroup("Club", anna)]
    numbers = [[peer.says(anna, chat, "x").message_id for chat in chats] for _ in range(2)]
    assert numbers == [[1, 2, 1], [3, 4, 2]]


async def test_in_privacy_mode_a_group_is_heard_only_when_it_speaks_to_the_bot() -> None:
    peer = TelegramPeer(privacy=True)
    anna = peer.person("Anna")
    group = peer.group("Choir", anna)
    heard = ["/list", "/list@satchel_bot", "where is it, @satchel_bot?"]
    unheard = ["where is it?", "/list@other_bot", "and/or"]
    assert [peer.says(anna, group, text).update_id is not None for text in heard] == [True] * 3
    assert [peer.says(anna, group, text).update_id is not None for text in unheard] == [False] * 3
