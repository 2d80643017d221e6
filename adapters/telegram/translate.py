"""Telegram's updates as events. Pure: an update and who we are go in, events come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from telegram import (
    Bot,
    CallbackQuery,
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
    MessageReactionUpdated,
    Update,
)

from adapters.telegram.addressed import Myself, answered, audience, words
from adapters.telegram.addresses import conversation, is_private, message_id, sender, user_id
from adapters.telegram.attached import attachments
from adapters.telegram.comings import changed, moved, noticed
from adapters.telegram.unread import unreadable
from bot.content import Audience, Forwarded
from bot.events import ButtonPressed, Event, MessageEdited, MessageReceived, ReactionChanged

Raw = Mapping[str, object]

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "message_reaction",
    "my_chat_member",
    "chat_member",
)
_MISREAD = (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError, RecursionError)
"""The library reads strictly, and raises what its steps raise."""


def events_of(raw: Raw, me: Myself, bot: Bot, now: datetime) -> tuple[Event, ...]:
    """What one update tells; what nobody here can read is kept as it came."""
    try:
        return tuple(_events(Update.de_json(dict(raw), bot), me, now))
    except _MISREAD:
        return (unreadable(raw, me, now),)


def _events(update: Update, me: Myself, now: datetime) -> Iterator[Event]:
    if message := update.message:
        yield from _said(message, me)
    elif edited := update.edited_message:
        yield from _edited(edited, update.update_id, me)
    elif query := update.callback_query:
        yield from _tapped(query, me, now)
    elif reaction := update.message_reaction:
        yield from _reacted(reaction, update.update_id, me)
    elif member := update.my_chat_member or update.chat_member:
        yield from changed(member, update.update_id, me)


def _said(message: Message, me: Myself) -> Iterator[Event]:
    yield from moved(message, me)
    yield from noticed(message, me)
    if not (_is_a_persons(message) and _says_something(message)):
        return
    assert message.from_user is not None
    replied = answered(message)
    yield MessageReceived(
        where=conversation(me.account, message.chat, message),
        message=message_id(message.message_id),
        sender=sender(message.from_user),
        at=message.date,
        text=words(message, me),
        attachments=attachments(message),
        reply_to=message_id(replied.message_id) if replied else None,
        forwarded=_forwarded(message),
        audience=audience(message, me),
    )


def _edited(message: Message, update: int, me: Myself) -> Iterator[Event]:
    # Where somebody walks with a live location, it is "edited" every few seconds.
    if not _is_a_persons(message) or message.location:
        return
    assert message.from_user is not None
    yield MessageEdited(
        where=conversation(me.account, message.chat, message),
        message=message_id(message.message_id),
        sender=sender(message.from_user),
        at=message.edit_date or message.date,
        edit=str(update),
        text=words(message, me),
        attachments=attachments(message),
        audience=audience(message, me),
    )


def _tapped(query: CallbackQuery, me: Myself, now: datetime) -> Iterator[Event]:
    """A tap carries no time of its own."""
    on = query.message
    if on is None or not query.data or query.from_user.is_bot:
        return
    whole = on if isinstance(on, Message) else None
    yield ButtonPressed(
        where=conversation(me.account, on.chat, whole),
        press=query.id,
        on=message_id(on.message_id),
        sender=sender(query.from_user),
        at=now,
        value=query.data,
        audience=Audience.PRIVATE if is_private(on.chat) else Audience.ADDRESSED,
    )


def _reacted(reaction: MessageReactionUpdated, update: int, me: Myself) -> Iterator[Event]:
    if reaction.user is None or reaction.user.is_bot:
        return
    shown = (getattr(each, "emoji", None) or getattr(each, "custom_emoji_id", "") for each in reaction.new_reaction)
    yield ReactionChanged(
        where=conversation(me.account, reaction.chat),
        message=message_id(reaction.message_id),
        change=str(update),
        sender=sender(reaction.user),
        at=reaction.date,
        reactions=tuple(filter(None, shown)),
    )


def _is_a_persons(message: Message) -> bool:
    """Whether a person said it: not a bot, not a channel, not a group speaking as itself."""
    return message.from_user is not None and not message.from_user.is_bot and message.sender_chat is None


def _says_something(message: Message) -> bool:
    """Whether it is no mere notice of the chat ("Anna joined")."""
    return bool(message.text or message.caption or message.effective_attachment)


def _forwarded(message: Message) -> Forwarded | None:
    match message.forward_origin:
        case MessageOriginUser() as origin:
            user = origin.sender_user
            return Forwarded(from_name=user.full_name, from_id=user_id(user.id), sent_at=origin.date)
        case MessageOriginHiddenUser() as origin:
            return Forwarded(from_name=origin.sender_user_name, sent_at=origin.date)
        case MessageOriginChat() as origin:
            return Forwarded(from_name=origin.sender_chat.effective_name, sent_at=origin.date)
        case MessageOriginChannel() as origin:
            return Forwarded(from_name=origin.chat.effective_name, sent_at=origin.date)
        case _:
            return None
