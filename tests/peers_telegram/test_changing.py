"""Edits, deletions, reactions, typing, leaving."""

from __future__ import annotations

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message, MessageEntity
from telegram.error import BadRequest, Forbidden

from tests.peers.telegram import TelegramPeer
from tests.peers.telegram.world import Chat, Person

UNDO = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Undo", callback_data="undo"))


@pytest.fixture
def anna(peer: TelegramPeer) -> Person:
    return peer.person("Anna")


@pytest.fixture
def chat(peer: TelegramPeer, anna: Person) -> Chat:
    return peer.private(anna)


async def test_an_edit_changes_what_stands_there(peer: TelegramPeer, bot: Bot, chat: Chat) -> None:
    sent = await bot.send_message(chat.id, "The b")
    edited = await bot.edit_message_text("The boat", chat.id, sent.message_id, reply_markup=UNDO)
    assert isinstance(edited, Message)
    assert (edited.text, edited.message_id) == ("The boat", sent.message_id)
    assert peer.did.texts(chat.id) == ["The boat"]
    assert (peer.did.sent[0].first, peer.did.sent[0].edits) == ("The b", ["The boat"])
    assert [button["text"] for button in peer.did.sent[0].buttons] == ["Undo"]


async def test_an_edit_that_changes_nothing_is_refused(bot: Bot, chat: Chat) -> None:
    sent = await bot.send_message(chat.id, "The boat", reply_markup=UNDO)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("The boat ", chat.id, sent.message_id, reply_markup=UNDO)
    await bot.edit_message_text("The boat", chat.id, sent.message_id, entities=[MessageEntity("bold", 0, 3)])
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_reply_markup(chat.id, sent.message_id)


async def test_only_own_messages_that_are_there_can_be_edited(
    peer: TelegramPeer, bot: Bot, anna: Person, chat: Chat
) -> None:
    said = peer.says(anna, chat, "hello")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("bye", chat.id, said.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("bye", chat.id, 999)
    sent = await bot.send_message(chat.id, "hello")
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.edit_message_text(" ", chat.id, sent.message_id)


async def test_a_deletion_takes_the_message_away(peer: TelegramPeer, bot: Bot, chat: Chat) -> None:
    sent = await bot.send_message(chat.id, "The boat")
    await bot.delete_message(chat.id, sent.message_id)
    assert peer.did.texts(chat.id) == []
    assert peer.did.deleted == [(chat.id, sent.message_id)]
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(chat.id, sent.message_id)


async def test_in_a_group_others_messages_are_deleted_by_administrators_alone(
    peer: TelegramPeer, bot: Bot, anna: Person
) -> None:
    group = peer.group("Choir", anna)
    said = peer.says(anna, group, "hello")
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(group.id, said.message_id)
    peer.adds_bot(anna, group, "administrator")
    assert await bot.delete_message(group.id, said.message_id)


async def test_a_reaction_is_one_of_those_that_exist(peer: TelegramPeer, bot: Bot, anna: Person, chat: Chat) -> None:
    said = peer.says(anna, chat, "hello")
    await bot.set_message_reaction(chat.id, said.message_id, "👍")
    await bot.set_message_reaction(chat.id, said.message_id)
    assert [reacted.emoji for reacted in peer.did.reactions] == [("👍",), ()]
    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await bot.set_message_reaction(chat.id, said.message_id, "✅")
    with pytest.raises(BadRequest, match="Reactions_too_many"):
        await bot.set_message_reaction(chat.id, said.message_id, ["👍", "👎"])
    with pytest.raises(BadRequest, match="Message to react not found"):
        await bot.set_message_reaction(chat.id, 999, "👍")


async def test_typing_is_noticed(peer: TelegramPeer, bot: Bot, chat: Chat) -> None:
    await bot.send_chat_action(chat.id, "typing")
    assert peer.did.typing == [(chat.id, "typing")]
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await bot.send_chat_action(chat.id, "dancing")


async def test_a_tap_is_answered_once_and_in_time(peer: TelegramPeer, bot: Bot, anna: Person, chat: Chat) -> None:
    sent = await bot.send_message(chat.id, "Kept.", reply_markup=UNDO)
    query = peer.taps(anna, chat, sent.message_id, "undo")
    await bot.answer_callback_query(query)
    for stale in (query, "1"):
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(stale)


async def test_a_chat_that_was_left_takes_nothing_more(peer: TelegramPeer, bot: Bot, anna: Person) -> None:
    group = peer.group("Choir", anna)
    await bot.leave_chat(group.id)
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(group.id, "hello")
    assert peer.says(anna, group, "is it gone?").update_id is None
