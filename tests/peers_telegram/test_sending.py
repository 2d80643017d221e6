"""The bot's own messages: what is taken, what is refused, what is written down."""

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from tests.peers.telegram import TelegramPeer
from tests.peers.telegram.world import Chat, Person

FAMILY = "👩‍👩‍👧"


@pytest.fixture
def anna(peer: TelegramPeer) -> Person:
    return peer.person("Anna")


@pytest.fixture
def chat(peer: TelegramPeer, anna: Person) -> Chat:
    return peer.private(anna)


async def test_a_message_is_told_back_and_written_down(peer: TelegramPeer, bot: Bot, chat: Chat) -> None:
    link = MessageEntity("text_link", 4, 4, url="https://example.org/")
    sent = await bot.send_message(
        chat.id, "the boat", entities=[link], link_preview_options=LinkPreviewOptions(is_disabled=True)
    )
    assert sent.entities == (link,)
    assert sent.link_preview_options == LinkPreviewOptions(is_disabled=True)
    assert sent.from_user is not None
    assert sent.from_user.id == peer.me.id
    assert peer.did.texts(chat.id) == ["the boat"]
    assert peer.did.sent[0].message_id == sent.message_id
    assert peer.did.doubled() == []
    await bot.send_message(chat.id, "the boat")
    assert peer.did.doubled() == [(chat.id, "the boat")]


@pytest.mark.parametrize("text", ["", " \n\t "])
async def test_nothing_is_no_message(bot: Bot, chat: Chat, text: str) -> None:
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(chat.id, text)


async def test_length_is_counted_in_utf_16_units(peer: TelegramPeer, bot: Bot, chat: Chat) -> None:
    await bot.send_message(chat.id, "🚤" * 2_048)
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(chat.id, "🚤" * 2_048 + "x")
    assert len(peer.did.sent) == 1


@pytest.mark.parametrize(
    ("offset", "length", "why"),
    [
        (0, 99, "ends after the end of the text"),
        (99, 1, "lies outside of the text"),
        (-1, 2, "lies outside of the text"),
        (1, 1, "begins in a middle"),
        (0, 1, "ends in a middle"),
    ],
)
async def test_entities_have_to_fit(bot: Bot, chat: Chat, offset: int, length: int, why: str) -> None:
    with pytest.raises(BadRequest, match=why):
        await bot.send_message(chat.id, f"{FAMILY} boat", entities=[MessageEntity("bold", offset, length)])


async def test_entities_move_along_when_the_text_is_tidied(bot: Bot, chat: Chat) -> None:
    text = "\n  a\r\u202eb🚤 bold \n"
    sent = await bot.send_message(chat.id, text, entities=[MessageEntity("bold", 10, 4), MessageEntity("code", 0, 2)])
    assert sent.text == "ab🚤 bold"
    assert list(sent.parse_entities().items()) == [(MessageEntity("bold", 5, 4), "bold")]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("a.b", "MarkdownV2"),
        ("*a", "MarkdownV2"),
        ("<b>a", "HTML"),
        ("a < b", "HTML"),
        ("<x>a</x>", "HTML"),
        ("a", "RTF"),
    ],
)
async def test_broken_marks_lose_the_message(bot: Bot, chat: Chat, text: str, mode: str) -> None:
    with pytest.raises(BadRequest, match=r"Can't parse entities|Unsupported parse_mode"):
        await bot.send_message(chat.id, text, parse_mode=mode)


async def test_a_reply_quotes_what_is_there(peer: TelegramPeer, bot: Bot, anna: Person, chat: Chat) -> None:
    said = peer.says(anna, chat, "the boat is blue")
    sent = await bot.send_message(
        chat.id, "It is.", reply_parameters=ReplyParameters(said.message_id, quote="boat is blue")
    )
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.message_id == said.message_id
    assert sent.quote is not None
    assert sent.quote.position == 4
    with pytest.raises(BadRequest, match="Quote_text_invalid"):
        await bot.send_message(chat.id, "?", reply_parameters=ReplyParameters(said.message_id, quote="green"))
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(chat.id, "?", reply_parameters=ReplyParameters(999))
    alone = await bot.send_message(
        chat.id, "?", reply_parameters=ReplyParameters(999, allow_sending_without_reply=True)
    )
    assert alone.reply_to_message is None


