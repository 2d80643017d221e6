"""Whether what was said is meant for us, and what it says without our name before it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from telegram import Message, MessageEntity

from adapters.telegram.addresses import is_private
from bot.content import Audience
from bot.ids import AccountId

STARTING = "start"
"""The command that Telegram itself sends for a person who opens a bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Myself:
    """Who the bot is there, and the commands that it knows (`help`, without the stroke)."""

    account: AccountId
    name: str
    commands: frozenset[str] = frozenset()

    @property
    def user(self) -> int:
        return int(self.account)


def audience(message: Message, me: Myself) -> Audience:
    """Who hears it, and whether it is meant for us."""
    if is_private(message.chat):
        return Audience.PRIVATE
    replied = answered(message)
    to_us = replied is not None and replied.from_user is not None and replied.from_user.id == me.user
    return Audience.ADDRESSED if to_us or any(_calls_us(message, me)) else Audience.OVERHEARD


def answered(message: Message) -> Message | None:
    """The message that it replies to; all that is said in a topic of a forum "replies" to the topic's opening."""
    replied = message.reply_to_message
    if replied and message.is_topic_message and replied.message_id == message.message_thread_id:
        return None
    return replied


def words(message: Message, me: Myself) -> str:
    """What was said, without our own name before it."""
    said = message.text or message.caption or ""
    named = re.match(rf"\s*@{re.escape(me.name)}(?!\w)[ ,:\n]*", said, re.IGNORECASE)
    return said[named.end() :] if named else said


def _calls_us(message: Message, me: Myself) -> Iterator[bool]:
    named = f"@{me.name}".lower()
    said = (message.text or message.caption or "").encode("utf-16-le", "surrogatepass")
    for entity in (*message.entities, *message.caption_entities):
        cut = said[2 * entity.offset : 2 * (entity.offset + entity.length)]
        text = cut.decode("utf-16-le", "replace").lower()
        match entity.type:
            case MessageEntity.MENTION:
                yield text == named
            case MessageEntity.TEXT_MENTION:
                yield entity.user is not None and entity.user.id == me.user
            case MessageEntity.BOT_COMMAND if entity.offset == 0:
                yield is_ours(text, named, me)


def is_ours(command: str, named: str, me: Myself) -> bool:
    """Every bot of a group hears `/help`: what we do not know is another's."""
    name, at, whose = command.removeprefix("/").partition("@")
    return f"@{whose}" == named if at else name == STARTING or name in me.commands
