"""Calls to Telegram that send something: paced, and with our errors."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated

from adapters.pace import Pace
from adapters.telegram.errors import translated
from adapters.telegram.render import NOTED, Entity, Outgoing
from bot.errors import RateLimited, Undeliverable
from bot.ids import Conversation, MessageId

Result = TypeVar("Result")

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_UNCHANGED = "message is not modified"
_GONE = ("message to edit not found", "message can't be edited", "message_id_invalid")


class Calls:
    """One bot's calls. A chat that moved is followed."""

    def __init__(self, bot: Bot, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace
        self._moved: dict[int, int] = {}

    async def post(self, to: Conversation, body: Outgoing) -> MessageId:
        """Send a message."""
        sent = await self._in_chat(
            to,
            lambda chat: self._bot.send_message(
                chat_id=chat,
                text=body.text,
                entities=_entities(body.entities),
                message_thread_id=int(to.thread) if to.thread else None,
                reply_parameters=_answering(body),
                reply_markup=_keyboard(body),
                link_preview_options=_NO_PREVIEW,
                disable_notification=body.silent,
            ),
        )
        return MessageId(str(sent.message_id))

    async def edit(self, to: Conversation, message: MessageId, body: Outgoing) -> MessageId:
        """Put other words in its place; one that is gone is sent anew."""
        try:
            await self._in_chat(
                to,
                lambda chat: self._bot.edit_message_text(
                    body.text,
                    chat_id=chat,
                    message_id=int(message),
                    entities=_entities(body.entities),
                    reply_markup=_keyboard(body),
                    link_preview_options=_NO_PREVIEW,
                ),
            )
        except Undeliverable as error:
            refusal = _refusal(error)
            if any(told in refusal.lower() for told in _GONE):
                return await self.post(to, body)
            if _UNCHANGED not in refusal.lower():
                raise
        return message

    async def react(self, to: Conversation, message: MessageId, body: Outgoing) -> MessageId:
        """Confirm by a reaction; in words where the chat does not allow it, or the message is gone."""
        try:
            await self._in_chat(
                to,
                lambda chat: self._bot.set_message_reaction(
                    chat_id=chat, message_id=int(message), reaction=ReactionTypeEmoji(NOTED)
                ),
            )
        except Undeliverable as error:
            if not _refusal(error):
                raise
            return await self.post(to, body)
        return MessageId(f"{message}:{NOTED}")

    async def delete(self, to: Conversation, message: MessageId) -> MessageId:
        """Take one of our own back."""
        await self._in_chat(to, lambda chat: self._bot.delete_message(chat_id=chat, message_id=int(message)))
        return message

    async def typing(self, to: Conversation) -> None:
        thread = int(to.thread) if to.thread else None
        await self._in_chat(
            to, lambda chat: self._bot.send_chat_action(chat_id=chat, action="typing", message_thread_id=thread)
        )

    async def _in_chat(self, to: Conversation, call: Callable[[int], Awaitable[Result]]) -> Result:
        """Make a call, and again where the chat turns out to have moved."""
        self._pace.refuse_early(to.chat)
        chat = self._moved.get(int(to.chat), int(to.chat))
        try:
            with translated():
                try:
                    return await call(chat)
                except ChatMigrated as moved:
                    self._moved[int(to.chat)] = moved.new_chat_id
                    return await call(moved.new_chat_id)
        except RateLimited as limit:
            self._pace.hold(to.chat, limit.after)
            raise


def _refusal(error: Undeliverable) -> str:
    """What Telegram found wrong with a call; nothing where it is not the call that was wrong."""
    return error.__cause__.message if isinstance(error.__cause__, BadRequest) else ""


def _entities(entities: tuple[Entity, ...]) -> list[MessageEntity]:
    return [
        MessageEntity(
            type=each.type,
            offset=each.offset,
            length=each.length,
            url=each.argument if each.type == MessageEntity.TEXT_LINK else None,
            language=each.argument or None if each.type == MessageEntity.PRE else None,
        )
        for each in entities
    ]


def _answering(body: Outgoing) -> ReplyParameters | None:
    # The message may be deleted by now; the reply is sent all the same.
    return ReplyParameters(int(body.answers), allow_sending_without_reply=True) if body.answers else None


def _keyboard(body: Outgoing) -> InlineKeyboardMarkup | None:
    if not body.buttons:
        return None
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=value)] for label, value in body.buttons])