async def test_a_reply_may_be_to_a_message_of_another_chat(
    peer: TelegramPeer, bot: Bot, anna: Person, chat: Chat
) -> None:
    group = peer.supergroup("Choir", anna)
    said = peer.says(anna, group, "the boat is blue")
    there = ReplyParameters(said.message_id, chat_id=group.id, quote="boat")
    sent = await bot.send_message(chat.id, "It was said there.", reply_parameters=there)
    assert sent.reply_to_message is None
    assert sent.external_reply is not None
    assert (sent.external_reply.message_id, sent.external_reply.origin.type) == (said.message_id, "user")
    assert sent.quote is not None
    assert sent.quote.text == "boat"


async def test_buttons_are_shown_and_their_values_are_short(peer: TelegramPeer, bot: Bot, chat: Chat) -> None:
    row = [InlineKeyboardButton("Undo", callback_data="x" * 64), InlineKeyboardButton("See", url="https://example.org")]
    sent = await bot.send_message(chat.id, "Kept.", reply_markup=InlineKeyboardMarkup([row]))
    assert sent.reply_markup is not None
    assert [button["text"] for button in peer.did.sent[0].buttons] == ["Undo", "See"]
    too_long = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Undo", callback_data="ä" * 33))
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await bot.send_message(chat.id, "Kept.", reply_markup=too_long)


async def test_a_topic_has_to_exist(peer: TelegramPeer, bot: Bot, anna: Person) -> None:
    forum = peer.supergroup("Club", anna, forum=True)
    topic = peer.topic(anna, forum, "Boats")
    sent = await bot.send_message(forum.id, "blue", message_thread_id=topic)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic, True)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(forum.id, "blue", message_thread_id=topic + 1)


async def test_a_thread_of_replies_is_no_topic(peer: TelegramPeer, bot: Bot, anna: Person) -> None:
    group = peer.supergroup("Choir", anna)
    first = peer.says(anna, group, "blue?")
    peer.says(anna, group, "green", reply_to=first.message_id, thread=first.message_id)
    _, update = await bot.get_updates(timeout=0)
    assert update.message is not None
    assert (update.message.message_thread_id, update.message.is_topic_message) == (first.message_id, None)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group.id, "red", message_thread_id=first.message_id)


async def test_who_may_not_write_is_told_why(peer: TelegramPeer, bot: Bot, anna: Person, chat: Chat) -> None:
    stranger = peer.private(peer.person("Zoe"), started=False)
    group = peer.supergroup("Choir", anna)
    peer.blocks(anna)
    peer.removes_bot(anna, group)
    muted, channel = peer.supergroup("Club", bot="restricted"), peer.channel("News", bot="member")
    with pytest.raises(BadRequest, match="Not enough rights to send text messages"):
        await bot.send_message(muted.id, "hello")
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await bot.send_message(channel.id, "hello")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(12345, "hello")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(stranger.id, "hello")
    assert stranger.person is not None
    peer.says(stranger.person, stranger, "/start")
    await bot.send_message(stranger.id, "hello")
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(chat.id, "hello")
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(group.id, "hello")
    assert [sent.chat_id for sent in peer.did.sent] == [stranger.id]


async def test_a_group_that_moved_tells_where_to(peer: TelegramPeer, bot: Bot, anna: Person) -> None:
    group = peer.group("Choir", anna)
    new = peer.migrates(anna, group)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "hello")
    assert moved.value.new_chat_id == new.id
    await bot.send_message(new.id, "hello")
    assert peer.did.texts(new.id) == ["hello"]
