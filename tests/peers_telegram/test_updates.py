"""The real SDK parses every kind of update that people can cause."""

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    ReactionTypeEmoji,
)

from tests.peers.telegram import FromChannel, FromChat, FromHidden, FromUser, TelegramPeer
from tests.peers.telegram.attached import Origin
from tests.peers_telegram.conftest import fetched, messages


async def test_a_message_tells_who_where_and_when(peer: TelegramPeer, bot: Bot) -> None:
    anna = peer.person("Anna", username="anna")
    said = peer.says(anna, peer.private(anna), "/find the boat with @someone", at=1_800_000_000)
    (message,) = await messages(bot)
    assert message.from_user is not None
    assert (message.from_user.id, message.from_user.username) == (anna.id, "anna")
    assert (message.chat.id, message.chat.type, message.message_id) == (anna.id, "private", said.message_id)
    assert message.date.timestamp() == 1_800_000_000
    assert list(message.parse_entities().values()) == ["/find", "@someone"]


async def test_entities_are_counted_in_utf_16_units(peer: TelegramPeer, bot: Bot) -> None:
    anna = peer.person("Anna")
    peer.says(anna, peer.private(anna), "👩‍👩‍👧 see https://example.org/boat")
    (message,) = await messages(bot)
    assert list(message.parse_entities().values()) == ["https://example.org/boat"]


async def test_a_reply_holds_what_it_replies_to_and_what_it_quotes(peer: TelegramPeer, bot: Bot) -> None:
    anna = peer.person("Anna")
    chat = peer.private(anna)
    first = peer.says(anna, chat, "the 🚤 boat is blue")
    peer.says(anna, chat, "not green?", reply_to=first.message_id, quote="boat is")
    _, reply = await messages(bot)
    assert reply.reply_to_message is not None
    assert reply.reply_to_message.message_id == first.message_id
    assert reply.quote is not None
    assert (reply.quote.text, reply.quote.position) == ("boat is", 7)


async def test_what_was_passed_on_tells_where_it_came_from(peer: TelegramPeer, bot: Bot) -> None:
    anna, ben = peer.person("Anna"), peer.person("Ben")
    chat, group, channel = peer.private(anna), peer.supergroup("Choir", anna), peer.channel("News")
    origins: list[Origin] = [FromUser(person=ben), FromHidden(name="B."), FromChat(chat=group)]
    origins.append(FromChannel(chat=channel, message_id=7, signature="Ed"))
    for forwarded in origins:
        peer.says(anna, chat, "words of another", forwarded=forwarded)
    shown = [message.forward_origin for message in await messages(bot)]
    kinds = (MessageOriginUser, MessageOriginHiddenUser, MessageOriginChat, MessageOriginChannel)
    assert [type(each) for each in shown] == list(kinds)
    assert isinstance(shown[1], MessageOriginHiddenUser)
    assert shown[1].sender_user_name == "B."


async def test_an_edit_has_the_same_number_and_new_words(peer: TelegramPeer, bot: Bot) -> None:
    anna = peer.person("Anna")
    chat = peer.private(anna)
    said = peer.says(anna, chat, "the boat is blue")
    peer.edits(chat, said.message_id, "the boat is green")
    first, edit = await fetched(bot)
    assert first.message is not None
    assert first.message.text == "the boat is blue"
    assert edit.edited_message is not None
    assert (edit.edited_message.message_id, edit.edited_message.text) == (said.message_id, "the boat is green")
    assert edit.edited_message.edit_date is not None


async def test_a_tap_tells_the_button_and_the_message_it_is_on(peer: TelegramPeer, bot: Bot) -> None:
    anna = peer.person("Anna")
    chat = peer.private(anna)
    said = peer.says(anna, chat, "hello")
    query = peer.taps(anna, chat, said.message_id, "undo:1")
    peer.taps(anna, chat, said.message_id, "undo:1", gone=True)
    _, tap, late = await fetched(bot)
    assert tap.callback_query is not None
    assert late.callback_query is not None
    assert (tap.callback_query.id, tap.callback_query.data) == (query, "undo:1")
    shown = [each.callback_query.message for each in (tap, late) if each.callback_query]
    assert [message and message.is_accessible for message in shown] == [True, False]
    await bot.answer_callback_query(query, "Undone.")
    assert peer.did.answered == {query: "Undone."}


async def test_a_reaction_tells_what_was_there_and_what_is_there_now(peer: TelegramPeer, bot: Bot) -> None:
    anna = peer.person("Anna")
    chat = peer.private(anna)
    await fetched(bot)
    said = peer.says(anna, chat, "hello")
    peer.reacts(anna, chat, said.message_id, "👎", before=["👍"])
    _, update = await fetched(bot)
    assert update.message_reaction is not None
    assert update.message_reaction.user is not None
    assert update.message_reaction.old_reaction == (ReactionTypeEmoji("👍"),)
    assert update.message_reaction.new_reaction == (ReactionTypeEmoji("👎"),)


async def test_a_malformed_update_spoils_the_batch_for_the_sdk_and_not_for_who_reads_it_raw(
    peer: TelegramPeer, bot: Bot
) -> None:
    anna = peer.person("Anna")
    chat = peer.private(anna)
    said = [peer.says(anna, chat, "hello"), peer.says_without(anna, chat, "hello", "message_id")]
    numbers = [each.update_id for each in said]
    with pytest.raises(TypeError):
        await fetched(bot)
    # Spelt as its own method is, the SDK warns; the Bot API takes any case.
    raw = await bot.do_api_request("GetUpdates", {"timeout": 0})
    assert [update["update_id"] for update in raw] == numbers


async def test_a_message_without_its_chat_or_sender_parses_and_lacks_them(peer: TelegramPeer, bot: Bot) -> None:
    anna = peer.person("Anna")
    peer.says_without(anna, peer.private(anna), "hello", "chat", "from")
    (message,) = await messages(bot)
    assert [getattr(message, name) for name in ("text", "chat", "from_user")] == ["hello", None, None]


async def test_an_update_of_an_unknown_kind_parses_to_nothing(peer: TelegramPeer, bot: Bot) -> None:
    number = peer.unknown()
    (update,) = await fetched(bot)
    assert (update.update_id, update.effective_message) == (number, None)
    assert "thought_read" in update.api_kwargs
