"""How Telegram's ids are ours: who is where. Pure."""

from __future__ import annotations

from telegram import Chat, Message, User
from telegram.constants import ChatType

from bot.content import Sender
from bot.ids import AccountId, ChatId, Conversation, MessageId, Platform, ThreadId, UserId

TELEGRAM = Platform("telegram")
_SUPERGROUPS = -(10**12)
"""Their numbers lie below this one, those of basic groups between it and 0."""


def conversation(account: AccountId, chat: Chat, message: Message | None = None) -> Conversation:
    """The chat, or the topic of it that a message stands in."""
    in_topic = message is not None and message.is_topic_message and message.message_thread_id
    thread = ThreadId(str(message.message_thread_id)) if message is not None and in_topic else None
    return Conversation(platform=TELEGRAM, account=account, chat=ChatId(str(chat.id)), thread=thread)


def message_id(message: int) -> MessageId:
    return MessageId(str(message))


def user_id(user: int) -> UserId:
    return UserId(str(user))


def sender(user: User) -> Sender:
    """A person by their number; the name is only shown."""
    return Sender(id=user_id(user.id), name=user.full_name)


def is_private(chat: Chat) -> bool:
    return chat.type == ChatType.PRIVATE


def has_addresses(where: Conversation) -> bool:
    """Whether messages there can be opened by an address: only those of supergroups can."""
    return where.chat.startswith("-") and int(where.chat) < _SUPERGROUPS


def link(where: Conversation, message: MessageId) -> str | None:
    """Where members can open a message."""
    if not has_addresses(where):
        return None
    inside = str(_SUPERGROUPS - int(where.chat))
    return "/".join(filter(None, ("https://t.me/c", inside, where.thread, message)))
