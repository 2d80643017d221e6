"""Calls to Telegram that write into a chat. A group that became a supergroup is followed."""

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

from adapters.telegram.bodies import Entity, Outgoing
from adapters.telegram.errors import ChatMoved, refusal
from adapters.telegram.limits import Limits
from bot.errors import Undeliverable
from bot.ids import ChatId, Conversation, MessageId

Result = TypeVar("Result")

NOTED = "✍"
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_UNCHANGED = "message is not modified"
_UNEDITABLE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_DELETED = "message to delete not found"


class Calls:
    """One bot's calls, each within the limits. All raise DeliveryError."""

    def __init__(self, bot: Bot, limits: Limits) -> None:
        self._bot = bot
        self._limits = limits
        self._homes: dict[int, int] = {}

    def follow(self, old: ChatId, new: ChatId) -> None:
        """What goes to the one chat goes to the other from here on."""
        self._homes[int(old)] = int(new)

    async def post(self, to: Conversation, body: Outgoing) -> MessageId:
        """Send a message."""
        sent = await self._at_home(
            to,
            lambda chat: self._bot.send_message(
                chat_id=chat,
                text=body.text,
                entities=_entities(body.entities),
                message_thread_id=int(to.thread) if to.thread else None,
                # Messages are numbered anew where a group has moved to.
                reply_parameters=_answering(body) if chat == int(to.chat) else None,
                reply_markup=_keyboard(body),
                link_preview_options=_NO_PREVIEW,
                disable_notification=body.silent,
            ),
            new=True,
        )
        return MessageId(str(sent.message_id))

    async def edit(self, to: Conversation, message: MessageId, body: Outgoing) -> bool:
        """Put other words in its place; False where it is gone."""
        try:
            await self._here(
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
        except ChatMoved:
            return False
        except Undeliverable as error:
            told = refusal(error)
            if any(gone in told for gone in _UNEDITABLE):
                return False
            if _UNCHANGED not in told:
                raise
        return True

    async def react(self, to: Conversation, message: MessageId) -> bool:
        """Confirm a message; False where the chat does not allow it, or the message is gone."""
        try:
            await self._here(
                to,
                lambda chat: self._bot.set_message_reaction(
                    chat_id=chat, message_id=int(message), reaction=ReactionTypeEmoji(NOTED)
                ),
            )
        except ChatMoved:
            return False
        except Undeliverable as error:
            if not refusal(error):
                raise
            return False
        return True

    async def delete(self, to: Conversation, message: MessageId) -> None:
        """Take one of our own back; one that is gone is gone."""
        try:
            await self._here(to, lambda chat: self._bot.delete_message(chat_id=chat, message_id=int(message)))
        except Undeliverable as error:
            if _DELETED not in refusal(error):
                raise

    async def typing(self, to: Conversation) -> None:
        """Show that we write."""
        thread = int(to.thread) if to.thread else None
        await self._at_home(
            to, lambda chat: self._bot.send_chat_action(chat_id=chat, action="typing", message_thread_id=thread)
        )

    async def _here(self, to: Conversation, call: Callable[[int], Awaitable[Result]], *, new: bool = False) -> Result:
        """Make a call about a message of that very chat."""
        chat = int(to.chat)
        if chat in self._homes:
            raise ChatMoved(self._homes[chat])
        try:
            return await self._limits.write(chat, lambda: call(chat), new=new)
        except ChatMoved as moved:
            self._homes[chat] = moved.to
            raise

    async def _at_home(
        self, to: Conversation, call: Callable[[int], Awaitable[Result]], *, new: bool = False
    ) -> Result:
        """Make a call in the chat, or where it is now."""
        try:
            return await self._here(to, call, new=new)
        except ChatMoved as moved:
            home = moved.to
        return await self._limits.write(home, lambda: call(home), new=new)


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
